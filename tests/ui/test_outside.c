/* The person's own editor, for the text of a field: what it is given, what comes back, and the terminal before and after. */
#include "lib/suite.h"

#include <dirent.h>
#include <sys/stat.h>

#include "lib/stage.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/cells.h"

/* Makes a script the editor of the faces that are started from now on. */
static void set_editor(const struct fixture *f, const char *script)
{
	char *path = xasprintf("%s/my editor", f->paths.state), *command = xasprintf("sh '%s' now", path);

	assert_int_equal(file_write(path, script, strlen(script), 0600, NULL), 0);
	assert_int_equal(setenv("VISUAL", command, 1), 0);
	free(command);
	free(path);
}

static int left_behind(const struct fixture *f)
{
	DIR *dir = opendir(f->paths.runtime);
	struct dirent *entry;
	int count = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)))
		count += strncmp(entry->d_name, "edit-", 5) == 0;
	closedir(dir);
	return count;
}

static struct stage begin(const char *script)
{
	struct stage s = stage_new();

	fixture_inbox(s.f);
	set_editor(s.f, script);
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Ewa"));
	return s;
}

static void the_text_goes_out_and_comes_back(void **state)
{
	struct stage s = begin("test \"$1\" = now && cat \"$2\" > /dev/tty && stat -c %a \"$2\" \"$(dirname \"$2\")\" >> \"$2\" || exit 1\n"
	                       "printf 'r\\033[31med\\n' >> \"$2\"\n");

	(void)state;
	terminal_send(s.t, "rFirst<Enter>line ");
	assert_true(terminal_wait_text(s.t, "line"));
	terminal_send(s.t, "<Esc>E");
	assert_true(terminal_wait_at(s.t, 3, "Text      First"));
	assert_true(terminal_wait_at(s.t, 4, "            line 600")); /* nobody else can read it, */
	assert_true(terminal_wait_at(s.t, 5, "            700"));      /* or look into where it lies */
	assert_true(terminal_wait_at(s.t, 6, "            r\ufffd[31med"));
	assert_true(terminal_alternate(s.t));
	assert_int_equal(left_behind(s.f), 0);
	assert_true(fixture_keeps(s.f, "line 600"));
	terminal_send(s.t, "<Enter>!");
	assert_true(terminal_wait_at(s.t, 6, "r\ufffd[31med!"));
	stage_end(&s);
}

static void what_fails_changes_nothing(void **state)
{
	struct stage s = begin("echo lost >> \"$2\"; exit 3\n");

	(void)state;
	terminal_send(s.t, "rMine<Esc>E");
	assert_true(terminal_wait_at(s.t, -1, "the text is as it was."));
	assert_true(terminal_wait_at(s.t, 3, "Text      Mine"));
	assert_false(terminal_shows(s.t, "lost"));
	assert_int_equal(left_behind(s.f), 0);
	terminal_send(s.t, "Q");
	assert_true(terminal_wait_exit(s.t, NULL));
	terminal_free(s.t);
	assert_int_equal(setenv("VISUAL", "no-such-editor --wait", 1), 0);
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_text(s.t, "Mine"));
	terminal_send(s.t, "<Esc>E");
	assert_true(terminal_wait_at(s.t, -1, "no-such-editor --wait does not start. $VISUAL or $EDITOR names the editor."));
	assert_true(terminal_wait_at(s.t, 3, "Text      Mine"));
	stage_end(&s);
}

static void a_full_disk_keeps_no_half_of_it(void **state)
{
	struct stage s = begin("echo lost >> \"$2\"\n");

	(void)state;
	terminal_send(s.t, "rMine<Esc>");
	assert_true(terminal_wait_idle(s.t));
	stage_fill_disk(&s, true);
	terminal_send(s.t, "E");
	assert_true(terminal_wait_at(s.t, -1, "twinline.txt: File too large"));
	assert_int_equal(left_behind(s.f), 0);
	stage_fill_disk(&s, false);
	stage_end(&s);
}

static char *read_all(const char *path)
{
	struct str text = { 0 };

	assert_int_equal(file_read(path, 100000, &text, NULL), 0);
	return str_detach(&text);
}

static void letters_are_saved_printed_and_piped(void **state)
{
	struct stage s = stage_new();
	char *dir = s.f->paths.state, *lp = xasprintf("%s/lp", dir), *out = xasprintf("%s/out.txt", dir), *text;
	char *path = xasprintf("%s:%s", dir, getenv("PATH")), *script = xasprintf("#!/bin/sh\ncat \"$1\" > %s\n", out);

	(void)state;
	assert_int_equal(file_write(lp, script, strlen(script), 0700, NULL), 0);
	assert_int_equal(setenv("PATH", path, 1), 0);
	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, 24, 80, NULL);
	terminal_send(s.t, "<Enter>P");
	assert_true(terminal_wait_at(s.t, -1, "Print it?  1 no  2 save as text  3 print"));
	terminal_send(s.t, "2");
	assert_true(terminal_wait_at(s.t, -1, "Save as: ~/3 questions before week 2.txt"));
	terminal_send(s.t, "<C-u>");
	terminal_send(s.t, dir);
	terminal_send(s.t, "/saved.txt<Enter>");
	assert_true(terminal_wait_text(s.t, "Saved: "));
	terminal_send(s.t, "P3");
	assert_true(terminal_wait_text(s.t, "before we start"));
	text = read_all(out);
	assert_non_null(strstr(text, "Subject: Re: 3 questions before week 2\nFrom: Ewa Kowalska PL\n"));
	assert_non_null(strstr(text, "File: rzeka.jpg\n\nDzień dobry Ayşe, Γεια σου Giorgos,\n"));
	for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
		char *line = xstrndup(at, strcspn(at, "\n"));

		assert_true(cells_width(line) <= 76); /* no printer has to cut a paragraph */
		free(line);
	}
	free(text);
	terminal_send(s.t, "q:pipe<Enter>grep -c Subject > ");
	terminal_send(s.t, out);
	terminal_send(s.t, "; echo counted<Enter>");
	assert_true(terminal_wait_text(s.t, "Enter goes back to Twinline."));
	assert_true(terminal_shows(s.t, "counted"));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, 0, "Inbox"));
	text = read_all(out);
	assert_string_equal(text, "3\n"); /* the whole conversation */
	free(text);
	terminal_send(s.t, ":pipe<Enter>no-such-command<Enter>");
	assert_true(terminal_wait_text(s.t, "Enter goes back to Twinline."));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_at(s.t, -1, "There is no command no-such-command."));
	assert_int_equal(left_behind(s.f), 0);
	free(script);
	free(path);
	free(out);
	free(lp);
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_text_goes_out_and_comes_back),
		cmocka_unit_test(what_fails_changes_nothing),
		cmocka_unit_test(a_full_disk_keeps_no_half_of_it),
		cmocka_unit_test(letters_are_saved_printed_and_piped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
