/* Filters row by row: what passes, and what is refused. */
#include "lib/suite.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/schema/filter.h"

static struct json *from_quoted(const char *text)
{
	char *copy = xstrdup(text);
	for (char *c = copy; *c; c++)
		if (*c == '\'')
			*c = '"';
	struct json *tree = json_parse(copy, strlen(copy), NULL);
	if (!tree)
		fail_msg("%s", copy);
	free(copy);
	return tree;
}

static bool passes(const struct record_type *type, const char *record, const char *filter)
{
	struct json *tree = from_quoted(record), *wanted = from_quoted(filter);
	char *words = filter_words(type, tree);
	bool so = filter_passes(type, wanted, tree, words, "2026-11-17");
	free(words);
	json_free(tree);
	json_free(wanted);
	return so;
}

static void test_each_row_lets_pass_what_it_says(void **state)
{
	(void)state;
	static const char card[] =
		"{'name':'Μαρία Li','country':'GR','region':'Κρήτη','town':'Χανιά','languages':{'el':true,'en':true},'role':'teacher',"
		"'subjects':{'primary':true},'pupilsFrom':8,'pupilsTo':11,'available':true,'labelUntil':'2026-11-17','activeAt':'2026-11-15',"
		"'looksFor':'Water diaries, ł','about':'Spelunking','seenBy':{'about':'contacts'}}";
	static const struct { const char *filter; bool passes; } rows[] = {
		{"{}", true}, {"{'text':'wat'}", true}, {"{'text':'diaries water'}", true}, {"{'text':'ater'}", false},
		{"{'text':'maria'}", true}, {"{'text':'ΜΑΡΙΑ'}", true}, {"{'text':'chania'}", true}, {"{'text':'spelunking'}", false},
		{"{'text':'li '}", true}, {"{'text':'l '}", true}, {"{'text':'ma '}", false}, {"{'text':'ma'}", true},
		{"{'country':'GR'}", true}, {"{'country':['PL','GR']}", true}, {"{'country':[]}", false}, {"{'notCountry':['PL']}", true},
		{"{'notCountry':'GR'}", false}, {"{'language':['de','en']}", true}, {"{'language':'de'}", false}, {"{'role':'librarian'}", false},
		{"{'region':'kri'}", true}, {"{'region':'rit'}", false}, {"{'region':'κρη'}", true}, {"{'town':'χαν'}", true},
		{"{'pupilsFrom':11}", true}, {"{'pupilsFrom':12}", false}, {"{'pupilsTo':8}", true}, {"{'pupilsTo':7}", false},
		{"{'pupilsFrom':5,'pupilsTo':9}", true}, {"{'available':true}", true}, {"{'available':false}", false}, {"{'plus':false}", true},
		{"{'label':true}", true}, {"{'label':false}", false}, {"{'activeSince':'2026-11-15'}", true}, {"{'activeSince':'2026-11-16'}", false},
		{"{'operator':'OR','conditions':[{'country':'PL'},{'text':'water'}]}", true},
		{"{'operator':'NOT','conditions':[{'country':'PL'},{'text':'water'}]}", false},
		{"{'operator':'AND','conditions':[{'country':'PL'},{'text':'water'}]}", false}, {"{'operator':'OR','conditions':[]}", false},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (passes(&record_types[TYPE_Person], card, rows[i].filter) != rows[i].passes)
			fail_msg("%s", rows[i].filter);
	/* What a card does not tell is no match, and no reason to be left out by its opposite. */
	assert_false(passes(&record_types[TYPE_Person], "{'name':'x'}", "{'pupilsFrom':3}"));
	assert_false(passes(&record_types[TYPE_Person], "{'name':'x'}", "{'pupilsTo':19}"));
	assert_false(passes(&record_types[TYPE_Person], "{'name':'x'}", "{'label':true}"));
	assert_true(passes(&record_types[TYPE_Person], "{'name':'x'}", "{'notCountry':'GR'}"));
	assert_true(passes(&record_types[TYPE_Event], "{'startsAt':'2026-11-17T09:00:00Z'}", "{'from':'2026-11-17','before':'2026-11-18'}"));
	assert_false(passes(&record_types[TYPE_Event], "{'startsAt':'2026-11-18T00:00:00Z'}", "{'from':'2026-11-17','before':'2026-11-18'}"));
}

static void test_wrong_filters_are_refused(void **state)
{
	(void)state;
	static const struct { const char *filter; enum err_code code; } rows[] = {
		{"{'text':'water'}", ERR_OK}, {"{'text':''}", ERR_OK}, {"{'text':'wa'}", ERR_SEARCH_TOO_SHORT},
		{"{'text':'in den Be'}", ERR_SEARCH_TOO_SHORT}, {"{'text':'in den Berg'}", ERR_OK}, {"{'text':'水'}", ERR_OK}, {"{'text':'Li,'}", ERR_OK},
		{"{'text':'a b c d e f g h i j k l m '}", ERR_INVALID_ARGUMENTS},
		{"{'height':1}", ERR_UNSUPPORTED_FILTER}, {"{'country':7}", ERR_INVALID_ARGUMENTS}, {"{'country':['GR',7]}", ERR_INVALID_ARGUMENTS},
		{"{'pupilsFrom':'7'}", ERR_INVALID_ARGUMENTS}, {"{'pupilsFrom':-1}", ERR_INVALID_ARGUMENTS},
		{"{'available':1}", ERR_INVALID_ARGUMENTS}, {"{'activeSince':'2026-02-30'}", ERR_INVALID_ARGUMENTS}, {"[]", ERR_INVALID_ARGUMENTS},
		{"{'operator':'AND','conditions':[{'height':1}]}", ERR_UNSUPPORTED_FILTER}, {"{'operator':'AND'}", ERR_INVALID_ARGUMENTS},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *filter = from_quoted(rows[i].filter);
		struct err e = {0};
		filter_check(&record_types[TYPE_Person], filter, &e);
		if (e.code != rows[i].code)
			fail_msg("%s: %s", rows[i].filter, err_name(e.code));
		err_release(&e);
		json_free(filter);
	}
	assert_int_equal(filter_check(&record_types[TYPE_Person], NULL, NULL), 0);
	assert_null(filter_rows(&record_types[TYPE_Message])->name);
}

static void test_a_field_is_seen_by_whom_its_owner_says(void **state)
{
	(void)state;
	const struct record_type *person = &record_types[TYPE_Person];
	struct json *card = from_quoted("{'seenBy':{'about':'contacts','tools':'nobody','classSize':'aunts','name':'nobody'}}");
	struct json *open = json_new_object();
	assert_int_equal(field_seen_by(field_find(person, "about"), card), SEEN_BY_CONTACTS);
	assert_int_equal(field_seen_by(field_find(person, "tools"), card), SEEN_BY_NOBODY);
	assert_int_equal(field_seen_by(field_find(person, "classSize"), card), SEEN_BY_NOBODY);
	assert_int_equal(field_seen_by(field_find(person, "name"), card), SEEN_BY_ALL);
	assert_int_equal(field_seen_by(field_find(person, "about"), open), SEEN_BY_ALL);
	assert_int_equal(field_seen_by(field_find(person, "line"), open), SEEN_BY_CONTACTS);
	json_free(card);
	json_free(open);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_row_lets_pass_what_it_says),
		cmocka_unit_test(test_wrong_filters_are_refused),
		cmocka_unit_test(test_a_field_is_seen_by_whom_its_owner_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
