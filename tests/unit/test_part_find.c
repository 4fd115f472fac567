/* Finding in a project: by titles first, the line that has the words, in every script, at most so many. */
#include "stores.h"

#include <stdlib.h>

#include "twinline/records/part_find.h"
#include "twinline/schema/schema.h"

static int64_t account;

static void put(struct store *s, enum record_type_index type, const char *text)
{
	struct json *object = stores_json(text);
	MUST(record_receive(s, account, &record_types[type], object, E));
	json_free(object);
}

static struct store space(void)
{
	struct store s = stores_open(STORE_REPLICA);
	stores_begin(&s);
	account = account_add(&s, "j2222222", ACCOUNT_PROJECT, "Water", E);
	MUST(account);
	put(&s, TYPE_Page, "{'id':'a2222222','rev':1,'title':'Welcome','text':'Nothing.\\n\\nFour taps drip.',"
	                   "'changedAt':'2026-11-01T08:00:00Z'}");
	put(&s, TYPE_Page, "{'id':'b2222222','rev':1,'title':'Η στέρνα','text':'Το νερό μένει στην αυλή.','changedAt':'2026-11-02T08:00:00Z'}");
	put(&s, TYPE_Activity, "{'id':'c2222222','rev':1,'title':'Name the taps','steps':'Choose\\nVote'}");
	put(&s, TYPE_Material, "{'id':'d2222222','rev':1,'title':'litres.csv','folder':'measurements/week 5'}");
	put(&s, TYPE_Post, "{'id':'e2222222','rev':1,'place':'forum','text':'Which tap is yours?'}");
	stores_commit(&s);
	return s;
}

/* "a:Four taps drip. c:": ids by their first letter, each with its passage. */
static void expect(struct store *s, const char *words, int most, const char *expected)
{
	struct part_found *found = NULL;
	struct str got = { 0 };
	int count = part_search(s, account, words, most, &found, E);
	MUST(count);
	str_add(&got, "");
	for (int i = 0; i < count; i++) {
		char id[RECORD_ID_LENGTH + 1];
		assert_true(record_id(s, found[i].local, id));
		str_addf(&got, "%.1s:%s|", id, found[i].passage);
	}
	assert_string_equal(got.text, expected);
	part_found_release(found, count);
	str_release(&got);
}

static void test_words_are_found_wherever_they_stand(void **state)
{
	(void)state;
	struct store s = space();
	expect(&s, "tap", 10, "c:Choose|a:Four taps drip.|e:Which tap is yours?|");
	expect(&s, "TAPS four", 10, "a:Four taps drip.|");
	expect(&s, "vote", 10, "c:Vote|");
	expect(&s, "στερνα", 10, "b:Το νερό μένει στην αυλή.|");
	expect(&s, "νερο", 10, "b:Το νερό μένει στην αυλή.|");
	expect(&s, "measurements", 10, "d:measurements/week 5|");
	expect(&s, "snow", 10, "");
	expect(&s, "", 10, "");
	expect(&s, "tap", 2, "c:Choose|a:Four taps drip.|");
	stores_close(&s);
}

static void test_all_of_a_type_are_listed_newest_first(void **state)
{
	(void)state;
	struct store s = space();
	int64_t *locals = NULL;
	char id[RECORD_ID_LENGTH + 1];
	assert_int_equal(part_list(&s, account, TYPE_Page, &locals, E), 2);
	assert_true(record_id(&s, locals[0], id));
	assert_string_equal(id, "b2222222");
	free(locals);
	stores_begin(&s);
	for (int i = 0; i < 450; i++) {
		char *text = xasprintf("{'id':'p%c%c%c2222','rev':1,'title':'x'}", 'a' + i / 26 / 26 % 26, 'a' + i / 26 % 26, 'a' + i % 26);
		put(&s, TYPE_Page, text);
		free(text);
	}
	stores_commit(&s);
	assert_int_equal(part_list(&s, account, TYPE_Page, &locals, E), 452);
	free(locals);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_words_are_found_wherever_they_stand),
		TEST(test_all_of_a_type_are_listed_newest_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
