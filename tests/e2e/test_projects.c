/* Projects and events with the client and the real portal: joining and leaving, and an answer to an event, as the other one sees them. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "lib/two.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/agenda.h"
#include "twinline/records/project.h"
#include "twinline/records/replica.h"
#include "twinline/records/waiting.h"

/* One {account, verb: {key: object}} of the friend's: true if it was done. */
static bool friend_sets(struct two *t, const char *account, const char *type, const char *verb, const char *key, const char *object)
{
	struct json *arguments = json_new_object(), *what = json_parse_own(object);
	char *method = xasprintf("%s/set", type);
	assert_non_null(what);
	json_set_string(arguments, "accountId", account);
	json_set(json_set(arguments, verb, json_new_object()), key, what);
	struct json *answer = portal_client_call(&t->pair.reading, method, arguments);
	bool done = !json_get(answer, "notCreated") && !json_get(answer, "notUpdated") && !json_get(answer, "type");
	if (!done)
		print_message("%s\n", json_print(answer));
	json_free(answer);
	free(method);
	return done;
}

/* Says yes to the letter of a kind that waits here. */
static void say_yes(struct two *t, const char *kind)
{
	const struct record_filter filters[] = {{.field = "kind", .equals = kind}, {.field = "answer", .equals = ""}};
	struct record_query q = {
		.account = t->account, .type = &record_types[TYPE_Message], .filters = filters, .filter_count = ARRAY_SIZE(filters), .limit = 1,
	};
	int64_t letter = 0;
	assert_int_equal(record_list(&t->s, &q, &letter, NULL, NULL, NULL), 1);
	assert_int_equal(db_begin(t->s.db, NULL), 0);
	assert_true(waiting_answer(&t->s, letter, true, NULL, NULL) > 0);
	assert_int_equal(outbox_let_go(&t->s, NULL), 0);
	assert_int_equal(db_commit(t->s.db, NULL), 0);
}

static void become_contacts(struct two *t)
{
	char *ask = xasprintf("{\"person\":{\"id\":\"%s\"}}", t->pair.reading.correspondent);
	assert_true(friend_sets(t, t->pair.reading.account, "Contact", "create", "k", ask));
	assert_int_equal(two_sync(t), ERR_OK);
	say_yes(t, "contactRequest");
	assert_int_equal(two_sync(t), ERR_OK);
	free(ask);
}

static char *invite(struct two *t)
{
	struct store s;
	const char *people[] = {t->pair.reading.person, NULL};
	world_portal_store(t->pair.world, &s);
	char *project = deeds_write_project(&s, "River", people);
	store_close(&s);
	char *member = xasprintf("{\"person\":{\"id\":\"%s\"}}", t->pair.reading.correspondent);
	assert_true(friend_sets(t, project, "Member", "create", "k", member));
	free(member);
	return project;
}

/* The yes goes up and the whole project comes down in one exchange; being sent away takes all of it. */
static void a_project_comes_with_the_yes_and_goes_again(void **state)
{
	struct two *t = *state;
	struct account a = {0};
	struct record r = {0};
	become_contacts(t);
	char *project = invite(t);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_false(account_by_id(&t->s, project, &a));
	say_yes(t, "invitation");
	assert_int_equal(two_sync(t), ERR_OK);
	assert_true(account_by_id(&t->s, project, &a));
	assert_int_equal(a.role, ROLE_TEACHER);
	assert_true(record_by_id(&t->s, a.local, &record_types[TYPE_Project], project, &r));
	record_free(&r);
	struct record_filter is = {.field = "person", .equals = t->pair.reading.correspondent};
	struct record_query mine = {.account = a.local, .type = &record_types[TYPE_Member], .filters = &is, .filter_count = 1, .limit = 1};
	int64_t member = 0;
	char id[RECORD_ID_LENGTH + 1];
	assert_int_equal(record_list(&t->s, &mine, &member, NULL, NULL, NULL), 1);
	assert_true(record_id(&t->s, member, id));
	account_release(&a);
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", project);
	json_push(json_set(arguments, "destroy", json_new_array()), json_new_string(id));
	struct json *answer = portal_client_call(&t->pair.reading, "Member/set", arguments);
	assert_int_equal(json_size(json_get(answer, "destroyed")), 1);
	json_free(answer);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_false(account_by_id(&t->s, project, &a));
	assert_false(replica_record(&t->s, &record_types[TYPE_Project], project, &r));
	free(project);
}

