/* The outbox: what is on its way, in what state and why; the line. What is drawn stands in outbox_page.c. */
#include <stdlib.h>
#include <string.h>

#include "conflict.h"
#include "letter_files.h"
#include "mail.h"
#include "outbox_line.h"
#include "person.h"
#include "place.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"
#include "twinline/records/record.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { SUBJECT_CELLS = 36 };

/* --- rows --- */

static int place_of(const struct outbox *o, int64_t key)
{
	for (int i = 0; i < o->key_count; i++)
		if (o->keys[i] == key)
			return i;
	return -1;
}

static int read_rows(void *source, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	struct outbox *o = source;
	int place = anchor ? place_of(o, anchor) : limit < 0 ? o->key_count : -1, first, last;

	if (anchor && place < 0)
		return err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
	first = limit > 0 ? place + 1 : place + limit > 0 ? place + limit : 0;
	last = limit < 0 ? place : first + limit < o->key_count ? first + limit : o->key_count;
	for (int i = first; i < last; i++) {
		struct outbox_row row = { .key = o->keys[i] };

		if (outbox_row_read(o->store, &row))
			list_rows_add(rows, &row);
		else
			outbox_row_release(&row);
	}
	return 0;
}

static const struct list_kind entries = { .row_size = sizeof(struct outbox_row), .read = read_rows, .release = outbox_row_release };

/* Where a state stands on the screen: what needs me first, then the way that all goes, what was refused last. */
static int order_of(enum outbox_state state)
{
	static const int order[OUTBOX_STATE_COUNT] = {
		[OUTBOX_NEEDS_YOU] = 0, [OUTBOX_SENDING] = 1, [OUTBOX_WAITING] = 1, [OUTBOX_HELD] = 2, [OUTBOX_SENT] = 4, [OUTBOX_REFUSED] = 5,
	};

	return order[state];
}
enum { ORDER_OF_DRAFTS = 3, ORDER_COUNT = 6 };

static void add_key(struct outbox *o, int64_t key)
{
	o->keys = xrealloc(o->keys, (size_t)o->key_count + 1, sizeof *o->keys);
	o->keys[o->key_count++] = key;
}

static int *orders_of(const struct outbox *o, const int64_t *locals, int count)
{
	int *orders = xcalloc((size_t)count + 1, sizeof *orders);

	for (int i = 0; i < count; i++) {
		struct outbox_entry entry = { 0 };

		orders[i] = outbox_get(o->store, locals[i], &entry) ? order_of(entry.state) : ORDER_COUNT;
		outbox_entry_release(&entry);
	}
	return orders;
}

static void order_keys(struct outbox *o, const int64_t *locals, int count, const int64_t *drafts, int draft_count)
{
	int *orders = orders_of(o, locals, count);

	free(o->keys);
	o->keys = NULL;
	o->key_count = 0;
	for (int order = 0; order < ORDER_COUNT; order++) {
		for (int i = 0; i < count; i++)
			if (orders[i] == order)
				add_key(o, locals[i]);
		for (int i = 0; i < draft_count && order == ORDER_OF_DRAFTS; i++)
			add_key(o, -drafts[i]);
	}
	free(orders);
}

/* Leaves the rows that have the words looked for. */
static void filter_keys(struct outbox *o)
{
	int kept = 0;

	for (int i = 0; i < o->key_count && o->find; i++) {
		struct outbox_row row = { .key = o->keys[i] };

		if (outbox_row_read(o->store, &row) && outbox_has_words(&row, o->find))
			o->keys[kept++] = row.key;
		outbox_row_release(&row);
	}
	if (o->find)
		o->key_count = kept;
}

static int read_keys(struct outbox *o, struct err *e)
{
	int64_t *locals = NULL, *drafts = NULL;
	int count = outbox_list(o->store, &locals, e);
	int draft_count = count < 0 ? -1 : draft_list(o->store, &record_types[TYPE_Message], &drafts, e);

	if (draft_count >= 0)
		order_keys(o, locals, count, drafts, draft_count);
	filter_keys(o);
	free(locals);
	free(drafts);
	return draft_count < 0 ? -1 : 0;
}

static void forget_news(struct outbox *o)
{
	for (int i = 0; i < o->news_count; i++)
		journal_row_release(&o->news[i]);
	o->news_count = 0;
}

