/* The faces that are open on a store: a locked file each. */
#include "twinline/records/presence.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/random.h"
#include "twinline/base/str.h"

enum {
	STAT_MOST = 4096, /* bytes of /proc/PID/stat */
	SLOTS = 32,
	FILE_MAX = 64 * 1024,
	READ_TRIES = 3,  /* a file that is being written may be half the one and half the other */
	ASK_MS = 1000,   /* for a face to answer in */
	KILL_MS = 1000,
	LOOK_MS = 10,
	HOST_MAX = 65
};

static const int64_t id_mask = ((int64_t)1 << 52) - 1; /* what a number in JSON holds */

static char *path_of(const char *state, int slot)
{
	return xasprintf("%s/face.%d", state, slot);
}

static void own_host(char host[HOST_MAX])
{
	memset(host, 0, HOST_MAX);
	gethostname(host, HOST_MAX - 1);
}

/* --- one's own file --- */

/* The bytes of the file that are locked: of each living face, and of one with text that is not kept. */
enum byte { BYTE_LIVES, BYTE_UNKEPT };

static bool lock(int fd, enum byte byte, bool taken)
{
	struct flock one = { .l_type = taken ? F_WRLCK : F_UNLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

	return fcntl(fd, F_SETLK, &one) == 0;
}

void presence_keep(const struct presence *p, bool is_unkept)
{
	if (p->fd >= 0)
		lock(p->fd, BYTE_UNKEPT, is_unkept);
}

void presence_enter(struct presence *p, const struct paths *paths, const char *terminal)
{
	*p = (struct presence){ .fd = -1, .state = xstrdup(paths->state), .terminal = xstrdup(terminal) };
	random_secret(&p->id, sizeof p->id);
	p->id = (p->id & id_mask) | 1;
	for (int slot = 1; slot <= SLOTS && p->fd < 0; slot++) {
		char *path = path_of(p->state, slot);
		int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

		free(path);
		if (fd < 0)
			break;
		if (lock(fd, BYTE_LIVES, true)) {
			p->fd = fd;
			p->slot = slot;
		} else {
			close(fd);
		}
	}
	presence_note(p, clock_now(), NULL);
}

void presence_leave(struct presence *p)
{
	if (p->fd >= 0)
		close(p->fd);
	free(p->state);
	free(p->terminal);
	*p = (struct presence){ .fd = -1 };
}

void presence_note(const struct presence *p, int64_t last_key, const struct json *place)
{
	struct json *note;
	char host[HOST_MAX], *text;
	size_t len;

	if (p->fd < 0)
		return;
	own_host(host);
	note = json_new_object();
	json_set_integer(note, "id", p->id);
	json_set_integer(note, "pid", getpid());
	json_set_string(note, "host", host);
	json_set_string(note, "terminal", p->terminal);
	json_set_integer(note, "key", last_key);
	if (p->takes)
		json_set_integer(note, "takes", p->takes);
	if (place)
		json_set(note, "place", json_copy(place));
	text = json_print(note);
	if (strlen(text) > FILE_MAX) { /* who reads no further would not see this face at all */
		json_remove(note, "place");
		free(text);
		text = json_print(note);
	}
	len = strlen(text);
	if (pwrite(p->fd, text, len, 0) != (ssize_t)len || ftruncate(p->fd, (off_t)len) != 0)
		log_warn("presence", "face.%d is not written: %s", p->slot, strerror(errno));
	free(text);
	json_free(note);
}

/* --- the others' --- */

/* What a file says, yours; NULL if it says nothing. */
static struct json *read_note(int fd)
{
	struct json *note = NULL;
	char *text = xmalloc(FILE_MAX + 1);

	for (int tries = 0; tries < READ_TRIES && !note; tries++) {
		ssize_t got = pread(fd, text, FILE_MAX, 0);

		text[got > 0 ? got : 0] = '\0';
		note = json_parse_own(text);
	}
	free(text);
	return note;
}

/* The process that has a byte locked, 0 if none has; one of another computer is -1. */
static pid_t holder_of(int fd, enum byte byte)
{
	struct flock one = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

	if (fcntl(fd, F_GETLK, &one) != 0 || one.l_type == F_UNLCK)
		return 0;
	return one.l_pid > 0 ? one.l_pid : -1;
}

static void fill(struct presence_other *other, int slot, pid_t holder, struct json *note)
{
	const char *host = json_get_text(note, "host"), *terminal = json_get_text(note, "terminal");
	char here[HOST_MAX];

	own_host(here);
	*other = (struct presence_other){ .id = json_get_integer(note, "id", 0), .last_key = json_get_integer(note, "key", 0),
	                                  .takes = json_get_integer(note, "takes", 0), .slot = slot, .host = xstrdup(host ? host : ""),
	                                  .terminal = xstrdup(terminal ? terminal : ""), .place = json_detach(note, "place") };
	/* A number alone is not trusted: it may have been given to another process since. */
	if (text_equal(host, here) && holder == (pid_t)json_get_integer(note, "pid", 0))
		other->pid = holder;
}

/* The face in a slot. must_live: only if its process is there. Release it if true comes back. */
static bool read_slot(const char *state, int slot, bool must_live, struct presence_other *other)
{
	char *path = path_of(state, slot);
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	pid_t holder = fd >= 0 ? holder_of(fd, BYTE_LIVES) : 0;
	struct json *note = fd >= 0 && (holder || !must_live) ? read_note(fd) : NULL;
	bool is_there = note;

	if (is_there) {
		fill(other, slot, holder, note);
		other->is_unkept = holder && holder_of(fd, BYTE_UNKEPT);
	}
	json_free(note);
	if (fd >= 0)
		close(fd);
	free(path);
	return is_there;
}

void presence_release(struct presence_other *other)
{
	free(other->host);
	free(other->terminal);
	json_free(other->place);
	*other = (struct presence_other){ 0 };
}

static int newest_first(const void *a, const void *b)
{
	const struct presence_other *x = a, *y = b;

	return (x->last_key < y->last_key) - (x->last_key > y->last_key);
}

int presence_others(const struct presence *p, struct presence_other **others)
{
	struct presence_other other;
	int count = 0;

	*others = NULL;
	for (int slot = 1; slot <= SLOTS; slot++) {
		/* One's own file is not opened once more: closing it would end the lock (fcntl(2)). */
		if (slot == p->slot || !read_slot(p->state, slot, true, &other))
			continue;
		*others = xrealloc(*others, (size_t)count + 1, sizeof **others);
		(*others)[count++] = other;
	}
	if (count > 1)
		qsort(*others, (size_t)count, sizeof **others, newest_first);
	return count;
}

int presence_count(const struct paths *paths)
{
	struct presence_other other;
	int count = 0;

	for (int slot = 1; slot <= SLOTS; slot++) {
		if (!read_slot(paths->state, slot, true, &other))
			continue;
		presence_release(&other);
		count++;
	}
	return count;
}

bool presence_find(const struct presence *p, int64_t id, struct presence_other *other)
{
	for (int slot = 1; slot <= SLOTS; slot++) {
		if (slot == p->slot || !read_slot(p->state, slot, true, other))
			continue;
		if (other->id == id)
			return true;
		presence_release(other);
	}
	return false;
}

/* --- taking a place --- */

static bool lives(const struct presence *p, const struct presence_other *other)
{
	struct presence_other now;
	bool is_there = read_slot(p->state, other->slot, true, &now);
	bool lives_on = is_there && now.id == other->id;

	if (is_there)
		presence_release(&now);
	return lives_on;
}

static bool is_gone_within(const struct presence *p, const struct presence_other *other, int milliseconds)
{
	for (int64_t until = clock_monotonic_ms() + milliseconds; lives(p, other); poll(NULL, 0, LOOK_MS))
		if (clock_monotonic_ms() > until)
			return false;
	return true;
}

/* True of a job that Ctrl-Z stopped (proc(5), /proc/PID/stat), and where that cannot be known. */
static bool is_stopped(pid_t pid)
{
	char *path = xasprintf("/proc/%d/stat", (int)pid);
	struct str stat = { 0 };
	const char *name_end = file_read(path, STAT_MOST, &stat, NULL) == 0 ? strrchr(stat.text, ')') : NULL;
	bool is = !name_end || !name_end[1] || name_end[2] == 'T';

	str_release(&stat);
	free(path);
	return is;
}

int presence_take(struct presence *p, struct presence_other *other)
{
	struct presence_other last;
	bool is_gone;

	if (other->pid <= 0 || other->is_unkept)
		return -1;
	p->takes = other->id;
	presence_note(p, clock_now(), NULL);
	kill(other->pid, SIGTERM);
	/* A stopped job hears nothing else. One that is just ending is not to be woken: SIGCONT takes back what stops it for a debugger. */
	if (is_stopped(other->pid))
		kill(other->pid, SIGCONT);
	is_gone = is_gone_within(p, other, ASK_MS);
	if (!is_gone && lives(p, other)) {
		log_warn("presence", "face.%d does not answer and is killed", other->slot);
		kill(other->pid, SIGKILL);
		is_gone = is_gone_within(p, other, KILL_MS);
	}
	p->takes = 0;
	if (is_gone && read_slot(p->state, other->slot, false, &last)) {
		if (last.id == other->id && last.place) {
			json_free(other->place);
			other->place = last.place;
			last.place = NULL;
		}
		presence_release(&last);
	}
	return is_gone ? 0 : -1;
}

char *presence_taker(const struct presence *p)
{
	struct presence_other other;
	char *terminal = NULL;

	for (int slot = 1; slot <= SLOTS && !terminal; slot++) {
		if (slot == p->slot || !read_slot(p->state, slot, true, &other))
			continue;
		if (other.takes == p->id)
			terminal = xstrdup(other.terminal);
		presence_release(&other);
	}
	return terminal;
}
