/* Windows of a replica: what is here, what lies beyond, where the older part begins, what was asked for. */
#include "mail.h"

#include "twinline/records/replica.h"

static void set_beyond(int64_t messages, int64_t threads, int64_t unread)
{
	struct holding beyond = { .unread = unread };

	beyond.records[TYPE_Message] = messages;
	beyond.records[TYPE_Thread] = threads;
	stores_begin(&s);
	MUST(replica_set_beyond(&s, account, &beyond, E));
	stores_commit(&s);
}

static void assert_beyond(int64_t messages, int64_t threads, int64_t unread)
{
	struct holding beyond;

	replica_beyond(&s, account, &beyond);
	assert_int_equal(beyond.records[TYPE_Message], messages);
	assert_int_equal(beyond.records[TYPE_Thread], threads);
	assert_int_equal(beyond.unread, unread);
}

static void assert_here(int64_t messages, int64_t threads, int64_t unread)
{
	struct holding here;

	MUST(replica_here(&s, account, &here, E));
	assert_int_equal(here.records[TYPE_Message], messages);
	assert_int_equal(here.records[TYPE_Thread], threads);
	assert_int_equal(here.unread, unread);
}

static int facts(void)
{
	return (int)stores_number(&s, "SELECT count(*) FROM fact WHERE name <> 'me'");
}

static void set_end(const char *id, int at)
{
	stores_begin(&s);
	MUST(replica_set_end(&s, account, message_type, id, STORES_NOW + at * 60, E));
	stores_commit(&s);
}

static void assert_end(const char *expected)
{
	char id[RECORD_ID_LENGTH + 1];

	replica_end(&s, account, message_type, id);
	assert_string_equal(id, expected);
}

static void forget(const char *id)
{
	stores_begin(&s);
	MUST(record_forget(&s, account, message_type, id, E));
	stores_commit(&s);
}

/* Only what the portal has is counted: what waits to be sent and drafts are mine alone, other views are not the inbox. */
static void test_here(void **state)
{
	struct draft draft = { .type = record_type_find("Message"), .body = xstrdup("{\"subject\":\"half\"}") };

	(void)state;
	mail_open();
	assert_here(0, 0, 0);
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	mail_receive("mbbbbbbb", "t-1", "Ewa", 1, "");
	mail_receive("mccccccc", "t-2", "Giorgos", 2, "'keywords':{'$seen':true}");
	mail_receive("mddddddd", "t-3", "Amina", 3, "'keywords':{'$putAway':true}");
	mail_receive("meeeeeee", "t-4", "Amina", 4, "'keywords':{'$deleted':true}");
	mail_receive("mfffffff", "t-5", "meeeeee", 5, ""); /* mine */
	mail_receive("mggggggg", "t-6", "Ewa", 6, "'laterUntil':'2999-01-01'");
	assert_here(7, 2, 1);
	mail_write(LETTER, 0);
	MUST(draft_save(&s, &draft, E));
	assert_here(7, 2, 1);
	draft_release(&draft);
	stores_close(&s);
}

static void test_beyond(void **state)
{
	(void)state;
	mail_open();
	assert_beyond(0, 0, 0);
	set_beyond(164, 72, 3);
	assert_beyond(164, 72, 3);
	set_end("maaaaaaa", 0);
	assert_beyond(164, 72, 3);
	set_beyond(114, 50, 0);
	assert_beyond(114, 50, 0);
	set_beyond(0, 0, 0);
	assert_beyond(0, 0, 0);
	assert_int_equal(facts(), 0); /* the replica is the whole: nothing is left to keep */
	stores_close(&s);
}

/* The older ones begin at the record that came last; where it has gone, at the one before it, never further down. */
static void test_end(void **state)
{
	(void)state;
	mail_open();
	assert_end("");
	mail_receive("maaaaaaa", "t-1", "Ewa", 30, "");
	mail_receive("mbbbbbbb", "t-2", "Ewa", 20, "");
	mail_receive("mccccccc", "t-3", "Ewa", 10, "");
	set_beyond(164, 72, 3);
	set_end("mccccccc", 10);
	mail_receive("mddddddd", "t-4", "Ewa", 0, ""); /* an old one that was marked elsewhere: between it and the window others lie */
	mail_write(LETTER, 0);
	assert_end("mccccccc");
	forget("mccccccc");
	assert_end("mbbbbbbb");
	forget("mbbbbbbb");
	forget("maaaaaaa");
	assert_end("");
	stores_close(&s);
}

static void test_wishes(void **state)
{
	(void)state;
	mail_open();
	assert_int_equal(replica_older(&s, account, message_type), 0);
	stores_begin(&s);
	MUST(replica_ask_older(&s, account, message_type, 50, E));
	stores_commit(&s);
	stores_close(&s);
	mail_open(); /* a wish outlives who asked */
	assert_int_equal(replica_older(&s, account, message_type), 50);
	assert_int_equal(replica_older(&s, account + 1, message_type), 0);
	stores_begin(&s);
	MUST(replica_ask_older(&s, account, message_type, 0, E));
	stores_commit(&s);
	assert_int_equal(facts(), 0);
	stores_close(&s);
}

static void test_starting_over(void **state)
{
	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Ewa", 30, "");
	set_beyond(164, 72, 3);
	set_end("maaaaaaa", 30);
	stores_begin(&s);
	MUST(replica_ask_older(&s, account, message_type, 50, E));
	MUST(replica_start_over(&s, account, E));
	stores_commit(&s);
	assert_beyond(0, 0, 0);
	assert_int_equal(facts(), 0);
	set_beyond(164, 72, 3);
	stores_begin(&s);
	MUST(replica_forget(&s, account, E));
	stores_commit(&s);
	assert_int_equal(facts(), 0);
	stores_close(&s);
}

static void test_mean(void **state)
{
	char *text, *more;
	int64_t small;

	(void)state;
	mail_open();
	assert_int_equal(replica_mean_bytes(&s, account, message_type), 0);
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	small = replica_mean_bytes(&s, account, message_type);
	assert_in_range(small, 100, 400);
	text = xcalloc(1001, 1);
	memset(text, 'x', 1000);
	more = xasprintf("'text':'%s'", text);
	mail_receive("mbbbbbbb", "t-2", "Ewa", 0, more);
	assert_in_range(replica_mean_bytes(&s, account, message_type), small + 500, small + 510);
	free(more);
	free(text);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_here), TEST(test_beyond), TEST(test_end), TEST(test_wishes), TEST(test_starting_over), TEST(test_mean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
