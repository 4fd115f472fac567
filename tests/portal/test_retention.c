/* Who has not signed in for long: hidden after a year, warned, erased after three; and seen again as soon as they come. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>

#include "lib/deeds.h"
#include "lib/portal_mail.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

enum { DAY = 24 * 60 * 60, PATIENCE_MS = 20000 };

static const char *const options[] = {"--patience", "4", "--register", "yes", NULL};
static struct smtp_sink *sink;
static struct portal_fixture *f;
static int64_t began;
static char *project;
static struct { char *record, *person; } kids[3]; /* who is ended, who is let in again after the warning, who is in all the time */

static int stop(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(kids); i++) {
		free(kids[i].record);
		free(kids[i].person);
	}
	free(project);
	int result = portal_fixture_stop(state);
	unsetenv("TWINLINE_NOW");
	smtp_sink_stop(sink);
	return result;
}

/* The portal, so many days after all three have signed in. */
static void serve_after(int days)
{
	char now[CLOCK_TEXT_SIZE];
	clock_format(began + days * (int64_t)DAY, now);
	setenv("TWINLINE_NOW", now, 1);
	portal_fixture_end(f, SIGTERM);
	smtp_sink_clear(sink);
	portal_mail_serve(f, sink, options);
}

static int64_t number(const char *sql)
{
	return portal_number(f, sql, NULL);
}

/* What the portal does by itself comes soon after it serves. */
static void wait_number(const char *sql, int64_t wanted)
{
	for (int64_t until = clock_monotonic_ms() + PATIENCE_MS; number(sql) != wanted; poll(NULL, 0, 10))
		if (clock_monotonic_ms() > until)
			fail_msg("%s: %d", sql, (int)number(sql));
}

#define WARNED "SELECT count(*) FROM unused u JOIN login l ON l.person = u.person WHERE l.state IN (0, 5, 6)"
#define COUNT "SELECT count(*) FROM login WHERE name IS NOT NULL AND state = "

static int people_seen(const struct teacher *t)
{
	struct deeds people = deeds_of(f, t, t->directory, "Person");
	return deeds_count(&people, "%s", "");
}

static bool has_letter(const char *address, const char *words)
{
	const struct smtp_letter *l = smtp_sink_to(sink, address);
	char *text = l ? smtp_letter_text(l) : NULL;
	bool has = text && strstr(text, words);
	free(text);
	return has;
}

/* Who never typed the code takes nobody's name for good. */
static void test_what_is_not_confirmed_within_a_month_is_no_registration(void **state)
{
	(void)state;
	static const char form[] = "{\"name\":\"never\",\"email\":\"never@school.example\",\"password\":\"nevernever\","
	                           "\"person\":{\"name\":\"Nemo\"},"
	                           "\"school\":{\"name\":\"None\",\"town\":\"Nowhere\",\"country\":\"GR\"}}";
	assert_int_equal(portal_ask(f, "POST", "/twinline/register", NULL, form, NULL), 200);
	assert_int_equal(portal_ask(f, "POST", "/twinline/register", NULL, form, NULL), 400);
	serve_after(32);
	wait_number("SELECT count(*) FROM login WHERE name = 'never'", 0);
	assert_int_equal(number(COUNT "1"), 3);
}

/* --- a project with pupils, and what they wrote --- */

static void begin_project(void)
{
	struct store s;
	static const char *const aliases[] = {"Elif", "Can", "Zosia"};
	project = deeds_project(f, "Rivers", &f->ada, &f->ben, NULL);
	struct deeds pupils = deeds_of(f, &f->ada, project, "Pupil");
	for (size_t i = 0; i < ARRAY_SIZE(kids); i++) {
		assert_null(deeds_make(&pupils, &kids[i].record, "\"alias\":\"%s\",\"consentBy\":\"x\",\"consentAt\":\"2026-10-01\"", aliases[i]));
		struct json *pupil = deeds_get(&pupils, kids[i].record);
		kids[i].person = xstrdup(json_get_text(pupil, "person"));
		json_free(pupil);
	}
	/* What the first one wrote, as if signed in. */
	struct account a;
	portal_store(f, &s);
	assert_true(account_by_id(&s, project, &a));
	struct json *body = json_new_object(), *author = json_set(body, "author", json_new_object());
	json_set_string(author, "id", kids[0].person);
	json_set_string(author, "name", "Elif");
	json_set_string(body, "place", "forum");
	json_set_string(body, "title", "Ours");
	json_set_string(body, "text", "It is green");
	struct record r = {
		.account = a.local, .type = &record_types[TYPE_Post], .audience = AUDIENCE_MEMBERS, .author = xstrdup(kids[0].person),
		.body = json_print(body),
	};
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &r, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	record_free(&r);
	json_free(body);
	account_release(&a);
	store_close(&s);
	for (size_t i = 0; i < 2; i++)
		assert_null(deeds_change(&pupils, kids[i].record, "\"state\":\"ended\""));
}

static int start(void **state)
{
	began = clock_now();
	sink = smtp_sink_start();
	*state = f = portal_mail_new(sink, options);
	portal_set_profile(f, &f->ada, "{\"email\":\"ada@school.example\"}");
	portal_set_profile(f, &f->ben, "{\"email\":\"ben@school.example\"}");
	begin_project();
	free(portal_send_text(f, &f->ben, &f->eva, "Rivers", "What a river!"));
	return 0;
}

