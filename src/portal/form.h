/* The portal's own resources take small forms, one JSON object each: reading them, and saying what is wrong, all at once. */
#ifndef TWINLINE_PORTAL_FORM_H
#define TWINLINE_PORTAL_FORM_H

#include "exchange.h"
#include "rules.h"

enum { FORM_MAX = 16 * 1024 }; /* bytes of a body */

/* The object that a request brought, or NULL with e. Free with form_free: there may be a password in it. */
struct json *form_read(const struct request *q, struct err *e);

/* Wipes the texts and frees. */
void form_free(struct json *form);

/*
 * The text under name, borrowed; NULL where it is absent or null. least to most bytes; where that is not so, NULL too, and the
 * field is added to why as wrong. A least of 0 allows it to be absent.
 */
const char *form_text(const struct json *form, const char *name, size_t least, size_t most, struct refusal *why);

/* Adds a wrong field; argument as of err_set, or NULL. Returns -1. */
int form_wrong(struct refusal *why, const char *name, enum err_code code, const char *argument);

/* True if nothing is wrong so far. */
bool form_is_right(const struct refusal *why);

/* Answers {"by": "mail" or "desk"}: which way a code comes. */
void form_answer_by(const struct worker *w, struct response *x);

/* Answers with what is wrong: the fields, or the one cause. */
void form_refuse(struct response *x, const struct refusal *why);

#endif
