/* The mail of the day: for who wants it, where something is new, by kind, with texts only where they are wanted; not twice a day. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/deeds.h"
#include "lib/portal_mail.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static struct smtp_sink *sink;
static struct portal_fixture *f;

static int start(void **state)
{
	sink = smtp_sink_start();
	*state = f = portal_mail_new(sink, NULL);
	portal_set_profile(f, &f->ben, "{\"email\":\"ben@scuola.example\",\"mailDigest\":\"dailyWithTexts\"}");
	portal_set_profile(f, &f->eva, "{\"email\":\"eva@szkola.example\",\"mailDigest\":\"off\"}");
	return 0;
}

static int stop(void **state)
{
	int result = portal_fixture_stop(state);
	smtp_sink_stop(sink);
	return result;
}

/* The portal looks when it begins to serve, and then every hour. */
static void serve_again(void)
{
	smtp_sink_clear(sink);
	portal_fixture_end(f, SIGTERM);
	portal_mail_serve(f, sink, NULL);
}

static void set_ada(const char *way)
{
	char *members = xasprintf("{\"email\":\"ada@school.example\",\"mailDigest\":\"%s\",\"digestAt\":null}", way);
	portal_set_profile(f, &f->ada, members);
	free(members);
}

/* The letter to somebody among as many as come; yours. */
static char *letter_to(const char *address, size_t count)
{
	smtp_sink_wait(sink, count);
	const struct smtp_letter *l = smtp_sink_to(sink, address);
	return l ? smtp_letter_text(l) : NULL;
}

static void test_what_is_new_comes_by_kind(void **state)
{
	(void)state;
	struct deeds contacts = deeds_of(f, &f->eva, f->eva.account, "Contact");
	free(portal_send_text(f, &f->ben, &f->ada, "Rivers", "A secret of ours"));
	assert_null(deeds_make(&contacts, NULL, "\"person\":{\"id\":\"%s\"}", f->ada.person));
	set_ada("daily");
	serve_again();
	char *text = letter_to("ada@school.example", 1);
	assert_non_null(text);
	assert_non_null(strstr(text, "Messages that you have not read: 2\n"));
	assert_non_null(strstr(text, "Requests and invitations that wait for your answer: 1\n"));
	assert_null(strstr(text, "A secret of ours"));
	assert_null(strstr(text, "Rivers"));
	assert_null(smtp_sink_to(sink, "ben@scuola.example"));
	free(text);
}

static void test_texts_come_where_they_are_wanted(void **state)
{
	(void)state;
	set_ada("dailyWithTexts");
	serve_again();
	char *text = letter_to("ada@school.example", 1);
	assert_non_null(text);
	assert_non_null(strstr(text, "Rivers\n\nA secret of ours\n"));
	free(text);
}

static void test_one_letter_a_day_and_only_of_news(void **state)
{
	(void)state;
	/* Ada has had hers; ben has none yet, and now something has come to him alone. Eva wants none. */
	free(portal_send_text(f, &f->ada, &f->ben, "Hello", "Only to you"));
	free(portal_send_text(f, &f->ada, &f->eva, "Hello", "Only to you"));
	free(portal_send_text(f, &f->ben, &f->ada, "More", "And more"));
	portal_set_profile(f, &f->ben, "{\"digestAt\":null}");
	serve_again();
	char *text = letter_to("ben@scuola.example", 1);
	assert_non_null(text);
	assert_non_null(strstr(text, "Only to you"));
	free(text);
	assert_null(smtp_sink_to(sink, "ada@school.example"));
	assert_null(smtp_sink_to(sink, "eva@szkola.example"));
}

static void test_what_is_read_is_no_news(void **state)
{
	(void)state;
	struct deeds mail = deeds_of(f, &f->ada, f->ada.account, "Message"), news = deeds_of(f, &f->ada, f->ada.account, "Notification");
	struct json *letter;
	for (int i = 0; i < 3 && (letter = deeds_find(&mail, "\"subject\":\"%s\"", i == 0 ? "Rivers" : i == 1 ? "More" : "")); i++) {
		assert_null(deeds_change(&mail, json_get_text(letter, "id"), "\"keywords/$seen\":true"));
		json_free(letter);
	}
	while ((letter = deeds_find(&news, "%s", ""))) {
		assert_null(deeds_end(&news, json_get_text(letter, "id")));
		json_free(letter);
	}
	set_ada("daily");
	free(portal_send_text(f, &f->eva, &f->ben, "Hello", "For ben"));
	portal_set_profile(f, &f->ben, "{\"digestAt\":null}");
	serve_again();
	free(letter_to("ben@scuola.example", 1));
	assert_null(smtp_sink_to(sink, "ada@school.example"));
}

