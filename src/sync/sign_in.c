/* Signing in and out, and discovery of the API where sign-in did not tell it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "coding.h"
#include "engine.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/sync.h"
#include "twinline/jmap/websocket.h"
#include "twinline/records/outbox.h"
#include "twinline/records/replica.h"

void sign_in_wish_release(struct sign_in_wish *w)
{
	if (w->password)
		wipe(w->password, strlen(w->password));
	free(w->password);
	free(w->name);
	free(w->device);
	address_release(&w->portal);
	*w = (struct sign_in_wish){ 0 };
}

static bool begin_sign_in(struct engine *g)
{
	const struct sign_in_wish *w = &g->sign_in;
	if (!w->password || (shared_is_nobodys(g) && shared_unseal(g)))
		return false;
	struct json *body = json_new_object();
	json_set_string(body, "name", w->name);
	json_set_string(body, "password", w->password);
	json_set_string(body, "device", w->device);
	char *text = json_print(body);
	char *url = address_url(&w->portal, SYNC_SIGN_IN_PATH);
	http_client_start(g->http, &(struct http_request){ .address = &w->portal, .method = "POST", .url = url,
	                                                   .body = text, .body_len = strlen(text) });
	wipe(text, strlen(text));
	free(text);
	free(url);
	json_free(body);
	return true;
}

bool is_owner(struct store *s, const struct login *l)
{
	struct json *me = replica_owner(s);
	const char *person = json_get_text(me, "person");
	bool is = !person || !l->person || text_equal(person, l->person);
	json_free(me);
	return is;
}

/* Whose all this is; and how much of it waits to be sent, which nobody else may. */
static int refuse_other(struct store *s, const char *name, struct err *e)
{
	struct outbox_counts counts;
	char waiting[16];
	if (outbox_counts(s, &counts, e) != 0)
		return -1;
	int count = counts.held + counts.waiting + counts.sending + counts.needs_you;
	snprintf(waiting, sizeof waiting, "%d", count);
	return count > 0 ? err_set(e, ERR_OTHER_PERSON_WAITS, name, waiting, NULL) : err_set(e, ERR_OTHER_PERSON, name, NULL);
}

/* True if the portal of this store says that its person is the one who signs in now. */
static bool is_joined_up(const struct json *me, const struct login *fresh, const struct json *joined)
{
	if (!text_equal(json_get_text(me, "portal"), fresh->portal.typed))
		return false;
	for (const struct json *i = json_first(json_get(joined, "persons")); i; i = json_next(i))
		if (text_equal(json_text(i), json_get_text(me, "person")))
			return true;
	return false;
}

static int keep_owner(struct store *s, struct json *me, const struct login *fresh, struct err *e)
{
	json_set_string(me, "person", fresh->person);
	json_set_string(me, "name", fresh->name);
	json_set_string(me, "portal", fresh->portal.typed);
	return replica_set_owner(s, me, e);
}

/* What was typed here goes on as that of who was here before. */
static int pass_on(struct store *s, struct json *me, const struct login *fresh, const char *account, struct err *e)
{
	int passed = db_begin(s->db, e);
	if (passed == 0)
		passed = replica_pass_on(s, account, e);
	if (passed == 0)
		passed = keep_owner(s, me, fresh, e);
	if (passed == 0)
		passed = db_commit(s->db, e);
	if (passed != 0)
		db_rollback(s->db);
	return passed;
}

int take_possession(struct store *s, const struct login *fresh, const struct json *joined, struct err *e)
{
	struct json *me = replica_owner(s);
	const char *person = json_get_text(me, "person"), *name = json_get_text(me, "name"), *account = json_get_text(joined, "account");
	int taken;
	if (!me)
		me = json_new_object();
	if (!person || text_equal(person, fresh->person))
		taken = keep_owner(s, me, fresh, e);
	else if (account && is_joined_up(me, fresh, joined))
		taken = pass_on(s, me, fresh, account, e);
	else
		taken = refuse_other(s, name ? name : person, e);
	json_free(me);
	return taken;
}

