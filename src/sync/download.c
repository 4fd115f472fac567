/*
 * Files that somebody wants here (RFC 8620 section 6.2): fetched in ranges, each kept as it comes, so that it goes on where it was
 * after whatever ended it.
 */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "engine.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/jmap/digest.h"
#include "twinline/records/blob.h"
#include "twinline/schema/schema.h"

enum { PROBLEM_MAX = 16 * 1024 /* bytes that an answer may have which is no file */ };

/* Adds text as a part of a query may hold it (RFC 3986 section 2.3). */
static void add_encoded(struct str *out, const char *text)
{
	for (const char *c = text; *c; c++)
		if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", *c))
			str_addc(out, *c);
		else
			str_addf(out, "%%%02X", (unsigned char)*c);
}

char *file_url(struct engine *g, const char *template, const char *account, const char *blob, const char *type)
{
	const struct { const char *name, *value; } variables[] = {
		{ "{accountId}", account }, { "{blobId}", blob }, { "{type}", type }, { "{name}", "file" },
	};
	struct str reference = { 0 };
	for (const char *c = template; *c;) {
		size_t i = 0;
		while (i < ARRAY_SIZE(variables) && !starts_with(c, variables[i].name))
			i++;
		if (i < ARRAY_SIZE(variables)) {
			add_encoded(&reference, variables[i].value);
			c += strlen(variables[i].name);
		} else {
			str_addc(&reference, *c++);
		}
	}
	char *url = address_resolve(&g->login.portal, reference.text ? reference.text : "");
	str_release(&reference);
	return url;
}

/* --- wishes --- */

/* What a face is told of a file that comes to nothing; blob as the packet called it. */
static void tell_failed(struct engine *g, int64_t face, const char *blob, const struct err *cause)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "failed");
	json_set_string(packet, "do", "file");
	json_set_string(packet, "blob", blob);
	json_set(packet, "cause", json_from_err(cause));
	struct face *one = face ? faces_find(&g->faces, face) : NULL;
	if (one)
		faces_tell(one, packet);
	else
		faces_tell_all(&g->faces, packet);
	json_free(packet);
}

static void tell(struct engine *g, const struct download *d, bool is_spoilt)
{
	parts_tell(g, &(struct part_news){ .account = d->account, .blob = d->blob, .done = d->done, .total = d->size, .way = WAY_DOWN,
	                                   .is_stopped = d->state == DOWNLOAD_STOPPED, .is_spoilt = is_spoilt });
}

static void tell_here(struct engine *g, const char *blob)
{
	struct download next = { 0 };
	g->parts.is_asked = g->parts.is_asked && download_next(&g->store, &next);
	download_release(&next);
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "file");
	json_set_string(packet, "blob", blob);
	faces_tell_all(&g->faces, packet);
	json_free(packet);
}

static int want(struct engine *g, const struct json *packet, struct err *e)
{
	const char *type = json_get_text(packet, "type");
	if (db_begin(g->store.db, e) == 0 &&
	    download_want(&g->store, json_get_integer(packet, "account", 0), json_get_text(packet, "blob"),
	                  type ? type : "application/octet-stream", json_get_integer(packet, "size", 0), clock_now(), e) == 0 &&
	    db_commit(g->store.db, e) == 0)
		return 0;
	db_rollback(g->store.db);
	return -1;
}

/* The wish is kept before anything is asked: it lives on whatever becomes of face, engine and line. */
void download_handle(struct engine *g, struct face *face, const struct json *packet)
{
	const char *blob = json_get_text(packet, "blob");
	int64_t account = json_get_integer(packet, "account", 0), size = json_get_integer(packet, "size", -1);
	struct err cause = { 0 };
	struct download d = { 0 };
	if (!login_is_in(&g->login))
		err_set(&cause, ERR_SIGNED_OUT, NULL);
	else if (!blob || strlen(blob) != RECORD_ID_LENGTH || size < 0 || size > FILE_BYTES_MAX)
		err_set(&cause, ERR_NOT_FOUND, NULL);
	else if (blob_has(&g->store, account, blob))
		tell_here(g, blob);
	else if (want(g, packet, &cause) == 0 && download_get(&g->store, account, blob, &d))
		tell(g, &d, false);
	download_release(&d);
	if (cause.code != ERR_OK)
		tell_failed(g, face->serial, blob, &cause);
	else
		parts_hurry(g);
	if (g->line.failures > 0)
		line_hurry(&g->line); /* files wait for the line, and it is tried by an exchange */
	g->parts.is_asked = cause.code == ERR_OK || g->parts.is_asked;
	err_release(&cause);
}

/* Stops a file, with a cause that does not pass by itself (NULL: somebody wished so). What came stays. */
static void stop(struct engine *g, int64_t account, const char *blob, const struct err *cause)
{
	struct download d = { 0 };
	struct err e = { 0 };
	if (db_begin(g->store.db, &e) != 0 || download_stop(&g->store, account, blob, cause, &e) != 0 || db_commit(g->store.db, &e) != 0) {
		db_rollback(g->store.db);
		log_warn("download", "it is not kept that a file is stopped: %s", err_name(e.code));
		err_release(&e);
		parts_wait(g, -1); /* or it would be asked for again at once, and not be kept again */
	}
	if (cause)
		tell_failed(g, 0, blob, cause);
	else if (download_get(&g->store, account, blob, &d))
		tell(g, &d, false);
	download_release(&d);
}

