/* Files: whole reads, atomic writes, private directories, locks that name their owner. */
#ifndef TWINLINE_BASE_FILE_H
#define TWINLINE_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/err.h"
#include "twinline/base/str.h"

/* Reads the whole file, at most max bytes, into out. Returns 0, or -1 with e. */
int file_read(const char *path, size_t max, struct str *out, struct err *e);

/* Writes atomically with mode (0600 for secrets): temporary file beside it, fsync, rename. Returns 0, or -1 with e. */
int file_write(const char *path, const void *bytes, size_t len, unsigned mode, struct err *e);

/* The path from the root on, of one that begins in the present directory; yours, or NULL with e where that is gone. */
char *file_absolute(const char *path, struct err *e);

/* Puts the file at from in the place of to, in one step, with all that was written to it on the disk first. 0, or -1 with e. */
int file_replace(const char *from, const char *to, struct err *e);

/* Copies a file of any size to one that is not there yet, 0600. Returns 0, or -1 with e and no copy. */
int file_copy(const char *from, const char *to, struct err *e);

/* Makes path and its parents, each new one 0700. Returns 0, or -1 with e. */
int file_make_dirs(const char *path, struct err *e);

/* Takes path and all below it away; a path that is not there is fine. Never follows a symbolic link. Returns 0 or -1. */
int file_remove_tree(const char *path, struct err *e);

/*
 * Locks path (created 0600, holding "pid host") against other processes. Returns a descriptor that keeps the lock until file_unlock or
 * death; -1 with ERR_LOCKED naming the holder, or ERR_FILE. A holder that is dead is none, be the lock the kernel's or, where a file
 * system takes none, the name's alone. On a network file system a holder of another computer is ERR_LOCKED_ELSEWHERE, dead or not.
 */
int file_lock(const char *path, struct err *e);
void file_unlock(int lock);

/*
 * True if path lies on a network file system (statfs: NFS, SMB, FUSE …), where WAL must not be used; or where TWINLINE_NETWORK_HOME=yes
 * says so, of one that the kernel does not tell.
 */
bool file_on_network(const char *path);

#endif
