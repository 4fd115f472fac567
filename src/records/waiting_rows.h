/* The rows of Home while they are gathered: what waiting.c, waiting_events.c and waiting_on.c share. */
#ifndef TWINLINE_RECORDS_WAITING_ROWS_H
#define TWINLINE_RECORDS_WAITING_ROWS_H

#include "rows.h"
#include "twinline/records/waiting.h"

enum { WAITING_ROWS_OF_A_KIND = 100 }; /* nobody reads more of them on one screen */

struct gather {
	struct store *s;
	int64_t now;
	const char *zone;
	char *me;
	struct waiting_row *rows;
	int count;
	struct err *e;
};

/* A new row at the end; texts that are not given become "". Borrowed until the next one. */
struct waiting_row *waiting_add(struct gather *g, enum waiting_kind kind, int64_t local, int64_t at);

/* The statement of sql; ?1 is today, as ISO date. */
struct db_stmt *waiting_select(struct gather *g, const char *sql);

/* One row of a statement that gives local, since, who (id, name, country), code, subject, id of the project: of WAITING_ON_OTHERS. */
struct waiting_row *waiting_add_row(struct gather *g, struct db_stmt *stmt);

/* Each adds the rows of its kinds. 0 or -1. */
int waiting_add_registration(struct gather *g);
int waiting_add_events(struct gather *g);
int waiting_add_on_others(struct gather *g);
int waiting_add_posts(struct gather *g);
/* Of one project: changed pages, threads and posts with something unread. */
int waiting_add_talk(struct gather *g, const char *project);

#endif
