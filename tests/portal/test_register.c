/* Registering oneself: who waits, what they see and who sees them, what is wrong, and what nobody learns from it. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/portal_mail.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

#define REGISTER "/twinline/register"
#define PERSON "\"person\":{\"name\":\"Ιώ Ρήγα\",\"role\":\"teacher\",\"subjects\":{\"biology\":true},\"languages\":{\"el\":true}}"
#define SCHOOL "\"school\":{\"name\":\"2ο Γυμνάσιο\",\"town\":\"Βόλος\",\"country\":\"GR\"}"

static const char *const options[] = {"--register", "yes", NULL};
static struct smtp_sink *sink;
static struct portal_fixture *f;

static int start(void **state)
{
	sink = smtp_sink_start();
	*state = f = portal_mail_new(sink, options);
	return 0;
}

static int stop(void **state)
{
	int result = portal_fixture_stop(state);
	smtp_sink_stop(sink);
	return result;
}

static int fresh(void **state)
{
	(void)state;
	smtp_sink_clear(sink);
	return 0;
}

/* Registers a name that is its own password three times over: the status; the answer, yours, into answer (NULL: not wanted). */
static int enrol(const char *name, const char *email, struct json **answer)
{
	char *body = xasprintf("{\"name\":\"%s\",\"email\":\"%s\",\"password\":\"%s%s%s%s%s%s%s%s\",\"language\":\"el\","
	                       "\"timeZone\":\"Europe/Athens\",\"sure\":true," PERSON "," SCHOOL "}",
	                       name, email, name, name, name, name, name, name,
	                       name, name);
	int status = portal_ask(f, "POST", REGISTER, NULL, body, answer);
	free(body);
	return status;
}

static struct json *first_of(struct json *answer_taken)
{
	struct json *first = json_copy(json_first(json_get(answer_taken, "list")));
	json_free(answer_taken);
	return first;
}

/* As after a cut that swallowed the answer. */
static int enrol_once_more(const char *op_id, const char *name, const char *password)
{
	char *body = xasprintf("{\"opId\":\"%s\",\"name\":\"%s\",\"email\":\"%s@school.example\",\"password\":\"%s\","
	                       "\"sure\":true," PERSON "," SCHOOL "}",
	                       op_id, name, name, password);
	int status = portal_ask(f, "POST", REGISTER, NULL, body, NULL);
	free(body);
	return status;
}

static void test_what_is_sent_once_more_is_done_once(void **state)
{
	(void)state;
	static const char op[] = "0123456789abcdef0123456789abcdef", other[] = "1123456789abcdef0123456789abcdef";
	assert_int_equal(enrol_once_more("short", "ria", "geheim geheim"), 400);
	assert_int_equal(enrol_once_more(op, "ria", "geheim geheim"), 200);
	assert_int_equal(enrol_once_more(op, "ria", "geheim geheim"), 200);
	assert_int_equal(enrol_once_more(op, "ria", "another one!"), 400);
	assert_int_equal(enrol_once_more(other, "ria", "geheim geheim"), 400);
	/* The same form with another name is another registration. */
	assert_int_equal(enrol_once_more(op, "rio", "geheim geheim"), 200);
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
}

static void test_who_registers_waits_and_confirms(void **state)
{
	(void)state;
	struct teacher io;
	struct json *answer = NULL;
	assert_int_equal(enrol("io", "io@school.example", &answer), 200);
	assert_string_equal(json_get_text(answer, "by"), "mail");
	json_free(answer);
	teacher_sign_in(f, "io", &io);
	struct json *profile = first_of(portal_call(f, &io, "Profile/get", "{\"accountId\":\"%s\"}", io.account));
	assert_string_equal(json_get_text(profile, "state"), "waiting");
	assert_string_equal(json_get_text(profile, "pendingEmail"), "io@school.example");
	assert_string_equal(json_get_text(profile, "interfaceLanguage"), "el");
	assert_string_equal(json_get_text(profile, "timeZone"), "Europe/Athens");
	assert_null(json_get(profile, "email"));
	json_free(profile);
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	char *code = letter_code(smtp_sink_letter(sink, 0)), *body = xasprintf("{\"codes\":[\"%s\"]}", code), error[40];
	assert_int_equal(portal_form(f, &io, "/twinline/confirm", body, error), 200);
	profile = first_of(portal_call(f, &io, "Profile/get", "{\"accountId\":\"%s\"}", io.account));
	assert_string_equal(json_get_text(profile, "email"), "io@school.example");
	json_free(profile);
	free(body);
	free(code);
	teacher_release(&io);
}

