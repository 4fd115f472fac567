/* What this terminal can do by itself, as terminfo says. */
#include "terminal_codes.h"

#include "terminal.h" /* before curses, which has an ERR of its own */

#include <curses.h>
#include <stdio.h>
#include <string.h>
#include <term.h>
#undef columns /* macros of term.h */
#undef lines

#include "page.h"
#include "theme.h"
#include "twinline/base/mem.h"

static struct str *sent_to; /* where tputs() puts its bytes */

static int put_byte(int byte)
{
	str_addc(sent_to, (char)byte);
	return byte;
}

bool terminal_put(struct str *out, const char *capability, int lines)
{
	if (!capability)
		return false;
	sent_to = out;
	tputs(capability, lines, put_byte);
	return true;
}

/* Numbers that are left out are 1 where the address is ANSI's (ECMA-48, CUP), and it wants no padding. */
static bool is_address_ansi(void)
{
	static const char ansi[] = "\033[%i%p1%d;%p2%dH";

	return starts_with(cursor_address, ansi) && (cursor_address[strlen(ansi)] == '\0' || xon_xoff);
}

static bool go(struct str *out, int row, int column)
{
	if ((row > 0 && column > 0) || !is_address_ansi())
		return terminal_put(out, tiparm(cursor_address, row, column), 1);
	if (column > 0)
		str_addf(out, "\033[;%dH", column + 1);
	else
		str_addf(out, row > 0 ? "\033[%dH" : "\033[H", row + 1);
	return true;
}

/* --- codes with a number --- */

enum { TAB_CELLS = 8, ONES_MOST = 8 }; /* a code with a number is never longer than so many without */

/* How to say it: with the number, or one for each, of which the shorter is taken. */
struct code { const char *many, *one, *other; };

/* True if "\n" goes down by one row here. curses has switched the kernel's rewriting of it off, so it is nothing else. */
static bool is_line_feed_plain(void)
{
	return text_equal(cursor_down, "\n") && text_equal(carriage_return, "\r") && text_equal(cursor_left, "\b");
}

/* curses forgets tabs where the kernel makes blanks of them. */
static bool can_set_tabs(void)
{
	return init_tabs == TAB_CELLS && tab && clear_all_tabs && set_tab;
}

static struct code code_of(enum paint_code code)
{
	switch (code) {
	case PAINT_HOME:
		return (struct code){ .one = cursor_home };
	case PAINT_TO_ROW:
		return (struct code){ .many = row_address };
	case PAINT_TO_COLUMN:
		return (struct code){ .many = column_address };
	case PAINT_UP:
		return (struct code){ parm_up_cursor, cursor_up, scroll_reverse };
	case PAINT_DOWN:
		return (struct code){ .many = parm_down_cursor, .one = is_line_feed_plain() ? "\n" : NULL };
	case PAINT_LEFT:
		return (struct code){ .many = parm_left_cursor, .one = cursor_left };
	case PAINT_RIGHT:
		return (struct code){ .many = parm_right_cursor, .one = cursor_right };
	case PAINT_TAB:
		return (struct code){ .one = can_set_tabs() ? tab : NULL };
	case PAINT_RETURN:
		return (struct code){ .one = carriage_return };
	case PAINT_ERASE:
		return (struct code){ .many = erase_chars };
	case PAINT_ERASE_TO_END:
		return (struct code){ .one = clr_eol };
	case PAINT_ERASE_BELOW:
		return (struct code){ .one = clr_eos };
	case PAINT_INSERT:
		return (struct code){ .many = parm_ich, .one = insert_character };
	case PAINT_DELETE:
		return (struct code){ .many = parm_dch, .one = delete_character };
	case PAINT_CODES:
		break;
	}
	return (struct code){ NULL, NULL, NULL };
}

/* Keeps in best the shorter of it and text so often, if there is a text; what is there already counts if has_best. */
static bool shorter(struct str *best, bool has_best, const char *text, int times)
{
	struct str out = { 0 };

	if (!text)
		return has_best;
	for (int i = 0; i < times; i++)
		terminal_put(&out, text, 1);
	if (!has_best || out.len < best->len) {
		str_clear(best);
		str_addn(best, out.text, out.len);
	}
	str_release(&out);
	return true;
}

