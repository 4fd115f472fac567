/* A list on a screen: its window of rows, its cursor, its view. */
#include "list.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

enum {
	PAGE_ROWS = 64,       /* read at once, at least */
	WINDOW_ROWS = 4 * 64, /* kept at most, where the view is not higher */
	WALK_ROWS = 256,      /* a step on the way to a far place */
	HEIGHT_GUESSED = 10   /* of a view that is not drawn yet, so that keys typed ahead do not scroll it */
};

void list_init(struct list *list, const struct list_kind *kind, void *source)
{
	*list = (struct list){ .kind = kind, .source = source, .selected = -1, .window.row_size = kind->row_size, .height = HEIGHT_GUESSED };
}

static void *row_of(const struct list_rows *rows, int i)
{
	return rows->at + (size_t)i * rows->row_size;
}

static int64_t key_of(const struct list_rows *rows, int i)
{
	int64_t key;

	memcpy(&key, row_of(rows, i), sizeof key);
	return key;
}

static void release_rows(const struct list_kind *kind, struct list_rows *rows)
{
	for (int i = 0; i < rows->count && kind->release; i++)
		kind->release(row_of(rows, i));
	free(rows->at);
	*rows = (struct list_rows){ .row_size = kind->row_size };
}

void list_release(struct list *list)
{
	if (!list->kind)
		return;
	release_rows(list->kind, &list->window);
	free(list->marks);
	*list = (struct list){ .selected = -1 };
}

static void make_room(struct list_rows *rows, int more)
{
	if (rows->count + more <= rows->capacity)
		return;
	rows->capacity = 2 * rows->capacity + more;
	rows->at = xrealloc(rows->at, (size_t)rows->capacity, rows->row_size);
}

void list_rows_add(struct list_rows *rows, const void *row)
{
	make_room(rows, 1);
	memcpy(row_of(rows, rows->count++), row, rows->row_size);
}

/* Moves the rows of more to place at (0 or the end) of rows; more is empty afterwards. */
static void take_rows(struct list_rows *rows, int at, struct list_rows *more)
{
	if (more->count == 0)
		return;
	make_room(rows, more->count);
	memmove(row_of(rows, at + more->count), row_of(rows, at), (size_t)(rows->count - at) * rows->row_size);
	memcpy(row_of(rows, at), more->at, (size_t)more->count * rows->row_size);
	rows->count += more->count;
	more->count = 0;
}

static int place_in(const struct list_rows *rows, int64_t key)
{
	for (int i = 0; i < rows->count; i++)
		if (key_of(rows, i) == key)
			return i;
	return -1;
}

/* --- reading --- */

static int page_rows(const struct list *list)
{
	return list->height * 2 > PAGE_ROWS ? list->height * 2 : PAGE_ROWS;
}

/* Drops count rows of the window from place at. */
static void drop_rows(struct list *list, int at, int count)
{
	struct list_rows *rows = &list->window;

	for (int i = at; i < at + count && list->kind->release; i++)
		list->kind->release(row_of(rows, i));
	memmove(row_of(rows, at), row_of(rows, at + count), (size_t)(rows->count - at - count) * rows->row_size);
	rows->count -= count;
}

/* Keeps the window bounded: rows far from the view go, at the end away from where it has just grown. */
static void trim(struct list *list, bool at_front)
{
	int most = WINDOW_ROWS > 3 * page_rows(list) ? WINDOW_ROWS : 3 * page_rows(list);
	int over = list->window.count - most;

	if (over <= 0)
		return;
	if (at_front) {
		int first = list->top < list->selected ? list->top : list->selected;

		if (over > first)
			over = first;
		drop_rows(list, 0, over);
		list->top -= over;
		list->selected -= over;
		list->at_start = list->at_start && over == 0;
	} else {
		int last = list->top + list->height > list->selected ? list->top + list->height : list->selected + 1;

		if (over > list->window.count - last)
			over = list->window.count > last ? list->window.count - last : 0;
		drop_rows(list, list->window.count - over, over);
		list->at_end = list->at_end && over == 0;
	}
}

static int read_rows(struct list *list, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	*rows = (struct list_rows){ .row_size = list->kind->row_size };
	if (list->kind->read(list->source, anchor, limit, rows, e) == 0)
		return 0;
	release_rows(list->kind, rows);
	return -1;
}

