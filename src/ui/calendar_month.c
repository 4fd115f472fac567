/* The calendar as a month: a cell a day with my first event, how many more, how many to join; below it the chosen day and what follows. */
#include <stdlib.h>

#include "calendar.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/day.h"
#include "words.h"

enum { INDENT = 2, WEEK = 7, WIDE_CELL = 11, NARROW_CELL = 5, DAY_CELLS = 6, GAP = 2, HOUR_CELLS = 11 };

/* What lies on a day: my events, the first of them, and how many could be joined. */
struct day_counts { int mine, open; const struct agenda_row *first; };

static struct day_counts count_day(const struct calendar *c, int64_t day)
{
	struct day_counts counts = { 0 };

	for (int i = 0; i < c->count; i++) {
		const struct agenda_row *row = &c->rows[i];

		if (day < calendar_first_day(c, row) || day > calendar_last_day(c, row))
			continue;
		counts.open += calendar_is_open(row);
		if (row->mine && row->state != AGENDA_CANCELLED && !counts.mine++)
			counts.first = row;
	}
	return counts;
}

/* Though the day be over. */
static bool is_due(const struct agenda_row *row)
{
	const struct vocabulary_row *kind = vocabulary_find(&vocabulary_event_kinds, row->kind);

	return kind && (kind->flags & EVENT_IS_DUE);
}

/* --- the grid --- */

/* "17 10:30+1 (2)", and of it what fits, from the front. */
static void add_cell(struct str *out, const struct calendar *c, int date, const struct day_counts *counts, int cells)
{
	struct str part = { 0 };

	str_addf(out, "%d", date);
	for (int i = 0; i < 3; i++) {
		str_clear(&part);
		if (i == 0 && counts->first) {
			str_addc(&part, ' ');
			if (is_due(counts->first))
				str_add(&part, _(agenda_word(AGENDA_DUE)));
			else
				calendar_add_hour(&part, c, counts->first, false);
		} else if (i == 1 && counts->mine > 1) {
			str_addf(&part, "+%d", counts->mine - 1);
		} else if (i == 2 && counts->open) {
			str_addf(&part, " (%d)", counts->open);
		}
		if (part.len && cells_width(out->text) + cells_width(part.text) <= cells)
			str_add(out, part.text);
	}
	str_release(&part);
}

static void draw_day(const struct calendar *c, struct page *p, int64_t day, int row, int column)
{
	bool narrow = page_is_narrow(p);
	struct day_counts counts = count_day(c, day);
	struct str text = { 0 };
	int year, month, date;

	clock_civil(day, &year, &month, &date);
	if (!narrow)
		add_cell(&text, c, date, &counts, WIDE_CELL - 1);
	else if (counts.mine)
		str_addf(&text, "%d %d", date, counts.mine);
	else
		str_addf(&text, "%d", date);
	page_put(p, row, column, text.text);
	if (day == c->today && day != c->day)
		page_put(p, row, column - 1, "*");
	if (day == c->day)
		page_cursor(p, row, column);
	str_release(&text);
}

/* Draws weekdays and weeks from row 1 on; returns the row after them. */
static int draw_grid(const struct calendar *c, struct page *p)
{
	int width = page_is_narrow(p) ? NARROW_CELL : WIDE_CELL, row = 2;

	for (int i = 0; i < WEEK; i++)
		page_put(p, 1, INDENT + i * width, day_weekday_name((day_first_weekday() + i - 1) % WEEK + 1));
	for (int64_t day = c->first; day < c->last; day++) {
		int place = (int)(day - day_week_start(day));

		row += place == 0 && day > c->first;
		draw_day(c, p, day, row, INDENT + place * width);
	}
	return row + 1;
}

/* --- the list below --- */

