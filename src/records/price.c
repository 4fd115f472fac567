/* Prices. */
#include "twinline/records/price.h"

#include "twinline/base/clock.h"
#include "twinline/records/measured.h"
#include "twinline/records/outbox.h"
#include "twinline/records/replica.h"
#include "twinline/records/upload.h"

enum { UNMEASURED_SPEED = 4750 /* bytes a second: the slow line that prices are honest for until one is measured */ };

static struct price price_at(const struct measured *m, int64_t bytes)
{
	struct price p = { .bytes = bytes, .is_measured = m->speed > 0 };
	int64_t speed = p.is_measured ? m->speed : UNMEASURED_SPEED;

	if (bytes > 0)
		p.seconds = ((bytes * 1000 + speed - 1) / speed + m->turn_ms + 999) / 1000;
	return p;
}

struct price price_of(struct store *s, int64_t bytes)
{
	struct measured m;

	measured_load(&m, s);
	return price_at(&m, bytes);
}

struct price price_of_records(struct store *s, int64_t account, const struct record_type *type, int64_t count)
{
	struct measured m;

	measured_load(&m, s);
	return price_at(&m, replica_mean_bytes(s, account, type) * count * m.packed / 100);
}

struct price price_of_outbox(struct store *s)
{
	struct outbox_counts counts;
	int64_t bytes = outbox_counts(s, &counts, NULL) == 0 ? counts.bytes - uploads_arrived(s, clock_now()) : 0;

	return price_of(s, bytes > 0 ? bytes : 0);
}
