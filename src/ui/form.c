/* Forms: the cursor's way through the rows, and how they stand on wide and narrow pages. */
#include "form.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, LABEL_GAP = 3, SECRET_ROOM = 1300 /* bytes */, WRAPPED_LEAST = 16 /* cells */ };

const struct offer form_offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_FINISH, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct offer form_typing[] = {
	{ ACTION_OPEN, N_("next field"), NULL, OFFER_WIDE, ACTION_NEXT_PART },
	{ ACTION_NEXT_PART, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_STOP_TYPING, N_("stop typing"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

void form_init(struct form *f, const struct form_row *rows, int count, size_t field_max)
{
	*f = (struct form){ .rows = rows, .count = count };
	for (int row = 0; row < count; row++)
		editor_init(&f->fields[row], "", field_max, false);
}

void form_secret(struct form *f, int row)
{
	struct str *text = &f->fields[row].text;

	f->fields[row].secret = true;
	for (int i = 0; i < SECRET_ROOM; i++)
		str_addc(text, ' ');
	str_clear(text);
}

void form_wipe(struct form *f, int row)
{
	struct str *text = &f->fields[row].text;

	if (text->text)
		wipe(text->text, text->capacity);
	editor_set(&f->fields[row], "");
}

void form_release(struct form *f)
{
	for (int row = 0; row < f->count; row++) {
		form_wipe(f, row);
		editor_release(&f->fields[row]);
	}
}

const char *form_text(const struct form *f, int row)
{
	return f->fields[row].text.text;
}

/* --- from row to row --- */

static bool is_shown(const struct form *f, int row)
{
	return !f->is_hidden[row] && !(f->is_narrow && (f->rows[row].flags & FORM_WIDE_ONLY));
}

static bool is_stop(const struct form *f, int row)
{
	return is_shown(f, row) && f->rows[row].kind != FORM_WORDS;
}

void form_go(struct form *f, struct view *view, int row, bool typing)
{
	f->at = row;
	view->field = typing && f->rows[row].kind == FORM_FIELD ? &f->fields[row] : NULL;
}

static void step(struct form *f, struct view *view, int by, bool typing)
{
	int row = f->at;

	do
		row = (row + by + f->count) % f->count;
	while (!is_stop(f, row));
	form_go(f, view, row, typing);
}

/* A page on or back, as far as there are rows; one line of the page before stays. */
static void turn_page(struct form *f, struct view *view, int by)
{
	int lines = 0, to = f->at;

	for (int row = f->at + by; row >= 0 && row < f->count && lines < f->room - 1; row += by) {
		lines += is_shown(f, row) ? f->heights[row] : 0;
		to = is_stop(f, row) ? row : to;
	}
	form_go(f, view, to, view->field != NULL);
}

/* The first below the cursor; below the last one there is none, and it is the first of all. */
static int first_action(const struct form *f)
{
	for (int i = 0; i < f->count; i++) {
		int row = (f->at + i) % f->count;

		if (is_shown(f, row) && f->rows[row].kind == FORM_ACTION)
			return row;
	}
	return f->at;
}

void form_go_to_empty(struct form *f, struct view *view)
{
	for (int row = 0; row < f->count; row++) {
		if (is_shown(f, row) && f->rows[row].kind == FORM_FIELD && !(f->rows[row].flags & FORM_OPTIONAL) && !*form_text(f, row)) {
			form_go(f, view, row, true);
			return;
		}
	}
	form_go(f, view, first_action(f), false);
}

static void go_to_end(struct form *f, struct view *view, int from, int by)
{
	f->at = from;
	step(f, view, by, false);
}

/* Enter: into a field, on from one, or what the row is for. */
static enum form_result open_row(struct form *f, struct view *view)
{
	if (f->rows[f->at].kind != FORM_FIELD)
		return FORM_CHOSEN;
	if (!view->field)
		form_go(f, view, f->at, true);
	else if (f->rows[f->at].flags & FORM_OPTIONAL)
		step(f, view, 1, true);
	else
		form_go_to_empty(f, view);
	return FORM_MOVED;
}

enum form_result form_act(struct form *f, struct view *view, enum action action)
{
	bool is_typing = view->field != NULL;

	switch (action) {
	case ACTION_OPEN:
		return open_row(f, view);
	case ACTION_PAGE_DOWN: /* Space, where there is something to choose */
		if (f->rows[f->at].kind == FORM_CHOICE)
			return FORM_CHOSEN;
		turn_page(f, view, 1);
		return FORM_MOVED;
	case ACTION_PAGE_UP:
		turn_page(f, view, -1);
		return FORM_MOVED;
	case ACTION_NEXT_PART:
	case ACTION_PREVIOUS_PART:
		step(f, view, action == ACTION_NEXT_PART ? 1 : -1, true);
		return FORM_MOVED;
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_UP:
		step(f, view, action == ACTION_MOVE_DOWN ? 1 : -1, is_typing);
		return FORM_MOVED;
	case ACTION_MOVE_FIRST:
		go_to_end(f, view, f->count - 1, 1);
		return FORM_MOVED;
	case ACTION_MOVE_LAST:
		go_to_end(f, view, 0, -1);
		return FORM_MOVED;
	case ACTION_FINISH:
		form_go(f, view, first_action(f), false);
		return FORM_MOVED;
	case ACTION_STOP_TYPING:
		form_go(f, view, f->at, false);
		return FORM_MOVED;
	default:
		return FORM_IGNORED;
	}
}

/* --- drawing --- */

static const char *label_of(const struct form *f, int row)
{
	const struct form_row *r = &f->rows[row];

	return _(f->is_narrow && r->shorter ? r->shorter : r->label);
}

/* Where what stands beside the label begins. */
static int column_of(const struct form *f, int row)
{
	int most = 0;

	if (f->is_narrow)
		return cells_width(label_of(f, row)) + (f->rows[row].flags & FORM_COLON ? 2 : *label_of(f, row) ? 1 : 0);
	for (int other = 0; other < f->count; other++)
		if (f->rows[other].group == f->rows[row].group && !(f->rows[other].flags & FORM_HEADING) && is_shown(f, other) &&
		    cells_width(label_of(f, other)) > most)
			most = cells_width(label_of(f, other));
	return INDENT + most + LABEL_GAP;
}

/* Where the words of a row begin: its own label's place, if it has none. */
static int words_column(const struct form *f, int row)
{
	return f->rows[row].kind != FORM_FIELD && !*label_of(f, row) ? (f->is_narrow ? 0 : INDENT) : column_of(f, row);
}

/* How many lines the words of a row need; a field is slid along in one, and beside a long label there is room for one. */
static int words_height(const struct form *f, const struct page *p, int row, const char *words)
{
	int cells = p->columns - 1 - words_column(f, row);
	int rows = 0;

	if (words && f->rows[row].kind != FORM_FIELD && cells >= WRAPPED_LEAST && cells_width(words) > cells)
		rows = words_put_rows(NULL, 0, 0, cells, words);
	return rows > 1 ? rows : 1;
}

/* What stands beside a label, drawn. */
static void draw_words(struct form *f, struct face *face, struct page *p, int at, int row, const char *words)
{
	int column = words_column(f, row), cells = p->columns - 1 - column;
	const char *text = words ? words : form_text(f, row);
	struct str cut = { 0 };

	if (*text && f->is_narrow && f->rows[row].flags & FORM_COLON)
		page_put(p, at, column - 2, ":");
	if (f->heights[row] > 1) {
		words_put_rows(p, at, column, cells, text);
	} else {
		words_add(&cut, face, text, cells);
		page_put(p, at, column, cut.text);
	}
	for (int line = 0; f->rows[row].flags & FORM_ALERT && line < f->heights[row]; line++)
		page_style_rest(p, at + line, column, PAGE_ALERT);
	str_release(&cut);
}

static void draw_row(struct form *f, struct face *face, struct view *view, struct page *p, int at, int row, const char *words)
{
	bool is_typed = view->field == &f->fields[row], is_bare = f->rows[row].kind == FORM_FIELD && f->fields[row].secret;

	page_label(p, at, f->is_narrow ? 0 : INDENT, label_of(f, row));
	if (f->rows[row].kind != FORM_WORDS)
		page_item(p, at);
	if (is_typed || is_bare) {
		int column = column_of(f, row), cells = p->columns - 1 - column;

		if (is_typed)
			view->field_width = cells;
		editor_draw(&f->fields[row], p, at, column, 1, cells, is_typed);
	} else {
		draw_words(f, face, p, at, row, words);
	}
	if (f->at == row && !view->field && f->is_narrow)
		page_cursor(p, at, 0);
	else if (f->at == row && !view->field)
		page_mark(p, at);
}

/* The line of each row from the first on, and how many there are. */
static int lay_out(const struct form *f, int lines[FORM_ROWS_MAX], bool gaps)
{
	int line = 0;

	for (int row = 0; row < f->count; row++) {
		if (!is_shown(f, row))
			continue;
		if (gaps && line > 0 && (f->rows[row].flags & FORM_GAP))
			line++;
		lines[row] = line;
		line += f->heights[row];
	}
	return line;
}

/* Words that are longer than a line have as many as they need, where there is room for all rows; else each has one. */
static void set_heights(struct form *f, const struct page *p, int room, char *const texts[FORM_ROWS_MAX])
{
	int lines[FORM_ROWS_MAX];

	for (int row = 0; row < f->count; row++)
		f->heights[row] = is_shown(f, row) ? words_height(f, p, row, texts[row]) : 1;
	if (lay_out(f, lines, false) > room)
		for (int row = 0; row < f->count; row++)
			f->heights[row] = 1;
}

int form_draw(struct form *f, struct face *face, struct view *view, struct page *p, int first, form_words *words)
{
	int lines[FORM_ROWS_MAX] = { 0 }, room = p->rows - 1 - first, count;
	char *texts[FORM_ROWS_MAX] = { 0 };

	room = room > f->below ? room - f->below : room;
	f->room = room;
	f->is_narrow = page_is_narrow(p);
	if (!is_stop(f, f->at))
		step(f, view, 1, view->field != NULL);
	for (int row = 0; row < f->count; row++)
		texts[row] = is_shown(f, row) ? words(face, view, row, f->is_narrow) : NULL;
	set_heights(f, p, room, texts);
	count = lay_out(f, lines, !f->is_narrow);
	if (count > room) /* the blank lines go first */
		count = lay_out(f, lines, false);
	if (lines[f->at] < f->top)
		f->top = lines[f->at];
	if (lines[f->at] >= f->top + room)
		f->top = lines[f->at] - room + 1;
	if (f->top > 0 && f->top > count - room)
		f->top = count > room ? count - room : 0;
	for (int row = 0; row < f->count; row++)
		if (is_shown(f, row) && lines[row] >= f->top && lines[row] < f->top + room)
			draw_row(f, face, view, p, first + lines[row] - f->top, row, texts[row]);
	for (int row = 0; row < f->count; row++)
		free(texts[row]);
	return first + (count < room ? count : room);
}
