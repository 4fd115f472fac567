/* Pupils: made by a teacher, let in with consent, a password of their own, letters under a teacher's eye, and nothing outside. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

static struct portal_fixture *f;
static char *project;
static struct deeds ada, eva; /* Pupil, as a founder and as a teacher */

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	project = deeds_project(f, "Water diary", &f->ada, &f->ben, &f->eva, NULL);
	ada = deeds_of(f, &f->ada, project, "Pupil");
	eva = deeds_of(f, &f->eva, project, "Pupil");
	return 0;
}

static int stop(void **state)
{
	free(project);
	return portal_fixture_stop(state);
}

static const char consent[] = "\"consentBy\":\"parents, folder 4-B\",\"consentAt\":\"2026-10-01\"";

static char *text_of(const struct deeds *d, const char *id, const char *field)
{
	struct json *record = deeds_get(d, id);
	char *text = xstrdup(json_get_text(record, field));
	json_free(record);
	return text;
}

/* Signs the pupil in with the password that the slip says. */
static int enter_by_slip(const char *id, struct teacher *t)
{
	char *name = text_of(&ada, id, "userName"), *password = text_of(&ada, id, "initialPassword");
	int status = teacher_enter(f, name, password ? password : "nothing", t);
	free(name);
	free(password);
	return status;
}

static int change_password(const struct teacher *t, const char *old, const char *fresh)
{
	char *body = xasprintf("{\"old\":\"%s\",\"new\":\"%s\"}", old, fresh);
	int status = portal_ask(f, "POST", "/twinline/password", t->bearer, body, NULL);
	free(body);
	return status;
}

/* A pupil with consent who is signed in by the slip alone, the record's id, yours. */
static char *make_newest(const struct deeds *d, const char *alias, struct teacher *t)
{
	char *id = NULL;
	assert_null(deeds_make(d, &id, "\"alias\":\"%s\",\"group\":\"4-B\",%s", alias, consent));
	assert_int_equal(enter_by_slip(id, t), 200);
	return id;
}

static void choose(const struct teacher *t, const char *id, const char *fresh)
{
	char *first = text_of(&ada, id, "initialPassword");
	assert_int_equal(change_password(t, first, fresh), 204);
	free(first);
}

/* The same, who has chosen a password. */
static char *make_pupil(const struct deeds *d, const char *alias, struct teacher *t)
{
	char *id = make_newest(d, alias, t);
	choose(t, id, "my own password");
	return id;
}

/* --- making and letting in --- */

static void test_several_at_once_wait_for_consent(void **state)
{
	(void)state;
	struct json *set = portal_call(f, &f->ada, "Pupil/set",
	                               "{\"accountId\":\"%s\",\"create\":{\"a\":{\"alias\":\"Elif\"},"
	                               "\"b\":{\"alias\":\"Γιώργος\"},\"c\":{\"alias\":\"Elif\"}}}",
	                               project);
	const struct json *made = json_get(set, "created");
	assert_int_equal(json_size(made), 3);
	const char *first = json_get_text(json_get(made, "a"), "userName"), *second = json_get_text(json_get(made, "c"), "userName");
	assert_true(starts_with(first, "water-elif-") && starts_with(second, "water-elif-"));
	assert_string_not_equal(first, second);
	assert_true(starts_with(json_get_text(json_get(made, "b"), "userName"), "water-gi"));
	assert_string_equal(json_get_text(json_get(made, "a"), "state"), "waiting");
	assert_null(json_get(json_get(made, "a"), "initialPassword")); /* nor in what is kept of the write */
	const char *id = json_get_text(json_get(made, "a"), "id");
	struct teacher elif;
	assert_int_equal(enter_by_slip(id, &elif), 401);
	struct deeds members = deeds_of(f, &f->ben, project, "Member");
	assert_int_equal(deeds_count(&members, "\"role\":\"pupil\""), 0);
	/* One half of the consent is none. */
	assert_null(deeds_change(&ada, id, "\"consentBy\":\"parents\""));
	assert_int_equal(enter_by_slip(id, &elif), 401);
	assert_null(deeds_change(&ada, id, "\"consentAt\":\"2026-10-01\""));
	assert_int_equal(enter_by_slip(id, &elif), 200);
	assert_int_equal(deeds_count(&members, "\"role\":\"pupil\""), 1);
	/* Adults are what a project counts. */
	struct deeds own = deeds_of(f, &f->ada, project, "Project");
	assert_null(deeds_change(&own, project, "\"summary\":\"x\""));
	struct json *tree = deeds_get(&own, project);
	assert_int_equal(json_get_integer(tree, "members", 0), 3);
	json_free(tree);
	/* And a consent that is taken back ends it at once. */
	assert_null(deeds_change(&ada, id, "\"consentBy\":null"));
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", elif.bearer, NULL, NULL), 401);
	teacher_release(&elif);
	json_free(set);
}

