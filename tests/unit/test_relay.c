/* The counting relay against a portal that answers each byte with the next letter. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/relay.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

struct line {
	struct relay *relay;
	char *portal_path, *relay_path;
	pid_t portal;
};

static int connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	memcpy(address.sun_path, path, strlen(path));
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	close(fd);
	return -1;
}

static void answer_for_ever(int listener)
{
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		char byte;
		while (read(fd, &byte, 1) == 1) {
			byte++;
			if (send(fd, &byte, 1, MSG_NOSIGNAL) != 1)
				break;
		}
		close(fd);
	}
}

static int set_up(void **state)
{
	struct line *line = xcalloc(1, sizeof *line);
	const char *home = getenv("HOME");
	line->portal_path = xasprintf("%s/portal", home);
	line->relay_path = xasprintf("%s/relay", home);
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	memcpy(address.sun_path, line->portal_path, strlen(line->portal_path));
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4) < 0)
		return -1;
	line->portal = fork();
	if (line->portal == 0)
		answer_for_ever(listener);
	close(listener);
	line->relay = relay_start(line->relay_path, line->portal_path);
	*state = line;
	return 0;
}

static int tear_down(void **state)
{
	struct line *line = *state;
	relay_free(line->relay);
	kill(line->portal, SIGKILL);
	waitpid(line->portal, NULL, 0);
	unlink(line->portal_path);
	free(line->portal_path);
	free(line->relay_path);
	free(line);
	return 0;
}

/* Sends a byte and returns the answer; 0 at the end of the line, -1 if nothing comes while milliseconds pass. */
static int ask(int fd, char byte, int milliseconds)
{
	struct pollfd input = { .fd = fd, .events = POLLIN };
	if (byte && send(fd, &byte, 1, MSG_NOSIGNAL) != 1)
		return 0;
	if (poll(&input, 1, milliseconds) <= 0)
		return -1;
	return recv(fd, &byte, 1, 0) == 1 ? byte : 0;
}

static void it_counts(void **state)
{
	struct line *line = *state;
	int fd = connect_to(line->relay_path);
	assert_int_equal(ask(fd, 'a', 10000), 'b');
	assert_int_equal(ask(fd, 'b', 10000), 'c');
	struct relay_counts counts = relay_counts(line->relay);
	assert_int_equal(counts.up, 2);
	assert_int_equal(counts.down, 2);
	assert_int_equal(counts.connections, 1);
	assert_int_equal(counts.requests, 2);
	assert_int_equal(counts.turnarounds, 3);
	relay_reset(line->relay);
	assert_int_equal(relay_counts(line->relay).up, 0);
	close(fd);
}

static void shut_it_takes_and_gives_nothing(void **state)
{
	struct line *line = *state;
	relay_shut(line->relay);
	int fd = connect_to(line->relay_path);
	assert_true(fd >= 0);
	assert_int_equal(ask(fd, 'a', 20), -1);
	relay_open(line->relay);
	assert_int_equal(ask(fd, 0, 10000), 'b');
	close(fd);
}

static void cut_it_ends_and_refuses(void **state)
{
	struct line *line = *state;
	int fd = connect_to(line->relay_path);
	assert_int_equal(ask(fd, 'a', 10000), 'b');
	relay_cut(line->relay);
	assert_int_equal(ask(fd, 'a', 10000), 0);
	close(fd);
	assert_int_equal(connect_to(line->relay_path), -1);
	relay_open(line->relay);
	fd = connect_to(line->relay_path);
	assert_int_equal(ask(fd, 'a', 10000), 'b');
	close(fd);
}

/* Two ways for the handshake, two for each letter; a letter and its headers take a millisecond. */
static void a_slow_line_takes_its_time(void **state)
{
	struct line *line = *state;
	relay_line(line->relay, 41 * 8 * 1000, 5);
	int64_t start = clock_monotonic_ms();
	int fd = connect_to(line->relay_path);
	for (int i = 0; i < 8; i++)
		assert_int_equal(ask(fd, 'a', 10000), 'b');
	assert_in_range(clock_monotonic_ms() - start, 2 * 5 + 8 * 2 * (5 + 1), 10000);
	relay_line(line->relay, 0, 0);
	close(fd);
}

/* Each direction is cut where the seed says, and what was sent before is there. */
static void a_storm_cuts_the_line_now_and_then(void **state)
{
	struct line *line = *state;
	int asked[2] = { 0 };
	for (int round = 0; round < 2; round++) {
		relay_reset(line->relay);
		relay_weather(line->relay, &(struct relay_weather){ .cut_every = 6, .stall_every = 4, .stall_ms = 1, .seed = 7 });
		for (int fd = connect_to(line->relay_path); relay_counts(line->relay).cuts < 5; asked[round]++)
			if (ask(fd, 'a', 10000) != 'b') {
				close(fd);
				fd = connect_to(line->relay_path);
			}
	}
	assert_in_range(asked[0], 5, 60);
	assert_int_equal(asked[0], asked[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_counts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(shut_it_takes_and_gives_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_slow_line_takes_its_time, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_storm_cuts_the_line_now_and_then, set_up, tear_down),
		cmocka_unit_test_setup_teardown(cut_it_ends_and_refuses, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