/* The friend's copy of what is said of an event; "" if there is none. Static. */
static const char *friends_copy(struct two *t, const char *event)
{
	static char said[20];
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", t->pair.reading.account);
	struct json *answer = portal_client_call(&t->pair.reading, "Attendance/get", arguments);
	said[0] = '\0';
	for (const struct json *i = json_first(json_get(answer, "list")); i; i = json_next(i))
		if (text_equal(json_get_text(json_get(i, "event"), "id"), event))
			snprintf(said, sizeof said, "%s", json_get_text(i, "answer"));
	json_free(answer);
	return said;
}

static void say(struct two *t, int64_t event, const char *answer)
{
	assert_int_equal(db_begin(t->s.db, NULL), 0);
	assert_true(agenda_answer(&t->s, event, answer, NULL, NULL) > 0);
	assert_int_equal(outbox_let_go(&t->s, NULL), 0);
	assert_int_equal(db_commit(t->s.db, NULL), 0);
	assert_int_equal(two_sync(t), ERR_OK);
}

static void whoever_holds_an_event_sees_the_answer(void **state)
{
	struct two *t = *state;
	struct account community;
	struct record_query all = {.type = &record_types[TYPE_Event], .limit = 1};
	int64_t event = 0;
	char id[RECORD_ID_LENGTH + 1], start[CLOCK_TEXT_SIZE];
	clock_format(clock_now() + 3 * 86400, start);
	char *object = xasprintf("{\"title\":\"Webinar\",\"kind\":\"webinar\",\"places\":5,\"time\":{\"start\":\"%.19s\"}}", start);
	assert_true(account_by_kind(&t->s, ACCOUNT_COMMUNITY, &community));
	assert_true(friend_sets(t, community.id, "Event", "create", "k", object));
	assert_int_equal(two_sync(t), ERR_OK);
	all.account = community.local;
	assert_int_equal(record_list(&t->s, &all, &event, NULL, NULL, NULL), 1);
	assert_true(record_id(&t->s, event, id));
	say(t, event, "yes");
	assert_string_equal(friends_copy(t, id), "yes");
	say(t, event, "no");
	assert_string_equal(friends_copy(t, id), "no");
	account_release(&community);
	free(object);
}

/* --- founding --- */

static void write_school(struct two *t, struct store *s, const char *person, const char *school)
{
	struct account directory;
	struct record card;
	(void)t;
	assert_true(account_by_kind(s, ACCOUNT_DIRECTORY, &directory));
	struct record page = {
		.account = directory.local, .type = &record_types[TYPE_School], .id = xstrdup(school), .audience = AUDIENCE_PUBLIC,
		.body = xasprintf("{\"name\":\"%s\",\"country\":\"GR\"}", school),
	};
	assert_int_equal(record_write(s, &page, true, NULL), 0);
	assert_true(record_by_id(s, directory.local, &record_types[TYPE_Person], person, &card));
	struct json *body = json_parse_own(card.body), *party = json_set(body, "school", json_new_object());
	json_set_string(party, "id", school);
	json_set_string(party, "name", school);
	free(card.body);
	card.body = json_print(body);
	assert_int_equal(record_write(s, &card, true, NULL), 0);
	json_free(body);
	record_free(&card);
	record_free(&page);
	account_release(&directory);
}

