/*
 * Files go up before what names them: in parts, each a blob of its own (RFC 8620 section 6.1) that stays when the line is cut, then
 * joined at the portal (RFC 9404), and its digest compared.
 */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "engine.h"
#include "outgoing.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/digest.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/blob.h"
#include "twinline/records/outbox.h"

enum { UNJOINED_MOST = 4 /* times that a file goes for nothing before its writer is asked */ };

static const char sha256[] = "digest:sha-256";

bool upload_is_wanted(struct engine *g)
{
	struct upload u;
	return parts_may_go(g, WAY_UP) && upload_next(&g->store, clock_now(), &u);
}

void upload_look_again(struct engine *g)
{
	if (g->job == &job_upload && !upload_is_due(&g->store, &g->upload, clock_now()))
		engine_cancel(g, &job_upload);
}

static void tell(struct engine *g, int64_t done, bool is_spoilt)
{
	const struct upload *u = &g->upload;
	parts_tell(g, &(struct part_news){ .account = u->account, .blob = u->blob, .done = done, .total = u->size, .way = WAY_UP,
	                                   .is_spoilt = is_spoilt });
}

static int64_t arrived(struct engine *g)
{
	return upload_arrived(&g->store, &g->upload, clock_now());
}

/* What waits for a file that will never go up is refused, with the cause. A transaction of its own. */
static void refuse(struct engine *g, const struct err *cause)
{
	struct err e = { 0 };
	g->parts.unjoined = 0;
	if (db_begin(g->store.db, &e) != 0 || outbox_refused(&g->store, g->upload.entry, true, cause, &e) != 0 ||
	    db_commit(g->store.db, &e) != 0) {
		db_rollback(g->store.db);
		log_error("upload", "a refusal is not kept: %s", err_name(e.code));
		err_release(&e);
	}
}

/* --- one part --- */

/* The bytes of the part into out. 0, or -1 with e. */
static int read_part(struct engine *g, struct str *out, struct err *e)
{
	const struct upload *u = &g->upload;
	char *bytes = xmalloc((size_t)g->parts.len + 1);
	int64_t got = blob_read(&g->store, u->account, u->blob, g->parts.start, bytes, (size_t)g->parts.len, e);
	if (got == g->parts.len)
		str_addn(out, bytes, (size_t)got);
	else if (got >= 0)
		got = err_set(e, ERR_STORE_DAMAGED, db_name(g->store.db), u->blob, NULL);
	free(bytes);
	return got < 0 ? -1 : 0;
}

static int begin_part(struct engine *g, const char *account, struct err *e)
{
	struct str bytes = { 0 };
	if (read_part(g, &bytes, e) != 0)
		return -1;
	char *url = file_url(g, g->login.upload, account, "", ""), *digest = content_digest(bytes.text ? bytes.text : "", bytes.len);
	http_client_start(g->http, &(struct http_request){ .address = &g->login.portal, .method = "POST", .url = url,
	                                                   .token = g->login.token, .type = "application/octet-stream",
	                                                   .bytes = &bytes, .digest = digest });
	free(digest);
	free(url);
	return 0;
}

/* --- joining --- */

static struct json *join_request(const char *account, const char *type, const struct upload_part *parts, int count)
{
	struct json *request = jmap_request_new(), *upload = json_new_object(), *get = json_new_object();
	jmap_use(request, JMAP_BLOB);
	json_set_string(upload, "accountId", account);
	struct json *file = json_set(json_set(upload, "create", json_new_object()), "f", json_new_object());
	json_set_string(file, "type", type);
	struct json *data = json_set(file, "data", json_new_array());
	for (int i = 0; i < count; i++)
		json_set_string(json_push(data, json_new_object()), "blobId", parts[i].remote);
	jmap_call(request, "Blob/upload", upload, "u");
	json_set_string(get, "accountId", account);
	json_push(json_set(get, "ids", json_new_array()), json_new_string("#f"));
	json_push(json_set(get, "properties", json_new_array()), json_new_string(sha256));
	jmap_call(request, "Blob/get", get, "g");
	return request;
}

static int begin_join(struct engine *g, const char *account, struct err *e)
{
	struct upload_part *parts = NULL;
	struct blob b = { 0 };
	int count = upload_parts(&g->store, &g->upload, clock_now(), &parts, e);
	if (count >= 0 && blob_get(&g->store, g->upload.account, g->upload.blob, &b))
		engine_post(g, join_request(account, b.type, parts, count));
	else if (count >= 0)
		count = err_set(e, ERR_NOT_FOUND, NULL);
	blob_release(&b);
	free(parts);
	return count < 0 ? -1 : 0;
}

