/* What may go by itself. */
#include "twinline/records/plan.h"

#include <stdlib.h>
#include <time.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

enum { MEGABYTE = 1000 * 1000, MINUTE = 60, LINGER_LEAST_S = 60 };

static const char pause_fact[] = "pause";

static const char *const names[PLAN_REST_COUNT] = {
	[PLAN_OFFLINE] = "offline", [PLAN_PAUSED] = "paused", [PLAN_BUDGET] = "budget", [PLAN_HOURS] = "hours",
};

const char *plan_rest_name(enum plan_rest rest)
{
	return names[rest];
}

const struct line_profile_row *plan_row(const struct plan *p)
{
	return &line_profile_rows[p->profile];
}

/* --- the pause --- */

int64_t plan_pause(struct store *s, int64_t now)
{
	char *text = store_fact(s, pause_fact);
	int64_t until = text ? strtoll(text, NULL, 10) : 0;

	free(text);
	return until > now ? until : 0;
}

int plan_set_pause(struct store *s, int64_t until, struct err *e)
{
	char *text = until ? xasprintf("%lld", (long long)until) : NULL;
	int set = store_set_fact(s, pause_fact, text, e);

	free(text);
	return set;
}

/* --- after leaving --- */

int64_t plan_linger(const struct settings *settings)
{
	bool is_short = settings_yes(settings, SETTING_SHARED) && !settings_has(settings, SETTING_LINGER);
	int64_t seconds = is_short ? 0 : settings_integer(settings, SETTING_LINGER) * MINUTE;

	return seconds > LINGER_LEAST_S ? seconds : LINGER_LEAST_S;
}

/* --- making it --- */

/* Seconds until an hour of those set comes; 0: it is one now. */
static int64_t hours_left(const struct settings *settings, enum setting setting, int64_t now)
{
	struct hours hours = settings_hours(settings, setting);
	time_t seconds = (time_t)now;
	struct tm civil = { 0 };
	int wait;

	localtime_r(&seconds, &civil);
	wait = hours_wait(&hours, civil.tm_hour * 60 + civil.tm_min);
	return wait > 0 ? (int64_t)wait * MINUTE - civil.tm_sec : 0;
}

bool plan_has_used(const struct plan *p, int hundredths)
{
	return p->budget > 0 && p->used >= p->budget / 100 * hundredths;
}

/* What holds mail and files alike. */
static enum plan_rest rest_of_all(const struct plan *p, int64_t pause)
{
	if (p->profile == LINE_PROFILE_OFFLINE)
		return PLAN_OFFLINE;
	if (pause)
		return PLAN_PAUSED;
	return plan_has_used(p, 100) ? PLAN_BUDGET : PLAN_GOES;
}

void plan_make(struct plan *p, const struct settings *settings, const struct measured *m, const struct count *count, int64_t pause,
               int64_t now)
{
	int64_t mail_left = hours_left(settings, SETTING_MAIL_HOURS, now), files_left = hours_left(settings, SETTING_FILE_HOURS, now);

	*p = (struct plan){ .profile = line_profile_of(settings_text(settings, SETTING_LINE)),
		                .budget = settings_integer(settings, SETTING_BUDGET) * MEGABYTE, .used = tally_bytes(&count->month.tally) };
	p->is_found = p->profile == LINE_PROFILE_COUNT;
	if (p->is_found)
		p->profile = m->found;
	p->mail = p->files = rest_of_all(p, pause);
	p->mail_until = p->files_until = p->mail == PLAN_PAUSED ? pause : p->mail == PLAN_BUDGET ? count_next_month(count) : 0;
	if (p->mail == PLAN_GOES && mail_left > 0) {
		p->mail = PLAN_HOURS;
		p->mail_until = now + mail_left;
	}
	if (p->files == PLAN_GOES && files_left > 0) {
		p->files = PLAN_HOURS;
		p->files_until = now + files_left;
	}
}

void plan_read(struct plan *p, struct store *s, const struct settings *settings)
{
	int64_t now = clock_now();
	struct measured m;
	struct count count;

	measured_load(&m, s);
	count_load(&count, s);
	count_turn(&count, now, (int)settings_integer(settings, SETTING_BUDGET_DAY));
	plan_make(p, settings, &m, &count, plan_pause(s, now), now);
}
