/* Words with a typing error are found by the index, in any script, and nothing further off. */
#include "stores.h"

#include "twinline/base/str.h"
#include "twinline/records/alike.h"

static int64_t directory;

static char *body_of(const char *text)
{
	struct json *tree = stores_json(text);
	char *body = json_print(tree);
	json_free(tree);
	return body;
}

static struct record put(struct store *s, enum record_type_index type, const char *body)
{
	struct record r = {.account = directory, .type = &record_types[type], .body = body_of(body)};
	stores_begin(s);
	MUST(record_write(s, &r, true, E));
	stores_commit(s);
	return r;
}

static struct store filled(void)
{
	struct store s = stores_open(STORE_PORTAL);
	stores_begin(&s);
	directory = account_add(&s, "d2222222", ACCOUNT_DIRECTORY, "", E);
	MUST(directory);
	stores_commit(&s);
	return s;
}

static int count(struct store *s, enum record_type_index type, const char *country, const char *text)
{
	int64_t *locals = NULL;
	int found = alike_find(s, &record_types[type], country, text, &locals, E);
	MUST(found);
	free(locals);
	return found;
}

static void test_one_letter_may_be_wrong(void **state)
{
	(void)state;
	struct store s = filled();
	struct record r = put(&s, TYPE_Person, "{'name':'Nurcan Aydın','country':'TR'}");
	static const struct { const char *text; int found; } rows[] = {
		{"Nurcan Aydın", 1}, {"AYDIN, Nurcan", 1}, {"Nurcan Yilmaz", 1}, {"Nurcn", 1}, {"Nurccan", 1}, {"Nurkan", 1}, {"Nucran", 1},
		{"Ayden", 1}, {"Nuran", 1}, {"Murkan", 0}, {"Aydenn", 0}, {"Mehmet Kaya", 0}, {"", 0}, {"  ", 0},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (count(&s, TYPE_Person, "TR", rows[i].text) != rows[i].found)
			fail_msg("%s", rows[i].text);
	assert_int_equal(count(&s, TYPE_Person, "GR", "Nurcan"), 0);
	/* Under another name they are found by that. */
	free(r.body);
	r.body = body_of("{'name':'Γιώργος Παπαδάκης','country':'TR'}");
	stores_begin(&s);
	MUST(record_write(&s, &r, false, E));
	stores_commit(&s);
	assert_int_equal(count(&s, TYPE_Person, "TR", "Nurcan"), 0);
	assert_int_equal(count(&s, TYPE_Person, "TR", "Παπαδακις"), 1);
	assert_int_equal(count(&s, TYPE_Person, "TR", "Παπαδακη"), 1);
	record_free(&r);
	stores_close(&s);
	unlink(stores_path);
}

static void test_schools_are_found_by_their_town(void **state)
{
	(void)state;
	struct store s = filled();
	struct record one = put(&s, TYPE_School, "{'name':'Gymnasium','country':'BG','town':'Велико Търново'}");
	struct record other = put(&s, TYPE_School, "{'name':'Търново','country':'BG','town':'София'}");
	assert_int_equal(count(&s, TYPE_School, "BG", "Велико Трново"), 1);
	assert_int_equal(count(&s, TYPE_School, "BG", "София"), 1);
	assert_int_equal(count(&s, TYPE_School, "BG", "Gymnasium"), 0);
	stores_begin(&s);
	MUST(record_destroy(&s, &one, E));
	stores_commit(&s);
	assert_int_equal(count(&s, TYPE_School, "BG", "Велико Търново"), 0);
	record_free(&one);
	record_free(&other);
	stores_close(&s);
	unlink(stores_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_letter_may_be_wrong),
		cmocka_unit_test(test_schools_are_found_by_their_town),
	};
	return cmocka_run_group_tests(tests, stores_make, stores_remove);
}
