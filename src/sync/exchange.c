/*
 * One exchange: everything that is due up and the newest page down, in one request; then page by page, each kept
 * at once.
 */
#include <stdlib.h>

#include "answer.h"
#include "coding.h"
#include "engine.h"
#include "incoming.h"
#include "older.h"
#include "outgoing.h"
#include "page_size.h"
#include "theirs.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/records/desk.h"
#include "twinline/records/outbox.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/sync.h"

enum { BATCH_MOST = JMAP_MAX_OBJECTS_IN_SET / 2 };

bool exchange_is_due(struct engine *g, int64_t within)
{
	struct outbox_counts counts;
	if (outbox_counts(&g->store, &counts, NULL) != 0)
		return false;
	int64_t due = outbox_next_due(&g->store);
	if (!policy_lets(g, ERRAND_MAIL))
		return false;
	return counts.waiting + counts.sending + counts.marks > 0 || (due > 0 && due <= clock_now() + within);
}

static bool begin(struct engine *g)
{
	if (!login_is_in(&g->login) || clock_monotonic_ms() < g->line.next_ms)
		return false;
	if (!policy_lets(g, ERRAND_MAIL)) {
		g->line.next_ms = clock_monotonic_ms() + policy_rest_ms(g);
		return false;
	}
	if (!g->login.api)
		return false;
	if (g->faces.count == 0 && !g->is_more && !exchange_is_due(g, 0)) {
		g->line.next_ms = clock_monotonic_ms() + policy_interval(g) * 1000;
		return false;
	}
	struct err e = { 0 };
	struct json *request = jmap_request_new();
	if (outgoing_take(g, request, &e) != 0) {
		json_free(request);
		engine_line(g, g->line.state, &e);
		line_back_off(&g->line, &g->random, clock_monotonic_ms(), -1);
		err_release(&e);
		return false;
	}
	if (g->batch < BATCH_MOST)
		g->batch = g->batch * 2 < BATCH_MOST ? g->batch * 2 : BATCH_MOST;
	g->is_more = g->was_woken = false;
	for (unsigned i = 0; i < g->faces.count; i++)
		g->faces.at[i].is_in_exchange = g->faces.at[i].waits_for_sync;
	page_size_begin(g);
	older_ask(g, request);
	theirs_ask(g, request);
	incoming_ask(g, request, g->says_all || g->login.coding);
	engine_post(g, request);
	return true;
}

static struct json *progress(const struct engine *g, const char *phase)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "progress");
	json_set_string(packet, "phase", phase);
	json_set_integer(packet, "done", g->run.fetched);
	json_set_integer(packet, "total", g->run.expected > g->run.fetched ? g->run.expected : g->run.fetched);
	json_set_integer(packet, "bytes", g->run.down + transport_received(g));
	return packet;
}

void exchange_tell_progress(struct engine *g)
{
	struct json *packet = progress(g, "fetching");
	faces_tell_all(&g->faces, packet);
	json_free(packet);
}

static void tell_done(struct engine *g)
{
	struct json *packet = progress(g, "done");
	json_set_integer(packet, "sent", g->run.sent);
	json_set_integer(packet, "received", g->run.received);
	json_set_integer(packet, "up", g->run.up);
	json_set_integer(packet, "down", g->run.down);
	for (unsigned i = 0; i < g->faces.count; i++)
		if (g->faces.at[i].is_in_exchange) {
			g->faces.at[i].waits_for_sync = g->faces.at[i].is_in_exchange = false;
			faces_tell(&g->faces.at[i], packet);
		}
	json_free(packet);
}

/*
 * The fact "synced", that all here is as of now. People read minutes; a poll that brings nothing else costs
 * one quick write a minute.
 */
static int keep_synced(struct engine *g, int64_t as_of, bool is_alone, struct err *e)
{
	if (as_of < g->synced || (is_alone && as_of / 60 == g->synced / 60))
		return 0;
	char *text = xasprintf("%lld", (long long)as_of);
	int kept = store_set_fact(&g->store, "synced", text, e);
	free(text);
	if (kept == 0)
		g->synced = as_of;
	return kept == 0 ? policy_store(g, e) : -1;
}

int exchange_take_in(struct engine *g, const struct json *response, int64_t as_of, struct json *changed, struct err *refusal,
                     struct err *e)
{
	const struct json *page = jmap_response(response, "s", refusal);
	db_durability(g->store.db, DB_QUICK);
	int taken = db_begin(g->store.db, e);
	if (taken == 0)
		taken = outgoing_answered(g, response, e);
	if (taken == 0)
		taken = older_take(g, response, changed, e);
	if (taken == 0)
		taken = theirs_take(g, response, changed, e);
	if (taken == 0 && page)
		taken = incoming_take(g, page, changed, e);
	if (taken == 0 && page)
		taken = keep_synced(g, as_of, g->exchange.count == 0 && json_size(changed) == 0, e);
	if (taken == 0)
		taken = db_commit(g->store.db, e);
	if (taken != 0)
		db_rollback(g->store.db);
	db_durability(g->store.db, DB_DURABLE);
	return taken;
}

/* The portal does not know the token any more: nothing goes until somebody signs in. */
static void end_sign_in(struct engine *g)
{
	struct err e = { 0 };
	login_end(&g->login);
	if (login_save(&g->login, g->paths->token, &e) != 0)
		err_release(&e);
}

