/* The copies of a person's name in what others keep: where they are, and how they come to say another one. */
#ifndef TWINLINE_PORTAL_NAMES_H
#define TWINLINE_PORTAL_NAMES_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

/* Records by their locals; release with free(at). */
struct locals { int64_t *at; size_t count; };

/* All records outside one's own account that name a person. Everything is read for it, so not in a transaction. 0 or -1. */
int names_find(struct store *s, const char *person, int64_t account, struct locals *found, struct err *e);

/* Those in which others see the name every day: contacts, members, founders and their cards. account: the person's own. 0 or -1. */
int names_find_daily(struct store *s, const char *person, int64_t account, struct locals *found, struct err *e);

/* True if a record of that type with this body names the person. */
bool names_has(const struct record_type *type, const struct json *body, const char *person);

/* Makes them name the person so; what else they say stays, and what says so already is not written. In a transaction. 0 or -1. */
int names_set(struct store *s, const char *person, const char *name, const struct locals *in, struct err *e);

#endif
