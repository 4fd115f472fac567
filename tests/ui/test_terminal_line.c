/*
 * The two set-ups: the client at home (the portal is far, the person here) and on a school's host over SSH (the portal is near, the
 * person far). What is drawn by itself goes by the person's line alone.
 */
#include "lib/suite.h"

#include "lib/stage.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/records/replica.h"

enum { EXPECTED = 1430, STEPS = 6, STEP = 20, ECHO_BYTES_MOST = 16 };

static const char near[] = "{\"speed\":2000000,\"packed\":30,\"turn\":9,\"losses\":0,\"tries\":20,\"found\":\"fast\"}";
static const char far[] = "{\"speed\":1000,\"packed\":30,\"turn\":1900,\"losses\":5,\"tries\":20,\"found\":\"slow\"}";

/* The face over the inbox of the mock-ups, with a portal as measured, and a person who may come over SSH. */
static struct stage begin(const char *portal, bool over_ssh)
{
	struct stage s = stage_new();
	char *now = xasprintf("TWINLINE_NOW=%s", s.f->now);
	const char *const argv[] = { "twinline", NULL };
	const char *const environment[] = { now, "LANGUAGE=en", over_ssh ? "SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22" : NULL, NULL };

	fixture_inbox(s.f);
	assert_int_equal(store_set_fact(&s.f->store, "measured", portal, NULL), 0);
	s.t = terminal_start(&(struct terminal_options){ .argv = argv, .environment = environment });
	free(now);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_text(s.t, "Ewa"));
	json_free(fixture_hear(s.f, "wake"));
	return s;
}

/* The engine fetches: so many of the first letters are here. Comes back when the face has heard of it. */
static void fetch_until(struct stage *s, int here)
{
	struct filling filling = { .expected = EXPECTED, .here = here };

	assert_int_equal(replica_set_filling(&s->f->store, s->f->account, filling, NULL), 0);
	stage_tell(s, "{\"did\":\"changed\",\"account\":1,\"types\":[\"Message\"]}");
}

/* True if text went to the terminal since the byte from on. */
static bool was_sent(const struct stage *s, size_t from, const char *text)
{
	size_t len;
	const char *raw = terminal_raw(s->t, &len);

	return memmem(raw + from, len - from, text, strlen(text)) != NULL;
}

static size_t sent_so_far(const struct stage *s)
{
	size_t len;

	terminal_raw(s->t, &len);
	return len;
}

static void progress_is_drawn_by_the_line_of_the_person(void **state)
{
	static const struct { const char *portal; bool over_ssh; } rows[] = { { near, false }, { far, false }, { near, true }, { far, true } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct stage s = begin(rows[i].portal, rows[i].over_ssh);
		size_t from = sent_so_far(&s);

		for (int step = 1; step <= STEPS; step++) {
			char *text = xasprintf("Fetching: %d of %d messages.", step * STEP, EXPECTED);

			fetch_until(&s, step * STEP);
			if (!rows[i].over_ssh)
				assert_true(terminal_wait_text(s.t, text));
			free(text);
		}
		fixture_tell(s.f, "{\"did\":\"failed\",\"do\":\"sync\",\"cause\":{\"type\":\"offline\"}}"); /* what is said is drawn at once */
		assert_true(terminal_wait_at(s.t, -1, "This computer has no network."));
		assert_true(terminal_wait_text(s.t, "Fetching: 120 of 1430 messages."));
		assert_int_equal(was_sent(&s, from, "Fetching: 20 of"), !rows[i].over_ssh);
		stage_end(&s);
	}
}

/* What waited to be drawn comes by itself in the end. */
static void what_is_behind_catches_up(void **state)
{
	struct stage s = begin(near, true);

	(void)state;
	fetch_until(&s, STEP);
	assert_true(terminal_wait_text(s.t, "Fetching: 20 of 1430 messages."));
	stage_end(&s);
}

/* On a slow line a letter of the palette costs its echo, until no more of them come. */
static void matches_wait_until_the_typing_pauses(void **state)
{
	struct stage s = begin(near, true);

	(void)state;
	terminal_send(s.t, ":");
	assert_true(terminal_wait_at(s.t, -1, ":"));
	terminal_mark(s.t);
	terminal_send(s.t, "paus");
	assert_true(terminal_wait_at(s.t, -1, ": paus"));
	assert_true(terminal_bytes(s.t) <= ECHO_BYTES_MOST);
	assert_true(terminal_wait_text(s.t, "> pause-until"));
	terminal_send(s.t, "<Esc>:settin<Enter>"); /* who does not wait gets there all the same */
	assert_true(terminal_wait_at(s.t, 0, "Settings"));
	stage_end(&s);
}

/* The same where a list follows what is typed above it; what acts on the list finds it as it would be. */
static void a_list_follows_when_the_typing_pauses(void **state)
{
	struct stage s = begin(near, true);

	(void)state;
	fixture_put(s.f, "Person", "{'id':'@Ewa Kowalska@','rev':1,'name':'Ewa Kowalska','country':'PL','looksFor':'water'}");
	fixture_put(s.f, "Person", "{'id':'@Lucía Ortega@','rev':1,'name':'Lucía Ortega','country':'ES','looksFor':'recipes'}");
	terminal_send(s.t, "3");
	assert_true(terminal_wait_text(s.t, "Lucía Ortega"));
	terminal_send(s.t, "f");
	assert_true(terminal_wait_at(s.t, -1, "Typing."));
	terminal_mark(s.t);
	terminal_send(s.t, "wat");
	assert_true(terminal_wait_text(s.t, "wat"));
	assert_true(terminal_shows(s.t, "Lucía Ortega"));
	assert_true(terminal_bytes(s.t) <= ECHO_BYTES_MOST);
	assert_true(terminal_wait_gone(s.t, "Lucía Ortega"));
	terminal_send(s.t, "<C-u>recip<Esc>");
	assert_true(terminal_wait_gone(s.t, "Ewa Kowalska"));
	assert_true(terminal_shows(s.t, "Lucía Ortega"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(progress_is_drawn_by_the_line_of_the_person),
		cmocka_unit_test(what_is_behind_catches_up),
		cmocka_unit_test(a_list_follows_when_the_typing_pauses),
		cmocka_unit_test(matches_wait_until_the_typing_pauses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
