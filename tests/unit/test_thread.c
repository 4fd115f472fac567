/* Conversations: what their rows say, in which view they stand, counts, drafts, after a rebuild. */
#include "mail.h"

#include "twinline/base/str.h"
#include "twinline/records/people.h"

static struct thread_row *only_row(struct thread_page *page, enum thread_view view)
{
	MUST(thread_list(&s, &(struct thread_query){ .view = view }, 0, 10, page, E));
	assert_int_equal(page->count, 1);
	return &page->rows[0];
}

static void assert_state(enum message_state expected)
{
	struct thread_page page;

	assert_int_equal(only_row(&page, THREAD_VIEW_INBOX)->state, expected);
	thread_page_release(&page);
}

static void test_row(void **state)
{
	struct thread_page page;
	struct thread_row *row;
	int64_t first, *locals = NULL;

	(void)state;
	mail_open();
	first = mail_receive("maaaaaaa", "t-1", "Ewa", 0,
	                     "'subject':'Re: RE: 3 questions','project':{'id':'wwwwwwww','name':'Water diary'},'keywords':{'$seen':true}");
	mail_receive("mccccccc", "t-1", "Giorgos", 20, "'subject':'Re: 3 questions'");
	mail_receive("mbbbbbbb", "t-1", "meeeeee", 10, "'subject':'Re: 3 questions'"); /* mine: pmeeeeee */
	row = only_row(&page, THREAD_VIEW_INBOX);
	assert_string_equal(row->thread_uid, "t-1");
	assert_string_equal(row->subject, "3 questions");
	assert_string_equal(row->who, "Giorgos"); /* who wrote last, other than me */
	assert_string_equal(row->country, "PL");
	assert_string_equal(row->project, "Water diary");
	assert_int_equal(row->count, 3);
	assert_int_equal(row->unread, 1); /* mine does not count */
	assert_int_equal(row->state, MESSAGE_NEW);
	assert_int_equal(row->latest_at, STORES_NOW + 20 * 60);
	assert_int_equal(thread_of_message(&s, first), row->local);
	assert_int_equal(thread_messages(&s, row->local, &locals, E), 3);
	assert_int_equal(locals[0], first);
	free(locals);
	thread_page_release(&page);
	stores_close(&s);
}

static void test_states(void **state)
{
	int64_t message, entry, locals[10];

	(void)state;
	mail_open();
	message = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'kind':'contactRequest'");
	assert_state(MESSAGE_ANSWER); /* someone waits, which says more than that it is new */
	mail_patch(message, "{'keywords':{'$seen':true,'$kept':true}}");
	assert_state(MESSAGE_ANSWER);
	mail_patch(message, "{'keywords/$answered':true}");
	assert_state(MESSAGE_KEPT);
	mail_patch(message, "{'keywords/$kept':null}");
	assert_state(MESSAGE_READ);
	mail_take(locals);
	mail_sent(locals[0], NULL, "{}");
	entry = mail_write("{'to':[{'id':'pewaewae','name':'Ewa'}],'inReplyTo':'u-maaaaaaa','text':'yes'}", 30);
	assert_state(MESSAGE_HELD);
	clock_fix(STORES_NOW + 31);
	assert_state(MESSAGE_WAITING); /* no line: what was held waits, without anybody having touched it */
	mail_take(locals);
	assert_state(MESSAGE_WAITING);
	stores_begin(&s);
	MUST(outbox_refused(&s, entry, false, &(struct err){ .code = ERR_FORBIDDEN }, E));
	stores_commit(&s);
	assert_state(MESSAGE_REFUSED);
	stores_begin(&s);
	MUST(outbox_refused(&s, entry, true, &(struct err){ .code = ERR_FORBIDDEN }, E));
	stores_commit(&s);
	assert_state(MESSAGE_NEEDS_YOU);
	for (int i = 0; i < MESSAGE_STATE_COUNT; i++)
		assert_true((i == MESSAGE_READ) == (message_state_word((enum message_state)i)[0] == '\0'));
	stores_close(&s);
}

