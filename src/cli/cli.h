/*
 * The commands of twinline(1): one file and one row each. Help, completions and exit codes come from the tables, and the manual is
 * checked against them. A command prints its data on stdout, as plain lines or as one JSON object, and causes on stderr; text of
 * others passes text/sanitise either way.
 */
#ifndef TWINLINE_CLI_CLI_H
#define TWINLINE_CLI_CLI_H

#include <stdbool.h>

#include "twinline/base/option.h"
#include "twinline/base/paths.h"
#include "twinline/base/settings.h"
#include "twinline/records/engine.h"
#include "twinline/records/thread.h"

enum exit_status {
	EXIT_DONE,
	EXIT_FAILED,
	EXIT_MISUSED,
	EXIT_NO_LINE,
	EXIT_NOT_SIGNED_IN,
	EXIT_NOT_THERE,
	EXIT_STATUS_COUNT
};

/* What the face opens with. */
struct cli_opening {
	const struct paths *paths;
	struct settings *settings;
	const char *notice; /* said at first; NULL: nothing */
	const char *visit;  /* the portal that is read as a guest; NULL: none */
	bool demo, tour;    /* of the demo: begins with the tour */
	bool linear;        /* lines instead of screens */
	bool pupil;         /* where nobody is signed in, a pupil does */
};

/*
 * What the face was left for: nothing, the demo, the tour through it, the portal of the settings as a guest, another face in its place,
 * or itself with paths made anew.
 */
enum cli_next { CLI_DONE, CLI_DEMO, CLI_TOUR, CLI_GUEST, CLI_TAKEN, CLI_AGAIN };

/* Opens the face and returns when it is left: 0, or -1 with e. The main program brings it, for cli knows no screen. */
struct cli_face {
	int (*run)(const struct cli_opening *opening, enum cli_next *next, struct err *e);
};

struct cli {
	const char *profile, *language; /* options of all commands; NULL: not given */
	bool help, version, linear, pupil;
	bool tour;                      /* the demo begins with it */
	bool json;                      /* of the commands whose row says so */
	const struct cli_face *face;
	struct settings settings;
	char *notice;                   /* what is wrong with the file of settings; NULL: nothing */
	struct paths paths;             /* made before a command runs, unless its row says otherwise */
};

enum command_flags {
	COMMAND_MAKES_PATHS = 1, /* it makes its own paths, or needs none */
	COMMAND_JSON = 2         /* it has the option --json */
};

struct command {
	const char *name;               /* "" is what runs without a command */
	const char *arguments;          /* N_("URL"); "" for none; codes as "bash|zsh", which completions offer */
	const char *help;               /* N_("one sentence") */
	const struct option_row *options; /* its own; NULL: none */
	int least, most;                /* words after the name */
	unsigned flags;                 /* COMMAND_... */
	enum exit_status (*run)(struct cli *cli, char **words, int count);
};

/* The rows, closed by one without a name. */
extern const struct command cli_commands[];

/* What each exit status means, N_(). */
extern const char *const cli_exit_help[EXIT_STATUS_COUNT];

enum { CLI_OPTIONS_MAX = 16 };
/* The options of every command, then those of this one, closed by a row without a name; they fill cli. */
void cli_options(struct cli *cli, const struct command *command, struct option_row rows[CLI_OPTIONS_MAX]);

/* Runs what argv says; returns the exit status of the program. */
int cli_main(int argc, char **argv, const struct cli_face *face);

/* --- for the commands --- */

/* Prints a line of text that was worded here on stdout, made safe for a terminal. */
void cli_say(const char *format, ...) ATTR_PRINTF(1, 2);

/* Says a sentence of ours on stderr: what is no data. */
void cli_note(const char *text);

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

/* Asks the engine, started if need be, and waits for its answer {did}; yours, or NULL with e: what it says failed, or it is not there. */
struct json *cli_ask_engine(struct cli *cli, struct json *packet_taken, const char *did, struct err *e);

/* The engine's word on an exchange that was asked for: what "progress" says of it when it is over, yours; NULL with e where it failed. */
struct json *cli_await_exchange(struct engine_link *link, struct err *e) ATTR_MUST_USE;

/* Says how many changes went and came. */
void cli_say_exchanged(int64_t sent, int64_t received);

/* Reads a line from the terminal or, where stdin is none, from stdin; a secret is not shown. Yours; NULL at the end or on Ctrl-C. */
char *cli_read_line(const char *prompt, bool is_secret);

/*
 * Asks a question (_()) whose safe answer is no. Yes are the words and letters that the language has for it, then those of English;
 * letters count for what they are, never for the place of their key. Anything else, and the end, is no.
 */