static char *at_hour(int hours, const char *suffix)
{
	char at[CLOCK_TEXT_SIZE];
	clock_format(clock_now() + hours * 3600, at);
	return xasprintf("%.19s%s", at, suffix);
}

static void set_ways(const char *ways)
{
	char *members = xasprintf("{\"email\":\"ada@school.example\",\"mailDigest\":\"daily\",\"digestAt\":null%s}", ways);
	portal_set_profile(f, &f->ada, members);
	free(members);
}

static void set_ada_at(int64_t seconds_ago, const char *zone)
{
	char at[CLOCK_TEXT_SIZE];
	clock_format(clock_now() - seconds_ago, at);
	char *ways = xasprintf(",\"digestWithout\":null,\"digestAt\":\"%s\",\"timeZone\":\"%s\"", at, zone);
	set_ways(ways);
	free(ways);
}

/* Ben is the one by whom it is known that the portal has looked. */
static void ben_gets_one(void)
{
	free(portal_send_text(f, &f->eva, &f->ben, "Hello", "For ben"));
	portal_set_profile(f, &f->ben, "{\"digestAt\":null}");
	serve_again();
	free(letter_to("ben@scuola.example", 1));
}

/* Nobody but the portal asks for somebody who is away: people who are new for a saved search are news by themselves. */
static void test_a_saved_search_has_news_of_its_own(void **state)
{
	(void)state;
	struct deeds searches = deeds_of(f, &f->ada, f->ada.account, "SavedSearch");
	struct teacher lea;
	char *id = NULL;
	assert_null(deeds_make(&searches, &id, "\"type\":\"Person\",\"filter\":{\"country\":[\"FR\"]}"));
	set_ada_at(24 * 3600, "Etc/UTC");
	ben_gets_one();
	assert_null(smtp_sink_to(sink, "ada@school.example"));
	deeds_join(f, "lea", "FR", false, &lea);
	smtp_sink_wait_alone(sink);
	deeds_rewrite(&searches, id, "{\"askedAt\":\"2020-01-01T00:00:00Z\"}");
	set_ada_at(24 * 3600, "Etc/UTC");
	serve_again();
	char *text = letter_to("ada@school.example", 1);
	assert_non_null(text);
	assert_non_null(strstr(text, "New for your saved searches: 1\n"));
	free(text);
	assert_null(deeds_end(&searches, id));
	free(id);
	teacher_release(&lea);
}

static void test_events_are_told_of_by_their_day_and_what_changed(void **state)
{
	(void)state;
	struct deeds events = deeds_of(f, &f->ben, f->ben.community, "Event"), mine = deeds_of(f, &f->ada, f->ada.account, "Attendance");
	char *soon = at_hour(5, ""), *later = at_hour(50, ""), *ids[3];
	/* One in five hours, one in two days that is cancelled, one in five hours that she does not come to. */
	for (int i = 0; i < 3; i++) {
		assert_null(deeds_make(&events, &ids[i], "\"title\":\"T\",\"kind\":\"webinar\",\"time\":{\"start\":\"%s\",\"timeZone\":\"Etc/UTC\","
		                       "\"duration\":\"PT1H\"}", i == 1 ? later : soon));
		assert_null(deeds_make(&mine, NULL, "\"event\":{\"id\":\"%s\"},\"answer\":\"%s\"", ids[i], i == 2 ? "no" : "yes"));
	}
	assert_null(deeds_change(&events, ids[1], "\"state\":\"cancelled\""));
	set_ways(",\"digestWithout\":{\"messages\":true}");
	serve_again();
	char *text = letter_to("ada@school.example", 1);
	assert_non_null(text);
	assert_non_null(strstr(text, "Events that you come to within a day: 1\n"));
	assert_non_null(strstr(text, "News of events: 1\n"));
	assert_null(strstr(text, "Messages"));
	free(text);
	/* Left out, it is no reason for a letter. */
	free(portal_send_text(f, &f->eva, &f->ben, "Hello", "For ben"));
	portal_set_profile(f, &f->ben, "{\"digestAt\":null}");
	set_ways(",\"digestWithout\":{\"messages\":true,\"events\":true,\"requests\":true}");
	serve_again();
	free(letter_to("ben@scuola.example", 1));
	assert_null(smtp_sink_to(sink, "ada@school.example"));
	for (int i = 0; i < 3; i++)
		free(ids[i]);
	free(soon);
	free(later);
}

