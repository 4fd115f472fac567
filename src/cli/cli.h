/*
 * The commands of twinline(1): one file and one row each. Help, manual and exit codes come from the tables. A command prints
 * plain lines on stdout and causes on stderr; text of others passes text/sanitise.
 */
#ifndef TWINLINE_CLI_CLI_H
#define TWINLINE_CLI_CLI_H

#include <stdbool.h>

#include "twinline/base/option.h"
#include "twinline/base/paths.h"
#include "twinline/records/engine.h"

enum exit_status {
	EXIT_DONE,
	EXIT_FAILED,
	EXIT_MISUSED,
	EXIT_NO_LINE,
	EXIT_NOT_SIGNED_IN,
	EXIT_STATUS_COUNT
};

/* Opens the face and returns when it is left: 0, or -1 with e. The main program brings it, for cli knows no screen. */
struct cli_face {
	int (*run)(const struct paths *paths, bool demo, struct err *e);
};

struct cli {
	const char *profile, *language; /* options of all commands; NULL: not given */
	bool help, version;
	const struct cli_face *face;
	struct paths paths;             /* made before a command runs, unless its row says otherwise */
};

struct command {
	const char *name;               /* "" is what runs without a command */
	const char *arguments;          /* N_("URL"); "" for none */
	const char *help;               /* N_("one sentence") */
	const struct option_row *options; /* its own; NULL: none */
	int least, most;                /* words after the name */
	bool makes_paths;               /* it makes its own paths */
	enum exit_status (*run)(struct cli *cli, char **words, int count);
};

/* The rows, closed by one without a name. */
extern const struct command cli_commands[];

/* Runs what argv says; returns the exit status of the program. */
int cli_main(int argc, char **argv, const struct cli_face *face);

/* --- for the commands --- */

/* Prints a line of text that was worded here on stdout, made safe for a terminal. */
void cli_say(const char *format, ...) ATTR_PRINTF(1, 2);

/* Says e on stderr, and frees it. Returns the exit status that fits it. */
enum exit_status cli_fail(struct err *e);

/*
 * Waits for the next packet of the engine; yours, or NULL with ERR_ENGINE: it has gone. Without a limit of its own: the engine
 * gives up a portal by its own patience.
 */
struct json *cli_receive(struct engine_link *link, struct err *e);

/* Sends {do: what}; -1 with ERR_ENGINE. */
int cli_send(struct engine_link *link, struct json *packet_taken, struct err *e);
struct json *cli_packet(const char *what) ATTR_MUST_USE;

/* Reads a line from the terminal or, where stdin is none, from stdin; a secret is not shown. Yours; NULL at the end or on Ctrl-C. */
char *cli_read_line(const char *prompt, bool is_secret);

/* Signs in and waits for the portal's word. Returns 0, or -1 with e. */
struct cli_sign_in { const char *url, *name, *password; };
int cli_sign_in(struct engine_link *link, const struct cli_sign_in *what, struct err *e);

/* Says what waits in the store, if anything does: the sentence after leaving. */
void cli_say_what_waits(const struct paths *paths);

/* --- the commands' own parts --- */
extern const struct option_row demo_options[], sign_in_options[];
enum exit_status cli_run_open(struct cli *cli, char **words, int count);
enum exit_status cli_run_demo(struct cli *cli, char **words, int count);
enum exit_status cli_run_sign_in(struct cli *cli, char **words, int count);
enum exit_status cli_run_sign_out(struct cli *cli, char **words, int count);
enum exit_status cli_run_sync(struct cli *cli, char **words, int count);

#endif
