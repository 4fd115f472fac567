/* Reminders of events while the face runs: said once, in the last line. */
#ifndef TWINLINE_UI_REMINDER_H
#define TWINLINE_UI_REMINDER_H

#include "face.h"

/* Says what is due, one reminder at a time. */
void reminder_look(struct face *face);

/* When the next one is due; 0: none is awaited. */
int64_t reminder_next(struct face *face);

#endif
