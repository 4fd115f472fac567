/* What faces ask of the engine: one row an order, the "do" of its packet. Unknown ones are a newer face's and passed over. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine.h"
#include "older.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/replica.h"
#include "twinline/schema/schema.h"

enum { TOLD_MS_MOST = 5000 /* longer than this nobody waits for a busy portal with their hands in their lap */ };

/* What one face has written stands on the screens of the others. */
static void tell_others(struct engine *g, const struct face *writer)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "changed");
	for (unsigned i = 0; i < g->faces.count; i++)
		if (&g->faces.at[i] != writer)
			faces_tell(&g->faces.at[i], packet);
	json_free(packet);
}

/* What can be taken back yet goes by itself when that is over: nothing is asked for its sake before. */
static bool rests(struct engine *g)
{
	return g->line.failures == 0 && outbox_next_due(&g->store) > clock_now() && !exchange_is_due(g, 0) && !older_is_wished(&g->store);
}

static void note_changes(struct engine *g, struct face *face)
{
	tell_others(g, face);
	g->was_woken = true; /* if an exchange is under way, another follows, should anything wait by then */
	policy_renew(g);
	parts_hurry(g);
	upload_look_again(g);
	translate_give_way(g);
}

static void expect(struct engine *g)
{
	line_expect(&g->line, clock_monotonic_ms() + policy_row(g)->gather * 1000);
}

static void wake(struct engine *g, struct face *face, const struct json *packet)
{
	(void)packet;
	note_changes(g, face);
	expect(g);
}

static void woken(struct engine *g, struct face *face, const struct json *packet)
{
	(void)packet;
	note_changes(g, face);
	if (!rests(g))
		expect(g);
}

static void tell_changed(struct engine *g, int64_t account, const struct record_type *type)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "changed");
	json_set_integer(packet, "account", account);
	json_push(json_set(packet, "types", json_new_array()), json_new_string(type->name));
	faces_tell_all(&g->faces, packet);
	json_free(packet);
}

static void keep_wish(struct engine *g, const struct account *a, const struct record_type *type, struct err *e)
{
	if (db_begin(g->store.db, e) == 0 && replica_ask_older(&g->store, a->local, type, type->window, e) == 0 &&
	    db_commit(g->store.db, e) == 0)
		tell_changed(g, a->local, type);
	else
		db_rollback(g->store.db);
}

static void sync_now(struct engine *g, struct face *face, const struct json *packet)
{
	(void)packet;
	if (!login_is_in(&g->login)) {
		struct err cause = { 0 };
		err_set(&cause, ERR_SIGNED_OUT, NULL);
		engine_tell_failed(g, face->serial, "sync", 0, &cause);
		err_release(&cause);
		return;
	}
	if (g->line.is_told_when && g->line.next_ms > clock_monotonic_ms() + TOLD_MS_MOST) {
		engine_tell_failed(g, face->serial, "sync", 0, &g->line.cause);
		return;
	}
	face->waits_for_sync = true;
	wake(g, face, packet);
	policy_ask(g);
}

/* The wish is kept before anything is asked: without a line it waits for the next exchange. */
static void older(struct engine *g, struct face *face, const struct json *packet)
{
	const char *name = json_get_text(packet, "type");
	const struct record_type *type = record_type_find(name ? name : "");
	struct err cause = { 0 };
	struct account a = { 0 };
	if (!type || type->window <= 0 || !account_by_local(&g->store, json_get_integer(packet, "account", 0), &a))
		err_set(&cause, ERR_INVALID_ARGUMENTS, "type", "", NULL);
	else if (replica_older(&g->store, a.local, type) == 0)
		keep_wish(g, &a, type, &cause);
	account_release(&a);
	if (cause.code == ERR_OK) {
		wake(g, face, packet);
		policy_ask(g);
	} else {
		engine_tell_failed(g, face->serial, "older", 0, &cause);
	}
	err_release(&cause);
}

/* Needs no line, so that nobody has to wait for one. Takes w. */
static void sign_in_here(struct engine *g, struct sign_in_wish w)
{
	struct err cause = { 0 };
	sign_in_wish_release(&g->sign_in);
	g->sign_in = w;
	if (shared_is_nobodys(g)) {
		shared_unseal(g);
		return;
	}
	err_set(&cause, ERR_NOT_FOUND, NULL);
	engine_tell_failed(g, w.face, "sign-in", 0, &cause);
	err_release(&cause);
	sign_in_wish_release(&g->sign_in);
}