#define WARNINGS "SELECT count(*) FROM notification_index WHERE kind = 'pupilsEnding'"

/* The teacher is told once for both, and lets one of them in again. */
static void test_the_teacher_is_warned_before_pupils_go(void **state)
{
	(void)state;
	serve_after(330);
	assert_int_equal(number("SELECT count(*) FROM unused"), 0);
	serve_after(340);
	wait_number("SELECT count(*) FROM unused", 2);
	assert_int_equal(number(WARNINGS), 1);
	struct deeds told = deeds_of(f, &f->ada, f->ada.account, "Notification"), pupils = deeds_of(f, &f->ada, project, "Pupil");
	assert_true(deeds_says(deeds_find(&told, "\"kind\":\"pupilsEnding\""), "title", "Rivers"));
	assert_null(deeds_change(&pupils, kids[1].record, "\"state\":\"active\""));
	assert_int_equal(number("SELECT count(*) FROM login WHERE state IN (3, 4) AND name IS NOT NULL"), 3);
}

/* Nothing of the child is left but what was written, and that is nobody's. */
static void test_a_year_after_the_end_a_pupil_is_erased(void **state)
{
	(void)state;
	serve_after(372);
	wait_number("SELECT count(*) FROM login WHERE state IN (3, 4) AND name IS NOT NULL", 2);
	struct deeds pupils = deeds_of(f, &f->ada, project, "Pupil"), posts = deeds_of(f, &f->ben, project, "Post");
	struct json *pupil = deeds_get(&pupils, kids[0].record), *post = deeds_find(&posts, "%s", "");
	assert_string_equal(json_get_text(pupil, "alias"), "-");
	assert_null(json_get(pupil, "consentBy"));
	assert_null(json_get(pupil, "userName"));
	assert_string_equal(json_get_text(post, "text"), "It is green");
	assert_string_equal(json_get_text(json_get(post, "author"), "name"), "-");
	assert_int_equal(number("SELECT count(*) FROM record WHERE instr(body, 'Elif') > 0"), 0);
	assert_true(deeds_says(deeds_get(&pupils, kids[1].record), "alias", "Can"));
	assert_true(deeds_says(deeds_get(&pupils, kids[2].record), "state", "active"));
	assert_true(portal_is_sound(f));
	json_free(pupil);
	json_free(post);
}

static void test_nobody_is_hidden_within_a_year(void **state)
{
	(void)state;
	serve_after(360);
	assert_int_equal(people_seen(&f->ada), 3);
	assert_int_equal(number(COUNT "6"), 0);
}

static void test_after_a_year_one_is_hidden_until_one_comes(void **state)
{
	(void)state;
	struct teacher ada;
	serve_after(800);
	wait_number(COUNT "6", 3);
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	assert_true(has_letter("ben@school.example", "for a year"));
	teacher_sign_in(f, "ada", &ada);
	assert_int_equal(number(COUNT "6"), 2);
	assert_int_equal(people_seen(&ada), 1);
	teacher_release(&ada);
}

static void test_before_the_end_one_is_warned(void **state)
{
	(void)state;
	serve_after(3 * 365 - 20);
	wait_number(WARNED, 2);
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	assert_true(has_letter("ben@school.example", "30 days"));
	assert_int_equal(number("SELECT count(*) FROM login WHERE state = 2"), 1);
}

/* A warning that is too young spares; so does a sign-in. */
static void test_after_three_years_all_of_it_is_erased(void **state)
{
	(void)state;
	struct teacher eva;
	serve_after(3 * 365 + 1);
	teacher_sign_in(f, "eva", &eva);
	assert_int_equal(number(WARNED), 1);
	serve_after(3 * 365 + 20);
	wait_number("SELECT count(*) FROM login WHERE name IS NULL AND state = 2", 2);
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"ben\",\"password\":\"benbenbenbenbenbenbenben\"}", NULL), 401);
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"eva\",\"password\":\"evaevaevaevaevaevaevaeva\"}", NULL), 200);
	assert_int_equal(number("SELECT count(*) FROM person_index WHERE name = '-'"), 2);
	/* What ben wrote is eva's to read, and he is nobody. */
	teacher_release(&eva);
	teacher_sign_in(f, "eva", &eva);
	struct deeds mail = deeds_of(f, &eva, eva.account, "Message");
	struct json *letter = deeds_find(&mail, "\"from\":\"%s\"", f->ben.person);
	assert_string_equal(json_get_text(letter, "text"), "What a river!");
	assert_string_equal(json_get_text(json_get(letter, "from"), "name"), "-");
	json_free(letter);
	/* Pupils of a project that goes on are no matter of years. */
	assert_int_equal(number("SELECT count(*) FROM login WHERE state IN (3, 4) AND name IS NOT NULL"), 2);
	assert_true(portal_is_sound(f));
	teacher_release(&eva);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_not_confirmed_within_a_month_is_no_registration),
		cmocka_unit_test(test_the_teacher_is_warned_before_pupils_go),
		cmocka_unit_test(test_nobody_is_hidden_within_a_year),
		cmocka_unit_test(test_a_year_after_the_end_a_pupil_is_erased),
		cmocka_unit_test(test_after_a_year_one_is_hidden_until_one_comes),
		cmocka_unit_test(test_before_the_end_one_is_warned),
		cmocka_unit_test(test_after_three_years_all_of_it_is_erased),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
