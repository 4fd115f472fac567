/* A zone as its file says it (TZif, RFC 8536): the changes of its offset, and the rule for the time after the last of them. */
#ifndef TWINLINE_BASE_ZONE_FILE_H
#define TWINLINE_BASE_ZONE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZONE_FILE_MAX = 256 * 1024, ZONE_TYPES_MAX = 256 };

/* A day of every year, as POSIX writes it in TZ: "M3.5.0" (week 5 is the last), "J60" (never 29 February), "59". */
struct zone_day {
	enum { ZONE_DAY_OF_WEEK, ZONE_DAY_JULIAN, ZONE_DAY_OF_YEAR } kind;
	int month, week, day;
	int time; /* seconds after midnight, from -167 to 167 hours (RFC 8536 section 3.3.1) */
};

/* The TZ string of a file: standard time, and where there is one, the time of summer with its days. Seconds east of UTC. */
struct zone_rule {
	bool is_there, has_summer;
	int standard, summer;
	struct zone_day begins, ends;
};

struct zone_file {
	int64_t *times;        /* of changes, ascending */
	unsigned char *kinds;  /* which offset holds from then on */
	size_t count;
	int offsets[ZONE_TYPES_MAX];
	struct zone_rule rule;
};

/* Reads a file; false, with nothing to release, if it is none or damaged. */
bool zone_file_read(const char *bytes, size_t len, struct zone_file *zone);

/* Seconds east of UTC at a moment. */
int zone_file_offset(const struct zone_file *zone, int64_t utc);

#endif
