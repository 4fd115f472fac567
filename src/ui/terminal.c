/*
 * The terminal, over curses: keys in, pages out, and the terminal given back however the program ends. curses sets the
 * terminal up, knows what it can do and reads its keys; the painter finds the bytes.
 */
#include "terminal.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#undef columns /* macros of term.h */
#undef lines
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "painter.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/charset.h"
#include "twinline/text/utf8.h"

enum { RESTORE_MAX = 256, CODE_PASTE_START = KEY_MAX + 1, CODE_PASTE_END, ESCAPE_DELAY_MS = 50 };

static struct {
	SCREEN *screen;
	WINDOW *keys;            /* a pad: reading a key from it draws nothing */
	struct charset *charset; /* NULL: UTF-8 */
	bool is_ascii;
	struct painter painter;
	key_code next;           /* read behind an Esc, not yet asked for; 0: none */
	struct termios before;   /* how the terminal was */
	char restore[RESTORE_MAX]; /* bytes that give it back, for the signal handler */
	size_t restore_len;
	volatile sig_atomic_t taken;
} terminal;

static const char ascii[] = "ANSI_X3.4-1968"; /* as nl_langinfo calls it */

static const int deadly[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT, SIGSYS, SIGXCPU };

/* Async-signal-safe: write and tcsetattr only (POSIX.1-2017 section 2.4.3). */
static void give_back_and_die(int signal_number)
{
	if (terminal.taken) {
		ssize_t written = write(STDOUT_FILENO, terminal.restore, terminal.restore_len);

		(void)written;
		tcsetattr(STDIN_FILENO, TCSANOW, &terminal.before);
	}
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

/* A string capability, or NULL where the terminal has none. */
static const char *capability(const char *name)
{
	const char *text = tigetstr(name);

	return text && text != (const char *)-1 ? text : NULL;
}

static void remember(const char *name)
{
	const char *text = capability(name);
	size_t len = text ? strlen(text) : 0;

	if (len && terminal.restore_len + len < RESTORE_MAX) {
		memcpy(terminal.restore + terminal.restore_len, text, len);
		terminal.restore_len += len;
	}
}

static void send_capability(const char *name)
{
	const char *text = capability(name);

	if (text)
		putp(text);
	fflush(stdout);
}

static void prepare_death(void)
{
	struct sigaction action = { .sa_handler = give_back_and_die, .sa_flags = (int)SA_RESETHAND };

	terminal.restore_len = 0;
	remember("BD");
	remember("sgr0");
	remember("cnorm");
	remember("rmkx");
	remember("rmcup");
	terminal.taken = 1;
	for (size_t i = 0; i < ARRAY_SIZE(deadly); i++)
		sigaction(deadly[i], &action, NULL);
	die_hook(terminal_close);
}

/* Keys that terminals send beside what terminfo names: both modes of the keypad, both Homes, bracketed paste. */
static void define_keys(void)
{
	static const struct { const char *sequence; int code; } more[] = {
		{ "\033[A", KEY_UP },      { "\033OA", KEY_UP },      { "\033[B", KEY_DOWN },   { "\033OB", KEY_DOWN },
		{ "\033[C", KEY_RIGHT },   { "\033OC", KEY_RIGHT },   { "\033[D", KEY_LEFT },   { "\033OD", KEY_LEFT },
		{ "\033[H", KEY_HOME },    { "\033OH", KEY_HOME },    { "\033[1~", KEY_HOME },  { "\033[7~", KEY_HOME },
		{ "\033[F", KEY_END },     { "\033OF", KEY_END },     { "\033[4~", KEY_END },   { "\033[8~", KEY_END },
		{ "\033[5~", KEY_PPAGE },  { "\033[6~", KEY_NPAGE },  { "\033[3~", KEY_DC },    { "\033[Z", KEY_BTAB },
		{ "\033OM", KEY_ENTER },   { "\033[200~", CODE_PASTE_START }, { "\033[201~", CODE_PASTE_END },
	};

	for (size_t i = 0; i < ARRAY_SIZE(more); i++)
		define_key(more[i].sequence, more[i].code);
}

static SCREEN *new_screen(void)
{
	static const char *const instead[] = { "xterm", "vt100" };
	SCREEN *screen = newterm(NULL, stdout, stdin);

	for (size_t i = 0; !screen && i < ARRAY_SIZE(instead); i++) {
		screen = newterm(instead[i], stdout, stdin);
		if (screen)
			setenv("TERM", instead[i], 1); /* children, such as an editor, need one that is known too */
	}
	return screen;
}

static void set_modes(void)
{
	raw();
	noecho();
	nonl();
	terminal.keys = newpad(1, 1);
	keypad(terminal.keys, true);
	nodelay(terminal.keys, true);
	intrflush(terminal.keys, false);
	set_escdelay(ESCAPE_DELAY_MS);
}

/* --- what this terminal can do, for the painter --- */

static struct str *sent_to; /* where tputs() puts its bytes */

static int put_byte(int byte)
{
	str_addc(sent_to, (char)byte);
	return byte;
}

/* Adds a capability to out; false if the terminal lacks it. */
static bool put(struct str *out, const char *capability_text, int lines)
{
	if (!capability_text)
		return false;
	sent_to = out;
	tputs(capability_text, lines, put_byte);
	return true;
}

static bool go(struct str *out, int row, int column)
{
	return put(out, tiparm(cursor_address, row, column), 1);
}

static bool to_column(struct str *out, int column)
{
	return column_address && put(out, tiparm(column_address, column), 1);
}

static bool right(struct str *out, int cells)
{
	return parm_right_cursor && put(out, tiparm(parm_right_cursor, cells), 1);
}

static bool up(struct str *out)
{
	return put(out, cursor_up, 1);
}

static bool erase_to_end(struct str *out)
{
	return put(out, clr_eol, 1);
}

static bool erase_some(struct str *out, int cells)
{
	return erase_chars && put(out, tiparm(erase_chars, cells), 1);
}

static bool clear_all(struct str *out)
{
	if (clear_screen)
		return put(out, clear_screen, LINES);
	return go(out, 0, 0) && put(out, clr_eos, LINES);
}

/* Scrolls the region: by so many lines wherever the cursor is, else by one at its edge as often as needed. */
static void scroll_lines(struct str *out, const char *many, const char *one, int edge, int lines)
{
	if (many) {
		put(out, tiparm(many, lines), lines);
		return;
	}
	go(out, edge, 0);
	for (int i = 0; i < lines; i++)
		put(out, one, 1);
}

static bool scroll_region(struct str *out, const struct paint_frame *frame, int top, int bottom, int lines)
{
	bool is_up = lines > 0;

	if (!change_scroll_region || (is_up ? !parm_index && !scroll_forward : !parm_rindex && !scroll_reverse))
		return false;
	put(out, tiparm(change_scroll_region, top, bottom), 1);
	if (is_up)
		scroll_lines(out, parm_index, scroll_forward, bottom, lines);
	else
		scroll_lines(out, parm_rindex, scroll_reverse, top, -lines);
	return put(out, tiparm(change_scroll_region, 0, frame->rows - 1), 1);
}

/*
 * What a meaning looks like here, as a number for the painter: 0 for those without a look of their own. A terminal whose attributes take a
 * cell of the screen (magic cookies) has no looks.
 */
static unsigned char look_of(unsigned char style)
{
	bool has_looks = enter_standout_mode && exit_standout_mode && magic_cookie_glitch <= 0;

	return style == PAGE_HIGHLIGHT && has_looks ? style : PAGE_PLAIN;
}

static void change_look(struct str *out, int from, int to)
{
	if (from == PAGE_HIGHLIGHT)
		put(out, exit_standout_mode, 1);
	if (to == PAGE_HIGHLIGHT)
		put(out, enter_standout_mode, 1);
}

/* curses has switched the kernel's rewriting of "\n" off, so a line feed is nothing else. */
static struct paint_terminal abilities = {
	.go = go, .to_column = to_column, .right = right, .up = up, .erase_to_end = erase_to_end, .erase = erase_some, .clear = clear_all,
	.scroll = scroll_region, .style = change_look,
};

/* True if "\n" goes down by one row here: terminfo says so. */
static bool line_feed_goes_down(void)
{
	return text_equal(cursor_down, "\n") && text_equal(carriage_return, "\r") && text_equal(cursor_left, "\b");
}

int terminal_open(struct err *e)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &terminal.before) != 0)
		return err_set(e, ERR_USAGE, _("The screens need a terminal. --help shows the commands that need none."), NULL);
	terminal.screen = new_screen();
	if (!terminal.screen || !cursor_address) {
		if (terminal.screen)
			endwin();
		return err_set(e, ERR_USAGE, _("This terminal cannot place a cursor. --help shows the commands that need none."), NULL);
	}
	set_modes();
	define_keys();
	prepare_death();
	send_capability("BE");
	abilities.has_line_feed = line_feed_goes_down();
	painter_init(&terminal.painter, &abilities);
	terminal_set_ascii(false);
	return 0;
}

