/* Pointers and back-references: RFC 6901, RFC 8620 section 3.7, and bounds that keep echoes from doubling. */
#include "lib/suite.h"

#include "twinline/base/attr.h"
#include "twinline/base/random.h"
#include "twinline/base/str.h"
#include "twinline/jmap/jmap.h"

static struct json *parse(const char *text)
{
	struct json *value = json_parse_own(text);

	assert_non_null(value);
	return value;
}

static const char tree[] = "{\"ids\":[\"a\",\"b\"],\"list\":[{\"id\":\"a\",\"to\":[1,2],\"deep\":[[3],[4,"
	"5]]},{\"id\":\"b\",\"to\":[],"
                           "\"deep\":[[6]]}],\"a/b\":1,\"m~n\":2,\"\":3,\"*\":4,\"star\":{\"*\":5},"
	"\"null\":null,\"0\":6}";

static void test_pointer(void **state)
{
	static const struct {
		const char *path, *wanted; /* NULL: there is none */
	} rows[] = {
		{ "/ids", "[\"a\",\"b\"]" },
		{ "/ids/0", "\"a\"" },
		{ "/ids/1", "\"b\"" },
		{ "/ids/2", NULL },
		{ "/ids/-", NULL },
		{ "/ids/00", NULL },
		{ "/ids/01", NULL },
		{ "/ids/-1", NULL },
		{ "/ids/1e0", NULL },
		{ "/ids/99999999999999999999", NULL },
		{ "/ids/", NULL },
		{ "/0", "6" },
		{ "/a~1b", "1" },
		{ "/m~0n", "2" },
		{ "/m~n", NULL },
		{ "/m~", NULL },
		{ "/", "3" },
		{ "/null", "null" },
		{ "/null/x", NULL },
		{ "ids", NULL },
		{ "/ids/*", "[\"a\",\"b\"]" },
		{ "/*", "4" },
		{ "/star/*", "5" },
		{ "/list/*/id", "[\"a\",\"b\"]" },
		{ "/list/*/to", "[1,2]" },
		{ "/list/*/to/*", "[1,2]" },
		{ "/list/*/deep", "[[3],[4,5],[6]]" }, /* one level, no more */
		{ "/list/*/deep/*", "[3,4,5,6]" },
		{ "/list/*/name", NULL },
		{ "/list/*/to/0", NULL }, /* the second has none */
		{ "/list/0/to", "[1,2]" },
		{ "/ids/*/x", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *t = parse(tree), *value = jmap_pointer(t, rows[i].path);
		char *text = value ? json_print(value) : NULL;

		if (!text_equal(text, rows[i].wanted))
			print_error("%s: %s\n", rows[i].path, text ? text : "nothing");
		assert_true(text_equal(text, rows[i].wanted));
		free(text);
		json_free(value);
		json_free(t);
	}
}

static void test_pointer_whole(void **state)
{
	struct json *t = parse(tree), *value = jmap_pointer(t, "");

	(void)state;
	assert_true(json_equal(t, value));
	json_free(value);
	json_free(t);
	assert_null(jmap_pointer(NULL, "/a"));
}

static const char responses[] = "[[\"Message/query\",{\"ids\":[\"a\",\"b\"],\"total\":2,\"anchor\":null},\"0\"],"
                                "[\"Message/get\",{\"list\":[{\"id\":\"a\",\"to\":[\"x\",\"y\"]},"
	"{\"id\":\"b\",\"to\":[\"x\"]}]},\"1\"],"
                                "[\"error\",{\"type\":\"forbidden\"},\"2\"],[\"Message/get\",{\"list\":[]},\"1\"],"
                                "[\"Thread/changes\",{\"updatedProperties\":null},\"3\"]]";

/* What arguments become; or "!" and the error's name. */
static void resolves(const char *arguments, const char *wanted)
{
	struct json *a = parse(arguments), *r = parse(responses);
	struct err e = { 0 };
	struct json *resolved = jmap_resolve(a, r, &e);
	struct json *w = wanted[0] == '!' ? NULL : parse(wanted);

	if (w ? !json_equal(resolved, w) : !text_equal(err_name(e.code), wanted + 1))
		print_error("%s: %s\n", arguments, err_name(e.code));
	assert_int_equal(resolved != NULL, w != NULL);
	if (w)
		assert_true(json_equal(resolved, w));
	else
		assert_string_equal(err_name(e.code), wanted + 1);
	err_release(&e);
	json_free(resolved);
	json_free(a);
	json_free(r);
	json_free(w);
}

#define REFERENCE(of, name, path) "{\"resultOf\":\"" of "\",\"name\":\"" name "\",\"path\":\"" path "\"}"

static void test_resolve(void **state)
{
	(void)state;
	resolves("{\"a\":1,\"ids\":null}", "{\"a\":1,\"ids\":null}");
	resolves("{\"#ids\":" REFERENCE("0", "Message/query", "/ids") ",\"a\":\"#x\"}", "{\"ids\":[\"a\",\"b\"],"
		"\"a\":\"#x\"}");
	resolves("{\"#ids\":" REFERENCE("1", "Message/get", "/list/*/to") "}", "{\"ids\":[\"x\",\"y\",\"x\"]}");
	/* The first response with the id counts, and its name must be the one asked for. */
	resolves("{\"#ids\":" REFERENCE("1", "Message/get", "/list/0/id") "}", "{\"ids\":\"a\"}");
	resolves("{\"#ids\":" REFERENCE("0", "Message/get", "/ids") "}", "!invalidResultReference");
	resolves("{\"#ids\":" REFERENCE("2", "Message/get", "/list") "}", "!invalidResultReference");
	resolves("{\"#ids\":" REFERENCE("9", "Message/query", "/ids") "}", "!invalidResultReference");
	resolves("{\"#ids\":" REFERENCE("0", "Message/query", "/nothing") "}", "!invalidResultReference");
	/* null for ids would mean all of them; for properties it is what the answer said. */
	resolves("{\"#ids\":" REFERENCE("0", "Message/query", "/anchor") "}", "!invalidResultReference");
	resolves("{\"#properties\":" REFERENCE("3", "Thread/changes", "/updatedProperties") "}", "{\"properties\":null}");
	/* Both forms of one argument, and what is no reference. */
	resolves("{\"#ids\":" REFERENCE("0", "Message/query", "/ids") ",\"ids\":[]}", "!invalidArguments");
	resolves("{\"ids\":null,\"#ids\":" REFERENCE("0", "Message/query", "/ids") "}", "!invalidArguments");
	resolves("{\"#ids\":\"0\"}", "!invalidArguments");
	resolves("{\"#ids\":{\"resultOf\":\"0\",\"path\":\"/ids\"}}", "!invalidArguments");
	resolves("{\"#ids\":{\"resultOf\":0,\"name\":\"Message/query\",\"path\":\"/ids\"}}", "!invalidArguments");
	/* Only arguments themselves refer. */
	resolves("{\"filter\":{\"#ids\":1}}", "{\"filter\":{\"#ids\":1}}");
}

static struct json *call(const char *name, struct json *arguments, const char *id)
{
	struct json *entry = json_new_array();

	json_push(entry, json_new_string(name));
	json_push(entry, arguments);
	json_push(entry, json_new_string(id));
	return entry;
}

/* Each echo refers to the one before twice; without a bound, 64 of them would hold 2^64 values. */
static void test_no_doubling(void **state)
{
	struct json *answers = json_new_array();
	enum err_code code = ERR_OK;
	int calls = 0;

	(void)state;
	json_push(answers, call("Core/echo", parse("{\"a\":[\"x\",\"y\"],\"b\":[\"z\"]}"), "0"));
	for (; calls < JMAP_MAX_CALLS_IN_REQUEST && code == ERR_OK; calls++) {
		struct str text = { 0 };
		struct err e = { 0 };

		str_addf(&text, "{\"#a\":{\"resultOf\":\"%d\",\"name\":\"Core/echo\",\"path\":\"/a\"},", calls);
		str_addf(&text, "\"#b\":{\"resultOf\":\"%d\",\"name\":\"Core/echo\",\"path\":\"\"}}", calls);
		struct json *arguments = parse(text.text), *resolved = jmap_resolve(arguments, answers, &e);
		code = e.code;
		if (resolved) {
			char id[16];

			/* Both into one list, so that the next call has twice as much. */
			struct json *both = json_new_array();
			json_push(both, json_detach(resolved, "a"));
			json_push(both, json_detach(resolved, "b"));
			json_set(resolved, "a", both);
			snprintf(id, sizeof id, "%d", calls + 1);
			json_push(answers, call("Core/echo", resolved, id));
		}
		err_release(&e);
		json_free(arguments);
		str_release(&text);
	}
	assert_int_equal(code, ERR_REQUEST_TOO_LARGE);
	assert_true(calls > 4 && calls < 40);
	json_free(answers);
}

/* Many references that look at much and copy nothing: each leads through 100,000 empty lists. */
static void test_looking_costs_too(void **state)
{
	struct json *list = json_new_array(), *answers = json_new_array(), *arguments = json_new_object(), *asked = json_new_object();
	struct err e = { 0 };

	(void)state;
	for (int i = 0; i < 100 * 1000; i++)
		json_push(list, json_new_array());
	json_set(arguments, "ids", list);
	json_push(answers, call("X/get", arguments, "0"));
	json_set(asked, "#a", parse(REFERENCE("0", "X/get", "/ids/*")));
	struct json *resolved = jmap_resolve(asked, answers, &e);
	assert_non_null(resolved);
	assert_int_equal(json_size(json_get(resolved, "a")), 0);
	json_free(resolved);
	json_set(asked, "#b", parse(REFERENCE("0", "X/get", "/ids/*")));
	json_set(asked, "#c", parse(REFERENCE("0", "X/get", "/ids/*")));
	assert_null(jmap_resolve(asked, answers, &e));
	assert_int_equal(e.code, ERR_REQUEST_TOO_LARGE);
	err_release(&e);
	json_free(asked);
	json_free(answers);
}

static void test_too_large(void **state)
{
	struct json *list = json_new_array(), *answers = json_new_array(), *many = json_new_object();
	struct err e = { 0 };

	(void)state;
	for (int i = 0; i < JMAP_MAX_EXPANSION / 16; i++)
		json_push(list, json_new_integer(i));
	struct json *arguments = json_new_object();
	json_set(arguments, "ids", list);
	json_push(answers, call("X/get", arguments, "0"));
	struct json *asked = parse("{\"#ids\":" REFERENCE("0", "X/get", "/ids") "}");
	assert_null(jmap_resolve(asked, answers, &e));
	assert_int_equal(e.code, ERR_REQUEST_TOO_LARGE);
	err_release(&e);

	for (int i = 0; i <= JMAP_MAX_ARGUMENTS; i++) {
		char name[16];

		snprintf(name, sizeof name, "a%d", i);
		json_set_integer(many, name, i);
	}
	struct json *resolved = jmap_resolve(many, answers, &e);
	assert_true(json_equal(resolved, many));
	json_free(resolved);
	json_set(many, "#x", parse(REFERENCE("0", "X/get", "/ids/0")));
	assert_null(jmap_resolve(many, answers, &e));
	assert_int_equal(e.code, ERR_REQUEST_TOO_LARGE);
	err_release(&e);
	json_free(many);
	json_free(asked);
	json_free(answers);
}

/* Whatever the path: no crash, and what comes out is a value that prints. */
static void test_random_paths(void **state)
{
	static const char *const tokens[] = { "/", "*", "list", "ids", "deep", "to", "0",
		                              "1", "~", "~0", "~1", "id", "-", "a" };
	struct json *t = parse(tree);
	struct random r;

	(void)state;
	random_seed(&r, 3);
	for (int i = 0; i < 20000; i++) {
		struct str path = { 0 };

		for (uint64_t n = random_below(&r, 9); n > 0; n--)
			str_addf(&path, "%s%s", random_below(&r, 4) ? "/" : "", tokens[random_below(&r, ARRAY_SIZE(tokens))]);
		struct json *value = jmap_pointer(t, path.text ? path.text : "");
		if (value)
			free(json_print(value));
		json_free(value);
		str_release(&path);
	}
	json_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pointer),   cmocka_unit_test(test_pointer_whole), cmocka_unit_test(test_resolve),
		cmocka_unit_test(test_no_doubling), cmocka_unit_test(test_looking_costs_too),
		cmocka_unit_test(test_too_large),   cmocka_unit_test(test_random_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
