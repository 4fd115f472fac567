/*
 * The keys that TLS session tickets are sealed with: a fresh one a day, and those before it for as long as a ticket lives, kept in
 * the portal's directory (0600), so that a portal that starts again still knows who was here. Knows no TLS library.
 */
#ifndef TWINLINE_PORTAL_TICKETS_H
#define TWINLINE_PORTAL_TICKETS_H

#include <stdbool.h>
#include <stdint.h>

#include "twinline/base/err.h"

enum {
	TICKETS_LIVE = 7 * 24 * 60 * 60, /* seconds: the most that RFC 8446 section 4.6.1 allows */
	TICKET_NAME_SIZE = 16,
	TICKET_KEY_SIZE = 32,
	TICKET_KEYS = 8 /* one for each day that a ticket may live, and one more */
};

struct ticket_key {
	int64_t made; /* seconds since 1970 */
	unsigned char name[TICKET_NAME_SIZE], cipher[TICKET_KEY_SIZE], mac[TICKET_KEY_SIZE];
};

struct tickets {
	char *path;
	int count;
	struct ticket_key keys[TICKET_KEYS]; /* the newest first */
};

/* Reads what dir has; a file that is damaged counts as none. 0, or -1 with e where a fresh key cannot be kept. */
int tickets_open(struct tickets *t, const char *dir, int64_t now, struct err *e);
void tickets_close(struct tickets *t);

/* The key to seal with now; one that is a day old makes place for a fresh one. Borrowed until the next call. */
const struct ticket_key *tickets_newest(struct tickets *t, int64_t now);

/* The key of that name, or NULL where it is too old or was never ours. Borrowed as above. */
const struct ticket_key *tickets_find(const struct tickets *t, const unsigned char name[TICKET_NAME_SIZE], int64_t now);

#endif
