/* My projects: those that wait for an answer first, then active, waiting, draft, closed and archived ones. */
#include <stdlib.h>
#include <string.h>

#include "decide.h"
#include "mail.h"
#include "project.h"
#include "screens.h"
#include "table.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "twinline/text/fold.h"
#include "words.h"

enum {
	INDENT = 2, GAP = 2, COUNTRIES_CELLS = 11, WHAT_CELLS = 20, WHEN_CELLS = 6, TITLE_LEAST = 8,
	QUIET_S = 30 * 86400 /* in which nothing has happened */
};

enum order { ORDER_STATE, ORDER_TITLE, ORDER_NEWEST, ORDER_COUNT };

struct projects {
	struct table table; /* of struct project_row */
	enum order order;
	char *filter;       /* words as typed; NULL: all */
	int64_t counts[PROJECT_WORD_COUNT];
};

/* --- rows --- */

static void release_row(void *item)
{
	project_row_release(item);
}

static bool passes(const struct projects *p, const struct project_row *row)
{
	char *words, *title;
	bool does;

	if (!p->filter)
		return true;
	words = fold_copy(p->filter);
	title = fold_copy(row->title);
	does = fold_matches(title, words);
	free(words);
	free(title);
	return does;
}

static int by_title(const void *a, const void *b)
{
	const struct project_row *one = a, *other = b;
	char *first = fold_copy(one->title), *second = fold_copy(other->title);
	int order = strcmp(first, second);

	free(first);
	free(second);
	return order;
}

static int by_time(const void *a, const void *b)
{
	const struct project_row *one = a, *other = b;

	return one->at > other->at ? -1 : one->at < other->at;
}

/* What is asked has no project here yet: its conversation names it. */
static int64_t key_of(const struct project_row *row)
{
	return row->local ? row->local : -row->thread;
}

