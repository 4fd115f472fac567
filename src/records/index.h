/*
 * Index tables: one a record type, its columns grown from the fields with F_LISTED and F_SORTABLE, rebuilt from the bodies
 * whenever the wanted table is not the one there. Column values are never NULL: absent is '' or 0.
 */
#ifndef TWINLINE_RECORDS_INDEX_H
#define TWINLINE_RECORDS_INDEX_H

#include "twinline/base/json.h"
#include "twinline/records/record.h"

/* What of a field a column holds. */
enum index_part {
	INDEX_TEXT,    /* as it is */
	INDEX_INTEGER, /* whole number, 0 or 1, or seconds since 1970 */
	INDEX_SET,     /* " a b ": codes, keywords, ids, with spaces around each */
	INDEX_ID,      /* of a party; of parties see INDEX_SET */
	INDEX_NAME,    /* of a party, or of the first of parties */
	INDEX_COUNTRY
};

struct index_column {
	char *name; /* snake case of the JSON name, with _id, _name, _country */
	const struct field *field;
	enum index_part part;
};

struct index_table {
	const struct record_type *type;
	char *name; /* "message_index" */
	struct index_column *columns;
	size_t count;
	char *made_by; /* the SQL that makes it, with its indexes */
	char *put;     /* the SQL that writes a row: local, account, audience, columns */
	char *drop;
	char *read;    /* the columns of one row */
};

struct index;

struct index *index_new(enum store_side side);
void index_free(struct index *index);

/* Makes or rebuilds the tables that differ from what is wanted. 0 or -1. */
int index_ensure(struct store *s, struct err *e);

const struct index_table *index_table(const struct store *s, const struct record_type *type);

/* The column for comparing a field (of a party the id, of a list the set), or NULL if the field is not listed. */
const struct index_column *index_column(const struct store *s, const struct record_type *type, const char *field);

/* Writes the row of record (or, with a negative local, draft) local. In a transaction. 0 or -1. */
int index_put(struct store *s, const struct record *r, const struct json *tree, struct err *e);
int index_drop(struct store *s, const struct record_type *type, int64_t local, struct err *e);

/* True if the row is there and holds what tree says. */
bool index_agrees(struct store *s, const struct record *r, const struct json *tree);

#endif
