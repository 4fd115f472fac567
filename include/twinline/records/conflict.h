/*
 * Changes that met another change of the same record: what the portal's copy says, what was written here, and what their writer chooses.
 * Both versions stay in the store until then. Merging itself is merge.h. Replica only.
 */
#ifndef TWINLINE_RECORDS_CONFLICT_H
#define TWINLINE_RECORDS_CONFLICT_H

#include "twinline/records/merge.h"
#include "twinline/records/outbox.h"

enum conflict_kind {
	CONFLICT_NONE,
	CONFLICT_FIELDS,        /* both changed the same fields */
	CONFLICT_DELETED_THERE, /* I changed what was deleted at the other end */
	CONFLICT_CHANGED_THERE  /* I deleted what was changed at the other end */
};

struct conflict {
	enum conflict_kind kind;
	int64_t entry, record;
	int64_t rev;          /* of theirs */
	struct merge versions; /* of FIELDS the changed members of base and mine, and all of theirs; of DELETED_THERE mine alone, whole */
	struct json *base, *mine, *theirs; /* what versions borrows */
	struct strings fields; /* those to choose of; where one side deleted, those that the other had changed */
	struct json *choices; /* {"about": "mine"}: what has been chosen so far, as merge_record takes it */
	char *title;          /* of the record; NULL: none */
	char *other;          /* who changed it at the other end, where that is known; NULL: not */
	int64_t other_at;     /* and when; 0: not known */
	bool can_make_again;  /* DELETED_THERE: such a record can be made anew */
};

/* The kind that an entry is in, by its cause. */
enum conflict_kind conflict_kind(const struct outbox_entry *entry);

/* Fills c from an entry as it is now; false, and nothing to release, where it is in no conflict (any more). */
bool conflict_read(struct store *s, int64_t entry, struct conflict *c);
void conflict_release(struct conflict *c);

/* The entry by which a record is in conflict; 0 for none. */
int64_t conflict_of_record(struct store *s, int64_t record);

/* Keeps what is chosen of one field; what the other end changes meanwhile is to be chosen anew. In a transaction of its own. 0 or -1. */
int conflict_choose(struct store *s, int64_t entry, const char *field, enum merge_choice choice, struct err *e);

/* What the writer chose. */
struct conflict_answer {
	const struct json *choices; /* of FIELDS, as above */
	bool mine;                  /* of the others: my change, my deletion stands; false: what the other end did */
	int hold;                   /* seconds */
};

/* How to take a choice back: what was queued for it, and the entry as it was before. Release with conflict_undo_release. */
struct conflict_undo { int64_t queued; struct outbox_entry before; };
/* In the text of a long field the paragraphs that both changed, as each has them; of another field its value has no parts: false. */
bool conflict_paragraphs(const struct conflict *c, const char *field, struct str *mine, struct str *theirs);
void conflict_undo_release(struct conflict_undo *undo);

/*
 * Does what was chosen: queues what is to be sent (undo->queued, 0 for nothing), and the entry is no more. c is as the writer saw it: -1
 * with ERR_STATE_MISMATCH where the other end has moved on since. In a transaction. 0 or -1.
 */
int conflict_settle(struct store *s, const struct conflict *c, const struct conflict_answer *answer, struct conflict_undo *undo, struct err *e);

/* Takes a choice back: the entry is in conflict again. In a transaction. Its local, or -1 (ERR_HAS_LEFT: what was chosen has gone). */
int64_t conflict_unsettle(struct store *s, const struct conflict_undo *undo, struct err *e);

#endif
