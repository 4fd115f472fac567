/* Events and who comes: times of a place in universal time, places taken once, applications, and what is told when something moves. */
#include "lib/suite.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/deeds.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { DAY = 86400 };

static struct portal_fixture *f;
static struct deeds ada, ben, eva, events, ben_events;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	ada = deeds_of(f, &f->ada, f->ada.account, "Attendance");
	ben = deeds_of(f, &f->ben, f->ben.account, "Attendance");
	eva = deeds_of(f, &f->eva, f->eva.account, "Attendance");
	events = deeds_of(f, &f->ada, f->ada.community, "Event");
	ben_events = deeds_of(f, &f->ben, f->ben.community, "Event");
	return 0;
}

/* Noon so many days from now, as a local time. Static. */
static const char *noon(int days)
{
	static char text[40];
	int year, month, day;
	clock_civil(clock_now() / DAY + days, &year, &month, &day);
	snprintf(text, sizeof text, "%04d-%02d-%02dT12:00:00", year, month, day);
	return text;
}

/* Ada holds it in a week, at noon in Athens, for an hour; more members with a comma before each. Its id, yours. */
static char *hold(const char *more)
{
	char *id = NULL;
	assert_null(deeds_make(&events, &id, "\"title\":\"Water\",\"kind\":\"webinar\",\"time\":{\"start\":\"%s\",\"timeZone\":\"Europe/Athens\","
	                       "\"duration\":\"PT1H\"}%s", noon(7), more));
	return id;
}

static const char *answer(const struct deeds *d, const char *event, const char *said)
{
	struct json *word = deeds_find(d, "\"event\":\"%s\",\"person\":\"%s\"", event, d->t->person);
	const char *outcome = word ? deeds_change(d, json_get_text(word, "id"), "\"answer\":\"%s\"", said)
	                           : deeds_make(d, NULL, "\"event\":{\"id\":\"%s\"},\"answer\":\"%s\"", event, said);
	json_free(word);
	return outcome;
}

static int64_t joined(const char *event)
{
	struct json *tree = deeds_get(&events, event);
	int64_t count = json_get_integer(tree, "joined", 0);
	json_free(tree);
	return count;
}

static int news(const struct teacher *t, const char *kind)
{
	struct deeds d = deeds_of(f, t, t->account, "Notification");
	return deeds_count(&d, "\"kind\":\"%s\"", kind);
}

static void test_times_are_those_of_the_place(void **state)
{
	(void)state;
	static const struct { const char *more, *starts, *ends; } rows[] = {
		{"{\"start\":\"2030-01-15T12:00:00\",\"timeZone\":\"Europe/Athens\",\"duration\":\"PT1H30M\"}", "2030-01-15T10:00:00Z", "2030-01-15T11:30:00Z"},
		{"{\"start\":\"2030-07-15T12:00:00\",\"timeZone\":\"Europe/Athens\"}", "2030-07-15T09:00:00Z", "2030-07-15T09:00:00Z"},
		/* A day is a day of the calendar, also over the night in which the clock is put forward. */
		{"{\"start\":\"2030-03-30T12:00:00\",\"timeZone\":\"Europe/Athens\",\"duration\":\"P1D\"}", "2030-03-30T10:00:00Z", "2030-03-31T09:00:00Z"},
		{"{\"start\":\"2030-03-30T12:00:00\",\"timeZone\":\"Europe/Athens\",\"duration\":\"PT24H\"}", "2030-03-30T10:00:00Z", "2030-03-31T10:00:00Z"},
		{"{\"start\":\"2030-01-15T12:00:00\"}", "2030-01-15T12:00:00Z", "2030-01-15T12:00:00Z"},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *id = NULL;
		assert_null(deeds_make(&events, &id, "\"title\":\"T\",\"kind\":\"meeting\",\"time\":%s", rows[i].more));
		assert_true(deeds_says(deeds_get(&events, id), "startsAt", rows[i].starts));
		assert_true(deeds_says(deeds_get(&events, id), "endsAt", rows[i].ends));
		assert_null(deeds_end(&events, id));
		free(id);
	}
	assert_string_equal(deeds_make(&events, NULL, "\"title\":\"T\",\"kind\":\"meeting\",\"time\":{\"start\":\"2030-01-15T12:00:00\","
	                               "\"timeZone\":\"Europe/Atlantis\"}"), "time: noSuchReference");
	assert_string_equal(deeds_make(&events, NULL, "\"title\":\"T\",\"kind\":\"meeting\",\"time\":{\"start\":\"2030-01-15T12:00:00\","
	                               "\"duration\":\"P9999D\"}"), "time: wrongFormat");
}

