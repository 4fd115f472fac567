/* What an officer hides after a report: others neither see nor find nor count it, whoever made it does; and it comes back. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "lib/officer.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

static struct portal_fixture *f;
static struct teacher zoe, kim;
static char *italy, *project;
static struct deeds cases;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	deeds_join(f, "zoe", "IT", false, &zoe);
	deeds_join(f, "kim", "DE", false, &kim);
	officer_make(f, "eva", "IT");
	officer_make(f, "kim", "DE");
	italy = officer_desk(f, &f->eva, "IT");
	cases = deeds_of(f, &f->eva, italy, "Case");
	project = deeds_project(f, "Water diary", &f->ben, &kim, &f->ada, NULL);
	return 0;
}

static int stop(void **state)
{
	teacher_release(&zoe);
	teacher_release(&kim);
	free(italy);
	free(project);
	return portal_fixture_stop(state);
}

/* Somebody reports what Ben has made: the case of it, its id, yours. */
static char *report(const struct teacher *t, const char *type, const char *id)
{
	struct deeds reports = deeds_of(f, t, t->account, "Report");
	const char *why = deeds_make(&reports, NULL, "\"reason\":\"rude\",\"text\":\"See\",\"aboutType\":\"%s\",\"aboutId\":\"%s\","
	                       "\"person\":{\"id\":\"%s\"}", type, id, f->ben.person);
	if (why)
		fail_msg("%s: %s", type, why);
	struct json *waits = deeds_find(&cases, "\"state\":\"waiting\"");
	assert_non_null(waits);
	char *made = xstrdup(json_get_text(waits, "id"));
	json_free(waits);
	return made;
}

static bool is_seen(const struct deeds *d, const char *id)
{
	struct json *r = deeds_get(d, id);
	bool seen = r;
	assert_null(json_get(r, "hidden"));
	json_free(r);
	return seen;
}

/* The state of a type, and how often an id stands in what has changed since: nothing of what is hidden may. */
static char *state_of(const struct deeds *d)
{
	char *method = xasprintf("%s/get", d->type);
	struct json *got = portal_call(f, d->t, method, "{\"accountId\":\"%s\",\"ids\":[]}", d->account);
	char *state = xstrdup(json_get_text(got, "state"));
	free(method);
	json_free(got);
	return state;
}

static bool has_id(const struct json *list, const char *id)
{
	for (const struct json *i = json_first(list); i; i = json_next(i))
		if (text_equal(json_text(i), id))
			return true;
	return false;
}

static void changes_say(const struct deeds *d, const char *since, const char *id, const char *what)
{
	static const char *const lists[] = {"created", "updated", "destroyed"};
	if (text_equal(d->account, d->t->directory)) /* which tells nobody of changes */
		return;
	char *method = xasprintf("%s/changes", d->type);
	struct json *got = portal_call(f, d->t, method, "{\"accountId\":\"%s\",\"sinceState\":\"%s\"}", d->account, since);
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++)
		assert_int_equal(has_id(json_get(got, lists[i]), id), text_equal(lists[i], what));
	free(method);
	json_free(got);
}

/* Reported, taken away, shown again: what a witness and its owner see. keeps: the owner's copy, NULL where there is none to look at. */
static void goes_and_comes(const struct deeds *sees, const char *seen, const struct deeds *keeps, const char *kept)
{
	struct deeds told = deeds_of(f, &f->ben, f->ben.account, "Notification"), thanked = deeds_of(f, sees->t, sees->t->account, "Notification");
	int before = deeds_count(sees, "%s", ""), warned = deeds_count(&told, "\"kind\":\"warned\"");
	int again = deeds_count(&told, "\"kind\":\"shownAgain\""), thanks = deeds_count(&thanked, "\"kind\":\"reportDone\"");
	char *since = state_of(sees), *id = report(sees->t, sees->type, seen);
	assert_true(is_seen(sees, seen));
	assert_string_equal(deeds_change(&cases, id, "\"state\":\"shownAgain\""), "notInState");
	assert_null(deeds_change(&cases, id, "\"state\":\"accepted\""));
	assert_false(is_seen(sees, seen));
	assert_int_equal(deeds_count(sees, "%s", ""), before - 1);
	changes_say(sees, since, seen, "destroyed");
	free(since);
	since = state_of(sees);
	if (keeps)
		assert_true(deeds_says(deeds_get(keeps, kept), "hidden", "rude"));
	assert_int_equal(deeds_count(&told, "\"kind\":\"warned\""), warned + 1);
	assert_int_equal(deeds_count(&thanked, "\"kind\":\"reportDone\""), thanks + 1);
	assert_string_equal(deeds_change(&cases, id, "\"state\":\"done\""), "notInState");
	assert_null(deeds_change(&cases, id, "\"state\":\"shownAgain\""));
	assert_true(is_seen(sees, seen));
	assert_int_equal(deeds_count(sees, "%s", ""), before);
	changes_say(sees, since, seen, "created");
	assert_int_equal(deeds_count(&told, "\"kind\":\"shownAgain\""), again + 1);
	assert_string_equal(deeds_change(&cases, id, "\"state\":\"done\""), "notInState");
	if (keeps)
		assert_true(is_seen(keeps, kept));
	free(since);
	free(id);
}

