/* The outbox: order, holds, doubt, what waits behind what, receipts, taking back; the journal. (Changes: test_outbox_changes.c.) */
#include "mail.h"

#include "twinline/base/str.h"
#include "twinline/records/journal.h"
#include "twinline/records/replica.h"

static void test_order_and_holds(void **state)
{
	int64_t one, held, three, locals[10];
	struct outbox_counts counts;

	(void)state;
	mail_open();
	one = mail_write(LETTER, 0);
	held = mail_write(LETTER, 30);
	three = mail_write(LETTER, 0);
	MUST(outbox_counts(&s, &counts, E));
	assert_true(counts.waiting == 2 && counts.held == 1 && counts.bytes > 0);
	assert_int_equal(outbox_next_due(&s), STORES_NOW + 30);
	assert_int_equal(mail_take(locals), 2);
	assert_true(locals[0] == one && locals[1] == three);
	assert_int_equal(mail_state(held), OUTBOX_HELD);
	clock_fix(STORES_NOW + 30);
	assert_int_equal(mail_state(held), OUTBOX_WAITING); /* its time has come, whether there is a line or not */
	assert_int_equal(mail_take(locals), 3); /* those in doubt again, in the order of before */
	assert_true(locals[0] == one && locals[1] == held && locals[2] == three);
	assert_int_equal(outbox_next_due(&s), 0);
	stores_close(&s);
}

/* A clock that is set back makes no hold longer: what is held for days was held by a clock of days ago. */
static void test_clock_set_back_ends_holds(void **state)
{
	int64_t held, locals[10];
	struct outbox_counts counts;

	(void)state;
	mail_open();
	held = mail_write(LETTER, 30);
	clock_fix(STORES_NOW - 10);
	assert_int_equal(mail_take(locals), 0); /* a little longer */
	clock_fix(STORES_NOW - 86400);
	MUST(outbox_counts(&s, &counts, E));
	assert_true(counts.held == 0 && counts.waiting == 1);
	assert_int_equal(outbox_next_due(&s), STORES_NOW - 86400);
	assert_int_equal(mail_state(held), OUTBOX_WAITING);
	assert_int_equal(mail_take(locals), 1);
	assert_true(locals[0] == held);
	stores_close(&s);
}

/* Written later and, by a clock that was set back in between, due sooner: in a conversation that changes no order. */
static void test_held_letter_is_not_overtaken(void **state)
{
	static const char answer[] =
		"{'to':[{'id':'pewaewae','name':'Ewa Kowalska','country':'PL'}],'inReplyTo':'u-maaaaaaa','subject':'Week 2','text':'Dear Ewa'}";
	int64_t first, second, other, locals[10];

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t1", "ewaewae", 0, "");
	first = mail_write(answer, 30);
	clock_fix(STORES_NOW - 60);
	second = mail_write(answer, 30);
	other = mail_write(LETTER, 30);
	clock_fix(STORES_NOW - 30);
	assert_int_equal(mail_take(locals), 1);
	assert_true(locals[0] == other);
	clock_fix(STORES_NOW + 30);
	assert_int_equal(mail_take(locals), 3);
	assert_true(locals[0] == first && locals[1] == second);
	stores_close(&s);
}

static void test_let_go(void **state)
{
	int64_t held, locals[10];

	(void)state;
	mail_open();
	held = mail_write(LETTER, 30);
	assert_int_equal(mail_take(locals), 0);
	stores_begin(&s);
	MUST(outbox_let_go(&s, E));
	stores_commit(&s);
	assert_int_equal(mail_state(held), OUTBOX_WAITING);
	assert_int_equal(mail_take(locals), 1);
	assert_true(locals[0] == held);
	stores_close(&s);
}

static void test_page_by_bytes(void **state)
{
	int64_t one, locals[10];

	(void)state;
	mail_open();
	one = mail_write(LETTER, 0);
	mail_write(LETTER, 0);
	stores_begin(&s);
	assert_int_equal(outbox_take_due(&s, clock_now(), 10, 1, locals, E), 1); /* at least one, or a large one would never go */
	assert_int_equal(locals[0], one);
	stores_commit(&s);
	stores_begin(&s);
	assert_int_equal(outbox_take_due(&s, clock_now(), 1, 100000, locals, E), 1);
	stores_commit(&s);
	stores_close(&s);
}

