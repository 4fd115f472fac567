/* Letters of a test: queued behind the face's back, looked for on the other side. */
#ifndef TESTS_LIB_LETTERS_H
#define TESTS_LIB_LETTERS_H

#include <stdbool.h>

#include "lib/portal_client.h"
#include "lib/world.h"
#include "twinline/base/strings.h"

/* Puts a message into the outbox of the world's teacher, due at once; dies if it cannot. */
void letters_queue(struct world *w, const char *to_card, const char *subject, const char *text);

/* Entries that are on their way (held, waiting or in doubt). */
int letters_waiting(struct world *w);

/* Gives what is in doubt another opId, as if it had been refused over a line, changed by its writer and sent anew. */
void letters_go_anew(struct world *w);

/* Ends every hold, as if its time had gone by. */
void letters_end_hold(struct world *w);

/* Ends every hold and exchanges until nothing waits; false if that does not come to an end. */
bool letters_deliver(struct world *w);

/* True if a draft, an outbox entry or a message of the store has text in its subject or text. */
bool letters_kept(struct world *w, const char *text);

/* True if an outbox entry, sent or not, has this subject. */
bool letters_queued(struct world *w, const char *subject);

/* Subjects and texts of all messages of who is signed in, oldest first; release with strings_release. */
struct strings letters_received(struct portal_client *c);
struct strings letters_texts(struct portal_client *c);

#endif