static bool begin(struct engine *g)
{
	struct err e = { 0 };
	struct account a = { 0 };
	struct parts *p = &g->parts;
	if (!g->login.upload || !upload_is_wanted(g) || !parts_turn(g, WAY_UP) || !upload_next(&g->store, clock_now(), &g->upload))
		return false;
	p->last = WAY_UP;
	g->is_joining = !upload_gap(&g->store, &g->upload, clock_now(), &p->start, &p->len);
	p->len = g->is_joining ? 0 : parts_size(g, WAY_UP, p->len);
	if (!account_by_local(&g->store, g->upload.account, &a))
		err_set(&e, ERR_NOT_FOUND, NULL);
	else if (g->is_joining)
		begin_join(g, a.id, &e);
	else
		begin_part(g, a.id, &e);
	account_release(&a);
	if (e.code == ERR_OK)
		return true;
	refuse(g, &e);
	err_release(&e);
	return false;
}

/* --- what came of it --- */

/* Does what the answer asks for in a transaction; remote NULL: a part is not there, or none is. */
static int keep(struct engine *g, int (*work)(struct engine *g, const char *remote, struct err *e), const char *remote, struct err *e)
{
	int kept = db_begin(g->store.db, e);
	if (kept == 0)
		kept = work(g, remote, e);
	if (kept == 0)
		kept = db_commit(g->store.db, e);
	if (kept != 0)
		db_rollback(g->store.db);
	return kept;
}

static int keep_part(struct engine *g, const char *remote, struct err *e)
{
	struct upload_part part = { .start = g->parts.start, .size = g->parts.len };
	memcpy(part.remote, remote, RECORD_ID_LENGTH);
	return upload_part_done(&g->store, &g->upload, &part, clock_now(), e);
}

static int keep_file(struct engine *g, const char *remote, struct err *e)
{
	return upload_done(&g->store, &g->upload, remote, clock_now(), e);
}

static int forget_part(struct engine *g, const char *remote, struct err *e)
{
	return upload_part_lost(&g->store, &g->upload, remote, e);
}

/* What the portal will say again, however often it is asked. */
static bool is_final(const struct http_answer *a, const struct err *cause)
{
	bool refuses = a->status == 400 || a->status == 403 || a->status == 404 || a->status == 413;
	return a->cause.code == ERR_OK && refuses && cause->code != ERR_DIGEST;
}

/* Nothing is missing any more: what waits for the file goes at once. */
static void file_is_there(struct engine *g)
{
	g->parts.next_ms = 0;
	g->parts.unjoined = 0;
	tell(g, g->upload.size, false);
	line_hurry(&g->line);
}

static void fail(struct engine *g, const struct err *cause, const struct http_answer *a)
{
	if (is_final(a, cause))
		refuse(g, cause);
	else
		parts_failed(g, WAY_UP, cause, a->retry_after);
}

/* A part came changed, or the whole is not what its parts were: that much goes again, and people hear of it. */
static void again(struct engine *g, const struct http_answer *a)
{
	struct err cause = { .code = ERR_DIGEST };
	if (parts_spoilt(g))
		parts_failed(g, WAY_UP, &cause, a->retry_after);
	tell(g, arrived(g), true);
}

static void finish_part(struct engine *g, const struct http_answer *a, const struct json *answer, struct err *cause)
{
	const char *id = json_get_text(answer, "blobId");
	bool is_all = g->parts.len == g->upload.size; /* then the part is the file */
	if (answer && (!id || strlen(id) != RECORD_ID_LENGTH || json_get_integer(answer, "size", -1) != g->parts.len))
		err_set(cause, ERR_NOT_A_PORTAL, g->login.portal.host, NULL);
	if (cause->code == ERR_OK && keep(g, is_all ? keep_file : keep_part, id, cause) == 0) {
		parts_arrived(g, WAY_UP, g->parts.len, a);
		if (is_all)
			file_is_there(g);
		else
			tell(g, arrived(g), false);
	} else if (cause->code == ERR_DIGEST) {
		again(g, a);
	} else {
		fail(g, cause, a);
	}
}

