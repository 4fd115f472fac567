/* Files that a face wants here (RFC 8620 section 6.2): fetched whole, one a transfer, and kept under the portal's name. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "engine.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/schema/schema.h"

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

static void drop(struct engine *g, int at)
{
	free(g->downloads[at].type);
	g->download_count--;
	memmove(&g->downloads[at], &g->downloads[at + 1], (size_t)(g->download_count - at) * sizeof g->downloads[0]);
}

void download_drop(struct engine *g, int64_t face)
{
	for (int i = g->download_count - 1; i >= 0; i--) {
		if (face && g->downloads[i].face != face)
			continue;
		if (i == 0)
			engine_cancel(g, &job_download);
		drop(g, i);
	}
}

static void fail(struct engine *g, int64_t face, const struct err *cause)
{
	engine_tell_failed(g, face, "file", 0, cause);
}

void download_handle(struct engine *g, struct face *face, const struct json *packet)
{
	const char *blob = json_get_text(packet, "blob"), *type = json_get_text(packet, "type");
	struct download_wish w = { .face = face->serial, .account = json_get_integer(packet, "account", 0),
	                           .size = json_get_integer(packet, "size", 0) };
	struct err cause = { 0 };
	if (!g->login.token)
		err_set(&cause, ERR_SIGNED_OUT, NULL);
	else if (!blob || strlen(blob) != RECORD_ID_LENGTH)
		err_set(&cause, ERR_NOT_FOUND, NULL);
	else if (g->download_count == DOWNLOADS_MAX)
		err_set(&cause, ERR_BUSY, "60", NULL);
	if (cause.code != ERR_OK) {
		fail(g, face->serial, &cause);
		err_release(&cause);
		return;
	}
	memcpy(w.blob, blob, RECORD_ID_LENGTH);
	w.type = xstrdup(type ? type : "application/octet-stream");
	g->downloads[g->download_count++] = w;
}

bool download_is_wanted(struct engine *g)
{
	return g->download_count > 0 && g->login.token;
}

/* --- fetching --- */

static bool begin(struct engine *g)
{
	struct account a;
	if (!download_is_wanted(g) || !g->login.download)
		return false;
	const struct download_wish *w = &g->downloads[0];
	if (!account_by_local(&g->store, w->account, &a)) {
		struct err cause = { 0 };
		err_set(&cause, ERR_NOT_FOUND, NULL);
		fail(g, w->face, &cause);
		err_release(&cause);
		drop(g, 0);
		return false;
	}
	char *url = file_url(g, g->login.download, a.id, w->blob, w->type);
	http_client_start(g->http, &(struct http_request){ .address = &g->login.portal, .method = "GET", .url = url,
	                                                   .token = g->login.token, .answer_max = FILE_BYTES_MAX });
	account_release(&a);
	free(url);
	return true;
}

static int keep(struct engine *g, const struct download_wish *w, const struct str *bytes, struct err *e)
{
	int kept = db_begin(g->store.db, e);
	if (kept == 0)
		kept = blob_keep(&g->store, w->account, w->blob, w->type, bytes->text ? bytes->text : "", bytes->len, clock_now(), e);
	if (kept == 0)
		kept = db_commit(g->store.db, e);
	if (kept != 0)
		db_rollback(g->store.db);
	return kept;
}

/* Why there is no file in the answer. */
static void read_cause(struct engine *g, const struct http_answer *a, const struct download_wish *w, struct err *cause)
{
	if (a->cause.code != ERR_OK || a->status != 200)
		json_free(answer_read(a, g->login.portal.host, cause));
	else if ((int64_t)a->body.len != w->size)
		err_set(cause, ERR_NOT_A_PORTAL, g->login.portal.host, NULL);
}

static void finish(struct engine *g, struct http_answer *a)
{
	const struct download_wish *w = &g->downloads[0];
	struct err cause = { 0 };
	policy_count(g, COUNT_FILES, a);
	read_cause(g, a, w, &cause);
	if (cause.code == ERR_OK && keep(g, w, &a->body, &cause) == 0) {
		struct json *packet = json_new_object();
		json_set_string(packet, "did", "file");
		json_set_string(packet, "blob", w->blob);
		faces_tell_all(&g->faces, packet);
		json_free(packet);
	} else {
		log_info("download", "no file: %s", err_name(cause.code));
		fail(g, w->face, &cause);
	}
	drop(g, 0);
	err_release(&cause);
}

const struct job job_download = { "download", begin, finish, NULL };
