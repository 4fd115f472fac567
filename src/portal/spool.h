/* Bytes of one body: small ones in memory, large ones in an unlinked file, so that a hundred uploads do not fill the memory. */
#ifndef TWINLINE_PORTAL_SPOOL_H
#define TWINLINE_PORTAL_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "twinline/base/err.h"
#include "twinline/base/str.h"

enum { SPOOL_MEMORY_MAX = 256 * 1024 };

/* len counts in either place; a zeroed struct with fd -1 is empty. */
struct spool {
	struct str memory;
	int fd;      /* -1: all is in memory */
	int64_t len; /* bytes */
	void *map;   /* of the file, once asked for */
	const char *dir; /* where the file goes; borrowed */
};

void spool_init(struct spool *s, const char *dir);
void spool_release(struct spool *s);

/* Adds len bytes. 0, or -1 with e (DISK_FULL, FILE). */
int spool_add(struct spool *s, const void *bytes, size_t len, struct err *e);

/* Empties s and keeps text (malloc'ed, NUL-terminated) as its content. */
void spool_take_text(struct spool *s, char *text);

/* All the bytes, borrowed until the next spool call; NULL with e where the file cannot be mapped. */
const void *spool_bytes(struct spool *s, struct err *e);

#endif
