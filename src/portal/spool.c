/* Bodies in memory or in an unlinked file. */
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void spool_init(struct spool *s, const char *dir)
{
	*s = (struct spool){.fd = -1, .dir = dir};
	str_init(&s->memory, 0);
}

void spool_release(struct spool *s)
{
	if (s->map)
		munmap(s->map, (size_t)s->len);
	if (s->fd >= 0)
		close(s->fd);
	str_release(&s->memory);
	*s = (struct spool){.fd = -1, .dir = s->dir};
}

static int write_all(int fd, const char *bytes, size_t len, struct err *e)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(e, ERR_FILE, "spool");
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

static int move_to_file(struct spool *s, struct err *e)
{
	s->fd = open(s->dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (s->fd < 0)
		return err_errno(e, ERR_FILE, s->dir);
	if (write_all(s->fd, s->memory.text ? s->memory.text : "", s->memory.len, e) < 0)
		return -1;
	str_release(&s->memory);
	return 0;
}

int spool_add(struct spool *s, const void *bytes, size_t len, struct err *e)
{
	if (s->fd < 0 && s->len + (int64_t)len > SPOOL_MEMORY_MAX && move_to_file(s, e) < 0)
		return -1;
	if (s->fd < 0)
		str_addn(&s->memory, bytes, len);
	else if (write_all(s->fd, bytes, len, e) < 0)
		return -1;
	s->len += (int64_t)len;
	return 0;
}

void spool_take_text(struct spool *s, char *text)
{
	spool_release(s);
	size_t len = strlen(text);
	s->memory = (struct str){.text = text, .len = len, .capacity = len + 1};
	s->len = (int64_t)len;
}

const void *spool_bytes(struct spool *s, struct err *e)
{
	if (s->fd < 0)
		return s->memory.text ? s->memory.text : "";
	if (!s->map) {
		void *map = mmap(NULL, (size_t)s->len, PROT_READ, MAP_PRIVATE, s->fd, 0);
		if (map == MAP_FAILED) {
			err_errno(e, ERR_FILE, "spool");
			return NULL;
		}
		s->map = map;
	}
	return s->map;
}
