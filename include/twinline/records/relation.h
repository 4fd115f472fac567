/* How I stand to somebody: contact, asked, asks me, followed, blocked; what waits in the outbox counted in. Replica only. */
#ifndef TWINLINE_RECORDS_RELATION_H
#define TWINLINE_RECORDS_RELATION_H

#include "twinline/records/store.h"

/* The words of screens.md section 4, N_() each; "" for none. */
enum relation { RELATION_NONE, RELATION_CONTACT, RELATION_ASKED, RELATION_ASKS_YOU, RELATION_FOLLOWED, RELATION_BLOCKED, RELATION_COUNT };
const char *relation_word(enum relation relation);

/* To the person with this id; contact and follow (may be NULL) get the locals of those records, 0 where there is none. */
enum relation relation_to(struct store *s, const char *person, int64_t *contact, int64_t *follow);


/*
 * Each queues one change, held for the hold of the store; in a transaction. The outbox entry's local, 0 where there is nothing to send, or -1 with e.
 * text, said with the request, may be NULL.
 */
int64_t relation_ask(struct store *s, const char *person, const char *text, struct err *e);
/* The same with sentences of schema/phrases.h. */
int64_t relation_ask_with(struct store *s, const char *person, const char *text, const struct json *phrases, struct err *e);
int64_t relation_answer(struct store *s, const char *person, bool accept, struct err *e);
int64_t relation_follow(struct store *s, const char *person, bool follow, struct err *e);
int64_t relation_block(struct store *s, const char *person, struct err *e);
int64_t relation_end(struct store *s, const char *person, struct err *e); /* contact, request or block: no more */

/* Contacts in a state (code of vocabulary_contact_states), newest first: locals, yours to free. Count or -1. */
int relation_list(struct store *s, const char *state, int64_t **locals, struct err *e);

#endif