/* A job that was stopped from outside and ends in the background leaves the terminal to the shell, which has put it right. */
static bool is_in_foreground(void)
{
	pid_t foreground = tcgetpgrp(STDIN_FILENO);

	return foreground < 0 || foreground == getpgrp();
}

void terminal_close(void)
{
	if (!terminal.screen)
		return;
	die_hook(NULL);
	if (terminal.taken && is_in_foreground()) {
		send_capability("BD");
		endwin();
	}
	terminal.taken = 0;
	delwin(terminal.keys);
	delscreen(terminal.screen);
	terminal.screen = NULL;
	charset_close(terminal.charset);
	terminal.charset = NULL;
	painter_release(&terminal.painter);
	for (size_t i = 0; i < ARRAY_SIZE(deadly); i++)
		signal(deadly[i], SIG_DFL);
}

bool terminal_is_ascii(void)
{
	return terminal.is_ascii;
}

void terminal_set_ascii(bool wanted)
{
	const char *codeset = wanted ? ascii : nl_langinfo(CODESET);

	charset_close(terminal.charset);
	terminal.is_ascii = strcmp(codeset, ascii) == 0;
	terminal.charset = strcmp(codeset, "UTF-8") == 0 ? NULL : charset_open(codeset);
	terminal_redraw();
}

