/* The session object (RFC 8620 section 2): what the portal can do, which accounts there are, where everything is. */
#include <string.h>

#include "method.h"
#include "policy.h"
#include "resource.h"
#include "twinline/base/dictionary.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/sync.h"
#include "twinline/jmap/websocket.h"
#include "twinline/schema/schema.h"

/* The oldest client that understands this portal. */
#define MIN_CLIENT "0.1.0"
/* Moves with the tables of types and fields. */
enum { SCHEMA_VERSION = 1 };

static const struct { const char *name, *path; } urls[] = {
	{"apiUrl", RESOURCE_API},
	{"downloadUrl", RESOURCE_DOWNLOAD "/{accountId}/{blobId}/{name}?accept={type}"},
	{"uploadUrl", RESOURCE_UPLOAD "/{accountId}/"},
	{"eventSourceUrl", RESOURCE_EVENTS "?types={types}&closeafter={closeafter}&ping={ping}"},
};

/* Where sockets are asked for: ws or wss, as the rest is http or https (RFC 8887 section 3). */
static void add_socket(const struct portal *p, struct json *all)
{
	struct json *socket = json_set(all, WEBSOCKET_CAPABILITY, json_new_object());
	struct str url = {0};
	if (starts_with(p->base_url, "http"))
		str_addf(&url, "ws%s", p->base_url + strlen("http"));
	str_add(&url, RESOURCE_SOCKET);
	json_set_string(socket, "url", url.text);
	json_set_bool(socket, "supportsPush", true);
	str_release(&url);
}

static struct json *capabilities(const struct portal *p, struct store *s)
{
	char key[SEAL_KEY_TEXT_SIZE];
	struct json *all = json_new_object();
	struct json *core = json_set(all, JMAP_CORE, json_new_object());
	for (size_t i = 0; i < JMAP_LIMITS; i++)
		json_set_integer(core, jmap_limits[i].name, jmap_limits[i].value);
	json_set(core, "collationAlgorithms", json_new_array());
	json_set(all, JMAP_BLOB, json_new_object());
	add_socket(p, all);
	struct json *ours = json_set(all, JMAP_TWINLINE, json_new_object());
	json_set_string(ours, "name", "Twinline community 1");
	json_set_string(ours, "version", TWINLINE_VERSION);
	json_set_integer(ours, "schema", SCHEMA_VERSION);
	json_set_string(ours, "minClient", MIN_CLIENT);
	crypto_key_text(p->packet_key.open, key);
	json_set_string(ours, "packetKey", key);
	struct json *codings = json_set(ours, "codings", json_new_array());
	const struct dictionary *d;
	for (size_t i = 0; (d = dictionary_at(i)) != NULL; i++)
		json_push(codings, json_new_string(d->coding));
	if (p->post)
		json_set_bool(ours, "mail", true);
	if (p->registers)
		json_set_bool(ours, "register", true);
	json_set_string(ours, "validation", policy_word(policy_get(s, POLICY_VALIDATION)));
	if (p->guests)
		json_set_bool(ours, "guests", true);
	if (p->translator)
		json_set_bool(ours, "translate", true);
	return all;
}

/* What Blob/upload takes there (RFC 9404 section 3). */
static struct json *blob_abilities(void)
{
	struct json *abilities = json_new_object();
	json_set_integer(abilities, "maxSizeBlobSet", JMAP_MAX_SIZE_UPLOAD);
	json_set_integer(abilities, "maxDataSources", JMAP_MAX_DATA_SOURCES);
	struct json *types = json_set(abilities, "supportedTypeNames", json_new_array());
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		if (method_names_blobs(&record_types[i]))
			json_push(types, json_new_string(record_types[i].name));
	json_push(json_set(abilities, "supportedDigestAlgorithms", json_new_array()), json_new_string("sha-256"));
	return abilities;
}

static void add_account(struct json *accounts, const struct membership *m)
{
	struct json *account = json_set(accounts, m->account.id, json_new_object());
	json_set_string(account, "name", m->account.name ? m->account.name : "");
	json_set_bool(account, "isPersonal", m->account.kind == ACCOUNT_PERSONAL);
	json_set_bool(account, "isReadOnly", m->read_only);
	struct json *abilities = json_set(account, "accountCapabilities", json_new_object());
	json_set(abilities, JMAP_CORE, json_new_object());
	json_set(abilities, JMAP_BLOB, blob_abilities());
	struct json *ours = json_set(abilities, JMAP_TWINLINE, json_new_object());
	json_set_string(ours, "kind", account_kind_name(m->account.kind));
	json_set_string(ours, "role", access_role_name(m->role));
}

void resource_session(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	(void)q;
	struct json *session = json_new_object();
	json_set(session, "capabilities", capabilities(w->portal, &w->reader));
	struct json *accounts = json_set(session, "accounts", json_new_object());
	for (size_t i = 0; i < v->account_count; i++)
		add_account(accounts, &v->accounts[i]);
	struct json *primary = json_set(session, "primaryAccounts", json_new_object());
	const struct membership *own = viewer_account_of_kind(v, ACCOUNT_PERSONAL);
	if (own) {
		json_set_string(primary, JMAP_CORE, own->account.id);
		json_set_string(primary, JMAP_BLOB, own->account.id);
		json_set_string(primary, JMAP_TWINLINE, own->account.id);
	}
	json_set_string(session, "username", v->user.name ? v->user.name : "");
	for (size_t i = 0; i < ARRAY_SIZE(urls); i++) {
		struct str url = {0};
		str_addf(&url, "%s%s", w->portal->base_url, urls[i].path);
		json_set_string(session, urls[i].name, url.text);
		str_release(&url);
	}
	json_set_string(session, "state", v->session_state);
	response_json(x, 200, session);
}

/* A shared dictionary, also for who speaks dcz (RFC 9842 section 2.1): then it serves for the session and all answers. */
void resource_dictionary(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	const struct dictionary *d = dictionary_of_coding(q->segments[0]);
	struct err e = {0};
	(void)w;
	(void)v;
	if (!d) {
		err_set(&e, ERR_NOT_FOUND, NULL);
		response_problem(x, &e);
		err_release(&e);
		return;
	}
	response_bytes(x, "application/octet-stream", d->bytes, (size_t)(d->end - d->bytes));
	x->lasts = true;
	response_header(x, "Use-As-Dictionary", "match=\"/*\"");
}
