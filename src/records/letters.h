/* The messages of one conversation as the index has them: what thread.c adds up. The room's own. */
#ifndef TWINLINE_RECORDS_LETTERS_H
#define TWINLINE_RECORDS_LETTERS_H

#include "twinline/records/store.h"

/* One message as its index row tells it. */
struct letter {
	int64_t local, at, hold_until;
	char *id, *subject, *kind, *marks, *later;
	struct party from, to, project; /* to: the first of them */
	bool is_mine, is_deleted;
	int outbox; /* state of the entry that makes it; -1: accepted */
};

struct conversation {
	struct store *s;
	int64_t account;
	const char *uid;
	char *me;
	struct letter *at;
	size_t count;
};

/* Fills c, whose s, account and uid are set: oldest first, unsent ones last, without the deleted ones unless all are. 0 or -1. */
int letters_read(struct conversation *c, struct err *e);
void letters_release(struct conversation *c);

bool letter_has_mark(const struct letter *m, const char *mark);

#endif