static void test_each_has_an_op(void **state)
{
	struct outbox_entry one, two;

	(void)state;
	mail_open();
	assert_true(outbox_get(&s, mail_write(LETTER, 0), &one));
	assert_true(outbox_get(&s, mail_write(LETTER, 0), &two));
	assert_int_equal(strlen(one.op_id), OP_ID_LENGTH);
	assert_string_not_equal(one.op_id, two.op_id);
	assert_non_null(strstr(one.body, "\"writtenAt\":"));
	assert_true(one.size > (int64_t)strlen(one.body));
	outbox_entry_release(&one);
	outbox_entry_release(&two);
	stores_close(&s);
}

static void test_accepted(void **state)
{
	int64_t entry, record, locals[10], *list = NULL;
	struct outbox_entry about;
	struct outbox_counts counts;
	struct record r;

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	record = mail_record(entry);
	assert_int_equal(outbox_of_record(&s, record), entry);
	assert_int_equal(mail_take(locals), 1);
	assert_int_equal(mail_state(entry), OUTBOX_SENDING);
	clock_fix(STORES_NOW + 5);
	mail_sent(entry, "mabc2345", "{'id':'mabc2345','rev':1,'threadUid':'t-1','messageUid':'u-1','receivedAt':'2026-11-17T10:38:00Z'}");
	assert_true(outbox_get(&s, entry, &about));
	assert_int_equal(about.state, OUTBOX_SENT);
	assert_int_equal(about.sent_at, STORES_NOW + 5);
	assert_int_equal(strlen(about.receipt), 8);
	assert_int_equal(about.receipt[0], 'M');
	assert_memory_equal(about.receipt + 1, about.op_id, 7);
	outbox_entry_release(&about);
	assert_int_equal(outbox_of_record(&s, record), 0);
	assert_true(record_by_id(&s, account, message_type, "mabc2345", &r));
	assert_int_equal(r.local, record); /* the record that screens know */
	assert_int_equal(r.rev, 1);
	record_free(&r);
	mail_expect(record, "subject", "Week 2");
	mail_expect(record, "threadUid", "t-1");
	MUST(outbox_counts(&s, &counts, E));
	assert_true(counts.waiting + counts.sending + counts.held == 0 && counts.last_sent_at == STORES_NOW + 5 && counts.bytes == 0);
	assert_int_equal(outbox_list(&s, &list, E), 1);
	assert_int_equal(list[0], entry);
	free(list);
	/* The same answer again changes nothing. */
	mail_sent(entry, "mabc2345", "{'rev':1}");
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM record WHERE type = 3"), 1);
	stores_close(&s);
}

/* The answer was lost, and the portal's copy comes by the next page before the answer to the repeat does. */
static void test_copy_came_first(void **state)
{
	int64_t entry, record, copy, locals[10];

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	record = mail_record(entry);
	mail_take(locals);
	copy = mail_receive("mabc2345", "t-1", "Ewa", 1, "'subject':'Week 2','text':'As the portal has it'");
	assert_int_not_equal(copy, record);
	mail_patch(copy, "{'keywords/$kept':true}");
	mail_sent(entry, "mabc2345", "{'rev':1}");
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM record WHERE type = 3"), 1);
	mail_expect(record, "text", "As the portal has it");
	assert_true(mail_is_marked(record, "$kept"));
	assert_int_equal(mail_take(locals), 1);
	assert_int_equal(mail_record(locals[0]), record);
	stores_close(&s);
}

/* What is made in my own account and lives in one of its own: the portal's page brings the account, before or after the answer. */
static void test_what_is_made_moves_into_its_account(void **state)
{
	const struct record_type *project = record_type_find("Project");
	struct json *object = stores_json("{'title':'Rivers'}"), *page = stores_json("{'id':'xprojabc','rev':1,'title':'Rivers','state':'draft'}");

	(void)state;
	mail_open();
	for (int page_first = 0; page_first < 2; page_first++) {
		int64_t entry, record, patch, locals[10], home;

		stores_begin(&s);
		entry = outbox_create(&s, account, project, object, 0, E);
		stores_commit(&s);
		record = mail_record(entry);
		patch = mail_patch(record, "{'title':'More rivers'}");
		mail_take(locals);
		if (!page_first) {
			mail_sent(entry, "xprojabc", "{'rev':1,'state':'draft'}");
			/* Until its account is here nothing of it goes: in mine the portal knows nothing of it. */
			assert_int_equal(mail_take(locals), 0);
		}
		stores_begin(&s);
		home = account_add(&s, "xprojabc", ACCOUNT_PROJECT, "Rivers", E);
		MUST(record_receive(&s, home, project, page, E));
		stores_commit(&s);
		if (page_first)
			mail_sent(entry, "xprojabc", "{'rev':1,'state':'draft'}");
		assert_int_equal(stores_number(&s, "SELECT count(*) FROM project_index"), 1);
		assert_int_equal(stores_number(&s, "SELECT account FROM project_index"), home);
		assert_int_equal(stores_number(&s, "SELECT local FROM record WHERE id = 'xprojabc'"), record);
		mail_expect(record, "title", "More rivers");
		/* What waits of it goes there too. */
		assert_int_equal(mail_take(locals), 1);
		assert_int_equal(locals[0], patch);
		assert_int_equal(stores_number(&s, "SELECT account FROM outbox WHERE kind = 1 AND state <> 3"), home);
		stores_begin(&s);
		MUST(replica_forget(&s, home, E));
		MUST(outbox_take_back(&s, patch, E) == 0 ? 0 : -1);
		stores_commit(&s);
	}
	json_free(object);
	json_free(page);
	stores_close(&s);
}

