/* Messages as a client handles them: read with what waits in the outbox, looked for in a conversation, answered. Replica only. */
#ifndef TWINLINE_RECORDS_MESSAGE_H
#define TWINLINE_RECORDS_MESSAGE_H

#include "twinline/base/json.h"
#include "twinline/records/outbox.h"
#include "twinline/records/thread.h"
#include "twinline/schema/records.h"


/* Fills m with a message as it is seen here, what waits in the outbox included; false if it is none. Release with message_release. */
bool message_read(struct store *s, int64_t local, struct message *m);
void message_release(struct message *m);

/*
 * The text of a message, made fit for where it is shown (taken), below its phrases, which are sentences of ours in the language of the
 * reader. Yours.
 */
char *message_with_phrases(const struct message *m, char *text_taken) ATTR_MUST_USE;

/* True if I wrote it. */
bool message_is_mine(struct store *s, const struct message *m);
/* When it came; where it has not gone yet, when it was written. */
int64_t message_time(const struct message *m);

/* The word for an outbox entry, and that of the entry which sends a message; MESSAGE_READ once it is sent. */
enum message_state message_state_in_outbox(enum outbox_state state);
enum message_state message_state_of(struct store *s, int64_t local);

/* The message of a conversation that an answer goes to: the newest of another person, else my own newest; 0 if none, or with e. */
int64_t message_to_answer(struct store *s, int64_t thread, struct err *e);

/*
 * The body of an answer to m without its text: to the writer, or to those that I wrote to myself (all: to every other person
 * of the message), with subject, inReplyTo and project. Yours.
 */
struct json *message_answer(struct store *s, const struct message *m, bool all) ATTR_MUST_USE;

#endif
