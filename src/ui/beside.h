/* A face that starts while another one of the same store is open: it can go on in that one's place. */
#ifndef TWINLINE_UI_BESIDE_H
#define TWINLINE_UI_BESIDE_H

#include "face.h"
#include "twinline/records/presence.h"

/* Where another face is: "pts/3", "pts/3 of library2" on another computer; yours. */
char *beside_where(const struct presence_other *other);

/* Looks for other faces, and asks whether to bring the one used last here. True if something is asked: then the draft left open waits. */
bool beside_ask(struct face *face);

#endif
