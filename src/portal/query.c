/* Type/query of every type over its index table (RFC 8620 section 5.5). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "query_directory.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"

enum {
	QUERY_MOST = JMAP_MAX_OBJECTS_IN_GET,
	CONDITIONS_MOST = 20 /* of a filter: more is no question that a list screen asks */
};

/* --- filters: whatever can be said as "all of these hold" --- */

struct filters {
	struct record_filter *at;
	size_t count;
	struct strings texts; /* what the rows borrow */
	bool nobody;          /* not by people: who asks sees none */
};

static void filters_release(struct filters *f)
{
	free(f->at);
	strings_release(&f->texts);
	*f = (struct filters){0};
}

static char *text_of(const struct json *value)
{
	if (json_is_string(value))
		return xstrdup(json_text(value));
	if (json_is_bool(value))
		return xstrdup(json_bool(value, false) ? "true" : "false");
	if (json_is_integer(value))
		return xasprintf("%" PRId64, json_integer(value, 0));
	return NULL;
}

static int add_condition(const struct record_type *type, const struct json *value, bool negate, struct filters *f,
                         struct err *e)
{
	const struct field *field = field_find(type, json_key(value));
	if (f->count == CONDITIONS_MOST)
		return err_set(e, ERR_UNSUPPORTED_FILTER, json_key(value), NULL);
	char *text = text_of(value);
	bool people = field && text_equal(field->target, record_types[TYPE_Person].name);
	if (!field || !(field->flags & F_LISTED) || !text || (people && f->nobody)) {
		free(text);
		return err_set(e, ERR_UNSUPPORTED_FILTER, json_key(value), NULL);
	}
	strings_push_take(&f->texts, text);
	f->at = xrealloc(f->at, f->count + 1, sizeof *f->at);
	f->at[f->count++] = (struct record_filter){.field = field->name, .equals = text, .negate = negate};
	return 0;
}

/* A list of conditions that must all hold; with negate, none of them. */
static int add_filter(const struct record_type *type, const struct json *node, bool negate, struct filters *f,
                      struct err *e)
{
	const struct json *operator = json_get(node, "operator");
	if (!json_is_object(node))
		return err_set(e, ERR_INVALID_ARGUMENTS, "filter", "{}", NULL);
	if (!operator) {
		if (negate && json_size(node) > 1)
			return err_set(e, ERR_UNSUPPORTED_FILTER, "NOT", NULL);
		for (const struct json *i = json_first(node); i; i = json_next(i))
			if (add_condition(type, i, negate, f, e) < 0)
				return -1;
		return 0;
	}
	const struct json *conditions = json_get(node, "conditions");
	const char *name = json_text(operator);
	bool all = text_equal(name, "AND"), any = text_equal(name, "OR"), none = text_equal(name, "NOT");
	if ((!all && !any && !none) || !json_is_array(conditions))
		return err_set(e, ERR_INVALID_ARGUMENTS, "filter", "{\"operator\":\"AND\",\"conditions\":[]}", NULL);
	/* De Morgan: what would come out as "one of these holds" is more than an index can tell at once. */
	bool alternatives = negate ? all : any;
	if (none)
		alternatives = negate;
	if (alternatives && json_size(conditions) != 1)
		return err_set(e, ERR_UNSUPPORTED_FILTER, name, NULL);
	for (const struct json *i = json_first(conditions); i; i = json_next(i))
		if (add_filter(type, i, negate != none, f, e) < 0)
			return -1;
	return 0;
}

/* --- order --- */

/* At most one comparator: ties go by the order of making, always the same way. */
static int read_sort(const struct record_type *type, const struct json *sort, struct record_query *q, struct err *e)
{
	if (json_size(sort) == 0)
		return 0;
	const struct json *first = json_first(sort), *ascending = json_get(first, "isAscending");
	const char *name = json_get_text(first, "property");
	if (!name || (ascending && !json_is_bool(ascending)))
		return err_set(e, ERR_INVALID_ARGUMENTS, "sort", "[{\"property\":\"name\"}]", NULL);
	const struct field *field = field_find(type, name);
	if (!field || !(field->flags & F_SORTABLE))
		return err_set(e, ERR_UNSUPPORTED_SORT, name, NULL);
	const struct json *second = json_next(first);
	const char *too_much = second ? json_get_text(second, "property") : json_get_text(first, "collation");
	if (second || too_much)
		return err_set(e, ERR_UNSUPPORTED_SORT, too_much ? too_much : "sort", NULL);
	q->order = field->name;
	q->ascending = json_bool(ascending, true);
	return 0;
}

