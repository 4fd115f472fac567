/* The client's side of TLS over a connected socket, with what a test wants to know of it. */
#ifndef TESTS_LIB_TLS_CLIENT_H
#define TESTS_LIB_TLS_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct tls_client;

/* What the handshake and all since have cost, and how it went. */
struct tls_facts {
	int64_t up, down;  /* bytes on the line */
	int64_t records;   /* of application data that came */
	bool resumed;
};

/* Shakes hands over fd, which stays the caller's, trusting the authorities in a file alone; NULL if that fails. */
struct tls_client *tls_client_new(int fd, const char *authorities, const char *host);
/* The same with the ticket that another connection got; that stays as it is. */
struct tls_client *tls_client_again(int fd, const char *host, const struct tls_client *before);
/* Says the end, if the other side has not ended, and frees. */
void tls_client_free(struct tls_client *t);

/* As send and recv. */
ssize_t tls_client_send(struct tls_client *t, const void *bytes, size_t len);
ssize_t tls_client_receive(struct tls_client *t, void *bytes, size_t max);
/* True if the other side has said that nothing more comes. */
bool tls_client_ended(struct tls_client *t);
bool tls_client_has_more(struct tls_client *t); /* read from the line, not yet received */

struct tls_facts tls_client_facts(const struct tls_client *t);

#endif
