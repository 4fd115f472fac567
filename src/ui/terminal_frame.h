/* A page as the cells that a terminal gets: in its character set, in widths that the C library agrees with, in the looks of the theme. */
#ifndef TWINLINE_UI_TERMINAL_FRAME_H
#define TWINLINE_UI_TERMINAL_FRAME_H

#include "page.h"
#include "painter.h"

/* Makes the frame of a page; paint_frame_release it. */
void terminal_frame(struct paint_frame *frame, const struct page *page);

#endif