/* Two schools, and a portal that asks no desk. */
static void make_ready(struct two *t)
{
	struct store s;
	become_contacts(t);
	world_portal_store(t->pair.world, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	write_school(t, &s, t->pair.reading.person, "schoolaa");
	write_school(t, &s, t->pair.reading.correspondent, "schoolbb");
	assert_int_equal(store_set_fact(&s, "approval", "automatic", NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
}

/* What a founding needs, with somebody; yours. */
static char *plan(const char *partner)
{
	return xasprintf("{\"title\":\"Rivers\",\"state\":\"waitingForPartner\",\"summary\":\"Two rivers\",\"languages\":{\"en\":true},"
	                 "\"pupilsFrom\":9,\"pupilsTo\":11,\"pupils\":40,\"subjects\":{\"environment\":true},\"aims\":\"To look\","
	                 "\"partner\":{\"id\":\"%s\"}}", partner);
}

/* The state of the only project that is here, wherever it lies; static. */
static const char *state_here(struct two *t, int64_t project)
{
	static char state[40];
	struct record r;
	assert_true(record_by_local(&t->s, project, &r));
	struct json *tree = record_tree(&t->s, &r);
	snprintf(state, sizeof state, "%s", json_get_text(tree, "state") ? json_get_text(tree, "state") : "");
	json_free(tree);
	record_free(&r);
	return state;
}

static int projects_here(struct two *t)
{
	struct db_stmt *stmt = db_prepare(t->s.db, "SELECT count(*) FROM project_index");
	assert_int_equal(db_step(stmt, NULL), 1);
	int count = (int)db_int(stmt, 0);
	db_reset(stmt);
	return count;
}

/* The friend says yes to the invitation that came. */
static void friend_says_yes(struct two *t)
{
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", t->pair.reading.account);
	struct json *answer = portal_client_call(&t->pair.reading, "Message/get", arguments);
	for (const struct json *i = json_first(json_get(answer, "list")); i; i = json_next(i))
		if (text_equal(json_get_text(i, "kind"), "invitation") && !json_get(i, "answer"))
			assert_true(friend_sets(t, t->pair.reading.account, "Message", "update", json_get_text(i, "id"), "{\"answer\":\"accepted\"}"));
	json_free(answer);
}

/* Written here without a line, the record ends in the project's own account, once, and is the one that it was. */
static void a_project_is_founded_here_and_joined_there(void **state)
{
	struct two *t = *state;
	struct outbox_entry entry;
	struct record r;
	make_ready(t);
	char *text = plan(t->pair.reading.person);
	struct json *object = json_parse_own(text);
	assert_int_equal(db_begin(t->s.db, NULL), 0);
	int64_t local = outbox_create(&t->s, t->account, &record_types[TYPE_Project], object, 0, NULL);
	assert_int_equal(db_commit(t->s.db, NULL), 0);
	assert_true(local > 0 && outbox_get(&t->s, local, &entry));
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, local), OUTBOX_SENT);
	assert_int_equal(projects_here(t), 1);
	assert_true(record_by_local(&t->s, entry.record, &r));
	assert_int_not_equal(r.account, t->account);
	record_free(&r);
	assert_string_equal(state_here(t, entry.record), "waitingForPartner");
	friend_says_yes(t);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(projects_here(t), 1);
	assert_string_equal(state_here(t, entry.record), "active");
	outbox_entry_release(&entry);
	json_free(object);
	free(text);
}

/* The other way round: what the friend founds is read here before the answer, and mine after it. */
static void a_project_is_founded_there_and_joined_here(void **state)
{
	struct two *t = *state;
	make_ready(t);
	char *text = plan(t->pair.reading.correspondent);
	assert_true(friend_sets(t, t->pair.reading.account, "Project", "create", "k", text));
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(projects_here(t), 1);
	struct project_row *rows = NULL;
	assert_int_equal(project_list(&t->s, clock_now(), &rows, NULL), 1);
	int64_t project = rows[0].local;
	assert_int_equal(rows[0].word, PROJECT_ANSWER);
	assert_false(project_is_mine(&t->s, project));
	project_row_release(&rows[0]);
	free(rows);
	say_yes(t, "invitation");
	assert_int_equal(two_sync(t), ERR_OK);
	assert_string_equal(state_here(t, project), "active");
	assert_true(project_is_mine(&t->s, project));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_project_comes_with_the_yes_and_goes_again, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_project_is_founded_here_and_joined_there, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_project_is_founded_there_and_joined_here, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(whoever_holds_an_event_sees_the_answer, two_set_up, two_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
