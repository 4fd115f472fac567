/* Modes beside those of curses. */
#include "terminal_modes.h"

#include <curses.h>
#include <stdio.h>
#include <string.h>
#include <term.h>
#undef columns /* macros of term.h */
#undef lines

#include "terminal_codes.h"

/* A string capability, or NULL where the terminal has none. */
static const char *capability(const char *name)
{
	const char *text = tigetstr(name);

	return text && text != (const char *)-1 ? text : NULL;
}

bool terminal_put_brackets(struct str *out, bool on)
{
	return terminal_put(out, capability(on ? "BE" : "BD"), 1);
}

/*
 * The mouse in the one encoding that cannot be taken for keys (xterm's SGR, 1006): terminfo's own way, or, where it only says that there is
 * a mouse, xterm's.
 */
void terminal_put_mouse(struct str *out, bool on)
{
	const char *own = capability("XM");

	if (own && strstr(own, "1006"))
		terminal_put(out, tiparm(own, on ? 1 : 0), 1);
	else if (key_mouse)
		str_add(out, on ? "\033[?1006;1000h" : "\033[?1006;1000l");
}

/*
 * BDSM, the bidirectional support mode of ECMA-48 section 7.2.1: reset, the program orders what goes from right to left; set, as terminals
 * that know it are at first, they do. It is sent to those alone that go by xterm's sequences, whatever they make of it: consoles and
 * older terminals order nothing.
 */
void terminal_put_explicit(struct str *out, bool on)
{
	if (tigetflag("XT") > 0 || capability("BE"))
		str_add(out, on ? "\033[8l" : "\033[8h");
}

void terminal_put_farewell(struct str *out)
{
	if (exit_ca_mode)
		return;
	terminal_put(out, tiparm(cursor_address, LINES - 1, 0), 1);
	terminal_put(out, clr_eol, 1);
}
