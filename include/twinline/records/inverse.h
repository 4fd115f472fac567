/* What can be done about a change that has been sent already: the change that undoes it, where there is one. Replica only. */
#ifndef TWINLINE_RECORDS_INVERSE_H
#define TWINLINE_RECORDS_INVERSE_H

#include "twinline/records/outbox.h"

enum inverse {
	INVERSE_NONE,
	INVERSE_CORRECTION, /* of a letter: another letter */
	INVERSE_END,        /* what was made, asked or agreed to is ended */
	INVERSE_PUT_BACK,   /* what was changed, and has not been changed again since, is as it was before */
	INVERSE_MAKE_AGAIN  /* what was deleted is made anew */
};

/* Of an entry that is SENT; INVERSE_NONE of any other. */
enum inverse inverse_of(struct store *s, int64_t entry);

/*
 * Queues it, held for the hold of the store; in a transaction. The new entry's local, 0 where nothing is left to do, or -1 with e (ERR_NOT_FOUND: there
 * is none, or it is a letter's, which a person writes).
 */
int64_t inverse_queue(struct store *s, int64_t entry, struct err *e);

#endif
