/* A field of any record in words, by its row alone: for screens that show whatever was changed. */
#ifndef TWINLINE_UI_VALUE_WORDS_H
#define TWINLINE_UI_VALUE_WORDS_H

#include "twinline/base/json.h"
#include "twinline/schema/schema.h"

/* The value that tree has under the field's name, as stored (not made safe); "" for none. Yours. */
char *value_words(const struct record_type *type, const struct json *tree, const char *field);

#endif
