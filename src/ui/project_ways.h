/* The ways on of a project, and the page that shows them: for project_state.c and project_ways.c. */
#ifndef TWINLINE_UI_PROJECT_WAYS_H
#define TWINLINE_UI_PROJECT_WAYS_H

#include "project.h"

enum { WAYS_MOST = 8 };

struct state_page {
	int64_t local, account, member; /* member: my place in it */
	int founders;                   /* who are in */
	enum role role;
	bool is_sent; /* the portal has it */
	struct project project;
	const struct way *ways[WAYS_MOST];
	int count, at, top;
};

/* A way on. */
struct way {
	const char *name, *follows; /* N_() */
	bool (*is_there)(const struct state_page *page);
	void (*does)(struct face *face, struct state_page *page);
	const char *ask;            /* N_() of what cannot be taken back later; NULL: it is not asked about */
	const char *state;          /* what the project becomes; NULL: does is called */
};

/* True while it waits for the partner or for the support organisations. */
bool project_waits(const struct project *project);

/* Which of them are there, as the project stands. */
void project_ways_read(struct state_page *page);

/* Goes the way under the cursor; what cannot be taken back later is asked first. The view reads again what has changed. */
void project_way_choose(struct face *face, struct state_page *page);

#endif
