/*
 * What terminals send for keys beside characters: ECMA-48 control sequences as xterm, rxvt, PuTTY, the Linux console, kitty and the VT
 * family have them, in both modes of cursor keys and keypad, whatever terminfo says of this one.
 */
#ifndef TWINLINE_UI_KEY_SEQUENCE_H
#define TWINLINE_UI_KEY_SEQUENCE_H

#include <stddef.h>

#include "key.h"

/* A sequence that was found, or the beginning of one. */
struct key_found {
	size_t len;      /* bytes of it; 0: it is not whole */
	key_code key;    /* KEY_NONE: it is no key of anybody's (focus, a wheel that is let go); KEY_OTHER: one that has no use here */
	int row, column; /* of KEY_CLICK, from 0 */
};

/* Looks at len bytes, at least 2, that begin with ESC [ or ESC O. */
struct key_found key_sequence_find(const unsigned char *bytes, size_t len);

#endif
