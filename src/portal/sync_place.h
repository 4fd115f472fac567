/*
 * Where the copying of an account stands, as the state of Sync/get tells it: "epoch-seq"; while a window is being sent,
 * ".type.anchor.sent" stands behind it, then "~day" where times to come are copied, and in a project "*role", so that the portal keeps nothing
 * between the pages, and whoever gets another role begins anew with what is theirs to see.
 */
#ifndef TWINLINE_PORTAL_SYNC_PLACE_H
#define TWINLINE_PORTAL_SYNC_PLACE_H

#include "twinline/records/record.h"

struct place {
	int64_t seq;
	bool in_window;
	unsigned type;  /* of the window */
	int64_t anchor; /* local of its last record sent; 0: none yet */
	int64_t sent;
	int64_t until;  /* the last day since 1970 up to which times to come (T_AHEAD) were sent; 0: none were */
};

/* False if the state is none, or none any more for whoever has this role. */
bool place_read(struct store *s, const struct account *a, enum role role, const char *token, struct place *place);

/* The state. Yours. */
char *place_write(const struct account *a, enum role role, const struct place *place);

#endif
