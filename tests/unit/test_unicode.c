/* The Unicode Consortium's own test files, from the Debian package unicode-data, against clusters and line breaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/text/unicode.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/utf8.h"

#define DATA "/usr/share/unicode/auxiliary/"

enum { POINTS_MAX = 64 };

/* One line of a test file: "÷ 0020 × 0308 ÷"; broken[i] tells a boundary after the code point i. */
struct sample {
	char text[POINTS_MAX * 4 + 1];
	size_t len, count;
	size_t end[POINTS_MAX]; /* byte offset after each code point */
	bool broken[POINTS_MAX];
};

static bool read_sample(char *line, struct sample *s)
{
	char *end = strchr(line, '#');

	*s = (struct sample){ 0 };
	if (end)
		*end = '\0';
	for (char *save = NULL, *word = strtok_r(line, " \t\n", &save); word; word = strtok_r(NULL, " \t\n", &save)) {
		if (strcmp(word, "÷") == 0 || strcmp(word, "×") == 0) {
			if (s->count > 0)
				s->broken[s->count - 1] = strcmp(word, "÷") == 0;
			continue;
		}
		assert_true(s->count < POINTS_MAX);
		s->len += utf8_put((uint32_t)strtoul(word, NULL, 16), s->text + s->len);
		s->end[s->count++] = s->len;
	}
	return s->count > 0;
}

/* Opens a file of Unicode's, or says why it is left out. Its first line is "# GraphemeBreakTest-15.0.0.txt". */
static FILE *open_data(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[256];

	if (!file) {
		printf("# %s is not here (Debian package unicode-data)\n", path);
		skip();
	}
	const char *version = fgets(line, sizeof(line), file) ? strchr(line, '-') : NULL;
	assert_non_null(version);
	/* 15.0 changed no rule of 14.0 and none of the properties in these files; 15.1 did. */
	bool same = strtol(version + 1, NULL, 10) == strtol(cells_unicode_version(), NULL, 10);
	bool close = strcmp(cells_unicode_version(), "14.0") == 0 && strncmp(version, "-15.0", 5) == 0;
	if (!same && !close) {
		printf("# %s is of another Unicode than libunistring's %s\n", path, cells_unicode_version());
		fclose(file);
		skip();
	}
	return file;
}

static void test_clusters(void **state)
{
	FILE *file = open_data(DATA "GraphemeBreakTest.txt");
	char line[4096];
	struct sample s;
	size_t samples = 0;

	(void)state;
	while (fgets(line, sizeof(line), file)) {
		if (!read_sample(line, &s))
			continue;
		size_t at = 0;
		int cells;
		for (size_t i = 0; i < s.count; i++) {
			if (!s.broken[i])
				continue;
			size_t length = cells_cluster(s.text + at, s.len - at, &cells);
			if (at + length != s.end[i])
				fail_msg("%s: cluster of %zu bytes at %zu, not up to %zu", line, length, at, s.end[i]);
			assert_in_range(cells, 0, 2);
			assert_int_equal(cells_cluster_before(s.text, s.end[i]), length);
			at += length;
		}
		samples++;
	}
	fclose(file);
	assert_true(samples > 500);
}

static bool breaks_right(const struct sample *s)
{
	bool may[sizeof(s->text)];

	unicode_line_breaks(s->text, s->len, may);
	for (size_t i = 0; i + 1 < s->count; i++)
		if (may[s->end[i]] != s->broken[i])
			return false;
	return true;
}

/* --- the samples that are known to break otherwise, each with its reason --- */

enum { DEVIATIONS_MAX = 100 };

struct deviations {
	struct sample at[DEVIATIONS_MAX];
	bool seen[DEVIATIONS_MAX];
	size_t count;
};

static void read_deviations(struct deviations *d)
{
	const char *source = getenv("TWINLINE_SOURCE");
	char *path = xasprintf("%s/tests/unit/line_break_deviations.txt", source ? source : ".");
	FILE *file = fopen(path, "r");
	char line[4096];

	free(path);
	assert_non_null(file);
	*d = (struct deviations){ 0 };
	while (fgets(line, sizeof(line), file)) {
		assert_true(d->count < DEVIATIONS_MAX);
		if (read_sample(line, &d->at[d->count]))
			d->count++;
	}
	fclose(file);
}

/* True if the sample is one of them. */
static bool is_known(struct deviations *d, const struct sample *s)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->at[i].len == s->len && memcmp(d->at[i].text, s->text, s->len) == 0)
			return d->seen[i] = true;
	return false;
}

static void test_line_breaks(void **state)
{
	static struct deviations known;
	FILE *file = open_data(DATA "LineBreakTest.txt");
	char line[4096];
	struct sample s;
	size_t samples = 0;

	(void)state;
	read_deviations(&known);
	while (fgets(line, sizeof(line), file)) {
		if (!read_sample(line, &s))
			continue;
		samples++;
		if (!breaks_right(&s) && !is_known(&known, &s))
			fail_msg("%s breaks otherwise", line);
	}
	fclose(file);
	assert_true(samples > 7000);
	for (size_t i = 0; i < known.count; i++)
		if (!known.seen[i])
			fail_msg("sample %zu of line_break_deviations.txt breaks as it should", i + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clusters),
		cmocka_unit_test(test_line_breaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
