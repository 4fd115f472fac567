/* What waits belongs to who wrote it: no other sign-in sends it, on no path; and an ended sign-in locks nothing. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/two.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static struct json *wish(struct world *w, const char *name)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", "sign-in");
	json_set_string(packet, "url", w->url);
	json_set_string(packet, "name", name);
	json_set_string(packet, "password", w->password);
	json_set_string(packet, "device", "test");
	return packet;
}

/* Somebody else signs in where letters wait: it is said whose they are and how many, and nothing goes. */
static void another_sign_in_is_told_what_waits(void **state)
{
	struct two *t = *state;
	int64_t entry;
	struct err cause = { 0 };
	struct json *packet;

	relay_shut(t->pair.world->relay);
	entry = two_write(t, "mine");
	two_write(t, "mine too");
	relay_open(t->pair.world->relay);
	assert_true(engine_send(&t->engine, wish(t->pair.world, "Colleague")));
	packet = two_hear(t, "failed");
	json_to_err(json_get(packet, "cause"), &cause);
	while (cause.code == ERR_OK || !text_equal(json_get_text(packet, "do"), "sign-in")) {
		json_free(packet);
		packet = two_hear(t, "failed");
		json_to_err(json_get(packet, "cause"), &cause);
	}
	assert_int_equal(cause.code, ERR_OTHER_PERSON_WAITS);
	assert_string_equal(cause.arg[1], "2");
	err_release(&cause);
	json_free(packet);
	/* The teacher's own sign-in has stayed, and sends them. */
	assert_true(two_sync_through(t, 5));
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_int_equal(two_arrived(t, "mine", NULL), 1);
}

/* The file of another sign-in is put in the place of the teacher's: it is not used. */
static void a_sign_in_that_was_copied_here_sends_nothing(void **state)
{
	struct two *t = *state;
	struct world *w = t->pair.world;
	struct engine_link second;
	struct paths paths;
	struct str file = { 0 };
	struct err e = { 0 };
	bool gone = false;
	int64_t entry = two_write(t, "not in another name");

	assert_int_equal(paths_init(&paths, "second", &e), 0);
	assert_int_equal(engine_connect(&second, &paths, true, &e), 0);
	assert_true(engine_send(&second, wish(w, "Colleague")));
	for (bool is_in = false; !is_in && !gone;) {
		struct json *packet = engine_receive(&second, &gone);

		is_in = text_equal(json_get_text(packet, "did"), "signed-in");
		json_free(packet);
	}
	engine_close(&second);
	assert_int_equal(file_read(paths.token, 100000, &file, &e), 0);
	world_engine_end(w, SIGTERM);
	assert_int_equal(file_write(w->paths.token, file.text, file.len, 0600, &e), 0);
	two_connect(t);
	assert_int_equal(two_sync(t), ERR_SIGNED_OUT);
	assert_int_equal(two_state(t, entry), OUTBOX_WAITING);
	assert_true(world_sign_in(w));
	assert_true(two_sync_through(t, 5));
	assert_int_equal(two_arrived(t, "not in another name", NULL), 1);
	str_release(&file);
	paths_release(&paths);
}

/* Without a sign-in one reads and writes on; all of it goes with the next one, in order and once. */
static void an_ended_sign_in_locks_nothing(void **state)
{
	struct two *t = *state;
	const char *words[] = { "user", "passwd", t->pair.world->portal_dir, t->pair.world->name, NULL };
	char *input = xasprintf("%s\n", t->pair.world->password);
	int64_t first, second;
	int newer, older;

	assert_int_equal(world_run("twinline-portal", words, input, NULL), 0);
	free(input);
	assert_int_equal(two_sync(t), ERR_SIGNED_OUT);
	first = two_write(t, "after the end");
	second = two_write(t, "and another");
	assert_int_equal(two_sync(t), ERR_SIGNED_OUT);
	assert_int_equal(two_state(t, first), OUTBOX_WAITING);
	assert_true(world_sign_in(t->pair.world));
	assert_true(two_sync_through(t, 5));
	assert_int_equal(two_state(t, second), OUTBOX_SENT);
	assert_int_equal(two_arrived(t, "after the end", &older), 1);
	assert_int_equal(two_arrived(t, "and another", &newer), 1);
	assert_true(newer < older);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(another_sign_in_is_told_what_waits, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_sign_in_that_was_copied_here_sends_nothing, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(an_ended_sign_in_locks_nothing, two_set_up, two_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
