/* Translations kept by their texts: wishes in their order, what came, what never will, and how many stay. */
#include "stores.h"

#include "twinline/records/translation.h"

static enum translation_state state_of(struct store *s, const char *text)
{
	struct translation t;

	translation_read(s, text, "en", &t);
	enum translation_state state = t.state;
	translation_release(&t);
	return state;
}

static void ask(struct store *s, const char *text, const char *from)
{
	const struct translation_wish wish = { text, from, "en" };

	MUST(translation_ask(s, &wish, E));
}

static void settle(struct store *s, const char *made, enum err_code code)
{
	const struct err cause = { .code = code };
	struct translation_next n;

	assert_true(translation_next(s, &n));
	MUST(translation_settle(s, &n, made, &cause, E));
	translation_next_release(&n);
}

static void a_wish_waits_its_turn_and_is_made_once(void **state)
{
	struct store s;
	struct translation_next n;
	struct translation t;

	(void)state;
	s = stores_open(STORE_REPLICA);
	stores_begin(&s);
	ask(&s, "Kalimera", "el");
	ask(&s, "Dobry", NULL);
	assert_true(translation_next(&s, &n));
	assert_string_equal(n.text, "Kalimera");
	assert_string_equal(n.from, "el");
	translation_next_release(&n);
	settle(&s, "Good morning", ERR_OK);
	assert_true(translation_next(&s, &n));
	assert_string_equal(n.text, "Dobry");
	assert_null(n.from);
	translation_next_release(&n);
	settle(&s, NULL, ERR_FORBIDDEN);
	assert_false(translation_next(&s, &n));
	translation_read(&s, "Kalimera", "en", &t);
	assert_string_equal(t.made, "Good morning");
	translation_release(&t);
	translation_read(&s, "Dobry", "en", &t);
	assert_int_equal(t.state, TRANSLATION_FAILED);
	assert_int_equal(t.cause.code, ERR_FORBIDDEN);
	translation_release(&t);
	ask(&s, "Kalimera", "el"); /* it is here */
	assert_false(translation_next(&s, &n));
	ask(&s, "Dobry", NULL); /* again */
	assert_int_equal(state_of(&s, "Dobry"), TRANSLATION_WAITS);
	assert_int_equal(state_of(&s, "Another"), TRANSLATION_NONE);
	stores_commit(&s);
	store_close(&s);
}

static void what_is_not_wished_for_any_more_is_not_kept(void **state)
{
	struct store s;
	struct translation_next n;

	(void)state;
	s = stores_open(STORE_REPLICA);
	stores_begin(&s);
	ask(&s, "Hei", NULL);
	assert_true(translation_next(&s, &n));
	MUST(translation_drop(&s, "Hei", "en", E));
	MUST(translation_settle(&s, &n, "Hello", NULL, E));
	assert_int_equal(state_of(&s, "Hei"), TRANSLATION_NONE);
	translation_next_release(&n);
	MUST(translation_keep(&s, "Hei", "en", "Hello", E));
	MUST(translation_drop(&s, "Hei", "en", E)); /* what was made stays */
	assert_int_equal(state_of(&s, "Hei"), TRANSLATION_MADE);
	stores_commit(&s);
	store_close(&s);
}

static void the_newest_stay_and_so_do_wishes(void **state)
{
	struct store s;

	(void)state;
	s = stores_open(STORE_REPLICA);
	stores_begin(&s);
	ask(&s, "wish", NULL);
	for (int i = 0; i < TRANSLATIONS_MOST + 5; i++) {
		char *text = xasprintf("text %d", i);
		MUST(translation_keep(&s, text, "en", "made", E));
		free(text);
	}
	assert_int_equal(state_of(&s, "wish"), TRANSLATION_WAITS);
	assert_int_equal(state_of(&s, "text 3"), TRANSLATION_NONE);
	assert_int_equal(state_of(&s, "text 204"), TRANSLATION_MADE);
	stores_commit(&s);
	store_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_wish_waits_its_turn_and_is_made_once, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(what_is_not_wished_for_any_more_is_not_kept, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(the_newest_stay_and_so_do_wishes, stores_make, stores_remove),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