static void read_login(struct login *l, struct sign_in_wish *w, const struct json *answer)
{
	const char *api = json_get_text(answer, "apiUrl"), *websocket = json_get_text(answer, "websocketUrl");
	*l = (struct login){ .portal = w->portal };
	l->person = xstrdup(json_get_text(answer, "person"));
	l->name = xstrdup(json_get_text(answer, "name"));
	l->token = xstrdup(json_get_text(answer, "token"));
	l->packet_key = xstrdup(json_get_text(answer, "packetKey"));
	w->portal = (struct address){ 0 };
	l->api = api ? address_resolve(&l->portal, api) : NULL;
	l->websocket = websocket ? address_resolve(&l->portal, websocket) : NULL;
}

/* The sign-in of whose store this is; on a shared computer the password seals it from now on. */
static int take_over(struct engine *g, const struct login *fresh, const struct json *joined, struct err *e)
{
	if (take_possession(&g->store, fresh, joined, e) != 0 || login_save(fresh, g->paths->token, e) != 0)
		return -1;
	return g->seal.is_set ? seal_again_with(&g->seal, g->sign_in.password, e) : 0;
}

static int take_login(struct engine *g, const struct json *answer, struct err *e)
{
	struct login fresh;
	read_login(&fresh, &g->sign_in, answer);
	int taken = 0;
	if (!fresh.person || !fresh.token || !fresh.name)
		taken = err_set(e, ERR_NOT_A_PORTAL, fresh.portal.host, NULL);
	if (taken == 0 && shared_is_nobodys(g))
		taken = shared_begin(g, &fresh, e);
	else if (taken == 0)
		taken = take_over(g, &fresh, json_get(answer, "joinedUp"), e);
	if (taken != 0) { /* the portal has signed somebody in, who is not wanted here */
		login_release(&g->revoke);
		g->revoke = fresh;
		return taken;
	}
	login_release(&g->login);
	g->login = fresh;
	return 0;
}

/* What is not kept is unknown, and asked as it ever was. */
static void note_translator(struct engine *g, const struct json *answer)
{
	struct err e = { 0 };
	if (json_get(answer, "translate") && translation_note_portal(&g->store, json_get_bool(answer, "translate", false), &e) != 0)
		log_warn("sign-in", "whether it translates is not kept: %s", err_name(e.code));
	err_release(&e);
}

static void finish_sign_in(struct engine *g, struct http_answer *a)
{
	struct err cause = { 0 };
	struct json *answer = answer_read(a, g->sign_in.portal.host, &cause);
	policy_count(g, COUNT_ASKED, a);
	if (!answer && a->cause.code != ERR_OK && g->sign_in.is_sealed) /* nobody else can say whether it is right */
		err_set(&cause, ERR_SEAL_PASSWORD, NULL);
	if (answer && take_login(g, answer, &cause) == 0 && shared_is_nobodys(g)) {
		shared_hand_over(g, g->login.person, g->login.name);
	} else if (cause.code == ERR_OK) {
		note_translator(g, answer);
		struct json *packet = json_new_object();
		json_set_string(packet, "did", "signed-in");
		json_set_string(packet, "person", g->login.person);
		json_set_string(packet, "name", g->login.name);
		faces_tell_all(&g->faces, packet);
		json_free(packet);
		engine_line(g, LINE_ONLINE, NULL);
		line_went_well(&g->line, clock_monotonic_ms(), 0);
		policy_ask(g); /* who signs in wants to see what is there */
	} else {
		engine_tell_failed(g, g->sign_in.face, "sign-in", 0, &cause);
	}
	sign_in_wish_release(&g->sign_in);
	json_free(answer);
	wipe(a->body.text, a->body.len); /* the token */
	err_release(&cause);
}

static void cancelled_sign_in(struct engine *g)
{
	sign_in_wish_release(&g->sign_in);
}

