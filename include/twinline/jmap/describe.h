/*
 * What a stranger needs to write a client: the API page in Markdown and a JSON Schema, both grown from the rows of
 * types, vocabularies, roles, limits and errors, so that neither can part from what the portal does.
 */
#ifndef TWINLINE_JMAP_DESCRIBE_H
#define TWINLINE_JMAP_DESCRIBE_H

#include "twinline/base/json.h"
#include "twinline/base/str.h"

/* Adds the whole page, in English. */
void describe_markdown(struct str *out);

/*
 * A JSON Schema (draft 2020-12): under "$defs" each type by its name and each vocabulary by its own; beside them
 * "x-errors" (name, sentence with {1} for its arguments) and "x-limits". Yours to free.
 */
struct json *describe_schema(void);

#endif
