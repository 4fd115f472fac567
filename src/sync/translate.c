/*
 * Texts that the portal is to translate, one call each, when nothing else is to go: whoever sends a letter meanwhile does not wait for it,
 * and the text is asked for again afterwards.
 */
#include <stdlib.h>

#include "answer.h"
#include "coding.h"
#include "engine.h"
#include "outgoing.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/jmap/jmap.h"

enum { AGAIN_MS = 10 * 1000, LETTERS_SECONDS = 10 /* what is due within these goes first */ };

static const char call_id[] = "t";

int64_t translate_left(struct engine *g)
{
	int64_t left = g->translate_ms - clock_monotonic_ms();
	return g->translate_ms == 0 || g->line.state != LINE_ONLINE ? -1 : left > 0 ? left : 0;
}

static bool somebody_waits(const struct engine *g)
{
	for (unsigned i = 0; i < g->faces.count; i++)
		if (g->faces.at[i].waits_for_sync)
			return true;
	return false;
}

void translate_give_way(struct engine *g)
{
	if (g->job == &job_translate && (somebody_waits(g) || exchange_is_due(g, LETTERS_SECONDS)))
		engine_cancel(g, &job_translate);
}

static bool begin(struct engine *g)
{
	if (!login_is_in(&g->login) || !g->login.api || g->line.state != LINE_ONLINE || !policy_lets(g, ERRAND_MAIL) ||
	    clock_monotonic_ms() < g->translate_ms || somebody_waits(g) || exchange_is_due(g, LETTERS_SECONDS) ||
	    !translation_next(&g->store, &g->translation))
		return false;
	struct json *request = jmap_request_new(), *arguments = json_new_object();
	json_set_string(arguments, "text", g->translation.text);
	if (g->translation.from)
		json_set_string(arguments, "from", g->translation.from);
	json_set_string(arguments, "to", g->translation.to);
	jmap_call(request, "Text/translate", arguments, call_id);
	engine_post(g, request);
	return true;
}

static void tell(struct engine *g)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "changed");
	faces_tell_all(&g->faces, packet);
	json_free(packet);
}

/* An answer tells, too, whether there is somebody who translates. */
static int note_portal(struct engine *g, const char *made, const struct err *cause, struct err *e)
{
	bool is_told = made || cause->code == ERR_UNKNOWN_METHOD;
	return is_told ? translation_note_portal(&g->store, made != NULL, e) : 0;
}

static void settle(struct engine *g, const char *made, const struct err *cause)
{
	struct err e = { 0 };
	if (db_begin(g->store.db, &e) != 0 || translation_settle(&g->store, &g->translation, made, cause, &e) != 0 ||
	    note_portal(g, made, cause, &e) != 0 || db_commit(g->store.db, &e) != 0) {
		db_rollback(g->store.db);
		log_warn("translate", "what came is not kept: %s", err_name(e.code));
		g->translate_ms = clock_monotonic_ms() + AGAIN_MS;
		err_release(&e);
	}
	tell(g);
}

/* What passes by itself is asked for again; so is what did not arrive. */
static void fail(struct engine *g, const struct http_answer *a, const struct err *cause)
{
	if (a->cause.code == ERR_OK && !outgoing_will_pass(cause->code))
		settle(g, NULL, cause);
	else
		g->translate_ms = clock_monotonic_ms() + AGAIN_MS;
}

static void finish(struct engine *g, struct http_answer *a)
{
	struct err cause = { 0 };
	policy_count(g, COUNT_ASKED, a);
	g->translate_ms = 0;
	if (!coding_learn(g, a)) { /* else asked again */
		struct json *response = answer_read(a, g->login.portal.host, &cause);
		const struct json *answer = response ? jmap_response(response, call_id, &cause) : NULL;
		const char *made = json_get_text(answer, "text");
		if (made)
			settle(g, made, NULL);
		else
			fail(g, a, &cause);
		json_free(response);
	}
	err_release(&cause);
	translation_next_release(&g->translation);
}

static void cancelled(struct engine *g)
{
	translation_next_release(&g->translation);
}

const struct job job_translate = { "translate", begin, finish, cancelled };
