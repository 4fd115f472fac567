/*
 * Two windows, commands and the engine on one store at once: all that was written is there, once; who cannot write says so and loses
 * nothing.
 */
#include "lib/suite.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/pair.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/store.h"

enum { COMMANDS = 12, WORDS = 40 };

static pid_t start_command(int number)
{
	pid_t pid = fork();

	if (pid == 0) {
		char *subject = xasprintf("command %d", number);
		const char *words[] = { "send", "--to", "Colleague", "--subject", subject, NULL };

		_exit(world_run("twinline", words, "Dear colleague\n", NULL));
	}
	return pid;
}

/* How often one of them is there. */
static int count(const struct strings *subjects, const char *subject)
{
	int found = 0;

	for (size_t i = 0; i < subjects->count; i++)
		found += strcmp(subjects->at[i], subject) == 0;
	return found;
}

static bool has_text(const struct strings *texts, const char *beginning)
{
	for (size_t i = 0; i < texts->count; i++)
		if (starts_with(texts->at[i], beginning))
			return true;
	return false;
}

static struct terminal *second_face(struct pair *p)
{
	struct terminal *t = world_face(p->world, 24, 80, NULL);

	assert_true(terminal_wait_at(t, -1, "2 open one more"));
	terminal_send(t, "2");
	assert_true(terminal_wait_at(t, 0, "Home"));
	return t;
}

static void begin_letter(struct pair *p, struct terminal *t, const char *subject)
{
	terminal_send(t, "2c");
	terminal_send(t, p->friend);
	terminal_send(t, "<Enter>");
	terminal_send(t, subject);
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, subject));
}

static void finish_letter(struct terminal *t)
{
	terminal_send(t, "<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Goes out at"));
}

static void all_write_and_nothing_is_lost(void **state)
{
	struct pair *p = *state;
	struct terminal *faces[2];
	struct strings subjects, texts;
	struct str typed[2] = { { 0 }, { 0 } };
	pid_t commands[COMMANDS];

	pair_write(p, "hello", 1);
	json_free(world_sync(p->world));
	faces[0] = pair_face(p, 24, 80);
	faces[1] = second_face(p);
	begin_letter(p, faces[0], "face one");
	begin_letter(p, faces[1], "face two");
	for (int i = 0; i < COMMANDS; i++)
		commands[i] = start_command(i);
	for (int i = 0; i < WORDS; i++) {
		for (int k = 0; k < 2; k++) {
			char *word = xasprintf("%c%d ", 'a' + k, i);

			terminal_send(faces[k], word);
			str_add(&typed[k], word);
			free(word);
		}
		if (i % 8 == 0)
			world_tell(p->world, "sync");
	}
	for (int i = 0; i < COMMANDS; i++) {
		int status;

		assert_int_equal(waitpid(commands[i], &status, 0), commands[i]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	for (int k = 0; k < 2; k++) {
		str_cut(&typed[k], typed[k].len - 1);
		assert_true(terminal_wait_idle(faces[k]));
		if (!letters_kept(p->world, typed[k].text))
			fail_msg("lost: %s", typed[k].text);
		finish_letter(faces[k]);
		terminal_free(faces[k]);
	}
	assert_true(letters_deliver(p->world));
	subjects = letters_received(&p->reading);
	texts = letters_texts(&p->reading);
	assert_int_equal(count(&subjects, "face one"), 1);
	assert_int_equal(count(&subjects, "face two"), 1);
	for (int i = 0; i < COMMANDS; i++) {
		char *subject = xasprintf("command %d", i);

		assert_int_equal(count(&subjects, subject), 1);
		free(subject);
	}
	for (int k = 0; k < 2; k++) {
		assert_true(has_text(&texts, typed[k].text));
		str_release(&typed[k]);
	}
	strings_release(&subjects);
	strings_release(&texts);
}

/* The engine tells: who wrote a draft sees at once that another window has taken it over, and what that one writes. */
static void who_lost_a_draft_is_told_without_a_key(void **state)
{
	struct pair *p = *state;
	struct terminal *first, *second;

	pair_write(p, "hello", 1);
	json_free(world_sync(p->world));
	first = pair_face(p, 24, 80);
	terminal_send(first, "rFrom the first");
	assert_true(terminal_wait_text(first, "From the first"));
	second = second_face(p);
	terminal_send(second, "2r");
	assert_true(terminal_wait_text(second, "2 write on here"));
	terminal_send(second, "2");
	assert_true(terminal_wait_text(second, "Typing."));
	assert_true(terminal_wait_at(first, -1, "This is written on pts/"));
	assert_true(terminal_wait_text(first, "From the first"));
	terminal_send(second, ", then the second");
	assert_true(terminal_wait_text(second, "From the first, then the second"));
	finish_letter(second);
	terminal_send(first, "q");
	assert_true(terminal_wait_at(first, 0, "Inbox"));
	terminal_free(first);
	terminal_free(second);
	assert_true(letters_kept(p->world, "From the first, then the second"));
}

/* Somebody holds the store, longer than anybody waits: that is a sentence, and what was typed is on the screen until it can be kept. */
static void a_store_that_is_held_is_waited_for_and_said(void **state)
{
	struct pair *p = *state;
	static const char why[] = "Another program is writing to ";
	const char *words[] = { "send", "--to", "Colleague", "--subject", "held", NULL };
	struct terminal *t;
	struct strings subjects;
	struct store s;
	char *said;

	pair_write(p, "hello", 1);
	json_free(world_sync(p->world));
	t = pair_face(p, 24, 80);
	begin_letter(p, t, "while it is held");
	assert_int_equal(store_open(&s, p->world->paths.store, STORE_REPLICA, 0, NULL), 0);
	assert_int_equal(db_begin(s.db, NULL), 0);
	terminal_send(t, "x");
	assert_int_equal(world_run("twinline", words, "Dear colleague\n", &said), 1);
	assert_non_null(strstr(said, why));
	free(said);
	assert_true(terminal_wait_text(t, why));
	assert_true(terminal_wait_text(t, "Text      x"));
	db_rollback(s.db);
	store_close(&s);
	terminal_send(t, "y");
	assert_true(terminal_wait_text(t, "Text      xy"));
	assert_true(letters_kept(p->world, "xy"));
	finish_letter(t);
	terminal_free(t);
	assert_int_equal(world_run("twinline", words, "Dear colleague\n", NULL), 0);
	assert_true(letters_deliver(p->world));
	subjects = letters_received(&p->reading);
	assert_int_equal(count(&subjects, "held"), 1);
	assert_int_equal(count(&subjects, "while it is held"), 1);
	strings_release(&subjects);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(all_write_and_nothing_is_lost, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(who_lost_a_draft_is_told_without_a_key, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_store_that_is_held_is_waited_for_and_said, pair_set_up, pair_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
