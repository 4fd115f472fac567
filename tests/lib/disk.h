/*
 * A disk of a test's own, as small as it wants, that can be filled and set read-only: a tmpfs in a mount namespace of this process, so that
 * nobody else sees it and it goes with the test. Needs root or user namespaces.
 */
#ifndef TESTS_LIB_DISK_H
#define TESTS_LIB_DISK_H

#include <stdbool.h>

/* Enters the namespace: before any thread or child. False where this computer does not let it; then the test is skipped. */
bool disk_begin(void);

/* Puts a disk of so many KB at dir, with what lies there (plain files), or takes it away again with what is on it. Dies if that fails. */
void disk_put(const char *dir, int kilobytes);
void disk_take(const char *dir);

/* Fills the disk to its last byte; makes room again. */
void disk_fill(const char *dir);
void disk_clear(const char *dir);

/* From now on it can only be read, or written again. Nobody may have a file open for writing. */
void disk_read_only(const char *dir, bool is_read_only);

#endif
