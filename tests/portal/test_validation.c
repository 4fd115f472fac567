/* From a registration to an accepted teacher: each policy's steps, who waits for whom, and another school. */
#include <poll.h>

#include "applicants.h"
#include "twinline/base/clock.h"
#include "twinline/records/record.h"

/* --- the policies --- */

static void test_nobody_is_asked(void **state)
{
	(void)state;
	struct teacher t;
	join("auto1", "Anna Auto", "First school", "", &t);
	assert_true(profile_says(&t, "state", "accepted"));
	assert_true(profile_says(&t, "step", NULL));
	assert_false(has_case(&t));
	teacher_release(&t);
}

static void test_the_desk_decides(void **state)
{
	(void)state;
	struct teacher t;
	join("desk1", "Dora Desk", "Second school", ",\"text\":\"My first project.\"", &t);
	assert_true(profile_says(&t, "step", "desk"));
	assert_true(profile_says(&t, "state", "waiting"));
	struct json *one = case_of(&t), *dossier = dossier_of(&t);
	assert_string_equal(json_get_text(one, "kind"), "school");
	assert_string_equal(json_get_text(one, "title"), "Dora Desk");
	assert_true(has_finding(dossier, "email", "confirmed"));
	assert_true(has_finding(dossier, "email", "schoolAddress"));
	assert_true(has_finding(dossier, "school", "entered"));
	assert_string_equal(json_get_text(dossier, "text"), "My first project.");
	assert_null(decide(&t, "\"state\":\"accepted\",\"text\":\"Welcome to us.\""));
	assert_true(profile_says(&t, "state", "accepted"));
	assert_true(profile_says(&t, "step", NULL));
	assert_true(profile_says(&t, "word", "Welcome to us."));
	assert_true(is_notified(&t, "registrationAccepted")); /* with the school that they bring along */
	/* The school came with its first person. */
	struct deeds schools = deeds_of(f, &f->ben, f->ben.directory, "School");
	assert_int_equal(deeds_count(&schools, "\"text\":\"Second school\""), 1);
	json_free(one);
	json_free(dossier);
	teacher_release(&t);
}

static void test_the_desk_asks_back_and_is_answered(void **state)
{
	(void)state;
	struct teacher t;
	join("back1", "Bella Back", "Third school", "", &t);
	assert_null(decide(&t, "\"state\":\"askedBack\",\"reason\":\"paperMissing\",\"text\":\"A paper, please.\""));
	assert_true(profile_says(&t, "state", "askedBack"));
	assert_true(profile_says(&t, "step", "you"));
	assert_true(profile_says(&t, "word", "A paper, please."));
	assert_true(profile_says(&t, "reason", "paperMissing"));
	assert_string_equal(change(&t, "\"remindedAt\":\"2026-01-01T00:00:00Z\""), "notInState");
	assert_false(has_case(&t));
	assert_null(change(&t, "\"answer\":\"Here I am.\""));
	assert_true(profile_says(&t, "state", "waiting"));
	assert_true(profile_says(&t, "step", "desk"));
	struct json *dossier = dossier_of(&t);
	assert_string_equal(json_get_text(dossier, "text"), "Here I am.");
	json_free(dossier);
	assert_null(decide(&t, "\"state\":\"refused\",\"reason\":\"notASchool\",\"text\":\"A shop is none.\""));
	assert_true(profile_says(&t, "state", "refused"));
	assert_true(profile_says(&t, "step", NULL));
	assert_true(profile_says(&t, "reason", "notASchool"));
	struct deeds people = deeds_of(f, &t, t.directory, "Person");
	assert_int_equal(deeds_count(&people, "%s", ""), 0);
	teacher_release(&t);
}

static void test_the_command_line_settles_it(void **state)
{
	(void)state;
	struct teacher t;
	join("line1", "Lina Line", "Fourth school", "", &t);
	const char *words[] = {"user", "accept", f->database, "line1", NULL};
	assert_true(has_case(&t));
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 0);
	assert_false(has_case(&t));
	assert_true(profile_says(&t, "step", NULL));
	assert_true(profile_says(&t, "state", "accepted"));
	teacher_release(&t);
}

