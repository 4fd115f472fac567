/* A replica with a personal account and me in it, for the tests of messages. */
#ifndef TESTS_UNIT_MAIL_H
#define TESTS_UNIT_MAIL_H

#include "stores.h"

#include "twinline/records/draft.h"
#include "twinline/records/outbox.h"
#include "twinline/records/thread.h"

static struct store s;
static int64_t account;
static const struct record_type *message_type;

static inline void mail_open(void)
{
	message_type = record_type_find("Message");
	s = stores_open(STORE_REPLICA);
	if (stores_number(&s, "SELECT count(*) FROM account") > 0)
		return;
	stores_begin(&s);
	MUST(store_set_fact(&s, "me", "{\"person\":\"pmeeeeee\",\"name\":\"Ayşe Demir\",\"country\":\"TR\"}", E));
	account = account_add(&s, "paaaaaaa", ACCOUNT_PERSONAL, "Ayşe Demir", E);
	stores_commit(&s);
}

/* A message as the portal sends it; at is minutes after the tests' now. more: further members, or "". */
static inline int64_t mail_receive(const char *id, const char *thread, const char *from, int at, const char *more)
{
	char time[CLOCK_TEXT_SIZE], *text;
	struct json *object;
	int64_t local;

	clock_format(STORES_NOW + at * 60, time);
	text = xasprintf("{'id':'%s','rev':1,'messageUid':'u-%s','threadUid':'%s','from':{'id':'p%.7s','name':'%s','country':'PL'},"
	                 "'to':[{'id':'pmeeeeee','name':'Ayşe Demir'}],'receivedAt':'%s'%s%s}", id, id, thread, from, from, time,
	                 *more ? "," : "", more);
	object = stores_json(text);
	stores_begin(&s);
	local = record_receive(&s, account, message_type, object, E);
	MUST(local);
	stores_commit(&s);
	json_free(object);
	free(text);
	return local;
}

static inline int64_t mail_write(const char *body, int hold)
{
	struct json *object = stores_json(body);
	int64_t entry;

	stores_begin(&s);
	entry = outbox_create(&s, account, message_type, object, hold, E);
	MUST(entry);
	stores_commit(&s);
	json_free(object);
	return entry;
}

static inline int64_t mail_patch(int64_t record, const char *patch)
{
	struct json *tree = stores_json(patch);
	int64_t entry;

	stores_begin(&s);
	entry = outbox_update(&s, record, tree, E);
	MUST(entry);
	stores_commit(&s);
	json_free(tree);
	return entry;
}

static inline int mail_take(int64_t *locals)
{
	int count;

	stores_begin(&s);
	count = outbox_take_due(&s, clock_now(), 10, 100000, locals, E);
	MUST(count);
	stores_commit(&s);
	return count;
}

static inline void mail_sent(int64_t entry, const char *id, const char *server_set)
{
	struct json *set = stores_json(server_set);

	stores_begin(&s);
	MUST(outbox_sent(&s, entry, id, set, clock_now(), E));
	stores_commit(&s);
	json_free(set);
}

static inline enum outbox_state mail_state(int64_t entry)
{
	struct outbox_entry about;
	enum outbox_state state = outbox_get(&s, entry, &about) ? about.state : OUTBOX_STATE_COUNT;

	outbox_entry_release(&about);
	return state;
}

static inline int64_t mail_record(int64_t entry)
{
	struct outbox_entry about;
	int64_t record;

	assert_true(outbox_get(&s, entry, &about));
	record = about.record;
	outbox_entry_release(&about);
	return record;
}

#define LETTER "{'to':[{'id':'pewaewae','name':'Ewa Kowalska','country':'PL'}],'subject':'Week 2','text':'Dear Ewa'}"

/* A text property of a record, with what waits of it; NULL: it is not there. */
static inline void mail_expect(int64_t record, const char *name, const char *expected)
{
	struct record r;
	struct json *tree;

	assert_true(record_by_local(&s, record, &r));
	tree = record_tree(&s, &r);
	if (expected)
		assert_string_equal(json_get_text(tree, name), expected);
	else
		assert_null(json_get(tree, name));
	json_free(tree);
	record_free(&r);
}

static inline bool mail_is_marked(int64_t record, const char *mark)
{
	struct record r;
	struct json *tree;
	bool marked;

	assert_true(record_by_local(&s, record, &r));
	tree = record_tree(&s, &r);
	marked = json_get_bool(json_get(tree, "keywords"), mark, false);
	json_free(tree);
	record_free(&r);
	return marked;
}

/* Conversations in a view that a filter finds: as many as are listed, and as are counted. */
static inline int mail_count_in(enum thread_view view, const char *filter)
{
	struct thread_page page;
	int64_t rows = -1;
	int count;

	MUST(thread_list(&s, &(struct thread_query){ .view = view, .filter = filter }, 0, 1000, &page, E));
	count = page.count;
	thread_page_release(&page);
	MUST(thread_counts(&s, &(struct thread_query){ .view = view, .filter = filter }, 0, &rows, NULL, NULL, E));
	assert_int_equal(rows, count);
	return count;
}

#endif
