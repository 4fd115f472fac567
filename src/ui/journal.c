/* The journal: what happened when, a line each, newest first; found by title, person, receipt and day. */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "list.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/journal.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { INDENT = 2, GAP = 2, WHEN_CELLS = 12 };

struct entry { int64_t key; struct journal_row row; };

struct journal_view {
	struct store *store;
	struct list list;  /* of struct entry */
	char *find;        /* words looked for; NULL: all */
};

/* --- rows --- */

static int read_rows(void *source, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	const struct journal_view *m = source;
	struct journal_query query = { .words = m->find };
	int most = limit < 0 ? -limit : limit, count;
	struct journal_row *found = xcalloc((size_t)most, sizeof *found);

	if (limit > 0)
		query.after = anchor;
	else
		query.before = anchor ? anchor : -1; /* all are newer than that */
	count = journal_list(m->store, &query, most, found, e);
	for (int i = 0; i < count; i++)
		list_rows_add(rows, &(struct entry){ found[i].local, found[i] });
	free(found);
	return count < 0 ? -1 : 0;
}

static void release_row(void *row)
{
	journal_row_release(&((struct entry *)row)->row);
}

static const struct list_kind rows_kind = { .row_size = sizeof(struct entry), .read = read_rows, .release = release_row };

/* --- drawing --- */

/* What a row says beside its word, its receipt first; the title alone where that is enough (brief). Safe, yours. */
static char *row_words(const struct journal_row *row, bool brief)
{
	char *own = brief ? xstrdup(row->subject) : journal_words(row), *safe = words_safe(own, SANITISE_LINE);
	char *who = words_safe(row->who, SANITISE_LINE), *cause;
	struct str text = { 0 };

	free(own);
	if (row->receipt)
		str_addf(&text, "%s ", row->receipt);
	if (row->kind == JOURNAL_RECEIVED) {
		int count = (int)strtol(safe, NULL, 10);

		str_addf(&text, i18n_plural("%d message", "%d messages", (unsigned long)count), count);
	} else {
		str_add(&text, safe);
	}
	if (*who && !brief && !strstr(safe, who))
		words_part(&text, who);
	if (row->cause.code && !brief) {
		cause = err_text(&row->cause);
		str_addf(&text, "%s%s", text.len ? ". " : "", cause);
		free(cause);
	}
	free(who);
	free(safe);
	return str_detach(&text);
}

static int widest_word(void)
{
	int widest = 0;

	for (int kind = 0; kind < JOURNAL_KIND_COUNT; kind++) {
		int cells = cells_width(_(journal_kind_word((enum journal_kind)kind)));

		widest = cells > widest ? cells : widest;
	}
	return widest;
}

static char *full_time(int64_t at)
{
	struct str text = { 0 };

	datetime_add_full(&text, at, clock_now());
	return str_detach(&text);
}

static void draw_row(struct face *face, struct page *p, int line, const struct journal_row *row)
{
	const char *word = _(journal_kind_word(row->kind));
	bool narrow = page_is_narrow(p);
	char *words = row_words(row, narrow), *when = narrow ? words_short_time(row->at) : full_time(row->at);
	int column = INDENT;

	if (narrow) {
		char *line_words = xasprintf("%s %s%s%s", when, word, *words ? " " : "", words);

		free(words);
		words = line_words;
	} else {
		page_put(p, line, column, when);
		column += (cells_width(when) > WHEN_CELLS ? cells_width(when) : WHEN_CELLS) + GAP;
		page_put(p, line, column, word);
		column += widest_word() + GAP;
	}
	words_put(face, p, line, column, words);
	free(words);
	free(when);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct journal_view *m = view->model;
	const struct entry *row;
	struct err e = { 0 };
	char *title;

	list_fit(&m->list, page_body_rows(p), &e);
	words_check(face, &e);
	title = m->find ? xasprintf(_("Journal, \"%s\""), m->find) : xstrdup(_("Journal"));
	words_title(face, p, title, page_is_narrow(p) ? "" : _("kept for 400 days"));
	free(title);
	for (int i = 0; (row = list_view_row(&m->list, i)); i++) {
		if (i == list_view_line(&m->list))
			page_mark(p, 1 + i);
		draw_row(face, p, 1 + i, &row->row);
		page_item(p, 1 + i);
	}
	if (!list_row(&m->list)) {
		page_put(p, 1, INDENT, m->find ? _("Nothing has these words.") : _("Nothing has happened yet."));
		page_cursor(p, 1, 0);
	}
}
_Static_assert(JOURNAL_DAYS == 400, "as the title says");

/* --- acting --- */

static void find_typed(struct face *face, struct view *view, const char *text)
{
	struct journal_view *m = view->model;
	struct err e = { 0 };

	free(m->find);
	m->find = text && *text ? xstrdup(text) : NULL;
	list_open(&m->list, 0, &e);
	words_check(face, &e);
}

static void find_done(struct face *face, struct view *view, const char *text)
{
	if (!text)
		find_typed(face, view, NULL);
}

/* The whole of a line that may be cut. */
static void say_all(struct face *face, const struct journal_row *row)
{
	char *words = row_words(row, false), *when = full_time(row->at);

	face_sayf(face, "%s, %s%s%s", when, _(journal_kind_word(row->kind)), *words ? ": " : "", words);
	free(when);
	free(words);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct journal_view *m = view->model;
	const struct entry *row = list_row(&m->list);

	switch (action) {
	case ACTION_FIND:
		face_prompt(face, _("Find:"), m->find ? m->find : "", find_typed, find_done);
		return ACT_DONE;
	case ACTION_OPEN:
	case ACTION_INFO:
		if (row)
			say_all(face, &row->row);
		return row ? ACT_DONE : ACT_IGNORED;
	case ACTION_VIEW:
		face_close(face);
		return ACT_CLOSED;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_journal(struct face *face, struct view *view, int64_t argument)
{
	struct journal_view *m = view->model;
	struct err e = { 0 };

	(void)argument;
	m->store = face_store(face);
	list_init(&m->list, &rows_kind, m);
	return list_open(&m->list, 0, &e) == 0 ? 0 : face_fail(face, &e);
}

static void changed(struct face *face, struct view *view)
{
	struct journal_view *m = view->model;
	struct err e = { 0 };

	list_reload(&m->list, &e);
	words_check(face, &e);
}

static void close_journal(struct face *face, struct view *view)
{
	struct journal_view *m = view->model;

	(void)face;
	list_release(&m->list);
	free(m->find);
}

static const struct offer offers[] = {
	{ ACTION_FIND, N_("find"), N_("find: words of a title, a person, a receipt, a day"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_INFO, N_("all of it"), N_("the whole of this line"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_VIEW, N_("outbox"), N_("back to the outbox"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_journal = {
	.name = "journal", .title = N_("Journal"), .size = sizeof(struct journal_view), .open = open_journal, .draw = draw, .act = act,
	.changed = changed, .close = close_journal, SCREEN_LIST(struct journal_view, list), .offers = offers,
};
