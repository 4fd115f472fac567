/*
 * Blobs by method calls (RFC 9404): made of pieces of others, so that a file which went up in parts becomes one; looked into with
 * their digests; and the records that name them.
 */
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "set.h"
#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/text/utf8.h"

enum { DIGEST_SHARE = 8 /* to digest a byte weighs as much as to send an eighth of one */ };

static const char as_text[] = "data:asText", as_base64[] = "data:asBase64", as_either[] = "data", sha256[] = "digest:sha-256";

/* A blob of the call's account that the viewer may read, by its id or "#" and a creation id; false: there is none for them. */
static bool find(const struct call *c, struct store *s, const char *asked, struct blob *b)
{
	const char *id = jmap_creation_id(&c->batch->request, asked);
	int64_t account = c->account->account.local;
	return id && blob_may_read(s, account, id, c->batch->viewer->user.person, c->account->role, clock_now()) &&
	       blob_get(s, account, id, b);
}

static int too_large(int64_t most, struct err *e)
{
	char *text = xasprintf("%lld", (long long)most);
	err_set(e, ERR_TOO_LARGE, text, NULL);
	free(text);
	return -1;
}

/* --- Blob/upload (section 4.1) --- */

/* One blob to be. texts hold what came in the call itself. */
struct making {
	const struct call *call;
	struct store *s; /* as the worker reads it */
	struct blob_piece *pieces;
	struct str *texts;
	size_t count;
	int64_t size;
	struct json *missing; /* ids that are none for the viewer */
};

static int wrong_data(const char *why, struct err *e)
{
	return err_set(e, ERR_INVALID_PROPERTIES, "data", why, NULL);
}

static int add_inline(struct making *m, const struct json *source, struct err *e)
{
	const char *text = json_get_text(source, as_text), *base64 = json_get_text(source, as_base64);
	struct str *bytes = &m->texts[m->count];
	if (text)
		str_add(bytes, text);
	else if (!base64 || crypto_unbase64(base64, bytes) != 0)
		return wrong_data(as_base64, e);
	m->pieces[m->count] = (struct blob_piece){.bytes = bytes->text ? bytes->text : "", .len = (int64_t)bytes->len};
	return 0;
}

static int add_range(struct making *m, const struct json *source, struct err *e)
{
	const char *id = json_get_text(source, "blobId");
	int64_t start = json_get_integer(source, "offset", 0), len;
	struct blob b = {0};
	if (!id)
		return wrong_data("blobId", e);
	if (!find(m->call, m->s, id, &b)) {
		json_push(m->missing, json_new_string(id));
		return 0;
	}
	len = json_get_integer(source, "length", b.size - start);
	if (start < 0 || len < 0 || start > b.size || len > b.size - start) {
		blob_release(&b);
		return wrong_data("offset", e);
	}
	/* What is cut is written anew, without a byte having come for it: as much as may be read in a request. */
	if (len < b.size || len < BLOB_CHUNK_LEAST)
		m->call->batch->room -= len;
	m->pieces[m->count] = (struct blob_piece){.id = jmap_creation_id(&m->call->batch->request, id), .start = start, .len = len};
	blob_release(&b);
	return m->call->batch->room < 0 ? err_set(e, ERR_RATE_LIMIT, "1", NULL) : 0;
}

static int add_source(struct making *m, const struct json *source, struct err *e)
{
	int kinds = (json_get(source, as_text) != NULL) + (json_get(source, as_base64) != NULL) + (json_get(source, "blobId") != NULL);
	if (kinds != 1)
		return wrong_data("[{}]", e);
	if ((json_get(source, "blobId") ? add_range(m, source, e) : add_inline(m, source, e)) != 0)
		return -1;
	m->size += m->pieces[m->count++].len;
	return m->size > JMAP_MAX_SIZE_UPLOAD ? too_large(JMAP_MAX_SIZE_UPLOAD, e) : 0;
}

static int add_sources(struct making *m, const struct json *sources, struct err *e)
{
	int result = 0;
	for (const struct json *i = json_first(sources); i && result == 0; i = json_next(i))
		result = add_source(m, i, e);
	if (result == 0 && json_size(m->missing))
		result = err_set(e, ERR_BLOB_NOT_FOUND, NULL);
	return result;
}

/* The writer is held for this alone: what there is to join was looked at before. */
static void join(const struct making *m, struct blob *b, struct err *e)
{
	struct worker *w = m->call->batch->worker;
	struct store *s = worker_write(w);
	if (db_begin(s->db, e) == 0 && blob_join(s, b, m->pieces, m->count, e) == 0)
		db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
}

static void file_made(const struct call *c, struct json *response, const char *key, const struct blob *b)
{
	struct json *all = json_get_mutable(response, "created");
	struct json *one = json_set(all ? all : json_set(response, "created", json_new_object()), key, json_new_object());
	json_set_string(one, "id", b->id);
	json_set_string(one, "type", b->type);
	json_set_integer(one, "size", b->size);
	json_set_string(c->batch->request.created, key, b->id);
}

