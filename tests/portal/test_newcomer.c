/* Newcomers: what they may do until they are accepted, and whom they may be. */
#include "../../src/portal/likeness.h"
#include "applicants.h"
#include "twinline/records/record.h"

static int count_of(const struct teacher *t, const char *account, const char *type)
{
	struct deeds d = deeds_of(f, t, account, type);
	return deeds_count(&d, "%s", "");
}

static void test_a_newcomer_looks_and_is_not_found_and_writes_to_nobody(void **state)
{
	(void)state;
	struct teacher t;
	join("newc1", "Nina New", "Ninth school", "", &t);
	struct deeds letters = deeds_of(f, &t, t.account, "Message"), contacts = deeds_of(f, &t, t.account, "Contact");
	struct deeds follows = deeds_of(f, &t, t.account, "Follow"), events = deeds_of(f, &t, t.community, "Event");
	struct deeds to_her = deeds_of(f, &f->ben, f->ben.account, "Contact"), mail = deeds_of(f, &f->ben, f->ben.account, "Message");
	assert_true(count_of(&t, t.directory, "School") > 0);
	assert_int_equal(count_of(&t, t.directory, "Person"), 0);
	assert_string_equal(deeds_make(&letters, NULL, "\"to\":[{\"id\":\"%s\"}],\"text\":\"Hello\"", f->ben.person), "to: noSuchReference");
	assert_string_equal(deeds_make(&contacts, NULL, "\"person\":{\"id\":\"%s\"}", f->ben.person), "person: noSuchReference");
	assert_string_equal(deeds_make(&follows, NULL, "\"person\":{\"id\":\"%s\"}", f->ben.person), "person: noSuchReference");
	assert_string_equal(deeds_make(&events, NULL, "\"title\":\"Mine\""), "accountReadOnly");
	assert_string_equal(deeds_make(&to_her, NULL, "\"person\":{\"id\":\"%s\"}", t.person), "person: noSuchReference");
	assert_string_equal(deeds_make(&mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"text\":\"Hello\"", t.person), "to: noSuchReference");
	struct deeds people = deeds_of(f, &f->ben, f->ben.directory, "Person");
	struct deeds notices = deeds_of(f, &t, t.community, "PartnerNotice"), projects = deeds_of(f, &t, t.account, "Project");
	assert_null(deeds_get(&people, t.person));
	assert_string_equal(deeds_make(&notices, NULL, "\"title\":\"Mine\",\"purpose\":\"project\""), "accountReadOnly");
	assert_string_equal(deeds_make(&projects, NULL, "\"title\":\"Mine\""), "newcomer");
	/* Who leaves leaves no case behind. */
	static const char password[] = "{\"password\":\"newc1newc1newc1newc1newc1newc1newc1newc1\"}";
	assert_int_equal(portal_ask(f, "POST", "/twinline/leave", t.bearer, password, NULL), 204);
	assert_false(has_case(&t));
	teacher_release(&t);
}

/* As the portal has somebody whose registration waits again. */
static void make_newcomer(const struct teacher *t)
{
	struct store s;
	portal_store(f, &s);
	struct db_stmt *row = db_prepare(s.db, "UPDATE login SET state = 0 WHERE person = ?1");
	db_bind_text(row, 1, t->person);
	assert_int_equal(db_run(row, NULL), 0);
	store_close(&s);
}

/* An invitation that has come waits until they are accepted: then their yes counts. */
static void test_an_invitation_waits_for_a_newcomer(void **state)
{
	(void)state;
	struct teacher t;
	join("invi1", "Ida Invited", "Tenth school", "", &t);
	const char *accept[] = {"user", "accept", f->database, "invi1", NULL};
	char *project = deeds_project(f, "Rivers", &f->ben, &f->eva, NULL);
	struct deeds members = deeds_of(f, &f->ben, project, "Member");
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_null(change_card(&t, "\"available\":true"));
	deeds_befriend(f, &f->ben, &t);
	make_newcomer(&t);
	assert_null(deeds_make(&members, NULL, "\"person\":{\"id\":\"%s\"},\"text\":\"Come\"", t.person));
	struct deeds letters = deeds_of(f, &t, t.account, "Message");
	struct json *letter = deeds_find(&letters, "\"kind\":\"invitation\"");
	assert_non_null(letter);
	const char *id = json_get_text(letter, "id");
	assert_string_equal(deeds_change(&letters, id, "\"answer\":\"accepted\""), "newcomer");
	assert_int_equal(portal_fixture_run(accept, NULL, NULL), 0);
	assert_null(deeds_change(&letters, id, "\"answer\":\"accepted\""));
	json_free(letter);
	free(project);
	teacher_release(&t);
}

