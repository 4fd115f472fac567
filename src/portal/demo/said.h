/* What is said in the demo's projects, as a table: updates, comments, forum, bulletin, journal, chat. The room's own. */
#ifndef TWINLINE_PORTAL_DEMO_SAID_H
#define TWINLINE_PORTAL_DEMO_SAID_H

#include <stdbool.h>

/* People are keys of the cast, parted by spaces; hours are before the demo's now. What answers something stands below it. */
struct demo_post {
	const char *project, *place;
	const char *key, *answers; /* a name for others to answer; whom it answers; NULL: none */
	const char *page;          /* title of a page that it comments on; NULL: none */
	const char *by;
	int hours;
	const char *language, *title, *text, *likes, *mentions;
	bool pinned;
};

extern const struct demo_post demo_posts[]; /* closed by a row without project */

#endif
