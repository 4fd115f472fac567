/* Merging: each side's own changes stand, what both changed is named, and no paragraph, element or field of either side is lost. */
#include "lib/suite.h"

#include <string.h>

#include "lib/generate.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/records/merge.h"

enum { ROUNDS = 400, PARAGRAPHS_MOST = 8 };

static const struct record_type *const person = &record_types[TYPE_Person];

/* JSON with ' for ". */
static struct json *tree_of(const char *text)
{
	char *copy = xstrdup(text);
	struct json *tree;

	for (char *c = copy; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	tree = json_parse(copy, strlen(copy), NULL);
	assert_non_null(tree);
	free(copy);
	return tree;
}

/* Merges three trees with the choices; expects the result and the names of the open fields, each with a space after it. */
static void expect(const char *base, const char *mine, const char *theirs, const char *choices, const char *result, const char *open)
{
	struct json *b = tree_of(base), *m = tree_of(mine), *t = tree_of(theirs), *c = tree_of(choices), *r = tree_of(result);
	struct merge merge = { person, b, m, t };
	struct strings names = { 0 };
	struct json *merged = merge_record(&merge, c, &names);
	struct str all = { 0 };
	char *text = json_print(merged);

	for (size_t i = 0; i < names.count; i++)
		str_addf(&all, "%s ", names.at[i]);
	if (!json_equal(merged, r))
		fail_msg("%s + %s over %s gave %s", mine, theirs, base, text);
	assert_string_equal(all.text ? all.text : "", open);
	str_release(&all);
	strings_release(&names);
	free(text);
	json_free(merged);
	json_free(b);
	json_free(m);
	json_free(t);
	json_free(c);
	json_free(r);
}

static void fields_of_one_side_stand(void **state)
{
	(void)state;
	expect("{'name':'A','classSize':20}", "{'name':'B','classSize':20}", "{'name':'A','classSize':24,'town':'Muğla'}", "{}",
	       "{'name':'B','classSize':24,'town':'Muğla'}", "");
	expect("{'classSize':20}", "{}", "{'classSize':20,'name':'A'}", "{}", "{'name':'A'}", "");
	expect("{'classSize':20}", "{'classSize':20}", "{}", "{}", "{}", "");
	expect("{'name':'A'}", "{'name':'B'}", "{'name':'B'}", "{}", "{'name':'B'}", ""); /* both the same */
}

static void a_field_of_both_is_asked_for(void **state)
{
	(void)state;
	expect("{'name':'A'}", "{'name':'B'}", "{'name':'C'}", "{}", "{'name':'C'}", "name ");
	expect("{'name':'A'}", "{'name':'B'}", "{'name':'C'}", "{'name':'mine'}", "{'name':'B'}", "");
	expect("{'classSize':20}", "{}", "{'classSize':24}", "{}", "{'classSize':24}", "classSize ");
	expect("{'classSize':20}", "{}", "{'classSize':24}", "{'classSize':'mine'}", "{}", "");
}

static void sets_merge_by_elements(void **state)
{
	(void)state;
	expect("{'languages':{'en':true,'de':true}}", "{'languages':{'en':true,'de':true,'tr':true}}", "{'languages':{'en':true,'el':true}}",
	       "{}", "{'languages':{'en':true,'el':true,'tr':true}}", "");
	expect("{'seenBy':{'about':'contacts'}}", "{'seenBy':{'about':'nobody','line':'nobody'}}", "{'seenBy':{'about':'eTwinners'}}", "{}",
	       "{'seenBy':{'about':'eTwinners','line':'nobody'}}", "seenBy ");
}

/* Each of two sets is right, and together they are more than the field holds. */
static void too_many_together_are_asked_for(void **state)
{
	struct json *b = json_new_object(), *m = json_new_object(), *t = json_new_object(), *merged;
	struct json *mine = json_set(m, "competences", json_new_object()), *theirs = json_set(t, "competences", json_new_object());
	const struct field *field = field_find(person, "competences");
	struct merge merge = { person, b, m, t };
	bool conflict;

	(void)state;
	for (size_t i = 0; i < field->vocabulary->count; i++)
		json_set_bool(i % 2 ? mine : theirs, field->vocabulary->rows[i].code, true);
	if (field->vocabulary->count <= (size_t)field->max) /* then there is room */
		json_set_bool(mine, "a code of tomorrow", true);
	merged = merge_field(&merge, "competences", MERGE_MINE, &conflict);
	assert_true(conflict);
	assert_true(json_equal(merged, mine));
	json_free(merged);
	json_free(b);
	json_free(m);
	json_free(t);
}

static void lists_merge_by_what_they_name(void **state)
{
	struct json *b = tree_of("{'files':[{'blobId':'a'},{'blobId':'b'}]}");
	struct json *m = tree_of("{'files':[{'blobId':'b'},{'blobId':'c'},{'blobId':'a'}]}");
	struct json *t = tree_of("{'files':[{'blobId':'a'},{'blobId':'b'},{'blobId':'d'}]}"), *merged;
	struct merge merge = { &record_types[TYPE_Event], b, m, t };
	bool conflict;
	char *text;

	(void)state;
	merged = merge_field(&merge, "files", MERGE_THEIRS, &conflict);
	text = json_print(merged);
	assert_false(conflict);
	assert_string_equal(text, "[{\"blobId\":\"a\"},{\"blobId\":\"b\"},{\"blobId\":\"d\"},{\"blobId\":\"c\"}]");
	free(text);
	json_free(merged);
	json_free(b);
	json_free(m);
	json_free(t);
}

/* --- texts --- */

static void expect_text(const char *base, const char *mine, const char *theirs, enum merge_choice choice, const char *result, bool asked)
{
	const char *versions[] = { base, mine, theirs };
	bool conflict = false;
	char *text = merge_text(versions, choice, &conflict, NULL, NULL);

	assert_string_equal(text, result);
	assert_int_equal(conflict, asked);
	free(text);
}

static void texts_merge_by_paragraphs(void **state)
{
	(void)state;
	expect_text("a\n\nb\n\nc", "A\n\nb\n\nc", "a\n\nb\n\nC", MERGE_THEIRS, "A\n\nb\n\nC", false);
	expect_text("a\n\nb", "A\n\nb", "a\n\nB", MERGE_THEIRS, "A\n\nB", false); /* neighbours */
	expect_text("a\n\nb", "A\n\nb\n\nc", "a\n\nb", MERGE_THEIRS, "A\n\nb\n\nc", false);
	expect_text("a\n\nb\n\nc", "a\n\nx\n\nb\n\nc", "b\n\nc\n", MERGE_THEIRS, "x\n\nb\n\nc", false);
	expect_text("a", "a\n\nb", "a\n\nc", MERGE_THEIRS, "a\n\nc\n\nb", false); /* two additions */
	expect_text("a\n\nb\n\nc", "a\n\nB\n\nc", "A\n\nX\n\nc", MERGE_THEIRS, "A\n\nX\n\nc", true);
	expect_text("a\n\nb\n\nc", "a\n\nB\n\nc", "A\n\nX\n\nc", MERGE_MINE, "A\n\nB\n\nc", true);
	expect_text("a\n\nb\n\nc", "a\n\nB\n\nc", "A\n\nX\n\nc", MERGE_BOTH, "A\n\nX\n\nB\n\nc", true);
	expect_text("a\n\nb", "b", "A\n\nb", MERGE_MINE, "b", true); /* taken out here, changed there */
	expect_text(NULL, "a", "b", MERGE_BOTH, "b\n\na", true);
}

static void the_paragraphs_in_conflict_are_told(void **state)
{
	const char *versions[] = { "a\n\nb\n\nc", "a\n\nB\n\nC", "A\n\nX\n\nc" };
	struct str mine = { 0 }, theirs = { 0 };
	bool conflict = false;

	(void)state;
	free(merge_text(versions, MERGE_THEIRS, &conflict, &mine, &theirs));
	assert_string_equal(mine.text, "B");
	assert_string_equal(theirs.text, "X");
	str_release(&mine);
	str_release(&theirs);
}

static void both_need_room(void **state)
{
	struct json *b = json_new_object(), *m = json_new_object(), *t = json_new_object();
	struct merge merge = { person, b, m, t };
	char text[256];

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	json_set_string(m, "looksFor", text);
	json_set_string(t, "looksFor", "somebody");
	assert_true(merge_may_have_both(&merge, "looksFor"));
	text[0] = 'y';
	json_set_string(t, "looksFor", text);
	assert_false(merge_may_have_both(&merge, "looksFor")); /* 300 is the most */
	json_set_string(m, "name", "A");
	json_set_string(t, "name", "B");
	assert_false(merge_may_have_both(&merge, "name")); /* one line */
	json_free(b);
	json_free(m);
	json_free(t);
}

/* --- generated edits --- */

/* A text with some paragraphs of before changed, taken out, or added to; each new one unlike all others. */
static char *edited(struct random *r, const char *before, int *serial)
{
	struct str text = { 0 };
	char *copy = xstrdup(before), *rest = copy, *p;

	while ((p = strsep(&rest, "\n")))
		if (*p) {
			uint64_t what = random_below(r, 8);

			if (what == 0)
				str_addf(&text, "new %d\n\n", (*serial)++);
			if (what == 1)
				str_addf(&text, "changed %d\n\n", (*serial)++);
			else if (what != 2)
				str_addf(&text, "%s\n\n", p);
		}
	if (random_below(r, 4) == 0)
		str_addf(&text, "new %d\n\n", (*serial)++);
	free(copy);
	return str_detach(&text);
}

/* Every paragraph of text that the base does not have stands in merged. */
static void assert_kept(const char *text, const char *base, const char *merged)
{
	char *copy = xstrdup(text), *rest = copy, *p;

	while ((p = strsep(&rest, "\n")))
		if (*p && !strstr(base, p) && !strstr(merged, p))
			fail_msg("\"%s\" is lost in: %s", p, merged);
	free(copy);
}

static void no_paragraph_is_lost(void **state)
{
	struct random r;

	(void)state;
	random_seed(&r, 4);
	for (int round = 0; round < ROUNDS; round++) {
		int serial = 0;
		struct str first = { 0 };
		char *mine, *theirs, *both, *swapped;
		bool conflict = false, other = false;

		for (uint64_t i = random_below(&r, PARAGRAPHS_MOST); i-- > 0;)
			str_addf(&first, "old %d\n\n", serial++);
		mine = edited(&r, first.text ? first.text : "", &serial);
		theirs = edited(&r, first.text ? first.text : "", &serial);
		both = merge_text((const char *[]){ first.text, mine, theirs }, MERGE_BOTH, &conflict, NULL, NULL);
		assert_kept(mine, first.text ? first.text : "", both);
		assert_kept(theirs, first.text ? first.text : "", both);
		/* Both ends see the same question, and my choice here is their choice there. */
		free(both);
		both = merge_text((const char *[]){ first.text, mine, theirs }, MERGE_MINE, &conflict, NULL, NULL);
		swapped = merge_text((const char *[]){ first.text, theirs, mine }, MERGE_THEIRS, &other, NULL, NULL);
		assert_int_equal(conflict, other);
		assert_int_equal(strlen(both), strlen(swapped));
		if (!conflict && !strstr(both, "new")) /* of two additions the order is that of the ends */
			assert_string_equal(both, swapped);
		free(both);
		free(swapped);
		free(mine);
		free(theirs);
		str_release(&first);
	}
}

/* A record with some fields given other values or taken out. */
static struct json *changed(struct random *r, const struct json *before)
{
	const struct record_type *type = &generate_every_kind;
	struct json *after = json_copy(before);

