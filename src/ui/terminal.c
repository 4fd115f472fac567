/* The terminal, over curses: keys in, pages out, and the terminal given back however the program ends. */
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

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/charset.h"
#include "twinline/text/utf8.h"

enum { RESTORE_MAX = 256, CODE_PASTE_START = KEY_MAX + 1, CODE_PASTE_END, ESCAPE_DELAY_MS = 50 };

static struct {
	SCREEN *screen;
	struct charset *charset; /* NULL: UTF-8 */
	struct str *shown;       /* what each row shows, as last given to curses */
	int shown_rows;
	struct termios before;   /* how the terminal was */
	char restore[RESTORE_MAX]; /* bytes that give it back, for the signal handler */
	size_t restore_len;
	volatile sig_atomic_t taken;
} terminal;

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
	keypad(stdscr, true);
	nodelay(stdscr, true);
	intrflush(stdscr, false);
	idlok(stdscr, true);
	set_escdelay(ESCAPE_DELAY_MS);
}

static void forget_rows(void)
{
	for (int i = 0; i < terminal.shown_rows; i++)
		str_release(&terminal.shown[i]);
	free(terminal.shown);
	terminal.shown_rows = LINES;
	terminal.shown = xcalloc((size_t)LINES, sizeof *terminal.shown);
}

int terminal_open(struct err *e)
{
	const char *codeset = nl_langinfo(CODESET);

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &terminal.before) != 0)
		return err_set(e, ERR_USAGE, _("The screens need a terminal. --help shows the commands that need none."), NULL);
	terminal.screen = new_screen();
	if (!terminal.screen)
		return err_set(e, ERR_USAGE, _("This terminal cannot place a cursor. --help shows the commands that need none."), NULL);
	terminal.charset = strcmp(codeset, "UTF-8") == 0 ? NULL : charset_open(codeset);
	set_modes();
	define_keys();
	prepare_death();
	send_capability("BE");
	forget_rows();
	return 0;
}

void terminal_close(void)
{
	if (!terminal.taken)
		return;
	terminal.taken = 0;
	die_hook(NULL);
	send_capability("BD");
	endwin();
	delscreen(terminal.screen);
	charset_close(terminal.charset);
	for (int i = 0; i < terminal.shown_rows; i++)
		str_release(&terminal.shown[i]);
	free(terminal.shown);
	terminal.shown = NULL;
	terminal.shown_rows = 0;
	for (size_t i = 0; i < ARRAY_SIZE(deadly); i++)
		signal(deadly[i], SIG_DFL);
}

bool terminal_is_ascii(void)
{
	return terminal.charset && strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0;
}

int terminal_rows(void)
{
	return LINES;
}

int terminal_columns(void)
{
	return COLS;
}

/* A part of a cluster that curses can hold: one spacing character and the marks on it. */
struct part { wchar_t wide[CCHARW_MAX + 1]; int count, cells; };

enum { PARTS_MAX = 4 };

/* Takes a cluster apart; returns the number of parts. What this C library does not know is left out. */
static int take_apart(const char *cluster, size_t len, struct part parts[PARTS_MAX])
{
	int count = 0;

	for (size_t at = 0; at < len;) {
		uint32_t point;
		int width;

		at += utf8_next(cluster + at, len - at, &point);
		width = wcwidth((wchar_t)point);
		if (width > 0 && count == PARTS_MAX)
			break;
		if (width > 0)
			parts[count++] = (struct part){ .cells = width };
		if (width >= 0 && count > 0 && parts[count - 1].count < CCHARW_MAX)
			parts[count - 1].wide[parts[count - 1].count++] = (wchar_t)point;
	}
	return count;
}

/*
 * Puts one cluster that is not ASCII at a cell: whole where curses measures it as we do (flags, Indic vowels), else its first
 * character, so that no cell behind it moves.
 */
