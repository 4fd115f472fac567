/* Leaving for good: what goes, what stays with others, and that nobody leaves by mistake. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

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

/* The last founder does not leave what runs to somebody unnamed; of what is closed, who has been there longest carries on. */
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
	/* She says who carries on, or that it is over; nothing has gone before. */
	struct deeds of_zoe = deeds_of(f, &zoe, project, "Member"), theirs = deeds_of(f, &zoe, project, "Project");
	struct json *refused = NULL;
	assert_int_equal(portal_ask(f, "POST", "/twinline/leave", zoe.bearer, "{\"password\":\"zoezoezoezoezoezoezoezoe\"}", &refused), 403);
	assert_non_null(strstr(json_get_text(refused, "type"), "lastFounder"));
	assert_true(deeds_says(deeds_find(&of_zoe, "\"person\":\"%s\"", zoe.person), "role", "founder"));
	assert_null(deeds_change(&theirs, project, "\"state\":\"closed\""));
	assert_int_equal(leave(&zoe, "zoezoezoezoezoezoezoezoe"), 204);
	json_free(refused);
	assert_true(deeds_says(deeds_find(&members, "\"person\":\"%s\"", f->eva.person), "role", "founder"));
	assert_true(deeds_says(deeds_find(&members, "\"person\":\"%s\"", f->ada.person), "role", "teacher"));
	assert_null(deeds_change(&own, project, "\"state\":\"active\""));
	assert_true(portal_is_sound(f));
	free(project);
	teacher_release(&lia);
	teacher_release(&zoe);
}

/* --- the page before --- */

/* Records of a type, but for the portal's copies in the directory and what is left of a project or a pupil that went. */
static int64_t all_of(struct store *s, const struct record_type *type)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT count(*) FROM record r JOIN account a ON a.local = r.account WHERE r.type = ?1"
	                                        " AND a.kind <> ?2 AND instr(r.body, '\"title\":\"-\"') = 0"
	                                        " AND instr(r.body, '\"alias\":\"-\"') = 0");
	db_bind_int(row, 1, type->index);
	db_bind_int(row, 2, ACCOUNT_DIRECTORY);
	assert_int_equal(db_step(row, NULL), 1);
	int64_t count = db_int(row, 0);
	db_reset(row);
	return count;
}

/* Those of others that have a name of nobody where the person's was. */
static int64_t nameless(struct store *s, const struct record_type *type, const char *person, int64_t own)
{
	char *party = xasprintf("{\"id\":\"%s\",\"name\":\"-\"", person);
	struct db_stmt *row = db_prepare(s->db, "SELECT count(*) FROM record r JOIN account a ON a.local = r.account WHERE r.type = ?1"
	                                        " AND a.kind <> ?2 AND instr(r.body, ?3) > 0 AND a.local <> ?4");
	db_bind_int(row, 1, type->index);
	db_bind_int(row, 2, ACCOUNT_DIRECTORY);
	db_bind_text(row, 3, party);
	db_bind_int(row, 4, own);
	assert_int_equal(db_step(row, NULL), 1);
	int64_t count = db_int(row, 0);
	db_reset(row);
	free(party);
	return count;
}

static const char river[] = "a picture of a river";

