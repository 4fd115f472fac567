/* Searches that a face asks of the portal: one query with its records in one exchange; nothing of it is kept. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "engine.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/records/engine.h"

enum { SEARCH_LIMIT = 30 /* rows: more than a screen, less than a packet */ };

static void search_release(struct search_wish *w)
{
	json_free(w->type);
	json_free(w->filter);
	*w = (struct search_wish){ 0 };
}

void search_drop(struct engine *g, int64_t face, int64_t n)
{
	for (int i = g->search_count - 1; i >= 0; i--) {
		struct search_wish *w = &g->searches[i];
		if (w->face != face || (n != 0 && w->n != n))
			continue;
		if (i == 0)
			engine_cancel(g, &job_search);
		search_release(w);
		g->search_count--;
		memmove(w, w + 1, (size_t)(g->search_count - i) * sizeof *w);
	}
}

static bool begin(struct engine *g)
{
	if (g->search_count == 0 || !g->login.token || !g->login.api)
		return false;
	const struct search_wish *w = &g->searches[0];
	const char *type = json_text(w->type);
	struct account directory;
	if (!account_by_kind(&g->store, ACCOUNT_DIRECTORY, &directory))
		return false; /* not before the first exchange */
	char *query_name = xasprintf("%s/query", type), *get_name = xasprintf("%s/get", type);
	struct json *query = json_new_object(), *get = json_new_object(), *reference = json_new_object();
	json_set_string(query, "accountId", directory.id);
	if (w->filter)
		json_set(query, "filter", json_copy(w->filter));
	json_set_integer(query, "limit", SEARCH_LIMIT);
	json_set_bool(query, "calculateTotal", true);
	json_set_string(reference, "resultOf", "q");
	json_set_string(reference, "name", query_name);
	json_set_string(reference, "path", "/ids");
	json_set_string(get, "accountId", directory.id);
	json_set(get, "#ids", reference);
	struct json *request = jmap_request_new();
	jmap_call(request, query_name, query, "q");
	jmap_call(request, get_name, get, "g");
	engine_post(g, request);
	account_release(&directory);
	free(query_name);
	free(get_name);
	return true;
}

/* {did: "found", n, list, total}, the list as long as a packet holds. */
static struct json *found(const struct search_wish *w, const struct json *query, const struct json *get)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "did", "found");
	json_set_integer(packet, "n", w->n);
	json_set_integer(packet, "total", json_get_integer(query, "total", -1));
	struct json *list = json_set(packet, "list", json_new_array());
	size_t room = ENGINE_PACKET_MAX - 1024;
	for (const struct json *item = json_first(json_get(get, "list")); item; item = json_next(item)) {
		char *text = json_print(item);
		size_t len = strlen(text) + 1;
		free(text);
		if (len > room)
			break;
		room -= len;
		json_push(list, json_copy(item));
	}
	return packet;
}

static void finish(struct engine *g, struct http_answer *a)
{
	struct search_wish w = g->searches[0];
	struct err cause = { 0 };
	g->search_count--;
	memmove(g->searches, g->searches + 1, (size_t)g->search_count * sizeof w);
	count_add(&g->count, a->up, a->down);
	struct json *response = answer_read(a, g->login.portal.host, &cause);
	const struct json *query = response ? jmap_response(response, "q", &cause) : NULL;
	const struct json *get = query ? jmap_response(response, "g", &cause) : NULL;
	struct face *face = faces_find(&g->faces, w.face);
	if (get && face) {
		struct json *packet = found(&w, query, get);
		faces_tell(face, packet);
		json_free(packet);
	} else if (face) {
		engine_tell_failed(g, w.face, "search", w.n, &cause);
	}
	search_release(&w);
	json_free(response);
	err_release(&cause);
}

const struct job job_search = { "search", begin, finish, NULL };
