/* What the portal tells its people about itself: numbers, beside its work, and nobody's name. */
#include "lib/suite.h"

#include "lib/portal_fixture.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	const char *words[] = {"user", "add", f->database, "ida", "--waiting", NULL};
	assert_int_equal(portal_fixture_run(words, "idaidaidaidaidaidaidaida\n", NULL), 0);
	free(portal_send(f, &f->ada, &f->ben, "Rivers"));
	free(portal_send(f, &f->ben, &f->ada, "Hills"));
	return 0;
}

static struct json *stats(void)
{
	const char *words[] = {"stats", f->database, "--json", NULL};
	char *said = NULL;
	assert_int_equal(portal_fixture_run(words, NULL, &said), 0);
	struct json *document = json_parse(said, strlen(said), NULL);
	assert_non_null(document);
	free(said);
	return document;
}

static int64_t number(const struct json *document, const char *section, const char *name)
{
	return json_get_integer(json_get(document, section), name, -1);
}

static void test_numbers_are_right_while_the_portal_serves(void **state)
{
	(void)state;
	struct json *document = stats();
	static const struct { const char *section, *name; int64_t count; } rows[] = {
		{"people", "accepted", 3}, {"people", "waiting", 1}, {"countries", "GR", 1}, {"countries", "IT", 1}, {"countries", "PL", 1},
		{"signIns", "all", 3}, {"signIns", "day", 3}, {"records", "Person", 4}, {"records", "Message", 4}, {"messages", "letters", 2},
		{"files", "files", 0}, {"files", "kept", 0}, {"mail", "waiting", 0},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (number(document, rows[i].section, rows[i].name) != rows[i].count)
			fail_msg("%s %s: %s", rows[i].section, rows[i].name, json_print(document));
	assert_int_equal(json_get_integer(document, "version", 0), 1);
	assert_true(number(document, "bytes", "record") > 0);
	assert_int_equal(strlen(json_get_text(document, "activeAt")), strlen("2026-11-17"));
	assert_non_null(json_get_text(document, "messageAt"));
	json_free(document);
	free(portal_send(f, &f->ada, &f->ben, "Lakes"));
	document = stats();
	assert_int_equal(number(document, "messages", "letters"), 3);
	json_free(document);
}

static void test_nobody_is_named(void **state)
{
	(void)state;
	static const char *const secrets[] = {"ada", "Άντα", "Riva", "Rivers", "Dear"};
	for (int json = 0; json < 2; json++) {
		const char *words[] = {"stats", f->database, json ? "--json" : NULL, NULL};
		char *said = NULL;
		assert_int_equal(portal_fixture_run(words, NULL, &said), 0);
		for (size_t i = 0; i < ARRAY_SIZE(secrets); i++)
			assert_null(strstr(said, secrets[i]));
		assert_null(strstr(said, f->ada.person));
		assert_true(json || strstr(said, "Greece"));
		free(said);
	}
}

static void test_there_has_to_be_a_portal(void **state)
{
	(void)state;
	char *nowhere = xasprintf("%s/nowhere", f->dir);
	const char *words[] = {"stats", nowhere, NULL};
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 1);
	words[1] = NULL;
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 2);
	free(nowhere);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_are_right_while_the_portal_serves),
		cmocka_unit_test(test_nobody_is_named),
		cmocka_unit_test(test_there_has_to_be_a_portal),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