/* A year of somebody's life here, in short. */
static char *live(const struct teacher *max, char **alone)
{
	struct teacher lou;
	deeds_join(f, "lou", "FR", false, &lou);
	char *project = deeds_project(f, "Rivers", max, &lou, &f->eva, NULL), *discussion = NULL, *event = NULL;
	*alone = deeds_project(f, "Just the two of us", max, &lou, NULL);
	struct deeds thoughts = deeds_of(f, max, *alone, "Page"), own_pupils = deeds_of(f, max, *alone, "Pupil");
	struct deeds posts = deeds_of(f, max, project, "Post"), hers = deeds_of(f, &f->eva, project, "Post");
	struct deeds pages = deeds_of(f, max, project, "Page"), pupils = deeds_of(f, max, project, "Pupil");
	struct deeds follows = deeds_of(f, &f->eva, f->eva.account, "Follow"), searches = deeds_of(f, max, max->account, "SavedSearch");
	struct deeds events = deeds_of(f, &f->eva, f->eva.community, "Event"), words = deeds_of(f, max, max->account, "Attendance");
	struct deeds mail = deeds_of(f, max, max->account, "Message");
	char *blob;
	assert_int_equal(portal_upload(f, max, max->account, "text/plain", river, strlen(river), &blob), 201);
	free(portal_send_text(f, max, &f->ada, "One", "First"));
	free(portal_send_text(f, &f->eva, max, "Two", "Second"));
	assert_null(deeds_make(&mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"subject\":\"F\",\"files\":[{\"blobId\":\"%s\",\"name\":\"r.txt\"}]",
	                       f->eva.person, blob));
	deeds_befriend(f, max, &f->ada);
	assert_null(deeds_make(&follows, NULL, "\"person\":{\"id\":\"%s\"}", max->person));
	assert_null(deeds_make(&searches, NULL, "\"type\":\"Person\",\"filter\":{\"country\":[\"GR\"]},\"title\":\"Greeks\""));
	assert_null(deeds_make(&events, &event, "\"title\":\"T\",\"kind\":\"meeting\",\"time\":{\"start\":\"2030-01-01T10:00:00\"}"));
	assert_null(deeds_make(&words, NULL, "\"event\":{\"id\":\"%s\"},\"answer\":\"yes\"", event));
	assert_null(deeds_make(&posts, &discussion, "\"place\":\"forum\",\"title\":\"D\",\"text\":\"x\""));
	assert_null(deeds_make(&hers, NULL, "\"place\":\"update\",\"text\":\"mine\""));
	assert_null(deeds_make(&pages, NULL, "\"title\":\"Ours\",\"text\":\"All of us\""));
	assert_null(deeds_make(&pupils, NULL, "\"alias\":\"Ola\",\"consentBy\":\"parents\",\"consentAt\":\"2026-10-01\""));
	assert_null(deeds_make(&own_pupils, NULL, "\"alias\":\"Nils\",\"consentBy\":\"Nils's parents\",\"consentAt\":\"2026-10-01\""));
	assert_null(deeds_make(&thoughts, NULL, "\"title\":\"What nobody else reads\""));
	/* The other founder goes; max is the last one. */
	assert_int_equal(leave(&lou, "loulouloulouloulouloulou"), 204);
	free(blob);
	free(event);
	free(discussion);
	teacher_release(&lou);
	return project;
}

static int64_t told(const struct json *page, const struct record_type *type, const char *what)
{
	return json_get_integer(json_get(json_get(page, "kinds"), type->name), what, 0);
}

static const struct json *row_of(const struct json *page, const char *project)
{
	for (const struct json *i = json_first(json_get(page, "projects")); i; i = json_next(i))
		if (strcmp(json_get_text(i, "id"), project) == 0)
			return i;
	fail_msg("no project %s", project);
	return NULL;
}

/* What the page says before is what the database says afterwards, type by type. */
static void test_the_page_before_says_what_happens(void **state)
{
	(void)state;
	struct teacher max;
	struct store s;
	struct json *page = NULL;
	struct account own;
	int64_t before[RECORD_TYPE_COUNT];
	char *alone;
	deeds_join(f, "max", "PT", false, &max);
	char *project = live(&max, &alone);
	struct deeds founded = deeds_of(f, &max, project, "Project");
	assert_null(deeds_change(&founded, project, "\"state\":\"closed\"")); /* where it runs, max says first who carries on */
	assert_int_equal(portal_ask(f, "GET", "/twinline/leave", NULL, NULL, NULL), 401);
	assert_int_equal(portal_ask(f, "GET", "/twinline/leave", max.bearer, NULL, &page), 200);
	portal_store(f, &s);
	assert_true(account_by_id(&s, max.account, &own));
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		before[i] = all_of(&s, &record_types[i]);
	assert_int_equal(json_get_integer(page, "files", 0), 1);
	assert_int_equal(json_get_integer(page, "bytes", 0), strlen(river));
	assert_int_equal(json_get_integer(page, "pupils", 0), 1);
	assert_non_null(json_get_text(page, "pupilsBy"));
	assert_string_equal(json_get_text(row_of(page, alone), "becomes"), "goes");
	assert_string_equal(json_get_text(row_of(page, project), "becomes"), "handedOn");
	assert_string_equal(json_get_text(json_get(row_of(page, project), "next"), "id"), f->eva.person);
	assert_int_equal(leave(&max, "maxmaxmaxmaxmaxmaxmaxmax"), 204);
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++) {
		const struct record_type *type = &record_types[i];
		if (type->flags & T_DERIVED || i == TYPE_Profile) /* which stays, with nothing in it */
			continue;
		int64_t gone = before[i] - all_of(&s, type), stay = nameless(&s, type, max.person, own.local);
		if (gone != told(page, type, "goes") || stay != told(page, type, "stays"))
			fail_msg("%s: gone %d, told %d; stay %d, told %d", type->name, (int)gone, (int)told(page, type, "goes"), (int)stay,
			         (int)told(page, type, "stays"));
	}
	/* Nothing else of theirs is left. */
	struct db_stmt *row = db_prepare(s.db, "SELECT count(*) FROM record WHERE account = ?1 AND type <> ?2");
	db_bind_int(row, 1, own.local);
	db_bind_int(row, 2, TYPE_Profile);
	assert_int_equal(db_step(row, NULL), 1);
	assert_int_equal(db_int(row, 0), 0);
	db_reset(row);
	assert_int_equal(portal_number(f, "SELECT count(*) FROM record WHERE instr(body, ?1) > 0", "Nils"), 0);
	struct deeds pupils = deeds_of(f, &f->eva, project, "Pupil");
	assert_true(deeds_says(deeds_find(&pupils, "%s", ""), "state", "ended"));
	assert_true(told(page, &record_types[TYPE_Message], "goes") >= 3 && told(page, &record_types[TYPE_Message], "stays") >= 3);
	assert_true(told(page, &record_types[TYPE_Page], "stays") == 1 && told(page, &record_types[TYPE_Contact], "goes") >= 2);
	store_close(&s);
	account_release(&own);
	json_free(page);
	assert_true(portal_is_sound(f));
	free(project);
	free(alone);
	teacher_release(&max);
}

