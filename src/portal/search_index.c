/* The documents of an index: their slots, where they are found by id, and their order. */
#include "search_index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { FIRST_SLOTS = 64, INSERTED_MOST = 256 /* more than that are sorted in with all the rest */ };

struct search_index *search_index_new(const struct record_type *type)
{
	struct search_index *x = xcalloc(1, sizeof *x);
	x->type = type;
	search_values_init(x);
	return x;
}

void search_index_free(struct search_index *x)
{
	if (!x)
		return;
	search_values_release(x);
	bits_release(&x->there);
	for (int i = 0; i < AUDIENCE_COUNT; i++)
		bits_release(&x->audiences[i]);
	free(x->documents);
	free(x->free_slots);
	free(x->table);
	free(x->order);
	free(x->unordered);
	free(x->versions);
	free(x);
}

/* --- by id --- */

/* FNV-1a. */
static uint64_t digest_of(const char *text)
{
	uint64_t digest = UINT64_C(14695981039346656037);
	for (; *text; text++)
		digest = (digest ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return digest;
}

static uint32_t home_of(const struct search_index *x, const char *id)
{
	return (uint32_t)digest_of(id) & (x->table_size - 1);
}

/* Where the id stands in the table, or the empty entry where it would. */
static uint32_t entry_of(const struct search_index *x, const char *id)
{
	uint32_t at = home_of(x, id);
	while (x->table[at] && strcmp(x->documents[x->table[at] - 1].id, id) != 0)
		at = (at + 1) & (x->table_size - 1);
	return at;
}

bool search_index_find(const struct search_index *x, const char *id, uint32_t *slot)
{
	uint32_t entry = x->table_size ? x->table[entry_of(x, id)] : 0;
	if (entry)
		*slot = entry - 1;
	return entry != 0;
}

/* Takes an entry away, and moves back those that stand further on than at home because of it. */
static void forget_id(struct search_index *x, const char *id)
{
	uint32_t mask = x->table_size - 1, hole = entry_of(x, id);
	for (uint32_t at = (hole + 1) & mask; x->table[at]; at = (at + 1) & mask) {
		uint32_t home = home_of(x, x->documents[x->table[at] - 1].id);
		if (((at - home) & mask) < ((at - hole) & mask))
			continue;
		x->table[hole] = x->table[at];
		hole = at;
	}
	x->table[hole] = 0;
}

static void grow(struct search_index *x)
{
	x->capacity = x->capacity ? x->capacity * 2 : FIRST_SLOTS;
	x->documents = xrealloc(x->documents, x->capacity, sizeof *x->documents);
	x->free_slots = xrealloc(x->free_slots, x->capacity, sizeof *x->free_slots);
	x->order = xrealloc(x->order, x->capacity, sizeof *x->order);
	search_values_grow(x, x->capacity);
	free(x->table);
	x->table_size = x->capacity * 2;
	x->table = xcalloc(x->table_size, sizeof *x->table);
	for (uint32_t i = 0; i < x->slots; i++)
		if (bits_has(&x->there, i))
			x->table[entry_of(x, x->documents[i].id)] = i + 1;
}

static uint32_t take_slot(struct search_index *x, const struct record *r)
{
	if (x->free_count == 0 && x->slots == x->capacity)
		grow(x);
	uint32_t slot = x->free_count ? x->free_slots[--x->free_count] : x->slots++;
	struct document *d = &x->documents[slot];
	*d = (struct document){.local = r->local, .seen = r->seq};
	snprintf(d->id, sizeof d->id, "%s", r->id);
	x->table[entry_of(x, d->id)] = slot + 1;
	bits_add(&x->there, slot);
	x->live++;
	return slot;
}

/* --- order --- */

int search_index_compare(const struct search_index *x, uint32_t left, uint32_t right)
{
	const struct document *a = &x->documents[left], *b = &x->documents[right];
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return (a->local > b->local) - (a->local < b->local);
}

size_t search_index_place(const struct search_index *x, uint32_t slot)
{
	size_t low = 0, high = x->order_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (search_index_compare(x, x->order[middle], slot) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void take_from_order(struct search_index *x, uint32_t slot)
{
	size_t at = search_index_place(x, slot);
	if (at < x->order_count && x->order[at] == slot) {
		x->order_count--;
		memmove(x->order + at, x->order + at + 1, (x->order_count - at) * sizeof *x->order);
		return;
	}
	for (size_t i = 0; i < x->unordered_count; i++)
		if (x->unordered[i] == slot) {
			x->unordered[i] = x->unordered[--x->unordered_count];
			return;
		}
}

static void put_aside(struct search_index *x, uint32_t slot)
{
	if (x->unordered_count == x->unordered_capacity) {
		x->unordered_capacity = x->unordered_capacity ? x->unordered_capacity * 2 : FIRST_SLOTS;
		x->unordered = xrealloc(x->unordered, x->unordered_capacity, sizeof *x->unordered);
	}
	x->unordered[x->unordered_count++] = slot;
}

static void insert(struct search_index *x, uint32_t slot)
{
	size_t at = search_index_place(x, slot);
	memmove(x->order + at + 1, x->order + at, (x->order_count - at) * sizeof *x->order);
	x->order[at] = slot;
	x->order_count++;
}

/* What is sorted: qsort knows no index. */
struct rank { int64_t order, local; uint32_t slot; };

static int by_rank(const void *left, const void *right)
{
	const struct rank *a = left, *b = right;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return (a->local > b->local) - (a->local < b->local);
}

static void sort_all(struct search_index *x)
{
	for (size_t i = 0; i < x->unordered_count; i++)
		x->order[x->order_count++] = x->unordered[i];
	struct rank *ranks = xcalloc(x->order_count, sizeof *ranks);
	for (size_t i = 0; i < x->order_count; i++) {
		const struct document *d = &x->documents[x->order[i]];
		ranks[i] = (struct rank){d->order, d->local, x->order[i]};
	}
	qsort(ranks, x->order_count, sizeof *ranks, by_rank);
	for (size_t i = 0; i < x->order_count; i++)
		x->order[i] = ranks[i].slot;
	free(ranks);
}

void search_index_settle(struct search_index *x)
{
	if (x->unordered_count > INSERTED_MOST)
		sort_all(x);
	else
		for (size_t i = 0; i < x->unordered_count; i++)
			insert(x, x->unordered[i]);
	free(x->unordered);
	x->unordered = NULL;
	x->unordered_count = x->unordered_capacity = 0;
}

static int64_t order_of(const struct record_type *type, const struct json *tree)
{
	const char *text = type->order ? json_get_text(tree, type->order) : NULL;
	const struct field *field = type->order ? field_find(type, type->order) : NULL;
	int64_t seconds = 0;
	if (!field || field->kind != FIELD_UTC)
		return filter_day(text);
	return text && clock_parse(text, &seconds) ? seconds : 0;
}

static void put_in_order(struct search_index *x, uint32_t slot, int64_t order, bool is_new)
{
	struct document *d = &x->documents[slot];
	if (!is_new && d->order == order)
		return;
	if (!is_new)
		take_from_order(x, slot);
	d->order = order;
	put_aside(x, slot);
}

/* --- records --- */

static int put_words(struct search_index *x, struct search_words *words, uint32_t slot, const struct json *tree, struct err *e)
{
	struct document *d = &x->documents[slot];
	char *text = filter_words(x->type, tree);
	uint64_t digest = digest_of(text);
	int result = 0;
	if (!d->version || d->digest != digest) {
		if (x->version_count + 1 >= x->version_capacity) {
			x->version_capacity = x->version_capacity ? x->version_capacity * 2 : FIRST_SLOTS;
			x->versions = xrealloc(x->versions, x->version_capacity, sizeof *x->versions);
		}
		d->digest = digest;
		d->version = ++x->version_count;
		x->versions[d->version] = slot;
		char *of_nobody = filter_words_of_nobody(x->type, tree);
		result = search_words_add(words, x->type, ASKER_VALIDATED, d->version, text, e);
		if (result == 0 && of_nobody)
			result = search_words_add(words, x->type, ASKER_STRANGER, d->version, of_nobody, e);
		free(of_nobody);
	}
	free(text);
	return result;
}

static void put_audience(struct search_index *x, uint32_t slot, unsigned audience)
{
	x->documents[slot].audience = (unsigned char)audience;
	for (int i = 0; i < AUDIENCE_COUNT; i++) {
		bits_remove(&x->audiences[i], slot);
		if (audience >> i & 1)
			bits_add(&x->audiences[i], slot);
	}
}

int search_index_put(struct search_index *x, struct search_words *words, const struct record *r, const struct json *tree,
                     struct err *e)
{
	uint32_t slot;
	bool is_new = !search_index_find(x, r->id, &slot);
	if (is_new)
		slot = take_slot(x, r);
	else
		search_values_clear(x, slot);
	search_values_put(x, slot, tree);
	put_audience(x, slot, r->audience);
	put_in_order(x, slot, order_of(x->type, tree), is_new);
	return put_words(x, words, slot, tree, e);
}

void search_index_remove(struct search_index *x, const char *id)
{
	uint32_t slot;
	if (!search_index_find(x, id, &slot))
		return;
	take_from_order(x, slot);
	search_values_clear(x, slot);
	put_audience(x, slot, 0);
	forget_id(x, id);
	bits_remove(&x->there, slot);
	x->documents[slot].version = 0;
	x->free_slots[x->free_count++] = slot;
	x->live--;
}
