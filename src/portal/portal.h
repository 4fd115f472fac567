/*
 * The portal at work: one writer connection behind a lock, one read-only connection a worker, and what is worth keeping
 * in memory. Everything here can be rebuilt from the database.
 */
#ifndef TWINLINE_PORTAL_PORTAL_H
#define TWINLINE_PORTAL_PORTAL_H

#include <pthread.h>
#include <stdatomic.h>

#include "guard.h"
#include "search.h"
#include "twinline/base/crypto.h"
#include "twinline/records/outcome.h"
#include "twinline/records/store.h"

/* What its people decided; borrowed. */
struct portal_options {
	const char *base_url; /* "": URLs are relative */
	bool guests;          /* who is not signed in reads what is public */
	bool registers;       /* who is not known registers by themselves */
	bool shows_codes;     /* of a demo, which sends no letters: who wants an address reads the code in the profile */
	const char *translator; /* a command line that translates; NULL: none */
};

struct post;
struct listeners;

struct portal {
	char *dir;
	char *base_url;    /* "https://portal.example", no slash at the end */
	bool guests, registers, shows_codes;
	char *translator;         /* a command line; NULL: none */
	atomic_int translations;  /* under way */
	struct listeners *listeners; /* who is told of changes; NULL: nobody can be */
	struct post *post;    /* sends letters; NULL: this portal sends none */
	bool letters_written; /* in what the writer does, for the post to look at afterwards */
	struct store writer;
	pthread_mutex_t write_lock;
	struct guard guard;
	struct search *search; /* of the directory and the calendar */
	struct key_pair packet_key;    /* what is sealed to it can only be read here */
	char no_hash[PASSWORD_HASH_SIZE]; /* of a password that nobody has */
	int64_t digested_ms; /* when it was looked for who wants the mail of the day */
	int64_t tidied_ms; /* when it was tidied last, by clock_monotonic_ms */
	int64_t retained_ms; /* the same of retention.h */
};

/* What one thread works with. */
struct worker {
	struct portal *portal;
	struct store reader;
};

/* Opens the database in dir (ERR_FILE if it was never initialised) and tidies it. 0, or -1 with e and nothing to close. */
int portal_open(struct portal *p, const char *dir, const struct portal_options *o, struct err *e);
void portal_close(struct portal *p);

/* A worker's own connection, to read by; its portal outlives it. 0, or -1 with e and nothing to close. */
int worker_open(struct worker *w, struct portal *p, struct err *e);
void worker_close(struct worker *w);

/*
 * What the worker reads from here to worker_rest is the database of one moment, and cheaper to read. 0, or -1 with e.
 */
int worker_read(struct worker *w, struct err *e);
void worker_rest(struct worker *w);

/*
 * The writer, for this worker alone until worker_write_end. In between the worker reads through it only; afterwards its own
 * reads see what was written.
 */
struct store *worker_write(struct worker *w);
void worker_write_end(struct worker *w);

/*
 * Takes away outcomes, sign-ins and tombstones that are older than 400 days, and files that nobody has used within a day, if it did
 * so a day ago or longer by now_ms. What fails is logged, and tried again the next day: a full disk must not keep the portal from serving.
 */
void portal_tidy(struct portal *p, int64_t now_ms);

enum { PORTAL_KEEP_DAYS = OUTCOME_DAYS, PORTAL_DAY = 24 * 60 * 60 }; /* days, seconds */

#endif
