/* Going to a line of any screen by its number or by words of it, and to a screen by its name; by the moves that the screen has. */
#include <stdlib.h>
#include <string.h>

#include "face_state.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/fold.h"
#include "view.h"

enum { LINES_BY_STEPS = 500 };

void face_go_to_line(struct face *face, long line)
{
	const struct view *view = face_top(face);

	if (line > LINES_BY_STEPS) {
		face_act(face, ACTION_MOVE_LAST);
		return;
	}
	face_act(face, ACTION_MOVE_FIRST);
	while (--line > 0 && face_top(face) == view)
		face_act(face, ACTION_MOVE_DOWN);
}

/* What stands in the line of the cursor, folded; yours. */
static char *line_here(struct face *face)
{
	struct page page = { 0 };
	char *folded;

	page_init(&page, face->page.rows > 0 ? face->page.rows : 1, face->page.columns > 0 ? face->page.columns : 1);
	page.is_accessible = face->page.is_accessible;
	view_draw(face, face_top(face), &page);
	folded = fold_copy(page.lines[page.cursor_row].text ? page.lines[page.cursor_row].text : "");
	page_release(&page);
	return folded;
}

/* To the next line that has the words, round the end; the cursor is where it was if there is none. */
static bool go_to_words(struct face *face, const char *folded)
{
	char *first = line_here(face), *before = xstrdup(first);
	bool found = false, is_round = false;

	for (int i = 0; i < 2 * LINES_BY_STEPS && !found && !is_round; i++) {
		char *here;

		face_act(face, ACTION_MOVE_DOWN);
		here = line_here(face);
		if (strcmp(here, before) == 0) { /* the end */
			free(here);
			face_act(face, ACTION_MOVE_FIRST);
			here = line_here(face);
		}
		found = fold_matches(here, folded);
		is_round = strcmp(here, first) == 0;
		free(before);
		before = here;
	}
	free(before);
	free(first);
	return found;
}

static void typed(struct face *face, struct view *view, const char *text)
{
	char *end = NULL, *folded;
	long line = text ? strtol(text, &end, 10) : 0;
	enum action screen;

	(void)view;
	if (!text || !*text)
		return;
	if (line > 0 && !*end) {
		face_go_to_line(face, line);
		return;
	}
	folded = fold_copy(text);
	if (!go_to_words(face, folded)) {
		screen = palette_match(text);
		if (screen != ACTION_NONE && actions[screen].group == GROUP_SCREENS)
			face_do(face, screen);
		else
			face_say_lightly(face, _("Nothing has these words."));
	}
	free(folded);
}

void face_ask_where_to(struct face *face)
{
	face_prompt(face, _("Go to:"), "", NULL, typed);
}
