/* Projects and their members: who is invited and by whom, what founders may and nobody else, the card that the world sees. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static struct portal_fixture *f;
static struct teacher zoe; /* nobody's contact */
static struct teacher lea; /* a contact of ada's; ben and ada found projects, eva is a member */

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	deeds_join(f, "lea", "FR", false, &lea);
	deeds_join(f, "zoe", "BE", false, &zoe);
	deeds_befriend(f, &f->ada, &lea);
	return 0;
}

static int end(void **state)
{
	teacher_release(&lea);
	teacher_release(&zoe);
	return portal_fixture_stop(state);
}

/* Somebody's way into a project's account. */
static struct deeds in(const struct teacher *t, const char *project, const char *type)
{
	return deeds_of(f, t, project, type);
}

static struct deeds mail_of(const struct teacher *t)
{
	return deeds_of(f, t, t->account, "Message");
}

static char *fresh(const char *title)
{
	return deeds_project(f, title, &f->ada, &f->ben, &f->eva, NULL);
}

/* The open message of a kind about a project in somebody's mail: its id, yours; NULL for none. */
static char *waiting(const struct teacher *t, const char *kind, const char *project)
{
	struct deeds mail = mail_of(t);
	struct json *letter = deeds_find(&mail, "\"kind\":\"%s\",\"project\":\"%s\",\"answer\":\"\"", kind, project);
	char *id = letter ? xstrdup(json_get_text(letter, "id")) : NULL;
	json_free(letter);
	return id;
}

static const char *say(const struct teacher *t, const char *letter, const char *answer)
{
	struct deeds mail = mail_of(t);
	return deeds_change(&mail, letter, "\"answer\":\"%s\",\"keywords/$answered\":true", answer);
}

static int news(const struct teacher *t, const char *kind)
{
	struct deeds d = deeds_of(f, t, t->account, "Notification");
	return deeds_count(&d, "\"kind\":\"%s\"", kind);
}

static const char *invite(const struct teacher *by, const char *project, const struct teacher *whom, const char *role)
{
	struct deeds members = in(by, project, "Member");
	return deeds_make(&members, NULL, "\"person\":{\"id\":\"%s\"},\"role\":\"%s\",\"text\":\"Come!\"", whom->person, role);
}

static void test_whoever_is_invited_is_in_after_a_yes(void **state)
{
	(void)state;
	char *project = fresh("Bread");
	struct deeds ada = in(&f->ada, project, "Member"), hers = in(&lea, project, "Project"), cards = deeds_of(f, &lea, lea.directory, "Person");
	int told = news(&lea, "projectInvitation"), joined = news(&f->ada, "partnerAccepted");
	assert_null(invite(&f->ada, project, &lea, "teacher"));
	assert_int_equal(news(&lea, "projectInvitation"), told + 1);
	assert_true(deeds_says(deeds_find(&ada, "\"person\":\"%s\"", lea.person), "state", "invited"));
	assert_null(deeds_get(&hers, project));
	/* Again is the first time. */
	assert_null(invite(&f->ada, project, &lea, "teacher"));
	assert_int_equal(deeds_count(&ada, "\"person\":\"%s\"", lea.person), 1);
	char *letter = waiting(&lea, "invitation", project);
	assert_null(say(&lea, letter, "accepted"));
	assert_true(deeds_says(deeds_find(&ada, "\"person\":\"%s\"", lea.person), "state", "member"));
	assert_int_equal(news(&f->ada, "partnerAccepted"), joined + 1);
	struct json *tree = deeds_get(&hers, project), *card = deeds_get(&cards, lea.person);
	assert_int_equal(json_get_integer(tree, "members", 0), 4);
	assert_true(json_get_bool(json_get(tree, "countries"), "FR", false));
	assert_int_equal(json_get_integer(tree, "rev", 0), 1);
	assert_int_equal(json_get_integer(card, "activeProjects", 0), 1);
	json_free(tree);
	json_free(card);
	/* And leaves again. */
	struct deeds members = in(&lea, project, "Member");
	struct json *own = deeds_find(&members, "\"person\":\"%s\"", lea.person);
	assert_null(deeds_end(&members, json_get_text(own, "id")));
	assert_null(deeds_get(&hers, project));
	assert_int_equal(deeds_count(&ada, "%s", ""), 3);
	json_free(own);
	free(letter);
	free(project);
}