static void test_events_and_notices(void **state)
{
	(void)state;
	struct deeds bens = deeds_of(f, &f->ben, f->ben.community, "Event"), seen = deeds_of(f, &f->ada, f->ada.community, "Event");
	char *id = NULL;
	assert_null(deeds_make(&bens, &id, "\"title\":\"Cheap tablets\",\"kind\":\"webinar\",\"time\":{\"start\":\"2050-01-01T12:00:00\","
	                       "\"timeZone\":\"Europe/Rome\",\"duration\":\"PT1H\"}"));
	goes_and_comes(&seen, id, &bens, id);
	free(id);
	bens.type = seen.type = "PartnerNotice";
	assert_null(deeds_make(&bens, &id, "\"title\":\"Cheap tablets\",\"purpose\":\"project\",\"ageBand\":\"7-11\""));
	goes_and_comes(&seen, id, &bens, id);
	free(id);
}

/* True if somebody's word on an event, which is there, has more of the event than its id. */
static bool names_event(const struct deeds *d, const char *person, const char *event)
{
	struct json *word = deeds_find(d, "\"person\":\"%s\",\"event\":\"%s\"", person, event);
	char *text = word ? json_print(word) : NULL;
	assert_non_null(text);
	bool names = strstr(text, "Cheap phones");
	assert_true(names == (json_get_text(json_get(word, "event"), "name") != NULL));
	free(text);
	json_free(word);
	return names;
}

/* Nor is it named where somebody has said that they come, with them and with whoever holds it, until it is shown again. */
static void test_an_event_in_the_answers_to_it(void **state)
{
	(void)state;
	struct deeds bens = deeds_of(f, &f->ben, f->ben.community, "Event"), words = deeds_of(f, &f->ada, f->ada.account, "Attendance");
	struct deeds copies = deeds_of(f, &f->ben, f->ben.account, "Attendance"), told = deeds_of(f, &f->ada, f->ada.account, "Notification");
	struct json *news;
	char *event = NULL, *word = NULL, *id;
	const char *of_ada = f->ada.person;
	assert_null(deeds_make(&bens, &event, "\"title\":\"Cheap phones\",\"kind\":\"webinar\",\"time\":{\"start\":\"2050-01-01T12:00:00\","
	                       "\"timeZone\":\"Europe/Rome\",\"duration\":\"PT1H\"}"));
	assert_null(deeds_make(&words, &word, "\"event\":{\"id\":\"%s\"},\"answer\":\"yes\"", event));
	assert_true(names_event(&words, of_ada, event) && names_event(&copies, of_ada, event));
	id = report(&f->ada, "Event", event);
	assert_null(deeds_change(&cases, id, "\"state\":\"accepted\""));
	assert_false(names_event(&words, of_ada, event) || names_event(&copies, of_ada, event));
	/* A word that is changed meanwhile has no title either. */
	assert_string_equal(deeds_change(&words, word, "\"answer\":\"maybe\""), "notFound");
	assert_null(deeds_change(&words, word, "\"remindBefore\":30"));
	assert_false(names_event(&words, of_ada, event) || names_event(&copies, of_ada, event));
	/* Nor has the news of what its owner changes in it; that there is a change is told. */
	assert_null(deeds_change(&bens, event, "\"online\":true"));
	news = deeds_find(&told, "\"kind\":\"eventChanged\",\"aboutId\":\"%s\"", event);
	assert_non_null(news);
	assert_null(json_get(news, "title"));
	json_free(news);
	assert_null(deeds_change(&cases, id, "\"state\":\"shownAgain\""));
	assert_true(names_event(&words, of_ada, event) && names_event(&copies, of_ada, event));
	free(id);
	free(word);
	free(event);
}

