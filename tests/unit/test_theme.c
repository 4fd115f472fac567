/* Themes: what can be read in each, by the colours of terminals as they come; which one is taken; and that none stands on colour alone. */
#include "lib/suite.h"

#include <math.h>

#include "../../src/ui/theme.h"
#include "twinline/base/attr.h"

struct rgb { int red, green, blue; };

/* The first eight colours of xterm, as its resources have them. */
static const struct rgb xterm[] = {
	{ 0, 0, 0 }, { 205, 0, 0 }, { 0, 205, 0 }, { 205, 205, 0 }, { 0, 0, 238 }, { 205, 0, 205 }, { 0, 205, 205 }, { 229, 229, 229 },
};
static const struct rgb black = { 0, 0, 0 }, white = { 255, 255, 255 };

static double part(int value)
{
	double v = value / 255.0;

	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(struct rgb c)
{
	return 0.2126 * part(c.red) + 0.7152 * part(c.green) + 0.0722 * part(c.blue);
}

/* WCAG 2.2's contrast. */
static double contrast(struct rgb a, struct rgb b)
{
	double first = luminance(a), second = luminance(b);

	return first > second ? (first + 0.05) / (second + 0.05) : (second + 0.05) / (first + 0.05);
}

static double contrast_of(const struct look *look, struct rgb own_foreground, struct rgb own_background)
{
	return contrast(look->foreground < 0 ? own_foreground : xterm[look->foreground],
	                look->background < 0 ? own_background : xterm[look->background]);
}

/* Each look on the backgrounds that its theme is for. */
static void what_is_written_can_be_read(void **state)
{
	static const struct { enum theme theme; bool on_dark, on_light; double least; } rows[] = {
		{ THEME_MONOCHROME, true, true, 4.5 }, { THEME_HIGH_CONTRAST, true, true, 7 }, { THEME_COLOUR_SAFE, true, true, 4.5 },
		{ THEME_LIGHT, false, true, 4.5 },     { THEME_DARK, true, false, 4.5 },
	};

	(void)state;
	assert_int_equal(ARRAY_SIZE(rows), THEME_COUNT);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		for (int style = 0; style < PAGE_STYLES; style++) {
			const struct look *look = theme_look(rows[i].theme, (enum page_style)style);

			if ((rows[i].on_dark && contrast_of(look, white, black) < rows[i].least) ||
			    (rows[i].on_light && contrast_of(look, black, white) < rows[i].least))
				fail_msg("style %d of theme %d: %.1f, %.1f", style, rows[i].theme, contrast_of(look, white, black),
				         contrast_of(look, black, white));
		}
	}
}

/* One colour of a pair alone could be lost on a background of the same. */
static void a_background_brings_its_foreground(void **state)
{
	(void)state;
	for (int theme = 0; theme < THEME_COUNT; theme++) {
		for (int style = 0; style < PAGE_STYLES; style++) {
			const struct look *look = theme_look((enum theme)theme, (enum page_style)style);

			assert_true(look->background < 0 || look->foreground >= 0);
			assert_true(look->foreground < 8 && look->background < 8);
			if (theme != THEME_LIGHT && theme != THEME_DARK)
				assert_true(look->foreground < 0 || look->background >= 0);
		}
	}
}

static void plain_is_plain_and_monochrome_has_no_colour(void **state)
{
	(void)state;
	for (int theme = 0; theme < THEME_COUNT; theme++)
		assert_true(look_is_plain(theme_look((enum theme)theme, PAGE_PLAIN)));
	for (int style = 0; style < PAGE_STYLES; style++) {
		assert_int_equal(theme_look(THEME_MONOCHROME, (enum page_style)style)->foreground, -1);
		assert_int_equal(theme_look(THEME_MONOCHROME, (enum page_style)style)->background, -1);
	}
}

/* It has neither red nor green, which many cannot tell apart, and those that stand beside each other differ without colours. */
static void the_colour_safe_one_has_no_red_and_green(void **state)
{
	const struct look *alert = theme_look(THEME_COLOUR_SAFE, PAGE_ALERT), *word = theme_look(THEME_COLOUR_SAFE, PAGE_STATE);

	(void)state;
	for (int style = 0; style < PAGE_STYLES; style++) {
		const struct look *look = theme_look(THEME_COLOUR_SAFE, (enum page_style)style);

		assert_true(look->foreground != 1 && look->foreground != 2 && look->background != 1 && look->background != 2);
	}
	assert_true(contrast(xterm[alert->background], xterm[word->background]) > 4.5 && alert->attributes != word->attributes);
}

static void it_goes_by_setting_and_terminal(void **state)
{
	static const struct { int choice, colours; const char *no_colour, *background, *term; enum theme theme; } rows[] = {
		{ 0, 8, NULL, NULL, "xterm", THEME_MONOCHROME },       { 0, 8, NULL, "15;0", "rxvt", THEME_DARK },
		{ 0, 8, NULL, "0;default;15", "rxvt", THEME_LIGHT },   { 0, 8, NULL, "0;7", "rxvt", THEME_LIGHT },
		{ 0, 8, NULL, "0;default", "rxvt", THEME_MONOCHROME }, { 0, 8, NULL, NULL, "linux", THEME_DARK },
		{ 0, 8, "1", "15;0", "linux", THEME_MONOCHROME },      { 0, 8, "", "15;0", "rxvt", THEME_DARK },
		{ 0, -1, NULL, "15;0", "vt100", THEME_MONOCHROME },    { 5, -1, NULL, NULL, "vt100", THEME_MONOCHROME },
		{ 1, 256, NULL, "15;0", "linux", THEME_MONOCHROME },   { 2, 8, NULL, NULL, "xterm", THEME_HIGH_CONTRAST },
		{ 3, 8, NULL, NULL, "xterm", THEME_COLOUR_SAFE },      { 4, 8, NULL, NULL, "xterm", THEME_LIGHT },
		{ 5, 8, "1", NULL, "xterm", THEME_DARK }, /* who sets it here wants it */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		unsetenv("NO_COLOR");
		unsetenv("COLORFGBG");
		setenv("TERM", rows[i].term, 1);
		if (rows[i].no_colour)
			setenv("NO_COLOR", rows[i].no_colour, 1);
		if (rows[i].background)
			setenv("COLORFGBG", rows[i].background, 1);
		if (theme_now(rows[i].choice, rows[i].colours) != rows[i].theme)
			fail_msg("row %zu: %d", i, (int)theme_now(rows[i].choice, rows[i].colours));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_can_be_read),
		cmocka_unit_test(a_background_brings_its_foreground),
		cmocka_unit_test(plain_is_plain_and_monochrome_has_no_colour),
		cmocka_unit_test(the_colour_safe_one_has_no_red_and_green),
		cmocka_unit_test(it_goes_by_setting_and_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