int terminal_rows(void)
{
	return LINES;
}

int terminal_columns(void)
{
	return COLS;
}

/* 38,400 is what every pseudo-terminal and console says of itself: only of a serial line is it true. */
static bool is_serial(void)
{
	const char *name = ttyname(STDOUT_FILENO);

	return name && (starts_with(name, "/dev/ttyS") || starts_with(name, "/dev/ttyUSB") || starts_with(name, "/dev/ttyACM"));
}

long terminal_bits(void)
{
	static const struct { speed_t code; long bits; } speeds[] = {
		{ B300, 300 },   { B600, 600 },   { B1200, 1200 },   { B1800, 1800 },   { B2400, 2400 },
		{ B4800, 4800 }, { B9600, 9600 }, { B19200, 19200 }, { B38400, 38400 },
	};
	speed_t code = cfgetospeed(&terminal.before);

	for (size_t i = 0; i < ARRAY_SIZE(speeds); i++)
		if (speeds[i].code == code && (code != B38400 || is_serial()))
			return speeds[i].bits;
	return 0;
}

/* --- pages to frames --- */

/* How a cluster is drawn. */
struct drawn { size_t len; int cells; bool is_unsure; };

/*
 * A cluster goes out whole where the C library measures it as we do: flags, Indic vowels. Otherwise its first character
 * stands for it, and nobody relies on where the cursor is behind it.
 */
