/* A file of a space, changed: what it is called, where it lies, who reads it, and other bytes in the place of those that it has. */
#include <stdlib.h>

#include "material.h"
#include "part.h"
#include "part_form.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

static const char send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "title" },
	{ .field = "folder" },
	{ .field = "about" },
	{ .field = "language" },
	{ .field = "readers" },
	{ .field = "file", .is_fixed = true },
	{ .label = part_form_replace },
	{ .label = send_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

static const struct sheet_kind kind = {
	.title = N_("Change the file"),
	.type = &record_types[TYPE_Material], .lines = lines, .shows = part_form_shows, .check = part_form_check,
	.send = send_label, .keep = keep_label, .sends = part_form_send, .kept = N_("Kept as a draft."),
	.thrown = N_("The draft is thrown away. {undo} brings it back."),
};

void material_change(struct face *face, int64_t material)
{
	struct material m = { 0 };
	int64_t account = 0, draft;

	if (!part_read(face, TYPE_Material, material, &m, &account))
		face_say(face, _("This file is not here any more."));
	else if (part_may_change(face, account, RIGHT_MATERIAL, &m.author) &&
	         (draft = sheet_begin(face, &record_types[TYPE_Material], material, NULL)) != 0)
		face_open(face, "material-form", draft);
	record_release(&record_types[TYPE_Material], &m);
}

const struct screen screen_material_form = {
	.name = "material-form", .title = N_("File, to change"), .size = sizeof(struct sheet), .sheet = &kind, .act = part_form_act,
	.offers = sheet_screen_text_offers,
};
