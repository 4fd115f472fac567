/* What the line cost: bytes with headers and exchanges, today and this month, kept as the fact "counted". */
#ifndef TWINLINE_SYNC_COUNT_H
#define TWINLINE_SYNC_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/json.h"
#include "twinline/records/store.h"

struct tally { int64_t up, down, exchanges; };

struct count {
	char day[sizeof "2026-11-17"]; /* by this computer's clock and zone */
	struct tally today, month;
	bool is_dirty; /* not stored yet */
};

void count_load(struct count *c, struct store *s);

/* Adds one exchange; a new day or month begins at nought. */
void count_add(struct count *c, int64_t up, int64_t down);

/* Writes the fact if it moved. In a transaction. 0 or -1 with e. */
int count_store(struct count *c, struct store *s, struct err *e);

/* The fact as JSON, yours. */
struct json *count_json(const struct count *c);

#endif
