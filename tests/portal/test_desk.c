/* Reports and saved searches: what reaches the desk of a country, and what a question that is kept has found. */
#include "lib/suite.h"

#include "lib/deeds.h"
#include "lib/officer.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

/* Reports in the desk with this name; the newest one's tree into tree (NULL: not wanted), yours. */
static int count_at_desk(const char *name, struct json **tree)
{
	struct store s;
	struct record r = {0};
	int64_t local = 0, total = 0;
	portal_store(f, &s);
	struct db_stmt *row = db_prepare(s.db, "SELECT local FROM account WHERE kind = ?1 AND name = ?2");
	db_bind_int(row, 1, ACCOUNT_DESK);
	db_bind_text(row, 2, name);
	assert_int_equal(db_step(row, NULL), 1);
	struct record_query q = {.account = db_int(row, 0), .type = &record_types[TYPE_Report], .limit = 1, .total = true};
	db_reset(row);
	assert_true(record_list(&s, &q, &local, NULL, &total, NULL) >= 0);
	if (tree) {
		assert_true(record_by_local(&s, local, &r));
		*tree = json_parse_own(r.body);
		record_free(&r);
	}
	store_close(&s);
	return (int)total;
}

static void test_a_report_goes_to_the_desk_of_the_country(void **state)
{
	(void)state;
	struct deeds reports = deeds_of(f, &f->ada, f->ada.account, "Report");
	char *id = NULL;
	struct json *copy = NULL;
	assert_null(deeds_make(&reports, &id, "\"reason\":\"spam\",\"text\":\"Tablets again\",\"person\":{\"id\":\"%s\"}", f->ben.person));
	assert_int_equal(count_at_desk("IT", &copy), 1);
	assert_string_equal(json_get_text(copy, "text"), "Tablets again");
	assert_string_equal(json_get_text(json_get(copy, "reporter"), "id"), f->ada.person);
	assert_string_equal(json_get_text(copy, "state"), "waiting");
	json_free(copy);
	assert_true(deeds_says(deeds_get(&reports, id), "state", "waiting"));
	assert_string_equal(deeds_change(&reports, id, "\"text\":\"No\""), "forbidden");
	assert_string_equal(deeds_end(&reports, id), "forbidden");
	/* Without a person it is for the reporter's own country. */
	char *letter = portal_send(f, &f->ben, &f->ada, "Rude");
	struct deeds mail = deeds_of(f, &f->ada, f->ada.account, "Message");
	struct json *own = deeds_find(&mail, "\"subject\":\"Rude\"");
	assert_null(deeds_make(&reports, NULL, "\"reason\":\"rude\",\"aboutType\":\"Message\",\"aboutId\":\"%s\"", json_get_text(own, "id")));
	assert_int_equal(count_at_desk("GR", NULL), 1);
	/* What one cannot see cannot be reported: an id of somebody else's is none. */
	assert_string_equal(deeds_make(&reports, NULL, "\"reason\":\"rude\",\"aboutType\":\"Message\",\"aboutId\":\"%s\"", letter),
	                    "aboutId: noSuchReference");
	assert_string_equal(deeds_make(&reports, NULL, "\"reason\":\"rude\",\"aboutType\":\"Secret\",\"aboutId\":\"x\""),
	                    "aboutId: noSuchReference");
	assert_string_equal(deeds_make(&reports, NULL, "\"reason\":\"rude\""), "person: required");
	json_free(own);
	free(letter);
	free(id);
}

/* The desk's account, if somebody is in it; yours. */
static char *desk_of_officer(const struct teacher *t)
{
	struct json *sync = portal_call(f, t, "Sync/get", "{}");
	char *id = NULL;
	for (const struct json *i = json_first(json_get(sync, "accounts")); i; i = json_next(i))
		if (text_equal(json_get_text(i, "kind"), "desk") && text_equal(json_get_text(i, "role"), "officer"))
			id = xstrdup(json_key(i));
	json_free(sync);
	return id;
}

static void test_officers_read_the_reports_of_their_country(void **state)
{
	(void)state;
	assert_null(desk_of_officer(&f->eva));
	officer_make(f, "eva", "IT");
	char *desk = desk_of_officer(&f->eva);
	assert_non_null(desk);
	struct deeds reports = deeds_of(f, &f->eva, desk, "Report"), others = deeds_of(f, &f->ada, desk, "Report");
	assert_int_equal(deeds_count(&reports, "%s", ""), 1);
	assert_true(deeds_says(deeds_find(&reports, "%s", ""), "text", "Tablets again"));
	assert_string_equal(deeds_make(&reports, NULL, "\"reason\":\"spam\",\"person\":{\"id\":\"%s\"}", f->ben.person), "forbidden");
	assert_string_equal(deeds_end(&others, "azzzzzzz"), "accountNotFound");
	free(desk);
}