static int read_rows(struct face *face, struct projects *p, struct err *e)
{
	static int (*const orders[ORDER_COUNT])(const void *a, const void *b) = { [ORDER_TITLE] = by_title, [ORDER_NEWEST] = by_time };
	struct project_row *rows = NULL;
	int count = project_list(face_store(face), clock_now(), &rows, e);

	if (count < 0)
		return -1;
	if (orders[p->order] && count > 1)
		qsort(rows, (size_t)count, sizeof *rows, orders[p->order]);
	memset(p->counts, 0, sizeof p->counts);
	for (int i = 0; i < count; i++) {
		p->counts[*rows[i].state ? project_word_of(rows[i].state) : rows[i].word]++;
		if (passes(p, &rows[i])) {
			struct project_row *row = xcalloc(1, sizeof *row);

			*row = rows[i];
			table_add(&p->table, key_of(row), row);
		} else {
			project_row_release(&rows[i]);
		}
	}
	free(rows);
	return table_show(&p->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

/* --- words --- */

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
	return text.len ? str_detach(&text) : xstrdup("");
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
	return text.len ? str_detach(&text) : xstrdup("");
}

static char *asked_words(const struct project_row *row, bool narrow)
{
	if (text_equal(row->asks, "proposal"))
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
		return words_short_name(row->who);
	case PROJECT_CLOSED:
		return xstrdup(has_deadline(row) ? _("label: apply by") : "");
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
	return text.len ? str_detach(&text) : xstrdup("");
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

static void draw_wide(struct face *face, const struct project_row *row, struct page *p, int line)
{
	char *what = what_words(row, false), *when = when_words(row);
	int column = INDENT + state_cells() + 1, title;
	struct str text = { 0 };

	title = p->columns - 1 - column - 1 - COUNTRIES_CELLS - 1 - WHAT_CELLS - 1 - WHEN_CELLS;
	words_pad(&text, face, row->title, title > TITLE_LEAST ? title : TITLE_LEAST);
	str_addc(&text, ' ');
	words_pad(&text, face, row->countries, COUNTRIES_CELLS);
	str_addc(&text, ' ');
	words_add(&text, face, what, WHAT_CELLS);
	page_put(p, line, INDENT, _(project_word(row->word)));
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
	words_add_whole(&text, face, row->title, p->columns - 1 - INDENT - cells_width(text.text) - (tail.len ? cells_width(tail.text) + 2 : 0));
	/* TRANSLATORS: a project in a narrow list: state and title, and what is new in it. */
	page_putf(p, line, INDENT, tail.len ? _("%s: %s") : "%s%s", text.text, tail.len ? tail.text : "");
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

static void draw(struct face *face, struct view *view, struct page *page)
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
		if (list_is_marked(&p->table.list, at->key))
			page_put(page, 1 + i, 1, "*");
	}
	if (p->table.count > 0) {
		page_mark(page, 1 + list_view_line(&p->table.list));
	} else {
		page_put(page, 1, INDENT, p->filter ? _("No project has these words. q shows all again.")
		                                    : _("None yet. Who invites you to one stands here; contacts are found in Partners."));
		page_cursor(page, 1, 0);
	}
}

/* --- acting --- */

static void open_row(struct face *face, const struct project_row *row)
{
	if (row->local)
		face_open(face, "project", row->local);
	else
		face_open(face, "thread", row->thread);
}

static void decide_chosen(struct face *face, struct view *view, bool accept)
{
	struct projects *p = view->model;
	void **chosen = NULL;
	int count = table_chosen(&p->table, &chosen), kept = 0;
	int64_t *threads = xcalloc((size_t)count + 1, sizeof *threads);

	for (int i = 0; i < count; i++) {
		const struct project_row *row = chosen[i];

		if (row->thread)
			threads[kept++] = row->thread;
	}
	if (decide_threads(face, threads, kept, accept) == 0)
		face_say(face, _("This does not wait for a yes or no."));
	else
		list_clear_marks(&p->table.list);
	free(threads);
	free(chosen);
	changed(face, view);
}

/* Where the next row is that waits for me, or has something new; round once. */
static void go_to_waiting(struct face *face, struct projects *p, bool backwards)
{
	struct table *t = &p->table;
	int at = 0, way = backwards ? t->count - 1 : 1;
	struct err e = { 0 };

	while (at < t->count && t->rows[at].key != list_key(&t->list))
		at++;
	for (int i = 1; i <= t->count; i++) {
		const struct table_row *row = &t->rows[(at + i * way) % t->count];
		const struct project_row *project = row->item;

		if (project->word == PROJECT_ANSWER || project->unread || project->due) {
			list_select(&t->list, row->key, &e);
			words_check(face, &e);
			return;
		}
	}
	face_say(face, _("Nothing here is unread or waits for you."));
}

static void find_typed(struct face *face, struct view *view, const char *text)
{
	struct projects *p = view->model;

	free(p->filter);
	p->filter = text && *text ? xstrdup(text) : NULL;
	changed(face, view);
}

static void next_order(struct face *face, struct view *view)
{
	static const char *const said[ORDER_COUNT] = { N_("What waits for you first."), N_("By title."), N_("The newest first.") };
	struct projects *p = view->model;

	p->order = (p->order + 1) % ORDER_COUNT;
	changed(face, view);
	face_say(face, _(said[p->order]));
}

static enum outcome act_on_row(struct face *face, const struct projects *p, enum action action)
{
	const struct project_row *row = table_item(&p->table);

	if (!row)
		face_say(face, _("There is nothing under the cursor."));
	else if (action == ACTION_OPEN)
		open_row(face, row);
	else if (row->local)
		project_write(face, row->local);
	else
		mail_write_to(face, mail_to_answer(face, row->thread));
	return ACT_DONE;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct projects *p = view->model;
	struct err e = { 0 };

	if (list_act(&p->table.list, action, &e)) {
		words_check(face, &e);
		return ACT_DONE;
	}
	switch (action) {
	case ACTION_OPEN:
	case ACTION_WRITE_TO:
		return act_on_row(face, p, action);
	case ACTION_ACCEPT:
	case ACTION_DROP:
		decide_chosen(face, view, action == ACTION_ACCEPT);
		return ACT_DONE;
	case ACTION_ORDER:
		next_order(face, view);
		return ACT_DONE;
	case ACTION_FIND:
		face_prompt(face, _("Find:"), p->filter ? p->filter : "", find_typed, find_typed);
		return ACT_DONE;
	case ACTION_MARK:
		list_toggle_mark(&p->table.list);
		list_move(&p->table.list, 1, &e);
		words_check(face, &e);
		return ACT_DONE;
	case ACTION_MARK_ALL:
		list_mark_all(&p->table.list, p->table.count, &e);
		words_check(face, &e);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_to_waiting(face, p, action == ACTION_PREVIOUS_WAITING);
		return ACT_DONE;
	case ACTION_BACK:
		if (!p->filter)
			return ACT_IGNORED;
		find_typed(face, view, NULL);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_projects(struct face *face, struct view *view, int64_t argument)
{
	struct projects *p = view->model;
	struct err e = { 0 };

	(void)argument;
	table_init(&p->table, release_row);
	return read_rows(face, p, &e) == 0 ? 0 : face_fail(face, &e);
}

static void close_projects(struct face *face, struct view *view)
{
	struct projects *p = view->model;

	(void)face;
	table_release(&p->table);
	free(p->filter);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("open it"), N_("open this project"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("accept"), N_("yes to an invitation or a change"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("decline"), N_("no to an invitation or a change"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write to partners"), N_("write to all members of this project"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next"), N_("next that waits for you or has something new"), OFFER_NARROW, ACTION_NONE },
	{ ACTION_FIND, NULL, N_("find: words of the title"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ORDER, NULL, N_("order: what waits, title, newest"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK, NULL, N_("mark; then a d do all that are marked"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK_ALL, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_projects = {
	.name = "projects", .title = N_("Projects"), .size = sizeof(struct projects), .open = open_projects, .draw = draw, .act = act,
	.changed = changed, .close = close_projects, .offers = offers,
};
