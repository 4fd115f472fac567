/*
 * Other programs on the terminal: the person's own editor, the printer's, any command. What they are given stands in a file that nobody
 * else can read, and goes with it; what comes back from the editor is made safe.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "face_state.h"
#include "save.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/sanitise.h"
#include "twinline/text/utf8.h"
#include "twinline/text/wrap.h"
#include "words.h"

enum { FILE_MOST = 4 * 1000 * 1000, EXIT_NOT_FOUND = 127, ENDING_MOST = 8, PAPER_CELLS = 76 };

static const char *editor_command(void)
{
	static const char *const names[] = { "VISUAL", "EDITOR" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const char *command = getenv(names[i]);

		if (command && *command)
			return command;
	}
	return "editor"; /* what Debian calls the one that the system's owner chose */
}

/* A program to be run on the terminal, with a file. */
struct task {
	const char *command; /* as the shell reads it: its words may be several, as in "emacs -nw" */
	const char *path;
	bool is_input;       /* the file is its standard input; else its last argument */
	bool stays;          /* what it wrote stays on the screen until Enter */
};

/* In the child: what we ignore or catch is the program's own again. */
static void become(const struct task *t)
{
	char *line = t->is_input ? xstrdup(t->command) : xasprintf("exec %s \"$1\"", t->command);
	int input = t->is_input ? open(t->path, O_RDONLY) : STDIN_FILENO;
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	if (input >= 0 && dup2(input, STDIN_FILENO) == STDIN_FILENO)
		execl("/bin/sh", "sh", "-c", line, "sh", t->path, (char *)NULL);
	_exit(EXIT_NOT_FOUND);
}

/* The terminal is as it was before us: it gives whole lines. */
static void wait_for_enter(void)
{
	int c;

	printf("%s ", _("Enter goes back to Twinline."));
	fflush(stdout);
	while ((c = getchar()) != EOF && c != '\n')
		;
	clearerr(stdin);
}

/*
 * Runs it on the terminal and waits; Ctrl-C and Ctrl-\ are for it meanwhile. Its exit status; -1: a signal ended it, or
 * it did not begin.
 */
static int run(struct face *face, const struct task *t)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, leave;
	int status = 0;
	pid_t child;

	face_note_unkept(face, true); /* an editor holds the text */
	terminal_lend();
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &leave);
	child = fork();
	if (child == 0)
		become(t);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (t->stays)
		wait_for_enter();
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &leave, NULL);
	terminal_take_back();
	face_note_unkept(face, false);
	face_resize(face);
	return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* --- a private directory --- */

struct shelter { char *dir, *path; };

static const char text_name[] = "twinline.txt";

/* With what a program put beside it. */
static void shelter_close(struct face *face, struct shelter *s)
{
	struct err e = { 0 };

	if (file_remove_tree(s->dir, &e) != 0)
		face_fail(face, &e);
	free(s->path);
	free(s->dir);
}

/* Puts text into a file of that name that nobody else can read. 0, or -1 and the cause is shown; then nothing is left of it. */
static int shelter_open(struct face *face, struct shelter *s, const char *name, const char *text, size_t len)
{
	struct err e = { 0 };

	*s = (struct shelter){ .dir = xasprintf("%s/edit-XXXXXX", face->options.paths->runtime) };
	if (!mkdtemp(s->dir)) { /* 0700 */
		err_errno(&e, ERR_FILE, s->dir);
		free(s->dir);
		return face_fail(face, &e);
	}
	s->path = xasprintf("%s/%s", s->dir, name);
	if (file_write(s->path, text ? text : "", len, 0600, &e) == 0)
		return 0;
	shelter_close(face, s);
	return face_fail(face, &e);
}

/* --- the editor --- */

/* Puts what came back into the field: true if that is another text. */
static bool take_back(struct face *face, struct editor *field, const struct str *text)
{
	struct str safe = { 0 };
	size_t fits;
	bool is_cut, is_other;

	sanitise(&safe, text->text, text->len, SANITISE_TEXT);
	/* Editors end a file with a newline that nobody has typed. */
	if (safe.len && safe.text[safe.len - 1] == '\n' && !(field->text.len && field->text.text[field->text.len - 1] == '\n'))
		str_cut(&safe, safe.len - 1);
	fits = field->max ? utf8_first(safe.text ? safe.text : "", field->max) : safe.len;
	is_cut = fits < safe.len;
	str_cut(&safe, fits);
	is_other = !text_equal(field->text.text ? field->text.text : "", safe.text ? safe.text : "");
	if (is_other)
		editor_set(field, safe.text);
	if (is_cut)
		face_sayf(face, i18n_plural("Too long for this field: the first %zu character is kept.",
		                            "Too long for this field: the first %zu characters are kept.", field->max), field->max);
	str_release(&safe);
	return is_other;
}

