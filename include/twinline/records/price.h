/* The price before the act: what goes over the line to the portal, in bytes and in seconds as it was measured. */
#ifndef TWINLINE_RECORDS_PRICE_H
#define TWINLINE_RECORDS_PRICE_H

#include "twinline/schema/schema.h"
#include "twinline/records/store.h"

struct price {
	int64_t bytes, seconds; /* seconds rounded up; 0 bytes cost none */
	bool is_measured;       /* false: seconds are those of a slow line, 38 kbit/s */
};

/* Of so many bytes as they are on the line: a letter, a file, a page that was weighed before. */
struct price price_of(struct store *s, int64_t bytes);

/* Of so many records of a type in an account that are still to come, by the mean of those that are here. */
struct price price_of_records(struct store *s, int64_t account, const struct record_type *type, int64_t count);

/* Of all that waits in the outbox, without the parts of files that have arrived. */
struct price price_of_outbox(struct store *s);

#endif
