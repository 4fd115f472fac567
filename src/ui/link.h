/* One-time links: the portal is asked for one, and it stands in rows of its own where it can be marked and copied. */
#ifndef TWINLINE_UI_LINK_H
#define TWINLINE_UI_LINK_H

#include "letter_files.h"

/* A link that came: until when, in words, and the link, or the command that follows it where no browser can; zeroed: none. */
struct link_shown { char *until, *way; bool is_command; };
void link_release(struct link_shown *l);

/* Asks for a link to a file, or (NULL) to the export of an account: its project, or all that is one's own; needs the line. */
void link_ask(struct face *face, int64_t account, const struct letter_file *file);

/* Takes a packet: a link that was asked for, or why there is none, which is said. False if it is about something else. */
bool link_heard(struct face *face, struct link_shown *l, const struct json *packet);

/* Draws it from a row on: the sentence, and the link below it, broken where the page ends and nowhere else; a command so that a shell joins it. */
void link_draw(const struct link_shown *l, struct page *p, int row);
/* How many rows that takes; 0 without one. */
int link_rows(const struct link_shown *l, const struct page *p);

#endif
