/*
 * What is written on a page for braille and speech, and when. A screen reader speaks what is written, and a braille display follows the
 * cursor, so nothing is written twice: what is said has rows of its own below the hints, which stay; it is said one after the other, at the
 * cursor, and the next key goes on to the next or back to the item; and a title waits while only its numbers change. Lists go on by
 * a line, the terminal scrolling: one line is written, and it is the one that the cursor comes to; a page turned would be spoken whole.
 */
#ifndef TWINLINE_UI_ANNOUNCE_H
#define TWINLINE_UI_ANNOUNCE_H

#include <stdbool.h>

struct face;

/*
 * Says text (copied) until the next key: in the place of what was said before, or on an accessible page after it. What is said lightly, as
 * that something has begun, gives way to the next sentence there too.
 */
void announce(struct face *face, const char *text, bool lightly);

/* A key has come: what was said has been read. */
void announce_next(struct face *face);

/* The rows below the hints that an accessible page keeps for what is said; 0 for any other page. */
int announce_rows(const struct face *face);

/* Of an accessible page that is drawn: keeps the title that stands there, while a change of state or no key at all changes its numbers. */
void announce_hold_title(struct face *face);
/* The title is written anew whatever changes in it: the screen is, too. */
void announce_forget_title(struct face *face);

void announce_release(struct face *face);

#endif