static void test_doubt_cannot_be_changed(void **state)
{
	int64_t entry, patch, locals[10];
	struct err e = { 0 };

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	mail_take(locals);
	stores_begin(&s);
	assert_int_equal(outbox_take_back(&s, entry, &e), -1);
	assert_int_equal(e.code, ERR_HAS_LEFT);
	/* It stays in doubt over a failed exchange, and over the engine's death. */
	e.code = ERR_TIMEOUT;
	MUST(outbox_not_sent(&s, entry, false, &e, E));
	stores_commit(&s);
	store_close(&s);
	mail_open();
	assert_int_equal(mail_state(entry), OUTBOX_SENDING);
	assert_int_equal(mail_take(locals), 1);
	/* A change of it is a new entry, which waits for the answer. */
	patch = mail_patch(mail_record(entry), "{'keywords/$kept':true}");
	assert_int_not_equal(patch, entry);
	assert_int_equal(mail_take(locals), 1);
	assert_int_equal(locals[0], entry);
	mail_sent(entry, "mabc2345", "{'rev':1,'threadUid':'t-1'}");
	assert_int_equal(mail_take(locals), 1);
	assert_int_equal(locals[0], patch);
	err_release(&e);
	stores_close(&s);
}

static void test_surely_not_sent(void **state)
{
	const struct err cause = { .code = ERR_OFFLINE };
	struct outbox_entry about;
	int64_t entry, locals[10];

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	mail_take(locals);
	stores_begin(&s);
	MUST(outbox_not_sent(&s, entry, true, &cause, E));
	stores_commit(&s);
	assert_true(outbox_get(&s, entry, &about));
	assert_int_equal(about.state, OUTBOX_WAITING);
	assert_int_equal(about.cause.code, ERR_OFFLINE);
	outbox_entry_release(&about);
	stores_begin(&s);
	MUST(outbox_take_back(&s, entry, E)); /* it can be taken back again */
	stores_commit(&s);
	stores_close(&s);
}

/* Another's change that arrived before the answer to mine: what I wrote next was not written over it. */
static void test_no_update_is_lost_where_a_later_rev_came_first(void **state)
{
	struct json *mine = stores_json("{'about':'mine'}"), *next = stores_json("{'about':'mine too'}");
	struct json *five = stores_json("{'id':'pmeeeeee','rev':5,'name':'Ayşe'}");
	struct json *seven = stores_json("{'id':'pmeeeeee','rev':7,'name':'Ayşe','about':'theirs'}");
	struct json *six = stores_json("{'rev':6}");
	const struct record_type *person = record_type_find("Person");
	int64_t locals[10], record, first, second;
	struct outbox_entry about;
	struct record r;

	(void)state;
	mail_open();
	stores_begin(&s);
	record = record_receive(&s, account, person, five, E);
	first = outbox_update(&s, record, mine, E);
	assert_int_equal(outbox_take_due(&s, clock_now(), 10, 100000, locals, E), 1);
	second = outbox_update(&s, record, next, E);
	MUST(record_receive(&s, account, person, seven, E));
	MUST(outbox_sent(&s, first, "pmeeeeee", six, clock_now(), E));
	stores_commit(&s);
	assert_true(outbox_get(&s, second, &about));
	assert_int_equal(about.state, OUTBOX_NEEDS_YOU);
	assert_int_equal(about.cause.code, ERR_CONFLICT);
	assert_true(record_by_local(&s, record, &r));
	assert_int_equal(r.rev, 7);
	assert_non_null(strstr(r.body, "theirs"));
	record_free(&r);
	outbox_entry_release(&about);
	json_free(mine);
	json_free(next);
	json_free(five);
	json_free(six);
	json_free(seven);
	stores_close(&s);
}

