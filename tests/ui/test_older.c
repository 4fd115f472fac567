/* An inbox that is a window: its title, its last line, and what comes when that is asked for. */
#include "lib/suite.h"

#include "lib/stage.h"
#include "twinline/base/mem.h"
#include "twinline/records/replica.h"

enum { BEYOND_MESSAGES = 1190, BEYOND_THREADS = 700, BEYOND_UNREAD = 5, LAST = 22 };

static void must(int result)
{
	assert_int_equal(result, 0);
}

static void set_beyond(struct fixture *f, int64_t messages, int64_t threads, int64_t unread)
{
	struct holding beyond = { .unread = unread };

	beyond.records[TYPE_Message] = messages;
	beyond.records[TYPE_Thread] = threads;
	must(replica_set_beyond(&f->store, f->account, &beyond, NULL));
}

static void ask(struct fixture *f, int64_t count)
{
	must(replica_ask_older(&f->store, f->account, &record_types[TYPE_Message], count, NULL));
}

/* The face over the mock-ups' inbox, beyond which there is more, on a measured line. */
static struct stage begin(int rows, int cols)
{
	struct stage s = stage_new();

	fixture_inbox(s.f);
	set_beyond(s.f, BEYOND_MESSAGES, BEYOND_THREADS, BEYOND_UNREAD);
	must(store_set_fact(&s.f->store, "measured", "{\"speed\":1000,\"packed\":30}", NULL));
	s.t = stage_inbox_face(s.f, rows, cols, NULL);
	assert_true(terminal_wait_text(s.t, "Ewa"));
	json_free(fixture_hear(s.f, "wake")); /* from now on the face listens */
	return s;
}

static void the_title_counts_what_lies_beyond(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	assert_true(terminal_wait_at(s.t, 0, "Inbox  12 unread of 914"));
	terminal_send(s.t, "p");
	assert_true(terminal_wait_at(s.t, 0, "of 913"));
	terminal_send(s.t, "u");
	assert_true(terminal_wait_at(s.t, 0, "of 914"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "1 of 914"));
	terminal_send(s.t, "qv");
	assert_true(terminal_wait_at(s.t, 0, "Sent"));
	assert_true(terminal_wait_at(s.t, 0, " here"));
	terminal_send(s.t, "v");
	assert_true(terminal_wait_at(s.t, 0, "Drafts  1"));
	assert_true(terminal_wait_gone(s.t, " here"));
	terminal_send(s.t, "qfewa<Enter>");
	assert_true(terminal_wait_at(s.t, 0, " found here: ewa"));
	assert_true(terminal_wait_gone(s.t, "next 50"));
	stage_end(&s);
}

static void the_last_line_tells_the_price(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "<End>");
	assert_true(terminal_wait_at(s.t, LAST, "> next 50 of 1,190 messages: "));
	assert_true(terminal_wait_at(s.t, LAST, " KB, "));
	assert_true(terminal_wait_at(s.t, LAST, " s"));
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_at(s.t, 10, "> next 50 of 1,190: "));
	must(store_set_fact(&s.f->store, "measured", NULL, NULL));
	set_beyond(s.f, 1, 1, 0);
	terminal_resize(s.t, 24, 80);
	fixture_tell(s.f, "{\"did\":\"changed\",\"account\":1,\"types\":[\"Message\"]}");
	assert_true(terminal_wait_at(s.t, LAST, "> next 1 of 1 message: 0.")); /* a size alone, where no line was measured */
	assert_true(terminal_wait_gone(s.t, "KB, "));
	stage_end(&s);
}

static void assert_asked(struct stage *s)
{
	struct json *packet = fixture_hear(s->f, "older");

	assert_int_equal(json_get_integer(packet, "account", 0), s->f->account);
	assert_string_equal(json_get_text(packet, "type"), "Message");
	json_free(packet);
}

static void enter_and_another_page_ask_for_it(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "<End><Enter>");
	assert_asked(&s);
	assert_true(terminal_wait_at(s.t, -1, "Fetching older messages."));
	ask(s.f, 50);
	fixture_tell(s.f, "{\"did\":\"changed\",\"account\":1,\"types\":[\"Message\"]}");
	assert_true(terminal_wait_at(s.t, LAST, "> next 50 of 1,190 messages: asked for"));
	terminal_send(s.t, "<PgDn>");
	assert_asked(&s);
	stage_end(&s);
}

/* What is no message is neither answered nor marked nor put away. */
static void no_other_key_takes_the_line_for_a_message(void **state)
{
	static const char *const keys[] = { "r", "R", "w", "p", "d", "z", "l" };
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "<End>");
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		terminal_send(s.t, keys[i]);
		assert_true(terminal_wait_at(s.t, -1, "There is no message under the cursor."));
		terminal_send(s.t, "j");
		assert_true(terminal_wait_gone(s.t, "There is no message"));
	}
	terminal_send(s.t, "mk");
	assert_true(terminal_wait_cursor(s.t, LAST - 1, 0));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "214 of 914"));
	terminal_send(s.t, "jj"); /* the last one stays the last one */
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Inbox  12 unread of 914"));
	stage_end(&s);
}

