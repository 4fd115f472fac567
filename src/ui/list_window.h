/* A list from inside, for list*.c: rows as they were read, and the window of them. Screens see list.h. */
#ifndef TWINLINE_UI_LIST_WINDOW_H
#define TWINLINE_UI_LIST_WINDOW_H

#include "list.h"

enum { WALK_ROWS = 256 /* a step on the way to a far place */ };

/* --- rows --- */
void *list_rows_at(const struct list_rows *rows, int i);
int64_t list_rows_key(const struct list_rows *rows, int i);
/* The place of the row with this key; -1 if it is not among them. */
int list_rows_place(const struct list_rows *rows, int64_t key);
/* Moves the rows of more to place at (0 or the end) of rows; more is empty afterwards. */
void list_rows_take(struct list_rows *rows, int at, struct list_rows *more);
/* Frees what they own, and them; they are empty afterwards. */
void list_rows_release(const struct list_kind *kind, struct list_rows *rows);

/* --- the window --- */
/* How many rows are read at once: two views of the list, or more. */
int list_window_page(const struct list *list);
/* What the kind reads (list_kind.read), into new rows. 0, or -1 with e and no rows. */
int list_window_read(struct list *list, int64_t anchor, int limit, struct list_rows *rows, struct err *e);
/* Reads so many rows beyond an end of the window, which stays bounded: rows far from the view go at the other end. 0, or -1 with e. */
int list_window_grow_down(struct list *list, int limit, struct err *e);
int list_window_grow_up(struct list *list, int limit, struct err *e);
/*
 * Reads a window around key into fresh, which shares kind and source with list. Returns 1; 0 if key is not in the list
 * (fresh is empty then); -1 with e.
 */
int list_window_around(const struct list *list, int64_t key, struct list *fresh, struct err *e);
/* The same from the first row. 0, or -1 with e. */
int list_window_from_top(const struct list *list, struct list *fresh, struct err *e);
/* The window and cursor of fresh become the list's. */
void list_window_take(struct list *list, struct list *fresh);

#endif
