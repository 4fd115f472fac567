/* Two faces of one person: one goes on where the other stood, or both stay and only one of them writes a draft. */
#include "lib/suite.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "lib/stage.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

static const char asks[] = "1 bring it here  2 open one more";

/* The cells of a row from a column on, without trailing blanks; yours. */
static char *row_of(struct terminal *t, int row)
{
	return terminal_row(t, row);
}

static void assert_same_screen(struct terminal *t, char *const *rows, int count)
{
	for (int i = 0; i < count; i++) {
		char *row = row_of(t, i);

		assert_string_equal(row, rows[i]);
		free(row);
	}
}

enum { ROWS = 22 };

/* Ends the test if the second face does not come to stand where the first one stood, or the first one does not end. */
static void bring_here(struct stage *s, struct terminal **second)
{
	char *rows[ROWS];
	int row, column;

	for (int i = 0; i < ROWS; i++)
		rows[i] = row_of(s->t, i);
	terminal_cursor(s->t, &row, &column);
	*second = fixture_face(s->f, 24, 80, NULL);
	assert_true(terminal_wait_at(*second, -1, "Twinline is open on pts/"));
	assert_true(terminal_wait_at(*second, -1, asks));
	terminal_send(*second, "1");
	assert_true(terminal_wait_gone(*second, "bring it here"));
	assert_true(terminal_wait_cursor(*second, row, column));
	assert_same_screen(*second, rows, ROWS);
	for (int i = 0; i < ROWS; i++)
		free(rows[i]);
}

static void assert_said_goodbye(struct terminal *t)
{
	int status;

	assert_true(terminal_wait_exit(t, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(terminal_shows(t, "Twinline went on on pts/"));
	assert_true(terminal_shows(t, "brings it back."));
}

static void half_a_sentence_goes_on_elsewhere(void **state)
{
	struct stage s = stage_inbox(24, 80);
	struct terminal *second;

	(void)state;
	terminal_send(s.t, "<Down><Down>r");
	assert_true(terminal_wait_text(s.t, "Typing."));
	terminal_send(s.t, "Half a sentence<Left><Left>");
	assert_true(terminal_wait_text(s.t, "Half a sentence"));
	bring_here(&s, &second);
	assert_said_goodbye(s.t);
	terminal_send(second, "n");
	assert_true(terminal_wait_text(second, "Half a sentennce"));
	assert_true(fixture_keeps(s.f, "Half a sentennce"));
	terminal_send(second, "<Esc>q");
	assert_true(terminal_wait_at(second, 0, "Inbox"));
	assert_true(terminal_wait_at(second, -1, "Kept as a draft."));
	terminal_free(s.t);
	s.t = second;
	stage_end(&s);
}

static void a_place_in_a_list_is_the_same_place(void **state)
{
	struct stage s = stage_inbox(24, 80);
	struct terminal *second;

	(void)state;
	terminal_send(s.t, "<PgDn><Down><Down>");
	assert_true(terminal_wait_idle(s.t));
	bring_here(&s, &second);
	assert_said_goodbye(s.t);
	terminal_free(s.t);
	s.t = second;
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "to you"));
	bring_here(&s, &second);
	assert_said_goodbye(s.t);
	terminal_free(s.t);
	s.t = second;
	stage_end(&s);
}

/* Whatever is open, the same is open there: each of these goes on where the one before was brought. */
static void every_screen_comes_along(void **state)
{
	static const char *const keys[] = { "<Down>", "3", "q4", "q5", "v", "v<Down>", "q6<Down><Down>", "q9", "q0", "q2<PgDn>v", "v", "?", "q",
	                                     "5c", "Half an eve<Left>", "<Tab>" };
	struct stage s = stage_inbox(24, 80);

	(void)state;
	terminal_send(s.t, "q");
	assert_true(terminal_wait_at(s.t, 0, "Home"));
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		struct terminal *second;

		terminal_send(s.t, keys[i]);
		assert_true(terminal_wait_idle(s.t));
		bring_here(&s, &second);
		assert_said_goodbye(s.t);
		terminal_free(s.t);
		s.t = second;
	}
	assert_true(terminal_shows(s.t, "Half an eve"));
	stage_end(&s);
}

