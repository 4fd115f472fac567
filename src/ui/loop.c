/* The loop: waits for keys, signals, the engine; turns keys into actions; draws once a turn. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "face_state.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/text/utf8.h"
#include "words.h"

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

static void catch_signals(void)
{
	static const int noted[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT };
	struct sigaction action = { .sa_handler = note_signal, .sa_flags = SA_RESTART };

	if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		die("no pipe for signals: %s", strerror(errno));
	for (size_t i = 0; i < ARRAY_SIZE(noted); i++)
		sigaction(noted[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on files is a full disk, not a death */
}

static void resize(struct face *face)
{
	terminal_resize();
	page_release(&face->page);
	page_init(&face->page, terminal_rows(), terminal_columns());
}

static void read_signals(struct face *face)
{
	char number;

	while (read(signal_pipe[0], &number, 1) == 1) {
		if (number == SIGWINCH)
			resize(face);
		else
			face->leaving = true; /* all that was typed is in the store already */
	}
}

/* --- what keys mean --- */

static void answer(struct face *face, int number)
{
	struct question question = face->question;

	face->asking = false;
	free(face->question_text);
	for (int i = 0; i < 4; i++)
		free(face->question_answers[i]);
	question.done(face, face_top(face), number, question.argument);
}

/* Esc stops a question or prompt in every map, for nothing begins with it there; so does what stops typing. */
static bool stops(const struct face *face, key_code key)
{
	enum action action = ACTION_NONE;

	return key == KEY_ESC_ ||
	       (keymap_find(&face->keymap, "typing", &key, 1, &action) == KEYMAP_FULL && action == ACTION_STOP_TYPING);
}

/* A question takes arrows, Tab, digits and Enter; Esc is the safe answer; letters do nothing. */
static void key_for_question(struct face *face, key_code key)
{
	int count = 0;

	while (count < 4 && face->question_answers[count])
		count++;
	if (key >= '1' && key < '1' + (key_code)count)
		answer(face, (int)(key - '0'));
	else if (stops(face, key))
		answer(face, 1);
	else if (key == KEY_ENTER_)
		answer(face, face->question_choice + 1);
	else if (key == KEY_RIGHT_ || key == KEY_DOWN_ || key == KEY_TAB_)
		face->question_choice = (face->question_choice + 1) % count;
	else if (key == KEY_LEFT_ || key == KEY_UP_ || key == KEY_SHIFT_TAB_)
		face->question_choice = (face->question_choice + count - 1) % count;
}

static void close_prompt(struct face *face, bool taken)
{
	struct prompt prompt = face->prompt;

	face->prompt = (struct prompt){ 0 };
	prompt.done(face, face_top(face), taken ? prompt.field.text.text : NULL);
	editor_release(&prompt.field);
	free(prompt.label);
}

static void key_for_prompt(struct face *face, key_code key)
{
	struct prompt *prompt = &face->prompt;
	enum action action = ACTION_NONE;
	enum editor_result result;
	enum keymap_match match = keymap_find(&face->keymap, "typing", &key, 1, &action);

	if (key == KEY_ENTER_ || stops(face, key)) {
		close_prompt(face, key == KEY_ENTER_);
		return;
	}
	if (match == KEYMAP_FULL)
		result = editor_act(&prompt->field, action, face->page.columns);
	else
		result = editor_type(&prompt->field, key);
	if (prompt->typed && (result == EDITOR_CHANGED || result == EDITOR_IGNORED))
		prompt->typed(face, face_top(face), prompt->field.text.text);
}

static void tell_typed(struct face *face, struct view *view)
{
	if (view->screen->typed)
		view->screen->typed(face, view);
}

/* Says what is worth no line among all that was said. */
static void say_lightly(struct face *face, const char *text)
{
	free(face->message);
	face->message = xstrdup(text);
}

static void say_no_use(struct face *face)
{
	say_lightly(face, _("This key does nothing here. ? shows what does."));
}

/* What a key means after those before it; while more may come, they are kept. */
static enum keymap_match press(struct face *face, const char *context, key_code key, enum action *action)
{
	enum keymap_match match;

	face->chord[face->chord_length++] = key;
	match = keymap_find(&face->keymap, context, face->chord, face->chord_length, action);
	if (match != KEYMAP_PREFIX)
		face->chord_length = 0;
	return match;
}

/* Letters type in a field; what the `typing` map names acts, first in the field, then in the screen. */
static void key_for_field(struct face *face, struct view *view, key_code key)
{
	enum action action = ACTION_NONE;
	enum editor_result result;
	bool is_alone = face->chord_length == 0;
	enum keymap_match match = press(face, "typing", key, &action);

	if (match == KEYMAP_NO_MATCH && !is_alone)
		say_no_use(face);
	else if (match == KEYMAP_NO_MATCH && editor_type(view->field, key) == EDITOR_CHANGED)
		tell_typed(face, view);
	if (match != KEYMAP_FULL)
		return;
	result = editor_act(view->field, action, view->field_width);
	if (result == EDITOR_CHANGED)
		tell_typed(face, view);
	else if (result == EDITOR_IGNORED)
		face_act(face, action);
}

