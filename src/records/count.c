/* What the line cost. */
#include "twinline/records/count.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "twinline/base/clock.h"

static const char fact[] = "counted";

static const char *const kinds[COUNT_KIND_COUNT] = {
	[COUNT_MAIL] = "mail", [COUNT_ASKED] = "asked", [COUNT_FILES] = "files", [COUNT_PUSH] = "push",
};

/* --- the fact --- */

static struct json *tally_json(const struct tally *t)
{
	struct json *object = json_new_object(), *of = json_new_object();
	json_set_integer(object, "up", t->up);
	json_set_integer(object, "down", t->down);
	json_set_integer(object, "exchanges", t->exchanges);
	for (int i = 0; i < COUNT_KIND_COUNT; i++)
		if (t->of[i] > 0)
			json_set_integer(of, kinds[i], t->of[i]);
	json_set(object, "of", of);
	return object;
}

static struct tally tally_read(const struct json *object)
{
	struct tally t = { .up = json_get_integer(object, "up", 0), .down = json_get_integer(object, "down", 0),
	                   .exchanges = json_get_integer(object, "exchanges", 0) };
	for (int i = 0; i < COUNT_KIND_COUNT; i++)
		t.of[i] = json_get_integer(json_get(object, "of"), kinds[i], 0);
	return t;
}

static void period_read(struct count_period *p, const struct json *fact_tree, const char *from, const char *tally)
{
	const char *date = json_get_text(fact_tree, from);
	if (date && strlen(date) == sizeof p->from - 1) {
		memcpy(p->from, date, sizeof p->from);
		p->tally = tally_read(json_get(fact_tree, tally));
	}
}

void count_load(struct count *c, struct store *s)
{
	*c = (struct count){ 0 };
	char *text = store_fact(s, fact);
	struct json *kept = text ? json_parse_own(text) : NULL;
	period_read(&c->day, kept, "day", "today");
	period_read(&c->month, kept, "since", "month");
	period_read(&c->day_before, kept, "dayBefore", "yesterday");
	period_read(&c->month_before, kept, "monthBefore", "lastMonth");
	json_free(kept);
	free(text);
}

static void period_json(struct json *object, const struct count_period *p, const char *from, const char *tally)
{
	if (!*p->from)
		return;
	json_set_string(object, from, p->from);
	json_set(object, tally, tally_json(&p->tally));
}

struct json *count_json(const struct count *c)
{
	struct json *object = json_new_object();
	period_json(object, &c->day, "day", "today");
	period_json(object, &c->month, "since", "month");
	period_json(object, &c->day_before, "dayBefore", "yesterday");
	period_json(object, &c->month_before, "monthBefore", "lastMonth");
	return object;
}

int count_store(struct count *c, struct store *s, struct err *e)
{
	if (!c->is_dirty)
		return 0;
	struct json *object = count_json(c);
	char *text = json_print(object);
	int stored = store_set_fact(s, fact, text, e);
	c->is_dirty = stored != 0;
	free(text);
	json_free(object);
	return stored;
}

/* --- days and months --- */

static void tally_sum(struct tally *into, const struct tally *t)
{
	into->up += t->up;
	into->down += t->down;
	into->exchanges += t->exchanges;
	for (int i = 0; i < COUNT_KIND_COUNT; i++)
		into->of[i] += t->of[i];
}

static void period_turn(struct count_period *now, struct count_period *before, const char *from)
{
	int order = strcmp(from, now->from);
	if (order == 0)
		return;
	if (*now->from && order > 0) {
		*before = *now;
		now->tally = (struct tally){ 0 };
	} else if (strcmp(from, before->from) == 0) { /* the clock was ahead for a while: all of it was one period */
		tally_sum(&now->tally, &before->tally);
		*before = (struct count_period){ 0 };
	}
	memcpy(now->from, from, sizeof now->from);
}

static void set_date(char date[CLOCK_DAY_SIZE], struct tm civil)
{
	civil.tm_hour = 12; /* no change of the hour in summer leads to another day */
	civil.tm_isdst = -1;
	mktime(&civil);
	strftime(date, CLOCK_DAY_SIZE, "%Y-%m-%d", &civil);
}

void count_turn(struct count *c, int64_t now, int month_day)
{
	time_t seconds = (time_t)now;
	struct tm civil = { .tm_mday = 1 };
	char day[sizeof c->day.from], month[sizeof c->month.from];
	localtime_r(&seconds, &civil);
	set_date(day, civil);
	civil.tm_mon -= civil.tm_mday < month_day;
	civil.tm_mday = month_day;
	set_date(month, civil);
	period_turn(&c->day, &c->day_before, day);
	period_turn(&c->month, &c->month_before, month);
}

int64_t count_next_month(const struct count *c)
{
	int year, month, day;
	if (!clock_parse_date(c->month.from, &year, &month, &day))
		return 0;
	struct tm civil = { .tm_year = year - 1900, .tm_mon = month, .tm_mday = day, .tm_isdst = -1 };
	return (int64_t)mktime(&civil);
}

/* --- adding --- */

void count_add(struct count *c, enum count_kind kind, int64_t up, int64_t down)
{
	struct tally one = { .up = up, .down = down, .exchanges = 1 };
	one.of[kind] = up + down;
	tally_sum(&c->day.tally, &one);
	tally_sum(&c->month.tally, &one);
	c->is_dirty = true;
}

int64_t tally_bytes(const struct tally *t)
{
	return t->up + t->down;
}
