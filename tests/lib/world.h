/*
 * A small world: a real portal with a demo community on a Unix socket, a relay before it, a real engine and a
 * profile that is signed in; all in a directory of its own, which the environment of this process points to (XDG_*), so
 * that every program started from here belongs to it. Ends only what it started.
 */
#ifndef TESTS_LIB_WORLD_H
#define TESTS_LIB_WORLD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/authority.h"
#include "lib/relay.h"
#include "lib/terminal.h"
#include "twinline/base/json.h"
#include "twinline/base/paths.h"
#include "twinline/base/settings.h"
#include "twinline/records/engine.h"
#include "twinline/records/store.h"

struct world_options {
	int people, messages; /* 0: 40 and 60 */
	int seed;             /* 0: 1 */
	const char *now;      /* the clock of every program, "2026-11-17T10:38:00Z"; NULL: it runs */
	bool bare;            /* no demo community: a fresh portal with one teacher, who has nothing yet */
	bool signed_out;      /* leave it to the test to sign in */
	bool registers;       /* people register at the portal by themselves */
	bool tls;             /* the engine speaks TLS with the portal, on ports of 127.0.0.1; past the relay, the socket is there as ever */
};

struct world {
	char *dir;
	char *portal_dir, *portal_socket, *relay_socket;
	char *url;            /* what one signs in to: unix://RELAY_SOCKET, or https://localhost:PORT */
	struct authority *authority; /* vouches for a portal that speaks TLS (dir/portal.pem); the setting "authorities" names it. NULL: none */
	int port;             /* where that listens */
	char *name, *password; /* of the teacher who signs in */
	bool registers;
	char *translator;     /* a program that the portal has texts translated by, from its next start on; NULL: none */
	bool is_quiet;        /* what an engine refuses is expected, and not shown */
	pid_t portal;
	struct relay *relay;
	struct paths paths;
};

/* Starts it, signed in and with the first window filled; dies if that fails. Free with world_free. */
struct world *world_start(const struct world_options *options);
/* Makes the environment that of this world, where there are several. */
void world_enter(const struct world *w);
void world_free(struct world *w);

/* The client in a terminal: `twinline WORDS...` (NULL: just twinline). Free with terminal_free. */
struct terminal *world_face(struct world *w, int rows, int cols, const char *const *words);

/*
 * Runs a program of ours to its end: exit status (-1: by a signal). What it wrote to stdout and stderr comes into
 * out (NULL: nowhere), yours. input is its standard input; NULL: none.
 */
int world_run(const char *program, const char *const *words, const char *input, char **out);

/* A setting of every program of ours, as if it stood in the file; dies if it cannot be set. */
void world_set(enum setting setting, const char *value);

/* Adds somebody to the portal, with the world's password: id of the card, yours. */
char *world_add_person(struct world *w, const char *name);

/* True if any file of the client, or its name, holds the word: home, settings, stores, what runs. (lib/holds.c) */
bool world_holds(const struct world *w, const char *word);

/* --- the portal --- */
void world_portal_start(struct world *w); /* and waits until it answers */
void world_portal_end(struct world *w, int signal);
/* Its database itself, beside it, whether it runs or not; dies if it cannot be opened. Close with store_close. */
void world_portal_store(const struct world *w, struct store *s);

/* --- the engine --- */
pid_t world_engine(const struct world *w);    /* its process; 0: none */
void world_engine_start(struct world *w);
void world_engine_end(struct world *w, int signal);
/* One started by hand with words (closed by NULL), and a face's connection to it, which keeps it: a child of this process. */
pid_t world_engine_with(struct world *w, const char *const *words, struct engine_link *link);
/* The same; 0 and no connection if it ends before it answers, because another one has the store, say. */
pid_t world_engine_try(struct world *w, const char *const *words, struct engine_link *link);
/* Sends a packet, waits for {"did": until, "phase": phase} (NULL: any): yours; NULL if "failed" or nothing came. */
struct json *world_ask(struct world *w, struct json *packet_taken, const char *until, const char *phase);
/* Sends {"do": what} and does not wait. */
void world_tell(struct world *w, const char *what);
/* One exchange, now, and until nothing more is to come: what "progress" told, yours; NULL if it failed. */
struct json *world_sync(struct world *w);
bool world_sign_in(struct world *w);

#endif