static void test_a_no_leaves_no_trace_in_the_project(void **state)
{
	(void)state;
	char *project = fresh("Salt");
	struct deeds members = in(&f->ada, project, "Member");
	assert_null(invite(&f->ada, project, &lea, "expert"));
	char *letter = waiting(&lea, "invitation", project);
	assert_null(say(&lea, letter, "declined"));
	assert_int_equal(deeds_count(&members, "%s", ""), 3);
	assert_string_equal(say(&lea, letter, "accepted"), "answered");
	/* What is taken back cannot be accepted. */
	assert_null(invite(&f->ada, project, &lea, "expert"));
	free(letter);
	letter = waiting(&lea, "invitation", project);
	struct json *member = deeds_find(&members, "\"person\":\"%s\"", lea.person);
	assert_null(deeds_end(&members, json_get_text(member, "id")));
	assert_string_equal(say(&lea, letter, "accepted"), "answered");
	json_free(member);
	free(letter);
	free(project);
}

static void test_who_may_invite_whom(void **state)
{
	(void)state;
	char *project = fresh("Bees");
	assert_string_equal(invite(&f->ben, project, &lea, "teacher"), "notContacts");
	assert_string_equal(invite(&lea, project, &lea, "teacher"), "accountNotFound");
	assert_string_equal(invite(&f->ada, project, &lea, "founder"), "role: unknownCode");
	assert_string_equal(invite(&f->ada, project, &lea, "pupil"), "role: unknownCode");
	/* A closed project takes nobody. */
	struct deeds founder = in(&f->ada, project, "Project");
	assert_null(deeds_change(&founder, project, "\"state\":\"closed\""));
	assert_string_equal(invite(&f->ada, project, &lea, "teacher"), "notInState");
	free(project);
}

static void test_founders_are_founders_for_ever(void **state)
{
	(void)state;
	char *project = fresh("Sounds");
	struct deeds ada = in(&f->ada, project, "Member"), ben = in(&f->ben, project, "Member"), eva = in(&f->eva, project, "Member");
	struct json *founder = deeds_find(&ada, "\"person\":\"%s\"", f->ben.person);
	struct json *member = deeds_find(&ada, "\"person\":\"%s\"", f->eva.person);
	const char *of_ben = json_get_text(founder, "id"), *of_eva = json_get_text(member, "id");
	assert_string_equal(deeds_change(&ada, of_ben, "\"role\":\"teacher\""), "founder");
	assert_string_equal(deeds_end(&ada, of_ben), "founder");
	assert_string_equal(deeds_change(&eva, of_eva, "\"role\":\"founder\""), "role");
	assert_string_equal(deeds_change(&eva, of_eva, "\"role\":\"expert\""), "role");
	assert_string_equal(deeds_end(&eva, of_ben), "founder");
	assert_null(deeds_change(&ben, of_eva, "\"role\":\"observer\""));
	/* The role counts at once. */
	struct deeds events = in(&f->eva, project, "Event");
	assert_string_equal(deeds_make(&events, NULL, "\"title\":\"x\",\"kind\":\"meeting\",\"time\":{\"start\":\"2030-01-01T10:00:00\"}"),
	                    "role");
	assert_null(deeds_end(&ben, of_eva));
	assert_string_equal(deeds_change(&events, "azzzzzzz", "\"title\":\"x\""), "accountNotFound");
	/* One founder may go, the last one may not. */
	assert_null(deeds_end(&ben, of_ben));
	struct json *last = deeds_find(&ada, "%s", "");
	assert_string_equal(deeds_end(&ada, json_get_text(last, "id")), "lastFounder");
	/* Of what is closed the last one may; nobody is left to reopen it. */
	struct deeds own = in(&f->ada, project, "Project"), read = in(&lea, project, "Project");
	assert_null(invite(&f->ada, project, &lea, "expert"));
	char *letter = waiting(&lea, "invitation", project);
	assert_null(say(&lea, letter, "accepted"));
	assert_null(deeds_change(&own, project, "\"state\":\"closed\""));
	assert_null(deeds_end(&ada, json_get_text(last, "id")));
	assert_true(deeds_says(deeds_get(&read, project), "state", "archived"));
	free(letter);
	json_free(founder);
	json_free(member);
	json_free(last);
	free(project);
}

