/* Contacts and following: both sides, who is told, and what somebody who is blocked can see of it: nothing. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static struct portal_fixture *f;
static struct deeds ada, ben, eva, ada_mail, ben_mail, ada_news, ben_news;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	ada = deeds_of(f, &f->ada, f->ada.account, "Contact");
	ben = deeds_of(f, &f->ben, f->ben.account, "Contact");
	eva = deeds_of(f, &f->eva, f->eva.account, "Contact");
	ada_mail = deeds_of(f, &f->ada, f->ada.account, "Message");
	ben_mail = deeds_of(f, &f->ben, f->ben.account, "Message");
	ada_news = deeds_of(f, &f->ada, f->ada.account, "Notification");
	ben_news = deeds_of(f, &f->ben, f->ben.account, "Notification");
	return 0;
}

static void forget(const struct deeds *d)
{
	struct json *contact;
	while ((contact = deeds_find(d, "%s", ""))) {
		assert_null(deeds_end(d, json_get_text(contact, "id")));
		json_free(contact);
	}
}

static int clean(void **state)
{
	(void)state;
	forget(&ada);
	forget(&ben);
	forget(&eva);
	return portal_is_sound(f) ? 0 : -1;
}

static struct json *contact_of(const struct deeds *d, const struct teacher *other)
{
	return deeds_find(d, "\"person\":\"%s\"", other->person);
}

static char *id_of(const struct deeds *d, const struct teacher *other)
{
	struct json *contact = contact_of(d, other);
	char *id = xstrdup(json_get_text(contact, "id"));
	json_free(contact);
	return id;
}

static bool is(const struct deeds *d, const struct teacher *other, const char *state)
{
	struct json *contact = contact_of(d, other);
	if (!state) {
		bool none = !contact;
		json_free(contact);
		return none;
	}
	return deeds_says(contact, "state", state);
}

static const char *ask(const struct deeds *d, const struct teacher *other)
{
	return deeds_make(d, NULL, "\"person\":{\"id\":\"%s\"},\"text\":\"May we?\"", other->person);
}

static const char *set(const struct deeds *d, const struct teacher *other, const char *state)
{
	char *id = id_of(d, other);
	const char *said = deeds_change(d, id, "\"state\":\"%s\"", state);
	free(id);
	return said;
}

static void test_asking_stands_on_both_sides(void **state)
{
	(void)state;
	int told = deeds_count(&ben_news, "\"kind\":\"contactRequest\"");
	assert_null(ask(&ada, &f->ben));
	assert_true(is(&ada, &f->ben, "asked"));
	assert_true(is(&ben, &f->ada, "asksYou"));
	struct json *theirs = contact_of(&ben, &f->ada);
	assert_string_equal(json_get_text(theirs, "text"), "May we?");
	assert_string_equal(json_get_text(json_get(theirs, "person"), "country"), "GR");
	json_free(theirs);
	assert_int_equal(deeds_count(&ben_news, "\"kind\":\"contactRequest\""), told + 1);
	struct json *letter = deeds_find(&ben_mail, "\"kind\":\"contactRequest\"");
	assert_string_equal(json_get_text(letter, "text"), "May we?");
	assert_null(json_get(letter, "answer"));
	json_free(letter);
	/* Once more is nothing more. */
	assert_null(ask(&ada, &f->ben));
	assert_int_equal(deeds_count(&ada, "%s", ""), 1);
	assert_int_equal(deeds_count(&ben_news, "\"kind\":\"contactRequest\""), told + 1);
}

static void test_yes_makes_contacts_of_both(void **state)
{
	(void)state;
	int told = deeds_count(&ada_news, "\"kind\":\"contactAccepted\"");
	assert_null(ask(&ada, &f->ben));
	assert_null(set(&ben, &f->ada, "contact"));
	assert_true(is(&ada, &f->ben, "contact"));
	assert_true(is(&ben, &f->ada, "contact"));
	assert_int_equal(deeds_count(&ada_news, "\"kind\":\"contactAccepted\""), told + 1);
	struct json *letter = deeds_find(&ben_mail, "\"kind\":\"contactRequest\"");
	assert_string_equal(json_get_text(letter, "answer"), "accepted");
	assert_true(json_get_bool(json_get(letter, "keywords"), "$answered", false));
	json_free(letter);
	assert_true(deeds_says(deeds_find(&ada_mail, "\"kind\":\"contactRequest\""), "answer", "accepted"));
}

