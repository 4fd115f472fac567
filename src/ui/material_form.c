/* A file of a space, changed: what it is called, where it lies, who reads it. */
#include <stdlib.h>

#include "material.h"
#include "part.h"
#include "part_form.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

struct material_form { struct sheet sheet; };

static const char send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "title" },
	{ .field = "folder" },
	{ .field = "about" },
	{ .field = "language" },
	{ .field = "readers" },
	{ .label = send_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

static const struct sheet_kind kind = {
	.type = &record_types[TYPE_Material], .lines = lines, .shows = part_form_shows, .send = send_label, .keep = keep_label,
	.sends = part_form_send, .kept = N_("Kept as a draft."), .thrown = N_("The draft is thrown away. u brings it back."),
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

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct material_form *form = view->model;

	words_title(face, p, _("Change the file"), page_is_narrow(p) ? "" : _("kept as a draft"));
	sheet_draw(face, view, &form->sheet, p, 1);
}

static int open_form(struct face *face, struct view *view, int64_t argument)
{
	struct material_form *form = view->model;

	return sheet_open(face, view, &form->sheet, &kind, argument);
}

const struct screen screen_material_form = {
	.name = "material-form", .title = N_("File, to change"), .size = sizeof(struct material_form), .open = open_form, .draw = draw,
	.act = sheet_screen_act, .keeps = sheet_screen_keeps, .typed = sheet_screen_typed, .changed = sheet_screen_changed,
	.close = sheet_screen_close,
	.where = sheet_screen_where, .go = sheet_screen_go, .offers = part_form_offers,
	.typing = sheet_screen_typing,
};
