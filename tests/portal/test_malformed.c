/*
 * Questions and changes as nobody sensible sends them: each is answered or refused with a word that a client can read, none is the portal's
 * own failure, none ends it. Under the sanitizers this looks into every corner that they lead to.
 */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static struct portal_fixture *f;
static char *project;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	project = deeds_project(f, "Ours", &f->ada, &f->ben, &f->eva, NULL);
	return 0;
}

static int stop(void **state)
{
	free(project);
	return portal_fixture_stop(state);
}

/* Answered, or refused as somebody's mistake: at every depth of the answer. */
static void assert_no_failure(const struct json *answer, const char *asked)
{
	const char *type = json_get_text(answer, "type");
	if (text_equal(type, "serverFail") || text_equal(type, "serverUnavailable") || text_equal(type, "serverPartialFail"))
		fail_msg("%s: %s %s", asked, type, json_get_text(answer, "description"));
	for (const struct json *i = json_first(answer); i; i = json_next(i))
		if (json_is_object(i) || json_is_array(i))
			assert_no_failure(i, asked);
}

/* One call as ada; arguments without braces, "@" for her own account where account is NULL. */
static void try_call(const char *method, const char *account, const char *arguments)
{
	char *call = xasprintf("{" USING ",\"methodCalls\":[[\"%s\",{\"accountId\":\"%s\",%s},\"0\"]]}", method,
	                       account ? account : f->ada.account, arguments);
	struct json *answer = NULL;
	int status = portal_ask(f, "POST", "/jmap/api", f->ada.bearer, call, &answer);
	if (status != 200 && status != 400)
		fail_msg("%s: status %d", call, status);
	assert_no_failure(answer, call);
	json_free(answer);
	free(call);
}

static void try_format(const char *method, const char *account, const char *format, const char *value)
{
	struct str arguments = {0};
	const char *at = strchr(format, '@');
	str_addf(&arguments, "%.*s%s%s", (int)(at - format), format, value, at + 1);
	try_call(method, account, arguments.text);
	str_release(&arguments);
}

/* text, count times over. */
static char *times(const char *text, int count)
{
	struct str all = {0};
	for (int i = 0; i < count; i++)
		str_add(&all, text);
	return str_detach(&all);
}

/* --- questions --- */

static const char *const filters[] = {
	"null", "[]", "{}", "{\"operator\":\"AND\"}", "{\"operator\":5,\"conditions\":[]}",
		"{\"operator\":\"XOR\",\"conditions\":[{}]}",
	"{\"operator\":\"OR\",\"conditions\":[]}", "{\"operator\":\"NOT\",\"conditions\":[1,null,\"x\",[]]}",
	"{\"operator\":null,\"country\":\"GR\"}",
	"{\"country\":{\"GR\":true}}", "{\"country\":[1]}", "{\"country\":[]}", "{\"country\":[\"\",\"GR\",\"GR\"]}",
		"{\"notCountry\":\"\"}",
	"{\"text\":\"\"}", "{\"text\":\" \\\" * ( ) : ^ \"}", "{\"text\":\"abc AND NEAR(def OR ghi) -jkl col:mno\"}",
		"{\"text\":\"\\u0000\"}",
	"{\"text\":\"'; DROP TABLE words_Person; --\"}", "{\"text\":\"\\u202eabc\\u200b\\u0301\\ufffe\"}", "{\"text\":[]}",
	"{\"pupilsFrom\":1e300}", "{\"pupilsFrom\":-1}", "{\"pupilsTo\":9007199254740991}", "{\"pupilsTo\":1.5}",
		"{\"available\":\"true\"}",
	"{\"activeSince\":\"0000-00-00\"}", "{\"activeSince\":\"9999-12-31\"}", "{\"activeSince\":\"2026-02-30\"}",
		"{\"before\":\"0001-01-01\"}",
	"{\"town\":\"\"}", "{\"town\":\"\\n\"}", "{\"region\":null}", "{\"seenBy\":\"about\"}", "{\"about\":\"x\"}",
		"{\"line\":\"x\"}",
	"{\"classSize\":20}", "{\"id\":\"x\"}", "{\"name\":\"Ada\",\"text\":\"ada\"}", "{\"founders\":\"x\",\"organiser\":\"y\"}",
};

