/*
 * twinline demo: a portal with a lively community in a private directory, an engine signed in to it, and the face. A
 * child does the work; this process stays behind as its keeper: whatever becomes of it, it ends what was started
 * and takes all away.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { PASSWORD_MAX = 200, START_MS_MAX = 20000 };

/* The teacher that every demo portal has, and where it keeps the password. */
static const char teacher[] = "demo", password_file[] = "demo-password";

static int64_t people = 2000, seed = 1, messages = 200;
static const char *kept_dir;

const struct option_row demo_options[] = {
	{ "people", OPTION_INTEGER, N_("N"), 2, 1000000, &people,
	  N_("Makes a community of so many people; 2000 if not given.") },
	{ "seed", OPTION_INTEGER, N_("S"), 0, INT64_MAX, &seed, N_("Makes another community for another number.") },
	{ "messages", OPTION_INTEGER, N_("N"), 0, 1000000, &messages,
	  N_("Puts so many messages into the mailbox; 200 if not given.") },
	{ "dir", OPTION_TEXT, N_("DIR"), 0, 0, &kept_dir, N_("Keeps it all in this directory, for the next time.") },
	{ 0 },
};

struct demo {
	char *dir, *portal_dir, *socket;
	pid_t portal;
	struct paths paths;
	struct engine_link engine;
};

/* --- programs ------------------------------------------------------------------------------------ */

/* Starts the portal with words; it ends with this process, however that ends. Its log goes to DIR/portal.log. */
static pid_t start_portal(const struct demo *d, const char *const *words, struct err *e)
{
	char *program = paths_program("twinline-portal"), *log = xasprintf("%s/portal.log", d->dir);
	pid_t parent = getpid(), child = fork();
	if (child == 0) {
		int null = open("/dev/null", O_RDONLY), to = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent || setpgid(0, 0) != 0 || dup2(null, 0) < 0 ||
		    dup2(to, 1) < 0 || dup2(to, 2) < 0)
			_exit(1);
		execvp(program, (char *const *)(const void *)words);
		_exit(127);
	}
	if (child < 0)
		err_errno(e, ERR_FILE, program);
	free(program);
	free(log);
	return child;
}

