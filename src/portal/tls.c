/* TLS over OpenSSL: contexts, session tickets, connections. */
#include "tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tickets.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

struct tls_server {
	char *certificate, *key;
	struct tickets *tickets; /* the thread of the connections alone */
	pthread_mutex_t lock;
	SSL_CTX *context;       /* of the next connection */
};

struct tls { SSL *ssl; };

/* --- tickets --- */

static struct tls_server *server_of(const SSL *ssl)
{
	return SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
}

/* SSL_CTX_sess_set_new_cb(3): 0: OpenSSL keeps its reference. */
static int on_new(SSL *ssl, SSL_SESSION *session)
{
	struct tls_server *s = server_of(ssl);
	unsigned len;
	const unsigned char *name = SSL_SESSION_get_id(session, &len);
	unsigned char *der = NULL;
	int size = i2d_SSL_SESSION(session, &der);
	if (size > 0 && len == TICKET_NAME_SIZE)
		tickets_put(s->tickets, name, der, (size_t)size, clock_now());
	if (size > 0)
		OPENSSL_clear_free(der, (size_t)size);
	return 0;
}

/*
 * SSL_CTX_sess_set_get_cb(3). In TLS 1.3 a ticket serves once (RFC 8446 appendix C.4), and the next one follows; in TLS 1.2 nothing
 * follows, and it serves as long as it lives.
 */
static SSL_SESSION *on_find(SSL *ssl, const unsigned char *name, int len, int *copies)
{
	struct tls_server *s = server_of(ssl);
	struct str bytes = {0};
	SSL_SESSION *session = NULL;
	*copies = 0;
	if (len == TICKET_NAME_SIZE && tickets_find(s->tickets, name, clock_now(), &bytes)) {
		const unsigned char *at = (const unsigned char *)bytes.text;
		session = d2i_SSL_SESSION(NULL, &at, (long)bytes.len);
		wipe(bytes.text, bytes.len);
	}
	if (session && SSL_SESSION_get_protocol_version(session) >= TLS1_3_VERSION)
		tickets_drop(s->tickets, name);
	str_release(&bytes);
	return session;
}

/* --- the certificate --- */

static int refuse(struct err *e, const char *path, const char *why)
{
	ERR_clear_error();
	return err_set(e, ERR_FILE, path, why, NULL);
}

static int check_private(const char *path, struct err *e)
{
	struct stat there;
	if (stat(path, &there) < 0)
		return err_errno(e, ERR_FILE, path);
	if (there.st_mode & (S_IROTH | S_IWOTH | S_IWGRP))
		return refuse(e, path, _("others can read or change this key; chmod 600 makes it yours alone"));
	return 0;
}

/* Who serves cannot be asked at a terminal. */
static int no_password(char *into, int size, int writes, void *context)
{
	(void)into;
	(void)size;
	(void)writes;
	(void)context;
	return -1;
}

static int load(SSL_CTX *context, const struct tls_server *s, struct err *e)
{
	struct stat there;
	if (stat(s->certificate, &there) < 0)
		return err_errno(e, ERR_FILE, s->certificate);
	if (check_private(s->key, e) < 0)
		return -1;
	SSL_CTX_set_default_passwd_cb(context, no_password);
	if (SSL_CTX_use_certificate_chain_file(context, s->certificate) != 1)
		return refuse(e, s->certificate, _("holds no certificate (PEM) that can be used"));
	/* A key of another kind than the certificate's is taken, and found not to fit by the check alone. */
	bool taken = SSL_CTX_use_PrivateKey_file(context, s->key, SSL_FILETYPE_PEM) == 1;
	bool other = taken ? SSL_CTX_check_private_key(context) != 1 : ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH;
	if (taken && !other)
		return 0;
	return refuse(e, s->key, other ? _("is not the key of this certificate") : _("holds no key (PEM) without a password"));
}

