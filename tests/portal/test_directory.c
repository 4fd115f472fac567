/* Asking the directory over HTTP: filters, pages, totals and facets; who sees what of a card; one's own card in Sync/get. */
#include "lib/suite.h"

#include "lib/portal_fixture.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

static struct json *from_quoted(const char *text)
{
	char *copy = xstrdup(text);
	for (char *c = copy; *c; c++)
		if (*c == '\'')
			*c = '"';
	struct json *tree = json_parse(copy, strlen(copy), NULL);
	assert_non_null(tree);
	free(copy);
	return tree;
}

/* Writes beside the running portal: a card there with more properties, or a new record in an account of a kind. */
static void change_card(const char *person, const char *properties)
{
	struct store s;
	struct account directory;
	struct record r;
	portal_store(f, &s);
	assert_true(account_by_kind(&s, ACCOUNT_DIRECTORY, &directory));
	assert_true(record_by_id(&s, directory.local, &record_types[TYPE_Person], person, &r));
	struct json *card = json_parse_own(r.body), *more = from_quoted(properties);
	for (const struct json *i = json_first(more); i; i = json_next(i))
		json_set(card, json_key(i), json_copy(i));
	free(r.body);
	r.body = json_print(card);
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &r, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	json_free(card);
	json_free(more);
	record_free(&r);
	account_release(&directory);
	store_close(&s);
}

/* id NULL: any. */
static void add_record(const char *account, const struct record_type *type, const char *id, const char *properties)
{
	struct store s;
	struct account a;
	portal_store(f, &s);
	assert_true(account_by_id(&s, account, &a));
	struct json *body = from_quoted(properties);
	struct record r = {.account = a.local, .type = type, .id = xstrdup(id), .body = json_print(body)};
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &r, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	json_free(body);
	record_free(&r);
	account_release(&a);
	store_close(&s);
}

static struct json *query(const struct teacher *t, const char *more)
{
	char *copy = xstrdup(more);
	for (char *c = copy; *c; c++)
		if (*c == '\'')
			*c = '"';
	struct json *page = portal_call(f, t, "Person/query", "{\"accountId\":\"%s\",\"calculateTotal\":true%s%s}", t->directory,
	                                *copy ? "," : "", copy);
	free(copy);
	return page;
}

static void assert_finds(const struct teacher *t, const char *more, int64_t total)
{
	struct json *page = query(t, more);
	if (json_get_integer(page, "total", -1) != total)
		fail_msg("%s: %s", more, json_print(page));
	json_free(page);
}

static void assert_refuses(const struct teacher *t, const char *more, const char *type)
{
	struct json *page = query(t, more);
	assert_string_equal(json_get_text(page, "type"), type);
	json_free(page);
}

static void test_filters_and_facets(void **state)
{
	(void)state;
	change_card(f->ada.person, "{'country':'GR','languages':{'el':true,'en':true},'looksFor':'Water diaries','pupilsFrom':8,'pupilsTo':11,"
	                           "'available':true,'activeAt':'2026-11-15'}");
	change_card(f->ben.person, "{'country':'IT','languages':{'it':true,'en':true},'looksFor':'Waterfalls','pupilsFrom':14,'pupilsTo':18,"
	                           "'available':false,'activeAt':'2026-11-16'}");
	change_card(f->eva.person, "{'country':'PL','languages':{'pl':true},'looksFor':'Łódka','available':false,'activeAt':'2026-11-14'}");
	assert_finds(&f->ada, "", 3);
	assert_finds(&f->ada, "'filter':{}", 3);
	assert_finds(&f->ada, "'filter':{'text':'water'}", 2);
	assert_finds(&f->ada, "'filter':{'text':'lodka'}", 1);
	assert_finds(&f->ada, "'filter':{'text':'water','country':['GR','PL']}", 1);
	assert_finds(&f->ada, "'filter':{'pupilsFrom':10,'pupilsTo':12}", 1);
	assert_finds(&f->ada, "'filter':{'available':true}", 1);
	assert_finds(&f->ada, "'filter':{'available':false}", 2);
	assert_finds(&f->ada, "'filter':{'activeSince':'2026-11-15'}", 2);
	assert_finds(&f->ada, "'filter':{'notCountry':'IT'}", 2);
	assert_finds(&f->ada, "'filter':{'operator':'OR','conditions':[{'country':'IT'},{'text':'lodka'}]}", 2);
	struct json *page = query(&f->ada, "'filter':{'language':'en'},'calculateFacets':true"), *wanted = from_quoted("{'GR':1,'IT':1}");
	assert_true(json_equal(json_get(json_get(page, "facets"), "country"), wanted));
	assert_int_equal(json_get_integer(json_get(json_get(page, "facets"), "language"), "en", 0), 2);
	assert_string_equal(json_key(json_first(json_get(json_get(page, "facets"), "language"))), "en");
	assert_string_equal(json_text(json_at(json_get(page, "ids"), 0)), f->ben.person);
	json_free(wanted);
	json_free(page);
	/* What is listed, and no property of a filter, is asked of the lists as before. */
	assert_finds(&f->ada, "'filter':{'name':'Nobody'}", 0);
	page = query(&f->ada, "'sort':[{'property':'activeAt','isAscending':true}]");
	assert_string_equal(json_text(json_at(json_get(page, "ids"), 0)), f->eva.person);
	json_free(page);
}

