/* What the engine asks the portal for a face: searches, cards, saved searches; offline, wrong, and what of it is kept. */
#include "lib/suite.h"

#include "lib/two.h"
#include "twinline/base/str.h"
#include "twinline/records/draft.h"
#include "twinline/records/kept.h"

static struct json *asked(const char *what, const char *type, int64_t n)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "do", what);
	json_set_integer(packet, "n", n);
	json_set_string(packet, "type", type);
	return packet;
}

static bool has_text(const struct json *list, const char *text)
{
	for (const struct json *i = json_first(list); i; i = json_next(i))
		if (text_equal(json_text(i), text))
			return true;
	return false;
}

static void a_search_keeps_what_it_finds(void **state)
{
	struct two *t = *state;
	const struct record_type *person = &record_types[TYPE_Person];
	const char *friend = t->pair.reading.person;
	struct json *packet = asked("search", "Person", 7);
	json_set_bool(packet, "facets", true);
	assert_true(engine_send(&t->engine, packet));
	struct json *found = two_hear(t, "found");
	assert_int_equal(json_get_integer(found, "n", 0), 7);
	int64_t total = json_get_integer(found, "total", 0);
	assert_true(has_text(json_get(found, "ids"), friend) && total >= 2);
	assert_true(json_is_object(json_get(json_get(found, "facets"), "country")));
	assert_true(json_get_integer(found, "bytes", 0) > 100);
	assert_true(kept_find(&t->s, person, friend, NULL) > 0);
	/* The next ones after the first: all but that one. */
	packet = asked("search", "Person", 8);
	json_set_string(packet, "after", json_text(json_at(json_get(found, "ids"), 0)));
	assert_true(engine_send(&t->engine, packet));
	struct json *rest = two_hear(t, "found");
	int64_t most = total - 1 < 50 ? total - 1 : 50;
	assert_int_equal(json_size(json_get(rest, "ids")), most);
	assert_string_equal(json_text(json_at(json_get(rest, "ids"), 0)), json_text(json_at(json_get(found, "ids"), 1)));
	json_free(found);
	json_free(rest);
}

