/* What /proc tells about a program under test. */
#include "lib/process.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* Reads /proc/PID/name into text; false if it is not there. */
static bool read_proc(pid_t pid, const char *name, char *text, size_t size)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	size_t len = fread(text, 1, size - 1, file);
	fclose(file);
	text[len] = '\0';
	return len > 0;
}

/* A poll that ends by itself in a moment waits for the rest of a key, not for input. */
static bool is_short_poll(long call, const char *arguments)
{
#ifdef SYS_poll
	unsigned timeout;
	return call == SYS_poll && sscanf(arguments, "%*x %*x %x", &timeout) == 1 && timeout > 0 && timeout <= 100;
#else
	(void)call, (void)arguments;
	return false;
#endif
}

/* The number after "key:" in /proc/PID/status; -1 if there is none. */
static int64_t status_number(pid_t pid, const char *key)
{
	char text[4096], line[64];
	if (!read_proc(pid, "status", text, sizeof text))
		return -1;
	snprintf(line, sizeof line, "\n%s:", key);
	const char *at = strstr(text, line);
	return at ? strtoll(at + strlen(line), NULL, 10) : -1;
}

int64_t process_sleeps(pid_t pid)
{
	return status_number(pid, "voluntary_ctxt_switches");
}

int64_t process_cpu_ns(pid_t pid)
{
	char text[128];

	return read_proc(pid, "schedstat", text, sizeof text) ? strtoll(text, NULL, 10) : -1;
}

int64_t process_peak_kib(pid_t pid)
{
	return status_number(pid, "VmHWM");
}

bool process_waits_for_input(pid_t pid)
{
	static const long calls[] = {
#ifdef SYS_poll
		SYS_poll,
#endif
#ifdef SYS_select
		SYS_select,
#endif
#ifdef SYS_epoll_wait
		SYS_epoll_wait,
#endif
		SYS_ppoll, SYS_pselect6, SYS_epoll_pwait,
	};
	char text[256], *end;
	if (!read_proc(pid, "syscall", text, sizeof text)) { /* some kernels do not tell: then any sleep counts */
		const char *name_end = read_proc(pid, "stat", text, sizeof text) ? strrchr(text, ')') : NULL;
		return name_end && strncmp(name_end, ") S", 3) == 0;
	}
	long call = strtol(text, &end, 10);
	if (end == text) /* "running" */
		return false;
	if (call == SYS_read)
		return strtol(end, NULL, 16) == 0;
	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
		if (call == calls[i])
			return !is_short_poll(call, end);
	return false;
}

bool process_lives(pid_t pid)
{
	char text[512];
	if (pid <= 0 || !read_proc(pid, "stat", text, sizeof text))
		return false;
	const char *name_end = strrchr(text, ')');
	return name_end && name_end[1] && name_end[2] != 'Z' && name_end[2] != 'X';
}

void process_end(pid_t pid, int signal)
{
	if (pid <= 0)
		return;
	kill(pid, signal);
	for (int i = 0; i < 2000 && process_lives(pid); i++) {
		poll(NULL, 0, 5);
		if (i == 1000)
			kill(pid, SIGKILL);
	}
	waitpid(pid, NULL, WNOHANG);
}
