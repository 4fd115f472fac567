/* Yes and no on the command line: words and letters of the language, and what is none of them is no. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/cli/cli.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"

static void words_and_letters_answer(void **state)
{
	static const char *const yes[] = { "y", "Y", "yes", "YES", " yes ", "Yes" };
	static const char *const no[] = { "n", "no", "", " ", "1", "2", "yesterday", "ye", "u", "\xce\xbd", "," };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(yes); i++)
		assert_true(cli_is_yes(yes[i]));
	for (size_t i = 0; i < ARRAY_SIZE(no); i++)
		assert_false(cli_is_yes(no[i]));
}

/* Each language that has its own words for it takes them, and its no is no, whatever English means by it. */
static void each_language_takes_its_own(void **state)
{
	static const struct { const char *language, *yes, *no; } rows[] = {
		{ "el", "\xce\xbd\xce\xb1\xce\xb9", "\xcf\x8c\xcf\x87\xce\xb9" }, { "az", "b\xc9\x99li", "y" }, { "de", "ja", "nein" },
		{ "tr", "evet", "h" }, { "uk", "\xd1\x82\xd0\xb0\xd0\xba", "\xd0\xbd" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		i18n_init(rows[i].language);
		if (i18n_text_in("answers", "yes, y") == i18n_text_in("answers", "no, n"))
			fail();
		if (strcmp(i18n_text_in("answers", "yes, y"), "yes, y") == 0)
			continue; /* its catalogue does not say yet */
		assert_true(cli_is_yes(rows[i].yes));
		assert_false(cli_is_yes(rows[i].no));
	}
	i18n_init("en");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_letters_answer),
		cmocka_unit_test(each_language_takes_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