/* An answer on its way settles the question; the newest request is what counts. */
static void test_waiting(void **state)
{
	int64_t first, second;

	(void)state;
	mail_open();
	first = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'kind':'invitation','keywords':{'$seen':true}");
	second = mail_receive("mbbbbbbb", "t-1", "Ewa", 1, "'kind':'invitation','keywords':{'$seen':true,'$answered':true}");
	assert_state(MESSAGE_READ);
	mail_patch(second, "{'keywords/$answered':null}");
	assert_state(MESSAGE_ANSWER);
	mail_receive("mccccccc", "t-1", "Ewa", 2, "'keywords':{'$seen':true}"); /* a letter after it takes nothing back */
	assert_state(MESSAGE_ANSWER);
	mail_write("{'to':[{'id':'pewaewae'}],'inReplyTo':'u-mbbbbbbb','text':'yes'}", 0);
	assert_state(MESSAGE_WAITING);
	assert_int_equal(thread_next_waiting(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, 0, false), 0);
	assert_true(first > 0);
	stores_close(&s);
}

static void test_unsent_reply_counts(void **state)
{
	int64_t entry, thread, *messages = NULL;
	struct thread_page page;
	struct thread_row *row;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'keywords':{'$seen':true}");
	clock_fix(STORES_NOW + 500);
	entry = mail_write("{'to':[{'id':'pewaewae'}],'inReplyTo':'u-maaaaaaa','text':'yes'}", 0);
	mail_receive("mbbbbbbb", "t-1", "Ewa", 2, "'keywords':{'$seen':true}");
	row = only_row(&page, THREAD_VIEW_INBOX);
	assert_int_equal(row->count, 3);
	assert_int_equal(row->latest_at, STORES_NOW + 500);
	thread = row->local;
	assert_int_equal(thread_messages(&s, thread, &messages, E), 3);
	assert_int_equal(messages[2], mail_record(entry)); /* unsent ones last, whatever came meanwhile */
	free(messages);
	thread_page_release(&page);
	stores_begin(&s);
	MUST(outbox_take_back(&s, entry, E));
	stores_commit(&s);
	row = only_row(&page, THREAD_VIEW_INBOX);
	assert_int_equal(row->count, 2);
	thread_page_release(&page);
	stores_close(&s);
}

/* A letter of mine stands in "sent", under its addressee; its row stays the same one when the portal names the conversation. */
static void test_sent(void **state)
{
	int64_t entry, thread, locals[10];
	struct thread_page page;
	struct thread_row *row;

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, NULL), 0);
	row = only_row(&page, THREAD_VIEW_SENT);
	assert_string_equal(row->who, "Ewa Kowalska");
	assert_string_equal(row->subject, "Week 2");
	assert_int_equal(row->state, MESSAGE_WAITING);
	assert_int_equal(row->unread, 0);
	thread = row->local;
	thread_page_release(&page);
	mail_take(locals);
	mail_sent(entry, "mabc2345", "{'rev':1,'threadUid':'t-9','messageUid':'u-9','from':{'id':'pmeeeeee'},"
	                             "'receivedAt':'2026-11-17T10:38:00Z'}");
	row = only_row(&page, THREAD_VIEW_SENT);
	assert_int_equal(row->local, thread);
	assert_string_equal(row->thread_uid, "t-9");
	assert_int_equal(row->state, MESSAGE_SENT);
	thread_page_release(&page);
	mail_receive("mbbbbbbb", "t-9", "Ewa", 9, ""); /* the answer brings it into the inbox */
	row = only_row(&page, THREAD_VIEW_INBOX);
	assert_int_equal(row->local, thread);
	assert_int_equal(row->state, MESSAGE_NEW);
	thread_page_release(&page);
	assert_int_equal(mail_count_in(THREAD_VIEW_SENT, NULL), 1);
	stores_close(&s);
}

