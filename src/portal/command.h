/* The portal's commands, one row each, beside what they do. */
#ifndef TWINLINE_PORTAL_COMMAND_H
#define TWINLINE_PORTAL_COMMAND_H

#include <stddef.h>

#include "twinline/base/err.h"
#include "twinline/base/option.h"

/* Exit status. */
enum {
	COMMAND_DONE,
	COMMAND_FAILED,
	COMMAND_USAGE,  /* asked for wrongly; nothing was done */
	COMMAND_UNSOUND /* check: the database is not as it should be */
};

struct command {
	const char *name;
	const char *usage; /* what follows the name */
	const char *help;  /* N_("one sentence") */
	const struct option_row *options;
	int words_least, words_most;
	/* words[0] is the first one, after the options. Returns the exit status; COMMAND_FAILED and COMMAND_USAGE with e. */
	int (*run)(char **words, int count, struct err *e);
};

extern const struct command command_init, command_serve, command_demo, command_user, command_check, command_schema,
	command_stats, command_backup, command_restore, command_import;

/* Reads the command and its options from argv, does it, says on stderr what failed. The exit status. */
int command_run(int argc, char **argv);

/* COMMAND_USAGE with e saying how c is used. */
int command_usage(const struct command *c, struct err *e);

#endif