/* Waits for a program to end; true if it did so well. */
static bool ended_well(pid_t child)
{
	int status = 0;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int fail_portal(const struct demo *d, struct err *e)
{
	char *log = xasprintf("%s/portal.log", d->dir);
	struct str text = { 0 };
	if (file_read(log, 100000, &text, NULL) != 0 || text.len == 0)
		str_add(&text, _("the portal did not start"));
	while (text.len > 0 && text.text[text.len - 1] == '\n')
		str_cut(&text, text.len - 1);
	const char *last = text.text ? strrchr(text.text, '\n') : NULL;
	err_set(e, ERR_FILE, "twinline-portal", last ? last + 1 : text.text, NULL);
	str_release(&text);
	free(log);
	return -1;
}

/* --- the parts, in the order of starting ----------------------------------------------------------- */

static int make_dir(struct demo *d, struct err *e)
{
	const char *tmp = getenv("TMPDIR");
	if (kept_dir) {
		char cwd[4096];
		if (!getcwd(cwd, sizeof cwd))
			return err_errno(e, ERR_FILE, kept_dir);
		d->dir = *kept_dir == '/' ? xstrdup(kept_dir) : xasprintf("%s/%s", cwd, kept_dir);
		if (file_make_dirs(d->dir, e) != 0)
			return -1;
	} else {
		d->dir = xasprintf("%s/twinline-demo.XXXXXX", tmp && *tmp == '/' ? tmp : "/tmp");
		if (!mkdtemp(d->dir))
			return err_errno(e, ERR_FILE, d->dir);
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

static int fill_portal(struct demo *d, struct err *e)
{
	if (access(d->portal_dir, F_OK) == 0)
		return 0; /* kept from another time */
	char numbers[3][24];
	snprintf(numbers[0], sizeof numbers[0], "%lld", (long long)people);
	snprintf(numbers[1], sizeof numbers[1], "%lld", (long long)seed);
	snprintf(numbers[2], sizeof numbers[2], "%lld", (long long)messages);
	const char *const words[] = { "twinline-portal", "demo", d->portal_dir, "--people", numbers[0], "--seed", numbers[1],
	                              "--messages", numbers[2], NULL };
	pid_t child = start_portal(d, words, e);
	if (child < 0)
		return -1;
	return ended_well(child) ? 0 : fail_portal(d, e);
}

static bool answers(const char *path)
{
	return access(path, F_OK) == 0;
}

static int serve(struct demo *d, struct err *e)
{
	const char *const words[] = { "twinline-portal", "serve", d->portal_dir, "--unix", d->socket, NULL };
	unlink(d->socket);
	d->portal = start_portal(d, words, e);
	if (d->portal < 0)
		return -1;
	for (int64_t until = clock_monotonic_ms() + START_MS_MAX; !answers(d->socket); poll(NULL, 0, 5))
		if (waitpid(d->portal, NULL, WNOHANG) == d->portal || clock_monotonic_ms() > until) {
			d->portal = 0;
			return fail_portal(d, e);
		}
	return 0;
}

/* Waits until the first page has been kept, or why not. */
static int await_page(struct engine_link *link, struct err *e)
{
	for (;;) {
		struct json *packet = cli_receive(link, e);
		if (!packet)
			return -1;
		const char *did = json_get_text(packet, "did");
		bool changed = text_equal(did, "changed");
		bool done = text_equal(did, "progress") && text_equal(json_get_text(packet, "phase"), "done");
		bool failed = text_equal(did, "failed");
		if (failed)
			json_to_err(json_get(packet, "cause"), e);
		json_free(packet);
		if (changed || done || failed)
			return failed ? -1 : 0;
	}
}

static int sign_in(struct demo *d, struct err *e)
{
	char *path = xasprintf("%s/%s", d->portal_dir, password_file), *url = xasprintf("unix://%s", d->socket);
	struct str password = { 0 };
	int result = file_read(path, PASSWORD_MAX, &password, e);
	if (result == 0)
		result = engine_connect(&d->engine, &d->paths, true, e);
	if (result == 0 && access(d->paths.token, F_OK) != 0) {
		str_cut(&password, strcspn(password.text, "\r\n"));
		struct cli_sign_in what = { .url = url, .name = teacher, .password = password.text };
		result = cli_sign_in(&d->engine, &what, e);
	}
	if (result == 0)
		result = cli_send(&d->engine, cli_packet("sync"), e);
	if (result == 0)
		result = await_page(&d->engine, e);
	if (password.text)
		wipe(password.text, password.len);
	str_release(&password);
	free(path);
	free(url);
	return result;
}

/* --- the worker, who starts it all and becomes the face; and its keeper -------------------------------- */

static enum exit_status work(struct cli *cli, struct demo *d)
{
	struct err e = { 0 };
	prctl(PR_SET_PDEATHSIG, SIGHUP);
	if (fill_portal(d, &e) != 0 || serve(d, &e) != 0 || sign_in(d, &e) != 0)
		return cli_fail(&e);
	engine_close(&d->engine);
	return cli->face->run(&d->paths, true, &e) == 0 ? EXIT_DONE : cli_fail(&e);
}

static volatile sig_atomic_t worker;

static void pass_on(int number)
{
	if (worker > 0)
		kill((pid_t)worker, number);
}

/* Keys such as Ctrl-C are the worker's; what is to end the keeper ends the worker first, and then all is taken away. */
static void keeper_signals(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, pass = { .sa_handler = pass_on };
	sigaction(SIGINT, &ignore, NULL);
	sigaction(SIGQUIT, &ignore, NULL);
	sigaction(SIGTERM, &pass, NULL);
	sigaction(SIGHUP, &pass, NULL);
}

/* Waits for the worker; stops when it is stopped, so that the shell's job control sees one job. */
static enum exit_status keep(void)
{
	int status = 0;
	for (;;) {
		pid_t changed = waitpid((pid_t)worker, &status, WUNTRACED);
		if (changed < 0 && errno != EINTR)
			return EXIT_FAILED;
		if (changed > 0 && WIFSTOPPED(status)) {
			raise(SIGSTOP);
			kill((pid_t)worker, SIGCONT);
		} else if (changed > 0) {
			worker = 0;
			return WIFEXITED(status) ? (enum exit_status)WEXITSTATUS(status) : EXIT_FAILED;
		}
	}
}

/* Tells the engine that serves the demo's socket to end. It is ours: the socket lies in our own directory. */
static void end_engine(const struct demo *d)
{
	struct engine_link link;
	struct ucred engine;
	socklen_t len = sizeof engine;
	if (engine_connect(&link, &d->paths, false, NULL) != 0)
		return;
	if (getsockopt(link.fd, SOL_SOCKET, SO_PEERCRED, &engine, &len) == 0 && engine.pid > 0)
		kill(engine.pid, SIGTERM);
	engine_close(&link);
}

/* Waits for all that the worker left behind: the portal, which ends with it, and the engine. */
static void reap(const struct demo *d)
{
	for (pid_t child; (child = waitpid(-1, NULL, WNOHANG)) >= 0;) {
		if (child > 0)
			continue;
		end_engine(d);
		poll(NULL, 0, 10);
	}
}

static void take_away(struct demo *d)
{
	if (d->dir && !kept_dir && file_remove_tree(d->dir, NULL) != 0)
		fprintf(stderr, "twinline: %s\n", d->dir);
	paths_release(&d->paths);
	free(d->dir);
	free(d->portal_dir);
	free(d->socket);
}

static enum exit_status run(struct cli *cli, struct demo *d, struct err *e)
{
	fflush(NULL);
	prctl(PR_SET_CHILD_SUBREAPER, 1); /* the engine, which leaves its starter, comes back to us */
	pid_t child = fork();
	if (child == 0)
		exit((int)work(cli, d));
	if (child < 0) {
		err_errno(e, ERR_FILE, "fork");
		return EXIT_FAILED;
	}
	worker = (sig_atomic_t)child;
	keeper_signals();
	enum exit_status status = keep();
	reap(d);
	return status;
}

enum exit_status command_demo(struct cli *cli, char **words, int count)
{
	(void)words;
	(void)count;
	struct err e = { 0 };
	struct demo d = { .engine = { .fd = -1 } };
	enum exit_status status = EXIT_FAILED;
	if (make_dir(&d, &e) == 0 && point_environment(&d, &e) == 0)
		status = run(cli, &d, &e);
	take_away(&d);
	if (e.code != ERR_OK)
		return cli_fail(&e);
	if (status == EXIT_DONE && kept_dir)
		cli_say(_("This was the demo: nothing was sent to anybody. It is kept in %s."), kept_dir);
	else if (status == EXIT_DONE)
		cli_say("%s", _("This was the demo: nothing was sent to anybody, and it is gone now."));
	return status;
}
