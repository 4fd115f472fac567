/*
 * The parts of a project of one type as a list: all of them in memory, in their own order, with how many there are in words. A screen of
 * one has a struct part_rows for its model, a struct part_kind, and says how a row is drawn and what its keys do beyond part_rows_act.
 */
#ifndef TWINLINE_UI_PART_ROWS_H
#define TWINLINE_UI_PART_ROWS_H

#include "face.h"
#include "screen.h"
#include "table.h"
#include "twinline/schema/access.h"
#include "twinline/schema/records.h"

struct part_kind;
struct part_row { const struct part_kind *kind; int64_t local; void *record; };

struct part_kind {
	enum record_type_index type;
	enum right right;      /* to make and to change one */
	size_t author, position; /* of the record's struct */
	/* The order of two records; 0: as they were made. */
	int (*compare)(const void *one, const void *other);
	/* True if one can be moved to the place of the other. NULL: any to any. */
	bool (*are_together)(const void *one, const void *other);
	/* How much there is, in words; yours. */
	char *(*words)(struct face *face, struct part_row *const *rows, int count);
	const char *screen;    /* that opens one */
	void (*change)(struct face *face, int64_t local);
	char *(*asks)(int places); /* at which of so many places one is to stand; yours */
	const char *gone;      /* N_(): one is taken away */
};

struct part_rows {
	const struct part_kind *kind;
	int64_t project, account;
	char *title;           /* of the project */
	char *counts;          /* how much there is */
	struct table table;    /* of struct part_row */
};

/* Opens the list of a project, 0 or -1 and the cause is shown; the rest of the screen's row. */
int part_rows_open(struct face *face, struct part_rows *m, const struct part_kind *kind, int64_t project);
void part_rows_changed(struct face *face, struct view *view);
void part_rows_close(struct face *face, struct view *view);

/* Title and rows, each by draw with its record and the context. */
struct part_drawing {
	void (*draw)(struct face *face, const void *record, const void *context, struct page *p, int line);
	const void *context;
};
void part_rows_draw(struct face *face, struct part_rows *m, struct page *p, const struct part_drawing *drawing);

/* Opens, changes, takes away, moves, finds. */
enum outcome part_rows_act(struct face *face, struct view *view, enum action action);

/* The record of a row, of the one under the cursor; NULL where there is none. Borrowed. */
const void *part_rows_at(const struct part_rows *m, int row);
const void *part_rows_chosen(const struct part_rows *m, int64_t *local);

/* How much there is in an account whose list is not open. Yours. */
char *part_rows_words(struct face *face, const struct part_kind *kind, int64_t account);

#endif
