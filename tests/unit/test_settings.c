/* The file of settings: what it says, where it is wrong, and that writing one line leaves the others alone. */
#include "lib/suite.h"

#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/settings.h"
#include "twinline/schema/setting_codes.h"

static char *path;

static int make_path(void **state)
{
	char *dir = xstrdup("/tmp/settings.XXXXXX");

	(void)state;
	if (!mkdtemp(dir))
		return -1;
	path = xasprintf("%s/settings", dir);
	free(dir);
	return 0;
}

static int remove_path(void **state)
{
	int result;

	(void)state;
	*strrchr(path, '/') = '\0';
	result = file_remove_tree(path, NULL);
	free(path);
	return result;
}

static void write_file(const char *text)
{
	assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), 0);
}

static void assert_file(const char *expected)
{
	struct str text = { 0 };

	assert_int_equal(file_read(path, 10000, &text, NULL), 0);
	assert_string_equal(text.text, expected);
	str_release(&text);
}

static void what_is_not_set_has_its_value(void **state)
{
	struct settings s;

	(void)state;
	unlink(path);
	assert_int_equal(settings_load(&s, path, NULL), 0);
	assert_false(settings_has(&s, SETTING_LINE));
	assert_string_equal(settings_text(&s, SETTING_LINE), "auto");
	assert_int_equal(settings_choice(&s, SETTING_LINE), 0);
	assert_false(settings_yes(&s, SETTING_SHARED));
	settings_release(&s);
}

static void every_row_takes_its_own_value(void **state)
{
	struct settings s;

	(void)state;
	unlink(path);
	assert_int_equal(settings_load(&s, path, NULL), 0);
	for (int i = 0; i < SETTING_COUNT; i++)
		assert_int_equal(settings_set(&s, (enum setting)i, setting_rows[i].otherwise, NULL), 0);
	settings_release(&s);
	assert_int_equal(settings_load(&s, path, NULL), 0);
	for (int i = 0; i < SETTING_COUNT; i++) {
		assert_true(settings_has(&s, (enum setting)i));
		assert_string_equal(settings_text(&s, (enum setting)i), setting_rows[i].otherwise);
	}
	settings_release(&s);
}

static void one_line_changes_and_the_others_stay(void **state)
{
	struct settings s;

	(void)state;
	write_file("# mine\n\nfuture-thing = 7\n  line=slow  \nlanguage = el");
	assert_int_equal(settings_load(&s, path, NULL), 0);
	assert_string_equal(settings_text(&s, SETTING_LANGUAGE), "el");
	assert_int_equal(settings_choice(&s, SETTING_LINE), 2);
	assert_int_equal(settings_set(&s, SETTING_LINE, "metered", NULL), 0);
	assert_int_equal(settings_set(&s, SETTING_SHARED, "yes", NULL), 0);
	assert_true(settings_yes(&s, SETTING_SHARED));
	settings_release(&s);
	assert_file("# mine\n\nfuture-thing = 7\nline = metered\nlanguage = el\nshared = yes\n");
}

static void a_wrong_line_is_told_by_its_place(void **state)
{
	static const struct { const char *text, *place, *sentence; } rows[] = {
		{ "# a\nline = quick\n", ":2:8", "line takes one of auto|fast|slow|metered|offline." },
		{ "proxy = http://me:word@proxy:3128\n", ":1:9", "proxy takes an address without name and password; \"twinline proxy-login\" keeps those." },
		{ "language el\n", ":1:1", "A line is written like \"language = el\"." },
		{ "line = slow\n\n   = el\n", ":3:6", "A line is written like \"language = el\"." },
	};
	struct settings s;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct err e = { 0 };
		char *place = xasprintf("%s%s", path, rows[i].place);

		write_file(rows[i].text);
		assert_int_equal(settings_load(&s, path, &e), -1);
		assert_int_equal(e.code, ERR_FILE_SYNTAX);
		assert_string_equal(e.arg[0], place);
		assert_string_equal(e.arg[1], rows[i].sentence);
		assert_string_equal(settings_text(&s, SETTING_LANGUAGE), "");
		settings_release(&s);
		err_release(&e);
		free(place);
	}
}

static void expect_code(const char *text, const char *place, const char *begins)
{
	struct settings s;
	struct err e = { 0 };
	char *where = xasprintf("%s%s", path, place);

	write_file(text);
	assert_int_equal(settings_load(&s, path, &e), -1);
	assert_string_equal(e.arg[0], where);
	if (!starts_with(e.arg[1], begins))
		fail_msg("not \"%s\": %s", begins, e.arg[1]);
	err_release(&e);
	settings_release(&s);
	free(where);
}

/* What names one of a list that a room above has is one of it, or nothing. */
static void a_language_is_one_that_there_is(void **state)
{
	struct settings s;

	(void)state;
	settings_use_codes(setting_codes);
	expect_code("language = 40\n", ":1:12", "language takes one of bg|cs|");
	expect_code("language = ru\n", ":1:12", "language takes one of ");
	expect_code("# a\n country = Turkey\n", ":2:12", "country takes one of AT|BE|");
	write_file("language = el\ncountry = TR\n");
	assert_int_equal(settings_load(&s, path, NULL), 0);
	assert_int_equal(settings_set(&s, SETTING_LANGUAGE, "40", NULL), -1);
	assert_int_equal(settings_set(&s, SETTING_LANGUAGE, "", NULL), 0);
	assert_int_equal(settings_set(&s, SETTING_COUNTRY, "", NULL), 0);
	settings_release(&s);
	settings_use_codes(NULL);
}

