/* One question to an index: which documents pass, how many, of what, and the page that is wanted. */
#include <stdlib.h>
#include <string.h>

#include "search_index.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/fold.h"

struct asking {
	const struct search_index *x;
	struct search_words *words;
	enum asker asker;
	int32_t today;
};

/* --- conditions --- */

static void add_codes(const struct asking *k, const struct filter_row *row, const struct json *codes, struct bits *out)
{
	const struct facet *f = search_facet(k->x, row->field);
	bool one = json_is_string(codes);
	for (const struct json *code = one ? codes : json_first(codes); code; code = one ? NULL : json_next(code)) {
		const struct value *v = search_value(f, json_text(code));
		if (v)
			bits_or(out, &v->slots);
	}
}

static void invert(const struct asking *k, struct bits *b)
{
	struct bits all;
	bits_init(&all, k->x->slots);
	bits_or(&all, &k->x->there);
	bits_and_not(&all, b);
	bits_release(b);
	*b = all;
}

/* Numbers of a column from least to most. */
static void add_between(const struct asking *k, const struct column *c, int32_t least, int32_t most, struct bits *out)
{
	for (uint32_t at = 0; at < k->x->slots; at += 64) {
		uint32_t end = k->x->slots - at < 64 ? k->x->slots - at : 64;
		uint64_t word = 0;
		for (uint32_t i = 0; i < end; i++)
			word |= (uint64_t)(c->at[at + i] >= least && c->at[at + i] <= most) << i;
		out->words[at / 64] = word;
	}
	bits_and(out, &k->x->there);
}

static void add_named(const struct asking *k, const struct column *c, const char *begin, struct bits *out)
{
	char *folded = fold_copy(begin);
	bool *fits = xcalloc(c->names.count + 1, sizeof *fits);
	fits[0] = !*folded;
	for (uint32_t i = 0; i < c->names.count; i++)
		fits[i + 1] = filter_name_begins(c->names.at[i], folded);
	for (uint32_t slot = 0; slot < k->x->slots; slot++)
		if (bits_has(&k->x->there, slot) && fits[c->at[slot]])
			bits_add(out, slot);
	free(fits);
	free(folded);
}

struct finding { const struct search_index *x; struct bits *out; };

static void take_version(void *context, int64_t version)
{
	struct finding *f = context;
	uint32_t slot = f->x->versions[version];
	if (f->x->documents[slot].version == (uint32_t)version)
		bits_add(f->out, slot);
}

static int add_worded(const struct asking *k, const char *text, struct bits *out, struct err *e)
{
	struct finding f = {k->x, out};
	char *folded = fold_copy(text);
	bool none = !*folded;
	free(folded);
	if (none) {
		invert(k, out);
		return 0;
	}
	const struct words_question q = {k->x->type, k->asker, text};
	return search_words_find(k->words, &q, take_version, &f, e);
}

static int32_t age(const struct json *value)
{
	return (int32_t)json_integer(value, 0);
}

/* The documents that meet one property, into an empty set. */
static int add_condition(const struct asking *k, const struct json *value, struct bits *out, struct err *e)
{
	const struct filter_row *row = filter_find(k->x->type, json_key(value));
	const struct column *c = row->field ? search_column(k->x, row) : NULL;
	const struct facet *f = row->match == FILTER_IS ? search_facet(k->x, row->field) : NULL;
	switch (row->match) {
	case FILTER_WORDS:
		return add_worded(k, json_text(value), out, e);
	case FILTER_CODES:
	case FILTER_NONE_OF:
		add_codes(k, row, value, out);
		break;
	case FILTER_IS:
		if (search_value(f, "true"))
			bits_or(out, &search_value(f, "true")->slots);
		break;
	case FILTER_NAME:
		add_named(k, c, json_text(value), out);
		break;
	case FILTER_FROM:
		add_between(k, c, age(value), INT32_MAX, out);
		break;
	case FILTER_TO:
		add_between(k, c, 0, age(value), out);
		break;
	case FILTER_SINCE:
		add_between(k, c, filter_day(json_text(value)), INT32_MAX, out);
		break;
	case FILTER_BEFORE:
		add_between(k, c, 1, filter_day(json_text(value)) - 1, out);
		break;
	case FILTER_UNTIL:
		add_between(k, c, k->today, INT32_MAX, out);
		break;
	}
	bool turned = (row->match == FILTER_IS || row->match == FILTER_UNTIL) && !json_bool(value, false);
	if (row->match == FILTER_NONE_OF || turned)
		invert(k, out);
	return 0;
}

/* Takes out of among what does not pass. */
static int narrow(const struct asking *k, const struct json *node, struct bits *among, struct err *e);

static int narrow_by_operator(const struct asking *k, const char *operator, const struct json *conditions, struct bits *among,
                              struct err *e)
{
	struct bits any;
	int result = 0;
	bits_init(&any, k->x->slots);
	for (const struct json *i = json_first(conditions); i && result == 0; i = json_next(i)) {
		struct bits one;
		bits_init(&one, k->x->slots);
		bits_or(&one, among);
		result = narrow(k, i, &one, e);
		if (text_equal(operator, "AND"))
			bits_and(among, &one);
		else
			bits_or(&any, &one);
		bits_release(&one);
	}
	if (text_equal(operator, "OR"))
		bits_and(among, &any);
	else if (text_equal(operator, "NOT"))
		bits_and_not(among, &any);
	bits_release(&any);
	return result;
}

