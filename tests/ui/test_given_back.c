/* However the face ends, or stops: its terminal is given back as it was, to the byte of its line and to the last of its modes. */
#include "lib/suite.h"

#include <pty.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include "lib/entry_terminal.h"
#include "lib/process.h"
#include "lib/stage.h"
#include "lib/terminal_state.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

static const char *const terms[] = { "xterm-256color", "linux", "vt100", "screen", "rxvt", "wyse60" };

/* A face with all that could be left behind: clicks, colours, a paste that has begun. */
static struct stage begin(const char *term)
{
	struct stage s = stage_new();
	char *now = xasprintf("TWINLINE_NOW=%s", s.f->now);
	const char *const argv[] = { "twinline", NULL }, *const environment[] = { now, "LANGUAGE=en", NULL };

	fixture_inbox(s.f);
	stage_settings(s.f, "mouse = yes\ntheme = dark\nhighlight = row\n");
	s.t = terminal_start(&(struct terminal_options){ .argv = argv, .term = term, .environment = environment });
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "2j");
	assert_true(terminal_wait_idle(s.t));
	free(now);
	return s;
}

/* How the kernel makes the line of a pseudo-terminal. */
static struct termios fresh_line(void)
{
	struct termios line;
	int master, slave;

	assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
	assert_int_equal(tcgetattr(slave, &line), 0);
	close(master);
	close(slave);
	return line;
}

static void assert_given_back(struct terminal *t, const char *term, bool is_given_back)
{
	struct entry_terminal *e = entry_terminal_new(term, 24, 80);
	struct termios fresh = fresh_line(), line;
	char *left;

	assert_non_null(e);
	entry_terminal_write(e, t->raw.text, t->raw.len);
	left = entry_terminal_modes(e);
	if (is_given_back)
		assert_string_equal(left, "");
	assert_int_equal(tcgetattr(t->master, &line), 0);
	assert_int_equal(line.c_iflag == fresh.c_iflag && line.c_oflag == fresh.c_oflag && line.c_lflag == fresh.c_lflag &&
	                 line.c_cflag == fresh.c_cflag && memcmp(line.c_cc, fresh.c_cc, sizeof line.c_cc) == 0, is_given_back);
	free(left);
	entry_terminal_free(e);
}

static void by_each_end(void **state)
{
	/* 0: it is left by its own key */
	static const int signals[] = { 0, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGBUS, SIGABRT, SIGFPE };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(terms); i++) {
		for (size_t k = 0; k < ARRAY_SIZE(signals); k++) {
			struct stage s = begin(terms[i]);
			int status;

			assert_given_back(s.t, terms[i], false);
			if (signals[k])
				terminal_kill(s.t, signals[k]);
			else
				terminal_send(s.t, "Q");
			assert_true(terminal_wait_exit(s.t, &status));
			print_message("# %s, signal %d: status %d\n", terms[i], signals[k], status);
			assert_given_back(s.t, terms[i], true);
			terminal_free(s.t);
			fixture_free(s.f);
		}
	}
}

static bool has_stopped(struct terminal *t)
{
	char *path = xasprintf("/proc/%d/stat", (int)terminal_pid(t)), *state;
	struct str stat = { 0 };
	bool is;

	is = file_read(path, 4096, &stat, NULL) == 0 && (state = strrchr(stat.text, ')')) && state[2] == 'T';
	str_release(&stat);
	free(path);
	return is;
}

/* Waits for what only /proc tells: a job that is stopped waits for no input. */
static void wait_until_stopped(struct terminal *t)
{
	for (int tries = 0; tries < 4000 && !has_stopped(t); tries++)
		terminal_read(t, 5);
	assert_true(has_stopped(t));
	terminal_read(t, 5);
}

static void go_on(struct terminal *t)
{
	t->sleeps_at_send = process_sleeps(t->pid);
	t->sent = true;
	terminal_kill(t, SIGCONT);
	assert_true(terminal_wait_idle(t));
}

/* By its key, or by a signal from elsewhere. */
static void while_it_is_stopped(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * ARRAY_SIZE(terms); i++) {
		const char *term = terms[i / 2];
		struct stage s = begin(term);
		char *before = terminal_text(s.t), *after;

		if (i % 2)
			terminal_kill(s.t, SIGTSTP);
		else
			terminal_send(s.t, "<C-z>");
		wait_until_stopped(s.t);
		assert_given_back(s.t, term, true);
		assert_non_null(memmem(s.t->raw.text, s.t->raw.len, "Twinline waits.", strlen("Twinline waits.")));
		go_on(s.t);
		assert_given_back(s.t, term, false);
		after = terminal_text(s.t);
		if (strcmp(term, "wyse60") != 0) /* which the one behind this does not understand */
			assert_string_equal(after, before);
		terminal_send(s.t, "Q");
		assert_true(terminal_wait_exit(s.t, NULL));
		assert_given_back(s.t, term, true);
		free(before);
		free(after);
		terminal_free(s.t);
		fixture_free(s.f);
	}
}

/* Stopped by what no program can catch, the shell has put its own line in place: it draws anew when it goes on. */
static void after_a_stop_that_it_could_not_catch(void **state)
{
	struct stage s = begin("xterm-256color");
	struct termios fresh = fresh_line();
	static const char litter[] = "\033[H\033[Jbash: some job\r\n";
	char *before = terminal_text(s.t), *after;

	(void)state;
	terminal_kill(s.t, SIGSTOP);
	wait_until_stopped(s.t);
	assert_int_equal(tcsetattr(s.t->master, TCSANOW, &fresh), 0);
	vterm_input_write(s.t->vt, litter, strlen(litter));
	go_on(s.t);
	after = terminal_text(s.t);
	assert_string_equal(after, before);
	assert_given_back(s.t, "xterm-256color", false);
	free(before);
	free(after);
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_each_end),
		cmocka_unit_test(while_it_is_stopped),
		cmocka_unit_test(after_a_stop_that_it_could_not_catch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
