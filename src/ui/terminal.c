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

#include "key_reader.h"
#include "terminal_codes.h"
#include "terminal_entry.h"
#include "terminal_frame.h"
#include "terminal_modes.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/characters.h"

enum { RESTORE_MAX = 256, READ_MAX = 4096, HELD_LEAST = 200 };

static struct {
	SCREEN *screen;
	char *named;             /* by TERM */
	const char *instead;     /* the entry that is taken for that one; NULL: it is there */
	bool tells_pastes;       /* in brackets */
	bool has_mouse;          /* it was asked for clicks */
	bool is_explicit;        /* it was told that text comes in the order of the cells */
	struct painter painter;
	struct key_reader reader;
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

static void send(const struct str *bytes)
{
	for (size_t at = 0; at < bytes->len;) {
		ssize_t written = write(STDOUT_FILENO, bytes->text + at, bytes->len - at);

		if (written < 0 && errno != EINTR)
			return; /* the terminal is gone: the loop sees it hang up */
		at += written > 0 ? (size_t)written : 0;
	}
}

static void add_modes(struct str *out, bool on)
{
	terminal.tells_pastes = terminal_put_brackets(out, on);
	if (terminal.is_explicit)
		terminal_put_explicit(out, on);
	if (terminal.has_mouse)
		terminal_put_mouse(out, on);
}

static void send_modes(bool on)
{
	struct str out = { 0 };

	fflush(stdout); /* what curses has written stands before them */
	add_modes(&out, on);
	send(&out);
	str_release(&out);
}

/* What gives the terminal back is made beforehand, for a signal handler can make nothing. */
static void prepare_restore(void)
{
	struct str out = { 0 };

	add_modes(&out, false);
	terminal_put(&out, keypad_local, 1);
	terminal_put(&out, exit_attribute_mode, 1);
	terminal_put(&out, orig_pair, 1);
	terminal_put(&out, cursor_normal, 1);
	terminal_put_farewell(&out);
	terminal_put(&out, exit_ca_mode, 1);
	if (out.len <= RESTORE_MAX) {
		memcpy(terminal.restore, out.text, out.len);
		terminal.restore_len = out.len;
	}
	str_release(&out);
}

static void prepare_death(void)
{
	struct sigaction action = { .sa_handler = give_back_and_die, .sa_flags = (int)SA_RESETHAND };

	prepare_restore();
	terminal.taken = 1;
	for (size_t i = 0; i < ARRAY_SIZE(deadly); i++)
		sigaction(deadly[i], &action, NULL);
	die_hook(terminal_close);
}

const char *terminal_instead(const char **named)
{
	*named = terminal.named;
	return terminal.instead;
}

static void set_modes(void)
{
	struct termios now;

	raw();
	noecho();
	nonl();
	keypad(stdscr, true); /* keys are sent as terminfo has them */
	if (!terminal_is_serial() || !xon_xoff || !(terminal.before.c_iflag & IXON) || tcgetattr(STDIN_FILENO, &now) != 0)
		return;
	now.c_iflag |= IXON; /* the terminal stops us by Ctrl-S when it cannot follow */
	tcsetattr(STDIN_FILENO, TCSADRAIN, &now);
	def_prog_mode();
}

/* --- keys --- */

/* Its own keys. What it sends for Backspace, Tab and Enter as a single control character is known without terminfo. */
static void learn_keys(void)
{
	enum { OWN_KEYS_MAX = 16 };
	static struct key_sequence own[OWN_KEYS_MAX];
	const struct key_sequence keys[] = {
		{ key_up, KEY_UP_ },         { key_down, KEY_DOWN_ },   { key_left, KEY_LEFT_ },      { key_right, KEY_RIGHT_ },
		{ key_home, KEY_HOME_ },     { key_end, KEY_END_ },     { key_ppage, KEY_PAGE_UP_ },  { key_npage, KEY_PAGE_DOWN_ },
		{ key_ic, KEY_INSERT_ },     { key_dc, KEY_DELETE_ },   { key_btab, KEY_SHIFT_TAB_ }, { key_f1, KEY_F1_ },
		{ key_enter, KEY_ENTER_ },   { key_backspace, KEY_BACKSPACE_ },
	};
	int count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (keys[i].bytes && *keys[i].bytes && !(keys[i].bytes[1] == '\0' && strchr("\b\t\r\177", keys[i].bytes[0])))
			own[count++] = keys[i];
	terminal.reader = (struct key_reader){ .own = own, .own_count = count, .erase = terminal.before.c_cc[VERASE] };
}

void terminal_read(void)
{
	char bytes[READ_MAX];
	ssize_t len = read(STDIN_FILENO, bytes, sizeof bytes);
	struct str text = { 0 };

	if (len <= 0)
		return; /* the loop sees it hang up */
	characters_decode(&text, bytes, (size_t)len);
	key_reader_feed(&terminal.reader, text.text, text.len, clock_monotonic_ms());
	str_release(&text);
}

key_code terminal_key(void)
{
	return key_reader_next(&terminal.reader, clock_monotonic_ms());
}

int terminal_key_patience(void)
{
	return key_reader_patience(&terminal.reader, clock_monotonic_ms());
}

void terminal_click(int *row, int *column)
{
	*row = terminal.reader.click_row;
	*column = terminal.reader.click_column;
}

size_t terminal_burst(void)
{
	return terminal.tells_pastes ? 0 : key_reader_burst(&terminal.reader);
}

size_t terminal_drop_keys(void)
{
	return key_reader_drop(&terminal.reader);
}

void terminal_set_mouse(bool wanted)
{
	struct str out = { 0 };

	if (wanted == terminal.has_mouse)
		return;
	terminal.has_mouse = wanted;
	terminal_put_mouse(&out, wanted);
	send(&out);
	str_release(&out);
	prepare_restore();
}

void terminal_set_explicit(bool wanted)
{
	struct str out = { 0 };

	if (!terminal.screen || wanted == terminal.is_explicit)
		return;
	terminal.is_explicit = wanted;
	terminal_put_explicit(&out, wanted);
	send(&out);
	str_release(&out);
	prepare_restore();
}

int terminal_open(struct err *e)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &terminal.before) != 0)
		return err_set(e, ERR_USAGE, _("The screens need a terminal. --help shows the commands that need none."), NULL);
	terminal.named = xstrdup(getenv("TERM") ? getenv("TERM") : "");
	terminal.screen = terminal_take_entry(&terminal.instead);
	if (!terminal.screen || !cursor_address) {
		if (terminal.screen)
			endwin();
		return err_set(e, ERR_USAGE, _("This terminal cannot place a cursor. --help shows the commands that need none."), NULL);
	}
	set_modes();
	learn_keys();
	prepare_death();
	send_modes(true);
	painter_init(&terminal.painter, terminal_codes());
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
	if (terminal.taken && is_in_foreground())
		terminal_lend();
	terminal.taken = 0;
	key_reader_release(&terminal.reader);
	free(terminal.named);
	terminal.named = NULL;
	delscreen(terminal.screen);
	terminal.screen = NULL;
	painter_release(&terminal.painter);
	for (size_t i = 0; i < ARRAY_SIZE(deadly); i++)
		signal(deadly[i], SIG_DFL);
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
long terminal_bits(void)
{
	static const struct { speed_t code; long bits; } speeds[] = {
		{ B300, 300 },   { B600, 600 },   { B1200, 1200 },   { B1800, 1800 },   { B2400, 2400 },
		{ B4800, 4800 }, { B9600, 9600 }, { B19200, 19200 }, { B38400, 38400 },
	};
	speed_t code = cfgetospeed(&terminal.before);

	for (size_t i = 0; i < ARRAY_SIZE(speeds); i++)
		if (speeds[i].code == code && (code != B38400 || terminal_is_serial()))
			return speeds[i].bits;
	return 0;
}

