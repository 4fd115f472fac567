/* The last line: a message, a question, a prompt, or the keys that matter here with "? keys" last, never dropped. */
#include <stdlib.h>
#include <string.h>

#include "announce.h"
#include "face_state.h"
#include "tour.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/wrap.h"
#include "view.h"

static const char gap[] = "  ";

/* The hint of one offer, "r reply", with its key in a context; "" if it has no key. Yours. */
static char *hint(struct face *face, const char *context, const struct offer *offer)
{
	struct str key = { 0 }, also = { 0 };
	char *keys, *text;

	keymap_keys(&face->keymap, context, offer->action, 1, &key);
	if (offer->also != ACTION_NONE)
		keymap_keys(&face->keymap, context, offer->also, 1, &also);
	/* TRANSLATORS: two keys that do the same. */
	keys = key.len && also.len ? xasprintf(_("%s or %s"), key.text, also.text) : xstrdup(key.text);
	text = key.len ? xasprintf("%s %s", keys, _(offer->hint)) : xstrdup("");
	free(keys);
	str_release(&key);
	str_release(&also);
	return text;
}

static bool has_place(const struct offer *offer, const struct page *p)
{
	return offer->where == OFFER_ALWAYS || (offer->where == OFFER_NARROW) == page_is_narrow(p);
}

/* Draws what of offers fits from column up to room; returns the column after them. */
static int draw_hints(struct face *face, struct page *p, const struct offer *offers, int column, int room)
{
	const struct view *view = face_top(face);
	const char *context = view->field ? "typing" : view->screen->name;

	for (const struct offer *o = offers; o && o->action != ACTION_NONE; o++) {
		char *text = o->hint && has_place(o, p) ? hint(face, context, o) : NULL;
		int width = text ? cells_width(text) : 0;

		if (width && column + width <= room) {
			page_put(p, p->rows - 1, column, text);
			column += width + (int)strlen(gap);
		}
		free(text);
	}
	return column;
}

static void draw_offers(struct face *face, struct page *p)
{
	static const struct offer help = { ACTION_HELP, N_("keys"), NULL, OFFER_ALWAYS, ACTION_NONE };
	const struct view *view = face_top(face);
	const struct screen *screen = view->screen;
	const struct offer *offers = screen->offers_now ? screen->offers_now(view) : screen->offers;
	char *last = hint(face, screen->name, &help);
	int room = p->columns - 1 - cells_width(last) - (int)strlen(gap);

	page_put(p, p->rows - 1, draw_hints(face, p, offers, 0, room), last);
	free(last);
}

static void draw_typing(struct face *face, struct page *p)
{
	int column = cells_width(_("Typing.")) + (int)strlen(gap);

	page_put(p, p->rows - 1, 0, _("Typing."));
	draw_hints(face, p, view_typing(face_top(face)), column, p->columns - 1);
}

/* Text over as many rows as it needs, the last of them at row, as far as the page has them. Returns the first. */
static int draw_up_from(struct page *p, int last, const char *text)
{
	struct wrap lines = { 0 };
	int most = p->rows > 3 ? p->rows - 2 : 1, count;

	wrap_text(&lines, text, strlen(text), p->columns - 1);
	count = lines.count < (size_t)most ? (int)lines.count : most;
	for (int i = 0; i < count && last >= count - 1; i++) {
		char *line = xstrndup(text + lines.lines[i].start, lines.lines[i].len);
		int row = last - count + 1 + i;

		page_clear_row(p, row);
		page_put(p, row, 0, line);
		free(line);
	}
	wrap_release(&lines);
	return last - count + 1;
}

static int answers_width(const struct face *face)
{
	int width = 0;

	for (int i = 0; i < 4 && face->question_answers[i]; i++)
		width += 2 + cells_width(face->question_answers[i]) + (int)strlen(gap);
	return width;
}

/* On one line, or where that is too narrow with the answers below the question. */
static void draw_question(struct face *face, struct page *p)
{
	int row = p->rows - 1, column = cells_width(face->question_text) + (int)strlen(gap), cursor = 0;

	if (column + answers_width(face) - (int)strlen(gap) > p->columns && row > 0) {
		draw_up_from(p, row - 1, face->question_text);
		column = 0;
	} else {
		page_put(p, row, 0, face->question_text);
	}
	for (int i = 0; i < 4 && face->question_answers[i]; i++) {
		if (i == face->question_choice)
			cursor = column;
		page_putf(p, row, column, "%d %s", i + 1, face->question_answers[i]);
		column += 2 + cells_width(face->question_answers[i]) + (int)strlen(gap);
	}
	page_cursor(p, row, cursor);
}

static void draw_prompt(struct face *face, struct page *p)
{
	int row = p->rows - 1, column = cells_width(face->prompt.label) + 1;

	if (face->prompt.note && row > 0)
		draw_up_from(p, row - 1, face->prompt.note);
	page_put(p, row, 0, face->prompt.label);
	editor_draw(&face->prompt.field, p, row, column, 1, p->columns - column - 1, true);
}

/* What is said takes as many rows from below as it needs, until the next key; for braille and speech the cursor goes there. */
static void draw_message(struct page *p, const char *text, bool fails, bool at_cursor)
{
	int first = draw_up_from(p, p->rows - 1, text);

	for (int row = first; fails && row < p->rows; row++)
		page_style_rest(p, row, 0, PAGE_ALERT);
	if (at_cursor)
		page_cursor(p, first, 0);
}

static void draw_keys(struct face *face, struct page *p)
{
	page_clear_row(p, p->rows - 1);
	char *tour = face_top(face)->field ? NULL : tour_text(face);

	if (tour)
		draw_up_from(p, p->rows - 1, tour);
	else if (face_top(face)->field)
		draw_typing(face, p);
	else
		draw_offers(face, p);
	free(tour);
}

void hints_draw(struct face *face, struct page *p)
{
	bool says = face->asking || face->prompt.open || face->message;
	int below = announce_rows(face);

	if (p->rows < 3 && !says)
		return; /* smaller than 40x12: first the last line goes */
	p->rows -= below;
	if (below || !says)
		draw_keys(face, p);
	p->rows += below;
	if (!says)
		return;
	page_clear_row(p, p->rows - 1);
	if (face->asking)
		draw_question(face, p);
	else if (face->prompt.open)
		draw_prompt(face, p);
	else
		draw_message(p, face->message, face->message_fails, face_is_accessible(face));
}
