/* One Type/set on its way, shared by its order (set.c) and the writing of one record (write.c). */
#ifndef TWINLINE_PORTAL_SET_H
#define TWINLINE_PORTAL_SET_H

#include "method.h"
#include "rules.h"

#define SET_ID_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

enum set_kind { SET_CREATE, SET_UPDATE, SET_DESTROY };

struct set {
	const struct call *call;
	struct write write;
	const struct json *op_ids;     /* creation id or record id -> opId; may be NULL */
	const struct json *destroying; /* what the call destroys */
	const struct json *destroy_revs; /* record id -> the rev that whoever destroys it saw; may be NULL */
	struct json *response;
};

/*
 * Does one create, update or destroy, or answers with what came of its opId before, and files it in the response. key is the
 * creation id, or the record's id or "#" and a creation id; value the object or patch.
 */
void set_one(struct set *x, enum set_kind kind, const char *key, const struct json *value);

/* Section 1.2: what may be a creation id. 0, or -1 with e. */
int set_check_creation_ids(const struct json *create, struct err *e);

#endif