/* The hour stays, so that never two come on one day. */
static void test_the_next_comes_at_the_same_hour(void **state)
{
	(void)state;
	free(portal_send_text(f, &f->ben, &f->ada, "Rivers", "Hour by hour"));
	set_ada_at(22 * 3600, "Etc/UTC");
	ben_gets_one();
	assert_null(smtp_sink_to(sink, "ada@school.example"));
	set_ada_at(24 * 3600, "Etc/UTC");
	serve_again();
	free(letter_to("ada@school.example", 1));
	assert_non_null(smtp_sink_to(sink, "ada@school.example"));
}

/* 25 October 2026 has 25 hours in Berlin: what came at its beginning does not come again at its end. */
static void test_a_day_may_have_25_hours(void **state)
{
	(void)state;
	static const char *const zones[] = {"Europe/Berlin", "Etc/UTC"};
	setenv("TWINLINE_NOW", "2026-10-25T22:30:00Z", 1);
	for (size_t i = 0; i < ARRAY_SIZE(zones); i++) {
		char *ways = xasprintf(",\"digestAt\":\"2026-10-24T22:40:00Z\",\"timeZone\":\"%s\"", zones[i]);
		set_ways(ways);
		ben_gets_one();
		smtp_sink_wait(sink, 1 + i);
		assert_int_equal(smtp_sink_to(sink, "ada@school.example") != NULL, i == 1);
		free(ways);
	}
	unsetenv("TWINLINE_NOW");
}

/* How many letters wait at the portal, which is not there meanwhile. */
static int64_t waiting_letters(void)
{
	return portal_number(f, "SELECT count(*) FROM letter", NULL);
}

/* A mail server that was away a day gets one letter for each, not one for each day; whichever comes first, the server or the next look. */
static void test_what_waits_makes_room_for_the_next(void **state)
{
	(void)state;
	char now[CLOCK_TEXT_SIZE], *members;
	clock_format(clock_now(), now);
	members = xasprintf("{\"digestAt\":\"%s\"}", now);
	portal_set_profile(f, &f->ben, members);
	free(members);
	set_ways("");
	smtp_sink_refuse(sink, "450 later", 1);
	serve_again();
	smtp_sink_wait_refused(sink, 1);
	portal_fixture_end(f, SIGTERM);
	assert_int_equal(waiting_letters(), 1);
	set_ada_at(24 * 3600, "Etc/UTC");
	portal_set_profile(f, &f->ben, "{\"digestAt\":null}");
	smtp_sink_clear(sink);
	portal_mail_serve(f, sink, NULL);
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	smtp_sink_wait_alone(sink);
	portal_fixture_end(f, SIGTERM);
	assert_int_equal(waiting_letters(), 0);
	assert_non_null(smtp_sink_to(sink, "ada@school.example"));
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	portal_mail_serve(f, sink, NULL);
}

static void test_it_speaks_the_readers_language(void **state)
{
	(void)state;
	free(portal_send_text(f, &f->ben, &f->ada, "Rivers", "Once more"));
	set_ways(",\"digestWithout\":null,\"interfaceLanguage\":\"de\"");
	serve_again();
	char *text = letter_to("ada@school.example", 1);
	assert_non_null(text);
	assert_null(strstr(text, "Messages that you have not read"));
	assert_non_null(strstr(text, "Nachrichten"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_new_comes_by_kind),
		cmocka_unit_test(test_texts_come_where_they_are_wanted),
		cmocka_unit_test(test_one_letter_a_day_and_only_of_news),
		cmocka_unit_test(test_what_is_read_is_no_news),
		cmocka_unit_test(test_a_saved_search_has_news_of_its_own),
		cmocka_unit_test(test_events_are_told_of_by_their_day_and_what_changed),
		cmocka_unit_test(test_the_next_comes_at_the_same_hour),
		cmocka_unit_test(test_a_day_may_have_25_hours),
		cmocka_unit_test(test_what_waits_makes_room_for_the_next),
		cmocka_unit_test(test_it_speaks_the_readers_language),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
