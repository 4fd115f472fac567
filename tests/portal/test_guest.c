/* Guests: who sends no token reads what is public, and learns nothing of people, not by counts, ids, errors or states. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/portal_fixture.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

static struct portal_fixture *f;
static struct teacher guest; /* the accounts that a guest has, and no token */
static char school[RECORD_ID_LENGTH + 1];

static struct json *session_of(const char *headers, int status)
{
	struct json *session = NULL;
	assert_int_equal(portal_ask(f, "GET", "/.well-known/jmap", headers, NULL, &session), status);
	return session;
}

/* Writes a school that everybody may see; people and schools share the directory's numbers. */
static void add_school(const char *name)
{
	struct store s;
	struct account directory;
	portal_store(f, &s);
	assert_true(account_by_kind(&s, ACCOUNT_DIRECTORY, &directory));
	struct record r = {
		.account = directory.local,
		.type = &record_types[TYPE_School],
		.audience = record_types[TYPE_School].audience,
		.body = xasprintf("{\"name\":\"%s\",\"country\":\"GR\",\"town\":\"Chania\"}", name),
	};
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &r, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	memcpy(school, r.id, sizeof school);
	record_free(&r);
	account_release(&directory);
	store_close(&s);
}

/* A project that everybody sees, with a name of who founded it. */
static void add_public_project(const char *title, const char *founder)
{
	struct store s;
	struct account directory;
	portal_store(f, &s);
	assert_true(account_by_kind(&s, ACCOUNT_DIRECTORY, &directory));
	struct record r = {
		.account = directory.local,
		.type = &record_types[TYPE_Project],
		.audience = AUDIENCE_PUBLIC,
		.body = xasprintf("{\"title\":\"%s\",\"state\":\"active\",\"founders\":[{\"id\":\"%s\",\"name\":\"%s\"}]}", title, f->ada.person,
		                  founder),
	};
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &r, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	record_free(&r);
	account_release(&directory);
	store_close(&s);
}

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	guest = (struct teacher){.bearer = xstrdup(""), .directory = xstrdup(f->ada.directory), .community = xstrdup(f->ada.community)};
	add_school("1st Lyceum");
	return 0;
}

static int stop(void **state)
{
	teacher_release(&guest);
	return portal_fixture_stop(state);
}

/* One call of a guest with {"accountId": account, ...more}: a copy of the response's arguments, or of the error. */
static struct json *call(const char *method, const char *account, const char *more)
{
	return portal_call(f, &guest, method, "{\"accountId\":\"%s\"%s%s}", account, *more ? "," : "", more);
}

static void assert_error(struct json *answer_taken, const char *type)
{
	assert_string_equal(json_get_text(answer_taken, "type"), type);
	json_free(answer_taken);
}

static void test_the_session_of_a_guest(void **state)
{
	(void)state;
	struct json *session = session_of(NULL, 200);
	assert_string_equal(json_get_text(session, "username"), "");
	assert_int_equal(json_size(json_get(session, "primaryAccounts")), 0);
	assert_int_equal(json_size(json_get(session, "accounts")), 2);
	for (const struct json *i = json_first(json_get(session, "accounts")); i; i = json_next(i)) {
		assert_true(json_get_bool(i, "isReadOnly", false));
		assert_false(json_get_bool(i, "isPersonal", true));
	}
	const struct json *ours = json_get(json_get(session, "capabilities"), "urn:uuid:98e9e9fc-f812-4901-b883-223d43e41af1");
	assert_true(json_get_bool(ours, "guests", false));
	json_free(session);
}

static void test_what_is_public_is_read(void **state)
{
	(void)state;
	struct json *countries = call("Country/get", guest.community, ""), *schools = call("School/query", guest.directory, "");
	assert_true(json_size(json_get(countries, "list")) > 40);
	assert_string_equal(json_text(json_at(json_get(schools, "ids"), 0)), school);
	json_free(countries);
	json_free(schools);
}

