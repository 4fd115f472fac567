/* The list of a desk: its model, which desk.c reads and desk_page.c draws. */
#ifndef TWINLINE_UI_DESK_LIST_H
#define TWINLINE_UI_DESK_LIST_H

#include "desk.h"
#include "table.h"

struct desk {
	struct table table; /* of struct desk_row */
	enum desk_view view;
	enum desk_order order;
	char *filter;       /* words; NULL: all */
	struct desk_counts counts;
};

void desk_list_draw(struct face *face, struct view *view, struct page *p);

#endif
