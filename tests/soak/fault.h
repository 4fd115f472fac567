/* What goes wrong in a step of a run, and how it is put right. */
#ifndef TESTS_SOAK_FAULT_H
#define TESTS_SOAK_FAULT_H

#include "ground.h"
#include "writer.h"

/* Before the step's writes; in the midst of them; and its end. Each but for faults that have nothing to do there. */
void fault_begin(const struct step *step, struct ground *g);
void fault_strike(const struct step *step, struct ground *g, const struct writer *writer);
void fault_end(enum fault fault, struct ground *g);

/* Puts everything right, whatever has been. */
void fault_end_all(struct ground *g);

#endif