static bool put_code(struct str *out, enum paint_code code, int n)
{
	struct code c = code_of(code);
	struct str best = { 0 };
	bool can = shorter(&best, false, c.many ? tiparm(c.many, n) : NULL, 1);

	if (!can || n <= ONES_MOST) {
		can = shorter(&best, can, c.one, n);
		can = shorter(&best, can, c.other, n);
	}
	if (can)
		str_addn(out, best.text, best.len);
	str_release(&best);
	return can;
}

static bool repeat(struct str *out, char byte, int times)
{
	return repeat_char && terminal_put(out, tiparm(repeat_char, byte, times), 1);
}

static bool clear_all(struct str *out)
{
	struct str below = { 0 };
	bool can;

	if (put_code(&below, PAINT_HOME, 1) || go(&below, 0, 0))
		put_code(&below, PAINT_ERASE_BELOW, 1);
	can = terminal_put(out, clear_screen, LINES);
	if (!can || (clr_eos && below.len < out->len)) {
		str_clear(out);
		str_addn(out, below.text, below.len);
	}
	str_release(&below);
	return true;
}

void terminal_set_tabs(struct str *out, int cells)
{
	if (!can_set_tabs())
		return;
	terminal_put(out, clear_all_tabs, 1);
	for (int column = TAB_CELLS; column < cells; column += TAB_CELLS) {
		go(out, 0, column);
		terminal_put(out, set_tab, 1);
	}
}

/* --- scrolling --- */

/* The region as DEC's terminals set it (DECSTBM): the cursor goes home, and without numbers it is the whole screen. */
static bool is_region_decs(void)
{
	return change_scroll_region && starts_with(change_scroll_region, "\033[%i%p1%d;%p2%dr");
}

/* Scrolls the region: by so many lines wherever the cursor is, else by one at its edge as often as needed. */
static void scroll_lines(struct str *out, const char *many, const char *one, int edge, int lines)
{
	struct str by_one = { 0 }, at_once = { 0 };
	bool can = false;

	go(&by_one, edge, 0);
	for (int i = 0; i < lines; i++)
		can = terminal_put(&by_one, one, 1);
	if (many)
		terminal_put(&at_once, tiparm(many, lines), lines);
	if (many && (!can || at_once.len < by_one.len))
		str_addn(out, at_once.text, at_once.len);
	else
		str_addn(out, by_one.text, by_one.len);
	str_release(&by_one);
	str_release(&at_once);
}

static bool scroll_region(struct str *out, int rows, int top, int bottom, int lines)
{
	bool is_up = lines > 0;

	if (!change_scroll_region || (is_up ? !parm_index && !scroll_forward : !parm_rindex && !scroll_reverse))
		return false;
	terminal_put(out, tiparm(change_scroll_region, top, bottom), 1);
	if (is_up)
		scroll_lines(out, parm_index, scroll_forward, bottom, lines);
	else
		scroll_lines(out, parm_rindex, scroll_reverse, top, -lines);
	return terminal_put(out, is_region_decs() ? "\033[r" : tiparm(change_scroll_region, 0, rows - 1), 1);
}

/* Without a region: lines go out at one edge, and as many come in at the other. */
static bool scroll_rows(struct str *out, int rows, int top, int bottom, int up)
{
	int lines = up > 0 ? up : -up, first = bottom - lines + 1;

	if (scroll_region(out, rows, top, bottom, up))
		return true;
	if (!parm_delete_line || !parm_insert_line)
		return false;
	go(out, up > 0 ? top : first, 0);
	terminal_put(out, tiparm(parm_delete_line, lines), rows - top);
	go(out, up > 0 ? first : top, 0);
	return terminal_put(out, tiparm(parm_insert_line, lines), rows - top);
}

/* --- frames that show at once --- */

static bool knows_hold(void)
{
	static const char *const names[] = { "alacritty", "contour", "foot", "kitty", "mintty", "wezterm", "xterm-ghostty", "xterm-kitty" };
	const char *name;

	terminal_instead(&name); /* as it was called, whichever entry is taken for it */
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (name && starts_with(name, names[i]))
			return true;
	return false;
}

void terminal_hold(struct str *out, bool begins)
{
	const char *own = tigetstr("Sync"); /* of terminfo's extended names */

	if (own && own != (const char *)-1 && strstr(own, "2026"))
		terminal_put(out, tiparm(own, begins ? 1 : 2), 1);
	else if (knows_hold())
		str_add(out, begins ? "\033[?2026h" : "\033[?2026l");
}

/* --- looks --- */

static enum theme theme_taken;

