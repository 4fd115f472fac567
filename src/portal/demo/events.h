/* The events of the demo as tables: what is ahead of its teacher and her community. The room's own. */
#ifndef TWINLINE_PORTAL_DEMO_EVENTS_H
#define TWINLINE_PORTAL_DEMO_EVENTS_H

#include <stdbool.h>

/* Days are counted from the demo's today, hours are of the zone. Texts that are NULL and numbers that are 0 are not there. */
struct demo_event {
	int days, hour, minute, minutes; /* begins; minutes: how long, 0: all day */
	const char *kind, *title;
	const char *project;     /* title; NULL: the community's */
	const char *organiser;   /* key of the cast */
	const char *office;      /* country of the support organisation that holds it */
	const char *zone, *languages;
	const char *place, *town, *country, *link, *telephone, *text_way, *notes;
	int megabytes;           /* an hour, online */
	int pupils_from, pupils_to;
	const char *roles, *subjects;
	const char *admission;   /* NULL: open */
	int places, joined;
	int join_hours;          /* before it begins the list is closed; 0: no such time */
	int was_hour;            /* it was moved from there */
	bool cancelled, online;
	const char *mine;        /* what the signed-in teacher has answered */
	int remind;              /* minutes before */
	const char *about;
};

extern const struct demo_event demo_events[]; /* closed by a row without title */

#endif
