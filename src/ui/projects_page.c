/* The projects on the page: state, title, countries, what is new, due or awaited and of whom, when. */
#include <stdlib.h>

#include "project.h"
#include "projects.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

enum {
	INDENT = 2, COUNTRIES_CELLS = 11, WHAT_CELLS = 20, WHEN_CELLS = 6, TITLE_LEAST = 8,
	QUIET_S = 30 * 86400 /* in which nothing has happened */
};

char *project_counts_words(const int64_t counts[PROJECT_WORD_COUNT], enum project_word last)
{
	struct str text = { 0 };

	if (counts[PROJECT_ACTIVE])
		words_part_taken(&text, xasprintf(i18n_plural("%d active", "%d active", (unsigned long)counts[PROJECT_ACTIVE]),
		                                  (int)counts[PROJECT_ACTIVE]));
	if (counts[PROJECT_WAITING] && last >= PROJECT_WAITING)
		words_part_taken(&text, xasprintf(i18n_plural("%d waiting", "%d waiting", (unsigned long)counts[PROJECT_WAITING]),
		                                  (int)counts[PROJECT_WAITING]));
	if (counts[PROJECT_DRAFT] && last >= PROJECT_DRAFT)
		words_part_taken(&text, xasprintf(i18n_plural("%d draft", "%d drafts", (unsigned long)counts[PROJECT_DRAFT]),
		                                  (int)counts[PROJECT_DRAFT]));
	if (counts[PROJECT_CLOSED] && last >= PROJECT_CLOSED)
		words_part_taken(&text, xasprintf(i18n_plural("%d closed", "%d closed", (unsigned long)counts[PROJECT_CLOSED]),
		                                  (int)counts[PROJECT_CLOSED]));
	if (counts[PROJECT_ARCHIVED] && last >= PROJECT_ARCHIVED)
		words_part_taken(&text, xasprintf(i18n_plural("%d archived", "%d archived", (unsigned long)counts[PROJECT_ARCHIVED]),
		                                  (int)counts[PROJECT_ARCHIVED]));
	return str_detach(&text);
}

/* What an active project has that is new; yours. */
static char *news_words(const struct project_row *row)
{
	struct str text = { 0 };

	if (row->due)
		words_part_taken(&text, xasprintf(i18n_plural("%d due", "%d due", (unsigned long)row->due), (int)row->due));
	if (row->unread)
		words_part_taken(&text, xasprintf(i18n_plural("%d new", "%d new", (unsigned long)row->unread), (int)row->unread));
	if (row->national)
		words_part(&text, _("national"));
	if (text.len == 0 && row->at && row->at < clock_now() - QUIET_S)
		words_part(&text, _("quiet"));
	return str_detach(&text);
}

static char *asked_words(const struct project_row *row, bool narrow)
{
	/* A desk that has a question waits for a change as well. */
	if (text_equal(row->asks, "proposal") || text_equal(row->state, "waitingForSupport"))
		return xstrdup(narrow ? _("change") : _("you: change"));
	if (project_word_of(row->state) == PROJECT_WAITING && *row->state)
		return xstrdup(narrow ? _("found?") : _("you: found?"));
	return xstrdup(narrow ? _("join?") : _("you: join?"));
}

/* True if a label can still be applied for. */
static bool has_deadline(const struct project_row *row)
{
	int year, month, day;

	return clock_parse_date(row->apply_until, &year, &month, &day) && clock_days(year, month, day) >= datetime_day(clock_now());
}

static char *office_words(const struct project_row *row)
{
	char *country = words_safe(row->who_country, SANITISE_LINE), *text = xasprintf(_("office %s"), country);

	free(country);
	return text;
}

/* What is new, due or awaited and of whom; yours. */
static char *what_words(const struct project_row *row, bool narrow)
{
	switch (row->word) {
	case PROJECT_ANSWER:
		return asked_words(row, narrow);
	case PROJECT_ACTIVE:
		return news_words(row);
	case PROJECT_WAITING:
		if (!*row->who)
			return office_words(row);
		return words_short_name(row->who, row->who_country);
	case PROJECT_CLOSED:
		return xstrdup(has_deadline(row) ? _("label: apply by") : "");
	case PROJECT_DRAFT:
		return row->draft && *row->who ? words_short_name(row->who, row->who_country) : xstrdup("");
	case PROJECT_ARCHIVED:
		return xstrdup(_("read only"));
	default:
		return xstrdup("");
	}
}

