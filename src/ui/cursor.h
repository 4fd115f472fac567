/* Where the cursor of a list goes by more than a movement: to what asks for something, to a number that is typed. What does not go is said. */
#ifndef TWINLINE_UI_CURSOR_H
#define TWINLINE_UI_CURSOR_H

#include "face.h"
#include "table.h"

/* To the next item after the cursor (backwards: before it) that asks for something, round once. none (translated) is said where none does. */
void cursor_to_next(struct face *face, struct table *t, bool backwards, bool (*asks)(const void *item), const char *none);

/* To the row of the number that was typed (NULL, "": the person went back), to the last one where there are not so many. */
void cursor_to_number(struct face *face, struct list *list, const char *text);

#endif
