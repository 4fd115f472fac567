/* Dates, times, sizes and durations by formats that translators write. */
#include "twinline/text/datetime.h"

#include <stdbool.h>
#include <time.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"

enum {
	TEN_MONTHS = 304 * 24 * 60 * 60, /* seconds; further off, a day and a month do not say the year */
	MINUTE = 60,
	HOUR = 60 * MINUTE
};

/* TRANSLATORS: months as they stand in a date, three letters or so. */
static const char *const months[] = {
	N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
	N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};

static struct tm local(int64_t when)
{
	time_t seconds = (time_t)when;
	struct tm tm = { .tm_mday = 1 };

	localtime_r(&seconds, &tm); /* a year past int leaves the start of 1900 */
	return tm;
}

const char *datetime_month(int number)
{
	return _(months[number - 1]);
}

static const char *month(const struct tm *tm)
{
	return datetime_month(tm->tm_mon + 1);
}

static bool same_year(const struct tm *a, const struct tm *b)
{
	return a->tm_year == b->tm_year;
}

static void add_time(struct str *out, const struct tm *tm)
{
	/* TRANSLATORS: a time of day: hour (0 to 23), minute. */
	str_addf(out, _("%02d:%02d"), tm->tm_hour, tm->tm_min);
}

void datetime_add_short(struct str *out, int64_t when, int64_t now)
{
	struct tm tm = local(when), today = local(now);

	if (same_year(&tm, &today) && tm.tm_yday == today.tm_yday)
		add_time(out, &tm);
	else if (when > now - TEN_MONTHS && when < now + TEN_MONTHS)
		/* TRANSLATORS: a date in a list: day, month. At most seven cells. */
		str_addf(out, _("%d %s"), tm.tm_mday, month(&tm));
	else
		str_addf(out, "%d", tm.tm_year + 1900);
}

void datetime_add_full(struct str *out, int64_t when, int64_t now)
{
	struct tm tm = local(when), today = local(now);

	if (same_year(&tm, &today))
		/* TRANSLATORS: day, month, hour, minute. */
		str_addf(out, _("%d %s %02d:%02d"), tm.tm_mday, month(&tm), tm.tm_hour, tm.tm_min);
	else
		/* TRANSLATORS: day, month, year, hour, minute. */
		str_addf(out, _("%d %s %d %02d:%02d"), tm.tm_mday, month(&tm), tm.tm_year + 1900, tm.tm_hour,
		         tm.tm_min);
}

void datetime_add_time(struct str *out, int64_t when)
{
	struct tm tm = local(when);

	add_time(out, &tm);
}

void datetime_add_date(struct str *out, int64_t when)
{
	struct tm tm = local(when);

	/* TRANSLATORS: day, month, year. */
	str_addf(out, _("%d %s %d"), tm.tm_mday, month(&tm), tm.tm_year + 1900);
}

int64_t datetime_day(int64_t when)
{
	struct tm tm = local(when);

	return clock_days(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* The formats of one unit each: whole, or with tenths where they are not negative. */
static void add_kilobytes(struct str *out, int whole, int tenths)
{
	if (tenths >= 0)
		/* TRANSLATORS: sizes, 1 KB being 1000 bytes; whole number, your decimal sign, tenths. */
		str_addf(out, _("%d.%d KB"), whole, tenths);
	else
		str_addf(out, _("%d KB"), whole);
}

static void add_megabytes(struct str *out, int whole, int tenths)
{
	if (tenths >= 0)
		str_addf(out, _("%d.%d MB"), whole, tenths);
	else
		str_addf(out, _("%d MB"), whole);
}

static void add_gigabytes(struct str *out, int whole, int tenths)
{
	if (tenths >= 0)
		str_addf(out, _("%d.%d GB"), whole, tenths);
	else
		str_addf(out, _("%d GB"), whole);
}

void datetime_add_size(struct str *out, int64_t bytes)
{
	static const struct {
		int64_t unit;
		void (*add)(struct str *out, int whole, int tenths);
	} units[] = {
		{ 1000, add_kilobytes },
		{ 1000 * 1000, add_megabytes },
		{ 1000 * 1000 * 1000, add_gigabytes },
	};
	size_t i = 0;

	/* 999.5 KB is read as 1 MB. */
	while (i + 1 < ARRAY_SIZE(units) && bytes >= units[i].unit * 1000 - units[i].unit / 2)
		i++;
	int64_t unit = units[i].unit;
	int64_t tenths = (bytes + unit / 20) / (unit / 10);
	if (tenths == 0 && bytes > 0)
		tenths = 1;
	bool with_tenths = tenths < 100 && tenths % 10 != 0;
	int64_t whole = with_tenths ? tenths / 10 : (bytes + unit / 2) / unit;
	units[i].add(out, (int)whole, with_tenths ? (int)(tenths % 10) : -1);
}

void datetime_add_duration(struct str *out, int64_t seconds)
{
	if (seconds < MINUTE)
		/* TRANSLATORS: seconds that something takes, as short as it can be. */
		str_addf(out, _("%d s"), seconds < 1 ? 1 : (int)seconds);
	else if (seconds < HOUR - MINUTE / 2)
		str_addf(out, _("%d min"), (int)((seconds + MINUTE / 2) / MINUTE));
	else
		str_addf(out, _("%d h"), (int)((seconds + HOUR / 2) / HOUR));
}
