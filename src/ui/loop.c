/* The loop: waits for keys, signals, the engine; draws once a turn. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "announce.h"
#include "face_state.h"
#include "linear.h"
#include "mirror.h"
#include "place.h"
#include "reminder.h"
#include "slide.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "view.h"

/* Signals reach the loop through a pipe, one byte each. */
static int signal_pipe[2] = { -1, -1 };

static void note_signal(int number)
{
	int saved = errno;
	char byte = (char)number;
	ssize_t written = write(signal_pipe[1], &byte, 1);

	(void)written; /* a full pipe holds this signal already */
	errno = saved;
}

static void catch_signals(bool has_screens)
{
	static const int noted[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT };
	size_t count = ARRAY_SIZE(noted) - (has_screens ? 0 : 2); /* lines need nothing for a stop */
	struct sigaction action = { .sa_handler = note_signal, .sa_flags = SA_RESTART };

	if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		die("no pipe for signals: %s", strerror(errno));
	for (size_t i = 0; i < count; i++)
		sigaction(noted[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on files is a full disk, not a death */
}

/* A braille display of 40 cells shows lines of 40, whatever the terminal measures. */
static int columns(struct face *face)
{
	int64_t width = settings_integer(face_settings(face), SETTING_LINE_WIDTH);

	return width > 0 && width < terminal_columns() ? (int)width : terminal_columns();
}

void face_resize(struct face *face)
{
	if (face->linear) {
		linear_use_settings(face->linear);
		return;
	}
	terminal_resize();
	page_release(&face->page);
	page_init(&face->page, terminal_rows(), columns(face));
	face->page.is_accessible = face_is_accessible(face);
	announce_forget_title(face);
}

void face_read_signals(struct face *face)
{
	bool stops = false, goes_on = false;
	char number;

	while (read(signal_pipe[0], &number, 1) == 1) {
		if (number == SIGWINCH)
			face_resize(face);
		else if (number == SIGINT && face->linear)
			face->is_interrupted = true;
		else if (number == SIGTSTP)
			stops = true;
		else if (number == SIGCONT)
			goes_on = true;
		else
			face->leaving = true; /* all that was typed is in the store already */
	}
	if (goes_on && !face->leaving) { /* whoever stopped it, the shell has had the terminal */
		terminal_take_back();
		face_resize(face);
	}
	if (stops && !face->leaving)
		face_act(face, ACTION_SUSPEND);
}

/* The choices of SETTING_HIGHLIGHT. */
enum { HIGHLIGHT_MARK, HIGHLIGHT_ROW };

void face_lay_out(struct face *face)
{
	struct view *view = face_top(face);
	struct page *p = &face->page;
	char *sliding = slide_line(face);
	int below;

	page_clear(p);
	below = announce_rows(face);
	p->rows -= below;
	view_draw(face, view, p);
	if (sliding)
		slide_put(face, sliding);
	free(sliding);
	palette_draw(face, p);
	if (settings_choice(face_settings(face), SETTING_HIGHLIGHT) == HIGHLIGHT_ROW)
		page_highlight(p);
	page_squeeze(p, face_is_ascii(face));
	announce_hold_title(face);
	p->rows += below;
	hints_draw(face, p);
}

void face_draw(struct face *face)
{
	struct mirror mirror = mirror_of(face_settings(face));

	face_lay_out(face);
	terminal_show(mirror_page(&face->page, &mirror, &face->shown));
	face->drawn_ms = clock_monotonic_ms();
	face->said_drawn = face->said;
	face->is_behind = false;
}

/*
 * True if the page is to be drawn now: a key has asked, something was said, or the terminal's line can bear it. Else it is behind, and
 * drawn when its time has come.
 */
static bool is_time_to_draw(struct face *face, bool asked)
{
	if (asked || face->said != face->said_drawn || clock_monotonic_ms() - face->drawn_ms >= face->terminal->unasked_ms)
		return true;
	face->is_behind = true;
	return false;
}

static bool is_settled_now(const struct face *face)
{
	return (face->prompt.is_unsettled || face->looks_later) && clock_monotonic_ms() - face->key_ms >= face->terminal->typing_ms;
}

int face_signals(void)
{
	return signal_pipe[0];
}

void face_read_engine(struct face *face)
{
	bool gone = false;
	struct json *packet;

	while (face->engine.fd >= 0 && (packet = engine_receive(&face->engine, &gone))) {
		face_hear(face, packet);
		json_free(packet);
	}
	if (gone) {
		engine_close(&face->engine);
		face->engine.fd = -1;
	}
}

static int64_t sooner(int64_t least, int64_t ms)
{
	ms = ms > 0 ? ms : 0;
	return least < 0 || ms < least ? ms : least;
}

/*
 * Milliseconds until a key is whole, a held message becomes due and its word changes, or a reminder is, or what is behind may be drawn, or
 * a translator has had its time; -1: nothing is awaited.
 */
int face_patience(struct face *face)
{
	const int64_t dues[] = { outbox_next_due(&face->store), reminder_next(face) };
	int64_t now = clock_now(), now_ms = clock_monotonic_ms(), least = terminal_key_patience();

	if (face->is_behind)
		least = sooner(least, face->drawn_ms + face->terminal->unasked_ms - now_ms);
	if (face->prompt.is_unsettled || face->looks_later)
		least = sooner(least, face->key_ms + face->terminal->typing_ms - now_ms);
	if (translate_patience(face) >= 0)
		least = sooner(least, translate_patience(face));

	for (size_t i = 0; i < ARRAY_SIZE(dues); i++) {
		int64_t ms = (dues[i] - now) * 1000;

		if (dues[i] && ms > 0) /* what is due is the engine's: it tells when it has gone */
			least = sooner(least, ms);
	}
	return least > 60000 ? 60000 : (int)least;
}

void face_attend(struct face *face)
{
	if (!face->leaving && face->view_count > 0) {
		face_look_at_settings(face);
		face_look_for_changes(face);
	}
	if (!face->leaving && face->view_count > 0 && !face->message)
		reminder_look(face);
	if (!face->leaving && face->view_count > 0)
		place_note(face);
}

/* Waits for what comes next and takes it; true if a person asked for it, by a key or a new size. */
static bool turn(struct face *face)
{
	struct pollfd fds[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = signal_pipe[0], .events = POLLIN },
		{ .fd = face->engine.fd, .events = POLLIN },
		{ .fd = translate_fd(face), .events = POLLIN },
	};
	bool asked;
	key_code key;

	if (poll(fds, ARRAY_SIZE(fds), face_patience(face)) < 0 && errno != EINTR)
		die("poll: %s", strerror(errno));
	asked = fds[1].revents != 0;
	if (is_settled_now(face)) {
		face_settle(face);
		asked = true;
	}
	face_read_signals(face);
	if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
		face->leaving = true; /* the terminal is gone: never spin on it */
		return false;
	}
	if (fds[2].revents)
		face_read_engine(face);
	translate_hear(face);
	if (fds[0].revents & POLLIN) {
		terminal_read();
		paste_refuse_burst(face);
	}
	while (!face->leaving && face->view_count > 0 && (key = terminal_key()) != KEY_NONE) {
		face_take_key(face, key);
		face->key_ms = clock_monotonic_ms();
		asked = true;
	}
	face_attend(face);
	return asked;
}

void face_loop(struct face *face)
{
	catch_signals(!face->linear);
	if (!face->message)
		reminder_look(face);
	if (face->linear) {
		linear_loop(face->linear);
		return;
	}
	face_draw(face);
	place_note(face);
	face_wake_engine(face, false);
	while (!face->leaving && face->view_count > 0) {
		face->is_unasked = !turn(face);
		if (!face->leaving && face->view_count > 0 && is_time_to_draw(face, !face->is_unasked))
			face_draw(face);
	}
}
