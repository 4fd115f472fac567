/* Partner notices: who posts, changes and answers; no cross-posting, not too many; and first letters to strangers have a measure. */
#include "lib/suite.h"

#include "../../src/portal/user.h"
#include "lib/deeds.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

enum { DAY = 24 * 60 * 60, STRANGERS = 30 };

static struct portal_fixture *f;
static struct deeds ada, ben, eva, ada_mail, ben_mail;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	ada = deeds_of(f, &f->ada, f->ada.community, "PartnerNotice");
	ben = deeds_of(f, &f->ben, f->ben.community, "PartnerNotice");
	eva = deeds_of(f, &f->eva, f->eva.community, "PartnerNotice");
	ada_mail = deeds_of(f, &f->ada, f->ada.account, "Message");
	ben_mail = deeds_of(f, &f->ben, f->ben.account, "Message");
	return 0;
}

static void forget(const struct deeds *d)
{
	struct json *notice;
	while ((notice = deeds_find(d, "\"author\":\"%s\"", d->t->person))) {
		assert_null(deeds_end(d, json_get_text(notice, "id")));
		json_free(notice);
	}
}

/* As if a week had passed since all of them were posted. */
static void let_a_week_pass(void)
{
	struct store s;
	portal_store(f, &s);
	assert_int_equal(db_exec(s.db, "UPDATE posted SET at = at - 7 * 86400 - 1", NULL), 0);
	store_close(&s);
}

static int clean(void **state)
{
	(void)state;
	forget(&ada);
	forget(&ben);
	let_a_week_pass();
	return portal_is_sound(f) ? 0 : -1;
}

static const char *post(const struct deeds *d, char **id, const char *title, const char *text, const char *more)
{
	return deeds_make(d, id, "\"title\":\"%s\",\"text\":\"%s\",\"purpose\":\"project\",\"ageBand\":\"7-11\"%s", title, text, more);
}

/* The day so many days from now. */
static const char *day(int days)
{
	static char text[CLOCK_TEXT_SIZE];
	clock_format(clock_now() + (int64_t)days * DAY, text);
	text[10] = '\0';
	return text;
}

static void test_everybody_reads_a_notice_and_its_author_changes_it(void **state)
{
	(void)state;
	char *id;
	assert_null(post(&ada, &id, "A partner for water", "We measure the sea.", ""));
	struct json *seen = deeds_get(&ben, id);
	assert_string_equal(json_get_text(json_get(seen, "author"), "id"), f->ada.person);
	assert_non_null(json_get(seen, "createdAt"));
	assert_string_equal(json_get_text(seen, "expires"), day(30));
	json_free(seen);
	assert_string_equal(deeds_change(&ben, id, "\"title\":\"Mine\""), "forbidden");
	assert_string_equal(deeds_end(&ben, id), "forbidden");
	assert_null(deeds_change(&ada, id, "\"title\":\"A partner for rivers\",\"expires\":\"%s\"", day(90)));
	assert_true(deeds_says(deeds_get(&eva, id), "title", "A partner for rivers"));
	assert_null(deeds_end(&ada, id));
	assert_null(deeds_get(&ben, id));
	free(id);
}

static void test_a_notice_has_its_last_day(void **state)
{
	(void)state;
	char *late = xasprintf(",\"expires\":\"%s\"", day(91)), *past = xasprintf(",\"expires\":\"%s\"", day(-1));
	assert_string_equal(post(&ada, NULL, "Too long", "a", late), "expires: outOfRange");
	assert_string_equal(post(&ada, NULL, "Too late", "a", past), "expires: outOfRange");
	free(late);
	free(past);
}

