/* Events as iCalendar (RFC 5545), for other calendars: moments in UTC, days without an hour as dates. Replica only, but for ics_dates. */
#ifndef TWINLINE_RECORDS_ICS_H
#define TWINLINE_RECORDS_ICS_H

#include "twinline/base/str.h"
#include "twinline/records/agenda.h"

/* One event as a calendar of its own. False, with nothing added, if it is not here. */
bool ics_event(struct store *s, int64_t event, struct str *out);

/*
 * What has dates, by its local, on a portal too: events, and activities by the day they are due on; an activity without one is left out.
 * How many are written.
 */
int ics_dates(struct store *s, const int64_t *records, int count, struct str *out);

/* All events that q lists, drafts left out. How many, or -1 with e. */
int ics_agenda(struct store *s, const struct agenda_query *q, struct str *out, struct err *e);

#endif
