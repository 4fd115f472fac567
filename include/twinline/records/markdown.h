/* Markdown as exports have it, and the same as a page for any browser: headings, lists, quotes, links, paragraphs; no script, no picture. */
#ifndef TWINLINE_RECORDS_MARKDOWN_H
#define TWINLINE_RECORDS_MARKDOWN_H

#include <stdbool.h>

#include "twinline/base/str.h"

/* Adds text of others as one line that marks up nothing. NULL is "". */
void markdown_add_line(struct str *out, const char *text);

/*
 * Adds text of others as paragraphs, safe for a terminal and for a reader of Markdown: what looks like HTML or a heading is text, the
 * latter unless markup (that of pages) is meant, whose headings come below level. Ends with an empty line.
 */
void markdown_add_text(struct str *out, const char *text, bool markup, int level);

/* Adds "[name](path)" of a file of the same folder; up is what leads to its top ("", "../"). */
void markdown_add_link(struct str *out, const char *name, const char *up, const char *path);

/* Adds a whole HTML document of Markdown written by the above: links to .md files lead to the .html ones beside them. */
void markdown_html(struct str *out, const char *markdown, const char *title);

#endif
