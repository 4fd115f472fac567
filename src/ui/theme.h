/*
 * Themes: what each meaning of a page looks like. No theme says anything that the words do not say. Colours are the first eight of the
 * terminal; monochrome uses none, high contrast and the one for the colour-blind bring their background with them, the other
 * two stand on the terminal's own, dark or light.
 */
#ifndef TWINLINE_UI_THEME_H
#define TWINLINE_UI_THEME_H

#include "page.h"

/* In the order of the choices of the setting `theme`, the first of which is auto. */
enum theme { THEME_MONOCHROME, THEME_HIGH_CONTRAST, THEME_COLOUR_SAFE, THEME_LIGHT, THEME_DARK, THEME_COUNT };

enum { LOOK_BOLD = 1, LOOK_UNDERLINE = 2, LOOK_REVERSE = 4 };

/* Colours are 0 to 7 as ECMA-48 counts them, black red green yellow blue magenta cyan white; -1: the terminal's own. */
struct look {
	unsigned attributes;
	int foreground, background;
};

const struct look *theme_look(enum theme theme, enum page_style style);

/* True if it is as if there were none. */
bool look_is_plain(const struct look *look);

/*
 * The theme of a choice of the setting (0: auto), on a terminal of so many colours. Auto is monochrome where NO_COLOR is set or the
 * background is not known: COLORFGBG tells it, and the Linux console's is dark.
 */
enum theme theme_now(int choice, int colours);

#endif
