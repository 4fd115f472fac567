/* Faces that are open on a store: who is there, who is asked to go, who is killed, whom a number alone must not hit. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/records/presence.h"

static char *dir;
static struct paths paths;

static int set_up(void **state)
{
	(void)state;
	dir = xstrdup("/tmp/presence.XXXXXX");
	assert_non_null(mkdtemp(dir));
	paths = (struct paths){ .state = dir };
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	file_remove_tree(dir, NULL);
	free(dir);
	return 0;
}

static volatile sig_atomic_t asked;

static void note_asked(int number)
{
	(void)number;
	asked = 1;
}

/*
 * Another face, at "line 7": waits until it is asked to go (or never goes), and exits with 7 if it knows who takes its place.
 * So many characters are typed in it.
 */
static pid_t start_face(bool goes, size_t typed)
{
	int ready[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe(ready), 0);
	pid = fork();
	if (pid == 0) {
		struct presence p;
		struct json *place = json_new_object();
		char *taker, *text = xcalloc(typed + 1, 1);

		memset(text, 'x', typed);
		signal(SIGTERM, goes ? note_asked : SIG_IGN);
		presence_enter(&p, &paths, "pts/98");
		json_set_integer(place, "line", 7);
		json_set_string(place, "typed", text);
		presence_note(&p, 1000, place);
		if (write(ready[1], "", 1) != 1)
			_exit(1);
		while (!asked)
			poll(NULL, 0, 5);
		taker = presence_taker(&p);
		_exit(taker && strcmp(taker, "pts/99") == 0 ? 7 : 1);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	close(ready[1]);
	return pid;
}

/* The place of the only other face is taken: how it ended. */
static int take(struct presence *me)
{
	struct presence_other *others;
	pid_t pid;
	int status = -1;

	assert_int_equal(presence_others(me, &others), 1);
	pid = others[0].pid;
	assert_true(pid > 0);
	assert_string_equal(others[0].terminal, "pts/98");
	assert_int_equal(others[0].last_key, 1000);
	assert_int_equal(json_get_integer(others[0].place, "line", 0), 7);
	assert_int_equal(presence_take(me, &others[0]), 0);
	assert_int_equal(json_get_integer(others[0].place, "line", 0), 7);
	presence_release(&others[0]);
	free(others);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(presence_others(me, &others), 0);
	return status;
}

static void one_that_answers_knows_who_takes_its_place(void **state)
{
	struct presence me;
	int status;

	(void)state;
	presence_enter(&me, &paths, "pts/99");
	start_face(true, 0);
	status = take(&me);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 7);
	presence_leave(&me);
}

static void one_that_does_not_answer_is_killed(void **state)
{
	struct presence me;
	int status;

	(void)state;
	presence_enter(&me, &paths, "pts/99");
	start_face(false, 0);
	status = take(&me);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	presence_leave(&me);
}

/* What a face left behind that was killed, or stands there from another computer, is nobody here: its number may be another program's. */
static void a_number_alone_is_nobody(void **state)
{
	struct presence me;
	struct presence_other *others, other;
	char *path = xasprintf("%s/face.1", dir), *note;
	pid_t face = start_face(true, 0), bystander;

	(void)state;
	kill(face, SIGKILL);
	waitpid(face, NULL, 0);
	presence_enter(&me, &paths, "pts/99"); /* takes the same file over */
	assert_int_equal(presence_others(&me, &others), 0);
	presence_leave(&me);
	bystander = fork();
	if (bystander == 0)
		for (;;)
			pause();
	note = xasprintf("{\"id\":5,\"pid\":%d,\"host\":\"elsewhere\",\"terminal\":\"pts/1\",\"key\":1}", (int)bystander);
	assert_int_equal(file_write(path, note, strlen(note), 0600, NULL), 0);
	me = (struct presence){ .fd = -1, .slot = 2, .state = dir, .terminal = dir };
	assert_false(presence_find(&me, 5, &other)); /* nobody has it locked */
	assert_int_equal(waitpid(bystander, NULL, WNOHANG), 0);
	kill(bystander, SIGKILL);
	waitpid(bystander, NULL, 0);
	free(note);
	free(path);
}

/* The same store from another computer of a network home: seen, never hit. */
static void a_face_of_another_computer_is_seen_and_left_alone(void **state)
{
	struct presence me;
	struct presence_other *others;
	char *path = xasprintf("%s/face.1", dir);
	static const char note[] = "{\"id\":5,\"pid\":1,\"host\":\"library2\",\"terminal\":\"pts/1\",\"key\":9}";
	pid_t face = start_face(false, 0);
	FILE *file = fopen(path, "w");

	(void)state;
	assert_non_null(file);
	fputs(note, file);
	fclose(file);
	presence_enter(&me, &paths, "pts/99");
	assert_int_equal(presence_others(&me, &others), 1);
	assert_string_equal(others[0].host, "library2");
	assert_int_equal(others[0].pid, 0);
	assert_int_equal(presence_take(&me, &others[0]), -1);
	assert_int_equal(waitpid(face, NULL, WNOHANG), 0);
	presence_release(&others[0]);
	free(others);
	presence_leave(&me);
	kill(face, SIGKILL);
	waitpid(face, NULL, 0);
	free(path);
}

/* What was typed may be longer than what others read of a face: it is seen all the same, with no place to go on at. */
static void one_that_has_much_to_tell_is_seen(void **state)
{
	pid_t face = start_face(false, 70 * 1000);
	struct presence_other *others;
	struct presence me;

	(void)state;
	presence_enter(&me, &paths, "pts/99");
	assert_int_equal(presence_others(&me, &others), 1);
	assert_int_equal(others[0].pid, face);
	assert_null(others[0].place);
	presence_release(&others[0]);
	free(others);
	presence_leave(&me);
	kill(face, SIGKILL);
	waitpid(face, NULL, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_that_answers_knows_who_takes_its_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_that_does_not_answer_is_killed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_that_has_much_to_tell_is_seen, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_number_alone_is_nobody, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_face_of_another_computer_is_seen_and_left_alone, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
