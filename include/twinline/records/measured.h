/*
 * What the line to the portal was like in the last exchanges, kept as the fact "measured", so that prices are told and a profile is
 * found from the first moment on. Nothing here is sent to be measured: what goes anyway is.
 */
#ifndef TWINLINE_RECORDS_MEASURED_H
#define TWINLINE_RECORDS_MEASURED_H

#include "twinline/base/json.h"
#include "twinline/records/line_profile.h"
#include "twinline/records/store.h"

enum { MEASURED_TRIES = 20 };

struct measured {
	int64_t speed;           /* bytes a second that came down; 0: not measured yet */
	int64_t packed;          /* hundredths that an answer weighs on the line */
	int64_t turn_ms;         /* there and back, with what the portal needs to think; 0: not measured yet */
	unsigned losses;         /* a bit for each of the last tries, the newest lowest: it was lost on the way */
	int tries;               /* of which something is known, at most MEASURED_TRIES */
	enum line_profile found; /* fast or slow, and it stays so until the measures say the other clearly */
	bool is_dirty;           /* not stored yet */
};

/* One exchange. */
struct measure {
	int64_t up, down;   /* bytes on the line, with headers */
	int64_t unpacked;   /* bytes of the answer as it is read */
	int64_t took_ms;    /* without what it took to connect */
	bool is_lost;       /* it was on its way and nothing whole came back */
};

void measured_load(struct measured *m, struct store *s);

void measured_add(struct measured *m, const struct measure *one);

/* How many of the last tries were lost. */
int measured_lost(const struct measured *m);

/* Writes the fact if it moved. In a transaction. 0 or -1 with e. */
int measured_store(struct measured *m, struct store *s, struct err *e);

/* The fact as JSON, yours. */
struct json *measured_json(const struct measured *m);

/* "38 kbit/s, 640 ms, 1 of 20 lost", as far as it is known; "" where nothing is. Yours. */
char *measured_words(const struct measured *m) ATTR_MUST_USE;

#endif
