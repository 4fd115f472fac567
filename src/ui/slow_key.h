/*
 * A key whose parts come apart on a slow line: Esc alone, and within a second the "[B" that made it an arrow. The rest
 * is swallowed, a field that the Esc left is typed in again, and the key that was meant is done.
 */
#ifndef TWINLINE_UI_SLOW_KEY_H
#define TWINLINE_UI_SLOW_KEY_H

#include <stdint.h>

#include "editor.h"
#include "key.h"

struct slow_key {
	int64_t esc_at;       /* monotonic ms of an Esc alone; 0: none */
	struct editor *field; /* that was typed in when it came; NULL: none */
	char rest[8];         /* what has come since, "[", "[5" ...; "" for nothing yet */
	int length;
};

/*
 * Takes a key at a time (monotonic ms), field being what is typed in. Returns the key to go on with; KEY_NONE where it was a part.
 * Where it completes one, *left is the field that the Esc before had left, else NULL.
 */
key_code slow_key_take(struct slow_key *slow, key_code key, int64_t now, struct editor *field, struct editor **left);

#endif
