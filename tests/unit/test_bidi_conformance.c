/*
 * The Unicode Consortium's BidiTest.txt and BidiCharacterTest.txt, from the Debian package unicode-data, through our own functions: every
 * line of both passes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/bidi.h"

#define DATA "/usr/share/unicode/"

enum { POINTS_MAX = 256, LINE_BYTES = 8192, NO_LEVEL = 255 };

static const enum bidi_direction directions[] = { BIDI_BY_LETTER, BIDI_LEFT_TO_RIGHT, BIDI_RIGHT_TO_LEFT }; /* as bits of BidiTest.txt */

/* What a line wants: levels (NO_LEVEL for what rule X9 takes out) and the order of those that have one. */
struct wanted {
	unsigned char levels[POINTS_MAX];
	size_t order[POINTS_MAX];
	size_t level_count, order_count;
};

static void read_levels(struct wanted *w, char *text)
{
	w->level_count = 0;
	for (char *save = NULL, *word = strtok_r(text, " \t\n", &save); word; word = strtok_r(NULL, " \t\n", &save)) {
		assert_true(w->level_count < POINTS_MAX);
		w->levels[w->level_count++] = *word == 'x' ? NO_LEVEL : (unsigned char)strtoul(word, NULL, 10);
	}
}

static void read_order(struct wanted *w, char *text)
{
	w->order_count = 0;
	for (char *save = NULL, *word = strtok_r(text, " \t\n", &save); word; word = strtok_r(NULL, " \t\n", &save)) {
		assert_true(w->order_count < POINTS_MAX);
		w->order[w->order_count++] = strtoul(word, NULL, 10);
	}
}

static bool is_right(const struct wanted *w, const uint32_t *points, size_t count, enum bidi_direction base)
{
	unsigned char levels[POINTS_MAX], kept[POINTS_MAX];
	size_t order[POINTS_MAX], place[POINTS_MAX], kept_count = 0;

	assert_int_equal(w->level_count, count);
	bidi_levels(points, count, base, levels);
	for (size_t i = 0; i < count; i++) {
		if (w->levels[i] == NO_LEVEL)
			continue;
		if (levels[i] != w->levels[i])
			return false;
		place[kept_count] = i;
		kept[kept_count++] = levels[i];
	}
	bidi_order(kept, kept_count, order);
	for (size_t i = 0; i < kept_count; i++)
		if (place[order[i]] != w->order[i])
			return false;
	return kept_count == w->order_count;
}

static FILE *open_data(const char *name)
{
	char *path = xasprintf(DATA "%s", name);
	FILE *file = fopen(path, "r");

	free(path);
	if (!file) {
		printf("# " DATA "%s is not here (Debian package unicode-data)\n", name);
		skip();
	}
	return file;
}

/* --- BidiTest.txt: classes --- */

/* A character of a class. */
static uint32_t point_of(const char *class)
{
	static const struct { const char *class; uint32_t point; } rows[] = {
		{ "L", 'a' },      { "R", 0x5d0 },    { "EN", '1' },     { "ES", '-' },     { "ET", '#' },     { "AN", 0x661 },
		{ "CS", ',' },     { "B", 0x2029 },   { "S", '\t' },     { "WS", ' ' },     { "ON", '!' },     { "BN", 0xad },
		{ "NSM", 0x300 },  { "AL", 0x627 },   { "LRO", 0x202d }, { "RLO", 0x202e }, { "LRE", 0x202a }, { "RLE", 0x202b },
		{ "PDF", 0x202c }, { "LRI", 0x2066 }, { "RLI", 0x2067 }, { "FSI", 0x2068 }, { "PDI", 0x2069 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (strcmp(rows[i].class, class) == 0)
			return rows[i].point;
	fail_msg("no character of class %s", class);
	return 0;
}

/* Returns how many directions the line is tried in. */
static size_t try_classes(const struct wanted *w, char *line, unsigned long number)
{
	char *bits = strchr(line, ';');
	uint32_t points[POINTS_MAX];
	size_t count = 0, cases = 0;
	unsigned long set;

	assert_non_null(bits);
	*bits = '\0';
	set = strtoul(bits + 1, NULL, 16);
	for (char *save = NULL, *word = strtok_r(line, " \t", &save); word; word = strtok_r(NULL, " \t", &save))
		points[count++] = point_of(word);
	for (size_t i = 0; i < ARRAY_SIZE(directions); i++) {
		if (!(set & 1UL << i))
			continue;
		cases++;
		if (!is_right(w, points, count, directions[i]))
			fail_msg("BidiTest.txt:%lu, direction %zu", number, i);
	}
	return cases;
}

static void test_classes(void **state)
{
	static const char levels[] = "@Levels:", order[] = "@Reorder:";
	FILE *file = open_data("BidiTest.txt");
	char line[LINE_BYTES];
	struct wanted w = { 0 };
	size_t cases = 0;

	(void)state;
	for (unsigned long number = 1; fgets(line, sizeof line, file); number++) {
		if (starts_with(line, levels))
			read_levels(&w, line + strlen(levels));
		else if (starts_with(line, order))
			read_order(&w, line + strlen(order));
		else if (*line != '#' && *line != '@' && *line != '\n')
			cases += try_classes(&w, line, number);
	}
	fclose(file);
	assert_true(cases > 700000);
}

/* --- BidiCharacterTest.txt: characters --- */

static void test_characters(void **state)
{
	static const enum bidi_direction base_of[] = { BIDI_LEFT_TO_RIGHT, BIDI_RIGHT_TO_LEFT, BIDI_BY_LETTER };
	FILE *file = open_data("BidiCharacterTest.txt");
	char line[LINE_BYTES];
	size_t cases = 0;

	(void)state;
	for (unsigned long number = 1; fgets(line, sizeof line, file); number++) {
		char *field[5] = { line };
		uint32_t points[POINTS_MAX];
		size_t count = 0;
		struct wanted w = { 0 };
		enum bidi_direction base;

		if (*line == '#' || *line == '\n')
			continue;
		for (size_t i = 1; i < ARRAY_SIZE(field); i++) {
			field[i] = strchr(field[i - 1], ';');
			assert_non_null(field[i]);
			*field[i]++ = '\0';
		}
		for (char *save = NULL, *word = strtok_r(field[0], " ", &save); word; word = strtok_r(NULL, " ", &save))
			points[count++] = (uint32_t)strtoul(word, NULL, 16);
		base = base_of[*field[1] - '0'];
		read_levels(&w, field[3]);
		read_order(&w, field[4]);
		cases++;
		if (!is_right(&w, points, count, base))
			fail_msg("BidiCharacterTest.txt:%lu", number);
	}
	fclose(file);
	assert_true(cases > 90000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
