/* A field: text being typed, with its cursor, by grapheme cluster. */
#include "editor.h"

#include <stdlib.h>
#include <string.h>

#include "editor_line.h"
#include "mirror.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/sanitise.h"
#include "twinline/text/utf8.h"
#include "twinline/text/wrap.h"

void editor_init(struct editor *f, const char *text, size_t max_characters, bool many_lines)
{
	*f = (struct editor){ .many_lines = many_lines, .max = max_characters, .goal_column = -1 };
	editor_set(f, text);
}

void editor_release(struct editor *f)
{
	if (f->secret && f->text.text)
		wipe(f->text.text, f->text.capacity);
	str_release(&f->text);
	f->at = 0;
}

void editor_set(struct editor *f, const char *text)
{
	str_clear(&f->text);
	str_add(&f->text, text ? text : "");
	bidi_strip(f->text.text); /* what is typed on has none of what only drawing needs */
	str_cut(&f->text, strlen(f->text.text));
	f->at = f->text.len;
	f->goal_column = -1;
	f->top = 0;
}

static enum editor_result insert(struct editor *f, const char *bytes, size_t len)
{
	if (f->max && utf8_length(f->text.text) + 1 > f->max)
		return EDITOR_IGNORED;
	str_insert(&f->text, f->at, bytes, len);
	f->at += len;
	f->goal_column = -1;
	return EDITOR_CHANGED;
}

enum editor_result editor_type(struct editor *f, key_code key)
{
	char bytes[4];
	size_t len;

	if (key == KEY_BACKSPACE_ || key == KEY_DELETE_) {
		size_t start = f->at, bytes_out;
		int cells;

		if (key == KEY_BACKSPACE_)
			start -= bytes_out = cells_cluster_before(f->text.text, f->at);
		else
			bytes_out = cells_cluster(f->text.text + f->at, f->text.len - f->at, &cells);
		if (!bytes_out)
			return EDITOR_IGNORED;
		str_delete(&f->text, start, bytes_out);
		f->at = start;
		f->goal_column = -1;
		return EDITOR_CHANGED;
	}
	if (key < ' ' || (key >= 0x7f && key < 0xa0) || key > 0x10ffff)
		return EDITOR_IGNORED;
	len = utf8_put(key, bytes);
	if (!sanitise_is_clean(bytes, len, SANITISE_LINE) && key != 0x200d && key != 0x200c)
		return EDITOR_IGNORED;
	return insert(f, bytes, len);
}

enum editor_result editor_paste(struct editor *f, const char *text, size_t len)
{
	struct str clean = { 0 };
	size_t fits;

	sanitise_kept(&clean, text, len, f->many_lines ? SANITISE_TEXT : SANITISE_LINE);
	fits = f->max ? utf8_first(clean.text, f->max - utf8_length(f->text.text)) : clean.len;
	str_insert(&f->text, f->at, clean.text, fits);
	f->at += fits;
	str_release(&clean);
	f->goal_column = -1;
	return fits > 0 ? EDITOR_CHANGED : EDITOR_IGNORED;
}

/* The place of the cursor among the wrapped lines. */
static size_t place(const struct editor *f, const struct wrap *w, int *column)
{
	size_t line = wrap_line_of(w, f->at);
	const struct wrap_line *l = &w->lines[line];
	size_t before = f->at > l->start ? f->at - l->start : 0;

	*column = cells_width_n(f->text.text + l->start, before);
	return line;
}

static enum editor_result move_to(struct editor *f, size_t at)
{
	if (at == f->at)
		return EDITOR_IGNORED;
	f->at = at;
	return EDITOR_MOVED;
}

/* Up or down by lines, keeping the column that the movement began with. */
static enum editor_result move_lines(struct editor *f, int by, int width)
{
	struct wrap w = { 0 };
	enum editor_result result = EDITOR_IGNORED;
	int column, used;
	size_t line;

	wrap_text(&w, f->text.text, f->text.len, width);
	line = place(f, &w, &column);
	if (f->goal_column < 0)
		f->goal_column = column;
	if ((by < 0 && line >= (size_t)-by) || (by > 0 && line + (size_t)by < w.count)) {
		const struct wrap_line *to = &w.lines[line + (size_t)by];

		result = move_to(f, to->start + cells_fit(f->text.text + to->start, to->len, f->goal_column, &used));
		if (result == EDITOR_IGNORED)
			result = EDITOR_MOVED;
	}
	wrap_release(&w);
	return result;
}

/* A line in its paragraph. */
static struct bidi_part paragraph_of(const struct editor *f, const struct wrap_line *line)
{
	const char *text = f->text.text, *newline = memchr(text + line->start, '\n', f->text.len - line->start);
	size_t start = line->start, end = newline ? (size_t)(newline - text) : f->text.len;

	while (start > 0 && text[start - 1] != '\n')
		start--;
	return (struct bidi_part){ text + start, end - start, line->start - start, line->len, !f->many_lines };
}

/* The line of the cursor: up to where the next one begins, with its paragraph. */
static struct bidi_part line_of_cursor(const struct editor *f, int width, bool *ends)
{
	struct wrap w = { 0 };
	struct bidi_part part;
	size_t line, next;
	int column;

	wrap_text(&w, f->text.text, f->text.len, f->many_lines ? width : 1 << 20);
	line = place(f, &w, &column);
	part = paragraph_of(f, &w.lines[line]);
	next = line + 1 < w.count ? w.lines[line + 1].start - (size_t)(part.paragraph - f->text.text) : part.paragraph_len;
	*ends = line + 1 == w.count || next > part.paragraph_len;
	part.len = (*ends ? part.paragraph_len : next) - part.start;
	wrap_release(&w);
	return part;
}

