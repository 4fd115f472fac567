/* Forms: their fields and what is wrong with them. */
#include "form.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

struct json *form_read(const struct request *q, struct err *e)
{
	struct json *form = json_parse(q->body, q->len, e);
	if (form && !json_is_object(form)) {
		json_free(form);
		form = NULL;
		err_set(e, ERR_NOT_REQUEST, "{}", NULL);
	}
	return form;
}

void form_free(struct json *form)
{
	for (const struct json *i = json_first(form); i; i = json_next(i))
		if (json_is_string(i))
			wipe((char *)(uintptr_t)json_text(i), strlen(json_text(i)));
	json_free(form);
}

int form_wrong(struct refusal *why, const char *name, enum err_code code, const char *argument)
{
	struct err error = {0};
	err_set(&error, code, argument, NULL);
	field_errors_add(&why->fields, NULL, name, &error);
	return -1;
}

const char *form_text(const struct json *form, const char *name, size_t least, size_t most, struct refusal *why)
{
	const struct json *value = json_get(form, name);
	const char *text = json_text(value);
	size_t len = text ? strlen(text) : 0;
	char bound[24];
	if (value && !json_is_null(value) && !text) {
		form_wrong(why, name, ERR_FIELD_TYPE, "\"text\"");
	} else if (len == 0 && least > 0) {
		form_wrong(why, name, ERR_FIELD_REQUIRED, NULL);
	} else if (text && (len < least || len > most)) {
		snprintf(bound, sizeof bound, "%zu", len < least ? least : most);
		form_wrong(why, name, len < least ? ERR_FIELD_TOO_SHORT : ERR_FIELD_TOO_LONG, bound);
	} else {
		return text;
	}
	return NULL;
}

bool form_is_right(const struct refusal *why)
{
	return why->cause.code == ERR_OK && why->fields.count == 0;
}

void form_answer_by(const struct worker *w, struct response *x)
{
	struct json *document = json_new_object();
	json_set_string(document, "by", w->portal->post ? "mail" : "desk");
	response_json(x, 200, document);
}

void form_refuse(struct response *x, const struct refusal *why)
{
	struct err all = {0};
	if (why->cause.code != ERR_OK) {
		response_problem(x, &why->cause);
		return;
	}
	char *first = err_text_english(&why->fields.at[0].error);
	err_set(&all, ERR_INVALID_PROPERTIES, why->fields.at[0].name, first, NULL);
	free(first);
	response_problem_as(x, &all, refusal_json(why));
	err_release(&all);
}