static void test_only_founders_change_a_project(void **state)
{
	(void)state;
	char *project = fresh("Words");
	struct deeds ada = in(&f->ada, project, "Project"), eva = in(&f->eva, project, "Project");
	assert_string_equal(deeds_change(&eva, project, "\"title\":\"Mine\""), "role");
	assert_null(deeds_change(&ada, project, "\"title\":\"More words\""));
	assert_string_equal(deeds_change(&ada, project, "\"members\":9"), "members: serverSet");
	assert_string_equal(deeds_change(&ada, project, "\"state\":\"archived\""), "notInState");
	assert_string_equal(deeds_change(&ada, project, "\"state\":\"draft\""), "notInState");
	assert_null(deeds_change(&ada, project, "\"state\":\"closed\""));
	assert_null(deeds_change(&ada, project, "\"state\":\"active\""));
	assert_null(deeds_change(&ada, project, "\"state\":\"closed\""));
	assert_null(deeds_change(&ada, project, "\"state\":\"archived\""));
	assert_string_equal(deeds_change(&ada, project, "\"title\":\"Too late\""), "notInState");
	assert_string_equal(deeds_change(&ada, project, "\"state\":\"active\""), "notInState");
	free(project);
}

static void test_the_world_sees_a_card_of_what_is_shown(void **state)
{
	(void)state;
	char *project = fresh("Trees");
	struct deeds ada = in(&f->ada, project, "Project"), world = deeds_of(f, &lea, lea.directory, "Project");
	struct deeds founder = deeds_of(f, &f->ada, f->ada.directory, "Project");
	struct deeds people = deeds_of(f, &lea, lea.directory, "Person");
	assert_null(deeds_get(&world, project));
	assert_null(deeds_change(&ada, project, "\"shown\":true,\"aims\":\"Leaves\""));
	struct json *card = deeds_get(&world, project);
	assert_string_equal(json_get_text(card, "title"), "Trees");
	assert_string_equal(json_get_text(card, "aims"), "Leaves");
	assert_null(json_get(card, "shown"));
	assert_null(json_get(card, "waitsFor"));
	assert_int_equal(json_get_integer(card, "members", 0), 3);
	json_free(card);
	/* The card is the portal's: nobody writes there, founders neither. */
	assert_string_equal(deeds_change(&founder, project, "\"title\":\"x\""), "forbidden");
	assert_null(deeds_change(&ada, project, "\"state\":\"closed\""));
	assert_true(deeds_says(deeds_get(&world, project), "state", "closed"));
	card = deeds_get(&people, f->eva.person);
	assert_true(json_get_integer(card, "closedProjects", 0) >= 1);
	json_free(card);
	assert_null(deeds_change(&ada, project, "\"shown\":false"));
	assert_null(deeds_get(&world, project));
	free(project);
}

/* To ada and somebody else. */
static const char *propose(const struct deeds *mail, const struct teacher *other, const char *project, const char *patch)
{
	return deeds_make(mail, NULL, "\"to\":[{\"id\":\"%s\"},{\"id\":\"%s\"}],\"project\":{\"id\":\"%s\"},\"text\":\"Later?\","
	                  "\"proposal\":{%s}", f->ada.person, other->person, project, patch);
}

