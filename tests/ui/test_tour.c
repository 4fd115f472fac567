/* The tour: a sentence a step, done by its key; other keys do what they always do, and Esc leaves it. */
#include "lib/suite.h"

#include "lib/screens.h"
#include "lib/stage.h"

static struct stage begin(const char *language)
{
	struct stage s = stage_new();

	fixture_inbox(s.f);
	s.t = fixture_face(s.f, 24, 80, language);
	assert_true(terminal_wait_text(s.t, "Ewa"));
	terminal_send(s.t, "xtour<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "1 of 8. "));
	return s;
}

static void each_step_is_done_by_its_key(void **state)
{
	struct stage s = begin(NULL);

	(void)state;
	assert_true(screen_is(s.t, "tour-80"));
	terminal_send(s.t, "k");
	assert_true(terminal_wait_at(s.t, -1, "1 of 8. "));
	terminal_send(s.t, "j");
	assert_true(terminal_wait_at(s.t, -1, "2 of 8. Enter opens the line of the cursor. Esc leaves the tour."));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "3 of 8. q goes back"));
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, -1, "4 of 8. 2: your letters."));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	assert_true(terminal_wait_at(s.t, -1, "5 of 8. 5: events"));
	terminal_send(s.t, "c"); /* what is typed on the way does what it always does */
	assert_true(terminal_wait_at(s.t, -1, "Typing."));
	terminal_send(s.t, "5<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "5 of 8. "));
	terminal_send(s.t, "q5");
	assert_true(terminal_wait_at(s.t, -1, "6 of 8. 0: what waits"));
	terminal_send(s.t, "0");
	assert_true(terminal_wait_at(s.t, -1, "7 of 8. ?: the keys"));
	terminal_send(s.t, "?");
	assert_true(terminal_wait_at(s.t, 0, "Keys in Outbox"));
	assert_true(terminal_wait_at(s.t, -1, "8 of 8. "));
	terminal_send(s.t, "x");
	assert_true(terminal_wait_at(s.t, -1, ":"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "? keys"));
	stage_end(&s);
}

static void esc_leaves_it_at_any_step(void **state)
{
	struct stage s = begin(NULL);

	(void)state;
	terminal_send(s.t, "j<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "The tour has ended"));
	terminal_send_bytes(s.t, "[A", 2); /* which was an arrow whose end came late: the tour goes on */
	assert_true(terminal_wait_at(s.t, -1, "2 of 8. "));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_at(s.t, -1, "The tour has ended"));
	terminal_send(s.t, "j");
	assert_true(terminal_wait_at(s.t, -1, "? keys"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	terminal_send(s.t, "<Esc>"); /* and then it is back as ever */
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	terminal_send(s.t, "xtour<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "1 of 8. "));
	stage_try_sizes(&s, "<Down><Up>");
	terminal_resize(s.t, 12, 40);
	assert_true(terminal_wait_idle(s.t));
	assert_true(screen_is(s.t, "tour-40"));
	stage_end(&s);
}

/* The keys stand as the keyboard of the language types them. */
static void the_letters_of_the_keyboard_stand_in_it(void **state)
{
	struct stage s = stage_new();

	(void)state;
	fixture_inbox(s.f);
	s.t = fixture_face(s.f, 24, 80, "el");
	assert_true(terminal_wait_text(s.t, "Ewa"));
	terminal_send(s.t, "χτοθρ<Enter><Down><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "q (;)"));
	terminal_send(s.t, "<Esc>");
	assert_true(terminal_wait_gone(s.t, "q (;)"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_step_is_done_by_its_key),
		cmocka_unit_test(esc_leaves_it_at_any_step),
		cmocka_unit_test(the_letters_of_the_keyboard_stand_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
