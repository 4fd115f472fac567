/* The calendar as an agenda: one event a line from the chosen day on, and what lies further on with its price. */
#include <stdlib.h>

#include "calendar.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

enum { INDENT = 2, DAY_CELLS = 10, HOUR_CELLS = 5, INFO_CELLS = 14, MINUTE = 60, DAY = 24 * 60 * 60 };

void calendar_agenda_items(struct calendar *c)
{
	for (int i = 0; i < c->count; i++) {
		int64_t day = calendar_first_day(c, &c->rows[i]);

		calendar_add_item(c, (struct calendar_item){ .day = day, .last = calendar_last_day(c, &c->rows[i]), .row = &c->rows[i] });
	}
	if (c->more.count > 0)
		calendar_add_item(c, (struct calendar_item){ .is_more = true });
}

/* --- lines --- */

/* Codes of languages with commas: "pl, en". */
static void add_languages(struct str *out, const struct agenda_row *row)
{
	for (const char *c = row->languages; *c; c++)
		str_add(out, *c == ' ' ? "," : (char[]){ *c, '\0' });
}

/* What helps to decide: how one takes part, where, how long. */
static void add_info(struct str *out, const struct agenda_row *row)
{
	int64_t length = row->ends - row->starts;
	struct str part = { 0 };

	if (*row->town) {
		words_part(out, row->town);
		words_part(out, row->country);
	} else if (!*row->project && row->online) {
		add_languages(&part, row);
		words_part(out, i18n_text_in("in a narrow column", "online"));
		words_part(out, part.len ? part.text : "");
	} else if (*row->country) {
		words_part(out, row->country);
	} else if (!row->all_day && length > 0) {
		day_add_length(out, (int)(length / DAY), (int)(length % DAY / MINUTE));
	}
	str_release(&part);
}

static void draw_wide_event(struct face *face, const struct calendar *c, struct page *p, int line, const struct calendar_item *item)
{
	/* One day and one word are longer than the column, which is as wide as what mostly stands there. */
	int day, hour, state, title, word = cells_width(calendar_word(item->row)), info = p->columns - 1 - INFO_CELLS;
	struct str text = { 0 }, cut = { 0 }, about = { 0 };

	day_add_short(&text, item->day);
	day = cells_width(text.text);
	hour = INDENT + (day > DAY_CELLS ? day : DAY_CELLS) + 1;
	state = hour + HOUR_CELLS + 1;
	title = state + (word > calendar_word_cells() ? word : calendar_word_cells()) + 1;
	page_put(p, line, INDENT, text.text);
	str_clear(&text);
	calendar_add_hour(&text, c, item->row, false);
	page_put(p, line, hour, text.text);
	page_put_styled(p, line, state, calendar_word(item->row), PAGE_STATE);
	str_clear(&text);
	calendar_add_title(&text, item->row);
	words_add_whole(&cut, face, text.text, info - title - 1);
	page_put(p, line, title, cut.text);
	str_clear(&text);
	add_info(&text, item->row);
	words_add(&about, face, text.text, INFO_CELLS);
	page_put(p, line, info, about.len ? about.text : "");
	str_release(&text);
	str_release(&cut);
	str_release(&about);
}

/* "Thu 19 17:00 open Erste Schritte de"; of a day without an hour the word alone. */
static void draw_narrow_event(struct face *face, const struct calendar *c, struct page *p, int line, const struct calendar_item *item)
{
	struct str text = { 0 }, cut = { 0 }, languages = { 0 };
	int room, state;

	day_add_weekday(&text, item->day);
	str_addc(&text, ' ');
	if (!item->row->all_day) {
		calendar_add_hour(&text, c, item->row, false);
		str_addc(&text, ' ');
	}
	state = INDENT + cells_width(text.text);
	str_addf(&text, "%s ", calendar_word(item->row));
	if (!*item->row->project)
		add_languages(&languages, item->row);
	room = p->columns - 1 - INDENT - cells_width(text.text) - (languages.len ? cells_width(languages.text) + 1 : 0);
	words_add_whole(&cut, face, *item->row->title ? item->row->title : _("without a title"), room);
	str_add(&text, cut.text);
	if (languages.len)
		str_addf(&text, " %s", languages.text);
	page_put(p, line, INDENT, text.text);
	page_state(p, line, state, calendar_word(item->row), false);
	str_release(&text);
	str_release(&cut);
	str_release(&languages);
}

