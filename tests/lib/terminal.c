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
#include <vterm.h>

#include "lib/keys.h"
#include "lib/process.h"
#include "lib/stream.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

struct terminal {
	int master;           /* -1 after a hang-up */
	pid_t pid;
	bool ended;           /* waited for: status holds */
	int status;
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	struct str raw;       /* everything the program wrote */
	size_t mark;          /* in raw */
	int64_t marked_ns, first_ns, last_ns; /* the first and last output since the mark; 0: none */
	bool answering;       /* what libvterm writes are keys of ours */
	int queries;
	struct str keys;      /* to be written to the program */
	bool sent;            /* something was sent since it was last seen idle */
	int64_t sleeps_at_send;
	bool cursor_visible, alternate;
};

int64_t terminal_now_ns(void)
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
	for (const char *const *pair = options->environment; pair && *pair; pair++)
		putenv(xstrdup(*pair));
	execvp(options->argv[0], (char *const *)options->argv);
	fprintf(stderr, "%s: %s\n", options->argv[0], strerror(errno));
	_exit(127);
}

struct terminal *terminal_start(const struct terminal_options *options)
{
	struct terminal *t = xcalloc(1, sizeof *t);
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
	t->marked_ns = terminal_now_ns();
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
	str_release(&t->raw);
	str_release(&t->keys);
	free(t);
}

/* --- sending --------------------------------------------------------------------------------- */

/* Writes what is in t->keys; the program's output is read meanwhile, so that neither side blocks for ever. */
static void flush_keys(struct terminal *t)
{
	size_t done = 0;
	int64_t deadline = terminal_now_ns() + (int64_t)TERMINAL_PATIENCE_MS * 1000000;
	if (!t->sent)
		t->sleeps_at_send = process_sleeps(t->pid);
	t->sent = true;
	while (done < t->keys.len && t->master >= 0) {
		ssize_t wrote = write(t->master, t->keys.text + done, t->keys.len - done);
		if (wrote > 0)
			done += (size_t)wrote;
		else if (wrote < 0 && errno == EAGAIN && terminal_now_ns() < deadline)
			terminal_read(t, 20);
		else if (wrote < 0 && errno != EINTR)
			break;
	}
	str_clear(&t->keys);
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
	}
	t->answering = false;
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
		t->last_ns = terminal_now_ns();
		if (!t->first_ns)
			t->first_ns = t->last_ns;
		str_addn(&t->raw, bytes, (size_t)len);
		vterm_input_write(t->vt, bytes, (size_t)len);
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

/* True if the program took what was sent and sleeps until more comes, and all it wrote is here. */
static bool idle(struct terminal *t)
{
	int64_t sleeps = process_sleeps(t->pid);
	if (!process_waits_for_input(t->pid) || (t->sent && sleeps <= t->sleeps_at_send))
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
	int64_t deadline = terminal_now_ns() + (int64_t)TERMINAL_PATIENCE_MS * 1000000;
	for (;;) {
		bool ended = terminal_ended(t);
		terminal_read(t, 0);
		bool now = holds(t, context);
		if (now && (ended || idle(t)) && holds(t, context))
			return true;
		if (ended || terminal_now_ns() > deadline) {
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
	int64_t deadline = terminal_now_ns() + (int64_t)TERMINAL_PATIENCE_MS * 1000000;
	while (!terminal_ended(t)) {
		if (terminal_now_ns() > deadline) {
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

/* --- looking --------------------------------------------------------------------------------- */

static void add_utf8(struct str *out, uint32_t code)
{
	if (code < 0x80) {
		str_addc(out, (char)code);
		return;
	}
	int more = code >= 0x10000 ? 3 : code >= 0x800 ? 2 : 1;
	static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	str_addc(out, (char)(lead[more] | code >> (6 * more)));
	while (more-- > 0)
		str_addc(out, (char)(0x80 | ((code >> (6 * more)) & 0x3f)));
}

char *terminal_cells(const struct terminal *t, int row, int from, int count)
{
	struct str out = { 0 };
	size_t used = 0;
	str_add(&out, "");
	row = row < 0 ? t->rows + row : row;
	for (int col = from; col < from + count && col < t->cols; col++) {
		VTermScreenCell cell;
		if (!vterm_screen_get_cell(t->screen, (VTermPos){ .row = row, .col = col }, &cell))
			break;
		if (cell.chars[0] == (uint32_t)-1) /* the right half of a wide character */
			continue;
		if (cell.chars[0] == 0xa0 || !cell.chars[0]) /* a space that does not break looks the same */
			memcpy(cell.chars, (uint32_t[]){ ' ', 0 }, 2 * sizeof *cell.chars);
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			add_utf8(&out, cell.chars[i]);
		if (cell.chars[0] != ' ')
			used = out.len;
	}
	str_cut(&out, used);
	return str_detach(&out);
}

char *terminal_row(const struct terminal *t, int row)
{
	return terminal_cells(t, row, 0, t->cols);
}

char *terminal_text(const struct terminal *t)
{
	struct str out = { 0 };
	for (int row = 0; row < t->rows; row++) {
		char *text = terminal_row(t, row);
		str_add(&out, text);
		str_addc(&out, '\n');
		free(text);
	}
	return str_detach(&out);
}

bool terminal_shows(const struct terminal *t, const char *text)
{
	char *all = terminal_text(t);
	bool shows = strstr(all, text) != NULL;
	free(all);
	return shows;
}

void terminal_cursor(const struct terminal *t, int *row, int *col)
{
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &at);
	*row = at.row;
	*col = at.col;
}

bool terminal_cursor_visible(const struct terminal *t)
{
	return t->cursor_visible;
}

bool terminal_alternate(const struct terminal *t)
{
	return t->alternate;
}

void terminal_size(const struct terminal *t, int *rows, int *cols)
{
	*rows = t->rows;
	*cols = t->cols;
}

pid_t terminal_pid(const struct terminal *t)
{
	return t->pid;
}

void *terminal_screen(const struct terminal *t)
{
	return t->screen;
}

/* --- the bytes ------------------------------------------------------------------------------- */

void terminal_mark(struct terminal *t)
{
	t->mark = t->raw.len;
	t->marked_ns = terminal_now_ns();
	t->first_ns = t->last_ns = 0;
}

size_t terminal_bytes(const struct terminal *t)
{
	return t->raw.len - t->mark;
}

int64_t terminal_first_ns(const struct terminal *t)
{
	return t->first_ns ? t->first_ns - t->marked_ns : -1;
}

int64_t terminal_last_ns(const struct terminal *t)
{
	return t->first_ns ? t->last_ns - t->marked_ns : -1;
}

const char *terminal_raw(const struct terminal *t, size_t *len)
{
	*len = t->raw.len;
	return t->raw.text ? t->raw.text : "";
}

int terminal_queries(const struct terminal *t)
{
	return t->queries;
}

char *terminal_offence(const struct terminal *t)
{
	return stream_offence(t->raw.text ? t->raw.text : "", t->raw.len);
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