static void test_who_makes_and_changes_them(void **state)
{
	(void)state;
	char *id = NULL, *other = NULL;
	assert_null(deeds_make(&eva, &id, "\"alias\":\"Zosia\""));
	assert_null(deeds_make(&ada, &other, "\"alias\":\"Can\",%s", consent));
	assert_string_equal(deeds_change(&eva, other, "\"alias\":\"x\""), "role"); /* another teacher's */
	assert_null(deeds_change(&ada, id, "\"alias\":\"Zofia\""));                /* a founder may */
	assert_true(deeds_says(deeds_get(&ada, id), "alias", "Zofia"));
	/* By way of their place among the members nobody makes a teacher of a pupil, or sends them away. */
	struct deeds members = deeds_of(f, &f->ada, project, "Member");
	struct json *pupil = deeds_get(&ada, other), *member = deeds_find(&members, "\"person\":\"%s\"", json_get_text(pupil, "person"));
	assert_string_equal(deeds_change(&members, json_get_text(member, "id"), "\"role\":\"teacher\""), "forbidden");
	assert_string_equal(deeds_end(&members, json_get_text(member, "id")), "forbidden");
	assert_null(deeds_change(&ada, other, "\"administrator\":true"));
	json_free(member);
	member = deeds_find(&members, "\"person\":\"%s\"", json_get_text(pupil, "person"));
	assert_string_equal(json_get_text(member, "role"), "pupilAdministrator");
	/* Who was in stays as who wrote; who never was can go. */
	assert_string_equal(deeds_end(&ada, other), "notInState");
	assert_null(deeds_end(&eva, id));
	json_free(pupil);
	json_free(member);
	free(id);
	free(other);
}

/* --- passwords --- */

static void test_the_first_password_ends_with_another_one(void **state)
{
	(void)state;
	struct teacher can, again;
	char *id = make_newest(&ada, "Deniz", &can), *first = text_of(&ada, id, "initialPassword"), *name = text_of(&ada, id, "userName");
	assert_int_equal(change_password(&can, "wrong-wrong", "my own password"), 403);
	assert_int_equal(change_password(&can, first, "my own password"), 204);
	char *after = text_of(&ada, id, "initialPassword");
	assert_null(after);
	assert_int_equal(teacher_enter(f, name, first, &again), 401);
	assert_int_equal(teacher_enter(f, name, "my own password", &again), 200);
	/* Set anew: another one on the slip, and nobody is in with the old ones. */
	assert_null(deeds_change(&ada, id, "\"resetAt\":\"2026-11-17T10:00:00Z\""));
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", again.bearer, NULL, NULL), 401);
	char *second = text_of(&ada, id, "initialPassword");
	assert_non_null(second);
	assert_string_not_equal(first, second);
	teacher_release(&again);
	assert_int_equal(teacher_enter(f, name, "my own password", &again), 401);
	assert_int_equal(teacher_enter(f, name, second, &again), 200);
	/* In no store does it stand. */
	assert_int_equal(portal_number(f, "SELECT count(*) FROM record WHERE instr(body, ?1) > 0", second), 0);
	assert_int_equal(portal_number(f, "SELECT count(*) FROM outcome WHERE instr(outcome, ?1) > 0", "initialPassword"), 0);
	teacher_release(&can);
	teacher_release(&again);
	free(id);
	free(name);
	free(first);
	free(second);
}

/* True if a call as the pupil is refused because there is only the password of the slip. */
static bool has_to_choose(const struct teacher *t, const char *method, const char *arguments)
{
	struct json *answer = portal_call(f, t, method, "%s", arguments);
	const char *type = json_get_text(answer, "type");
	bool refused = type && strcmp(type, "firstPassword") == 0;
	json_free(answer);
	return refused;
}

