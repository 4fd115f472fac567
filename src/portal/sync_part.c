/* What all parts of Sync/get do to a page: its room, its lists, the windows that a client wants. */
#include "sync_part.h"

#include <string.h>

#include "twinline/base/clock.h"

int64_t page_window(const struct page *page, const struct record_type *type)
{
	return page->windows[type->index];
}

/* The same for one kind of account. Cards of projects stand in the directory, which is asked and not copied. */
int64_t page_window_in(const struct page *page, const struct record_type *type, enum account_kind kind)
{
	bool is_card = kind == ACCOUNT_DIRECTORY && type->holders != HOLDS(DIRECTORY);
	return record_type_in(type, kind) && !is_card ? page_window(page, type) : 0;
}

struct json *part_object(struct json *object, const char *name)
{
	struct json *there = json_get_mutable(object, name);
	return there ? there : json_set(object, name, json_new_object());
}

struct json *part_list(struct part *p, const char *part, const struct record_type *type)
{
	struct json *lists = part_object(p->entry, part);
	struct json *list = json_get_mutable(lists, type->name);
	return list ? list : json_set(lists, type->name, json_new_array());
}

bool page_pay(struct page *page, size_t bytes)
{
	if (page->begun && (int64_t)bytes > page->left) {
		page->full = true;
		return false;
	}
	page->left -= (int64_t)bytes;
	page->begun = true;
	return true;
}

void part_add(struct part *p, const struct record *r)
{
	json_push(part_list(p, "records", r->type), method_show(p->page->s, p->page->call->batch->viewer, p->m, r));
	p->told = true;
}

bool part_tell(struct part *p, const struct record *r)
{
	if (!page_pay(p->page, strlen(r->body) + SYNC_RECORD_BYTES))
		return false;
	part_add(p, r);
	return true;
}

int64_t page_today(void)
{
	return clock_now() / PORTAL_DAY;
}

bool page_is_ahead(const struct page *page, const struct record_type *type, enum account_kind kind)
{
	return type->flags & T_AHEAD && page_window_in(page, type, kind) > 0;
}

void part_bound(const struct part *p, const struct record_type *type, struct record_query *q)
{
	q->ascending = type->flags & T_AHEAD;
	if (!page_is_ahead(p->page, type, p->account.kind))
		return;
	q->from = (page_today() - SYNC_DAYS_BEHIND) * PORTAL_DAY;
	q->to = (page_today() + SYNC_DAYS_AHEAD) * PORTAL_DAY - 1;
}