static int narrow(const struct asking *k, const struct json *node, struct bits *among, struct err *e)
{
	int result = 0;
	if (json_get(node, "operator"))
		return narrow_by_operator(k, json_get_text(node, "operator"), json_get(node, "conditions"), among, e);
	for (const struct json *value = json_first(node); value && result == 0; value = json_next(value)) {
		struct bits one;
		bits_init(&one, k->x->slots);
		result = add_condition(k, value, &one, e);
		bits_and(among, &one);
		bits_release(&one);
	}
	return result;
}

/* --- counts --- */

struct count { const char *code; int64_t number; };

static int by_number(const void *left, const void *right)
{
	const struct count *a = left, *b = right;
	if (a->number != b->number)
		return a->number > b->number ? -1 : 1;
	return strcmp(a->code, b->code);
}

static struct json *counts_of(const struct facet *f, const struct bits *hits, const uint32_t *places, size_t place_count)
{
	struct json *counts = json_new_object();
	struct count *all = xcalloc(f->count + 1, sizeof *all);
	for (size_t i = 0; i < f->count; i++)
		all[i] = (struct count){f->values[i].code, bits_count_at(hits, &f->values[i].slots, places, place_count)};
	qsort(all, f->count, sizeof *all, by_number);
	for (size_t i = 0; i < f->count && all[i].number > 0; i++)
		json_set_integer(counts, all[i].code, all[i].number);
	free(all);
	return counts;
}

static struct json *facets_of(const struct search_index *x, const struct bits *hits)
{
	struct json *facets = json_new_object();
	size_t count;
	uint32_t *places = bits_places(hits, &count);
	for (const struct filter_row *row = filter_rows(x->type); row->name; row++)
		if (row->facet)
			json_set(facets, row->name, counts_of(search_facet(x, row->field), hits, places, count));
	free(places);
	return facets;
}

static int64_t fresh_of(const struct search_index *x, const struct bits *hits, int64_t since)
{
	int64_t count = 0;
	for (uint32_t slot = 0; slot < x->slots && since > 0; slot++)
		count += bits_has(hits, slot) && x->documents[slot].seen > since;
	return count;
}

/* --- the page --- */

/* The n-th slot of the wanted order. */
static uint32_t slot_at(const struct search_index *x, const struct directory_question *q, size_t n)
{
	return x->order[q->oldest_first ? n : x->order_count - 1 - n];
}

/* How many hits stand before a slot. */
static int64_t hits_before(const struct search_index *x, const struct directory_question *q, const struct bits *hits, uint32_t slot)
{
	size_t place = search_index_place(x, slot), end = q->oldest_first ? place : x->order_count - 1 - place;
	int64_t count = 0;
	for (size_t n = 0; n < end; n++)
		count += bits_has(hits, slot_at(x, q, n));
	return count;
}

static void take_page(const struct search_index *x, const struct directory_question *q, const struct bits *hits,
                      struct directory_answer *a)
{
	int64_t at = 0;
	int most = q->limit < DIRECTORY_IDS_MOST ? q->limit : DIRECTORY_IDS_MOST;
	for (size_t n = 0; n < x->order_count && a->count < most; n++) {
		uint32_t slot = slot_at(x, q, n);
		if (bits_has(hits, slot) && at++ >= a->position)
			memcpy(a->ids[a->count++], x->documents[slot].id, sizeof a->ids[0]);
	}
}

/* RFC 8620 section 5.5: from the anchor, or from either end, and never before the start. */
static int find_position(const struct search_index *x, const struct directory_question *q, const struct bits *hits,
                         struct directory_answer *a, struct err *e)
{
	uint32_t slot;
	a->position = q->offset;
	if (q->anchor) {
		if (!search_index_find(x, q->anchor, &slot) || !(x->documents[slot].audience & q->sees))
			return err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
		a->position += hits_before(x, q, hits, slot);
		/* One that has left the results is no row of them: the next one stands in its place. */
		a->position -= !bits_has(hits, slot) && q->offset > 0;
	} else if (q->offset < 0) {
		a->position += a->total;
	}
	if (a->position < 0)
		a->position = 0;
	return 0;
}

int search_index_ask(const struct search_index *x, struct search_words *words, const struct directory_question *q,
                     struct directory_answer *a, struct err *e)
{
	char today[CLOCK_DAY_SIZE];
	clock_format_day(clock_now(), today);
	enum asker asker = q->sees & AUDIENCE_SIGNED_IN ? ASKER_VALIDATED : ASKER_STRANGER;
	struct asking k = {x, words, asker, filter_day(today)};
	struct bits hits;
	bits_init(&hits, x->slots);
	for (int i = 0; i < AUDIENCE_COUNT; i++)
		if (q->sees >> i & 1)
			bits_or(&hits, &x->audiences[i]);
	int result = q->filter ? narrow(&k, q->filter, &hits, e) : 0;
	if (result == 0) {
		a->total = bits_count(&hits);
		result = find_position(x, q, &hits, a, e);
	}
	if (result == 0) {
		take_page(x, q, &hits, a);
		a->fresh = fresh_of(x, &hits, q->since);
		a->facets = q->facets ? facets_of(x, &hits) : NULL;
	}
	bits_release(&hits);
	return result;
}