static void test_the_card_of_a_person(void **state)
{
	(void)state;
	struct deeds bens = deeds_of(f, &f->ben, f->ben.directory, "Person"), seen = deeds_of(f, &f->ada, f->ada.directory, "Person");
	goes_and_comes(&seen, f->ben.person, &bens, f->ben.person);
	/* A report that names no record is about the card. */
	struct deeds reports = deeds_of(f, &zoe, zoe.account, "Report");
	assert_null(deeds_make(&reports, NULL, "\"reason\":\"rude\",\"person\":{\"id\":\"%s\"}", f->ben.person));
	struct json *waits = deeds_find(&cases, "\"state\":\"waiting\"");
	assert_null(deeds_change(&cases, json_get_text(waits, "id"), "\"state\":\"accepted\""));
	assert_false(is_seen(&seen, f->ben.person));
	/* What its owner changes stays hidden, and the mark is the portal's alone. */
	assert_null(deeds_change(&bens, f->ben.person, "\"about\":\"It was a joke\""));
	assert_false(is_seen(&seen, f->ben.person));
	assert_string_equal(deeds_change(&bens, f->ben.person, "\"hidden\":null"), "hidden: serverSet");
	assert_true(deeds_says(deeds_get(&bens, f->ben.person), "hidden", "rude"));
	assert_null(deeds_change(&cases, json_get_text(waits, "id"), "\"state\":\"shownAgain\""));
	assert_true(is_seen(&seen, f->ben.person));
	json_free(waits);
}

/* Somebody's card says from now on that they work at a school. */
static void work_at(const struct teacher *t, const char *school)
{
	const struct deeds cards = deeds_of(f, t, t->directory, "Person");
	char *members = xasprintf("{\"school\":{\"id\":\"%s\"}}", school);
	deeds_rewrite(&cards, t->person, members);
	free(members);
}

static void test_a_school(void **state)
{
	(void)state;
	struct deeds seen = deeds_of(f, &zoe, zoe.directory, "School");
	struct store s;
	struct account directory;
	struct record school = {.type = &record_types[TYPE_School], .audience = AUDIENCE_PUBLIC, .id = xstrdup("scuola22")};
	school.body = xstrdup("{\"name\":\"Rude school\",\"country\":\"IT\",\"town\":\"Roma\"}");
	portal_store(f, &s);
	assert_true(account_by_kind(&s, ACCOUNT_DIRECTORY, &directory));
	school.account = directory.local;
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &school, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	goes_and_comes(&seen, "scuola22", NULL, NULL);
	/* Who works there sees it and reads why, whoever has entered it; others do not, nor does anybody find it by looking for it. */
	struct deeds kims = deeds_of(f, &kim, kim.directory, "School");
	work_at(&kim, "scuola22");
	struct json *page = portal_call(f, &kim, "Sync/get", "{}");
	char *since = xstrdup(json_get_text(json_get(json_get(page, "accounts"), kim.directory), "state"));
	json_free(page);
	char *wait = report(&f->ada, "School", "scuola22");
	assert_null(deeds_change(&cases, wait, "\"state\":\"accepted\""));
	assert_false(is_seen(&seen, "scuola22"));
	/* A program that keeps what it was sent is told so without asking, and loses nothing. */
	page = portal_call(f, &kim, "Sync/get", "{\"since\":{\"%s\":\"%s\"}}", kim.directory, since);
	const struct json *told = json_get(json_get(page, "accounts"), kim.directory);
	assert_string_equal(json_get_text(json_at(json_get(json_get(told, "records"), "School"), 0), "hidden"), "rude");
	assert_false(json_size(json_get(json_get(told, "destroyed"), "School")));
	json_free(page);
	free(since);
	assert_true(deeds_says(deeds_get(&kims, "scuola22"), "hidden", "rude"));
	struct json *found = portal_call(f, &kim, "School/query", "{\"accountId\":\"%s\",\"filter\":{\"text\":\"Rude\"}}", kim.directory);
	assert_int_equal(json_size(json_get(found, "ids")), 0);
	json_free(found);
	assert_null(deeds_change(&cases, wait, "\"state\":\"shownAgain\""));
	assert_true(is_seen(&seen, "scuola22"));
	free(wait);
	account_release(&directory);
	record_free(&school);
	store_close(&s);
}

