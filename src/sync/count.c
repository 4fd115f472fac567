/* What the line cost. */
#include "count.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "twinline/base/clock.h"

static const char fact[] = "counted";

static struct json *tally_json(const struct tally *t)
{
	struct json *object = json_new_object();
	json_set_integer(object, "up", t->up);
	json_set_integer(object, "down", t->down);
	json_set_integer(object, "exchanges", t->exchanges);
	return object;
}

static struct tally tally_read(const struct json *object)
{
	return (struct tally){ .up = json_get_integer(object, "up", 0), .down = json_get_integer(object, "down", 0),
	                       .exchanges = json_get_integer(object, "exchanges", 0) };
}

void count_load(struct count *c, struct store *s)
{
	*c = (struct count){ 0 };
	char *text = store_fact(s, fact);
	struct json *kept = text ? json_parse_own(text) : NULL;
	const char *day = json_get_text(kept, "day");
	if (day && strlen(day) < sizeof c->day) {
		memcpy(c->day, day, strlen(day) + 1);
		c->today = tally_read(json_get(kept, "today"));
		c->month = tally_read(json_get(kept, "month"));
	}
	json_free(kept);
	free(text);
}

static void turn_page(struct count *c)
{
	time_t now = (time_t)clock_now();
	struct tm civil;
	char day[sizeof c->day];
	localtime_r(&now, &civil);
	if (strftime(day, sizeof day, "%Y-%m-%d", &civil) == 0 || strcmp(day, c->day) == 0)
		return;
	if (strncmp(day, c->day, sizeof "2026-11" - 1) != 0)
		c->month = (struct tally){ 0 };
	c->today = (struct tally){ 0 };
	memcpy(c->day, day, sizeof day);
}

void count_add(struct count *c, int64_t up, int64_t down)
{
	turn_page(c);
	struct tally *const both[] = { &c->today, &c->month };
	for (size_t i = 0; i < ARRAY_SIZE(both); i++) {
		both[i]->up += up;
		both[i]->down += down;
		both[i]->exchanges++;
	}
	c->is_dirty = true;
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

struct json *count_json(const struct count *c)
{
	struct json *object = json_new_object();
	json_set_string(object, "day", c->day);
	json_set(object, "today", tally_json(&c->today));
	json_set(object, "month", tally_json(&c->month));
	return object;
}
