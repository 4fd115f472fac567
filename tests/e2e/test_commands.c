/* The commands of twinline(1) without a screen: what they say, how they end, and that nothing of others drives the terminal. */
#include "lib/suite.h"

#include <signal.h>
#include <unistd.h>

#include "../../src/cli/cli.h"
#include "lib/two.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static char *run(const char *const *words, const char *input, int expected)
{
	char *said;
	int status = world_run("twinline", words, input, &said);
	if (status != expected)
		fail_msg("status %d instead of %d: %s", status, expected, said);
	assert_null(strchr(said, '\033'));
	return said;
}

static void assert_says(const char *const *words, const char *input, int expected, const char *sentence)
{
	char *said = run(words, input, expected);
	if (!strstr(said, sentence))
		fail_msg("\"%s\" is not in: %s", sentence, said);
	free(said);
}

static void help_comes_from_the_table(void **state)
{
	(void)state;
	const char *const words[] = { "--help", NULL };
	char *said = run(words, NULL, EXIT_DONE);
	for (const struct command *row = cli_commands; row->name; row++) {
		assert_true(strlen(row->help) > 0);
		assert_non_null(strstr(said, row->help));
		assert_non_null(row->run);
		const char *const own[] = { row->name, "--help", NULL };
		if (*row->name)
			assert_says(own, NULL, EXIT_DONE, row->help);
		for (const struct option_row *option = row->options; option && option->name; option++)
			assert_non_null(strstr(said, option->name));
	}
	free(said);
}

static void a_wrong_command_line_ends_with_2_and_says_what_is_wrong(void **state)
{
	(void)state;
	const char *const unknown[] = { "fly", NULL }, *const option[] = { "sync", "--fast", NULL }, *const none[] = { "sign-in", NULL };
	const char *const profile[] = { "sync", "--profile", "../x", NULL }, *const number[] = { "demo", "--people", "many", NULL };
	assert_says(unknown, NULL, EXIT_MISUSED, "fly");
	assert_says(option, NULL, EXIT_MISUSED, "--fast");
	const char *const last[] = { "--profile", NULL }, *const range[] = { "demo", "--people", "1", NULL };
	assert_says(none, NULL, EXIT_MISUSED, "Usage: twinline sign-in URL");
	assert_says(last, NULL, EXIT_MISUSED, "--profile needs a value.");
	assert_says(range, NULL, EXIT_MISUSED, "--people takes a whole number from 2 to 1000000.");
	assert_says(profile, NULL, EXIT_MISUSED, "profile");
	assert_says(number, NULL, EXIT_MISUSED, "people");
}

static void the_engine_says_what_is_wrong_to_whoever_types(void **state)
{
	(void)state;
	const char *const words[] = { "--fast", NULL };
	char *said;
	assert_int_equal(world_run("twinline-sync", words, NULL, &said), EXIT_MISUSED);
	assert_non_null(strstr(said, "twinline-sync: There is no option --fast here."));
	free(said);
}

static void the_portal_says_what_is_wrong(void **state)
{
	const struct two *t = *state;
	const struct { const char *words[5]; int status; const char *says; } rows[] = {
		{ { "fly", NULL }, 2, "twinline-portal: There is no command fly." },
		{ { "--fast", NULL }, 2, "twinline-portal: There is no option --fast here." },
		{ { "serve", t->pair.world->portal_dir, NULL }, 2, "Usage: twinline-portal serve DIR" },
		{ { "user", "close", t->pair.world->portal_dir, "nobody", NULL }, 1, "Nobody signs in here as nobody." },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *said;
		assert_int_equal(world_run("twinline-portal", rows[i].words, "", &said), rows[i].status);
		if (!strstr(said, rows[i].says))
			fail_msg("\"%s\" is not in: %s", rows[i].says, said);
		free(said);
	}
}

static void the_version_names_unicode(void **state)
{
	(void)state;
	const char *const words[] = { "--version", NULL };
	assert_says(words, NULL, EXIT_DONE, "twinline " TWINLINE_VERSION);
	assert_says(words, NULL, EXIT_DONE, "Unicode");
}

static void sync_says_what_went_and_came(void **state)
{
	struct two *t = *state;
	const char *const words[] = { "sync", NULL };
	assert_says(words, NULL, EXIT_DONE, "Nothing waited, and nothing is new.");
	two_write(t, "by command");
	assert_says(words, NULL, EXIT_DONE, "1 change was sent.");
	assert_int_equal(two_arrived(t, "by command", NULL), 1);
	two_write(t, "no line");
	relay_cut(t->pair.world->relay);
	assert_says(words, NULL, EXIT_NO_LINE, "cannot be reached");
	assert_says(words, NULL, EXIT_NO_LINE, "Twinline: 1 message waits");
	relay_open(t->pair.world->relay);
	assert_true(two_sync_through(t, 3));
}