/* Of a letter all copies but the sender's go: from the conversations of its readers too. */
static void test_a_letter(void **state)
{
	(void)state;
	struct deeds seen = deeds_of(f, &f->ada, f->ada.account, "Message"), bens = deeds_of(f, &f->ben, f->ben.account, "Message");
	struct deeds threads = deeds_of(f, &f->ada, f->ada.account, "Thread");
	char *sent = portal_send_text(f, &f->ben, &f->ada, "Rude", "You fool");
	struct json *own = deeds_find(&seen, "\"subject\":\"Rude\"");
	char *id = xstrdup(json_get_text(own, "id"));
	int talks = deeds_count(&threads, "%s", "");
	char *wait = report(&f->ada, "Message", id), *wait_done;
	assert_null(deeds_change(&cases, wait, "\"state\":\"accepted\""));
	assert_int_equal(deeds_count(&seen, "\"subject\":\"Rude\""), 0);
	assert_int_equal(deeds_count(&threads, "%s", ""), talks - 1);
	assert_null(deeds_change(&cases, wait, "\"state\":\"shownAgain\""));
	assert_int_equal(deeds_count(&threads, "%s", ""), talks);
	goes_and_comes(&seen, id, &bens, sent);
	/* Whoever is hidden can be reported for what they write all the same; by whom they have not written to, not. */
	char *card = report(&zoe, "Person", f->ben.person);
	assert_null(deeds_change(&cases, card, "\"state\":\"accepted\""));
	wait_done = report(&f->ada, "Message", id);
	struct deeds reports = deeds_of(f, &zoe, zoe.account, "Report");
	assert_string_equal(deeds_make(&reports, NULL, "\"reason\":\"rude\",\"person\":{\"id\":\"%s\"}", f->ben.person),
	                    "person: noSuchReference");
	assert_null(deeds_change(&cases, wait_done, "\"state\":\"done\""));
	assert_null(deeds_change(&cases, card, "\"state\":\"shownAgain\""));
	free(wait_done);
	free(card);
	json_free(own);
	free(wait);
	free(sent);
	free(id);
}

static void test_parts_of_a_space(void **state)
{
	(void)state;
	static const struct { const char *type, *members; } parts[] = {
		{"Page", "\"title\":\"Fools\",\"text\":\"All\",\"state\":\"published\",\"readers\":\"public\""},
		{"Activity", "\"title\":\"Fools\""},
		{"Post", "\"place\":\"update\",\"text\":\"Fools\""},
	};
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		struct deeds bens = deeds_of(f, &f->ben, project, parts[i].type), seen = deeds_of(f, &kim, project, parts[i].type);
		struct deeds comments = deeds_of(f, &f->ada, project, "Post"), read = deeds_of(f, &kim, project, "Post");
		char *id = NULL, *comment = NULL;
		assert_null(deeds_make(&bens, &id, "%s", parts[i].members));
		goes_and_comes(&seen, id, &bens, id);
		/* What hangs on it goes and comes with it. */
		if (text_equal(parts[i].type, "Post"))
			assert_null(deeds_make(&comments, &comment, "\"place\":\"comment\",\"text\":\"Yes\",\"parent\":\"%s\"", id));
		else
			assert_null(deeds_make(&comments, &comment, "\"place\":\"comment\",\"text\":\"Yes\",\"aboutType\":\"%s\",\"aboutId\":\"%s\"",
			                       parts[i].type, id));
		char *wait = report(&kim, parts[i].type, id);
		assert_null(deeds_change(&cases, wait, "\"state\":\"accepted\""));
		assert_false(is_seen(&read, comment));
		assert_true(is_seen(&comments, comment));
		assert_null(deeds_change(&cases, wait, "\"state\":\"shownAgain\""));
		assert_true(is_seen(&read, comment));
		free(wait);
		free(comment);
		free(id);
	}
}

