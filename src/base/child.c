/* Starting, reading and ending programs of others. Between fork and exec only what a process of several threads may do there. */
#include "twinline/base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

enum { PART = 4096, FIRST_OTHER = STDERR_FILENO + 1 };

/* A file in memory that holds the bytes: no disk keeps them. -1 where that fails. */
static int hidden_file(const struct child_work *w)
{
	int file = memfd_create("input", MFD_CLOEXEC);
	size_t done = 0;

	while (file >= 0 && done < w->len) {
		ssize_t wrote = write(file, (const char *)w->input + done, w->len - done);

		if (wrote < 0 && errno != EINTR) {
			close(file);
			return -1;
		}
		done += wrote > 0 ? (size_t)wrote : 0;
	}
	if (file >= 0)
		lseek(file, 0, SEEK_SET);
	return file;
}

static void limit(int resource, int64_t most)
{
	setrlimit(resource, &(struct rlimit){ (rlim_t)most, (rlim_t)most });
}

/* What we ignore, catch or hold back is the program's own again. */
static void forget_signals(void)
{
	static const int ours[] = { SIGPIPE, SIGXFSZ, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGALRM, SIGTSTP, SIGWINCH, SIGCONT };
	sigset_t none;

	for (size_t i = 0; i < ARRAY_SIZE(ours); i++)
		signal(ours[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void become(const struct child_work *w, int input, int output)
{
	int nothing = open("/dev/null", O_WRONLY);

	setsid(); /* it and what it starts are one group, and have no terminal */
	forget_signals();
	limit(RLIMIT_CPU, w->seconds);
	if (w->memory)
		limit(RLIMIT_AS, w->memory);
	if (!w->writes)
		limit(RLIMIT_FSIZE, 0);
	alarm((unsigned)w->seconds);
	if (nothing < 0 || dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 || dup2(nothing, STDERR_FILENO) < 0)
		_exit(CHILD_NOT_FOUND);
	close_range(FIRST_OTHER, ~0U, 0);
	execvpe(w->arguments[0], w->arguments, w->environment ? w->environment : environ);
	_exit(CHILD_NOT_FOUND);
}

int child_start(struct child *c, const struct child_work *w, struct err *e)
{
	int input = hidden_file(w), line[2] = { -1, -1 };
	pid_t pid = input >= 0 && pipe2(line, O_CLOEXEC | O_NONBLOCK) == 0 ? 0 : -1;

	*c = (struct child){ .out = -1 };
	if (pid == 0)
		fcntl(line[1], F_SETFL, 0); /* the program's end waits, as any other */
	if (pid == 0 && (pid = fork()) == 0)
		become(w, input, line[1]);
	if (pid < 0) {
		err_errno(e, ERR_FILE, w->arguments[0]);
		if (line[0] >= 0)
			close(line[0]);
	} else {
		*c = (struct child){ .pid = pid, .out = line[0], .until_ms = clock_monotonic_ms() + w->seconds * INT64_C(1000) };
	}
	if (line[1] >= 0)
		close(line[1]);
	if (input >= 0)
		close(input);
	return pid < 0 ? -1 : 0;
}

int64_t child_left(const struct child *c)
{
	int64_t left = c->until_ms - clock_monotonic_ms();

	if (c->pid <= 0)
		return -1;
	return left > 0 ? left : 0;
}

int child_read(struct child *c, struct str *out, size_t most)
{
	char part[PART];
	ssize_t got;

	while ((got = read(c->out, part, sizeof part)) > 0) {
		if (out->len + (size_t)got > most)
			return -1;
		str_addn(out, part, (size_t)got);
	}
	if (got == 0 || (errno != EAGAIN && errno != EINTR))
		return 0;
	return child_left(c) > 0 ? 1 : -1;
}

/* Its output has ended; it does so in a moment, as a rule. */
static void wait_a_moment(pid_t pid, int64_t milliseconds)
{
	struct pollfd ended = { .fd = pidfd_open(pid, 0), .events = POLLIN };

	if (ended.fd < 0)
		return;
	while (poll(&ended, 1, milliseconds > 0 ? (int)milliseconds : 0) < 0 && errno == EINTR)
		;
	close(ended.fd);
}

int child_end(struct child *c, int64_t milliseconds)
{
	siginfo_t ended = { 0 };
	int status = -1;

	if (c->pid <= 0)
		return -1;
	wait_a_moment(c->pid, milliseconds);
	/* One that has ended is a name until it is waited for, and nobody else's. */
	if (waitid(P_PID, (id_t)c->pid, &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid == 0)
		kill(c->pid, SIGKILL);
	kill(-c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (c->out >= 0)
		close(c->out);
	*c = (struct child){ .out = -1 };
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int child_run(const struct child_work *w, struct str *out, size_t most, struct err *e)
{
	struct child c;
	int more = 1;

	if (child_start(&c, w, e) != 0)
		return -1;
	while (more == 1) {
		struct pollfd ready = { .fd = c.out, .events = POLLIN };

		more = poll(&ready, 1, (int)child_left(&c)) < 0 && errno != EINTR ? -1 : child_read(&c, out, most);
	}
	int status = child_end(&c, more == 0 ? child_left(&c) : 0);
	return more < 0 ? -1 : status;
}

char **child_words(const char *command, const char *const *more)
{
	size_t count = 0, room = strlen(command) / 2 + 2;

	while (more && more[count])
		count++;
	char **words = xcalloc(room + count, sizeof *words), **word = words;
	while (*(command += strspn(command, " "))) {
		size_t len = strcspn(command, " ");

		*word++ = xstrndup(command, len);
		command += len;
	}
	for (size_t i = 0; i < count; i++)
		*word++ = xstrdup(more[i]);
	return words;
}

void child_words_free(char **words)
{
	for (char **word = words; word && *word; word++)
		free(*word);
	free(words);
}
