/* The window of a list: its rows as they are read, grown, bounded, and read anew around a record. */
#include "list_window.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

enum {
	PAGE_ROWS = 64,       /* read at once, at least */
	WINDOW_ROWS = 4 * 64, /* kept at most, where the view is not higher */
	HEIGHT_GUESSED = 10   /* of a view that is not drawn yet, so that keys typed ahead do not scroll it */
};

void list_init(struct list *list, const struct list_kind *kind, void *source)
{
	*list = (struct list){ .kind = kind, .source = source, .selected = -1, .window.row_size = kind->row_size, .height = HEIGHT_GUESSED };
}

void *list_rows_at(const struct list_rows *rows, int i)
{
	return rows->at + (size_t)i * rows->row_size;
}

int64_t list_rows_key(const struct list_rows *rows, int i)
{
	int64_t key;

	memcpy(&key, list_rows_at(rows, i), sizeof key);
	return key;
}

void list_rows_release(const struct list_kind *kind, struct list_rows *rows)
{
	for (int i = 0; i < rows->count && kind->release; i++)
		kind->release(list_rows_at(rows, i));
	free(rows->at);
	*rows = (struct list_rows){ .row_size = kind->row_size };
}

void list_release(struct list *list)
{
	if (!list->kind)
		return;
	list_rows_release(list->kind, &list->window);
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
	memcpy(list_rows_at(rows, rows->count++), row, rows->row_size);
}

void list_rows_take(struct list_rows *rows, int at, struct list_rows *more)
{
	if (more->count == 0)
		return;
	make_room(rows, more->count);
	memmove(list_rows_at(rows, at + more->count), list_rows_at(rows, at), (size_t)(rows->count - at) * rows->row_size);
	memcpy(list_rows_at(rows, at), more->at, (size_t)more->count * rows->row_size);
	rows->count += more->count;
	more->count = 0;
}

int list_rows_place(const struct list_rows *rows, int64_t key)
{
	for (int i = 0; i < rows->count; i++)
		if (list_rows_key(rows, i) == key)
			return i;
	return -1;
}

/* --- reading --- */

int list_window_page(const struct list *list)
{
	return list->height * 2 > PAGE_ROWS ? list->height * 2 : PAGE_ROWS;
}

/* Drops count rows of the window from place at. */
static void drop_rows(struct list *list, int at, int count)
{
	struct list_rows *rows = &list->window;

	for (int i = at; i < at + count && list->kind->release; i++)
		list->kind->release(list_rows_at(rows, i));
	memmove(list_rows_at(rows, at), list_rows_at(rows, at + count), (size_t)(rows->count - at - count) * rows->row_size);
	rows->count -= count;
}

/* Keeps the window bounded: rows far from the view go, at the end away from where it has just grown. */
static void trim(struct list *list, bool at_front)
{
	int most = WINDOW_ROWS > 3 * list_window_page(list) ? WINDOW_ROWS : 3 * list_window_page(list);
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

int list_window_read(struct list *list, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	*rows = (struct list_rows){ .row_size = list->kind->row_size };
	if (list->kind->read(list->source, anchor, limit, rows, e) == 0)
		return 0;
	list_rows_release(list->kind, rows);
	return -1;
}

int list_window_grow_down(struct list *list, int limit, struct err *e)
{
	struct list_rows more;
	int count = list->window.count;

	if (list->at_end)
		return 0;
	if (list_window_read(list, count ? list_rows_key(&list->window, count - 1) : 0, limit, &more, e) != 0)
		return -1;
	list->at_end = more.count < limit;
	list_rows_take(&list->window, count, &more);
	list_rows_release(list->kind, &more);
	trim(list, true);
	return 0;
}

int list_window_grow_up(struct list *list, int limit, struct err *e)
{
	struct list_rows more;
	int added;

	if (list->at_start || list->window.count == 0)
		return 0;
	if (list_window_read(list, list_rows_key(&list->window, 0), -limit, &more, e) != 0)
		return -1;
	added = more.count;
	list->at_start = added < limit;
	list_rows_take(&list->window, 0, &more);
	list->top += added;
	list->selected += added;
	list_rows_release(list->kind, &more);
	trim(list, false);
	return 0;
}

int list_window_around(const struct list *list, int64_t key, struct list *fresh, struct err *e)
{
	struct err gone = { 0 };
	struct list_rows before;
	int limit = list_window_page(list);

	list_init(fresh, list->kind, list->source);
	fresh->height = list->height;
	if (list_window_read(fresh, key, -limit, &before, &gone) != 0) {
		if (gone.code != ERR_ANCHOR_NOT_FOUND) {
			err_move(e, &gone);
			return -1;
		}
		err_release(&gone);
		return 0;
	}
	fresh->at_start = before.count < limit;
	list_rows_take(&fresh->window, 0, &before);
	list_rows_release(list->kind, &before);
	fresh->selected = fresh->window.count;
	fresh->top = fresh->selected; /* what is trimmed must not be what was asked for */
	if (list_window_grow_down(fresh, limit, e) != 0) {
		list_release(fresh);
		return -1;
	}
	if (fresh->selected < fresh->window.count && list_rows_key(&fresh->window, fresh->selected) == key)
		return 1;
	list_release(fresh);
	return 0;
}

int list_window_from_top(const struct list *list, struct list *fresh, struct err *e)
{
	list_init(fresh, list->kind, list->source);
	fresh->height = list->height;
	fresh->at_start = true;
	if (list_window_grow_down(fresh, list_window_page(list), e) != 0) {
		list_release(fresh);
		return -1;
	}
	fresh->selected = fresh->window.count ? 0 : -1;
	return 0;
}

void list_window_take(struct list *list, struct list *fresh)
{
	list_rows_release(list->kind, &list->window);
	list->window = fresh->window;
	list->at_start = fresh->at_start;
	list->at_end = fresh->at_end;
	list->selected = fresh->selected;
	list->top = fresh->top;
}

int list_open(struct list *list, int64_t key, struct err *e)
{
	struct list fresh;
	int found = key ? list_window_around(list, key, &fresh, e) : 0;

	if (found < 0 || (found == 0 && list_window_from_top(list, &fresh, e) != 0))
		return -1;
	if (found)
		fresh.top = fresh.selected - list->height / 2 > 0 ? fresh.selected - list->height / 2 : 0;
	list_window_take(list, &fresh);
	return list_fit(list, list->height, e);
}

/* The window around the cursor's record or, where it is gone, its nearest neighbour that is left. */
static int read_again(const struct list *list, struct list *fresh, struct err *e)
{
	int count = list->window.count, found = 0;

	for (int i = list->selected; i >= 0 && i < count && found == 0; i++)
		found = list_window_around(list, list_rows_key(&list->window, i), fresh, e);
	for (int i = list->selected - 1; i >= 0 && found == 0; i--)
		found = list_window_around(list, list_rows_key(&list->window, i), fresh, e);
	if (found == 0)
		return list_window_from_top(list, fresh, e);
	return found < 0 ? -1 : 0;
}

int list_reload(struct list *list, struct err *e)
{
	struct list fresh;
	int line = list_view_line(list), top = -1;

	if (read_again(list, &fresh, e) != 0)
		return -1;
	if (list->top < list->window.count)
		top = list_rows_place(&fresh.window, list_rows_key(&list->window, list->top));
	if (top < 0 || top > fresh.selected || fresh.selected - top >= list->height)
		top = fresh.selected - (line > 0 ? line : 0);
	fresh.top = top > 0 ? top : 0;
	list_window_take(list, &fresh);
	return list_fit(list, list->height, e);
}