/* What may have left once may be there, however surely it did not leave the next time. */
static void test_doubt_outlives_an_exchange_that_surely_failed(void **state)
{
	struct err e = { .code = ERR_TIMEOUT };
	int64_t entry, patch, locals[10];

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	mail_receive("maaaaaaa", "t-1", "Ewa Kowalska", 1, "");
	patch = mail_patch(stores_number(&s, "SELECT local FROM record WHERE id = 'maaaaaaa'"), "{'keywords/$seen':true}");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(mail_take(locals), 2);
		stores_begin(&s);
		/* The first exchange was cut, later ones did not get as far as the portal. */
		MUST(outbox_not_sent(&s, entry, i > 0, &e, E));
		MUST(outbox_not_sent(&s, patch, i > 0, &e, E));
		stores_commit(&s);
		assert_int_equal(mail_state(entry), OUTBOX_SENDING);
		assert_int_equal(mail_state(patch), OUTBOX_SENDING);
	}
	stores_begin(&s);
	assert_int_equal(outbox_take_back(&s, entry, &e), -1);
	assert_int_equal(e.code, ERR_HAS_LEFT);
	err_release(&e);
	stores_commit(&s);
	/* A further change is an entry of its own: joined to the first, it would be answered with what came of that alone. */
	assert_int_not_equal(mail_patch(stores_number(&s, "SELECT local FROM record WHERE id = 'maaaaaaa'"), "{'keywords/$kept':true}"), patch);
	stores_close(&s);
}

static void test_taken_back(void **state)
{
	int64_t entry = 0, record, other, locals[10];

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 30);
	other = mail_write(LETTER, 0);
	record = mail_record(entry);
	mail_patch(record, "{'keywords/$kept':true}");
	stores_begin(&s);
	MUST(outbox_take_back(&s, entry, E));
	assert_int_equal(outbox_take_back(&s, entry, NULL), -1);
	stores_commit(&s);
	assert_int_equal(mail_state(entry), OUTBOX_STATE_COUNT);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM record WHERE type = 3"), 1);
	assert_int_equal(mail_take(locals), 1);
	assert_int_equal(locals[0], other);
	stores_close(&s);
}

static void test_journal(void **state)
{
	struct journal_row rows[10];
	struct err cause = { .code = ERR_OFFLINE };
	int64_t entry, locals[10];
	int count;

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	mail_take(locals);
	mail_sent(entry, "mabc2345", "{'rev':1,'threadUid':'t-1'}");
	mail_patch(mail_record(entry), "{'keywords/$seen':true}"); /* marks leave no trace here */
	stores_begin(&s);
	MUST(journal_add(&s, JOURNAL_LINE_LOST, STORES_NOW, NULL, &cause, E));
	stores_commit(&s);
	count = journal_list(&s, &(struct journal_query){ 0 }, 10, rows, E);
	assert_int_equal(count, 3);
	assert_int_equal(rows[0].kind, JOURNAL_LINE_LOST);
	assert_int_equal(rows[0].cause.code, ERR_OFFLINE);
	assert_int_equal(rows[1].kind, JOURNAL_SENT);
	assert_string_equal(rows[1].subject, "Week 2");
	assert_int_equal(strlen(rows[1].receipt), 8);
	assert_int_equal(rows[2].kind, JOURNAL_QUEUED);
	for (int i = 0; i < count; i++)
		journal_row_release(&rows[i]);
	assert_int_equal(journal_list(&s, &(struct journal_query){ 0 }, 1, rows, E), 1);
	journal_row_release(&rows[0]);
	stores_close(&s);
}

static int find_in_journal(const char *words, bool receipts)
{
	struct journal_row rows[10];
	int count = journal_list(&s, &(struct journal_query){ .words = words, .receipts = receipts }, 10, rows, E);

	for (int i = 0; i < count; i++)
		journal_row_release(&rows[i]);
	return count;
}

