/* The first windows of Sync/get, page by page. */
#include "sync_part.h"

enum { ROWS = 50 }; /* read at once */

/* Reads the next rows of the window; how many, 0 at its end, -1 with e. */
static int read_rows(struct part *p, const struct record_type *type, int64_t most, int64_t locals[ROWS], struct err *e)
{
	struct record_query q = {
		.account = p->account.local,
		.type = type,
		.sees = viewer_sees(p->m),
		.author = viewer_author(p->m),
		.anchor = p->place.anchor,
		.limit = most < 0 || most - p->place.sent > ROWS ? ROWS : (int)(most - p->place.sent),
	};
	part_bound(p, type, &q);
	int count = record_list(p->page->s, &q, locals, NULL, NULL, e);
	if (count >= 0 || !e || e->code != ERR_ANCHOR_NOT_FOUND)
		return count;
	/* The record that the last page ended with is gone: the window begins again, which costs bytes and loses nothing. */
	err_release(e);
	p->place.anchor = 0;
	p->place.sent = 0;
	return read_rows(p, type, most, locals, e);
}

/* Sends one type's window as far as the page goes. 0, or -1 with e. */
static int send_window_of(struct part *p, const struct record_type *type, struct err *e)
{
	int64_t most = page_window(p->page, type), locals[ROWS];
	while (most < 0 || p->place.sent < most) {
		int count = read_rows(p, type, most, locals, e);
		if (count <= 0)
			return count;
		for (int i = 0; i < count; i++) {
			struct record r = {0};
			bool there = record_by_local(p->page->s, locals[i], &r);
			/* What has changed since the first page comes as a change; told here, its end might not be told there. */
			bool fits = !there || r.seq > p->place.seq || part_tell(p, &r);
			record_free(&r);
			if (!fits)
				return 0;
			p->place.anchor = locals[i];
			p->place.sent++;
		}
	}
	return 0;
}

int part_send_windows(struct part *p, struct err *e)
{
	for (; p->place.type < RECORD_TYPE_COUNT; p->place.type++) {
		const struct record_type *type = &record_types[p->place.type];
		if (page_window_in(p->page, type, p->account.kind) != 0 && send_window_of(p, type, e) < 0)
			return -1;
		if (p->page->full)
			break;
		p->place.anchor = 0;
		p->place.sent = 0;
	}
	p->told = true;
	p->place.in_window = p->place.type < RECORD_TYPE_COUNT;
	json_set_bool(p->entry, "window", true);
	/* What changed while the window was sent comes next. */
	p->more = p->place.in_window || p->account.seq > p->place.seq;
	return 0;
}
