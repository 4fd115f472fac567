/*
 * Records of any type: record(local, account, type, id, seq, rev, audience, body as JSON text).
 * On a replica, body is the portal's truth and record_tree() adds what waits in the outbox.
 */
#ifndef TWINLINE_RECORDS_RECORD_H
#define TWINLINE_RECORDS_RECORD_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

struct record {
	int64_t local;   /* 0: not there */
	int64_t account; /* local key */
	const struct record_type *type;
	char *id;        /* NULL until the portal has accepted it */
	int64_t seq, rev;
	unsigned audience;
	char *author;    /* portal: the person who made it, for those whom the audience calls so; NULL: nobody. Never changes */
	char *body;      /* JSON text without id and rev */
};

void record_free(struct record *r); /* frees the contents, zeroes r */

/* Fills r; false if it is not there. Free with record_free. */
bool record_by_id(struct store *s, int64_t account, const struct record_type *type, const char *id, struct record *r);
bool record_by_local(struct store *s, int64_t local, struct record *r);

/* Writes the id of a record; false if it is not there or has none yet. */
bool record_id(struct store *s, int64_t local, char id[RECORD_ID_LENGTH + 1]);

/*
 * The body as a tree with "id" and, where it has one, "rev" put in; on a replica with the overlay applied, and an unsent message with
 * "from" (me) and the "threadUid" of the conversation that it stands in. Yours.
 */
struct json *record_tree(struct store *s, const struct record *r);

/*
 * Portal: writes a new record (r->local 0, id NULL draws one) or a changed one: takes the account's next
 * seq, moves rev if content_moved, updates the index row and the stored thread. Fills local, id, seq, rev. A message
 * also writes its Thread record, with a seq of its own. In a transaction. 0, or -1 (ERR_EXISTS: the id is taken).
 */
int record_write(struct store *s, struct record *r, bool content_moved, struct err *e);

/* Portal: takes it away and leaves a tombstone with the next seq. In a transaction. 0, or -1 with e. */
int record_destroy(struct store *s, struct record *r, struct err *e);

/*
 * Replica: the portal's copy of a record arrived (object with "id", "rev"): inserts or replaces by id, keeps local,
 * updates index and thread. In a transaction. Returns local, or -1.
 */
int64_t record_receive(struct store *s, int64_t account, const struct record_type *type, const struct json *object, struct err *e);

/* Replica: the portal says that id is gone (or no longer mine to see); nothing where it is not here. In a transaction. 0, or -1 with e. */
int record_forget(struct store *s, int64_t account, const struct record_type *type, const char *id, struct err *e);

/* Rebuilds one record's index row (overlay changed). In a transaction. 0, or -1 with e. */
int record_reindex(struct store *s, int64_t local, struct err *e);

/* --- changes (portal): RFC 8620 section 5.2 and Sync/get --- */

/* The state token of a type in an account, "epoch-seq"; type NULL: of the account as a whole. Yours. */
char *record_state(struct store *s, const struct account *a, const struct record_type *type);

/* Reads a token of a type or account; -1 with ERR_CANNOT_CALCULATE_CHANGES if it is of another epoch, malformed, from the future or older than the tombstones. */
int record_state_parse(struct store *s, const struct account *a, const char *token, int64_t *seq, struct err *e);

enum change_kind { CHANGE_CREATED, CHANGE_UPDATED, CHANGE_DESTROYED };

/* Who looks into an account: in which role, whether it is their own, and who they are, for what its author sees. */
struct onlooker {
	enum role role;
	bool owns;
	const char *person; /* NULL: nobody's author */
};

/* True if they may see what has this audience and was made by author (NULL: nobody). */
bool onlooker_sees(const struct onlooker *who, unsigned audience, const char *author);

/*
 * Calls visit for each change of type (NULL: of every type that is not derived) after seq since, once a record; what
 * the reader may not see is given as CHANGE_DESTROYED if it could be seen before, else left out. created + destroyed
 * in between is left out. r->seq is the place of the change, and places ascend: a page may end after any of them, and its
 * state is that seq. (A record made and changed since then stands at the place where it was made: it is never
 * "updated" on a later page for a reader who has not had it as "created".) Stops where visit returns
 * false. Returns 0 or -1 with e. r is borrowed for the call; r->body is NULL for a destroyed one.
 */
int record_changes(struct store *s, int64_t account, const struct record_type *type, int64_t since, const struct onlooker *who,
                   bool (*visit)(void *context, enum change_kind kind, const struct record *r), void *context, struct err *e);

/* Forgets tombstones made before a time: states older than them can no longer be told what changed. In a transaction. 0 or -1. */
int record_prune(struct store *s, int64_t before, struct err *e);

/* --- lists, over the index table that the flags of the type's fields made --- */
struct record_filter {
	const char *field;   /* JSON name of a F_LISTED field ("from" compares the party's id; "to" and "keywords" test for one in the list) */
	const char *equals;  /* text, code, id or keyword; "true"/"false"; number as text */
	bool negate;
};

struct record_query {
	int64_t account;
	const struct record_type *type;
	const struct record_filter *filters; /* all must hold */
	size_t filter_count;
	unsigned sees;       /* audiences that the viewer meets: access_mask(role); 0: every record (a replica holds only mine) */
	const char *author;  /* a person, who also sees what they made and its author may see; NULL: nobody */
	const char *order;   /* JSON name of a F_SORTABLE field; NULL: the type's own order, or that of making */
	bool ascending;      /* ties by local */
	int64_t from, to;    /* the order's field, a number or time in seconds, is from this to that; to 0: no bounds */
	int64_t anchor;      /* local of a row; the first one given is offset + 1 after it (-1: the row itself); 0: none */
	int64_t offset;      /* from the start, or as above; before the first row counts as the first row */
	int limit;
	bool total;          /* count all that match into *total of record_list */
};

/*
 * Fills locals[limit] in order and returns how many, or -1 with e (ERR_ANCHOR_NOT_FOUND, ERR_UNSUPPORTED_FILTER,
 * ERR_UNSUPPORTED_SORT). position (of the first row given) and total (-1 unless asked for) may be NULL.
 */
int record_list(struct store *s, const struct record_query *q, int64_t *locals, int64_t *position, int64_t *total, struct err *e);

/* Fills r with the first of such a list, whatever its limit; false if there is none. Free with record_free. */
bool record_first(struct store *s, const struct record_query *q, struct record *r);

#endif
