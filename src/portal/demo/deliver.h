/* A letter on its way into the accounts of all who have to do with it. The room's own. */
#ifndef TWINLINE_PORTAL_DEMO_DELIVER_H
#define TWINLINE_PORTAL_DEMO_DELIVER_H

#include "world.h"

enum { DEMO_TO_MAX = 4, DEMO_UID_SIZE = 2 * RECORD_ID_LENGTH + 1 };

enum demo_keyword { KEYWORD_SEEN = 1, KEYWORD_ANSWERED = 2, KEYWORD_KEPT = 4 };

struct demo_letter {
	const char *kind, *subject, *text, *language;
	const char *project_id, *project; /* NULL: none */
	const char *proposal;             /* JSON; NULL: none */
	char uid[DEMO_UID_SIZE], thread[DEMO_UID_SIZE], reply_to[DEMO_UID_SIZE]; /* thread and reply_to empty: begins one */
	int64_t at;
	size_t from, to[DEMO_TO_MAX], to_count; /* places in world.people */
	unsigned marks[DEMO_TO_MAX];            /* of the recipients' copies: enum demo_keyword */
	const char *file_name, *file_type, *file; /* a text that is attached; NULL: none */
};

/* Draws a uid as the portal's rule does. */
void demo_draw_uid(struct demo_world *w, char uid[DEMO_UID_SIZE]);

/* Writes a copy to the sender and to each recipient. 0 or -1. */
int demo_deliver(struct demo_world *w, const struct demo_letter *letter, struct err *e);

#endif
