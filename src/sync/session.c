/* The engine's side of TLS: tickets, more authorities, causes. Everything else of it is libcurl's. */
#include "session.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "certificate.h"
#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/sanitise.h"

enum {
	FILE_MAX = 64 * 1024, /* a ticket, and the certificate that it stands on */
	FILE_MODE = 0600,
	NAMES_MAX = 3
};

/* What all lines of an engine have together. */
struct kept {
	char *file;
	char key[DIGEST_TEXT_SIZE];   /* of what the ticket is good for */
	SSL_SESSION *ticket;          /* NULL: none */
	const struct session *holder; /* whose handshake it is offered in: it serves once */
};

struct session {
	struct session *next; /* beside it */
	struct kept *kept;
	char *host, *authorities;
	bool is_fresh, any_time;
	char key[DIGEST_TEXT_SIZE]; /* of what a ticket would be good for */
	SSL_SESSION *offered;       /* what this handshake began with, to tell it from what it ends with; not owned */
	struct err cause;
	char *names;
};

struct session *session_new(const char *file)
{
	struct session *s = xcalloc(1, sizeof *s);
	s->kept = xcalloc(1, sizeof *s->kept);
	s->kept->file = file ? xstrdup(file) : NULL;
	return s;
}

struct session *session_beside(struct session *first)
{
	struct session *s = xcalloc(1, sizeof *s);
	s->kept = first->kept;
	s->next = first->next;
	first->next = s;
	return s;
}

static void release_wish(struct session *s)
{
	free(s->host);
	free(s->authorities);
	free(s->names);
	s->host = s->authorities = s->names = NULL;
	err_release(&s->cause);
}

static void drop(struct kept *k)
{
	SSL_SESSION_free(k->ticket);
	k->ticket = NULL;
	k->holder = NULL;
}

void session_free(struct session *first)
{
	if (!first)
		return;
	drop(first->kept);
	free(first->kept->file);
	free(first->kept);
	for (struct session *s = first, *next; s; s = next) {
		next = s->next;
		release_wish(s);
		free(s);
	}
}

const struct err *session_cause(const struct session *s)
{
	return &s->cause;
}

const char *session_names(const struct session *s)
{
	return s->names;
}

/* --- tickets --- */

/* The file that the authorities stand in is part of it: who trusts others now shakes hands anew. */
static void make_key(struct session *s)
{
	struct stat there = { 0 };
	const char *system = getenv("SSL_CERT_FILE");
	if (s->authorities && stat(s->authorities, &there) != 0)
		there = (struct stat){ 0 };
	char *text = xasprintf("%s\n%s\n%lld %lld\n%s", s->host, s->authorities ? s->authorities : "", (long long)there.st_size,
	                       (long long)there.st_mtime, system ? system : "");
	crypto_digest(text, strlen(text), s->key);
	free(text);
}

/* A file is the key, then the session as OpenSSL writes it. */
static void load(struct kept *k)
{
	struct str bytes = { 0 };
	enum { KEY = DIGEST_TEXT_SIZE - 1 };
	if (k->file && file_read(k->file, FILE_MAX, &bytes, NULL) == 0 && bytes.len > KEY) {
		const unsigned char *at = (const unsigned char *)bytes.text + KEY;
		memcpy(k->key, bytes.text, KEY);
		k->ticket = d2i_SSL_SESSION(NULL, &at, (long)(bytes.len - KEY));
		ERR_clear_error();
	}
	if (bytes.text)
		wipe(bytes.text, bytes.len);
	str_release(&bytes);
}

static void store(const struct kept *k)
{
	struct err e = { 0 };
	unsigned char *der = NULL;
	int len = k->file ? i2d_SSL_SESSION(k->ticket, &der) : 0;
	if (len <= 0)
		return;
	struct str bytes = { 0 };
	str_add(&bytes, k->key);
	str_addn(&bytes, (const char *)der, (size_t)len);
	if (file_write(k->file, bytes.text, bytes.len, FILE_MODE, &e) != 0)
		log_warn("session", "the ticket is not kept: %s", err_name(e.code));
	wipe(bytes.text, bytes.len);
	wipe(der, (size_t)len);
	OPENSSL_free(der);
	str_release(&bytes);
	err_release(&e);
}

