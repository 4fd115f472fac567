/*
 * A list on a screen: a window of rows read by pages from the store, so that a list of 10,000 opens as fast as one of
 * ten. The cursor and the top of the view stick to records, not to places: what comes in above moves neither.
 */
#ifndef TWINLINE_UI_LIST_H
#define TWINLINE_UI_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "action.h"
#include "twinline/base/err.h"

struct list;

/* Rows while they are read: a growing array of rows of the kind's size. */
struct list_rows {
	char *at;
	int count, capacity;
	size_t row_size;
};

/* What a list is made of. Each row is a struct that begins with its key: int64_t, never 0, the record's own. */
struct list_kind {
	size_t row_size;
	/*
	 * Adds up to limit rows (list_rows_add) that come after the row with key anchor (0: from the top); for a negative limit, up
	 * to -limit that come before it (0: before the end), nearest last. Returns 0, or -1 with e (ERR_ANCHOR_NOT_FOUND if there is no such row).
	 */
	int (*read)(void *source, int64_t anchor, int limit, struct list_rows *rows, struct err *e);
	void (*release)(void *row); /* frees what a row owns; NULL: nothing */
};

struct list {
	const struct list_kind *kind;
	void *source;           /* given to read; borrowed */
	struct list_rows window;
	bool at_start, at_end;  /* the window reaches the list's first, last row */
	int selected;           /* place of the cursor's row in the window; -1: the list is empty */
	int top;                /* place of the view's first row in the window */
	int height;             /* rows of the view as last fitted */
	int64_t *marks;         /* keys of marked rows */
	int mark_count;
};

void list_init(struct list *list, const struct list_kind *kind, void *source);
void list_release(struct list *list);

/* Copies row (its contents are taken) to the end of rows. For a kind's read. */
void list_rows_add(struct list_rows *rows, const void *row);

/* Reads the list from key (0, or a key that is gone: from the top) and puts the cursor on it. 0, or -1 with e. */
int list_open(struct list *list, int64_t key, struct err *e);

/*
 * Reads again what changed: cursor and top stay on their records; where the cursor's record is gone, the cursor goes to
 * the row that followed it, else to the one before. 0, or -1 with e and the list as it was.
 */
int list_reload(struct list *list, struct err *e);

/* Makes the view height rows high: reads what it lacks and lets it show the cursor's row. 0, or -1 with e. */
int list_fit(struct list *list, int height, struct err *e);

/* The row under the cursor, or a row of the view (from 0); NULL where there is none. Borrowed until the list changes. */
void *list_row(const struct list *list);
void *list_view_row(const struct list *list, int line);
/* The line of the view that the cursor is on; -1 if the list is empty. */
int list_view_line(const struct list *list);
/* The key of the row under the cursor; 0 for an empty list. */
int64_t list_key(const struct list *list);

/* The cursor goes rows down (up if negative), at most to the ends. 0, or -1 with e. */
int list_move(struct list *list, int rows, struct err *e);
/* The same by whole views; the cursor keeps its line. */
int list_page(struct list *list, int views, struct err *e);
int list_last(struct list *list, struct err *e);
/* To the row at place (from 1), to the last one if that is too far. */
int list_go(struct list *list, int64_t place, struct err *e);
/* To the row of key, which need not be in the window; where it is not in the list, nothing moves. */
int list_select(struct list *list, int64_t key, struct err *e);
/* The same in a list that is not drawn yet: the row of top is the first of a view of so many rows, if it is near. */
struct list_spot { int64_t top, key; int height; };
int list_place(struct list *list, const struct list_spot *spot, struct err *e);

/* Does a movement (move-down, page-up, move-last ...); false if action is none. Failures go to e. */
bool list_act(struct list *list, enum action action, struct err *e);

/* --- marks --- */
void list_toggle_mark(struct list *list);
/* Marks rows from the top, at most `most` of them; where all that can be are marked, takes every mark. 0, or -1 with e. */
int list_mark_all(struct list *list, int most, struct err *e);
void list_unmark(struct list *list, int64_t key);
bool list_is_marked(const struct list *list, int64_t key);
void list_clear_marks(struct list *list);
/* Does mark and mark-all, at most so many; false if action is neither. Failures go to e. */
bool list_act_on_marks(struct list *list, enum action action, int most, struct err *e);
/* The keys to act on: those marked, else the cursor's; yours to free. Returns how many. */
int list_chosen(const struct list *list, int64_t **keys);

#endif
