/* What a line commands: a number opens, a letter acts (on a number: "r1"), a word is the name of a screen, of a line or of an action. */
#include <stdlib.h>
#include <string.h>

#include "layout.h"
#include "linear_state.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/fold.h"
#include "twinline/text/utf8.h"

enum { NUMBER_MOST = 1000000, WORD_LEAST = 2 /* letters of a screen's name */ };

/* A line taken apart: what stands before its number, and the number; -1: none. */
struct command { char *word; int number; };

int linear_digit(uint32_t point)
{
	static const uint32_t zeros[] = { '0', 0x660, 0x6f0 };

	for (size_t i = 0; i < ARRAY_SIZE(zeros); i++)
		if (point >= zeros[i] && point < zeros[i] + 10)
			return (int)(point - zeros[i]);
	return -1;
}

/* Where the digits at the end of text begin. */
static size_t digits_from(const char *text, size_t len)
{
	size_t from = len;

	for (size_t at = 0; at < len;) {
		uint32_t point;
		size_t step = utf8_next(text + at, len - at, &point);

		if (linear_digit(point) < 0)
			from = len;
		else if (from == len)
			from = at;
		at += step;
	}
	return from;
}

static int number_at(const char *text, size_t len)
{
	int number = 0;

	for (size_t at = 0; at < len && number < NUMBER_MOST;) {
		uint32_t point;

		at += utf8_next(text + at, len - at, &point);
		number = number * 10 + linear_digit(point);
	}
	return number;
}

static struct command take_apart(const char *line)
{
	size_t start = strspn(line, " "), end = strlen(line), from;
	struct command c = { .number = -1 };

	while (end > start && line[end - 1] == ' ')
		end--;
	from = digits_from(line + start, end - start);
	if (from < end - start)
		c.number = number_at(line + start + from, end - start - from);
	while (from > 0 && line[start + from - 1] == ' ') /* "r 1" */
		from--;
	c.word = xstrndup(line + start, from);
	return c;
}

/* --- letters --- */

static int keys_of(const char *word, key_code keys[KEYMAP_CHORD_MAX])
{
	size_t len = strlen(word), at = 0;
	int count = 0;

	for (; at < len && count < KEYMAP_CHORD_MAX; count++) {
		uint32_t point;

		at += utf8_next(word + at, len - at, &point);
		keys[count] = point;
	}
	return at < len ? 0 : count;
}

/* What letters mean here, by what they say or by the place of their keys; ACTION_NONE: nothing. */
static enum action action_of_letters(struct linear *l, const char *word)
{
	const char *context = face_top(l->face)->screen->name;
	key_code keys[KEYMAP_CHORD_MAX] = { 0 };
	enum action action = ACTION_NONE;
	int count = keys_of(word, keys);

	if (count == 0)
		return ACTION_NONE;
	if (keymap_find(&l->face->keymap, context, keys, count, &action) == KEYMAP_FULL)
		return action;
	for (int i = 0; i < count; i++)
		keys[i] = layout_command(keys[i]);
	return keymap_find(&l->face->keymap, context, keys, count, &action) == KEYMAP_FULL ? action : ACTION_NONE;
}

/* --- names --- */

static bool is_name(const char *name, const char *folded, bool whole)
{
	char *other = fold_copy(name);
	bool is = whole ? strcmp(other, folded) == 0 : starts_with(other, folded);

	free(other);
	return is;
}

static const char *title_of(enum action action)
{
	for (size_t i = 0; screens[i]; i++)
		if (strcmp(screens[i]->name, actions[action].name) == 0)
			return screens[i]->title;
	return NULL;
}

/* A screen by its name in the person's language, or in English; its beginning will do. */
static enum action screen_called(const char *folded, bool whole)
{
	for (int action = 1; action < ACTION_COUNT; action++) {
		const char *title = actions[action].group == GROUP_SCREENS ? title_of((enum action)action) : NULL;

		if (title && (is_name(_(title), folded, whole) || is_name(title, folded, whole) || is_name(actions[action].name, folded, whole)))
			return (enum action)action;
	}
	return ACTION_NONE;
}

