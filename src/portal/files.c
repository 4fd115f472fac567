/* Files: upload, download, and copies between accounts (RFC 8620 section 6). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "files.h"
#include "method.h"
#include "resource.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/jmap/digest.h"

static void answer_error(struct response *x, enum err_code code, const char *argument)
{
	struct err e = {0};
	err_set(&e, code, argument, NULL);
	response_problem(x, &e);
	err_release(&e);
}

/* --- upload --- */

static int write_blob(struct store *s, const struct viewer *v, int64_t account, const struct request *q, struct blob *b,
                      struct err *e)
{
	const char *type = method_media_type(q->content_type);
	int result = -1;
	if (db_begin(s->db, e) == 0 &&
	    blob_write(s, account, v->user.person, type, q->body, q->len, clock_now(), b, e) == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	return result;
}

void resource_upload(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	const struct membership *m = viewer_account(v, q->segments[0]);
	if (!m || m->read_only) {
		answer_error(x, m ? ERR_FORBIDDEN : ERR_NOT_FOUND, NULL);
		return;
	}
	struct err e = {0};
	struct blob b = {0};
	if (!content_digest_fits(q->digest, q->body, q->len)) {
		answer_error(x, ERR_DIGEST, NULL);
		return;
	}
	int result = write_blob(worker_write(w), v, m->account.local, q, &b, &e);
	worker_write_end(w);
	if (result < 0) {
		response_problem(x, &e);
	} else {
		struct json *answer = json_new_object();
		json_set_string(answer, "accountId", m->account.id);
		json_set_string(answer, "blobId", b.id);
		json_set_string(answer, "type", b.type);
		json_set_integer(answer, "size", b.size);
		response_json(x, 201, answer);
	}
	blob_release(&b);
	err_release(&e);
}

/* --- download --- */

/* One range of bytes (RFC 9110 section 14.1.2); false if it lies outside. Several, or other units: all of it. */
static bool read_range(const char *range, int64_t size, struct span *span)
{
	*span = (struct span){.end = size};
	if (!range || strncasecmp(range, "bytes=", 6) != 0 || strchr(range, ','))
		return true;
	const char *dash = strchr(range, '-');
	char *end;
	if (!dash)
		return true;
	if (dash == range + 6) { /* the last bytes */
		int64_t last = strtoll(dash + 1, &end, 10);
		if (*end || last <= 0)
			return *end != '\0';
		span->from = last < size ? size - last : 0;
	} else {
		span->from = strtoll(range + 6, &end, 10);
		int64_t to = dash[1] ? strtoll(dash + 1, NULL, 10) : INT64_MAX;
		if (end != dash || to < span->from) {
			span->from = 0;
			return true;
		}
		span->end = to < size ? to + 1 : size;
	}
	span->part = true;
	return span->from >= 0 && span->from < size;
}

int files_read(struct store *s, const struct blob *b, const struct span *span, struct spool *out, struct err *e)
{
	char *chunk = xmalloc(BLOB_CHUNK_MAX);
	int result = 0;
	for (int64_t at = span->from; at < span->end && result == 0;) {
		int64_t most = span->end - at < BLOB_CHUNK_MAX ? span->end - at : BLOB_CHUNK_MAX;
		int64_t count = blob_read(s, b->account, b->id, at, chunk, (size_t)most, e);
		if (count <= 0)
			result = count < 0 ? -1 : err_set(e, ERR_STORE_DAMAGED, b->id, "blob", NULL);
		else
			result = spool_add(out, chunk, (size_t)count, e);
		at += count;
	}
	free(chunk);
	return result;
}

void files_keep_away(struct response *x, const char *name)
{
	struct str value = {0};
	str_add(&value, "attachment; filename*=UTF-8''");
	for (const char *c = name; *c; c++)
		if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._", *c))
			str_addc(&value, *c);
		else
			str_addf(&value, "%%%02X", (unsigned char)*c);
	response_header(x, "Content-Disposition", value.text);
	response_header(x, "X-Content-Type-Options", "nosniff");
	response_header(x, "Content-Security-Policy", "sandbox; default-src 'none'");
	str_release(&value);
}

static void add_headers(struct response *x, const struct request *q, const struct blob *b, const struct span *span)
{
	files_keep_away(x, q->segments[2]);
	response_header(x, "Accept-Ranges", "bytes");
	x->status = span->part ? 206 : 200;
	if (!span->part)
		return;
	char *range = xasprintf("bytes %" PRId64 "-%" PRId64 "/%" PRId64, span->from, span->end - 1, b->size);
	response_header(x, "Content-Range", range);
	free(range);
}

/* Of a part: whoever joins parts knows of each whether it came as it was sent. */
static int add_digest(struct response *x, struct err *e)
{
	const void *bytes = spool_bytes(&x->body, e);
	if (!bytes)
		return -1;
	char *digest = content_digest(bytes, (size_t)x->body.len);
	response_header(x, "Content-Digest", digest);
	free(digest);
	return 0;
}

static void send_blob(struct worker *w, const struct blob *b, const struct request *q, struct response *x)
{
	struct span span;
	struct err e = {0};
	if (!read_range(q->range, b->size, &span)) {
		response_status(x, 416);
		return;
	}
	if (files_read(&w->reader, b, &span, &x->body, &e) < 0) {
		response_problem(x, &e);
		err_release(&e);
		return;
	}
	if (span.part && add_digest(x, &e) < 0) {
		response_problem(x, &e);
		err_release(&e);
		return;
	}
	x->type = xstrdup(method_media_type(q->accept && *q->accept ? q->accept : b->type));
	add_headers(x, q, b, &span);
}

/* The account's id and the file's, known or not, answer alike unless a record that v may read names the file. */
void resource_download(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	const struct membership *m = viewer_account(v, q->segments[0]);
	struct blob b = {0};
	bool may = m && blob_may_read(&w->reader, m->account.local, q->segments[1], v->user.person, m->role, clock_now());
	if (may && blob_get(&w->reader, m->account.local, q->segments[1], &b))
		send_blob(w, &b, q, x);
	else
		answer_error(x, ERR_NOT_FOUND, NULL);
	blob_release(&b);
}

/* --- Blob/copy (section 6.3) --- */

static int copy_one(const struct call *c, struct store *s, const struct membership *from, const char *id, char new_id[],
                    struct err *e)
{
	struct user me = c->batch->viewer->user;
	struct blob copy = {.account = c->account->account.local, .created_at = clock_now(), .uploader = me.person};
	int result = -1;
	if (!blob_may_read(s, from->account.local, id, me.person, from->role, copy.created_at))
		return err_set(e, ERR_NOT_FOUND, NULL);
	if (db_begin(s->db, e) == 0 && blob_copy(s, from->account.local, id, &copy, e) == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	memcpy(new_id, copy.id, sizeof copy.id);
	return result;
}

static void copy_and_file(const struct call *c, struct store *s, const struct membership *from, const char *id,
                          struct json *response)
{
	char new_id[RECORD_ID_LENGTH + 1];
	struct err e = {0};
	bool done = copy_one(c, s, from, id, new_id, &e) == 0;
	const char *name = done ? "copied" : "notCopied";
	struct json *part = json_get_mutable(response, name);
	if (!part)
		part = json_set(response, name, json_new_object());
	if (e.code != ERR_NOT_FOUND)
		method_hide(&e);
	if (done)
		json_set_string(part, id, new_id);
	else
		json_set(part, id, json_from_err(&e));
	err_release(&e);
}

struct json *method_blob_copy(const struct call *c, struct err *e)
{
	const char *from_id = json_get_text(c->arguments, "fromAccountId");
	const struct json *ids = json_get(c->arguments, "blobIds");
	const struct membership *from = viewer_account(c->batch->viewer, from_id);
	if (!from) {
		err_set(e, ERR_FROM_ACCOUNT_NOT_FOUND, NULL);
		return NULL;
	}
	if (json_size(ids) > JMAP_MAX_OBJECTS_IN_SET) {
		err_set(e, ERR_REQUEST_TOO_LARGE, "500", NULL);
		return NULL;
	}
	struct json *response = method_response(c);
	json_set_string(response, "fromAccountId", from_id);
	struct store *s = worker_write(c->batch->worker);
	for (const struct json *i = json_first(ids); i; i = json_next(i))
		copy_and_file(c, s, from, json_text(i), response);
	worker_write_end(c->batch->worker);
	return response;
}
