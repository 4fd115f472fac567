/* Who has not signed in for long: hidden after a year, warned, erased after three; and seen again as soon as they come. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>

#include "lib/deeds.h"
#include "lib/portal_mail.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

enum { DAY = 24 * 60 * 60, PATIENCE_MS = 20000 };

static const char *const options[] = {"--patience", "4", "--register", "yes", NULL};
static struct smtp_sink *sink;
static struct portal_fixture *f;
static int64_t began;

static int start(void **state)
{
	began = clock_now();
	sink = smtp_sink_start();
	*state = f = portal_mail_new(sink, options);
	portal_set_profile(f, &f->ada, "{\"email\":\"ada@school.example\"}");
	portal_set_profile(f, &f->ben, "{\"email\":\"ben@school.example\"}");
	return 0;
}

static int stop(void **state)
{
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
	struct store s;
	portal_store(f, &s);
	struct db_stmt *row = db_prepare(s.db, sql);
	assert_int_equal(db_step(row, NULL), 1);
	int64_t value = db_int(row, 0);
	db_reset(row);
	store_close(&s);
	return value;
}

/* What the portal does by itself comes soon after it serves. */
static void wait_number(const char *sql, int64_t wanted)
{
	for (int64_t until = clock_monotonic_ms() + PATIENCE_MS; number(sql) != wanted; poll(NULL, 0, 10))
		if (clock_monotonic_ms() > until)
			fail_msg("%s: %d", sql, (int)number(sql));
}

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
	wait_number("SELECT count(*) FROM unused", 2);
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
	assert_int_equal(number("SELECT count(*) FROM unused"), 1);
	serve_after(3 * 365 + 20);
	wait_number("SELECT count(*) FROM login WHERE name IS NULL AND state = 2", 2);
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"ben\",\"password\":\"benbenbenbenbenbenbenben\"}", NULL), 401);
	assert_int_equal(portal_ask(f, "POST", "/sign-in", NULL, "{\"name\":\"eva\",\"password\":\"evaevaevaevaevaevaevaeva\"}", NULL), 200);
	assert_int_equal(number("SELECT count(*) FROM person_index WHERE name = '-'"), 2);
	teacher_release(&eva);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_not_confirmed_within_a_month_is_no_registration),
		cmocka_unit_test(test_nobody_is_hidden_within_a_year),
		cmocka_unit_test(test_after_a_year_one_is_hidden_until_one_comes),
		cmocka_unit_test(test_before_the_end_one_is_warned),
		cmocka_unit_test(test_after_three_years_all_of_it_is_erased),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