static void test_people_are_not_there(void **state)
{
	(void)state;
	char *ids = xasprintf("\"ids\":[\"%s\",\"aaaaaaaa\"]", f->ada.person);
	struct json *people = call("Person/get", guest.directory, ids);
	assert_int_equal(json_size(json_get(people, "list")), 0);
	assert_int_equal(json_size(json_get(people, "notFound")), 2);
	json_free(people);
	people = call("Person/get", guest.directory, "");
	assert_int_equal(json_size(json_get(people, "list")), 0);
	json_free(people);
	people = call("Person/query", guest.directory, "\"calculateTotal\":true");
	assert_int_equal(json_size(json_get(people, "ids")), 0);
	assert_int_equal(json_get_integer(people, "total", -1), 0);
	json_free(people);
	char *anchor = xasprintf("\"anchor\":\"%s\"", f->ada.person);
	assert_error(call("Person/query", guest.directory, anchor), "anchorNotFound");
	free(anchor);
	free(ids);
}

/* No facet counts anybody, and a question that fits everybody finds nobody. */
static void test_searches_count_nobody(void **state)
{
	(void)state;
	static const char *const filters[] = {"{}", "{\"text\":\"ben\"}", "{\"text\":\"b\"}", "{\"country\":\"IT\"}"};
	for (size_t i = 0; i < ARRAY_SIZE(filters); i++) {
		char *more = xasprintf("\"filter\":%s,\"calculateTotal\":true,\"calculateFacets\":true", filters[i]);
		struct json *found = call("Person/query", guest.directory, more);
		assert_int_equal(json_get_integer(found, "total", 0), 0);
		assert_int_equal(json_size(json_get(found, "ids")), 0);
		for (const struct json *facet = json_first(json_get(found, "facets")); facet; facet = json_next(facet))
			for (const struct json *count = json_first(facet); count; count = json_next(count))
				assert_int_equal(json_integer(count, 0), 0);
		json_free(found);
		free(more);
	}
}

/* Whether somebody founded a project is found by a member, and by nobody who may not see people. */
static void test_names_are_no_words_to_a_guest(void **state)
{
	static const char question[] = "\"filter\":{\"text\":\"%s\"},\"calculateTotal\":true";
	(void)state;
	add_public_project("River", "Quirina");
	for (int asks = 0; asks < 4; asks++) {
		bool member = asks % 2;
		char *more = xasprintf(question, asks < 2 ? "quirina" : "river");
		struct json *found = portal_call(f, member ? &f->ben : &guest, "Project/query", "{\"accountId\":\"%s\",%s}", guest.directory, more);
		assert_int_equal(json_get_integer(found, "total", -1), member || asks == 2);
		json_free(found);
		free(more);
	}
}

/* The state of a type as a guest gets it. */
static char *state_of(const char *method)
{
	struct json *answer = call(method, guest.directory, "\"ids\":[]");
	char *text = xstrdup(json_get_text(answer, "state"));
	json_free(answer);
	assert_non_null(text);
	return text;
}

static void test_states_tell_nothing_of_people(void **state)
{
	(void)state;
	char *people = state_of("Person/get"), *schools = state_of("School/get");
	struct json *set = portal_call(f, &f->ada, "Person/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"about\":\"Rivers\"}}}",
	                               f->ada.directory, f->ada.person);
	assert_non_null(json_get(set, "updated"));
	json_free(set);
	char *people_after = state_of("Person/get"), *schools_after = state_of("School/get");
	assert_string_equal(people, people_after);
	assert_string_equal(schools, schools_after);
	free(schools_after);
	add_school("2nd Lyceum");
	schools_after = state_of("School/get");
	assert_string_not_equal(schools, schools_after);
	free(people);
	free(people_after);
	free(schools);
	free(schools_after);
}

static void test_a_guest_syncs(void **state)
{
	(void)state;
	struct json *first = portal_call(f, &guest, "Sync/get", "{\"maxBytes\":100000,\"want\":{\"Person\":-1,\"School\":-1}}");
	const struct json *community = json_get(json_get(first, "accounts"), guest.community);
	const struct json *directory = json_get(json_get(first, "accounts"), guest.directory);
	assert_null(json_get(first, "me"));
	assert_true(json_size(json_get(json_get(community, "records"), "Country")) > 40);
	assert_string_equal(json_get_text(community, "role"), "guest");
	assert_null(json_get(directory, "records"));
	char *since = xasprintf("{\"%s\":\"%s\",\"%s\":\"%s\"}", guest.community, json_get_text(community, "state"), guest.directory,
	                        json_get_text(directory, "state"));
	add_school("3rd Lyceum");
	struct json *next = portal_call(f, &guest, "Sync/get", "{\"since\":%s}", since);
	assert_int_equal(json_size(json_get(next, "accounts")), 0);
	json_free(first);
	json_free(next);
	free(since);
}