static void test_the_letter_can_be_answered_instead(void **state)
{
	(void)state;
	assert_null(ask(&ada, &f->ben));
	struct json *letter = deeds_find(&ben_mail, "\"kind\":\"contactRequest\",\"answer\":\"\"");
	const char *id = json_get_text(letter, "id");
	assert_string_equal(deeds_change(&ben_mail, id, "\"answer\":\"withdrawn\""), "answer: unknownCode");
	assert_null(deeds_change(&ben_mail, id, "\"answer\":\"accepted\",\"keywords/$answered\":true"));
	assert_true(is(&ada, &f->ben, "contact"));
	assert_true(is(&ben, &f->ada, "contact"));
	assert_null(deeds_change(&ben_mail, id, "\"answer\":\"accepted\""));
	assert_string_equal(deeds_change(&ben_mail, id, "\"answer\":\"declined\""), "answered");
	assert_true(deeds_says(deeds_find(&ada_mail, "\"kind\":\"contactRequest\""), "answer", "accepted"));
	json_free(letter);
}

static void test_only_what_waits_is_answered_and_by_its_reader(void **state)
{
	(void)state;
	free(portal_send(f, &f->ada, &f->ben, "Plain"));
	struct json *plain = deeds_find(&ben_mail, "\"subject\":\"Plain\"");
	assert_string_equal(deeds_change(&ben_mail, json_get_text(plain, "id"), "\"answer\":\"accepted\""), "answer: serverSet");
	json_free(plain);
	assert_null(ask(&ada, &f->ben));
	struct json *own = deeds_find(&ada_mail, "\"kind\":\"contactRequest\",\"answer\":\"\"");
	assert_string_equal(deeds_change(&ada_mail, json_get_text(own, "id"), "\"answer\":\"accepted\""), "answer: serverSet");
	json_free(own);
	assert_true(is(&ben, &f->ada, "asksYou"));
	assert_string_equal(deeds_make(&ada_mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"text\":\"x\",\"answer\":\"accepted\"", f->ben.person),
	                    "answer: serverSet");
}

static void test_no_is_seen_and_asking_again_has_to_wait(void **state)
{
	(void)state;
	assert_null(ask(&ada, &f->ben));
	assert_null(set(&ben, &f->ada, "declined"));
	assert_true(is(&ada, &f->ben, "declined"));
	assert_string_equal(ask(&ada, &f->ben), "notAvailable");
	/* Throwing away the record of it does not make it unsaid. */
	char *id = id_of(&ada, &f->ben);
	assert_null(deeds_end(&ada, id));
	free(id);
	assert_true(is(&ben, &f->ada, "declined"));
	assert_string_equal(ask(&ada, &f->ben), "notAvailable");
	/* Whoever said no may think better of it. */
	assert_null(ask(&ben, &f->ada));
	assert_true(is(&ada, &f->ben, "asksYou"));
}

static void test_asking_whoever_asks_is_yes(void **state)
{
	(void)state;
	assert_null(ask(&ada, &f->ben));
	assert_null(ask(&ben, &f->ada));
	assert_true(is(&ada, &f->ben, "contact"));
	assert_true(is(&ben, &f->ada, "contact"));
	assert_true(deeds_says(deeds_find(&ada_mail, "\"kind\":\"contactRequest\""), "answer", "accepted"));
}

static void test_a_request_can_be_taken_back(void **state)
{
	(void)state;
	assert_null(ask(&ada, &f->ben));
	char *id = id_of(&ada, &f->ben);
	assert_null(deeds_end(&ada, id));
	assert_true(is(&ben, &f->ada, NULL));
	assert_true(deeds_says(deeds_find(&ben_mail, "\"kind\":\"contactRequest\""), "answer", "withdrawn"));
	free(id);
}