/* With the slip alone one may choose another password, and nothing else. */
static void test_the_portal_wants_another_password_first(void **state)
{
	(void)state;
	static const char *const methods[] = {
		"Project/get", "Post/get", "Post/query", "Post/changes", "Post/set", "Member/get", "Material/get", "PupilMail/set", "Message/get",
		"Profile/set", "Profile/changes", "Notification/get", "ReadMark/set",
	};
	struct teacher kid;
	char *id = make_newest(&ada, "Nil", &kid), *in_project = xasprintf("{\"accountId\":\"%s\"}", project);
	char *own = xasprintf("{\"accountId\":\"%s\"}", kid.account), *upload = xasprintf("/jmap/upload/%s/", kid.account);
	for (int again = 0; again < 2; again++) {
		for (size_t i = 0; i < ARRAY_SIZE(methods); i++) {
			assert_true(has_to_choose(&kid, methods[i], in_project));
			assert_true(has_to_choose(&kid, methods[i], own));
		}
		assert_int_equal(portal_ask(f, "POST", upload, kid.bearer, "x", NULL), 403);
		assert_int_equal(portal_ask(f, "GET", "/jmap/download/a/b/c", kid.bearer, NULL, NULL), 403);
		assert_int_equal(portal_ask(f, "POST", "/twinline/school", kid.bearer, "{}", NULL), 403);
		assert_int_equal(portal_ask(f, "GET", "/twinline/devices", kid.bearer, NULL, NULL), 200);
		struct json *sync = portal_call(f, &kid, "Sync/get", "{\"since\":{}}"), *profile = portal_call(f, &kid, "Profile/get", "%s", own);
		assert_int_equal(json_size(json_get(sync, "accounts")), 1);
		assert_non_null(json_get(json_get(sync, "accounts"), kid.account));
		assert_true(json_get_bool(json_first(json_get(profile, "list")), "firstPassword", false));
		json_free(profile);
		json_free(sync);
		choose(&kid, id, "my own password");
		assert_false(has_to_choose(&kid, "Post/get", in_project));
		sync = portal_call(f, &kid, "Sync/get", "{\"since\":{}}");
		assert_int_equal(json_size(json_get(sync, "accounts")), 2);
		json_free(sync);
		/* A teacher sets it anew, and it begins again. */
		char *now = xasprintf("\"resetAt\":\"2026-11-1%dT10:00:00Z\"", again);
		assert_null(deeds_change(&ada, id, "%s", now));
		teacher_release(&kid);
		assert_int_equal(enter_by_slip(id, &kid), 200);
		free(now);
	}
	assert_true(has_to_choose(&kid, "Post/get", in_project));
	teacher_release(&kid);
	free(in_project);
	free(upload);
	free(own);
	free(id);
}

/* --- nothing outside --- */

static void test_a_pupil_sees_the_project_and_nothing_else(void **state)
{
	(void)state;
	struct teacher pupil;
	char *id = make_pupil(&ada, "Umut", &pupil), *other = deeds_project(f, "Another", &f->ada, &f->ben, NULL);
	assert_null(pupil.directory);
	assert_null(pupil.community);
	struct json *sync = portal_call(f, &pupil, "Sync/get", "{\"since\":{}}");
	assert_int_equal(json_size(json_get(sync, "accounts")), 2); /* their own, and the project */
	assert_string_equal(json_get_text(json_get(sync, "me"), "name"), "Umut");
	json_free(sync);
	const char *const foreign[] = {f->ada.directory, f->ada.community, f->ada.account, other};
	for (size_t i = 0; i < ARRAY_SIZE(foreign); i++) {
		struct json *answer = portal_call(f, &pupil, "Person/query", "{\"accountId\":\"%s\",\"calculateTotal\":true}", foreign[i]);
		assert_string_equal(json_get_text(answer, "type"), "accountNotFound");
		json_free(answer);
	}
	/* In their own account: marks, and no letters, contacts or whatever else reaches outside. */
	static const struct { const char *type, *members; } outside[] = {
		{"Message", "\"to\":[{\"id\":\"%s\"}],\"text\":\"Hello\""},
		{"Contact", "\"person\":{\"id\":\"%s\"}"},
		{"Follow", "\"person\":{\"id\":\"%s\"}"},
		{"Report", "\"reason\":\"spam\",\"person\":{\"id\":\"%s\"}"},
		{"SavedSearch", "\"type\":\"Person\",\"filter\":{},\"title\":\"%s\""},
	};
	for (size_t i = 0; i < ARRAY_SIZE(outside); i++) {
		struct deeds d = deeds_of(f, &pupil, pupil.account, outside[i].type);
		char *members = xstrdup(outside[i].members), *at = strstr(members, "%s");
		char *filled = xasprintf("%.*s%s%s", (int)(at - members), members, f->ada.person, at + 2);
		assert_string_equal(deeds_make(&d, NULL, "%s", filled), "forbidden");
		free(members);
		free(filled);
	}
	struct deeds profile = deeds_of(f, &pupil, pupil.account, "Profile");
	struct json *own = deeds_find(&profile, "%s", "");
	assert_string_equal(json_get_text(own, "state"), "pupil");
	assert_null(deeds_change(&profile, json_get_text(own, "id"), "\"interfaceLanguage\":\"tr\""));
	assert_string_equal(deeds_change(&profile, json_get_text(own, "id"), "\"email\":\"a@example.org\""), "forbidden");
	json_free(own);
	assert_int_equal(portal_ask(f, "POST", "/twinline/leave", pupil.bearer, "{\"password\":\"x\"}", NULL), 403);
	char *name = text_of(&ada, id, "userName");
	const char *words[] = {"user", "accept", f->database, name, NULL};
	assert_int_not_equal(portal_fixture_run(words, NULL, NULL), 0);
	free(name);
	/* And nobody reaches them from outside: there is no card, and no letter arrives. */
	struct deeds mail = deeds_of(f, &f->ada, f->ada.account, "Message"), contacts = deeds_of(f, &f->ada, f->ada.account, "Contact");
	assert_string_equal(deeds_make(&mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"text\":\"x\"", pupil.person), "to: noSuchReference");
	assert_string_equal(deeds_make(&contacts, NULL, "\"person\":{\"id\":\"%s\"}", pupil.person), "person: noSuchReference");
	/* What teachers keep of pupils is not for pupils, not even as a number. */
	struct deeds pupils = deeds_of(f, &pupil, project, "Pupil");
	assert_int_equal(deeds_count(&pupils, "%s", ""), 0);
	assert_null(deeds_get(&pupils, id));
	assert_string_equal(deeds_make(&pupils, NULL, "\"alias\":\"x\""), "role");
	teacher_release(&pupil);
	free(other);
	free(id);
}

