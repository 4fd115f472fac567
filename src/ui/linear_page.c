/* What a view says: its rows as lines, those that the cursor can go to with a number. */
#include <stdlib.h>
#include <string.h>

#include "linear_state.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "view.h"
#include "words.h"

enum {
	ROWS_MOST = 16384,
	FEW = 5,  /* lines that have come and are said, not counted */
	NEAR = 2, /* lines away from where it stood, a line that has changed is taken for the same */
	ALL_AT_ONCE = 40 /* lines that are said without a break: a form, a page about somebody */
};

/* --- reading --- */

static void draw(struct face *face, int rows)
{
	struct view *view = face_top(face);

	if (face->page.rows != rows) {
		page_release(&face->page);
		page_init_spoken(&face->page, rows);
	}
	page_clear(&face->page);
	view_draw(face, view, &face->page);
}

/* Draws it so high that a long text is on it whole; of a list as much as may be said next. */
static void draw_whole(struct linear *l)
{
	int rows = linear_list_of(l)->shown + LINEAR_BATCH + LINEAR_ROWS, last;

	do {
		draw(l->face, rows);
		last = rows - 2;
		rows *= 2;
	} while (l->face->page.lines[last].len > 0 && !l->face->page.items[last] && rows < ROWS_MOST);
}

/* What parts columns inside a line is one space. */
static void join_spaces(struct str *text)
{
	size_t to = 0;

	for (size_t at = 0; at < text->len; at++)
		if (text->text[at] != ' ' || to == 0 || text->text[to - 1] != ' ')
			text->text[to++] = text->text[at];
	str_cut(text, to);
}

static void add_row(struct linear_page *p, const struct page *page, int row)
{
	struct str text = { 0 };

	page_add_spoken(&text, page, row);
	if (page->items[row])
		join_spaces(&text);
	if (text.len > 0) {
		p->rows = xrealloc(p->rows, (size_t)p->count + 1, sizeof *p->rows);
		p->rows[p->count++] = (struct linear_row){ xstrdup(text.text), page->items[row] };
		if (page->items[row])
			strings_push(&p->items, text.text);
	}
	str_release(&text);
}

void linear_page_read(struct linear *l, struct linear_page *p)
{
	const struct page *page = &l->face->page;
	struct str title = { 0 };

	draw_whole(l);
	*p = (struct linear_page){ .at = -1 };
	page_add_spoken(&title, page, 0);
	p->title = str_detach(&title);
	for (int row = 1; row < page->rows - 1; row++) {
		add_row(p, page, row);
		if (row <= page->cursor_row)
			p->at = (int)p->items.count - 1;
	}
}

void linear_page_release(struct linear_page *p)
{
	for (int i = 0; i < p->count; i++)
		free(p->rows[i].text);
	free(p->rows);
	free(p->title);
	strings_release(&p->items);
}

/* --- what was said of a view --- */

struct linear_list *linear_list_of(struct linear *l)
{
	struct linear_list *list = &l->lists[l->face->view_count - 1];

	if (list->model != face_top(l->face)->model)
		linear_list_release(list);
	return list;
}

void linear_list_release(struct linear_list *list)
{
	free(list->title);
	strings_release(&list->entries);
	strings_release(&list->rows);
	*list = (struct linear_list){ 0 };
}

static void note_rows(struct linear *l, struct linear_list *list, const struct linear_page *p)
{
	list->model = face_top(l->face)->model;
	free(list->title);
	list->title = xstrdup(p->title);
	strings_release(&list->rows);
	for (int i = 0; i < p->count; i++)
		strings_push(&list->rows, p->rows[i].text);
	list->item_count = (int)p->items.count;
}

/* --- saying --- */

static void say_numbered(struct linear *l, int number, const char *text)
{
	char *line = xasprintf("%d %s", number, text);

	linear_io_say(&l->io, line);
	free(line);
}

/* "5 more: 7": how many come next. */
static void say_rest(struct linear *l, struct linear_list *list, const struct linear_page *p)
{
	int rest = (int)p->items.count - list->shown;
	char *text;

	list->more = 0;
	if (rest <= 0)
		return;
	text = xasprintf("%s: %d", _("more"), rest < LINEAR_BATCH ? rest : LINEAR_BATCH);
	strings_push(&list->entries, ""); /* no line of the view reads so */
	list->more = (int)list->entries.count;
	say_numbered(l, list->more, text);
	free(text);
}

