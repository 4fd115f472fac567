/* What is changed by the methods of RFC 8620: /changes and /set, patches, revisions, whose records they are (sections 5.2 and 5.3). */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	portal_send_letters(f, &f->ben, &f->ada, 5);
	return 0;
}

static struct json *state_of(const char *type)
{
	return portal_call(f, &f->ada, type, "{\"accountId\":\"%s\",\"ids\":[]}", f->ada.account);
}

static void test_changes_walk_to_the_present_and_stay_there(void **state)
{
	(void)state;
	struct json *now = state_of("Message/get");
	const char *since = json_get_text(now, "state");
	struct json *none = portal_call(f, &f->ada, "Message/changes", "{\"accountId\":\"%s\",\"sinceState\":\"%s\"}", f->ada.account, since);
	assert_string_equal(json_get_text(none, "newState"), since);
	assert_string_equal(json_get_text(none, "oldState"), since);
	json_free(none);
	char *made[4];
	for (int i = 0; i < 4; i++)
		made[i] = portal_send(f, &f->ada, &f->eva, "Walk");
	json_free(portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"destroy\":[\"%s\"],\"update\":{\"%s\":"
	                      "{\"keywords/$kept\":true}}}", f->ada.account, made[1], made[0]));
	struct strings seen = {0};
	char *at = xstrdup(since);
	bool more = true;
	for (int i = 0; more && i < 10; i++) {
		struct json *page = portal_call(f, &f->ada, "Message/changes", "{\"accountId\":\"%s\",\"sinceState\":\"%s\","
		                                "\"maxChanges\":1}", f->ada.account, at);
		assert_true(json_size(json_get(page, "created")) <= 1);
		/* Never "updated" before it was "created". */
		for (const struct json *id = json_first(json_get(page, "updated")); id; id = json_next(id))
			assert_true(strings_has(&seen, json_text(id)));
		for (const struct json *id = json_first(json_get(page, "destroyed")); id; id = json_next(id))
			assert_string_equal(json_text(id), made[1]);
		assert_string_equal(json_get_text(page, "oldState"), at);
		for (const struct json *id = json_first(json_get(page, "created")); id; id = json_next(id)) {
			assert_false(strings_has(&seen, json_text(id)));
			strings_push(&seen, json_text(id));
		}
		more = json_get_bool(page, "hasMoreChanges", false);
		free(at);
		at = xstrdup(json_get_text(page, "newState"));
		json_free(page);
	}
	assert_false(more);
	assert_int_equal(seen.count, 3); /* the one made and destroyed in between is not told */
	assert_false(strings_has(&seen, made[1]));
	struct json *then = state_of("Message/get");
	assert_string_equal(json_get_text(then, "state"), at);
	json_free(then);
	json_free(now);
	free(at);
	strings_release(&seen);
	for (int i = 0; i < 4; i++)
		free(made[i]);
}

static void test_each_record_of_a_set_stands_for_itself(void **state)
{
	(void)state;
	char *id = portal_send(f, &f->ada, &f->ben, "Patched");
	struct json *set = portal_call(f, &f->ada, "Message/set",
	                               "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"keywords/$kept\":true},\"azzzzzzz\":{}},"
	                               "\"create\":{\"bad\":{},\"good\":{\"to\":[{\"id\":\"%s\"}],\"text\":\"x\"}},\"destroy\":[\"azzzzzzy\"]}",
	                               f->ada.account, id, f->ben.person);
	assert_non_null(json_get(json_get(set, "created"), "good"));
	assert_string_equal(json_get_text(json_get(json_get(set, "notCreated"), "bad"), "type"), "invalidProperties");
	assert_true(json_is_null(json_get(json_get(set, "updated"), id)));
	assert_string_equal(json_get_text(json_get(json_get(set, "notUpdated"), "azzzzzzz"), "type"), "notFound");
	assert_string_equal(json_get_text(json_get(json_get(set, "notDestroyed"), "azzzzzzy"), "type"), "notFound");
	assert_string_not_equal(json_get_text(set, "oldState"), json_get_text(set, "newState"));
	json_free(set);
	free(id);
}