/* The ids that a query of a teacher finds. */
static size_t count(const struct teacher *t, const char *method)
{
	struct json *answer = portal_call(f, t, method, "{\"accountId\":\"%s\"}", t->directory);
	size_t found = json_size(json_get(answer, "ids"));
	json_free(answer);
	return found;
}

static void test_nobody_sees_a_newcomer_or_their_school_before_the_desk_has(void **state)
{
	(void)state;
	struct teacher bo;
	size_t people = count(&f->ada, "Person/query"), schools = count(&f->ada, "School/query");
	assert_int_equal(enrol("bobo", "bo@school.example", NULL), 200);
	teacher_sign_in(f, "bobo", &bo);
	assert_int_equal(count(&f->ada, "Person/query"), people);
	assert_int_equal(count(&f->ada, "School/query"), schools);
	assert_int_equal(count(&bo, "Person/query"), 0);
	const char *words[] = {"user", "accept", f->database, "bobo", NULL};
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 0);
	assert_int_equal(count(&f->ada, "Person/query"), people + 1);
	assert_int_equal(count(&f->ada, "School/query"), schools + 1);
	assert_int_equal(count(&bo, "Person/query"), people + 1);
	struct json *card = first_of(portal_call(f, &f->ada, "Person/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ada.directory,
	                                         bo.person));
	assert_string_equal(json_get_text(card, "name"), "Ιώ Ρήγα");
	assert_string_equal(json_get_text(card, "town"), "Βόλος");
	assert_string_equal(json_get_text(card, "country"), "GR");
	assert_string_equal(json_get_text(json_get(card, "school"), "name"), "2ο Γυμνάσιο");
	json_free(card);
	struct json *profile = first_of(portal_call(f, &bo, "Profile/get", "{\"accountId\":\"%s\"}", bo.account));
	assert_string_equal(json_get_text(profile, "state"), "accepted");
	json_free(profile);
	teacher_release(&bo);
}

/* The form of somebody at a school that is there; yours. */
static char *at_school(const char *name, const char *school)
{
	return xasprintf("{\"name\":\"%s\",\"email\":\"%s@school.example\",\"password\":\"rivers and hills\",\"sure\":true," PERSON
	                 ",\"school\":{\"id\":\"%s\"}}", name, name, school);
}

static void test_a_school_that_is_there_is_named_by_its_id(void **state)
{
	(void)state;
	struct json *found = portal_call(f, &f->ada, "School/query", "{\"accountId\":\"%s\"}", f->ada.directory);
	const char *id = json_text(json_first(json_get(found, "ids")));
	assert_non_null(id);
	char *body = at_school("carla", id);
	size_t schools = count(&f->ada, "School/query");
	char error[40];
	assert_int_equal(portal_form(f, NULL, REGISTER, body, error), 200);
	const char *words[] = {"user", "accept", f->database, "carla", NULL};
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 0);
	assert_int_equal(count(&f->ada, "School/query"), schools);
	free(body);
	json_free(found);
}

/* A school that waits with its newcomer is as little there as one that never was. */
static void test_a_school_that_nobody_sees_cannot_be_named(void **state)
{
	(void)state;
	struct teacher dan;
	assert_int_equal(enrol("dandan", "d@school.example", NULL), 200);
	teacher_sign_in(f, "dandan", &dan);
	struct store s;
	struct account directory;
	struct record card = {0};
	portal_store(f, &s);
	assert_true(account_by_kind(&s, ACCOUNT_DIRECTORY, &directory));
	assert_true(record_by_id(&s, directory.local, &record_types[TYPE_Person], dan.person, &card));
	struct json *tree = json_parse_own(card.body);
	const char *ids[] = {json_get_text(json_get(tree, "school"), "id"), "aaaaaaaa"};
	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		char *body = at_school("erna", ids[i]);
		struct json *answer = NULL;
		assert_int_equal(portal_ask(f, "POST", REGISTER, NULL, body, &answer), 400);
		const struct json *errors = json_get(json_get(answer, "error"), "errors");
		assert_string_equal(json_get_text(json_get(errors, "school/id"), "type"), "noSuchReference");
		json_free(answer);
		free(body);
	}
	json_free(tree);
	record_free(&card);
	account_release(&directory);
	store_close(&s);
	teacher_release(&dan);
}

static void test_an_address_that_is_known_answers_alike(void **state)
{
	(void)state;
	struct json *known = NULL, *unknown = NULL;
	portal_set_profile(f, &f->ada, "{\"email\":\"ada@school.example\"}");
	assert_int_equal(enrol("filip", "ada@school.example", &known), 200);
	assert_int_equal(enrol("greta", "nobody@school.example", &unknown), 200);
	assert_true(json_equal(known, unknown));
	assert_int_equal(enrol("filip", "x@school.example", NULL), 400);
	assert_int_equal(enrol("greta", "x@school.example", NULL), 400);
	json_free(known);
	json_free(unknown);
}

