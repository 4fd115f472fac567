/* The short form of "since": what has one, and that it is read as what was meant or not at all. */
#include "lib/suite.h"

#include "twinline/base/mem.h"
#include "twinline/jmap/since.h"

static struct json *parsed(const char *text)
{
	return json_parse(text, strlen(text), NULL);
}

static struct json *read_back(const char *text, const struct json *accounts)
{
	const char *ids[8];
	size_t count = 0;
	for (const struct json *i = json_first(accounts); i; i = json_next(i))
		ids[count++] = json_key(i);
	return since_long(text, ids, count);
}

static void what_is_said_short_is_meant_at_length(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"{\"bbbbbbb2\":\"e7-302\"}",
		"{\"bbbbbbb2\":\"e7-302\",\"aaaaaaa2\":\"e7-0\",\"c\":\"e7-123456789012345\"}",
		"{\"bbbbbbb2\":\"e7-302~20833\",\"aaaaaaa2\":\"e7-5\",\"c\":\"e7-9~20833\"}",
		"{\"bbbbbbb2\":\"e7-302~20833*8\",\"aaaaaaa2\":\"e7-5*10\",\"c\":\"e7-9~20833\",\"d\":\"e7-4\"}",
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *since = parsed(rows[i]);
		char *text = since_short(since);
		assert_non_null(text);
		struct json *back = read_back(text, since);
		assert_true(json_equal(back, since));
		json_free(back);
		json_free(since);
		free(text);
	}
}

static void what_has_no_short_form_is_said_at_length(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"{}",
		"{\"a\":\"e7-302.4.17.50\"}",               /* in a window */
		"{\"a\":\"e7-302\",\"b\":\"f8-302\"}",      /* two epochs */
		"{\"a\":\"e7-302~1\",\"b\":\"e7-302~2\"}",  /* two days */
		"{\"a\":\"e7-302~\"}", "{\"a\":\"e7-\"}", "{\"a\":\"e7\"}", "{\"a\":\"\"}", "{\"a\":\"e7-3x\"}", "{\"a\":\"e7-3~x\"}", "{\"a\":3}",
		"{\"a\":\"e7-3*\"}", "{\"a\":\"e7-3*8~1\"}", "{\"a\":\"e7-3*8x\"}",
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *since = parsed(rows[i]);
		char *text = since_short(since);
		if (text)
			fail_msg("%s: %s", rows[i], text);
		json_free(since);
	}
}

static void what_is_about_other_accounts_is_not_read(void **state)
{
	(void)state;
	struct json *since = parsed("{\"aaaaaaa2\":\"e7-1\",\"bbbbbbb2\":\"e7-22~20833\",\"ccccccc2\":\"e7-333\"}");
	struct json *joined = parsed("{\"aaaaaaa2\":1,\"bbbbbbb2\":1,\"ccccccc2\":1,\"ddddddd2\":1}");
	struct json *left = parsed("{\"aaaaaaa2\":1,\"bbbbbbb2\":1}"), *other = parsed("{\"aaaaaaa2\":1,\"bbbbbbb2\":1,\"ccccccc3\":1}");
	char *text = since_short(since);
	assert_null(read_back(text, joined));
	assert_null(read_back(text, left));
	assert_null(read_back(text, other));
	/* Cut or changed anywhere it is refused, or is another state of the same account: never of another one. */
	for (size_t len = 0; len < strlen(text); len++) {
		char *cut = xstrndup(text, len);
		struct json *back = read_back(cut, since);
		assert_true(!back || json_size(back) == 3);
		json_free(back);
		free(cut);
	}
	static const char *const wrong[] = { "", "-", "--", "e7-00000000-1.2.3", "e7-1.2.3", "x", "e7--1.2.3-4" };
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_null(read_back(wrong[i], since));
	free(text);
	json_free(since);
	json_free(joined);
	json_free(left);
	json_free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_said_short_is_meant_at_length),
		cmocka_unit_test(what_has_no_short_form_is_said_at_length),
		cmocka_unit_test(what_is_about_other_accounts_is_not_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