static void test_any_teacher_holds_one_and_everybody_sees_it(void **state)
{
	(void)state;
	char *id = hold("");
	struct json *seen = deeds_get(&ben_events, id);
	assert_string_equal(json_get_text(json_get(seen, "organiser"), "id"), f->ada.person);
	assert_string_equal(json_get_text(seen, "state"), "announced");
	assert_string_equal(json_get_text(seen, "admission"), "open");
	json_free(seen);
	assert_string_equal(deeds_change(&ben_events, id, "\"title\":\"Mine\""), "forbidden");
	assert_string_equal(deeds_end(&ben_events, id), "forbidden");
	assert_string_equal(deeds_make(&events, NULL, "\"title\":\"x\",\"kind\":\"webinar\",\"time\":{\"start\":\"%s\"},\"joined\":5", noon(3)),
	                    "joined: serverSet");
	assert_null(deeds_end(&events, id));
	free(id);
}

static void test_the_last_place_is_taken_once(void **state)
{
	(void)state;
	char *id = hold(",\"places\":2");
	assert_null(answer(&ada, id, "yes"));
	assert_null(answer(&ben, id, "maybe"));
	assert_null(answer(&ben, id, "yes"));
	assert_int_equal(joined(id), 2);
	assert_string_equal(answer(&eva, id, "yes"), "eventFull");
	assert_null(answer(&eva, id, "maybe"));
	/* The copy is where the event is held, once for each. */
	assert_int_equal(deeds_count(&ada, "\"event\":\"%s\"", id), 3);
	assert_null(answer(&ben, id, "no"));
	assert_null(answer(&eva, id, "yes"));
	assert_int_equal(joined(id), 2);
	assert_null(answer(&eva, id, "yes"));
	assert_int_equal(joined(id), 2);
	struct json *word = deeds_find(&eva, "\"event\":\"%s\"", id);
	assert_null(deeds_end(&eva, json_get_text(word, "id")));
	json_free(word);
	assert_int_equal(joined(id), 1);
	assert_int_equal(deeds_count(&ada, "\"event\":\"%s\"", id), 2);
	free(id);
}

static void test_places_are_taken_once_by_many_at_once(void **state)
{
	(void)state;
	char *id = hold(",\"places\":1");
	const struct deeds *all[] = {&ada, &ben, &eva};
	pid_t children[ARRAY_SIZE(all)];
	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		children[i] = fork();
		if (children[i] == 0)
			_exit(deeds_make(all[i], NULL, "\"event\":{\"id\":\"%s\"},\"answer\":\"yes\"", id) ? 1 : 0);
	}
	int done = 0;
	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		int status = 0;
		waitpid(children[i], &status, 0);
		done += WIFEXITED(status) && WEXITSTATUS(status) == 0;
	}
	assert_int_equal(done, 1);
	assert_int_equal(joined(id), 1);
	free(id);
}

/* Everybody has the event: not each one who comes is news for all of them. */
static void test_of_many_places_only_a_tenth_is_told(void **state)
{
	(void)state;
	char *id = hold(",\"places\":30");
	assert_null(answer(&ada, id, "yes"));
	assert_null(answer(&ben, id, "yes"));
	assert_int_equal(joined(id), 0);
	assert_null(answer(&eva, id, "yes"));
	assert_int_equal(joined(id), 3);
	free(id);
}

static void test_what_is_over_takes_nobody(void **state)
{
	(void)state;
	char *id = hold(",\"joinUntil\":\"2020-01-01T00:00:00Z\"");
	assert_string_equal(answer(&ben, id, "yes"), "eventClosed");
	assert_string_equal(answer(&ben, id, "maybe"), "eventClosed");
	assert_null(answer(&ben, id, "no"));
	assert_null(deeds_change(&events, id, "\"joinUntil\":null"));
	assert_null(answer(&ben, id, "yes"));
	int told = news(&f->ben, "eventCancelled");
	assert_string_equal(deeds_end(&events, id), "notInState");
	assert_null(deeds_change(&events, id, "\"state\":\"cancelled\""));
	assert_int_equal(news(&f->ben, "eventCancelled"), told + 1);
	assert_string_equal(answer(&eva, id, "yes"), "eventClosed");
	assert_string_equal(deeds_change(&events, id, "\"state\":\"announced\""), "notInState");
	assert_string_equal(deeds_make(&ben, NULL, "\"event\":{\"id\":\"azzzzzzz\"},\"answer\":\"yes\""), "event: noSuchReference");
	free(id);
}

