/* Signing in, with the test as the engine. */
#include "lib/suite.h"

#include <unistd.h>

#include "lib/screens.h"
#include "lib/stage.h"
#include "lib/world.h"
#include "twinline/base/mem.h"

/* What the test says as the engine, when it is asked who a portal is. */
static void answer_probe(struct stage *s, const char *url)
{
	struct json *packet = fixture_hear(s->f, "probe");

	assert_string_equal(json_get_text(packet, "url"), url);
	json_free(packet);
	fixture_tell(s->f, "{\"did\":\"probed\",\"host\":\"portal.okul.example\",\"issuer\":\"Example Root\",\"until\":1804075200}");
}

/* A computer that nobody has signed in on, at the form. */
static struct stage begin(int rows, int cols)
{
	struct stage s = stage_new();

	unlink(s.f->paths.token);
	assert_int_equal(store_set_fact(&s.f->store, "me", "{}", NULL), 0);
	assert_int_equal(store_set_fact(&s.f->store, "sign-in", "{\"device\":\"okul-sunucu\"}", NULL), 0);
	world_set(SETTING_LANGUAGE, "en");
	world_set(SETTING_PORTAL, "");
	world_set(SETTING_SHARED, "no");
	s.t = fixture_face(s.f, rows, cols, NULL);
	assert_true(terminal_wait_text(s.t, "What would you like?"));
	terminal_send(s.t, "<Down><Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Sign in"));
	return s;
}

static void it_looks_as_drawn(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	assert_true(terminal_wait_cursor(s.t, 1, 13));
	terminal_send(s.t, "portal.okul.example<Enter>ayse.demir@okul.example<Enter>");
	answer_probe(&s, "portal.okul.example");
	assert_true(terminal_wait_text(s.t, "valid until"));
	assert_true(terminal_wait_cursor(s.t, 3, 13));
	stage_looks(&s, "sign-in-80", "sign-in-40");
	stage_end(&s);
}

static void passwords_are_seen_only_if_wanted(void **state)
{
	struct stage s = begin(24, 80);

	(void)state;
	terminal_send(s.t, "p<Tab>n<Tab>Geheimnis");
	assert_true(terminal_wait_at(s.t, 3, "Password   *********"));
	assert_false(terminal_shows(s.t, "Geheimnis"));
	terminal_send(s.t, "<Tab><Space>");
	assert_true(terminal_wait_at(s.t, 4, "Show       yes; Space changes it"));
	assert_true(terminal_wait_at(s.t, 3, "Password   Geheimnis"));
	terminal_send(s.t, "<Space>");
	assert_true(terminal_wait_gone(s.t, "Geheimnis"));
	assert_false(fixture_keeps(s.f, "Geheimnis"));
	stage_end(&s);
}

static void the_engine_is_asked_and_heard(void **state)
{
	struct stage s = begin(24, 80);
	struct json *packet;

	(void)state;
	terminal_send(s.t, "<C-x><Enter>");
	assert_true(terminal_wait_at(s.t, -1, "Which portal?"));
	terminal_send(s.t, "portal.example<Enter>ayse<Enter>wrong<Enter>");
	assert_true(terminal_wait_cursor(s.t, 8, 0));
	terminal_send(s.t, "<Enter>"); /* waits until the portal has said who it is */
	answer_probe(&s, "portal.example");
	packet = fixture_hear(s.f, "sign-in");
	assert_string_equal(json_get_text(packet, "url"), "portal.example");
	assert_string_equal(json_get_text(packet, "name"), "ayse");
	assert_string_equal(json_get_text(packet, "password"), "wrong");
	assert_string_equal(json_get_text(packet, "device"), "okul-sunucu");
	json_free(packet);
	fixture_tell(s.f, "{\"did\":\"failed\",\"do\":\"sign-in\",\"cause\":{\"type\":\"badPassword\"}}");
	assert_true(terminal_wait_at(s.t, -1, "Name or password is not right."));
	assert_true(terminal_wait_cursor(s.t, 3, 13)); /* in the password, which is empty again */
	terminal_send(s.t, "right<C-x><Enter>");
	packet = fixture_hear(s.f, "sign-in");
	assert_string_equal(json_get_text(packet, "password"), "right");
	json_free(packet);
	assert_int_equal(store_set_fact(&s.f->store, "me", "{\"person\":\"paaaaaaa\",\"name\":\"A\"}", NULL), 0);
	fixture_tell(s.f, "{\"did\":\"signed-in\",\"person\":\"paaaaaaa\",\"name\":\"Ay\\u001b[31mşe Demir\"}");
	assert_true(terminal_wait_at(s.t, 0, "Home  A"));
	assert_true(terminal_shows(s.t, "Signed in: Ay"));
	terminal_send(s.t, "q"); /* sign-in is not below any more */
	assert_true(terminal_wait_exit(s.t, NULL));
	stage_end(&s);
}

static void who_signed_in_once_reads_on(void **state)
{
	struct stage s = stage_new();

	(void)state;
	unlink(s.f->paths.token);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	assert_true(terminal_wait_text(s.t, "Your sign-in has ended. Read and write on;"));
	terminal_send(s.t, "s");
	assert_true(terminal_wait_at(s.t, 0, "Sign in"));
	assert_true(terminal_wait_cursor(s.t, 1, 13));
	terminal_send(s.t, "<Esc>q");
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_looks_as_drawn),
		cmocka_unit_test(who_signed_in_once_reads_on),
		cmocka_unit_test(passwords_are_seen_only_if_wanted),
		cmocka_unit_test(the_engine_is_asked_and_heard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
