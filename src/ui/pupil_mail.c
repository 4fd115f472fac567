/* Pupils' mail of a project: for teachers those letters first that wait to be let through, for a pupil what came of their own. */
#include "cursor.h"
#include "pupil_letter.h"

#include <stdlib.h>
#include <string.h>

#include "part.h"
#include "project.h"
#include "screens.h"
#include "table.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, STATE_CELLS = 9, NAME_CELLS = 18, LETTERS_MOST = 500 };

struct mail_row { int64_t local; struct pupil_mail letter; };

struct pupil_mail_list {
	int64_t project, account;
	char *title;
	bool decides;       /* whether letters go through: a teacher's to say */
	struct table table; /* of struct mail_row */
};

/* --- rows --- */

bool pupil_letter_read(struct store *s, int64_t local, struct pupil_mail *letter, int64_t *account)
{
	struct record record = { 0 };
	bool there = record_by_local(s, local, &record) && record.type->index == TYPE_PupilMail;

	*letter = (struct pupil_mail){ 0 };
	if (there) {
		struct json *tree = record_tree(s, &record);

		record_decode(&record_types[TYPE_PupilMail], tree, letter);
		json_free(tree);
	}
	if (account)
		*account = record.account;
	record_free(&record);
	return there;
}

static void release_row(void *item)
{
	record_release(&record_types[TYPE_PupilMail], &((struct mail_row *)item)->letter);
}

bool pupil_letter_waits(const struct pupil_mail *letter)
{
	return text_equal(letter->state, "waiting");
}

static int list_letters(struct face *face, int64_t account, int64_t *locals, struct err *e)
{
	const struct record_query q = { .account = account, .type = &record_types[TYPE_PupilMail], .limit = LETTERS_MOST };

	return record_list(face_store(face), &q, locals, NULL, NULL, e);
}

/* Those that wait come first, the oldest of them at the top; then the newest. */
static void add_rows(struct face *face, struct pupil_mail_list *m, const int64_t *locals, int count, bool waiting)
{
	for (int i = 0; i < count; i++) {
		struct mail_row *row = xcalloc(1, sizeof *row);

		row->local = locals[waiting ? count - 1 - i : i];
		pupil_letter_read(face_store(face), row->local, &row->letter, NULL);
		if (pupil_letter_waits(&row->letter) == waiting) {
			table_add(&m->table, row->local, row);
		} else {
			release_row(row);
			free(row);
		}
	}
}