/* Says rows from the item `first` on, and gives numbers to those up to `shown`. Text above the first item belongs to it. */
static void say_rows(struct linear *l, struct linear_list *list, const struct linear_page *p, int first)
{
	int number = 0;

	for (int i = 0; i < p->count; i++) {
		number += p->rows[i].is_item;
		if (number > list->shown)
			break;
		if (p->rows[i].is_item && number > first)
			say_numbered(l, number, p->rows[i].text);
		else if (!p->rows[i].is_item && (number > first || (first == 0 && number == 0)))
			linear_io_say(&l->io, p->rows[i].text);
	}
	say_rest(l, list, p);
}

static void give_numbers(struct linear_list *list, const struct linear_page *p, int shown)
{
	int items = (int)p->items.count;

	list->shown = shown > 0 && shown < items ? shown : items;
	strings_release(&list->entries);
	for (int i = 0; i < list->shown; i++)
		strings_push(&list->entries, p->items.at[i]);
}

/* The first screen of all says what lines can do. */
static void say_title(struct linear *l, const struct linear_page *p)
{
	struct str line = { 0 };

	if (l->has_greeted || linear_is_asking(l)) {
		linear_io_say(&l->io, p->title);
		return;
	}
	l->has_greeted = true;
	if (l->face->options.demo)
		str_addf(&line, "%s ", _("demo"));
	/* TRANSLATORS: the first line of linear mode: the name of a screen, and how many lines it has. */
	str_addf(&line, i18n_plural("Twinline, %s. %d thing. A number opens, a letter acts, ? tells the letters.",
	                            "Twinline, %s. %d things. A number opens, a letter acts, ? tells the letters.", (unsigned long)p->items.count),
	         _(face_top(l->face)->screen->title), (int)p->items.count);
	linear_io_say(&l->io, line.text);
	str_release(&line);
}

void linear_say_view(struct linear *l)
{
	struct linear_list *list = linear_list_of(l);
	struct linear_page p;
	int first;

	linear_list_release(list);
	linear_page_read(l, &p);
	note_rows(l, list, &p);
	first = p.at < LINEAR_BATCH || (int)p.items.count <= ALL_AT_ONCE ? 0 : p.at - 2;
	give_numbers(list, &p, (int)p.items.count <= ALL_AT_ONCE ? 0 : first + LINEAR_BATCH);
	say_title(l, &p);
	say_rows(l, list, &p, first);
	linear_page_release(&p);
}

/* True if the numbers that were given still stand for the lines in their order. */
static bool is_as_said(const struct linear_list *list, const struct linear_page *p)
{
	for (int i = 0; i < list->shown; i++)
		if (i >= (int)p->items.count || strcmp(p->items.at[i], list->entries.at[i]) != 0)
			return false;
	return true;
}

void linear_say_more(struct linear *l)
{
	struct linear_list *list = linear_list_of(l);
	struct linear_page p;
	int before;

	linear_page_read(l, &p);
	before = is_as_said(list, &p) ? list->shown : 0;
	if (before == (int)p.items.count)
		face_say_lightly(l->face, _("This is the end of the list."));
	note_rows(l, list, &p);
	give_numbers(list, &p, list->shown + LINEAR_BATCH);
	say_rows(l, list, &p, before);
	linear_page_release(&p);
}

static int number_of(const struct linear_list *list, const char *text)
{
	for (size_t i = 0; i < list->entries.count; i++)
		if (strcmp(list->entries.at[i], text) == 0)
			return (int)i + 1;
	return 0;
}

/* True if the line that a number was given to is not on the page any more. */
static bool is_gone(const struct linear_list *list, const struct linear_page *p, int number)
{
	return number >= 1 && number <= (int)list->entries.count && number != list->more &&
	       !strings_has(&p->items, list->entries.at[number - 1]);
}

