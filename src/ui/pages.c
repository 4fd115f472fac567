/* The pages of a project: its menu, in its own order, with who wrote in each last. */
#include <stdlib.h>

#include "place.h"
#include "project.h"
#include "screens.h"
#include "sheet.h"
#include "part.h"
#include "table.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/part_find.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, WHO_CELLS = 18, TIME_CELLS = 6, GAP = 2, PLACE_STEP = 1000, RECENT = 7 * 24 * 60 * 60 };

struct page_row { int64_t local; struct space_page page; };

struct pages {
	int64_t project, account;
	char *title;        /* of the project */
	char *counts;       /* how much there is, in words */
	struct table table; /* of struct page_row */
};

/* --- rows --- */

static void release_row(void *item)
{
	record_release(&record_types[TYPE_Page], &((struct page_row *)item)->page);
}

/* What has no place yet stands last. */
static int64_t place_of(const struct space_page *page)
{
	return page->position > 0 ? page->position : INT64_MAX;
}

static int by_place(const void *a, const void *b)
{
	const struct page_row *one = *(struct page_row *const *)a, *other = *(struct page_row *const *)b;

	if (place_of(&one->page) != place_of(&other->page))
		return place_of(&one->page) < place_of(&other->page) ? -1 : 1;
	return one->local < other->local ? -1 : one->local > other->local;
}

/* All pages of an account in their order; rows yours. How many, or -1 with e. */
static int read_pages(struct face *face, int64_t account, struct page_row ***rows, struct err *e)
{
	int64_t *locals = NULL;
	int count = part_list(face_store(face), account, TYPE_Page, &locals, e), kept = 0;

	*rows = xcalloc((size_t)(count > 0 ? count : 0) + 1, sizeof **rows);
	for (int i = 0; i < count; i++) {
		struct page_row *row = xcalloc(1, sizeof *row);

		row->local = locals[i];
		if (part_read(face, TYPE_Page, locals[i], &row->page, NULL))
			(*rows)[kept++] = row;
		else
			free(row);
	}
	free(locals);
	if (kept)
		qsort(*rows, (size_t)kept, sizeof **rows, by_place);
	return count < 0 ? -1 : kept;
}

