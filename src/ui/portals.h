/*
 * Portals that this computer knows: lines of `URL  NAME  COUNTRY`, "#" begins a note, in the list that comes with Twinline and
 * in the computer's own (base/paths.h).
 */
#ifndef TWINLINE_UI_PORTALS_H
#define TWINLINE_UI_PORTALS_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/err.h"

struct portal {
	char *url, *name, *country; /* country: a code */
	bool is_here;               /* of the computer's own list */
};

struct portals {
	struct portal *at;
	size_t count, capacity;
};

/* Adds the portals of a list. Returns 0, or -1 with e: ERR_FILE_SYNTAX with file:line:column of the first line that is wrong, and none added. */
int portals_read(struct portals *list, const char *path, bool is_here, struct err *e);

/* Both lists, the computer's own first; one that is not there has none. Returns 0, or -1 with e for one that is wrong. */
int portals_load(struct portals *list, struct err *e);
void portals_release(struct portals *list);

#endif