/* --- the window --- */

static int read_anchor(const struct call *c, struct record_query *q, struct err *e)
{
	struct store *s = &c->batch->worker->reader;
	const char *asked = json_get_text(c->arguments, "anchor");
	const char *id = jmap_creation_id(&c->batch->request, asked);
	struct record r = {0};
	bool there = id && record_by_id(s, c->account->account.local, c->type, id, &r) &&
	             viewer_may_read(c->account, &r);
	q->anchor = r.local;
	record_free(&r);
	if (!there)
		return err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
	/* record_query counts from the row after the anchor, RFC 8620 from the anchor itself. */
	q->offset = json_get_integer(c->arguments, "anchorOffset", 0) - 1;
	return 0;
}

/* A position before the start counts from the end (section 5.5), and at the start where that is not far enough. */
static int read_position(const struct call *c, struct record_query *q, struct err *e)
{
	q->offset = json_get_integer(c->arguments, "position", 0);
	if (q->offset >= 0)
		return 0;
	struct record_query all = *q;
	int64_t total = 0;
	all.offset = 0;
	all.limit = 0;
	all.total = true;
	if (record_list(&c->batch->worker->reader, &all, NULL, NULL, &total, e) < 0)
		return -1;
	q->offset = total + q->offset > 0 ? total + q->offset : 0;
	return 0;
}

struct json *method_query_response(const struct call *c, const struct query_page *page)
{
	struct json *response = method_response(c);
	json_set_string(response, "queryState", page->state);
	json_set_bool(response, "canCalculateChanges", false);
	json_set_integer(response, "position", page->position);
	struct json *ids = json_set(response, "ids", json_new_array());
	for (int i = 0; i < page->count; i++)
		json_push(ids, json_new_string(page->ids[i]));
	if (json_get_bool(c->arguments, "calculateTotal", false))
		json_set_integer(response, "total", page->total);
	if (page->count == page->most && json_get_integer(c->arguments, "limit", INT64_MAX) > page->most)
		json_set_integer(response, "limit", page->most);
	return response;
}

static struct json *answer(const struct call *c, const struct record_query *q, struct err *e)
{
	struct store *s = &c->batch->worker->reader;
	int64_t locals[QUERY_MOST];
	char ids[QUERY_MOST][RECORD_ID_LENGTH + 1];
	char *state = method_state(c, s);
	struct query_page page = {.state = state, .ids = ids, .most = QUERY_MOST};
	int count = record_list(s, q, locals, &page.position, &page.total, e);
	if (count < 0) {
		free(state);
		return NULL;
	}
	for (int i = 0; i < count; i++)
		page.count += record_id(s, locals[i], ids[page.count]);
	struct json *response = method_query_response(c, &page);
	free(state);
	return response;
}

struct json *method_query(const struct call *c, struct err *e)
{
	struct filters f = {.nobody = c->account->role <= ROLE_NEWCOMER};
	struct json *response = NULL;
	const struct json *filter = json_get(c->arguments, "filter");
	if (query_is_of_directory(c))
		return query_directory(c, e);
	int64_t limit = json_get_integer(c->arguments, "limit", QUERY_MOST);
	struct record_query q = {
		.account = c->account->account.local,
		.type = c->type,
		.sees = viewer_sees(c->account),
		.author = viewer_author(c->account),
		.limit = limit < QUERY_MOST ? (int)limit : QUERY_MOST,
		.total = json_get_bool(c->arguments, "calculateTotal", false),
	};
	if (json_is_object(filter) && add_filter(c->type, filter, false, &f, e) < 0)
		goto out;
	q.filters = f.at;
	q.filter_count = f.count;
	if (read_sort(c->type, json_get(c->arguments, "sort"), &q, e) < 0)
		goto out;
	if ((json_get_text(c->arguments, "anchor") ? read_anchor : read_position)(c, &q, e) < 0)
		goto out;
	response = answer(c, &q, e);
out:
	filters_release(&f);
	return response;
}