static bool begin_sign_out(struct engine *g)
{
	if (!g->revoke.token)
		return false;
	char *url = address_url(&g->revoke.portal, SYNC_SIGN_IN_PATH);
	http_client_start(g->http, &(struct http_request){ .address = &g->revoke.portal, .method = "DELETE", .url = url,
	                                                   .token = g->revoke.token });
	login_release(&g->revoke);
	free(url);
	return true;
}

static void finish_sign_out(struct engine *g, struct http_answer *a)
{
	policy_count(g, COUNT_ASKED, a);
	if (a->status != 204)
		log_info("sign-out", "the portal did not hear of it (%d); the token ends there by itself", a->status);
}

/* Without the API nothing goes; where files go up is asked when one has to. */
static bool begin_discover(struct engine *g)
{
	bool lacks = (!g->login.upload && upload_is_wanted(g)) || (!g->login.download && download_is_wanted(g)) ||
	             transport_lacks_where(g);
	bool asks = login_is_in(&g->login) && g->line.state == LINE_ONLINE && translation_is_doubted(&g->store);
	bool is_due = g->login.api ? lacks || asks : clock_monotonic_ms() >= g->line.next_ms && policy_lets(g, ERRAND_MAIL);
	if (!login_is_in(&g->login) || !is_due)
		return false;
	if (asks && translation_note_portal(&g->store, false, NULL) != 0) /* once, whatever comes of it */
		return false;
	char *url = address_url(&g->login.portal, SYNC_SESSION_PATH);
	http_client_start(g->http, &(struct http_request){ .address = &g->login.portal, .method = "GET", .url = url,
	                                                   .token = g->login.token, .coding = coding_name(&g->login) });
	free(url);
	return true;
}

static void take_push_urls(struct login *l, const struct json *session)
{
	const char *websocket = json_get_text(jmap_capability(session, WEBSOCKET_CAPABILITY), "url");
	const char *events = json_get_text(session, "eventSourceUrl");
	free(l->websocket);
	free(l->events);
	l->websocket = websocket ? address_resolve(&l->portal, websocket) : xstrdup("");
	l->events = xstrdup(events ? events : "");
}

static void finish_discover(struct engine *g, struct http_answer *a)
{
	struct err cause = { 0 };
	struct json *session = answer_read(a, g->login.portal.host, &cause);
	const char *api = json_get_text(session, "apiUrl"), *upload = json_get_text(session, "uploadUrl");
	const char *download = json_get_text(session, "downloadUrl");
	policy_count(g, COUNT_ASKED, a);
	if (session && (!api || !upload || !download))
		err_set(&cause, ERR_NOT_A_PORTAL, g->login.portal.host, NULL);
	if (api && upload && download) {
		free(g->login.api);
		free(g->login.upload);
		free(g->login.download);
		g->login.api = address_resolve(&g->login.portal, api);
		g->login.upload = xstrdup(upload);
		g->login.download = xstrdup(download);
		take_push_urls(&g->login, session);
		const struct json *ours = jmap_capability(session, JMAP_TWINLINE);
		free(g->login.packet_key);
		g->login.packet_key = xstrdup(json_get_text(ours, "packetKey"));
		if (login_save(&g->login, g->paths->token, &cause) != 0 ||
		    translation_note_portal(&g->store, json_get_bool(ours, "translate", false), &cause) != 0)
			log_warn("discover", "%s", err_name(cause.code));
		line_hurry(&g->line);
	} else {
		parts_failed(g, WAY_UP, &cause, a->retry_after); /* the exchange, if it has its own address, comes first now */
	}
	json_free(session);
	err_release(&cause);
}

const struct job job_sign_in = { "sign-in", begin_sign_in, finish_sign_in, cancelled_sign_in };
const struct job job_sign_out = { "sign-out", begin_sign_out, finish_sign_out, NULL };
const struct job job_discover = { "discover", begin_discover, finish_discover, NULL };
