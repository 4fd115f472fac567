/* Which entry of terminfo a terminal goes by. */
#ifndef TWINLINE_UI_TERMINAL_ENTRY_H
#define TWINLINE_UI_TERMINAL_ENTRY_H

#include <stdbool.h>

/* True if the terminal can only write on, line after line, or says nothing of itself: TERM is dumb, unknown, not set. */
bool terminal_is_dumb(void);

/*
 * Begins curses with the entry of TERM, or the nearest where there is none: then *instead is its name (static), and TERM names it, for
 * children need one that is known too. Returns curses' SCREEN; NULL where nothing can be taken.
 */
void *terminal_take_entry(const char **instead);

/* True at the end of a wire: a serial line, not a program's window. */
bool terminal_is_serial(void);

#endif