static void test_who_comes_is_told_of_another_time(void **state)
{
	(void)state;
	char *id = hold("");
	assert_null(answer(&ben, id, "maybe"));
	assert_null(answer(&eva, id, "no"));
	int ben_told = news(&f->ben, "eventChanged"), eva_told = news(&f->eva, "eventChanged");
	assert_null(deeds_change(&events, id, "\"about\":\"Bring water.\""));
	assert_int_equal(news(&f->ben, "eventChanged"), ben_told);
	struct json *before = deeds_get(&events, id);
	assert_null(deeds_change(&events, id, "\"time\":{\"start\":\"%s\",\"timeZone\":\"Europe/Rome\",\"duration\":\"PT2H\"}", noon(9)));
	struct json *after = deeds_get(&events, id);
	assert_true(json_equal(json_get(after, "was"), json_get(before, "time")));
	assert_string_not_equal(json_get_text(after, "startsAt"), json_get_text(before, "startsAt"));
	assert_non_null(json_get(after, "changedAt"));
	assert_int_equal(news(&f->ben, "eventChanged"), ben_told + 1);
	assert_int_equal(news(&f->eva, "eventChanged"), eva_told);
	/* What is changed once more is told anew in the same notification. */
	struct deeds told = deeds_of(f, &f->ben, f->ben.account, "Notification");
	struct json *notice = deeds_find(&told, "\"kind\":\"eventChanged\"");
	assert_null(deeds_change(&told, json_get_text(notice, "id"), "\"keywords/$seen\":true"));
	assert_null(deeds_change(&events, id, "\"place\":\"Room 2\""));
	assert_int_equal(news(&f->ben, "eventChanged"), ben_told + 1);
	struct json *again = deeds_get(&told, json_get_text(notice, "id"));
	assert_null(json_get(again, "keywords"));
	json_free(notice);
	json_free(again);
	json_free(before);
	json_free(after);
	free(id);
}

static void test_whoever_holds_it_answers_applications(void **state)
{
	(void)state;
	char *id = hold(",\"admission\":\"apply\",\"places\":1");
	assert_string_equal(answer(&ben, id, "yes"), "answer: unknownCode");
	int told = news(&f->ada, "eventApplication");
	assert_null(deeds_make(&ben, NULL, "\"event\":{\"id\":\"%s\"},\"answer\":\"applied\",\"text\":\"Please\",\"remindBefore\":15", id));
	assert_null(answer(&eva, id, "applied"));
	assert_int_equal(news(&f->ada, "eventApplication"), told + 2);
	struct json *own = deeds_find(&ben, "\"event\":\"%s\"", id);
	assert_string_equal(deeds_change(&ben, json_get_text(own, "id"), "\"outcome\":\"accepted\""), "outcome: serverSet");
	struct json *copy = deeds_find(&ada, "\"event\":\"%s\",\"person\":\"%s\"", id, f->ben.person);
	const char *at = json_get_text(copy, "id");
	assert_string_equal(json_get_text(copy, "text"), "Please");
	assert_null(json_get(copy, "remindBefore"));
	assert_string_equal(deeds_change(&ada, at, "\"answer\":\"no\""), "forbidden");
	assert_string_equal(deeds_end(&ada, at), "forbidden");
	int answered = news(&f->ben, "eventApplication");
	assert_null(deeds_change(&ada, at, "\"outcome\":\"accepted\""));
	assert_int_equal(news(&f->ben, "eventApplication"), answered + 1);
	assert_true(deeds_says(deeds_get(&ben, json_get_text(own, "id")), "outcome", "accepted"));
	assert_int_equal(joined(id), 1);
	struct json *other = deeds_find(&ada, "\"event\":\"%s\",\"person\":\"%s\"", id, f->eva.person);
	assert_string_equal(deeds_change(&ada, json_get_text(other, "id"), "\"outcome\":\"accepted\""), "eventFull");
	assert_null(deeds_change(&ada, json_get_text(other, "id"), "\"outcome\":\"refused\""));
	assert_string_equal(deeds_change(&events, id, "\"admission\":\"open\""), "admission: immutable");
	/* Whoever does not come after all gives the place back. */
	assert_null(answer(&ben, id, "no"));
	assert_int_equal(joined(id), 0);
	json_free(own);
	json_free(copy);
	json_free(other);
	free(id);
}