/* Lets a whole frame show at once, where the terminal can. */
static void hold(struct str *bytes)
{
	struct str held = { 0 };

	terminal_hold(&held, true);
	str_addn(&held, bytes->text, bytes->len);
	terminal_hold(&held, false);
	str_release(bytes);
	*bytes = held;
}

void terminal_show(const struct page *page)
{
	struct paint_frame frame;
	struct str bytes = { 0 };

	terminal_frame(&frame, page);
	painter_paint(&terminal.painter, &frame, page->cursor_row, page->cursor_column, &bytes);
	if (bytes.len > HELD_LEAST && terminal_bits() == 0) /* on a slow line a frame is read while it comes */
		hold(&bytes);
	send(&bytes);
	str_release(&bytes);
	paint_frame_release(&frame);
}

void terminal_set_theme(int choice)
{
	if (terminal_take_theme(choice))
		terminal_redraw();
}

void terminal_redraw(void)
{
	if (!terminal.screen)
		return;
	painter_forget(&terminal.painter);
}

void terminal_repair(void)
{
	struct str out = { 0 };

	if (!terminal.screen)
		return;
	terminal_set_tabs(&out, terminal_columns());
	send(&out);
	str_release(&out);
	terminal_redraw();
}

void terminal_resize(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resize_term(size.ws_row, size.ws_col); /* not resizeterm(), which would send us a key for it */
	painter_forget(&terminal.painter);
	prepare_restore();
}

void terminal_lend(void)
{
	struct str farewell = { 0 };

	if (!terminal.screen)
		return;
	send_modes(false);
	endwin();
	fflush(stdout);
	terminal_put_farewell(&farewell);
	send(&farewell);
	str_release(&farewell);
	terminal.taken = 0;
}

void terminal_take_back(void)
{
	if (!terminal.screen)
		return;
	struct str out = { 0 };

	terminal.taken = 1;
	reset_prog_mode();
	terminal_put(&out, enter_ca_mode, 1);
	terminal_put(&out, keypad_xmit, 1);
	send(&out);
	str_release(&out);
	send_modes(true);
	terminal_resize();
}

void terminal_say(const char *sentence)
{
	struct str bytes = { 0 };

	characters_encode(&bytes, sentence, strlen(sentence));
	puts(bytes.text);
	fflush(stdout);
	str_release(&bytes);
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