static void what_send_queues_arrives(void **state)
{
	struct two *t = *state;
	two_write(t, "first"); /* the portal's copy brings the name */
	assert_int_equal(two_sync(t), ERR_OK);
	const char *const words[] = { "send", "--to", "colleague", "--subject", "by hand of a script", NULL };
	assert_says(words, "It goes by itself.\n", EXIT_DONE, "goes out by itself");
	assert_true(two_sync_through(t, 3));
	assert_int_equal(two_arrived(t, "by hand of a script", NULL), 1);
}

static void signing_in_and_out_by_command(void **state)
{
	struct two *t = *state;
	const char *const out[] = { "sign-out", NULL }, *const sync[] = { "sync", NULL };
	const char *const in[] = { "sign-in", t->pair.world->url, "--name", t->pair.world->name, NULL };
	const char *const asks[] = { "sign-in", t->pair.world->url, NULL };
	assert_says(out, NULL, EXIT_DONE, "Signed out.");
	assert_says(out, NULL, EXIT_NOT_SIGNED_IN, "Nobody is signed in");
	assert_says(sync, NULL, EXIT_NOT_SIGNED_IN, "Nobody is signed in: \"twinline sign-in URL\" does it.");
	assert_says(in, "wrong\n", EXIT_NOT_SIGNED_IN, "not right");
	assert_says(in, "", EXIT_MISUSED, "A name and a password are needed.");
	char *both = xasprintf("%s\n%s\n", t->pair.world->name, t->pair.world->password), *password = xasprintf("%s\r\n", t->pair.world->password);
	assert_says(asks, both, EXIT_DONE, "Signed in as");
	assert_says(sync, NULL, EXIT_DONE, "went up");
	assert_says(in, password, EXIT_DONE, "Signed in as");
	assert_says(asks, "Colleague\na password of tests\n", EXIT_NOT_SIGNED_IN, "belongs to");
	free(both);
	free(password);
}

/* A name that would colour the terminal, and an address that would ring its bell, come out harmless. */
static void what_is_typed_or_sent_cannot_drive_the_terminal(void **state)
{
	struct two *t = *state;
	const char *const url[] = { "sign-in", "https://\033[31mportal.example", NULL };
	const char *const name[] = { "sign-in", t->pair.world->url, NULL };
	free(run(url, "a\nb\n", EXIT_MISUSED));
	free(run(name, "\033]0;owned\a\nwrong\n", EXIT_NOT_SIGNED_IN));
	relay_answer(t->pair.world->relay, "HTTP/1.1 401 No\r\nContent-Type: application/json\r\n\r\n"
	                          "{\"error\":{\"type\":\"clientTooOld\",\"arguments\":[\"9\\u001b]0;x\\u0007\\u009b31m\"]}}");
	const char *const sync[] = { "sync", NULL };
	char *said = run(sync, NULL, EXIT_FAILED);
	assert_null(strstr(said, "\xc2\x9b"));
	assert_null(strchr(said, '\a'));
	assert_non_null(strstr(said, "needs Twinline 9"));
	free(said);
	relay_open(t->pair.world->relay);
}

static void a_profile_keeps_another_person_apart(void **state)
{
	struct two *t = *state;
	const char *const in[] = { "sign-in", t->pair.world->url, "--name", "Colleague", "--profile", "other", NULL };
	const char *const sync[] = { "sync", "--profile=other", NULL };
	char *password = xasprintf("%s\n", t->pair.world->password);
	assert_says(in, password, EXIT_DONE, "Signed in as Colleague");
	assert_says(sync, NULL, EXIT_DONE, "went up");
	assert_int_equal(two_sync(t), ERR_OK); /* the first one is untouched */
	free(password);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(help_comes_from_the_table, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_wrong_command_line_ends_with_2_and_says_what_is_wrong, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(the_engine_says_what_is_wrong_to_whoever_types, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(the_portal_says_what_is_wrong, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(the_version_names_unicode, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(sync_says_what_went_and_came, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(what_send_queues_arrives, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(signing_in_and_out_by_command, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(what_is_typed_or_sent_cannot_drive_the_terminal, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_profile_keeps_another_person_apart, two_set_up, two_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
