/*
 * Between the page, on which screens draw in the order of reading, and the terminal: each row in the order of its cells. Where the user's
 * language goes from right to left, whole rows are mirrored: what begins at column 0 stands at the right edge. Screens know nothing of it.
 *
 * A text that was put on the page by itself, or is parted by two spaces from what is beside it, keeps its cells as a block. Within it the order
 * is that of UAX #9, in the direction of the layout; a line of others' paragraphs (bidi_add_line) has its own.
 *
 * Where the terminal orders by itself (setting bidi = terminal), it takes each row for a paragraph and, if it goes by the standard, gives it
 * the direction of its first letter. A row then goes out in the order out of which such a terminal makes the same cells: mostly that of
 * reading, from the right edge on with the spaces between, for its first letter goes from right to left; where it begins with a foreign
 * name, that of its cells with the runs from right to left turned back. Columns that meet without a letter of their own between them
 * may be sent in another order than they are read, and a row for which no order gives all cells is sent in the one that gives most. The cursor
 * goes to the place in what was sent, as such terminals count.
 */
#ifndef TWINLINE_UI_MIRROR_H
#define TWINLINE_UI_MIRROR_H

#include <stdbool.h>

#include "action.h"
#include "page.h"
#include "twinline/base/settings.h"
#include "twinline/text/bidi.h"

/*
 * Whether rows go out as they are read, from left to right and with letters unjoined: for braille, which is read so in every language, and
 * for speech. A setting of the process.
 */
void mirror_set_as_read(bool wanted);

/* The direction of the language in use; left to right where rows go out as they are read. */
enum bidi_direction mirror_direction(void);

/*
 * Left and Right mean what they say, also where what comes next stands at the left: what a key that is bound to action does, and the action
 * whose keys do it.
 */
enum action mirror_action(enum action action);

struct mirror {
	enum bidi_direction layout; /* one of the first two */
	bool shapes;                /* we join Arabic letters, not the terminal */
	bool terminal_orders;
	bool is_as_read;            /* mirror_set_as_read; then the others say nothing */
};

/* As the language in use and the settings want it. */
struct mirror mirror_of(const struct settings *settings);

/* The page as it is shown: p itself where nothing is in another order, else out, which is made anew (a zeroed page will do). */
const struct page *mirror_page(const struct page *p, const struct mirror *how, struct page *out);

#endif
