/* The inside of a terminal: for terminal.c, which runs the program, and terminal_look.c, which looks at what it shows. */
#ifndef TESTS_LIB_TERMINAL_STATE_H
#define TESTS_LIB_TERMINAL_STATE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <vterm.h>

#include "twinline/base/str.h"

struct terminal {
	int master;           /* -1 after a hang-up */
	pid_t pid;
	bool ended;           /* waited for: status holds */
	int status;
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	struct charset *charset; /* that it speaks, by LC_ALL; NULL: UTF-8 */
	struct str raw;       /* everything the program wrote, in UTF-8; what its character set has not as it came */
	size_t mark;          /* in raw */
	int64_t marked_ns, first_ns, last_ns; /* the first and last output since the mark; 0: none */
	bool answering;       /* what libvterm writes are keys of ours */
	int queries;
	struct str keys;      /* to be written to the program */
	bool sent;            /* something was sent since it was last seen idle */
	int64_t sleeps_at_send;
	bool cursor_visible, alternate;
};

#endif
