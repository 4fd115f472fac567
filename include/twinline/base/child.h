/*
 * A program of somebody else's that makes bytes of bytes: no shell, no terminal, no file of ours open; it gets its input whole, and what it
 * writes to its standard output is read. It and all that it starts end together. From any thread.
 */
#ifndef TWINLINE_BASE_CHILD_H
#define TWINLINE_BASE_CHILD_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "twinline/base/err.h"
#include "twinline/base/str.h"

enum { CHILD_NOT_FOUND = 127 /* exit status: there is no such program */ };

struct child_work {
	char *const *arguments;   /* the program first, looked for in PATH; closed by NULL */
	char *const *environment; /* closed by NULL; NULL: as ours */
	const void *input;
	size_t len;
	int seconds;              /* of work, after which it is ended */
	int64_t memory;           /* bytes at most; 0: as the system has it */
	bool writes;              /* it may write files */
};

struct child {
	pid_t pid;
	int out;          /* to wait for, as long as child_left says; nothing blocks */
	int64_t until_ms; /* monotonic: then its time is over */
};

/* Starts it. 0, or -1 with e and nothing to end. */
int child_start(struct child *c, const struct child_work *w, struct err *e);

/* Milliseconds that it has left: 0 when its time is over; -1 of a zeroed one, or one that has ended. */
int64_t child_left(const struct child *c);

/* Adds what has come to out: 1 if more may come, 0 at its end, -1 where there are more than most bytes, or its time is over. */
int child_read(struct child *c, struct str *out, size_t most);

/*
 * Ends it with all that it has started, if it does not end by itself within so long: its exit status, -1 by a signal. Takes a zeroed one.
 */
int child_end(struct child *c, int64_t milliseconds);

/* All at once, for who waits: its exit status, -1 by a signal, over most bytes or after its seconds. */
int child_run(const struct child_work *w, struct str *out, size_t most, struct err *e);

/* The words of a command line, parted by blanks, with nothing else meaning anything; then more (closed by NULL). Yours; child_words_free. */
char **child_words(const char *command, const char *const *more);
void child_words_free(char **words);

#endif
