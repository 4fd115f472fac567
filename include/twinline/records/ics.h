/* Events as iCalendar (RFC 5545), for other calendars: moments in UTC, days without an hour as dates. Replica only, but for ics_events. */
#ifndef TWINLINE_RECORDS_ICS_H
#define TWINLINE_RECORDS_ICS_H

#include "twinline/base/str.h"
#include "twinline/records/agenda.h"

/* One event as a calendar of its own. False, with nothing added, if it is not here. */
bool ics_event(struct store *s, int64_t event, struct str *out);

/* Events by their locals, on a portal too. How many were there. */
int ics_events(struct store *s, const int64_t *events, int count, struct str *out);

/* All events that q lists, drafts left out. How many, or -1 with e. */
int ics_agenda(struct store *s, const struct agenda_query *q, struct str *out, struct err *e);

#endif
