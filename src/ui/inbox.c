/* The inbox: conversations, newest first, by state, who, subject; its other views are sent, drafts, put away and bin. */
#include <stdlib.h>
#include <string.h>

#include "decide.h"
#include "letter_text.h"
#include "list.h"
#include "mail.h"
#include "older.h"
#include "project.h"
#include "person.h"
#include "screens.h"
#include "thread_rows.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/thread.h"
#include "words.h"

enum { MARK_CELLS = 2, MARKS_MOST = 1000 /* at once: what is done with all of them is one transaction */ };

struct inbox {
	struct list list; /* of struct thread_row */
	struct store *store;
	enum thread_view view;
	enum thread_order order;
	char *project, *project_title; /* the only one whose conversations are here: its id, and its title safe; NULL: all are */
	char *filter;     /* words as typed; NULL: all */
	char *found;      /* the words that were looked for last */
	bool was_found;   /* when the prompt for words was opened: some stood there */
	int64_t before_find; /* the row that the cursor was on when finding began */
	int64_t rows, unread;
	struct older older;  /* what lies beyond them */
	int64_t placed, place; /* the row whose place has been counted, and that place, from 1; 0: none */
};

static const char *const view_names[THREAD_VIEW_COUNT] = {
	[THREAD_VIEW_INBOX] = N_("Inbox"), [THREAD_VIEW_SENT] = N_("Sent"), [THREAD_VIEW_DRAFTS] = N_("Drafts"),
	[THREAD_VIEW_PUT_AWAY] = N_("Put away"), [THREAD_VIEW_BIN] = N_("Bin"),
};

static const struct { const char *name, *words; } orders[THREAD_ORDER_COUNT] = {
	[THREAD_BY_DATE] = { "date", "" }, [THREAD_BY_PERSON] = { "person", N_("by person") },
	[THREAD_BY_COUNTRY] = { "country", N_("by country") }, [THREAD_BY_PROJECT] = { "project", N_("by project") },
};

static const char order_fact[] = "inbox-order"; /* as it was when the program was left */

static struct thread_query query_of(const struct inbox *inbox)
{
	return (struct thread_query){ .view = inbox->view, .order = inbox->order, .filter = inbox->filter, .project = inbox->project };
}

/* --- rows --- */

/* Where older messages can still come, and are not looked for by words that they have not brought yet. */
static bool has_older(const struct inbox *inbox)
{
	return !inbox->filter && !inbox->project && inbox->view != THREAD_VIEW_DRAFTS && older_is_there(&inbox->older);
}

static int read_conversations(struct inbox *inbox, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	const struct thread_query q = query_of(inbox);
	struct thread_page page = { 0 };

	if (thread_list(inbox->store, &q, anchor, limit, &page, e) != 0)
		return -1;
	for (int i = 0; i < page.count; i++) {
		list_rows_add(rows, &page.rows[i]);
		page.rows[i] = (struct thread_row){ 0 };
	}
	thread_page_release(&page);
	return 0;
}

/* Conversations, and after the last of them the line of what is older. */
static int read_rows(void *source, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	const struct thread_row older = { .local = OLDER_KEY };
	struct inbox *inbox = source;
	bool from_older = anchor == OLDER_KEY, has = has_older(inbox), is_end;

	if (from_older && !has)
		return err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
	if (from_older && limit > 0)
		return 0;
	is_end = has && limit < 0 && anchor == 0;
	if (read_conversations(inbox, from_older ? 0 : anchor, is_end ? limit + 1 : limit, rows, e) != 0)
		return -1;
	if (is_end || (has && limit > 0 && rows->count < limit))
		list_rows_add(rows, &older);
	return 0;
}

static void release_row(void *row)
{
	struct thread_row *thread = row;

	free(thread->thread_uid);
	free(thread->subject);
	free(thread->who);
	free(thread->country);
	free(thread->project);
}

static const struct list_kind threads = { .row_size = sizeof(struct thread_row), .read = read_rows, .release = release_row };