/* Asking and taking it back, again and again, comes to an end: each time a letter arrives. */
static void test_nobody_is_asked_all_day(void **state)
{
	enum { MANY = 40 };
	const char *said = NULL;
	int asked = 0;
	(void)state;
	for (; asked < MANY && !(said = ask(&eva, &f->ben)); asked++) {
		char *id = id_of(&eva, &f->ben);
		assert_null(deeds_end(&eva, id));
		free(id);
	}
	assert_in_range(asked, 2, MANY / 2);
	assert_string_equal(said, "rateLimit");
}

static void test_nobody_helps_themselves(void **state)
{
	(void)state;
	assert_string_equal(deeds_make(&ada, NULL, "\"person\":{\"id\":\"%s\"},\"state\":\"contact\"", f->ben.person), "state: unknownCode");
	assert_string_equal(ask(&ada, &f->ada), "person: noSuchReference");
	assert_string_equal(deeds_make(&ada, NULL, "\"person\":{\"id\":\"azzzzzzz\"}"), "person: noSuchReference");
	assert_null(ask(&ada, &f->ben));
	assert_string_equal(set(&ada, &f->ben, "contact"), "notInState");
	assert_string_equal(set(&ada, &f->ben, "asksYou"), "notInState");
	assert_true(is(&ben, &f->ada, "asksYou"));
}

static void test_whoever_is_not_available_is_not_asked(void **state)
{
	(void)state;
	struct deeds card = deeds_of(f, &f->ben, f->ben.directory, "Person");
	assert_null(deeds_change(&card, f->ben.person, "\"available\":false"));
	assert_string_equal(ask(&ada, &f->ben), "notAvailable");
	char *project = deeds_project(f, "Fellows", &f->ada, &f->ben, NULL);
	assert_null(ask(&ada, &f->ben));
	assert_null(deeds_change(&card, f->ben.person, "\"available\":true"));
	free(project);
}

/* The same answers, counts and states, but for whoever has blocked. */
static void test_a_block_is_felt_by_nobody(void **state)
{
	(void)state;
	assert_null(deeds_make(&ben, NULL, "\"person\":{\"id\":\"%s\"},\"state\":\"blocked\"", f->ada.person));
	assert_true(is(&ada, &f->ben, NULL));
	int told = deeds_count(&ben_news, "%s", "");
	assert_null(ask(&ada, &f->ben));
	assert_true(is(&ada, &f->ben, "asked"));
	assert_true(is(&ben, &f->ada, "blocked"));
	free(portal_send(f, &f->ada, &f->ben, "Hello there"));
	struct json *letter = deeds_find(&ben_mail, "\"subject\":\"Hello there\"");
	assert_true(json_get_bool(json_get(letter, "keywords"), "$deleted", false));
	assert_true(json_get_bool(json_get(letter, "keywords"), "$seen", false));
	json_free(letter);
	letter = deeds_find(&ada_mail, "\"subject\":\"Hello there\"");
	assert_null(json_get(json_get(letter, "keywords"), "$deleted"));
	json_free(letter);
	assert_int_equal(deeds_count(&ben_news, "%s", ""), told);
	/* Whoever ends it on their side has not lifted the block. */
	char *id = id_of(&ada, &f->ben);
	assert_null(deeds_end(&ada, id));
	assert_true(is(&ben, &f->ada, "blocked"));
	free(id);
}

static void test_a_contact_who_is_blocked_keeps_what_they_see(void **state)
{
	(void)state;
	deeds_befriend(f, &f->ada, &f->ben);
	assert_null(set(&ben, &f->ada, "blocked"));
	assert_true(is(&ada, &f->ben, "contact"));
	assert_string_equal(set(&ben, &f->ada, "contact"), "notInState");
	char *id = id_of(&ben, &f->ada);
	assert_null(deeds_end(&ben, id));
	assert_true(is(&ada, &f->ben, NULL));
	free(id);
}

