/* A search as people write it: filters as words and back, what a part can become, what it cannot. */
#include "lib/suite.h"

#include "../../src/ui/lookup.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const struct record_type *const person = &record_types[TYPE_Person];

static int set_up(void **state)
{
	int64_t now = 0;

	(void)state;
	clock_parse("2026-11-17T10:38:00Z", &now);
	clock_fix(now);
	return 0;
}

/* Words read as a filter beside a text, printed; and the same filter as words. */
static void assert_reads(const char *words, const char *filter, const char *back)
{
	struct json *tree = json_parse_own("{\"text\":\"water\",\"plus\":true}");
	char *unknown, *text, *again;

	lookup_read(person, words, tree, &unknown);
	assert_null(unknown);
	text = json_print(tree);
	assert_string_equal(text, filter);
	again = lookup_words(person, tree);
	assert_string_equal(again, back);
	free(again);
	free(text);
	json_free(tree);
}

static void words_are_filters(void **state)
{
	(void)state;
	assert_reads("", "{\"text\":\"water\"}", "");
	assert_reads("pupils 7-11", "{\"text\":\"water\",\"pupilsFrom\":7,\"pupilsTo\":11}", "pupils 7-11");
	assert_reads("11 - 7", "{\"text\":\"water\",\"pupilsFrom\":7,\"pupilsTo\":11}", "pupils 7-11");
	assert_reads("ages 9", "{\"text\":\"water\",\"pupilsFrom\":9,\"pupilsTo\":9}", "pupils 9-9");
	assert_reads("PL,GR , poland", "{\"text\":\"water\",\"country\":[\"PL\",\"GR\"]}", "PL, GR");
	assert_reads("IT, it", "{\"text\":\"water\",\"country\":[\"IT\"],\"language\":[\"it\"]}", "IT, Italian");
	assert_reads("not TR; not available", "{\"text\":\"water\",\"notCountry\":[\"TR\"],\"available\":false}", "not available, not TR");
	assert_reads("english, primary, librarian",
	             "{\"text\":\"water\",\"language\":[\"en\"],\"subject\":[\"primary\"],\"role\":[\"librarian\"]}",
	             "English, primary school subjects, librarian");
	assert_reads("active since Sep 2026", "{\"text\":\"water\",\"activeSince\":\"2026-09-01\"}", "active since September 2026");
	assert_reads("active since 2026", "{\"text\":\"water\",\"activeSince\":\"2026-01-01\"}", "active since January 2026");
	assert_reads("active since 2026-09-12", "{\"text\":\"water\",\"activeSince\":\"2026-09-12\"}", "active since 12 Sep 2026");
	assert_reads("town Chania, with a school label", "{\"text\":\"water\",\"town\":\"Chania\",\"label\":true}",
	             "town Chania, with a school label");
}

static void words_that_were_written_read_the_same(void **state)
{
	static const char *const all[] = { "pupils 7-11", "GR, PL", "Greek, English", "not TR", "available", "not available",
	                                   "active since September 2026", "region Crete", "with Plus countries" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		struct json *tree = json_new_object();
		char *unknown, *words;

		lookup_read(person, all[i], tree, &unknown);
		words = lookup_words(person, tree);
		assert_string_equal(words, all[i]);
		free(words);
		free(unknown);
		json_free(tree);
	}
}

static void what_names_nothing_is_told(void **state)
{
	struct json *tree = json_new_object();
	char *unknown;

	(void)state;
	lookup_read(person, "PL, nonsense, 7-8", tree, &unknown);
	assert_string_equal(unknown, "nonsense");
	assert_int_equal(json_get_integer(tree, "pupilsFrom", 0), 7);
	free(unknown);
	lookup_read(person, "not 7-8", tree, &unknown);
	assert_string_equal(unknown, "not 7-8");
	free(unknown);
	lookup_read(person, "active since yesteryear", tree, &unknown);
	assert_string_equal(unknown, "active since yesteryear");
	free(unknown);
	json_free(tree);
}

static void a_part_has_its_matches(void **state)
{
	struct lookup_match matches[LOOKUP_MATCHES];

	(void)state;
	assert_int_equal(lookup_matches(person, "", matches), 0);
	assert_int_equal(lookup_matches(person, "gree", matches), 3);
	assert_string_equal(lookup_match_label(person, &matches[0]), "Greece");
	assert_string_equal(lookup_match_label(person, &matches[1]), "Greek");
	assert_true(lookup_matches(person, "avail", matches) == 1);
	assert_null(matches[0].code);
	assert_int_equal(lookup_matches(person, "m", matches), LOOKUP_MATCHES);
}

static void codes_go_in_and_out(void **state)
{
	struct json *tree = json_new_object();
	const struct filter_row *country = filter_find(person, "country");
	char *title;

	(void)state;
	lookup_toggle(tree, country, "PL");
	lookup_toggle(tree, country, "GR");
	assert_true(lookup_has(tree, country, "PL"));
	lookup_toggle(tree, country, "PL");
	assert_false(lookup_has(tree, country, "PL"));
	title = lookup_title(person, tree);
	assert_string_equal(title, "GR");
	free(title);
	lookup_toggle(tree, country, "GR");
	assert_int_equal(json_size(tree), 0);
	title = lookup_title(person, tree);
	assert_string_equal(title, "everybody");
	free(title);
	json_free(tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_filters),
		cmocka_unit_test(words_that_were_written_read_the_same),
		cmocka_unit_test(what_names_nothing_is_told),
		cmocka_unit_test(a_part_has_its_matches),
		cmocka_unit_test(codes_go_in_and_out),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
