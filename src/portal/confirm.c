/* Codes that confirm a new e-mail address. */
#include <string.h>

#include "address.h"
#include "form.h"
#include "resource.h"
#include "twinline/base/clock.h"

enum { CODES_MOST = 2, CODE_MOST = 64 };

static int read_codes(const struct json *form, const char *codes[CODES_MOST], struct refusal *why)
{
	const struct json *list = json_get(form, "codes");
	size_t count = json_is_array(list) ? json_size(list) : 0;
	if (count == 0 || count > CODES_MOST)
		return form_wrong(why, "codes", ERR_FIELD_TYPE, "[\"ABCD-2345\"]");
	for (size_t i = 0; i < count; i++) {
		codes[i] = json_text(json_at(list, i));
		if (!codes[i] || strlen(codes[i]) > CODE_MOST)
			return form_wrong(why, "codes", ERR_FIELD_TYPE, "[\"ABCD-2345\"]");
	}
	return 0;
}

/* The tries of a code are few; those of all codes that one may have sent to oneself are slowed down too. */
static int confirm(struct worker *w, const struct user *u, const char *const codes[CODES_MOST], struct address_waiting *waiting,
                   struct err *e)
{
	struct guard *g = &w->portal->guard;
	int64_t now = clock_monotonic_ms();
	int seconds = guard_wait(g, GUARD_NAME, u->person, now);
	if (seconds)
		return guard_refuse(seconds, ERR_SLOW_DOWN, e);
	int result = address_confirm(w, u, codes, waiting, e);
	if (result < 0 && e->code == ERR_BAD_CODE)
		guard_failed(g, GUARD_NAME, u->person, now);
	return result;
}

static void answer(const struct address_waiting *waiting, struct response *x)
{
	struct json *document = json_new_object(), *list = json_set(document, "waiting", json_new_array());
	if (waiting->old_one)
		json_push(list, json_new_string("old"));
	if (waiting->new_one)
		json_push(list, json_new_string("new"));
	response_json(x, 200, document);
}

void resource_confirm(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct refusal why = {0};
	struct address_waiting waiting = {0};
	const char *codes[CODES_MOST] = {NULL, NULL};
	struct json *form = form_read(q, &why.cause);
	if (form && read_codes(form, codes, &why) == 0 && confirm(w, &v->user, codes, &waiting, &why.cause) == 0)
		answer(&waiting, x);
	else
		form_refuse(x, &why);
	form_free(form);
	refusal_release(&why);
}
