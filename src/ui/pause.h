/* A pause of the line to the portal: nothing is fetched or sent by itself until a time. */
#ifndef TWINLINE_UI_PAUSE_H
#define TWINLINE_UI_PAUSE_H

#include "face.h"

/* Asks until when; nothing ends a pause. */
void pause_ask(struct face *face);

/* Sets when the pause ends (0: there is none) and tells the engine. Returns 0, or -1 and the cause is shown. */
int pause_set(struct face *face, int64_t until);

#endif
