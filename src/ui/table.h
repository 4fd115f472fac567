/*
 * A list whose rows are all in memory: few enough to be read at once, and in an order that no index has. Read anew, cursor and
 * marks stay on their keys.
 */
#ifndef TWINLINE_UI_TABLE_H
#define TWINLINE_UI_TABLE_H

#include "list.h"

struct table_row { int64_t key; void *item; };

struct table {
	struct list list;          /* of struct table_row, which borrow */
	struct table_row *rows, *fresh;
	int count, fresh_count;
	void (*release)(void *item); /* frees what an item owns; the item itself is freed after it */
};

void table_init(struct table *t, void (*release)(void *item));
void table_release(struct table *t);

/* Reads anew: each row is added, its item (from the heap) taken, then all of them are shown. A key that is there already is given another. */
void table_add(struct table *t, int64_t key, void *item);
int table_show(struct table *t, struct err *e);

/* The item under the cursor, on a line of the view, of a key; NULL where there is none. Borrowed until table_show. */
void *table_item(const struct table *t);
void *table_view_item(const struct table *t, int line);
void *table_find(const struct table *t, int64_t key);

/* The key of the next item after the cursor (backwards: before it) that asks for something, round once; 0 if none does. */
int64_t table_next(const struct table *t, bool backwards, bool (*asks)(const void *item));

/* The items to act on: those marked, else the cursor's; the array is yours. Returns how many. */
int table_chosen(const struct table *t, void ***items);

#endif
