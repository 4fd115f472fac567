/*
 * What a screen draws on: rows of text in cells, with the place of the hardware cursor. The first row is the title, the last the hints.
 * Text from others has passed text/sanitise before it comes here, and does once more when it is put; what does not fit is cut at a cluster.
 */
#ifndef TWINLINE_UI_PAGE_H
#define TWINLINE_UI_PAGE_H

#include <stdbool.h>

#include "twinline/base/str.h"

enum { PAGE_NARROW = 60 }; /* below so many columns a screen draws its short form (40x12 of the mock-ups) */

struct page {
	int rows, columns;
	struct str *lines;  /* one a row: UTF-8, at most columns cells */
	int cursor_row, cursor_column;
};

/* Makes an empty page of a size (rows and columns at least 1). */
void page_init(struct page *p, int rows, int columns);
void page_release(struct page *p);
void page_clear(struct page *p);

bool page_is_narrow(const struct page *p);

/* Puts text (NULL: none) at column of row, padding with spaces from what stands there; outside the page nothing happens. */
void page_put(struct page *p, int row, int column, const char *text);
void page_putf(struct page *p, int row, int column, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Puts text so that it ends at the right edge; the last cell of a line stays free. */
void page_put_right(struct page *p, int row, const char *text);

/* Puts the hardware cursor on a cell. Where a list has its mark, page_mark puts ">" there too. */
void page_cursor(struct page *p, int row, int column);
void page_mark(struct page *p, int row);

/* The rows between title and hints. */
int page_body_rows(const struct page *p);

#endif
