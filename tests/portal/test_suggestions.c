/* Suggestions: who fits comes before who was here last, with reasons; who is known does not come, and nothing hidden is told. */
#include "lib/suite.h"

#include "../../src/portal/user.h"
#include "lib/deeds.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static struct portal_fixture *f;
static struct deeds ada, cards;
static char fits[RECORD_ID_LENGTH + 1], near[RECORD_ID_LENGTH + 1], far[RECORD_ID_LENGTH + 1], hides[RECORD_ID_LENGTH + 1];

static void add(struct store *s, const char *name, const char *card_text, char id[RECORD_ID_LENGTH + 1])
{
	struct json *card = json_parse_own(card_text);
	const struct user_new fresh = {.name = name, .card = card, .state = USER_ACCEPTED, .state_since = clock_now()};
	struct user u;
	assert_non_null(card);
	assert_int_equal(user_add(s, &fresh, &u, NULL), 0);
	memcpy(id, u.person, RECORD_ID_LENGTH + 1);
	user_release(&u);
	json_free(card);
}

static int start(void **state)
{
	struct store s;
	*state = f = portal_fixture_new(NULL);
	ada = deeds_of(f, &f->ada, f->ada.account, "SavedSearch");
	cards = deeds_of(f, &f->ada, f->ada.directory, "Person");
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	add(&s, "fits", "{\"name\":\"Fits\",\"country\":\"PL\",\"available\":true,\"pupilsFrom\":9,\"pupilsTo\":12,"
	                "\"languages\":{\"en\":true,\"pl\":true},\"subjects\":{\"art\":true},\"looksFor\":\"A school near a river\"}", fits);
	add(&s, "near", "{\"name\":\"Near\",\"country\":\"IT\",\"available\":true,\"pupilsFrom\":14,\"pupilsTo\":16,"
	                "\"languages\":{\"en\":true}}", near);
	add(&s, "far", "{\"name\":\"Far\",\"country\":\"FI\",\"available\":true,\"languages\":{\"fi\":true}}", far);
	add(&s, "hides", "{\"name\":\"Hides\",\"country\":\"LV\",\"available\":true,\"line\":\"slow\",\"classSize\":20}", hides);
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
	assert_null(deeds_change(&cards, f->ada.person, "\"pupilsFrom\":8,\"pupilsTo\":11,\"languages\":{\"en\":true,\"el\":true},"
	                         "\"subjects\":{\"art\":true,\"music\":true},\"line\":\"slow\",\"looksFor\":\"We look for a river\""));
	return 0;
}

/* What a search found; yours. */
static struct json *found(const char *filter, const char *title)
{
	char *id = NULL;
	assert_null(deeds_make(&ada, &id, "\"type\":\"Person\",\"ranked\":true,\"title\":\"%s\",\"filter\":{%s}", title, filter));
	struct json *search = deeds_get(&ada, id), *what = json_copy(json_get(search, "found"));
	assert_int_equal(json_get_integer(search, "total", 0), json_size(json_get(what, "ids")));
	json_free(search);
	free(id);
	return what;
}

static int place_of(const struct json *what, const char *id)
{
	int place = 0;
	for (const struct json *i = json_first(json_get(what, "ids")); i; i = json_next(i), place++)
		if (text_equal(json_text(i), id))
			return place;
	return -1;
}

static void test_who_fits_best_comes_first_with_reasons(void **state)
{
	(void)state;
	struct json *what = found("", "All"), *why = json_copy(json_get(json_get(what, "why"), fits));
	assert_int_equal(place_of(what, fits), 0);
	assert_int_equal(place_of(what, near), 1);
	assert_true(place_of(what, far) > 1);
	assert_int_equal(json_integer(json_at(json_get(why, "ages"), 0), 0), 9);
	assert_int_equal(json_integer(json_at(json_get(why, "ages"), 1), 0), 11);
	assert_int_equal(json_size(json_get(why, "languages")), 1);
	assert_string_equal(json_text(json_at(json_get(why, "languages"), 0)), "en");
	assert_string_equal(json_text(json_at(json_get(why, "subjects"), 0)), "art");
	assert_string_equal(json_text(json_at(json_get(why, "words"), 0)), "river");
	assert_non_null(json_get(why, "abroad"));
	assert_null(json_get(why, "line"));
	assert_null(json_get(json_get(json_get(what, "why"), far), "languages"));
	assert_int_equal(place_of(what, f->ada.person), -1);
	json_free(why);
	json_free(what);
}

/* A card's line is for contacts: that it is like mine would say it. */
static void test_what_is_hidden_is_no_reason(void **state)
{
	(void)state;
	struct json *what = found("", "Hidden");
	assert_true(place_of(what, hides) >= 0);
	assert_null(json_get(json_get(json_get(what, "why"), hides), "line"));
	json_free(what);
}

static void test_a_filter_holds(void **state)
{
	(void)state;
	struct json *what = found("\"country\":[\"FI\"]", "Finland");
	assert_int_equal(json_size(json_get(what, "ids")), 1);
	assert_int_equal(place_of(what, far), 0);
	json_free(what);
}

static void test_who_is_known_is_not_suggested(void **state)
{
	(void)state;
	struct deeds contacts = deeds_of(f, &f->ada, f->ada.account, "Contact");
	assert_null(deeds_make(&contacts, NULL, "\"person\":{\"id\":\"%s\"}", fits));
	struct json *what = found("", "Strangers");
	assert_int_equal(place_of(what, fits), -1);
	assert_int_equal(place_of(what, near), 0);
	json_free(what);
}

static void test_only_people_are_ranked(void **state)
{
	(void)state;
	assert_string_equal(deeds_make(&ada, NULL, "\"type\":\"School\",\"ranked\":true"), "ranked: unknownCode");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_fits_best_comes_first_with_reasons),
		cmocka_unit_test(test_what_is_hidden_is_no_reason),
		cmocka_unit_test(test_a_filter_holds),
		cmocka_unit_test(test_who_is_known_is_not_suggested),
		cmocka_unit_test(test_only_people_are_ranked),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