/* Ctrl-Z has given the terminal to the shell; a SIGSTOP from elsewhere has not. */
static void a_stopped_face_is_ended_too(void **state)
{
	(void)state;
	for (int by_key = 0; by_key < 2; by_key++) {
		struct stage s = stage_inbox(24, 80);
		struct terminal *second;

		terminal_send(s.t, "<Down>rWritten before");
		assert_true(terminal_wait_text(s.t, "Written before"));
		if (by_key) {
			terminal_send(s.t, "<Esc>");
			assert_true(terminal_wait_text(s.t, "choose"));
		} else {
			terminal_kill(s.t, SIGSTOP);
		}
		if (by_key) {
			terminal_send(s.t, "<C-z>");
			waitid(P_PID, (id_t)terminal_pid(s.t), &(siginfo_t){ 0 }, WSTOPPED | WNOWAIT);
		}
		second = fixture_face(s.f, 24, 80, NULL);
		assert_true(terminal_wait_at(second, -1, asks));
		terminal_send(second, "1");
		assert_true(terminal_wait_text(second, "Written before"));
		assert_true(terminal_wait_exit(s.t, NULL));
		assert_true(terminal_shows(s.t, "Twinline went on on pts/"));
		terminal_free(s.t);
		s.t = second;
		stage_end(&s);
	}
}

/* From now on the terminal takes nothing: whoever writes to it waits. */
static void hang_line(struct terminal *t)
{
	char *link = xasprintf("/proc/%d/fd/0", (int)terminal_pid(t));
	int tty = open(link, O_RDWR | O_NOCTTY | O_CLOEXEC);

	assert_true(tty >= 0);
	assert_int_equal(tcflow(tty, TCOOFF), 0);
	close(tty);
	free(link);
}

/* The face waits for the line in the midst of a page: it cannot answer. */
static void a_face_on_a_hung_line_is_ended_too(void **state)
{
	struct stage s = stage_inbox(24, 80);
	struct terminal *second;
	int status;

	(void)state;
	terminal_send(s.t, "rWritten before");
	assert_true(terminal_wait_text(s.t, "Written before"));
	hang_line(s.t);
	terminal_send(s.t, " the line hung");
	for (int64_t until = clock_monotonic_ms() + TERMINAL_PATIENCE_MS; !fixture_keeps(s.f, "before the line hung"); poll(NULL, 0, 2))
		assert_true(clock_monotonic_ms() < until);
	second = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(second, -1, asks));
	terminal_send(second, "1");
	assert_true(terminal_wait_text(second, "Written before the line hung"));
	assert_true(terminal_wait_exit(s.t, &status));
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	terminal_free(s.t);
	s.t = second;
	stage_end(&s);
}

