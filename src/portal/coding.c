/* Which coding a body is in, and packing it. */
#include "coding.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "twinline/base/compress.h"
#include "twinline/base/crypto.h"
#include "twinline/base/deflate.h"
#include "twinline/base/mem.h"

static const char header_name[] = "Content-Encoding";

enum { HEADER_BYTES = 4 /* ": " and the end of the line */ };

static const char *name_of(const struct coding *c)
{
	static const char *const names[] = {
		[CODING_NONE] = "identity", [CODING_GZIP] = "gzip", [CODING_ZSTD] = "zstd", [CODING_DCZ] = "dcz",
	};
	return c->kind == CODING_SHARED ? c->dictionary->coding : names[c->kind];
}

bool coding_of_request(const char *name, struct coding *coding)
{
	*coding = (struct coding){.kind = CODING_NONE};
	if (!name || ascii_casecmp(name, "identity") == 0)
		return true;
	coding->dictionary = dictionary_of_coding(name);
	coding->kind = coding->dictionary ? CODING_SHARED : CODING_ZSTD;
	return coding->dictionary || ascii_casecmp(name, "zstd") == 0;
}

char *coding_names(void)
{
	struct str names = {0};
	const struct dictionary *d;
	for (size_t i = 0; (d = dictionary_at(i)) != NULL; i++)
		str_addf(&names, "%s, ", d->coding);
	str_add(&names, "zstd");
	return str_detach(&names);
}

/* --- what an answer may go in --------------------------------------------------------------------- */

/* The weight of one element of Accept-Encoding, in thousandths (RFC 9110 section 12.4.2): 1000 where it says none. */
static int weight_of(const char *element, size_t len)
{
	const char *q = memchr(element, ';', len);
	while (q && (*q == ';' || *q == ' ' || *q == '\t'))
		q++;
	if (!q || (*q != 'q' && *q != 'Q') || q[1] != '=')
		return 1000;
	q += 2;
	int weight = *q == '1' ? 1000 : 0, unit = 100;
	for (q += *q != '\0'; *q == '.' || (*q >= '0' && *q <= '9'); q++)
		if (*q != '.' && unit > 0) {
			weight += (*q - '0') * unit;
			unit /= 10;
		}
	return weight < 1000 ? weight : 1000;
}

/* How welcome a coding is: what the list says of its name; -1: nothing. */
static int weight_in(const char *list, const char *name)
{
	size_t wanted = strlen(name);
	while (*list) {
		list += strspn(list, " \t,");
		size_t len = strcspn(list, ","), word = strcspn(list, " \t,;");
		if (word == wanted && strncasecmp(list, name, word) == 0)
			return weight_of(list, len);
		list += len;
	}
	return -1;
}

/* A structured field's byte sequence (RFC 8941 section 3.3.5) that is a dictionary's hash; NULL: of none that is here. */
static const struct dictionary *available_dictionary(const char *field)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	struct str hex = {0};
	unsigned bits = 0, value = 0;
	if (!field || *field != ':')
		return NULL;
	for (const char *c = field + 1; *c && *c != ':' && *c != '=' && strchr(digits, *c); c++) {
		value = (value << 6 | (unsigned)(strchr(digits, *c) - digits)) & 0xfff;
		for (bits += 6; bits >= 4; bits -= 4)
			str_addf(&hex, "%x", value >> (bits - 4) & 0xf);
	}
	if (hex.len > DIGEST_TEXT_SIZE - 1) /* 43 digits are 258 bits */
		str_cut(&hex, DIGEST_TEXT_SIZE - 1);
	const struct dictionary *d = hex.text ? dictionary_of_hash(hex.text) : NULL;
	str_release(&hex);
	return d;
}

struct choice { const char *accepted; struct coding best; int weight; };

/* Takes a coding if it is more welcome than the best so far; of two that are as welcome the later one is shorter. */
static void consider(struct choice *c, struct coding coding)
{
	int weight = weight_in(c->accepted, name_of(&coding));
	if (weight < 0 && coding.kind <= CODING_GZIP)
		weight = weight_in(c->accepted, "*"); /* who takes "anything" hardly means ours */
	if (weight > 0 && weight >= c->weight) {
		c->best = coding;
		c->weight = weight;
	}
}

struct coding coding_of_answer(const char *accepted, const char *available, const struct coding *request)
{
	struct choice c = {.accepted = accepted, .weight = 0};
	const struct dictionary *d = available_dictionary(available);
	size_t count = 0;
	if (!accepted)
		return request->kind == CODING_SHARED ? *request : c.best;
	consider(&c, (struct coding){.kind = CODING_NONE});
	consider(&c, (struct coding){.kind = CODING_GZIP});
	consider(&c, (struct coding){.kind = CODING_ZSTD});
	if (d)
		consider(&c, (struct coding){.kind = CODING_DCZ, .dictionary = d});
	while (dictionary_at(count))
		count++;
	while (count-- > 0)
		consider(&c, (struct coding){.kind = CODING_SHARED, .dictionary = dictionary_at(count)});
	return c.best;
}

/* --- bodies --------------------------------------------------------------------------------------- */

int coding_unpack(struct request *q, struct spool *body, const struct coding *coding, const struct coding_limit *limit,
                  struct str *plain, struct err *e)
{
	q->body = spool_bytes(body, e);
	q->len = (size_t)body->len;
	if (!q->body)
		return -1;
	if (coding->kind == CODING_NONE)
		return 0;
	struct packed packed = {.bytes = q->body, .len = q->len, .dictionary = coding->dictionary};
	if (decompress(plain, &packed, (size_t)limit->max, e) < 0)
		return e->code == ERR_TOO_LARGE ? err_set(e, ERR_LIMIT, limit->name, NULL) : -1;
	q->body = plain->text ? plain->text : "";
	q->len = plain->len;
	return 0;
}

static void pack(struct str *packed, const struct coding *coding, const struct str *plain)
{
	switch (coding->kind) {
	case CODING_NONE:
		break;
	case CODING_GZIP:
		gzip_bytes(packed, plain->text, plain->len);
		break;
	case CODING_ZSTD:
		compress_bytes(packed, plain->text, plain->len);
		break;
	case CODING_DCZ:
		compress_dcz(packed, coding->dictionary, plain->text, plain->len);
		break;
	case CODING_SHARED:
		compress_shared(packed, coding->dictionary, plain->text, plain->len);
		break;
	}
}

void coding_pack(struct response *x, const struct coding *coding)
{
	struct str packed = {0};
	const char *name = name_of(coding);
	if (coding->kind == CODING_NONE || !x->compressible || x->body.fd >= 0 || x->body.len == 0)
		return;
	pack(&packed, coding, &x->body.memory);
	if ((int64_t)(packed.len + strlen(header_name) + strlen(name) + HEADER_BYTES) >= x->body.len) {
		str_release(&packed);
		return;
	}
	str_release(&x->body.memory);
	x->body.memory = packed;
	x->body.len = (int64_t)packed.len;
	response_header(x, header_name, name);
	if (coding->kind == CODING_SHARED)
		response_untyped(x);
}
