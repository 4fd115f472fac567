/* A pupil changed: name here, class, consent, what they may; and a new first password. */
#include "pupils.h"

#include <stdlib.h>

#include "screens.h"
#include "sheet.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

static const char name_label[] = N_("Name to sign in"), first_label[] = N_("First password"), reset_label[] = N_("New first password"),
                  send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "alias" },
	{ .field = "group" },
	{ .field = "consentBy" },
	{ .field = "consentAt" },
	{ .field = "administrator" },
	{ .label = send_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ .label = name_label, .is_fixed = true },
	{ .label = first_label, .is_fixed = true },
	{ .label = reset_label },
	{ 0 },
};

/* What the portal gave; yours. */
static char *name_or_password(const struct sheet *sheet, bool password)
{
	struct pupil p;
	char *text;

	pupil_read(sheet->store, sheet->record, &p, NULL);
	if (password && !p.initial_password)
		text = xstrdup(_("the pupil has chosen another one, or it is on its way"));
	else
		text = words_safe(password ? p.initial_password : p.user_name, SANITISE_LINE);
	record_release(&record_types[TYPE_Pupil], &p);
	return text;
}

static char *shows(const struct sheet *sheet, const struct sheet_line *line)
{
	if (line->label == name_label || line->label == first_label)
		return name_or_password(sheet, line->label == first_label);
	if (line->label == reset_label)
		return xstrdup(_("the old one ends, with all sign-ins"));
	if (line->label == keep_label)
		return xstrdup(_("as a draft; it is kept anyway while you type"));
	return xstrdup("");
}

static enum outcome send(struct face *face, struct view *view)
{
	struct sheet *sheet = view->model;

	if (sheet_lacks(face, view, sheet) || sheet_send(face, sheet, 0) != 0)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}

static void reset(struct face *face, struct sheet *sheet)
{
	struct json *patch = json_new_object();
	char now[CLOCK_TEXT_SIZE];

	clock_format(clock_now(), now);
	json_set_string(patch, "resetAt", now);
	face_patch_all(face, &sheet->record, 1, patch,
	               _("A new first password comes with the next exchange; {print} in the list prints the slip."));
	json_free(patch);
}

static const struct sheet_kind kind = {
	.title = N_("Change a pupil"),
	.type = &record_types[TYPE_Pupil], .lines = lines, .shows = shows, .send = send_label, .keep = keep_label, .more = reset_label,
	.sends = send, .shows_more = reset, .kept = N_("Kept as a draft."), .thrown = N_("The draft is thrown away. {undo} brings it back."),
};

const struct screen screen_pupil_form = {
	.name = "pupil-form", .title = N_("Pupil, to change"), .size = sizeof(struct sheet), .sheet = &kind,
	.offers = sheet_screen_offers,
};
