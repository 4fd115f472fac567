/* What the portal takes away with time: at its start, and once a day while it serves. */
#include "stores.h"

#include "../../src/portal/init.h"
#include "../../src/portal/portal.h"
#include "../../src/portal/user.h"
#include "../../src/portal/viewer.h"
#include "twinline/records/blob.h"

enum { DAY = 24 * 60 * 60, OP_DAYS = 400 };
static const struct portal_options options = {.base_url = ""};

static const int64_t day_ms = (int64_t)DAY * 1000;

/* A portal with one person, who has signed in, written something once, destroyed a letter and uploaded a file that no letter names. */
static void fill(void)
{
	struct store fresh;
	struct json *card = stores_json("{'name':'Ada'}");
	struct user_new ada = { .name = "ada", .card = card, .state = USER_ACCEPTED, .state_since = STORES_NOW };
	struct user u;
	struct blob b;
	char token[TOKEN_TEXT_SIZE];

	MUST(init_open(&fresh, stores_directory, DB_CREATE, E));
	stores_begin(&fresh);
	MUST(init_store(&fresh, E));
	MUST(user_add(&fresh, &ada, &u, E));
	struct record letter = { .account = u.account, .type = record_type_find("Message"), .body = xstrdup("{\"subject\":\"a\"}") };
	MUST(record_write(&fresh, &letter, true, E));
	MUST(record_destroy(&fresh, &letter, E));
	MUST(outcome_keep(&fresh, u.account, u.person, "0123456789abcdef0123456789abcdef", "{}", STORES_NOW, E));
	MUST(sign_in_add(&fresh, u.person, "here", STORES_NOW, token, E));
	MUST(blob_write(&fresh, u.account, u.person, "text/plain", "a", 1, STORES_NOW, &b, E));
	stores_commit(&fresh);
	blob_release(&b);
	record_free(&letter);
	user_release(&u);
	json_free(card);
	store_close(&fresh);
}

/* How many are left of what goes after a day, and of the three kinds that go after 400. */
static void assert_left(struct portal *p, int files, int rest)
{
	assert_int_equal(stores_number(&p->writer, "SELECT count(*) FROM blob"), files);
	assert_int_equal(stores_number(&p->writer, "SELECT count(*) FROM chunk"), files);
	assert_int_equal(stores_number(&p->writer, "SELECT count(*) FROM outcome"), rest);
	assert_int_equal(stores_number(&p->writer, "SELECT count(*) FROM tombstone"), rest);
	assert_int_equal(stores_number(&p->writer, "SELECT count(*) FROM sign_in"), rest);
}

static void what_is_old_goes_once_a_day(void **state)
{
	(void)state;
	struct portal p;
	fill();
	MUST(portal_open(&p, stores_directory, &options, E));
	int64_t begun = p.tidied_ms;
	assert_left(&p, 1, 1);
	clock_fix(STORES_NOW + 2 * DAY);
	portal_tidy(&p, begun + day_ms - 1);
	assert_left(&p, 1, 1);
	portal_tidy(&p, begun + day_ms);
	assert_left(&p, 0, 1);
	clock_fix(STORES_NOW + (int64_t)OP_DAYS * DAY);
	portal_tidy(&p, begun + 2 * day_ms);
	assert_left(&p, 0, 1);
	clock_fix(STORES_NOW + (int64_t)(OP_DAYS + 1) * DAY);
	portal_tidy(&p, begun + 3 * day_ms);
	assert_left(&p, 0, 0);
	portal_close(&p);
}

static void what_is_old_goes_at_the_start(void **state)
{
	(void)state;
	struct portal p;
	fill();
	clock_fix(STORES_NOW + (int64_t)(OP_DAYS + 1) * DAY);
	MUST(portal_open(&p, stores_directory, &options, E));
	assert_left(&p, 0, 0);
	portal_close(&p);
}

