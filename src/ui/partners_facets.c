/* Facets of a search: for each filter with codes, how many of those found have each code; the most first. */
#include <stdlib.h>
#include <string.h>

#include "partners.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

/* How many codes of a filter show before the others are one line. */
static int shown_of(const struct filter_row *row)
{
	return row->match == FILTER_CODES && text_equal(row->name, "country") ? 5 : 3;
}

/* --- counting what is here --- */

static void count_one(struct json *counts, const char *code)
{
	json_set_integer(counts, code, json_get_integer(counts, code, 0) + 1);
}

static void count_field(struct json *counts, const struct field *field, const struct json *value)
{
	if (field->kind == FIELD_CODE && json_text(value))
		count_one(counts, json_text(value));
	for (const struct json *code = json_first(value); field->kind == FIELD_CODES && code; code = json_next(code))
		count_one(counts, json_key(code));
}

static void count_card(struct json *counts, struct store *s, int64_t local)
{
	struct record record = { 0 };
	struct json *tree;

	if (!record_by_local(s, local, &record))
		return;
	tree = json_parse_own(record.body);
	for (const struct filter_row *row = filter_rows(partners_type); row->name; row++) {
		struct json *of_row = json_get_mutable(counts, row->name);

		if (of_row)
			count_field(of_row, field_find(partners_type, row->field), json_get(tree, row->field));
	}
	json_free(tree);
	record_free(&record);
}

static struct json *count_here(const struct partners *p)
{
	struct json *counts = json_new_object();

	for (const struct filter_row *row = filter_rows(partners_type); row->name; row++)
		if (row->facet && row->match == FILTER_CODES)
			json_set(counts, row->name, json_new_object());
	for (int i = 0; i < partners_people(p); i++)
		count_card(counts, p->store, p->keys[i]);
	return counts;
}

/* --- lines --- */

static void add(struct facets *f, const struct facet *facet)
{
	f->at = xrealloc(f->at, (size_t)f->count + 1, sizeof *f->at);
	f->at[f->count++] = *facet;
}

static int by_count(const void *a, const void *b)
{
	const struct facet *one = a, *other = b;

	if (one->count != other->count)
		return one->count < other->count ? 1 : -1;
	return strcmp(one->code, other->code);
}

/* The codes of one filter, the most frequent first; codes that no vocabulary here has are left out. */
static struct facet *codes_of(const struct filter_row *row, const struct json *counts, int *count)
{
	const struct vocabulary *v = lookup_vocabulary(partners_type, row);
	struct facet *codes = xcalloc(json_size(counts) + 1, sizeof *codes);

	*count = 0;
	for (const struct json *one = json_first(counts); v && one; one = json_next(one)) {
		const struct vocabulary_row *code = vocabulary_find(v, json_key(one));

		if (code && json_integer(one, 0) > 0)
			codes[(*count)++] = (struct facet){ .kind = FACET_CODE, .row = row, .code = code->code, .count = json_integer(one, 0) };
	}
	qsort(codes, (size_t)*count, sizeof *codes, by_count);
	return codes;
}

static void add_filter(struct facets *f, const struct filter_row *row, unsigned bit, const struct json *counts)
{
	int count, most = shown_of(row);
	struct facet *codes = codes_of(row, counts, &count);
	struct facet others = { .kind = FACET_OTHERS, .row = row };

	if (count > 0)
		add(f, &(struct facet){ .kind = FACET_HEAD, .row = row });
	if ((f->expanded & bit) || count <= most + 1)
		most = count;
	for (int i = 0; i < count; i++) {
		if (i < most) {
			add(f, &codes[i]);
		} else {
			others.others++;
			others.count += codes[i].count;
		}
	}
	if (others.others)
		add(f, &others);
	free(codes);
}

/* The cursor goes to the line that it was on (NULL: the first), else to the next that can be chosen. */
static void select_again(struct facets *f, const struct facet *before)
{
	int at = !before ? 0 : f->selected < f->count ? f->selected : f->count - 1;

	for (int i = 0; before && before->row && i < f->count; i++)
		if (f->at[i].kind == before->kind && f->at[i].row == before->row && text_equal(f->at[i].code, before->code))
			at = i;
	while (at >= 0 && at + 1 < f->count && f->at[at].kind == FACET_HEAD)
		at++;
	f->selected = at < 0 ? 0 : at;
}

void facets_read(struct partners *p)
{
	struct facets *f = &p->facets;
	struct json *here = f->counts ? NULL : count_here(p);
	struct facet before = { 0 };
	unsigned bit = 1;

	if (f->selected < f->count)
		before = f->at[f->selected];
	f->count = 0;
	for (const struct filter_row *row = filter_rows(partners_type); row->name; row++, bit <<= 1)
		if (row->facet && row->match == FILTER_CODES)
			add_filter(f, row, bit, json_get(f->counts ? f->counts : here, row->name));
	select_again(f, p->part == PARTNERS_FACETS ? &before : NULL);
	json_free(here);
}

struct json *partners_countries(const struct partners *p)
{
	struct json *all = p->facets.counts ? json_copy(p->facets.counts) : count_here(p), *countries = json_detach(all, "country");

	json_free(all);
	return countries ? countries : json_new_object();
}

void facets_release(struct facets *f)
{
	json_free(f->counts);
	free(f->at);
	*f = (struct facets){ 0 };
}

/* --- acting --- */

static void step(struct facets *f, int by)
{
	int at = f->selected;

	for (int left = by < 0 ? -by : by; left > 0; left--) {
		int next = at + (by < 0 ? -1 : 1);

		while (next >= 0 && next < f->count && f->at[next].kind == FACET_HEAD)
			next += by < 0 ? -1 : 1;
		if (next < 0 || next >= f->count)
			break;
		at = next;
	}
	f->selected = at;
}

bool facets_act(struct partners *p, enum action action, int height)
{
	switch (action) {
	case ACTION_MOVE_DOWN:
		step(&p->facets, 1);
		return true;
	case ACTION_MOVE_UP:
		step(&p->facets, -1);
		return true;
	case ACTION_PAGE_DOWN:
		step(&p->facets, height);
		return true;
	case ACTION_PAGE_UP:
		step(&p->facets, -height);
		return true;
	case ACTION_MOVE_FIRST:
		step(&p->facets, -p->facets.count);
		return true;
	case ACTION_MOVE_LAST:
		step(&p->facets, p->facets.count);
		return true;
	default:
		return false;
	}
}

static unsigned bit_of(const struct filter_row *wanted)
{
	unsigned bit = 1;

	for (const struct filter_row *row = filter_rows(partners_type); row->name && row != wanted; row++)
		bit <<= 1;
	return bit;
}

bool facets_choose(struct partners *p)
{
	const struct facet *facet = p->facets.selected < p->facets.count ? &p->facets.at[p->facets.selected] : NULL;

	if (facet && facet->kind == FACET_OTHERS) {
		p->facets.expanded |= bit_of(facet->row);
		facets_read(p);
		return false;
	}
	if (!facet || facet->kind != FACET_CODE)
		return false;
	lookup_toggle(p->filter, facet->row, facet->code);
	return true;
}