static void key_for_command(struct face *face, struct view *view, key_code key, bool was_cancel)
{
	enum action action = ACTION_NONE;
	enum keymap_match match = press(face, view->screen->name, key, &action);

	face->cancelled = was_cancel && (match == KEYMAP_PREFIX || action == ACTION_CANCEL);
	if (match == KEYMAP_FULL)
		face_act(face, action);
	else if (match == KEYMAP_NO_MATCH)
		say_no_use(face);
}

static void end_paste(struct face *face)
{
	struct view *view = face_top(face);
	struct editor *field = face->prompt.open ? &face->prompt.field : view->field;
	size_t count = utf8_length(face->paste.text ? face->paste.text : "");

	face->pasting = false;
	if (!field || face->asking) {
		face_sayf(face, i18n_plural("%zu character was pasted, but not into a text. Nothing was done.",
		                            "%zu characters were pasted, but not into a text. Nothing was done.",
		                            (unsigned long)count), count);
	} else if (editor_paste(field, face->paste.text, face->paste.len) == EDITOR_CHANGED) {
		if (!face->prompt.open)
			tell_typed(face, view);
		else if (face->prompt.typed)
			face->prompt.typed(face, view, field->text.text);
	}
	str_clear(&face->paste);
}

static void key_while_pasting(struct face *face, key_code key)
{
	char bytes[4];

	if (key == KEY_PASTE_END)
		end_paste(face);
	else if (key == KEY_ENTER_)
		str_addc(&face->paste, '\n');
	else if (key == KEY_TAB_)
		str_addc(&face->paste, '\t');
	else if (key < KEY_NONE)
		str_addn(&face->paste, bytes, utf8_put(key, bytes));
}

/* The field that an Esc left which was no Esc, if it is still there to be typed in. */
static void type_again(struct face *face, struct editor *left)
{
	struct view *view = face_top(face);
	const char *model = view->model;

	if ((const char *)left >= model && (const char *)left < model + view->screen->size)
		view->field = left;
}

static void take_key(struct face *face, key_code key)
{
	struct view *view = face_top(face);
	bool was_cancel = face->cancelled;
	struct editor *left;

	if (face->pasting) {
		key_while_pasting(face, key);
		return;
	}
	key = slow_key_take(&face->slow, key, clock_monotonic_ms(), view->field, &left);
	if (left)
		type_again(face, left);
	if (key == KEY_NONE) {
		face->chord_length = 0; /* the Esc before it was none, nor the beginning of a chord */
		return;
	}
	free(face->message);
	face->message = NULL;
	face->cancelled = false;
	face->key = key;
	if (key == KEY_PASTE_START)
		face->pasting = true;
	else if (face->asking)
		key_for_question(face, key);
	else if (face->prompt.open)
		key_for_prompt(face, key);
	else if (view->field)
		key_for_field(face, view, key);
	else
		key_for_command(face, view, key, was_cancel);
}

/* --- actions of the program --- */

/* True if all that was typed in the views from one on is kept; else why not is said. */
static bool is_kept_from(struct face *face, int first)
{
	for (int i = first; i < face->view_count; i++)
		if (face->views[i].screen->keeps && !face->views[i].screen->keeps(face, &face->views[i]))
			return false;
	return true;
}

static void quit_answered(struct face *face, struct view *view, int number, int64_t argument)
{
	(void)view;
	(void)argument;
	face->leaving = number == 2;
}

static void ask_to_leave(struct face *face)
{
	struct question question = {
		.text = face->options.demo ? _("Leave the demo?") : _("Leave Twinline? All is kept."),
		.answers = { _("stay"), _("leave") }, .done = quit_answered,
	};

	if (!is_kept_from(face, 0))
		question.text = _("What you typed last is not kept. Leave?");
	face_ask(face, &question);
}

/* Out at once, unless that would lose something. */
static void quit(struct face *face)
{
	if (is_kept_from(face, 0))
		face->leaving = true;
	else
		ask_to_leave(face);
}

static void cancel(struct face *face)
{
	if (face->cancelled)
		ask_to_leave(face);
	else
		say_lightly(face, _("There is nothing to stop. The same key again asks whether to leave."));
	face->cancelled = true;
}

static void say_first_screen(struct face *face)
{
	char *quit = keymap_key(&face->keymap, face_top(face)->screen->name, ACTION_QUIT);
	char *text = xasprintf(_("This is the first screen; %s leaves Twinline."), quit);

	say_lightly(face, text);
	free(text);
	free(quit);
}

/*
 * Back from the last screen is out; but Esc throws nothing away, and on a slow line it may be half an arrow. The demo is gone
 * once it is left: one q too many must not cost it.
 */
