/* What the clients show, against what the portal answers. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"

static void tell(struct verdict *v, FILE *why, const struct client *c, const char *what, const char *text)
{
	v->lost++;
	fprintf(why, "lost: at %s: %s: %s\n", ground_names[c->who], what, text);
}

/* What waits on after all is well again, in the outbox's order. */
static void check_outbox(struct store *s, const struct client *c, struct verdict *v, FILE *why)
{
	static const char *const states[] = { "held", "waiting", "sending", "sent", "refused", "needs you" };
	struct db_stmt *stmt = db_prepare(s->db, "SELECT local, state, cause, body FROM outbox WHERE state <> 3 ORDER BY local");
	struct err e = { 0 };
	while (db_step(stmt, &e) == 1) {
		char *what = xasprintf("entry %lld is %s, %s", (long long)db_int(stmt, 0), states[db_int(stmt, 1)],
		                       db_text(stmt, 2) ? db_text(stmt, 2) : "no cause");
		tell(v, why, c, what, db_text(stmt, 3));
		free(what);
	}
	err_release(&e);
}

/* Members of one that the other lacks or has otherwise; what is the default may be left out. */
static bool is_within(const struct record_type *type, const struct json *one, const struct json *other)
{
	for (const struct json *i = json_first(one); i; i = json_next(i)) {
		const struct field *field = field_find(type, json_key(i));
		if (field && !json_equal(i, json_get(other, json_key(i))) &&
		    !(field_is_default(field, i) && !json_get(other, json_key(i))))
			return false;
	}
	return true;
}

struct view {
	struct store *s;
	const struct client *client;
	struct verdict *v;
	FILE *why;
};

static void check_record(const struct view *w, int64_t account, const struct record_type *type, const struct json *there)
{
	struct record r;
	if (!record_by_id(w->s, account, type, json_get_text(there, "id"), &r)) {
		char *text = json_print(there);
		tell(w->v, w->why, w->client, "not here", text);
		free(text);
		return;
	}
	struct json *here = record_tree(w->s, &r);
	if (!is_within(type, there, here) || !is_within(type, here, there)) {
		char *text = json_print(there), *shown = json_print(here), *what = xasprintf("shown as %s, and is", shown);
		tell(w->v, w->why, w->client, what, text);
		free(what);
		free(shown);
		free(text);
	}
	json_free(here);
	record_free(&r);
}

static bool is_listed(const struct json *list, const char *id)
{
	for (const struct json *i = json_first(list); i; i = json_next(i))
		if (text_equal(json_get_text(i, "id"), id))
			return true;
	return false;
}

/* What is here and not there. */
static void check_strangers(const struct view *w, int64_t account, const struct record_type *type, const struct json *list)
{
	struct db_stmt *stmt = db_prepare(w->s->db, "SELECT local, id, body FROM record WHERE account = ?1 AND type = ?2");
	struct err e = { 0 };
	db_bind_int(stmt, 1, account);
	db_bind_int(stmt, 2, type->index);
	while (db_step(stmt, &e) == 1) {
		const char *id = db_text(stmt, 1);
		char *what = xasprintf("%s %lld (%s) is here only", type->name, (long long)db_int(stmt, 0), id ? id : "never sent");
		if (!id || !is_listed(list, id))
			tell(w->v, w->why, w->client, what, db_text(stmt, 2));
		free(what);
	}
	err_release(&e);
}

static void check_type(const struct view *w, struct portal_client *portal, const struct account *a, const struct record_type *type)
{
	struct json *arguments = json_new_object();
	char *method = xasprintf("%s/get", type->name);
	json_set_string(arguments, "accountId", a->id);
	struct json *got = portal_client_call(portal, method, arguments);
	const struct json *list = json_get(got, "list");
	for (const struct json *i = json_first(list); i; i = json_next(i))
		check_record(w, a->local, type, i);
	check_strangers(w, a->local, type, list);
	json_free(got);
	free(method);
}

static void check_client(struct ground *g, int client, struct verdict *v, FILE *why)
{
	static const struct { int type; enum account_kind kind; } watched[] = {
		{ TYPE_Message, ACCOUNT_PERSONAL }, { TYPE_Notification, ACCOUNT_PERSONAL }, { TYPE_Contact, ACCOUNT_PERSONAL },
		{ TYPE_Attendance, ACCOUNT_PERSONAL }, { TYPE_SavedSearch, ACCOUNT_PERSONAL }, { TYPE_Event, ACCOUNT_COMMUNITY },
	};
	struct portal_client portal;
	struct store s;
	struct view w = { .s = &s, .client = &g->clients[client], .v = v, .why = why };
	ground_store(g, client, &s);
	portal_client_open(&portal, g->world->portal_socket);
	portal_client_sign_in(&portal, ground_names[w.client->who], g->world->password);
	check_outbox(&s, w.client, v, why);
	for (size_t i = 0; i < sizeof watched / sizeof watched[0]; i++) {
		struct account a;
		if (!account_by_kind(&s, watched[i].kind, &a))
			die("%s lacks an account", ground_names[w.client->who]);
		check_type(&w, &portal, &a, &record_types[watched[i].type]);
		account_release(&a);
	}
	portal_client_release(&portal);
	store_close(&s);
}

void check_views(struct ground *g, struct verdict *v, FILE *why)
{
	for (int i = 0; i < PLAN_CLIENTS; i++)
		check_client(g, i, v, why);
}