/* --- likeness --- */

static void test_names_are_near(void **state)
{
	(void)state;
	static const struct { const char *a, *b; bool near; } rows[] = {
		{"Nurcan Aydın", "AYDIN, Nurcan", true},
		{"Nurcan Aydın", "Nurcan Aidin", true},
		{"Nurcan Aydın", "Nurcna Aydin", true},
		{"Nurcan Aydın", "Nurhan Kaya", false},
		{"Ιώ Ρήγα", "Ιω Ρηγα", true},
		{"2ο Γυμνάσιο Βόλου", "3ο Γυμνάσιο Βόλου", false},
		{"2ο Γυμνάσιο Βόλου", "2ο Γυμνασιο Βολου", true},
		{"Li", "Lu", false},
		{"", "", false},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (likeness_is_near(rows[i].a, rows[i].b) != rows[i].near)
			fail_msg("%s, %s", rows[i].a, rows[i].b);
}

/* What the answer to a sign-in says of who was joined up with them (NULL: nobody), and of the account in which that goes on. */
static void is_told_who_they_were(const char *name, const char *person, const char *account)
{
	struct json *answer = NULL;
	char *body = xasprintf("{\"name\":\"%s\",\"password\":\"%s%s%s%s%s%s%s%s\"}", name, name, name, name, name, name, name, name, name);
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, body, &answer), 200);
	const struct json *joined = json_get(answer, "joinedUp"), *persons = json_get(joined, "persons");
	assert_int_equal(json_size(persons), person ? 1 : 0);
	assert_true(text_equal(json_text(json_first(persons)), person));
	assert_true(text_equal(json_get_text(joined, "account"), account));
	json_free(answer);
	free(body);
}

static void test_who_was_here_before_is_told(void **state)
{
	(void)state;
	static const char traces[] = "SELECT count(*) FROM record WHERE instr(body, ?1) > 0 AND account IN"
	                             " (SELECT local FROM account WHERE name = 'GR')";
	struct json *answer = NULL;
	struct teacher t, again;
	join("like1", "Lika Likeness", "Alike school", "", &t);
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_int_equal(enrol("like2", "Likenes Lika", "Alike schol", "", &answer), 200);
	const struct json *alike = json_get(answer, "alike");
	assert_true(json_get_bool(alike, "person", false));
	assert_int_equal(json_size(json_get(alike, "schools")), 1);
	assert_string_equal(json_get_text(json_first(json_get(alike, "schools")), "name"), "Alike school");
	assert_null(json_get(answer, "by"));
	json_free(answer);
	/* Nothing was registered; the name to sign in is still free. */
	join("like2", "Likenes Lika", "Alike schol", ",\"sure\":true", &again);
	struct json *dossier = dossier_of(&again);
	const struct json *list = json_get(json_get(dossier, "alike"), "list"), *row = json_first(list);
	assert_string_equal(json_get_text(row, "id"), t.person);
	assert_int_equal(json_get_integer(row, "agree", 0), 3);
	assert_int_equal(json_size(list), 2);
	assert_string_equal(json_get_text(json_next(row), "name"), "Alike school");
	json_free(dossier);
	/* Joined up: the one who was here signs in as the one who came. */
	/* An officer of Greece has no say in who is somebody in Italy. */
	char *stranger = xasprintf("\"state\":\"joinedUp\",\"joinWith\":\"%s\"", f->ben.person);
	assert_string_equal(decide(&again, stranger), "joinWith: noSuchReference");
	free(stranger);
	char *patch = xasprintf("\"state\":\"joinedUp\",\"joinWith\":\"%s\"", t.person);
	assert_null(decide(&again, patch));
	struct teacher joined;
	teacher_sign_in(f, "like2", &joined);
	is_told_who_they_were("like2", again.person, joined.account);
	is_told_who_they_were("ada", NULL, NULL);
	assert_string_equal(joined.person, t.person);
	assert_true(profile_says(&joined, "userName", "like2"));
	assert_true(profile_says(&joined, "state", "accepted"));
	assert_true(profile_says(&joined, "email", "like2@mail.example"));
	/* What was entered anew is the school where they are, in other words. */
	assert_true(works_at(&joined, "Alike school"));
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"like1\",\"password\":\"like1like1like1like1like1like1like1like1\"}",
	                            NULL), 401);
	/* Who leaves is forgotten by the desk as both. */
	assert_true(portal_number(f, traces, "Likenes Lika") > 0 && portal_number(f, traces, "like2@mail.example") > 0);
	assert_int_equal(portal_ask(f, "POST", "/twinline/leave", joined.bearer, "{\"password\":\"like2like2like2like2like2like2like2like2\"}",
	                            NULL), 204);
	assert_int_equal(portal_number(f, traces, "Likenes Lika"), 0);
	assert_int_equal(portal_number(f, traces, "like2@mail.example"), 0);
	free(patch);
	teacher_release(&joined);
	teacher_release(&again);
	teacher_release(&t);
}

