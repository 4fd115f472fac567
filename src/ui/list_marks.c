/* The marks of a list, by the keys of its rows: they outlive the window. */
#include "list_window.h"

#include <stdlib.h>

#include "twinline/base/mem.h"

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

		if (list_window_read(list, anchor, WALK_ROWS, &rows, e) != 0)
			return -1;
		got = rows.count;
		for (int i = 0; i < got && count < most; i++, count++)
			add_mark(list, list_rows_key(&rows, i));
		anchor = got ? list_rows_key(&rows, got - 1) : 0;
		list_rows_release(list->kind, &rows);
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