/* What the portal does by itself comes soon after it serves. */
static void wait_step(const struct teacher *t, const char *step)
{
	bool is = false;
	for (int64_t until = clock_monotonic_ms() + 20000; !is && clock_monotonic_ms() < until; poll(NULL, 0, 10)) {
		struct json *profile = profile_of(t);
		is = text_equal(json_get_text(profile, "step"), step);
		json_free(profile);
	}
	assert_true(is);
}

/* The path of the link in the head's letter; yours. */
static char *head_link(void)
{
	const struct smtp_letter *l = letter_to("head@mail.example");
	char *text = smtp_letter_text(l);
	const char *at = strstr(text, "/twinline/head/");
	assert_non_null(at);
	char *link = xstrndup(at, strcspn(at, "\r\n "));
	free(text);
	return link;
}

static int ask_page(const char *verb, const char *path, const char *body)
{
	return portal_ask(f, verb, path, NULL, body, NULL);
}

static void test_the_head_is_asked_first(void **state)
{
	(void)state;
	struct teacher t;
	assert_int_equal(enrol("head0", "Nobody Here", "No school", "", NULL), 400);
	join("head1", "Hera Head", "Fifth school", HEAD, &t);
	assert_true(profile_says(&t, "step", "head"));
	assert_true(profile_says(&t, "stepWho", "Eleni Head"));
	assert_false(has_case(&t));
	char *link = head_link(), *wrong = xasprintf("%.*sAAAA", (int)strlen(link) - 4, link);
	assert_int_equal(strlen(strrchr(link, '/') + 1), 32);
	assert_int_equal(ask_page("GET", link, NULL), 200);
	assert_int_equal(ask_page("GET", wrong, NULL), 404);
	assert_int_equal(ask_page("POST", link, "answer=perhaps"), 400);
	assert_true(profile_says(&t, "step", "head"));
	/* A reminder writes again, and the link before is worth nothing. */
	smtp_sink_clear(sink);
	portal_set_profile(f, &t, "{\"stepSince\":\"2020-01-01T00:00:00Z\"}");
	assert_null(change(&t, "\"remindedAt\":\"2026-01-01T00:00:00Z\""));
	char *fresh = head_link();
	assert_string_not_equal(link, fresh);
	assert_int_equal(ask_page("POST", link, "answer=no"), 404);
	assert_int_equal(ask_page("POST", fresh, "answer=yes"), 200);
	assert_int_equal(ask_page("POST", fresh, "answer=no"), 404);
	assert_true(profile_says(&t, "step", "desk"));
	struct json *dossier = dossier_of(&t);
	assert_true(has_finding(dossier, "head", "employed"));
	assert_true(has_finding(dossier, "head", "asked"));
	json_free(dossier);
	free(link);
	free(fresh);
	free(wrong);
	teacher_release(&t);
}

/* A head who does not answer keeps nobody: after two weeks the desk has it, and is told. */
static void test_a_head_who_is_silent_is_waited_for_two_weeks(void **state)
{
	(void)state;
	static const char *const patient[] = {"--register", "yes", "--patience", "4", NULL};
	struct teacher t;
	char now[CLOCK_TEXT_SIZE];
	join("silent", "Silja Silent", "A silent school", HEAD, &t);
	free(head_link());
	clock_format(clock_now() + (int64_t)15 * 24 * 60 * 60, now);
	setenv("TWINLINE_NOW", now, 1);
	serve(patient);
	wait_step(&t, "desk");
	struct json *dossier = dossier_of(&t);
	assert_true(has_finding(dossier, "head", "noAnswer"));
	json_free(dossier);
	unsetenv("TWINLINE_NOW");
	teacher_release(&t);
}

/* --- reminding --- */

