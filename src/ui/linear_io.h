/*
 * The line-by-line way to a person: whole lines out, in the character set of the terminal and with no control byte but the newline;
 * lines in, as the terminal or a pipe gives them. It knows nothing of what is said.
 */
#ifndef TWINLINE_UI_LINEAR_IO_H
#define TWINLINE_UI_LINEAR_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "twinline/base/str.h"

struct linear_io {
	int width;               /* cells of a line; 0: whatever reads it breaks it */
	bool is_terminal;        /* of stdin: else what is typed is said again, or nobody would know what was answered to */
	bool is_hidden;          /* what is typed now is not shown */
	bool at_end;             /* nothing comes any more */
	bool is_deaf;            /* nobody hears any more */
	struct termios shown;    /* how the terminal was */
	struct str input;        /* what has come, from `at` on not yet taken */
	size_t at;
	struct str out;          /* not sent yet */
};

void linear_io_open(struct linear_io *io);
void linear_io_close(struct linear_io *io);

/* Says a line. What is not clean in it is made so (text/sanitise). */
void linear_io_say(struct linear_io *io, const char *text);
/* The same without an end: what is typed stands behind it. */
void linear_io_ask(struct linear_io *io, const char *text);
/* Sends what was said. */
void linear_io_flush(struct linear_io *io);

/* Whether what is typed is shown: not of a password. */
void linear_io_hide(struct linear_io *io, bool hidden);

/* Reads what has come, without waiting: to be called where poll() says that something has. */
void linear_io_read(struct linear_io *io);
/* The next whole line, in UTF-8, without its end; at the end of input also what lacks one. Yours, to be wiped by linear_io_wipe; or NULL. */
char *linear_io_line(struct linear_io *io);
void linear_io_wipe(char *line);

#endif