/* Who waits for validation sees what is public, and takes no place of it. */
static void test_newcomers_only_look(void **state)
{
	(void)state;
	struct teacher nina;
	char *id = hold("");
	deeds_join(f, "nina", "GR", true, &nina);
	struct deeds word = deeds_of(f, &nina, nina.account, "Attendance"), seen = deeds_of(f, &nina, nina.community, "Event");
	assert_true(deeds_says(deeds_get(&seen, id), "title", "Water"));
	assert_string_equal(answer(&word, id, "yes"), "newcomer");
	assert_string_equal(deeds_change(&seen, id, "\"title\":\"x\""), "accountReadOnly");
	teacher_release(&nina);
	free(id);
}

static void test_an_answer_given_twice_is_one(void **state)
{
	(void)state;
	char *id = hold(""), *first, *second;
	assert_null(deeds_make(&ben, &first, "\"event\":{\"id\":\"%s\"},\"answer\":\"yes\"", id));
	assert_null(deeds_make(&ben, &second, "\"event\":{\"id\":\"%s\"},\"answer\":\"maybe\"", id));
	assert_string_equal(first, second);
	assert_int_equal(deeds_count(&ben, "\"event\":\"%s\"", id), 1);
	assert_true(deeds_says(deeds_find(&ada, "\"event\":\"%s\"", id), "answer", "maybe"));
	assert_int_equal(joined(id), 0);
	free(first);
	free(second);
	free(id);
}

static void test_events_of_a_project_are_its_members(void **state)
{
	(void)state;
	char *project = deeds_project(f, "River", &f->ada, &f->ben, &f->eva, NULL), *id = NULL;
	struct teacher lea;
	deeds_join(f, "lea", "FR", false, &lea);
	struct deeds in = deeds_of(f, &f->ben, project, "Event"), outside = deeds_of(f, &lea, project, "Event");
	struct deeds hers = deeds_of(f, &lea, lea.account, "Attendance");
	assert_null(deeds_make(&in, &id, "\"title\":\"We meet\",\"kind\":\"onlineMeeting\",\"time\":{\"start\":\"%s\"}", noon(2)));
	assert_true(deeds_says(deeds_get(&in, id), "project", project));
	assert_null(deeds_get(&outside, id));
	assert_string_equal(deeds_make(&outside, NULL, "\"title\":\"x\",\"kind\":\"meeting\",\"time\":{\"start\":\"%s\"}", noon(2)),
	                    "accountNotFound");
	assert_string_equal(answer(&hers, id, "yes"), "event: noSuchReference");
	assert_null(answer(&ada, id, "yes"));
	/* Whoever leaves the project does not come to its events any more. */
	struct deeds members = deeds_of(f, &f->ada, project, "Member");
	struct json *place = deeds_find(&members, "\"person\":\"%s\"", f->eva.person);
	assert_null(answer(&eva, id, "yes"));
	assert_null(deeds_end(&members, json_get_text(place, "id")));
	assert_int_equal(deeds_count(&eva, "\"event\":\"%s\"", id), 0);
	assert_int_equal(deeds_count(&ben, "\"event\":\"%s\"", id), 1);
	json_free(place);
	/* Founders put right what others have begun. */
	struct deeds founder = deeds_of(f, &f->ada, project, "Event");
	assert_null(deeds_change(&founder, id, "\"title\":\"We meet at last\""));
	teacher_release(&lea);
	free(project);
	free(id);
}

/* Of times to come: what was a week ago first, two months at most, and how many lie beyond. */
static void test_a_window_looks_ahead(void **state)
{
	(void)state;
	static const int days[] = {50, -30, 2, -3, 90, 200};
	char *ids[ARRAY_SIZE(days)], *project = deeds_project(f, "Ahead", &f->ada, &f->ben, NULL);
	struct deeds in = deeds_of(f, &f->ada, project, "Event");
	for (size_t i = 0; i < ARRAY_SIZE(days); i++)
		assert_null(deeds_make(&in, &ids[i], "\"title\":\"T\",\"kind\":\"meeting\",\"time\":{\"start\":\"%s\"}", noon(days[i])));
	static const size_t window[] = {3, 2, 0};
	struct json *sync = portal_call(f, &f->ada, "Sync/get", "{}");
	const struct json *part = json_get(json_get(sync, "accounts"), project), *list = json_get(json_get(part, "records"), "Event");
	assert_int_equal(json_size(list), ARRAY_SIZE(window));
	for (size_t i = 0; i < ARRAY_SIZE(window); i++)
		assert_string_equal(json_get_text(json_at(list, i), "id"), ids[window[i]]);
	assert_int_equal(json_get_integer(json_get(part, "total"), "Event", 0), 5);
	json_free(sync);
	sync = portal_call(f, &f->ada, "Sync/get", "{\"want\":{\"Event\":-1},\"maxBytes\":200000}");
	part = json_get(json_get(sync, "accounts"), project);
	assert_int_equal(json_size(json_get(json_get(part, "records"), "Event")), ARRAY_SIZE(days));
	json_free(sync);
	for (size_t i = 0; i < ARRAY_SIZE(days); i++)
		free(ids[i]);
	free(project);
}

