/*
 * TLS over OpenSSL, which tls.c alone knows: the portal's certificate, and one side of a connection that is moved without waiting.
 * TLS 1.3 or 1.2, one session ticket a handshake, a record for each write of up to TLS_RECORD bytes.
 */
#ifndef TWINLINE_PORTAL_TLS_H
#define TWINLINE_PORTAL_TLS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "twinline/base/err.h"

enum { TLS_RECORD = 16384 }; /* RFC 8446 section 5.1 */

/* The certificate with its key, and the tickets. Ends after all of its connections. */
struct tls_server;

/*
 * Reads a certificate with its chain and its key (PEM); tickets are kept in dir. NULL with ERR_FILE that names the file and
 * what is wrong: not there, no PEM, not a pair, or a key that everybody can read.
 */
struct tls_server *tls_server_new(const char *certificate, const char *key, const char *dir, struct err *e);
void tls_server_free(struct tls_server *s);

/* Reads both files anew for the connections to come; from any thread. 0, or -1 with e and all as it was. */
int tls_server_reload(struct tls_server *s, struct err *e);

/* One connection. What a step says: it is done, it waits for the line, or the connection is over, in order or not. */
struct tls;
enum tls_step { TLS_DONE, TLS_WANTS_READ, TLS_WANTS_WRITE, TLS_ENDED, TLS_BROKEN };

/* On a connected, non-blocking fd, which stays the caller's. Free with tls_free. */
struct tls *tls_new(struct tls_server *s, int fd);
void tls_free(struct tls *t);

enum tls_step tls_shake_hands(struct tls *t);
/* Reads at most max bytes into bytes, writes len bytes: how many in *moved. A write that waits is repeated with the same bytes. */
enum tls_step tls_read(struct tls *t, void *bytes, size_t max, size_t *moved);
enum tls_step tls_write(struct tls *t, const void *bytes, size_t len, size_t *moved);
/* Says that no more is to come. */
enum tls_step tls_say_end(struct tls *t);

/* Bytes on the line so far, both ways. */
int64_t tls_moved(const struct tls *t);

#endif
