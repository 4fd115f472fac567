/* The portal's own tables: an older portal is brought up to date and keeps its people; a command that only reads leaves it alone. */
#include "stores.h"

#include "../../src/portal/code.h"
#include "../../src/portal/init.h"
#include "../../src/portal/user.h"
#include "../../src/portal/viewer.h"

/* A portal as the first Twinline left it: one person, signed in. */
static void make_old(void)
{
	struct store s;
	struct json *card = stores_json("{'name':'Ada'}"), *profile = stores_json("{'email':'Ada@School.example'}");
	struct user_new ada = { .name = "ada", .card = card, .profile = profile, .state = USER_ACCEPTED, .state_since = STORES_NOW };
	struct user u;
	char token[TOKEN_TEXT_SIZE];

	MUST(init_open(&s, stores_directory, DB_CREATE, E));
	stores_begin(&s);
	MUST(init_store(&s, E));
	MUST(user_add(&s, &ada, &u, E));
	MUST(sign_in_add(&s, u.person, "here", STORES_NOW, token, E));
	MUST(db_exec(s.db, "DROP TABLE code; DROP TABLE letter; DROP TABLE seats; DROP TABLE validation; DROP TABLE unused; DROP TABLE link;"
	                   "DROP TABLE invited; DROP TABLE posted; DROP INDEX login_joined; ALTER TABLE login DROP COLUMN joined;"
	                   "UPDATE migration SET version = 1 WHERE list = 'sign-in'", E));
	stores_commit(&s);
	user_release(&u);
	json_free(card);
	json_free(profile);
	store_close(&s);
}

static void an_old_portal_is_brought_up_to_date(void **state)
{
	(void)state;
	struct store s;
	char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1];
	make_old();
	assert_int_equal(init_open(&s, stores_directory, DB_READ_ONLY, E), -1);
	err_release(E);
	MUST(init_open(&s, stores_directory, 0, E));
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM sign_in"), 1);
	assert_int_equal(users_by_text(&s, "ADA@school.EXAMPLE", persons, E), 1);
	stores_begin(&s);
	MUST(code_keep(&s, persons[0], CODE_RESET, "x", STORES_NOW, E));
	assert_int_equal(code_forget(&s, persons[0], CODE_RESET, E), 1);
	assert_int_equal(code_forget(&s, persons[0], CODE_RESET, E), 0);
	stores_commit(&s);
	store_close(&s);
	MUST(init_open(&s, stores_directory, DB_READ_ONLY, E));
	store_close(&s);
}

/* Five tries are five, however many come at once; a code ends with its time. */
static void tries_are_counted_before_they_are_made(void **state)
{
	(void)state;
	struct store s;
	char hash[PASSWORD_HASH_SIZE];
	MUST(init_open(&s, stores_directory, DB_CREATE, E));
	stores_begin(&s);
	MUST(code_keep(&s, "aaaaaaaa", CODE_RESET, "the hash", STORES_NOW + 60, E));
	MUST(code_try(&s, "aaaaaaaa", CODE_OLD, STORES_NOW, hash, E));
	assert_string_equal(hash, "");
	MUST(code_try(&s, "aaaaaaaa", CODE_RESET, STORES_NOW + 61, hash, E));
	assert_string_equal(hash, "");
	for (int i = 0; i < CODE_TRIES; i++) {
		MUST(code_try(&s, "aaaaaaaa", CODE_RESET, STORES_NOW, hash, E));
		assert_string_equal(hash, "the hash");
	}
	MUST(code_try(&s, "aaaaaaaa", CODE_RESET, STORES_NOW, hash, E));
	assert_string_equal(hash, "");
	MUST(codes_prune(&s, STORES_NOW + 60, E));
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM code"), 1);
	MUST(codes_prune(&s, STORES_NOW + 61, E));
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM code"), 0);
	stores_commit(&s);
	store_close(&s);
}

static void codes_are_read_however_they_are_written(void **state)
{
	(void)state;
	char code[CODE_LENGTH + 1], hash[PASSWORD_HASH_SIZE], none[PASSWORD_HASH_SIZE], other[CODE_LENGTH + 1];
	MUST(code_draw(code, hash, E));
	MUST(code_draw(other, none, E));
	assert_string_not_equal(code, other);
	char *parted = xasprintf("%.4s-%s", code, code + 4), *wide = xasprintf(" %.4s  %s ", code, code + 4), *longer = xasprintf("%sX", code);
	assert_true(code_matches(code, hash, none));
	assert_true(code_matches(parted, hash, none));
	assert_true(code_matches(wide, hash, none));
	assert_false(code_matches(longer, hash, none));
	assert_false(code_matches("", hash, none));
	assert_false(code_matches(other, "", none)); /* the hash of nothing is nobody's */
	free(parted);
	free(wide);
	free(longer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_old_portal_is_brought_up_to_date, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(tries_are_counted_before_they_are_made, stores_make, stores_remove),
		cmocka_unit_test(codes_are_read_however_they_are_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
