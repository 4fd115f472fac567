/* Where a portal is: what a person types, made into URLs that never leave that host. */
#ifndef TWINLINE_SYNC_ADDRESS_H
#define TWINLINE_SYNC_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "twinline/base/err.h"

struct address {
	char *typed;       /* in its full form, to keep and show: "https://portal.example", "unix:///run/portal.socket" */
	char *base;        /* "https://portal.example/school", without a slash at the end */
	char *host;        /* to show in a cause */
	char *unix_socket; /* NULL: over the network */
};

/*
 * Reads "portal.example", "https://…", "http://…" (this computer only: it would carry passwords in the open) or
 * "unix:///path/to/socket", also "unix:/path/to/socket". Returns 0, or -1 with e (USAGE, NOT_PRIVATE) and nothing to release.
 */
int address_parse(struct address *a, const char *text, struct err *e);
void address_release(struct address *a);

/* True if the portal is on this computer: bytes to it cost nothing. */
bool address_is_here(const struct address *a);

/* The URL of a path below the base ("/sign-in"). Yours. */
char *address_url(const struct address *a, const char *path);

/*
 * The URL of a reference that the portal gave. Of a whole URL only the path counts: a portal behind a proxy
 * often does not know its own name, and a token goes to no other host. Yours.
 */
char *address_resolve(const struct address *a, const char *reference);

/* How much of "host:port" is the host; "[::1]" with its brackets. */
size_t address_host_len(const char *authority);

#endif
