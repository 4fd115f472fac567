/* The palette: any action or screen by its name; the screen above stays. */
#include <stdlib.h>
#include <string.h>

#include "face_state.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/fold.h"

enum { MATCHES_MAX = 8, MATCHES_NARROW = 5, KEY_COLUMN = 17 };

/* How well a name fits what was typed: its beginning, a word's beginning, its sentence; 0 not at all. */
static int fit(enum action action, const char *typed, const char *folded)
{
	const char *name = actions[action].name, *word = strchr(name, '-');
	char *sentence;
	int score = 0;

	if (starts_with(name, typed))
		return 4;
	for (; word; word = strchr(word + 1, '-'))
		if (starts_with(word + 1, typed))
			return 3;
	sentence = fold_copy(_(actions[action].help));
	if (fold_matches(sentence, folded))
		score = 1;
	free(sentence);
	return score;
}

/* The matches of what was typed, best first; among equals what one does before where one goes. */
static int find_matches(const char *typed, enum action matches[], int max)
{
	static const enum action_group order[] = { GROUP_DOING, GROUP_SCREENS, GROUP_MOVING, GROUP_PROGRAM };
	char *folded = fold_copy(typed);
	int count = 0;

	for (int score = 4; score > 0; score--)
		for (size_t group = 0; group < ARRAY_SIZE(order); group++)
			for (int action = 1; action < ACTION_COUNT && count < max; action++)
				if (actions[action].group == order[group] && fit((enum action)action, typed, folded) == score)
					matches[count++] = (enum action)action;
	free(folded);
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

	keymap_keys(&face->keymap, face_top(face)->screen->name, action, 1, &key);
	return str_detach(&key);
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
		page_put(p, first + i, 0, i == 0 ? ">" : " ");
		page_put(p, first + i, 2, actions[matches[i]].name);
		if (page_is_narrow(p)) {
			page_put(p, first + i, 3 + cells_width(actions[matches[i]].name), key);
		} else {
			page_put(p, first + i, key_column, key);
			page_put(p, first + i, sentence_column, _(actions[matches[i]].help));
		}
		free(key);
	}
}
