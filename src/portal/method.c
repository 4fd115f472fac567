/* The table of methods, and what all of them share. */
#include "method.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "feed.h"
#include "link.h"
#include "translate.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const struct argument of_get[] = {
	{"ids", ARGUMENT_IDS, false},
	{"properties", ARGUMENT_TEXTS, false},
	{NULL, 0, false},
};
static const struct argument of_changes[] = {
	{"sinceState", ARGUMENT_TEXT, true},
	{"maxChanges", ARGUMENT_COUNT, false},
	{NULL, 0, false},
};
static const struct argument of_set[] = {
	{"ifInState", ARGUMENT_TEXT, false},
	{"create", ARGUMENT_OBJECT, false},
	{"update", ARGUMENT_OBJECT, false},
	{"destroy", ARGUMENT_IDS, false},
	{"opIds", ARGUMENT_OBJECT, false},
	{"destroyRevs", ARGUMENT_OBJECT, false},
	{NULL, 0, false},
};
static const struct argument of_query[] = {
	{"filter", ARGUMENT_OBJECT, false},
	{"sort", ARGUMENT_LIST, false},
	{"position", ARGUMENT_INTEGER, false},
	{"anchor", ARGUMENT_ID, false},
	{"anchorOffset", ARGUMENT_INTEGER, false},
	{"limit", ARGUMENT_COUNT, false},
	{"calculateTotal", ARGUMENT_BOOLEAN, false},
	{"calculateFacets", ARGUMENT_BOOLEAN, false}, /* of what the directory's index holds; of other types there are none */
	{NULL, 0, false},
};
static const struct argument of_query_changes[] = {
	{"filter", ARGUMENT_OBJECT, false},
	{"sort", ARGUMENT_LIST, false},
	{"sinceQueryState", ARGUMENT_TEXT, true},
	{"maxChanges", ARGUMENT_COUNT, false},
	{"upToId", ARGUMENT_ID, false},
	{"calculateTotal", ARGUMENT_BOOLEAN, false},
	{NULL, 0, false},
};
static const struct argument of_blob_copy[] = {
	{"fromAccountId", ARGUMENT_ID, true},
	{"blobIds", ARGUMENT_IDS, true},
	{NULL, 0, false},
};

static const struct argument of_blob_upload[] = {
	{"create", ARGUMENT_OBJECT, true},
	{NULL, 0, false},
};
static const struct argument of_blob_get[] = {
	{"ids", ARGUMENT_IDS, true},
	{"properties", ARGUMENT_TEXTS, false},
	{"offset", ARGUMENT_COUNT, false},
	{"length", ARGUMENT_COUNT, false},
	{NULL, 0, false},
};

static const struct argument of_blob_lookup[] = {
	{"typeNames", ARGUMENT_TEXTS, true},
	{"ids", ARGUMENT_IDS, true},
	{NULL, 0, false},
};

static const struct argument of_link[] = {
	{"blobId", ARGUMENT_ID, false},
	{"name", ARGUMENT_TEXT, false},
	{NULL, 0, false},
};

static const struct argument of_translate[] = {
	{"text", ARGUMENT_TEXT, true},
	{"from", ARGUMENT_TEXT, false},
	{"to", ARGUMENT_TEXT, true},
	{NULL, 0, false},
};

static const struct argument of_sync[] = {
	{"since", ARGUMENT_OBJECT, false},
	{"sinceAll", ARGUMENT_TEXT, false},
	{"want", ARGUMENT_OBJECT, false},
	{"maxBytes", ARGUMENT_COUNT, false},
	{NULL, 0, false},
};

static const struct method methods[] = {
	{"Core/echo", METHOD_CORE | METHOD_ANY, NULL, method_echo},
	{"Sync/get", METHOD_ANY, of_sync, method_sync},
	{"Blob/copy", METHOD_CORE | METHOD_WRITES, of_blob_copy, method_blob_copy},
	{"Blob/upload", METHOD_BLOB | METHOD_WRITES, of_blob_upload, method_blob_upload},
	{"Blob/get", METHOD_BLOB, of_blob_get, method_blob_get},
	{"Blob/lookup", METHOD_BLOB, of_blob_lookup, method_blob_lookup},
	{"Link/create", 0, of_link, method_link_create},
	{"Text/translate", METHOD_ANY, of_translate, method_text_translate},
	{"Deed/get", METHOD_DERIVED, of_get, feed_get},
	{"Deed/query", METHOD_DERIVED, of_query, feed_query},
	{"/get", METHOD_DERIVED, of_get, method_get},
	{"/changes", METHOD_DERIVED, of_changes, method_changes},
	{"/query", METHOD_DERIVED, of_query, method_query},
	{"/queryChanges", METHOD_DERIVED, of_query_changes, method_query_changes},
	{"/set", METHOD_WRITES, of_set, method_set},
};

static const struct record_type *type_of(const char *name, size_t len)
{
	char type[40];
	if (len >= sizeof type)
		return NULL;
	memcpy(type, name, len);
	type[len] = '\0';
	return record_type_find(type);
}