static struct drawn draw_cluster(const char *cluster, size_t len, int cells)
{
	struct drawn first = { 0 };
	int sum = 0, count = 0;

	for (size_t at = 0; at < len; count++) {
		uint32_t point;
		int width;

		at += utf8_next(cluster + at, len - at, &point);
		width = wcwidth((wchar_t)point);
		if (width > 0 && first.cells == 0)
			first = (struct drawn){ .len = at, .cells = width, .is_unsure = true };
		sum += width > 0 ? width : 0;
	}
	if (sum == cells && len <= PAINT_BYTES_MAX)
		return (struct drawn){ .len = len, .cells = cells, .is_unsure = count > 1 };
	return first;
}

/* Puts one cluster into a frame, and a blank beside what is narrower than it was measured. */
static void put_cluster(struct paint_frame *frame, int row, int column, const char *cluster, size_t len, int cells)
{
	struct drawn drawn = draw_cluster(cluster, len, cells);

	if (drawn.cells == 0 || drawn.cells > cells)
		paint_frame_put(frame, row, column, "?", 1, 1, false);
	else
		paint_frame_put(frame, row, column, cluster, drawn.len, drawn.cells, drawn.is_unsure);
}

/* The same in the terminal's character set, where a cluster may need several characters. */
static void put_encoded(struct paint_frame *frame, int row, int column, const char *cluster, size_t len, int cells)
{
	struct str encoded = { 0 };
	char *text = xstrndup(cluster, len);

	charset_encode(terminal.charset, &encoded, text);
	if (encoded.len > 0 && encoded.len <= PAINT_BYTES_MAX)
		paint_frame_put(frame, row, column, encoded.text, encoded.len, cells, false);
	str_release(&encoded);
	free(text);
}

static void fill_row(struct paint_frame *frame, int row, const char *text, size_t len)
{
	int column = 0, cells;

	for (size_t at = 0; at < len && column < frame->columns; column += cells) {
		size_t step = cells_cluster(text + at, len - at, &cells);

		if (column + cells > frame->columns)
			break;
		if (cells > 0 && step == 1)
			paint_frame_put(frame, row, column, text + at, 1, 1, false);
		else if (cells > 0 && terminal.charset)
			put_encoded(frame, row, column, text + at, step, cells);
		else if (cells > 0)
			put_cluster(frame, row, column, text + at, step, cells);
		at += step;
	}
}

static void style_row(struct paint_frame *frame, int row, const unsigned char *styles)
{
	for (int column = 0; column < frame->columns; column++)
		paint_frame_cell(frame, row, column)->style = look_of(styles[column]);
}

/* The row as this terminal's character set can show it, back in UTF-8; yours. */
static char *shown_as(const char *text)
{
	struct str encoded = { 0 }, back = { 0 };

	charset_encode(terminal.charset, &encoded, text);
	charset_decode(terminal.charset, &back, encoded.text ? encoded.text : "", encoded.len);
	str_release(&encoded);
	return str_detach(&back);
}

static void send(const struct str *bytes)
{
	for (size_t at = 0; at < bytes->len;) {
		ssize_t written = write(STDOUT_FILENO, bytes->text + at, bytes->len - at);

		if (written < 0 && errno != EINTR)
			return; /* the terminal is gone: the loop sees it hang up */
		at += written > 0 ? (size_t)written : 0;
	}
}

void terminal_show(const struct page *page)
{
	struct paint_frame frame;
	struct str bytes = { 0 };

	paint_frame_init(&frame, page->rows, page->columns);
	for (int row = 0; row < page->rows; row++) {
		const struct str *line = &page->lines[row];

		if (terminal.charset) {
			char *text = shown_as(line->text);

			fill_row(&frame, row, text, strlen(text));
			free(text);
		} else {
			fill_row(&frame, row, line->text, line->len);
		}
		style_row(&frame, row, page->styles + row * page->columns);
	}
	painter_paint(&terminal.painter, &frame, page->cursor_row, page->cursor_column, &bytes);
	send(&bytes);
	str_release(&bytes);
	paint_frame_release(&frame);
}

