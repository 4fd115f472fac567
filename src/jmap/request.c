/* Requests on the portal's side: shape, capabilities, limits, creation ids (RFC 8620 sections 3.3, 3.6.1 and 5.3). */
#include "twinline/jmap/jmap.h"

#include <stdio.h>
#include <string.h>

#include "twinline/base/str.h"
#include "twinline/jmap/websocket.h"

const struct jmap_limit jmap_limits[JMAP_LIMITS] = {
	{ "maxSizeUpload", JMAP_MAX_SIZE_UPLOAD },
	{ "maxConcurrentUpload", JMAP_MAX_CONCURRENT_UPLOAD },
	{ "maxSizeRequest", JMAP_MAX_SIZE_REQUEST },
	{ "maxConcurrentRequests", JMAP_MAX_CONCURRENT_REQUESTS },
	{ "maxCallsInRequest", JMAP_MAX_CALLS_IN_REQUEST },
	{ "maxObjectsInGet", JMAP_MAX_OBJECTS_IN_GET },
	{ "maxObjectsInSet", JMAP_MAX_OBJECTS_IN_SET },
};

/* True if the call is [name, {arguments}, call id] and no more. */
static bool is_call(const struct json *call)
{
	return json_is_array(call) && json_size(call) == 3 && json_is_string(json_at(call, 0)) &&
	       json_is_object(json_at(call, 1)) && json_is_string(json_at(call, 2));
}

static int check_calls(const struct json *calls, struct err *e)
{
	size_t number = 0;

	if (!json_is_array(calls))
		return err_set(e, ERR_NOT_REQUEST, "methodCalls", NULL);
	for (const struct json *call = json_first(calls); call; call = json_next(call), number++) {
		char place[sizeof "methodCalls/" + 20];

		snprintf(place, sizeof place, "methodCalls/%zu", number);
		if (!is_call(call))
			return err_set(e, ERR_NOT_REQUEST, place, NULL);
	}
	return number > JMAP_MAX_CALLS_IN_REQUEST ? err_set(e, ERR_LIMIT, "maxCallsInRequest", NULL) : 0;
}

static int check_using(struct jmap_request *r, const struct json *using, struct err *e)
{
	if (!json_is_array(using))
		return err_set(e, ERR_NOT_REQUEST, "using", NULL);
	for (const struct json *name = json_first(using); name; name = json_next(name))
		if (!json_is_string(name))
			return err_set(e, ERR_NOT_REQUEST, "using", NULL);
	for (const struct json *name = json_first(using); name; name = json_next(name))
		if (text_equal(json_text(name), JMAP_CORE))
			r->core = true;
		else if (text_equal(json_text(name), JMAP_TWINLINE))
			r->twinline = true;
		else if (text_equal(json_text(name), JMAP_BLOB))
			r->blob = true;
		else if (!text_equal(json_text(name), WEBSOCKET_CAPABILITY)) /* has no methods */
			return err_set(e, ERR_UNKNOWN_CAPABILITY, json_text(name), NULL);
	return 0;
}

static int check_created(const struct json *created, struct err *e)
{
	if (!created)
		return 0;
	if (!json_is_object(created))
		return err_set(e, ERR_NOT_REQUEST, "createdIds", NULL);
	for (const struct json *id = json_first(created); id; id = json_next(id))
		if (!json_is_string(id))
			return err_set(e, ERR_NOT_REQUEST, "createdIds", NULL);
	return json_size(created) > JMAP_MAX_CREATED_IDS ? err_set(e, ERR_LIMIT, "createdIds", NULL) : 0;
}

int jmap_request_parse(struct jmap_request *r, const char *body, size_t len, struct err *e)
{
	*r = (struct jmap_request){ 0 };
	if (len > JMAP_MAX_SIZE_REQUEST)
		return err_set(e, ERR_LIMIT, "maxSizeRequest", NULL);
	struct json *tree = json_parse(body, len, e);
	return tree ? jmap_request_read(r, tree, e) : -1;
}

int jmap_request_read(struct jmap_request *r, struct json *tree, struct err *e)
{
	*r = (struct jmap_request){ .tree = tree };
	/* The shape of everything comes before what it asks for: a request that is none has no capabilities. */
	if (check_calls(json_get(r->tree, "methodCalls"), e) < 0 || check_created(json_get(r->tree, "createdIds"), e) < 0 ||
	    check_using(r, json_get(r->tree, "using"), e) < 0) {
		jmap_request_release(r);
		return -1;
	}
	r->calls = json_get(r->tree, "methodCalls");
	r->created = json_detach(r->tree, "createdIds");
	r->created_sent = r->created != NULL;
	if (!r->created)
		r->created = json_new_object();
	return 0;
}

void jmap_request_release(struct jmap_request *r)
{
	json_free(r->created);
	json_free(r->tree);
	*r = (struct jmap_request){ 0 };
}

const char *jmap_creation_id(const struct jmap_request *r, const char *id)
{
	return id && id[0] == '#' ? json_get_text(r->created, id + 1) : id;
}
