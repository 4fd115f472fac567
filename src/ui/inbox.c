/* The inbox: conversations, newest first, by state, who, subject; its other views are sent, drafts, put away and bin. */
#include <stdlib.h>
#include <string.h>

#include "inbox.h"
#include "cursor.h"
#include "person.h"
#include "place.h"
#include "project.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

static const char order_fact[] = "inbox-order"; /* as it was when the program was left */

/* --- acting --- */

static void open_row(struct face *face, struct inbox *inbox)
{
	int64_t key = inbox_key(inbox);

	if (inbox_is_on_older(inbox))
		older_ask(face);
	else if (key < 0)
		face_open(face, "compose", -key);
	else if (key > 0)
		face_open(face, "thread", key);
	else
		inbox_say_nothing(face);
}

static void answer_one(struct face *face, int64_t message)
{
	mail_answer(face, message, false);
}

static void tell_all(struct face *face, int64_t message)
{
	face_open(face, "info", message);
}

static void answer_all(struct face *face, int64_t message)
{
	mail_answer(face, message, true);
}

/* From a row on (0: from the newest). False if nothing waits. */
static bool go_to_waiting(struct face *face, struct inbox *inbox, int64_t from, bool backwards)
{
	const struct thread_query q = inbox_query(inbox);
	int64_t next = thread_next_waiting(inbox->store, &q, from, backwards);
	struct err e = { 0 };

	if (next)
		list_select(&inbox->list, next, &e);
	words_check(face, &e);
	return next != 0;
}

/* The next order; the cursor stays on its conversation. */
static void change_order(struct face *face, struct inbox *inbox)
{
	int64_t key = list_key(&inbox->list);
	struct err e = { 0 };

	inbox->order = (inbox->order + 1) % THREAD_ORDER_COUNT;
	inbox->placed = 0;
	list_open(&inbox->list, key, &e);
	if (words_check(face, &e) == 0 && store_set_fact(inbox->store, order_fact, inbox_orders[inbox->order].name, &e) != 0)
		face_fail(face, &e);
}

static void set_filter(struct face *face, struct inbox *inbox, const char *words)
{
	char *filter = words && *words ? xstrdup(words) : NULL;

	free(inbox->filter);
	inbox->filter = filter;
	if (filter) {
		free(inbox->found);
		inbox->found = xstrdup(filter);
	}
	inbox_read_anew(face, inbox);
}

/* All rows again, the cursor on one of them. */
static void show_all(struct face *face, struct inbox *inbox, int64_t key)
{
	struct err e = { 0 };

	set_filter(face, inbox, NULL);
	if (key)
		list_select(&inbox->list, key, &e);
	words_check(face, &e);
}

static void find_typed(struct face *face, struct view *view, const char *text)
{
	struct inbox *inbox = view->model;

	if (text && *text)
		set_filter(face, inbox, text);
	else
		show_all(face, inbox, inbox->before_find);
}

/* The next of what was found, going round; where all is shown again, what was looked for last. */
static void find_next(struct face *face, struct inbox *inbox, bool backwards)
{
	int64_t key = inbox_key(inbox);
	struct err e = { 0 };

	if (!inbox->found) {
		face_say(face, _("Nothing was looked for yet."));
		return;
	}
	if (!inbox->filter) {
		char *words = xstrdup(inbox->found);

		inbox->before_find = key;
		set_filter(face, inbox, words);
		list_select(&inbox->list, key, &e);
		free(words);
	} else {
		list_move(&inbox->list, backwards ? -1 : 1, &e);
		if (inbox_key(inbox) == key && backwards)
			list_last(&inbox->list, &e);
		else if (inbox_key(inbox) == key)
			list_go(&inbox->list, 1, &e);
	}
	words_check(face, &e);
}

/* Enter on the words that stand there already goes on to the next; on none, the last ones are looked for again. */
static void find_done(struct face *face, struct view *view, const char *text)
{
	struct inbox *inbox = view->model;
	bool is_same = inbox->was_found ? text_equal(inbox->filter, text) : text && !*text && inbox->found;

	if (is_same)
		find_next(face, inbox, false);
	else if (!text_equal(inbox->filter, text && *text ? text : NULL))
		find_typed(face, view, text);
}

static void find(struct face *face, struct inbox *inbox)
{
	if (!inbox->filter)
		inbox->before_find = inbox_key(inbox);
	inbox->was_found = inbox->filter != NULL;
	face_prompt(face, _("Find:"), inbox->filter ? inbox->filter : "", find_typed, find_done);
}

static void go_to_done(struct face *face, struct view *view, const char *text)
{
	struct inbox *inbox = view->model;

	cursor_to_number(face, &inbox->list, text);
}

/* From what was found to all of it, from another view to the inbox. */
static enum outcome go_back(struct face *face, struct inbox *inbox)
{
	int64_t key = inbox_key(inbox);

