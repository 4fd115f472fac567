/* Type/query of what the directory and the calendar are asked for: filters of schema/filter.h, totals and counts of facets. */
#include "query_directory.h"

#include <stdlib.h>

#include "search.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/schema/filter.h"

/* True if every property can be asked of the index tables, and one of them of nothing else. */
static bool is_for_lists(const struct record_type *type, const struct json *filter)
{
	bool one = false;
	for (const struct json *i = json_first(filter); i; i = json_next(i)) {
		const struct field *field = field_find(type, json_key(i));
		if (!field || !(field->flags & F_LISTED))
			return false;
		one = one || !filter_find(type, json_key(i));
	}
	return one;
}

bool query_is_of_directory(const struct call *c)
{
	const struct json *sort = json_get(c->arguments, "sort"), *first = json_first(sort);
	if (!search_has(c->type, c->account->account.kind) || is_for_lists(c->type, json_get(c->arguments, "filter")))
		return false;
	return !first || (json_size(sort) == 1 && c->type->order && !json_get(first, "collation") &&
	                  text_equal(json_get_text(first, "property"), c->type->order));
}

static struct json *answer(const struct call *c, const struct directory_question *q, struct directory_answer *a)
{
	char *state = method_state(c, &c->batch->worker->reader);
	const struct query_page page = {
		.state = state, .position = a->position, .total = a->total, .ids = a->ids, .count = a->count, .most = DIRECTORY_IDS_MOST,
	};
	struct json *response = method_query_response(c, &page);
	free(state);
	if (q->facets)
		json_set(response, "facets", a->facets);
	return response;
}

struct json *query_directory(const struct call *c, struct err *e)
{
	const struct json *filter = json_get(c->arguments, "filter");
	const char *anchor = json_get_text(c->arguments, "anchor");
	int64_t limit = json_get_integer(c->arguments, "limit", DIRECTORY_IDS_MOST);
	const struct json *sort = json_first(json_get(c->arguments, "sort"));
	const struct directory_question q = {
		.type = c->type,
		.sees = viewer_sees(c->account),
		.filter = json_is_object(filter) ? filter : NULL,
		.oldest_first = sort && json_get_bool(sort, "isAscending", true),
		.anchor = anchor ? jmap_creation_id(&c->batch->request, anchor) : NULL,
		.offset = json_get_integer(c->arguments, anchor ? "anchorOffset" : "position", 0),
		.limit = limit < DIRECTORY_IDS_MOST ? (int)limit : DIRECTORY_IDS_MOST,
		.facets = json_get_bool(c->arguments, "calculateFacets", false),
	};
	struct directory_answer a;
	if (anchor && !q.anchor) {
		err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
		return NULL;
	}
	return directory_ask(c->batch->worker->portal->search, &q, &a, e) < 0 ? NULL : answer(c, &q, &a);
}
