/* The budget of the line to the portal: a word when most of it is used, and when all is. */
#ifndef TWINLINE_UI_BUDGET_H
#define TWINLINE_UI_BUDGET_H

#include "face.h"

/* How far it is used, in hundredths of which a word is said: 0, 80 or 100. */
int budget_mark(struct face *face);

/* Says the word if the mark is beyond before. Returns the mark. */
int budget_look(struct face *face, int before);

#endif
