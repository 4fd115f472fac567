/* Cases on a desk: who sees and decides them, who holds them, that each is decided once, what follows, and the letters. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "lib/officer.h"
#include "lib/portal_mail.h"
#include "../../src/portal/case.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

static struct smtp_sink *sink;
static struct portal_fixture *f;
static struct teacher zoe, kim;
static char *italy; /* the desk's account */
static struct deeds eva_cases, zoe_cases;

static int start(void **state)
{
	sink = smtp_sink_start();
	*state = f = portal_mail_new(sink, NULL);
	deeds_join(f, "zoe", "IT", false, &zoe);
	deeds_join(f, "kim", "DE", false, &kim);
	portal_set_profile(f, &f->ada, "{\"email\":\"ada@school.example\",\"interfaceLanguage\":\"el\"}");
	portal_set_profile(f, &f->ben, "{\"email\":\"ben@scuola.example\",\"interfaceLanguage\":\"it\"}");
	officer_make(f, "eva", "IT");
	officer_make(f, "zoe", "IT");
	officer_make(f, "kim", NULL);
	italy = officer_desk(f, &f->eva, "IT");
	assert_non_null(italy);
	eva_cases = deeds_of(f, &f->eva, italy, "Case");
	zoe_cases = deeds_of(f, &zoe, italy, "Case");
	return 0;
}

static int stop(void **state)
{
	teacher_release(&zoe);
	teacher_release(&kim);
	free(italy);
	int result = portal_fixture_stop(state);
	smtp_sink_stop(sink);
	return result;
}

static int is_sound(void **state)
{
	(void)state;
	smtp_sink_clear(sink);
	return portal_is_sound(f) ? 0 : -1;
}

/* Ada reports Ben, or a record of his ("\"aboutType\":...,"): the case of it, its id, yours. */
static char *report(const char *about)
{
	struct deeds reports = deeds_of(f, &f->ada, f->ada.account, "Report");
	assert_null(deeds_make(&reports, NULL, "\"reason\":\"spam\",\"text\":\"Tablets again\",%s\"person\":{\"id\":\"%s\"}", about,
	                       f->ben.person));
	struct json *last = deeds_find(&eva_cases, "\"state\":\"waiting\"");
	assert_non_null(last);
	char *id = xstrdup(json_get_text(last, "id"));
	json_free(last);
	return id;
}

static void test_a_case_is_for_the_officers_of_its_desk(void **state)
{
	(void)state;
	char *id = report("");
	struct json *c = deeds_get(&eva_cases, id);
	assert_string_equal(json_get_text(c, "kind"), "report");
	assert_string_equal(json_get_text(json_get(c, "who"), "id"), f->ada.person);
	assert_string_equal(json_get_text(c, "language"), "el");
	assert_string_equal(json_get_text(c, "country"), "IT");
	json_free(c);
	struct deeds ada = deeds_of(f, &f->ada, italy, "Case"), ben = deeds_of(f, &f->ben, italy, "Case");
	assert_string_equal(deeds_change(&ada, id, "\"state\":\"accepted\""), "accountNotFound");
	assert_string_equal(deeds_change(&ben, id, "\"held\":true"), "accountNotFound");
	assert_string_equal(deeds_make(&eva_cases, NULL, "\"kind\":\"report\""), "forbidden");
	assert_string_equal(deeds_end(&eva_cases, id), "forbidden");
	assert_string_equal(deeds_change(&eva_cases, id, "\"title\":\"Nobody\""), "title: serverSet");
	/* The dossier has the case's id, is not synced, and comes when it is asked for. */
	struct deeds dossiers = deeds_of(f, &f->eva, italy, "Dossier");
	struct json *dossier = deeds_get(&dossiers, id), *sync = portal_call(f, &f->eva, "Sync/get", "{}");
	assert_string_equal(json_get_text(dossier, "text"), "Tablets again");
	assert_string_equal(json_get_text(json_first(json_get(json_get(dossier, "facts"), "list")), "value"), "spam");
	const struct json *records = json_get(json_get(json_get(sync, "accounts"), italy), "records");
	assert_non_null(json_get(records, "Case"));
	assert_null(json_get(records, "Dossier"));
	json_free(dossier);
	json_free(sync);
	assert_null(deeds_change(&eva_cases, id, "\"state\":\"done\""));
	free(id);
}

static void test_the_central_desk_sees_all_countries(void **state)
{
	(void)state;
	char *id = report(""), *seen = officer_desk(f, &kim, "IT"), *central = officer_desk(f, &kim, "");
	assert_string_equal(seen, italy);
	assert_non_null(central);
	struct deeds cases = deeds_of(f, &kim, italy, "Case");
	assert_null(deeds_change(&cases, id, "\"state\":\"done\""));
	assert_true(deeds_says(deeds_get(&eva_cases, id), "decidedBy", kim.person));
	assert_null(officer_desk(f, &f->eva, "GR"));
	assert_null(officer_desk(f, &f->eva, ""));
	free(central);
	free(seen);
	free(id);
}