const struct method *method_find(const char *name, const struct record_type **type)
{
	const char *verb = strchr(name, '/');
	*type = NULL;
	if (!verb)
		return NULL;
	const struct record_type *of = type_of(name, (size_t)(verb - name));
	for (size_t i = 0; i < ARRAY_SIZE(methods); i++) {
		bool generic = methods[i].name[0] == '/';
		if (strcmp(methods[i].name, generic ? verb : name) != 0)
			continue;
		if (generic && (!of || (of->flags & T_DERIVED && !(methods[i].flags & METHOD_DERIVED))))
			return NULL;
		*type = of;
		return &methods[i];
	}
	return NULL;
}

/* --- arguments --- */

static bool is_list_of_texts(const struct json *value)
{
	if (!json_is_array(value))
		return false;
	for (const struct json *i = json_first(value); i; i = json_next(i))
		if (!json_is_string(i))
			return false;
	return true;
}

static bool is_count(const struct json *value)
{
	return json_is_integer(value) && json_integer(value, -1) >= 0;
}

/* What each kind has to be, and how that is said. */
static const struct { bool (*is)(const struct json *value); const char *like; } kinds[] = {
	[ARGUMENT_ID] = {json_is_string, "\"id\""},
	[ARGUMENT_IDS] = {is_list_of_texts, "[\"id\"]"},
	[ARGUMENT_TEXT] = {json_is_string, "\"text\""},
	[ARGUMENT_TEXTS] = {is_list_of_texts, "[\"text\"]"},
	[ARGUMENT_COUNT] = {is_count, "1"},
	[ARGUMENT_INTEGER] = {json_is_integer, "-1"},
	[ARGUMENT_BOOLEAN] = {json_is_bool, "true"},
	[ARGUMENT_OBJECT] = {json_is_object, "{}"},
	[ARGUMENT_LIST] = {json_is_array, "[]"},
};

static const struct argument *argument_find(const struct argument *rows, const char *name)
{
	for (; rows->name; rows++)
		if (strcmp(rows->name, name) == 0)
			return rows;
	return NULL;
}

int method_check_arguments(const struct method *m, const struct json *arguments, struct err *e)
{
	for (const struct json *value = json_first(arguments); value && m->arguments; value = json_next(value)) {
		if (strcmp(json_key(value), "accountId") == 0)
			continue;
		const struct argument *row = argument_find(m->arguments, json_key(value));
		if (!row)
			return err_set(e, ERR_INVALID_ARGUMENTS, json_key(value), "unknown", NULL);
		if (json_is_null(value) && !row->required)
			continue;
		if (!kinds[row->kind].is(value))
			return err_set(e, ERR_INVALID_ARGUMENTS, row->name, kinds[row->kind].like, NULL);
	}
	for (const struct argument *row = m->arguments; row && row->name; row++)
		if (row->required && !json_get(arguments, row->name))
			return err_set(e, ERR_INVALID_ARGUMENTS, row->name, kinds[row->kind].like, NULL);
	return 0;
}

/* --- what methods share --- */

void method_hide(struct err *e)
{
	/* err.def keeps what is meant for clients behind what happens on this computer and on the line. */
	if (e->code >= ERR_UNKNOWN_CAPABILITY)
		return;
	enum err_code code = e->code;
	log_error("portal", "%s", err_name(code));
	if (code == ERR_STORE_BUSY)
		err_set(e, ERR_SERVER_UNAVAILABLE, NULL);
	else
		err_set(e, ERR_SERVER_FAIL, err_name(code), NULL);
}

struct json *method_response(const struct call *c)
{
	struct json *response = json_new_object();
	json_set_string(response, "accountId", c->account->account.id);
	return response;
}

/*
 * The directory's numbers count what strangers do not see, people. For them a state is a digest that nobody can guess the
 * number from, and it stands still for a type that they see nothing of.
 */
static char *strangers_state(const struct portal *p, struct store *s, const struct membership *m, const struct record_type *type)
{
	struct str text = {0};
	char hex[DIGEST_TEXT_SIZE], *state = record_state(s, &m->account, type);
	str_add(&text, "");
	if (type->audience & viewer_sees(m))
		str_addf(&text, "%s %s", p->no_hash, state);
	crypto_digest(text.text, text.len, hex);
	str_release(&text);
	free(state);
	return xasprintf("%s-%.12s", m->account.epoch, hex);
}

static char *state_of(const struct portal *p, struct store *s, const struct membership *m, const struct record_type *type)
{
	if (m->account.kind == ACCOUNT_DIRECTORY && viewer_is_stranger(m))
		return strangers_state(p, s, m, type);
	return record_state(s, &m->account, type);
}

char *method_state(const struct call *c, struct store *s)
{
	return state_of(c->batch->worker->portal, s, c->account, c->type);
}

char *method_state_in(struct worker *w, const struct membership *m, const struct record_type *type)
{
	return state_of(w->portal, &w->reader, m, type);
}

char *method_state_at(const struct account *a, int64_t seq)
{
	return xasprintf("%s-%" PRId64, a->epoch, seq);
}

const char *method_media_type(const char *type)
{
	enum { TYPE_MOST = 100 }; /* characters */
	static const char any[] = "application/octet-stream";
	if (!type || !*type || strlen(type) > TYPE_MOST || !strchr(type, '/'))
		return any;
	for (const char *c = type; *c; c++)
		if ((unsigned char)*c < 0x20 || (unsigned char)*c > 0x7e)
			return any;
	return type;
}

/* RFC 8620 section 4. */
struct json *method_echo(const struct call *c, struct err *e)
{
	(void)e;
	return json_copy(c->arguments);
}