static void test_views(void **state)
{
	int64_t one, two, *left = NULL, thread;

	(void)state;
	mail_open();
	one = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'keywords':{'$seen':true}");
	two = mail_receive("mbbbbbbb", "t-1", "Ewa", 1, "");
	thread = thread_of_message(&s, one);
	mail_patch(one, "{'keywords/$putAway':true}");
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, NULL), 1);
	mail_patch(two, "{'keywords/$putAway':true}");
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, NULL), 0);
	assert_int_equal(mail_count_in(THREAD_VIEW_PUT_AWAY, NULL), 1);
	mail_receive("mccccccc", "t-1", "Ewa", 2, ""); /* news brings it back */
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, NULL), 1);
	assert_int_equal(mail_count_in(THREAD_VIEW_PUT_AWAY, NULL), 0);
	mail_patch(one, "{'keywords/$deleted':true}");
	assert_int_equal(mail_count_in(THREAD_VIEW_BIN, NULL), 0);
	assert_int_equal(thread_messages(&s, thread, &left, E), 2); /* one of three is out */
	free(left);
	mail_patch(two, "{'keywords/$deleted':true}");
	assert_int_equal(thread_messages(&s, thread, &left, E), 1);
	mail_patch(left[0], "{'keywords/$deleted':true}");
	free(left);
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, NULL), 0);
	assert_int_equal(mail_count_in(THREAD_VIEW_BIN, NULL), 1);
	assert_int_equal(thread_messages(&s, thread, &left, E), 3);
	free(left);
	/* Nothing in the bin asks for anything. */
	assert_int_equal(thread_next_waiting(&s, &(struct thread_query){ .view = THREAD_VIEW_BIN }, 0, false), 0);
	stores_close(&s);
}

static void test_later(void **state)
{
	int64_t message;

	(void)state;
	mail_open();
	message = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	mail_patch(message, "{'laterUntil':'2026-11-21'}");
	clock_fix(1795219199); /* 20 November, a second before midnight UTC */
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, NULL), 0);
	assert_int_equal(mail_count_in(THREAD_VIEW_PUT_AWAY, NULL), 1);
	clock_fix(1795219200);
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, NULL), 1); /* by the day alone */
	assert_int_equal(mail_count_in(THREAD_VIEW_PUT_AWAY, NULL), 0);
	stores_close(&s);
}

static void test_drafts(void **state)
{
	struct draft own = { .type = record_type_find("Message"), .open = true }, answer = { .type = own.type };
	struct thread_page page;
	struct thread_row *row;
	int64_t *messages = NULL;

	(void)state;
	mail_open();
	own.body = xstrdup("{\"to\":[{\"id\":\"pjuergen\",\"name\":\"Jürgen Weiß\",\"country\":\"DE\"}],\"subject\":\"Brot\",\"text\":\"Hallo\"}");
	MUST(draft_save(&s, &own, E));
	row = only_row(&page, THREAD_VIEW_DRAFTS);
	assert_int_equal(row->local, -own.local);
	assert_null(row->thread_uid);
	assert_string_equal(row->who, "Jürgen Weiß");
	assert_string_equal(row->country, "DE");
	assert_string_equal(row->subject, "Brot");
	assert_int_equal(row->state, MESSAGE_DRAFT);
	assert_int_equal(row->latest_at, STORES_NOW);
	thread_page_release(&page);
	assert_int_equal(thread_messages(&s, -own.local, &messages, E), 0);
	free(messages);
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, NULL), 1); /* drafts stand among the letters */
	own.open = false;
	MUST(draft_save(&s, &own, E));
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, "weiss hallo"), 1);
	MUST(draft_delete(&s, own.local, E));
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, NULL), 0);
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'keywords':{'$seen':true}");
	answer.body = xstrdup("{\"inReplyTo\":\"u-maaaaaaa\",\"text\":\"Ja\"}");
	MUST(draft_save(&s, &answer, E));
	row = only_row(&page, THREAD_VIEW_INBOX); /* no row of its own */
	assert_int_equal(row->state, MESSAGE_DRAFT);
	assert_int_equal(row->count, 1);
	thread_page_release(&page);
	assert_int_equal(mail_count_in(THREAD_VIEW_DRAFTS, NULL), 1);
	MUST(draft_delete(&s, answer.local, E));
	assert_state(MESSAGE_READ);
	assert_int_equal(mail_count_in(THREAD_VIEW_DRAFTS, NULL), 0);
	draft_release(&own);
	draft_release(&answer);
	stores_close(&s);
}

