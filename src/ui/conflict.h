/* The view of a conflict: what conflict_rows.c reads, conflict.c does, and conflict_page.c draws. */
#ifndef TWINLINE_UI_CONFLICT_H
#define TWINLINE_UI_CONFLICT_H

#include "screen.h"
#include "twinline/records/conflict.h"

enum conflict_row_kind {
	CONFLICT_LABEL,  /* a field's name; no cursor comes here */
	CONFLICT_VALUE,  /* what stands in a field; no cursor comes here */
	CONFLICT_OPTION, /* a version to choose */
	CONFLICT_DEED    /* something to do: screen's own action */
};

struct conflict_row {
	enum conflict_row_kind kind;
	const char *label;       /* translated, borrowed */
	const char *field;       /* JSON name, borrowed from the conflict; NULL: the whole record is chosen */
	enum merge_choice choice; /* of CONFLICT_OPTION */
	enum action action;      /* of CONFLICT_DEED */
	char *text;              /* as stored; owned */
};

struct conflict_view {
	struct conflict conflict;
	bool is_gone;            /* it needs no choice any more */
	struct conflict_row *rows;
	int count, at, top;
	char **lines;            /* the whole, or one version, to be read; NULL: the rows are shown */
	int line_count, line_top;
	int read_row;            /* whose version that is; -1: the whole */
	const char *read_title;  /* N_() above what is read */
	int body_rows;           /* as last drawn */
	int columns;
};

/* Opens the choice that an entry of the outbox waits for; false where it waits for none. */
bool conflict_open(struct face *face, int64_t entry);

/* What of a conflict fits into a short line; translated. */
const char *conflict_brief(enum conflict_kind kind);

/* What people call a field; translated. */
const char *conflict_label(const struct conflict_view *m, const char *name);

/* The rows of what m->conflict asks, in place of those that there were; and none. */
void conflict_read_rows(struct conflict_view *m);
void conflict_release_rows(struct conflict_view *m);

/* What is to be read: the record as it would become with the choices so far (theirs where none is made), the version of a row; nothing. */
void conflict_read_whole(struct conflict_view *m);
void conflict_read_version(struct conflict_view *m, int row);
void conflict_stop_reading(struct conflict_view *m);

/* True if the option of a row is the one chosen. */
bool conflict_is_chosen(const struct conflict_view *m, const struct conflict_row *row);

/* What is being read, if anything is, is wrapped anew: the screen is wider or narrower. */
void conflict_wrap(struct conflict_view *m);

void conflict_draw(struct face *face, struct view *view, struct page *p);

#endif