/* A hidden answer is not counted where it stood. */
static void test_an_answer_in_a_thread(void **state)
{
	(void)state;
	struct deeds bens = deeds_of(f, &f->ben, project, "Post"), kims = deeds_of(f, &kim, project, "Post");
	char *root = NULL, *answer = NULL;
	assert_null(deeds_make(&kims, &root, "\"place\":\"update\",\"text\":\"Good news\""));
	assert_null(deeds_make(&bens, &answer, "\"place\":\"comment\",\"text\":\"Fools\",\"parent\":\"%s\"", root));
	char *wait = report(&zoe, "Person", f->ben.person);
	assert_null(deeds_change(&cases, wait, "\"state\":\"done\""));
	free(wait);
	struct json *before = deeds_get(&kims, root);
	assert_int_equal(json_get_integer(before, "replies", 0), 1);
	wait = report(&kim, "Post", answer);
	assert_null(deeds_change(&cases, wait, "\"state\":\"accepted\""));
	struct json *after = deeds_get(&kims, root);
	assert_int_equal(json_get_integer(after, "replies", 0), 0);
	assert_false(is_seen(&kims, answer));
	/* Its author takes it back: the count stays. */
	assert_null(deeds_end(&bens, answer));
	assert_string_equal(deeds_change(&cases, wait, "\"state\":\"shownAgain\""), "notFound");
	json_free(after);
	after = deeds_get(&kims, root);
	assert_int_equal(json_get_integer(after, "replies", 0), 0);
	json_free(before);
	json_free(after);
	free(wait);
	free(root);
	free(answer);
}

/* Nobody outside finds it, nor what it shows to everybody; its members go on. */
static void test_a_project(void **state)
{
	(void)state;
	struct deeds bens = deeds_of(f, &f->ben, project, "Project"), seen = deeds_of(f, &zoe, zoe.directory, "Project");
	struct deeds pages = deeds_of(f, &zoe, zoe.directory, "Page"), own = deeds_of(f, &f->ben, project, "Page");
	char *page = NULL;
	assert_null(deeds_change(&bens, project, "\"shown\":true"));
	assert_null(deeds_make(&own, &page, "\"title\":\"For all\",\"text\":\"Read\",\"state\":\"published\",\"readers\":\"public\""));
	assert_true(is_seen(&pages, page));
	goes_and_comes(&seen, project, &bens, project);
	char *wait = report(&zoe, "Page", page);
	assert_null(deeds_change(&cases, wait, "\"state\":\"accepted\""));
	assert_false(is_seen(&pages, page));
	struct deeds adas = deeds_of(f, &f->ada, project, "Page");
	assert_false(is_seen(&adas, page));
	assert_true(deeds_says(deeds_get(&own, page), "hidden", "rude"));
	assert_null(deeds_change(&cases, wait, "\"state\":\"shownAgain\""));
	assert_true(is_seen(&pages, page));
	free(wait);
	wait = report(&zoe, "Project", project);
	assert_null(deeds_change(&cases, wait, "\"state\":\"accepted\""));
	assert_false(is_seen(&pages, page));
	assert_true(is_seen(&adas, page));
	assert_null(deeds_change(&cases, wait, "\"state\":\"shownAgain\""));
	assert_true(is_seen(&pages, page));
	free(wait);
	free(page);
}

/* Officers of other desks, who reported and who is reported decide nothing. */
static void test_only_the_desk_hides(void **state)
{
	(void)state;
	char *id = report(&zoe, "Person", f->ben.person);
	const struct teacher *const others[] = {&kim, &f->ada, &f->ben, &zoe};
	struct deeds seen = deeds_of(f, &f->ada, f->ada.directory, "Person");
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		struct deeds theirs = deeds_of(f, others[i], italy, "Case");
		assert_string_equal(deeds_change(&theirs, id, "\"state\":\"accepted\""), "accountNotFound");
	}
	assert_true(is_seen(&seen, f->ben.person));
	assert_null(deeds_change(&cases, id, "\"state\":\"refused\",\"reason\":\"other\",\"text\":\"No\""));
	assert_string_equal(deeds_change(&cases, id, "\"state\":\"shownAgain\""), "notInState");
	assert_true(is_seen(&seen, f->ben.person));
	free(id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_events_and_notices, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_an_event_in_the_answers_to_it, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_the_card_of_a_person, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_school, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_letter, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_parts_of_a_space, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_an_answer_in_a_thread, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_project, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_only_the_desk_hides, portal_fixture_is_sound),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
