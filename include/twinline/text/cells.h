/*
 * Text measured in terminal cells by grapheme cluster (UAX #29 over libunistring's
 * Unicode data). All input here has passed text/sanitise.h or is our own.
 */
#ifndef TWINLINE_TEXT_CELLS_H
#define TWINLINE_TEXT_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/str.h"

/* Bytes of the first grapheme cluster of text (len bytes), 0 at the end; *cells is its width, 0 to 2. */
size_t cells_cluster(const char *text, size_t len, int *cells);

/* Bytes of the cluster that ends at byte offset at of text. */
size_t cells_cluster_before(const char *text, size_t at);

/* Width of the whole text in cells. */
int cells_width(const char *text);
int cells_width_n(const char *text, size_t len);

/* Bytes of the longest beginning of text that fits into cells; *used says how many it takes. */
size_t cells_fit(const char *text, size_t len, int cells, int *used);

/* Adds text to out, cut at a cluster to at most cells, the cut shown by "…" ("..." where ascii is set). Returns the cells taken. */
int cells_add_cut(struct str *out, const char *text, int cells, bool ascii);

/* Adds text cut to cells and spaces up to that width. */
void cells_add_padded(struct str *out, const char *text, int cells, bool ascii);

/* The settings of the process: whether East Asian ambiguous characters take two cells. Default: one. */
void cells_ambiguous_wide(bool wide);
/* True if point takes two cells for that reason. */
bool cells_is_widened(uint32_t point);

/* The version of Unicode that widths and breaks follow, as "14.0". */
const char *cells_unicode_version(void);

#endif