static void test_following_asks_nobody_and_comes_once(void **state)
{
	(void)state;
	struct deeds follow = deeds_of(f, &f->ada, f->ada.account, "Follow");
	int told = deeds_count(&ben_news, "\"kind\":\"follower\"");
	char *first, *second, *project = deeds_project(f, "Seen", &f->ada, &f->ben, NULL);
	assert_null(deeds_make(&follow, &first, "\"person\":{\"id\":\"%s\"}", f->ben.person));
	assert_null(deeds_make(&follow, &second, "\"person\":{\"id\":\"%s\"}", f->ben.person));
	assert_string_equal(first, second);
	assert_int_equal(deeds_count(&ben_news, "\"kind\":\"follower\""), told + 1);
	assert_null(deeds_make(&follow, NULL, "\"project\":{\"id\":\"%s\"}", project));
	assert_string_equal(deeds_make(&follow, NULL, "\"person\":{\"id\":\"%s\"},\"project\":{\"id\":\"%s\"}", f->ben.person, project),
	                    "person: required");
	assert_string_equal(deeds_make(&follow, NULL, "%s", ""), "person: required");
	/* Somebody else's project that is not shown is none. */
	struct deeds stranger = deeds_of(f, &f->eva, f->eva.account, "Follow");
	assert_string_equal(deeds_make(&stranger, NULL, "\"project\":{\"id\":\"%s\"}", project), "project: noSuchReference");
	assert_null(deeds_end(&follow, first));
	free(first);
	/* Following, letting go and following again is one thing to be told. */
	assert_null(deeds_make(&follow, &first, "\"person\":{\"id\":\"%s\"}", f->ben.person));
	assert_int_equal(deeds_count(&ben_news, "\"kind\":\"follower\",\"aboutId\":\"%s\"", f->ada.person), 1);
	assert_null(deeds_end(&follow, first));
	free(first);
	free(second);
	free(project);
}

static void test_another_name_reaches_those_who_know_it(void **state)
{
	(void)state;
	deeds_befriend(f, &f->ada, &f->eva);
	char *project = deeds_project(f, "Renamed", &f->eva, &f->ada, NULL);
	struct deeds cards = deeds_of(f, &f->eva, f->eva.directory, "Person"), seen = deeds_of(f, &f->ada, project, "Project");
	struct deeds members = deeds_of(f, &f->ada, project, "Member");
	assert_null(deeds_change(&cards, f->eva.person, "\"name\":\"Ewa Nowa\""));
	struct json *contact = contact_of(&ada, &f->eva), *tree = deeds_get(&seen, project);
	struct json *member = deeds_find(&members, "\"person\":\"%s\"", f->eva.person);
	assert_string_equal(json_get_text(json_get(contact, "person"), "name"), "Ewa Nowa");
	assert_string_equal(json_get_text(json_first(json_get(tree, "founders")), "name"), "Ewa Nowa");
	assert_string_equal(json_get_text(json_get(member, "person"), "name"), "Ewa Nowa");
	assert_int_equal(json_get_integer(contact, "rev", 0), 2); /* asked, then contact: a name is no content */
	json_free(contact);
	json_free(tree);
	json_free(member);
	free(project);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_asking_stands_on_both_sides, clean),
		cmocka_unit_test_teardown(test_yes_makes_contacts_of_both, clean),
		cmocka_unit_test_teardown(test_the_letter_can_be_answered_instead, clean),
		cmocka_unit_test_teardown(test_only_what_waits_is_answered_and_by_its_reader, clean),
		cmocka_unit_test_teardown(test_no_is_seen_and_asking_again_has_to_wait, clean),
		cmocka_unit_test_teardown(test_asking_whoever_asks_is_yes, clean),
		cmocka_unit_test_teardown(test_a_request_can_be_taken_back, clean),
		cmocka_unit_test_teardown(test_nobody_is_asked_all_day, clean),
		cmocka_unit_test_teardown(test_nobody_helps_themselves, clean),
		cmocka_unit_test_teardown(test_a_block_is_felt_by_nobody, clean),
		cmocka_unit_test_teardown(test_a_contact_who_is_blocked_keeps_what_they_see, clean),
		cmocka_unit_test_teardown(test_whoever_is_not_available_is_not_asked, clean),
		cmocka_unit_test_teardown(test_following_asks_nobody_and_comes_once, clean),
		cmocka_unit_test_teardown(test_another_name_reaches_those_who_know_it, clean),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