static void test_a_desk_is_not_flooded(void **state)
{
	(void)state;
	struct deeds reports = deeds_of(f, &f->eva, f->eva.account, "Report");
	for (int i = 0; i < 10; i++)
		assert_null(deeds_make(&reports, NULL, "\"reason\":\"spam\",\"person\":{\"id\":\"%s\"}", f->ben.person));
	assert_string_equal(deeds_make(&reports, NULL, "\"reason\":\"spam\",\"person\":{\"id\":\"%s\"}", f->ben.person), "rateLimit");
}

static void test_a_question_keeps_what_it_found(void **state)
{
	(void)state;
	struct deeds searches = deeds_of(f, &f->ada, f->ada.account, "SavedSearch");
	char *id = NULL;
	assert_null(deeds_make(&searches, &id, "\"type\":\"Person\",\"filter\":{\"country\":[\"IT\",\"PL\"]}"));
	struct json *kept = deeds_get(&searches, id);
	assert_int_equal(json_get_integer(kept, "total", 0), 2);
	assert_int_equal(json_size(json_get(json_get(kept, "found"), "ids")), 2);
	assert_non_null(json_get(kept, "askedAt"));
	assert_null(json_get(kept, "fresh"));
	json_free(kept);
	assert_null(deeds_change(&searches, id, "\"filter\":{\"country\":[\"IT\"]}"));
	kept = deeds_get(&searches, id);
	assert_int_equal(json_get_integer(kept, "total", 0), 1);
	assert_string_equal(json_text(json_first(json_get(json_get(kept, "found"), "ids"))), f->ben.person);
	json_free(kept);
	assert_string_equal(deeds_make(&searches, NULL, "\"type\":\"Person\",\"filter\":{\"shoeSize\":42}"), "unsupportedFilter");
	assert_string_equal(deeds_make(&searches, NULL, "\"type\":\"Message\",\"filter\":{}"), "type: unknownCode");
	assert_string_equal(deeds_change(&searches, id, "\"total\":99"), "total: serverSet");
	free(id);
}

/* Whoever comes after a day finds what is new counted; having looked, nothing is. */
static void test_what_is_new_waits_for_whoever_comes(void **state)
{
	(void)state;
	struct deeds searches = deeds_of(f, &f->ada, f->ada.account, "SavedSearch");
	struct teacher lea;
	char *id = NULL;
	assert_null(deeds_make(&searches, &id, "\"type\":\"Person\",\"filter\":{\"country\":[\"FR\"]}"));
	deeds_join(f, "lea", "FR", false, &lea);
	json_free(portal_call(f, &f->ada, "Sync/get", "{}"));
	struct json *kept = deeds_get(&searches, id);
	assert_null(json_get(kept, "fresh"));
	json_free(kept);
	deeds_rewrite(&searches, id, "{\"askedAt\":\"2020-01-01T00:00:00Z\"}");
	struct json *sync = portal_call(f, &f->ada, "Sync/get", "{}");
	const struct json *mine = json_get(json_get(sync, "accounts"), f->ada.account);
	bool told = false;
	for (const struct json *i = json_first(json_get(json_get(mine, "records"), "SavedSearch")); i; i = json_next(i))
		told = told || (text_equal(json_get_text(i, "id"), id) && json_get_integer(i, "fresh", 0) == 1 && json_get_integer(i, "total", 0) == 1);
	assert_true(told);
	/* And its owner is told once of it: asked again with nothing more, nothing more is said. */
	struct deeds news = deeds_of(f, &f->ada, f->ada.account, "Notification");
	char *filter = xasprintf("\"kind\":\"newMatches\",\"aboutId\":\"%s\"", id);
	struct json *notification = deeds_find(&news, "%s", filter);
	assert_non_null(notification);
	assert_null(deeds_change(&news, json_get_text(notification, "id"), "\"keywords/$seen\":true"));
	deeds_rewrite(&searches, id, "{\"askedAt\":\"2020-01-01T00:00:00Z\"}");
	json_free(portal_call(f, &f->ada, "Sync/get", "{}"));
	assert_int_equal(deeds_count(&news, "%s", filter), 1);
	json_free(notification);
	notification = deeds_find(&news, "%s", filter);
	assert_true(json_get_bool(json_get(notification, "keywords"), "$seen", false));
	json_free(notification);
	free(filter);
	assert_null(deeds_change(&searches, id, "\"lookedAt\":\"2026-11-21T10:00:00Z\""));
	kept = deeds_get(&searches, id);
	assert_null(json_get(kept, "fresh"));
	assert_int_equal(json_get_integer(kept, "total", 0), 1);
	json_free(kept);
	json_free(sync);
	free(id);
	teacher_release(&lea);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_a_report_goes_to_the_desk_of_the_country, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_officers_read_the_reports_of_their_country, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_desk_is_not_flooded, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_a_question_keeps_what_it_found, portal_fixture_is_sound),
		cmocka_unit_test_teardown(test_what_is_new_waits_for_whoever_comes, portal_fixture_is_sound),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