static void file_refused(struct json *response, const char *key, struct err *e, struct json *missing)
{
	struct json *all = json_get_mutable(response, "notCreated");
	method_hide(e);
	struct json *one = json_set(all ? all : json_set(response, "notCreated", json_new_object()), key, json_from_err(e));
	if (e->code == ERR_BLOB_NOT_FOUND)
		json_set(one, "notFound", json_copy(missing));
}

static void upload_one(const struct call *c, const struct json *object, struct json *response)
{
	const struct json *sources = json_get(object, "data");
	size_t count = json_is_array(sources) ? json_size(sources) : 0;
	struct making m = {.call = c, .s = &c->batch->worker->reader, .missing = json_new_array()};
	struct user me = c->batch->viewer->user;
	struct blob b = {.account = c->account->account.local, .created_at = clock_now(), .uploader = me.person};
	struct err e = {0};
	b.type = (char *)method_media_type(json_get_text(object, "type"));
	m.pieces = xcalloc(count + 1, sizeof *m.pieces);
	m.texts = xcalloc(count + 1, sizeof *m.texts);
	if (!json_is_array(sources) || count > JMAP_MAX_DATA_SOURCES)
		wrong_data("[{}]", &e);
	else if (worker_read(c->batch->worker, &e) == 0 && add_sources(&m, sources, &e) == 0)
		join(&m, &b, &e);
	if (e.code == ERR_OK)
		file_made(c, response, json_key(object), &b);
	else
		file_refused(response, json_key(object), &e, m.missing);
	for (size_t i = 0; i < count; i++)
		str_release(&m.texts[i]);
	free(m.texts);
	free(m.pieces);
	json_free(m.missing);
	err_release(&e);
}

struct json *method_blob_upload(const struct call *c, struct err *e)
{
	const struct json *create = json_get(c->arguments, "create");
	if (set_check_creation_ids(create, e) < 0)
		return NULL;
	if (json_size(create) > JMAP_MAX_OBJECTS_IN_SET) {
		err_set(e, ERR_REQUEST_TOO_LARGE, "500", NULL);
		return NULL;
	}
	struct json *response = method_response(c);
	for (const struct json *i = json_first(create); i; i = json_next(i))
		upload_one(c, i, response);
	return response;
}

/* --- Blob/get (section 4.2) --- */

/* What was asked for of each blob. */
struct wanted { bool text, base64, either, size, digest; int64_t offset, length; };

static int read_wanted(const struct json *arguments, struct wanted *w, struct err *e)
{
	const struct json *properties = json_get(arguments, "properties");
	*w = (struct wanted){.offset = json_get_integer(arguments, "offset", 0), .length = json_get_integer(arguments, "length", -1)};
	if (!json_is_array(properties))
		w->either = w->size = true;
	for (const struct json *i = json_first(properties); i; i = json_next(i)) {
		const struct { const char *name; bool *flag; } names[] = {
			{as_text, &w->text}, {as_base64, &w->base64}, {as_either, &w->either}, {"size", &w->size}, {sha256, &w->digest}, {"id", NULL},
		};
		size_t at = 0;
		while (at < ARRAY_SIZE(names) && strcmp(json_text(i), names[at].name) != 0)
			at++;
		if (at == ARRAY_SIZE(names))
			return err_set(e, ERR_INVALID_ARGUMENTS, "properties", json_text(i), NULL);
		if (names[at].flag)
			*names[at].flag = true;
	}
	return 0;
}

/* The bytes as text where they are some, and as base64 where that is wanted or nothing else will do. */
static void put_data(struct json *one, const struct wanted *w, const struct str *bytes)
{
	const char *text = bytes->text ? bytes->text : "";
	bool is_text = utf8_valid(text, bytes->len) && !memchr(text, '\0', bytes->len);
	struct str base64 = {0};
	if ((w->text || w->either) && is_text)
		json_set_string(one, as_text, text);
	else if (w->text || w->either)
		json_set_bool(one, "isEncodingProblem", true);
	if (w->text && !is_text)
		json_set(one, as_text, json_new_null());
	if (w->base64 || (w->either && !is_text)) {
		crypto_base64(text, bytes->len, &base64);
		json_set_string(one, as_base64, base64.text ? base64.text : "");
	}
	str_release(&base64);
}

static int read_data(struct store *s, const struct blob *b, int64_t from, int64_t len, struct str *bytes, struct err *e)
{
	char *chunk = xmalloc(BLOB_CHUNK_MAX);
	int64_t got = 1;
	while (len > 0 && got > 0) {
		got = blob_read(s, b->account, b->id, from, chunk, len < BLOB_CHUNK_MAX ? (size_t)len : BLOB_CHUNK_MAX, e);
		if (got > 0)
			str_addn(bytes, chunk, (size_t)got);
		from += got;
		len -= got;
	}
	free(chunk);
	if (got == 0)
		err_set(e, ERR_STORE_DAMAGED, db_name(s->db), b->id, NULL);
	return len > 0 ? -1 : 0;
}

