/* Home: what could not be sent, who waits for me, what is due and new, on whom I wait; then the places. */
#include "home.h"

#include <stdlib.h>

#include "conflict.h"
#include "cursor.h"
#include "decide.h"
#include "mail.h"
#include "person.h"
#include "pupils.h"
#include "screens.h"
#include "talk.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/records/outbox.h"
#include "twinline/records/replica.h"
#include "twinline/records/thread.h"
#include "words.h"

/* --- rows --- */

static void release_row(void *item)
{
	struct home_row *row = item;

	waiting_row_release(&row->waiting);
	free(row->words);
}

/* Why an entry could not be sent; yours. */
static char *cause_of(struct face *face, int64_t local)
{
	struct outbox_entry entry;
	bool is_there = outbox_get(face_store(face), local, &entry);
	enum conflict_kind kind = is_there ? conflict_kind(&entry) : CONFLICT_NONE;
	char *text;

	if (kind != CONFLICT_NONE)
		text = xstrdup(conflict_brief(kind));
	else
		text = is_there ? err_text(&entry.cause) : xstrdup("");

	outbox_entry_release(&entry);
	return text;
}

/* Kinds first, so that no two rows have one key. */
static int64_t key_of(int kind, int64_t local)
{
	return (int64_t)(kind + 1) << 56 | local;
}

static void add_waiting(struct face *face, struct home *home, struct waiting_row *waiting)
{
	struct home_row *row = xcalloc(1, sizeof *row);

	row->waiting = *waiting;
	row->words = waiting->kind == WAITING_NEEDS_YOU ? cause_of(face, waiting->local) : NULL;
	table_add(&home->table, key_of(waiting->kind, waiting->local), row);
}

static void add_place(struct face *face, struct home *home, const struct home_place *place)
{
	char *words = place->words(face);
	struct home_row *row;

	if (!words)
		return;
	row = xcalloc(1, sizeof *row);
	row->place = place;
	row->words = words;
	table_add(&home->table, key_of(WAITING_KIND_COUNT, place - home_places), row);
}

/* My name and town, as far as they are known here; yours. */
static char *read_who(struct face *face)
{
	const struct record_type *type = &record_types[TYPE_Person];
	struct json *me = replica_owner(face_store(face)), *card = NULL;
	struct record record = { 0 };
	struct str who = { 0 };

	words_part_taken(&who, words_safe(json_get_text(me, "name"), SANITISE_LINE));
	if (json_get_text(me, "person") && replica_record(face_store(face), type, json_get_text(me, "person"), &record))
		card = record_tree(face_store(face), &record);
	if (json_get_text(card, "town"))
		words_part_taken(&who, words_safe(json_get_text(card, "town"), SANITISE_LINE));
	record_free(&record);
	json_free(card);
	json_free(me);
	return str_detach(&who);
}

