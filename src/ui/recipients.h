/*
 * The field To: text whose parts, parted by commas, name people. A part is a person once it reads as the screen writes
 * one ("Ewa Kowalska PL") or is an id; until then it is words to look for among the people known here.
 */
#ifndef TWINLINE_UI_RECIPIENTS_H
#define TWINLINE_UI_RECIPIENTS_H

#include <stdbool.h>

#include "editor.h"
#include "twinline/base/json.h"
#include "twinline/records/store.h"
#include "twinline/schema/schema.h"

enum { RECIPIENTS_MATCHES = 4 };

struct recipients {
	struct parties known;   /* whom parts may name: everybody taken so far */
	struct parties matches; /* people whose names fit the part that is typed */
};

void recipients_release(struct recipients *r);

/* Learns the people of a draft's "to"; returns the field's text for them. Yours. */
char *recipients_read(struct recipients *r, const struct json *to);

/* The people that text names, as the "to" of a message. Yours. */
struct json *recipients_json(const struct recipients *r, const char *text);

/* The first part of text that names nobody, yours; NULL if there is none. */
char *recipients_unknown(const struct recipients *r, const char *text);

/* Looks for people for the part that the cursor is in. Returns 0 or -1 with e. */
int recipients_look(struct recipients *r, struct store *s, const struct editor *field, struct err *e);

/* While it is typed in, the field ends with a comma after the last person, so that one more can follow; else without. */
void recipients_await_next(const struct recipients *r, struct editor *field, bool is_typed);

/* Puts a match (from 0) in place of the part that the cursor is in. False if there is no such match. */
bool recipients_take(struct recipients *r, struct editor *field, size_t match);

#endif
