/* The pause: asked for as an hour or a day, kept in the store, told to the engine. */
#include "pause.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/plan.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "view.h"

enum { HOUR_MINUTES = 60 };

/* A local day and the minutes after its midnight, in seconds. */
static int64_t moment_of(int64_t day, int minutes)
{
	int year, month, date;
	struct tm civil;

	clock_civil(day, &year, &month, &date);
	civil = (struct tm){ .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = date, .tm_hour = minutes / HOUR_MINUTES,
	                     .tm_min = minutes % HOUR_MINUTES, .tm_isdst = -1 };
	return (int64_t)mktime(&civil);
}

/* "19:00" is the next one, "Friday" its beginning, "Friday 8:00" both; false for what is none, or over. */
static bool read_moment(const char *text, int64_t now, int64_t *until)
{
	int64_t today = datetime_day(now), day = today;
	char *copy = xstrdup(text), *hour = strrchr(copy, ' ');
	int minutes = 0;
	bool is_one;

	if (day_parse_hour(copy, &minutes) && strpbrk(copy, ":.")) {
		is_one = true;
		day += moment_of(today, minutes) <= now;
	} else {
		if (hour && strchr(hour, ':') && day_parse_hour(hour + 1, &minutes))
			*hour = '\0';
		is_one = day_parse(copy, today, &day);
	}
	free(copy);
	*until = moment_of(day, minutes);
	return is_one && *until > now;
}

static int keep(struct store *s, void *context, struct err *e)
{
	return plan_set_pause(s, *(int64_t *)context, e);
}

int pause_set(struct face *face, int64_t until)
{
	return face_change(face, keep, &until);
}

static void say(struct face *face, int64_t until)
{
	struct str when = { 0 };

	if (until) {
		datetime_add_full(&when, until, clock_now());
		face_sayf(face, _("Paused until %s. {send} goes all the same, {undo} ends the pause."), when.text);
	} else {
		face_say(face, _("The pause is over."));
	}
	str_release(&when);
}

static void typed(struct face *face, struct view *view, const char *text)
{
	int64_t before = plan_pause(face_store(face), clock_now()), until = 0;

	if (!text)
		return;
	if (*text && !read_moment(text, clock_now(), &until)) {
		face_say(face, _("Write a time to come, like 19:00, tomorrow or Fri 8:00."));
	} else if (pause_set(face, until) == 0) {
		face_remember_pause(face, before);
		say(face, until);
		view_changed(face, view);
	}
}

void pause_ask(struct face *face)
{
	face_prompt(face, _("Fetch nothing until:"), "", NULL, typed);
}
