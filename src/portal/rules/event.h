/* Events as their own rules and those of attendances see them. */
#ifndef TWINLINE_PORTAL_RULES_EVENT_H
#define TWINLINE_PORTAL_RULES_EVENT_H

#include "rule.h"

/* The personal account of who holds it: there lie the copies of all attendances. 0 where nobody holds it that has one. */
int64_t event_keeper(const struct write *w, const struct json *event);

/* True if one applies for the event and does not simply join. */
bool event_is_by_application(const struct json *event);

/* What those who come are told that it is called, borrowed; NULL while it is hidden. */
const char *event_told_title(const struct json *event);

/* Whoever has said something to an event has its title in that, and so has who holds it: from now on this one (NULL: none). 0 or -1. */
int event_name_answers(const struct write *w, const struct record *event, const char *title, struct refusal *why);

/* Takes back what a person has said on the events of a project (its account), who is about to leave it. 0 or -1. */
int attendance_drop_all(const struct write *w, const char *person, int64_t project, struct refusal *why);

#endif
