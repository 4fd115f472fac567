/* What a conversation is by its messages: for thread.c, which keeps it. The room's own. */
#ifndef TWINLINE_RECORDS_THREAD_SIGHT_H
#define TWINLINE_RECORDS_THREAD_SIGHT_H

#include "letters.h"
#include "twinline/records/thread.h"

/* What the reader's own lists need beside the record, on a replica; the portal counts by view and later. */
struct sight {
	enum thread_view view;
	const char *later;
	enum message_state state;
	bool mine, draft, attention;
	int64_t held_until;
};

/* The record Thread; yours. */
struct json *thread_tree(const struct conversation *c);

/* Puts what lists show of it into the index row of local, of which tree is the record; 0, or -1 with e. The portal has view and later alone. */
int thread_sight_keep(const struct conversation *c, int64_t local, const struct json *tree, struct err *e);
/* The same of what is no conversation yet, on a replica. */
int thread_sight_put(struct store *s, int64_t local, const struct json *tree, const struct sight *sight, struct err *e);

#endif
