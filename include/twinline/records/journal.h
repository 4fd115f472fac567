/* The journal: a receipt for every act (queued, sent, refused, taken back, merged), newest first, and what the program said. Replica only. */
#ifndef TWINLINE_RECORDS_JOURNAL_H
#define TWINLINE_RECORDS_JOURNAL_H

#include "twinline/records/store.h"

enum journal_kind { JOURNAL_QUEUED, JOURNAL_SENT, JOURNAL_REFUSED, JOURNAL_TAKEN_BACK, JOURNAL_RECEIVED, JOURNAL_LINE_LOST, JOURNAL_LINE_BACK, JOURNAL_SAID, JOURNAL_MERGED, JOURNAL_CONFLICT, JOURNAL_KIND_COUNT };

/* subject: the record's; of JOURNAL_RECEIVED how many messages came, in digits; of JOURNAL_SAID the sentence. */
struct journal_row { int64_t local, at; enum journal_kind kind; char *subject; char *receipt; struct err cause; };

/* Adds a row; text and receipt may be NULL. In a transaction. */
int journal_add(struct store *s, enum journal_kind kind, int64_t at, const char *subject, const char *receipt, const struct err *cause, struct err *e);
/* The newest rows, at most limit, into rows[limit]; release each. Count or -1. */
int journal_list(struct store *s, int limit, struct journal_row *rows, struct err *e);
void journal_row_release(struct journal_row *row);

#endif
