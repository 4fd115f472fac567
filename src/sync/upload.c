/* Files go up before what names them (RFC 8620 section 6.1), one a transfer, whole: what was cut begins anew. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "engine.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"
#include "twinline/records/outbox.h"

/* The template with the account in it; yours, NULL where the account is gone. */
static char *url_of(struct engine *g, int64_t account)
{
	struct account a = { 0 };
	if (!account_by_local(&g->store, account, &a))
		return NULL;
	char *url = file_url(g, g->login.upload, a.id, "", "");
	account_release(&a);
	return url;
}

/* All bytes of a file into out. 0, or -1 with e. */
static int read_file(struct engine *g, const struct upload *u, struct str *out, struct err *e)
{
	char *part = xmalloc(BLOB_CHUNK_MAX);
	int64_t got = 1;
	while (got > 0) {
		got = blob_read(&g->store, u->account, u->blob, (int64_t)out->len, part, BLOB_CHUNK_MAX, e);
		if (got > 0)
			str_addn(out, part, (size_t)got);
	}
	free(part);
	if (got == 0 && (int64_t)out->len != u->size)
		got = err_set(e, ERR_STORE_DAMAGED, db_name(g->store.db), u->blob, NULL);
	return got < 0 ? -1 : 0;
}

/* What waits for a file that will never go up is refused, with the cause. A transaction of its own. */
static void refuse(struct engine *g, const struct upload *u, const struct err *cause)
{
	struct err e = { 0 };
	if (db_begin(g->store.db, &e) != 0 || outbox_refused(&g->store, u->entry, true, cause, &e) != 0 ||
	    db_commit(g->store.db, &e) != 0) {
		db_rollback(g->store.db);
		log_error("upload", "a refusal is not kept: %s", err_name(e.code));
		err_release(&e);
	}
}

static void start(struct engine *g, const char *url, struct str *bytes_taken)
{
	http_client_start(g->http, &(struct http_request){ .address = &g->login.portal, .method = "POST", .url = url,
	                                                   .token = g->login.token, .type = "application/octet-stream",
	                                                   .bytes = bytes_taken });
}

bool upload_is_wanted(struct engine *g)
{
	struct upload u;
	return g->login.token && policy_lets(g, ERRAND_FILES) && (g->line.failures == 0 || clock_monotonic_ms() >= g->line.next_ms) &&
	       upload_next(&g->store, clock_now(), &u);
}

/* After a file that failed it is the exchange's turn: letters without one do not wait behind it. */
static bool begin(struct engine *g)
{
	struct err e = { 0 };
	struct str bytes = { 0 };
	if (!g->login.upload || g->upload_failed || !upload_is_wanted(g) || !upload_next(&g->store, clock_now(), &g->upload))
		return false;
	char *url = url_of(g, g->upload.account);
	bool begun = url && read_file(g, &g->upload, &bytes, &e) == 0;
	if (begun) {
		start(g, url, &bytes);
	} else {
		if (!url)
			err_set(&e, ERR_NOT_FOUND, NULL);
		refuse(g, &g->upload, &e);
		err_release(&e);
	}
	str_release(&bytes);
	free(url);
	return begun;
}

static int keep(struct engine *g, const char *remote, struct err *e)
{
	int kept = db_begin(g->store.db, e);
	if (kept == 0)
		kept = upload_done(&g->store, &g->upload, remote, clock_now(), e);
	if (kept == 0)
		kept = db_commit(g->store.db, e);
	if (kept != 0)
		db_rollback(g->store.db);
	return kept;
}

/* What the portal will say again, however often it is asked. */
static bool is_final(const struct http_answer *a)
{
	return a->cause.code == ERR_OK && (a->status == 400 || a->status == 403 || a->status == 404 || a->status == 413);
}

static void finish(struct engine *g, struct http_answer *a)
{
	struct err cause = { 0 };
	struct json *answer = answer_read(a, g->login.portal.host, &cause);
	const char *id = json_get_text(answer, "blobId");
	policy_count(g, COUNT_FILES, a);
	if (answer && (!id || strlen(id) != RECORD_ID_LENGTH || json_get_integer(answer, "size", -1) != g->upload.size))
		err_set(&cause, ERR_NOT_A_PORTAL, g->login.portal.host, NULL);
	if (cause.code == ERR_OK && keep(g, id, &cause) == 0) {
		engine_line(g, LINE_ONLINE, NULL);
		line_went_well(&g->line, clock_monotonic_ms(), 0); /* what waits for it goes at once */
	} else if (is_final(a)) {
		refuse(g, &g->upload, &cause);
	} else {
		log_info("upload", "no answer: %s", err_name(cause.code));
		g->upload_failed = true;
		exchange_fail(g, &cause, a->retry_after);
	}
	json_free(answer);
	err_release(&cause);
}

const struct job job_upload = { "upload", begin, finish, NULL };
