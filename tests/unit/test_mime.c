/* Letters as they travel by mail, and the catalogues that they are worded from. */
#include "lib/suite.h"

#include "../../src/portal/mime.h"
#include "lib/smtp_sink.h"
#include "twinline/base/attr.h"
#include "twinline/base/catalogue.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/schema.h"

static struct smtp_letter letter_of(const char *subject, const char *text)
{
	struct mime m = {"portal@school.example", "ada@school.example", subject, text, 1795098600};
	return (struct smtp_letter){.message = mime_message(&m)};
}

/* RFC 5322 section 2.1.1 allows 998 bytes, and 78 where it can be; RFC 2045 section 6.7 76. */
static void assert_lines_are_short(const char *message)
{
	for (const char *line = message; *line;) {
		size_t len = strcspn(line, "\r\n");
		assert_true(len <= 76);
		line += len;
		assert_true(starts_with(line, "\r\n"));
		line += 2;
	}
}

static void test_what_is_said_arrives(void **state)
{
	static const char *const texts[] = {
		"One line\n", "a = b\n", "blank at the end \n\ttab\t\n", ".dot\n..two\nFrom here\nFor now\n",
		"Ποτάμια και βουνά, ποτάμια και βουνά, ποτάμια και βουνά, ποτάμια και βουνά\n",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
		"\n\n",
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct smtp_letter l = letter_of("x", texts[i]);
		char *text = smtp_letter_text(&l);
		assert_string_equal(text, texts[i]);
		assert_lines_are_short(l.message);
		assert_null(strstr(l.message, "\r\n."));
		assert_null(strstr(l.message, "\r\nFrom here"));
		free(text);
		free(l.message);
	}
}

static void test_a_subject_is_whole_whatever_it_is(void **state)
{
	static const char *const subjects[] = {
		"Your code", "", "Ο κωδικός σας για νέο κωδικό πρόσβασης στην πύλη των σχολείων της Κρήτης", "a\r\nBcc: mallory@evil.example\r\n\r\nx",
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(subjects); i++) {
		struct smtp_letter l = letter_of(subjects[i], "x\n");
		char *subject = smtp_letter_header(&l, "Subject"), *smuggled = smtp_letter_header(&l, "Bcc");
		assert_string_equal(subject, subjects[i]);
		assert_string_equal(smuggled, "");
		assert_lines_are_short(l.message);
		free(subject);
		free(smuggled);
		free(l.message);
	}
}

static void test_headers_say_when_and_which(void **state)
{
	(void)state;
	struct smtp_letter one = letter_of("x", "x\n"), two = letter_of("x", "x\n");
	char *date = smtp_letter_header(&one, "Date");
	char *first = smtp_letter_header(&one, "Message-ID"), *second = smtp_letter_header(&two, "Message-ID");
	assert_string_equal(date, "Thu, 19 Nov 2026 14:30:00 +0000");
	assert_string_not_equal(first, second);
	assert_non_null(strstr(first, "@school.example>"));
	free(date);
	free(first);
	free(second);
	free(one.message);
	free(two.message);
}

static void test_what_is_no_address(void **state)
{
	static const struct { const char *text; bool is; } rows[] = {
		{"ada@school.example", true}, {"ada+x@school.example", true}, {"", false}, {"ada", false}, {"@x", false}, {"ada@", false},
		{"a@b@c", false}, {"a b@c.example", false}, {"a@c.example\r\nRCPT TO:<x@y>", false}, {"<a@c.example>", false},
		{"a@c.example,b@c.example", false}, {"a\x7f@c.example", false},
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_int_equal(mime_is_address(rows[i].text), rows[i].is);
}

static void test_a_catalogue_speaks_its_language(void **state)
{
	static const char *const none[] = {"en", "xx", "../el", "", NULL};
	(void)state;
	struct catalogue *greek = catalogue_open("el");
	assert_non_null(greek);
	i18n_init("el");
	for (size_t i = 0; i < RECORD_TYPE_COUNT; i++)
		assert_string_equal(catalogue_text(greek, record_types[i].label), i18n_text(record_types[i].label));
	assert_string_not_equal(catalogue_text(greek, record_types[0].label), record_types[0].label);
	i18n_init("en");
	assert_string_equal(catalogue_text(greek, "Nobody ever said this."), "Nobody ever said this.");
	catalogue_close(greek);
	for (size_t i = 0; i < ARRAY_SIZE(none); i++)
		assert_null(catalogue_open(none[i]));
	assert_string_equal(catalogue_text(NULL, record_types[0].label), record_types[0].label);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_said_arrives),
		cmocka_unit_test(test_a_subject_is_whole_whatever_it_is),
		cmocka_unit_test(test_headers_say_when_and_which),
		cmocka_unit_test(test_what_is_no_address),
		cmocka_unit_test(test_a_catalogue_speaks_its_language),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