/* With the file written: the editor, and what it left. */
static bool edit(struct face *face, struct editor *field, const char *path)
{
	const struct task task = { .command = editor_command(), .path = path };
	int status = run(face, &task);
	struct str text = { 0 };
	struct err e = { 0 };
	bool is_other = false;

	if (status == EXIT_NOT_FOUND)
		face_sayf(face, _("%s does not start. $VISUAL or $EDITOR names the editor."), task.command);
	else if (status != 0)
		face_sayf(face, _("%s ended with an error; the text is as it was."), task.command);
	else if (file_read(path, FILE_MOST, &text, &e) != 0)
		face_fail(face, &e);
	else
		is_other = take_back(face, field, &text);
	str_release(&text);
	return is_other;
}

bool face_edit_outside(struct face *face, struct editor *field)
{
	struct shelter shelter;
	bool is_other;

	if (shelter_open(face, &shelter, text_name, field->text.text, field->text.len) != 0)
		return false;
	is_other = edit(face, field, shelter.path);
	shelter_close(face, &shelter);
	return is_other;
}

/* --- printing, and any other command --- */

static void say_status(struct face *face, const char *command, int status)
{
	char *shown = words_safe(command, SANITISE_LINE);

	if (status == EXIT_NOT_FOUND)
		face_sayf(face, _("There is no command %s."), shown);
	else if (status != 0)
		face_sayf(face, _("%s ended with an error."), shown);
	free(shown);
}

static void give(struct face *face, struct task task, const char *text)
{
	struct shelter shelter;

	if (shelter_open(face, &shelter, text_name, text, strlen(text)) != 0)
		return;
	task.path = shelter.path;
	say_status(face, task.command, run(face, &task));
	shelter_close(face, &shelter);
}

/* A name by which programs know what a file is, and nothing else of what its sender called it. Yours. */
static char *shown_name(const char *name)
{
	const char *dot = name ? strrchr(name, '.') : NULL;
	size_t len = dot ? strspn(dot + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") : 0;

	return len > 0 && len <= ENDING_MOST && dot[1 + len] == '\0' ? xasprintf("file.%s", dot + 1) : xstrdup("file");
}

void face_show_file(struct face *face, const char *name, const struct str *bytes)
{
	const char *viewer = settings_text(face_settings(face), SETTING_VIEWER);
	char *shown = shown_name(name);
	struct shelter shelter;

	if (!*viewer) {
		face_say(face, _("The setting \"viewer\" names no command. Enter saves the file."));
	} else if (shelter_open(face, &shelter, shown, bytes->text, bytes->len) == 0) {
		say_status(face, viewer, run(face, &(struct task){ .command = viewer, .path = shelter.path }));
		shelter_close(face, &shelter);
	}
	free(shown);
}

/* What is to be given away: there is one question at a time. */
static char *pending, *pending_name;

static void save_as_text(struct face *face)
{
	struct str text = { 0 };
	char *name = xasprintf("%s.txt", pending_name);

	str_add(&text, pending);
	save_ask(face, name, &text);
	free(name);
}

/* A paragraph is one line here; on paper it is as many as fit. Yours. */
static char *for_paper(const char *text)
{
	struct str broken = { 0 };
	struct wrap w = { 0 };

	wrap_text(&w, text, strlen(text), PAPER_CELLS);
	for (size_t i = 0; i < w.count; i++) {
		if (i + 1 == w.count && w.lines[i].len == 0)
			break;
		str_addn(&broken, text + w.lines[i].start, w.lines[i].len);
		str_addc(&broken, '\n');
	}
	wrap_release(&w);
	return str_detach(&broken);
}

static void print(struct face *face)
{
	char *text = for_paper(pending);

	give(face, (struct task){ .command = "lp" }, text);
	free(text);
}

static void print_answered(struct face *face, struct view *view, int number, int64_t argument)
{
	(void)view;
	(void)argument;
	if (number == 2)
		save_as_text(face);
	else if (number == 3)
		print(face);
}

static void keep_pending(const char *name, const char *text)
{
	free(pending);
	free(pending_name);
	pending = xstrdup(text);
	pending_name = xstrdup(name);
}

void face_print(struct face *face, const char *name, const char *text)
{
	const struct question question = { .text = _("Print it?"), .answers = { _("no"), _("save as text"), _("print") },
	                                   .done = print_answered };

	keep_pending(name, text);
	face_ask(face, &question);
}

static void pipe_typed(struct face *face, struct view *view, const char *command)
{
	(void)view;
	if (command && *command)
		give(face, (struct task){ .command = command, .is_input = true, .stays = true }, pending);
}

void face_pipe(struct face *face, const char *text)
{
	keep_pending("", text);
	face_prompt(face, _("Command:"), "", NULL, pipe_typed);
}
