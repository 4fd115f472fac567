/* Codes in errors are words where people read them, and codes on the wire. */
#include "lib/suite.h"

#include "twinline/base/err.h"
#include "twinline/base/str.h"
#include "twinline/schema/err_words.h"

static void reads(enum err_code code, const char *first, const char *second, const char *expected)
{
	struct err e = { 0 };
	char *text;

	err_set(&e, code, first, second, NULL);
	text = err_text(&e);
	assert_string_equal(text, expected);
	free(text);
	err_release(&e);
}

static void test_roles_states_and_days(void **state)
{
	struct err e = { 0 };
	char *text;

	(void)state;
	err_words_use();
	reads(ERR_ROLE, "pupilAdministrator", "founder administrator",
	      "Here you are pupil administrator, and this is for: founder, administrator.");
	reads(ERR_NOT_IN_STATE, "Ekmek", "waitingForPartner", "\"Ekmek\" is waiting for the partner; that cannot be done now.");
	reads(ERR_NOT_IN_STATE, "Ekmek", "dreaming", "\"Ekmek\" is dreaming; that cannot be done now.");
	reads(ERR_REMINDED, "2026-11-17", NULL, "It was reminded of on 17 Nov 2026, or began to wait then; three days later it can be again.");
	reads(ERR_NOT_CONTACTS, "Ewa", NULL, "Ewa is no contact of yours yet; ask for contact first.");
	err_set(&e, ERR_NOT_IN_STATE, "Ekmek", "waitingForPartner", NULL);
	text = err_text_english(&e);
	assert_string_equal(text, "\"Ekmek\" is waitingForPartner; that cannot be done now.");
	free(text);
	err_release(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_roles_states_and_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