static void test_wrong_questions_say_what_is_wrong(void **state)
{
	(void)state;
	assert_refuses(&f->ada, "'filter':{'text':'wa'}", "searchTooShort");
	assert_refuses(&f->ada, "'filter':{'text':'wa','height':7}", "searchTooShort");
	assert_refuses(&f->ada, "'filter':{'height':7}", "unsupportedFilter");
	assert_refuses(&f->ada, "'filter':{'text':7}", "invalidArguments");
	assert_refuses(&f->ada, "'filter':{'country':[7]}", "invalidArguments");
	assert_refuses(&f->ada, "'filter':{'activeSince':'yesterday'}", "invalidArguments");
	assert_refuses(&f->ada, "'filter':{'operator':'NOR','conditions':[]}", "invalidArguments");
	assert_refuses(&f->ada, "'anchor':'azzzzzzz'", "anchorNotFound");
	assert_refuses(&f->ada, "'sort':[{'property':'about'}]", "unsupportedSort");
}

/* A page goes on from a card that has moved out of the results, and what came before it meanwhile is not given twice. */
static void test_pages_go_on_while_cards_change(void **state)
{
	(void)state;
	change_card(f->ben.person, "{'country':'GR','activeAt':'2026-11-16'}");
	change_card(f->ada.person, "{'country':'GR','activeAt':'2026-11-15'}");
	change_card(f->eva.person, "{'country':'GR','activeAt':'2026-11-14'}");
	struct json *page = query(&f->ada, "'filter':{'country':'GR'},'limit':2");
	assert_int_equal(json_size(json_get(page, "ids")), 2);
	assert_string_equal(json_text(json_at(json_get(page, "ids"), 1)), f->ada.person);
	json_free(page);
	change_card(f->ada.person, "{'country':'PL'}");
	char *more = xasprintf("'filter':{'country':'GR'},'anchor':'%s','anchorOffset':1", f->ada.person);
	page = query(&f->ada, more);
	assert_int_equal(json_size(json_get(page, "ids")), 1);
	assert_string_equal(json_text(json_at(json_get(page, "ids"), 0)), f->eva.person);
	assert_int_equal(json_get_integer(page, "position", -1), 1);
	json_free(page);
	free(more);
}

/* Guests find nobody, not by words, totals or facets. */
static void test_guests_find_no_people(void **state)
{
	(void)state;
	struct teacher guest = {.bearer = xstrdup(""), .directory = xstrdup(f->ada.directory)};
	struct json *page = query(&guest, "'filter':{'country':'GR'},'calculateFacets':true");
	assert_int_equal(json_get_integer(page, "total", -1), 0);
	assert_int_equal(json_size(json_get(page, "ids")), 0);
	for (const struct json *i = json_first(json_get(page, "facets")); i; i = json_next(i))
		assert_int_equal(json_size(i), 0);
	json_free(page);
	char *more = xasprintf("'anchor':'%s'", f->ben.person);
	assert_refuses(&guest, more, "anchorNotFound");
	free(more);
	teacher_release(&guest);
}

/* --- who sees what of a card --- */

static void assert_sees(const struct teacher *t, const char *field, bool sees)
{
	struct json *got = portal_call(f, t, "Person/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", t->directory, f->ada.person);
	const struct json *card = json_at(json_get(got, "list"), 0);
	assert_non_null(json_get(card, "name"));
	if ((json_get(card, field) != NULL) != sees)
		fail_msg("%s", field);
	json_free(got);
}

static void test_contacts_see_what_is_kept_to_them(void **state)
{
	(void)state;
	change_card(f->ada.person, "{'about':'Spelunking','line':'slow','classSize':22,'tools':{'forum':true},"
	                           "'seenBy':{'about':'contacts','classSize':'nobody','tools':'eTwinners'}}");
	static const char *const fields[] = {"about", "line", "classSize", "tools", "seenBy"};
	static const struct { bool owner, other, contact; } rows[] = {
		{true, false, true}, {true, false, true}, {true, false, false}, {true, true, true}, {true, false, false},
	};
	char *contact = xasprintf("{'person':{'id':'%s','name':'Ada'},'state':'contact'}", f->ada.person);
	char *asked = xasprintf("{'person':{'id':'%s','name':'Ada'},'state':'asked'}", f->ada.person);
	add_record(f->eva.account, &record_types[TYPE_Contact], NULL, contact);
	add_record(f->ben.account, &record_types[TYPE_Contact], NULL, asked);
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		assert_sees(&f->ada, fields[i], rows[i].owner);
		assert_sees(&f->ben, fields[i], rows[i].other);
		assert_sees(&f->eva, fields[i], rows[i].contact);
	}
	/* What is kept from some is found by nobody: a total must not tell it. */
	assert_finds(&f->eva, "'filter':{'text':'spelunking'}", 0);
	change_card(f->ada.person, "{'seenBy':{'about':'eTwinners'}}");
	assert_finds(&f->ben, "'filter':{'text':'spelunking'}", 1);
	free(contact);
	free(asked);
}

