/* The manual: twinline(1) knows every command, option and exit status of the tables, and no other, twinline-settings(5) every setting. */
#include "lib/suite.h"

#include <dirent.h>

#include "../../src/cli/cli.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* The page without roff's backslashes before hyphens, and without quotes. */
static char *page_of(const char *name)
{
	char *path = xasprintf("%s/src/%s", getenv("TWINLINE_SOURCE"), name);
	struct str raw = { 0 }, text = { 0 };
	struct err e = { 0 };
	assert_int_equal(file_read(path, 1 << 20, &raw, &e), 0);
	for (const char *c = raw.text; *c; c++)
		if (*c != '\\' && *c != '"')
			str_addc(&text, *c);
	str_release(&raw);
	free(path);
	return str_detach(&text);
}

static char *page(void)
{
	return page_of("twinline.1");
}

/* True if the page begins a paragraph with this, then nothing or a blank. */
static bool heads(const char *text, const char *what)
{
	static const char *const macros[] = { ".B ", ".BI ", ".BR " };
	bool found = false;
	for (size_t i = 0; i < 3 && !found; i++) {
		char *line = xasprintf("\n.TP\n%s%s", macros[i], what);
		for (const char *at = strstr(text, line); at && !found; at = strstr(at + 1, line))
			found = strchr(" \n", at[strlen(line)]) != NULL;
		free(line);
	}
	return found;
}

static void every_command_stands_in_it(void **state)
{
	(void)state;
	char *text = page();
	for (const struct command *row = cli_commands; row->name; row++) {
		char *name = xasprintf("twinline %s", row->name);
		if (*row->name && !heads(text, name))
			fail_msg("%s is not in the manual", name);
		free(name);
	}
	free(text);
}

static void every_option_stands_in_it(void **state)
{
	(void)state;
	char *text = page();
	for (const struct command *row = cli_commands; row->name; row++) {
		struct option_row rows[CLI_OPTIONS_MAX];
		struct cli unused = { 0 };
		cli_options(&unused, row, rows);
		for (const struct option_row *option = rows; option->name; option++) {
			char *bare = xasprintf("--%s", option->name);
			if (!heads(text, bare))
				fail_msg("%s of twinline %s is not in the manual", bare, row->name);
			if (option->kind == OPTION_CHOICE && !strstr(text, option->value))
				fail_msg("the values of %s are not in the manual", bare);
			free(bare);
		}
	}
	free(text);
}

static bool is_option(const char *name, size_t len)
{
	for (const struct command *row = cli_commands; row->name; row++) {
		struct option_row rows[CLI_OPTIONS_MAX];
		struct cli unused = { 0 };
		cli_options(&unused, row, rows);
		for (const struct option_row *option = rows; option->name; option++)
			if (strlen(option->name) == len && memcmp(option->name, name, len) == 0)
				return true;
	}
	return false;
}

static void it_has_no_option_that_is_none(void **state)
{
	(void)state;
	char *text = page();
	for (const char *at = strstr(text, "--"); at; at = strstr(at + 2, "--")) {
		size_t len = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz-");
		if (!is_option(at + 2, len))
			fail_msg("there is no option %.*s", (int)len + 2, at);
	}
	free(text);
}

static void every_exit_status_stands_in_it(void **state)
{
	(void)state;
	char *text = page(), *section = strstr(text, "\n.SH EXIT STATUS\n");
	assert_non_null(section);
	for (int i = 0; i < EXIT_STATUS_COUNT; i++) {
		char *line = xasprintf("\n.TP\n%d\n", i);
		assert_non_null(cli_exit_help[i]);
		if (!strstr(section, line))
			fail_msg("exit status %d is not in the manual", i);
		free(line);
	}
	free(text);
}

/* The paragraph of a name, up to the next one; yours. */
static char *paragraph(const char *text, const char *name)
{
	char *head = xasprintf(" %s = ", name);
	const char *at = strstr(text, head), *end = at ? strstr(at, "\n.TP\n") : NULL;
	char *found = !at ? NULL : end ? xstrndup(at, (size_t)(end - at)) : xstrdup(at);
	free(head);
	return found;
}

static void every_setting_stands_in_it(void **state)
{
	(void)state;
	char *text = page_of("twinline-settings.5");
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *row = &setting_rows[i];
		char *said = heads(text, row->name) ? paragraph(text, row->name) : NULL;
		if (!said)
			fail_msg("%s is not in the manual", row->name);
		for (const char *c = row->choices; c && *c; c += strcspn(c, "|"), c += *c == '|') {
			char *code = xstrndup(c, strcspn(c, "|"));
			if (!strstr(said, code))
				fail_msg("%s of %s is not in the manual", code, row->name);
			free(code);
		}
		if (*row->otherwise && !strstr(said, row->otherwise))
			fail_msg("what holds without %s is not in the manual", row->name);
		free(said);
	}
	free(text);
}

/* --- in other languages: src/man/LANGUAGE --- */

/* The next line of the page that is a request of roff (".TP"); its first word, yours. NULL: there is none. */
static char *next_request(const char **at)
{
	while (**at) {
		const char *line = *at;
		size_t len = strcspn(line, "\n");

		*at += len + (line[len] == '\n');
		if (*line == '.')
			return xstrndup(line, strcspn(line, " \n"));
	}
	return NULL;
}

/* The same requests in the same order: no section, paragraph or option of the English is missing, and none is left over. */
static void compare_requests(const char *name, const char *language)
{
	char *translated = xasprintf("man/%s/%s", language, name), *english = page_of(name), *text = page_of(translated);
	const char *at = english, *other_at = text;
	char *one, *other;
	int count = 0;

	do {
		one = next_request(&at);
		other = next_request(&other_at);
		count++;
		if (one ? !other || strcmp(one, other) != 0 : other != NULL)
			fail_msg("%s: request %d is %s, in English %s", translated, count, other ? other : "none", one ? one : "none");
		free(other);
	} while (one && (free(one), true));
	free(translated);
	free(english);
	free(text);
}

/* Every option and setting that the English page names stands in the other one too. */
static void compare_options(const char *name, const char *language)
{
	char *translated = xasprintf("man/%s/%s", language, name), *english = page_of(name), *text = page_of(translated);

	for (const char *at = english; (at = strstr(at, "--")); at += strspn(at, "-abcdefghijklmnopqrstuvwxyz")) {
		char *option = xstrndup(at, strspn(at, "-abcdefghijklmnopqrstuvwxyz"));

		if (!strstr(text, option))
			fail_msg("%s does not name %s", translated, option);
		free(option);
	}
	free(translated);
	free(english);
	free(text);
}

static void other_languages_have_all_of_it(void **state)
{
	static const char *const names[] = { "twinline.1", "twinline-sync.1", "twinline-settings.5", "twinline-portal.1" };
	char *path = xasprintf("%s/src/man", getenv("TWINLINE_SOURCE"));
	DIR *dir = opendir(path);
	int languages = 0;

	(void)state;
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		if (entry->d_name[0] == '.')
			continue;
		languages++;
		for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
			compare_requests(names[i], entry->d_name);
			compare_options(names[i], entry->d_name);
		}
	}
	closedir(dir);
	free(path);
	assert_true(languages > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_stands_in_it),
		cmocka_unit_test(every_option_stands_in_it),
		cmocka_unit_test(it_has_no_option_that_is_none),
		cmocka_unit_test(every_exit_status_stands_in_it),
		cmocka_unit_test(every_setting_stands_in_it),
		cmocka_unit_test(other_languages_have_all_of_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