/* By the whole name of a screen or of an action. */
static enum action action_named(const char *word)
{
	char *folded = fold_copy(word);
	enum action action = screen_called(folded, true);

	free(folded);
	return action != ACTION_NONE ? action : action_of(word);
}

/* By the beginning of a screen's name, or as the palette finds it. */
static enum action action_begun(const char *word)
{
	char *folded = fold_copy(word);
	enum action action = screen_called(folded, false);

	free(folded);
	return action != ACTION_NONE ? action : palette_match(word);
}

/* The part of a line from *at up to a colon or the end of a sentence, folded, yours; *at moves behind it. */
static char *next_part(const char *line, size_t *at)
{
	const char *start = line + *at, *stop = strstr(start, ". ");
	size_t len = strcspn(start, ":");
	char *part, *folded;

	if (stop && (size_t)(stop - start) < len)
		len = (size_t)(stop - start);
	*at += len + strspn(start + len, ":. ");
	while (len > 0 && start[len - 1] == ' ')
		len--;
	part = xstrndup(start, len);
	folded = fold_copy(part);
	free(part);
	return folded;
}

/* "Members: 4 teachers" is called "members", "active. Water diary. GR" by what stands behind its state. */
static bool is_called(const char *line, const char *folded)
{
	size_t at = 0;
	bool is = false;

	for (int part = 0; part < 2 && !is; part++) {
		char *name = next_part(line, &at);

		is = strcmp(name, folded) == 0;
		free(name);
	}
	return is;
}

/* The number of the one line that was said with this name; 0: none, or several. */
static int number_called(struct linear *l, const char *word)
{
	const struct strings *entries = &linear_list_of(l)->entries;
	char *folded = fold_copy(word);
	int number = 0, count = 0;

	for (size_t i = 0; i < entries->count; i++) {
		if (is_called(entries->at[i], folded)) {
			number = (int)i + 1;
			count++;
		}
	}
	free(folded);
	return count == 1 ? number : 0;
}

static bool is_word_for_more(const char *word)
{
	char *folded = fold_copy(word);
	bool is = is_name(_("more"), folded, true) || is_name("more", folded, true);

	free(folded);
	return is;
}

/* --- doing --- */

/* A view that looks for names by letters gets them, as if they were typed. */
static bool look_for_name(struct linear *l, const char *line)
{
	struct view *view = face_top(l->face);
	size_t len = strlen(line);
	bool found = len > 0 && view->screen->letter;

	for (size_t at = 0; found && at < len;) {
		uint32_t point;

		at += utf8_next(line + at, len - at, &point);
		found = view->screen->letter(l->face, view, point);
	}
	if (found)
		face_act(l->face, ACTION_OPEN);
	return found;
}

/* The cursor has gone somewhere: that line is said; where the view is another one now, all of it. */
static void say_where(struct linear *l, enum action action, const void *before)
{
	static const enum action others[] = { ACTION_VIEW, ACTION_ORDER, ACTION_TEXT_AS, ACTION_MARK_ALL, ACTION_REDRAW };

	linear_tell_news(l);
	if (linear_is_asking(l) || l->face->leaving)
		return;
	if (actions[action].group == GROUP_SCREENS && linear_list_of(l)->model) { /* it was open already */
		linear_say_view(l);
		return;
	}
	if (face_top(l->face)->model != before)
		return;
	if (action == ACTION_NEXT_WAITING || action == ACTION_PREVIOUS_WAITING || action == ACTION_FIND_NEXT || action == ACTION_FIND_PREVIOUS ||
	    action == ACTION_MOVE_DOWN || action == ACTION_MOVE_UP || action == ACTION_MOVE_FIRST || action == ACTION_MOVE_LAST)
		linear_say_cursor(l);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (others[i] == action)
			linear_say_view(l);
}

