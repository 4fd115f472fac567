/* What of the calendar is shown: typed in words ("mine, online, 500 km, Polish, webinar"), kept from one time to the next. */
#ifndef TWINLINE_UI_CALENDAR_FILTER_H
#define TWINLINE_UI_CALENDAR_FILTER_H

#include "face.h"
#include "twinline/base/json.h"
#include "twinline/base/str.h"
#include "twinline/records/agenda.h"

struct calendar_filter {
	char *text;            /* as typed */
	bool mine;
	double km;             /* online, or so far from my school; 0: wherever it is */
	struct json *filter;   /* schema/filter.h of Event; NULL: nothing more */
	struct point near;     /* my school, where that is known */
	bool is_near_known;
};

/* Reads the words; what is no name of a language, kind or country is looked for in the events. */
void calendar_filter_read(struct calendar_filter *f, const char *text);
void calendar_filter_release(struct calendar_filter *f);

/* As the person left it, else what is online or near. */
void calendar_filter_open(struct calendar_filter *f, struct face *face);
/* Keeps it. */
void calendar_filter_keep(const struct calendar_filter *f, struct face *face);

/* Sets what of q it says. The filter stays borrowed. */
void calendar_filter_ask(const struct calendar_filter *f, struct agenda_query *q);

/* Adds "online or within 500 km, in any language". */
void calendar_filter_add(struct str *out, const struct calendar_filter *f);

#endif
