/* The terminal harness against small programs whose behaviour is known. */
#include "lib/suite.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/process.h"
#include "lib/stream.h"
#include "lib/terminal.h"

static struct terminal *start(const char *script, int rows, int cols)
{
	const char *argv[] = { "sh", "-c", script, NULL };
	struct terminal_options options = { .argv = argv, .rows = rows, .cols = cols };
	return terminal_start(&options);
}

static void rows_and_cursor_come_through(void **state)
{
	(void)state;
	struct terminal *t = start("stty raw -echo; printf '\\033[2J\\033[3;5HΓεια 日本 e\\314\\201'; exec cat", 10, 40);
	assert_true(terminal_wait_text(t, "Γεια"));
	char *row = terminal_row(t, 2);
	assert_string_equal(row, "    Γεια 日本 e\xcc\x81");
	free(row);
	row = terminal_row(t, -1);
	assert_string_equal(row, "");
	free(row);
	int y, x;
	terminal_cursor(t, &y, &x);
	assert_int_equal(y, 2);
	assert_int_equal(x, 4 + 4 + 1 + 4 + 1 + 1);
	terminal_free(t);
}

static void keys_arrive_as_bytes(void **state)
{
	(void)state;
	struct terminal *t = start("stty raw -echo; printf ready; dd bs=1 count=18 2>/dev/null | od -An -tx1 -v -w18;"
				   "exec cat", 10, 80);
	while (!terminal_shows(t, "ready"))
		assert_true(terminal_read(t, TERMINAL_PATIENCE_MS));
	terminal_send(t, "aé<Down><C-x><Esc><Enter><PgDn><lt><Backspace><S-Tab>");
	assert_true(terminal_wait_text(t, "61 c3 a9 1b 5b 42 18 1b 0d 1b 5b 36 7e 3c 7f 1b 5b 5a"));
	terminal_free(t);
}

static void arrows_follow_the_cursor_mode(void **state)
{
	(void)state;
	struct terminal *t = start("stty raw -echo; printf '\\033[?1hready'; dd bs=1 count=3 2>/dev/null | od -An -tx1;"
				   "exec cat", 10, 80);
	while (!terminal_shows(t, "ready"))
		assert_true(terminal_read(t, TERMINAL_PATIENCE_MS));
	terminal_send(t, "<Down>");
	assert_true(terminal_wait_text(t, "1b 4f 42"));
	terminal_free(t);
}

static void bytes_are_counted_from_the_mark(void **state)
{
	(void)state;
	struct terminal *t = start("stty raw -echo; printf ready; exec cat", 10, 40);
	assert_true(terminal_wait_text(t, "ready"));
	terminal_mark(t);
	assert_int_equal(terminal_bytes(t), 0);
	assert_true(terminal_first_ns(t) < 0);
	terminal_send(t, "12345");
	assert_true(terminal_wait_text(t, "ready12345"));
	assert_int_equal(terminal_bytes(t), 5);
	assert_true(terminal_first_ns(t) >= 0 && terminal_first_ns(t) <= terminal_last_ns(t));
	size_t len;
	assert_memory_equal(terminal_raw(t, &len), "ready12345", 10);
	assert_int_equal(len, 10);
	terminal_free(t);
}

static void a_size_is_given_and_changed(void **state)
{
	(void)state;
	struct terminal *t = start("trap 'stty size' WINCH; stty size; while :; do read -r x; done", 12, 40);
	assert_true(terminal_wait_text(t, "12 40"));
	terminal_resize(t, 30, 100);
	assert_true(terminal_wait_text(t, "30 100"));
	terminal_free(t);
}

static void deaths_are_told(void **state)
{
	(void)state;
	int status;
	struct terminal *t = start("exit 7", 0, 0);
	assert_true(terminal_wait_exit(t, &status));
	assert_int_equal(WEXITSTATUS(status), 7);
	terminal_free(t);

	t = start("echo here; exec cat", 0, 0);
	assert_true(terminal_wait_text(t, "here"));
	terminal_kill(t, SIGKILL);
	assert_true(terminal_wait_exit(t, &status));
	assert_int_equal(WTERMSIG(status), SIGKILL);
	terminal_free(t);

	t = start("echo here; exec cat", 0, 0);
	assert_true(terminal_wait_text(t, "here"));
	pid_t pid = terminal_pid(t);
	assert_true(process_lives(pid));
	terminal_hang_up(t);
	assert_true(terminal_wait_exit(t, &status));
	assert_int_equal(WTERMSIG(status), SIGHUP);
	assert_false(process_lives(pid));
	terminal_free(t);
}

static void queries_are_noticed(void **state)
{
	(void)state;
	struct terminal *t = start("stty raw -echo; printf ready; exec cat", 0, 0);
	assert_true(terminal_wait_text(t, "ready"));
	assert_int_equal(terminal_queries(t), 0);
	assert_null(terminal_offence(t));
	terminal_send_bytes(t, "\033[6n.", 5);
	assert_true(terminal_wait_text(t, "ready."));
	assert_int_equal(terminal_queries(t), 1);
	char *offence = terminal_offence(t);
	assert_non_null(strstr(offence, "query"));
	free(offence);
	terminal_free(t);
}

static void foreign_sequences_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		bool fine;
	} rows[] = {
		{ "plain, \xce\x93\xce\xb5\xce\xb9\xce\xb1 \xe6\x97\xa5\r\n", true },
		{ "\033[?1049h\033[22;0;0t\033[1;24r\033(B\033[m\033[4l\033[?7h\033[?1h\033=", true },
		{ "\033[H\033[2J\033[24;80H\033[5X\033[38;5;200m\033[K\0337\0338\033[!p", true },
		{ "\033]0;title\007", false },
		{ "\033]52;c;aGk=\033\\", false },
		{ "\033P$qm\033\\", false },
		{ "\033_x\033\\", false },
		{ "\033[6n", false },
		{ "\033[c", false },
		{ "\033[21t", false },
		{ "\033[31337;1H", false },
		{ "\033[1;31337m", false },
		{ "\x9b" "2J", false },
		{ "\xc2\x9b" "2J", false },
		{ "\xe2\x80\xae", false },
		{ "\xe2\x80\xa9", false },
		{ "\x05", false },
		{ "\x7f", false },
		{ "\xc3(", false },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *found = stream_offence(rows[i].bytes, strlen(rows[i].bytes));
		if ((found == NULL) != rows[i].fine)
			fail_msg("row %zu: %s", i, found ? found : "passed");
		free(found);
	}
}

static void waiting_fails_at_the_end_of_the_program(void **state)
{
	(void)state;
	struct terminal *t = start("echo one", 0, 0);
	assert_false(terminal_wait_text(t, "two"));
	terminal_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_and_cursor_come_through),
		cmocka_unit_test(keys_arrive_as_bytes),
		cmocka_unit_test(arrows_follow_the_cursor_mode),
		cmocka_unit_test(bytes_are_counted_from_the_mark),
		cmocka_unit_test(a_size_is_given_and_changed),
		cmocka_unit_test(deaths_are_told),
		cmocka_unit_test(queries_are_noticed),
		cmocka_unit_test(foreign_sequences_are_found),
		cmocka_unit_test(waiting_fails_at_the_end_of_the_program),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
