/* Type/changes of every type, and queryChanges, which is never offered (RFC 8620 sections 5.2 and 5.6). */
#include <inttypes.h>
#include <stdlib.h>

#include "method.h"
#include "twinline/base/mem.h"

/* A page is small enough to arrive on a poor line, and each page is progress that lasts. */
enum { CHANGES_USUAL = 50, CHANGES_MOST = JMAP_MAX_OBJECTS_IN_GET };

struct page {
	struct json *lists[3]; /* by enum change_kind */
	int64_t most, count, seq;
	bool more;
};

static bool take(void *context, enum change_kind kind, const struct record *r)
{
	struct page *p = context;
	p->more = p->count == p->most;
	if (p->more)
		return false;
	json_push(p->lists[kind], json_new_string(r->id));
	p->count++;
	p->seq = r->seq;
	return true;
}

/* The state after a page. now, the type's state, was read before the changes were: a page may hold newer ones, never lack older ones. */
static char *state_after(const struct call *c, const struct page *p, const char *now)
{
	int64_t seq = 0;
	if (!p->more)
		record_state_parse(&c->batch->worker->reader, &c->account->account, now, &seq, NULL);
	return seq >= p->seq ? xstrdup(now) : method_state_at(&c->account->account, p->seq);
}

static struct json *answer(const struct call *c, struct page *p, const char *now)
{
	struct json *response = method_response(c);
	json_set_string(response, "oldState", json_get_text(c->arguments, "sinceState"));
	char *state = state_after(c, p, now);
	json_set_string(response, "newState", state);
	free(state);
	json_set_bool(response, "hasMoreChanges", p->more);
	json_set(response, "created", p->lists[CHANGE_CREATED]);
	json_set(response, "updated", p->lists[CHANGE_UPDATED]);
	json_set(response, "destroyed", p->lists[CHANGE_DESTROYED]);
	return response;
}

static int check(const struct call *c, struct page *p, struct err *e)
{
	p->most = json_integer(json_get(c->arguments, "maxChanges"), CHANGES_USUAL);
	if (p->most <= 0)
		return err_set(e, ERR_INVALID_ARGUMENTS, "maxChanges", "1", NULL);
	p->most = p->most < CHANGES_MOST ? p->most : CHANGES_MOST;
	/* Nobody keeps a copy of the directory: it is searched, and everybody's changes would be everybody's traffic. */
	if (c->account->account.kind == ACCOUNT_DIRECTORY)
		return err_set(e, ERR_CANNOT_CALCULATE_CHANGES, NULL);
	const char *since = json_get_text(c->arguments, "sinceState");
	return record_state_parse(&c->batch->worker->reader, &c->account->account, since, &p->seq, e);
}

struct json *method_changes(const struct call *c, struct err *e)
{
	struct store *s = &c->batch->worker->reader;
	struct page p = {0};
	if (check(c, &p, e) < 0)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(p.lists); i++)
		p.lists[i] = json_new_array();
	char *now = method_state(c, s);
	int64_t since = p.seq;
	const struct onlooker who = viewer_onlooker(c->account);
	int result = record_changes(s, c->account->account.local, c->type, since, &who, take, &p, e);
	struct json *response = result < 0 ? NULL : answer(c, &p, now);
	for (size_t i = 0; i < ARRAY_SIZE(p.lists) && !response; i++)
		json_free(p.lists[i]);
	free(now);
	return response;
}

/* Section 5.6 allows a server that cannot: /query says so in canCalculateChanges. */
struct json *method_query_changes(const struct call *c, struct err *e)
{
	(void)c;
	err_set(e, ERR_CANNOT_CALCULATE_CHANGES, NULL);
	return NULL;
}