static void test_seen_by_names_fields_and_who_sees_them(void **state)
{
	(void)state;
	static const struct { const char *seen_by; bool taken; } rows[] = {
		{"{\"about\":\"contacts\",\"line\":\"eTwinners\"}", true}, {"{}", true}, {"{\"name\":\"nobody\"}", false},
		{"{\"height\":\"nobody\"}", false}, {"{\"about\":\"aunts\"}", false}, {"{\"about\":7}", false},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *done = portal_call(f, &f->eva, "Person/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"seenBy\":%s}}}",
		                                f->eva.directory, f->eva.person, rows[i].seen_by);
		if ((json_size(json_get(done, "updated")) == 1) != rows[i].taken)
			fail_msg("%s", rows[i].seen_by);
		json_free(done);
	}
}

/* The town of the school is a copy of the school's, and found by as it is now. */
static void test_cards_follow_the_page_of_the_school(void **state)
{
	(void)state;
	add_record(f->eva.directory, &record_types[TYPE_School], "szkola22", "{'name':'SP 4','country':'PL','town':'Lublin'}");
	change_card(f->eva.person, "{'school':{'id':'szkola22','name':'SP 4'}}");
	struct json *done = portal_call(f, &f->eva, "School/set", "{\"accountId\":\"%s\",\"update\":{\"szkola22\":"
	                                "{\"town\":\"Zamość\",\"region\":\"Lubelskie\",\"name\":\"SP 5\"}}}", f->eva.directory);
	assert_int_equal(json_size(json_get(done, "updated")), 1);
	json_free(done);
	struct json *got = portal_call(f, &f->ben, "Person/get", "{\"accountId\":\"%s\",\"ids\":[\"%s\"]}", f->ben.directory, f->eva.person);
	const struct json *card = json_at(json_get(got, "list"), 0);
	assert_string_equal(json_get_text(card, "town"), "Zamość");
	assert_string_equal(json_get_text(json_get(card, "school"), "name"), "SP 5");
	json_free(got);
	assert_finds(&f->ben, "'filter':{'town':'zam','region':'lubel'}", 1);
}

/* --- one's own card --- */

static const struct json *people_in(const struct json *page, const struct teacher *t)
{
	return json_get(json_get(json_get(json_get(page, "accounts"), t->directory), "records"), "Person");
}

static void test_sync_brings_ones_own_card_and_no_other(void **state)
{
	(void)state;
	struct json *page = portal_call(f, &f->ada, "Sync/get", "{}");
	assert_int_equal(json_size(people_in(page, &f->ada)), 1);
	assert_string_equal(json_get_text(json_at(people_in(page, &f->ada), 0), "id"), f->ada.person);
	char *since = xstrdup(json_get_text(json_get(json_get(page, "accounts"), f->ada.directory), "state"));
	json_free(page);
	change_card(f->ben.person, "{'about':'Another one'}");
	page = portal_call(f, &f->ada, "Sync/get", "{\"since\":{\"%s\":\"%s\"}}", f->ada.directory, since);
	assert_null(json_get(json_get(page, "accounts"), f->ada.directory));
	json_free(page);
	change_card(f->ada.person, "{'about':'Mine'}");
	page = portal_call(f, &f->ada, "Sync/get", "{\"since\":{\"%s\":\"%s\"}}", f->ada.directory, since);
	assert_string_equal(json_get_text(json_at(people_in(page, &f->ada), 0), "about"), "Mine");
	assert_string_not_equal(json_get_text(json_get(json_get(page, "accounts"), f->ada.directory), "state"), since);
	json_free(page);
	free(since);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_filters_and_facets),
		cmocka_unit_test(test_wrong_questions_say_what_is_wrong),
		cmocka_unit_test(test_pages_go_on_while_cards_change),
		cmocka_unit_test(test_guests_find_no_people),
		cmocka_unit_test(test_contacts_see_what_is_kept_to_them),
		cmocka_unit_test(test_seen_by_names_fields_and_who_sees_them),
		cmocka_unit_test(test_cards_follow_the_page_of_the_school),
		cmocka_unit_test(test_sync_brings_ones_own_card_and_no_other),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