void exchange_fail(struct engine *g, const struct err *met, int64_t retry_after)
{
	const struct err *cause = diagnose_cause(g, met);
	if (!cause)
		return;
	if (cause->code == ERR_SIGNED_OUT)
		end_sign_in(g);
	engine_line(g, line_state_after(cause), cause);
	line_back_off(&g->line, &g->random, clock_monotonic_ms(), retry_after);
	for (unsigned i = 0; i < g->faces.count; i++)
		if (g->faces.at[i].waits_for_sync) {
			g->faces.at[i].waits_for_sync = g->faces.at[i].is_in_exchange = false;
			engine_tell_failed(g, g->faces.at[i].serial, "sync", 0, cause);
		}
	g->run = (struct run){ 0 };
	policy_asked_is_over(g);
}

/* The page itself was refused, though the writes were answered. True if there is something to do about it at once. */
static bool page_was_refused(struct engine *g, const struct err *refusal)
{
	struct err e = { 0 };
	if (refusal->code != ERR_CANNOT_CALCULATE_CHANGES)
		return false;
	log_info("exchange", "the portal cannot say what changed; all windows are fetched anew");
	if (incoming_start_over(g, &e) == 0)
		return true;
	err_release(&e);
	return false;
}

/* True if somebody asked while this exchange was under way: it cannot know what the portal has had since. */
static bool is_asked_again(const struct engine *g)
{
	for (unsigned i = 0; i < g->faces.count; i++)
		if (g->faces.at[i].waits_for_sync && !g->faces.at[i].is_in_exchange)
			return true;
	return false;
}

/*
 * After an exchange that went well: on at once while each one gets somewhere; later, where an entry met trouble that
 * passes by itself, or the portal says "more" and goes nowhere.
 */
static void plan_next(struct engine *g, bool started_over, bool page_moved)
{
	const struct exchange *x = &g->exchange;
	line_went_well(&g->line, clock_monotonic_ms(), policy_interval(g));
	g->is_more = started_over || x->is_split || (g->is_more && page_moved);
	if (x->settled < x->count && !x->is_split)
		line_back_off(&g->line, &g->random, clock_monotonic_ms(), -1);
	else if ((x->count > 0 || g->was_woken) && exchange_is_due(g, 0))
		g->is_more = true;
	else if (is_asked_again(g) || (g->was_woken && older_is_wished(&g->store)))
		g->is_more = true;
	if (g->is_more)
		line_hurry(&g->line);
}

/* What is known of a case goes a day after its decision, whether or not anything has come. */
static void tidy(struct engine *g)
{
	struct err e = { 0 };
	if (desk_prune(&g->store, clock_now(), &e) != 0)
		log_error("exchange", "what is known of decided cases stays: %s", err_name(e.code));
	err_release(&e);
}

static void answered(struct engine *g, const struct json *response)
{
	struct err e = { 0 }, refusal = { 0 };
	struct json *changed = json_new_array();
	int64_t before = g->run.moved;
	bool started_over = false;
	if (exchange_take_in(g, response, clock_now(), changed, &refusal, &e) != 0) {
		log_error("exchange", "an answer is not kept: %s", err_name(e.code));
		exchange_fail(g, &e, -1);
	} else if (refusal.code != ERR_OK && !(started_over = page_was_refused(g, &refusal))) {
		exchange_fail(g, &refusal, -1);
	} else {
		g->has_discovered = false;
		engine_line(g, LINE_ONLINE, NULL);
		diagnose_well(g);
		plan_next(g, started_over, g->run.moved > before);
		if (g->run.fetched > 0)
			exchange_tell_progress(g);
	}
	tidy(g);
	incoming_tell(g, changed);
	if (g->line.failures == 0 && !g->is_more && !upload_is_wanted(g)) { /* else what waits for a file goes after it */
		policy_asked_is_over(g);
		tell_done(g);
		g->run = (struct run){ 0 };
	}
	json_free(changed);
	err_release(&refusal);
	err_release(&e);
}

/* What a cause asks for beyond waiting. True if the exchange is tried again at once, in another way. */
static bool can_do_otherwise(struct engine *g, const struct http_answer *a, const struct err *cause)
{
	if (cause->code == ERR_NOT_FOUND && a->status == 404) {
		free(g->login.api); /* it has moved: discovered anew, once */
		g->login.api = NULL;
		bool again = !g->has_discovered;
		g->has_discovered = true;
		return again;
	}
	if (a->cause.code != ERR_OK || a->went_before || (a->status != 400 && a->status != 413) || g->exchange.count == 0)
		return false;
	/* The request itself displeases. Of several entries nobody knows which one it is: fewer go. One alone is refused. */
	if (g->exchange.count == 1)
		outgoing_refused(g, cause);
	g->batch = g->exchange.count > 1 ? g->exchange.count / 2 : 1;
	return true;
}

static void not_answered(struct engine *g, const struct http_answer *a, const struct err *cause, bool is_recoded)
{
	log_info("exchange", "no answer: %s", err_name(cause->code));
	outgoing_not_answered(g, answer_is_refusal(a), cause);
	if (is_recoded || can_do_otherwise(g, a, cause))
		line_hurry(&g->line);
	else
		exchange_fail(g, cause, a->retry_after);
}

static void finish(struct engine *g, struct http_answer *a)
{
	struct err cause = { 0 };
	struct json *response = answer_read(a, g->login.portal.host, &cause);
	policy_count(g, COUNT_MAIL, a);
	bool is_recoded = coding_learn(g, a);
	page_size_learn(g, a);
	g->run.up += a->up;
	g->run.down += a->down;
	if (response)
		answered(g, response);
	else
		not_answered(g, a, &cause, is_recoded);
	outgoing_release(&g->exchange);
	json_free(response);
	err_release(&cause);
}

static void cancelled(struct engine *g)
{
	outgoing_release(&g->exchange); /* in doubt, and sent again */
}

const struct job job_exchange = { "exchange", begin, finish, cancelled };