static int read_rows(struct face *face, struct pages *m, struct err *e)
{
	struct page_row **rows;
	int count = read_pages(face, m->account, &rows, e);

	for (int i = 0; i < count; i++)
		table_add(&m->table, rows[i]->local, rows[i]);
	free(rows);
	free(m->counts);
	m->counts = pages_words(face, m->account);
	return count < 0 ? -1 : table_show(&m->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

static bool is_draft(const struct space_page *page)
{
	return text_equal(page->state, "draft");
}

/* Somebody else has written in it of late. */
static bool is_edited(struct face *face, const struct space_page *page)
{
	return page->changed_by.id && !text_equal(page->changed_by.id, face_my_id(face)) && page->changed_at > clock_now() - RECENT;
}

char *pages_words(struct face *face, int64_t account)
{
	struct page_row **rows;
	struct err e = { 0 };
	int count = read_pages(face, account, &rows, &e), edited = 0, drafts = 0;
	struct str text = { 0 };

	for (int i = 0; i < count; i++) {
		edited += is_edited(face, &rows[i]->page);
		drafts += is_draft(&rows[i]->page);
		release_row(rows[i]);
		free(rows[i]);
	}
	free(rows);
	words_check(face, &e);
	if (count > 0)
		words_part_taken(&text, xasprintf(i18n_plural("%d page", "%d pages", (unsigned long)count), count));
	else
		str_add(&text, _("none yet"));
	if (edited)
		words_part_taken(&text, xasprintf(i18n_plural("%d edited this week", "%d edited this week", (unsigned long)edited), edited));
	if (drafts)
		words_part_taken(&text, xasprintf(i18n_plural("%d draft", "%d drafts", (unsigned long)drafts), drafts));
	return str_detach(&text);
}

/* --- drawing --- */

/* "draft", "edited", or who reads it; "" for what all members read. */
static const char *state_words(struct face *face, const struct space_page *page)
{
	if (is_draft(page))
		return vocabulary_label(&vocabulary_page_states, page->state);
	return *part_readers(page->readers) ? part_readers(page->readers) : is_edited(face, page) ? _("edited") : "";
}

static int state_cells(struct face *face, const struct pages *m)
{
	int most = 0;

	for (int i = 0; i < m->table.count; i++) {
		const struct page_row *row = m->table.rows[i].item;
		int width = cells_width(state_words(face, &row->page));

		if (width > most)
			most = width;
	}
	return most;
}

static const struct party *last_writer(const struct space_page *page)
{
	return page->changed_by.id ? &page->changed_by : &page->author;
}

static void draw_wide(struct face *face, const struct space_page *page, int state, struct page *p, int line)
{
	char *when = page->changed_at ? words_short_time(page->changed_at) : xstrdup(_("not sent"));
	int time = cells_width(when) > TIME_CELLS ? cells_width(when) : TIME_CELLS;
	int title = p->columns - 1 - INDENT - GAP - (state ? state + 1 : 0) - WHO_CELLS - 1 - time;
	struct str text = { 0 };

	words_pad(&text, face, page->title, title);
	for (int i = 0; i < GAP; i++)
		str_addc(&text, ' ');
	if (state) {
		words_pad(&text, face, state_words(face, page), state);
		str_addc(&text, ' ');
	}
	words_add(&text, face, last_writer(page)->name, WHO_CELLS);
	page_put(p, line, INDENT, text.text);
	page_put_right(p, line, when);
	str_release(&text);
	free(when);
}

static void draw_narrow(struct face *face, const struct space_page *page, struct page *p, int line)
{
	char *title = words_safe(page->title, SANITISE_LINE), *who = words_short_name(last_writer(page)->name, NULL);
	struct str text = { 0 }, cut = { 0 };

	words_part(&text, title);
	if (*state_words(face, page))
		words_part(&text, state_words(face, page));
	if (*who)
		words_part(&text, who);
	words_add_whole(&cut, face, text.text, p->columns - 1 - INDENT);
	page_put(p, line, INDENT, cut.text);
	str_release(&text);
	str_release(&cut);
	free(title);
	free(who);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct pages *m = view->model;
	char *title = page_is_narrow(p) ? xstrdup(m->counts) : xasprintf(_("%s, %s"), m->title, m->counts);
	int state = state_cells(face, m);
	const struct page_row *row;
	struct err e = { 0 };

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title_line(face, p, title);
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		if (page_is_narrow(p))
			draw_narrow(face, &row->page, p, 1 + i);
		else
			draw_wide(face, &row->page, state, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (m->table.count > 0) {
		page_mark(p, 1 + list_view_line(&m->table.list));
	} else {
		page_put(p, 1, INDENT, _("None yet. c makes the first one."));
		page_cursor(p, 1, 0);
	}
	free(title);
}

/* --- acting --- */

static void make(struct face *face, const struct pages *m)
{
	struct json *fields = json_new_object();
	const struct page_row *last = m->table.count ? m->table.rows[m->table.count - 1].item : NULL;
	int64_t place = last && last->page.position > 0 ? last->page.position : m->table.count * PLACE_STEP, draft;

	if (part_may(face, m->account, RIGHT_PAGE)) {
		json_set_integer(fields, "position", place + PLACE_STEP);
		json_set_string(fields, "state", "published");
		json_set_string(fields, "readers", "members");
		json_set_string(fields, "writers", "staff");
		draft = sheet_begin_in(face, &record_types[TYPE_Page], m->account, fields);
		if (draft)
			face_open(face, "page-form", draft);
	}
	json_free(fields);
}

/* --- the order: a page goes between two others, and only where no number is left between them are all counted anew --- */

static int64_t number_at(const struct pages *m, int at)
{
	const struct page_row *row = at >= 0 && at < m->table.count ? m->table.rows[at].item : NULL;

	return row ? row->page.position : at < 0 ? 0 : -1;
}

static int place_chosen(const struct pages *m)
{
	int64_t key = list_key(&m->table.list);

	for (int i = 0; i < m->table.count; i++)
		if (m->table.rows[i].key == key)
			return i;
	return -1;
}

/* The number between the rows that come before and after a place (from 0); 0 if there is none. */
static int64_t number_for(const struct pages *m, int from, int to)
{
	int64_t before = number_at(m, from < to ? to : to - 1), after = number_at(m, from < to ? to + 1 : to);

	if (after < 0)
		return before + PLACE_STEP;
	return after - before > 1 ? before + (after - before) / 2 : 0;
}

struct counting { int64_t *records, *entries; int count; };

static int queue_places(struct store *s, void *context, struct err *e)
{
	struct counting *c = context;

	for (int i = 0; i < c->count; i++) {
		struct json *patch = json_new_object();

		json_set_integer(patch, "position", (int64_t)(i + 1) * PLACE_STEP);
		c->entries[i] = outbox_update_held(s, c->records[i], patch, s->hold, e);
		json_free(patch);
		if (c->entries[i] < 0)
			return -1;
	}
	return 0;
}

static void count_anew(struct face *face, struct pages *m, int from, int to)
{
	struct counting c = { .count = m->table.count };

	c.records = xcalloc((size_t)c.count, sizeof *c.records);
	c.entries = xcalloc((size_t)c.count, sizeof *c.entries);
	for (int i = 0, old = 0; i < c.count; i++) {
		old += old == from;
		c.records[i] = m->table.rows[i == to ? from : old].key;
		old += i != to;
	}
	if (face_change(face, queue_places, &c) == 0) {
		face_remember_entries(face, c.entries, c.count);
		words_say_goes_out(face, NULL);
	}
	free(c.records);
	free(c.entries);
}

static void move_to(struct face *face, struct view *view, int to)
{
	struct pages *m = view->model;
	int from = place_chosen(m);
	int64_t key = list_key(&m->table.list), number = number_for(m, from, to);
	struct json *patch = json_new_object();

	json_set_integer(patch, "position", number);
	if (!number)
		count_anew(face, m, from, to);
	else if (to != from)
		face_patch_all(face, &key, 1, patch, _("Moved. u puts it back."));
	json_free(patch);
	changed(face, view);
}

static void place_typed(struct face *face, struct view *view, const char *text)
{
	struct pages *m = view->model;
	long to = text ? strtol(text, NULL, 10) : 0;

	if (to >= 1 && to <= m->table.count)
		move_to(face, view, (int)to - 1);
	else if (text && *text)
		face_sayf(face, _("A number from 1 to %d is wanted."), m->table.count);
}

static void ask_for_place(struct face *face, const struct pages *m, const struct page_row *row)
{
	char *now, *label;

	if (!row || !part_may_change(face, m->account, RIGHT_PAGE, &row->page.author))
		return;
	now = xasprintf("%d", place_chosen(m) + 1);
	label = xasprintf(_("Place in the menu, 1 to %d:"), m->table.count);
	face_prompt(face, label, now, NULL, place_typed);
	free(label);
	free(now);
}

/* --- the row of the screen --- */

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct pages *m = view->model;
	const struct page_row *row;

	row = table_item(&m->table);
	switch (action) {
	case ACTION_OPEN:
		if (row)
			face_open(face, "page", row->local);
		return ACT_DONE;
	case ACTION_CREATE:
		make(face, m);
		return ACT_DONE;
	case ACTION_EDIT:
		if (row)
			page_change(face, row->local);
		return ACT_DONE;
	case ACTION_DROP:
		if (row && part_may_change(face, m->account, RIGHT_PAGE, &row->page.author))
			part_end(face, row->local, _("The page is taken away; u brings it back."));
		changed(face, view);
		return ACT_DONE;
	case ACTION_ORDER:
		ask_for_place(face, m, row);
		return ACT_DONE;
	case ACTION_FIND:
		part_ask_find(face, m->account);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_pages(struct face *face, struct view *view, int64_t argument)
{
	struct pages *m = view->model;
	struct err e = { 0 };

	m->project = argument;
	table_init(&m->table, release_row);
	if (!part_begin(face, argument, &m->account, &m->title))
		return -1;
	return read_rows(face, m, &e) == 0 ? 0 : face_fail(face, &e);
}

static void close_pages(struct face *face, struct view *view)
{
	struct pages *m = view->model;

	(void)face;
	table_release(&m->table);
	free(m->counts);
	free(m->title);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("read"), N_("read the page"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("new page"), N_("make a page"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_EDIT, N_("change"), N_("write in the page"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ORDER, N_("place"), N_("give the page another place in the menu"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("find in the project: pages, activities, files, talk"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("take the page away; u brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_pages = {
	.name = "pages", .title = N_("Pages"), .size = sizeof(struct pages), .open = open_pages, .draw = draw, .act = act,
	.changed = changed, .close = close_pages, SCREEN_LIST(struct pages, table.list), .offers = offers,
};
