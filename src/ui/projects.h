/* The list of my projects: what projects.c reads and does, and projects_page.c draws. */
#ifndef TWINLINE_UI_PROJECTS_H
#define TWINLINE_UI_PROJECTS_H

#include "screen.h"
#include "table.h"
#include "twinline/records/project.h"

enum projects_order { PROJECTS_BY_WORD, PROJECTS_BY_TITLE, PROJECTS_BY_TIME, PROJECTS_ORDER_COUNT };

struct projects {
	struct table table; /* of struct project_row */
	enum projects_order order;
	char *filter;       /* words as typed; NULL: all */
	int64_t counts[PROJECT_WORD_COUNT];
};

void projects_draw(struct face *face, struct view *view, struct page *page);

#endif