static void test_personal_accounts_are_not_there(void **state)
{
	(void)state;
	free(portal_send(f, &f->ben, &f->ada, "Rivers"));
	assert_error(call("Message/query", f->ada.account, ""), "accountNotFound");
	assert_error(call("Message/query", "aaaaaaaa", ""), "accountNotFound");
	struct json *left = portal_call(f, &guest, "Sync/get", "{\"since\":{\"%s\":\"x-1\"}}", f->ada.account);
	assert_null(json_get(json_get(left, "accounts"), f->ada.account));
	assert_string_equal(json_text(json_at(json_get(left, "left"), 0)), f->ada.account);
	json_free(left);
}

static void test_a_guest_writes_nothing(void **state)
{
	(void)state;
	static const char *const methods[] = {"Person/set", "School/set", "Blob/copy"};
	for (size_t i = 0; i < ARRAY_SIZE(methods); i++)
		assert_error(call(methods[i], guest.directory, ""), "accountReadOnly");
	assert_error(call("Country/set", guest.community, ""), "accountReadOnly");
	char *path = xasprintf("/jmap/upload/%s/", guest.directory);
	assert_int_equal(portal_ask(f, "POST", path, "Content-Type: text/plain\r\n", "x", NULL), 401);
	free(path);
}

static void test_a_guest_asks_no_long_questions(void **state)
{
	(void)state;
	struct json *answer = NULL;
	char *body = xasprintf("{" USING ",\"methodCalls\":[[\"Core/echo\",{\"x\":\"%070000d\"},\"0\"]]}", 0);
	assert_int_equal(portal_ask(f, "POST", "/jmap/api", "Content-Type: application/json\r\n", body, &answer), 400);
	assert_string_equal(json_get_text(json_get(answer, "error"), "type"), "limit");
	json_free(answer);
	char *headers = xasprintf("%sContent-Type: application/json\r\n", f->ada.bearer);
	assert_int_equal(portal_ask(f, "POST", "/jmap/api", headers, body, NULL), 200);
	free(headers);
	free(body);
}

static void test_a_wrong_token_makes_no_guest(void **state)
{
	(void)state;
	json_free(session_of("Authorization: Bearer wrong\r\n", 401));
	json_free(session_of("Authorization: Bearer \r\n", 401));
	json_free(session_of("Authorization: Basic YTpi\r\n", 401));
}

static void test_greed_waits_and_says_how_long(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	int asked = 0, status = 200;
	http_client_open(&c, f->socket);
	for (; asked < 600 && status == 200; asked++) {
		http_client_ask(&c, "GET", "/jmap/session", "X-Forwarded-For: 203.0.113.9\r\n", NULL, 0, &a);
		status = a.status;
		char *after = http_answer_header(&a, "Retry-After");
		if (status != 200) {
			assert_non_null(after);
			assert_non_null(strstr(a.body.text, "\"busy\""));
		}
		free(after);
		http_answer_release(&a);
	}
	assert_int_equal(status, 503);
	assert_true(asked > 300);
	json_free(session_of("X-Forwarded-For: 203.0.113.10\r\n", 200));
	char *headers = xasprintf("X-Forwarded-For: 203.0.113.9\r\n%s", f->ada.bearer);
	json_free(session_of(headers, 200));
	free(headers);
	http_client_close(&c);
}

static void test_a_portal_may_have_no_guests(void **state)
{
	static const char *const closed[] = {"--guests", "no", NULL};
	(void)state;
	portal_fixture_end(f, SIGTERM);
	portal_fixture_serve(f, closed);
	json_free(session_of(NULL, 401));
	json_free(session_of(f->ada.bearer, 200));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_session_of_a_guest),
		cmocka_unit_test(test_what_is_public_is_read),
		cmocka_unit_test(test_people_are_not_there),
		cmocka_unit_test(test_searches_count_nobody),
		cmocka_unit_test(test_names_are_no_words_to_a_guest),
		cmocka_unit_test(test_states_tell_nothing_of_people),
		cmocka_unit_test(test_a_guest_syncs),
		cmocka_unit_test(test_personal_accounts_are_not_there),
		cmocka_unit_test(test_a_guest_writes_nothing),
		cmocka_unit_test(test_a_guest_asks_no_long_questions),
		cmocka_unit_test(test_a_wrong_token_makes_no_guest),
		cmocka_unit_test(test_greed_waits_and_says_how_long),
		cmocka_unit_test(test_a_portal_may_have_no_guests),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
