/* A line of a field in the order of its cells. */
#include "editor_line.h"

#include <stdlib.h>

#include "mirror.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"

/* Cells that so many bytes of a line take as the terminal shows them: letters that it lacks may take more. */
static int shown_cells(const char *text, size_t len)
{
	char *copy, *fitted;
	int cells;

	if (characters_are_all())
		return cells_width_n(text, len);
	copy = xstrndup(text, len);
	fitted = characters_fit(copy, i18n_language());
	cells = cells_width(fitted ? fitted : copy);
	free(fitted);
	free(copy);
	return cells;
}

/* The cursor behind the text has a cell of its own there: a space at the end that the direction of the paragraph has. */
void editor_line_put(struct page *p, const struct editor_cells *where, const struct bidi_part *line, long cursor)
{
	const char *text = line->paragraph + line->start;
	enum bidi_direction around = mirror_direction();
	int cells = shown_cells(text, line->len), before = cursor > 0 ? shown_cells(text, (size_t)cursor) : 0;
	int pad = where->keeps_edge ? 0 : where->width - 1 - cells;
	struct str shown = { 0 }, whole = { 0 };
	bool goes_back;

	str_add(&shown, "");
	goes_back = bidi_add_line(&shown, line, around) != around;
	if ((goes_back || (cursor >= 0 && before >= cells)) && cells < where->width && bidi_line_prefix(shown.text, shown.len))
		bidi_extend_line(&shown, " ");
	str_add(&whole, "");
	for (int i = 0; goes_back && i < pad; i++)
		str_addc(&whole, ' ');
	if (cursor >= 0)
		page_cursor(p, where->row, where->column + (int)whole.len + (before < where->width ? before : where->width));
	str_add(&whole, shown.text);
	page_put(p, where->row, where->column, whole.text);
	page_typed(p, where->row, where->column);
	str_release(&shown);
	str_release(&whole);
}

/* The places of a line from left to right. */
struct stops { size_t *at; size_t count; enum bidi_direction base; };

static void find_stops(struct stops *s, const struct bidi_part *line, bool ends)
{
	struct str text = { 0 };
	struct bidi_line laid;
	struct bidi_how how = { .base = bidi_add_line(&text, line, mirror_direction()) };
	size_t prefix;

	str_add(&text, "");
	prefix = bidi_line_prefix(text.text, text.len);
	bidi_lay(&laid, text.text, text.len, &how);
	*s = (struct stops){ .at = xcalloc(laid.count + 1, sizeof *s->at), .base = how.base };
	if (ends && how.base == BIDI_RIGHT_TO_LEFT)
		s->at[s->count++] = line->len;
	for (size_t i = 0; i < laid.count; i++)
		s->at[s->count++] = laid.glyphs[i].at - prefix;
	if (ends && how.base == BIDI_LEFT_TO_RIGHT)
		s->at[s->count++] = line->len;
	bidi_line_release(&laid);
	str_release(&text);
}

enum editor_way editor_line_move(const struct bidi_part *line, bool ends, bool to_right, size_t *at)
{
	struct stops s;
	size_t place = 0;
	enum editor_way way = EDITOR_WITHIN;

	find_stops(&s, line, ends);
	while (place < s.count && s.at[place] != *at)
		place++;
	if (place < s.count && (to_right ? place + 1 < s.count : place > 0))
		*at = s.at[to_right ? place + 1 : place - 1];
	else
		way = to_right == (s.base == BIDI_LEFT_TO_RIGHT) ? EDITOR_BEHIND : EDITOR_BEFORE;
	free(s.at);
	return way;
}
