/* The main screens in every language that has a catalogue, wide and narrow: tests/ui/screens/languages/LANGUAGE-COLUMNS.txt. */
#include "lib/suite.h"

#include <dirent.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"

/* The keys from Home; what is typed in comes last, for no letter leaves it. */
static const struct { const char *name, *keys; } screens[] = {
	{ "home", "" }, { "inbox", "2" }, { "conversation", "2<Enter>" }, { "partners", "3" }, { "projects", "4" }, { "project", "4<Enter>" },
	{ "calendar, month", "5" }, { "calendar, week", "5v" }, { "calendar, agenda", "5vv" }, { "profile", "6" }, { "support", "9" },
	{ "outbox", "0" }, { "help", "2?" }, { "compose", "2c" },
};

/* Every hint line ends with the key of the help, however long the language's words are. */
static void check_last_line(struct terminal *t, const char *language, const char *screen)
{
	char *last = terminal_row(t, -1);

	if (!strstr(last, "? ") && strcmp(screen, "compose") != 0 && strcmp(screen, "help") != 0)
		fail_msg("%s, %s: no help in the last line: %s", language, screen, last);
	free(last);
}

static bool are_as_expected(const char *language, int rows, int columns)
{
	char *name = xasprintf("languages/%s-%d", language, columns);
	struct stage s = stage_new();
	struct str all = { 0 };
	bool same;

	week_fill(s.f);
	s.t = fixture_face(s.f, rows, columns, language);
	for (size_t i = 0; i < ARRAY_SIZE(screens); i++) {
		assert_true(terminal_wait_idle(s.t));
		terminal_send(s.t, "1");
		assert_true(terminal_wait_idle(s.t));
		terminal_send(s.t, screens[i].keys);
		assert_true(terminal_wait_idle(s.t));
		screens_add(&all, s.t, screens[i].name);
		check_last_line(s.t, language, screens[i].name);
	}
	same = screens_are(&all, name);
	stage_end(&s);
	str_release(&all);
	free(name);
	return same;
}

/* Under the sanitizers those that take the ways of the others: one from right to left, one that is long. */
static bool is_chosen(const char *language)
{
#ifdef __SANITIZE_ADDRESS__
	return strcmp(language, "ar") == 0 || strcmp(language, "de") == 0;
#else
	return strlen(language) == 2 && language[0] != '.';
#endif
}

static void add_languages(struct strings *languages)
{
	char *path = xasprintf("%s/locale", getenv("TWINLINE_DATA"));
	DIR *dir = opendir(path);

	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));)
		if (is_chosen(entry->d_name))
			strings_push(languages, entry->d_name);
	closedir(dir);
	free(path);
	strings_push(languages, "en_XA");
	strings_push(languages, "en_XB");
}

static void they_look_as_drawn(void **state)
{
	struct strings languages = { 0 };
	int others = 0;

	(void)state;
	add_languages(&languages);
	assert_true(languages.count > 3);
	for (size_t i = 0; i < languages.count; i++) {
		others += !are_as_expected(languages.at[i], 24, 80);
		others += !are_as_expected(languages.at[i], 12, 40);
	}
	strings_release(&languages);
	assert_int_equal(others, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_look_as_drawn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
