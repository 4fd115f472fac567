/*
 * Time zones from the system's zoneinfo (TZif, RFC 8536): local time to universal time and back, daylight saving
 * included. A zone that this computer does not know is told as such, never guessed.
 */
#ifndef TWINLINE_BASE_ZONE_H
#define TWINLINE_BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/strings.h"

/* A civil time of some zone. */
struct civil { int year, month, day, hour, minute, second; /* month and day from 1 */ };

/* True if the zone ("Europe/Istanbul", "UTC") is known here. No name leaves the zoneinfo directory. */
bool zone_is_known(const char *zone);

/* True if this computer has zoneinfo at all (package tzdata): without it only UTC is known. */
bool zone_are_here(void);

/* Adds the names of the world's zones, in the order of their countries; none where zoneinfo is missing. */
void zone_names(struct strings *names);

/* Seconds east of UTC in zone at a moment; 0 for an unknown zone. */
int zone_offset(const char *zone, int64_t utc);

void zone_to_civil(const char *zone, int64_t utc, struct civil *out);
/*
 * The moment of a civil time. An hour that comes twice is its first (RFC 5545 section 3.3.5); an hour that does not exist counts with
 * the offset before the gap.
 */
int64_t zone_of_civil(const char *zone, const struct civil *c);

/* Whether a civil time is there: once, never (the clock is put forward over it), or twice (it is put back). */
enum zone_fit { ZONE_ONCE, ZONE_NEVER, ZONE_TWICE };
enum zone_fit zone_fit(const char *zone, const struct civil *c);

/* This computer's zone: $TZ, else /etc/localtime's or /etc/timezone's name; "UTC" where there is none. Yours. */
char *zone_of_computer(void);

#endif
