/* A list over rows in memory. */
#include "table.h"

#include <stdlib.h>

#include "twinline/base/mem.h"

#define OTHER_KEY ((int64_t)1 << 48) /* beyond the locals of any store */

static int place_of(const struct table_row *rows, int count, int64_t key)
{
	for (int i = 0; i < count; i++)
		if (rows[i].key == key)
			return i;
	return -1;
}

static int read_rows(void *source, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	const struct table *t = source;
	int place = anchor ? place_of(t->rows, t->count, anchor) : limit < 0 ? t->count : -1, first, last;

	if (anchor && place < 0)
		return err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
	first = limit > 0 ? place + 1 : place + limit > 0 ? place + limit : 0;
	last = limit < 0 ? place : first + limit < t->count ? first + limit : t->count;
	for (int i = first; i < last; i++)
		list_rows_add(rows, &t->rows[i]);
	return 0;
}

static const struct list_kind in_memory = { .row_size = sizeof(struct table_row), .read = read_rows };

static void free_rows(const struct table *t, struct table_row *rows, int count)
{
	for (int i = 0; i < count; i++) {
		t->release(rows[i].item);
		free(rows[i].item);
	}
	free(rows);
}

void table_init(struct table *t, void (*release)(void *item))
{
	*t = (struct table){ .release = release };
	list_init(&t->list, &in_memory, t);
}

void table_release(struct table *t)
{
	list_release(&t->list);
	if (!t->release)
		return;
	free_rows(t, t->rows, t->count);
	free_rows(t, t->fresh, t->fresh_count);
	*t = (struct table){ 0 };
}

void table_add(struct table *t, int64_t key, void *item)
{
	while (place_of(t->fresh, t->fresh_count, key) >= 0)
		key += OTHER_KEY;
	t->fresh = xrealloc(t->fresh, (size_t)t->fresh_count + 1, sizeof *t->fresh);
	t->fresh[t->fresh_count++] = (struct table_row){ key, item };
}

int table_show(struct table *t, struct err *e)
{
	struct table_row *old = t->rows;
	int count = t->count, result;

	t->rows = t->fresh;
	t->count = t->fresh_count;
	t->fresh = NULL;
	t->fresh_count = 0;
	result = list_reload(&t->list, e);
	free_rows(t, old, count);
	return result;
}

void *table_item(const struct table *t)
{
	const struct table_row *row = list_row(&t->list);

	return row ? row->item : NULL;
}

void *table_view_item(const struct table *t, int line)
{
	const struct table_row *row = list_view_row(&t->list, line);

	return row ? row->item : NULL;
}

void *table_find(const struct table *t, int64_t key)
{
	int place = place_of(t->rows, t->count, key);

	return place < 0 ? NULL : t->rows[place].item;
}

int64_t table_next(const struct table *t, bool backwards, bool (*asks)(const void *item))
{
	int at = place_of(t->rows, t->count, list_key(&t->list)), way = backwards ? t->count - 1 : 1;

	for (int i = 1; i <= t->count; i++) {
		const struct table_row *row = &t->rows[(at + i * way) % t->count];

		if (asks(row->item))
			return row->key;
	}
	return 0;
}

int table_chosen(const struct table *t, void ***items)
{
	int64_t *keys = NULL;
	int count = list_chosen(&t->list, &keys), found = 0;

	*items = xcalloc((size_t)count + 1, sizeof **items);
	for (int i = 0; i < count; i++) {
		void *item = table_find(t, keys[i]);

		if (item)
			(*items)[found++] = item;
	}
	free(keys);
	return found;
}
