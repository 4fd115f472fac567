/* The thread reader: what thread_reader.c moves in, thread_letter.c answers and marks, and thread_page.c draws. */
#ifndef TWINLINE_UI_THREAD_READER_H
#define TWINLINE_UI_THREAD_READER_H

#include "conversation.h"
#include "letter_files.h"
#include "screen.h"
#include "words.h"

/* One row of the open message. */
struct row { int indent; char *text; };

struct reader {
	struct conversation talk;
	int open;        /* the letter that stands whole */
	char *text;      /* of that one, as shown */
	enum words_letters letters; /* that text is in */
	struct row *rows;
	int row_count, rows_cells; /* cells that rows were broken at; 0: not yet */
	struct letter_files files; /* of the open letter */
	int *file_rows;            /* where the line of each begins, among rows */
	int file;                  /* the one that the cursor is on; -1: on the head */
	char *query;               /* the words that were looked for last, folded; NULL: none */
	int found_row;             /* the row of the open letter that has them, with the cursor on it; -1: none */
	int top, height;           /* of the page, in lines from the first letter's head */
	bool placed;               /* top has been chosen for the open letter */
};

/* Opens a letter: reads its text, and marks it as seen. */
void reader_open(struct face *face, struct reader *reader, int at);
/* Breaks its text, and the lines of its files, into rows of so many cells. */
void reader_break(struct face *face, struct reader *reader, int cells);
/* Asks for words; goes to the next row that has those of last time. */
void reader_find(struct face *face);
void reader_find_next(struct face *face, struct reader *reader, bool backwards);
/* Reads the text and the files of the open letter. */
void reader_read_text(struct face *face, struct reader *reader);
void reader_release_rows(struct reader *reader);

/* Lines from the first letter's head on: the last one of the open letter; the one that the cursor is on. */
int reader_open_end(const struct reader *reader);
int reader_cursor_line(const struct reader *reader);
/* Slides the line of the cursor into sight. */
void reader_show_cursor(struct reader *reader);
/* Moves the page by lines, as far as there are any. */
void reader_slide(struct reader *reader, int lines);

/* thread_letter.c: answers the open letter, marks, puts away, gives on; ACT_IGNORED for what is none of that. */
enum outcome reader_act_on_letter(struct face *face, struct view *view, enum action action);

void reader_draw(struct face *face, struct view *view, struct page *p);

#endif
