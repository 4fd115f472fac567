/* The keeper of a demo: a portal with a lively community in a private directory, and an engine signed in to it. */
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

#include "demo.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { PASSWORD_MAX = 200, LOG_MAX = 1000 * 1000, START_MS_MAX = 20000, PAUSE_MS = 5, LINE_FD = 3 };

static const int ends[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };

/* Where the demo portal keeps the password of who signs in. */
static const char password_file[] = "demo-password";

/* --- the portal ------------------------------------------------------------------------------------ */

/* Starts the portal with words; it ends with this process, however that ends. Its log goes to DIR/portal.log. */
static pid_t start_portal(const struct demo *d, const char *const *words, struct err *e)
{
	char *program = paths_program("twinline-portal"), *log = xasprintf("%s/portal.log", d->dir);
	pid_t parent = getpid(), child = fork();
	if (child == 0) {
		for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
			signal(ends[i], SIG_DFL);
		int to = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent || dup2(to, 1) < 0 || dup2(to, 2) < 0)
			_exit(1);
		execvp(program, (char *const *)(const void *)words);
		dprintf(2, "%s: %s\n", program, strerror(errno));
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

/* The last line of the portal's log is the cause. */
static int fail_portal(const struct demo *d, struct err *e)
{
	char *log = xasprintf("%s/portal.log", d->dir);
	struct str text = { 0 };
	if (file_read(log, LOG_MAX, &text, NULL) != 0 || text.len == 0)
		str_add(&text, _("the portal did not start"));
	while (text.len > 0 && text.text[text.len - 1] == '\n')
		str_cut(&text, text.len - 1);
	const char *last = strrchr(text.text, '\n');
	err_set(e, ERR_FILE, "twinline-portal", last ? last + 1 : text.text, NULL);
	str_release(&text);
	free(log);
	return -1;
}

static int fill_portal(const struct demo *d, struct err *e)
{
	if (access(d->portal_dir, F_OK) == 0)
		return 0; /* kept from another time */
	char numbers[3][24];
	snprintf(numbers[0], sizeof numbers[0], "%lld", (long long)d->people);
	snprintf(numbers[1], sizeof numbers[1], "%lld", (long long)d->seed);
	snprintf(numbers[2], sizeof numbers[2], "%lld", (long long)d->messages);
	const char *const words[] = { "twinline-portal", "demo", d->portal_dir, "--people", numbers[0], "--seed", numbers[1],
	                              "--messages", numbers[2], "--as", d->name, NULL };
	pid_t child = start_portal(d, words, e);
	if (child < 0)
		return -1;
	return ended_well(child) ? 0 : fail_portal(d, e);
}

/* Serves the portal; its process, or -1 with e. */
static pid_t serve(const struct demo *d, struct err *e)
{
	const char *const words[] = { "twinline-portal", "serve", d->portal_dir, "--unix", d->socket, "--quiet", "--register", "yes",
	                              "--show-codes", "yes", "--company", "20", NULL };
	unlink(d->socket);
	pid_t portal = start_portal(d, words, e);
	int64_t until = clock_monotonic_ms() + START_MS_MAX;
	while (portal > 0 && access(d->socket, F_OK) != 0) {
		poll(NULL, 0, PAUSE_MS);
		if (waitpid(portal, NULL, WNOHANG) == portal || clock_monotonic_ms() > until)
			return fail_portal(d, e);
	}
	return portal;
}

/* --- the engine ------------------------------------------------------------------------------------ */

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

static int sign_in(const struct demo *d, struct engine_link *engine, struct err *e)
{
	char *path = xasprintf("%s/%s", d->portal_dir, password_file), *url = xasprintf("unix://%s", d->socket);
	struct str password = { 0 };
	int result = engine_connect(engine, &d->paths, true, e);
	if (result == 0 && access(d->paths.token, F_OK) != 0) {
		result = file_read(path, PASSWORD_MAX, &password, e);
		if (result == 0) {
			str_cut(&password, strcspn(password.text, "\r\n"));
			struct cli_sign_in what = { .url = url, .name = d->name, .password = password.text };
			result = cli_sign_in(engine, &what, e);
		}
	}
	if (result == 0)
		result = cli_send(engine, cli_packet("sync"), e);
	if (result == 0)
		result = await_page(engine, e);
	if (password.text)
		wipe(password.text, password.len);
	str_release(&password);
	free(path);
	free(url);
	return result;
}

/* --- the keeper ------------------------------------------------------------------------------------ */

static void say(int line, const struct err *e)
{
	struct json *object = e->code == ERR_OK ? NULL : json_from_err(e);
	char *text = object ? json_print(object) : xstrdup("ready");
	/* If nobody hears it, the command has gone, and await_end sees that. */
	if (send(line, text, strlen(text), MSG_NOSIGNAL) < 0)
		errno = 0;
	free(text);
	json_free(object);
}

/* Returns when the command has closed its end, or died. */
static void await_end(int line)
{
	char byte;
	ssize_t got;
	do
		got = recv(line, &byte, 1, 0);
	while (got > 0 || (got < 0 && errno == EINTR));
}

void demo_signals(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		sigaddset(set, ends[i]);
}

/* Lets go of the terminal and of all that was inherited but the line, which it gives back in its new place. */
static int leave_terminal(int line)
{
	sigset_t set;
	int null = open("/dev/null", O_RDWR);
	if (setsid() < 0 || null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0 ||
	    (line != LINE_FD && dup3(line, LINE_FD, O_CLOEXEC) < 0) || close_range(LINE_FD + 1, ~0U, 0) != 0)
		_exit(1);
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		signal(ends[i], SIG_IGN); /* the command's end is ours, and nothing else */
	demo_signals(&set);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	return LINE_FD;
}

void demo_keep(struct demo *d, int line)
{
	struct engine_link engine = { .fd = -1 };
	struct err e = { 0 };
	pid_t portal = -1;
	line = leave_terminal(line);
	if (fill_portal(d, &e) == 0 && (portal = serve(d, &e)) > 0)
		sign_in(d, &engine, &e);
	say(line, &e);
	if (e.code == ERR_OK)
		await_end(line);
	engine_close(&engine);
	engine_end(&d->paths);
	if (portal > 0) {
		kill(portal, SIGTERM);
		ended_well(portal);
	}
	bool removed = d->is_kept || file_remove_tree(d->dir, NULL) == 0;
	_exit(removed ? 0 : 1);
}
