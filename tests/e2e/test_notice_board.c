/*
 * Partner notices between two faces: posted at one, read and answered at the other, not posted twice, and gone at both after the last day.
 */
#include "lib/suite.h"

#include <signal.h>

#include "lib/pair.h"
#include "twinline/base/mem.h"

static const char later[] = "2026-12-20T10:38:00Z"; /* a month and three days on */

static struct terminal *sits_down(struct pair *p, const char *profile)
{
	const char *words[] = { "--language", "en", profile ? "--profile" : NULL, profile, NULL };
	struct terminal *t = world_face(p->world, 24, 80, words);

	pair_sees(t, "Home");
	terminal_send(t, ":notices<Enter>");
	assert_true(terminal_wait_at(t, 0, "Partner notices"));
	return t;
}

/* Purpose as it is chosen by typing. */
static void post(struct terminal *t, const char *purpose)
{
	terminal_send(t, "c");
	assert_true(terminal_wait_at(t, 0, "New notice"));
	terminal_send(t, "Masks and theatre<Tab>");
	terminal_send(t, purpose);
	terminal_send(t, "<Tab>12<Enter><C-x><Enter>");
	assert_true(terminal_wait_at(t, 0, "Partner notices"));
	terminal_send(t, "s");
}

/* The friend follows who posted it. */
static void follow(struct pair *p)
{
	char *text = xasprintf("{\"accountId\":\"%s\",\"create\":{\"k\":{\"person\":{\"id\":\"%s\"}}}}", p->reading.account,
	                       p->reading.correspondent);
	struct json *answer = portal_client_call(&p->reading, "Follow/set", json_parse_own(text));

	assert_int_equal(json_size(json_get(answer, "created")), 1);
	json_free(answer);
	free(text);
}

static void a_notice_is_posted_answered_and_ends(void **state)
{
	struct pair *p = *state;
	struct terminal *teacher, *friend;

	pair_friend_signs_in(p, "friend");
	teacher = sits_down(p, NULL);
	friend = sits_down(p, "friend");
	post(teacher, "");
	pair_fetches(friend, "Masks and theatre");
	/* It stands in the feed of who follows its author, and opens from there. */
	follow(p);
	terminal_send(friend, "s");
	assert_true(terminal_wait_idle(friend));
	terminal_send(friend, ":feed<Enter>");
	for (int tries = 0; tries < 50 && !terminal_shows(friend, "Partner notice: Masks"); tries++) {
		terminal_send(friend, "qs:feed<Enter>");
		terminal_wait_idle(friend);
	}
	pair_sees(friend, "Partner notice: Masks and theatre");
	pair_sees(friend, "as of 10:38");
	terminal_send(friend, "q:notices<Enter>");
	assert_true(terminal_wait_at(friend, 0, "Partner notices"));
	/* Read and answered. */
	terminal_send(friend, "<Enter>");
	assert_true(terminal_wait_at(friend, 0, "Partner notice  "));
	terminal_send(friend, "w");
	pair_sees(friend, "Re: Masks and theatre");
	terminal_send(friend, "We would like to!<C-x><Enter>");
	assert_true(terminal_wait_at(friend, 0, "Partner notice  "));
	terminal_send(friend, "1");
	terminal_send(teacher, "2");
	for (int tries = 0; tries < 200 && !terminal_shows(teacher, "Colleague"); tries++) {
		terminal_send(friend, tries % 10 ? "" : "s");
		terminal_send(teacher, tries % 10 ? "" : "s");
		terminal_read(friend, 50);
		terminal_read(teacher, 50);
	}
	pair_sees(teacher, "Masks and theatre");
	/* The same for another purpose is not posted, and why is said. */
	terminal_send(teacher, ":notices<Enter>");
	assert_true(terminal_wait_at(teacher, 0, "Partner notices"));
	pair_fetches(teacher, "1 answer");
	post(teacher, "<C-u>letters");
	terminal_send(teacher, "0");
	pair_fetches(teacher, "You have posted this already");
	/* Its last day is over. */
	world_portal_end(p->world, SIGTERM);
	setenv("TWINLINE_NOW", later, 1);
	world_portal_start(p->world);
	terminal_send(friend, ":notices<Enter>");
	pair_sees(friend, "Masks and theatre");
	pair_fetches(friend, "No notices here");
	terminal_free(teacher);
	terminal_free(friend);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_notice_is_posted_answered_and_ends, pair_set_up, pair_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
