/*
 * twinline demo: this process becomes the face of a portal that its keeper, a child, makes and serves. The keeper outlives
 * whatever becomes of the face, and leaves nothing behind.
 */
#include "demo.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tty.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { SAID_MAX = 4000 };

static int64_t people = 2000, seed = 1, messages = 200;
static const char *kept_dir, *signs_in = "demo";

const struct option_row demo_options[] = {
	{ "people", OPTION_INTEGER, N_("N"), 2, 1000000, &people,
	  N_("Makes a community of so many people; 2000 if not given.") },
	{ "seed", OPTION_INTEGER, N_("S"), 0, INT64_MAX, &seed, N_("Makes another community for another number.") },
	{ "messages", OPTION_INTEGER, N_("N"), 0, 1000000, &messages,
	  N_("Puts so many messages into the mailbox; 200 if not given.") },
	{ "as", OPTION_TEXT, N_("NAME"), 0, 0, &signs_in, N_("Signs somebody else of it in: \"officer\" works at the desks.") },
	{ "dir", OPTION_TEXT, N_("DIR"), 0, 0, &kept_dir, N_("Keeps it all in this directory, for the next time.") },
	{ 0 },
};

static int make_dir(struct demo *d, struct err *e)
{
	const char *tmp = getenv("TMPDIR");
	if (kept_dir) {
		char cwd[4096] = "";
		if (*kept_dir != '/' && !getcwd(cwd, sizeof cwd))
			return err_errno(e, ERR_FILE, kept_dir);
		d->dir = *kept_dir == '/' ? xstrdup(kept_dir) : xasprintf("%s/%s", cwd, kept_dir);
		if (file_make_dirs(d->dir, e) != 0)
			return -1;
	} else {
		d->dir = xasprintf("%s/twinline-demo.XXXXXX", tmp && *tmp == '/' ? tmp : "/tmp");
		if (!mkdtemp(d->dir)) {
			err_errno(e, ERR_FILE, d->dir);
			free(d->dir);
			d->dir = NULL;
			return -1;
		}
	}
	d->portal_dir = xasprintf("%s/portal", d->dir);
	d->socket = xasprintf("%s/portal.socket", d->dir);
	return 0;
}

/* Everything of this demo, and of the programs that it starts, lies below its directory. */
static int point_environment(struct demo *d, struct err *e)
{
	static const char *const rows[][2] = {
		{ "XDG_CONFIG_HOME", "config" }, { "XDG_DATA_HOME", "data" },
		{ "XDG_STATE_HOME", "state" }, { "XDG_RUNTIME_DIR", "run" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *dir = xasprintf("%s/%s", d->dir, rows[i][1]);
		setenv(rows[i][0], dir, 1);
		free(dir);
	}
	return paths_init(&d->paths, NULL, e);
}

/* The demo is set as the person has set Twinline, but for whose this computer is; what is set in it is gone with it. 0, or -1 with e. */
static int bring_settings(struct settings *s, struct err *e)
{
	char *path = paths_settings();
	struct settings demo;
	int result = settings_load(&demo, path, e);
	for (int i = 0; i < SETTING_COUNT && result == 0; i++)
		if (settings_has(s, (enum setting)i) && !settings_has(&demo, (enum setting)i) && i != SETTING_SHARED && i != SETTING_PORTAL)
			result = settings_set(&demo, (enum setting)i, settings_text(s, (enum setting)i), e);
	settings_release(s);
	*s = demo;
	free(path);
	return result;
}

/* The keeper's word: 0 for "ready", or -1 with e. */
static int hear_keeper(int line, struct err *e)
{
	char said[SAID_MAX + 1];
	ssize_t got;
	do
		got = recv(line, said, SAID_MAX, 0);
	while (got < 0 && errno == EINTR);
	said[got > 0 ? got : 0] = '\0';
	if (strcmp(said, "ready") == 0)
		return 0;
	struct json *cause = json_parse(said, strlen(said), NULL);
	if (cause)
		json_to_err(cause, e);
	else
		err_set(e, ERR_FILE, "twinline-portal", _("the portal did not start"), NULL);
	json_free(cause);
	return -1;
}

static int start_keeper(struct demo *d, pid_t *keeper, struct err *e)
{
	int line[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) != 0)
		return err_errno(e, ERR_FILE, "socketpair");
	fflush(NULL);
	*keeper = fork();
	if (*keeper == 0) {
		close(line[0]);
		demo_keep(d, line[1]);
	}
	close(line[1]);
	if (*keeper > 0)
		return line[0];
	close(line[0]);
	return err_errno(e, ERR_FILE, "fork");
}

/* Said while the community is made: seconds pass where it is large. */
static void say_beginning(const struct demo *d)
{
	char number[24];
	snprintf(number, sizeof number, "%lld", (long long)d->people);
	if (d->is_kept && access(d->portal_dir, F_OK) == 0)
		cli_say(_("Opening the community in %s ..."), d->dir);
	else
		cli_say(_("Making a community of %s invented people ..."), number);
}

/* Lets the keeper take all away, and waits for it. True if nothing is left. */
static bool dismiss(pid_t keeper, int line)
{
	int status = 0;
	close(line);
	while (waitpid(keeper, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void say_goodbye(const struct demo *d, bool is_gone)
{
	if (d->is_kept)
		cli_say(_("This was the demo: nothing was sent to anybody. It is kept in %s."), d->dir);
	else if (is_gone)
		cli_say("%s", _("This was the demo: nothing was sent to anybody, and it is gone now."));
	else
		cli_say(_("This was the demo: nothing was sent to anybody. Something of it is left in %s."), d->dir);
}

static void demo_release(struct demo *d)
{
	paths_release(&d->paths);
	free(d->dir);
	free(d->portal_dir);
	free(d->socket);
}

enum exit_status cli_run_demo(struct cli *cli, char **words, int count)
{
	(void)words;
	(void)count;
	struct err e = { 0 };
	struct demo d = { .people = people, .seed = seed, .messages = messages, .name = signs_in, .is_kept = kept_dir };
	pid_t keeper = -1;
	int line = -1;
	sigset_t held, before;
	demo_signals(&held);
	sigprocmask(SIG_BLOCK, &held, &before); /* from the directory on until somebody keeps it */
	if (make_dir(&d, &e) == 0 && point_environment(&d, &e) == 0 && bring_settings(&cli->settings, &e) == 0) {
		say_beginning(&d);
		line = start_keeper(&d, &keeper, &e);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	struct cli_opening opening = {
		.paths = &d.paths, .settings = &cli->settings, .notice = cli->notice, .demo = true, .tour = cli->tour, .linear = cli->linear,
	};
	enum cli_next next;
	bool ran = line >= 0 && hear_keeper(line, &e) == 0 && tty_run_face(cli->face, &opening, &next, &e) == 0;
	bool is_gone = line >= 0 && dismiss(keeper, line);
	if (ran)
		say_goodbye(&d, is_gone);
	demo_release(&d);
	return ran ? EXIT_DONE : cli_fail(&e);
}
