/* A pair (lib/pair.h), and at the teacher's side a store as a face has it open, and a face's connection to the engine. */
#ifndef TESTS_LIB_TWO_H
#define TESTS_LIB_TWO_H

#include "lib/pair.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"

struct two {
	struct pair pair;
	struct store s;            /* the teacher's, as a face has it open */
	int64_t account;           /* their personal account in it */
	struct engine_link engine; /* a face's connection, which keeps the engine */
};

/* For cmocka: *state is a struct two *, its engine's first exchange over, while clocks run. Die if that fails. */
int two_set_up(void **state);
int two_tear_down(void **state);

/* Queues a message to the friend; the entry's local. */
int64_t two_write(struct two *t, const char *subject);
/* The friend writes to the teacher. */
void two_friend_writes(struct two *t, const char *subject);
enum outbox_state two_state(struct two *t, int64_t entry);
/* The cause that an entry carries. */
enum err_code two_cause(struct two *t, int64_t entry);

/* How often a message with that subject has arrived at the friend's, and at what place among all (0: the newest; NULL: never mind). */
int two_arrived(struct two *t, const char *subject, int *place);

/* Asks for an exchange over the kept connection and waits for its end: ERR_OK, or why it failed. */
enum err_code two_sync(struct two *t);
/* The second half of it: waits for the end of what was asked for. */
enum err_code two_synced(struct two *t);
/* The same, until it goes well: at most tries times. True if it did. */
bool two_sync_through(struct two *t, int tries);

/* The next packet that did something, yours; dies after a minute. */
struct json *two_hear(struct two *t, const char *did);
void two_tell(struct two *t, const char *what);
/* A new connection, with the engine started if need be. */
void two_connect(struct two *t);

/* The fact of that name, parsed; yours. */
struct json *two_fact(struct two *t, const char *name);

#endif