static SSL_CTX *make_context(struct tls_server *s, struct err *e)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	if (!context)
		die("OpenSSL does not start");
	SSL_CTX_set_app_data(context, s);
	SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
	SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
	SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL | SSL_SESS_CACHE_NO_AUTO_CLEAR);
	SSL_CTX_sess_set_new_cb(context, on_new);
	SSL_CTX_sess_set_get_cb(context, on_find);
	SSL_CTX_set_num_tickets(context, 1);
	SSL_CTX_set_timeout(context, TICKETS_LIVE);
	if (SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") != 1)
		die("OpenSSL lacks what TLS 1.3 needs");
	if (load(context, s, e) == 0)
		return context;
	SSL_CTX_free(context);
	return NULL;
}

struct tls_server *tls_server_new(const char *certificate, const char *key, const char *dir, struct err *e)
{
	struct tls_server *s = xcalloc(1, sizeof *s);
	s->certificate = xstrdup(certificate);
	s->key = xstrdup(key);
	pthread_mutex_init(&s->lock, NULL);
	s->context = make_context(s, e);
	if (s->context) {
		s->tickets = tickets_open(dir, clock_now());
		return s;
	}
	tls_server_free(s);
	return NULL;
}

void tls_server_free(struct tls_server *s)
{
	if (!s)
		return;
	SSL_CTX_free(s->context);
	tickets_close(s->tickets);
	pthread_mutex_destroy(&s->lock);
	free(s->certificate);
	free(s->key);
	free(s);
}

int tls_server_reload(struct tls_server *s, struct err *e)
{
	SSL_CTX *fresh = make_context(s, e);
	if (!fresh)
		return -1;
	pthread_mutex_lock(&s->lock);
	SSL_CTX *before = s->context;
	s->context = fresh;
	pthread_mutex_unlock(&s->lock);
	SSL_CTX_free(before); /* counted: it lives as long as connections that began with it */
	return 0;
}

/* --- connections --- */

struct tls *tls_new(struct tls_server *s, int fd)
{
	struct tls *t = xcalloc(1, sizeof *t);
	pthread_mutex_lock(&s->lock);
	t->ssl = SSL_new(s->context);
	pthread_mutex_unlock(&s->lock);
	if (!t->ssl || SSL_set_fd(t->ssl, fd) != 1)
		die("out of memory");
	return t;
}

void tls_free(struct tls *t)
{
	if (!t)
		return;
	SSL_free(t->ssl);
	free(t);
}

static enum tls_step step_of(struct tls *t, int result)
{
	int cause = SSL_get_error(t->ssl, result);
	ERR_clear_error(); /* the queue is the thread's, and the next connection looks at it too */
	switch (cause) {
	case SSL_ERROR_NONE:
		return TLS_DONE;
	case SSL_ERROR_WANT_READ:
		return TLS_WANTS_READ;
	case SSL_ERROR_WANT_WRITE:
		return TLS_WANTS_WRITE;
	case SSL_ERROR_ZERO_RETURN:
		return TLS_ENDED;
	default:
		return TLS_BROKEN;
	}
}

enum tls_step tls_shake_hands(struct tls *t)
{
	return step_of(t, SSL_accept(t->ssl));
}

enum tls_step tls_read(struct tls *t, void *bytes, size_t max, size_t *moved)
{
	*moved = 0;
	return step_of(t, SSL_read_ex(t->ssl, bytes, max, moved));
}

enum tls_step tls_write(struct tls *t, const void *bytes, size_t len, size_t *moved)
{
	*moved = 0;
	return step_of(t, SSL_write_ex(t->ssl, bytes, len, moved));
}

enum tls_step tls_say_end(struct tls *t)
{
	int result = SSL_shutdown(t->ssl);
	return result >= 0 ? TLS_DONE : step_of(t, result);
}

int64_t tls_moved(const struct tls *t)
{
	return (int64_t)BIO_number_read(SSL_get_rbio(t->ssl)) + (int64_t)BIO_number_written(SSL_get_wbio(t->ssl));
}
