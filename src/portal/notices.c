/* Partner notices whose last day is over: nobody finds a partner by them any more. */
#include "notices.h"

#include "twinline/base/clock.h"
#include "upkeep.h"

int notices_prune(struct store *s, int64_t before, struct err *e)
{
	char day[CLOCK_TEXT_SIZE];
	const struct upkeep old = {
		.select = "SELECT local FROM partner_notice_index WHERE expires <> '' AND expires < ?1 LIMIT ?2", .day = day,
	};
	clock_format(before, day);
	day[sizeof "2026-11-17" - 1] = '\0';
	return upkeep_each(s, &old, record_destroy, e);
}
