/* Letters with files between two people (lib/two.h), written here and looked at through the API. */
#ifndef TESTS_LIB_TWO_FILES_H
#define TESTS_LIB_TWO_FILES_H

#include "lib/two.h"

/* Bytes of a file that repeat nowhere near, yours. */
char *two_many_bytes(size_t len);

/* The list of one file of ours, kept in the teacher's store; yours. */
struct json *two_file(struct two *t, const char *name, const char *bytes, size_t len);

/* A letter to the friend with files, due at once; the entry's local. */
int64_t two_write_with(struct two *t, const char *subject, struct json *files_taken);

/* The friend's letter with that subject, as the portal has it; yours. Asserts that it is one. */
struct json *two_letter(struct two *t, const char *subject);

/* Asserts that these are the bytes of the letter's file at a place, for the friend. */
void two_assert_file(struct two *t, const struct json *letter, int place, const char *name, const char *bytes, size_t len);

#endif