/* The portal is started anew at a day so many days from now. */
static void go_on(int days)
{
	char now[CLOCK_TEXT_SIZE];
	assert_int_equal(portal_fixture_end(f, SIGTERM), 0);
	clock_format(clock_now() + days * (int64_t)DAY, now);
	setenv("TWINLINE_NOW", now, 1);
	portal_fixture_serve(f, NULL);
	unsetenv("TWINLINE_NOW");
}

/*
 * One small page of ben's: true if more is to come. Counts the project's events in it, which have to be among ids[1] to ids[3]
 * (NULL: any).
 */
static bool pull(struct json *since, const char *project, char *const *ids, int *came)
{
	bool more = false;
	char *states = json_print(since);
	struct json *sync = portal_call(f, &f->ben, "Sync/get", "{\"since\":%s,\"maxBytes\":1024}", states);
	for (const struct json *part = json_first(json_get(sync, "accounts")); part; part = json_next(part)) {
		json_set_string(since, json_key(part), json_get_text(part, "state"));
		more = more || json_get_bool(part, "more", false);
		if (!text_equal(json_key(part), project))
			continue;
		for (const struct json *i = json_first(json_get(json_get(part, "records"), "Event")); i; i = json_next(i), ++*came) {
			const char *id = json_get_text(i, "id");
			assert_true(!ids || text_equal(id, ids[1]) || text_equal(id, ids[2]) || text_equal(id, ids[3]));
		}
	}
	json_free(sync);
	free(states);
	return more;
}

/* What nobody has changed comes into the window as the days go by, once, and page by page. */
static void test_a_window_goes_on_with_the_days(void **state)
{
	(void)state;
	static const int days[] = {50, 62, 62, 64, 90};
	char *ids[ARRAY_SIZE(days)], about[3000], *project = deeds_project(f, "Days", &f->ben, &f->ada, NULL);
	struct deeds in = deeds_of(f, &f->ben, project, "Event");
	memset(about, 'x', sizeof about - 1);
	about[sizeof about - 1] = '\0';
	for (size_t i = 0; i < ARRAY_SIZE(days); i++)
		assert_null(deeds_make(&in, &ids[i], "\"title\":\"T\",\"kind\":\"meeting\",\"time\":{\"start\":\"%s\"},\"about\":\"%s\"",
		                       noon(days[i]), about));
	struct json *since = json_new_object();
	int came = 0, pages = 0;
	while (pull(since, project, NULL, &came))
		;
	assert_int_equal(came, 1);
	go_on(10);
	came = 0;
	while (pull(since, project, ids, &came))
		assert_true(++pages < 10);
	assert_true(pages > 0 && came >= 3);
	came = 0;
	assert_false(pull(since, project, NULL, &came));
	assert_int_equal(came, 0);
	go_on(0);
	for (size_t i = 0; i < ARRAY_SIZE(days); i++)
		free(ids[i]);
	json_free(since);
	free(project);
}

/* Everybody has all events of the community: not more than fifty of one person, and what is long over is none. */
static void test_nobody_fills_the_calendar(void **state)
{
	enum { MANY = 60 };
	struct deeds held = deeds_of(f, &f->eva, f->eva.community, "Event");
	static const char event[] = "\"title\":\"Sale\",\"kind\":\"meeting\",\"time\":{\"start\":\"%s\"}";
	const char *said = NULL;
	int made = 0;
	(void)state;
	assert_string_equal(deeds_make(&held, NULL, event, noon(-100)), "time: outOfRange");
	for (; made < MANY && !(said = deeds_make(&held, NULL, event, noon(made % 2 ? -1 : 1))); made++)
		;
	assert_in_range(made, 40, 51);
	assert_string_equal(said, "overQuota");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_times_are_those_of_the_place, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_any_teacher_holds_one_and_everybody_sees_it, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_the_last_place_is_taken_once, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_places_are_taken_once_by_many_at_once, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_of_many_places_only_a_tenth_is_told, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_what_is_over_takes_nobody, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_who_comes_is_told_of_another_time, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_whoever_holds_it_answers_applications, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_newcomers_only_look, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_an_answer_given_twice_is_one, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_events_of_a_project_are_its_members, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_window_looks_ahead, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_window_goes_on_with_the_days, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_nobody_fills_the_calendar, portal_fixture_is_sound),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