/* What stands near where another line stood has its number; what has come besides has the next. */
static int number_for(struct linear_list *list, const struct linear_page *p, int item)
{
	const char *text = p->items.at[item];
	int number = number_of(list, text);

	if (number > 0)
		return number;
	for (int away = 0; away <= NEAR && number == 0; away++)
		number = is_gone(list, p, item + 1 + away) ? item + 1 + away : is_gone(list, p, item + 1 - away) ? item + 1 - away : 0;
	if (number == 0) {
		strings_push(&list->entries, text);
		return (int)list->entries.count;
	}
	free(list->entries.at[number - 1]);
	list->entries.at[number - 1] = xstrdup(text);
	return number;
}

void linear_say_cursor(struct linear *l)
{
	struct linear_list *list = linear_list_of(l);
	struct linear_page p;

	linear_page_read(l, &p);
	if (p.at >= 0)
		say_numbered(l, number_for(list, &p, p.at), p.items.at[p.at]);
	note_rows(l, list, &p);
	linear_page_release(&p);
}

/* How many of the rows that are shown were not there before. */
static int count_new(const struct linear_list *list, const struct linear_page *p)
{
	int fresh = 0;

	for (int i = 0; i < p->count; i++)
		fresh += !strings_has(&list->rows, p->rows[i].text);
	return fresh;
}

static void say_new_rows(struct linear *l, struct linear_list *list, const struct linear_page *p)
{
	int item = -1;

	for (int i = 0; i < p->count; i++) {
		item += p->rows[i].is_item;
		if (strings_has(&list->rows, p->rows[i].text) || item >= list->shown)
			continue;
		if (p->rows[i].is_item)
			say_numbered(l, number_for(list, p, item), p->rows[i].text);
		else
			linear_io_say(&l->io, p->rows[i].text);
	}
}

void linear_say_changes(struct linear *l, bool says_title)
{
	struct linear_list *list = linear_list_of(l);
	struct linear_page p;
	int fresh;

	linear_page_read(l, &p);
	fresh = count_new(list, &p);
	if (fresh * 2 > p.count && fresh > 2) {
		linear_page_release(&p);
		linear_say_view(l);
		return;
	}
	if (says_title)
		linear_io_say(&l->io, p.title);
	if (!list->more && (int)p.items.count - list->item_count <= FEW) /* all were said: so is what has come */
		list->shown = (int)p.items.count;
	say_new_rows(l, list, &p);
	if (!list->more)
		say_rest(l, list, &p);
	note_rows(l, list, &p);
	linear_page_release(&p);
}

/* --- numbers --- */

/* The item of this text nearest to where it stood; -1: it is gone. */
static int find_item(const struct linear_page *p, const char *text, int near)
{
	int count = (int)p->items.count;

	for (int away = 0; away < count + near; away++) {
		if (near - away >= 0 && near - away < count && strcmp(p->items.at[near - away], text) == 0)
			return near - away;
		if (near + away < count && strcmp(p->items.at[near + away], text) == 0)
			return near + away;
	}
	return -1;
}

/* As many steps as it seems to need, then one by one. */
static bool step_to(struct linear *l, int item, int at)
{
	struct view *view = face_top(l->face);

	if (view->screen->go_to_item) {
		view->screen->go_to_item(l->face, view, item);
		return true;
	}
	for (int tries = 0; at != item && at >= 0 && tries < 2 * LINEAR_ROWS; tries++) {
		enum action action = at < item ? ACTION_MOVE_DOWN : ACTION_MOVE_UP;
		int steps = tries > 0 ? 1 : at < item ? item - at : at - item;
		struct linear_page p;

		for (int i = 0; i < steps; i++)
			view_act(l->face, view, action);
		linear_page_read(l, &p);
		at = p.at;
		linear_page_release(&p);
	}
	return at == item;
}

bool linear_go_to(struct linear *l, int number)
{
	struct linear_list *list = linear_list_of(l);
	struct linear_page p;
	bool is_there = false;

	linear_page_read(l, &p);
	if (number >= 1 && number <= (int)list->entries.count && number != list->more) {
		int item = find_item(&p, list->entries.at[number - 1], number - 1);

		is_there = item >= 0 && step_to(l, item, p.at);
	}
	linear_page_release(&p);
	return is_there;
}

bool linear_is_more(struct linear *l, int number)
{
	return number > 0 && number == linear_list_of(l)->more;
}
