/*
 * Slow-down against guessing and greed: after a few failures a name, and after more of them an address, has to wait twice as long
 * each time; with time, failures are forgotten again. What strangers may ask for counts alike, whether or not it fails. Kept
 * in memory only, in a table of fixed size; the one forgotten first is the one longest quiet.
 */
#ifndef TWINLINE_PORTAL_GUARD_H
#define TWINLINE_PORTAL_GUARD_H

#include <pthread.h>
#include <stdint.h>

#include "twinline/base/err.h"

enum { GUARD_ROWS = 4096 };

struct guard_row {
	uint64_t key;     /* keyed hash of a name or an address; 0: free */
	int failures;
	int64_t since;    /* the next failure is forgotten so long after */
	int64_t free_at;  /* milliseconds of clock_monotonic_ms */
	int64_t seen_at;
};

struct guard {
	pthread_mutex_t lock;
	uint64_t secret;  /* so that nobody can choose who shares a row */
	struct guard_row *rows;
};

/* An IPv6 address counts as its network: whoever has one has 2^64 of them. */
enum guard_kind {
	GUARD_NAME,    /* wrong passwords and codes for it */
	GUARD_ADDRESS, /* wrong passwords and codes from it */
	GUARD_LETTER,  /* letters that strangers make the portal write to a name or e-mail address */
	GUARD_FORM,    /* forms from an address: forgotten passwords, registrations */
	GUARD_GUEST,   /* a guest's requests, by address */
	GUARD_TRANSLATION /* texts that a person has translated, which may cost the keeper money */
};

/* Nobody has tried anything yet. */
void guard_init(struct guard *g);
void guard_release(struct guard *g);

/* Seconds that text has to wait before its next try; 0: go on. An empty text never waits. */
int guard_wait(struct guard *g, enum guard_kind kind, const char *text, int64_t now_ms);

/* Seconds to wait before the next one; 0: go on, and this one is counted. */
int guard_take(struct guard *g, enum guard_kind kind, const char *text, int64_t now_ms);

/* Sets e to code with the seconds to wait. Returns -1. */
int guard_refuse(int seconds, enum err_code code, struct err *e);

/* Counts a failure, or forgets them after a success. */
void guard_failed(struct guard *g, enum guard_kind kind, const char *text, int64_t now_ms);
void guard_passed(struct guard *g, enum guard_kind kind, const char *text);

#endif
