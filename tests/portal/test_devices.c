/* One's own sign-ins: seeing them, ending one, and a new password that ends the others. */
#include "lib/suite.h"

#include "lib/portal_fixture.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

static struct json *devices_of(const struct teacher *t)
{
	struct json *answer = NULL;
	assert_int_equal(portal_ask(f, "GET", "/twinline/devices", t->bearer, NULL, &answer), 200);
	struct json *list = json_detach(answer, "devices");
	assert_non_null(list);
	json_free(answer);
	return list;
}

/* The id of the one device that asks, or of the first other one; yours. */
static char *device_of(const struct teacher *t, bool is_this)
{
	struct json *list = devices_of(t);
	char *id = NULL;
	for (const struct json *i = json_first(list); i && !id; i = json_next(i))
		if (json_get_bool(i, "isThis", false) == is_this)
			id = xstrdup(json_get_text(i, "id"));
	json_free(list);
	assert_non_null(id);
	return id;
}

static int end_device(const struct teacher *t, const char *id)
{
	char *path = xasprintf("/twinline/devices/%s", id);
	int status = portal_ask(f, "DELETE", path, t->bearer, NULL, NULL);
	free(path);
	return status;
}

static void test_devices_are_told_to_their_owner(void **state)
{
	(void)state;
	struct teacher again;
	teacher_sign_in(f, "ada", &again);
	struct json *list = devices_of(&again);
	int mine = 0;
	assert_int_equal(json_size(list), 2);
	for (const struct json *i = json_first(list); i; i = json_next(i)) {
		assert_string_equal(json_get_text(i, "name"), "test");
		assert_int_equal(strlen(json_get_text(i, "createdAt")), strlen("2026-11-17T10:38:00Z"));
		assert_int_equal(strlen(json_get_text(i, "usedAt")), strlen("2026-11-17"));
		mine += json_get_bool(i, "isThis", false);
	}
	assert_int_equal(mine, 1);
	assert_true(json_get_bool(json_first(list), "isThis", false));
	json_free(list);
	assert_int_equal(portal_ask(f, "DELETE", "/sign-in", again.bearer, NULL, NULL), 204);
	teacher_release(&again);
}

static void test_a_device_is_ended_by_its_owner_alone(void **state)
{
	(void)state;
	struct teacher lost;
	teacher_sign_in(f, "ada", &lost);
	char *id = device_of(&f->ada, false);
	assert_int_equal(end_device(&f->ben, id), 404);
	assert_int_equal(end_device(&f->ada, "1"), 404);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", lost.bearer, NULL, NULL), 200);
	assert_int_equal(end_device(&f->ada, id), 204);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", lost.bearer, NULL, NULL), 401);
	assert_int_equal(end_device(&f->ada, id), 404);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ada.bearer, NULL, NULL), 200);
	free(id);
	teacher_release(&lost);
}

static void test_guests_have_no_devices_and_no_password(void **state)
{
	(void)state;
	assert_int_equal(portal_ask(f, "GET", "/twinline/devices", NULL, NULL, NULL), 401);
	assert_int_equal(portal_ask(f, "DELETE", "/twinline/devices/x", NULL, NULL, NULL), 401);
	assert_int_equal(portal_ask(f, "POST", "/twinline/password", NULL, "{\"old\":\"x\",\"new\":\"yyyyyyyyy\"}", NULL), 401);
}

/* Posts a new password: the status; the name of the error, static for the test, into error. */
static int change(const struct teacher *t, const char *body, char error[40])
{
	struct json *answer = NULL;
	int status = portal_ask(f, "POST", "/twinline/password", t->bearer, body, &answer);
	const char *type = json_get_text(json_get(answer, "error"), "type");
	snprintf(error, 40, "%s", type ? type : "");
	json_free(answer);
	return status;
}

static void test_a_new_password_ends_the_other_sign_ins(void **state)
{
	(void)state;
	char error[40];
	struct teacher other;
	teacher_sign_in(f, "ben", &other);
	assert_int_equal(change(&f->ben, "{\"old\":\"benbenbenbenbenbenbenben\",\"new\":\"ποτάμια και βουνά\"}", error), 204);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", other.bearer, NULL, NULL), 401);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ben.bearer, NULL, NULL), 200);
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"ben\",\"password\":\"benbenbenbenbenbenbenben\"}", NULL), 401);
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"ben\",\"password\":\"ποτάμια και βουνά\"}", NULL), 200);
	teacher_release(&other);
}

static void test_wrong_changes_change_nothing(void **state)
{
	(void)state;
	static const struct { const char *body; int status; const char *error; } rows[] = {
		{"{\"old\":\"no\",\"new\":\"rivers and hills\"}", 403, "oldPassword"},
		{"{\"old\":\"evaevaevaevaevaevaevaeva\",\"new\":\"short\"}", 400, "invalidProperties"},
		{"{\"old\":\"evaevaevaevaevaevaevaeva\"}", 400, "invalidProperties"},
		{"{\"new\":\"rivers and hills\"}", 400, "invalidProperties"},
		{"{\"old\":1,\"new\":[]}", 400, "invalidProperties"},
		{"[]", 400, "notRequest"},
		{"{", 400, "notJSON"},
	};
	struct teacher other;
	char error[40];
	teacher_sign_in(f, "eva", &other);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(change(&f->eva, rows[i].body, error), rows[i].status);
		assert_string_equal(error, rows[i].error);
	}
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", other.bearer, NULL, NULL), 200);
	teacher_release(&other);
}

static void test_wrong_fields_are_named_all_at_once(void **state)
{
	(void)state;
	struct json *answer = NULL;
	portal_ask(f, "POST", "/twinline/password", f->eva.bearer, "{\"new\":\"short\"}", &answer);
	const struct json *errors = json_get(json_get(answer, "error"), "errors");
	assert_string_equal(json_get_text(json_get(errors, "old"), "type"), "required");
	assert_string_equal(json_get_text(json_get(errors, "new"), "type"), "tooShort");
	assert_int_equal(json_size(json_get(json_get(answer, "error"), "properties")), 2);
	json_free(answer);
}

/* Whoever found an open terminal guesses no faster than at the door. */
static void test_guessing_the_old_password_is_slowed_down(void **state)
{
	(void)state;
	char error[40];
	int status = 403;
	for (int i = 0; i < 10 && status == 403; i++)
		status = change(&f->eva, "{\"old\":\"guess\",\"new\":\"rivers and hills\"}", error);
	assert_int_equal(status, 429);
	assert_string_equal(error, "slowDown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_devices_are_told_to_their_owner),
		cmocka_unit_test(test_a_device_is_ended_by_its_owner_alone),
		cmocka_unit_test(test_guests_have_no_devices_and_no_password),
		cmocka_unit_test(test_a_new_password_ends_the_other_sign_ins),
		cmocka_unit_test(test_wrong_changes_change_nothing),
		cmocka_unit_test(test_wrong_fields_are_named_all_at_once),
		cmocka_unit_test(test_guessing_the_old_password_is_slowed_down),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
