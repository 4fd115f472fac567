/*
 * First run in a language that goes from right to left: one sentence, ordered and joined by us or left to the terminal. Which of the lines
 * reads right says what this terminal does by itself; none but a reader can tell.
 */
#include <stdlib.h>

#include "face.h"
#include "mirror.h"
#include "screens.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "words.h"

enum { INDENT = 2, NUMBER_CELLS = 4, FIRST_ROW = 2 };

/* "Nothing is lost in Twinline": letters that join, a lam with its alef, a foreign name. */
static const char sentence[] = "لا يضيع شيء في Twinline.";

/* Settings that the terminals of this world need, those that do least by themselves first. */
static const struct way { const char *bidi, *shaping; } ways[] = {
	{ "program", "program" }, { "program", "terminal" }, { "terminal", "terminal" }, { "terminal", "program" },
};

struct direction { int line; };

static struct mirror mirror_by(const struct way *way)
{
	return (struct mirror){
		.layout = mirror_direction(), .shapes = text_equal(way->shaping, "program"), .terminal_orders = text_equal(way->bidi, "terminal"),
	};
}

/* A row as it is sent with these settings, whatever the settings are. */
static void draw_way(struct page *p, int row, int number, bool is_chosen)
{
	struct page one, sent = { 0 };
	struct mirror how = mirror_by(&ways[number]);
	const struct page *shown;

	page_init(&one, 1, p->columns);
	page_putf(&one, 0, INDENT, "%d", number + 1);
	page_put(&one, 0, INDENT + NUMBER_CELLS, sentence);
	if (is_chosen)
		page_mark(&one, 0);
	shown = mirror_page(&one, &how, &sent);
	page_put_shown(p, row, shown->lines[0].text);
	if (is_chosen)
		page_cursor(p, row, shown->cursor_column);
	page_release(&sent);
	page_release(&one);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	const struct direction *d = view->model;

	words_title(face, p, _("Which line reads right?"), "");
	for (int i = 0; i < (int)ARRAY_SIZE(ways) && FIRST_ROW + i < p->rows - 1; i++) {
		page_item(p, FIRST_ROW + i);
		if (p->is_spoken)
			page_put(p, FIRST_ROW + i, 0, sentence);
		else
			draw_way(p, FIRST_ROW + i, i, i == d->line);
	}
}

static void take(struct face *face, const struct direction *d)
{
	if (face_set(face, SETTING_BIDI, ways[d->line].bidi) == 0 && face_set(face, SETTING_ARABIC_SHAPING, ways[d->line].shaping) == 0)
		face_close(face);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct direction *d = view->model;
	int count = (int)ARRAY_SIZE(ways);

	switch (action) {
	case ACTION_OPEN:
		take(face, d);
		return ACT_CLOSED;
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_UP:
		d->line = (d->line + (action == ACTION_MOVE_DOWN ? 1 : count - 1)) % count;
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static bool choose(struct face *face, struct view *view, key_code key)
{
	struct direction *d = view->model;

	if (key < '1' || key >= '1' + ARRAY_SIZE(ways))
		return false;
	d->line = (int)(key - '1');
	take(face, d);
	return true;
}

static int open_direction(struct face *face, struct view *view, int64_t argument)
{
	struct direction *d = view->model;
	const struct settings *s = face_settings(face);

	(void)argument;
	for (int i = 0; i < (int)ARRAY_SIZE(ways); i++)
		if (text_equal(settings_text(s, SETTING_BIDI), ways[i].bidi) && text_equal(settings_text(s, SETTING_ARABIC_SHAPING), ways[i].shaping))
			d->line = i;
	return 0;
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("takes it"), N_("do what the line says, or change it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_direction = {
	.name = "direction", .title = N_("Which line reads right?"), .size = sizeof(struct direction), .open = open_direction, .draw = draw,
	.act = act, .letter = choose, .offers = offers,
};
