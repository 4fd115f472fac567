/* Sync by file, on the way: the portal is asked in place of somebody, and neither question nor answer can be read here. */
#include <stdlib.h>

#include "answer.h"
#include "engine.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/sync.h"

void carry_release(struct carry_wish *w)
{
	free(w->path);
	packet_file_release(&w->file);
	address_release(&w->portal);
	*w = (struct carry_wish){ 0 };
}

void packet_carry_handle(struct engine *g, struct face *face, const struct json *packet)
{
	const char *path = json_get_text(packet, "file");
	struct carry_wish w = { .face = face->serial, .path = xstrdup(path) };
	struct err cause = { 0 };
	if (!path)
		err_set(&cause, ERR_INVALID_ARGUMENTS, "file", "", NULL);
	else if (g->carry.path)
		err_set(&cause, ERR_BUSY, "60", NULL);
	else if (packet_file_read(path, &w.file, &cause) == 0)
		address_parse(&w.portal, w.file.portal, &cause);
	if (cause.code == ERR_OK) {
		g->carry = w;
		return;
	}
	engine_tell_failed(g, face->serial, "packet-carry", 0, &cause);
	err_release(&cause);
	carry_release(&w);
}

static bool begin(struct engine *g)
{
	const struct carry_wish *w = &g->carry;
	if (!w->path)
		return false;
	struct str bytes = { 0 };
	char *url = address_url(&w->portal, SYNC_PACKET_PATH);
	str_addn(&bytes, w->file.question.text, w->file.question.len);
	http_client_start(g->http, &(struct http_request){ .address = &w->portal, .method = "POST", .url = url, .bytes = &bytes,
	                                                   .type = "application/octet-stream", .answer_max = PACKET_BYTES_MAX });
	str_release(&bytes);
	free(url);
	return true;
}

/* What came with status 200 is the answer, unless it is a page: a portal gives what is sealed no other type. */
static bool is_answer(const struct http_answer *a)
{
	return a->cause.code == ERR_OK && a->status == 200 && a->is_bytes && a->body.len > 0;
}

static void finish(struct engine *g, struct http_answer *a)
{
	struct carry_wish *w = &g->carry;
	struct err cause = { 0 };
	policy_count(g, COUNT_ASKED, a);
	if (is_answer(a)) {
		str_cut(&w->file.answer, 0);
		str_addn(&w->file.answer, a->body.text, a->body.len);
		packet_file_write(w->path, &w->file, &cause);
	} else {
		json_free(answer_read(a, w->portal.host, &cause));
		if (cause.code == ERR_OK)
			err_set(&cause, ERR_NOT_A_PORTAL, w->portal.host, NULL);
	}
	struct face *face = faces_find(&g->faces, w->face);
	if (cause.code != ERR_OK) {
		log_info("packet", "not carried: %s", err_name(cause.code));
		engine_tell_failed(g, w->face, "packet-carry", 0, &cause);
	} else if (face) {
		struct json *packet = json_new_object();
		json_set_string(packet, "did", "packet-carried");
		json_set_integer(packet, "bytes", (int64_t)w->file.answer.len);
		faces_tell(face, packet);
		json_free(packet);
	}
	err_release(&cause);
	carry_release(w);
}

static void cancelled(struct engine *g)
{
	carry_release(&g->carry);
}

const struct job job_carry = { "packet-carry", begin, finish, cancelled };
