/* What each meaning looks like in each theme. */
#include "theme.h"

#include <stdlib.h>
#include <string.h>

enum { OWN = -1, BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, COLOURS_LEAST = 8 };

#define PLAIN { 0, OWN, OWN }

/*
 * PAGE_PLAIN is the terminal's own everywhere: what is erased looks so too. A look is sent where it carries something: in monochrome only
 * what must not be missed has one.
 */
static const struct look looks[THEME_COUNT][PAGE_STYLES] = {
	[THEME_MONOCHROME] = {
		[PAGE_PLAIN] = PLAIN, [PAGE_TITLE] = PLAIN, [PAGE_STATE] = PLAIN, [PAGE_QUOTE] = PLAIN,
		[PAGE_ALERT] = { LOOK_BOLD, OWN, OWN },
		[PAGE_HIGHLIGHT] = { LOOK_REVERSE, OWN, OWN },
		[PAGE_FOUND] = { LOOK_UNDERLINE, OWN, OWN },
	},
	[THEME_HIGH_CONTRAST] = {
		[PAGE_PLAIN] = PLAIN, [PAGE_QUOTE] = PLAIN,
		[PAGE_TITLE] = { LOOK_BOLD, WHITE, BLACK },
		[PAGE_STATE] = { LOOK_BOLD, YELLOW, BLACK },
		[PAGE_ALERT] = { LOOK_BOLD, BLACK, YELLOW },
		[PAGE_HIGHLIGHT] = { 0, BLACK, WHITE },
		[PAGE_FOUND] = { LOOK_UNDERLINE, BLACK, CYAN },
	},
	[THEME_COLOUR_SAFE] = { /* blue and yellow, which all but very few tell apart, and light against dark */
		[PAGE_PLAIN] = PLAIN, [PAGE_QUOTE] = PLAIN,
		[PAGE_TITLE] = { LOOK_BOLD, OWN, OWN },
		[PAGE_STATE] = { 0, WHITE, BLUE },
		[PAGE_ALERT] = { LOOK_BOLD, BLACK, YELLOW },
		[PAGE_HIGHLIGHT] = { LOOK_REVERSE, OWN, OWN },
		[PAGE_FOUND] = { LOOK_UNDERLINE, OWN, OWN },
	},
	[THEME_LIGHT] = {
		[PAGE_PLAIN] = PLAIN,
		[PAGE_TITLE] = { LOOK_BOLD, OWN, OWN },
		[PAGE_STATE] = { 0, BLUE, OWN },
		[PAGE_ALERT] = { LOOK_BOLD, RED, OWN },
		[PAGE_HIGHLIGHT] = { LOOK_REVERSE, OWN, OWN },
		[PAGE_QUOTE] = { 0, MAGENTA, OWN },
		[PAGE_FOUND] = { LOOK_UNDERLINE, BLUE, OWN },
	},
	[THEME_DARK] = {
		[PAGE_PLAIN] = PLAIN,
		[PAGE_TITLE] = { LOOK_BOLD, OWN, OWN },
		[PAGE_STATE] = { 0, CYAN, OWN },
		[PAGE_ALERT] = { LOOK_BOLD, YELLOW, OWN },
		[PAGE_HIGHLIGHT] = { LOOK_REVERSE, OWN, OWN },
		[PAGE_QUOTE] = { 0, GREEN, OWN },
		[PAGE_FOUND] = { LOOK_UNDERLINE, YELLOW, OWN },
	},
};

const struct look *theme_look(enum theme theme, enum page_style style)
{
	return &looks[theme][style];
}

bool look_is_plain(const struct look *look)
{
	return !look->attributes && look->foreground == OWN && look->background == OWN;
}

/* rxvt, Konsole and others say "15;0", or "15;default;0": the last one is the background. */
static enum theme theme_of_background(void)
{
	const char *colours = getenv("COLORFGBG"), *last = colours ? strrchr(colours, ';') : NULL, *name = getenv("TERM");
	char *end;
	long background = last ? strtol(last + 1, &end, 10) : -1;

	if (last && end > last + 1 && *end == '\0' && background >= 0)
		return background == WHITE || background > COLOURS_LEAST ? THEME_LIGHT : THEME_DARK;
	return name && strncmp(name, "linux", strlen("linux")) == 0 ? THEME_DARK : THEME_MONOCHROME;
}

enum theme theme_now(int choice, int colours)
{
	const char *no_colour = getenv("NO_COLOR");

	if (colours < COLOURS_LEAST)
		return THEME_MONOCHROME;
	if (choice > 0)
		return (enum theme)(choice - 1);
	return no_colour && *no_colour ? THEME_MONOCHROME : theme_of_background();
}
