/*
 * A page that two teachers change while neither has a line, each in a face of their own with an engine of its own: merged by paragraph, or
 * asked about with the name of who wrote the other version, and nothing of either is lost.
 */
#include "lib/suite.h"

#include <signal.h>

#include "lib/deeds.h"
#include "lib/pair.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const char before[] = "Monday: rain.\\n\\nTuesday: fog.\\n\\nWednesday: sun.";

struct both { struct pair pair; char *project; struct terminal *teacher, *friend; };

/* --- the project and its page --- */

static void found(struct both *b)
{
	const char *people[] = { b->pair.reading.correspondent, b->pair.friend, NULL };
	struct store s;

	world_portal_store(b->pair.world, &s);
	b->project = deeds_write_project(&s, "River", people);
	store_close(&s);
}

static struct json *pages(struct both *b, const char *verb, struct json *arguments_taken)
{
	char *method = xasprintf("Page/%s", verb);
	struct json *answer;

	json_set_string(arguments_taken, "accountId", b->project);
	answer = portal_client_call(&b->pair.reading, method, arguments_taken);
	free(method);
	return answer;
}

static void write_page(struct both *b)
{
	char *text = xasprintf("{\"create\":{\"k\":{\"title\":\"Weather\",\"text\":\"%s\"}}}", before);
	struct json *answer = pages(b, "set", json_parse_own(text));

	assert_int_equal(json_size(json_get(answer, "created")), 1);
	json_free(answer);
	free(text);
}

static char *text_there(struct both *b)
{
	struct json *answer = pages(b, "get", json_new_object());
	char *text = xstrdup(json_get_text(json_first(json_get(answer, "list")), "text"));

	json_free(answer);
	return text;
}

static void expect_there(struct both *b, const char *text)
{
	char *there = text_there(b);

	assert_string_equal(there, text);
	free(there);
}

/* --- two people at their terminals --- */

static struct terminal *sits_down(struct both *b, const char *profile)
{
	const char *words[] = { "--language", "en", profile ? "--profile" : NULL, profile, NULL };
	struct terminal *t = world_face(b->pair.world, 24, 80, words);

	pair_sees(t, "Home");
	terminal_send(t, "4");
	pair_fetches(t, "River");
	terminal_send(t, "<Enter>");
	pair_sees(t, "Pages");
	while (!terminal_shows(t, "> Pages")) {
		terminal_send(t, "<Down>");
		terminal_wait_idle(t);
	}
	terminal_send(t, "<Enter>");
	pair_fetches(t, "Weather");
	terminal_send(t, "<Enter>");
	pair_sees(t, "Tuesday");
	return t;
}

static int set_up(void **state)
{
	struct both *b = xcalloc(1, sizeof *b);

	pair_open(&b->pair, "2026-11-17T10:38:00Z");
	found(b);
	write_page(b);
	pair_friend_signs_in(&b->pair, "friend");
	b->teacher = sits_down(b, NULL);
	b->friend = sits_down(b, "friend");
	world_portal_end(b->pair.world, SIGTERM);
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	struct both *b = *state;

	terminal_free(b->teacher);
	terminal_free(b->friend);
	pair_close(&b->pair);
	free(b->project);
	free(b);
	return 0;
}

/* Changes the page from the end of its text, and lets that wait: there is no line. */
static void writes(struct terminal *t, const char *keys)
{
	terminal_send(t, "e");
	pair_sees(t, "Change the page");
	terminal_send(t, "<Down><Enter>");
	pair_sees(t, "Typing.");
	terminal_send(t, keys);
	terminal_send(t, "<C-x>");
	pair_sees(t, "> Send");
	terminal_send(t, "<Enter>");
	pair_sees(t, "Goes out at");
}

/* The line is back: the teacher's change arrives first, then the friend's. */
static void line_is_back(struct both *b, const char *first, const char *other)
{
	world_portal_start(b->pair.world);
	portal_client_reopen(&b->pair.reading, b->pair.world->portal_socket);
	terminal_send(b->teacher, "1");
	pair_fetches(b->teacher, first);
	terminal_send(b->friend, "1");
	pair_fetches(b->friend, other);
}

static void different_paragraphs_are_merged(void **state)
{
	struct both *b = *state;

	writes(b->teacher, "<Up><Up><Up><Up><End> It pours.");
	writes(b->friend, " And wind.");
	line_is_back(b, "all sent at", "all sent at");
	expect_there(b, "Monday: rain. It pours.\n\nTuesday: fog.\n\nWednesday: sun. And wind.");
	terminal_send(b->friend, "0");
	pair_sees(b->friend, "merged with Teacher: W");
	terminal_send(b->friend, "v");
	pair_sees(b->friend, "\"Weather\", Teacher");
	terminal_send(b->teacher, "4<Enter>");
	pair_fetches(b->teacher, "Colleague");
}

static void the_same_paragraph_is_asked_about(void **state)
{
	struct both *b = *state;

	writes(b->teacher, " And snow.");
	writes(b->friend, " And wind.");
	line_is_back(b, "all sent at", "Enter shows");
	expect_there(b, "Monday: rain.\n\nTuesday: fog.\n\nWednesday: sun. And snow.");
	terminal_send(b->friend, "<Home><Enter>");
	pair_sees(b->friend, "the other: Teacher, ");
	pair_sees(b->friend, "Wednesday: sun. And snow.");
	pair_sees(b->friend, "Wednesday: sun. And wind.");
	terminal_resize(b->friend, 12, 40);
	pair_sees(b->friend, "Both changed: Weather");
	pair_sees(b->friend, "  the other: Teacher, ");
	terminal_send(b->friend, "<Down><Down><Enter>"); /* both */
	pair_sees(b->friend, "> Send");
	terminal_send(b->friend, "<Enter>");
	pair_sees(b->friend, "Goes out at");
	terminal_resize(b->friend, 24, 80);
	pair_fetches(b->friend, "all sent at");
	expect_there(b, "Monday: rain.\n\nTuesday: fog.\n\nWednesday: sun. And snow.\n\nWednesday: sun. And wind.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(different_paragraphs_are_merged, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_same_paragraph_is_asked_about, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
