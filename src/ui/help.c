/* Help: the keys that work on the screen below, most used first; Enter on a line does it. */
#include <stdlib.h>
#include <string.h>

#include "face_state.h"
#include "layout.h"
#include "mirror.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/fold.h"
#include "twinline/text/utf8.h"
#include "twinline/text/wrap.h"
#include "words.h"

enum { LINES_MAX = ACTION_COUNT };

struct help {
	const struct screen *about;
	struct { enum action action; const char *sentence; } lines[LINES_MAX];
	int count, selected, top;
};

static bool has_line(const struct help *h, enum action action)
{
	for (int i = 0; i < h->count; i++)
		if (h->lines[i].action == action)
			return true;
	return false;
}

static bool has_key(struct face *face, const struct help *h, enum action action)
{
	struct str keys = { 0 };
	bool has = keymap_keys(&face->keymap, h->about->name, mirror_action(action), 1, &keys);

	str_release(&keys);
	return has;
}

static void add_line(struct help *h, enum action action, const char *sentence)
{
	if (h->count < LINES_MAX && !has_line(h, action)) {
		h->lines[h->count].action = action;
		h->lines[h->count++].sentence = sentence ? sentence : actions[action].help;
	}
}

/* What the screen offers and what works everywhere: what has a key, or after that what only the palette has, and Enter here. */
static void add_lines(struct face *face, struct help *h, bool with_key)
{
	static const enum action common[] = {
		ACTION_MOVE_DOWN, ACTION_MOVE_UP, ACTION_PAGE_DOWN, ACTION_PAGE_UP, ACTION_MOVE_FIRST, ACTION_MOVE_LAST, ACTION_GO_TO,
		ACTION_HOME, ACTION_INBOX, ACTION_PARTNERS, ACTION_PROJECTS, ACTION_CALENDAR, ACTION_PROFILE, ACTION_SUPPORT, ACTION_OUTBOX,
		ACTION_PALETTE, ACTION_SEND, ACTION_UNDO, ACTION_REDO, ACTION_REDRAW, ACTION_SUSPEND, ACTION_BACK, ACTION_QUIT,
		ACTION_KEYBOARD, ACTION_SETTINGS, ACTION_LANGUAGE, ACTION_TOUR, ACTION_PAUSE_UNTIL, ACTION_PACKET, ACTION_SIGN_OUT, ACTION_SIGN_IN,
		ACTION_WELCOME,
	};

	for (const struct offer *o = h->about->offers; o && o->action != ACTION_NONE; o++)
		if (has_key(face, h, o->action) == with_key)
			add_line(h, o->action, o->help);
	for (size_t i = 0; i < ARRAY_SIZE(common); i++)
		if (has_key(face, h, common[i]) == with_key)
			add_line(h, common[i], NULL);
}

static int open_help(struct face *face, struct view *view, int64_t argument)
{
	struct help *h = view->model;
	struct view *below = face_view_below(face);

	(void)argument;
	if (!below || below->screen == view->screen) {
		face_say(face, _("These are the keys already."));
		return -1;
	}
	h->about = below->screen;
	add_lines(face, h, true);
	add_lines(face, h, false);
	return 0;
}

static int most_keys(const struct page *p)
{
	return page_is_narrow(p) ? 1 : 2;
}

/* The keys of a line; and what the layout in use types for the first of them that it has others for: "g 2" and "γ 2". */
static void add_keys(struct face *face, const struct help *h, int line, int most, struct str *keys)
{
	keymap_keys(&face->keymap, h->about->name, mirror_action(h->lines[line].action), most, keys);
}

static void add_letters(struct face *face, const struct help *h, int line, int most, struct str *out)
{
	for (int count = 1; count <= most && !out->len; count++) {
		struct str keys = { 0 };
		const char *last;

		add_keys(face, h, line, count, &keys);
		last = keys.len ? keys.text : "";
		for (const char *gap = last; (gap = strstr(gap, "  ")); )
			last = gap += 2;
		layout_letters(last, out);
		str_release(&keys);
	}
}

static int key_width(struct face *face, const struct help *h, int most)
{
	int width = 0;

	for (int i = 0; i < h->count; i++) {
		struct str keys = { 0 };

		add_keys(face, h, i, most, &keys);
		if (keys.len && cells_width(keys.text) > width)
			width = cells_width(keys.text);
		str_release(&keys);
	}
	return width;
}

/* The column of the sentences: after the keys, and after what the layout types for them. */
static int sentence_column(struct face *face, const struct help *h, const struct page *p, int width)
{
	int letters_width = 0;

	for (int i = 0; i < h->count; i++) {
		struct str letters = { 0 };

		add_letters(face, h, i, most_keys(p), &letters);
		if (letters.len && cells_width(letters.text) > letters_width)
			letters_width = cells_width(letters.text);
		str_release(&letters);
	}
	return 2 + width + (letters_width ? letters_width + (page_is_narrow(p) ? 1 : 3) : 0);
}

/* The last cell stays empty: some terminals go to the next line from there. */
static int sentence_cells(const struct page *p, int column)
{
	return p->columns - 1 - column;
}

