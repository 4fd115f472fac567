/*
 * The light markup of pages: headings (#), items of lists (-, 1.), quotes (>), links ([words](https://...)) and paragraphs. What is none
 * of these stays as it was typed, line ends too: poems and addresses stand in pages.
 */
#ifndef TWINLINE_TEXT_MARKUP_H
#define TWINLINE_TEXT_MARKUP_H

#include <stddef.h>

enum markup_kind {
	MARKUP_PARAGRAPH, /* lines with '\n' between them */
	MARKUP_HEADING,   /* with its marks, "## Week 2": what it is shows without colours too */
	MARKUP_ITEM,      /* with its bullet or number */
	MARKUP_QUOTE      /* lines without their marks */
};

/* Owns text. In it the n-th link has become "words [n]". */
struct markup_block { enum markup_kind kind; char *text; };

struct markup {
	struct markup_block *blocks;
	size_t count;
	char **links; /* where they lead, from [1] on */
	size_t link_count;
};

/* Reads text (NULL: nothing) into the zeroed m. Release with markup_release. */
void markup_read(struct markup *m, const char *text);
void markup_release(struct markup *m);

#endif
