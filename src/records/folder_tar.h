/* A tar stream (POSIX.1-2017 pax: ustar headers, long and other names in extended ones). The room's own. */
#ifndef TWINLINE_RECORDS_FOLDER_TAR_H
#define TWINLINE_RECORDS_FOLDER_TAR_H

#include <stddef.h>
#include <stdint.h>

#include "twinline/base/err.h"

struct tar {
	int (*write)(void *context, const void *bytes, size_t len, struct err *e);
	void *context;
	int64_t now;
	int64_t left; /* bytes that the file still has to get */
	int64_t size;
};

/* A file of size bytes, all of which follow before its end. Each 0, or -1 with e. */
int tar_begin(struct tar *t, const char *path, int64_t size, struct err *e);
int tar_add(struct tar *t, const void *bytes, size_t len, struct err *e);
int tar_end(struct tar *t, struct err *e);
/* The end of the stream. */
int tar_close(struct tar *t, struct err *e);

#endif
