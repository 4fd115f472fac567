/* What this terminal can do by itself, from terminfo: for the painter, and for whatever else is sent to it. */
#ifndef TWINLINE_UI_TERMINAL_CODES_H
#define TWINLINE_UI_TERMINAL_CODES_H

#include <stdbool.h>

#include "painter.h"

/* Adds a capability of terminfo to out, padded for so many lines; false if it is NULL. */
bool terminal_put(struct str *out, const char *capability, int lines);

/*
 * The painter goes by tabs of eight cells, as every terminal has them until somebody sets others: sets them anew. Where that cannot be
 * done, the painter does without.
 */
void terminal_set_tabs(struct str *out, int cells);

/* The codes of the terminal that curses has taken, for the painter; they are asked for anew each time that one is taken. */
const struct paint_terminal *terminal_codes(void);

/*
 * Begins a frame that shows at once when it ends (synchronized output, private mode 2026). Adds nothing where the entry does not say that
 * the terminal knows it and its name is none of those that do: it would cost others bytes, and the oldest stumble over it.
 */
void terminal_hold(struct str *out, bool begins);

/*
 * What a meaning of a page (enum page_style) looks like here, as a style of the painter: 0 for those without a look of their own. A
 * terminal whose attributes take a cell of the screen (magic cookies) has no looks.
 */
unsigned char terminal_look(unsigned char style);

/* Takes the theme of a choice of the setting `theme`; true if all looks are others now. */
bool terminal_take_theme(int choice);

#endif
