/*
 * A field: text being typed, of one line or of many, with its cursor. It knows no screen; the screen that owns it
 * keeps the text (draft_save) after every key that changed it, before anything is drawn.
 */
#ifndef TWINLINE_UI_EDITOR_H
#define TWINLINE_UI_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "action.h"
#include "key.h"
#include "page.h"
#include "twinline/base/str.h"

struct editor {
	struct str text;  /* UTF-8 */
	size_t at;        /* cursor: byte offset at a cluster's start */
	bool many_lines;  /* Enter makes a new line */
	bool secret;      /* shown as dots: passwords */
	size_t max;       /* characters; 0: no bound */
	int goal_column;  /* of up and down; -1: the cursor's own */
	int top;          /* first wrapped line shown */
};

void editor_init(struct editor *f, const char *text, size_t max_characters, bool many_lines);
void editor_release(struct editor *f);
void editor_set(struct editor *f, const char *text);

enum editor_result { EDITOR_IGNORED, EDITOR_MOVED, EDITOR_CHANGED };

/* A key that is a character: typed in. False for a bound reached or a control character. */
enum editor_result editor_type(struct editor *f, key_code key);

/* An action of the `typing` context or a movement. width: cells of a line as drawn. */
enum editor_result editor_act(struct editor *f, enum action action, int width);

/* Puts pasted text in: sanitised, lines joined by spaces in a field of one line. */
enum editor_result editor_paste(struct editor *f, const char *text, size_t len);

/* Rows that the text needs at width, at least 1. */
int editor_rows(const struct editor *f, int width);

/* Draws up to rows lines of width cells at (row, column), scrolled so that the cursor shows; puts the page's cursor there if focused. */
void editor_draw(struct editor *f, struct page *p, int row, int column, int rows, int width, bool focused);

#endif
