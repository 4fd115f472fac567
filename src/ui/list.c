/* A list on a screen: its cursor and its view over the window of rows (list_window.c). */
#include "list_window.h"

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
		if (list_window_grow_down(list, list_window_page(list), e) != 0)
			return -1;
	/* The end of the list stands at the bottom of the view, not in its middle. */
	while (list->top + list->height > list->window.count && (list->top > 0 || !list->at_start)) {
		if (list->top == 0 && list_window_grow_up(list, list_window_page(list), e) != 0)
			return -1;
		if (list->top > 0)
			list->top--;
	}
	return 0;
}

void *list_row(const struct list *list)
{
	return list->selected < 0 ? NULL : list_rows_at(&list->window, list->selected);
}

void *list_view_row(const struct list *list, int line)
{
	int i = list->top + line;

	return line >= 0 && line < list->height && i < list->window.count ? list_rows_at(&list->window, i) : NULL;
}

int list_view_line(const struct list *list)
{
	return list->selected < 0 ? -1 : list->selected - list->top;
}

int64_t list_key(const struct list *list)
{
	return list->selected < 0 ? 0 : list_rows_key(&list->window, list->selected);
}

/* --- moving --- */

int list_move(struct list *list, int rows, struct err *e)
{
	while (rows > 0 && list->selected >= 0 && list->selected + rows >= list->window.count && !list->at_end)
		if (list_window_grow_down(list, list_window_page(list), e) != 0)
			return -1;
	while (rows < 0 && list->selected + rows < 0 && !list->at_start && list->selected >= 0)
		if (list_window_grow_up(list, list_window_page(list), e) != 0)
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
	int limit = list_window_page(list);

	if (list_window_read(list, 0, -limit, &last, e) != 0)
		return -1;
	list_init(&fresh, list->kind, list->source);
	fresh.at_end = true;
	fresh.at_start = last.count < limit;
	list_rows_take(&fresh.window, 0, &last);
	list_rows_release(list->kind, &last);
	fresh.selected = fresh.window.count - 1;
	fresh.top = fresh.selected > 0 ? fresh.selected : 0;
	list_window_take(list, &fresh);
	return list_fit(list, list->height, e);
}

/* From the top, step by step: the store knows rows by what they are, not by number. */
int list_go(struct list *list, int64_t place, struct err *e)
{
	struct list fresh;
	int64_t before = 0;

	place = place > 0 ? place : 1;
	if (list_window_from_top(list, &fresh, e) != 0)
		return -1;
	while (fresh.selected >= 0) {
		int64_t last = before + fresh.window.count;

		if (place <= last || fresh.at_end) {
			fresh.selected = place <= last ? (int)(place - before - 1) : fresh.window.count - 1;
			break;
		}
		/* Rows that have been passed are not kept: the window is read again around the place. */
		fresh.selected = fresh.top = fresh.window.count - 1;
		if (list_window_grow_down(&fresh, WALK_ROWS, e) != 0) {
			list_release(&fresh);
			return -1;
		}
		before = last - fresh.selected - 1;
	}
	before = fresh.selected < 0 ? 0 : list_rows_key(&fresh.window, fresh.selected);
	list_release(&fresh);
	return before ? list_select(list, before, e) : 0;
}

int list_select(struct list *list, int64_t key, struct err *e)
{
	struct list fresh;
	int at = list_rows_place(&list->window, key), found;

	if (at >= 0) {
		list->selected = at;
		return list_fit(list, list->height, e);
	}
	found = list_window_around(list, key, &fresh, e);
	if (found <= 0)
		return found;
	fresh.top = fresh.selected > list->height / 2 ? fresh.selected - list->height / 2 : 0;
	list_window_take(list, &fresh);
	return list_fit(list, list->height, e);
}

int list_place(struct list *list, const struct list_spot *spot, struct err *e)
{
	int first, at;

	list->height = spot->height;
	if (list_select(list, spot->top, e) != 0)
		return -1;
	first = list_rows_place(&list->window, spot->top);
	at = list_rows_place(&list->window, spot->key);
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