/* Where nobody is left who could carry on, a project is there to be read. */
static void test_nobody_carries_on(void **state)
{
	(void)state;
	struct teacher kim, uwe;
	struct json *page = NULL;
	deeds_join(f, "kim", "FR", false, &kim);
	deeds_join(f, "uwe", "DE", false, &uwe);
	char *project = deeds_project(f, "Watched", &kim, &uwe, &f->ada, NULL);
	struct deeds members = deeds_of(f, &kim, project, "Member"), own = deeds_of(f, &f->ada, project, "Project");
	struct json *ada = deeds_find(&members, "\"person\":\"%s\"", f->ada.person);
	assert_null(deeds_change(&members, json_get_text(ada, "id"), "\"role\":\"observer\""));
	assert_int_equal(leave(&uwe, "uweuweuweuweuweuweuweuwe"), 204);
	assert_int_equal(portal_ask(f, "GET", "/twinline/leave", kim.bearer, NULL, &page), 200);
	assert_string_equal(json_get_text(row_of(page, project), "becomes"), "archived");
	assert_int_equal(leave(&kim, "kimkimkimkimkimkimkimkim"), 204);
	assert_true(deeds_says(deeds_get(&own, project), "state", "archived"));
	assert_true(portal_is_sound(f));
	json_free(ada);
	json_free(page);
	free(project);
	teacher_release(&kim);
	teacher_release(&uwe);
}

/* How often a word stands in anything that the portal keeps. */
static int64_t traces(const char *word)
{
	static const char *const places[] = {
		"SELECT count(*) FROM record WHERE instr(body, ?1) > 0", "SELECT count(*) FROM account WHERE instr(name, ?1) > 0",
		"SELECT count(*) FROM login WHERE instr(name, ?1) > 0",
	};
	int64_t all = 0;
	for (size_t i = 0; i < ARRAY_SIZE(places); i++)
		all += portal_number(f, places[i], word);
	return all;
}

/* Neither what the desk knew of who waited for it, nor what it has of who reported something, nor the account says who it was. */
static void test_nobody_knows_the_name(void **state)
{
	(void)state;
	struct teacher waits, reports;
	deeds_join(f, "xanthippe", "FR", true, &waits);
	deeds_join(f, "yolanthe", "FR", false, &reports);
	struct deeds own = deeds_of(f, &reports, reports.account, "Report");
	char *project = deeds_project(f, "Quays", &reports, &f->ada, NULL);
	assert_null(deeds_make(&own, NULL, "\"person\":{\"id\":\"%s\"},\"reason\":\"spam\"", f->eva.person));
	assert_true(traces("xanthippe") > 2);
	assert_true(traces("yolanthe") > 2);
	assert_true(portal_number(f, "SELECT count(*) FROM record WHERE instr(body, ?1) > 0 AND instr(body, '\"caseId\"') > 0", "yolanthe") > 0);
	assert_int_equal(leave(&waits, "xanthippexanthippexanthippexanthippexanthippexanthippexanthippexanthippe"), 204);
	assert_int_equal(leave(&reports, "yolantheyolantheyolantheyolantheyolantheyolantheyolantheyolanthe"), 204);
	assert_int_equal(traces("xanthippe"), 0);
	assert_int_equal(traces("yolanthe"), 0);
	assert_true(portal_is_sound(f));
	free(project);
	teacher_release(&waits);
	teacher_release(&reports);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_wrong_password_changes_nothing),
		cmocka_unit_test(test_what_goes_and_what_stays),
		cmocka_unit_test(test_places_and_names_go_as_well),
		cmocka_unit_test(test_somebody_carries_on),
		cmocka_unit_test(test_the_page_before_says_what_happens),
		cmocka_unit_test(test_nobody_carries_on),
		cmocka_unit_test(test_nobody_knows_the_name),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
