/* twinline list of projects, contacts and events, accept and decline: over a store without a line, also while a face is open. */
#include "lib/suite.h"

#include "../../src/cli/cli.h"
#include "lib/week.h"
#include "lib/world.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/journal.h"

static const char now[] = "2026-11-17T10:37:40Z";

static int set_up(void **state)
{
	struct fixture *f = fixture_new(now);

	setenv("TWINLINE_NOW", now, 1);
	setenv("LANGUAGE", "en", 1);
	week_fill(f);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	fixture_free(*state);
	return 0;
}

#define WORDS(...) (const char *const[]){ __VA_ARGS__, NULL }

static char *run(const char *const *words, int expected)
{
	char *said;
	int status = world_run("twinline", words, NULL, &said);

	if (status != expected)
		fail_msg("%s: status %d instead of %d: %s", words[0], status, expected, said);
	return said;
}

static void assert_says(const char *const *words, int expected, const char *sentence)
{
	char *said = run(words, expected);

	if (!strstr(said, sentence))
		fail_msg("\"%s\" is not in: %s", sentence, said);
	free(said);
}

/* The id of the row of a kind whose key is value; yours. */
static char *id_of(const char *kind, const char *key, const char *value)
{
	char *said = run(WORDS("list", kind, "--json"), EXIT_DONE), *id = NULL;
	struct json *object = json_parse_own(said);

	assert_int_equal(json_get_integer(object, "version", 0), 1);
	for (const struct json *row = json_first(json_get(object, kind)); row && !id; row = json_next(row))
		if (text_equal(json_get_text(row, key), value))
			id = xstrdup(json_get_text(row, "id"));
	if (!id)
		fail_msg("no %s in: %s", value, said);
	json_free(object);
	free(said);
	return id;
}

static void lists_say_what_the_screens_say(void **state)
{
	char *said = run(WORDS("list", "projects"), EXIT_DONE);

	(void)state;
	assert_non_null(strstr(said, "answer"));
	assert_non_null(strstr(said, "Masal Ağacı"));
	assert_non_null(strstr(said, "archived"));
	assert_true(strstr(said, "Water diary") < strstr(said, "Baba Marta"));
	free(said);
	assert_says(WORDS("list", "contacts"), EXIT_DONE, "Amina Trabelsi");
	assert_says(WORDS("list", "events"), EXIT_DONE, "Bajki i kodowanie");
	assert_says(WORDS("list", "events", "--find", "nothing so"), EXIT_DONE, "Nothing of that kind");
	assert_says(WORDS("list", "conversations", "--limit", "2"), EXIT_DONE, "3 questions");
	assert_says(WORDS("list", "pupils"), EXIT_MISUSED, "projects");
	assert_says(WORDS("completion", "bash"), EXIT_DONE, "projects");
}

/* What was sent, with its receipt; found by title, person, receipt and day. */
static void receipts_are_listed(void **state)
{
	struct fixture *f = *state;
	struct journal_row row = { .at = clock_now(), .kind = JOURNAL_SENT, .subject = (char *)"La receta", .who = (char *)"Lucía Ortega",
	                           .what = (char *)"Message: \"%s\"", .receipt = (char *)"M7k2p9x1" };

	assert_says(WORDS("list", "receipts"), EXIT_DONE, "Nothing of that kind");
	assert_int_equal(db_begin(f->store.db, NULL), 0);
	assert_int_equal(journal_put(&f->store, &row, NULL), 0);
	assert_int_equal(db_commit(f->store.db, NULL), 0);
	assert_says(WORDS("list", "receipts", "--find", "ortega"), EXIT_DONE, "Message: \"La receta\"  Lucía Ortega");
	assert_says(WORDS("list", "receipts", "--find", "m7k2"), EXIT_DONE, "M7k2p9x1");
	assert_says(WORDS("list", "receipts", "--find", "ewa"), EXIT_DONE, "Nothing of that kind");
	assert_says(WORDS("list", "receipts", "--json"), EXIT_DONE, "\"receipt\":\"M7k2p9x1\"");
}

static void yes_and_no_are_queued(void **state)
{
	char *project = id_of("projects", "title", "Water diary - Su Günlüğü"), *event = id_of("events", "title", "Bajki i kodowanie");

	assert_says(WORDS("accept", project), EXIT_DONE, "Yes. It goes out by itself.");
	json_free(fixture_hear(*state, "wake"));
	assert_true(fixture_keeps(*state, "\"answer\":\"accepted\""));
	assert_says(WORDS("accept", project), EXIT_FAILED, "answered already"); /* once */
	assert_says(WORDS("decline", event), EXIT_DONE, "No. It goes out by itself.");
	assert_says(WORDS("list", "events", "--find", "bajki"), EXIT_DONE, "Bajki");
	assert_true(fixture_keeps(*state, "\"answer\":\"no\""));
	free(project);
	free(event);
}

static void requests_are_answered_by_their_conversation_or_contact(void **state)
{
	char *said = run(WORDS("list", "contacts"), EXIT_DONE), *contact = xstrndup(said, strcspn(said, " "));

	(void)state;
	assert_non_null(strstr(said, "asks you"));
	assert_says(WORDS("decline", contact, "--json"), EXIT_DONE, "\"answer\":\"declined\"");
	assert_says(WORDS("decline", contact), EXIT_FAILED, "answered already");
	free(contact);
	free(said);
}

static void what_is_not_there_is_said(void **state)
{
	(void)state;
	assert_says(WORDS("accept", "999999"), EXIT_NOT_THERE, "not there");
	assert_says(WORDS("accept", "d1"), EXIT_NOT_THERE, "not there");
	assert_says(WORDS("accept"), EXIT_MISUSED, "ID");
}

/* The face sees at once what a command has done beside it. */
static void a_face_shows_it(void **state)
{
	struct terminal *t = fixture_face(*state, 24, 80, NULL);
	char *project = id_of("projects", "title", "Water diary - Su Günlüğü");

	assert_true(terminal_wait_text(t, "Change of \"Water diary\""));
	free(run(WORDS("accept", project), EXIT_DONE));
	terminal_send(t, "j");
	assert_true(terminal_wait_gone(t, "Change of \"Water diary\""));
	terminal_free(t);
	free(project);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lists_say_what_the_screens_say, set_up, tear_down),
		cmocka_unit_test_setup_teardown(receipts_are_listed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(yes_and_no_are_queued, set_up, tear_down),
		cmocka_unit_test_setup_teardown(requests_are_answered_by_their_conversation_or_contact, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_not_there_is_said, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_face_shows_it, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
