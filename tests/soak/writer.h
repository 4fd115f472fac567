/* Who writes: a program of its own, as a face is, which acknowledges each write once the store has it; or `twinline send`. */
#ifndef TESTS_SOAK_WRITER_H
#define TESTS_SOAK_WRITER_H

#include <sys/types.h>

#include "ground.h"

struct writer {
	pid_t pid;
	int said;     /* what it acknowledges is read here */
	int op;       /* of a command: what it does; else -1 */
};

/* The type of record that a family is, by its place in record_types. */
int writer_type(enum family family);

/* Begins the ops of a step. */
void writer_start(struct writer *w, const struct ground *g, struct plan *plan, const struct step *step);

/* Waits for its end, which comes by force if it takes too long, and notes in the plan what came of each op. */
void writer_end(struct writer *w, struct plan *plan);

#endif
