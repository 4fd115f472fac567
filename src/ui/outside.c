/* The person's own editor: the text of a field goes out in a file that nobody else can read, and comes back made safe. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "face_state.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/sanitise.h"
#include "twinline/text/utf8.h"

enum { FILE_MOST = 4 * 1000 * 1000, EXIT_NOT_FOUND = 127 };

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

/* In the child: what we ignore or catch is the program's own again; its words may be several, as in "emacs -nw". */
static void become(const char *command, const char *path)
{
	char *line = xasprintf("exec %s \"$1\"", command);
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	execl("/bin/sh", "sh", "-c", line, "sh", path, (char *)NULL);
	_exit(EXIT_NOT_FOUND);
}

/*
 * Runs it on the terminal and waits; Ctrl-C and Ctrl-\ are for it meanwhile. Its exit status; -1: a signal ended it, or
 * it did not begin.
 */
static int run(const char *command, const char *path)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, leave;
	int status = 0;
	pid_t child;

	terminal_lend();
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &leave);
	child = fork();
	if (child == 0)
		become(command, path);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &leave, NULL);
	terminal_take_back();
	return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

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
	const char *command = editor_command();
	struct str text = { 0 };
	struct err e = { 0 };
	int status = run(command, path);
	bool is_other = false;

	face_resize(face);
	if (status == EXIT_NOT_FOUND)
		face_sayf(face, _("%s does not start. $VISUAL or $EDITOR names the editor."), command);
	else if (status != 0)
		face_sayf(face, _("%s ended with an error; the text is as it was."), command);
	else if (file_read(path, FILE_MOST, &text, &e) != 0)
		face_fail(face, &e);
	else
		is_other = take_back(face, field, &text);
	str_release(&text);
	return is_other;
}

bool face_edit_outside(struct face *face, struct editor *field)
{
	char *dir = xasprintf("%s/edit-XXXXXX", face->options.paths->runtime), *path;
	struct err e = { 0 };
	bool is_other = false;

	if (!mkdtemp(dir)) { /* 0700 */
		err_set(&e, ERR_FILE, dir, strerror(errno), NULL);
		face_fail(face, &e);
		free(dir);
		return false;
	}
	path = xasprintf("%s/twinline.txt", dir);
	if (file_write(path, field->text.text, field->text.len, 0600, &e) != 0)
		face_fail(face, &e);
	else
		is_other = edit(face, field, path);
	if (file_remove_tree(dir, &e) != 0) /* with what the editor put beside it */
		face_fail(face, &e);
	free(path);
	free(dir);
	return is_other;
}
