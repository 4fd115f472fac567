/* The calendar, read: the days that a view shows, their events, and where the cursor is among them. */
#include "calendar.h"

#include <stdlib.h>

#include "sheet.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/text/day.h"

enum { DAYS_OF_WEEK = 7 };

void calendar_release_rows(struct calendar *c)
{
	for (int i = 0; i < c->count; i++)
		agenda_row_release(&c->rows[i]);
	free(c->rows);
	c->rows = NULL;
	c->count = 0;
	c->item_count = 0;
}

static int64_t month_start(int64_t day)
{
	int year, month, date;

	clock_civil(day, &year, &month, &date);
	return day - date + 1;
}

int64_t calendar_after_month(int64_t day)
{
	return month_start(month_start(day) + 31);
}

/* The days that the view shows. An agenda goes on to the end of what is here, from the day that it began with. */
static void set_range(struct calendar *c)
{
	if (c->view == CALENDAR_MONTH) {
		c->first = month_start(c->day);
		c->last = calendar_after_month(c->day);
	} else if (c->view == CALENDAR_WEEK) {
		c->first = day_week_start(c->day);
		c->last = c->first + DAYS_OF_WEEK;
	} else {
		c->first = c->first && c->first <= c->day ? c->first : c->day;
		c->last = 0;
	}
}

int64_t calendar_community(struct calendar *c)
{
	return account_of_kind(c->store, ACCOUNT_COMMUNITY);
}

void calendar_add_item(struct calendar *c, struct calendar_item item)
{
	c->items = xrealloc(c->items, (size_t)c->item_count + 1, sizeof *c->items);
	c->items[c->item_count++] = item;
}

static bool is_chosen(const struct calendar *c, const struct calendar_item *item)
{
	if (item->is_more || c->event == OLDER_KEY)
		return item->is_more && c->event == OLDER_KEY;
	return c->event ? item->row && item->row->local == c->event : item->day <= c->day && c->day <= item->last;
}

/* The cursor stays on its event; where that is gone, on the first thing from its day on. */
static void find_place(struct calendar *c)
{
	c->at = c->item_count - 1;
	for (int i = c->item_count - 1; i >= 0; i--)
		if (c->items[i].last >= c->day)
			c->at = i;
	for (int i = 0; i < c->item_count; i++) {
		if (is_chosen(c, &c->items[i])) {
			c->at = i;
			break;
		}
	}
	if (c->at < 0)
		c->at = 0;
}

void calendar_make_items(struct calendar *c)
{
	c->item_count = 0;
	if (c->view == CALENDAR_WEEK)
		calendar_week_items(c);
	else if (c->view == CALENDAR_AGENDA)
		calendar_agenda_items(c);
	find_place(c);
}

void calendar_read_again(struct face *face, struct calendar *c)
{
	struct agenda_query q = { .zone = c->zone, .now = clock_now(), .activities = true };
	struct err e = { 0 };
	struct agenda_row *rows;
	int count;

	q.from = calendar_moment(c, c->first);
	q.to = c->last ? calendar_moment(c, c->last) : 0;
	calendar_filter_ask(&c->filter, &q);
	count = agenda_list(c->store, &q, &rows, &e);
	if (count < 0) {
		face_fail(face, &e);
		return;
	}
	calendar_release_rows(c);
	c->rows = rows;
	c->count = count;
	older_part_read(face, &c->more, calendar_community(c), &record_types[TYPE_Event]);
	c->known = c->more.count ? calendar_day(c, agenda_known_until(c->store, calendar_community(c)), NULL) : INT64_MAX;
	calendar_make_items(c);
}

void calendar_show(struct face *face, struct calendar *c)
{
	set_range(c);
	calendar_read_again(face, c);
}

void calendar_scroll(struct calendar *c, int height)
{
	c->height = height > 0 ? height : 1;
	if (c->at < c->top)
		c->top = c->at;
	if (c->at >= c->top + c->height)
		c->top = c->at - c->height + 1;
	if (c->top > 0 && c->top > c->item_count - c->height)
		c->top = c->item_count > c->height ? c->item_count - c->height : 0;
}
