/* Generated values for the rows of the schema: what fits a field, for tests that hold for every type. */
#ifndef TWINLINE_TESTS_GENERATE_H
#define TWINLINE_TESTS_GENERATE_H

#include "twinline/base/json.h"
#include "twinline/base/random.h"
#include "twinline/schema/schema.h"

/* A record type of the tests' own with a field of every kind and of every format. */
extern const struct record_type generate_every_kind;

/* A value within the limits of the field, never its default. Yours to free. */
struct json *generate_value(const struct field *field, struct random *r);

enum generate_fields {
	GENERATE_ALL,   /* about half of all fields, as a portal sends them */
	GENERATE_CREATE /* what a client may send: those required, about half of the others, none that is server-set */
};

/* A record of the type. Yours to free. */
struct json *generate_record(const struct record_type *type, struct random *r, enum generate_fields which);

#endif
