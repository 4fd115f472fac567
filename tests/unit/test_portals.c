/* Lists of portals, and what is told of their certificates. */
#include "lib/suite.h"

#include <unistd.h>

#include "../../src/sync/certificate.h"
#include "../../src/ui/portals.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

static int read_text(struct portals *list, const char *text, struct err *e)
{
	char path[] = "/tmp/portals.XXXXXX";
	int fd = mkstemp(path), result;

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), 0);
	result = portals_read(list, path, true, e);
	unlink(path);
	return result;
}

static void a_line_is_address_name_and_country(void **state)
{
	struct portals list = { 0 };

	(void)state;
	assert_int_equal(read_text(&list, "# here\n\nhttps://a.example  Okul Ağı ve dostlar\tTR \nb.example X GR", NULL), 0);
	assert_int_equal(list.count, 2);
	assert_string_equal(list.at[0].url, "https://a.example");
	assert_string_equal(list.at[0].name, "Okul Ağı ve dostlar");
	assert_string_equal(list.at[0].country, "TR");
	assert_true(list.at[0].is_here);
	assert_string_equal(list.at[1].url, "b.example");
	portals_release(&list);
}

static void a_wrong_line_is_told_and_adds_nothing(void **state)
{
	static const struct { const char *text, *place; } rows[] = {
		{ "https://a.example\n", ":1:1" }, { "a.example X GR\n  https://a.example GR", ":2:3" }, { "\na.example  Name  ZZ\n", ":2:18" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct portals list = { 0 };
		struct err e = { 0 };

		assert_int_equal(read_text(&list, rows[i].text, &e), -1);
		assert_int_equal(e.code, ERR_FILE_SYNTAX);
		assert_non_null(strstr(e.arg[0], rows[i].place));
		assert_int_equal(list.count, 0);
		err_release(&e);
		portals_release(&list);
	}
}

static void a_certificate_names_who_vouches_for_it(void **state)
{
	static const struct { const char *name, *issuer; } rows[] = {
		{ "C = US, O = Let's Encrypt, CN = R3", "Let's Encrypt" },
		{ "CN=Example Root", "Example Root" },
		{ "C = GR, OU = O, O = \"School, Athens\", CN = x", "School, Athens" },
		{ "O = A\\, B, CN = x", "A, B" },
		{ "dnQualifier = 7", "dnQualifier = 7" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *issuer = certificate_issuer(rows[i].name);

		assert_string_equal(issuer, rows[i].issuer);
		free(issuer);
	}
	assert_int_equal(certificate_time("Mar  3 12:00:00 2027 GMT"), 1804075200);
	assert_int_equal(certificate_time("2027-03-03"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_address_name_and_country),
		cmocka_unit_test(a_wrong_line_is_told_and_adds_nothing),
		cmocka_unit_test(a_certificate_names_who_vouches_for_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
