/* Partner notices: what the list, the page and the form of one share. */
#ifndef TWINLINE_UI_NOTICES_H
#define TWINLINE_UI_NOTICES_H

#include "face.h"
#include "twinline/schema/records.h"

/* The community's account here; 0 before the first exchange. */
int64_t notices_account(struct face *face);

/* A notice as it stands here, with what waits; false if it is gone. id gets its id, "" while it has none. Release with record_release. */
bool notice_read(struct face *face, int64_t local, struct partner_notice *n, char id[RECORD_ID_LENGTH + 1]);

/* True if I wrote it. */
bool notice_is_mine(struct face *face, const struct partner_notice *n);

/* Its last day: "12 Dec"; yours, "" for none. */
char *notice_until(const struct partner_notice *n);
/* "4 answers"; yours. */
char *notice_answers(const struct partner_notice *n);

/* How many others have posted since one looked at the list. */
int64_t notices_new(struct face *face);

/* A new one, or a change of one's own: opens the form. */
void notice_write(struct face *face, int64_t notice);
/* A letter to its author that names it. */
void notice_answer(struct face *face, int64_t notice);
/* Takes one's own away; undo brings it back. True if it is gone. */
bool notice_drop(struct face *face, int64_t notice);

#endif
