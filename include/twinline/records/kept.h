/*
 * What was fetched from the directory is kept: cards of people, schools and projects, as records of the directory account,
 * each with the day it was fetched. Bounded: beyond KEPT_MOST the ones not looked at for longest go, those of contacts, followed
 * people and fellow members never; what was fetched longer than KEPT_DAYS ago is fetched again when it is opened. Replica only.
 */
#ifndef TWINLINE_RECORDS_KEPT_H
#define TWINLINE_RECORDS_KEPT_H

#include "twinline/base/json.h"
#include "twinline/records/store.h"

enum { KEPT_MOST = 2000, KEPT_DAYS = 30 };

/* Keeps an object as it came ("id", "rev" in it), fetched at now (seconds). In a transaction. Its local, or -1 with e. */
int64_t kept_put(struct store *s, const struct record_type *type, const struct json *object, int64_t now, struct err *e);

/* The local of the card with this id; 0 if it is not here. fetched_at may be NULL. */
int64_t kept_find(struct store *s, const struct record_type *type, const char *id, int64_t *fetched_at);

/* Notes that a card was looked at. By itself or in a transaction. 0 or -1. */
int kept_touch(struct store *s, int64_t local, int64_t now, struct err *e);

/* A stable list of cards that pass a filter (schema/filter.h; NULL: all), newest activity first. */
struct kept_query {
	const struct record_type *type;
	const struct json *filter;
	const char *today;   /* "2026-11-17" */
	int64_t anchor;      /* local of the row before the first one wanted; 0: from the top */
	int limit;
};
/* Fills locals[limit]; how many, or -1 with e. total (all that pass) may be NULL. Quick enough for every key typed. */
int kept_list(struct store *s, const struct kept_query *q, int64_t *locals, int64_t *total, struct err *e);

/*
 * Takes away the cards of a type that are not in a list of objects, which is all that the directory has of it, or else its newest: then
 * only what is newer than the last of them goes. In a transaction. 0 or -1.
 */
int kept_only(struct store *s, const struct record_type *type, const struct json *list, bool is_all, struct err *e);

/* Takes away what is beyond the bound. In a transaction. 0 or -1. */
int kept_prune(struct store *s, struct err *e);

#endif
