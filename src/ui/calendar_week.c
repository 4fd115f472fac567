/* The calendar as a week: the events of each day, and where there is none or no more, that it is free. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

enum { INDENT = 2, WEEK = 7, DAY_CELLS = 6, GAP = 2, HOUR_CELLS = 11, PROJECT_CELLS = 11, NOON = 12 };

/* --- items --- */

/* Where a page is narrow, free days that follow each other are one line; the items are the same for both. */
void calendar_week_items(struct calendar *c)
{
	for (int64_t day = c->first; day < c->last; day++) {
		bool is_free = true;

		for (int i = 0; i < c->count; i++) {
			if (calendar_first_day(c, &c->rows[i]) != day)
				continue;
			calendar_add_item(c, (struct calendar_item){ .day = day, .last = day, .row = &c->rows[i] });
			is_free = false;
		}
		if (is_free)
			calendar_add_item(c, (struct calendar_item){ .day = day, .last = day });
	}
}

/* --- lines --- */

/* The hour from which a day that has only a morning's events is free; false if there is none such, or the day is over. */
static bool free_from(const struct calendar *c, int64_t day, int64_t *from)
{
	struct civil at;

	*from = 0;
	for (int i = 0; i < c->count; i++) {
		if (calendar_first_day(c, &c->rows[i]) != day || c->rows[i].state == AGENDA_CANCELLED)
			continue;
		if (c->rows[i].all_day || calendar_day(c, c->rows[i].ends, NULL) != day)
			return false;
		if (c->rows[i].ends > *from)
			*from = c->rows[i].ends;
	}
	if (!*from || day < c->today)
		return false;
	calendar_day(c, *from, &at);
	return at.hour < NOON;
}

/* The title, with its language where that fits. */
static void add_title(struct str *out, struct face *face, const struct agenda_row *row, int cells)
{
	char *title = words_safe(*row->title ? row->title : _("without a title"), SANITISE_LINE);
	char *code = xstrndup(row->languages, *row->project ? 0 : strcspn(row->languages, " "));
	struct str whole = { 0 };

	str_add(&whole, title);
	if (*code) {
		/* TRANSLATORS: in a language: "in Polish". */
		char *language = xasprintf(_("in %s"), vocabulary_label(&vocabulary_languages, code));

		words_part(&whole, language);
		free(language);
	}
	words_add_whole(out, face, cells_width(whole.text) <= cells ? whole.text : title, cells);
	str_release(&whole);
	free(code);
	free(title);
}

static void draw_wide_event(struct face *face, const struct calendar *c, struct page *p, int line, const struct agenda_row *row)
{
	int state = calendar_word_column(p, row), project = p->columns - 1 - calendar_word_cells() - GAP - PROJECT_CELLS;
	int column = INDENT + DAY_CELLS + GAP;
	struct str hour = { 0 }, title = { 0 }, of = { 0 };

	calendar_add_hour(&hour, c, row, true);
	page_put(p, line, column, hour.text);
	column += HOUR_CELLS + GAP;
	add_title(&title, face, row, project - column - 1);
	page_put(p, line, column, title.text);
	words_add(&of, face, *row->project ? row->project : vocabulary_brief(&vocabulary_event_kinds, row->kind), state - project - 1);
	page_put(p, line, project, of.text);
	page_put_styled(p, line, state, calendar_word(row), PAGE_STATE);
	str_release(&hour);
	str_release(&title);
	str_release(&of);
}

static void put_day(struct page *p, int line, int64_t day)
{
	struct str text = { 0 };

	day_add_weekday(&text, day);
	page_put(p, line, INDENT, text.text);
	str_release(&text);
}

/* Draws an item with what belongs to it; returns the line after it. */
static int draw_wide(struct face *face, const struct calendar *c, struct page *p, int line, int at)
{
	const struct calendar_item *item = &c->items[at];
	bool is_first = at == 0 || c->items[at - 1].day != item->day || at == c->top;
	bool is_last = at + 1 == c->item_count || c->items[at + 1].day != item->day;
	int column = INDENT + DAY_CELLS + GAP + HOUR_CELLS + GAP;
	struct str text = { 0 };
	int64_t from;

	if (is_first)
		put_day(p, line, item->day);
	if (item->row)
		draw_wide_event(face, c, p, line++, item->row);
	else
		page_put(p, line++, column, calendar_no_event(c, item->day));
	if (item->row && is_last && free_from(c, item->day, &from) && line < p->rows - 1) {
		struct civil at_hour;

		calendar_day(c, from, &at_hour);
		str_addf(&text, _("%02d:%02d"), at_hour.hour, at_hour.minute);
		page_putf(p, line++, column, _("free from %s"), text.text);
	}
	str_release(&text);
	return line;
}