/* Colours as they can be shown; and no attribute that this terminal cannot show beside a colour. */
static struct look look_of(int style)
{
	enum { NCV_UNDERLINE = 2, NCV_REVERSE = 1 | 4, NCV_BOLD = 32 };
	static const struct look plain = { 0, -1, -1 };
	struct look look = style < PAGE_STYLES ? *theme_look(theme_taken, (enum page_style)style) : plain;
	int without = no_color_video > 0 ? no_color_video : 0;

	if (magic_cookie_glitch > 0)
		return plain;
	if (!set_a_foreground || !set_a_background || (!orig_pair && !exit_attribute_mode))
		look.foreground = look.background = -1;
	if (look.foreground >= 0 || look.background >= 0)
		look.attributes &= ~((without & NCV_UNDERLINE ? LOOK_UNDERLINE : 0u) | (without & NCV_REVERSE ? LOOK_REVERSE : 0u) |
		                     (without & NCV_BOLD ? LOOK_BOLD : 0u));
	if (!enter_bold_mode || !exit_attribute_mode)
		look.attributes &= ~(unsigned)LOOK_BOLD;
	if (!enter_underline_mode || !exit_underline_mode)
		look.attributes &= ~(unsigned)LOOK_UNDERLINE;
	if (!enter_standout_mode || !exit_standout_mode)
		look.attributes &= ~(unsigned)LOOK_REVERSE;
	return look;
}

unsigned char terminal_look(unsigned char style)
{
	struct look look = look_of(style);

	return look_is_plain(&look) ? PAGE_PLAIN : style;
}

/* All attributes and colours off. ECMA-48's terminals need no more than that of terminfo's, which ends line drawing too. */
static bool put_end_of_all(struct str *out)
{
	bool is_ecma = exit_attribute_mode && (strstr(exit_attribute_mode, "\033[m") || strstr(exit_attribute_mode, "\033[0"));

	return terminal_put(out, is_ecma ? "\033[m" : exit_attribute_mode, 1);
}

/* Each of its own, where there is such an end. */
static bool put_ends(struct str *out, const struct look *look)
{
	if (look->attributes & LOOK_BOLD)
		return false;
	if (look->attributes & LOOK_UNDERLINE)
		terminal_put(out, exit_underline_mode, 1);
	if (look->attributes & LOOK_REVERSE)
		terminal_put(out, exit_standout_mode, 1);
	return (look->foreground < 0 && look->background < 0) || terminal_put(out, orig_pair, 1);
}

static void end_look(struct str *out, const struct look *look)
{
	struct str all = { 0 }, each = { 0 };
	bool can_all = put_end_of_all(&all), can_each = put_ends(&each, look);
	const struct str *shorter = can_each && (!can_all || each.len <= all.len) ? &each : &all;

	if (shorter->len)
		str_addn(out, shorter->text, shorter->len);
	str_release(&all);
	str_release(&each);
}

static void change_look(struct str *out, int from, int to)
{
	struct look before = look_of(from), after = look_of(to);

	if (from == to)
		return;
	if (!look_is_plain(&before))
		end_look(out, &before);
	if (after.attributes & LOOK_BOLD)
		terminal_put(out, enter_bold_mode, 1);
	if (after.attributes & LOOK_UNDERLINE)
		terminal_put(out, enter_underline_mode, 1);
	if (after.attributes & LOOK_REVERSE)
		terminal_put(out, enter_standout_mode, 1);
	if (after.foreground >= 0)
		terminal_put(out, tiparm(set_a_foreground, after.foreground), 1);
	if (after.background >= 0)
		terminal_put(out, tiparm(set_a_background, after.background), 1);
}

/* Those that are seen where nothing is written. */
static unsigned styles_of_blanks(void)
{
	unsigned styles = 0;

	for (int style = 0; style < PAGE_STYLES; style++) {
		struct look look = look_of(style);

		if (look.attributes & (LOOK_UNDERLINE | LOOK_REVERSE) || look.background >= 0)
			styles |= 1u << style;
	}
	return styles;
}

bool terminal_take_theme(int choice)
{
	enum theme before = theme_taken;

	theme_taken = theme_now(choice, max_colors);
	return theme_taken != before;
}

const struct paint_terminal *terminal_codes(void)
{
	static struct paint_terminal codes = {
		.go = go, .code = put_code, .repeat = repeat, .clear = clear_all, .scroll = scroll_rows, .style = change_look,
	};

	codes.styles_of_blanks = styles_of_blanks();
	codes.is_home_after_scroll = is_region_decs();
	return &codes;
}