	for (unsigned i = 0; i < type->field_count; i++) {
		uint64_t what = random_below(r, 4);

		if (what == 0)
			json_set(after, type->fields[i].name, generate_value(&type->fields[i], r));
		else if (what == 1 && random_below(r, 3) == 0)
			json_remove(after, type->fields[i].name);
	}
	return after;
}

static bool is(const struct json *a, const struct json *b)
{
	return a && b ? json_equal(a, b) : a == b;
}

/* Of each field: unchanged at one end, it is as at the other; the same question is asked at both ends, and the choice decides. */
static void no_field_is_lost(void **state)
{
	const struct record_type *type = &generate_every_kind;
	struct random r;

	(void)state;
	random_seed(&r, 5);
	for (int round = 0; round < ROUNDS; round++) {
		struct json *b = generate_record(type, &r, GENERATE_ALL), *m = changed(&r, b), *t = changed(&r, b);
		struct merge merge = { type, b, m, t }, swapped = { type, b, t, m };

		for (unsigned i = 0; i < type->field_count; i++) {
			const char *name = type->fields[i].name;
			const struct json *base = json_get(b, name), *mine = json_get(m, name), *theirs = json_get(t, name);
			bool conflict, other;
			struct json *merged = merge_field(&merge, name, MERGE_MINE, &conflict);
			struct json *back = merge_field(&swapped, name, MERGE_THEIRS, &other);

			assert_int_equal(conflict, other);
			if (is(theirs, base))
				assert_true(is(merged, mine));
			if (is(mine, base))
				assert_true(is(merged, theirs));
			if (conflict)
				assert_false(is(mine, theirs));
			json_free(merged);
			json_free(back);
		}
		json_free(b);
		json_free(m);
		json_free(t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_of_one_side_stand),
		cmocka_unit_test(a_field_of_both_is_asked_for),
		cmocka_unit_test(sets_merge_by_elements),
		cmocka_unit_test(too_many_together_are_asked_for),
		cmocka_unit_test(lists_merge_by_what_they_name),
		cmocka_unit_test(texts_merge_by_paragraphs),
		cmocka_unit_test(the_paragraphs_in_conflict_are_told),
		cmocka_unit_test(both_need_room),
		cmocka_unit_test(no_paragraph_is_lost),
		cmocka_unit_test(no_field_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
