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
		cmocka_unit_test(test_events_are_told_of_by_their_day_and_what_changed),
		cmocka_unit_test(test_it_speaks_the_readers_language),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