static int read_rows(struct face *face, struct home *home, struct err *e)
{
	struct waiting_row *rows = NULL;
	char *zone = zone_of_computer();
	int count = waiting_list(face_store(face), clock_now(), zone, &rows, e);

	free(zone);
	if (count < 0)
		return -1;
	for (int i = 0; i < count; i++)
		add_waiting(face, home, &rows[i]);
	free(rows);
	home->is_pupils = pupils_am_one(face);
	for (const struct home_place *place = home_places; place->name && !home->is_pupils; place++)
		add_place(face, home, place);
	home->waiting = count;
	free(home->who);
	home->who = read_who(face);
	strings_release(&home->lacking);
	if (count == 0 && !home->is_pupils)
		home_find_lacking(face, &home->lacking);
	return table_show(&home->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

/* --- acting --- */

void home_open(struct face *face, const struct waiting_row *row)
{
	if (text_equal(row->code, "registration")) {
		face_open(face, screen_registration.name, 0);
		return;
	}
	if (home_is_come_back(row)) {
		face_open(face, "project-state", row->local);
		return;
	}
	switch (row->kind) {
	case WAITING_NEEDS_YOU:
		if (!conflict_open(face, row->local))
			face_do(face, ACTION_OUTBOX);
		break;
	case WAITING_UNREAD:
		face_do(face, ACTION_INBOX);
		break;
	case WAITING_POSTS:
		face_open(face, "project", row->local);
		break;
	case WAITING_PAGE:
		face_open(face, "page", row->local);
		break;
	case WAITING_FORUM:
	case WAITING_POST:
		talk_open_post(face, row->local);
		break;
	case WAITING_PUPIL:
		face_open(face, "pupil-letter", row->local);
		break;
	case WAITING_ANSWER:
	case WAITING_LETTER:
		face_open(face, "thread", row->local);
		break;
	case WAITING_TODAY:
	case WAITING_DUE:
		face_open(face, text_equal(row->code, "activity") ? "activity" : "event", row->local);
		break;
	case WAITING_MATCH:
		face_open(face, "partners", row->local);
		break;
	default:
		if (text_equal(row->code, "contactRequest"))
			person_open(face, row->who_id);
		else
			face_open(face, text_equal(row->code, "application") ? "event" : "project", row->local);
	}
}

static void open_row(struct face *face, const struct home *home)
{
	const struct home_row *row = table_item(&home->table);

	if (row && row->place)
		face_do(face, row->place->action);
	else if (row)
		home_open(face, &row->waiting);
}

bool home_can_decide(struct face *face, const struct waiting_row *row, struct decide_item *item)
{
	*item = (struct decide_item){ .name = row->kind == WAITING_ANSWER ? row->who : row->subject };
	if (row->kind == WAITING_ANSWER && !home_is_come_back(row))
		item->message = waiting_message(face_store(face), row->local);
	else if (row->kind == WAITING_TODAY)
		item->event = row->local;
	return item->message || item->event;
}

static void decide_chosen(struct face *face, struct view *view, bool accept)
{
	struct home *home = view->model;
	struct decide_item *items;
	void **chosen = NULL;
	int count = table_chosen(&home->table, &chosen), kept = 0;

	items = xcalloc((size_t)count + 1, sizeof *items);
	for (int i = 0; i < count; i++) {
		const struct home_row *row = chosen[i];

		kept += !row->place && home_can_decide(face, &row->waiting, &items[kept]);
	}
	if (kept == 0)
		face_say(face, _("This does not wait for a yes or no."));
	else if (decide(face, items, kept, accept) == 0)
		list_clear_marks(&home->table.list);
	free(items);
	free(chosen);
	changed(face, view);
}

void home_write_to(struct face *face, const struct waiting_row *row)
{
	if (!*row->who_id)
		face_say(face, _("There is nobody under the cursor to write to."));
	else if (row->kind == WAITING_ANSWER && !home_is_come_back(row))
		mail_write_to(face, waiting_message(face_store(face), row->local));
	else
		mail_write_to_person(face, &(struct party){ row->who_id, row->who, row->country }, row->subject);
}

static void write_to(struct face *face, const struct home *home)
{
	const struct home_row *row = table_item(&home->table);

	if (row && !row->place)
		home_write_to(face, &row->waiting);
	else
		face_say(face, _("There is nobody under the cursor to write to."));
}

bool home_asks(const struct waiting_row *row)
{
	return row->kind != WAITING_TODAY && row->kind < WAITING_ON_OTHERS;
}

static bool row_asks(const void *item)
{
	const struct home_row *row = item;

	return !row->place && home_asks(&row->waiting);
}

static void go_to_waiting(struct face *face, struct home *home, bool backwards)
{
	cursor_to_next(face, &home->table, backwards, row_asks, _("Nothing here is unread or waits for you."));
}

static int markable(const struct view *view)
{
	const struct home *home = view->model;

	return home->waiting;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct home *home = view->model;

	switch (action) {
	case ACTION_OPEN:
		open_row(face, home);
		return ACT_DONE;
	case ACTION_ACCEPT:
	case ACTION_DROP:
		decide_chosen(face, view, action == ACTION_ACCEPT);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		write_to(face, home);
		return ACT_DONE;
	case ACTION_CREATE:
		mail_new(face);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_to_waiting(face, home, action == ACTION_PREVIOUS_WAITING);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_home(struct face *face, struct view *view, int64_t argument)
{
	struct home *home = view->model;
	struct err e = { 0 };

	(void)argument;
	table_init(&home->table, release_row);
	return read_rows(face, home, &e) == 0 ? 0 : face_fail(face, &e);
}

static void close_home(struct face *face, struct view *view)
{
	struct home *home = view->model;

	(void)face;
	table_release(&home->table);
	free(home->who);
	strings_release(&home->lacking);
}

/* From a conversation that was opened here to the next one that waits. */
static int64_t step(struct face *face, struct view *view, enum list_step step)
{
	struct home *home = view->model;
	bool backwards = step == LIST_PREVIOUS || step == LIST_PREVIOUS_WAITING;
	const struct home_row *row = table_find(&home->table, table_next(&home->table, backwards, row_asks));

	if (!row || row->waiting.kind != WAITING_ANSWER || text_equal(row->waiting.code, "registration") || home_is_come_back(&row->waiting))
		return 0;
	go_to_waiting(face, home, backwards);
	return row->waiting.local;
}

/* What is asked again after undo gets the cursor. */
static void restored(struct face *face, struct view *view, int64_t record)
{
	struct home *home = view->model;
	int64_t thread = thread_of_message(face_store(face), record);
	struct err e = { 0 };

	if (thread)
		list_select(&home->table.list, key_of(WAITING_ANSWER, thread), &e);
	words_check(face, &e);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("open it"), N_("open what the line is about"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("accept"), N_("yes to it: accept, join"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("decline"), N_("no to it: decline"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next"), N_("next that waits for you"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write"), N_("write to this person; remind whom you wait for"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_CREATE, NULL, N_("new message"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK, NULL, N_("mark; then {accept} {drop} do all that are marked"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK_ALL, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_SEND, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, N_("the one before that waits for you"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_home = {
	.name = "home", .title = N_("Home"), .size = sizeof(struct home), .open = open_home, .draw = home_draw, .act = act,
	.changed = changed, .close = close_home, .restored = restored, .step = step,
	SCREEN_LIST(struct home, table.list), .markable = markable, .offers = offers,
};
