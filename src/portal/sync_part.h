/* A page of Sync/get while it is being filled, shared by the files that fill it (sync*.c). */
#ifndef TWINLINE_PORTAL_SYNC_PART_H
#define TWINLINE_PORTAL_SYNC_PART_H

#include "method.h"
#include "sync_place.h"

enum {
	SYNC_RECORD_BYTES = 32, /* of "id" and "rev", about */
	SYNC_DAYS_BEHIND = 7,   /* of a window of times to come (T_AHEAD), counted in whole days, */
	SYNC_DAYS_AHEAD = 60    /* so that its pages agree on where it begins */
};

struct page {
	const struct call *call;
	struct store *s;
	int64_t windows[RECORD_TYPE_COUNT]; /* how many of a type's records a replica begins with: 0 none, -1 all */
	struct json *accounts;
	int64_t left;  /* bytes */
	bool begun;    /* a record is in: there is progress */
	bool full;
};

/* One account's part of the page. */
struct part {
	struct page *page;
	const struct membership *m;
	struct account account; /* as it is now */
	struct place place;
	int64_t since;          /* the number in the place that was asked from */
	struct json *entry;
	bool told;  /* there is something in it, or the state has to move */
	bool more;
};

/* How many of a type's records a replica begins with: 0 none, -1 all. The same for one kind of account. */
int64_t page_window(const struct page *page, const struct record_type *type);
int64_t page_window_in(const struct page *page, const struct record_type *type, enum account_kind kind);

/* Days since 1970. */
int64_t page_today(void);

/* True if a type is copied by times; who wants all of it wants all times. */
bool page_is_ahead(const struct page *page, const struct record_type *type, enum account_kind kind);

/* Takes bytes from the page; false if they do not fit any more. The first record always fits. */
bool page_pay(struct page *page, size_t bytes);

/* The object under name, made where it is not there. */
struct json *part_object(struct json *object, const char *name);

/* The list of a type in a part of the entry: "records", "destroyed". */
struct json *part_list(struct part *p, const char *part, const struct record_type *type);

/* Puts a record into the page; part_tell only where it fits, else false. */
void part_add(struct part *p, const struct record *r);
bool part_tell(struct part *p, const struct record *r);

/* True if this request made or marked the record, and nobody has changed it since: who wrote it knows it. */
bool part_is_known(const struct part *p, int64_t local);

/* Sets the part of time that a type's window is of, and its order. */
void part_bound(const struct part *p, const struct record_type *type, struct record_query *q);

/* Sends the next of the windows, or of what has changed (sync_window.c, sync_changes.c), as far as the page goes. 0, or -1 with e. */
int part_send_windows(struct part *p, struct err *e);
int part_send_changes(struct part *p, struct err *e);

/* Tells how many records there are of what is windowed (sync_totals.c). 0, or -1 with e. */
int part_add_totals(struct part *p, bool was_window, struct err *e);

#endif
