/* Drafts: kept at every key, offered again after a crash, sent and recalled whole, killed at any moment. */
#include "mail.h"

#include <signal.h>
#include <sys/wait.h>

#include "twinline/base/str.h"

static struct draft typed(const char *text)
{
	char *body = xasprintf("{\"to\":[{\"id\":\"pewaewae\",\"name\":\"Ewa\"}],\"text\":\"%s\"}", text);

	return (struct draft){ .type = message_type, .body = body, .context = xstrdup("{\"cursor\":7}"), .open = true };
}

static void test_kept(void **state)
{
	struct draft d, read;
	int64_t *list = NULL;

	(void)state;
	mail_open();
	d = typed("Dear E");
	MUST(draft_save(&s, &d, E));
	assert_true(d.local > 0);
	assert_int_equal(d.updated_at, STORES_NOW);
	store_close(&s); /* the program died here */
	mail_open();
	assert_int_equal(draft_left_open(&s, NULL, NULL), d.local);
	assert_true(draft_get(&s, d.local, &read));
	assert_string_equal(read.body, d.body);
	assert_string_equal(read.context, d.context);
	assert_true(read.type == message_type && read.open);
	read.open = false;
	clock_fix(STORES_NOW + 60);
	MUST(draft_save(&s, &read, E));
	assert_int_equal(draft_left_open(&s, NULL, NULL), 0);
	draft_release(&d);
	d = typed("Another");
	clock_fix(STORES_NOW + 70);
	MUST(draft_save(&s, &d, E));
	assert_int_equal(draft_list(&s, message_type, &list, E), 2);
	assert_true(list[0] == d.local && list[1] == read.local);
	free(list);
	MUST(draft_delete(&s, read.local, E));
	assert_int_equal(draft_delete(&s, read.local, NULL), -1);
	assert_int_equal(draft_save(&s, &read, NULL), -1); /* it is gone, and does not come back by a late key */
	draft_release(&d);
	draft_release(&read);
	stores_close(&s);
}

/* Keys commit quickly, whatever else the caller commits; sending is on the disk when it returns. */
static void test_durability(void **state)
{
	struct draft d;
	int64_t entry;

	(void)state;
	mail_open();
	db_durability(s.db, DB_DURABLE);
	d = typed("x");
	MUST(draft_save(&s, &d, E));
	assert_int_equal(stores_number(&s, "PRAGMA synchronous"), 1);
	entry = draft_send(&s, d.local, account, 30, E);
	MUST(entry);
	assert_int_equal(stores_number(&s, "PRAGMA synchronous"), 2);
	db_durability(s.db, DB_QUICK);
	MUST(draft_recall(&s, entry, E));
	assert_int_equal(stores_number(&s, "PRAGMA synchronous"), 2);
	assert_int_equal(db_durability_now(s.db), DB_QUICK);
	draft_release(&d);
	stores_close(&s);
}

static void test_sent_and_recalled(void **state)
{
	struct draft d, back;
	struct outbox_entry about;
	struct json *body;
	int64_t entry, again;

	(void)state;
	mail_open();
	d = typed("Dear Ewa");
	MUST(draft_save(&s, &d, E));
	entry = draft_send(&s, d.local, account, 30, E);
	MUST(entry);
	assert_false(draft_get(&s, d.local, &back));
	assert_int_equal(draft_send(&s, d.local, account, 30, NULL), -1); /* once */
	assert_true(outbox_get(&s, entry, &about));
	assert_int_equal(about.state, OUTBOX_HELD);
	assert_int_equal(about.hold_until, STORES_NOW + 30);
	assert_non_null(strstr(about.body, "Dear Ewa"));
	outbox_entry_release(&about);
	again = draft_recall(&s, entry, E);
	MUST(again);
	assert_int_equal(mail_state(entry), OUTBOX_STATE_COUNT);
	assert_true(draft_get(&s, again, &back));
	assert_string_equal(back.context, "{\"cursor\":7}");
	body = json_parse_own(back.body);
	assert_string_equal(json_get_text(body, "text"), "Dear Ewa");
	assert_null(json_get(body, "writtenAt")); /* of the sending that is taken back */
	json_free(body);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM record WHERE type = 3"), 0);
	draft_release(&d);
	draft_release(&back);
	stores_close(&s);
}

