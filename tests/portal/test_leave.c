/* Leaving for good: what goes, what stays with others, and that nobody leaves by mistake. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

static int leave(const struct teacher *t, const char *password)
{
	char *body = xasprintf("{\"password\":\"%s\"}", password);
	int status = portal_ask(f, "POST", "/twinline/leave", t->bearer, body, NULL);
	free(body);
	return status;
}

static int64_t count(const struct teacher *t, const char *type)
{
	char *method = xasprintf("%s/query", type);
	struct json *page = portal_call(f, t, method, "{\"accountId\":\"%s\",\"calculateTotal\":true}", t->account);
	int64_t total = json_get_integer(page, "total", -1);
	json_free(page);
	free(method);
	return total;
}

static void test_a_wrong_password_changes_nothing(void **state)
{
	(void)state;
	assert_int_equal(leave(&f->ben, "not ben's password"), 403);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ben.bearer, NULL, NULL), 200);
	assert_int_equal(portal_ask(f, "POST", "/twinline/leave", NULL, "{\"password\":\"benbenbenbenbenbenbenben\"}", NULL), 401);
}

static void test_what_goes_and_what_stays(void **state)
{
	(void)state;
	free(portal_send_text(f, &f->ben, &f->ada, "The last one", "Thank you for everything."));
	free(portal_send_text(f, &f->ada, &f->ben, "To you", "Stay!"));
	struct json *asked = portal_call(f, &f->ben, "Contact/set", "{\"accountId\":\"%s\",\"create\":{\"k\":{\"person\":{\"id\":\"%s\"}}}}",
	                                 f->ben.account, f->ada.person);
	json_free(asked);
	assert_int_equal(count(&f->ada, "Contact"), 1);
	assert_int_equal(leave(&f->ben, "benbenbenbenbenbenbenben"), 204);
	/* Signed out, not to be found, no contact of anybody. */
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ben.bearer, NULL, NULL), 401);
	struct json *card = portal_call(f, &f->ada, "Person/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ada.directory, f->ben.person);
	assert_int_equal(json_size(json_get(card, "list")), 0);
	assert_int_equal(count(&f->ada, "Contact"), 0);
	/* The letters stay ada's, without a name. */
	struct json *letters = portal_call(f, &f->ada, "Message/query", "{\"accountId\":\"%s\"}", f->ada.account);
	struct json *list = portal_call(f, &f->ada, "Message/get", "{\"accountId\":\"%s\"}", f->ada.account);
	char *text = json_print(list);
	assert_true(json_size(json_get(letters, "ids")) >= 2);
	assert_non_null(strstr(text, "Thank you for everything."));
	for (const struct json *i = json_first(json_get(list, "list")); i; i = json_next(i))
		if (strcmp(json_get_text(json_get(i, "from"), "id"), f->ben.person) == 0)
			assert_string_equal(json_get_text(json_get(i, "from"), "name"), "-");
	assert_true(portal_is_sound(f));
	/* The name to sign in with is nobody's any more. */
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL,
	                            "{\"name\":\"ben\",\"password\":\"benbenbenbenbenbenbenben\",\"device\":\"x\"}", NULL), 401);
	free(text);
	json_free(list);
	json_free(letters);
	json_free(card);
}

/* A founder who leaves is missing in the project, the name in all that others keep; an event stays, held by nobody. */
static void test_places_and_names_go_as_well(void **state)
{
	(void)state;
	struct teacher lea;
	deeds_join(f, "lea", "FR", false, &lea);
	char *project = deeds_project(f, "Ours", &f->ada, &lea, NULL), *event = NULL;
	struct deeds events = deeds_of(f, &lea, lea.community, "Event"), seen = deeds_of(f, &f->ada, f->ada.community, "Event");
	struct deeds follows = deeds_of(f, &f->ada, f->ada.account, "Follow"), words = deeds_of(f, &f->ada, f->ada.account, "Attendance");
	assert_null(deeds_make(&events, &event, "\"title\":\"T\",\"kind\":\"meeting\",\"time\":{\"start\":\"2030-01-01T10:00:00\"}"));
	assert_null(deeds_make(&words, NULL, "\"event\":{\"id\":\"%s\"},\"answer\":\"yes\"", event));
	assert_null(deeds_make(&follows, NULL, "\"person\":{\"id\":\"%s\"}", lea.person));
	assert_int_equal(leave(&lea, "lealealealealealealealea"), 204);
	struct deeds members = deeds_of(f, &f->ada, project, "Member"), own = deeds_of(f, &f->ada, project, "Project");
	assert_int_equal(deeds_count(&members, "%s", ""), 1);
	struct json *trees[] = {deeds_get(&seen, event), deeds_find(&follows, "%s", ""), deeds_get(&own, project)};
	for (size_t i = 0; i < ARRAY_SIZE(trees); i++) {
		char *text = json_print(trees[i]);
		assert_null(strstr(text, "\"lea\""));
		assert_non_null(strstr(text, lea.person));
		free(text);
		json_free(trees[i]);
	}
	assert_true(portal_is_sound(f));
	free(event);
	free(project);
	teacher_release(&lea);
}

/* The last founder who leaves does not leave a project to nobody: who has been there longest carries on. */
static void test_somebody_carries_on(void **state)
{
	(void)state;
	struct teacher lia, zoe;
	deeds_join(f, "lia", "FR", false, &lia);
	deeds_join(f, "zoe", "BE", false, &zoe);
	char *project = deeds_project(f, "Heirs", &lia, &zoe, &f->eva, &f->ada, NULL);
	struct deeds members = deeds_of(f, &f->eva, project, "Member"), own = deeds_of(f, &f->eva, project, "Project");
	assert_int_equal(leave(&lia, "lialialialialialialialia"), 204);
	assert_true(deeds_says(deeds_find(&members, "\"person\":\"%s\"", f->eva.person), "role", "teacher"));
	assert_string_equal(deeds_change(&own, project, "\"title\":\"Mine\""), "role");
	assert_int_equal(leave(&zoe, "zoezoezoezoezoezoezoezoe"), 204);
	assert_true(deeds_says(deeds_find(&members, "\"person\":\"%s\"", f->eva.person), "role", "founder"));
	assert_true(deeds_says(deeds_find(&members, "\"person\":\"%s\"", f->ada.person), "role", "teacher"));
	assert_null(deeds_change(&own, project, "\"title\":\"Ours\""));
	assert_true(portal_is_sound(f));
	free(project);
	teacher_release(&lia);
	teacher_release(&zoe);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_wrong_password_changes_nothing),
		cmocka_unit_test(test_what_goes_and_what_stays),
		cmocka_unit_test(test_places_and_names_go_as_well),
		cmocka_unit_test(test_somebody_carries_on),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
