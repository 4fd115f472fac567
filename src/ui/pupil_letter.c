/* A letter of the pupils' mail on a page of its own, with what may be done about it. */
#include "pupil_letter.h"

#include <stdlib.h>

#include "project.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"
#include "words.h"

enum { INDENT = 2 };

struct letter_page {
	int64_t local;
	bool decides;        /* whether it goes through: a teacher's to say */
	struct strings rows; /* of the text as broken for cells */
	int cells, top, height;
};

/* --- deciding --- */

static void decide(struct face *face, int64_t record, const char *state, const char *reason, const char *said)
{
	struct json *patch = json_new_object();

	json_set_string(patch, "state", state);
	if (*reason)
		json_set_string(patch, "reason", reason);
	face_patch_held(face, record, patch, said);
}

static int64_t deciding; /* the letter that a reason is asked for: there is one prompt at a time */

static void reason_done(struct face *face, struct view *view, const char *reason)
{
	(void)view;
	if (reason)
		decide(face, deciding, "stopped", reason, _("The letter is stopped."));
}

void pupil_letter_decide(struct face *face, int64_t local, bool through)
{
	struct pupil_mail letter;
	int64_t account;
	bool there = pupil_letter_read(face_store(face), local, &letter, &account);
	bool waits = there && pupil_letter_waits(&letter);

	record_release(&record_types[TYPE_PupilMail], &letter);
	if (!there || !project_may(face, account, RIGHT_PUPILS))
		return;
	if (!waits) {
		face_say(face, _("This letter waits for nobody."));
	} else if (through) {
		decide(face, local, "sent", "", _("The letter is let through."));
	} else {
		deciding = local;
		face_prompt(face, _("Why, for the pupil:"), "", NULL, reason_done);
	}
}

/* --- drawing --- */

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct letter_page *l = context;

	strings_push_take(&l->rows, xasprintf("%*s%.*s", indent, "", (int)len, text));
}

static void add_line(struct letter_page *l, const char *label, char *text_taken)
{
	if (*text_taken)
		/* TRANSLATORS: a part of a letter and what stands in it. */
		strings_push_take(&l->rows, xasprintf(_("%s: %s"), label, text_taken));
	free(text_taken);
}

static char *names_of(const struct parties *to)
{
	struct str text = { 0 };

	for (size_t i = 0; i < to->count; i++)
		words_part_taken(&text, words_safe(party_called(to->at[i].name), SANITISE_LINE));
	return str_detach(&text);
}

static void break_rows(struct letter_page *l, const struct pupil_mail *letter, int cells)
{
	char *text = words_safe_in(letter->text, SANITISE_TEXT, letter->language);

	strings_release(&l->rows);
	add_line(l, _("From"), words_safe(party_called(letter->sender.name), SANITISE_LINE));
	add_line(l, _("To"), names_of(&letter->to));
	add_line(l, _("State"), xstrdup(pupil_letter_state(letter)));
	add_line(l, _("Decided by"), words_safe(party_called(letter->decided_by.name), SANITISE_LINE));
	add_line(l, _("Reason"), words_safe(letter->reason, SANITISE_LINE));
	strings_push(&l->rows, "");
	words_wrap(text, cells > 1 ? words_text_cells(cells) : 1, add_row, l);
	free(text);
}

static void slide(struct letter_page *l, int rows)
{
	int most = (int)l->rows.count > l->height ? (int)l->rows.count - l->height : 0;

	l->top += rows;
	l->top = l->top > most ? most : l->top < 0 ? 0 : l->top;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct letter_page *l = view->model;
	struct pupil_mail letter;
	char *subject;

	pupil_letter_read(face_store(face), l->local, &letter, NULL);
	break_rows(l, &letter, p->columns - 1 - INDENT);
	subject = words_safe(letter.subject, SANITISE_LINE);
	l->height = page_body_rows(p);
	slide(l, 0);
	words_title_line(face, p, subject);
	for (int i = 0; i < l->height && l->top + i < (int)l->rows.count; i++)
		page_put(p, 1 + i, INDENT, l->rows.at[l->top + i]);
	page_cursor(p, 1, 0);
	free(subject);
	record_release(&record_types[TYPE_PupilMail], &letter);
}

/* --- the row of the screen --- */

static void answer(struct face *face, int64_t local)
{
	struct pupil_mail letter;
	int64_t account;

	if (pupil_letter_read(face_store(face), local, &letter, &account) && letter.sender.id) {
		const struct parties to = { .at = &letter.sender, .count = 1 };

		pupil_mail_begin(face, &(struct pupil_letter){ .account = account, .to = &to, .subject = letter.subject });
	}
	record_release(&record_types[TYPE_PupilMail], &letter);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct letter_page *l = view->model;

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_UP:
		slide(l, action == ACTION_MOVE_DOWN ? 1 : -1);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_UP:
		slide(l, action == ACTION_PAGE_DOWN ? l->height - 1 : 1 - l->height);
		return ACT_DONE;
	case ACTION_ACCEPT:
	case ACTION_DROP:
		pupil_letter_decide(face, l->local, action == ACTION_ACCEPT);
		return ACT_DONE;
	case ACTION_REPLY:
		answer(face, l->local);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_letter(struct face *face, struct view *view, int64_t argument)
{
	struct letter_page *l = view->model;
	struct pupil_mail letter;
	int64_t account;
	bool there = pupil_letter_read(face_store(face), argument, &letter, &account);

	record_release(&record_types[TYPE_PupilMail], &letter);
	l->local = argument;
	l->decides = access_may(project_role(face_store(face), account), RIGHT_PUPILS);
	if (!there)
		face_say(face, _("This letter is not here any more."));
	return there ? 0 : -1;
}

static void close_letter(struct face *face, struct view *view)
{
	struct letter_page *l = view->model;

	(void)face;
	strings_release(&l->rows);
}

static const struct offer offers[] = {
	{ ACTION_ACCEPT, N_("let through"), N_("let the letter through; {undo} takes it back until it has left"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("stop"), N_("stop the letter, with a reason for the pupil"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_REPLY, N_("reply"), N_("reply to who wrote"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("more"), N_("more of it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer writer_offers[] = {
	{ ACTION_REPLY, N_("reply"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("more"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	return ((const struct letter_page *)view->model)->decides ? offers : writer_offers;
}

const struct screen screen_pupil_letter = {
	.name = "pupil-letter", .title = N_("Letter of a pupil"), .size = sizeof(struct letter_page), .open = open_letter, .draw = draw,
	.act = act, .close = close_letter, .offers = offers, .offers_now = offers_now,
};
