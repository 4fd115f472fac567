/* Names and formats of days, weeks and months. Reading what people type is day_parse.c. */
#include "twinline/text/day.h"

#include "day_names.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/text/datetime.h"

enum { WEEK = 7, HOUR = 60, LONGEST_IN_MINUTES = 3 * HOUR };

const char *const day_weekdays[7] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun") };
/* TRANSLATORS: months standing alone, as in the title "November 2026". */
const char *const day_months[12] = {
	N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"), N_("September"),
	N_("October"), N_("November"), N_("December"),
};

int64_t day_of(int year, int month, int day)
{
	return clock_days(year, month, day);
}

/* 1970 began on a Thursday. */
int day_weekday(int64_t day)
{
	return (int)(((day + 3) % WEEK + WEEK) % WEEK) + 1;
}

int day_first_weekday(void)
{
	/* TRANSLATORS: the weekday that a week begins with where your language is spoken: 1 is Monday, 6 Saturday, 7 Sunday. */
	const char *first = i18n_text_in("first weekday", "1");

	return *first >= '1' && *first <= '7' && !first[1] ? *first - '0' : 1;
}

int64_t day_week_start(int64_t day)
{
	return day - (day_weekday(day) - day_first_weekday() + WEEK) % WEEK;
}

int day_week_number(int64_t day)
{
	int64_t start = day_week_start(day), thursday = start + (4 - day_weekday(start) + WEEK) % WEEK;
	int year, month, date;

	clock_civil(thursday, &year, &month, &date);
	return (int)(thursday - clock_days(year, 1, 1)) / WEEK + 1;
}

const char *day_weekday_name(int weekday)
{
	return _(day_weekdays[weekday - 1]);
}

const char *day_month_name(int month)
{
	/* "May" is long and short in English: the long one has a context of its own. */
	return month == 5 ? i18n_text_in("month standing alone", "May") : _(day_months[month - 1]);
}

void day_add_weekday(struct str *out, int64_t day)
{
	int year, month, date;

	clock_civil(day, &year, &month, &date);
	/* TRANSLATORS: weekday, day of the month: "Tue 17". */
	str_addf(out, i18n_text_in("weekday and day", "%s %d"), day_weekday_name(day_weekday(day)), date);
}

void day_add_month_day(struct str *out, int64_t day)
{
	int year, month, date;

	clock_civil(day, &year, &month, &date);
	str_addf(out, _("%d %s"), date, datetime_month(month));
}

void day_add_short(struct str *out, int64_t day)
{
	int year, month, date;

	clock_civil(day, &year, &month, &date);
	/* TRANSLATORS: weekday, day, month: "Tue 17 Nov". */
	str_addf(out, _("%s %d %s"), day_weekday_name(day_weekday(day)), date, datetime_month(month));
}

void day_add_date(struct str *out, int64_t day)
{
	int year, month, date;

	clock_civil(day, &year, &month, &date);
	str_addf(out, _("%d %s %d"), date, datetime_month(month), year);
}

void day_add_month(struct str *out, int64_t day)
{
	int year, month, date;

	clock_civil(day, &year, &month, &date);
	/* TRANSLATORS: month and year: "November 2026". */
	str_addf(out, i18n_text_in("month and year", "%s %d"), day_month_name(month), year);
}

void day_add_length(struct str *out, int days, int minutes)
{
	if (days > 0)
		str_addf(out, i18n_plural("%d day", "%d days", (unsigned long)days), days);
	if (days > 0 && minutes > 0)
		str_add(out, " ");
	if (minutes > 0 && minutes <= LONGEST_IN_MINUTES)
		str_addf(out, _("%d min"), minutes);
	else if (minutes > 0 && minutes % HOUR == 0)
		str_addf(out, _("%d h"), minutes / HOUR);
	else if (minutes > 0)
		/* TRANSLATORS: hours and minutes that something takes. */
		str_addf(out, _("%d h %d min"), minutes / HOUR, minutes % HOUR);
}