static void forget(struct kept *k)
{
	drop(k);
	if (k->file)
		unlink(k->file);
}

/* A ticket stands on a certificate that was looked at once: it ends with it. */
static bool is_good(const SSL_SESSION *ticket)
{
	const X509 *peer = SSL_SESSION_get0_peer((SSL_SESSION *)ticket);
	return SSL_SESSION_is_resumable(ticket) && peer && X509_cmp_current_time(X509_get0_notAfter(peer)) > 0;
}

/* A proxy that speaks TLS itself is no portal; the name that was asked for tells. An address in figures is not asked for by name. */
static bool is_portal(const SSL *ssl, const struct session *s)
{
	const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
	return !name || (strncmp(s->host, name, strlen(name)) == 0 && strchr(":", s->host[strlen(name)]));
}

static struct session *session_of(const SSL *ssl)
{
	return SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
}

static int on_ticket(SSL *ssl, SSL_SESSION *ticket)
{
	struct session *s = session_of(ssl);
	if (s->is_fresh || s->any_time || !is_portal(ssl, s) || !SSL_SESSION_is_resumable(ticket))
		return 0;
	drop(s->kept);
	s->kept->ticket = ticket;
	memcpy(s->kept->key, s->key, sizeof s->key);
	store(s->kept);
	return 1;
}

static bool may_offer(const struct session *s)
{
	const struct kept *k = s->kept;
	return k->ticket && !k->holder && !s->is_fresh && !s->any_time && strcmp(k->key, s->key) == 0 && is_good(k->ticket);
}

static void let_go(struct session *s)
{
	s->offered = NULL;
	if (s->kept->holder == s)
		s->kept->holder = NULL;
}

/* A ticket is offered until a handshake has come to its end with it: a line that is cut before that may try it again. */
static void on_handshake(const SSL *ssl, int where, int result)
{
	struct session *s = session_of(ssl);
	struct kept *k = s->kept;
	(void)result;
	if (where & SSL_CB_HANDSHAKE_START && may_offer(s) && is_portal(ssl, s)) {
		k->holder = s;
		s->offered = k->ticket;
		SSL_set_session((SSL *)ssl, k->ticket);
	}
	/* In TLS 1.2 a ticket may serve more than once, and nothing new comes for it. */
	if (where & SSL_CB_HANDSHAKE_DONE && s->offered && s->offered == k->ticket && SSL_version(ssl) >= TLS1_3_VERSION)
		forget(k);
	if (where & SSL_CB_HANDSHAKE_DONE)
		let_go(s);
}

/* --- certificates --- */

static char *time_text(const ASN1_TIME *when)
{
	struct tm tm = { 0 };
	char text[32] = "";
	if (ASN1_TIME_to_tm(when, &tm) == 1)
		strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &tm);
	return xstrdup(text);
}

static char *issuer_of(X509 *certificate)
{
	BIO *line = BIO_new(BIO_s_mem());
	char *bytes;
	X509_NAME_print_ex(line, X509_get_issuer_name(certificate), 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
	long len = BIO_get_mem_data(line, &bytes);
	char *text = xstrndup(bytes, (size_t)len), *issuer = certificate_issuer(text), *clean = sanitise_copy(issuer, SANITISE_LINE);
	BIO_free(line);
	free(text);
	free(issuer);
	return clean;
}

static bool is_of_time(int error)
{
	return error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID;
}

static bool is_of_issuer(int error)
{
	static const int errors[] = { X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
		                      X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
		                      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED };
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++)
		if (errors[i] == error)
			return true;
	return false;
}

static void note_refusal(struct session *s, int error, X509 *certificate)
{
	bool ended = error == X509_V_ERR_CERT_HAS_EXPIRED;
	if (is_of_time(error)) {
		char *limit = time_text(ended ? X509_get0_notAfter(certificate) : X509_get0_notBefore(certificate));
		err_set(&s->cause, ended ? ERR_CERTIFICATE_ENDED : ERR_CERTIFICATE_EARLY, s->host, limit, NULL);
		free(limit);
	} else if (is_of_issuer(error)) {
		char *issuer = issuer_of(certificate);
		err_set(&s->cause, ERR_CERTIFICATE_ISSUER, s->host, issuer, NULL);
		free(issuer);
	} else {
		err_set(&s->cause, ERR_CERTIFICATE, s->host, X509_verify_cert_error_string(error), NULL);
	}
}

