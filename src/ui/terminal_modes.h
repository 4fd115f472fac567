/* Modes of terminals of which curses knows nothing: how they begin and end, from terminfo as far as that says it. */
#ifndef TWINLINE_UI_TERMINAL_MODES_H
#define TWINLINE_UI_TERMINAL_MODES_H

#include <stdbool.h>

#include "twinline/base/str.h"

/* Pastes come in brackets; true if this terminal can tell them so. */
bool terminal_put_brackets(struct str *out, bool on);

/* Clicks and the wheel come as keys. */
void terminal_put_mouse(struct str *out, bool on);

/* Text comes in the order of the cells. */
void terminal_put_explicit(struct str *out, bool on);

/* Without another screen to go back to, the shell goes on in the last line: makes it empty. */
void terminal_put_farewell(struct str *out);

#endif