static void test_rebuilt(void **state)
{
	struct draft own = { .type = record_type_find("Message") };
	struct thread_page page;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'subject':'one'");
	mail_patch(mail_receive("mbbbbbbb", "t-2", "Ewa", 1, ""), "{'keywords/$putAway':true}");
	mail_write(LETTER, 0);
	own.body = xstrdup("{\"subject\":\"draft\"}");
	MUST(draft_save(&s, &own, E));
	draft_release(&own);
	MUST(db_exec(s.db, "UPDATE index_table SET made_by = 'before' WHERE name IN ('thread_index', 'message_index')", E));
	store_close(&s);
	mail_open();
	assert_int_equal(mail_count_in(THREAD_VIEW_PUT_AWAY, NULL), 1);
	assert_int_equal(mail_count_in(THREAD_VIEW_SENT, NULL), 1);
	assert_int_equal(mail_count_in(THREAD_VIEW_DRAFTS, NULL), 1);
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, "one"), 1);
	assert_int_equal(mail_count_in(THREAD_VIEW_INBOX, "draft"), 1);
	MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_SENT }, 0, 5, &page, E));
	assert_int_equal(page.rows[0].state, MESSAGE_WAITING);
	thread_page_release(&page);
	stores_close(&s);
}

/* The portal keeps the same rows, with ids and places of their own, for whoever asks by JMAP. */
static void test_portal(void **state)
{
	const struct record_type *thread = record_type_find("Thread"), *message = record_type_find("Message");
	struct record r = { .type = message, .body = xstrdup("{\"threadUid\":\"t-1\",\"messageUid\":\"u-1\",\"subject\":\"Re: x\","
		"\"from\":{\"id\":\"pewaewae\",\"name\":\"Ewa\"},\"receivedAt\":\"2026-11-17T10:38:00Z\"}") };
	struct record row = { 0 };
	struct json *tree, *body;
	struct account a;
	char *first, *second;
	int64_t seq;

	(void)state;
	s = stores_open(STORE_PORTAL);
	stores_begin(&s);
	r.account = account_add(&s, NULL, ACCOUNT_PERSONAL, "me", E);
	MUST(member_set(&s, r.account, "pmeeeeee", ROLE_OWNER, E));
	MUST(record_write(&s, &r, true, E));
	stores_commit(&s);
	assert_true(account_by_local(&s, r.account, &a));
	first = record_state(&s, &a, thread);
	assert_true(record_by_local(&s, thread_of_message(&s, r.local), &row));
	assert_true(row.id && row.seq == 2);
	tree = record_tree(&s, &row);
	assert_string_equal(json_get_text(tree, "subject"), "x");
	assert_int_equal(json_get_integer(tree, "unread", 0), 1);
	assert_string_equal(json_text(json_first(json_get(tree, "messageIds"))), r.id);
	json_free(tree);
	body = json_parse_own(r.body);
	json_set(body, "keywords", stores_json("{'$seen':true}"));
	free(r.body);
	r.body = json_print(body);
	json_free(body);
	stores_begin(&s);
	MUST(record_write(&s, &r, false, E));
	stores_commit(&s);
	second = record_state(&s, &a, thread);
	assert_string_not_equal(first, second);
	free(second);
	account_release(&a);
	seq = r.seq;
	stores_begin(&s);
	MUST(record_write(&s, &r, false, E)); /* nothing changes in the conversation */
	stores_commit(&s);
	assert_int_equal(r.seq, seq + 2); /* one for its row before, none now */
	assert_int_equal(stores_number(&s, "SELECT seq FROM account"), r.seq);
	stores_begin(&s);
	MUST(record_destroy(&s, &r, E));
	stores_commit(&s);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM tombstone WHERE type = 4"), 1);
	free(first);
	record_free(&r);
	record_free(&row);
	store_close(&s);
}