static void test_a_reminder_is_three_days_from_the_last(void **state)
{
	(void)state;
	struct teacher t;
	join("remi1", "Remi Reminder", "Sixth school", "", &t);
	assert_string_equal(change(&t, "\"remindedAt\":\"2026-01-01T00:00:00Z\""), "reminded");
	portal_set_profile(f, &t, "{\"stepSince\":\"2020-01-01T00:00:00Z\"}");
	assert_null(change(&t, "\"remindedAt\":\"2026-01-01T00:00:00Z\""));
	struct json *one = case_of(&t);
	assert_non_null(json_get(one, "remindedAt"));
	json_free(one);
	assert_string_equal(change(&t, "\"remindedAt\":\"2026-01-02T00:00:00Z\""), "reminded");
	portal_set_profile(f, &t, "{\"remindedAt\":\"2020-01-01T00:00:00Z\"}");
	assert_null(change(&t, "\"remindedAt\":\"2026-01-03T00:00:00Z\""));
	teacher_release(&t);
	/* Before the address is confirmed it is the letter that comes again. */
	assert_int_equal(enrol("remi2", "Rosa Reminder", "Seventh school", "", NULL), 200);
	teacher_sign_in(f, "remi2", &t);
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	assert_null(change(&t, "\"remindedAt\":\"2026-01-03T00:00:00Z\""));
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	assert_true(profile_says(&t, "step", "mail"));
	confirm(&t, "remi2@mail.example");
	assert_true(profile_says(&t, "step", "desk"));
	/* Somebody who waits for nothing reminds nobody. */
	assert_string_equal(change(&f->ben, "\"remindedAt\":\"2026-01-03T00:00:00Z\""), "notInState");
	teacher_release(&t);
}

/* --- another school --- */

static void test_another_school_counts_once_it_is_validated(void **state)
{
	(void)state;
	struct teacher t;
	char *second = school_id("Second school"), *patch = xasprintf("\"wantsSchool\":{\"id\":\"%s\"}", second);
	join("move1", "Mona Move", "Eighth school", "", &t);
	assert_string_equal(change(&t, patch), "newcomer");
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_string_equal(change(&t, "\"wantsSchool\":{\"id\":\"azzzzzzz\"}"), "wantsSchool: noSuchReference");
	assert_null(change(&t, patch));
	assert_true(profile_says(&t, "step", "desk"));
	assert_true(profile_says(&t, "state", "accepted"));
	assert_true(works_at(&t, "Eighth school"));
	struct json *one = case_of(&t);
	assert_string_equal(json_get_text(one, "kind"), "schoolChange");
	json_free(one);
	/* Taken back, and wanted again. */
	assert_null(change(&t, "\"wantsSchool\":null"));
	assert_false(has_case(&t));
	assert_true(profile_says(&t, "step", NULL));
	assert_null(change(&t, patch));
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_true(works_at(&t, "Second school"));
	assert_true(profile_says(&t, "step", NULL));
	assert_true(profile_says(&t, "wantsSchool", NULL));
	free(patch);
	free(second);
	teacher_release(&t);
}

static void test_a_school_that_nobody_knows_can_be_wanted(void **state)
{
	(void)state;
	struct teacher t;
	char error[40];
	join("want1", "Wanda Wants", "Wanted school", "", &t);
	assert_int_equal(portal_form(f, &t, "/twinline/school", "{\"name\":\"Brand new\",\"town\":\"Larisa\",\"country\":\"GR\"}", error), 403);
	assert_string_equal(error, "newcomer");
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_int_equal(portal_form(f, &t, "/twinline/school", "{\"name\":\"Brand new\",\"country\":\"GR\"}", error), 400);
	assert_int_equal(portal_form(f, &t, "/twinline/school", "{\"name\":\"Brand new\",\"town\":\"Larisa\",\"country\":\"GR\"}", error), 204);
	assert_null(school_id("Brand new"));
	struct json *dossier = dossier_of(&t);
	assert_true(has_finding(dossier, "school", "entered"));
	json_free(dossier);
	assert_null(decide(&t, "\"state\":\"accepted\""));
	assert_true(works_at(&t, "Brand new"));
	char *id = school_id("Brand new");
	assert_non_null(id);
	free(id);
	teacher_release(&t);
}

/* --- newcomers --- */

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_desk_decides),
		cmocka_unit_test(test_the_desk_asks_back_and_is_answered),
		cmocka_unit_test(test_the_command_line_settles_it),
		cmocka_unit_test_setup(test_a_reminder_is_three_days_from_the_last, with_desk),
		cmocka_unit_test_setup(test_another_school_counts_once_it_is_validated, with_desk),
		cmocka_unit_test(test_a_school_that_nobody_knows_can_be_wanted),
		cmocka_unit_test_setup(test_the_head_is_asked_first, with_head),
		cmocka_unit_test_setup(test_a_head_who_is_silent_is_waited_for_two_weeks, with_head),
		cmocka_unit_test_setup(test_nobody_is_asked, with_nobody),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
