/*
 * What the portal remembers of TLS sessions, by the names that their tickets carry: a ticket that is a name alone is 176 bytes shorter,
 * each way, than one that carries the session sealed, and can be taken back when it has served. The newest few thousand, in memory while
 * the portal serves and in its directory (0600) while it does not; who is forgotten shakes hands in full. Knows no TLS library.
 */
#ifndef TWINLINE_PORTAL_TICKETS_H
#define TWINLINE_PORTAL_TICKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "twinline/base/str.h"

enum {
	TICKETS_LIVE = 7 * 24 * 60 * 60, /* seconds: the most that RFC 8446 section 4.6.1 allows */
	TICKETS_MOST = 20000,            /* about 5 MB; the oldest makes place */
	TICKET_NAME_SIZE = 32,
	TICKET_BYTES_MOST = 4000
};

struct tickets;

/* Reads what was kept in dir; a file that is damaged counts as far as it is whole. Close with tickets_close, which keeps them. */
struct tickets *tickets_open(const char *dir, int64_t now);
void tickets_close(struct tickets *t);

/* Remembers len bytes under a name that nobody has yet. */
void tickets_put(struct tickets *t, const unsigned char name[TICKET_NAME_SIZE], const void *bytes, size_t len, int64_t now);

/* Adds what is remembered under a name to out; false where nothing is, or is too old. */
bool tickets_find(const struct tickets *t, const unsigned char name[TICKET_NAME_SIZE], int64_t now, struct str *out);

/* Forgets it: it has served. */
void tickets_drop(struct tickets *t, const unsigned char name[TICKET_NAME_SIZE]);

#endif