static void test_newcomers_neither_see_nor_post(void **state)
{
	(void)state;
	struct teacher newcomer;
	char *id;
	deeds_join(f, "nina", "GR", true, &newcomer);
	struct deeds nina = deeds_of(f, &newcomer, newcomer.community, "PartnerNotice");
	assert_null(post(&ada, &id, "For members", "Sea and shore.", ""));
	assert_null(deeds_get(&nina, id));
	assert_int_equal(deeds_count(&nina, "%s", ""), 0);
	assert_non_null(post(&nina, NULL, "Me too", "Sky and clouds.", ""));
	assert_int_equal(deeds_count(&ada, "%s", ""), 1);
	teacher_release(&newcomer);
	free(id);
}

static void test_the_same_is_posted_once(void **state)
{
	(void)state;
	char *id;
	assert_null(post(&ada, &id, "Letters about our rivers", "We are 22 children and write every second week.", ""));
	assert_string_equal(deeds_make(&ada, NULL, "\"title\":\"Letters about our rivers\",\"purpose\":\"letters\",\"ageBand\":\"12-15\","
	                               "\"text\":\"We are 22 children and write every second week.\""), "posted");
	assert_string_equal(deeds_make(&ada, NULL, "\"title\":\"LETTERS about our rivers!\",\"purpose\":\"letters\",\"ageBand\":\"12-15\","
	                               "\"text\":\"we are 23 children and write every second week\""), "posted");
	assert_null(post(&ada, NULL, "Robots in the garden", "Two classes build one.", ""));
	assert_null(post(&ben, NULL, "Letters about our rivers", "We are 22 children and write every second week.", ""));
	/* It is still itself. */
	assert_null(deeds_change(&ada, id, "\"ageBand\":\"12-15\""));
	free(id);
}

static void test_a_change_does_not_make_it_the_same(void **state)
{
	(void)state;
	char *id;
	assert_null(post(&ada, NULL, "Letters about our rivers", "We are 22 children and write every second week.", ""));
	assert_null(post(&ada, &id, "Robots in the garden", "Two classes build one.", ""));
	assert_string_equal(deeds_change(&ada, id, "\"title\":\"Letters about our rivers\","
	                                 "\"text\":\"We are 22 children and write every second week.\""), "posted");
	free(id);
}

static void test_five_a_week(void **state)
{
	(void)state;
	static const char *const titles[] = {"alpha beach", "beta forest", "gamma robots", "delta stars", "epsilon bread"};
	char *ids[ARRAY_SIZE(titles)];
	for (size_t i = 0; i < ARRAY_SIZE(titles); i++)
		assert_null(post(&ada, &ids[i], titles[i], "", ""));
	assert_string_equal(post(&ada, NULL, "zeta music", "", ""), "manyNotices");
	/* Those taken away again count; the next one's do not. */
	for (size_t i = 0; i < ARRAY_SIZE(titles); i++) {
		assert_null(deeds_end(&ada, ids[i]));
		free(ids[i]);
	}
	assert_string_equal(post(&ada, NULL, "zeta music", "", ""), "manyNotices");
	assert_null(post(&ben, NULL, "zeta music", "", ""));
	let_a_week_pass();
	assert_null(post(&ada, NULL, "zeta music", "", ""));
}

static void test_an_answer_is_counted_once_a_person(void **state)
{
	(void)state;
	char *id;
	assert_null(post(&ada, &id, "A partner for water", "We measure the sea.", ""));
	for (int i = 0; i < 2; i++)
		assert_null(deeds_make(&ben_mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"text\":\"Me!\",\"notice\":\"%s\"", f->ada.person, id));
	struct json *notice = deeds_get(&ada, id);
	assert_int_equal(json_get_integer(notice, "answers", 0), 1);
	assert_int_equal(json_get_integer(notice, "rev", 1), 1);
	json_free(notice);
	assert_true(deeds_says(deeds_find(&ada_mail, "\"notice\":\"%s\"", id), "notice", id));
	/* To somebody else it is no answer to it; and a letter arrives when the notice has gone. */
	assert_null(deeds_make(&ben_mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"text\":\"You?\",\"notice\":\"%s\"", f->eva.person, id));
	notice = deeds_get(&ada, id);
	assert_int_equal(json_get_integer(notice, "answers", 0), 1);
	json_free(notice);
	assert_null(deeds_end(&ada, id));
	assert_null(deeds_make(&ben_mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"text\":\"Late\",\"notice\":\"%s\"", f->ada.person, id));
	free(id);
}

