/* What keys mean: answers to a question, text of a prompt or a field, a command. */
#include <stdlib.h>
#include <string.h>

#include "announce.h"
#include "face_state.h"
#include "layout.h"
#include "letter_files.h"
#include "mirror.h"
#include "tour.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "view.h"

enum { REPEAT_MAX = 999 };

void face_answer(struct face *face, int number)
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
	key_code next = mirror_direction() == BIDI_RIGHT_TO_LEFT ? KEY_LEFT_ : KEY_RIGHT_; /* the arrow that shows the next answer */
	int count = 0;

	while (count < 4 && face->question_answers[count])
		count++;
	if (key >= '1' && key < '1' + (key_code)count)
		face_answer(face, (int)(key - '0'));
	else if (stops(face, key))
		face_answer(face, 1);
	else if (key == KEY_ENTER_)
		face_answer(face, face->question_choice + 1);
	else if (key == next || key == KEY_DOWN_ || key == KEY_TAB_)
		face->question_choice = (face->question_choice + 1) % count;
	else if (key == KEY_LEFT_ || key == KEY_RIGHT_ || key == KEY_UP_ || key == KEY_SHIFT_TAB_)
		face->question_choice = (face->question_choice + count - 1) % count;
}

static void settle_prompt(struct face *face)
{
	struct prompt *prompt = &face->prompt;

	free(prompt->settled);
	prompt->settled = xstrdup(prompt->field.text.text);
	prompt->is_unsettled = false;
	if (prompt->typed)
		prompt->typed(face, face_top(face), prompt->field.text.text);
}

void face_settle(struct face *face)
{
	struct view *view = face_top(face);

	if (face->prompt.is_unsettled)
		settle_prompt(face);
	if (face->looks_later && view->field)
		view_typed(face, view);
	face->looks_later = false;
}

void face_prompt_changed(struct face *face)
{
	if (face->terminal->typing_ms > 0)
		face->prompt.is_unsettled = true;
	else
		settle_prompt(face);
}

void face_close_prompt(struct face *face, bool taken)
{
	struct prompt prompt;

	if (taken)
		face_settle(face);
	prompt = face->prompt;
	face->prompt = (struct prompt){ 0 };
	prompt.done(face, face_top(face), taken ? prompt.field.text.text : NULL);
	editor_release(&prompt.field);
	free(prompt.label);
	free(prompt.note);
	free(prompt.settled);
}

static void complete(struct face *face)
{
	struct prompt *prompt = &face->prompt;
	struct str note = { 0 };
	char *text = prompt->complete(prompt->field.text.text, &note);

	editor_set(&prompt->field, text);
	face_prompt_note(face, note.text);
	str_release(&note);
	free(text);
}

static void key_for_prompt(struct face *face, key_code key)
{
	struct prompt *prompt = &face->prompt;
	enum action action = ACTION_NONE;
	enum editor_result result;
	enum keymap_match match = keymap_find(&face->keymap, "typing", &key, 1, &action);

	face_prompt_note(face, NULL);
	if (key == KEY_TAB_ && prompt->complete) {
		complete(face);
		return;
	}
	if (key == KEY_ENTER_ || stops(face, key)) {
		face_close_prompt(face, key == KEY_ENTER_);
		return;
	}
	if (match == KEYMAP_FULL)
		result = editor_act(&prompt->field, action, face->page.columns);
	else
		result = editor_type(&prompt->field, key);
	if (result == EDITOR_CHANGED || result == EDITOR_IGNORED)
		face_prompt_changed(face);
}