static void test_a_member_proposes_and_a_founder_says_yes(void **state)
{
	(void)state;
	char *project = fresh("Plan");
	struct deeds eva = mail_of(&f->eva), seen = in(&f->ada, project, "Project"), founder = in(&f->ben, project, "Project");
	assert_null(propose(&eva, &f->ben, project, "\"title\":\"Plan B\""));
	char *letter = waiting(&f->ada, "proposal", project), *other = waiting(&f->ben, "proposal", project);
	assert_null(say(&f->ada, letter, "accepted"));
	assert_true(deeds_says(deeds_get(&seen, project), "title", "Plan B"));
	/* What one founder has answered is answered for the other. */
	assert_string_equal(say(&f->ben, other, "declined"), "answered");
	struct deeds ben = mail_of(&f->ben);
	assert_true(deeds_says(deeds_get(&ben, other), "answer", "accepted"));
	/* What was changed meanwhile is not written over; what it does not touch may have changed. */
	assert_null(propose(&eva, &f->ben, project, "\"summary\":\"Bread\""));
	assert_null(deeds_change(&founder, project, "\"title\":\"Plan D\""));
	free(letter);
	letter = waiting(&f->ada, "proposal", project);
	assert_null(say(&f->ada, letter, "accepted"));
	assert_true(deeds_says(deeds_get(&seen, project), "summary", "Bread"));
	assert_null(propose(&eva, &f->ben, project, "\"title\":\"Plan C\""));
	assert_null(deeds_change(&founder, project, "\"title\":\"Plan B\""));
	free(letter);
	letter = waiting(&f->ada, "proposal", project);
	assert_string_equal(say(&f->ada, letter, "accepted"), "conflict");
	assert_null(say(&f->ada, letter, "declined"));
	assert_true(deeds_says(deeds_get(&seen, project), "title", "Plan B"));
	/* Only to founders, only of one's own projects, and only what can be changed at all. */
	assert_string_equal(propose(&eva, &lea, project, "\"title\":\"x\""), "to: noSuchReference");
	assert_string_equal(propose(&eva, &f->ben, project, "\"members\":9"), "proposal: serverSet");
	/* Whoever got a letter about it answers that letter, and does not get the project's text with it. */
	assert_null(deeds_make(&eva, NULL, "\"to\":[{\"id\":\"%s\"}],\"project\":{\"id\":\"%s\"},\"text\":\"Look\"", lea.person, project));
	struct deeds stranger = mail_of(&lea);
	struct json *about = deeds_find(&stranger, "\"project\":\"%s\"", project);
	assert_string_equal(deeds_make(&stranger, NULL, "\"to\":[{\"id\":\"%s\"}],\"inReplyTo\":\"%s\",\"proposal\":{\"aims\":\"x\"}",
	                               f->ada.person, json_get_text(about, "messageUid")),
	                    "project: noSuchReference");
	json_free(about);
	assert_string_equal(propose(&stranger, &f->ben, project, "\"title\":\"x\""),
	                    "project: noSuchReference");
	free(letter);
	free(other);
	free(project);
}

/* --- roles --- */

