/* The private profile: a new e-mail address has to be confirmed before it counts, a new school validated. */
#include "../rules.h"

#include <string.h>

#include "../address.h"
#include "../invited.h"
#include "../validation.h"
#include "twinline/base/str.h"

static bool is_same(const struct json *before, const struct json *body)
{
	const char *old = json_get_text(before, "email"), *fresh = json_get_text(body, "email");
	return text_equal(old ? old : "", fresh ? fresh : "");
}

/* The old address stays in its place, and what was wanted stands beside it. */
static int want(const struct write *w, const struct json *before, struct json *body, struct refusal *why)
{
	struct json *fresh = json_detach(body, "email");
	const char *text = json_text(fresh), *old = json_get_text(before, "email");
	int result;
	/* Without an address nobody could be asked whether the next one is right. */
	if (!text || !*text) {
		result = refuse_field(why, w->type, "email", ERR_FIELD_REQUIRED, NULL);
	} else {
		if (old)
			json_set_string(body, "email", old);
		result = address_want(w->portal, w->viewer->user.person, body, text, &why->cause);
		if (result == 0 && text_equal(json_get_text(body, "email"), text))
			result = invited_arrive(w->portal, w->viewer->user.person, text, &why->cause);
	}
	json_free(fresh);
	return result;
}

/* A pupil has no address and no school to change: a language, a place on the clock. */
static bool is_for_pupils(const struct json *patch)
{
	static const char *const allowed[] = {"interfaceLanguage", "reads", "timeZone", "rev", "id"};
	for (const struct json *i = json_first(patch); i; i = json_next(i)) {
		size_t at = 0;
		while (at < ARRAY_SIZE(allowed) && strncmp(json_key(i), allowed[at], strcspn(json_key(i), "/")) != 0)
			at++;
		if (at == ARRAY_SIZE(allowed))
			return false;
	}
	return true;
}

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	struct json *before = json_parse_own(r->body);
	int result = 0;
	if (user_is_pupil(&w->viewer->user) && !is_for_pupils(w->patch))
		result = err_set(&why->cause, ERR_FORBIDDEN, NULL);
	else if (!is_same(before, body))
		result = want(w, before, body, why);
	else if (json_get(w->patch, "email") && json_get(body, "pendingEmail"))
		result = address_withdraw(w->portal, w->viewer->user.person, body, &why->cause);
	if (result == 0)
		result = validation_update(w, before, body, why);
	json_free(before);
	return result;
}

const struct rules rules_profile = {.update = update};