static const char *const questions[] = {
	"\"filter\":@,\"calculateFacets\":true,\"calculateTotal\":true",
	"\"filter\":@,\"position\":-9007199254740991,\"limit\":9007199254740991",
	"\"filter\":@,\"position\":9007199254740991,\"limit\":0,\"sort\":[{\"property\":\"activeAt\",\"isAscending\":true}]",
};

static void ask_all(const char *filter)
{
	static const char *const methods[] = {"Person/query", "School/query", "Project/query", "Event/query"};
	for (size_t i = 0; i < ARRAY_SIZE(methods); i++)
		for (size_t j = 0; j < ARRAY_SIZE(questions); j++)
			try_format(methods[i], text_equal(methods[i], "Event/query") ? f->ada.community : f->ada.directory, questions[j], filter);
}

static void test_filters(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(filters); i++)
		ask_all(filters[i]);
}

static void test_great_filters(void **state)
{
	enum { DEEP = 14, WIDE = 500, LONG = 10000 };
	(void)state;
	char *open = times("{\"operator\":\"NOT\",\"conditions\":[", DEEP), *close = times("]}", DEEP);
	char *codes = times("\"GR\",", WIDE), *conditions = times("{\"text\":\"abc\"},", WIDE), *word = times("w", LONG);
	char *made[] = {
		xasprintf("%s{\"country\":\"GR\"}%s", open, close), xasprintf("{\"country\":[%s\"IT\"]}", codes),
		xasprintf("{\"operator\":\"OR\",\"conditions\":[%s{}]}", conditions), xasprintf("{\"text\":\"%s\"}", word),
		xasprintf("{\"%s\":1}", word),
	};
	for (size_t i = 0; i < ARRAY_SIZE(made); i++) {
		ask_all(made[i]);
		free(made[i]);
	}
	free(open);
	free(close);
	free(codes);
	free(conditions);
	free(word);
}

static void test_states(void **state)
{
	static const char *const since[] = {
		"null", "[]", "{}", "{\"x\":\"y\"}", "{\"anobody2\":1}", "{\"anobody2\":\"1\"}", "{\"@\":5}", "{\"@\":\"\"}",
		"{\"@\":\"x-1\"}",
		"{\"@\":\"-9007199254740991\"}", "{\"@\":\"99999999999999999999999\"}", "{\"@\":null}", "{\"@\":{}}",
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(since); i++) {
		char *arguments = strchr(since[i], '@') ? xasprintf("\"since\":{\"%s\"%s", f->ben.account, strchr(since[i], ':'))
		                                        : xasprintf("\"since\":%s", since[i]);
		try_call("Sync/get", NULL, arguments);
		char *more = xasprintf("%s,\"maxBytes\":0,\"want\":{\"x\":1,\"Message\":-1,\"Event\":\"all\"}", arguments);
		try_call("Sync/get", NULL, more);
		free(more);
		free(arguments);
	}
	for (size_t i = 0; i < ARRAY_SIZE(filters); i++)
		try_format("Message/changes", NULL, "\"sinceState\":@", filters[i]);
}

/* --- changes --- */

static void try_objects(const char *method, const char *account, const char *format, const char *const *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		try_format(method, account, format, values[i]);
}

static void test_times(void **state)
{
	static const char *const values[] = {
		"null", "{}", "[]", "\"x\"", "{\"start\":\"0001-01-01T00:00:00\"}", "{\"start\":\"0000-01-01T00:00:00\"}",
		"{\"start\":\"9999-12-31T23:59:59\",\"duration\":\"P400D\"}",
		"{\"start\":\"9999-12-31T23:59:59\",\"timeZone\":\"Pacific/Kiritimati\"}",
		"{\"start\":\"0001-01-01T00:00:00\",\"timeZone\":\"Pacific/Kiritimati\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"timeZone\":\"../../etc/passwd\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"timeZone\":\"/etc/passwd\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"timeZone\":\"Europe/../../../x\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"timeZone\":\"Europe\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"timeZone\":\"zone.tab\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"timeZone\":\"posixrules\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"duration\":\"P1000000000D\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"duration\":\"P999999W999999D\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"duration\":\"PT999999H999999M999999S\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"duration\":\"-P1D\"}",
		"{\"start\":\"2030-02-30T10:00:00\"}", "{\"start\":\"2030-01-01T25:61:61\"}",
		"{\"start\":\"2030-01-01T10:00:00\",\"x\":{}}",
	};
	(void)state;
	try_objects("Event/set", f->ada.community, "\"create\":{\"k\":{\"title\":\"T\",\"kind\":\"meeting\",\"time\":@}}", values,
	            ARRAY_SIZE(values));
	try_objects("Event/set", project, "\"create\":{\"k\":{\"title\":\"T\",\"kind\":\"due\",\"allDay\":true,\"time\":@}}", values,
	            ARRAY_SIZE(values));
	try_call("Event/query", f->ada.community, "\"calculateFacets\":true,\"calculateTotal\":true");
	try_call("Sync/get", NULL, "\"since\":null");
}

