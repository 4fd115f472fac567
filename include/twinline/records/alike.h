/*
 * Finding records by a word that may have been typed wrong: the longest words of a person's name, and of a school's town, stand in the
 * index tables of the portal. What is found may be the same; whether it is, is for portal/likeness.c to say.
 */
#ifndef TWINLINE_RECORDS_ALIKE_H
#define TWINLINE_RECORDS_ALIKE_H

#include "twinline/records/record.h"

/* Writes the words of a record into its row of the index. Nothing for other types. In a transaction. 0 or -1. */
int alike_put(struct store *s, const struct record *r, const struct json *tree, struct err *e);

/*
 * Locals of the records of a type in a country that have a word of text, or one that a letter changed, added, taken away or changed with
 * its neighbour makes of it; ascending, each once, *locals yours. How many, or -1 with e.
 */
int alike_find(struct store *s, const struct record_type *type, const char *country, const char *text, int64_t **locals, struct err *e);

#endif
