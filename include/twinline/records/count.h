/*
 * What the line to the portal cost: bytes with headers, by what they were for, today and this month, kept as the fact "counted".
 * The engine adds; whoever else reads sees the day and the month that it is now.
 */
#ifndef TWINLINE_RECORDS_COUNT_H
#define TWINLINE_RECORDS_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/clock.h"
#include "twinline/base/json.h"
#include "twinline/records/store.h"

/* Exchanges; what somebody asked the portal, signing in too; files; the line that the portal tells news over. */
enum count_kind { COUNT_MAIL, COUNT_ASKED, COUNT_FILES, COUNT_PUSH, COUNT_KIND_COUNT };

struct tally { int64_t up, down, exchanges, of[COUNT_KIND_COUNT]; };

/* A day or a month, by the date on which it began. */
struct count_period { char from[CLOCK_DAY_SIZE]; struct tally tally; };

/* The periods before are kept too: a clock that is put back finds its numbers again, and adds to them. */
struct count {
	struct count_period day, month, day_before, month_before;
	bool is_dirty; /* not stored yet */
};

void count_load(struct count *c, struct store *s);

/*
 * Turns to the day of now, by this computer's clock and zone, and to the month that begins on a day of it (1 to 28). A new period
 * begins at nought; one that lies before the one that was, because the clock was put back, goes on with what was counted.
 */
void count_turn(struct count *c, int64_t now, int month_day);

/* Adds one exchange to the periods turned to. */
void count_add(struct count *c, enum count_kind kind, int64_t up, int64_t down);

/* Both ways together. */
int64_t tally_bytes(const struct tally *t);

/* Writes the fact if it moved. In a transaction. 0 or -1 with e. */
int count_store(struct count *c, struct store *s, struct err *e);

/* The fact as JSON, yours. */
struct json *count_json(const struct count *c);

/* When the month after the one turned to begins, in seconds since 1970. */
int64_t count_next_month(const struct count *c);

#endif