static void draw_event(struct face *face, const struct calendar *c, struct page *p, int line, const struct agenda_row *row)
{
	int state = calendar_word_column(p, row), column = INDENT + DAY_CELLS + GAP;
	struct str hour = { 0 }, title = { 0 }, kind = { 0 }, cut = { 0 };

	calendar_add_hour(&hour, c, row, true);
	page_put(p, line, column, hour.text);
	column += HOUR_CELLS + GAP;
	calendar_add_title(&title, row);
	calendar_add_kind(&kind, row);
	if (kind.len)
		words_part(&title, kind.text);
	words_add_whole(&cut, face, title.text, state - column - 1);
	page_put(p, line, column, cut.text);
	page_put_styled(p, line, state, calendar_word(row), PAGE_STATE);
	str_release(&hour);
	str_release(&title);
	str_release(&kind);
	str_release(&cut);
}

static void put_day(struct page *p, int line, int64_t day)
{
	struct str text = { 0 };

	day_add_weekday(&text, day);
	page_put(p, line, INDENT, text.text);
	str_release(&text);
}

/* The chosen day first, though nothing be on it; then what is mine till the end of the month. */
static void draw_list(struct face *face, const struct calendar *c, struct page *p, int line)
{
	struct day_counts chosen = count_day(c, c->day);
	int64_t named = -1;

	if (!chosen.mine) {
		put_day(p, line, c->day);
		page_put(p, line++, INDENT + DAY_CELLS + GAP, calendar_no_event(c, c->day));
	}
	for (int i = 0; i < c->count && line < p->rows - 1; i++) {
		const struct agenda_row *row = &c->rows[i];
		int64_t day = calendar_first_day(c, row);

		if (!row->mine || calendar_last_day(c, row) < c->day)
			continue;
		day = day < c->day ? c->day : day;
		if (day != named)
			put_day(p, line, day);
		named = day;
		draw_event(face, c, p, line++, row);
	}
}

/* "Tue 17 Nov, 2 events, 3 open to join", and my events of that day. */
static void draw_narrow_list(struct face *face, const struct calendar *c, struct page *p, int line)
{
	struct day_counts counts = count_day(c, c->day);
	struct str text = { 0 }, cut = { 0 };
	char *part;

	day_add_short(&text, c->day);
	part = xasprintf(i18n_plural("%d event", "%d events", (unsigned long)counts.mine), counts.mine);
	words_part(&text, part);
	free(part);
	if (counts.open) {
		part = xasprintf(i18n_plural("%d open to join", "%d open to join", (unsigned long)counts.open), counts.open);
		words_part(&text, part);
		free(part);
	}
	words_put(face, p, line++, 0, text.text);
	for (int i = 0; i < c->count && line < p->rows - 1; i++) {
		const struct agenda_row *row = &c->rows[i];

		if (!row->mine || c->day < calendar_first_day(c, row) || c->day > calendar_last_day(c, row))
			continue;
		str_clear(&text);
		str_clear(&cut);
		calendar_add_hour(&text, c, row, false);
		str_addc(&text, ' ');
		calendar_add_title(&text, row);
		words_add_whole(&cut, face, text.text, p->columns - 3 - cells_width(calendar_word(row)));
		words_part(&cut, calendar_word(row));
		page_put(p, line, 0, cut.text);
		page_state_last(p, line++, calendar_word(row));
	}
	str_release(&text);
	str_release(&cut);
}

/* --- the page --- */

static void draw_title(struct face *face, const struct calendar *c, struct page *p)
{
	struct str month = { 0 }, zone = { 0 };
	char *title;

	day_add_month(&month, c->day);
	calendar_add_zone(&zone, c);
	if (page_is_narrow(p)) {
		title = xasprintf(_("Calendar %s, day and events"), month.text);
		words_title(face, p, title, "");
	} else {
		title = xasprintf(_("Calendar  %s, %s"), month.text, zone.text);
		words_title(face, p, title, c->filter.mine ? _("mine only") : _("mine; (n): n more to join"));
	}
	free(title);
	str_release(&month);
	str_release(&zone);
}

void calendar_month_draw(struct face *face, struct calendar *c, struct page *p)
{
	int line;

	draw_title(face, c, p);
	line = draw_grid(c, p);
	if (page_is_narrow(p))
		draw_narrow_list(face, c, p, line);
	else
		draw_list(face, c, p, line + 1);
}
