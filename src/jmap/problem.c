/* Errors of a whole request as problem JSON, and back (RFC 7807; RFC 8620 section 3.6.1). */
#include "twinline/jmap/jmap.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { STATUS_OTHERWISE = 500 };

/* Causes that the portal answers a whole request with; any other is a failure of its own. */
static const struct {
	enum err_code code;
	int status;
	bool standard; /* one of the four types that RFC 8620 registers */
} problems[] = {
	{ ERR_UNKNOWN_CAPABILITY, 400, true },
	{ ERR_NOT_JSON, 400, true },
	{ ERR_NOT_REQUEST, 400, true },
	{ ERR_LIMIT, 400, true },
	{ ERR_INVALID_ARGUMENTS, 400, false },
	{ ERR_INVALID_PROPERTIES, 400, false },
	{ ERR_DIGEST, 400, false },
	{ ERR_SIGNED_OUT, 401, false },
	{ ERR_BAD_PASSWORD, 401, false },
	{ ERR_OLD_PASSWORD, 403, false },
	{ ERR_BAD_CODE, 403, false },
	{ ERR_NEWCOMER, 403, false },
	{ ERR_LAST_FOUNDER, 403, false },
	{ ERR_FIRST_PASSWORD, 403, false },
	{ ERR_PACKET_OLD, 403, false },
	{ ERR_REGISTRATION_CLOSED, 403, false },
	{ ERR_FORBIDDEN, 403, false },
	{ ERR_ACCOUNT_CLOSED, 403, false },
	{ ERR_NOT_FOUND, 404, false },
	{ ERR_TOO_LARGE, 413, false },
	{ ERR_CLIENT_TOO_OLD, 426, false },
	{ ERR_SLOW_DOWN, 429, false },
	{ ERR_RATE_LIMIT, 429, false },
	{ ERR_BUSY, 503, false },
	{ ERR_SERVER_UNAVAILABLE, 503, false },
	{ ERR_DISK_FULL, 507, false },
};

struct json *jmap_problem(const struct err *e, int *http_status)
{
	struct json *problem = json_new_object();
	char *detail = err_text_english(e);
	const char *prefix = JMAP_TWINLINE "#";

	*http_status = STATUS_OTHERWISE;
	for (size_t i = 0; i < ARRAY_SIZE(problems); i++)
		if (problems[i].code == e->code) {
			*http_status = problems[i].status;
			prefix = problems[i].standard ? JMAP_ERROR_PREFIX : prefix;
		}
	char *type = xasprintf("%s%s", prefix, err_name(e->code));
	json_set_string(problem, "type", type);
	json_set_integer(problem, "status", *http_status);
	json_set_string(problem, "detail", detail);
	if (e->code == ERR_LIMIT)
		json_set_string(problem, "limit", e->arg[0]);
	json_set(problem, "error", json_from_err(e));
	free(type);
	free(detail);
	return problem;
}

int jmap_problem_err(const struct json *problem, struct err *e)
{
	const char *type = json_get_text(problem, "type");

	if (json_is_object(json_get(problem, "error")))
		return json_to_err(json_get(problem, "error"), e);
	/* Another server's, or a proxy's: all it tells is the type. */
	if (!type || !starts_with(type, JMAP_ERROR_PREFIX))
		return err_set(e, ERR_NOT_A_PORTAL, NULL);
	const char *limit = json_get_text(problem, "limit"), *detail = json_get_text(problem, "detail");
	return err_set(e, err_code_of(type + strlen(JMAP_ERROR_PREFIX)), limit ? limit : detail, NULL);
}
