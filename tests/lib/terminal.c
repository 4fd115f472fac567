/* A program in a terminal: run in a pty of a given size, its output read through libvterm. */
#include "lib/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../src/ui/key_reader.h"
#include "lib/keys.h"
#include "lib/process.h"
#include "lib/terminal_state.h"
#include "twinline/base/mem.h"
#include "twinline/text/charset.h"
#include "twinline/text/utf8.h"

static int64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* --- starting -------------------------------------------------------------------------------- */

static void answered(const char *bytes, size_t len, void *user)
{
	struct terminal *t = user;
	if (t->answering)
		str_addn(&t->keys, bytes, len);
	else
		t->queries++;
}

static int property_set(VTermProp property, VTermValue *value, void *user)
{
	struct terminal *t = user;
	if (property == VTERM_PROP_CURSORVISIBLE)
		t->cursor_visible = value->boolean;
	if (property == VTERM_PROP_ALTSCREEN)
		t->alternate = value->boolean;
	return 1;
}

static const VTermScreenCallbacks screen_callbacks = { .settermprop = property_set };

/* In the child. */
static void run(const struct terminal_options *options)
{
	setenv("TERM", options->term ? options->term : "xterm-256color", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	unsetenv("SSH_CONNECTION"); /* whoever runs the tests from afar has them run as at home */
	unsetenv("SSH_TTY");
	for (const char *const *pair = options->environment; pair && *pair; pair++)
		putenv(xstrdup(*pair));
	execvp(options->argv[0], (char *const *)options->argv);
	fprintf(stderr, "%s: %s\n", options->argv[0], strerror(errno));
	_exit(127);
}

/* --- a terminal that is not UTF-8: libvterm sees UTF-8, the program does not ------------------ */

static struct charset *charset_of_locale(void)
{
	const char *locale = getenv("LC_ALL"), *name = locale ? strchr(locale, '.') : NULL;
	struct charset *charset = name ? charset_open(name + 1) : NULL;
	if (charset && charset_is_utf8(charset)) {
		charset_close(charset);
		charset = NULL;
	}
	return charset;
}

static void add_output(struct terminal *t, const char *bytes, size_t len)
{
	size_t start = t->raw.len;
	for (size_t i = 0; i < len && t->charset; i++) {
		uint32_t point = charset_point(t->charset, (unsigned char)bytes[i]);
		char text[4];
		if (point == 0xfffd)
			str_addc(&t->raw, bytes[i]); /* lib/stream.h will know it */
		else
			str_addn(&t->raw, text, utf8_put(point, text));
	}
	if (!t->charset)
		str_addn(&t->raw, bytes, len);
	vterm_input_write(t->vt, t->raw.text + start, t->raw.len - start);
}

static void encode_keys(struct terminal *t)
{
	struct str keys = { 0 };
	for (size_t at = 0; t->charset && at < t->keys.len;) {
		const char *key = t->keys.text + at;
		if ((unsigned char)*key < 0x80) {
			str_addc(&keys, *key);
			at++;
		} else {
			at += charset_next(t->charset, &keys, t->keys.text, at, t->keys.len, latin_how(NULL, ""));
		}
	}
	if (!t->charset)
		return;
	str_clear(&t->keys);
	str_addn(&t->keys, keys.text ? keys.text : "", keys.len);
	str_release(&keys);
}

struct terminal *terminal_start(const struct terminal_options *options)
{
	struct terminal *t = xcalloc(1, sizeof *t);
	t->charset = charset_of_locale();
	t->rows = options->rows ? options->rows : 24;
	t->cols = options->cols ? options->cols : 80;
	t->cursor_visible = true;
	str_init(&t->raw, 0);
	t->vt = vterm_new(t->rows, t->cols);
	vterm_set_utf8(t->vt, 1);
	vterm_output_set_callback(t->vt, answered, t);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_set_callbacks(t->screen, &screen_callbacks, t);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);

	struct winsize size = { .ws_row = (unsigned short)t->rows, .ws_col = (unsigned short)t->cols };
	t->marked_ns = now_ns();
	t->pid = forkpty(&t->master, NULL, NULL, &size);
	if (t->pid < 0)
		die("forkpty: %s", strerror(errno));
	if (t->pid == 0)
		run(options);
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	t->sent = true;
	return t;
}

void terminal_free(struct terminal *t)
{
	if (!t)
		return;
	if (!t->ended) {
		kill(t->pid, SIGKILL);
		waitpid(t->pid, NULL, 0);
	}
	if (t->master >= 0)
		close(t->master);
	vterm_free(t->vt);
	charset_close(t->charset);
	str_release(&t->raw);
	str_release(&t->keys);
	free(t);
}

/* --- sending --------------------------------------------------------------------------------- */

