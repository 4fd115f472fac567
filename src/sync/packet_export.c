/* Sync by file, the way out: what waits and the question what is new, sealed to the portal. */
#include <stdlib.h>
#include <string.h>

#include "incoming.h"
#include "outgoing.h"
#include "packet_pending.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/sync.h"
#include "twinline/records/outbox.h"

/* Nobody carries a stick to and fro for the sake of small pages. */
enum { PACKET_BATCH = JMAP_MAX_OBJECTS_IN_SET, PACKET_BODY_BYTES = JMAP_MAX_SIZE_REQUEST / 2 };

static int let_go(struct store *s, struct err *e)
{
	int result = db_begin(s->db, e);
	if (result == 0)
		result = outbox_let_go(s, e);
	if (result == 0)
		result = db_commit(s->db, e);
	if (result != 0)
		db_rollback(s->db);
	return result;
}

/* All that can go, and the question; yours, NULL with e. What goes is in doubt from here on, until an answer comes, this way or that. */
static struct json *make_request(struct engine *g, struct err *e)
{
	struct json *request = jmap_request_new();
	int batch = g->batch;
	int64_t body_bytes = g->body_bytes, page_bytes = g->page_bytes;
	g->batch = PACKET_BATCH;
	g->body_bytes = PACKET_BODY_BYTES;
	g->page_bytes = SYNC_MAX_BYTES_MOST;
	int made = let_go(&g->store, e);
	if (made == 0)
		made = outgoing_take(g, request, e);
	if (made == 0)
		incoming_ask(g, request, true);
	g->batch = batch;
	g->body_bytes = body_bytes;
	g->page_bytes = page_bytes;
	if (made == 0)
		return request;
	json_free(request);
	return NULL;
}

static int write_file(struct engine *g, const char *path, const struct json *request, int64_t *bytes, struct err *e)
{
	struct packet_file file = { .portal = g->login.portal.typed };
	struct packet_question q = { .token = g->login.token, .made_at = clock_now() };
	unsigned char portal[SEAL_KEY_SIZE];
	if (crypto_key_of(g->login.packet_key, portal) != 0)
		return err_set(e, ERR_PACKET_KEY, NULL);
	char *body = json_print(request);
	str_add(&q.body, body);
	crypto_key(q.key);
	packet_question_seal(portal, &q, &file.question);
	random_op_id(file.id);
	int written = packet_pending_keep(g, file.id, &q, request, e);
	if (written == 0)
		written = packet_file_write(path, &file, e);
	*bytes = (int64_t)file.question.len;
	str_release(&file.question);
	str_release(&q.body);
	wipe(q.key, sizeof q.key);
	free(body);
	return written;
}

static void tell(struct engine *g, struct face *face, int64_t bytes)
{
	struct json *packet = json_new_object();
	struct outbox_counts counts = { 0 };
	outbox_counts(&g->store, &counts, NULL);
	json_set_string(packet, "did", "packet-exported");
	json_set_integer(packet, "count", counts.sending);
	json_set_integer(packet, "left", counts.waiting);
	json_set_integer(packet, "bytes", bytes);
	faces_tell(face, packet);
	json_free(packet);
}

void packet_export_handle(struct engine *g, struct face *face, const struct json *packet)
{
	const char *path = json_get_text(packet, "file");
	struct json *request = NULL;
	struct err cause = { 0 };
	int64_t bytes = 0;
	engine_cancel(g, &job_exchange); /* what it was sending is in doubt, and goes along */
	if (!g->login.token)
		err_set(&cause, ERR_SIGNED_OUT, NULL);
	else if (!path)
		err_set(&cause, ERR_INVALID_ARGUMENTS, "file", "", NULL);
	else if ((request = make_request(g, &cause)) && write_file(g, path, request, &bytes, &cause) == 0)
		tell(g, face, bytes);
	if (cause.code != ERR_OK)
		engine_tell_failed(g, face->serial, "packet-export", 0, &cause);
	outgoing_release(&g->exchange);
	json_free(request);
	err_release(&cause);
}