static void test_people(void **state)
{
	struct parties found;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Łucja Ortega", 0, "");
	mail_receive("mbbbbbbb", "t-2", "Ewa Kowalska", 5, "");
	mail_receive("mccccccc", "t-3", "meeeeee", 6, "");
	clock_fix(STORES_NOW + 1000);
	mail_write("{'to':[{'id':'pnikolao','name':'Μαρία Νικολάου','country':'GR'}],'text':'x'}", 0);
	assert_int_equal(people_find(&s, "", 10, &found, E), 3); /* I am not among them */
	assert_string_equal(found.at[0].name, "Μαρία Νικολάου");
	assert_string_equal(found.at[0].country, "GR");
	assert_string_equal(found.at[1].name, "Ewa Kowalska");
	people_release(&found);
	assert_int_equal(people_find(&s, "kow ew", 10, &found, E), 1);
	people_release(&found);
	assert_int_equal(people_find(&s, "νικολαου", 10, &found, E), 1);
	people_release(&found);
	assert_int_equal(people_find(&s, "nikol", 10, &found, E), 1); /* and by its Latin letters */
	people_release(&found);
	assert_int_equal(people_find(&s, "lucja", 10, &found, E), 1);
	people_release(&found);
	assert_int_equal(people_find(&s, "owalska", 10, &found, E), 0);
	people_release(&found);
	assert_int_equal(people_find(&s, "", 1, &found, E), 1);
	people_release(&found);
	stores_close(&s);
}

/* The portal may put an answer into a conversation of its own: both stand there, each with what is in it. */
static void test_answer_begins_another_conversation(void **state)
{
	int64_t *locals = NULL;
	struct thread_page page;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-one", "Ewa Kowalska", 1, "");
	int64_t entry = mail_write("{'to':[{'id':'pewaewae','name':'Ewa Kowalska'}],'text':'Yes','inReplyTo':'u-maaaaaaa'}", 0);
	assert_int_equal(mail_take((int64_t[10]){ 0 }), 1);
	mail_sent(entry, "mbbbbbbb", "{'messageUid':'u-mbbbbbbb','threadUid':'t-two','from':{'id':'pmeeeeee'},"
	                              "'receivedAt':'2026-11-18T17:06:40Z','rev':1}");
	MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_INBOX }, 0, 10, &page, E));
	assert_int_equal(page.count, 1);
	assert_string_equal(page.rows[0].thread_uid, "t-one");
	assert_int_equal(page.rows[0].count, 1);
	thread_page_release(&page);
	MUST(thread_list(&s, &(struct thread_query){ .view = THREAD_VIEW_SENT }, 0, 10, &page, E));
	assert_int_equal(page.count, 1);
	assert_string_equal(page.rows[0].thread_uid, "t-two");
	assert_int_equal(thread_messages(&s, page.rows[0].local, &locals, E), 1);
	free(locals);
	thread_page_release(&page);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_row),
		TEST(test_answer_begins_another_conversation),
		TEST(test_states),
		TEST(test_waiting),
		TEST(test_unsent_reply_counts),
		TEST(test_sent),
		TEST(test_views),
		TEST(test_later),
		TEST(test_drafts),
		TEST(test_rebuilt),
		TEST(test_portal),
		TEST(test_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
