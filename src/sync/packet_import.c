/* Sync by file, the way back: the outcomes of what went, and what is new. */
#include <stdlib.h>

#include "incoming.h"
#include "outgoing.h"
#include "packet_pending.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"

static void tell(struct engine *g, struct face *face, bool more)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "packet-imported");
	json_set_integer(packet, "sent", g->run.sent);
	json_set_integer(packet, "received", g->run.received);
	json_set_bool(packet, "more", more);
	faces_tell(face, packet);
	json_free(packet);
}

static int take(struct engine *g, const struct json *response, int64_t as_of, struct face *face, struct err *e)
{
	struct err refusal = { 0 };
	struct json *changed = json_new_array();
	bool before = g->is_more;
	g->run = (struct run){ 0 };
	g->older = (struct older){ 0 };
	g->is_more = false;
	int taken = exchange_take_in(g, response, as_of, changed, &refusal, e);
	incoming_tell(g, changed);
	if (taken == 0)
		tell(g, face, g->is_more);
	g->is_more = before;
	g->run = (struct run){ 0 };
	if (refusal.code != ERR_OK)
		log_info("packet", "no page: %s", err_name(refusal.code)); /* the next exchange asks again */
	err_release(&refusal);
	json_free(changed);
	return taken;
}

/* The portal's answer as a document; yours, or NULL with e. */
static struct json *read_answer(const struct packet_answer *a, struct err *e)
{
	struct json *document = json_parse(a->body.text ? a->body.text : "", a->body.len, e);
	if (document && a->status == 200)
		return document;
	if (document)
		jmap_problem_err(document, e);
	json_free(document);
	return NULL;
}

static int import(struct engine *g, const char *path, const struct packet_file *file, struct face *face, struct err *e)
{
	unsigned char key[SEAL_KEY_SIZE];
	struct packet_answer answer = { 0 };
	struct json *response = NULL;
	int taken = -1;
	if (file->answer.len == 0)
		return err_set(e, ERR_PACKET_UNANSWERED, path, NULL);
	engine_cancel(g, &job_exchange);
	if (!packet_pending_take(g, file->id, key))
		err_set(e, ERR_PACKET_FOREIGN, path, NULL);
	else if (packet_answer_open(key, &file->answer, &answer) != 0)
		err_set(e, ERR_PACKET, path, NULL);
	else
		response = read_answer(&answer, e);
	if (response)
		taken = take(g, response, answer.made_at, face, e);
	if (taken == 0)
		taken = packet_pending_forget(g, file->id, e);
	wipe(key, sizeof key);
	packet_answer_release(&answer);
	outgoing_release(&g->exchange);
	json_free(response);
	return taken;
}

void packet_import_handle(struct engine *g, struct face *face, const struct json *packet)
{
	const char *path = json_get_text(packet, "file");
	struct packet_file file = { 0 };
	struct err cause = { 0 };
	if (!path)
		err_set(&cause, ERR_INVALID_ARGUMENTS, "file", "", NULL);
	else if (packet_file_read(path, &file, &cause) == 0)
		import(g, path, &file, face, &cause);
	if (cause.code != ERR_OK)
		engine_tell_failed(g, face->serial, "packet-import", 0, &cause);
	packet_file_release(&file);
	err_release(&cause);
}
