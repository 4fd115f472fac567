/*
 * Files go in parts, both ways, so that a letter never waits longer behind a file than a part takes, and a cut line costs a
 * part and no more. What a part weighs follows the line.
 */
#ifndef TWINLINE_SYNC_PARTS_H
#define TWINLINE_SYNC_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/err.h"

struct engine;
struct http_answer;

/*
 * A part takes PART_SECONDS about, so long a letter may have to wait. Not below 4 KB: there the headers of its request and answer,
 * some 500 bytes, would be more than an eighth. Not above 512 KB, eight chunks of the store: a wide line with a long way is filled
 * by that, and it fits into memory wherever this runs. On a line that was never measured the first one is the smallest; each that
 * arrives is trusted with twice as much, each that the line broke with half.
 */
enum { PART_SECONDS = 4, PART_LEAST = 4 * 1024, PART_MOST = 512 * 1024 };

enum direction { WAY_UP, WAY_DOWN, WAY_COUNT };

struct parts {
	int64_t start, len;       /* the part under way: bytes of its file */
	enum direction last;      /* which way the last one went: they take turns */
	int64_t speed[WAY_COUNT]; /* bytes a second that parts were carried with; 0: none has gone */
	int64_t most[WAY_COUNT];  /* bytes that the line is trusted with; 0: not known */
	int failures;             /* in a row, and when the next one may be tried */
	int64_t next_ms;
	int spoilt;               /* in a row that came changed */
	int unjoined;             /* times in a row that a file was all there and could not be joined */
	bool is_asked;            /* somebody asked for a file since this engine began, and it is not here: nothing holds it */
	bool is_whole;            /* the portal joins nothing: what goes up goes in one */
};

/* True if files may go that way now: by what holds (policy.h), or because somebody asked for one just now. */
bool parts_may_go(struct engine *g, enum direction way);

/* Whose turn it is where both ways have something to carry. */
bool parts_turn(struct engine *g, enum direction way);

/* How large the next part may be, of gap bytes that are missing. */
int64_t parts_size(struct engine *g, enum direction way, int64_t gap);

/* A part of bytes has arrived. */
void parts_arrived(struct engine *g, enum direction way, int64_t bytes, const struct http_answer *a);

/* No part for a while: longer each time in a row, or for retry_after seconds (-1: not said). */
void parts_wait(struct engine *g, int64_t retry_after);

/* A part came to nothing: the line's state and the next try. */
void parts_failed(struct engine *g, enum direction way, const struct err *cause, int64_t retry_after);

/* A part was changed on its way, and goes again; true if that has happened so often in a row that something does it on purpose. */
bool parts_spoilt(struct engine *g);

/* Milliseconds until a part that waits for its next try, or for its hour, has to be looked at; -1: none waits. */
int64_t parts_left(struct engine *g);

/* Somebody asks: the next try is now. */
void parts_hurry(struct engine *g);

/* What faces are told of a file; blob as its record here names it. seconds are left at the speed of the last part; 0: not known. */
struct part_news { int64_t account, done, total; const char *blob; enum direction way; bool is_stopped, is_spoilt; };
void parts_tell(struct engine *g, const struct part_news *news);

#endif
