/* The light markup of pages: what is a heading, an item, a quote and a link, and what stays as it was typed. */
#include "lib/suite.h"

#include "twinline/base/str.h"
#include "twinline/text/markup.h"

/* "h:..|i:..|q:..|p:..": the blocks of a text, then its links after "=>". Yours. */
static char *read_text(const char *text)
{
	static const char letters[] = { [MARKUP_PARAGRAPH] = 'p', [MARKUP_HEADING] = 'h', [MARKUP_ITEM] = 'i', [MARKUP_QUOTE] = 'q' };
	struct markup m = { 0 };
	struct str out = { 0 };

	markup_read(&m, text);
	for (size_t i = 0; i < m.count; i++)
		str_addf(&out, "%s%c:%s", i ? "|" : "", letters[m.blocks[i].kind], m.blocks[i].text);
	for (size_t i = 0; i < m.link_count; i++)
		str_addf(&out, "=>%s", m.links[i]);
	markup_release(&m);
	return str_detach(&out);
}

static void blocks_are_told_apart(void **state)
{
	static const struct { const char *text, *blocks; } rows[] = {
		{ NULL, "" }, { "", "" }, { "\n \n\t\n", "" },
		{ "One line.", "p:One line." },
		{ "One\ntwo\n\nthree", "p:One\ntwo|p:three" },
		{ "# Water\nIt flows.", "h:# Water|p:It flows." },
		{ "###### Deep", "h:###### Deep" }, { "####### Too deep", "p:####### Too deep" }, { "#tag", "p:#tag" }, { "# ", "p:#" },
		{ "- one\n- two\n* three", "i:- one|i:- two|i:* three" },
		{ "1. one\n12) two", "i:1. one|i:12) two" }, { "  - deeper", "i:  - deeper" },
		{ "1.5 litres", "p:1.5 litres" }, { "2026. A year", "p:2026. A year" }, { "-no item", "p:-no item" },
		{ "> one\n>two\n\n> three", "q:one\ntwo|q:three" }, { ">", "q:" },
		{ "trailing   \nblanks\t", "p:trailing\nblanks" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *blocks = read_text(rows[i].text);

		assert_string_equal(blocks, rows[i].blocks);
		free(blocks);
	}
}

static void links_are_numbered(void **state)
{
	static const struct { const char *text, *blocks; } rows[] = {
		{ "See [the week](https://water.example/week).", "p:See the week [1].=>https://water.example/week" },
		{ "- [a](http://a.example) [b](mailto:b@b.example)", "i:- a [1] b [2]=>http://a.example=>mailto:b@b.example" },
		{ "[x](javascript:alert)", "p:[x](javascript:alert)" }, { "[x](file:///etc/passwd)", "p:[x](file:///etc/passwd)" },
		{ "[x] (https://a.example)", "p:[x] (https://a.example)" }, { "[x](https://a.example", "p:[x](https://a.example" },
		{ "[x](https://a b)", "p:[x](https://a b)" }, { "[ ] a step", "p:[ ] a step" }, { "[", "p:[" }, { "[]", "p:[]" }, { "[](", "p:[](" },
		{ "[a\nb](https://a.example)", "p:[a\nb](https://a.example)" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *blocks = read_text(rows[i].text);

		assert_string_equal(blocks, rows[i].blocks);
		free(blocks);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_told_apart),
		cmocka_unit_test(links_are_numbered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
