/* Yes or no to what waits for an answer, as one step of undo: requests, invitations, proposed changes; events. */
#ifndef TWINLINE_UI_DECIDE_H
#define TWINLINE_UI_DECIDE_H

#include "face.h"

/* One of what is answered: a message that waits, or an event (the other is 0), and how it is called in the sentence after it. */
struct decide_item { int64_t message, event; const char *name; };

/*
 * Queues the answers, held, and says so; before one no to founding a project it asks for a word with it. Returns 0, or -1 and the cause is
 * shown.
 */
int decide(struct face *face, const struct decide_item *items, int count, bool accept);

/* My word on one event ("yes", "maybe", "no", "applied"), with the text of an application (NULL: none), the same way. */
int decide_event(struct face *face, const struct decide_item *item, const char *answer, const char *text);

/* The same for those conversations that wait. Returns how many did, or -1 and the cause is shown. */
int decide_threads(struct face *face, const int64_t *threads, int count, bool accept);

#endif