void face_field_changed(struct face *face, struct view *view)
{
	if (view->screen->looks && face->terminal->typing_ms > 0)
		face->looks_later = true;
	else
		view_typed(face, view);
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

/* The same by the place of the key, where what it types means nothing. */
static enum keymap_match press_command(struct face *face, const char *context, key_code key, enum action *action)
{
	int before = face->chord_length;
	enum keymap_match match = press(face, context, key, action);

	if (match != KEYMAP_NO_MATCH || layout_command(key) == key)
		return match;
	face->chord_length = before;
	return press(face, context, layout_command(key), action);
}

static void act_in_field(struct face *face, struct view *view, enum action action)
{
	enum editor_result result = editor_act(view->field, action, view->field_width);

	if (result == EDITOR_CHANGED) {
		face_field_changed(face, view);
	} else if (result == EDITOR_IGNORED) {
		face_settle(face);
		face_act(face, mirror_action(action));
	}
}

/* Letters type in a field; what the `typing` map names acts, first in the field, then in the screen. */
static void key_for_field(struct face *face, struct view *view, key_code key)
{
	enum action action = ACTION_NONE;
	bool is_alone = face->chord_length == 0;
	enum keymap_match match = press(face, "typing", key, &action);

	if (match == KEYMAP_NO_MATCH && !is_alone)
		face_say_no_use(face);
	else if (match == KEYMAP_NO_MATCH && editor_type(view->field, key) == EDITOR_CHANGED)
		face_field_changed(face, view);
	if (match == KEYMAP_FULL)
		act_in_field(face, view, action);
}

static bool is_letter(key_code key)
{
	if (key >= 0x80)
		return key < KEY_NONE;
	return (key >= '0' && key <= '9') || ((key | 0x20) >= 'a' && (key | 0x20) <= 'z');
}

/* A digit before a move, where the keymap counts and the digit has no action: how often to do it. */
static bool counts(struct face *face, const struct view *view, key_code key)
{
	enum action action = ACTION_NONE;

	key = layout_command(key);
	if (!face->keymap.counts || face->chord_length > 0 || key < (face->repeat ? '0' : '1') || key > '9' ||
	    keymap_find(&face->keymap, view->screen->name, &key, 1, &action) != KEYMAP_NO_MATCH)
		return false;
	face->repeat = face->repeat * 10 + (int)(key - '0');
	if (face->repeat > REPEAT_MAX)
		face->repeat = REPEAT_MAX;
	return true;
}

/*
 * A move as often as was said before it, as long as it stays on the screen and has nothing to say; to the first or last line: to that of
 * the number; all else once.
 */
static void act_repeated(struct face *face, enum action action)
{
	const void *model = face_top(face)->model;
	int times = actions[action].group == GROUP_MOVING && action != ACTION_OPEN && action != ACTION_BACK ? face->repeat : 1;

	face->repeat = 0;
	if (times > 0 && (action == ACTION_MOVE_FIRST || action == ACTION_MOVE_LAST)) {
		face_go_to_line(face, times);
		return;
	}
	do {
		face_act(face, mirror_action(action));
	} while (--times > 0 && !face->leaving && face->view_count > 0 && face_top(face)->model == model && !face->message &&
	         !face_is_asking(face));
}

/* Where nothing else cancels, a control key that goes back first stops what runs: the C-g of Emacs. */
static bool stops_first(struct face *face, const struct view *view, enum action action, key_code key)
{
	struct str keys = { 0 };
	bool has_own = keymap_keys(&face->keymap, view->screen->name, ACTION_CANCEL, 1, &keys);

	str_release(&keys);
	return action == ACTION_BACK && key < ' ' && !has_own && letter_files_stop_last(face);
}

static void key_for_command(struct face *face, struct view *view, key_code key, bool was_cancel)
{
	enum action action = ACTION_NONE;
	enum keymap_match match;

	if (face->chord_length == 0 && view->screen->letter && is_letter(key) && view->screen->letter(face, view, key))
		return;
	if (counts(face, view, key))
		return;
	match = press_command(face, view->screen->name, key, &action);
	face->cancelled = was_cancel && (match == KEYMAP_PREFIX || action == ACTION_CANCEL);
	if (match == KEYMAP_FULL && stops_first(face, view, action, key))
		return;
	if (match == KEYMAP_FULL)
		act_repeated(face, action);
	else if (match == KEYMAP_NO_MATCH)
		face_say_no_use(face);
	if (match != KEYMAP_PREFIX)
		face->repeat = 0;
}

/*
 * Alt with a key is what a map binds to Esc and that key, else nothing: it must not leave a field or a screen and then do
 * what the letter does there.
 */
static void key_with_alt(struct face *face, struct view *view, key_code letter)
{
	const char *context = view->field || face->prompt.open ? "typing" : view->screen->name;
	enum action action = ACTION_NONE;
	enum keymap_match match = press(face, context, KEY_ESC_, &action);

	if (match == KEYMAP_PREFIX)
		match = press_command(face, context, letter, &action);
	else
		match = KEYMAP_NO_MATCH;
	if (match == KEYMAP_NO_MATCH || (match == KEYMAP_FULL && face->prompt.open))
		face_say_no_use(face);
	else if (match == KEYMAP_FULL && view->field)
		act_in_field(face, view, action);
	else if (match == KEYMAP_FULL)
		face_act(face, mirror_action(action));
}

/* What leaves the tour: the key that stops typing, Esc too where it begins no other key. */
static bool leaves(const struct face *face, const struct view *view, key_code key)
{
	enum action action = ACTION_NONE;

	return stops(face, key) && keymap_find(&face->keymap, view->screen->name, &key, 1, &action) != KEYMAP_PREFIX;
}

void face_take_key(struct face *face, key_code key)
{
	struct view *view = face_top(face);
	bool was_cancel = face->cancelled;

	if (face->pasting) {
		paste_take_key(face, key);
		return;
	}
	if (key == KEY_NO_ESC) {
		aside_take(face);
		return;
	}
	announce_next(face);
	face->is_title_due = true;
	face->cancelled = false;
	face->slid = face->slide;
	face->slide = 0;
	face->key = key;
	face->last_key = clock_now();
	if (key == KEY_ESC_)
		aside_put(face);
	else
		aside_drop(face);
	if (key == KEY_PASTE_START)
		face->pasting = true;
	else if (key == KEY_CLICK)
		mouse_click(face);
	else if (face->asking)
		key_for_question(face, layout_command(key));
	else if (key & KEY_ALT)
		key_with_alt(face, view, key & ~(key_code)KEY_ALT);
	else if (face->prompt.open)
		key_for_prompt(face, key);
	else if (view->field)
		key_for_field(face, view, key);
	else if (face->chord_length == 0 && leaves(face, view, key) && tour_leave(face))
		return;
	else
		key_for_command(face, view, key, was_cancel);
}