/* What each role of a project may do in it beside reading; NULL: it is done. */
static void test_each_role_has_its_rights(void **state)
{
	(void)state;
	static const char meeting[] = "\"title\":\"x\",\"kind\":\"meeting\",\"time\":{\"start\":\"2030-01-01T10:00:00\"}";
	static const char due[] = "\"title\":\"x\",\"kind\":\"deadline\",\"allDay\":true,\"time\":{\"start\":\"2030-01-01T00:00:00\"}";
	static const struct { enum role role; const char *holds, *sets_day, *invites, *changes, *gives, *raises, *sends_away; } rows[] = {
		{ROLE_PUPIL, "role", "role", "role", "role", "role", "role", "role"},
		{ROLE_PUPIL_ADMINISTRATOR, "role", "role", "role", "role", "role", "role", "role"},
		{ROLE_OBSERVER, "role", "role", "role", "role", "role", "role", "role"},
		{ROLE_EXPERT, NULL, NULL, "notContacts", "role", "role", "role", "role"},
		{ROLE_TEACHER, "role", NULL, "notContacts", "role", "role", "role", "role"},
		{ROLE_ADMINISTRATOR, NULL, NULL, "notContacts", "role", NULL, "role", NULL},
		{ROLE_FOUNDER, NULL, NULL, "notContacts", NULL, NULL, NULL, NULL},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *project = deeds_project(f, "Roles", &f->ada, &f->ben, &f->eva, &lea, NULL);
		struct deeds events = in(&f->eva, project, "Event"), own = in(&f->eva, project, "Project"), members = in(&f->eva, project, "Member");
		struct json *member = deeds_find(&members, "\"person\":\"%s\"", lea.person);
		const char *of_lea = json_get_text(member, "id");
		deeds_set_role(f, project, &f->eva, rows[i].role);
		const struct { const char *wanted; const char *said; } deeds[] = {
			{rows[i].holds, xstrdup(deeds_make(&events, NULL, "%s", meeting))},
			{rows[i].sets_day, xstrdup(deeds_make(&events, NULL, "%s", due))},
			{rows[i].invites, xstrdup(invite(&f->eva, project, &zoe, "teacher"))},
			{rows[i].changes, xstrdup(deeds_change(&own, project, "\"summary\":\"%zu\"", i))},
			{rows[i].gives, xstrdup(deeds_change(&members, of_lea, "\"role\":\"expert\""))},
			{rows[i].raises, xstrdup(deeds_change(&members, of_lea, "\"role\":\"administrator\""))},
			{rows[i].sends_away, xstrdup(deeds_end(&members, of_lea))},
		};
		for (size_t d = 0; d < ARRAY_SIZE(deeds); d++) {
			if (!text_equal(deeds[d].said, deeds[d].wanted))
				fail_msg("%s, deed %zu: %s", access_role_name(rows[i].role), d, deeds[d].said ? deeds[d].said : "done");
			free((char *)(uintptr_t)deeds[d].said);
		}
		assert_true(deeds_says(deeds_get(&own, project), "title", "Roles"));
		json_free(member);
		free(project);
	}
}

/* Administrators have most of a founder's rights, but over each other. */
static void test_administrators_are_made_by_founders(void **state)
{
	(void)state;
	char *project = deeds_project(f, "Admins", &f->ada, &f->ben, &f->eva, &lea, NULL);
	struct deeds ada = in(&f->ada, project, "Member"), eva = in(&f->eva, project, "Member");
	struct json *first = deeds_find(&ada, "\"person\":\"%s\"", f->eva.person), *second = deeds_find(&ada, "\"person\":\"%s\"", lea.person);
	const char *of_eva = json_get_text(first, "id"), *of_lea = json_get_text(second, "id");
	assert_null(deeds_change(&ada, of_eva, "\"role\":\"administrator\""));
	assert_null(deeds_change(&ada, of_lea, "\"role\":\"administrator\""));
	assert_string_equal(deeds_change(&eva, of_lea, "\"role\":\"teacher\""), "role");
	assert_string_equal(deeds_end(&eva, of_lea), "role");
	assert_string_equal(deeds_change(&eva, of_lea, "\"role\":\"founder\""), "role");
	assert_string_equal(deeds_change(&ada, of_lea, "\"role\":\"pupilAdministrator\""), "role: unknownCode");
	json_free(first);
	json_free(second);
	free(project);
}