static char *when_words(const struct project_row *row)
{
	struct str text = { 0 };
	int year, month, day;

	if (row->word == PROJECT_CLOSED && has_deadline(row)) {
		clock_parse_date(row->apply_until, &year, &month, &day);
		day_add_month_day(&text, clock_days(year, month, day));
	} else if (row->at) {
		datetime_add_short(&text, row->at, clock_now());
	}
	return str_detach(&text);
}

/* --- drawing --- */

static int state_cells(void)
{
	int most = 0;

	for (int word = 0; word < PROJECT_WORD_COUNT; word++)
		if (cells_width(_(project_word((enum project_word)word))) > most)
			most = cells_width(_(project_word((enum project_word)word)));
	return most;
}

/* A project that is begun may have none yet. */
static const char *title_of(const struct project_row *row)
{
	return *row->title ? row->title : _("without a title");
}

static void draw_wide(struct face *face, const struct project_row *row, struct page *p, int line)
{
	char *what = what_words(row, false), *when = when_words(row);
	int column = INDENT + state_cells() + 1, title;
	struct str text = { 0 };

	title = p->columns - 1 - column - 1 - COUNTRIES_CELLS - 1 - WHAT_CELLS - 1 - WHEN_CELLS;
	words_pad(&text, face, title_of(row), title > TITLE_LEAST ? title : TITLE_LEAST);
	str_addc(&text, ' ');
	words_pad(&text, face, row->countries, COUNTRIES_CELLS);
	str_addc(&text, ' ');
	words_add(&text, face, what, WHAT_CELLS);
	page_put_styled(p, line, INDENT, _(project_word(row->word)), PAGE_STATE);
	page_put(p, line, column, text.text);
	page_put_right(p, line, when);
	str_release(&text);
	free(what);
	free(when);
}

/* "answer Ήχοι της πόλης GR: found?": the title gives way. */
static void draw_narrow(struct face *face, const struct project_row *row, struct page *p, int line)
{
	const char *word = _(project_word(row->word));
	char *what = what_words(row, true), *when = when_words(row);
	struct str tail = { 0 }, text = { 0 };

	if (row->word == PROJECT_CLOSED && *what)
		str_addf(&tail, _("label by %s"), when);
	else if (row->word == PROJECT_ARCHIVED || row->word == PROJECT_CLOSED || !*what)
		str_add(&tail, when);
	else
		words_part(&tail, what);
	if (row->word == PROJECT_WAITING)
		words_part(&tail, when);
	str_addf(&text, "%s ", word);
	words_add_whole(&text, face, title_of(row),
	                p->columns - 1 - INDENT - cells_width(text.text) - (tail.len ? cells_width(tail.text) + 2 : 0));
	/* TRANSLATORS: a project in a narrow list: state and title, and what is new in it. */
	page_putf(p, line, INDENT, tail.len ? _("%s: %s") : "%s%s", text.text, tail.len ? tail.text : "");
	page_state(p, line, INDENT, word, false);
	str_release(&tail);
	str_release(&text);
	free(what);
	free(when);
}

static void draw_title(struct face *face, const struct projects *p, struct page *page)
{
	char *counts = project_counts_words(p->counts, page_is_narrow(page) ? PROJECT_ACTIVE : PROJECT_ARCHIVED), *title;

	if (p->filter)
		title = xasprintf(i18n_plural("%s  %d found: %s", "%s  %d found: %s", (unsigned long)p->table.count), _("Projects"),
		                  p->table.count, p->filter);
	else
		title = xasprintf(page_is_narrow(page) ? "%s %s" : "%s  %s", _("Projects"), counts);
	words_title_line(face, page, title);
	free(title);
	free(counts);
}

void projects_draw(struct face *face, struct view *view, struct page *page)
{
	struct projects *p = view->model;
	const struct project_row *row;
	struct err e = { 0 };

	list_fit(&p->table.list, page_body_rows(page), &e);
	words_check(face, &e);
	draw_title(face, p, page);
	for (int i = 0; (row = table_view_item(&p->table, i)); i++) {
		const struct table_row *at = list_view_row(&p->table.list, i);

		if (page_is_narrow(page))
			draw_narrow(face, row, page, 1 + i);
		else
			draw_wide(face, row, page, 1 + i);
		page_item(page, 1 + i);
		if (list_is_marked(&p->table.list, at->key))
			page_tick(page, 1 + i, 1, _("marked"));
	}
	if (p->table.count > 0) {
		page_mark(page, 1 + list_view_line(&p->table.list));
	} else {
		page_put(page, 1, INDENT, p->filter ? _("No project has these words. {back} shows all again.")
		                                    : _("None yet. {create} founds one; it needs one contact ({partners})."));
		page_cursor(page, 1, 0);
	}
}