static void go_back(struct face *face)
{
	if (face->view_count > 1)
		face_close(face);
	else if (face->key == KEY_ESC_)
		say_first_screen(face);
	else if (face->options.demo)
		ask_to_leave(face);
	else
		face_close(face);
}

/* A screen that is open already comes up; the views above it close. */
static void go_to_screen(struct face *face, const char *name)
{
	for (int i = 0; i < face->view_count; i++) {
		if (strcmp(face->views[i].screen->name, name) == 0) {
			while (face->view_count > i + 1 && is_kept_from(face, face->view_count - 1))
				face_close(face);
			return;
		}
	}
	face_open(face, name, 0);
}

/* Other scripts in Latin letters, or as they were written; kept for the next time. */
static void change_letters(struct face *face)
{
	struct err e = { 0 };

	words_set_latin(!words_are_latin());
	face_say(face, words_are_latin() ? _("Other scripts stand in Latin letters. t shows them as they were written.")
	                                 : _("All scripts stand as they were written."));
	if (store_set_fact(&face->store, "text-as", words_are_latin() ? "latin" : "original", &e) != 0)
		face_fail(face, &e);
}

static int let_go(struct store *s, void *context, struct err *e)
{
	(void)context;
	return outbox_let_go(s, e);
}

/* Now means now: what is held goes too. Without a sign-in there is nowhere to send to. */
static void send_now(struct face *face)
{
	if (access(face->options.paths->token, F_OK) != 0) {
		go_to_screen(face, actions[ACTION_SIGN_IN].name);
		return;
	}
	if (face_change(face, let_go, NULL) != 0)
		return;
	face_show_changes(face);
	face_say(face, _("Sending and fetching."));
	face_wake_engine(face, true);
}

static bool act_for_program(struct face *face, enum action action)
{
	switch (action) {
	case ACTION_INBOX:
	case ACTION_OUTBOX:
	case ACTION_SIGN_IN:
		go_to_screen(face, actions[action].name);
		return true;
	case ACTION_HELP:
		face_open(face, "help", 0);
		return true;
	case ACTION_PALETTE:
		palette_open(face);
		return true;
	case ACTION_UNDO:
		undo_do(face);
		return true;
	case ACTION_REDO:
		undo_redo(face);
		return true;
	case ACTION_TEXT_AS:
		change_letters(face);
		return true;
	case ACTION_SEND:
		send_now(face);
		return true;
	case ACTION_CANCEL:
		cancel(face);
		return true;
	case ACTION_REDRAW:
		terminal_redraw();
		return true;
	case ACTION_SUSPEND:
		terminal_suspend(_("Twinline waits. fg comes back."));
		resize(face);
		return true;
	case ACTION_QUIT:
		quit(face);
		return true;
	case ACTION_BACK:
		go_back(face);
		return true;
	default:
		return false;
	}
}

void face_act(struct face *face, enum action action)
{
	struct view *view = face_top(face);

	if (view->screen->act(face, view, action) == ACT_IGNORED && !act_for_program(face, action) && !view->field)
		say_no_use(face);
}

/* --- turning --- */

void face_draw(struct face *face)
{
	struct view *view = face_top(face);

	page_clear(&face->page);
	view->screen->draw(face, view, &face->page);
	palette_draw(face, &face->page);
	hints_draw(face, &face->page);
	terminal_show(&face->page);
}

static void read_engine(struct face *face)
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

/* Milliseconds until a held message becomes due and its word changes; -1: nothing is awaited. */
static int patience(struct face *face)
{
	int64_t due = outbox_next_due(&face->store), ms;

	ms = (due - clock_now()) * 1000;
	if (!due || ms <= 0)
		return -1; /* what is due is the engine's: it tells when it has gone */
	return ms > 60000 ? 60000 : (int)ms;
}

static void turn(struct face *face)
{
	struct pollfd fds[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = signal_pipe[0], .events = POLLIN },
		{ .fd = face->engine.fd, .events = POLLIN },
	};
	key_code key;

	if (poll(fds, ARRAY_SIZE(fds), patience(face)) < 0 && errno != EINTR)
		die("poll: %s", strerror(errno));
	read_signals(face);
	if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
		face->leaving = true; /* the terminal is gone: never spin on it */
		return;
	}
	if (fds[2].revents)
		read_engine(face);
	while (!face->leaving && face->view_count > 0 && (key = terminal_key()) != KEY_NONE)
		take_key(face, key);
	if (!face->leaving && face->view_count > 0)
		face_look_for_changes(face);
}

void face_loop(struct face *face)
{
	catch_signals();
	face_draw(face);
	face_wake_engine(face, false);
	while (!face->leaving && face->view_count > 0) {
		turn(face);
		if (!face->leaving && face->view_count > 0)
			face_draw(face);
	}
}
