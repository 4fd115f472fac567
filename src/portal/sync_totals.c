/* How many records there are beyond what Sync/get has sent. */
#include "sync_part.h"

#include "twinline/records/thread.h"

static int count_all(const struct part *p, const struct record_type *type, int64_t *total, struct err *e)
{
	struct record_query q = {.account = p->account.local, .type = type, .sees = viewer_sees(p->m), .author = viewer_author(p->m),
	                         .total = true};
	part_bound(p, type, &q);
	/* Of times to come all count, however far ahead; what is over has gone from the window for good. */
	q.to = q.to ? INT64_MAX : 0;
	return record_list(p->page->s, &q, NULL, NULL, total, e) < 0 ? -1 : 0;
}

/* Whoever has not all of the messages cannot count conversations. */
static int add_threads(struct part *p, struct err *e)
{
	const char *name = record_types[TYPE_Thread].name;
	int64_t threads, unread;
	if (thread_totals(p->page->s, p->account.local, &threads, &unread, e) < 0)
		return -1;
	json_set_integer(part_object(p->entry, "total"), name, threads);
	json_set_integer(part_object(p->entry, "unread"), name, unread);
	return 0;
}

/* True if this part has changes of a type. */
static bool has_changes(const struct part *p, const struct record_type *type)
{
	return json_get(json_get(p->entry, "records"), type->name) || json_get(json_get(p->entry, "destroyed"), type->name);
}

/*
 * True if the client may have less than the total of a type: its window is cut or still under way. With changes it always
 * may, for the portal does not know how much of the rest it has come to have, unless it wanted all.
 */
static bool is_told_total(const struct part *p, const struct record_type *type, bool was_window, int64_t total)
{
	int64_t most = page_window(p->page, type);
	unsigned index = (unsigned)type->index;
	if (!was_window || most < 0)
		return most > 0 || (was_window && p->place.in_window && index == p->place.type);
	return (total > most || (type->flags & T_AHEAD && total > 0)) && (!p->place.in_window || index <= p->place.type);
}

int part_add_totals(struct part *p, bool was_window, struct err *e)
{
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++) {
		const struct record_type *type = &record_types[i];
		int64_t total;
		if (type->window <= 0 || page_window_in(p->page, type, p->account.kind) == 0 ||
		    (!was_window && !has_changes(p, type)))
			continue;
		if (count_all(p, type, &total, e) < 0)
			return -1;
		if (!is_told_total(p, type, was_window, total))
			continue;
		json_set_integer(part_object(p->entry, "total"), type->name, total);
		if (i == TYPE_Message && add_threads(p, e) < 0)
			return -1;
	}
	return 0;
}
