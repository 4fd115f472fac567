/*
 * What commands write on a terminal that is not UTF-8. There a byte of a letter may be a control, so stdout and stderr are written in
 * the terminal's own characters (text/characters.h) where they lead to one. Files and pipes get UTF-8.
 */
#ifndef TWINLINE_CLI_TTY_H
#define TWINLINE_CLI_TTY_H

#include "cli.h"

/* From here on; setting is the value of `characters`. */
void tty_take(const char *setting);
/* Writes what is left and ends it. */
void tty_let_go(void);

/* Runs the face, which writes to the terminal itself. */
int tty_run_face(const struct cli_face *face, const struct cli_opening *opening, enum cli_next *next, struct err *e);

#endif