static void test_a_new_school_is_joined_up_with_the_known_one(void **state)
{
	(void)state;
	struct teacher t;
	char *known = school_id("Second school"), *patch = xasprintf("\"state\":\"joinedUp\",\"joinWith\":\"%s\"", known);
	join("scho1", "Sina School", "The 2nd school, really", "", &t);
	assert_null(decide(&t, patch));
	assert_true(works_at(&t, "Second school"));
	assert_true(profile_says(&t, "state", "accepted"));
	assert_true(is_notified(&t, "registrationAccepted"));
	letter_says("scho1@mail.example", "The support organisation has accepted the registration of Sina School");
	free(patch);
	free(known);
	teacher_release(&t);
}

static void test_schools_are_found_before_one_is_anybody(void **state)
{
	(void)state;
	struct json *answer = NULL;
	assert_int_equal(portal_ask(f, "POST", "/twinline/schools", NULL, "{\"text\":\"volo secon\",\"country\":\"GR\"}", &answer), 200);
	const struct json *first = json_first(json_get(answer, "schools"));
	assert_string_equal(json_get_text(first, "name"), "Second school");
	assert_string_equal(json_get_text(first, "town"), "Volos");
	json_free(answer);
	assert_int_equal(portal_ask(f, "POST", "/twinline/schools", NULL, "{\"text\":\"v\",\"country\":\"GR\"}", &answer), 200);
	assert_int_equal(json_size(json_get(answer, "schools")), 0);
	json_free(answer);
	assert_int_equal(portal_ask(f, "POST", "/twinline/schools", NULL, "{\"country\":\"GR\"}", NULL), 400);
}

/* Somebody was here before, at a school that is known. */
static int begin(void **state)
{
	struct teacher t;
	int result = start(state);
	join("first", "Filio First", "Second school", "", &t);
	assert_null(decide(&t, "\"state\":\"accepted\""));
	teacher_release(&t);
	return result;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_newcomer_looks_and_is_not_found_and_writes_to_nobody),
		cmocka_unit_test(test_an_invitation_waits_for_a_newcomer),
		cmocka_unit_test(test_names_are_near),
		cmocka_unit_test_setup(test_who_was_here_before_is_told, with_desk),
		cmocka_unit_test(test_a_new_school_is_joined_up_with_the_known_one),
		cmocka_unit_test(test_schools_are_found_before_one_is_anybody),
	};
	return cmocka_run_group_tests(tests, begin, stop);
}
