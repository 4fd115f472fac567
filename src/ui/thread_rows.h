/* The row of a conversation in a list, as columns or at 40 columns as one sentence: for every list of conversations. */
#ifndef TWINLINE_UI_THREAD_ROWS_H
#define TWINLINE_UI_THREAD_ROWS_H

#include "face.h"
#include "twinline/base/str.h"
#include "twinline/records/thread.h"

/* What all rows of a page share. */
struct thread_columns {
	struct face *face;
	bool narrow;
	int state, who, country, project, when; /* cells; 0: left out */
	int line;                               /* cells of a line */
	bool is_bin;                            /* when: the day on which it goes for good */
};

/* The columns for lines of so many cells. */
struct thread_columns thread_columns_of(struct face *face, int cells, bool narrow);
/* Makes room for the date of a row that will be drawn. */
void thread_columns_fit(struct thread_columns *c, const struct thread_row *row);
/* Adds the line of a row. */
void thread_row_add(struct str *line, const struct thread_columns *c, const struct thread_row *row);

#endif