static int grow_down(struct list *list, int limit, struct err *e)
{
	struct list_rows more;
	int count = list->window.count;

	if (list->at_end)
		return 0;
	if (read_rows(list, count ? key_of(&list->window, count - 1) : 0, limit, &more, e) != 0)
		return -1;
	list->at_end = more.count < limit;
	take_rows(&list->window, count, &more);
	release_rows(list->kind, &more);
	trim(list, true);
	return 0;
}

static int grow_up(struct list *list, int limit, struct err *e)
{
	struct list_rows more;
	int added;

	if (list->at_start || list->window.count == 0)
		return 0;
	if (read_rows(list, key_of(&list->window, 0), -limit, &more, e) != 0)
		return -1;
	added = more.count;
	list->at_start = added < limit;
	take_rows(&list->window, 0, &more);
	list->top += added;
	list->selected += added;
	release_rows(list->kind, &more);
	trim(list, false);
	return 0;
}

/*
 * Reads a window around key into fresh, which shares kind and source with list. Returns 1; 0 if key is not in the list
 * (fresh is empty then); -1 with e.
 */
static int read_around(const struct list *list, int64_t key, struct list *fresh, struct err *e)
{
	struct err gone = { 0 };
	struct list_rows before;
	int limit = page_rows(list);

	list_init(fresh, list->kind, list->source);
	fresh->height = list->height;
	if (read_rows(fresh, key, -limit, &before, &gone) != 0) {
		if (gone.code != ERR_ANCHOR_NOT_FOUND) {
			err_move(e, &gone);
			return -1;
		}
		err_release(&gone);
		return 0;
	}
	fresh->at_start = before.count < limit;
	take_rows(&fresh->window, 0, &before);
	release_rows(list->kind, &before);
	fresh->selected = fresh->window.count;
	fresh->top = fresh->selected; /* what is trimmed must not be what was asked for */
	if (grow_down(fresh, limit, e) != 0) {
		list_release(fresh);
		return -1;
	}
	if (fresh->selected < fresh->window.count && key_of(&fresh->window, fresh->selected) == key)
		return 1;
	list_release(fresh);
	return 0;
}

static int read_from_top(const struct list *list, struct list *fresh, struct err *e)
{
	list_init(fresh, list->kind, list->source);
	fresh->height = list->height;
	fresh->at_start = true;
	if (grow_down(fresh, page_rows(list), e) != 0) {
		list_release(fresh);
		return -1;
	}
	fresh->selected = fresh->window.count ? 0 : -1;
	return 0;
}

/* The window and cursor of fresh become the list's. */
static void take_window(struct list *list, struct list *fresh)
{
	release_rows(list->kind, &list->window);
	list->window = fresh->window;
	list->at_start = fresh->at_start;
	list->at_end = fresh->at_end;
	list->selected = fresh->selected;
	list->top = fresh->top;
}

int list_open(struct list *list, int64_t key, struct err *e)
{
	struct list fresh;
	int found = key ? read_around(list, key, &fresh, e) : 0;

	if (found < 0 || (found == 0 && read_from_top(list, &fresh, e) != 0))
		return -1;
	if (found)
		fresh.top = fresh.selected - list->height / 2 > 0 ? fresh.selected - list->height / 2 : 0;
	take_window(list, &fresh);
	return list_fit(list, list->height, e);
}

/* The window around the cursor's record or, where it is gone, its nearest neighbour that is left. */
static int read_again(const struct list *list, struct list *fresh, struct err *e)
{
	int count = list->window.count, found = 0;

	for (int i = list->selected; i >= 0 && i < count && found == 0; i++)
		found = read_around(list, key_of(&list->window, i), fresh, e);
	for (int i = list->selected - 1; i >= 0 && found == 0; i--)
		found = read_around(list, key_of(&list->window, i), fresh, e);
	if (found == 0)
		return read_from_top(list, fresh, e);
	return found < 0 ? -1 : 0;
}

