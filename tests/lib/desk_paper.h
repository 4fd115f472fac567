/* A case with a paper, on the desk of a portal's database, as if somebody had registered with it. */
#ifndef TESTS_LIB_DESK_PAPER_H
#define TESTS_LIB_DESK_PAPER_H

#include "twinline/records/store.h"

/*
 * Opens the registration of a person (a card's id) with a paper "badge.html" of that text, at the desk of a country (NULL: the central one): the
 * desk's account, yours. In a transaction of its own. paper gets the file's id.
 */
char *desk_paper_plant(struct store *s, const char *country, const char *person, const char *text, char paper[]);

/* The same file without a case, as somebody's own; in a transaction. */
void desk_paper_put(struct store *s, int64_t account, const char *person, const char *text, char id[]);

#endif
