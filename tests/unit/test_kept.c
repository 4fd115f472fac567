/* Cards kept here: what comes again, lists by words and filters, places in them, the bound. */
#include "stores.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/str.h"
#include "twinline/records/kept.h"
#include "twinline/records/people.h"
#include "twinline/records/replica.h"
#include "twinline/schema/schema.h"

static const char today[] = "2026-11-17";
static const struct record_type *const person = &record_types[TYPE_Person];

static struct store replica(void)
{
	struct store s = stores_open(STORE_REPLICA);
	stores_begin(&s);
	MUST(store_set_fact(&s, "me", "{\"person\":\"mee22222\"}", E));
	MUST(account_add(&s, "d2222222", ACCOUNT_DIRECTORY, "", E));
	MUST(account_add(&s, "p2222222", ACCOUNT_PERSONAL, "", E));
	stores_commit(&s);
	return s;
}

static int64_t put(struct store *s, const char *text, int64_t now)
{
	struct json *object = stores_json(text);
	int64_t local = kept_put(s, person, object, now, E);
	MUST(local);
	json_free(object);
	return local;
}

static void put_three(struct store *s)
{
	stores_begin(s);
	put(s, "{'id':'a2222222','rev':1,'name':'Μαρία Νικολάου','country':'GR','looksFor':'water','activeAt':'2026-11-15'}", 10);
	put(s, "{'id':'b2222222','rev':1,'name':'Ewa Kowalska','country':'PL','looksFor':'waterfalls','activeAt':'2026-11-16'}", 20);
	put(s, "{'id':'c2222222','rev':1,'name':'Amélie Laurent','country':'FR','looksFor':'theatre','activeAt':'2026-11-14'}", 30);
	stores_commit(s);
}

/* The ids of a list, each followed by a space; limit of them after the anchor. Checks the total. */
static void expect(struct store *s, const char *filter, const char *anchor, int limit, int64_t total, const char *ids)
{
	struct json *tree = filter ? stores_json(filter) : NULL;
	struct kept_query q = { .type = person, .filter = tree, .today = today, .limit = limit };
	int64_t locals[10], all = -1;
	struct str got = { 0 };
	if (anchor)
		q.anchor = kept_find(s, person, anchor, NULL);
	int count = kept_list(s, &q, locals, &all, E);
	MUST(count);
	str_add(&got, "");
	for (int i = 0; i < count; i++) {
		char id[RECORD_ID_LENGTH + 1];
		assert_true(record_id(s, locals[i], id));
		str_addf(&got, "%.1s ", id);
	}
	assert_string_equal(got.text, ids);
	assert_int_equal(all, total);
	str_release(&got);
	json_free(tree);
}

static void test_lists_go_by_activity_and_filter(void **state)
{
	(void)state;
	struct store s = replica();
	put_three(&s);
	expect(&s, NULL, NULL, 10, 3, "b a c ");
	expect(&s, "{'text':'water'}", NULL, 10, 2, "b a ");
	expect(&s, "{'text':'wat'}", NULL, 10, 2, "b a ");
	expect(&s, "{'text':'w'}", NULL, 10, 2, "b a ");
	expect(&s, "{'text':'μαρια'}", NULL, 10, 1, "a ");
	expect(&s, "{'text':'maria'}", NULL, 10, 1, "a ");
	expect(&s, "{'text':'water','country':['GR','FR']}", NULL, 10, 1, "a ");
	expect(&s, "{'notCountry':'GR'}", NULL, 10, 2, "b c ");
	expect(&s, "{'activeSince':'2026-11-15'}", NULL, 10, 2, "b a ");
	expect(&s, NULL, NULL, 2, 3, "b a ");
	expect(&s, NULL, "b2222222", 2, 3, "a c ");
	expect(&s, "{'country':'FR'}", "a2222222", 2, 1, "c ");
	stores_close(&s);
}

static void test_what_comes_again_keeps_its_place_in_the_store(void **state)
{
	(void)state;
	struct store s = replica();
	int64_t fetched = 0, local;
	put_three(&s);
	local = kept_find(&s, person, "a2222222", &fetched);
	assert_true(local > 0);
	assert_int_equal(fetched, 10);
	stores_begin(&s);
	assert_int_equal(put(&s, "{'id':'a2222222','rev':2,'name':'Μαρία Νικολάου','country':'GR','activeAt':'2026-11-17'}", 50), local);
	stores_commit(&s);
	kept_find(&s, person, "a2222222", &fetched);
	assert_int_equal(fetched, 50);
	expect(&s, NULL, NULL, 10, 3, "a b c ");
	expect(&s, "{'text':'water'}", NULL, 10, 1, "b ");
	assert_int_equal(kept_find(&s, person, "z2222222", NULL), 0);
	stores_close(&s);
}