/* Rows that a line needs: where a sentence is wider than its column, it goes on below. */
static int line_rows(const struct help *h, const struct page *p, int line, int column)
{
	const char *sentence = _(h->lines[line].sentence);
	struct wrap w = { 0 };
	int rows;

	wrap_text(&w, sentence, strlen(sentence), sentence_cells(p, column));
	rows = (int)w.count;
	wrap_release(&w);
	return rows;
}

static void draw_sentence(struct page *p, int row, int column, const char *sentence)
{
	struct wrap w = { 0 };

	wrap_text(&w, sentence, strlen(sentence), sentence_cells(p, column));
	for (size_t i = 0; i < w.count && row + (int)i <= page_body_rows(p); i++) {
		char *text = xstrndup(sentence + w.lines[i].start, w.lines[i].len);

		page_put(p, row + (int)i, column, text);
		free(text);
	}
	wrap_release(&w);
}

struct columns { int letters, sentences; };

static void draw_line(struct face *face, const struct help *h, struct page *p, int line, int row, struct columns columns)
{
	struct str keys = { 0 }, letters = { 0 };

	add_keys(face, h, line, most_keys(p), &keys);
	add_letters(face, h, line, most_keys(p), &letters);
	if (keys.len)
		page_label(p, row, 2, keys.text);
	if (letters.len)
		page_put(p, row, columns.letters, letters.text);
	draw_sentence(p, row, columns.sentences, _(h->lines[line].sentence));
	str_release(&letters);
	str_release(&keys);
}

/* Slides until the chosen line is on the page, whole. */
static void show_selected(struct help *h, const struct page *p, int column)
{
	int rows = 0;

	if (h->selected < h->top)
		h->top = h->selected;
	for (int line = h->top; line <= h->selected; line++)
		rows += line_rows(h, p, line, column);
	while (rows > page_body_rows(p) && h->top < h->selected)
		rows -= line_rows(h, p, h->top++, column);
}

/* "Keys in Inbox, Greek": with the keyboard, where it types other letters. */
static void draw_title(struct face *face, const struct help *h, struct page *p)
{
	char *find = keymap_key(&face->keymap, screen_help.name, ACTION_FIND), *keyboard = layout_label(layout_now());
	struct str about = { 0 };
	char *title;

	words_part(&about, _(h->about->title));
	if (layout_now()->lower || layout_now()->digits)
		words_part(&about, keyboard);
	title = xasprintf(_("Keys in %s. Press one, or Enter on its line; %s finds one."), about.text, find);
	if (cells_width(title) >= p->columns) {
		free(title);
		title = xasprintf(_("Keys in %s"), about.text);
	}
	page_put_styled(p, 0, 0, title, PAGE_TITLE);
	free(title);
	str_release(&about);
	free(keyboard);
	free(find);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct help *h = view->model;
	int rows = page_body_rows(p);
	int width = key_width(face, h, most_keys(p)) + (page_is_narrow(p) ? 1 : 2);
	struct columns columns = { .letters = 2 + width, .sentences = sentence_column(face, h, p, width) };

	draw_title(face, h, p);
	show_selected(h, p, columns.sentences);
	for (int line = h->top, row = 1; line < h->count && row <= rows; line++) {
		draw_line(face, h, p, line, row, columns);
		page_item(p, row);
		if (line == h->selected)
			page_mark(p, row);
		row += line_rows(h, p, line, columns.sentences);
	}
}

static void select_line(struct help *h, int to)
{
	h->selected = to < 0 ? 0 : to >= h->count ? h->count - 1 : to;
}

static void found(struct face *face, struct view *view, const char *text)
{
	struct help *h = view->model;
	char *query = fold_copy(text ? text : "");
	int match = -1;

	for (int i = 0; i < h->count && match < 0 && *query; i++) {
		char *sentence = fold_copy(_(h->lines[i].sentence));

		if (fold_matches(sentence, query))
			match = i;
		free(sentence);
	}
	free(query);
	if (match >= 0)
		h->selected = match;
	else if (text && *text)
		face_say(face, _("No key's sentence has these words."));
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct help *h = view->model;
	int page = page_body_rows(&face->page);
	enum action chosen;

	switch (action) {
	case ACTION_MOVE_DOWN:
		select_line(h, h->selected + 1);
		return ACT_DONE;
	case ACTION_MOVE_UP:
		select_line(h, h->selected - 1);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
		select_line(h, h->selected + page);
		return ACT_DONE;
	case ACTION_PAGE_UP:
		select_line(h, h->selected - page);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
		select_line(h, 0);
		return ACT_DONE;
	case ACTION_MOVE_LAST:
		select_line(h, h->count - 1);
		return ACT_DONE;
	case ACTION_FIND:
		face_prompt(face, _("Find:"), "", NULL, found);
		return ACT_DONE;
	case ACTION_HELP:
	case ACTION_BACK:
	case ACTION_PALETTE:
		face_close(face);
		if (action == ACTION_PALETTE)
			face_do(face, action);
		return ACT_CLOSED;
	default: /* a key of the screen below: close and do it there; Enter does the line's */
		chosen = action == ACTION_OPEN ? h->lines[h->selected].action : action;
		face_close(face);
		face_do(face, chosen);
		return ACT_CLOSED;
	}
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("does it"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_FIND, N_("find"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_help = {
	.name = "help", .title = N_("Keys"), .size = sizeof(struct help),
	.open = open_help, .draw = draw, .act = act, .offers = offers,
};