/* "20 events are here; the next 50 of 311 cost 6 KB, 2 s". */
static void draw_more(const struct calendar *c, struct page *p, int line)
{
	struct str next = { 0 }, all = { 0 }, size = { 0 }, time = { 0 };

	words_add_number(&next, c->more.next);
	words_add_number(&all, c->more.count);
	words_add_price(&size, &time, c->more.price);
	if (c->more.asked)
		page_putf(p, line, INDENT, _("next %s of %s: asked for"), next.text, all.text);
	else if (page_is_narrow(p) || !c->more.price.is_measured)
		page_putf(p, line, INDENT, _("next %s of %s: %s"), next.text, all.text, size.text);
	else
		page_putf(p, line, INDENT, i18n_plural("%d event is here; the next %s of %s cost %s, %s",
		          "%d events are here; the next %s of %s cost %s, %s", (unsigned long)c->count), c->count, next.text, all.text,
		          size.text, time.text);
	str_release(&next);
	str_release(&all);
	str_release(&size);
	str_release(&time);
}

/* --- the page --- */

static void draw_title(struct face *face, const struct calendar *c, struct page *p)
{
	struct str from = { 0 }, zone = { 0 };
	char *title;

	calendar_add_zone(&zone, c);
	if (page_is_narrow(p)) {
		day_add_month_day(&from, c->first);
		title = xasprintf(_("Calendar agenda from %s, your time"), from.text);
		words_title(face, p, title, "");
	} else {
		str_addf(&from, "%s ", day_weekday_name(day_weekday(c->first)));
		day_add_date(&from, c->first);
		title = xasprintf(_("Calendar  agenda from %s, %s"), from.text, zone.text);
		words_title_line(face, p, title);
	}
	free(title);
	str_release(&from);
	str_release(&zone);
}

static void draw_filter(struct face *face, const struct calendar *c, struct page *p)
{
	struct str text = { 0 }, cut = { 0 };
	int column = INDENT + cells_width(_("Only")) + 2;

	calendar_filter_add(&text, &c->filter);
	words_add_whole(&cut, face, text.text, p->columns - 1 - column);
	page_label(p, 1, INDENT, _("Only"));
	page_put(p, 1, column, cut.text);
	str_release(&text);
	str_release(&cut);
}

static void draw_item(struct face *face, const struct calendar *c, struct page *p, int line, const struct calendar_item *item)
{
	if (item->is_more)
		draw_more(c, p, line);
	else if (page_is_narrow(p))
		draw_narrow_event(face, c, p, line, item);
	else
		draw_wide_event(face, c, p, line, item);
}

void calendar_agenda_draw(struct face *face, struct calendar *c, struct page *p)
{
	int line = 1;

	draw_title(face, c, p);
	if (!page_is_narrow(p)) {
		draw_filter(face, c, p);
		line++;
	}
	calendar_scroll(c, p->rows - 1 - line);
	if (c->item_count == 0) {
		page_put(p, line, INDENT, c->filter.mine ? _("Nothing of yours. {find} shows what you can join.") : _("Nothing from this day on."));
		page_cursor(p, line, 0);
	}
	for (int i = c->top; i < c->item_count && line < p->rows - 1; i++, line++) {
		page_item(p, line);
		if (i == c->at)
			page_mark(p, line);
		draw_item(face, c, p, line, &c->items[i]);
	}
}
