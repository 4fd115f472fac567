/* Moving in the calendar: by days, weeks and months, from event to event, to the next that waits. */
#include "calendar.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/text/day.h"

enum { WEEK = 7 };

void calendar_go_to_day(struct face *face, struct calendar *c, int64_t day)
{
	c->day = day;
	c->event = 0;
	if (c->view == CALENDAR_AGENDA)
		c->first = day;
	c->top = 0;
	if (day < c->first || !c->last || day >= c->last)
		calendar_show(face, c);
	else
		calendar_make_items(c);
}

void calendar_go_to_item(struct calendar *c, int at)
{
	const struct calendar_item *item;

	if (c->item_count == 0)
		return;
	c->at = at < 0 ? 0 : at >= c->item_count ? c->item_count - 1 : at;
	item = &c->items[c->at];
	c->event = item->is_more ? OLDER_KEY : item->row ? item->row->local : 0;
	if (!item->is_more)
		c->day = item->day;
}

void calendar_go_to_event(struct face *face, struct calendar *c, const struct agenda_row *row)
{
	int64_t day = calendar_day(c, row->starts, NULL);

	if (day < c->first || (c->last && day >= c->last))
		calendar_go_to_day(face, c, day);
	c->day = day;
	c->event = row->local;
	calendar_make_items(c);
}

/* The same date of another month, or its last day. */
static int64_t months_after(int64_t day, int months)
{
	int year, month, date;
	int64_t first, next;

	clock_civil(day, &year, &month, &date);
	month += months - 1;
	first = day_of(year + month / 12 - (month < 0), (month % 12 + 12) % 12 + 1, 1);
	next = calendar_after_month(first);
	return first + date - 1 < next ? first + date - 1 : next - 1;
}

static void turn_page(struct face *face, struct calendar *c, int by)
{
	if (c->view == CALENDAR_MONTH)
		calendar_go_to_day(face, c, months_after(c->day, by));
	else if (c->view == CALENDAR_WEEK)
		calendar_go_to_day(face, c, c->day + by * WEEK);
	else
		calendar_go_to_item(c, c->at + by * c->height);
}

static void step_by(struct face *face, struct calendar *c, enum action action)
{
	int by = action == ACTION_MOVE_UP || action == ACTION_MOVE_LEFT ? -1 : 1;

	if (c->view == CALENDAR_MONTH)
		calendar_go_to_day(face, c, c->day + (action == ACTION_MOVE_UP || action == ACTION_MOVE_DOWN ? by * WEEK : by));
	else if (action == ACTION_MOVE_UP || action == ACTION_MOVE_DOWN)
		calendar_go_to_item(c, c->at + by);
	else
		calendar_go_to_day(face, c, c->day + by);
}

static void move_to_end(struct face *face, struct calendar *c, bool last)
{
	if (c->view == CALENDAR_MONTH)
		calendar_go_to_day(face, c, last ? c->last - 1 : c->first);
	else
		calendar_go_to_item(c, last ? c->item_count - 1 : 0);
}

/* What waits for a word of mine: events that can be joined, and what is due. */
bool calendar_waits(const struct agenda_row *row)
{
	return calendar_is_open(row) || row->state == AGENDA_DUE;
}

static void go_to_waiting(struct face *face, struct calendar *c, int by)
{
	if (c->view == CALENDAR_MONTH) {
		for (int i = by > 0 ? 0 : c->count - 1; i >= 0 && i < c->count; i += by) {
			int64_t day = calendar_first_day(c, &c->rows[i]);

			if (calendar_waits(&c->rows[i]) && (by > 0 ? day > c->day : day < c->day)) {
				calendar_go_to_day(face, c, day);
				return;
			}
		}
	} else {
		for (int i = c->at + by; i >= 0 && i < c->item_count; i += by) {
			if (c->items[i].row && calendar_waits(c->items[i].row)) {
				calendar_go_to_item(c, i);
				return;
			}
		}
	}
	face_say(face, _("Nothing more here waits for a word of yours."));
}

bool calendar_move(struct face *face, struct calendar *c, enum action action)
{
	switch (action) {
	case ACTION_MOVE_UP:
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_LEFT:
	case ACTION_MOVE_RIGHT:
		step_by(face, c, action);
		return true;
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		turn_page(face, c, action == ACTION_PAGE_DOWN ? 1 : -1);
		return true;
	case ACTION_MOVE_FIRST:
	case ACTION_MOVE_LAST:
		move_to_end(face, c, action == ACTION_MOVE_LAST);
		return true;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_to_waiting(face, c, action == ACTION_NEXT_WAITING ? 1 : -1);
		return true;
	default:
		return false;
	}
}
