/* My registration: what waits for whom since when; its files share this. */
#ifndef TWINLINE_UI_REGISTRATION_H
#define TWINLINE_UI_REGISTRATION_H

#include "face.h"

/* Opens the answer to the desk, as it was begun or a new one. profile: its record. */
void registration_answer(struct face *face, int64_t profile);

#endif