/* Above and under the cursor nothing moves; where the line stood stands the first of those that came. */
static void the_list_keeps_its_place_when_they_come(void **state)
{
	struct stage s = begin(24, 80);
	struct fixture_letter many[30];
	char threads[30][16], subjects[30][24], *before[LAST];

	(void)state;
	terminal_send(s.t, "<End>");
	assert_true(terminal_wait_cursor(s.t, LAST, 0));
	for (int i = 1; i < LAST; i++)
		before[i] = terminal_row(s.t, i);
	for (int i = 0; i < 30; i++) {
		snprintf(threads[i], sizeof threads[i], "o-%d", i);
		snprintf(subjects[i], sizeof subjects[i], "Older %d", i);
		many[i] = (struct fixture_letter){ .thread = threads[i], .from = "Ewa Kowalska", .country = "PL", .subject = subjects[i],
		                                   .text = "...", .at = "2019-03-01T10:30", .keywords = "$seen" };
	}
	fixture_letters(s.f, many, 30);
	set_beyond(s.f, BEYOND_MESSAGES - 30, BEYOND_THREADS - 30, BEYOND_UNREAD);
	fixture_tell(s.f, "{\"did\":\"changed\",\"account\":1,\"types\":[\"Message\"]}");
	assert_true(terminal_wait_at(s.t, LAST, "> "));
	assert_true(terminal_wait_at(s.t, LAST, "Older 29")); /* of one second the last that came stands first */
	for (int i = 1; i < LAST; i++) {
		char *after = terminal_row(s.t, i);

		assert_string_equal(after, before[i]);
		free(after);
		free(before[i]);
	}
	assert_true(terminal_wait_at(s.t, 0, "Inbox  12 unread of 914"));
	terminal_send(s.t, "<End>");
	assert_true(terminal_wait_at(s.t, LAST, "> next 50 of 1,160 messages: "));
	set_beyond(s.f, 0, 0, 0); /* all is here: the line goes, the cursor with it */
	fixture_tell(s.f, "{\"did\":\"changed\",\"account\":1,\"types\":[\"Message\"]}");
	assert_true(terminal_wait_at(s.t, LAST, "Older 0"));
	assert_true(terminal_wait_at(s.t, 0, "Inbox  7 unread of 244"));
	assert_true(terminal_wait_cursor(s.t, LAST, 0));
	stage_end(&s);
}

static void without_a_line_it_says_when(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	must(store_set_fact(&s.f->store, "line", "{\"state\":\"offline\",\"since\":1794911460,\"cause\":{\"type\":\"offline\"}}", NULL));
	terminal_send(s.t, "<End><Enter>");
	assert_asked(&s); /* it waits with the engine */
	assert_true(terminal_wait_at(s.t, -1, "No line since 10:31. The older messages come when it is back."));
	must(store_set_fact(&s.f->store, "line", "{\"state\":\"signedOut\",\"since\":1794911460}", NULL));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Not signed in. The older messages come after that."));
	fixture_tell(s.f, "{\"did\":\"failed\",\"do\":\"older\",\"cause\":{\"type\":\"signedOut\"}}");
	assert_true(terminal_wait_gone(s.t, "come after that"));
	stage_end(&s);
}

static void filling_tells_how_far_it_is(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	must(replica_set_filling(&s.f->store, s.f->account, (struct filling){ .expected = 1430, .here = 120 }, NULL));
	fixture_tell(s.f, "{\"did\":\"changed\",\"account\":1,\"types\":[\"Message\"]}");
	assert_true(terminal_wait_at(s.t, LAST, "Fetching: 120 of 1430 messages. You can read already."));
	terminal_send(s.t, "<End>");
	assert_true(terminal_wait_idle(s.t));
	assert_false(terminal_shows(s.t, "next 50"));
	must(replica_set_filling(&s.f->store, s.f->account, (struct filling){ 0 }, NULL));
	fixture_tell(s.f, "{\"did\":\"changed\",\"account\":1,\"types\":[\"Message\"]}");
	assert_true(terminal_wait_gone(s.t, "Fetching: "));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_title_counts_what_lies_beyond),
		cmocka_unit_test(the_last_line_tells_the_price),
		cmocka_unit_test(enter_and_another_page_ask_for_it),
		cmocka_unit_test(no_other_key_takes_the_line_for_a_message),
		cmocka_unit_test(the_list_keeps_its_place_when_they_come),
		cmocka_unit_test(without_a_line_it_says_when),
		cmocka_unit_test(filling_tells_how_far_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
