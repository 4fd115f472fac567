/* What I answer the support organisation: one text, kept at every key; it goes out with a hold like a letter. */
#include <stdlib.h>

#include "registration.h"
#include "screens.h"
#include "sheet.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "words.h"

static const char send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "answer", .help = N_("what the support office asked for") },
	{ .label = send_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

static enum outcome send(struct face *face, struct view *view)
{
	struct sheet *sheet = view->model;
	struct record r = { 0 };
	int64_t account = record_by_local(face_store(face), sheet->record, &r) ? r.account : 0;

	record_free(&r);
	if (sheet_lacks(face, view, sheet) || sheet_send(face, sheet, account) != 0)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}

static char *shows(const struct sheet *sheet, const struct sheet_line *line)
{
	(void)sheet;
	return xstrdup(line->label == send_label ? _("to the support office; {undo} takes it back") : "");
}

static const struct sheet_kind kind = {
	.type = &record_types[TYPE_Profile], .lines = lines, .shows = shows, .send = send_label, .keep = keep_label, .sends = send,
	.kept = N_("Kept as a draft."), .thrown = N_("The draft is thrown away. {undo} brings it back."),
};

void registration_answer(struct face *face, int64_t profile)
{
	int64_t draft = sheet_begin(face, &record_types[TYPE_Profile], profile, NULL);

	if (draft)
		face_open(face, screen_registration_answer.name, draft);
}

static int open_answer(struct face *face, struct view *view, int64_t argument)
{
	struct sheet *sheet = view->model;

	if (sheet_open(face, view, sheet, &kind, argument) != 0)
		return -1;
	sheet_go(view, sheet, 0);
	return 0;
}

const struct screen screen_registration_answer = {
	.name = "registration-answer", .title = N_("Answer to the support office"), .size = sizeof(struct sheet),
	.sheet = &kind, .open = open_answer, .offers = sheet_screen_text_offers,
};