static void test_patches_that_do_not_fit(void **state)
{
	(void)state;
	static const struct { const char *patch, *type, *property; } rows[] = {
		{"{\"to/0\":{\"id\":\"x\"}}", "invalidPatch", NULL},
		{"{\"nothing/there\":1}", "invalidPatch", NULL},
		{"{\"keywords\":{},\"keywords/$seen\":true}", "invalidPatch", NULL},
		{"{\"subject\":\"new\"}", "invalidProperties", "subject"},
		{"{\"messageUid\":\"new\"}", "invalidProperties", "messageUid"},
		{"{\"id\":\"other\"}", "invalidProperties", "id"},
		{"{\"rev\":99}", "invalidProperties", "rev"},
		{"{\"rev\":\"1\"}", "invalidProperties", "rev"},
		{"{\"nonsense\":1}", "invalidProperties", "nonsense"},
		{"{\"keywords/$seen\":false}", "invalidProperties", "keywords"},
		{"{\"laterUntil\":\"tomorrow\"}", "invalidProperties", "laterUntil"},
		{"5", "invalidPatch", NULL},
	};
	char *id = portal_send(f, &f->ada, &f->ben, "Whole");
	struct json *before = portal_call(f, &f->ada, "Message/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ada.account, id);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *set = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":%s}}", f->ada.account,
		                               id, rows[i].patch);
		const struct json *error = json_get(json_get(set, "notUpdated"), id);
		if (!text_equal(json_get_text(error, "type"), rows[i].type) ||
		    !text_equal(json_text(json_at(json_get(error, "properties"), 0)), rows[i].property))
			fail_msg("%s: %s", rows[i].patch, json_print(set));
		json_free(set);
	}
	struct json *after = portal_call(f, &f->ada, "Message/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ada.account, id);
	assert_true(json_equal(before, after));
	json_free(before);
	json_free(after);
	free(id);
}

static void test_server_set_properties_may_be_named_as_they_are(void **state)
{
	(void)state;
	char *id = portal_send(f, &f->ada, &f->ben, "As it is");
	struct json *got = portal_call(f, &f->ada, "Message/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ada.account, id);
	const struct json *message = json_at(json_get(got, "list"), 0);
	struct json *before = state_of("Message/get");
	struct json *set = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"id\":\"%s\",\"rev\":%d,"
	                               "\"messageUid\":\"%s\",\"keywords/$seen\":true}}}", f->ada.account, id, id,
	                               (int)json_get_integer(message, "rev", 0), json_get_text(message, "messageUid"));
	assert_true(json_is_null(json_get(json_get(set, "updated"), id)));
	/* It was so already: nothing changed, and no state moves for it. */
	assert_string_equal(json_get_text(set, "newState"), json_get_text(before, "state"));
	json_free(set);
	json_free(before);
	json_free(got);
	free(id);
}

