/*
 * What a screen draws on: rows of text in cells, with the place of the hardware cursor. The first row is the title, the last the hints.
 * Text from others has passed text/sanitise before it comes here, and does once more when it is put; what does not fit is cut at a cluster.
 */
#ifndef TWINLINE_UI_PAGE_H
#define TWINLINE_UI_PAGE_H

#include <stdbool.h>

#include "twinline/base/str.h"

enum {
	PAGE_NARROW = 60,          /* below so many columns a screen draws its short form (40x12 of the mock-ups) */
	PAGE_SPOKEN_COLUMNS = 4000 /* of a page that is said: nothing is broken or cut for want of room */
};

/*
 * What parts a line of a spoken page: one part from the next, a label from what belongs to it. No text of others has these characters:
 * sanitise takes them out.
 */
#define PAGE_PART "\x1f"
#define PAGE_LABEL "\x1e"

/* What a run of cells means; how a meaning looks is the terminal's and its theme's. None is told by its look alone. */
enum page_style {
	PAGE_PLAIN,
	PAGE_TITLE,     /* of the screen, of a part of it */
	PAGE_STATE,     /* a word of state: new, answer, waiting */
	PAGE_ALERT,     /* lost, refused, needs you */
	PAGE_HIGHLIGHT, /* the focused row, where highlight is "row" */
	PAGE_QUOTE,     /* what someone answers to */
	PAGE_FOUND,     /* what was looked for */
	PAGE_STYLES
};

struct page {
	int rows, columns;
	struct str *lines;  /* one a row: UTF-8, at most columns cells */
	unsigned char *styles; /* one a cell, rows * columns: enum page_style; NULL where the page is said */
	bool *is_shown;     /* of each row: it is in the order of its cells already; NULL where the page is said */
	bool *begins;       /* of each cell: a text was put from here on, or ends before it; NULL where the page is said */
	int cursor_row, cursor_column;
	int marked_row, marked_column; /* where the mark was put last; row -1: nowhere, or something was cleared over it */
	bool is_spoken;     /* said line by line: no columns, no mark; what is put stands after what was put before, parted from it */
	bool *items;        /* rows where something begins that the cursor can go to */
	bool is_accessible; /* for braille and speech: the short form at every width, and page_squeeze takes columns and marks out */
	struct page_note *notes; /* one a row: what page_squeeze goes by */
};

struct page_note {
	bool is_typed;      /* text is typed in it from a column on, and stays as it is */
	int typed_from;
	const char *tick;   /* what the row's tick means, in a word; NULL: it has none */
};

/* Makes an empty page of a size (rows and columns at least 1). */
void page_init(struct page *p, int rows, int columns);
/* Makes one that is said. */
void page_init_spoken(struct page *p, int rows);
void page_release(struct page *p);
void page_clear(struct page *p);
void page_clear_row(struct page *p, int row);

bool page_is_narrow(const struct page *p);

/* Puts text (NULL: none) at column of row, padding with spaces from what stands there; outside the page nothing happens. */
void page_put(struct page *p, int row, int column, const char *text);
void page_putf(struct page *p, int row, int column, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Puts a whole row that is in the order of its cells already, and is sent as it is. */
void page_put_shown(struct page *p, int row, const char *text);

/* Says what the cells of a row mean from column on; those outside the page are left out. Text that is put there later is plain again. */
void page_style(struct page *p, int row, int column, int cells, enum page_style style);

/* Puts a label: on a spoken page what is put next belongs to it. */
void page_label(struct page *p, int row, int column, const char *text);

/* Something begins on this row that the cursor can go to: where lines are said, it has a number. */
void page_item(struct page *p, int row);

/* Adds a row of a spoken page as one line: "answer. Contact request: Ewa Kowalska, PL. 15 Nov"; row 0 is its title. */
void page_add_spoken(struct str *out, const struct page *p, int row);

/* Puts text that means something; and says of a row that it begins with a word of state (""): of one that needs somebody, or another. */
void page_put_styled(struct page *p, int row, int column, const char *text, enum page_style style);
void page_state(struct page *p, int row, int column, const char *word, bool needs_you);

/* The same of a row that ends with the word; of one that was cut before it, nothing. */
void page_state_last(struct page *p, int row, const char *word);

/* Says what a row means from column to the end of its text. */
void page_style_rest(struct page *p, int row, int column, enum page_style style);

/* Puts text so that it ends at the right edge; the last cell of a line stays free. */
void page_put_right(struct page *p, int row, const char *text);

/* Puts the hardware cursor on a cell. Where a list has its mark, page_mark puts ">" there too. */
void page_cursor(struct page *p, int row, int column);
void page_mark(struct page *p, int row);
/* The same in another column than the first. */
void page_mark_at(struct page *p, int row, int column);

/* Draws the row of the mark, from the mark to the end of its text, as PAGE_HIGHLIGHT. For a page that is drawn. */
void page_highlight(struct page *p);

/* Puts a tick, "*", on a row that is marked or chosen. word (translated, borrowed while the page is drawn) says it to who cannot see it. */
void page_tick(struct page *p, int row, int column, const char *word);

/* Says that what stands in a row from column on is being typed: none of its spaces is padding. */
void page_typed(struct page *p, int row, int column);

/*
 * Of an accessible page that is drawn: takes the mark column, the ticks and the padding between parts out of its rows and says the ticks
 * in words, so that a row begins in column 0 and reads as one sentence. The cursor stays on its character. What a word
 * leaves no room for is cut by "…" (ascii: "..."). Other pages stay as they are.
 */
void page_squeeze(struct page *p, bool ascii);

/* The rows between title and hints. */
int page_body_rows(const struct page *p);

#endif
