/* The terminal: the only file that knows curses. One screen, one doupdate() a turn, no query ever. */
#ifndef TWINLINE_UI_TERMINAL_H
#define TWINLINE_UI_TERMINAL_H

#include <stdbool.h>

#include "key.h"
#include "page.h"
#include "twinline/base/err.h"

/* Takes the terminal of stdin and stdout. Returns 0, or -1 with e where there is none. It is given back by terminal_close, die() and every deadly signal. */
int terminal_open(struct err *e);
void terminal_close(void);

/* The entry of terminfo that is taken because there is none for what TERM named; NULL: there is one. Borrowed. */
const char *terminal_instead(const char **named);

int terminal_rows(void);
int terminal_columns(void);

/* Bits a second of its line where it has one of its own; 0: not known, as of most terminals that are programs. */
long terminal_bits(void);

/* Shows the page and puts the hardware cursor where it says: what differs from the screen is sent, once. */
void terminal_show(const struct page *page);

/* Takes what has come from the terminal; there is something, else it waits. */
void terminal_read(void);

/* The next key of it, KEY_NONE if none is whole. */
key_code terminal_key(void);

/* Milliseconds until terminal_key may have one without a byte more; -1: never. */
int terminal_key_patience(void);

/* The row and column of the last KEY_CLICK. */
void terminal_click(int *row, int *column);

/* What has come looks like text from a clipboard, on a terminal that tells no pastes: its characters, else 0 (key_reader.h). */
size_t terminal_burst(void);

/* Throws away what has come: its characters. */
size_t terminal_drop_keys(void);

/* Takes the theme of a choice of the setting `theme`. */
void terminal_set_theme(int choice);

/* Whether clicks and the wheel come as keys. */
void terminal_set_mouse(bool wanted);

/* Whether text comes in the order of the cells, and the terminal is to leave it so. */
void terminal_set_explicit(bool wanted);

/* Forgets what the screen shows: the next terminal_show sends all. */
void terminal_redraw(void);

/* The same for a person who sees that something is wrong: what the terminal was set up with before is not relied on either. */
void terminal_repair(void);

/* Lends the terminal to another program, and takes it back when that has ended; the next terminal_show sends all. Where none was taken, nothing happens. */
void terminal_lend(void);
void terminal_take_back(void);

/* Gives the terminal back, says sentence, stops this job; returns after fg, with the terminal still lent. */
void terminal_suspend(const char *sentence);

/* Says a sentence on the shell, while the terminal is given back. */
void terminal_say(const char *sentence);

/* The name of the terminal, "pts/3"; "" unknown. Borrowed until the next call. */
const char *terminal_name(void);

/* The terminal has a new size (SIGWINCH): learns it. */
void terminal_resize(void);

#endif
