/* Relays that lie. They read requests that are not compressed; others they refuse as a portal that knows no coding does. */
#include "sabotage.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/json.h"
#include "twinline/base/mem.h"
#include "twinline/base/random.h"
#include "twinline/base/str.h"

static const char plain_only[] = "HTTP/1.1 415 Unsupported Media Type\r\nContent-Length: 0\r\n\r\n";

/* The arguments of the first Message/set that creates at least so many; NULL. */
static struct json *letters_of(struct json *request, size_t count)
{
	struct json *calls = json_get_mutable(request, "methodCalls");
	for (size_t i = 0; i < json_size(calls); i++) {
		const struct json *call = json_at(calls, i);
		struct json *arguments = (struct json *)json_at(call, 1);
		if (text_equal(json_text(json_at(call, 0)), "Message/set") && json_size(json_get(arguments, "create")) >= count)
			return arguments;
	}
	return NULL;
}

/* --- the three lies; true if there was something to lie about --- */

static void promise(struct json *responses, const struct json *call)
{
	const struct json *arguments = json_at(call, 1);
	struct json *response = json_push(responses, json_new_array()), *said = json_new_object();
	bool is_set = json_is_object(json_get(arguments, "opIds"));
	char id[RECORD_ID_LENGTH + 1];
	json_push(response, is_set ? json_copy(json_at(call, 0)) : json_new_string("error"));
	json_push(response, said);
	json_push(response, json_copy(json_at(call, 2)));
	if (!is_set)
		json_set_string(said, "type", "serverUnavailable");
	for (const struct json *i = json_first(json_get(arguments, "create")); i; i = json_next(i)) {
		struct json *created = json_get_mutable(said, "created");
		created = created ? created : json_set(said, "created", json_new_object());
		random_id(NULL, id);
		json_set_string(json_set(created, json_key(i), json_new_object()), "id", id);
	}
	for (const struct json *i = json_first(json_get(arguments, "update")); i; i = json_next(i)) {
		struct json *updated = json_get_mutable(said, "updated");
		updated = updated ? updated : json_set(said, "updated", json_new_object());
		json_set(updated, json_key(i), json_new_null());
	}
	if (json_get(arguments, "destroy"))
		json_set(said, "destroyed", json_copy(json_get(arguments, "destroy")));
}

static bool drop(struct json *request, struct json **answer)
{
	if (!letters_of(request, 1))
		return false;
	*answer = json_new_object();
	struct json *responses = json_set(*answer, "methodResponses", json_new_array());
	for (const struct json *call = json_first(json_get(request, "methodCalls")); call; call = json_next(call))
		promise(responses, call);
	json_set_string(*answer, "sessionState", "0");
	return true;
}

static bool make_twice(struct json *request, struct json **answer)
{
	struct json *arguments = letters_of(request, 1);
	char op_id[OP_ID_LENGTH + 1];
	(void)answer;
	if (!arguments)
		return false;
	struct json *letters = json_get_mutable(arguments, "create");
	json_set(letters, "again", json_copy(json_first(letters)));
	random_op_id(op_id);
	json_set_string(json_get_mutable(arguments, "opIds"), "again", op_id);
	return true;
}

static bool swap(struct json *request, struct json **answer)
{
	struct json *arguments = letters_of(request, 2);
	(void)answer;
	if (!arguments)
		return false;
	struct json *letters = json_get_mutable(arguments, "create");
	const struct json *first = json_first(letters), *second = json_next(first);
	char *one = xstrdup(json_key(first)), *other = xstrdup(json_key(second));
	struct json *copy = json_copy(first);
	json_set(letters, one, json_copy(second));
	json_set(letters, other, copy);
	free(one);
	free(other);
	return true;
}

/* --- in the line --- */

static bool (*const lies[])(struct json *request, struct json **answer) = {
	[SABOTAGE_DROP] = drop, [SABOTAGE_DOUBLE] = make_twice, [SABOTAGE_SWAP] = swap,
};

/* The head with the length of another body, and that body. */
static void put_body(struct str *request, size_t head, const struct json *tree)
{
	static const char name[] = "\r\nContent-Length:";
	char *body = json_print(tree), *length = strcasestr(request->text, name);
	struct str text = { 0 };
	str_addn(&text, request->text, (size_t)(length - request->text));
	str_addf(&text, "%s %zu", name, strlen(body));
	length += strlen(name);
	length += strcspn(length, "\r");
	str_addn(&text, length, head - (size_t)(length - request->text));
	str_add(&text, body);
	str_release(request);
	*request = text;
	free(body);
}

static void meddle(void *data, struct str *request, struct str *answer)
{
	const enum sabotage *sabotage = data;
	const char *body = strstr(request->text, "\r\n\r\n") + 4;
	size_t head = (size_t)(body - request->text);
	struct json *lie = NULL;
	char *text = xstrndup(request->text, head);
	bool is_compressed = strcasestr(text, "Content-Encoding:");
	free(text);
	if (is_compressed) {
		str_add(answer, plain_only);
		return;
	}
	struct json *tree = json_parse(body, request->len - head, NULL);
	if (tree && lies[*sabotage](tree, &lie) && !lie)
		put_body(request, head, tree);
	text = lie ? json_print(lie) : NULL;
	if (text)
		str_addf(answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", strlen(text), text);
	free(text);
	json_free(lie);
	json_free(tree);
}

const struct relay_meddler *sabotage_meddler(enum sabotage sabotage)
{
	static enum sabotage chosen;
	static const struct relay_meddler meddler = { .meddle = meddle, .data = &chosen };
	chosen = sabotage;
	return sabotage == SABOTAGE_NONE ? NULL : &meddler;
}
