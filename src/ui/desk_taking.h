/* A case that is open: it is held, and what is known of it is fetched, with that of those that follow. The room's own. */
#ifndef TWINLINE_UI_DESK_TAKING_H
#define TWINLINE_UI_DESK_TAKING_H

#include "desk.h"

enum { DESK_FOLLOWING = 2 };

struct desk_taking {
	int64_t local;   /* of the case */
	int64_t held_at; /* when the hold was asked for last; 0: not yet */
	int64_t asked[2 * DESK_FOLLOWING]; /* cases whose dossier was asked for, the newest of which stands before asked_at */
	unsigned asked_at;
};

void desk_taking_begin(struct desk_taking *t, int64_t local);

/* Takes it, or lets it go; what is held already is held anew while keys come. */
void desk_taking_hold(struct face *face, struct desk_taking *t, bool held);

/* Asks for what is not here yet of a case, and of those that follow in the list below (NULL: none), so that nobody waits between two. */
void desk_taking_fetch(struct face *face, struct desk_taking *t, const struct desk_row *row, const struct view *below);

/* What was asked for of a case did not come: it may be asked for again. */
void desk_taking_failed(struct desk_taking *t, int64_t local);

#endif
