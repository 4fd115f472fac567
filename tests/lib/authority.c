/* A certificate authority over OpenSSL. */
#include "lib/authority.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "twinline/base/mem.h"

enum { DAY = 24 * 60 * 60 };

/* Somebody who has a certificate, and can sign with its key. */
struct holder {
	X509 *certificate;
	EVP_PKEY *key;
};

struct authority {
	struct holder root, below;
	char *file;
	long serial;
};

static void need(bool done)
{
	if (!done)
		die("OpenSSL makes no certificate");
}

static void extend(X509 *certificate, X509 *issuer, int kind, const char *value)
{
	X509V3_CTX context;
	X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
	need(extension && X509_add_ext(certificate, extension, -1) == 1);
	X509_EXTENSION_free(extension);
}

static void name(X509 *certificate, const char *key, const char *text)
{
	need(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), key, MBSTRING_UTF8, (const unsigned char *)text, -1, -1, 0) == 1);
}

static struct holder begin(long serial, int64_t from, int64_t until)
{
	struct holder h = { .certificate = X509_new(), .key = EVP_EC_gen("P-256") };
	time_t now = time(NULL); /* OpenSSL and the programs ask the computer's own clock */
	need(h.certificate && h.key);
	X509_set_version(h.certificate, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(h.certificate), serial);
	X509_time_adj_ex(X509_getm_notBefore(h.certificate), 0, (long)from, &now);
	X509_time_adj_ex(X509_getm_notAfter(h.certificate), 0, (long)until, &now);
	need(X509_set_pubkey(h.certificate, h.key) == 1);
	return h;
}

static void sign(struct holder *h, const struct holder *by)
{
	need(X509_set_issuer_name(h->certificate, X509_get_subject_name(by->certificate)) == 1);
	need(X509_sign(h->certificate, by->key, EVP_sha256()) > 0);
}

static void release(struct holder *h)
{
	X509_free(h->certificate);
	EVP_PKEY_free(h->key);
}

static struct holder make_authority(struct authority *a, const char *organisation, const char *called, const struct holder *by)
{
	struct holder h = begin(++a->serial, -DAY, 365 * DAY);
	name(h.certificate, "O", organisation);
	name(h.certificate, "CN", called);
	extend(h.certificate, by ? by->certificate : h.certificate, NID_basic_constraints, "critical,CA:TRUE");
	extend(h.certificate, by ? by->certificate : h.certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
	sign(&h, by ? by : &h);
	return h;
}

static FILE *create(const char *path, mode_t mode)
{
	FILE *file = fopen(path, "w");
	if (!file || chmod(path, mode) != 0)
		die("%s cannot be written", path);
	return file;
}

struct authority *authority_new(const char *dir, const char *organisation)
{
	struct authority *a = xcalloc(1, sizeof *a);
	a->root = make_authority(a, organisation, "Root", NULL);
	a->below = make_authority(a, organisation, "Portals", &a->root);
	a->file = xasprintf("%s/%s.pem", dir, organisation);
	FILE *file = create(a->file, 0644);
	need(PEM_write_X509(file, a->root.certificate) == 1);
	fclose(file);
	return a;
}

void authority_free(struct authority *a)
{
	if (!a)
		return;
	release(&a->root);
	release(&a->below);
	free(a->file);
	free(a);
}

const char *authority_file(const struct authority *a)
{
	return a->file;
}

void authority_certify(struct authority *a, const char *dir, const char *called, const struct authority_wish *wish)
{
	bool usual = wish->from == 0 && wish->until == 0;
	struct holder h = begin(++a->serial, usual ? -DAY : wish->from, usual ? 30 * DAY : wish->until);
	char *names = wish->host ? xasprintf("DNS:%s", wish->host) : xstrdup("DNS:localhost,IP:127.0.0.1");
	extend(h.certificate, a->below.certificate, NID_subject_alt_name, names);
	extend(h.certificate, a->below.certificate, NID_key_usage, "critical,digitalSignature");
	sign(&h, &a->below);
	char *chain = xasprintf("%s/%s.pem", dir, called), *key = xasprintf("%s/%s.key", dir, called);
	FILE *file = create(chain, 0644);
	need(PEM_write_X509(file, h.certificate) == 1 && PEM_write_X509(file, a->below.certificate) == 1);
	fclose(file);
	file = create(key, 0600);
	need(PEM_write_PrivateKey(file, h.key, NULL, NULL, 0, NULL, NULL) == 1);
	fclose(file);
	free(chain);
	free(key);
	free(names);
	release(&h);
}
