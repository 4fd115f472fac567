/* The functions of each kind of field, between schema/kind.c and schema/codec.c. */
#ifndef TWINLINE_SCHEMA_KIND_H
#define TWINLINE_SCHEMA_KIND_H

#include <stdbool.h>

#include "twinline/base/json.h"
#include "twinline/schema/schema.h"

struct field_codec {
	bool (*decode)(const struct json *value, void *member); /* into the zeroed member; false, and still zeroed, if wrong */
	struct json *(*encode)(const void *member);             /* a fresh value */
	void (*release)(void *member);                          /* frees what the member owns */
};

extern const struct field_codec field_codecs[FIELD_KIND_COUNT];

#endif