/* Writes what is in t->keys; the program's output is read meanwhile, so that neither side blocks for ever. */
static void flush_keys(struct terminal *t)
{
	size_t done = 0;
	encode_keys(t);
	int64_t deadline = now_ns() + (int64_t)TERMINAL_PATIENCE_MS * 1000000;
	if (!t->sent)
		t->sleeps_at_send = process_sleeps(t->pid);
	t->sent = true;
	while (done < t->keys.len && t->master >= 0) {
		ssize_t wrote = write(t->master, t->keys.text + done, t->keys.len - done);
		if (wrote > 0)
			done += (size_t)wrote;
		else if (wrote < 0 && errno == EAGAIN && now_ns() < deadline)
			terminal_read(t, 20);
		else if (wrote < 0 && errno != EINTR)
			break;
	}
	str_clear(&t->keys);
}

/* A letter in one piece with the Esc before it would be a key with Alt: people are slower. */
static void let_esc_be_alone(struct terminal *t)
{
	char esc = t->keys.text[t->keys.len - 1];
	str_cut(&t->keys, t->keys.len - 1);
	t->answering = false;
	if (t->keys.len)
		flush_keys(t);
	terminal_wait_idle(t);
	str_addc(&t->keys, esc);
	flush_keys(t);
	terminal_wait_esc(t);
	t->answering = true;
}

void terminal_send(struct terminal *t, const char *keys)
{
	t->answering = true;
	for (const char *at = keys; *at;) {
		struct key key;
		if (!key_next(&at, &key))
			bug("no such key: %s", at);
		/* xterm sends these two as bytes; libvterm would write what newer protocols ask for. */
		if (key.character && key.modifiers == VTERM_MOD_CTRL)
			str_addc(&t->keys, (char)(key.character & 0x1f));
		else if (key.character)
			vterm_keyboard_unichar(t->vt, key.character, VTERM_MOD_NONE);
		else
			vterm_keyboard_key(t->vt, (VTermKey)key.key, (VTermModifier)key.modifiers);
		if (key.key == VTERM_KEY_ESCAPE && !key.character && (*at != '<' || starts_with(at, "<lt>")))
			let_esc_be_alone(t);
	}
	t->answering = false;
	if (t->keys.len)
		flush_keys(t);
}

void terminal_paste(struct terminal *t, const char *text)
{
	t->answering = true;
	vterm_keyboard_start_paste(t->vt);
	str_add(&t->keys, text);
	vterm_keyboard_end_paste(t->vt);
	t->answering = false;
	flush_keys(t);
}

void terminal_send_bytes(struct terminal *t, const void *bytes, size_t len)
{
	str_addn(&t->keys, bytes, len);
	flush_keys(t);
}

/* --- reading and waiting --------------------------------------------------------------------- */

bool terminal_read(struct terminal *t, int milliseconds)
{
	struct pollfd input = { .fd = t->master, .events = POLLIN };
	bool some = false;
	while (t->master >= 0 && poll(&input, 1, some ? 0 : milliseconds) > 0) {
		char bytes[65536];
		ssize_t len = read(t->master, bytes, sizeof bytes);
		if (len <= 0) {
			if (len < 0 && (errno == EINTR || errno == EAGAIN))
				continue;
			break; /* the other side is closed: the program has ended, or is ending */
		}
		t->last_ns = now_ns();
		if (!t->first_ns)
			t->first_ns = t->last_ns;
		add_output(t, bytes, (size_t)len);
		some = true;
	}
	return some;
}

bool terminal_ended(struct terminal *t)
{
	if (!t->ended && waitpid(t->pid, &t->status, WNOHANG) == t->pid)
		t->ended = true;
	return t->ended;
}

/*
 * True if the program has read all keys. A busy kernel hands them on a while after they were written, and meanwhile the program may
 * have slept because of something else: asking whether there are any (poll) makes it hand them on first.
 */
static bool is_read(const struct terminal *t)
{
	char name[64];
	bool is_named = t->master >= 0 && ptsname_r(t->master, name, sizeof name) == 0;
	int waiting = 0, fd = is_named ? open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) : -1;
	struct pollfd input = { .fd = fd, .events = POLLIN };
	if (fd < 0)
		return true;
	poll(&input, 1, 0);
	if (ioctl(fd, FIONREAD, &waiting) != 0)
		waiting = 0;
	close(fd);
	return waiting == 0;
}

/* True if the program took what was sent and sleeps until more comes, and all it wrote is here. */
static bool idle(struct terminal *t)
{
	bool read_all = !t->sent || is_read(t);
	int64_t sleeps = process_sleeps(t->pid);
	if (!read_all || !process_waits_for_input(t->pid) || (t->sent && sleeps <= t->sleeps_at_send))
		return false;
	/* The kernel hands output on a moment after it was written. */
	if (terminal_read(t, 8) || process_sleeps(t->pid) != sleeps)
		return false;
	t->sent = false;
	return true;
}