/* --- letters --- */

static void set_way(const char *way)
{
	struct deeds own = deeds_of(f, &f->ada, project, "Project");
	assert_null(deeds_change(&own, project, "\"pupilMail\":\"%s\"", way));
}

static void test_a_letter_waits_for_a_teacher(void **state)
{
	(void)state;
	struct teacher elif, can;
	char *one = make_pupil(&ada, "Elif", &elif), *two = make_pupil(&ada, "Can", &can), *id = NULL, *stopped = NULL;
	struct deeds hers = deeds_of(f, &elif, project, "PupilMail"), his = deeds_of(f, &can, project, "PupilMail");
	struct deeds staff = deeds_of(f, &f->eva, project, "PupilMail");
	struct deeds can_mail = deeds_of(f, &can, can.account, "Message"), ben_mail = deeds_of(f, &f->ben, f->ben.account, "Message");
	char *to = xasprintf("\"to\":[{\"id\":\"%s\"},{\"id\":\"%s\"}],\"text\":\"Hello\"", can.person, f->ben.person);
	assert_null(deeds_make(&hers, &id, "%s,\"subject\":\"Hi\"", to));
	assert_null(deeds_make(&hers, &stopped, "%s,\"subject\":\"Address\"", to));
	free(to);
	assert_true(deeds_says(deeds_get(&hers, id), "state", "waiting"));
	/* A fellow sees nothing of it, and its reader neither yet. */
	assert_null(deeds_get(&his, id));
	assert_int_equal(deeds_count(&his, "%s", ""), 0);
	assert_int_equal(deeds_count(&can_mail, "%s", ""), 0);
	assert_string_equal(deeds_change(&hers, id, "\"state\":\"sent\""), "role");
	assert_null(deeds_change(&staff, id, "\"state\":\"sent\""));
	assert_null(deeds_change(&staff, stopped, "\"state\":\"stopped\",\"reason\":\"No addresses, please\""));
	assert_string_equal(deeds_change(&staff, stopped, "\"state\":\"sent\""), "notInState");
	assert_int_equal(deeds_count(&can_mail, "\"from\":\"%s\"", elif.person), 1);
	assert_int_equal(deeds_count(&ben_mail, "\"from\":\"%s\"", elif.person), 1);
	assert_true(deeds_says(deeds_find(&can_mail, "\"from\":\"%s\"", elif.person), "project", project));
	assert_true(deeds_says(deeds_get(&hers, stopped), "reason", "No addresses, please"));
	/* A teacher answers at once, in the same conversation. */
	struct json *message = deeds_find(&ben_mail, "\"from\":\"%s\"", elif.person);
	struct deeds answers = deeds_of(f, &f->ben, project, "PupilMail"), elif_mail = deeds_of(f, &elif, elif.account, "Message");
	assert_null(deeds_make(&answers, NULL, "\"to\":[{\"id\":\"%s\"}],\"subject\":\"Hi\",\"text\":\"Well done\",\"inReplyTo\":\"%s\"",
	                       elif.person, json_get_text(message, "messageUid")));
	assert_true(deeds_says(deeds_find(&elif_mail, "\"from\":\"%s\"", f->ben.person), "threadUid", json_get_text(message, "threadUid")));
	json_free(message);
	/* Only within the project. */
	struct teacher sam;
	deeds_join(f, "sam", "SE", false, &sam);
	assert_string_equal(deeds_make(&hers, NULL, "\"to\":[{\"id\":\"%s\"}],\"subject\":\"x\"", sam.person), "to: noSuchReference");
	assert_string_equal(deeds_make(&answers, NULL, "\"to\":[{\"id\":\"%s\"}],\"subject\":\"x\"", f->ada.person), "to: noSuchReference");
	set_way("off");
	assert_string_equal(deeds_make(&hers, NULL, "\"to\":[{\"id\":\"%s\"}],\"subject\":\"x\"", can.person), "pupilMailOff");
	set_way("seen");
	assert_null(deeds_make(&hers, NULL, "\"to\":[{\"id\":\"%s\"}],\"subject\":\"At once\"", can.person));
	assert_int_equal(deeds_count(&can_mail, "\"subject\":\"At once\""), 1);
	set_way("approve");
	teacher_release(&elif);
	teacher_release(&can);
	teacher_release(&sam);
	free(one);
	free(two);
	free(id);
	free(stopped);
}