static void count(struct face *face, struct inbox *inbox)
{
	const struct thread_query q = query_of(inbox);
	struct err e = { 0 };

	thread_counts(inbox->store, &q, 0, &inbox->rows, &inbox->unread, NULL, &e);
	if (inbox->view == THREAD_VIEW_INBOX && !inbox->filter && !inbox->project) {
		inbox->rows += inbox->older.threads;
		inbox->unread += inbox->older.unread;
	}
	inbox->placed = 0;
	words_check(face, &e);
}

static bool is_on_older(const struct inbox *inbox)
{
	return list_key(&inbox->list) == OLDER_KEY;
}

/* The key of the conversation or draft under the cursor; 0 for none. */
static int64_t row_key(const struct inbox *inbox)
{
	return is_on_older(inbox) ? 0 : list_key(&inbox->list);
}

/* Where older ones have come, the cursor stays where their line was: on the first of them. */
static void read_again(struct face *face, struct inbox *inbox)
{
	bool was_on_older = is_on_older(inbox);
	struct err e = { 0 };

	if (was_on_older)
		list_move(&inbox->list, -1, &e);
	older_read(face, &inbox->older);
	if (was_on_older && is_on_older(inbox)) /* nothing stands above it */
		list_open(&inbox->list, 0, &e);
	else
		list_reload(&inbox->list, &e);
	if (was_on_older && !is_on_older(inbox) && row_key(inbox))
		list_move(&inbox->list, 1, &e);
	words_check(face, &e);
	count(face, inbox);
}

static void read_anew(struct face *face, struct inbox *inbox)
{
	struct err e = { 0 };

	older_read(face, &inbox->older);
	list_clear_marks(&inbox->list);
	list_open(&inbox->list, 0, &e);
	words_check(face, &e);
	count(face, inbox);
}

/* --- drawing --- */

/* "Inbox  7 unread of 214" with the order, where it is another than by date, and how many rows are marked; yours. */
static char *with_order_and_marks(const struct inbox *inbox, char *title_taken)
{
	int count = inbox->list.mark_count;
	char *marked = count ? xasprintf(i18n_plural("%d marked", "%d marked", (unsigned long)count), count) : xstrdup("");
	struct str title = { 0 };

	str_add(&title, title_taken);
	if (inbox->order != THREAD_BY_DATE)
		words_part(&title, _(orders[inbox->order].words));
	if (count)
		words_part(&title, marked);
	free(marked);
	free(title_taken);
	return str_detach(&title);
}

/* "Inbox"; of a project its title. */
static const char *name_of(const struct inbox *inbox)
{
	return inbox->project && inbox->view == THREAD_VIEW_INBOX ? inbox->project_title : _(view_names[inbox->view]);
}

static char *title_of(const struct inbox *inbox)
{
	struct str rows = { 0 }, unread = { 0 };
	const char *name = name_of(inbox);
	char *title;

	words_add_number(&rows, inbox->rows);
	words_add_number(&unread, inbox->unread);
	if (inbox->filter && inbox->older.messages.count)
		title = xasprintf(i18n_plural("%s  %s found here: %s", "%s  %s found here: %s", (unsigned long)inbox->rows), name,
		                  rows.text, inbox->filter);
	else if (inbox->filter)
		title = xasprintf(i18n_plural("%s  %s found: %s", "%s  %s found: %s", (unsigned long)inbox->rows), name, rows.text,
		                  inbox->filter);
	else if (inbox->view == THREAD_VIEW_INBOX)
		title = xasprintf(i18n_plural("%s  %s unread of %s", "%s  %s unread of %s", (unsigned long)inbox->unread), name,
		                  unread.text, rows.text);
	else if (inbox->view == THREAD_VIEW_BIN && inbox->rows)
		title = xasprintf(_("%s  %s, gone for good on the day shown"), name, rows.text);
	else if (inbox->older.messages.count && inbox->view != THREAD_VIEW_DRAFTS)
		title = xasprintf(_("%s  %s here"), name, rows.text);
	else
		title = xasprintf("%s  %s", name, rows.text);
	str_release(&rows);
	str_release(&unread);
	return with_order_and_marks(inbox, title);
}