static void sign_in(struct engine *g, struct face *face, const struct json *packet)
{
	const char *name = json_get_text(packet, "name"), *password = json_get_text(packet, "password");
	const char *device = json_get_text(packet, "device");
	struct sign_in_wish w = { .face = face->serial };
	struct err cause = { 0 };
	if (!name || !password)
		err_set(&cause, ERR_BAD_PASSWORD, NULL);
	else
		address_parse(&w.portal, json_get_text(packet, "url"), &cause);
	if (cause.code != ERR_OK) {
		engine_tell_failed(g, face->serial, "sign-in", 0, &cause);
		err_release(&cause);
		return;
	}
	w.name = xstrdup(name);
	w.password = xstrdup(password);
	w.device = xstrdup(device ? device : "");
	w.is_local = json_get_bool(packet, "local", false);
	w.is_anew = json_get_bool(packet, "anew", false);
	if (w.is_local) {
		sign_in_here(g, w);
		return;
	}
	/* Nobody waits for a lesser thing to end: what an exchange was sending stays in doubt and is sent again. */
	engine_cancel(g, NULL);
	sign_in_wish_release(&g->sign_in);
	g->sign_in = w;
}

/* A guest of a portal from now on, in a store that is nobody's. */
static void visit(struct engine *g, struct face *face, const struct json *packet)
{
	struct login fresh = { .is_guest = true };
	struct err cause = { 0 };
	struct json *me = replica_owner(&g->store);
	if (me || g->login.token)
		err_set(&cause, ERR_STORE_OWNED, NULL);
	else if (address_parse(&fresh.portal, json_get_text(packet, "url"), &cause) == 0)
		login_save(&fresh, g->paths->token, &cause);
	json_free(me);
	if (cause.code == ERR_OK) {
		engine_cancel(g, NULL);
		login_release(&g->login);
		g->login = fresh;
		wake(g, face, packet);
		policy_ask(g);
		return;
	}
	login_release(&fresh);
	engine_tell_failed(g, face->serial, "visit", 0, &cause);
	err_release(&cause);
}

static void sign_out(struct engine *g, struct face *face, const struct json *packet)
{
	(void)packet;
	struct err cause = { 0 };
	if (g->seal.is_set) {
		shared_sign_out(g, face);
		return;
	}
	engine_cancel(g, NULL);
	login_release(&g->revoke);
	if (g->login.token && address_parse(&g->revoke.portal, g->login.portal.typed, NULL) == 0)
		g->revoke.token = xstrdup(g->login.token);
	login_end(&g->login);
	if (unlink(g->paths->token) != 0 && errno != ENOENT) {
		err_errno(&cause, ERR_FILE, g->paths->token);
		engine_tell_failed(g, 0, "sign-out", 0, &cause);
	}
	err_set(&cause, ERR_SIGNED_OUT, NULL);
	engine_line(g, LINE_SIGNED_OUT, &cause);
	err_release(&cause);
}

static void cancel(struct engine *g, struct face *face, const struct json *packet)
{
	int64_t n = json_get_integer(packet, "n", 0);
	if (n != 0)
		search_drop(g, face->serial, n);
	else
		download_cancel(g, face, packet);
}

static void status(struct engine *g, struct face *face, const struct json *packet)
{
	(void)packet;
	struct json *answer = json_new_object();
	json_set_string(answer, "did", "status");
	json_set_integer(answer, "pid", getpid());
	json_set(answer, "line", line_json(&g->line));
	json_set_string(answer, "profile", policy_row(g)->name);
	json_set(answer, "counted", count_json(&g->policy.count));
	faces_tell(face, answer);
	json_free(answer);
}

static void leave(struct engine *g, struct face *face, const struct json *packet)
{
	(void)packet;
	for (unsigned i = 0; i < g->faces.count; i++)
		if (&g->faces.at[i] == face) {
			engine_face_gone(g, i);
			return;
		}
}

static const struct {
	const char *name;
	void (*handle)(struct engine *g, struct face *face, const struct json *packet);
} rows[] = {
	{ "wake", woken },
	{ "sync", sync_now },
	{ "older", older },
	{ "sign-in", sign_in },
	{ "visit", visit },
	{ "sign-out", sign_out },
	{ "probe", ask_handle },
	{ "schools", ask_handle },
	{ "reset", ask_handle },
	{ "register", ask_handle },
	{ "devices", ask_handle },
	{ "device-end", ask_handle },
	{ "password", ask_handle },
	{ "confirm", ask_handle },
	{ "school", ask_handle },
	{ "leave-portal", ask_handle },
	{ "leaving", ask_handle },
	{ "link", ask_handle },
	{ "diagnose", diagnose_handle },
	{ "search", search_handle },
	{ "fetch", search_handle },
	{ "file", download_handle },
	{ "packet-export", packet_export_handle },
	{ "packet-carry", packet_carry_handle },
	{ "packet-import", packet_import_handle },
	{ "cancel", cancel },
	{ "status", status },
	{ "leave", leave },
};

void order_run(struct engine *g, struct face *face, const struct json *packet)
{
	const char *what = json_get_text(packet, "do");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (text_equal(what, rows[i].name)) {
			rows[i].handle(g, face, packet);
			return;
		}
}
