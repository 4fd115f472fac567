/* Schools as they are told to whoever is about to register: what everybody may see of them, in short. */
#ifndef TWINLINE_PORTAL_SCHOOLS_H
#define TWINLINE_PORTAL_SCHOOLS_H

#include "likeness.h"
#include "twinline/base/json.h"

/* [{"id", "name", "town", "region", "country"}] of those that are there for everybody. Yours. */
struct json *schools_of(struct store *s, const struct resembling *found, int count);

#endif
