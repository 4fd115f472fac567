/* The face's end of the engine's socket, against a door that the test holds. */
#include "lib/suite.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/engine.h"

struct door {
	struct paths paths;
	int listener;
};

static int set_up(void **state)
{
	struct door *door = xcalloc(1, sizeof *door);
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct err e = { 0 };
	if (paths_init(&door->paths, NULL, &e) != 0)
		return -1;
	memcpy(address.sun_path, door->paths.socket, strlen(door->paths.socket));
	unlink(door->paths.socket);
	door->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	*state = door;
	return bind(door->listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(door->listener, 4) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	struct door *door = *state;
	if (door->listener >= 0)
		close(door->listener);
	unlink(door->paths.socket);
	paths_release(&door->paths);
	free(door);
	return 0;
}

/* Connects a link and lets it in: the engine's end. */
static int let_in(struct door *door, struct engine_link *link)
{
	struct err e = { 0 };
	assert_int_equal(engine_connect(link, &door->paths, false, &e), 0);
	assert_false(link->started);
	int fd = accept(door->listener, NULL, NULL);
	assert_true(fd >= 0);
	return fd;
}

static void names_of_line_states_come_back(void **state)
{
	(void)state;
	for (int i = 0; i < LINE_STATE_COUNT; i++)
		assert_int_equal(line_state_of(line_state_name((enum line_state)i)), i);
	assert_int_equal(line_state_of("tomorrow"), LINE_UNKNOWN);
	assert_int_equal(line_state_of(NULL), LINE_UNKNOWN);
}

static void a_packet_goes_whole_and_by_itself(void **state)
{
	struct engine_link link;
	int engine = let_in(*state, &link);
	char bytes[200];
	for (int i = 0; i < 2; i++) {
		struct json *packet = json_new_object();
		json_set_string(packet, "do", i == 0 ? "wake" : "sync");
		assert_true(engine_send(&link, packet));
	}
	ssize_t got = recv(engine, bytes, sizeof bytes - 1, 0);
	assert_true(got > 0);
	bytes[got] = '\0';
	assert_string_equal(bytes, "{\"do\":\"wake\"}");
	got = recv(engine, bytes, sizeof bytes - 1, 0);
	bytes[got > 0 ? got : 0] = '\0';
	assert_string_equal(bytes, "{\"do\":\"sync\"}");
	close(engine);
	engine_close(&link);
}

static void receiving_tells_nothing_there_from_gone(void **state)
{
	struct engine_link link;
	int engine = let_in(*state, &link);
	bool gone = true;
	assert_null(engine_receive(&link, &gone));
	assert_false(gone);
	static const char packet[] = "{\"did\":\"line\",\"state\":\"online\"}", noise[] = "{\"did\":";
	assert_int_equal(send(engine, noise, strlen(noise), 0), (int)strlen(noise));
	assert_int_equal(send(engine, packet, strlen(packet), 0), (int)strlen(packet));
	struct json *got = engine_receive(&link, &gone);
	assert_non_null(got); /* what is no JSON was passed over */
	assert_string_equal(json_get_text(got, "state"), "online");
	json_free(got);
	close(engine);
	assert_null(engine_receive(&link, &gone));
	assert_true(gone);
	engine_close(&link);
	assert_null(engine_receive(&link, &gone));
	assert_true(gone);
}

static void sending_never_blocks_and_tells_when_it_did_not_go(void **state)
{
	struct engine_link link;
	int engine = let_in(*state, &link);
	int sent = 0;
	for (bool went = true; went; sent += went) {
		struct json *packet = json_new_object();
		char filling[4000];
		memset(filling, 'x', sizeof filling - 1);
		filling[sizeof filling - 1] = '\0';
		json_set_string(packet, "do", filling);
		went = engine_send(&link, packet); /* nobody reads: the queue fills */
		assert_true(sent < 100000);
	}
	assert_true(sent > 0);
	close(engine);
	assert_false(engine_send(&link, json_new_object()));
	engine_close(&link);
}

static void a_packet_that_is_too_large_does_not_go(void **state)
{
	struct engine_link link;
	int engine = let_in(*state, &link);
	char *text = xmalloc(ENGINE_PACKET_MAX + 1);
	memset(text, 'x', ENGINE_PACKET_MAX);
	text[ENGINE_PACKET_MAX] = '\0';
	struct json *packet = json_new_object();
	json_set_string(packet, "do", text);
	assert_false(engine_send(&link, packet));
	free(text);
	close(engine);
	engine_close(&link);
}

static void without_an_engine_and_without_starting_one_it_is_an_error(void **state)
{
	struct door *door = *state;
	struct engine_link link;
	struct err e = { 0 };
	close(door->listener);
	door->listener = -1;
	assert_int_equal(engine_connect(&link, &door->paths, false, &e), -1);
	assert_int_equal(e.code, ERR_ENGINE);
	assert_int_equal(link.fd, -1);
	err_release(&e);
}

/* An engine that does not start says why, and its starter hears it. */
static void what_a_failing_engine_says_is_the_cause(void **state)
{
	struct door *door = *state;
	struct engine_link link;
	struct err e = { 0 };
	close(door->listener);
	door->listener = -1;
	char *dir = xasprintf("%s/bin", getenv("HOME")), *program = xasprintf("%s/twinline-sync", dir);
	char *path = xasprintf("%s:%s", dir, getenv("PATH"));
	static const char script[] = "#!/bin/sh\necho \"no luck with $2\"\nexit 1\n";
	assert_int_equal(file_make_dirs(dir, &e), 0);
	assert_int_equal(file_write(program, script, strlen(script), 0700, &e), 0);
	setenv("PATH", path, 1);
	assert_int_equal(engine_connect(&link, &door->paths, true, &e), -1);
	assert_int_equal(e.code, ERR_ENGINE);
	assert_string_equal(e.arg[0], "no luck with default");
	err_release(&e);
	free(dir);
	free(program);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_line_states_come_back),
		cmocka_unit_test_setup_teardown(a_packet_goes_whole_and_by_itself, set_up, tear_down),
		cmocka_unit_test_setup_teardown(receiving_tells_nothing_there_from_gone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(sending_never_blocks_and_tells_when_it_did_not_go, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_packet_that_is_too_large_does_not_go, set_up, tear_down),
		cmocka_unit_test_setup_teardown(without_an_engine_and_without_starting_one_it_is_an_error, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_a_failing_engine_says_is_the_cause, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
