/* Codes of a vocabulary as people type and read them: names parted by commas, each known by its beginning. */
#ifndef TWINLINE_UI_CODES_H
#define TWINLINE_UI_CODES_H

#include "twinline/base/json.h"
#include "twinline/base/str.h"
#include "twinline/schema/vocabulary.h"

/*
 * The codes that text names, as a set: {"el": true}; yours. A name is one of the user's language, English or its own, or the code. NULL with e
 * (ERR_FIELD_CODE) for a name that fits none, or more than one without being one of them whole.
 */
struct json *codes_read(const struct vocabulary *v, const char *text, struct err *e) ATTR_MUST_USE;

/* Adds the names of what text names, parted by commas; false, and nothing added, where codes_read would refuse it. */
bool codes_add_labels(struct str *out, const struct vocabulary *v, const char *text);

/* Adds the names that begin with what is typed after the last comma to out, parted by commas; at most cells of them. */
void codes_add_matches(struct str *out, const struct vocabulary *v, const char *text, int cells);

#endif
