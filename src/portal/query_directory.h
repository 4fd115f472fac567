/* The part of Type/query that the index of the directory answers. */
#ifndef TWINLINE_PORTAL_QUERY_DIRECTORY_H
#define TWINLINE_PORTAL_QUERY_DIRECTORY_H

#include "method.h"

/*
 * True if the call asks what the index can tell: its account is one that the index holds, its order that of activity, and its filter
 * is not of listed properties that only the index tables know.
 */
bool query_is_of_directory(const struct call *c);

/* The response, yours, or NULL with e. */
struct json *query_directory(const struct call *c, struct err *e);

#endif
