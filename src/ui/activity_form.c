/* An activity of a space, new or changed. */
#include <stdlib.h>
#include <string.h>

#include "activity.h"
#include "part.h"
#include "part_form.h"
#include "project.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

static const char send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "title" },
	{ .field = "phase" },
	{ .field = "begins", .help = N_("like 24 Dec, 24.12 or tomorrow") },
	{ .field = "due", .help = N_("like 24 Dec, 24.12 or tomorrow") },
	{ .field = "people" },
	{ .field = "steps", .is_large = true },
	{ .field = "about", .is_large = true },
	{ .field = "pages" },
	{ .field = "language" },
	{ .field = "readers" },
	{ .field = "files", .is_fixed = true },
	{ .label = part_form_add },
	{ .label = part_form_take_out },
	{ .label = send_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

/* Days as text compare as days. */
static char *check(const struct sheet *sheet, const struct sheet_line *line, bool *blocks)
{
	const char *begins = json_get_text(sheet->body, "begins"), *due = json_get_text(sheet->body, "due");

	if (!text_equal(line->field, "due") || !begins || !due || strcmp(begins, due) <= 0)
		return part_form_check(sheet, line, blocks);
	*blocks = true;
	return xstrdup(_("The last day is before the first one."));
}

static const struct sheet_kind kind = {
	.title = N_("Change the activity"), .title_new = N_("New activity"),
	.type = &record_types[TYPE_Activity], .lines = lines, .stands = part_form_stands, .shows = part_form_shows, .check = check,
	.send = send_label, .keep = keep_label, .sends = part_form_send, .kept = N_("Kept as a draft."),
	.thrown = N_("The draft is thrown away. {undo} brings it back."),
};

void activity_change(struct face *face, int64_t activity)
{
	struct activity a = { 0 };
	int64_t account = 0, draft;

	if (!part_read(face, TYPE_Activity, activity, &a, &account))
		face_say(face, _("This activity is not here any more."));
	else if (part_may_change(face, account, RIGHT_ACTIVITY, &a.author) &&
	         (draft = sheet_begin(face, &record_types[TYPE_Activity], activity, NULL)) != 0)
		face_open(face, "activity-form", draft);
	record_release(&record_types[TYPE_Activity], &a);
}

const struct screen screen_activity_form = {
	.name = "activity-form", .title = N_("Activity, to write"), .size = sizeof(struct sheet), .sheet = &kind,
	.act = part_form_act, .offers = sheet_screen_text_offers,
};
