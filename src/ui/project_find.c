/* What in a project has the words that somebody looks for: pages, activities, files and talk. */
#include <stdlib.h>
#include <string.h>

#include "place.h"
#include "screens.h"
#include "part.h"
#include "table.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/project.h"
#include "twinline/records/part_find.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, FOUND_MOST = 100 };

struct found_row { int64_t local; const struct record_type *type; char *title, *passage; };

struct find {
	int64_t account;
	char *words;        /* NULL: none were asked for yet */
	struct table table; /* of struct found_row */
};

/* What was typed at the prompt that opened the screen: one face, one prompt. */
static struct { int64_t account; char *words; } wanted;

static void release_row(void *item)
{
	struct found_row *row = item;

	free(row->title);
	free(row->passage);
}

static int read_rows(struct face *face, struct find *m, struct err *e)
{
	struct part_found *found = NULL;
	int count = part_search(face_store(face), m->account, m->words, FOUND_MOST, &found, e);

	for (int i = 0; i < count; i++) {
		struct found_row *row = xcalloc(1, sizeof *row);

		*row = (struct found_row){ found[i].local, found[i].type, xstrdup(found[i].title), xstrdup(found[i].passage) };
		table_add(&m->table, found[i].local, row);
	}
	part_found_release(found, count > 0 ? count : 0);
	return count < 0 ? -1 : table_show(&m->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

static void look_for(struct face *face, struct find *m, const char *words)
{
	struct err e = { 0 };

	free(m->words);
	m->words = xstrdup(words);
	read_rows(face, m, &e);
	words_check(face, &e);
}

/* --- drawing --- */

/* What a kind of record is called, in one word. */
static const char *kind_of(const struct record_type *type)
{
	static const struct { enum record_type_index type; const char *word; } rows[] = {
		{ TYPE_Page, N_("page") }, { TYPE_Activity, N_("activity") }, { TYPE_Material, N_("file") }, { TYPE_Post, N_("talk") },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if ((int)rows[i].type == type->index)
			return _(rows[i].word);
	return "";
}

static int kind_cells(const struct find *m)
{
	int most = 0;

	for (int i = 0; i < m->table.count; i++) {
		int width = cells_width(kind_of(((const struct found_row *)m->table.rows[i].item)->type));

		if (width > most)
			most = width;
	}
	return most;
}

static void draw_row(struct face *face, const struct found_row *row, int kind, struct page *p, int line)
{
	char *title = words_safe(row->title, SANITISE_LINE), *passage = words_safe(row->passage, SANITISE_LINE);
	struct str text = { 0 }, both = { 0 };

	words_pad(&text, face, kind_of(row->type), kind);
	str_addc(&text, ' ');
	if (*title && *passage)
		/* TRANSLATORS: what was found: its title, and the line that has the words. */
		str_addf(&both, _("%s: %s"), title, passage);
	else
		str_add(&both, *title ? title : passage);
	words_add_whole(&text, face, both.text, p->columns - 1 - INDENT - cells_width(text.text));
	page_put(p, line, INDENT, text.text);
	str_release(&both);
	str_release(&text);
	free(title);
	free(passage);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct find *m = view->model;
	char *words = words_safe(m->words, SANITISE_LINE), *title = xasprintf(_("\"%s\" in the project"), words);
	int kind = kind_cells(m);
	const struct found_row *row;
	struct err e = { 0 };

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title(face, p, title, "");
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		draw_row(face, row, kind, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (m->table.count > 0) {
		page_mark(p, 1 + list_view_line(&m->table.list));
	} else {
		page_put(p, 1, INDENT, _("Nothing here has these words. {find} looks for others."));
		page_cursor(p, 1, 0);
	}
	free(title);
	free(words);
}

/* --- asking --- */

static void again_typed(struct face *face, struct view *view, const char *text)
{
	if (text && *text)
		look_for(face, view->model, text);
}

static void first_typed(struct face *face, struct view *view, const char *text)
{
	(void)view;
	if (!text || !*text)
		return;
	free(wanted.words);
	wanted.words = xstrdup(text);
	face_open(face, "project-find", project_of_account(face_store(face), wanted.account));
}

void part_ask_find(struct face *face, int64_t account)
{
	wanted.account = account;
	face_prompt(face, _("Find:"), "", NULL, first_typed);
}

/* --- the row of the screen --- */

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct find *m = view->model;
	const struct found_row *row;

	row = table_item(&m->table);
	switch (action) {
	case ACTION_OPEN:
		if (row)
			part_open(face, row->type, row->local);
		return ACT_DONE;
	case ACTION_FIND:
		face_prompt(face, _("Find:"), m->words, NULL, again_typed);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_find(struct face *face, struct view *view, int64_t argument)
{
	struct find *m = view->model;
	struct record r = { 0 };

	table_init(&m->table, release_row);
	if (record_by_local(face_store(face), argument, &r))
		m->account = r.account;
	record_free(&r);
	if (!m->account)
		return -1;
	look_for(face, m, wanted.words ? wanted.words : "");
	return 0;
}

static void close_find(struct face *face, struct view *view)
{
	struct find *m = view->model;

	(void)face;
	table_release(&m->table);
	free(m->words);
}

static struct json *where(const struct view *view)
{
	const struct find *m = view->model;
	struct json *place = place_of_list(&m->table.list);

	json_set_string(place, "words", m->words);
	return place;
}

static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	struct find *m = view->model;

	if (json_get_text(where_it_was, "words"))
		look_for(face, m, json_get_text(where_it_was, "words"));
	place_in_list(face, &m->table.list, where_it_was);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("open it"), N_("open what the line is about"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("look for other words"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_project_find = {
	.name = "project-find", .title = N_("Find in a project"), .size = sizeof(struct find), .open = open_find, .draw = draw, .act = act,
	.changed = changed, .close = close_find, SCREEN_LIST(struct find, table.list),
	.where = where, .go = go, .offers = offers,
};