/* To what stands at the left or right, and beyond the ends of a line to the one before or after it. */
static enum editor_result move_aside(struct editor *f, bool to_right, int width)
{
	bool ends;
	struct bidi_part line = line_of_cursor(f, width, &ends);
	size_t start = (size_t)(line.paragraph - f->text.text) + line.start, at = f->at - start;
	int cells;

	if (f->secret) { /* shown as dots, which have no direction but the page's */
		bool is_next = to_right == (mirror_direction() == BIDI_LEFT_TO_RIGHT);

		return move_to(f, is_next ? f->at + cells_cluster(f->text.text + f->at, f->text.len - f->at, &cells)
		                          : f->at - cells_cluster_before(f->text.text, f->at));
	}
	switch (editor_line_move(&line, ends, to_right, &at)) {
	case EDITOR_BEFORE:
		return move_to(f, start - cells_cluster_before(f->text.text, start));
	case EDITOR_BEHIND:
		start += line.len;
		return move_to(f, ends ? start + cells_cluster(f->text.text + start, f->text.len - start, &cells) : start);
	default:
		return move_to(f, start + at);
	}
}

static size_t line_edge(const struct editor *f, int width, bool end)
{
	struct wrap w = { 0 };
	size_t at, line;
	int column;

	wrap_text(&w, f->text.text, f->text.len, f->many_lines ? width : 1 << 20);
	line = place(f, &w, &column);
	at = w.lines[line].start + (end ? w.lines[line].len : 0);
	wrap_release(&w);
	return at;
}

static enum editor_result delete_range(struct editor *f, size_t from, size_t to)
{
	if (from >= to)
		return EDITOR_IGNORED;
	str_delete(&f->text, from, to - from);
	f->at = from;
	f->goal_column = -1;
	return EDITOR_CHANGED;
}

enum editor_result editor_act(struct editor *f, enum action action, int width)
{
	if (action != ACTION_MOVE_UP && action != ACTION_MOVE_DOWN)
		f->goal_column = -1;
	switch (action) {
	case ACTION_MOVE_LEFT:
		return move_aside(f, false, width);
	case ACTION_MOVE_RIGHT:
		return move_aside(f, true, width);
	case ACTION_MOVE_UP:
		return f->many_lines ? move_lines(f, -1, width) : EDITOR_IGNORED;
	case ACTION_MOVE_DOWN:
		return f->many_lines ? move_lines(f, 1, width) : EDITOR_IGNORED;
	case ACTION_LINE_START:
		return move_to(f, line_edge(f, width, false));
	case ACTION_LINE_END:
		return move_to(f, line_edge(f, width, true));
	case ACTION_DELETE_BEFORE:
		return delete_range(f, line_edge(f, width, false), f->at);
	case ACTION_DELETE_AFTER:
		return delete_range(f, f->at, line_edge(f, width, true));
	case ACTION_OPEN:
		return f->many_lines ? insert(f, "\n", 1) : EDITOR_IGNORED;
	default:
		return EDITOR_IGNORED;
	}
}

int editor_rows(const struct editor *f, int width)
{
	struct wrap w = { 0 };
	int rows;

	if (!f->many_lines)
		return 1;
	wrap_text(&w, f->text.text, f->text.len, width);
	rows = (int)w.count;
	wrap_release(&w);
	return rows;
}

/* A field of one line slides, so that the cursor stays on it; a secret one shows a dot a cluster. */
static void draw_line(struct editor *f, struct page *p, int row, int column, int width, bool focused)
{
	struct str shown = { 0 };
	struct bidi_part line;
	size_t at = 0, start = 0;
	int cursor, cells, used;

	if (f->secret) {
		for (size_t i = 0, step; i < f->text.len; i += step) {
			step = cells_cluster(f->text.text + i, f->text.len - i, &cells);
			at += i < f->at;
			str_addc(&shown, '*');
		}
	} else {
		str_addn(&shown, f->text.text, f->text.len);
		at = f->at;
	}
	str_addn(&shown, "", 0);
	cursor = cells_width_n(shown.text, at);
	while (cursor >= width && start < at) {
		start += cells_cluster(shown.text + start, shown.len - start, &cells);
		cursor -= cells;
	}
	line = (struct bidi_part){ shown.text, shown.len, start, cells_fit(shown.text + start, shown.len - start, width, &used), true };
	editor_line_put(p, &(struct editor_cells){ row, column, width, true }, &line, focused ? (long)(at - start) : -1);
	if (f->secret)
		wipe(shown.text, shown.capacity);
	str_release(&shown);
}

void editor_draw(struct editor *f, struct page *p, int row, int column, int rows, int width, bool focused)
{
	struct wrap w = { 0 };
	int cursor_column, cursor_line;

	if (!f->many_lines) {
		draw_line(f, p, row, column, width, focused);
		return;
	}
	wrap_text(&w, f->text.text, f->text.len, width);
	cursor_line = (int)place(f, &w, &cursor_column);
	if (cursor_line < f->top)
		f->top = cursor_line;
	if (cursor_line >= f->top + rows)
		f->top = cursor_line - rows + 1;
	if (f->top > 0 && f->top + rows > (int)w.count)
		f->top = (int)w.count > rows ? (int)w.count - rows : 0;
	for (int i = 0; i < rows && f->top + i < (int)w.count; i++) {
		const struct wrap_line *l = &w.lines[f->top + i];
		struct bidi_part line = paragraph_of(f, l);

		editor_line_put(p, &(struct editor_cells){ row + i, column, width, false }, &line,
		                focused && f->top + i == cursor_line ? (long)(f->at - l->start) : -1);
	}
	wrap_release(&w);
}
