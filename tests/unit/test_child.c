/* Programs of others: what they get and give, what they do not get, and that they end. */
#include "lib/suite.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "twinline/base/child.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

enum { MOST = 1000 };

/* What a script makes of "in"; its exit status. */
static int run(const char *script, char *const *environment, struct str *out)
{
	char *arguments[] = { (char[]){ "sh" }, (char[]){ "-c" }, xstrdup(script), NULL };
	struct child_work w = { .arguments = arguments, .environment = environment, .input = "in", .len = 2, .seconds = 5 };
	struct err e = { 0 };
	int status = child_run(&w, out, MOST, &e);

	assert_int_equal(e.code, ERR_OK);
	free(arguments[2]);
	return status;
}

static void expect(const char *script, int status, const char *said)
{
	struct str out = { 0 };

	assert_int_equal(run(script, NULL, &out), status);
	assert_string_equal(out.text ? out.text : "", said);
	str_release(&out);
}

static void it_gets_bytes_and_gives_bytes(void **state)
{
	(void)state;
	expect("cat; echo -x", 0, "in-x\n");
	expect("exit 3", 3, "");
	expect("kill -TERM $$", -1, "");
	expect("echo a; exec >&-; sleep 0.05; exit 4", 4, "a\n");
}

static void there_is_nothing_else_for_it(void **state)
{
	static char path[] = "PATH=/usr/bin:/bin";
	char *const environment[] = { path, NULL };
	struct str out = { 0 };

	(void)state;
	setenv("TWINLINE_SECRET", "x", 1);
	assert_int_equal(run("echo [$TWINLINE_SECRET]; exec ls /proc/self/fd", environment, &out), 0);
	assert_string_equal(out.text, "[]\n0\n1\n2\n3\n");
	str_release(&out);
	expect("f=$(mktemp -u); sh -c \"echo x > $f\" || echo no; rm -f $f", 0, "no\n");
	unsetenv("TWINLINE_SECRET");
}

static void too_much_is_nothing(void **state)
{
	struct str out = { 0 };

	(void)state;
	assert_int_equal(run("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done", NULL, &out), -1);
	assert_true(out.len <= MOST);
	str_release(&out);
}

static void a_program_that_is_not_there_says_so(void **state)
{
	char *arguments[] = { (char[]){ "twinline-no-such-program" }, NULL };
	struct child_work w = { .arguments = arguments, .input = "", .seconds = 5 };
	struct str out = { 0 };

	(void)state;
	assert_int_equal(child_run(&w, &out, MOST, NULL), CHILD_NOT_FOUND);
	str_release(&out);
}

/* It is given up with what it has started, and nobody has waited for it. */
static void it_ends_with_all_that_it_started(void **state)
{
	char *arguments[] = { (char[]){ "sh" }, (char[]){ "-c" }, (char[]){ "sleep 60 & echo $!; wait" }, NULL };
	struct child_work w = { .arguments = arguments, .input = "", .seconds = 5 };
	struct pollfd ready = { .events = POLLIN };
	struct str out = { 0 };
	struct child c;
	int64_t before = clock_monotonic_ms();

	(void)state;
	assert_int_equal(child_start(&c, &w, NULL), 0);
	ready.fd = c.out;
	while (!out.text || !strchr(out.text, '\n')) {
		assert_int_equal(poll(&ready, 1, 5000), 1);
		assert_int_equal(child_read(&c, &out, MOST), 1);
	}
	assert_int_equal(child_end(&c, 0), -1);
	pid_t sleeper = (pid_t)strtol(out.text, NULL, 10);
	while (kill(sleeper, 0) == 0) { /* its new parent takes it away */
		char state_of[64] = "", *name = xasprintf("/proc/%d/stat", (int)sleeper);
		FILE *f = fopen(name, "r");
		free(name);
		if (!f || fscanf(f, "%*d %*s %63s", state_of) != 1 || *state_of == 'Z' || *state_of == 'X') {
			if (f)
				fclose(f);
			break;
		}
		fclose(f);
		assert_true(clock_monotonic_ms() - before < 5000);
	}
	assert_true(clock_monotonic_ms() - before < 5000);
	assert_int_equal(child_end(&c, 0), -1);
	str_release(&out);
}

/* Whoever reads it as it comes learns it, too, though the program heeds no alarm and says nothing. */
static void its_time_is_over_for_who_reads_meanwhile(void **state)
{
	char *arguments[] = { (char[]){ "sh" }, (char[]){ "-c" }, (char[]){ "trap '' ALRM; echo half; sleep 60" }, NULL };
	struct child_work w = { .arguments = arguments, .input = "", .seconds = 1 };
	struct pollfd ready = { .events = POLLIN };
	struct str out = { 0 };
	struct child c = { 0 };
	int64_t before = clock_monotonic_ms();
	int more = 1;

	(void)state;
	assert_int_equal(child_left(&c), -1);
	assert_int_equal(child_start(&c, &w, NULL), 0);
	assert_in_range(child_left(&c), 1, 1000);
	ready.fd = c.out;
	while (more == 1) {
		poll(&ready, 1, (int)child_left(&c));
		more = child_read(&c, &out, MOST);
	}
	assert_int_equal(more, -1);
	assert_int_equal(child_left(&c), 0);
	assert_string_equal(out.text, "half\n");
	assert_int_equal(child_end(&c, child_left(&c)), -1);
	assert_int_equal(child_left(&c), -1);
	assert_true(clock_monotonic_ms() - before < 5000);
	str_release(&out);
}

static void words_are_parted_by_blanks_alone(void **state)
{
	char **words = child_words("  trans  -b '$(id)' ", (const char *const[]){ "de", "en", NULL });
	static const char *const wanted[] = { "trans", "-b", "'$(id)'", "de", "en" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wanted); i++)
		assert_string_equal(words[i], wanted[i]);
	assert_null(words[ARRAY_SIZE(wanted)]);
	child_words_free(words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_gets_bytes_and_gives_bytes),
		cmocka_unit_test(there_is_nothing_else_for_it),
		cmocka_unit_test(too_much_is_nothing),
		cmocka_unit_test(a_program_that_is_not_there_says_so),
		cmocka_unit_test(it_ends_with_all_that_it_started),
		cmocka_unit_test(its_time_is_over_for_who_reads_meanwhile),
		cmocka_unit_test(words_are_parted_by_blanks_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