static void test_what_one_holds_no_other_decides(void **state)
{
	(void)state;
	char *id = report("");
	assert_null(deeds_change(&eva_cases, id, "\"held\":true"));
	struct json *c = deeds_get(&zoe_cases, id);
	assert_string_equal(json_get_text(json_get(c, "holder"), "id"), f->eva.person);
	int64_t until = 0;
	assert_true(clock_parse(json_get_text(c, "heldUntil"), &until));
	assert_true(until > clock_now() + 14 * 60 && until <= clock_now() + 15 * 60);
	json_free(c);
	assert_string_equal(deeds_change(&zoe_cases, id, "\"state\":\"done\""), "held");
	assert_string_equal(deeds_change(&zoe_cases, id, "\"held\":true"), "held");
	/* What one does not hold, one lets go in vain. */
	assert_null(deeds_change(&zoe_cases, id, "\"held\":false"));
	assert_string_equal(deeds_change(&zoe_cases, id, "\"state\":\"done\""), "held");
	assert_null(deeds_change(&eva_cases, id, "\"held\":false"));
	assert_null(deeds_change(&zoe_cases, id, "\"held\":true"));
	/* After a quarter of an hour without a word anybody may. */
	deeds_rewrite(&eva_cases, id, "{\"heldUntil\":\"2020-01-01T00:00:00Z\"}");
	assert_null(deeds_change(&eva_cases, id, "\"held\":true"));
	assert_null(deeds_change(&eva_cases, id, "\"laterAt\":\"2020-01-01T00:00:00Z\",\"note\":\"Ask Zoe\""));
	c = deeds_get(&zoe_cases, id);
	assert_null(json_get(c, "held"));
	assert_null(json_get(c, "holder"));
	assert_string_equal(json_get_text(c, "note"), "Ask Zoe");
	assert_true(clock_parse(json_get_text(c, "laterAt"), &until) && until > clock_now() - 60);
	json_free(c);
	assert_null(deeds_change(&zoe_cases, id, "\"state\":\"done\""));
	free(id);
}

static void test_who_signs_out_holds_nothing(void **state)
{
	(void)state;
	char *id = report(""), *other = report("");
	struct teacher again;
	teacher_sign_in(f, "eva", &again);
	struct deeds cases = deeds_of(f, &again, italy, "Case");
	assert_null(deeds_change(&cases, id, "\"held\":true"));
	assert_null(deeds_change(&zoe_cases, other, "\"held\":true"));
	assert_string_equal(deeds_change(&zoe_cases, id, "\"state\":\"done\""), "held");
	assert_int_equal(portal_ask(f, "DELETE", "/sign-in", again.bearer, NULL, NULL), 204);
	assert_null(deeds_change(&zoe_cases, id, "\"state\":\"done\""));
	/* What others hold stays theirs. */
	assert_string_equal(deeds_change(&eva_cases, other, "\"state\":\"done\""), "held");
	assert_null(deeds_change(&zoe_cases, other, "\"state\":\"done\""));
	teacher_release(&again);
	free(other);
	free(id);
}

static void test_a_case_is_decided_once(void **state)
{
	(void)state;
	char *id = report("");
	assert_string_equal(deeds_change(&eva_cases, id, "\"state\":\"refused\""), "reason: required");
	assert_string_equal(deeds_change(&eva_cases, id, "\"state\":\"askedBack\",\"reason\":\"other\""), "notInState");
	assert_string_equal(deeds_change(&eva_cases, id, "\"state\":\"joinedUp\""), "joinWith: required");
	assert_null(deeds_change(&eva_cases, id, "\"state\":\"refused\",\"reason\":\"other\",\"text\":\"It is a joke\""));
	assert_string_equal(deeds_change(&zoe_cases, id, "\"state\":\"accepted\""), "notInState");
	assert_string_equal(deeds_change(&eva_cases, id, "\"state\":\"waiting\""), "notInState");
	assert_true(deeds_says(deeds_get(&zoe_cases, id), "decidedBy", f->eva.person));
	struct deeds reports = deeds_of(f, &f->ada, f->ada.account, "Report");
	assert_int_equal(deeds_count(&reports, "\"state\":\"waiting\""), 0);
	free(id);
}

