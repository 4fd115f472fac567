/*
 * The journal: what happened when: everything written, sent with its receipt, refused, taken back, merged; the line lost and back; what
 * the program said. Newest first. Replica only. Bounded by age: what concerns a person's own changes stays for JOURNAL_DAYS, as long
 * as the portal can tell of them, the rest for JOURNAL_NEWS_DAYS.
 */
#ifndef TWINLINE_RECORDS_JOURNAL_H
#define TWINLINE_RECORDS_JOURNAL_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

enum { JOURNAL_DAYS = 400, JOURNAL_NEWS_DAYS = 30 };

/* Stored: append only. */
enum journal_kind {
	JOURNAL_QUEUED, JOURNAL_SENT, JOURNAL_REFUSED, JOURNAL_TAKEN_BACK, JOURNAL_RECEIVED, JOURNAL_LINE_LOST, JOURNAL_LINE_BACK,
	JOURNAL_SAID, JOURNAL_MERGED, JOURNAL_CONFLICT, JOURNAL_KIND_COUNT
};

struct journal_row {
	int64_t local, at;
	enum journal_kind kind;
	char *subject;    /* the record's; of JOURNAL_RECEIVED how many messages came, in digits; of JOURNAL_SAID the sentence. NULL: none */
	char *who;        /* to whom, or about whom, the change is: names; of JOURNAL_MERGED with whose; NULL: nobody */
	char *what;       /* the change as outbox_what has it, in no language; NULL: no change */
	char *receipt;    /* NULL: none */
	struct err cause;
};
void journal_row_release(struct journal_row *row);

/* Adds a row; all its texts may be NULL. In a transaction. 0 or -1. */
int journal_put(struct store *s, const struct journal_row *row, struct err *e);
/* The same of what is no change of a record's. */
int journal_add(struct store *s, enum journal_kind kind, int64_t at, const char *subject, const struct err *cause, struct err *e);

/* Which rows: all that are wanted, newest first, after (older than) or before (newer than) one of them. */
struct journal_query {
	const char *words;   /* that the row has: of its title, names, receipt, day; NULL: any */
	bool receipts;       /* those with a receipt alone */
	int64_t after;       /* local; 0: from the newest */
	int64_t before;      /* local; the nearest ones newer than it, nearest last; 0: see after */
};
/* Fills rows[limit]; release each. Count or -1. */
int journal_list(struct store *s, const struct journal_query *query, int limit, struct journal_row *rows, struct err *e);

/* "Contact request: Ewa Kowalska", or the subject alone, as stored; yours. */
char *journal_words(const struct journal_row *row);
/* A row with a receipt as programs read it: {"receipt", "at", "what", "title", "who"}, what in English as all codes. Yours. */
struct json *journal_receipt(const struct journal_row *row) ATTR_MUST_USE;
/* What the kind is called: "sent". N_() */
const char *journal_kind_word(enum journal_kind kind);

#endif