static void test_not_recalled_once_it_may_have_left(void **state)
{
	struct err e = { 0 };
	int64_t entry, patch, locals[10];

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	mail_take(locals);
	assert_int_equal(draft_recall(&s, entry, &e), -1);
	assert_int_equal(e.code, ERR_HAS_LEFT);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM draft"), 0);
	assert_int_equal(draft_recall(&s, 999, &e), -1);
	assert_int_equal(e.code, ERR_NOT_FOUND);
	patch = mail_patch(mail_record(entry), "{'keywords/$kept':true}");
	assert_int_equal(draft_recall(&s, patch, &e), -1);
	assert_int_equal(e.code, ERR_FORBIDDEN);
	assert_false(db_in_transaction(s.db));
	/* Refused for good, it can be taken up again. */
	stores_begin(&s);
	MUST(outbox_refused(&s, entry, false, NULL, E));
	stores_commit(&s);
	MUST(draft_recall(&s, entry, E));
	err_release(&e);
	stores_close(&s);
}

/* Types, sends, takes back, for ever; tells of every step. */
static void live(int tell)
{
	struct draft d = typed("0");

	for (int i = 0;; i++) {
		int64_t entry;

		free(d.body);
		d.body = xasprintf("{\"text\":\"the only one %d\"}", i);
		if (draft_save(&s, &d, NULL) != 0 || write(tell, "k", 1) != 1)
			_exit(1);
		entry = draft_send(&s, d.local, account, 30, NULL);
		if (entry < 0 || write(tell, "s", 1) != 1)
			_exit(1);
		d.local = draft_recall(&s, entry, NULL);
		if (d.local < 0 || write(tell, "r", 1) != 1)
			_exit(1);
	}
}

static void test_killed_at_any_moment(void **state)
{
	struct random random;

	(void)state;
	mail_open();
	store_close(&s);
	random_seed(&random, 1);
	for (int round = 0; round < 50; round++) {
		uint64_t steps = 1 + random_below(&random, 12);
		int ends[2], status = 0;
		int64_t held;
		pid_t child;

		assert_int_equal(pipe(ends), 0);
		child = fork();
		if (child == 0) {
			mail_open();
			MUST(db_exec(s.db, "DELETE FROM draft; DELETE FROM outbox", NULL)); /* of the round before */
			live(ends[1]);
		}
		close(ends[1]);
		for (char step; steps > 0; steps--)
			assert_int_equal(read(ends[0], &step, 1), 1);
		kill(child, SIGKILL); /* in the middle of what it does next */
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		close(ends[0]);
		mail_open();
		held = stores_number(&s, "SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM outbox)");
		assert_int_equal(held, 1);
		assert_int_equal(db_check(s.db, E), 0);
		store_close(&s);
	}
	s = stores_open(STORE_REPLICA);
	store_close(&s);
}

/* A face types while an engine takes pages in: each sees the other's commits, and neither loses any. */
static void test_two_programs(void **state)
{
	struct store other;
	int64_t version, local;
	struct draft d;

	(void)state;
	mail_open();
	MUST(store_open(&other, stores_path, STORE_REPLICA, 0, E));
	version = db_data_version(s.db);
	d = typed("x");
	MUST(draft_save(&other, &d, E));
	assert_int_not_equal(db_data_version(s.db), version);
	version = db_data_version(s.db);
	assert_int_equal(db_data_version(s.db), version);
	local = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	assert_true(thread_of_message(&other, local) > 0);
	draft_release(&d);
	store_close(&other);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_kept),
		TEST(test_durability),
		TEST(test_sent_and_recalled),
		TEST(test_not_recalled_once_it_may_have_left),
		TEST(test_killed_at_any_moment),
		TEST(test_two_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