static void one_more_stays_possible_and_leaves_the_draft_alone(void **state)
{
	struct stage s = stage_inbox(24, 80);
	struct terminal *second;

	(void)state;
	terminal_send(s.t, "rFrom the first");
	assert_true(terminal_wait_text(s.t, "From the first"));
	second = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(second, -1, asks));
	terminal_send(second, "2");
	assert_true(terminal_wait_at(second, 0, "Home"));
	assert_false(terminal_shows(second, "From the first"));
	/* The same letter again: it is read here, and written there. */
	terminal_send(second, "2r");
	assert_true(terminal_wait_at(second, -1, "This is being written on pts/"));
	assert_true(terminal_wait_at(second, -1, "1 read it  2 write on here"));
	assert_true(terminal_shows(second, "From the first"));
	terminal_send(second, "1");
	assert_true(terminal_wait_gone(second, "read it"));
	terminal_send(second, "<Tab><Tab>d");
	assert_true(terminal_wait_at(second, -1, "This is being written on pts/"));
	terminal_send(second, "1");
	terminal_send(s.t, ", and on");
	assert_true(terminal_wait_text(s.t, "From the first, and on"));
	/* Taken over: the first one is told at its next key, and what it shows is what is kept. */
	terminal_send(second, "<Enter>");
	assert_true(terminal_wait_at(second, -1, "2 write on here"));
	terminal_send(second, "2");
	assert_true(terminal_wait_text(second, "Typing."));
	assert_true(terminal_wait_text(second, "From the first, and on"));
	terminal_send(second, ". The second");
	assert_true(terminal_wait_text(second, "and on. The second"));
	terminal_send(s.t, "x");
	assert_true(terminal_wait_at(s.t, -1, "This is written on pts/"));
	assert_true(terminal_wait_text(s.t, "From the first, and on. The second"));
	assert_true(fixture_keeps(s.f, "From the first, and on. The second"));
	/* And back. */
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "2 write on here"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_text(s.t, "Typing."));
	terminal_send(s.t, ". First again");
	assert_true(terminal_wait_text(s.t, "The second. First again"));
	assert_true(fixture_keeps(s.f, "From the first, and on. The second. First again"));
	/* The first one goes: nobody writes it then, and the second one need not ask. */
	terminal_send(second, "x");
	assert_true(terminal_wait_at(second, -1, "This is written on pts/"));
	terminal_send(s.t, "<Esc>q");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	terminal_send(second, "<Enter>");
	assert_true(terminal_wait_text(second, "Typing."));
	assert_true(terminal_wait_text(second, "The second. First again"));
	terminal_free(second);
	stage_end(&s);
}

/* A full disk: what stands on that screen alone is not ended with it. */
static void what_is_not_kept_is_not_ended(void **state)
{
	struct stage s = stage_inbox(24, 80);
	struct terminal *second;

	(void)state;
	terminal_send(s.t, "rKept");
	assert_true(terminal_wait_text(s.t, "Kept"));
	stage_fill_disk(&s, true);
	terminal_send(s.t, " and not");
	assert_true(terminal_wait_at(s.t, -1, "The disk is full."));
	second = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(second, "with text that is not kept yet: finish it there."));
	assert_true(terminal_shows(s.t, "Kept and not"));
	terminal_free(second);
	stage_fill_disk(&s, false);
	terminal_send(s.t, "!");
	assert_true(terminal_wait_gone(s.t, "The disk is full."));
	second = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_at(second, -1, asks));
	terminal_free(second);
	stage_end(&s);
}

/* At 40 columns the answers stand below the question. */
static void a_small_screen_shows_question_and_answers(void **state)
{
	struct stage s = stage_inbox(24, 80);
	struct terminal *narrow = fixture_face(s.f, 12, 40, NULL), *greek;

	(void)state;
	assert_true(terminal_wait_at(narrow, -1, asks));
	assert_true(terminal_wait_at(narrow, -3, "Twinline is open on pts/"));
	assert_true(terminal_wait_at(narrow, -2, "10:37."));
	terminal_free(narrow);
	greek = fixture_face(s.f, 24, 80, "el");
	assert_true(terminal_wait_at(greek, -2, "Το Twinline είναι ανοιχτό στο pts/"));
	assert_true(terminal_wait_at(greek, -1, "1 να έρθει εδώ  2 να ανοίξει κι άλλο"));
	terminal_free(greek);
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(half_a_sentence_goes_on_elsewhere),
		cmocka_unit_test(a_place_in_a_list_is_the_same_place),
		cmocka_unit_test(every_screen_comes_along),
		cmocka_unit_test(a_stopped_face_is_ended_too),
		cmocka_unit_test(what_is_not_kept_is_not_ended),
		cmocka_unit_test(a_face_on_a_hung_line_is_ended_too),
		cmocka_unit_test(a_small_screen_shows_question_and_answers),
		cmocka_unit_test(one_more_stays_possible_and_leaves_the_draft_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