static void draw_narrow_event(struct face *face, const struct calendar *c, struct page *p, int line, const struct calendar_item *item)
{
	bool is_said = item->row->state != AGENDA_PROJECT && !(item->row->all_day && item->row->state == AGENDA_DUE);
	int room = p->columns - 1 - INDENT;
	struct str text = { 0 }, cut = { 0 };
	const char *title = *item->row->title ? item->row->title : _("without a title");

	day_add_weekday(&text, item->day);
	str_addc(&text, ' ');
	if (item->row->all_day)
		str_add(&text, item->row->state == AGENDA_DUE ? calendar_word(item->row) : i18n_text_in("in place of an hour", "day"));
	else
		calendar_add_hour(&text, c, item->row, false);
	str_addc(&text, ' ');
	words_add_whole(&cut, face, title, room - cells_width(text.text) - (is_said ? cells_width(calendar_word(item->row)) + 2 : 0));
	str_add(&text, cut.text);
	if (is_said)
		words_part(&text, calendar_word(item->row));
	page_put(p, line, INDENT, text.text);
	str_release(&text);
	str_release(&cut);
}

/* "Fri 20 to Sun 22 free": the days from item at on, up to *last. */
static void draw_narrow_free(const struct calendar *c, struct page *p, int line, int at, int last)
{
	struct str from = { 0 }, to = { 0 };

	day_add_weekday(&from, c->items[at].day);
	day_add_weekday(&to, c->items[last].day);
	if (c->items[at].day > c->known)
		page_putf(p, line, INDENT, _("from %s on not fetched yet"), from.text);
	else if (at == last)
		page_putf(p, line, INDENT, _("%s free"), from.text);
	else
		page_putf(p, line, INDENT, _("%s to %s free"), from.text, to.text);
	str_release(&from);
	str_release(&to);
}

static int draw_narrow(struct face *face, const struct calendar *c, struct page *p, int line, int *at)
{
	int last = *at;

	if (c->items[*at].row) {
		draw_narrow_event(face, c, p, line, &c->items[*at]);
	} else {
		while (last + 1 < c->item_count && !c->items[last + 1].row && (c->items[last + 1].day > c->known) == (c->items[last].day > c->known))
			last++;
		draw_narrow_free(c, p, line, *at, last);
	}
	if (c->at >= *at && c->at <= last)
		page_mark(p, line);
	*at = last;
	return line + 1;
}

/* --- the page --- */

static void draw_title(struct face *face, const struct calendar *c, struct page *p)
{
	struct str to = { 0 }, zone = { 0 };
	int year, month, first, last;
	char *title;

	clock_civil(c->last - 1, &year, &month, &last);
	clock_civil(c->first, &year, &month, &first);
	calendar_add_zone(&zone, c);
	if (page_is_narrow(p)) {
		day_add_month_day(&to, c->last - 1);
		/* TRANSLATORS: week number, first day, last day with its month. */
		title = xasprintf(_("Calendar week %d, %d-%s, your time"), day_week_number(c->first), first, to.text);
		words_title(face, p, title, "");
	} else {
		day_add_date(&to, c->last - 1);
		/* TRANSLATORS: week number, first day, last day with month and year, time zone. */
		title = xasprintf(_("Calendar  week %d, %d to %s, %s"), day_week_number(c->first), first, to.text, zone.text);
		words_title_line(face, p, title);
	}
	free(title);
	str_release(&to);
	str_release(&zone);
}

void calendar_week_draw(struct face *face, struct calendar *c, struct page *p)
{
	int line = 1;

	draw_title(face, c, p);
	calendar_scroll(c, page_body_rows(p) - (page_is_narrow(p) ? 0 : 2)); /* days that end early take a line more */
	for (int i = c->top; i < c->item_count && line < p->rows - 1; i++) {
		if (page_is_narrow(p)) {
			line = draw_narrow(face, c, p, line, &i);
			continue;
		}
		if (i == c->at)
			page_mark(p, line);
		line = draw_wide(face, c, p, line, i);
	}
}