static key_code special(wint_t code)
{
	static const struct { int curses; key_code ours; } table[] = {
		{ KEY_UP, KEY_UP_ },        { KEY_DOWN, KEY_DOWN_ },     { KEY_LEFT, KEY_LEFT_ },
		{ KEY_RIGHT, KEY_RIGHT_ },  { KEY_HOME, KEY_HOME_ },     { KEY_END, KEY_END_ },
		{ KEY_PPAGE, KEY_PAGE_UP_ },{ KEY_NPAGE, KEY_PAGE_DOWN_ },{ KEY_IC, KEY_INSERT_ },
		{ KEY_DC, KEY_DELETE_ },    { KEY_BACKSPACE, KEY_BACKSPACE_ }, { KEY_ENTER, KEY_ENTER_ },
		{ KEY_BTAB, KEY_SHIFT_TAB_ }, { CODE_PASTE_START, KEY_PASTE_START },
		{ CODE_PASTE_END, KEY_PASTE_END }, { KEY_A1, KEY_HOME_ }, { KEY_A3, KEY_PAGE_UP_ },
		{ KEY_C1, KEY_END_ },       { KEY_C3, KEY_PAGE_DOWN_ },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if ((wint_t)table[i].curses == code)
			return table[i].ours;
	return KEY_INSERT_ + 0x1000; /* a key that no keymap can name */
}

static key_code read_key(void)
{
	wint_t code;
	int kind = wget_wch(terminal.keys, &code);

	if (kind == ERR)
		return KEY_NONE;
	if (kind == KEY_CODE_YES)
		return special(code);
	switch (code) {
	case 0:
		return KEY_CTRL_SPACE_;
	case '\r':
	case '\n':
		return KEY_ENTER_;
	case '\t':
		return KEY_TAB_;
	case 0x1b:
		return KEY_ESC_;
	case 0x7f:
	case '\b':
		return KEY_BACKSPACE_;
	default:
		return (key_code)code;
	}
}

/* What is there already when Esc is read was sent with it; after "[" or "O" the rest of a key may be late. */
key_code terminal_key(void)
{
	key_code key = terminal.next ? terminal.next : read_key();

	terminal.next = 0;
	if (key != KEY_ESC_)
		return key;
	terminal.next = read_key();
	if (terminal.next == KEY_NONE)
		terminal.next = 0;
	if (terminal.next <= ' ' || terminal.next >= KEY_NONE || terminal.next == '[' || terminal.next == 'O')
		return key;
	key = KEY_ALT | terminal.next;
	terminal.next = 0;
	return key;
}

void terminal_redraw(void)
{
	painter_forget(&terminal.painter);
}

void terminal_resize(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resize_term(size.ws_row, size.ws_col); /* not resizeterm(), which would send us a key for it */
	painter_forget(&terminal.painter);
}

void terminal_lend(void)
{
	send_capability("BD");
	endwin();
	terminal.taken = 0;
}

void terminal_take_back(void)
{
	terminal.taken = 1;
	reset_prog_mode();
	send_capability("smcup");
	send_capability("smkx");
	send_capability("BE");
	terminal_resize();
}

void terminal_say(const char *sentence)
{
	puts(sentence);
	fflush(stdout);
}

void terminal_suspend(const char *sentence)
{
	terminal_lend();
	terminal_say(sentence);
	raise(SIGSTOP); /* this job only: the engine has a session of its own */
}

const char *terminal_name(void)
{
	static const char devices[] = "/dev/";
	const char *name = ttyname(STDIN_FILENO);

	if (!name)
		return "";
	return strncmp(name, devices, strlen(devices)) == 0 ? name + strlen(devices) : name;
}
