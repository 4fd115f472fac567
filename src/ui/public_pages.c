/* Public pages: what projects show to everybody, guests too, pages and journals. The portal is asked when one looks. */
#include <stdlib.h>

#include "part.h"
#include "screens.h"
#include "table.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/line.h"
#include "twinline/records/part_find.h"
#include "twinline/text/fold.h"
#include "words.h"

enum { INDENT = 2, PROJECT_CELLS = 20, GAP = 2, ASK_MOST = 50 };

/* A page, or an entry of a journal. */
struct public_row {
	int64_t local, at;
	const struct record_type *type;
	char *title, *project, *text;
};

struct public_pages {
	int64_t asked;      /* the number of the last question, while it is under way; 0: none */
	int64_t number;
	char *words;        /* folded; "" for all */
	struct table table; /* of struct public_row */
};

static const enum record_type_index shown[] = { TYPE_Page, TYPE_Post };

static void release_row(void *item)
{
	struct public_row *row = item;

	free(row->title);
	free(row->project);
	free(row->text);
}

static bool has_words(const struct public_pages *m, const struct public_row *row)
{
	char *all = xasprintf("%s\n%s\n%s", row->title, row->project, row->text), *folded = fold_copy(all);
	bool has = fold_matches(folded, m->words);

	free(folded);
	free(all);
	return has;
}

static char *copy_of(const struct json *tree, const char *name)
{
	const char *text = json_get_text(tree, name);

	return xstrdup(text ? text : "");
}

/* What has no title is called by its words. */
static bool read_row(struct face *face, int64_t local, struct public_row *row)
{
	struct record r = { 0 };
	struct json *tree = record_by_local(face_store(face), local, &r) ? record_tree(face_store(face), &r) : NULL;
	const char *at = json_get_text(tree, json_get(tree, "changedAt") ? "changedAt" : "createdAt");
	bool there = tree != NULL;

	*row = (struct public_row){
		.local = local, .type = r.type, .text = copy_of(tree, "text"), .project = copy_of(json_get(tree, "project"), "name"),
	};
	row->title = json_get(tree, "title") ? copy_of(tree, "title") : xstrdup(row->text);
	if (at)
		clock_parse(at, &row->at);
	json_free(tree);
	record_free(&r);
	return there;
}

static int add_rows(struct face *face, struct public_pages *m, enum record_type_index type, struct err *e)
{
	int64_t *locals = NULL;
	int count = part_list(face_store(face), account_of_kind(face_store(face), ACCOUNT_DIRECTORY), type, &locals, e);

	for (int i = 0; i < count; i++) {
		struct public_row *row = xcalloc(1, sizeof *row);

		if (read_row(face, locals[i], row) && has_words(m, row)) {
			table_add(&m->table, locals[i], row);
		} else {
			release_row(row);
			free(row);
		}
	}
	free(locals);
	return count < 0 ? -1 : 0;
}

static int read_rows(struct face *face, struct public_pages *m, struct err *e)
{
	for (size_t i = 0; i < ARRAY_SIZE(shown); i++)
		if (add_rows(face, m, shown[i], e) != 0)
			return -1;
	return table_show(&m->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

/* --- asking the portal --- */

static void ask(struct face *face, struct public_pages *m)
{
	struct json *packet;

	if (!line_is_up(face_store(face)))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(shown); i++) {
		packet = json_new_object();
		m->asked = ++m->number;
		json_set_string(packet, "do", "search");
		json_set_integer(packet, "n", m->asked);
		json_set_string(packet, "type", record_types[shown[i]].name);
		json_set_integer(packet, "limit", ASK_MOST);
		face_tell_engine(face, packet);
	}
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct public_pages *m = view->model;
	struct err cause = { 0 };

	int64_t number = json_get_integer(packet, "n", 0);

	if (number <= 0 || number > m->number)
		return;
	m->asked = number == m->asked ? 0 : m->asked;
	if (text_equal(json_get_text(packet, "did"), "failed") && json_to_err(json_get(packet, "cause"), &cause) == 0)
		face_fail(face, &cause);
	changed(face, view);
}

/* --- drawing --- */

static void draw_row(struct face *face, const struct public_row *row, struct page *p, int line)
{
	char *when = row->at ? words_short_time(row->at) : xstrdup("");
	int project = page_is_narrow(p) ? PROJECT_CELLS / 2 : PROJECT_CELLS;
	struct str text = { 0 };

	words_pad(&text, face, row->project, project);
	for (int i = 0; i < GAP; i++)
		str_addc(&text, ' ');
	words_add_whole(&text, face, row->title, p->columns - 1 - INDENT - project - GAP - 8);
	page_put(p, line, INDENT, text.text);
	page_put_right(p, line, when);
	str_release(&text);
	free(when);
}

static const char *empty_words(struct face *face, const struct public_pages *m)
{
	if (*m->words)
		return _("Nothing here has these words. {find} looks for others.");
	if (m->asked)
		return _("the portal is asked");
	return line_is_up(face_store(face)) ? _("No project shows a page to everybody yet.") : _("No line, and no page was read before.");
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct public_pages *m = view->model;
	const struct public_row *row;
	struct err e = { 0 };

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title_line(face, p, _("Public pages"));
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		draw_row(face, row, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (m->table.count > 0) {
		page_mark(p, 1 + list_view_line(&m->table.list));
	} else {
		page_put(p, 1, INDENT, empty_words(face, m));
		page_cursor(p, 1, 0);
	}
}

/* --- the row of the screen --- */

static void words_typed(struct face *face, struct view *view, const char *text)
{
	struct public_pages *m = view->model;

	if (text) {
		free(m->words);
		m->words = fold_copy(text);
		changed(face, view);
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct public_pages *m = view->model;
	const struct public_row *row;

	row = table_item(&m->table);
	switch (action) {
	case ACTION_OPEN:
		if (row)
			face_open(face, row->type == &record_types[TYPE_Post] ? "comments" : "page", row->local);
		return ACT_DONE;
	case ACTION_FIND:
		face_prompt(face, _("Find:"), "", NULL, words_typed);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_pages(struct face *face, struct view *view, int64_t argument)
{
	struct public_pages *m = view->model;
	struct err e = { 0 };

	(void)argument;
	table_init(&m->table, release_row);
	m->words = xstrdup("");
	face_listen(face, heard);
	ask(face, m);
	return read_rows(face, m, &e) == 0 ? 0 : face_fail(face, &e);
}

static void close_pages(struct face *face, struct view *view)
{
	struct public_pages *m = view->model;

	(void)face;
	table_release(&m->table);
	free(m->words);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("read"), N_("read the page"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("look for other words"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_public_pages = {
	.name = "public-pages", .title = N_("Public pages"), .size = sizeof(struct public_pages), .open = open_pages, .draw = draw, .act = act,
	.changed = changed, .close = close_pages, SCREEN_LIST(struct public_pages, table.list), .offers = offers,
};
