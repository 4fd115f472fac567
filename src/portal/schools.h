/* Schools as they are told to whoever is about to register: what everybody may see of them, in short. */
#ifndef TWINLINE_PORTAL_SCHOOLS_H
#define TWINLINE_PORTAL_SCHOOLS_H

#include "likeness.h"
#include "twinline/base/json.h"
#include "twinline/records/record.h"

/* [{"id", "name", "town", "region", "country"}] of those that are there for everybody. Yours. */
struct json *schools_of(struct store *s, const struct resembling *found, int count);

/* Writes a new one, which nobody sees before a desk has: r, to be freed. In a transaction. 0 or -1. */
int school_add(struct store *s, int64_t directory, const struct json *page, struct record *r, struct err *e);

#endif