/* Parts that the portal names as gone go again; e if it names none of ours. */
static void send_again(struct engine *g, const struct json *gone, struct err *e)
{
	int64_t before = arrived(g);
	for (const struct json *i = json_first(gone); i && e->code == ERR_OK; i = json_next(i))
		if (json_text(i))
			keep(g, forget_part, json_text(i), e);
	if (e->code == ERR_OK && arrived(g) == before)
		err_set(e, ERR_NOT_A_PORTAL, g->login.portal.host, NULL);
}

static bool is_same(struct engine *g, const char *told, struct err *e)
{
	char digest[DIGEST_BASE64_SIZE];
	struct blob b = { 0 };
	bool same = blob_get(&g->store, g->upload.account, g->upload.blob, &b) &&
	            blob_digest(&g->store, &b, 0, b.size, digest, e) == 0 && text_equal(told, digest);
	blob_release(&b);
	return same;
}

/* A portal that joins nothing: as one whole, then. */
static void go_whole(struct engine *g, struct err *cause)
{
	g->parts.is_whole = true;
	err_release(cause);
	keep(g, forget_part, NULL, cause);
}

/* Why the portal joined nothing: some parts go again, or the letter is left to its writer. */
static void take_refusal(struct engine *g, const struct http_answer *a, const struct json *refusal, struct err *e)
{
	struct err cause = { 0 };
	json_to_err(refusal, &cause);
	if (cause.code == ERR_BLOB_NOT_FOUND && ++g->parts.unjoined < UNJOINED_MOST)
		send_again(g, json_get(refusal, "notFound"), e);
	else if (outgoing_will_pass(cause.code))
		parts_failed(g, WAY_UP, &cause, a->retry_after);
	else
		refuse(g, &cause);
	err_release(&cause);
}

/* The whole is not what its parts were: all of it goes again, but not for ever. */
static void take_other(struct engine *g, const struct http_answer *a, struct err *e)
{
	if (keep(g, forget_part, NULL, e) != 0)
		return;
	if (++g->parts.unjoined < UNJOINED_MOST)
		again(g, a);
	else
		refuse(g, &(struct err){ .code = ERR_DIGEST });
}

/* The joined file, or why there is none; e where it cannot be kept or the answer makes no sense. */
static void take_joined(struct engine *g, const struct http_answer *a, const struct json *made, const struct json *got, struct err *e)
{
	const struct json *file = json_get(json_get(made, "created"), "f"), *refusal = json_get(json_get(made, "notCreated"), "f");
	const char *id = json_get_text(file, "id");
	if (refusal) {
		take_refusal(g, a, refusal, e);
	} else if (!id || strlen(id) != RECORD_ID_LENGTH) {
		err_set(e, ERR_NOT_A_PORTAL, g->login.portal.host, NULL);
	} else if (is_same(g, json_get_text(json_first(json_get(got, "list")), sha256), e)) {
		if (keep(g, keep_file, id, e) == 0)
			file_is_there(g);
	} else if (e->code == ERR_OK) {
		take_other(g, a, e);
	}
}

static void finish_join(struct engine *g, const struct http_answer *a, const struct json *answer, struct err *cause)
{
	struct err e = { 0 };
	const struct json *made = jmap_response(answer, "u", cause);
	if (made)
		take_joined(g, a, made, jmap_response(answer, "g", NULL), &e);
	else if (cause->code == ERR_UNKNOWN_METHOD)
		go_whole(g, &e);
	else if (outgoing_will_pass(cause->code))
		parts_failed(g, WAY_UP, cause, a->retry_after);
	else
		refuse(g, cause);
	if (e.code != ERR_OK)
		parts_failed(g, WAY_UP, &e, a->retry_after);
	err_release(&e);
}

static void finish(struct engine *g, struct http_answer *a)
{
	struct err cause = { 0 };
	struct json *answer = answer_read(a, g->login.portal.host, &cause);
	policy_count(g, COUNT_FILES, a);
	if (!g->is_joining)
		finish_part(g, a, answer, &cause);
	else if (answer)
		finish_join(g, a, answer, &cause);
	else if (cause.code == ERR_UNKNOWN_CAPABILITY)
		go_whole(g, &cause);
	else
		fail(g, &cause, a);
	json_free(answer);
	err_release(&cause);
}

const struct job job_upload = { "upload", begin, finish, NULL };