void download_cancel(struct engine *g, struct face *face, const struct json *packet)
{
	const char *blob = json_get_text(packet, "blob");
	int64_t account = json_get_integer(packet, "account", 0);
	(void)face;
	if (!blob)
		return;
	if (g->job == &job_download && g->download.account == account && text_equal(g->download.blob, blob))
		engine_cancel(g, &job_download);
	stop(g, account, blob, NULL);
}

bool download_is_wanted(struct engine *g)
{
	struct download d = { 0 };
	bool wanted = parts_may_go(g, WAY_DOWN) && download_next(&g->store, &d);
	download_release(&d);
	return wanted;
}

/* --- fetching --- */

static void start(struct engine *g, const char *account)
{
	const struct parts *p = &g->parts;
	char *url = file_url(g, g->login.download, account, g->download.blob, g->download.type);
	http_client_start(g->http, &(struct http_request){ .address = &g->login.portal, .method = "GET", .url = url,
	                                                   .token = g->login.token, .answer_max = (size_t)g->download.size + PROBLEM_MAX,
	                                                   .from = p->start, .to = p->start + p->len - 1 });
	free(url);
}

static int keep(struct engine *g, int64_t start_at, const struct str *bytes, struct err *e)
{
	int whole = db_begin(g->store.db, e) == 0
	                    ? download_keep(&g->store, &g->download, start_at, bytes->text ? bytes->text : "", bytes->len, clock_now(), e)
	                    : -1;
	if (whole < 0 || db_commit(g->store.db, e) != 0) {
		db_rollback(g->store.db);
		return -1;
	}
	return whole;
}

/* What cannot be kept does not pass by itself: a full disk. */
static void take(struct engine *g, int64_t start_at, const struct str *bytes)
{
	struct err e = { 0 };
	int whole = keep(g, start_at, bytes, &e);
	if (whole > 0)
		tell_here(g, g->download.blob);
	else if (whole == 0)
		tell(g, &g->download, false);
	else
		stop(g, g->download.account, g->download.blob, e.code == ERR_DISK_FULL ? &(struct err){ .code = ERR_FILE_DISK_FULL } : &e);
	err_release(&e);
}

static bool begin(struct engine *g)
{
	struct account a = { 0 };
	struct parts *p = &g->parts;
	if (!g->login.download || !download_is_wanted(g) || !parts_turn(g, WAY_DOWN))
		return false;
	download_release(&g->download);
	download_next(&g->store, &g->download);
	p->last = WAY_DOWN;
	p->start = download_gap(&g->store, &g->download, &p->len);
	p->len = parts_size(g, WAY_DOWN, p->len);
	bool there = account_by_local(&g->store, g->download.account, &a);
	if (!there)
		stop(g, g->download.account, g->download.blob, &(struct err){ .code = ERR_NOT_FOUND });
	else if (p->len > 0)
		start(g, a.id);
	else
		take(g, 0, &(struct str){ 0 }); /* a file of no bytes */
	account_release(&a);
	return there && p->len > 0;
}

/* Why the answer is not the part that was asked for, or all of the file (which a portal may send in its place). */
static void read_cause(struct engine *g, const struct http_answer *a, struct err *cause)
{
	const struct parts *p = &g->parts;
	bool is_part = a->status == 206 && a->from == p->start && (int64_t)a->body.len == p->len;
	bool is_whole = a->status == 200 && (int64_t)a->body.len == g->download.size;
	if (a->cause.code != ERR_OK || (a->status != 206 && a->status != 200))
		json_free(answer_read(a, g->login.portal.host, cause));
	else if (!is_part && !is_whole)
		err_set(cause, ERR_NOT_A_PORTAL, g->login.portal.host, NULL);
	else if (!content_digest_fits(a->digest, a->body.text ? a->body.text : "", a->body.len))
		err_set(cause, ERR_DIGEST, NULL);
}

/* What the portal will say again, however often it is asked. */
static bool is_final(const struct http_answer *a)
{
	return a->cause.code == ERR_OK && (a->status == 400 || a->status == 403 || a->status == 404 || a->status == 416);
}

static void finish(struct engine *g, struct http_answer *a)
{
	struct err cause = { 0 };
	policy_count(g, COUNT_FILES, a);
	read_cause(g, a, &cause);
	if (cause.code == ERR_OK) {
		parts_arrived(g, WAY_DOWN, (int64_t)a->body.len, a);
		take(g, a->status == 206 ? g->parts.start : 0, &a->body);
	} else if (cause.code == ERR_DIGEST) {
		if (parts_spoilt(g))
			parts_failed(g, WAY_DOWN, &cause, -1);
		tell(g, &g->download, true);
	} else if (is_final(a)) {
		stop(g, g->download.account, g->download.blob, &cause);
	} else {
		parts_failed(g, WAY_DOWN, &cause, a->retry_after);
		tell(g, &g->download, false);
	}
	err_release(&cause);
}

const struct job job_download = { "download", begin, finish, NULL };
