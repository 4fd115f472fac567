/* Which entry of terminfo a terminal goes by: TERM's, the nearest, or none, for it can only write on. */
#include "terminal_entry.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#undef columns /* macros of term.h */
#undef lines
#include <unistd.h>

#include "twinline/base/attr.h"
#include "twinline/base/str.h"

static bool is_named(const char *name, const char *entry)
{
	size_t len = strlen(entry);

	return strncmp(name, entry, len) == 0 && (name[len] == '\0' || name[len] == '-' || (name[len] >= '0' && name[len] <= '9'));
}

/* What to take for a terminal of which terminfo knows nothing here; ansi is what nearly all of them understand. */
static const char *kin_of(const char *name)
{
	static const struct { const char *named, *entry; } rows[] = {
		{ "xterm", "xterm" },     { "foot", "xterm" },    { "kitty", "xterm" },   { "alacritty", "xterm" }, { "konsole", "xterm" },
		{ "gnome", "xterm" },     { "vte", "xterm" },     { "st", "xterm" },      { "putty", "xterm" },     { "mintty", "xterm" },
		{ "wezterm", "xterm" },   { "ghostty", "xterm" }, { "contour", "xterm" }, { "iterm", "xterm" },     { "rxvt", "rxvt" },
		{ "tmux", "screen" },     { "screen", "screen" }, { "linux", "linux" },   { "vt", "vt100" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (is_named(name, rows[i].named))
			return rows[i].entry;
	return "ansi";
}

bool terminal_is_serial(void)
{
	const char *name = ttyname(STDOUT_FILENO);

	return name && (starts_with(name, "/dev/ttyS") || starts_with(name, "/dev/ttyUSB") || starts_with(name, "/dev/ttyACM"));
}

/* Takes an entry of terminfo. Only a terminal at the end of a wire needs time for what it does, and gets it as padding. */
static SCREEN *take_entry(const char *name)
{
	static const char no_padding[] = "NCURSES_NO_PADDING";
	bool is_ours = !terminal_is_serial() && !getenv(no_padding);
	SCREEN *screen;
	int found;

	if (setupterm(name, STDOUT_FILENO, &found) != OK) /* newterm() loses memory where there is none */
		return NULL;
	del_curterm(cur_term);
	if (is_ours)
		setenv(no_padding, "1", 1);
	screen = newterm(name, stdout, stdin);
	if (is_ours)
		unsetenv(no_padding);
	return screen;
}

void *terminal_take_entry(const char **taken)
{
	const char *name = getenv("TERM"), *const instead[] = { kin_of(name ? name : ""), "ansi", "vt100" };
	SCREEN *screen = take_entry(NULL);

	*taken = NULL;
	for (size_t i = 0; !screen && i < ARRAY_SIZE(instead); i++) {
		screen = take_entry(instead[i]);
		if (screen) {
			*taken = instead[i];
			setenv("TERM", instead[i], 1);
		}
	}
	return screen;
}

bool terminal_is_dumb(void)
{
	static const char *const nameless[] = { "", "dumb", "unknown", "network", "dialup" };
	const char *name = getenv("TERM");
	int found = 0;
	bool is_dumb;

	for (size_t i = 0; i < ARRAY_SIZE(nameless); i++)
		if (strcmp(name ? name : "", nameless[i]) == 0)
			return true;
	if (setupterm(name, STDOUT_FILENO, &found) != OK)
		return found == 1; /* a printer; 0: no entry, and another one is taken for it */
	is_dumb = !cursor_address;
	del_curterm(cur_term);
	return is_dumb;
}