int list_reload(struct list *list, struct err *e)
{
	struct list fresh;
	int line = list_view_line(list), top = -1;

	if (read_again(list, &fresh, e) != 0)
		return -1;
	if (list->top < list->window.count)
		top = place_in(&fresh.window, key_of(&list->window, list->top));
	if (top < 0 || top > fresh.selected || fresh.selected - top >= list->height)
		top = fresh.selected - (line > 0 ? line : 0);
	fresh.top = top > 0 ? top : 0;
	take_window(list, &fresh);
	return list_fit(list, list->height, e);
}

/* --- the view --- */

int list_fit(struct list *list, int height, struct err *e)
{
	list->height = height > 0 ? height : 1;
	if (list->selected < 0)
		return 0;
	if (list->selected < list->top)
		list->top = list->selected;
	if (list->selected >= list->top + list->height)
		list->top = list->selected - list->height + 1;
	while (list->top + list->height > list->window.count && !list->at_end)
		if (grow_down(list, page_rows(list), e) != 0)
			return -1;
	/* The end of the list stands at the bottom of the view, not in its middle. */
	while (list->top + list->height > list->window.count && (list->top > 0 || !list->at_start)) {
		if (list->top == 0 && grow_up(list, page_rows(list), e) != 0)
			return -1;
		if (list->top > 0)
			list->top--;
	}
	return 0;
}

void *list_row(const struct list *list)
{
	return list->selected < 0 ? NULL : row_of(&list->window, list->selected);
}

void *list_view_row(const struct list *list, int line)
{
	int i = list->top + line;

	return line >= 0 && line < list->height && i < list->window.count ? row_of(&list->window, i) : NULL;
}

int list_view_line(const struct list *list)
{
	return list->selected < 0 ? -1 : list->selected - list->top;
}

int64_t list_key(const struct list *list)
{
	return list->selected < 0 ? 0 : key_of(&list->window, list->selected);
}

/* --- moving --- */

int list_move(struct list *list, int rows, struct err *e)
{
	while (rows > 0 && list->selected >= 0 && list->selected + rows >= list->window.count && !list->at_end)
		if (grow_down(list, page_rows(list), e) != 0)
			return -1;
	while (rows < 0 && list->selected + rows < 0 && !list->at_start && list->selected >= 0)
		if (grow_up(list, page_rows(list), e) != 0)
			return -1;
	if (list->selected < 0)
		return 0;
	list->selected += rows;
	if (list->selected >= list->window.count)
		list->selected = list->window.count - 1;
	if (list->selected < 0)
		list->selected = 0;
	return list_fit(list, list->height, e);
}

int list_page(struct list *list, int views, struct err *e)
{
	int line = list_view_line(list), rows = views * list->height;

	if (list_move(list, rows, e) != 0 || list->selected < 0)
		return list->selected < 0 ? 0 : -1;
	list->top = list->selected > line ? list->selected - line : 0;
	return list_fit(list, list->height, e);
}

int list_last(struct list *list, struct err *e)
{
	struct list fresh;
	struct list_rows last;
	int limit = page_rows(list);

	if (read_rows(list, 0, -limit, &last, e) != 0)
		return -1;
	list_init(&fresh, list->kind, list->source);
	fresh.at_end = true;
	fresh.at_start = last.count < limit;
	take_rows(&fresh.window, 0, &last);
	release_rows(list->kind, &last);
	fresh.selected = fresh.window.count - 1;
	fresh.top = fresh.selected > 0 ? fresh.selected : 0;
	take_window(list, &fresh);
	return list_fit(list, list->height, e);
}

/* From the top, step by step: the store knows rows by what they are, not by number. */
int list_go(struct list *list, int64_t place, struct err *e)
{
	struct list fresh;
	int64_t before = 0;

	place = place > 0 ? place : 1;
	if (read_from_top(list, &fresh, e) != 0)
		return -1;
	while (fresh.selected >= 0) {
		int64_t last = before + fresh.window.count;

		if (place <= last || fresh.at_end) {
			fresh.selected = place <= last ? (int)(place - before - 1) : fresh.window.count - 1;
			break;
		}
		/* Rows that have been passed are not kept: the window is read again around the place. */
		fresh.selected = fresh.top = fresh.window.count - 1;
		if (grow_down(&fresh, WALK_ROWS, e) != 0) {
			list_release(&fresh);
			return -1;
		}
		before = last - fresh.selected - 1;
	}
	before = fresh.selected < 0 ? 0 : key_of(&fresh.window, fresh.selected);
	list_release(&fresh);
	return before ? list_select(list, before, e) : 0;
}

