/* What people do to records of a portal (lib/portal_fixture.h), in a line each: make, change, take away, look, count. */
#ifndef TESTS_LIB_DEEDS_H
#define TESTS_LIB_DEEDS_H

#include "lib/portal_fixture.h"
#include "twinline/schema/access.h"

/* Somebody's way into a type in one account. */
struct deeds { struct portal_fixture *f; const struct teacher *t; const char *account, *type; };

struct deeds deeds_of(struct portal_fixture *f, const struct teacher *t, const char *account, const char *type);

/*
 * Each asks for one change: NULL if it was done, else what its error is called, "invalidProperties" as "property: error". Static, until
 * the next one. members as printf'ed JSON without the braces; id of what was made into made (may be NULL), yours.
 */
const char *deeds_make(const struct deeds *d, char **made, const char *members, ...) ATTR_PRINTF(3, 4);
const char *deeds_change(const struct deeds *d, const char *id, const char *patch, ...) ATTR_PRINTF(3, 4);
const char *deeds_end(const struct deeds *d, const char *id);

/* The record with an id; NULL if it is not there to be seen. Yours. */
struct json *deeds_get(const struct deeds *d, const char *id);

/* The first record that a filter (JSON without the braces; "": none) finds, whole, yours; NULL for none. And how many it finds. */
struct json *deeds_find(const struct deeds *d, const char *filter, ...) ATTR_PRINTF(2, 3);
int deeds_count(const struct deeds *d, const char *filter, ...) ATTR_PRINTF(2, 3);

/*
 * In the store itself, beside the portal: sets members of a record (id NULL: of the only one of its type there), a JSON object; null
 * takes one away.
 */
void deeds_rewrite(const struct deeds *d, const char *id, const char *members);

/* Frees record; true if its text property (of a party: its id) is value. */
bool deeds_says(struct json *record_taken, const char *property, const char *value);

/* Makes an active project of two founders, and more members as teachers (NULL closes), as if it had always been there: its id, yours. */
char *deeds_project(struct portal_fixture *f, const char *title, const struct teacher *first, const struct teacher *second, ...);

/* The same in a portal's store: people by their cards, the first two found it; NULL closes. */
char *deeds_write_project(struct store *s, const char *title, const char *const *people);

/* Adds somebody to the portal, and signs them in. */
void deeds_join(struct portal_fixture *f, const char *name, const char *country, bool waiting, struct teacher *t);

/* Gives somebody a role in a project (ROLE_COUNT: none any more), as in a store beside the portal: what no client may do. */
void deeds_set_role(struct portal_fixture *f, const char *project, const struct teacher *t, enum role role);

/* Makes two people contacts. */
void deeds_befriend(struct portal_fixture *f, const struct teacher *a, const struct teacher *b);

#endif