static void test_what_is_reported_can_be_taken_away(void **state)
{
	(void)state;
	struct deeds events = deeds_of(f, &f->ben, f->ben.community, "Event"), seen = deeds_of(f, &f->ada, f->ada.community, "Event");
	char *event = NULL;
	assert_null(deeds_make(&events, &event, "\"title\":\"Cheap tablets\",\"kind\":\"webinar\",\"time\":{\"start\":\"2050-01-01T12:00:00\","
	                       "\"timeZone\":\"Europe/Rome\",\"duration\":\"PT1H\"}"));
	char *about = xasprintf("\"aboutType\":\"Event\",\"aboutId\":\"%s\",", event), *id = report(about);
	struct deeds dossiers = deeds_of(f, &f->eva, italy, "Dossier"), told = deeds_of(f, &f->ben, f->ben.account, "Notification");
	struct json *dossier = deeds_get(&dossiers, id);
	const struct json *facts = json_get(json_get(dossier, "facts"), "list");
	assert_string_equal(json_get_text(json_at(facts, 1), "value"), "Cheap tablets");
	json_free(dossier);
	int warned = deeds_count(&told, "\"kind\":\"warned\"");
	assert_null(deeds_change(&eva_cases, id, "\"state\":\"accepted\""));
	struct json *gone = deeds_get(&seen, event);
	assert_null(gone);
	assert_int_equal(deeds_count(&told, "\"kind\":\"warned\""), warned + 1);
	struct deeds ada_told = deeds_of(f, &f->ada, f->ada.account, "Notification");
	assert_true(deeds_count(&ada_told, "\"kind\":\"reportDone\"") > 0);
	free(about);
	free(event);
	free(id);
}

/* What the portal does once a day. */
static void tidy(int64_t now)
{
	struct store s;
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(cases_prune(&s, now - (int64_t)CASE_DAYS * 24 * 60 * 60, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
}

static void test_what_was_decided_goes_after_a_month(void **state)
{
	(void)state;
	char *decided = report("");
	assert_null(deeds_change(&eva_cases, decided, "\"state\":\"done\""));
	char *waits = report("");
	struct deeds dossiers = deeds_of(f, &f->eva, italy, "Dossier");
	tidy(clock_now() + 29 * 24 * 60 * 60);
	assert_true(deeds_says(deeds_get(&eva_cases, decided), "state", "done"));
	tidy(clock_now() + 31 * 24 * 60 * 60);
	assert_null(deeds_get(&eva_cases, decided));
	assert_null(deeds_get(&dossiers, decided));
	assert_true(deeds_says(deeds_get(&eva_cases, waits), "state", "waiting"));
	/* What is hidden can be shown again for a year. */
	assert_null(deeds_change(&eva_cases, waits, "\"state\":\"accepted\""));
	tidy(clock_now() + 364 * 24 * 60 * 60);
	assert_true(deeds_says(deeds_get(&eva_cases, waits), "state", "accepted"));
	assert_null(deeds_change(&eva_cases, waits, "\"state\":\"shownAgain\""));
	tidy(clock_now() + 31 * 24 * 60 * 60);
	assert_null(deeds_get(&eva_cases, waits));
	free(decided);
	free(waits);
}

static void test_an_officer_can_be_one_no_more(void **state)
{
	(void)state;
	const char *words[] = {"user", "officer", f->database, "kim", "--end", NULL};
	char *before = officer_desk(f, &kim, "IT");
	assert_non_null(before);
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 0);
	assert_null(officer_desk(f, &kim, "IT"));
	assert_null(officer_desk(f, &kim, ""));
	struct deeds cases = deeds_of(f, &kim, italy, "Case");
	assert_string_equal(deeds_end(&cases, "azzzzzzz"), "accountNotFound");
	free(before);
}

static void test_letters_are_in_the_language_of_their_reader(void **state)
{
	(void)state;
	smtp_sink_clear(sink);
	char *id = report("");
	assert_null(deeds_change(&eva_cases, id, "\"state\":\"done\",\"text\":\"Stay kind.\""));
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	const struct smtp_letter *warned = smtp_sink_to(sink, "ben@scuola.example"), *thanked = smtp_sink_to(sink, "ada@school.example");
	assert_non_null(warned);
	assert_non_null(thanked);
	char *text = smtp_letter_text(warned);
	assert_non_null(strstr(text, "Stay kind."));
	assert_null(strstr(text, "Tablets"));
	assert_null(strstr(text, "ada"));
	free(text);
	free(id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_a_case_is_for_the_officers_of_its_desk, is_sound),
		cmocka_unit_test_teardown(test_the_central_desk_sees_all_countries, is_sound),
		cmocka_unit_test_teardown(test_what_one_holds_no_other_decides, is_sound),
		cmocka_unit_test_teardown(test_who_signs_out_holds_nothing, is_sound),
		cmocka_unit_test_teardown(test_a_case_is_decided_once, is_sound),
		cmocka_unit_test_teardown(test_what_is_reported_can_be_taken_away, is_sound),
		cmocka_unit_test_teardown(test_what_was_decided_goes_after_a_month, is_sound),
		cmocka_unit_test_teardown(test_an_officer_can_be_one_no_more, is_sound),
		cmocka_unit_test_teardown(test_letters_are_in_the_language_of_their_reader, is_sound),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