/* The directory is asked, not copied: that its state is worth nothing any more says nothing of the cards. */
static void test_cards_stay_when_the_account_starts_over(void **state)
{
	(void)state;
	struct store s = replica();
	struct account directory;
	put_three(&s);
	assert_true(account_by_kind(&s, ACCOUNT_DIRECTORY, &directory));
	stores_begin(&s);
	MUST(replica_start_over(&s, directory.local, E));
	MUST(replica_drop_old(&s, directory.local, E));
	stores_commit(&s);
	expect(&s, NULL, NULL, 10, 3, "b a c ");
	account_release(&directory);
	stores_close(&s);
}

static void test_beyond_the_bound_go_those_not_looked_at_for_longest(void **state)
{
	(void)state;
	struct store s = replica();
	struct account personal;
	assert_true(account_by_kind(&s, ACCOUNT_PERSONAL, &personal));
	stores_begin(&s);
	for (int i = 0; i < KEPT_MOST + 3; i++) {
		char *text = xasprintf("{'id':'a%04d222','rev':1,'name':'N'}", i);
		put(&s, text, i);
		free(text);
	}
	/* The first is a contact, the second has been looked at. */
	struct json *contact = stores_json("{'id':'k2222222','rev':1,'person':{'id':'a0000222','name':'N'},'state':'contact'}");
	MUST(record_receive(&s, personal.local, &record_types[TYPE_Contact], contact, E));
	MUST(kept_touch(&s, kept_find(&s, person, "a0001222", NULL), KEPT_MOST * 2, E));
	MUST(kept_prune(&s, E));
	stores_commit(&s);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM kept"), KEPT_MOST);
	assert_true(kept_find(&s, person, "a0000222", NULL) && kept_find(&s, person, "a0001222", NULL));
	for (int i = 2; i < 6; i++) {
		char *id = xasprintf("a%04d222", i);
		assert_int_equal(kept_find(&s, person, id, NULL) != 0, i == 5);
		free(id);
	}
	json_free(contact);
	account_release(&personal);
	stores_close(&s);
}

/* Whose card is here can be written to by name; oneself cannot. */
static void test_people_are_known_by_their_cards(void **state)
{
	(void)state;
	struct store s = replica();
	struct parties found;
	put_three(&s);
	stores_begin(&s);
	put(&s, "{'id':'mee22222','rev':1,'name':'Ewa Me','country':'PL'}", 40);
	stores_commit(&s);
	char *me = store_fact(&s, "me");
	assert_non_null(strstr(me, "Ewa Me")); /* what I am called now */
	free(me);
	assert_int_equal(people_find(&s, "ewa", 5, &found, E), 1);
	assert_string_equal(found.at[0].id, "b2222222");
	people_release(&found);
	assert_int_equal(people_find(&s, "theatre", 5, &found, E), 0); /* by names alone */
	people_release(&found);
	stores_close(&s);
}

/* All that the directory has of a type: what was kept besides is not there any more, and other types stay. */
static void test_what_is_not_in_the_whole_list_goes(void **state)
{
	(void)state;
	struct store s = replica();
	struct json *all = stores_json("[{'id':'c2222222'},{'id':'a2222222'}]"), *school = stores_json("{'id':'s2222222','rev':1,'name':'S'}");
	put_three(&s);
	stores_begin(&s);
	MUST(kept_put(&s, &record_types[TYPE_School], school, 1, E));
	MUST(kept_only(&s, person, all, true, E));
	stores_commit(&s);
	expect(&s, NULL, NULL, 10, 2, "a c ");
	assert_true(kept_find(&s, &record_types[TYPE_School], "s2222222", NULL) > 0);
	json_free(school);
	json_free(all);
	stores_close(&s);
}

/* The newest of it: what is older than the last of them may still be there. */
static void test_what_is_not_among_the_newest_goes(void **state)
{
	(void)state;
	struct store s = replica();
	struct json *newest = stores_json("[{'id':'a2222222','activeAt':'2026-11-15'}]");
	put_three(&s);
	stores_begin(&s);
	MUST(kept_only(&s, person, newest, false, E));
	stores_commit(&s);
	expect(&s, NULL, NULL, 10, 2, "a c ");
	json_free(newest);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lists_go_by_activity_and_filter),
		TEST(test_what_comes_again_keeps_its_place_in_the_store),
		TEST(test_cards_stay_when_the_account_starts_over),
		TEST(test_people_are_known_by_their_cards),
		TEST(test_beyond_the_bound_go_those_not_looked_at_for_longest),
		TEST(test_what_is_not_in_the_whole_list_goes),
		TEST(test_what_is_not_among_the_newest_goes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
