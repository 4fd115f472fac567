/* The face's end of the engine's socket: connects, starts the engine where none runs, sends and receives packets. */
#include "twinline/records/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum {
	START_MS_MAX = 5000, /* a slow disk takes this long to load the engine at the worst */
	START_TEXT_MAX = 1000,
	AGAIN_MS_MAX = 2000, /* an old engine that ends may have to wait for a busy disk before it lets go of the lock */
	END_MS_MAX = 10000,  /* the engine seals or commits what it has in hand */
	AGAIN_PAUSE_MS = 40,
	AGAIN_AT_LEAST = 2   /* the lock may have been let go of just after it was in the way */
};

static const char *const line_names[] = {
	[LINE_UNKNOWN] = "unknown", [LINE_ONLINE] = "online", [LINE_OFFLINE] = "offline",
	[LINE_BUSY] = "busy", [LINE_SIGNED_OUT] = "signedOut",
};
_Static_assert(ARRAY_SIZE(line_names) == LINE_STATE_COUNT, "one name a state");

const char *line_state_name(enum line_state state)
{
	return line_names[state];
}

enum line_state line_state_of(const char *name)
{
	for (int i = 0; i < LINE_STATE_COUNT; i++)
		if (text_equal(name, line_names[i]))
			return (enum line_state)i;
	return LINE_UNKNOWN;
}

/* A connected descriptor, or -1 with errno. */
static int connect_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	if (strlen(path) >= sizeof address.sun_path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	if (connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	int cause = errno;
	close(fd);
	errno = cause;
	return -1;
}

/*
 * In the child: a grandchild becomes the engine, in a session of its own, so that nobody has to wait for it and no
 * hang-up of this terminal reaches it. ready is its standard output until it says that it serves.
 */
static void become_engine(const char *program, const char *profile, int ready) ATTR_NORETURN;
static void become_engine(const char *program, const char *profile, int ready)
{
	int null = open("/dev/null", O_RDWR);
	if (setsid() < 0 || null < 0 || dup2(null, 0) < 0 || dup2(ready, 1) < 0 || dup2(null, 2) < 0)
		_exit(1);
	close_range(3, ~0U, 0);
	pid_t engine = fork();
	if (engine == 0) {
		execlp(program, program, "--profile", profile, (char *)NULL);
		const char *cause = strerror(errno);
		ssize_t written = write(1, cause, strlen(cause));
		_exit(written < 0 ? 2 : 1);
	}
	_exit(engine < 0 ? 1 : 0);
}

/* Reads what the new engine says until it closes the pipe: "ready", or why not. */
static void hear(int fd, struct str *said)
{
	str_init(said, START_TEXT_MAX);
	int64_t until = clock_monotonic_ms() + START_MS_MAX;
	for (;;) {
		int64_t left = until - clock_monotonic_ms();
		struct pollfd ready = { .fd = fd, .events = POLLIN };
		int polled = left > 0 ? poll(&ready, 1, (int)left) : 0;
		if (polled < 0 && errno == EINTR)
			continue;
		char bytes[256];
		ssize_t got = polled > 0 ? read(fd, bytes, sizeof bytes) : 0;
		if (got <= 0)
			break;
		str_addn(said, bytes, (size_t)got);
	}
	while (said->len > 0 && said->text[said->len - 1] == '\n')
		str_cut(said, said->len - 1);
}

static int start_engine(const struct paths *p, struct str *said)
{
	int ready[2];
	if (pipe2(ready, O_CLOEXEC) != 0)
		return -1;
	char *program = paths_program("twinline-sync");
	pid_t child = fork();
	if (child == 0)
		become_engine(program, p->profile, ready[1]);
	int cause = errno;
	close(ready[1]);
	free(program);
	if (child > 0) {
		hear(ready[0], said);
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			;
	}
	close(ready[0]);
	errno = cause;
	return child > 0 ? 0 : -1;
}

bool engine_runs(const struct paths *p)
{
	int lock = file_lock(p->lock, NULL);
	file_unlock(lock);
	return lock < 0;
}

bool engine_end(const struct paths *p)
{
	for (int64_t until = clock_monotonic_ms() + END_MS_MAX; engine_runs(p); poll(NULL, 0, AGAIN_PAUSE_MS)) {
		struct ucred engine;
		socklen_t len = sizeof engine;
		int fd = connect_socket(p->socket);
		if (fd >= 0 && getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &engine, &len) == 0 && engine.pid > 0)
			kill(engine.pid, SIGTERM);
		if (fd >= 0)
			close(fd);
		if (clock_monotonic_ms() > until)
			return false;
	}
	return true;
}

/* One try: connect, and where that fails, start an engine and connect again. */
static int connect_or_start(struct engine_link *link, const struct paths *p, struct str *said)
{
	link->fd = connect_socket(p->socket);
	if (link->fd >= 0)
		return 0;
	str_release(said);
	if (start_engine(p, said) != 0)
		return -1;
	link->started = text_equal(said->text, "ready");
	link->fd = connect_socket(p->socket);
	return link->fd < 0 ? -1 : 0;
}

int engine_connect(struct engine_link *link, const struct paths *p, bool start, struct err *e)
{
	*link = (struct engine_link){ .fd = -1 };
	struct str said = { 0 };
	int64_t until = clock_monotonic_ms() + AGAIN_MS_MAX;
	if (!start)
		link->fd = connect_socket(p->socket);
	/* Another face may be starting one, or an old one still holds the lock while it ends: then it is worth another look. */
	for (int tries = 0; start && connect_or_start(link, p, &said) != 0; tries++) {
		if (clock_monotonic_ms() > until || (tries >= AGAIN_AT_LEAST && !engine_runs(p)))
			break;
		poll(NULL, 0, AGAIN_PAUSE_MS);
	}
	if (link->fd < 0)
		err_set(e, ERR_ENGINE, said.len > 0 ? said.text : strerror(errno), NULL);
	str_release(&said);
	return link->fd < 0 ? -1 : 0;
}

void engine_close(struct engine_link *link)
{
	if (link->fd >= 0)
		close(link->fd);
	link->fd = -1;
}

bool engine_send(struct engine_link *link, struct json *packet_taken)
{
	char *text = json_print(packet_taken);
	size_t len = strlen(text);
	bool sent = false;
	if (link->fd >= 0 && len <= ENGINE_PACKET_MAX) {
		ssize_t went;
		do
			went = send(link->fd, text, len, MSG_DONTWAIT | MSG_NOSIGNAL);
		while (went < 0 && errno == EINTR);
		sent = went == (ssize_t)len;
	}
	wipe(text, len); /* a sign-in holds a password */
	free(text);
	json_free(packet_taken);
	return sent;
}

struct json *engine_receive(struct engine_link *link, bool *gone)
{
	*gone = link->fd < 0;
	if (*gone)
		return NULL;
	char *bytes = xmalloc(ENGINE_PACKET_MAX);
	ssize_t got;
	struct json *packet = NULL;
	do {
		do
			got = recv(link->fd, bytes, ENGINE_PACKET_MAX, MSG_DONTWAIT);
		while (got < 0 && errno == EINTR);
		if (got > 0)
			packet = json_parse(bytes, (size_t)got, NULL);
	} while (got > 0 && !packet); /* one that is no JSON is passed over: a newer engine's */
	*gone = got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
	if (got > 0)
		wipe(bytes, (size_t)got);
	free(bytes);
	return packet;
}