static const char *empty_sentence(const struct inbox *inbox)
{
	static const char *const sentences[THREAD_VIEW_COUNT] = {
		[THREAD_VIEW_INBOX] = N_("Nothing yet. c writes a message."),
		[THREAD_VIEW_SENT] = N_("Nothing was sent yet. c writes a message."),
		[THREAD_VIEW_DRAFTS] = N_("No drafts. c begins a message."),
		[THREAD_VIEW_PUT_AWAY] = N_("Nothing is put away. p does it in the inbox."),
		[THREAD_VIEW_BIN] = N_("The bin is empty."),
	};

	return inbox->filter ? _("Nothing here has these words. q shows all again.") : _(sentences[inbox->view]);
}

static void draw_rows(struct face *face, const struct inbox *inbox, struct page *p)
{
	struct thread_columns c = thread_columns_of(face, p->columns - 1 - MARK_CELLS, page_is_narrow(p));
	const struct thread_row *row;

	c.is_bin = inbox->view == THREAD_VIEW_BIN;
	for (int i = 0; (row = list_view_row(&inbox->list, i)); i++)
		if (row->local != OLDER_KEY)
			thread_columns_fit(&c, row);
	for (int i = 0; (row = list_view_row(&inbox->list, i)); i++) {
		struct str line = { 0 };

		if (row->local == OLDER_KEY)
			older_add_line(&line, &inbox->older, page_is_narrow(p));
		else
			thread_row_add(&line, &c, row);
		page_put(p, 1 + i, MARK_CELLS, line.text);
		if (list_is_marked(&inbox->list, row->local))
			page_put(p, 1 + i, 1, "*");
		str_release(&line);
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct inbox *inbox = view->model;
	struct str wait = { 0 };
	struct err e = { 0 };
	char *title = title_of(inbox);
	int rows;

	older_add_progress(&wait, &inbox->older);
	rows = page_body_rows(p) - (wait.len ? 1 : 0);
	list_fit(&inbox->list, rows, &e);
	words_check(face, &e);
	words_title_line(face, p, title);
	draw_rows(face, inbox, p);
	if (wait.len)
		page_put(p, 1 + rows, MARK_CELLS, wait.text);
	if (list_view_line(&inbox->list) >= 0) {
		page_mark(p, 1 + list_view_line(&inbox->list));
	} else {
		page_put(p, 1, MARK_CELLS, empty_sentence(inbox));
		page_cursor(p, 1, 0);
	}
	str_release(&wait);
	free(title);
}

/* --- acting --- */

static void say_nothing_here(struct face *face)
{
	face_say(face, _("There is no message under the cursor."));
}

static void open_row(struct face *face, struct inbox *inbox)
{
	int64_t key = row_key(inbox);

	if (is_on_older(inbox))
		older_ask(face);
	else if (key < 0)
		face_open(face, "compose", -key);
	else if (key > 0)
		face_open(face, "thread", key);
	else
		say_nothing_here(face);
}

/* The conversations that are chosen, without the drafts among them; keys is yours. Returns how many. */
static int chosen_conversations(struct inbox *inbox, int64_t **keys)
{
	int chosen = list_chosen(&inbox->list, keys), kept = 0;

	for (int i = 0; i < chosen; i++)
		if ((*keys)[i] > 0)
			(*keys)[kept++] = (*keys)[i];
	return kept;
}

/* Sets or takes a mark of the conversations that are chosen: drafts have none. */
static void mark(struct face *face, struct inbox *inbox, const struct mail_mark *mark, bool set)
{
	const struct thread_row *row = list_row(&inbox->list);
	int64_t *keys = NULL;
	int kept = chosen_conversations(inbox, &keys);

	if (kept == 0)
		say_nothing_here(face);
	else if (mail_mark(face, mark, set, keys, kept, kept == 1 && row && row->local == keys[0] ? row->subject : NULL) == 0)
		list_clear_marks(&inbox->list);
	free(keys);
	read_again(face, inbox);
}

/* The conversations that are chosen, whole, to the printer or to a command. */
static void give_text(struct face *face, struct inbox *inbox, bool prints)
{
	const struct thread_row *row = list_row(&inbox->list);
	int64_t *keys = NULL;
	int kept = chosen_conversations(inbox, &keys);
	struct str text = { 0 };

	for (int i = 0; i < kept; i++)
		letter_text_add_thread(&text, face, keys[i]);
	if (!text.len)
		say_nothing_here(face);
	else if (prints)
		face_print(face, kept == 1 && row && row->local == keys[0] && row->subject ? row->subject : _("messages"), text.text);
	else
		face_pipe(face, text.text);
	str_release(&text);
	free(keys);
}

static void mark_all(struct face *face, struct inbox *inbox)
{
	struct err e = { 0 };

	list_mark_all(&inbox->list, MARKS_MOST, &e);
	list_unmark(&inbox->list, OLDER_KEY);
	if (words_check(face, &e) == 0 && inbox->list.mark_count == MARKS_MOST && inbox->rows > MARKS_MOST)
		face_sayf(face, i18n_plural("The first %d is marked: no more at once.", "The first %d are marked: no more at once.",
		                            MARKS_MOST), MARKS_MOST);
}

static void later_done(struct face *face, struct view *view, bool hidden)
{
	struct inbox *inbox = view->model;

	if (hidden)
		list_clear_marks(&inbox->list);
	read_again(face, inbox);
}

static void later(struct face *face, struct inbox *inbox)
{
	int64_t *keys = NULL;
	int kept = chosen_conversations(inbox, &keys);

	if (kept == 0)
		say_nothing_here(face);
	else
		mail_later(face, keys, kept, later_done);
	free(keys);
}

static void dropped_for_good(struct face *face, struct view *view)
{
	struct inbox *inbox = view->model;

	list_clear_marks(&inbox->list);
	read_again(face, inbox);
}

static void drop_for_good(struct face *face, struct inbox *inbox)
{
	const struct thread_row *row = list_row(&inbox->list);
	int64_t *keys = NULL;
	int kept = chosen_conversations(inbox, &keys);

	if (kept == 0)
		say_nothing_here(face);
	else
		mail_destroy(face, keys, kept, kept == 1 && row && row->local == keys[0] ? row->subject : NULL, dropped_for_good);
	free(keys);
}

/* Yes or no to those of the chosen conversations that wait for one. Returns how many did; marks stay where others are left. */
static int decide_chosen(struct face *face, struct inbox *inbox, bool accept)
{
	int64_t *keys = NULL;
	int kept = chosen_conversations(inbox, &keys), decided = decide_threads(face, keys, kept, accept);

	if (decided > 0 && decided == kept)
		list_clear_marks(&inbox->list);
	if (decided != 0)
		read_again(face, inbox);
	free(keys);
	return decided;
}

static void accept_chosen(struct face *face, struct inbox *inbox)
{
	if (decide_chosen(face, inbox, true) == 0)
		face_say(face, _("This does not wait for a yes or no."));
}

/* No to what waits for an answer; what does not is deleted. */
static void drop(struct face *face, struct inbox *inbox)
{
	int64_t key = row_key(inbox);

	if (inbox->list.mark_count == 0 && key < 0) {
		if (face_throw_draft(face, -key) == 0)
			face_say(face, _("The draft is thrown away. u brings it back."));
		read_again(face, inbox);
		return;
	}
	if (inbox->view == THREAD_VIEW_BIN)
		drop_for_good(face, inbox);
	else if (decide_chosen(face, inbox, false) == 0)
		mark(face, inbox, &mail_drop, true);
}

static void keep(struct face *face, struct inbox *inbox)
{
	int64_t *keys = NULL;
	int chosen = list_chosen(&inbox->list, &keys);
	bool has = chosen > 0 && keys[0] > 0 && mail_has_mark(face, &mail_keep, keys[0]);

	free(keys);
	mark(face, inbox, &mail_keep, !has);
}

static void answer(struct face *face, struct inbox *inbox, void (*write)(struct face *face, int64_t message))
{
	int64_t key = row_key(inbox), message = key > 0 ? mail_to_answer(face, key) : 0;

	if (key < 0)
		face_open(face, "compose", -key);
	else if (message)
		write(face, message);
	else
		say_nothing_here(face);
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
	const struct thread_query q = query_of(inbox);
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
	if (words_check(face, &e) == 0 && store_set_fact(inbox->store, order_fact, orders[inbox->order].name, &e) != 0)
		face_fail(face, &e);
}

static void set_filter(struct face *face, struct inbox *inbox, const char *words)
{
	char *filter = words && *words ? xstrdup(words) : NULL;

	free(inbox->filter);
	inbox->filter = filter;
	if (filter) {
		free(inbox->found);
	free(inbox->project);
	free(inbox->project_title);
		inbox->found = xstrdup(filter);
	}
	read_anew(face, inbox);
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
	int64_t key = row_key(inbox);
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
		if (row_key(inbox) == key && backwards)
			list_last(&inbox->list, &e);
		else if (row_key(inbox) == key)
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
		inbox->before_find = row_key(inbox);
	inbox->was_found = inbox->filter != NULL;
	face_prompt(face, _("Find:"), inbox->filter ? inbox->filter : "", find_typed, find_done);
}

static void go_to_done(struct face *face, struct view *view, const char *text)
{
	struct inbox *inbox = view->model;
	char *end = NULL;
	int64_t place = text ? strtoll(text, &end, 10) : 0;
	struct err e = { 0 };

	if (!text || !*text)
		return;
	if (*end)
		face_say(face, _("That is not a number."));
	else if (list_go(&inbox->list, place, &e) != 0)
		face_fail(face, &e);
}

/* From what was found to all of it, from another view to the inbox. */
static enum outcome go_back(struct face *face, struct inbox *inbox)
{
	int64_t key = row_key(inbox);

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

	if (action == ACTION_PAGE_DOWN && is_on_older(inbox)) {
		older_ask(face);
		return ACT_DONE;
	}
	if (list_act(&inbox->list, action, &e)) {
		words_check(face, &e);
		return ACT_DONE;
	}
	switch (action) {
	case ACTION_OPEN:
		open_row(face, inbox);
		return ACT_DONE;
	case ACTION_REPLY:
		answer(face, inbox, answer_one);
		return ACT_DONE;
	case ACTION_REPLY_ALL:
		answer(face, inbox, answer_all);
		return ACT_DONE;
	case ACTION_FORWARD:
		answer(face, inbox, mail_forward);
		return ACT_DONE;
	case ACTION_INFO:
		answer(face, inbox, tell_all);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		answer(face, inbox, mail_write_to);
		return ACT_DONE;
	case ACTION_PERSON:
		answer(face, inbox, person_open_of_message);
		return ACT_DONE;
	case ACTION_CREATE:
		mail_new(face);
		return ACT_DONE;
	case ACTION_PUT_AWAY:
		if (inbox->view == THREAD_VIEW_BIN)
			mark(face, inbox, &mail_drop, false);
		else
			mark(face, inbox, &mail_put_away, inbox->view != THREAD_VIEW_PUT_AWAY);
		return ACT_DONE;
	case ACTION_ACCEPT:
		accept_chosen(face, inbox);
		return ACT_DONE;
	case ACTION_DROP:
		drop(face, inbox);
		return ACT_DONE;
	case ACTION_KEEP:
		keep(face, inbox);
		return ACT_DONE;
	case ACTION_LATER:
		later(face, inbox);
		return ACT_DONE;
	case ACTION_MARK:
		if (row_key(inbox))
			list_toggle_mark(&inbox->list);
		list_move(&inbox->list, 1, &e);
		words_check(face, &e);
		return ACT_DONE;
	case ACTION_PRINT:
	case ACTION_PIPE:
		give_text(face, inbox, action == ACTION_PRINT);
		return ACT_DONE;
	case ACTION_MARK_ALL:
		mark_all(face, inbox);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		if (!go_to_waiting(face, inbox, row_key(inbox), action == ACTION_PREVIOUS_WAITING))
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

	while (order > THREAD_BY_DATE && !text_equal(orders[order].name, name))
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
	list_init(&inbox->list, &threads, inbox);
	if (list_open(&inbox->list, before, &e) != 0)
		return face_fail(face, &e);
	count(face, inbox);
	if (!before || row_key(inbox) != before)
		go_to_waiting(face, inbox, 0, false);
	return 0;
}

static void changed(struct face *face, struct view *view)
{
	read_again(face, view->model);
}

static void restored(struct face *face, struct view *view, int64_t record)
{
	struct inbox *inbox = view->model;
	int64_t thread = thread_of_message(face_store(face), record);
	struct err e = { 0 };

	if (thread)
		list_select(&inbox->list, thread, &e);
	words_check(face, &e);
}

static void close_inbox(struct face *face, struct view *view)
{
	struct inbox *inbox = view->model;
	char *key = xasprintf("%lld", (long long)row_key(inbox));

	if (inbox->view == THREAD_VIEW_INBOX && !inbox->filter && !inbox->project)
		store_set_fact(face_store(face), place_fact, key, NULL); /* only a comfort: a full disk may take it */
	free(key);
	list_release(&inbox->list);
	free(inbox->filter);
	free(inbox->found);
}

static int64_t step(struct face *face, struct view *view, enum list_step step)
{
	struct inbox *inbox = view->model;
	int64_t before = row_key(inbox);
	struct err e = { 0 };

	if (step == LIST_NEXT_WAITING || step == LIST_PREVIOUS_WAITING)
		return go_to_waiting(face, inbox, before, step == LIST_PREVIOUS_WAITING) ? row_key(inbox) : 0;
	list_move(&inbox->list, step == LIST_NEXT ? 1 : -1, &e);
	if (is_on_older(inbox))
		list_move(&inbox->list, -1, &e);
	words_check(face, &e);
	return row_key(inbox) == before ? 0 : row_key(inbox);
}

static struct list_place place(struct face *face, struct view *view)
{
	struct inbox *inbox = view->model;
	const struct thread_query q = query_of(inbox);
	int64_t key = row_key(inbox), above = 0;
	struct err e = { 0 };

	if (inbox->placed != key) {
		thread_counts(inbox->store, &q, key, NULL, NULL, &above, &e);
		words_check(face, &e);
		inbox->placed = key;
		inbox->place = above + 1;
	}
	return (struct list_place){ .list = name_of(inbox), .at = inbox->place, .of = inbox->rows };
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
	{ ACTION_MARK, NULL, N_("mark; then d p l z do all that are marked"), OFFER_WIDE, ACTION_NONE },
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
	.name = "inbox", .title = N_("Inbox"), .size = sizeof(struct inbox), .open = open_inbox, .draw = draw, .act = act,
	.changed = changed, .close = close_inbox, .restored = restored, .step = step, .place = place, .offers = offers,
};

/* The same of one project, opened from its page. */
const struct screen screen_project_mail = {
	.name = "project-mail", .title = N_("Mail of a project"), .size = sizeof(struct inbox), .open = open_inbox, .draw = draw, .act = act,
	.changed = changed, .close = close_inbox, .restored = restored, .step = step, .place = place, .offers = offers,
};
