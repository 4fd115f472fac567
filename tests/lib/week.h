/* The week of the mock-ups: projects in every state, who is asked and asks, what is today and due. */
#ifndef TESTS_LIB_WEEK_H
#define TESTS_LIB_WEEK_H

#include "lib/fixture.h"

/* Fills the store, beside the inbox of the mock-ups. */
void week_fill(struct fixture *f);

/* What is said in Water diary: updates, a forum, a chat, the bulletin, the journal; some of it is unread. */
void week_talk(struct fixture *f);

/* Partner notices, which stand alone: of others and of mine, one that is over. */
void week_notices(struct fixture *f);

#endif