static void a_wrong_value_changes_nothing(void **state)
{
	struct settings s;
	struct err e = { 0 };

	(void)state;
	write_file("line = slow\n");
	assert_int_equal(settings_load(&s, path, NULL), 0);
	assert_int_equal(settings_set(&s, SETTING_LINE, "quick", &e), -1);
	assert_int_equal(e.code, ERR_USAGE);
	assert_int_equal(settings_set(&s, SETTING_LANGUAGE, "el\nshared = yes", &e), -1);
	assert_string_equal(settings_text(&s, SETTING_LINE), "slow");
	assert_file("line = slow\n");
	err_release(&e);
	settings_release(&s);
}

static void what_another_program_writes_is_read_again(void **state)
{
	struct settings s, other;

	(void)state;
	write_file("line = slow\n");
	assert_int_equal(settings_load(&s, path, NULL), 0);
	assert_false(settings_reload(&s));
	assert_int_equal(settings_load(&other, path, NULL), 0);
	assert_int_equal(settings_set(&other, SETTING_LINE, "metered", NULL), 0);
	assert_false(settings_reload(&other)); /* one's own change is no news */
	assert_true(settings_reload(&s));
	assert_string_equal(settings_text(&s, SETTING_LINE), "metered");
	assert_false(settings_reload(&s));
	unlink(path);
	assert_true(settings_reload(&s));
	assert_string_equal(settings_text(&s, SETTING_LINE), "auto");
	settings_release(&s);
	settings_release(&other);
}

static void hours_are_checked_and_have_words(void **state)
{
	struct settings s;
	struct err e = { 0 };
	char *words;

	(void)state;
	write_file("mail-hours = 19:00-07:00\n");
	assert_int_equal(settings_load(&s, path, NULL), 0);
	assert_int_equal(settings_hours(&s, SETTING_MAIL_HOURS).count, 1);
	assert_int_equal(settings_hours(&s, SETTING_FILE_HOURS).count, 0);
	words = settings_words(&s, SETTING_FILE_HOURS);
	assert_string_equal(words, "any time");
	free(words);
	assert_int_equal(settings_set(&s, SETTING_FILE_HOURS, "in the evening", &e), -1);
	assert_int_equal(e.code, ERR_USAGE);
	err_release(&e);
	settings_release(&s);
}

static void choices_go_round(void **state)
{
	struct settings s;
	static const char *const round[] = { "fast", "slow", "metered", "offline", "auto" };

	(void)state;
	write_file("");
	assert_int_equal(settings_load(&s, path, NULL), 0);
	for (size_t i = 0; i < ARRAY_SIZE(round); i++) {
		char *next = settings_next(&s, SETTING_LINE);

		assert_string_equal(next, round[i]);
		assert_int_equal(settings_set(&s, SETTING_LINE, next, NULL), 0);
		free(next);
	}
	settings_release(&s);
}

static int bars(const char *text)
{
	int count = 0;

	for (; text && *text; text++)
		count += *text == '|';
	return count;
}

/* As many words as codes, in every language, but for the names of standards that stand after them. */
static void each_choice_has_a_word(void **state)
{
	static const char *const languages[] = { "en", "el" };

	(void)state;
	for (size_t l = 0; l < ARRAY_SIZE(languages); l++) {
		i18n_init(languages[l]);
		for (int i = 0; i < SETTING_COUNT; i++) {
			const struct setting_row *row = &setting_rows[i];
			int codes = i == SETTING_CHARACTERS ? 1 : bars(row->choices);
			int words = bars(row->words ? _(row->words) : row->choices);

			if (codes != words)
				fail_msg("%s in %s has %d bars, its codes %d", row->name, languages[l], words, codes);
			assert_true(*_(row->label));
		}
	}
	i18n_init("en");
}

/* A character set is called what it is called. */
static void names_are_their_own_words(void **state)
{
	static const char *const values[][2] = {
		{ "all", "all" }, { "ascii", "ASCII alone" }, { "ISO-8859-7", "ISO-8859-7" }, { "KOI8-U", "KOI8-U" },
	};
	struct settings s;

	(void)state;
	assert_int_equal(settings_load(&s, path, NULL), 0);
	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		assert_int_equal(settings_set(&s, SETTING_CHARACTERS, values[i][0], NULL), 0);
		char *words = settings_words(&s, SETTING_CHARACTERS);
		assert_string_equal(words, values[i][1]);
		free(words);
	}
	assert_int_equal(settings_set(&s, SETTING_CHARACTERS, "EBCDIC", NULL), -1);
	settings_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_set_has_its_value),
		cmocka_unit_test(every_row_takes_its_own_value),
		cmocka_unit_test(one_line_changes_and_the_others_stay),
		cmocka_unit_test(a_wrong_line_is_told_by_its_place),
		cmocka_unit_test(a_language_is_one_that_there_is),
		cmocka_unit_test(a_wrong_value_changes_nothing),
		cmocka_unit_test(what_another_program_writes_is_read_again),
		cmocka_unit_test(hours_are_checked_and_have_words),
		cmocka_unit_test(choices_go_round),
		cmocka_unit_test(each_choice_has_a_word),
		cmocka_unit_test(names_are_their_own_words),
	};

	return cmocka_run_group_tests(tests, make_path, remove_path);
}
