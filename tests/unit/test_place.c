/* States of Sync/get: what is written is read again, what was never written is no state; and lists within bounds. */
#include "stores.h"

#include "../../src/portal/sync_place.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static struct store s;
static struct account a;

static int start(void **state)
{
	stores_make(state);
	s = stores_open(STORE_PORTAL);
	stores_begin(&s);
	int64_t local = account_add(&s, NULL, ACCOUNT_COMMUNITY, "x", E);
	for (int i = 0; i < 9; i++)
		MUST(account_next_seq(&s, local, E));
	stores_commit(&s);
	assert_true(account_by_local(&s, local, &a));
	return 0;
}

static int end(void **state)
{
	account_release(&a);
	store_close(&s);
	return stores_remove(state);
}

static void test_what_is_written_is_read(void **state)
{
	(void)state;
	static const struct place places[] = {
		{.seq = 7}, {.seq = 7, .until = 20837}, {.seq = 0, .in_window = true, .type = 3, .anchor = 12, .sent = 50},
		{.seq = 9, .in_window = true, .type = 12, .until = 20900},
	};
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		struct place back = {0};
		char *token = place_write(&a, ROLE_TEACHER, &places[i]);
		assert_true(place_read(&s, &a, ROLE_TEACHER, token, &back));
		assert_int_equal(back.seq, places[i].seq);
		assert_int_equal(back.in_window, places[i].in_window);
		assert_int_equal(back.type, places[i].type);
		assert_int_equal(back.anchor, places[i].anchor);
		assert_int_equal(back.sent, places[i].sent);
		assert_int_equal(back.until, places[i].until);
		free(token);
	}
}

static void test_what_was_never_written_is_no_state(void **state)
{
	(void)state;
	static const char *const ends[] = {
		"", "-", "-x", "-10", "-7.", "-7.3", "-7.3.1", "-7.3.1.2.", "-7.99.1.2", "-7~", "-7~x", "-7~1~2", "-7~1.3.1.2", "-7.3.1.2~", "-7 ",
		"-7.3.1.1234567890123456",
	};
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		struct place place = {0};
		char *token = xasprintf("%s%s", a.epoch, ends[i]);
		if (place_read(&s, &a, ROLE_TEACHER, token, &place))
			fail_msg("%s is a state", token);
		free(token);
	}
}

/* Whoever gets another role in a project sees other records of it: what they have is no beginning any more. */
static void test_another_role_begins_anew(void **state)
{
	(void)state;
	struct account project = a;
	const struct place there = {.seq = 7, .until = 20837};
	struct place back = {0};
	project.kind = ACCOUNT_PROJECT;
	char *token = place_write(&project, ROLE_OBSERVER, &there);
	assert_true(place_read(&s, &project, ROLE_OBSERVER, token, &back));
	assert_int_equal(back.until, there.until);
	assert_false(place_read(&s, &project, ROLE_FOUNDER, token, &back));
	free(token);
	token = place_write(&a, ROLE_NEWCOMER, &there);
	assert_true(place_read(&s, &a, ROLE_TEACHER, token, &back));
	free(token);
}

/* Bounds hold for pages, counts and anchors alike. */
static void test_lists_within_bounds(void **state)
{
	(void)state;
	int64_t locals[10], total = 0;
	const struct record_type *type = &record_types[TYPE_Event];
	stores_begin(&s);
	for (int day = 1; day <= 6; day++) {
		struct record r = {.account = a.local, .type = type, .audience = type->audience};
		r.body = xasprintf("{\"title\":\"%d\",\"startsAt\":\"1970-01-%02dT00:00:00Z\"}", day, day);
		MUST(record_write(&s, &r, true, E));
		record_free(&r);
	}
	stores_commit(&s);
	struct record_query q = {.account = a.local, .type = type, .ascending = true, .from = 86400, .to = 4 * 86400, .limit = 10, .total = true};
	assert_int_equal(record_list(&s, &q, locals, NULL, &total, NULL), 4);
	assert_int_equal(total, 4);
	q.anchor = locals[1];
	assert_int_equal(record_list(&s, &q, locals, NULL, NULL, NULL), 2);
	q.from = 3 * 86400;
	q.to = 9 * 86400;
	struct err e = {0};
	assert_int_equal(record_list(&s, &q, locals, NULL, NULL, &e), -1);
	assert_int_equal(e.code, ERR_ANCHOR_NOT_FOUND);
	err_release(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_written_is_read),
		cmocka_unit_test(test_what_was_never_written_is_no_state),
		cmocka_unit_test(test_another_role_begins_anew),
		cmocka_unit_test(test_lists_within_bounds),
	};
	return cmocka_run_group_tests(tests, start, end);
}