/* So many letters that one transaction does not take them all, deleted at a time, and one that nobody deleted. */
static void fill_bin(int count)
{
	struct store fresh;
	struct user u;

	fill();
	MUST(init_open(&fresh, stores_directory, 0, E));
	stores_begin(&fresh);
	assert_true(user_by_name(&fresh, "ada", &u));
	for (int i = 0; i <= count; i++) {
		struct record letter = { .account = u.account, .type = record_type_find("Message"), .body = xstrdup(
			i < count ? "{\"subject\":\"a\",\"keywords\":{\"$deleted\":true},\"deletedAt\":\"2026-11-17T10:38:00Z\"}"
			          : "{\"subject\":\"b\"}") };
		MUST(record_write(&fresh, &letter, true, E));
		record_free(&letter);
	}
	stores_commit(&fresh);
	user_release(&u);
	store_close(&fresh);
}

static void the_bin_is_emptied_after_a_month(void **state)
{
	(void)state;
	struct portal p;
	int64_t deleted_at;
	fill_bin(250);
	assert_true(clock_parse("2026-11-17T10:38:00Z", &deleted_at));
	clock_fix(deleted_at + 30 * DAY);
	MUST(portal_open(&p, stores_directory, &options, E));
	int64_t begun = p.tidied_ms;
	assert_int_equal(stores_number(&p.writer, "SELECT count(*) FROM message_index"), 251);
	clock_fix(deleted_at + 30 * DAY + 1);
	portal_tidy(&p, begun + day_ms);
	assert_int_equal(stores_number(&p.writer, "SELECT count(*) FROM message_index"), 1);
	assert_int_equal(stores_number(&p.writer, "SELECT count(*) FROM tombstone WHERE at > 0"), 251); /* clients hear of it */
	portal_close(&p);
}

/* Partner notices stand until their last day is over. */
static void notices_end(void **state)
{
	(void)state;
	struct portal p;
	struct store fresh;
	struct account community;
	fill();
	MUST(init_open(&fresh, stores_directory, 0, E));
	stores_begin(&fresh);
	assert_true(account_by_kind(&fresh, ACCOUNT_COMMUNITY, &community));
	struct record notice = { .account = community.local, .type = record_type_find("PartnerNotice"),
	                         .body = xstrdup("{\"title\":\"a\",\"expires\":\"2026-11-19\"}") };
	MUST(record_write(&fresh, &notice, true, E));
	stores_commit(&fresh);
	record_free(&notice);
	account_release(&community);
	store_close(&fresh);
	clock_fix(STORES_NOW + DAY); /* the 19th */
	MUST(portal_open(&p, stores_directory, &options, E));
	assert_int_equal(stores_number(&p.writer, "SELECT count(*) FROM partner_notice_index"), 1);
	int64_t begun = p.tidied_ms;
	clock_fix(STORES_NOW + 2 * DAY);
	portal_tidy(&p, begun + day_ms);
	assert_int_equal(stores_number(&p.writer, "SELECT count(*) FROM partner_notice_index"), 0);
	portal_close(&p);
}

/* What cannot be tidied stays: a portal that can still be read is served. */
static void a_portal_that_cannot_tidy_serves(void **state)
{
	(void)state;
	struct portal p;
	struct store other;
	fill();
	MUST(init_open(&other, stores_directory, 0, E));
	MUST(db_exec(other.db, "CREATE TRIGGER full BEFORE DELETE ON outcome BEGIN SELECT RAISE(FAIL, 'no room'); END", E));
	store_close(&other);
	clock_fix(STORES_NOW + (int64_t)(OP_DAYS + 1) * DAY);
	MUST(portal_open(&p, stores_directory, &options, E));
	assert_int_equal(stores_number(&p.writer, "SELECT count(*) FROM outcome"), 1);
	assert_int_equal(stores_number(&p.writer, "SELECT count(*) FROM sign_in"), 0);
	portal_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_old_goes_once_a_day),
		TEST(what_is_old_goes_at_the_start),
		TEST(the_bin_is_emptied_after_a_month),
		TEST(notices_end),
		TEST(a_portal_that_cannot_tidy_serves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
