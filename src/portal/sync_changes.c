/* What has changed since a state of Sync/get, and what the days since then have brought into the windows of times to come. */
#include "sync_part.h"

#include <string.h>

#include "twinline/base/clock.h"

enum {
	ROWS = 50,     /* read at once */
	LAG_MOST = 200 /* changes that do not concern the viewer, before the state moves on for them */
};

/* --- changes --- */

bool part_is_known(const struct part *p, int64_t local)
{
	const struct batch *b = p->page->call->batch;
	for (size_t i = 0; i < b->made_count; i++) {
		struct record r = {0};
		if (b->made[i].local != local || b->made[i].before > p->since || !record_by_local(p->page->s, local, &r))
			continue;
		bool same = r.seq == b->made[i].seq;
		record_free(&r);
		return same;
	}
	return false;
}

static bool take(void *context, enum change_kind kind, const struct record *r)
{
	struct part *p = context;
	bool wanted = page_window(p->page, r->type) != 0;
	if (wanted && kind == CHANGE_DESTROYED) {
		if (!page_pay(p->page, strlen(r->id) + 3))
			return false;
		json_push(part_list(p, "destroyed", r->type), json_new_string(r->id));
		p->told = true;
	} else if (wanted && part_is_known(p, r->local)) {
		p->told = true;
	} else if (wanted && !part_tell(p, r)) {
		return false;
	}
	p->place.seq = r->seq;
	return true;
}

/* --- as time goes by --- */

/* The day of a record of times to come. */
static int64_t day_of(const struct record *r)
{
	int64_t at = 0;
	struct json *body = json_parse_own(r->body);
	const char *text = json_get_text(body, r->type->order);
	if (text)
		clock_parse(text, &at);
	json_free(body);
	return at / PORTAL_DAY;
}

/*
 * Sends records in their order; a page ends between two days only, and what comes before a day that no longer fits is done. False if
 * the page has ended.
 */
static bool tell_days(struct part *p, const int64_t *locals, int count, int64_t *day)
{
	bool fits = true;
	for (int i = 0; i < count && fits; i++) {
		struct record r = {0};
		if (!record_by_local(p->page->s, locals[i], &r))
			continue;
		int64_t next = day_of(&r);
		fits = page_pay(p->page, strlen(r.body) + SYNC_RECORD_BYTES) || next == *day;
		if (fits) {
			json_push(part_list(p, "records", r.type), method_show(p->page->s, p->page->call->batch->viewer, p->m, &r));
			*day = next;
		} else {
			p->place.until = next - 1;
		}
		p->told = true;
		record_free(&r);
	}
	return fits;
}

/* The window goes on with the days: what has come into it since, changed or not. */
static int send_ahead(struct part *p, const struct record_type *type, struct err *e)
{
	struct record_query q = {
		.account = p->account.local, .type = type, .sees = viewer_sees(p->m), .author = viewer_author(p->m), .ascending = true, .limit = ROWS,
		.from = (p->place.until + 1) * PORTAL_DAY, .to = (page_today() + SYNC_DAYS_AHEAD) * PORTAL_DAY - 1,
	};
	int64_t locals[ROWS], day = 0;
	int count;
	while ((count = record_list(p->page->s, &q, locals, NULL, NULL, e)) > 0) {
		if (!tell_days(p, locals, count, &day)) {
			p->more = true;
			return 0;
		}
		q.anchor = locals[count - 1];
	}
	/* Where nothing came there is nothing to keep: these days are looked through again. */
	if (count == 0 && p->told)
		p->place.until = page_today() + SYNC_DAYS_AHEAD - 1;
	return count;
}

static int send_days(struct part *p, struct err *e)
{
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		if (page_is_ahead(p->page, &record_types[i], p->account.kind) && p->place.until && p->place.until < page_today() + SYNC_DAYS_AHEAD - 1)
			return send_ahead(p, &record_types[i], e); /* there is one such type; a second would need a day of its own */
	return 0;
}

static int send_news(struct part *p, struct err *e)
{
	const struct onlooker who = viewer_onlooker(p->m);
	int64_t since = p->place.seq;
	if (since == p->account.seq)
		return 0;
	if (record_changes(p->page->s, p->account.local, NULL, since, &who, take, p, e) < 0)
		return -1;
	p->more = p->page->full;
	if (!p->more && p->place.seq < p->account.seq)
		p->place.seq = p->account.seq;
	p->told = p->told || p->more || p->place.seq - since > LAG_MOST;
	return 0;
}

int part_send_changes(struct part *p, struct err *e)
{
	return send_news(p, e) < 0 ? -1 : p->more ? 0 : send_days(p, e);
}
