/* What the fields of records say, as sets of slots and columns by slot. */
#include <stdlib.h>
#include <string.h>

#include "search_index.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* --- names --- */

static uint32_t hash_of(const char *text)
{
	uint32_t hash = 2166136261u;
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 16777619u;
	return hash;
}

static uint32_t *name_entry(const struct names *n, const char *text)
{
	uint32_t mask = n->capacity * 2 - 1, at = hash_of(text) & mask;
	while (n->table[at] && strcmp(n->at[n->table[at] - 1], text) != 0)
		at = (at + 1) & mask;
	return &n->table[at];
}

static void names_grow(struct names *n)
{
	n->capacity = n->capacity ? n->capacity * 2 : 64;
	n->at = xrealloc(n->at, n->capacity, sizeof *n->at);
	free(n->table);
	n->table = xcalloc((size_t)n->capacity * 2, sizeof *n->table);
	for (uint32_t i = 0; i < n->count; i++)
		*name_entry(n, n->at[i]) = i + 1;
}

static int32_t name_number(struct names *n, const char *text)
{
	char *folded = filter_name(text);
	if (n->count == n->capacity)
		names_grow(n);
	uint32_t *entry = *folded ? name_entry(n, folded) : NULL;
	if (entry && !*entry) {
		n->at[n->count++] = folded;
		return (int32_t)(*entry = n->count);
	}
	free(folded);
	return entry ? (int32_t)*entry : 0;
}

static void names_release(struct names *n)
{
	for (uint32_t i = 0; i < n->count; i++)
		free(n->at[i]);
	free(n->at);
	free(n->table);
}

/* --- finding --- */

static bool is_facet(enum filter_match match)
{
	return match == FILTER_CODES || match == FILTER_NONE_OF || match == FILTER_IS;
}

const struct facet *search_facet(const struct search_index *x, const char *field)
{
	for (size_t i = 0; i < x->facet_count; i++)
		if (strcmp(x->facets[i].field, field) == 0)
			return &x->facets[i];
	return NULL;
}

/* Where the code stands, or would stand. */
static size_t place_of(const struct facet *f, const char *code)
{
	size_t low = 0, high = f->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (strcmp(f->values[middle].code, code) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct value *search_value(const struct facet *f, const char *code)
{
	size_t at = place_of(f, code);
	return at < f->count && strcmp(f->values[at].code, code) == 0 ? &f->values[at] : NULL;
}

const struct column *search_column(const struct search_index *x, const struct filter_row *row)
{
	for (size_t i = 0; i < x->column_count; i++)
		if (strcmp(x->columns[i].field, row->field) == 0)
			return &x->columns[i];
	return NULL;
}

/* --- making --- */

void search_values_init(struct search_index *x)
{
	for (const struct filter_row *row = filter_rows(x->type); row->name; row++) {
		if (is_facet(row->match) && !search_facet(x, row->field)) {
			x->facets = xrealloc(x->facets, x->facet_count + 1, sizeof *x->facets);
			x->facets[x->facet_count++] = (struct facet){.field = row->field};
		} else if (row->field && !is_facet(row->match) && !search_column(x, row)) {
			x->columns = xrealloc(x->columns, x->column_count + 1, sizeof *x->columns);
			x->columns[x->column_count++] = (struct column){.field = row->field, .match = row->match};
		}
	}
}

void search_values_release(struct search_index *x)
{
	for (size_t i = 0; i < x->facet_count; i++) {
		for (size_t j = 0; j < x->facets[i].count; j++) {
			free(x->facets[i].values[j].code);
			bits_release(&x->facets[i].values[j].slots);
		}
		free(x->facets[i].values);
	}
	for (size_t i = 0; i < x->column_count; i++) {
		names_release(&x->columns[i].names);
		free(x->columns[i].at);
	}
	free(x->facets);
	free(x->columns);
}

void search_values_grow(struct search_index *x, uint32_t capacity)
{
	for (size_t i = 0; i < x->column_count; i++)
		x->columns[i].at = xrealloc(x->columns[i].at, capacity, sizeof *x->columns[i].at);
}

/* --- putting --- */

static void add_code(struct facet *f, const char *code, uint32_t slot)
{
	size_t at = place_of(f, code);
	if (at == f->count || strcmp(f->values[at].code, code) != 0) {
		f->values = xrealloc(f->values, f->count + 1, sizeof *f->values);
		memmove(f->values + at + 1, f->values + at, (f->count - at) * sizeof *f->values);
		f->values[at] = (struct value){.code = xstrdup(code)};
		f->count++;
	}
	bits_add(&f->values[at].slots, slot);
}

static void put_facet(struct facet *f, uint32_t slot, const struct json *value)
{
	if (json_is_string(value))
		add_code(f, json_text(value), slot);
	else if (json_bool(value, false))
		add_code(f, "true", slot);
	else if (json_is_object(value))
		for (const struct json *code = json_first(value); code; code = json_next(code))
			if (json_bool(code, false))
				add_code(f, json_key(code), slot);
}

static int32_t column_value(struct column *c, const struct json *value)
{
	if (c->match == FILTER_FROM || c->match == FILTER_TO)
		return (int32_t)json_integer(value, -1);
	if (!json_is_string(value))
		return 0;
	return c->match == FILTER_NAME ? name_number(&c->names, json_text(value)) : filter_day(json_text(value));
}

void search_values_put(struct search_index *x, uint32_t slot, const struct json *tree)
{
	for (size_t i = 0; i < x->facet_count; i++)
		put_facet(&x->facets[i], slot, json_get(tree, x->facets[i].field));
	for (size_t i = 0; i < x->column_count; i++)
		x->columns[i].at[slot] = column_value(&x->columns[i], json_get(tree, x->columns[i].field));
}

void search_values_clear(struct search_index *x, uint32_t slot)
{
	for (size_t i = 0; i < x->facet_count; i++)
		for (size_t j = 0; j < x->facets[i].count; j++)
			bits_remove(&x->facets[i].values[j].slots, slot);
}
