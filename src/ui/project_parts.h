/* The parts of a project as its page lists them: a room that has something in the space adds its row. */
#ifndef TWINLINE_UI_PROJECT_PARTS_H
#define TWINLINE_UI_PROJECT_PARTS_H

#include "face.h"
#include "twinline/schema/access.h"

struct project_part {
	const char *name;    /* N_() */
	const char *screen;  /* opened with the project; NULL: action is done */
	enum action action;
	enum right right;    /* whose role has it not does not see the part; RIGHT_COUNT: everybody does */
	char *(*words)(struct face *face, int64_t account); /* how much is there, "12, 1 edited"; yours, NULL: no such part here */
};

extern const struct project_part project_parts[]; /* closed by one without a name */

#endif
