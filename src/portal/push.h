/*
 * What is pushed (RFC 8620 section 7.1): which types of which accounts have changed since somebody was told, as far as they may see
 * it. One watch a listener; carried by an event stream (RFC 8620 section 7.3) or a WebSocket (RFC 8887 section 4.3.5).
 */
#ifndef TWINLINE_PORTAL_PUSH_H
#define TWINLINE_PORTAL_PUSH_H

#include "twinline/base/json.h"
#include "viewer.h"

enum { PUSH_STATE_SIZE = 16 + 1 };

/* An account as it was told last; of the directory one's own card. */
struct push_place { int64_t account, seq; char id[RECORD_ID_LENGTH + 1]; };

struct push_watch {
	char digest[DIGEST_TEXT_SIZE]; /* of the sign-in's token */
	uint64_t types;        /* wanted ones, by index; 0: nothing is told, but that the sign-in has ended */
	char session_state[16];
	struct push_place *places;
	size_t count;
};

/* The types of a list of names, "Message,Event"; all for "*". Names that are none count for nothing. */
uint64_t push_types(const char *names);

/* Begins where all that v may see is told; token is what v was found by. Release with push_release. */
void push_begin(struct push_watch *w, struct store *s, const struct viewer *v, const char *token, uint64_t types);
/* The same of a watch that there is, with other types. */
void push_again(struct push_watch *w, struct store *s, const struct viewer *v, uint64_t types);
void push_release(struct push_watch *w);

/* A watch that only takes note of what a request is told, for push_join: it knows the same accounts. */
void push_note(struct push_watch *w, const struct viewer *v, const char *token);

/* What was told there counts as told here; a watch that is still empty becomes a copy. */
void push_join(struct push_watch *w, const struct push_watch *told);

/* What of an account was read has been told to the one who listens, in another way: everything up to seq. */
void push_told(struct push_watch *w, int64_t account, int64_t seq);

/* Who listens, as of now, with what the worker reads from here on. Release with viewer_release. 0, or -1 with e. */
int push_viewer(struct worker *worker, const struct push_watch *w, struct viewer *v, struct err *e);

/*
 * Whether the sign-in still holds, and what has changed since the watch was told last, as the "changed" of a StateChange, yours in *changed;
 * NULL: nothing of it. An account that was left is there without types. From then on it counts as told. 0, or -1 with e; with
 * ERR_SIGNED_OUT nothing more is ever told.
 */
int push_look(struct worker *worker, struct push_watch *w, struct json **changed, struct err *e);

/* The states of all wanted types in all accounts, in the same form; yours. */
struct json *push_all(struct worker *worker, const struct viewer *v, uint64_t types);

/* Stands for all of it in a few characters; the same for the same states, until the portal starts anew. */
void push_state(const struct portal *p, const struct push_watch *w, char state[PUSH_STATE_SIZE]);

/* {"@type": "StateChange", "changed": ...}, yours; frees changed. */
struct json *push_message(struct json *changed_taken);

#endif