static void report(struct terminal *t, const char *what, const char *why)
{
	char *text = terminal_text(t);
	int row, col;
	terminal_cursor(t, &row, &col);
	for (size_t len = strlen(text); len > 1 && text[len - 1] == '\n' && text[len - 2] == '\n'; len--)
		text[len - 1] = '\0';
	fprintf(stderr, "waited for %s: %s; cursor at %d,%d, program %s\n%s", what, why, row, col,
		t->ended ? "ended" : "running", text);
	free(text);
}

bool terminal_wait(struct terminal *t, bool (*holds)(struct terminal *t, void *context), void *context,
		   const char *what)
{
	int64_t deadline = now_ns() + (int64_t)TERMINAL_PATIENCE_MS * 1000000;
	for (;;) {
		bool ended = terminal_ended(t);
		terminal_read(t, 0);
		bool now = holds(t, context);
		if (now && (ended || idle(t)) && holds(t, context))
			return true;
		if (ended || now_ns() > deadline) {
			report(t, what, ended ? "the program has ended" : now ? "the program does not rest" : "it did not come");
			return false;
		}
		terminal_read(t, now ? 1 : 5);
	}
}

static bool always(struct terminal *t, void *context)
{
	(void)context;
	return !t->ended;
}

bool terminal_wait_idle(struct terminal *t)
{
	return terminal_wait(t, always, NULL, "the program to rest");
}

/* True if the program has read the Esc, and since then (read_ms: when that was first seen) nothing could be a part of it any more. */
static bool esc_was_alone(struct terminal *t, void *read_ms)
{
	int64_t *at = read_ms, now = now_ns() / 1000000;
	if (!*at && is_read(t))
		*at = now;
	return *at && now - *at > KEY_ALONE_MS;
}

bool terminal_wait_esc(struct terminal *t)
{
	int64_t read_ms = 0;
	return terminal_wait(t, esc_was_alone, &read_ms, "Esc to be taken");
}

static bool has_text(struct terminal *t, void *context)
{
	return terminal_shows(t, context);
}

static bool has_no_text(struct terminal *t, void *context)
{
	return !terminal_shows(t, context);
}

bool terminal_wait_text(struct terminal *t, const char *text)
{
	return terminal_wait(t, has_text, (void *)text, text);
}

bool terminal_wait_gone(struct terminal *t, const char *text)
{
	char *what = xasprintf("\"%s\" to go", text);
	bool gone = terminal_wait(t, has_no_text, (void *)text, what);
	free(what);
	return gone;
}

struct place {
	int row, col;
	const char *text;
};

static bool has_text_at(struct terminal *t, void *context)
{
	const struct place *place = context;
	char *row = terminal_row(t, place->row);
	bool has = strstr(row, place->text) != NULL;
	free(row);
	return has;
}

bool terminal_wait_at(struct terminal *t, int row, const char *text)
{
	struct place place = { .row = row, .text = text };
	char *what = xasprintf("\"%s\" in row %d", text, row);
	bool has = terminal_wait(t, has_text_at, &place, what);
	free(what);
	return has;
}

static bool has_cursor_at(struct terminal *t, void *context)
{
	const struct place *place = context;
	int row, col;
	terminal_cursor(t, &row, &col);
	return row == place->row && col == place->col;
}

bool terminal_wait_cursor(struct terminal *t, int row, int col)
{
	struct place place = { .row = row, .col = col };
	char *what = xasprintf("the cursor at %d,%d", row, col);
	bool has = terminal_wait(t, has_cursor_at, &place, what);
	free(what);
	return has;
}

bool terminal_wait_exit(struct terminal *t, int *status)
{
	int64_t deadline = now_ns() + (int64_t)TERMINAL_PATIENCE_MS * 1000000;
	while (!terminal_ended(t)) {
		if (now_ns() > deadline) {
			report(t, "its end", "it did not come");
			return false;
		}
		/* Once the other side of the pty is closed, reading no longer waits. */
		if (!terminal_read(t, 5))
			poll(NULL, 0, 2);
	}
	terminal_read(t, 0);
	if (status)
		*status = t->status;
	return true;
}

void terminal_mark(struct terminal *t)
{
	t->mark = t->raw.len;
	t->marked_ns = now_ns();
	t->first_ns = t->last_ns = 0;
}

/* --- what happens to programs ---------------------------------------------------------------- */

void terminal_resize(struct terminal *t, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	if (!t->sent)
		t->sleeps_at_send = process_sleeps(t->pid);
	t->sent = true;
	ioctl(t->master, TIOCSWINSZ, &size);
}

void terminal_hang_up(struct terminal *t)
{
	close(t->master);
	t->master = -1;
}

void terminal_kill(struct terminal *t, int signal)
{
	if (!terminal_ended(t))
		kill(t->pid, signal);
}
