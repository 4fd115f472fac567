/* Requests that ask for more than anybody needs: refused before they cost much, while the portal serves on. */
#include "lib/suite.h"

#include "lib/portal_fixture.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;

static int start(void **state)
{
	(void)state;
	f = portal_fixture_new(NULL);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	bool sound = portal_is_sound(f);
	portal_fixture_free(f);
	return sound ? 0 : -1;
}

/* text count times, with a comma between; yours. */
static char *many(const char *text, int count)
{
	struct str list = {0};
	for (int i = 0; i < count; i++)
		str_addf(&list, "%s%s", i ? "," : "", text);
	return str_detach(&list);
}

static void assert_error(const struct json *answer, const char *type)
{
	const char *is = json_get_text(answer, "type");
	if (!is || strcmp(is, type) != 0)
		fail_msg("not %s: %s", type, json_print(answer));
}

/* --- queries --- */

static void test_a_filter_has_few_conditions(void **state)
{
	(void)state;
	static const int counts[] = {21, 1100, 40000};
	for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
		char *conditions = many("{\"subject\":\"x\"}", counts[i]);
		struct json *answer = portal_call(f, &f->ada, "Message/query",
		                                  "{\"accountId\":\"%s\",\"filter\":{\"operator\":\"AND\",\"conditions\":[%s]}}",
		                                  f->ada.account, conditions);
		assert_error(answer, "unsupportedFilter");
		json_free(answer);
		free(conditions);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_filter_has_few_conditions),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
