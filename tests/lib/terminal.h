/*
 * A program in a terminal: run in a pty of a given size, its output read through libvterm. Keys go
 * in as a person's would, rows come out as text. Nothing here sleeps: every wait ends with the event that it names, and
 * fails at a bound (TERMINAL_PATIENCE_MS) only when that never comes, showing the screen on stderr. The terminal speaks the character
 * set that LC_ALL names when it starts; what a test sends and sees is UTF-8 all the same.
 */
#ifndef TESTS_LIB_TERMINAL_H
#define TESTS_LIB_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { TERMINAL_PATIENCE_MS = 20000 };

struct terminal;

struct terminal_options {
	const char *const *argv;        /* closed by NULL; argv[0] is looked up on PATH */
	int rows, cols;                 /* 0: 24, 80 */
	const char *term;               /* NULL: xterm-256color */
	const char *const *environment; /* "NAME=VALUE" over the test's own, closed by NULL; NULL: nothing */
};

/* Starts a program; never NULL (a program that cannot run ends with status 127). Free with terminal_free, which kills it. */
struct terminal *terminal_start(const struct terminal_options *options);
void terminal_free(struct terminal *t);

/*
 * Sends keys: text, and names in angle brackets: <Enter> <Esc> <Tab> <S-Tab> <Space> <Backspace> <Delete> <Insert> <Up> <Down> <Left>
 * <Right> <PgUp> <PgDn> <Home> <End> <F1>..<F12> <C-x> <lt>. An unknown name ends the test.
 */
void terminal_send(struct terminal *t, const char *keys);

/* Sends text as a bracketed paste, if the program has asked for those; else as typed. */
void terminal_paste(struct terminal *t, const char *text);

/* Sends bytes as they are. */
void terminal_send_bytes(struct terminal *t, const void *bytes, size_t len);

/* --- waiting: true when it holds and the program waits for input again; false at the bound or if the program ended --- */
bool terminal_wait_text(struct terminal *t, const char *text);                /* somewhere on the screen */
bool terminal_wait_at(struct terminal *t, int row, const char *text);         /* in that row (from 0; negative: from below) */
bool terminal_wait_gone(struct terminal *t, const char *text);                /* nowhere on the screen */
bool terminal_wait_cursor(struct terminal *t, int row, int col);
/* What was sent last has been taken, and the program waits for input. */
bool terminal_wait_idle(struct terminal *t);
/* The Esc that was sent last has been taken for a key of its own. */
bool terminal_wait_esc(struct terminal *t);
/* The program has ended: *status as waitpid gives it (NULL: do not care). */
bool terminal_wait_exit(struct terminal *t, int *status);
/* Waits for anything that a test can say. what names it in the report. */
bool terminal_wait(struct terminal *t, bool (*holds)(struct terminal *t, void *context), void *context, const char *what);

/* Takes what is there now, waiting at most milliseconds for the first byte. True if something came. */
bool terminal_read(struct terminal *t, int milliseconds);

/* --- looking --- */
char *terminal_row(const struct terminal *t, int row); /* without trailing blanks; yours. Negative: from below */
char *terminal_cells(const struct terminal *t, int row, int from, int count); /* of these cells; yours */
char *terminal_text(const struct terminal *t);         /* every row and a newline; yours */
bool terminal_shows(const struct terminal *t, const char *text);
void terminal_cursor(const struct terminal *t, int *row, int *col);
bool terminal_cursor_visible(const struct terminal *t);
bool terminal_alternate(const struct terminal *t); /* on the alternate screen */
void terminal_size(const struct terminal *t, int *rows, int *cols);
pid_t terminal_pid(const struct terminal *t);
bool terminal_ended(struct terminal *t);

/* --- the bytes --- */
void terminal_mark(struct terminal *t);                /* counts begin here */
size_t terminal_bytes(const struct terminal *t);       /* output since the mark */
int64_t terminal_first_ns(const struct terminal *t);   /* from the mark to the first output since, -1: none */
int64_t terminal_last_ns(const struct terminal *t);
const char *terminal_raw(const struct terminal *t, size_t *len); /* all output ever, borrowed */
int terminal_queries(const struct terminal *t);        /* how often the program made the terminal answer */
/* What in the output no face of ours sends (lib/stream.h), as text: yours; NULL if nothing. */
char *terminal_offence(const struct terminal *t);

/* --- what happens to programs --- */
void terminal_resize(struct terminal *t, int rows, int cols);
void terminal_hang_up(struct terminal *t);
void terminal_kill(struct terminal *t, int signal);

/* For frames (lib/frame.h): the libvterm screen behind it. */
void *terminal_screen(const struct terminal *t);

#endif