bool cli_ask(const char *question);
bool cli_is_yes(const char *answer);

/* Signs in and waits for the portal's word. Returns 0, or -1 with e. */
struct cli_sign_in { const char *url, *name, *password; };
int cli_sign_in(struct engine_link *link, const struct cli_sign_in *what, struct err *e);

/* Where e is a damaged store and somebody sits there: asks whether to repair it. True if that was done; else e stays, or says why not. */
bool cli_offer_repair(struct cli *cli, struct err *e);

/* Says what waits in the store, if anything does, and how it will go: the sentence after leaving. */
void cli_say_what_waits(struct cli *cli);

/* --- the store, as commands read and print it --- */
/* Opens the store of the profile; -1 with ERR_SIGNED_OUT where nobody has ever signed in. */
int cli_store(struct cli *cli, struct store *s, struct err *e);
/* 0 for a sound store, -1 with e: ERR_STORE_DAMAGED, or why it cannot be looked at. */
int cli_check_store(const char *path, struct err *e);

/*
 * What names a conversation on the command line: the number of its row ("12"), or of the draft that is a row of its own ("d5").
 * The text is yours; reading gives 0 for what is no such name.
 */
char *cli_thread_name(int64_t local);
int64_t cli_thread_of(const char *name);

/* A new object of what --json prints, with its version; and printing one, which is taken. */
struct json *cli_json(void) ATTR_MUST_USE;
void cli_print_json(struct json *object_taken);
/* Puts text of others under key, safe; a time as UTCDate; NULL and 0 leave nothing. */
void cli_json_text(struct json *object, const char *key, const char *text);
void cli_json_time(struct json *object, const char *key, int64_t seconds);
/* A person as {"id", "name", "country"}. */
struct json *cli_json_party(const struct party *person) ATTR_MUST_USE;
/* "Ewa Kowalska, PL", safe; a person of whom only the id is known by that. Yours. */
char *cli_person(const struct party *person);

/* Prints the conversations of a view that have words (NULL: all), newest first, a line each or as JSON. */
enum exit_status cli_print_threads(struct cli *cli, enum thread_view view, const char *words, int limit);

/* True if "list" knows this kind beside conversations; prints those that have words in their title (NULL: all), as many as limit. */
bool cli_is_kind(const char *name);
enum exit_status cli_print_kind(struct cli *cli, const char *name, const char *find, int limit);

/* Tells the engine that the outbox has something. What is queued is safe: an engine that cannot be woken is said, and fails nothing. */
void cli_wake(struct cli *cli);

/* A file at the portal. */
struct cli_file { int64_t account, size; char *id, *name, *type; };
/* Waits until it is here. Where there is no line it stays wished for, and comes when there is one. 0, or -1 with e. */
int cli_fetch(struct cli *cli, struct store *s, const struct cli_file *f, struct err *e);

/* --- the commands' own parts --- */
extern const struct option_row demo_options[], sign_in_options[], list_options[], search_options[], send_options[], file_options[], export_options[],
	doctor_options[];
enum exit_status cli_run_open(struct cli *cli, char **words, int count);
enum exit_status cli_run_repair(struct cli *cli, char **words, int count);
enum exit_status cli_run_demo(struct cli *cli, char **words, int count);
enum exit_status cli_run_sign_in(struct cli *cli, char **words, int count);
enum exit_status cli_run_sign_out(struct cli *cli, char **words, int count);
enum exit_status cli_run_list(struct cli *cli, char **words, int count);
enum exit_status cli_run_show(struct cli *cli, char **words, int count);
enum exit_status cli_run_file(struct cli *cli, char **words, int count);
enum exit_status cli_run_send(struct cli *cli, char **words, int count);
enum exit_status cli_run_accept(struct cli *cli, char **words, int count);
enum exit_status cli_run_decline(struct cli *cli, char **words, int count);
enum exit_status cli_run_search(struct cli *cli, char **words, int count);
enum exit_status cli_run_export(struct cli *cli, char **words, int count);
enum exit_status cli_run_packet(struct cli *cli, char **words, int count);
enum exit_status cli_run_settings(struct cli *cli, char **words, int count);
enum exit_status cli_run_status(struct cli *cli, char **words, int count);
enum exit_status cli_run_doctor(struct cli *cli, char **words, int count);
enum exit_status cli_run_proxy_login(struct cli *cli, char **words, int count);
enum exit_status cli_run_completion(struct cli *cli, char **words, int count);
enum exit_status cli_run_sync(struct cli *cli, char **words, int count);

#endif