static void put_cluster(int row, int column, const char *cluster, size_t len, int cells)
{
	struct part parts[PARTS_MAX], unknown = { .wide = L"?", .count = 1, .cells = 1 };
	int count = take_apart(cluster, len, parts), sum = 0;

	for (int i = 0; i < count; i++)
		sum += parts[i].cells;
	if (sum != cells && count > 1)
		count = 1;
	if (count == 0 || (count == 1 && parts[0].cells > cells))
		parts[0] = unknown;
	for (int i = 0, used = 0; i == 0 || i < count; used += parts[i++].cells) {
		cchar_t cell;

		if (setcchar(&cell, parts[i].wide, A_NORMAL, 0, NULL) == OK)
			mvadd_wch(row, column + used, &cell);
	}
	if (count <= 1 && parts[0].cells < cells)
		mvaddch(row, column + 1, ' ');
}

static void put_row(int row, const char *text, size_t len, int columns)
{
	int column = 0;

	move(row, 0);
	clrtoeol();
	for (size_t at = 0; at < len;) {
		size_t run = at;
		int cells;

		while (run < len && (unsigned char)text[run] >= ' ' && (unsigned char)text[run] < 0x7f)
			run++;
		if (run < len && run > at)
			run--; /* its last character may carry a mark */
		if (run > at) {
			mvaddnstr(row, column, text + at, (int)(run - at));
			column += (int)(run - at);
			at = run;
			continue;
		}
		run = cells_cluster(text + at, len - at, &cells);
		if (column + cells > columns)
			break;
		if (run == 1)
			mvaddnstr(row, column, text + at, 1);
		else if (cells > 0)
			put_cluster(row, column, text + at, run, cells);
		column += cells;
		at += run;
	}
}

/* True if all that changes in a row is that the mark leaves it, and many blanks follow. */
static bool is_left_by_mark(const struct str *before, const struct str *after)
{
	return before->len == after->len && after->len > 4 && before->text[0] > ' ' && before->text[0] < 0x7f &&
	       memcmp(after->text, "     ", 5) == 0 && memcmp(before->text + 1, after->text + 1, after->len - 1) == 0;
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

void terminal_show(const struct page *page)
{
	for (int row = 0; row < page->rows && row < terminal.shown_rows; row++) {
		const struct str *line = &page->lines[row];
		struct str *shown = &terminal.shown[row];
		int columns = row == LINES - 1 ? COLS - 1 : COLS; /* writing the last cell would scroll some terminals */
		int used;

		if (shown->text && shown->len == line->len && memcmp(shown->text, line->text, line->len) == 0)
			continue;
		bool is_left = shown->text && !terminal.charset && is_left_by_mark(shown, line);
		str_clear(shown);
		str_addn(shown, line->text, line->len);
		if (is_left) { /* of a space, curses would make an erasure to the line's beginning: eleven bytes, not two */
			put_cluster(row, 0, "\u00a0", 2, 1);
		} else if (terminal.charset) {
			char *text = shown_as(line->text);

			put_row(row, text, cells_fit(text, strlen(text), columns, &used), columns);
			free(text);
		} else {
			put_row(row, line->text, cells_fit(line->text, line->len, columns, &used), columns);
		}
	}
	move(page->cursor_row, page->cursor_column);
	refresh();
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

key_code terminal_key(void)
{
	wint_t code;
	int kind = get_wch(&code);

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

void terminal_redraw(void)
{
	forget_rows();
	clearok(curscr, true);
}

void terminal_resize(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resize_term(size.ws_row, size.ws_col); /* not resizeterm(), which would send us a key for it */
	forget_rows();
	clearok(curscr, true);
}

void terminal_suspend(const char *sentence)
{
	send_capability("BD");
	endwin();
	terminal.taken = 0;
	puts(sentence);
	fflush(stdout);
	raise(SIGSTOP); /* this job only: the engine has a session of its own */
	terminal.taken = 1;
	send_capability("BE");
	terminal_resize();
}