static int read_rows(struct face *face, struct pupil_mail_list *m, struct err *e)
{
	int64_t *locals = xcalloc(LETTERS_MOST, sizeof *locals);
	int count = list_letters(face, m->account, locals, e);

	add_rows(face, m, locals, count, true);
	add_rows(face, m, locals, count, false);
	free(locals);
	return count < 0 ? -1 : table_show(&m->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

char *pupil_mail_words(struct face *face, int64_t account)
{
	int64_t *locals = xcalloc(LETTERS_MOST, sizeof *locals), waiting = 0;
	struct str text = { 0 };
	struct err e = { 0 };
	int count = list_letters(face, account, locals, &e);

	for (int i = 0; i < count; i++) {
		struct pupil_mail letter;

		pupil_letter_read(face_store(face), locals[i], &letter, NULL);
		waiting += pupil_letter_waits(&letter);
		record_release(&record_types[TYPE_PupilMail], &letter);
	}
	words_check(face, &e);
	free(locals);
	if (count < 0)
		count = 0;
	words_part_taken(&text, xasprintf(i18n_plural("%d letter", "%d letters", (unsigned long)count), count));
	if (waiting)
		words_part_taken(&text, xasprintf(i18n_plural("%d waits", "%d wait", (unsigned long)waiting), (int)waiting));
	return str_detach(&text);
}

/* --- drawing --- */

/* "Elif", or whom it is for where it is mine. Yours. */
char *pupil_letter_people(struct face *face, const struct pupil_mail *letter)
{
	struct str text = { 0 };

	if (letter->sender.id && !text_equal(letter->sender.id, face_my_id(face)))
		return words_safe(party_called(letter->sender.name), SANITISE_LINE);
	for (size_t i = 0; i < letter->to.count; i++)
		words_part_taken(&text, words_safe(party_called(letter->to.at[i].name), SANITISE_LINE));
	return str_detach(&text);
}

const char *pupil_letter_state(const struct pupil_mail *letter)
{
	return letter->state ? vocabulary_brief(&vocabulary_pupil_mail_states, letter->state) : "";
}

static void draw_row(struct face *face, const struct pupil_mail *letter, struct page *p, int line)
{
	char *people = pupil_letter_people(face, letter), *when = letter->since ? words_short_time(letter->since) : xstrdup("");
	bool narrow = page_is_narrow(p);
	struct str text = { 0 };
	int column = INDENT + STATE_CELLS + 1, room = p->columns - 1 - column - (narrow ? 0 : cells_width(when) + 1);

	if (!narrow)
		words_pad(&text, face, people, NAME_CELLS);
	if (text.len)
		str_addc(&text, ' ');
	words_add(&text, face, letter->subject, room - cells_width(text.text ? text.text : ""));
	page_put(p, line, INDENT, pupil_letter_state(letter));
	page_put(p, line, column, text.text);
	page_state(p, line, INDENT, pupil_letter_state(letter), pupil_letter_waits(letter));
	if (!narrow)
		page_put_right(p, line, when);
	str_release(&text);
	free(people);
	free(when);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct pupil_mail_list *m = view->model;
	const struct mail_row *row;
	struct err e = { 0 };
	char *counts = pupil_mail_words(face, m->account), *title;

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	title = page_is_narrow(p) ? xstrdup(counts) : xasprintf(_("%s, %s"), m->title, counts);
	words_title_line(face, p, title);
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		draw_row(face, &row->letter, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (m->table.count > 0) {
		page_mark(p, 1 + list_view_line(&m->table.list));
	} else {
		page_put(p, 1, INDENT, _("Nothing yet. {create} writes a letter."));
		page_cursor(p, 1, 0);
	}
	free(title);
	free(counts);
}

/* --- the row of the screen --- */

static bool asks(const void *item)
{
	return pupil_letter_waits(&((const struct mail_row *)item)->letter);
}

static void next_waiting(struct face *face, struct pupil_mail_list *m, bool backwards)
{
	cursor_to_next(face, &m->table, backwards, asks, _("No letter waits."));
}

/* The next of the project's ways, for its founders. */
static void next_way(struct face *face, const struct pupil_mail_list *m)
{
	const struct vocabulary *ways = &vocabulary_pupil_mail_ways;
	struct project project;
	size_t at = 0;

	if (!project_may(face, m->account, RIGHT_PROJECT))
		return;
	if (project_read(face_store(face), m->project, &project, NULL)) {
		struct json *patch = json_new_object();

		while (project.pupil_mail && at + 1 < ways->count && !text_equal(ways->rows[at].code, project.pupil_mail))
			at++;
		at = (at + 1) % ways->count;
		json_set_string(patch, "pupilMail", ways->rows[at].code);
		face_patch_all(face, &m->project, 1, patch, _(ways->rows[at].label));
		json_free(patch);
	}
	record_release(&record_types[TYPE_Project], &project);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct pupil_mail_list *m = view->model;
	const struct mail_row *row;

	row = table_item(&m->table);
	switch (action) {
	case ACTION_OPEN:
		if (row)
			face_open(face, "pupil-letter", row->local);
		return ACT_DONE;
	case ACTION_CREATE:
		pupil_mail_begin(face, &(struct pupil_letter){ .account = m->account });
		return ACT_DONE;
	case ACTION_ACCEPT:
	case ACTION_DROP:
		if (row)
			pupil_letter_decide(face, row->local, action == ACTION_ACCEPT);
		return ACT_DONE;
	case ACTION_VIEW:
		next_way(face, m);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		next_waiting(face, m, action == ACTION_PREVIOUS_WAITING);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_list(struct face *face, struct view *view, int64_t argument)
{
	struct pupil_mail_list *m = view->model;
	struct err e = { 0 };

	m->project = argument;
	table_init(&m->table, release_row);
	if (!part_begin(face, argument, &m->account, &m->title))
		return -1;
	m->decides = access_may(project_role(face_store(face), m->account), RIGHT_PUPILS);
	return read_rows(face, m, &e) == 0 ? 0 : face_fail(face, &e);
}

static void close_list(struct face *face, struct view *view)
{
	struct pupil_mail_list *m = view->model;

	(void)face;
	table_release(&m->table);
	free(m->title);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("read"), N_("read the letter"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("let through"), N_("let the letter through; {undo} takes it back until it has left"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("stop"), N_("stop the letter, with a reason for the pupil"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("write"), N_("write a letter to members of the project"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, NULL, N_("Whether a teacher lets each letter through"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer writer_offers[] = {
	{ ACTION_OPEN, N_("read"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("write"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	return ((const struct pupil_mail_list *)view->model)->decides ? offers : writer_offers;
}

const struct screen screen_pupil_mail = {
	.name = "pupil-mail", .title = N_("Pupils' mail"), .size = sizeof(struct pupil_mail_list), .open = open_list, .draw = draw, .act = act,
	.changed = changed, .close = close_list, SCREEN_RECORDS(struct pupil_mail_list, table.list), .offers = offers,
	.offers_now = offers_now,
};