/* True if there is room for it: long ones add up, and the same may be asked for in every call of a batch. */
static bool has_room(const struct call *c, const struct wanted *w, int64_t len)
{
	if (w->digest)
		c->batch->room -= len / DIGEST_SHARE;
	if (w->text || w->base64 || w->either)
		c->batch->room -= len * 4 / 3;
	return c->batch->room >= 0;
}

static int show(const struct call *c, const struct blob *b, const void *wanted, struct json *one, struct err *e)
{
	const struct wanted *w = wanted;
	struct store *s = &c->batch->worker->reader;
	int64_t from = w->offset < b->size ? w->offset : b->size, len = b->size - from;
	char digest[DIGEST_BASE64_SIZE];
	struct str bytes = {0};
	int result = 0;
	if (w->length >= 0 && w->length < len)
		len = w->length;
	if (w->offset > b->size || w->length > len)
		json_set_bool(one, "isTruncated", true);
	if (w->size)
		json_set_integer(one, "size", b->size);
	if (!has_room(c, w, len))
		return err_set(e, ERR_REQUEST_TOO_LARGE, "20000000", NULL);
	if (w->digest) {
		result = blob_digest(s, b, from, len, digest, e);
		json_set_string(one, sha256, result == 0 ? digest : NULL);
	}
	if (result == 0 && (w->text || w->base64 || w->either)) {
		result = read_data(s, b, from, len, &bytes, e);
		put_data(one, w, &bytes);
	}
	str_release(&bytes);
	return result;
}

/* A response with what show says of each blob that the viewer may read. NULL with e. */
typedef int show_blob(const struct call *c, const struct blob *b, const void *wanted, struct json *one, struct err *e);
static struct json *each_blob(const struct call *c, const void *wanted, show_blob *show_one, struct err *e)
{
	const struct json *ids = json_get(c->arguments, "ids");
	int result = 0;
	if (json_size(ids) > JMAP_MAX_OBJECTS_IN_GET) {
		err_set(e, ERR_REQUEST_TOO_LARGE, "500", NULL);
		return NULL;
	}
	struct json *response = method_response(c), *list = json_set(response, "list", json_new_array());
	struct json *missing = json_set(response, "notFound", json_new_array());
	for (const struct json *i = json_first(ids); i && result == 0; i = json_next(i)) {
		struct blob b = {0};
		if (find(c, &c->batch->worker->reader, json_text(i), &b)) {
			struct json *one = json_push(list, json_new_object());
			json_set_string(one, "id", b.id);
			result = show_one(c, &b, wanted, one, e);
		} else {
			json_push(missing, json_new_string(json_text(i)));
		}
		blob_release(&b);
	}
	if (result < 0) {
		json_free(response);
		return NULL;
	}
	return response;
}

struct json *method_blob_get(const struct call *c, struct err *e)
{
	struct wanted w;
	return read_wanted(c->arguments, &w, e) == 0 ? each_blob(c, &w, show, e) : NULL;
}

/* --- Blob/lookup (section 4.3) --- */

bool method_names_blobs(const struct record_type *type)
{
	for (unsigned i = 0; i < type->field_count; i++)
		if (type->fields[i].kind == FIELD_BLOBS)
			return true;
	return false;
}

/* Where the records that name a blob are filed: the types that were asked for, with their lists. */
struct lookup { const struct call *call; struct json *matched; };

static void file_use(void *context, const struct record *r)
{
	const struct lookup *l = context;
	struct json *list = json_get_mutable(l->matched, r->type->name);
	if (list && viewer_may_read(l->call->account, r))
		json_push(list, json_new_string(r->id));
}

/* Each name once is as much as there is to ask for; they are gone through for every blob. */
static int check_types(const struct json *names, struct err *e)
{
	if (json_size(names) > RECORD_TYPE_COUNT)
		return err_set(e, ERR_INVALID_ARGUMENTS, "typeNames", "[\"Message\"]", NULL);
	for (const struct json *i = json_first(names); i; i = json_next(i)) {
		const struct record_type *type = record_type_find(json_text(i));
		if (!type || !method_names_blobs(type))
			return err_set(e, ERR_UNKNOWN_DATA_TYPE, json_text(i), NULL);
	}
	return 0;
}

static int look_up(const struct call *c, const struct blob *b, const void *wanted, struct json *one, struct err *e)
{
	(void)wanted;
	struct lookup l = {.call = c, .matched = json_set(one, "matchedIds", json_new_object())};
	for (const struct json *i = json_first(json_get(c->arguments, "typeNames")); i; i = json_next(i))
		json_set(l.matched, json_text(i), json_new_array());
	return blob_uses(&c->batch->worker->reader, b->account, b->id, &l, file_use, e);
}

struct json *method_blob_lookup(const struct call *c, struct err *e)
{
	return check_types(json_get(c->arguments, "typeNames"), e) == 0 ? each_blob(c, NULL, look_up, e) : NULL;
}