static int read_all(struct outbox *o, struct err *e)
{
	int count;

	if (read_keys(o, e) != 0 || outbox_counts(o->store, &o->counts, e) != 0)
		return -1;
	forget_news(o);
	count = journal_list(o->store, &(struct journal_query){ 0 }, OUTBOX_NEWS, o->news, e);
	o->news_count = count > 0 ? count : 0;
	return count < 0 ? -1 : list_reload(&o->list, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_all(view->model, &e);
	words_check(face, &e);
}

/* --- acting --- */

static void say_with_subject(struct face *face, const struct outbox_row *row)
{
	struct str subject = { 0 };

	words_add_whole(&subject, face, row->subject, SUBJECT_CELLS);
	face_sayf(face, _("Taken out: %s. {undo} brings it back."), subject.len ? subject.text : _("without a subject"));
	str_release(&subject);
}

static void say_too_late(struct face *face, const struct outbox_row *row)
{
	struct str when = { 0 };

	datetime_add_short(&when, row->at, clock_now());
	if (row->state == MESSAGE_SENT && row->is_message)
		face_sayf(face, _("It was sent: %s. {reply} writes a correction."), when.text);
	else
		face_offer_inverse(face, &row->key, 1);
	str_release(&when);
}

static bool has_left(const struct outbox_row *row)
{
	return row->key > 0 && (row->entry.state == OUTBOX_SENT || row->entry.state == OUTBOX_SENDING);
}

static int take_back(struct store *s, void *context, struct err *e)
{
	return outbox_take_back(s, *(int64_t *)context, e);
}

/* A message that is taken out becomes a draft thrown away, so that undo brings it back as it was. */
static void take_out(struct face *face, struct view *view, const struct outbox_row *row)
{
	struct err e = { 0 };
	int64_t key = row->key, draft = key < 0 ? -key : 0;

	if (has_left(row)) {
		say_too_late(face, row);
		return;
	}
	if (!row->is_message) {
		if (face_change(face, take_back, &key) == 0)
			face_say(face, _("Taken out."));
	} else {
		if (!draft)
			draft = draft_recall(face_store(face), key, &e);
		if (draft < 0)
			face_fail(face, &e);
		else if (face_throw_draft(face, draft) == 0)
			say_with_subject(face, row);
	}
	changed(face, view);
}

static void edit(struct face *face, const struct outbox_row *row)
{
	struct err e = { 0 };
	int64_t draft = -row->key;

	if (row->key > 0 && conflict_open(face, row->key))
		return;
	if (has_left(row)) {
		say_too_late(face, row);
	} else if (!row->is_message) {
		face_say(face, _("This cannot be changed here; {drop} takes it out."));
	} else {
		if (row->key > 0)
			draft = draft_recall(face_store(face), row->key, &e);
		if (draft > 0)
			face_open_draft(face, draft);
		else
			face_fail(face, &e);
	}
}

/* Of a request, a block, a report: the page of whom it is about. False for what is about nobody. */
static bool look_at_person(struct face *face, const struct outbox_row *row)
{
	struct record record = { 0 };
	struct json *tree = record_by_local(face_store(face), row->entry.record, &record) ? record_tree(face_store(face), &record) : NULL;
	const char *id = json_get_text(json_get(tree, "person"), "id");
	bool is_about_somebody = id != NULL;

	if (id)
		person_open(face, id);
	json_free(tree);
	record_free(&record);
	return is_about_somebody;
}

static void look(struct face *face, const struct outbox_row *row)
{
	int64_t thread = row->is_message && row->key > 0 ? thread_of_message(face_store(face), row->entry.record) : 0;

	if (row->key < 0)
		face_open_draft(face, -row->key);
	else if (conflict_open(face, row->key))
		return;
	else if (thread)
		face_open(face, "thread", thread);
	else if (row->is_message || !look_at_person(face, row))
		face_say(face, _("There is nothing more to see of it."));
}

/* One more letter to the same people. */
static void correct(struct face *face, const struct outbox_row *row)
{
	if (row->state == MESSAGE_SENT && row->is_message)
		mail_answer(face, row->entry.record, true);
	else
		face_say(face, _("It has not left yet: {edit} changes it."));
}

static void say_all(struct face *face, const struct outbox_row *row)
{
	struct str when = { 0 }, size = { 0 };

	datetime_add_full(&when, row->at, clock_now());
	words_add_size(&size, row->entry.size);
	if (row->state == MESSAGE_SENT && row->entry.receipt) {
		face_sayf(face, _("Sent %s, %s, receipt %s."), when.text, size.text, row->entry.receipt);
	} else if (row->entry.cause.code != ERR_OK && row->entry.state != OUTBOX_SENDING) {
		char *cause = err_text(&row->entry.cause);

		face_say(face, cause);
		free(cause);
	} else if (row->entry.state == OUTBOX_SENDING && row->key > 0) {
		face_sayf(face, _("Written %s, %s; may have left. It goes again, and arrives once."), when.text, size.text);
	} else {
		face_sayf(face, _("Written %s, %s; not sent yet."), when.text, size.text);
	}
	str_release(&when);
	str_release(&size);
}

static enum outcome act_on_row(struct face *face, struct view *view, enum action action)
{
	struct outbox *o = view->model;
	const struct outbox_row *row = list_row(&o->list);

	if (!row) {
		face_say(face, _("There is nothing under the cursor."));
		return ACT_DONE;
	}
	if (action == ACTION_OPEN)
		look(face, row);
	else if (action == ACTION_EDIT)
		edit(face, row);
	else if (action == ACTION_DROP)
		take_out(face, view, row);
	else if (action == ACTION_REPLY)
		correct(face, row);
	else
		say_all(face, row);
	return ACT_DONE;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct outbox *o = view->model;

	if (outbox_act_below(face, view, action) == ACT_DONE)
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
	case ACTION_EDIT:
	case ACTION_DROP:
	case ACTION_INFO:
	case ACTION_REPLY:
		return act_on_row(face, view, action);
	case ACTION_CREATE:
		mail_new(face);
		return ACT_DONE;
	case ACTION_FIND:
		outbox_find(face, o);
		return ACT_DONE;
	case ACTION_VIEW:
		face_open(face, "journal", 0);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_outbox(struct face *face, struct view *view, int64_t argument)
{
	struct outbox *o = view->model;
	struct err e = { 0 };

	(void)argument;
	o->store = face_store(face);
	face_listen(face, letter_files_heard);
	list_init(&o->list, &entries, o);
	return read_all(o, &e) == 0 ? 0 : face_fail(face, &e);
}

/* What was written, brought back or changed from here: the entry of it that was queued last. */
static void restored(struct face *face, struct view *view, int64_t record)
{
	struct outbox *o = view->model;
	int64_t key = record < 0 ? record : 0;
	struct err e = { 0 };

	for (int i = 0; i < o->key_count && record > 0; i++)
		if (o->keys[i] > key && outbox_record_of(o->store, o->keys[i]) == record)
			key = o->keys[i];
	if (place_of(o, key) < 0)
		return;
	o->below = OUTBOX_BELOW_NONE;
	list_select(&o->list, key, &e);
	words_check(face, &e);
}

static void close_outbox(struct face *face, struct view *view)
{
	struct outbox *o = view->model;

	(void)face;
	list_release(&o->list);
	forget_news(o);
	free(o->keys);
	free(o->find);
}

static const struct offer offers[] = {
	{ ACTION_SEND, N_("send now"), N_("send and fetch now"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_EDIT, N_("edit"), N_("take it back into compose and change it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("take out"), N_("take it out; {undo} brings it back"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_UNDO, N_("undo"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_INFO, N_("receipt"), N_("receipt, time and size, or why it was refused"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_OPEN, N_("look"), N_("look at it in its conversation"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_REPLY, NULL, N_("write a correction of what was sent"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, NULL, N_("find: words of a title, a person, a receipt, a day"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, NULL, N_("the journal: what happened when"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_CREATE, NULL, N_("new message"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_SIGN_IN, NULL, N_("sign in to a portal"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_outbox = {
	.name = "outbox", .title = N_("Outbox"), .size = sizeof(struct outbox), .open = open_outbox, .draw = outbox_draw, .act = act,
	.changed = changed, .close = close_outbox, .restored = restored, SCREEN_LIST(struct outbox, list), .offers = offers,
};
