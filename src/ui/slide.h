/* A line that is longer than the screen: Left and Right slide it under the cursor, and the next other key puts it back. */
#ifndef TWINLINE_UI_SLIDE_H
#define TWINLINE_UI_SLIDE_H

#include "face.h"

/* Slides the line of the cursor on, or back; says that there is no use where all of it shows. */
void slide_move(struct face *face, bool on);

/* The line of the cursor, whole and without its mark: yours; NULL where none has slid. Before the page is drawn, for it draws a wider one. */
char *slide_line(struct face *face);

/* Puts what shows of it into the page. */
void slide_put(struct face *face, const char *line);

#endif
