/* The last line: a message, a question, a prompt, or the keys that matter here with "? keys" last, never dropped. */
#include <stdlib.h>
#include <string.h>

#include "face_state.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"

static const char gap[] = "  ";

/* The hint of one offer, "r reply"; yours. */
static char *hint(struct face *face, const struct offer *offer)
{
	struct str key = { 0 };
	char *text;

	keymap_keys(&face->keymap, face_top(face)->screen->name, offer->action, 1, &key);
	text = key.len ? xasprintf("%s %s", key.text, _(offer->hint)) : xstrdup("");
	str_release(&key);
	return text;
}

static void draw_offers(struct face *face, struct page *p)
{
	static const struct offer help = { ACTION_HELP, N_("keys"), NULL, 1 };
	const struct offer *offers = face_top(face)->screen->offers;
	char *last = hint(face, &help);
	int room = p->columns - 1 - cells_width(last), column = 0, row = p->rows - 1;

	for (const struct offer *o = offers; o && o->action != ACTION_NONE; o++) {
		char *text = o->hint && (o->narrow || !page_is_narrow(p)) ? hint(face, o) : NULL;
		int width = text ? cells_width(text) : 0;

		if (width && column + width + (int)strlen(gap) <= room) {
			page_put(p, row, column, text);
			column += width + (int)strlen(gap);
		}
		free(text);
	}
	page_put(p, row, column, last);
	free(last);
}

static void draw_question(struct face *face, struct page *p)
{
	int column, row = p->rows - 1, cursor = 0;

	page_put(p, row, 0, face->question_text);
	column = cells_width(face->question_text) + 2;
	for (int i = 0; i < 4 && face->question_answers[i]; i++) {
		if (i == face->question_choice)
			cursor = column;
		page_putf(p, row, column, "%d %s", i + 1, face->question_answers[i]);
		column += 2 + cells_width(face->question_answers[i]) + 2;
	}
	page_cursor(p, row, cursor);
}

static void draw_prompt(struct face *face, struct page *p)
{
	int row = p->rows - 1, column = cells_width(face->prompt.label) + 1;

	page_put(p, row, 0, face->prompt.label);
	editor_draw(&face->prompt.field, p, row, column, 1, p->columns - column - 1, true);
}

void hints_draw(struct face *face, struct page *p)
{
	struct view *view = face_top(face);

	if (p->rows < 3 && !face->asking && !face->prompt.open && !face->message)
		return; /* smaller than 40x12: first the last line goes */
	str_clear(&p->lines[p->rows - 1]);
	if (face->asking)
		draw_question(face, p);
	else if (face->prompt.open)
		draw_prompt(face, p);
	else if (face->message)
		page_put(p, p->rows - 1, 0, face->message);
	else if (view->field && view->screen->typing_hint)
		page_put(p, p->rows - 1, 0, _(view->screen->typing_hint));
	else
		draw_offers(face, p);
}
