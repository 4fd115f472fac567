/* The engine's end of the socket. */
#include "faces.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/engine.h"

static int open_door(const char *path, struct err *e)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	if (strlen(path) >= sizeof address.sun_path) {
		errno = ENAMETOOLONG;
		return err_errno(e, ERR_FILE, path);
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return err_errno(e, ERR_FILE, path);
	unlink(path);
	mode_t before = umask(0177);
	bool open = bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 && listen(fd, FACES_MAX) == 0;
	umask(before);
	if (!open) {
		err_errno(e, ERR_FILE, path);
		close(fd);
		return -1;
	}
	return fd;
}

static uint64_t inode_of(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0 ? (uint64_t)st.st_ino : 0;
}

int faces_open(struct faces *f, const char *path, struct err *e)
{
	*f = (struct faces){ .listener = open_door(path, e) };
	if (f->listener < 0)
		return -1;
	f->path = xstrdup(path);
	f->inode = inode_of(path);
	return 0;
}

bool faces_door_stands(const struct faces *f)
{
	return f->inode == inode_of(f->path);
}

int faces_open_again(struct faces *f)
{
	char *directory = xstrdup(f->path), *slash = strrchr(directory, '/');
	int door = -1;
	if (slash)
		*slash = '\0';
	if (file_make_dirs(directory, NULL) == 0)
		door = open_door(f->path, NULL);
	free(directory);
	if (door < 0)
		return -1;
	if (f->listener >= 0)
		close(f->listener);
	f->listener = door;
	f->inode = inode_of(f->path);
	return 0;
}

bool faces_shut(struct faces *f)
{
	unsigned before = f->count;
	unlink(f->path);
	while (faces_accept(f)) /* all: with the old door goes whoever still waits at it */
		;
	if (f->count == before)
		return true;
	close(f->listener);
	f->listener = open_door(f->path, NULL);
	f->inode = inode_of(f->path);
	return false;
}

void faces_close(struct faces *f)
{
	while (f->count > 0)
		faces_remove(f, f->count - 1);
	if (f->path)
		unlink(f->path);
	if (f->listener >= 0)
		close(f->listener);
	free(f->path);
	*f = (struct faces){ .listener = -1 };
}

/* The directory is private already; on a system that does not keep to modes of sockets, this does. */
static bool is_same_user(int fd)
{
	struct ucred who;
	socklen_t len = sizeof who;
	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) == 0 && (who.uid == getuid() || who.uid == 0);
}

struct face *faces_accept(struct faces *f)
{
	int fd = accept4(f->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0)
		return NULL;
	if (f->count == FACES_MAX || !is_same_user(fd)) {
		close(fd);
		return NULL;
	}
	struct face *face = &f->at[f->count++];
	*face = (struct face){ .fd = fd, .serial = ++f->last_serial };
	return face;
}

void faces_remove(struct faces *f, unsigned index)
{
	close(f->at[index].fd);
	f->at[index] = f->at[--f->count];
}

struct json *faces_receive(struct face *face, bool *gone)
{
	char *bytes = xmalloc(ENGINE_PACKET_MAX);
	struct json *packet = NULL;
	ssize_t got;
	do {
		got = recv(face->fd, bytes, ENGINE_PACKET_MAX, MSG_DONTWAIT);
		if (got > 0)
			packet = json_parse(bytes, (size_t)got, NULL);
	} while ((got > 0 && !packet) || (got < 0 && errno == EINTR));
	*gone = got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
	if (got > 0)
		wipe(bytes, (size_t)got); /* a sign-in holds a password */
	free(bytes);
	return packet;
}

static void send_text(struct face *face, const char *text, size_t len)
{
	if (send(face->fd, text, len, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
		log_debug("faces", "face %lld misses a packet: %s", (long long)face->serial, strerror(errno));
}

void faces_tell(struct face *face, const struct json *packet)
{
	char *text = json_print(packet);
	send_text(face, text, strlen(text));
	free(text);
}

void faces_tell_all(struct faces *f, const struct json *packet)
{
	char *text = json_print(packet);
	size_t len = strlen(text);
	for (unsigned i = 0; i < f->count; i++)
		send_text(&f->at[i], text, len);
	free(text);
}

struct face *faces_find(struct faces *f, int64_t serial)
{
	for (unsigned i = 0; i < f->count; i++)
		if (f->at[i].serial == serial)
			return &f->at[i];
	return NULL;
}
