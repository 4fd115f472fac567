/*
 * Looking at the line: the portal is asked who it is over a line of its own; where its certificate is out of date, what time it is,
 * whatever its certificate says of that; where nothing sensible answers, whether a page of the network stands in the open. For who wants
 * to know (the packet "diagnose"), and by itself when a certificate is out of date: then a clock is wrong, more often than not.
 */
#ifndef TWINLINE_SYNC_DIAGNOSE_H
#define TWINLINE_SYNC_DIAGNOSE_H

#include <stdbool.h>
#include <stdint.h>

#include "address.h"
#include "twinline/base/err.h"
#include "twinline/base/json.h"

struct engine;
struct face;

enum probe { PROBE_NONE, PROBE_PORTAL, PROBE_TIME, PROBE_OPEN };

struct diagnosis {
	enum probe probe;      /* what is asked next, or now */
	int64_t face;          /* who wants to know; 0: nobody but the engine */
	struct address portal;
	struct json *findings; /* what the packet "diagnosed" will say */
	struct err cause;
	int64_t asked_at;      /* seconds */
	bool is_clock_looked_at, is_clock_known; /* since the line was there last */
	int64_t clock_off;     /* seconds that this computer's clock is behind */
	struct err clock;      /* what that is called */
};

void diagnosis_release(struct diagnosis *d);

/* The packet "diagnose". */
void diagnose_handle(struct engine *g, struct face *face, const struct json *packet);

/*
 * What an exchange failed by: cause, or, of a certificate that is out of date, ERR_CLOCK where the clock is known to be wrong. NULL:
 * that is looked at first, once until the line is there again, and exchange_fail called then. Borrowed, until the next call.
 */
const struct err *diagnose_cause(struct engine *g, const struct err *cause);

/* The line is there: what was known of the clock may have changed when it goes. */
void diagnose_well(struct engine *g);

/* "49:10 h", "412 d": how much, without a word of any language. Yours. */
char *diagnose_gap(int64_t seconds);

#endif
