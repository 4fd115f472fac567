/* The palette: any action or screen by its name; the screen above stays. */
#include <stdlib.h>
#include <string.h>

#include "face_state.h"
#include "layout.h"
#include "mirror.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/fold.h"
#include "twinline/text/utf8.h"
#include "words.h"

enum { MATCHES_MAX = 8, MATCHES_NARROW = 5, KEY_COLUMN = 16 };

/* What was typed: as it is, folded, and as a keyboard of other letters would have had it in Latin ones. */
struct typed { const char *text; char *folded, *latin; };

/* How well a name fits: its beginning, a word's beginning; 0 not at all. */
static int fit_name(const char *name, const char *typed)
{
	const char *word = strchr(name, '-');

	if (starts_with(name, typed))
		return 4;
	for (; word; word = strchr(word + 1, '-'))
		if (starts_with(word + 1, typed))
			return 3;
	return 0;
}

/* How well a sentence fits: its beginning, words of it. */
static int fit_sentence(const char *sentence, const struct typed *typed)
{
	char *folded = fold_copy(sentence);
	int score = !fold_matches(folded, typed->folded) ? 0 : starts_with(folded, typed->folded) ? 2 : 1;

	free(folded);
	return score;
}

/* By its name, and by its sentence in the language of the screens and in English. */
static int fit(enum action action, const struct typed *typed)
{
	const char *sentence = actions[action].help;
	const int scores[] = {
		fit_name(actions[action].name, typed->text), fit_name(actions[action].name, typed->latin),
		fit_sentence(_(sentence), typed), fit_sentence(sentence, typed),
	};
	int best = 0;

	for (size_t i = 0; i < ARRAY_SIZE(scores); i++)
		if (scores[i] > best)
			best = scores[i];
	return best;
}

static char *by_place(const char *text)
{
	const char *end = text + strlen(text);
	struct str latin = { 0 };

	while (text < end) {
		uint32_t point;
		char bytes[4];

		text += utf8_next(text, (size_t)(end - text), &point);
		str_addn(&latin, bytes, utf8_put(layout_command(point), bytes));
	}
	return str_detach(&latin);
}

/* The matches of what was typed, best first; among equals what one does before where one goes. */
static int find_matches(const char *text, enum action matches[], int max)
{
	static const enum action_group order[] = { GROUP_DOING, GROUP_SCREENS, GROUP_MOVING, GROUP_PROGRAM };
	struct typed typed = { .text = text, .folded = fold_copy(text), .latin = by_place(text) };
	int scores[ACTION_COUNT], count = 0;

	for (int action = 1; action < ACTION_COUNT; action++)
		scores[action] = fit((enum action)action, &typed);
	for (int score = 4; score > 0; score--)
		for (size_t group = 0; group < ARRAY_SIZE(order); group++)
			for (int action = 1; action < ACTION_COUNT && count < max; action++)
				if (actions[action].group == order[group] && scores[action] == score)
					matches[count++] = (enum action)action;
	free(typed.folded);
	free(typed.latin);
	return count;
}

enum action palette_match(const char *typed)
{
	enum action best[1];

	return find_matches(typed, best, 1) == 1 ? best[0] : ACTION_NONE;
}

static void done(struct face *face, struct view *view, const char *text)
{
	enum action best;

	(void)view;
	if (!text || !*text)
		return;
	best = palette_match(text);
	if (best != ACTION_NONE)
		face_do(face, best);
	else
		face_sayf(face, _("No action is called %s."), text);
}

void palette_open(struct face *face)
{
	face_prompt(face, ":", "", NULL, done);
}

/* The key of an action on the screen above, "" if it has none; yours. */
static char *key_of(struct face *face, enum action action)
{
	struct str key = { 0 };

	keymap_keys(&face->keymap, face_top(face)->screen->name, mirror_action(action), 1, &key);
	return str_detach(&key);
}

/* What it does on the screen above, in that one's own sentence where it has one: c is "new message" and "found a project". */
static const char *sentence_of(struct face *face, enum action action)
{
	for (const struct offer *o = face_top(face)->screen->offers; o && o->action != ACTION_NONE; o++)
		if (o->action == action && o->help)
			return _(o->help);
	return _(actions[action].help);
}

/* The columns of keys and sentences, wide enough for these matches. */
static void lay_out(struct face *face, const enum action matches[], int count, int *key_column, int *sentence_column)
{
	int key_width = 1;

	*key_column = KEY_COLUMN;
	for (int i = 0; i < count; i++) {
		char *key = key_of(face, matches[i]);
		int name_width = cells_width(actions[matches[i]].name);

		if (name_width + 3 > *key_column)
			*key_column = name_width + 3;
		if (cells_width(key) > key_width)
			key_width = cells_width(key);
		free(key);
	}
	*sentence_column = *key_column + key_width + 2;
}

void palette_draw(struct face *face, struct page *p)
{
	enum action matches[MATCHES_MAX];
	int max = page_is_narrow(p) ? MATCHES_NARROW : MATCHES_MAX, count, first, key_column, sentence_column;

	if (!face->prompt.open || face->prompt.done != done)
		return;
	if (max > p->rows - 3)
		max = p->rows > 3 ? p->rows - 3 : 0;
	count = find_matches(face->prompt.settled, matches, max);
	lay_out(face, matches, count, &key_column, &sentence_column);
	first = p->rows - 1 - count;
	if (first > 0)
		page_clear_row(p, first - 1);
	for (int i = 0; i < count; i++) {
		char *key = key_of(face, matches[i]);

		page_clear_row(p, first + i);
		page_put(p, first + i, 0, i == 0 && !p->is_accessible ? ">" : " ");
		page_put(p, first + i, 2, actions[matches[i]].name);
		if (page_is_narrow(p)) {
			page_put(p, first + i, 3 + cells_width(actions[matches[i]].name), key);
		} else {
			page_put(p, first + i, key_column, key);
			words_put(face, p, first + i, sentence_column, sentence_of(face, matches[i]));
		}
		free(key);
	}
}