/* --- the end --- */

static void test_ends(void **state)
{
	(void)state;
	char *own = deeds_project(f, "River", &f->ada, &f->ben, &f->eva, NULL);
	struct deeds made = deeds_of(f, &f->ada, own, "Pupil"), by_eva = deeds_of(f, &f->eva, own, "Pupil");
	struct deeds projects = deeds_of(f, &f->ada, own, "Project"), members = deeds_of(f, &f->eva, own, "Member");
	struct teacher one, two;
	char *id = NULL, *hers = NULL;
	assert_null(deeds_make(&made, &id, "\"alias\":\"Ada\",%s", consent));
	assert_null(deeds_make(&by_eva, &hers, "\"alias\":\"Ola\",%s", consent));
	char *name = text_of(&made, id, "userName"), *password = text_of(&made, id, "initialPassword");
	char *her_name = text_of(&made, hers, "userName"), *her_password = text_of(&made, hers, "initialPassword");
	assert_int_equal(teacher_enter(f, name, password, &one), 200);
	assert_int_equal(teacher_enter(f, her_name, her_password, &two), 200);
	/* Ended by the teacher: out at once, and back if she says so. */
	assert_null(deeds_change(&made, id, "\"state\":\"ended\""));
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", one.bearer, NULL, NULL), 401);
	assert_null(deeds_change(&made, id, "\"state\":\"active\""));
	teacher_release(&one);
	assert_int_equal(teacher_enter(f, name, password, &one), 200);
	/* A teacher who goes takes the pupils along. */
	struct json *member = deeds_find(&members, "\"person\":\"%s\"", f->eva.person);
	assert_null(deeds_end(&members, json_get_text(member, "id")));
	json_free(member);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", two.bearer, NULL, NULL), 401);
	assert_true(deeds_says(deeds_get(&made, hers), "state", "ended"));
	assert_null(deeds_change(&made, hers, "\"state\":\"active\""));
	assert_true(deeds_says(deeds_get(&made, hers), "teacher", f->ada.person));
	/* A project that is closed has no pupils at its door, and has them again when it goes on. */
	assert_null(deeds_change(&projects, own, "\"state\":\"closed\""));
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", one.bearer, NULL, NULL), 401);
	assert_null(deeds_change(&projects, own, "\"state\":\"active\""));
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", one.bearer, NULL, NULL), 200);
	teacher_release(&one);
	teacher_release(&two);
	free(id);
	free(hers);
	free(name);
	free(password);
	free(her_name);
	free(her_password);
	free(own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_several_at_once_wait_for_consent),
		cmocka_unit_test(test_who_makes_and_changes_them),
		cmocka_unit_test(test_the_first_password_ends_with_another_one),
		cmocka_unit_test(test_the_portal_wants_another_password_first),
		cmocka_unit_test(test_a_pupil_sees_the_project_and_nothing_else),
		cmocka_unit_test(test_a_letter_waits_for_a_teacher),
		cmocka_unit_test(test_ends),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