static void test_no_update_gets_lost(void **state)
{
	(void)state;
	struct json *got = portal_call(f, &f->ada, "Person/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ada.directory, f->ada.person);
	int rev = (int)json_get_integer(json_at(json_get(got, "list"), 0), "rev", 0);
	struct json *set = portal_call(f, &f->ada, "Person/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"rev\":%d,\"about\":\"First\"}}}",
	                               f->ada.directory, f->ada.person, rev);
	const struct json *updated = json_get(json_get(set, "updated"), f->ada.person);
	assert_int_equal(json_get_integer(updated, "rev", 0), rev + 1);
	json_free(set);
	set = portal_call(f, &f->ada, "Person/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"rev\":%d,\"about\":\"Second\"}}}",
	                  f->ada.directory, f->ada.person, rev);
	const struct json *error = json_get(json_get(set, "notUpdated"), f->ada.person);
	assert_string_equal(json_text(json_at(json_get(error, "properties"), 0)), "rev");
	assert_string_equal(json_get_text(json_get(json_get(error, "errors"), "rev"), "type"), "conflict");
	json_free(set);
	json_free(got);
}

static void test_marks_do_not_move_rev(void **state)
{
	(void)state;
	char *id = portal_send(f, &f->ada, &f->ben, "Marked");
	json_free(portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"keywords/$kept\":true}}}",
	                      f->ada.account, id));
	struct json *got = portal_call(f, &f->ada, "Message/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ada.account, id);
	assert_int_equal(json_get_integer(json_at(json_get(got, "list"), 0), "rev", 0), 1);
	json_free(got);
	free(id);
}

static void test_rights_to_other_peoples_records(void **state)
{
	(void)state;
	struct json *set = portal_call(f, &f->ada, "Person/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"about\":\"Mine now\"}}}",
	                               f->ada.directory, f->ben.person);
	assert_string_equal(json_get_text(json_get(json_get(set, "notUpdated"), f->ben.person), "type"), "forbidden");
	json_free(set);
	set = portal_call(f, &f->ada, "Person/set", "{\"accountId\":\"%s\",\"create\":{\"k\":{\"name\":\"New\"}},\"destroy\":[\"%s\"]}",
	                  f->ada.directory, f->ada.person);
	assert_string_equal(json_get_text(json_get(json_get(set, "notCreated"), "k"), "type"), "forbidden");
	assert_string_equal(json_get_text(json_get(json_get(set, "notDestroyed"), f->ada.person), "type"), "forbidden");
	json_free(set);
	struct json *profiles = portal_call(f, &f->ada, "Profile/get", "{\"accountId\":\"%s\"}", f->ada.account);
	assert_int_equal(json_size(json_get(profiles, "list")), 1);
	const char *id = json_get_text(json_at(json_get(profiles, "list"), 0), "id");
	set = portal_call(f, &f->ada, "Profile/set", "{\"accountId\":\"%s\",\"create\":{\"k\":{}},\"destroy\":[\"%s\"],\"update\":{}}",
	                  f->ada.account, id);
	assert_string_equal(json_get_text(json_get(json_get(set, "notCreated"), "k"), "type"), "singleton");
	assert_string_equal(json_get_text(json_get(json_get(set, "notDestroyed"), id), "type"), "singleton");
	json_free(set);
	json_free(profiles);
}

/* Ada works at a school that Ben does not. */
static char *make_school(void)
{
	struct store s;
	struct account directory;
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_true(account_by_kind(&s, ACCOUNT_DIRECTORY, &directory));
	struct record school = {.account = directory.local, .type = &record_types[TYPE_School],
	                        .body = xstrdup("{\"name\":\"5th School\",\"country\":\"GR\",\"town\":\"Chania\"}")};
	assert_int_equal(record_write(&s, &school, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	char *id = xstrdup(school.id), *members = xasprintf("{\"school\":{\"id\":\"%s\"}}", id);
	const struct deeds cards = deeds_of(f, &f->ada, f->ada.directory, "Person");
	deeds_rewrite(&cards, f->ada.person, members);
	free(members);
	record_free(&school);
	account_release(&directory);
	store_close(&s);
	return id;
}

static void test_a_school_belongs_to_who_works_there(void **state)
{
	(void)state;
	char *id = make_school();
	struct json *set = portal_call(f, &f->ada, "School/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"pupils\":240}},"
	                               "\"create\":{\"k\":{\"name\":\"Mine\",\"country\":\"GR\",\"town\":\"Chania\"}}}", f->ada.directory, id);
	assert_true(json_get(json_get(set, "updated"), id) != NULL);
	assert_string_equal(json_get_text(json_get(json_get(set, "notCreated"), "k"), "type"), "forbidden");
	json_free(set);
	set = portal_call(f, &f->ben, "School/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"pupils\":1}}}", f->ben.directory, id);
	assert_string_equal(json_get_text(json_get(json_get(set, "notUpdated"), id), "type"), "forbidden");
	json_free(set);
	free(id);
}

static void test_a_record_to_be_destroyed_is_not_updated(void **state)
{
	(void)state;
	char *id = portal_send(f, &f->ada, &f->ben, "Going");
	struct json *set = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"keywords/$kept\":true}},"
	                               "\"destroy\":[\"%s\",\"%s\"]}", f->ada.account, id, id, id);
	assert_string_equal(json_get_text(json_get(json_get(set, "notUpdated"), id), "type"), "willDestroy");
	assert_int_equal(json_size(json_get(set, "destroyed")), 1);
	json_free(set);
	free(id);
}

static void test_set_takes_no_more_than_it_says(void **state)
{
	(void)state;
	struct str arguments = {0};
	str_addf(&arguments, "{\"accountId\":\"%s\",\"destroy\":[", f->ada.account);
	for (int i = 0; i < 501; i++)
		str_addf(&arguments, "%s\"a%07d\"", i ? "," : "", i);
	str_add(&arguments, "]}");
	portal_assert_type(portal_call(f, &f->ada, "Message/set", "%s", arguments.text), "requestTooLarge");
	str_release(&arguments);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes_walk_to_the_present_and_stay_there),
		cmocka_unit_test(test_each_record_of_a_set_stands_for_itself),
		cmocka_unit_test(test_patches_that_do_not_fit),
		cmocka_unit_test(test_server_set_properties_may_be_named_as_they_are),
		cmocka_unit_test(test_no_update_gets_lost),
		cmocka_unit_test(test_marks_do_not_move_rev),
		cmocka_unit_test(test_rights_to_other_peoples_records),
		cmocka_unit_test(test_a_school_belongs_to_who_works_there),
		cmocka_unit_test(test_a_record_to_be_destroyed_is_not_updated),
		cmocka_unit_test(test_set_takes_no_more_than_it_says),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