	if (!inbox->filter && inbox->view == THREAD_VIEW_INBOX)
		return ACT_IGNORED;
	if (!inbox->filter)
		inbox->view = THREAD_VIEW_INBOX;
	show_all(face, inbox, key ? key : inbox->before_find);
	return ACT_DONE;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct inbox *inbox = view->model;
	struct err e = { 0 };

	if (action == ACTION_PAGE_DOWN && inbox_is_on_older(inbox)) {
		older_ask(face);
		return ACT_DONE;
	}
	switch (action) {
	case ACTION_OPEN:
		open_row(face, inbox);
		return ACT_DONE;
	case ACTION_REPLY:
		inbox_answer(face, inbox, answer_one);
		return ACT_DONE;
	case ACTION_REPLY_ALL:
		inbox_answer(face, inbox, answer_all);
		return ACT_DONE;
	case ACTION_FORWARD:
		inbox_answer(face, inbox, mail_forward);
		return ACT_DONE;
	case ACTION_INFO:
		inbox_answer(face, inbox, tell_all);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		inbox_answer(face, inbox, mail_write_to);
		return ACT_DONE;
	case ACTION_PERSON:
		inbox_answer(face, inbox, person_open_of_message);
		return ACT_DONE;
	case ACTION_CREATE:
		mail_new(face);
		return ACT_DONE;
	case ACTION_PUT_AWAY:
		if (inbox->view == THREAD_VIEW_BIN)
			inbox_mark(face, inbox, &mail_drop, false);
		else
			inbox_mark(face, inbox, &mail_put_away, inbox->view != THREAD_VIEW_PUT_AWAY);
		return ACT_DONE;
	case ACTION_ACCEPT:
		inbox_accept(face, inbox);
		return ACT_DONE;
	case ACTION_DROP:
		inbox_drop(face, inbox);
		return ACT_DONE;
	case ACTION_KEEP:
		inbox_keep(face, inbox);
		return ACT_DONE;
	case ACTION_LATER:
		inbox_later(face, inbox);
		return ACT_DONE;
	case ACTION_MARK:
		if (inbox_key(inbox))
			list_toggle_mark(&inbox->list);
		list_move(&inbox->list, 1, &e);
		words_check(face, &e);
		return ACT_DONE;
	case ACTION_PRINT:
	case ACTION_PIPE:
		inbox_give_text(face, inbox, action == ACTION_PRINT);
		return ACT_DONE;
	case ACTION_MARK_ALL:
		inbox_mark_all(face, inbox);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		if (!go_to_waiting(face, inbox, inbox_key(inbox), action == ACTION_PREVIOUS_WAITING))
			face_say(face, _("Nothing here is unread or waits for you."));
		return ACT_DONE;
	case ACTION_VIEW:
		inbox->view = (inbox->view + 1) % THREAD_VIEW_COUNT;
		set_filter(face, inbox, NULL);
		return ACT_DONE;
	case ACTION_ORDER:
		change_order(face, inbox);
		return ACT_DONE;
	case ACTION_FIND:
		find(face, inbox);
		return ACT_DONE;
	case ACTION_FIND_NEXT:
	case ACTION_FIND_PREVIOUS:
		find_next(face, inbox, action == ACTION_FIND_PREVIOUS);
		return ACT_DONE;
	case ACTION_GO_TO:
		face_prompt(face, _("Go to number:"), "", NULL, go_to_done);
		return ACT_DONE;
	case ACTION_BACK:
		return go_back(face, inbox);
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static const char place_fact[] = "inbox"; /* the conversation that the cursor was on */

static enum thread_order kept_order(struct face *face)
{
	char *name = store_fact(face_store(face), order_fact);
	enum thread_order order = THREAD_ORDER_COUNT - 1;

	while (order > THREAD_BY_DATE && !text_equal(inbox_orders[order].name, name))
		order--;
	free(name);
	return order;
}

static void take_project(struct face *face, struct inbox *inbox, int64_t local)
{
	struct project project;
	int64_t account;

	if (project_read(face_store(face), local, &project, &account)) {
		inbox->project = xstrdup(project.head.id);
		inbox->project_title = words_safe(project.title, SANITISE_LINE);
	}
	record_release(&record_types[TYPE_Project], &project);
}

/* The cursor is where it was; the first time, or where that is gone, on the newest that waits. */
static int open_inbox(struct face *face, struct view *view, int64_t argument)
{
	struct inbox *inbox = view->model;
	char *fact = store_fact(face_store(face), place_fact);
	int64_t before = fact ? strtoll(fact, NULL, 10) : 0;
	struct err e = { 0 };

	free(fact);
	inbox->store = face_store(face);
	if (argument)
		take_project(face, inbox, argument);
	inbox->order = kept_order(face);
	older_read(face, &inbox->older);
	list_init(&inbox->list, &inbox_threads, inbox);
	if (list_open(&inbox->list, before, &e) != 0)
		return face_fail(face, &e);
	inbox_count(face, inbox);
	if (!before || inbox_key(inbox) != before)
		go_to_waiting(face, inbox, 0, false);
	return 0;
}

static void changed(struct face *face, struct view *view)
{
	inbox_read_again(face, view->model);
}

static void restored(struct face *face, struct view *view, int64_t record)
{
	struct inbox *inbox = view->model;
	int64_t thread = record < 0 ? record : thread_of_message(face_store(face), record);
	struct err e = { 0 };

	if (thread)
		list_select(&inbox->list, thread, &e);
	words_check(face, &e);
}

static void close_inbox(struct face *face, struct view *view)
{
	struct inbox *inbox = view->model;
	char *key = xasprintf("%lld", (long long)inbox_key(inbox));

	if (inbox->view == THREAD_VIEW_INBOX && !inbox->filter && !inbox->project)
		store_set_fact(face_store(face), place_fact, key, NULL); /* only a comfort: a full disk may take it */
	free(key);
	list_release(&inbox->list);
	free(inbox->filter);
	free(inbox->found);
	free(inbox->project);
	free(inbox->project_title);
}

static int64_t step(struct face *face, struct view *view, enum list_step step)
{
	struct inbox *inbox = view->model;
	int64_t before = inbox_key(inbox);
	struct err e = { 0 };

	if (step == LIST_NEXT_WAITING || step == LIST_PREVIOUS_WAITING)
		return go_to_waiting(face, inbox, before, step == LIST_PREVIOUS_WAITING) ? inbox_key(inbox) : 0;
	list_move(&inbox->list, step == LIST_NEXT ? 1 : -1, &e);
	if (inbox_is_on_older(inbox))
		list_move(&inbox->list, -1, &e);
	words_check(face, &e);
	return inbox_key(inbox) == before ? 0 : inbox_key(inbox);
}

static struct list_place place(struct face *face, struct view *view)
{
	struct inbox *inbox = view->model;
	const struct thread_query q = inbox_query(inbox);
	int64_t key = inbox_key(inbox), above = 0;
	struct err e = { 0 };

	if (inbox->placed != key) {
		thread_counts(inbox->store, &q, key, NULL, NULL, &above, &e);
		words_check(face, &e);
		inbox->placed = key;
		inbox->place = above + 1;
	}
	return (struct list_place){ .list = inbox_name(inbox), .at = inbox->place, .of = inbox->rows };
}

static struct json *where(const struct view *view)
{
	const struct inbox *inbox = view->model;
	struct json *object = place_of_list(&inbox->list);

	json_set_integer(object, "view", (int64_t)inbox->view);
	if (inbox->filter)
		json_set_string(object, "words", inbox->filter);
	return object;
}

static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	struct inbox *inbox = view->model;
	int64_t shown = json_get_integer(where_it_was, "view", THREAD_VIEW_INBOX);
	const char *words = json_get_text(where_it_was, "words");

	if (shown >= 0 && shown < THREAD_VIEW_COUNT && (shown != (int64_t)inbox->view || words)) {
		inbox->view = (enum thread_view)shown;
		set_filter(face, inbox, words);
	}
	place_in_list(face, &inbox->list, where_it_was);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("read"), N_("read this conversation"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_REPLY, N_("reply"), N_("reply to who wrote"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_CREATE, N_("new"), N_("new message"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PUT_AWAY, N_("put away"), N_("put away, kept; in the bin: bring back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("delete"), N_("delete, or decline a request; in the bin: for good"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next unread"), N_("next that is unread or waits for you"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("find: words of subject, people or text"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ACCEPT, NULL, N_("accept the request under the cursor"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_REPLY_ALL, NULL, N_("reply to all"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FORWARD, NULL, N_("send on: forward it, with its files"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_WRITE_TO, NULL, N_("write to this person"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PERSON, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_LATER, NULL, N_("later: show it again on a day"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_KEEP, NULL, N_("keep in sight"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK, NULL, N_("mark; then {drop} {put-away} {later} {keep} do all that are marked"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK_ALL, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, NULL, N_("view: inbox, sent, drafts, put away, bin"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ORDER, NULL, N_("order: by date, person, country, project"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_INFO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PIPE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND_NEXT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND_PREVIOUS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_GO_TO, NULL, N_("go to a number"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_inbox = {
	.name = "inbox", .title = N_("Inbox"), .size = sizeof(struct inbox), .open = open_inbox, .draw = inbox_draw, .act = act,
	.changed = changed, .close = close_inbox, .restored = restored, .step = step, .place = place,
	SCREEN_LIST(struct inbox, list), .where = where, .go = go, .offers = offers,
};

/* The same of one project, opened from its page. */
const struct screen screen_project_mail = {
	.name = "project-mail", .title = N_("Mail of a project"), .size = sizeof(struct inbox), .open = open_inbox, .draw = inbox_draw, .act = act,
	.changed = changed, .close = close_inbox, .restored = restored, .step = step, .place = place,
	SCREEN_LIST(struct inbox, list), .where = where, .go = go, .offers = offers,
};
