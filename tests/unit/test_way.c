/* The way out as settings and environment tell it; how much a clock is off, without words. */
#include "lib/suite.h"

#include <stdlib.h>
#include <unistd.h>

#include "../../src/sync/diagnose.h"
#include "../../src/sync/way.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

static void the_proxy_is_shown_by_its_host_alone(void **state)
{
	(void)state;
	static const struct { const char *setting, *environment, *shown; } rows[] = {
		{ NULL, NULL, NULL },
		{ "http://proxy.example:3128", NULL, "proxy.example:3128" },
		{ "http://proxy.example:3128/", "http://other.example", "proxy.example:3128" },
		{ "proxy.example:3128", NULL, "proxy.example:3128" },
		{ NULL, "https://maria:p@ss:word@proxy.example:8080/x@y", "proxy.example:8080" },
		{ NULL, "socks5h://[2001:db8::1]:1080", "[2001:db8::1]:1080" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct way way = { .proxy = (char *)rows[i].setting };
		if (rows[i].environment)
			setenv("https_proxy", rows[i].environment, 1);
		char *shown = way_proxy(&way);
		if (rows[i].shown)
			assert_string_equal(shown, rows[i].shown);
		else
			assert_null(shown);
		free(shown);
		unsetenv("https_proxy");
	}
}

static void name_and_password_are_two_lines(void **state)
{
	(void)state;
	static const struct { const char *text, *name, *password; } rows[] = {
		{ "maria\na secret: of hers\n", "maria", "a secret: of hers" },
		{ "maria\nlast", "maria", "last" },
		{ "maria", "maria", "" },
	};
	const char *tmp = getenv("TMPDIR");
	char *path = xasprintf("%s/login.%d", tmp ? tmp : "/tmp", (int)getpid());
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct way way;
		assert_int_equal(file_write(path, rows[i].text, strlen(rows[i].text), 0600, NULL), 0);
		way_read(&way, path);
		assert_string_equal(way.name, rows[i].name);
		assert_string_equal(way.password, rows[i].password);
		way_release(&way);
	}
	unlink(path);
	free(path);
}

static void a_gap_needs_no_language(void **state)
{
	(void)state;
	static const struct { int64_t seconds; const char *text; } rows[] = {
		{ 301, "0:05 h" }, { -3600, "1:00 h" }, { 71 * 3600 + 59 * 60, "71:59 h" }, { 3 * 86400, "3 d" }, { -412 * 86400, "412 d" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *text = diagnose_gap(rows[i].seconds);
		assert_string_equal(text, rows[i].text);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_proxy_is_shown_by_its_host_alone),
		cmocka_unit_test(name_and_password_are_two_lines),
		cmocka_unit_test(a_gap_needs_no_language),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