static void test_phrases_are_those_that_there_are(void **state)
{
	(void)state;
	assert_null(deeds_make(&ben_mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"phrases\":{\"pupils\":[9,11],\"greet\":[]}", f->ada.person));
	struct json *letter = deeds_find(&ada_mail, "\"from\":\"%s\"", f->ben.person);
	assert_int_equal(json_integer(json_at(json_get(json_get(letter, "phrases"), "pupils"), 1), 0), 11);
	json_free(letter);
	assert_string_equal(deeds_make(&ben_mail, NULL, "\"to\":[{\"id\":\"%s\"}],\"phrases\":{\"pupils\":[\"x\"]}", f->ada.person),
	                    "phrases: unknownCode");
	assert_string_equal(post(&ada, NULL, "x y z", "", ",\"phrases\":{\"curse\":[]}"), "phrases: unknownCode");
	struct deeds contact = deeds_of(f, &f->eva, f->eva.account, "Contact");
	assert_string_equal(deeds_make(&contact, NULL, "\"person\":{\"id\":\"%s\"},\"phrases\":{\"teach\":[]}", f->ben.person),
	                    "phrases: unknownCode");
	assert_null(deeds_make(&contact, NULL, "\"person\":{\"id\":\"%s\"},\"phrases\":{\"class\":[22]}", f->ben.person));
	letter = deeds_find(&ben_mail, "\"kind\":\"contactRequest\"");
	assert_non_null(json_get(json_get(letter, "phrases"), "class"));
	json_free(letter);
}

/* --- strangers --- */

static const char *write_to(const struct deeds *from, const char *person)
{
	return deeds_make(from, NULL, "\"to\":[{\"id\":\"%s\"}],\"text\":\"Hello\"", person);
}

/* So many more people who never sign in. */
static void add_people(struct strings *people)
{
	struct store s;
	struct json *card = json_new_object();
	json_set_string(card, "name", "Somebody");
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	for (int i = 0; i <= STRANGERS; i++) {
		char *name = xasprintf("s%02d", i);
		const struct user_new fresh = {.name = name, .card = card, .state = USER_ACCEPTED, .state_since = clock_now()};
		struct user u;
		assert_int_equal(user_add(&s, &fresh, &u, NULL), 0);
		strings_push(people, u.person);
		user_release(&u);
		free(name);
	}
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
	json_free(card);
}

static void test_first_letters_have_a_measure(void **state)
{
	(void)state;
	struct strings people = {0};
	struct deeds mail = deeds_of(f, &f->eva, f->eva.account, "Message");
	add_people(&people);
	for (int i = 0; i < STRANGERS; i++)
		assert_null(write_to(&mail, people.at[i]));
	assert_string_equal(write_to(&mail, people.at[STRANGERS]), "manyLetters");
	/* Those who know of it already, and friends, are written to all the same. */
	assert_null(write_to(&mail, people.at[0]));
	deeds_befriend(f, &f->eva, &f->ada);
	assert_null(write_to(&mail, f->ada.person));
	strings_release(&people);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_everybody_reads_a_notice_and_its_author_changes_it, clean),
		cmocka_unit_test_teardown(test_a_notice_has_its_last_day, clean),
		cmocka_unit_test_teardown(test_newcomers_neither_see_nor_post, clean),
		cmocka_unit_test_teardown(test_the_same_is_posted_once, clean),
		cmocka_unit_test_teardown(test_a_change_does_not_make_it_the_same, clean),
		cmocka_unit_test_teardown(test_five_a_week, clean),
		cmocka_unit_test_teardown(test_an_answer_is_counted_once_a_person, clean),
		cmocka_unit_test_teardown(test_phrases_are_those_that_there_are, clean),
		cmocka_unit_test_teardown(test_first_letters_have_a_measure, clean),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