static void test_objects(void **state)
{
	static const char *const patches[] = {
		"\"seenBy\":[]", "\"seenBy\":\"x\"", "\"seenBy\":{\"about\":{}}", "\"seenBy\":{\"about\":null}", "\"seenBy\":{\"name\":\"nobody\"}",
		"\"seenBy/about\":\"contacts\"", "\"seenBy/about/x\":1", "\"seenBy/0\":1", "\"seenBy/\":1", "\"/\":1", "\"\":1", "\"seenBy~1\":1",
		"\"seenBy~\":1", "\"seenBy\":{\"about\":\"nobody\"},\"seenBy/about\":\"contacts\"", "\"id\":5", "\"rev\":\"x\"", "\"rev\":1e300",
		"\"subjects/x\":true", "\"subjects/x/y\":true", "\"subjects\":{\"x\":false}", "\"school/id\":\"x\"", "\"name\":null",
		"\"filter/country\":\"GR\"", "\"filter\":5", "\"filter\":{\"operator\":{}}", "\"found/mark\":1", "\"type\":\"Person\"",
		"\"type\":\"Message\"", "\"proposal\":[]", "\"proposal\":{\"rev\":\"x\"}", "\"was\":{}", "\"answer\":\"accepted\"", "\"answer\":null",
		"\"keywords/$seen\":\"x\"", "\"keywords\":{\"\":true}", "\"state\":\"archived\"", "\"founders\":[]", "\"waitsFor\":null",
		"\"countries/XX\":true", "\"role\":\"founder\"", "\"outcome\":\"accepted\"", "\"joined\":5", "\"email\":\"\"",
	};
	static const char *const types[] = {
		"Person", "Profile", "SavedSearch", "Message", "Project", "Member", "Event", "Attendance", "Contact",
	};
	struct deeds searches = deeds_of(f, &f->ada, f->ada.account, "SavedSearch");
	char *search;
	(void)state;
	assert_null(deeds_make(&searches, &search, "\"type\":\"Person\",\"filter\":{\"country\":\"GR\"}"));
	const char *const ids[] = {f->ada.person, project, search, "anobody2", "#k"};
	const char *const accounts[] = {f->ada.account, f->ada.directory, f->ada.community, project};
	for (size_t t = 0; t < ARRAY_SIZE(types); t++)
		for (size_t p = 0; p < ARRAY_SIZE(patches); p++) {
			char *method = xasprintf("%s/set", types[t]), *update = xasprintf("\"create\":{\"k\":{%s}},\"update\":{", patches[p]);
			struct str arguments = {0};
			str_add(&arguments, update);
			for (size_t i = 0; i < ARRAY_SIZE(ids); i++)
				str_addf(&arguments, "%s\"%s\":{%s}", i ? "," : "", ids[i], patches[p]);
			str_add(&arguments, "}");
			for (size_t a = 0; a < ARRAY_SIZE(accounts); a++)
				try_call(method, accounts[a], arguments.text);
			str_release(&arguments);
			free(method);
			free(update);
		}
	free(search);
}

/* What each one keeps is asked for again day by day. */
static void test_searches_have_a_bound(void **state)
{
	enum { MANY = 200 };
	struct deeds searches = deeds_of(f, &f->eva, f->eva.account, "SavedSearch");
	const char *said = NULL;
	int made = 0;
	(void)state;
	for (; made < MANY && !(said = deeds_make(&searches, NULL, "\"type\":\"Person\",\"filter\":{\"country\":\"GR\"}")); made++)
		;
	assert_in_range(made, 20, MANY - 1);
	assert_string_equal(said, "overQuota");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_filters),
		cmocka_unit_test(test_great_filters),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_objects),
		cmocka_unit_test(test_searches_have_a_bound),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