/* typed: its letters, or its name. */
static void act(struct linear *l, enum action action, const char *typed)
{
	const void *before = face_top(l->face)->model;

	if (action == ACTION_HELP) {
		linear_say_help(l);
	} else if (action == ACTION_PAGE_DOWN && linear_list_of(l)->more) {
		linear_say_more(l);
	} else {
		l->went_back = action == ACTION_BACK;
		(utf8_length(typed) < WORD_LEAST ? face_act : face_do)(l->face, action);
		if (l->face->view_count > 0)
			say_where(l, action, before);
	}
}

/* Enter on it; of a form one field is changed so. */
static void open_item(struct linear *l)
{
	const void *before = face_top(l->face)->model;

	face_act(l->face, ACTION_OPEN);
	l->is_one = l->face->view_count > 0 && face_top(l->face)->model == before && face_top(l->face)->field;
}

/* Opening a letter of a conversation that is not the open one is reading it; anything else is Enter on it. */
static void open_number(struct linear *l, int number)
{
	const struct view *view = face_top(l->face);
	struct linear_page before, after;
	bool is_read;

	linear_page_read(l, &before);
	is_read = linear_go_to(l, number);
	linear_page_read(l, &after);
	if (!is_read)
		linear_say_view(l);
	else if (view->screen->go_to_item && after.count != before.count)
		linear_say_changes(l, false);
	else
		open_item(l);
	linear_page_release(&before);
	linear_page_release(&after);
}

static void do_number(struct linear *l, int number)
{
	if (l->is_choosing && linear_choose(l, number))
		return;
	if (linear_is_more(l, number))
		linear_say_more(l);
	else
		open_number(l, number);
}

static void do_word(struct linear *l, const struct command *c)
{
	enum action action = action_of_letters(l, c->word);
	bool is_long = utf8_length(c->word) >= WORD_LEAST;
	int number;

	if (action == ACTION_NONE && is_word_for_more(c->word))
		action = ACTION_PAGE_DOWN;
	if (action == ACTION_NONE && is_long)
		action = action_named(c->word);
	number = action == ACTION_NONE && is_long && c->number < 0 ? number_called(l, c->word) : 0;
	if (number > 0) {
		open_number(l, number);
		return;
	}
	if (action == ACTION_NONE && is_long)
		action = action_begun(c->word);
	if (action == ACTION_NONE && !is_long)
		face_say_no_use(l->face);
	else if (action == ACTION_NONE)
		face_sayf(l->face, _("No action is called %s."), c->word);
	else if (c->number >= 0 && !linear_go_to(l, c->number))
		linear_say_view(l);
	else
		act(l, action, c->word);
}

/* ":2" is the key 2, ":put-away" an action by its name, whatever a number or a letter alone would be. */
static void do_named(struct linear *l, const char *name)
{
	enum action action = action_of_letters(l, name);

	if (!*name)
		action = ACTION_PALETTE;
	else if (utf8_length(name) >= WORD_LEAST && (action = action_named(name)) == ACTION_NONE)
		action = action_begun(name);
	if (action == ACTION_NONE)
		face_sayf(l->face, _("No action is called %s."), name);
	else
		act(l, action, name);
}

void linear_command(struct linear *l, const char *line)
{
	struct command c = take_apart(line);

	if (!*c.word && c.number < 0) {
		/* an empty line: what was said meanwhile is told */
	} else if (strcmp(c.word, ".") == 0 && c.number < 0) {
		l->is_choosing = false;
		linear_say_view(l);
	} else if (line[0] == ':') {
		do_named(l, line + 1 + strspn(line + 1, " "));
	} else if (!*c.word) {
		do_number(l, c.number);
	} else if (!look_for_name(l, line)) {
		do_word(l, &c);
	}
	free(c.word);
}
