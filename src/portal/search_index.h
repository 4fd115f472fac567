/*
 * The index of one type: a document a record, in a slot that stays its own as long as it is there. Facets are sets of slots,
 * days, ages and names columns by slot, and the order is a list of slots. Its caller sees to it that nobody reads while it changes.
 */
#ifndef TWINLINE_PORTAL_SEARCH_INDEX_H
#define TWINLINE_PORTAL_SEARCH_INDEX_H

#include "search.h"
#include "search_bits.h"
#include "search_words.h"
#include "twinline/records/record.h"
#include "twinline/schema/filter.h"

struct document {
	int64_t order, local; /* newest activity is largest; records of one moment go by their making, as in record_list */
	int64_t seen;         /* the place where members came to see it */
	uint64_t digest;      /* of its words */
	uint32_t version;     /* of its words; 0: it has none */
	char id[RECORD_ID_LENGTH + 1];
	unsigned char audience;
};

/* The records whose field is or has a code. */
struct value { char *code; struct bits slots; };

/* A field that is a code, a set of codes or a boolean, which has the one code "true". */
struct facet { const char *field; struct value *values; size_t count; /* in order of codes */ };

/* Each name once, by number from 1 on; 0 is no name. */
struct names { char **at; uint32_t count, capacity; uint32_t *table; };

/* A field that is compared: an age, a day as filter_day writes it, the number of a name. -1: not there (0 of days and names). */
struct column { const char *field; enum filter_match match; int32_t *at; struct names names; };

struct search_index {
	const struct record_type *type;
	struct document *documents; /* by slot */
	uint32_t slots, capacity;
	struct bits there;          /* slots in use */
	uint32_t *free_slots;
	size_t free_count, live;
	uint32_t *table, table_size; /* slot + 1 by id */
	uint32_t *order;             /* slots, least first */
	size_t order_count;
	uint32_t *unordered;         /* slots that have to find their place still */
	size_t unordered_count, unordered_capacity;
	uint32_t *versions, version_count, version_capacity; /* the slot of each version, from 1 on */
	struct bits audiences[AUDIENCE_COUNT];
	struct facet *facets;
	size_t facet_count;
	struct column *columns;
	size_t column_count;
};

struct search_index *search_index_new(const struct record_type *type);
void search_index_free(struct search_index *x);

/* Takes in a record as it is now. 0 or -1. */
int search_index_put(struct search_index *x, struct search_words *words, const struct record *r, const struct json *tree,
                     struct err *e);
void search_index_remove(struct search_index *x, const char *id);

/* After the last put or remove: everything is in its place. */
void search_index_settle(struct search_index *x);

/* The slot of a record; false if it is not there. */
bool search_index_find(const struct search_index *x, const char *id, uint32_t *slot);

/* Below 0, 0 or above: how two slots stand in the order. */
int search_index_compare(const struct search_index *x, uint32_t left, uint32_t right);

/* The slot's place in the order, or the one where it would stand. */
size_t search_index_place(const struct search_index *x, uint32_t slot);

/* --- search_values.c --- */

/* The facets and columns that the rows of the type ask for. */
void search_values_init(struct search_index *x);
void search_values_release(struct search_index *x);
void search_values_grow(struct search_index *x, uint32_t capacity);
void search_values_put(struct search_index *x, uint32_t slot, const struct json *tree);
void search_values_clear(struct search_index *x, uint32_t slot);
const struct facet *search_facet(const struct search_index *x, const char *field);
const struct value *search_value(const struct facet *f, const char *code);
const struct column *search_column(const struct search_index *x, const struct filter_row *row);

/* --- search_ask.c --- */
int search_index_ask(const struct search_index *x, struct search_words *words, const struct directory_question *q,
                     struct directory_answer *a, struct err *e);

#endif
