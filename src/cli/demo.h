/* What the two halves of twinline demo know of each other: the command, which becomes the face, and the keeper of its portal. */
#ifndef TWINLINE_CLI_DEMO_H
#define TWINLINE_CLI_DEMO_H

#include <signal.h>

#include "cli.h"

struct demo {
	char *dir, *portal_dir, *socket;
	int64_t people, seed, messages;
	const char *name;   /* who signs in; borrowed */
	bool is_kept;       /* the directory stays */
	struct paths paths; /* below dir */
};

/* What ends a program from outside; held back while a directory is there and its keeper is not yet. */
void demo_signals(sigset_t *set);

/*
 * The keeper's whole life, in a process of its own: fills and serves the portal, signs in, says so on its end of the line
 * ("ready", or an error as JSON), waits until the command has gone, however it went, ends what it started and takes
 * the directory away.
 */
void demo_keep(struct demo *d, int line) ATTR_NORETURN;

#endif