/* The card came with the first exchange; what is changed in it here others see after the next. */
static void ones_own_card_is_here_and_is_changed_offline(void **state)
{
	struct two *t = *state;
	const struct record_type *person = &record_types[TYPE_Person];
	struct err e = { 0 };
	struct record r;
	struct account directory;
	struct json *me = two_fact(t, "me"), *patch = json_new_object();
	int64_t local = kept_find(&t->s, person, json_get_text(me, "person"), NULL);
	assert_true(local > 0);
	json_set_string(patch, "looksFor", "Partners for a water diary");
	assert_int_equal(db_begin(t->s.db, &e), 0);
	assert_true(outbox_update(&t->s, local, patch, &e) > 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	json_free(patch);
	assert_int_equal(two_sync(t), ERR_OK);
	struct json *arguments = json_new_object();
	assert_true(account_by_kind(&t->s, ACCOUNT_DIRECTORY, &directory));
	json_set_string(arguments, "accountId", directory.id);
	account_release(&directory);
	json_push(json_set(arguments, "ids", json_new_array()), json_copy(json_get(me, "person")));
	struct json *got = portal_client_call(&t->pair.reading, "Person/get", arguments);
	assert_string_equal(json_get_text(json_at(json_get(got, "list"), 0), "looksFor"), "Partners for a water diary");
	assert_true(record_by_local(&t->s, local, &r));
	struct json *tree = json_parse_own(r.body);
	assert_string_equal(json_get_text(tree, "looksFor"), "Partners for a water diary");
	json_free(tree);
	record_free(&r);
	json_free(got);
	json_free(me);
}

static void cards_are_fetched_by_their_ids(void **state)
{
	struct two *t = *state;
	struct json *packet = asked("fetch", "Person", 9);
	struct json *ids = json_set(packet, "ids", json_new_array());
	json_push(ids, json_new_string(t->pair.reading.person));
	json_push(ids, json_new_string("zzzzzzzz"));
	assert_true(engine_send(&t->engine, packet));
	struct json *found = two_hear(t, "found");
	assert_int_equal(json_size(json_get(found, "ids")), 1);
	assert_true(has_text(json_get(found, "ids"), t->pair.reading.person));
	json_free(found);
}

/* Asked without a line, it is answered by the next exchange, and its cards come by themselves. */
static void what_a_saved_search_found_is_fetched(void **state)
{
	struct two *t = *state;
	const struct record_type *person = &record_types[TYPE_Person];
	struct json *search = json_new_object();
	struct err e = { 0 };
	assert_int_equal(kept_find(&t->s, person, t->pair.reading.person, NULL), 0);
	json_set_string(search, "type", "Person");
	json_set(search, "filter", json_new_object());
	assert_int_equal(db_begin(t->s.db, &e), 0);
	assert_true(outbox_create(&t->s, t->account, &record_types[TYPE_SavedSearch], search, 0, &e) > 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	json_free(search);
	two_tell(t, "wake");
	for (int i = 0; i < 10 && kept_find(&t->s, person, t->pair.reading.person, NULL) == 0; i++)
		json_free(two_hear(t, "changed"));
	assert_true(kept_find(&t->s, person, t->pair.reading.person, NULL) > 0);
}

static void a_wrong_search_fails_with_its_cause(void **state)
{
	struct two *t = *state;
	struct err cause = { 0 };
	assert_true(engine_send(&t->engine, asked("search", "Nonsense", 10)));
	struct json *failed = two_hear(t, "failed");
	assert_int_equal(json_get_integer(failed, "n", 0), 10);
	json_free(failed);
	struct json *packet = asked("search", "Person", 11);
	json_set_string(json_set(packet, "filter", json_new_object()), "text", "wa");
	assert_true(engine_send(&t->engine, packet));
	failed = two_hear(t, "failed");
	json_to_err(json_get(failed, "cause"), &cause);
	assert_int_equal(cause.code, ERR_SEARCH_TOO_SHORT);
	json_free(failed);
	err_release(&cause);
}

/* The list of devices is on its way when another password is set; the portal answers both, and no face is told that it is busy. */
static void what_is_asked_meanwhile_comes_after_it(void **state)
{
	struct two *t = *state;
	struct json *packet = json_new_object(), *body = json_set(packet, "body", json_new_object()), *failed;
	struct err cause = { 0 };
	json_set_string(packet, "do", "password");
	json_set_string(body, "old", "not this one");
	json_set_string(body, "new", "rivers and hills");
	two_tell(t, "devices");
	two_tell(t, "devices"); /* a key held down */
	assert_true(engine_send(&t->engine, packet));
	json_free(two_hear(t, "devices"));
	failed = two_hear(t, "failed");
	assert_string_equal(json_get_text(failed, "do"), "password");
	json_to_err(json_get(failed, "cause"), &cause);
	assert_int_equal(cause.code, ERR_OLD_PASSWORD);
	err_release(&cause);
	json_free(failed);
}

/* An address that was mistyped and is put right at once: whoever asks again hears of the second portal, not of the first. */
static void another_address_is_another_question(void **state)
{
	struct two *t = *state;
	const char *const urls[] = { "unix:///nowhere/portal.socket", t->pair.world->url };
	for (size_t i = 0; i < 2; i++) {
		struct json *packet = json_new_object();
		json_set_string(packet, "do", "probe");
		json_set_string(packet, "url", urls[i]);
		assert_true(engine_send(&t->engine, packet));
	}
	json_free(two_hear(t, "probed"));
}

static void without_a_line_a_search_fails_at_once(void **state)
{
	struct two *t = *state;
	struct err cause = { 0 };
	relay_cut(t->pair.world->relay);
	assert_int_not_equal(two_sync(t), ERR_OK);
	assert_true(engine_send(&t->engine, asked("search", "Person", 12)));
	struct json *failed = two_hear(t, "failed");
	assert_int_equal(json_get_integer(failed, "n", 0), 12);
	json_to_err(json_get(failed, "cause"), &cause);
	assert_int_equal(cause.code, ERR_OFFLINE);
	json_free(failed);
	err_release(&cause);
	relay_open(t->pair.world->relay);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_search_keeps_what_it_finds, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(ones_own_card_is_here_and_is_changed_offline, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(cards_are_fetched_by_their_ids, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(what_a_saved_search_found_is_fetched, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_wrong_search_fails_with_its_cause, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(what_is_asked_meanwhile_comes_after_it, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(another_address_is_another_question, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(without_a_line_a_search_fails_at_once, two_set_up, two_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
