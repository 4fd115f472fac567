/* The client's side of TLS over OpenSSL, waiting for each step. */
#include "lib/tls_client.h"

#include <openssl/ssl.h>
#include <stdlib.h>

#include "twinline/base/mem.h"

struct tls_client {
	SSL_CTX *context;
	SSL *ssl;
	SSL_SESSION *ticket; /* the last one that came */
	int64_t records;
};

static int on_ticket(SSL *ssl, SSL_SESSION *ticket)
{
	struct tls_client *t = SSL_get_app_data(ssl);
	SSL_SESSION_free(t->ticket);
	t->ticket = ticket;
	return 1;
}

static void on_message(int writes, int version, int type, const void *bytes, size_t len, SSL *ssl, void *context)
{
	struct tls_client *t = context;
	(void)version;
	(void)ssl;
	if (!writes && type == SSL3_RT_HEADER && len > 0 && ((const unsigned char *)bytes)[0] == SSL3_RT_APPLICATION_DATA)
		t->records++;
}

static struct tls_client *shake_hands(struct tls_client *t, int fd, const char *host, SSL_SESSION *ticket)
{
	SSL_CTX_set_session_cache_mode(t->context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_sess_set_new_cb(t->context, on_ticket);
	t->ssl = SSL_new(t->context);
	SSL_set_app_data(t->ssl, t);
	SSL_set_msg_callback(t->ssl, on_message);
	SSL_set_msg_callback_arg(t->ssl, t);
	SSL_set_fd(t->ssl, fd);
	SSL_set_tlsext_host_name(t->ssl, host);
	SSL_set1_host(t->ssl, host);
	if (ticket)
		SSL_set_session(t->ssl, ticket);
	if (SSL_connect(t->ssl) == 1) {
		t->records = 0; /* those of the handshake look alike */
		return t;
	}
	tls_client_free(t);
	return NULL;
}

struct tls_client *tls_client_new(int fd, const char *authorities, const char *host)
{
	struct tls_client *t = xcalloc(1, sizeof *t);
	t->context = SSL_CTX_new(TLS_client_method());
	if (!t->context || SSL_CTX_load_verify_file(t->context, authorities) != 1)
		die("%s cannot be used", authorities);
	SSL_CTX_set_verify(t->context, SSL_VERIFY_PEER, NULL);
	return shake_hands(t, fd, host, NULL);
}

struct tls_client *tls_client_again(int fd, const char *host, const struct tls_client *before)
{
	struct tls_client *t = xcalloc(1, sizeof *t);
	t->context = before->context;
	SSL_CTX_up_ref(t->context);
	return shake_hands(t, fd, host, before->ticket);
}

void tls_client_free(struct tls_client *t)
{
	if (!t)
		return;
	if (SSL_is_init_finished(t->ssl))
		SSL_shutdown(t->ssl);
	SSL_SESSION_free(t->ticket);
	SSL_free(t->ssl);
	SSL_CTX_free(t->context);
	free(t);
}

ssize_t tls_client_send(struct tls_client *t, const void *bytes, size_t len)
{
	size_t sent;
	return SSL_write_ex(t->ssl, bytes, len, &sent) == 1 ? (ssize_t)sent : -1;
}

ssize_t tls_client_receive(struct tls_client *t, void *bytes, size_t max)
{
	size_t got;
	if (SSL_read_ex(t->ssl, bytes, max, &got) == 1)
		return (ssize_t)got;
	return SSL_get_shutdown(t->ssl) & SSL_RECEIVED_SHUTDOWN ? 0 : -1;
}

bool tls_client_ended(struct tls_client *t)
{
	return SSL_get_shutdown(t->ssl) & SSL_RECEIVED_SHUTDOWN;
}

bool tls_client_has_more(struct tls_client *t)
{
	return SSL_pending(t->ssl) > 0;
}

struct tls_facts tls_client_facts(const struct tls_client *t)
{
	return (struct tls_facts){
		.up = (int64_t)BIO_number_written(SSL_get_wbio(t->ssl)),
		.down = (int64_t)BIO_number_read(SSL_get_rbio(t->ssl)),
		.records = t->records,
		.resumed = SSL_session_reused(t->ssl),
	};
}
