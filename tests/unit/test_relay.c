/* The counting relay against a portal that answers each byte with the next letter. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/relay.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

struct line {
	struct relay *relay;
	char *portal_path, *relay_path;
	pid_t portal;
	atomic_int *heard; /* bytes, by the portal; shared with it */
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

static void answer_for_ever(int listener, atomic_int *heard)
{
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		char byte;
		while (read(fd, &byte, 1) == 1) {
			++*heard;
			byte++;
			send(fd, &byte, 1, MSG_NOSIGNAL); /* whether or not somebody hears it */
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
	line->heard = mmap(NULL, sizeof *line->heard, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	memcpy(address.sun_path, line->portal_path, strlen(line->portal_path));
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 4) < 0)
		return -1;
	line->portal = fork();
	if (line->portal == 0)
		answer_for_ever(listener, line->heard);
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
	munmap(line->heard, sizeof *line->heard);
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

static int portal_heard(const struct line *line)
{
	return *line->heard;
}

/* The same, once it is so many bytes; after ten seconds whatever it is. */
static int portal_heard_by(const struct line *line, size_t bytes)
{
	for (int64_t until = clock_monotonic_ms() + 10000; portal_heard(line) < (int)bytes && clock_monotonic_ms() < until;)
		poll(NULL, 0, 1);
	return portal_heard(line);
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

/* What the portal, which answers each byte, says to a request and to its repeats: its next letters, of as many bytes. */
static int answered(int fd, const char *request)
{
	int count = 0;
	assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL), strlen(request));
	while (ask(fd, 0, count == 0 ? 10000 : 50) > 0)
		count++;
	return count;
}

static void whole_requests_go_late_and_again(void **state)
{
	static const char request[] = "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc";
	struct line *line = *state;
	int fd = connect_to(line->relay_path);
	relay_swallow(line->relay);
	assert_int_equal(answered(fd, request), 0);
	close(fd);
	assert_int_equal(portal_heard(line), 0);
	relay_late(line->relay);
	assert_int_equal(portal_heard_by(line, strlen(request)), strlen(request));
	fd = connect_to(line->relay_path);
	assert_int_equal(answered(fd, request), strlen(request));
	close(fd);
	relay_repeat(line->relay, 1);
	assert_int_equal(portal_heard_by(line, 3 * strlen(request)), 3 * strlen(request));
	relay_repeat(line->relay, 5); /* no such one */
	assert_int_equal(portal_heard(line), 3 * strlen(request));
}

static void meddle(void *data, struct str *request, struct str *answer)
{
	(void)request;
	str_add(answer, data);
}

static void a_relay_that_lies_answers_itself(void **state)
{
	struct line *line = *state;
	char lie[] = "no";
	relay_free(line->relay);
	line->relay = relay_start_meddling(line->relay_path, line->portal_path,
	                                   &(struct relay_meddler){ .meddle = meddle, .data = lie });
	int fd = connect_to(line->relay_path);
	assert_int_equal(answered(fd, "GET / HTTP/1.1\r\n\r\n"), strlen(lie));
	assert_int_equal(portal_heard(line), 0);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_counts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(shut_it_takes_and_gives_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_slow_line_takes_its_time, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_storm_cuts_the_line_now_and_then, set_up, tear_down),
		cmocka_unit_test_setup_teardown(whole_requests_go_late_and_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_relay_that_lies_answers_itself, set_up, tear_down),
		cmocka_unit_test_setup_teardown(cut_it_ends_and_refuses, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