static void test_journal_is_found_and_forgotten_by_age(void **state)
{
	struct journal_row row = { .at = STORES_NOW, .kind = JOURNAL_SENT, .subject = (char *)"La receta", .who = (char *)"Lucía Ortega",
	                           .what = (char *)"Message: \"%s\"", .receipt = (char *)"M7k2p9x1" };

	(void)state;
	mail_open();
	stores_begin(&s);
	MUST(journal_put(&s, &row, E));
	MUST(journal_add(&s, JOURNAL_SAID, STORES_NOW, "La receta", NULL, E));
	stores_commit(&s);
	assert_int_equal(find_in_journal("rec", false), 2);
	assert_int_equal(find_in_journal("rec", true), 1);
	assert_int_equal(find_in_journal("lucia m7k2", false), 1);
	assert_int_equal(find_in_journal("2026", false), 2); /* the day */
	assert_int_equal(find_in_journal("ortiz", false), 0);
	/* A month later what was said is forgotten, and a year and more after that what was sent. */
	for (int day = 31; day <= 401; day += 370) {
		clock_fix(STORES_NOW + (int64_t)day * 24 * 60 * 60);
		stores_begin(&s);
		for (int i = 0; i < 70; i++)
			MUST(journal_add(&s, JOURNAL_LINE_BACK, clock_now(), NULL, NULL, E));
		stores_commit(&s);
		assert_int_equal(find_in_journal("rec", false), day < 400);
	}
	stores_close(&s);
}

static void test_account_left(void **state)
{
	struct account a;
	struct outbox_entry about;
	int64_t entry, record, marks;

	(void)state;
	mail_open();
	record = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	marks = mail_patch(record, "{'keywords/$seen':true}");
	entry = mail_write(LETTER, 0);
	stores_begin(&s);
	MUST(replica_forget(&s, account, E));
	stores_commit(&s);
	assert_false(account_by_local(&s, account, &a));
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM record"), 0);
	assert_int_equal(mail_state(marks), OUTBOX_STATE_COUNT);
	assert_true(outbox_get(&s, entry, &about));
	assert_int_equal(about.state, OUTBOX_NEEDS_YOU);
	assert_int_equal(about.cause.code, ERR_ACCOUNT_NOT_FOUND);
	assert_non_null(strstr(about.body, "Dear Ewa"));
	outbox_entry_release(&about);
	stores_close(&s);
}

static void test_starting_over(void **state)
{
	int64_t kept, changed, draft_entry;
	struct account a;
	struct record r;

	(void)state;
	mail_open();
	stores_begin(&s);
	MUST(replica_set_state(&s, account, "e-7", false, E));
	MUST(replica_set_role(&s, account, "Me", ROLE_OWNER, E));
	stores_commit(&s);
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	kept = mail_receive("mbbbbbbb", "t-2", "Ewa", 1, "");
	changed = mail_receive("mccccccc", "t-3", "Ewa", 2, "");
	mail_patch(changed, "{'keywords/$kept':true}");
	draft_entry = mail_write(LETTER, 0);
	stores_begin(&s);
	MUST(replica_start_over(&s, account, E));
	stores_commit(&s);
	assert_true(account_by_local(&s, account, &a));
	assert_null(a.state);
	assert_true(a.more);
	assert_int_equal(a.role, ROLE_OWNER);
	account_release(&a);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM record WHERE type = 3"), 4); /* still to be read */
	mail_receive("mbbbbbbb", "t-2", "Ewa", 1, "");
	stores_begin(&s);
	MUST(replica_drop_old(&s, account, E));
	stores_commit(&s);
	assert_true(record_by_local(&s, kept, &r));
	record_free(&r);
	assert_true(record_by_local(&s, changed, &r)); /* something waits for it */
	record_free(&r);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM record WHERE type = 3"), 3);
	assert_int_equal(mail_state(draft_entry), OUTBOX_WAITING);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_order_and_holds),
		TEST(test_clock_set_back_ends_holds),
		TEST(test_held_letter_is_not_overtaken),
		TEST(test_let_go),
		TEST(test_page_by_bytes),
		TEST(test_each_has_an_op),
		TEST(test_accepted),
		TEST(test_copy_came_first),
		TEST(test_what_is_made_moves_into_its_account),
		TEST(test_doubt_cannot_be_changed),
		TEST(test_surely_not_sent),
		TEST(test_doubt_outlives_an_exchange_that_surely_failed),
		TEST(test_no_update_is_lost_where_a_later_rev_came_first),
		TEST(test_taken_back),
		TEST(test_journal),
		TEST(test_journal_is_found_and_forgotten_by_age),
		TEST(test_account_left),
		TEST(test_starting_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