/* Every wrong field at once, each by its name. */
static void test_what_is_wrong_is_told_by_field(void **state)
{
	(void)state;
	static const char *const names[] = {"name", "email", "password", "language", "timeZone", "person/name", "person/country",
	                                    "person/subjects", "school/town", "school/labelUntil"};
	struct json *answer = NULL;
	int status = portal_ask(f, "POST", REGISTER, NULL,
	                        "{\"name\":\"ADA\\n\",\"email\":\"x\",\"password\":\"short\",\"language\":\"klingon\",\"timeZone\":\"on Mars!\","
	                        "\"person\":{\"subjects\":{\"magic\":true},\"country\":\"GR\"},"
	                        "\"school\":{\"name\":\"x\",\"country\":\"GR\",\"labelUntil\":\"2026-01-01\"}}", &answer);
	assert_int_equal(status, 400);
	const struct json *error = json_get(answer, "error");
	assert_string_equal(json_get_text(error, "type"), "invalidProperties");
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!json_get(json_get(error, "errors"), names[i]))
			fail_msg("%s: %s", names[i], json_print(error));
	assert_int_equal(json_size(json_get(error, "properties")), ARRAY_SIZE(names));
	json_free(answer);
}

static void test_a_name_that_is_taken(void **state)
{
	(void)state;
	struct json *answer = NULL;
	assert_int_equal(enrol("Ada", "x@school.example", &answer), 400);
	const struct json *wrong = json_get(json_get(json_get(answer, "error"), "errors"), "name");
	assert_string_equal(json_get_text(wrong, "type"), "exists");
	json_free(answer);
}

static void test_malformed_forms_are_refused(void **state)
{
	(void)state;
	static const char *const bodies[] = {"", "[]", "{}", "{\"person\":[],\"school\":1}", "{\"name\":{}}"};
	for (size_t i = 0; i < ARRAY_SIZE(bodies); i++)
		assert_int_equal(portal_ask(f, "POST", REGISTER, NULL, bodies[i], NULL), 400);
}

static void test_an_address_registers_so_many_and_no_more(void **state)
{
	(void)state;
	int status = 400, asked = 0;
	for (; asked < 60 && status == 400; asked++)
		status = portal_ask(f, "POST", REGISTER, "X-Forwarded-For: 203.0.113.9\r\n", "{}", NULL);
	assert_int_equal(status, 429);
	assert_true(asked > 20 && asked < 60);
}

static void test_a_portal_registers_nobody_unless_told_to(void **state)
{
	(void)state;
	struct json *answer = NULL, *session = NULL;
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", NULL, NULL, &session), 200);
	const struct json *ours = json_get(json_get(session, "capabilities"), "urn:uuid:98e9e9fc-f812-4901-b883-223d43e41af1");
	assert_true(json_get_bool(ours, "register", false));
	assert_true(json_get_bool(ours, "mail", false));
	json_free(session);
	portal_fixture_end(f, SIGTERM);
	portal_fixture_serve(f, NULL);
	assert_int_equal(enrol("henk", "h@school.example", &answer), 403);
	assert_string_equal(json_get_text(json_get(answer, "error"), "type"), "registrationClosed");
	json_free(answer);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", NULL, NULL, &session), 200);
	ours = json_get(json_get(session, "capabilities"), "urn:uuid:98e9e9fc-f812-4901-b883-223d43e41af1");
	assert_null(json_get(ours, "register"));
	assert_null(json_get(ours, "mail"));
	json_free(session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_who_registers_waits_and_confirms, fresh),
		cmocka_unit_test_setup(test_what_is_sent_once_more_is_done_once, fresh),
		cmocka_unit_test_setup(test_nobody_sees_a_newcomer_or_their_school_before_the_desk_has, fresh),
		cmocka_unit_test_setup(test_a_school_that_is_there_is_named_by_its_id, fresh),
		cmocka_unit_test_setup(test_a_school_that_nobody_sees_cannot_be_named, fresh),
		cmocka_unit_test_setup(test_an_address_that_is_known_answers_alike, fresh),
		cmocka_unit_test_setup(test_what_is_wrong_is_told_by_field, fresh),
		cmocka_unit_test_setup(test_a_name_that_is_taken, fresh),
		cmocka_unit_test_setup(test_malformed_forms_are_refused, fresh),
		cmocka_unit_test_setup(test_an_address_registers_so_many_and_no_more, fresh),
		cmocka_unit_test_setup(test_a_portal_registers_nobody_unless_told_to, fresh),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