/* A founder names who carries on, and takes that one's place; then may leave. */
static void test_a_founder_hands_over(void **state)
{
	(void)state;
	char *project = fresh("Relay");
	struct deeds ada = in(&f->ada, project, "Member"), projects = in(&f->eva, project, "Project");
	struct json *first = deeds_find(&ada, "\"person\":\"%s\"", f->eva.person), *own = deeds_find(&ada, "\"person\":\"%s\"", f->ada.person);
	assert_null(deeds_change(&ada, json_get_text(first, "id"), "\"role\":\"founder\""));
	assert_true(deeds_says(deeds_get(&ada, json_get_text(own, "id")), "role", "administrator"));
	struct json *tree = deeds_get(&projects, project);
	assert_string_equal(json_get_text(json_at(json_get(tree, "founders"), 0), "id"), f->eva.person);
	assert_string_equal(json_get_text(json_at(json_get(tree, "founders"), 1), "id"), f->ben.person);
	assert_null(deeds_change(&projects, project, "\"title\":\"Mine now\""));
	/* Not twice, and not back by oneself. */
	assert_string_equal(deeds_change(&ada, json_get_text(own, "id"), "\"role\":\"founder\""), "role");
	assert_null(deeds_end(&ada, json_get_text(own, "id")));
	json_free(tree);
	json_free(first);
	json_free(own);
	free(project);
}

/* --- joined and left in one exchange --- */

static struct json *sync_of(const struct teacher *t, const char *call, const char *since)
{
	char *calls = xasprintf("%s%s[\"Sync/get\",{\"since\":%s,\"maxBytes\":1000000},\"s\"]", call, *call ? "," : "", since);
	struct json *answers = portal_calls(f, t, calls);
	struct json *sync = json_copy(json_at(json_at(answers, json_size(answers) - 1), 1));
	json_free(answers);
	free(calls);
	return sync;
}

static void test_a_project_comes_and_goes_with_the_exchange(void **state)
{
	(void)state;
	char *project = fresh("Exchange");
	assert_null(invite(&f->ada, project, &lea, "teacher"));
	char *letter = waiting(&lea, "invitation", project);
	char *yes = xasprintf("[\"Message/set\",{\"accountId\":\"%s\",\"update\":{\"%s\":{\"answer\":\"accepted\"}}},\"0\"]", lea.account, letter);
	struct json *sync = sync_of(&lea, yes, "{}");
	const struct json *part = json_get(json_get(sync, "accounts"), project);
	assert_string_equal(json_get_text(part, "kind"), "project");
	assert_string_equal(json_get_text(part, "role"), "teacher");
	assert_int_equal(json_size(json_get(json_get(part, "records"), "Project")), 1);
	assert_int_equal(json_size(json_get(json_get(part, "records"), "Member")), 4);
	struct deeds members = in(&lea, project, "Member");
	struct json *own = deeds_find(&members, "\"person\":\"%s\"", lea.person);
	char *go = xasprintf("[\"Member/set\",{\"accountId\":\"%s\",\"destroy\":[\"%s\"]},\"0\"]", project, json_get_text(own, "id"));
	char *since = xasprintf("{\"%s\":\"%s\"}", project, json_get_text(part, "state"));
	struct json *after = sync_of(&lea, go, since);
	assert_string_equal(json_text(json_first(json_get(after, "left"))), project);
	assert_null(json_get(json_get(after, "accounts"), project));
	json_free(sync);
	json_free(own);
	json_free(after);
	free(since);
	free(yes);
	free(go);
	free(letter);
	free(project);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_whoever_is_invited_is_in_after_a_yes, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_no_leaves_no_trace_in_the_project, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_who_may_invite_whom, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_founders_are_founders_for_ever, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_only_founders_change_a_project, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_the_world_sees_a_card_of_what_is_shown, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_member_proposes_and_a_founder_says_yes, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_each_role_has_its_rights, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_administrators_are_made_by_founders, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_founder_hands_over, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_project_comes_and_goes_with_the_exchange, portal_fixture_is_sound),
	};
	return cmocka_run_group_tests(tests, start, end);
}
