/* Sizes of pages. */
#include "page_size.h"

#include "twinline/jmap/sync.h"

enum {
	QUICK_TURN_MS = 200, /* what signing in takes where a screenful is no sooner here than all */
	PAGE_SECONDS = 10,   /* what a page may take: each is kept only when it is whole, and two weigh a quarter more than one */
	GROWS_BY = 10,       /* at most, from one page to the next */
	GREW_LEAST = 1000,   /* bytes; a shorter answer was no page, and proves nothing */
	BROKEN_LEAST = 6000  /* bytes either way that even a line which breaks is trusted with */
};

void page_size_begin(struct engine *g)
{
	const struct measured *m = &g->policy.measured;
	if (g->run.down > 0 || m->speed > 0)
		return;
	if (policy_is_set(g)) { /* who set the profile knows the line better than one sign-in does */
		g->page_bytes = policy_row(g)->first_page;
		return;
	}
	bool is_quick = m->tries > 0 ? m->turn_ms <= QUICK_TURN_MS : address_is_here(&g->login.portal);
	g->page_bytes = is_quick ? policy_row(g)->first_page : line_profile_rows[LINE_PROFILE_SLOW].first_page;
}

/* What goes down in PAGE_SECONDS, as far as it is measured. */
static int64_t fitting(struct engine *g)
{
	const struct measured *m = &g->policy.measured;
	int64_t most = policy_row(g)->page_most, page = most;
	if (m->speed > 0)
		page = m->speed * PAGE_SECONDS * 100 / m->packed;
	page = page > SYNC_MAX_BYTES_DEFAULT ? page : SYNC_MAX_BYTES_DEFAULT;
	return page < most ? page : most;
}

/*
 * A line that broke in the middle would break there again: half as much goes each way next time, so that
 * something is kept of every try. What goes well is trusted with more.
 */
void page_size_learn(struct engine *g, const struct http_answer *a)
{
	if (a->cause.code == ERR_LINE_CUT || a->cause.code == ERR_TIMEOUT) {
		g->page_bytes = g->page_bytes / 2 > BROKEN_LEAST ? g->page_bytes / 2 : BROKEN_LEAST;
		g->body_bytes = g->body_bytes / 2 > BROKEN_LEAST ? g->body_bytes / 2 : BROKEN_LEAST;
	} else if (a->cause.code == ERR_OK) {
		g->body_bytes = g->body_bytes * 2 < BODY_BYTES_MOST ? g->body_bytes * 2 : BODY_BYTES_MOST;
		if (a->down >= GREW_LEAST)
			g->page_bytes = fitting(g) < GROWS_BY * g->page_bytes ? fitting(g) : GROWS_BY * g->page_bytes;
	}
}