int list_select(struct list *list, int64_t key, struct err *e)
{
	struct list fresh;
	int at = place_in(&list->window, key), found;

	if (at >= 0) {
		list->selected = at;
		return list_fit(list, list->height, e);
	}
	found = read_around(list, key, &fresh, e);
	if (found <= 0)
		return found;
	fresh.top = fresh.selected > list->height / 2 ? fresh.selected - list->height / 2 : 0;
	take_window(list, &fresh);
	return list_fit(list, list->height, e);
}

int list_place(struct list *list, const struct list_spot *spot, struct err *e)
{
	int first, at;

	list->height = spot->height;
	if (list_select(list, spot->top, e) != 0)
		return -1;
	first = place_in(&list->window, spot->top);
	at = place_in(&list->window, spot->key);
	if (first < 0 || at < first)
		return list_select(list, spot->key, e);
	list->top = first;
	list->selected = at;
	return 0;
}

bool list_act(struct list *list, enum action action, struct err *e)
{
	switch (action) {
	case ACTION_MOVE_DOWN:
		list_move(list, 1, e);
		return true;
	case ACTION_MOVE_UP:
		list_move(list, -1, e);
		return true;
	case ACTION_PAGE_DOWN:
		list_page(list, 1, e);
		return true;
	case ACTION_PAGE_UP:
		list_page(list, -1, e);
		return true;
	case ACTION_MOVE_FIRST:
		list_go(list, 1, e);
		return true;
	case ACTION_MOVE_LAST:
		list_last(list, e);
		return true;
	default:
		return false;
	}
}

/* --- marks --- */

static int mark_of(const struct list *list, int64_t key)
{
	for (int i = 0; i < list->mark_count; i++)
		if (list->marks[i] == key)
			return i;
	return -1;
}

bool list_is_marked(const struct list *list, int64_t key)
{
	return mark_of(list, key) >= 0;
}

static void add_mark(struct list *list, int64_t key)
{
	list->marks = xrealloc(list->marks, (size_t)list->mark_count + 1, sizeof *list->marks);
	list->marks[list->mark_count++] = key;
}

void list_unmark(struct list *list, int64_t key)
{
	int mark = mark_of(list, key);

	if (mark >= 0)
		list->marks[mark] = list->marks[--list->mark_count];
}

void list_toggle_mark(struct list *list)
{
	int64_t key = list_key(list);

	if (key && list_is_marked(list, key))
		list_unmark(list, key);
	else if (key)
		add_mark(list, key);
}

/* Read page by page past the window, which stays where it is. */
int list_mark_all(struct list *list, int most, struct err *e)
{
	int before = list->mark_count, count = 0, got = WALK_ROWS;
	int64_t anchor = 0;

	list_clear_marks(list);
	while (count < most && got == WALK_ROWS) {
		struct list_rows rows;

		if (read_rows(list, anchor, WALK_ROWS, &rows, e) != 0)
			return -1;
		got = rows.count;
		for (int i = 0; i < got && count < most; i++, count++)
			add_mark(list, key_of(&rows, i));
		anchor = got ? key_of(&rows, got - 1) : 0;
		release_rows(list->kind, &rows);
	}
	if (before >= count)
		list_clear_marks(list);
	return 0;
}

void list_clear_marks(struct list *list)
{
	free(list->marks);
	list->marks = NULL;
	list->mark_count = 0;
}

bool list_act_on_marks(struct list *list, enum action action, int most, struct err *e)
{
	if (action == ACTION_MARK_ALL) {
		list_mark_all(list, most, e);
		return true;
	}
	if (action != ACTION_MARK)
		return false;
	list_toggle_mark(list);
	list_move(list, 1, e);
	return true;
}

int list_chosen(const struct list *list, int64_t **keys)
{
	int count = list->mark_count ? list->mark_count : list->selected >= 0;

	*keys = count ? xcalloc((size_t)count, sizeof **keys) : NULL;
	for (int i = 0; i < count; i++)
		(*keys)[i] = list->mark_count ? list->marks[i] : list_key(list);
	return count;
}
