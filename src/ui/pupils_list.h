/* The list of a project's pupils, as a teacher has it. */
#ifndef TWINLINE_UI_PUPILS_LIST_H
#define TWINLINE_UI_PUPILS_LIST_H

#include "pupils.h"
#include "table.h"

struct pupil_row { int64_t local; struct pupil pupil; char *key; }; /* key: where it stands among the others */

struct pupils {
	int64_t project, account;
	char *title;        /* of the project */
	struct table table; /* of struct pupil_row */
	char *aliases;      /* typed, while the class is asked for */
};

/* True if the parents' consent is not on record; what the portal has not answered yet is as it will be. */
bool pupil_waits(const struct pupil *p);

/* Asks for the consent that those chosen (marked, or under the cursor) have; who is ended under the cursor: they come back. */
void pupils_let_in(struct face *face, struct view *view);

/* Ends those chosen. Who was never in goes without a trace; what the others wrote stays. */
void pupils_end(struct face *face, struct view *view);

#endif