static void note_names(struct session *s, X509 *certificate)
{
	GENERAL_NAMES *all = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
	struct str names = { 0 };
	str_add(&names, "");
	for (int i = 0, count = 0; all && i < sk_GENERAL_NAME_num(all) && count < NAMES_MAX; i++) {
		const GENERAL_NAME *name = sk_GENERAL_NAME_value(all, i);
		if (name->type != GEN_DNS)
			continue;
		str_addf(&names, "%s%.*s", count++ ? ", " : "", ASN1_STRING_length(name->d.dNSName), ASN1_STRING_get0_data(name->d.dNSName));
	}
	GENERAL_NAMES_free(all);
	free(s->names);
	s->names = sanitise_copy(names.text, SANITISE_LINE);
	str_release(&names);
}

/* Looks on, and changes nothing: what is refused stays refused, but for the time where that alone is asked for. */
static int on_verify(int accepted, X509_STORE_CTX *chain)
{
	const SSL *ssl = X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx());
	struct session *s = session_of(ssl);
	X509 *certificate = X509_STORE_CTX_get_current_cert(chain);
	if (certificate && X509_STORE_CTX_get_error_depth(chain) == 0 && !s->names)
		note_names(s, certificate);
	if (!accepted && s->any_time && is_of_time(X509_STORE_CTX_get_error(chain))) {
		X509_STORE_CTX_set_error(chain, X509_V_OK);
		return 1;
	}
	if (!accepted && certificate && s->cause.code == ERR_OK)
		note_refusal(s, X509_STORE_CTX_get_error(chain), certificate);
	return accepted;
}

/* --- a connection --- */

void session_begin(struct session *s, const struct session_wish *wish)
{
	release_wish(s);
	s->host = xstrdup(wish->host);
	s->authorities = wish->authorities && *wish->authorities ? xstrdup(wish->authorities) : NULL;
	s->is_fresh = wish->is_fresh;
	s->any_time = wish->any_time;
	make_key(s);
	let_go(s); /* the handshake before came to no end */
	if (!s->kept->ticket)
		load(s->kept);
}

/*
 * A first word without the choices that no portal of today takes: 247 bytes where OpenSSL says 315. What an inspecting proxy of ten
 * years ago speaks is still in it.
 */
static void be_brief(SSL_CTX *context)
{
	static const char groups[] = "X25519:P-256:P-384";
	static const char signatures[] = "ECDSA+SHA256:ed25519:RSA-PSS+SHA256:RSA+SHA256:ECDSA+SHA384:RSA-PSS+SHA384:RSA+SHA384:RSA+SHA512";
	static const char ciphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES128:kRSA+AESGCM";
	if (SSL_CTX_set1_groups_list(context, groups) != 1 || SSL_CTX_set1_sigalgs_list(context, signatures) != 1 ||
	    SSL_CTX_set_cipher_list(context, ciphers) != 1)
		bug("OpenSSL does not know what TLS needs");
	SSL_CTX_set_options(context, SSL_OP_NO_ENCRYPT_THEN_MAC);
}

int session_prepare(struct session *s, void *ssl_context)
{
	SSL_CTX *context = ssl_context;
	SSL_CTX_set_app_data(context, s);
	be_brief(context);
	SSL_CTX_sess_set_new_cb(context, on_ticket);
	SSL_CTX_set_info_callback(context, on_handshake);
	SSL_CTX_set_verify(context, SSL_CTX_get_verify_mode(context), on_verify);
	if (!s->authorities || X509_STORE_load_file(SSL_CTX_get_cert_store(context), s->authorities) == 1)
		return 0;
	ERR_clear_error();
	if (access(s->authorities, R_OK) != 0)
		return err_errno(&s->cause, ERR_FILE, s->authorities);
	return err_set(&s->cause, ERR_FILE, s->authorities, _("holds no certificate (PEM) that can be used"), NULL);
}
