/* Requests and their responses on the client's side (RFC 8620 sections 3.3 and 3.4). */
#include "twinline/jmap/jmap.h"

#include "twinline/base/str.h"

const struct json *jmap_capability(const struct json *session, const char *capability)
{
	return json_get(json_get(session, "capabilities"), capability);
}

struct json *jmap_request_new(void)
{
	struct json *request = json_new_object();
	struct json *using = json_set(request, "using", json_new_array());

	json_push(using, json_new_string(JMAP_CORE));
	json_push(using, json_new_string(JMAP_TWINLINE));
	json_set(request, "methodCalls", json_new_array());
	return request;
}

void jmap_use(struct json *request, const char *capability)
{
	json_push(json_get_mutable(request, "using"), json_new_string(capability));
}

void jmap_call(struct json *request, const char *name, struct json *arguments, const char *call_id)
{
	struct json *call = json_push(json_get_mutable(request, "methodCalls"), json_new_array());

	json_push(call, json_new_string(name));
	json_push(call, arguments);
	json_push(call, json_new_string(call_id));
}

const struct json *jmap_response(const struct json *response, const char *call_id, struct err *e)
{
	const struct json *answers = json_get(response, "methodResponses");

	for (const struct json *answer = json_first(answers); answer; answer = json_next(answer)) {
		const char *name = json_text(json_at(answer, 0));
		const struct json *arguments = json_at(answer, 1);

		if (!text_equal(json_text(json_at(answer, 2)), call_id))
			continue;
		if (!name || !json_is_object(arguments))
			break;
		if (!text_equal(name, "error"))
			return arguments;
		json_to_err(arguments, e);
		return NULL;
	}
	err_set(e, ERR_NOT_A_PORTAL, NULL);
	return NULL;
}
