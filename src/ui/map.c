/*
 * The map of a search for partners: where those found are, in the shape of Europe, beside the list of countries. The counts are those
 * that the search has already. Enter looks for people of that country alone. What is said, and what is read from right to left, has the
 * list alone.
 */
#include <stdlib.h>
#include <string.h>

#include "map_shape.h"
#include "mirror.h"
#include "partners.h"
#include "profile.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"
#include "twinline/text/fold.h"
#include "words.h"

enum {
	INDENT = 2, LIST_CELLS = 27, CODE_CELLS = 2, COUNT_CELLS = 7,
	WEST = -250, EAST = 500, SOUTH = 300, NORTH = 715, /* the corners, tenths of degrees */
	DOT_COLUMNS = 2, DOT_ROWS = 4,                     /* of a cell of braille */
	MAP_ROWS_MOST = 40, MAP_CELLS_MOST = 160, NEAR = 2
};

struct mapped { const char *code; int64_t count; };

struct map {
	struct mapped *at; /* the most first */
	int count, selected, top, height;
};

/* What the map is drawn in: a byte of dots and a code a cell. */
struct canvas {
	int rows, cells;
	unsigned char dots[MAP_ROWS_MOST][MAP_CELLS_MOST];
	char letters[MAP_ROWS_MOST][MAP_CELLS_MOST]; /* 0: none */
};

/* --- counts --- */

static int by_count(const void *left, const void *right)
{
	const struct mapped *a = left, *b = right;

	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return strcmp(a->code, b->code);
}

static struct partners *partners_below(struct face *face, struct view **view)
{
	*view = face_view_below(face);
	return *view && (*view)->screen == &screen_partners ? (*view)->model : NULL;
}

static void read_counts(struct face *face, struct map *m)
{
	struct view *view;
	struct partners *p = partners_below(face, &view);
	struct json *counts = p ? partners_countries(p) : NULL;
	const char *before = m->selected < m->count ? m->at[m->selected].code : NULL;

	free(m->at);
	m->at = xcalloc(json_size(counts) + 1, sizeof *m->at);
	m->count = 0;
	for (const struct json *i = json_first(counts); i; i = json_next(i)) {
		const struct vocabulary_row *row = vocabulary_find(&vocabulary_countries, json_key(i));

		if (row && json_integer(i, 0) > 0)
			m->at[m->count++] = (struct mapped){ row->code, json_integer(i, 0) };
	}
	qsort(m->at, (size_t)m->count, sizeof *m->at, by_count);
	m->selected = 0;
	for (int i = 0; before && i < m->count; i++)
		if (text_equal(m->at[i].code, before))
			m->selected = i;
	json_free(counts);
}

/* --- the shape --- */

/* The dot that a point falls on; the column may lie outside. */
static void dot_of(const struct canvas *c, struct map_point p, int *column, int *row)
{
	*column = (p.east - WEST) * (c->cells * DOT_COLUMNS - 1) / (EAST - WEST);
	*row = (NORTH - p.north) * (c->rows * DOT_ROWS - 1) / (NORTH - SOUTH);
}

static void set_dot(struct canvas *c, int column, int row)
{
	static const unsigned char bits[DOT_ROWS][DOT_COLUMNS] = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

	if (column >= 0 && row >= 0 && column < c->cells * DOT_COLUMNS && row < c->rows * DOT_ROWS)
		c->dots[row / DOT_ROWS][column / DOT_COLUMNS] |= bits[row % DOT_ROWS][column % DOT_COLUMNS];
}

static void draw_line(struct canvas *c, struct map_point from, struct map_point to)
{
	int x0, y0, x1, y1, steps;

	dot_of(c, from, &x0, &y0);
	dot_of(c, to, &x1, &y1);
	steps = abs(x1 - x0) > abs(y1 - y0) ? abs(x1 - x0) : abs(y1 - y0);
	for (int i = 0; i <= steps; i++)
		set_dot(c, x0 + (steps ? (x1 - x0) * i / steps : 0), y0 + (steps ? (y1 - y0) * i / steps : 0));
}

static void draw_coasts(struct canvas *c)
{
	const struct map_point *p = map_coasts;

	while (p->north) {
		for (; p[1].north; p++)
			draw_line(c, p[0], p[1]);
		p += 2;
	}
}

/* --- the countries on it --- */

static bool is_free(const struct canvas *c, int row, int cell)
{
	if (row < 0 || row >= c->rows || cell < 0 || cell + CODE_CELLS > c->cells)
		return false;
	for (int i = cell > 0 ? cell - 1 : 0; i <= cell + CODE_CELLS && i < c->cells; i++)
		if (c->letters[row][i])
			return false;
	return true;
}

/* The code where the country is, or near by; where all is taken, the list has it alone. */
static void put_code(struct canvas *c, const struct map_country *country)
{
	static const struct { int row, cell; } near[] = {
		{ 0, 0 }, { 0, 1 }, { 0, -1 }, { 1, 0 }, { -1, 0 }, { 1, 1 }, { -1, -1 }, { 1, -1 }, { -1, 1 }, { 0, 2 }, { 0, -2 }, { 1, 2 },
		{ -1, -2 }, { 1, -2 }, { -1, 2 },
	};
	int column, row;

	dot_of(c, country->at, &column, &row);
	for (size_t i = 0; i < ARRAY_SIZE(near); i++) {
		int r = row / DOT_ROWS + near[i].row, cell = column / DOT_COLUMNS + near[i].cell;

		if (!is_free(c, r, cell))
			continue;
		memcpy(&c->letters[r][cell], country->code, CODE_CELLS);
		return;
	}
}

static const struct map_country *place_of(const char *code)
{
	for (const struct map_country *i = map_countries; i->code; i++)
		if (strcmp(i->code, code) == 0)
			return i;
	return NULL;
}

/* The one under the cursor first, so that it has its place. */
static void put_codes(struct canvas *c, const struct map *m)
{
	if (m->count && place_of(m->at[m->selected].code))
		put_code(c, place_of(m->at[m->selected].code));
	for (int i = 0; i < m->count; i++)
		if (i != m->selected && place_of(m->at[i].code))
			put_code(c, place_of(m->at[i].code));
}

/* --- drawing --- */

static void add_cell(struct str *line, const struct canvas *c, int row, int cell, bool braille)
{
	unsigned point = 0x2800u + c->dots[row][cell];

	if (c->letters[row][cell])
		str_addc(line, c->letters[row][cell]);
	else if (!c->dots[row][cell])
		str_addc(line, ' ');
	else if (!braille)
		str_addc(line, '.');
	else
		str_addf(line, "%c%c%c", (char)(0xe0 | point >> 12), (char)(0x80 | (point >> 6 & 0x3f)), (char)(0x80 | (point & 0x3f)));
}

static void draw_map(const struct map *m, struct page *p, int row, int column, struct canvas *c)
{
	bool braille = characters_show("\342\243\277");

	draw_coasts(c);
	put_codes(c, m);
	for (int r = 0; r < c->rows; r++) {
		struct str line = { 0 };

		for (int cell = 0; cell < c->cells; cell++)
			add_cell(&line, c, r, cell, braille);
		page_put(p, row + r, column, line.text);
		str_release(&line);
	}
}

/* "PL Poland     204". */
static char *country_line(struct face *face, const struct mapped *country, int cells)
{
	struct str line = { 0 }, count = { 0 };

	words_add_number(&count, country->count);
	str_addf(&line, "%s ", country->code);
	words_pad(&line, face, vocabulary_label(&vocabulary_countries, country->code), cells - CODE_CELLS - 1 - COUNT_CELLS);
	words_right(&line, count.text, COUNT_CELLS);
	str_release(&count);
	return str_detach(&line);
}

/* Lines of the list from a row on: as many as there is room for, so that the cursor's is among them. */
static void draw_list(struct face *face, struct map *m, struct page *p, int column, int row)
{
	m->height = p->rows - 1 - row > 0 ? p->rows - 1 - row : 1;
	if (m->selected < m->top)
		m->top = m->selected;
	if (m->selected >= m->top + m->height)
		m->top = m->selected - m->height + 1;
	for (int i = m->top; i < m->count && i < m->top + m->height; i++) {
		char *line = country_line(face, &m->at[i], LIST_CELLS - INDENT - 1);

		page_put(p, row + i - m->top, column + INDENT, line);
		page_item(p, row + i - m->top);
		free(line);
	}
	if (m->count)
		page_mark_at(p, row + m->selected - m->top, column);
	else
		page_cursor(p, 1, 0);
}

static bool has_map(const struct page *p)
{
	return !p->is_spoken && !p->is_accessible && mirror_direction() == BIDI_LEFT_TO_RIGHT && p->rows > 6 && p->columns >= LIST_CELLS;
}

static void draw_title(struct face *face, const struct map *m, struct page *p)
{
	struct str count = { 0 };
	char *right;
	int64_t all = 0;

	for (int i = 0; i < m->count; i++)
		all += m->at[i].count;
	words_add_number(&count, all);
	right = xasprintf(i18n_plural("%s found", "%s found", (unsigned long)all), count.text);
	words_title(face, p, _("Where they are"), right);
	free(right);
	str_release(&count);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct map *m = view->model;
	struct canvas *c = xcalloc(1, sizeof *c);
	bool narrow = page_is_narrow(p);

	draw_title(face, m, p);
	if (!m->count) {
		page_put(p, 1, 0, profile_or_newcomer(face, _("Nobody is found; the search says whom to look for.")));
		page_cursor(p, 1, 0);
	} else if (!has_map(p)) {
		draw_list(face, m, p, 0, 1);
	} else {
		c->rows = p->rows - 2 - (narrow ? 1 : 0);
		c->cells = narrow ? p->columns - 1 : p->columns - 1 - LIST_CELLS - 1;
		c->rows = c->rows < MAP_ROWS_MOST ? c->rows : MAP_ROWS_MOST;
		c->cells = c->cells < MAP_CELLS_MOST ? c->cells : MAP_CELLS_MOST;
		draw_map(m, p, 1, 0, c);
		draw_list(face, m, p, narrow ? 0 : p->columns - LIST_CELLS, narrow ? p->rows - 2 : 1);
	}
	free(c);
}

/* --- acting --- */

/* The country alone, and the portal is asked for its people. */
static enum outcome choose(struct face *face, const struct map *m)
{
	const char *code = m->count ? m->at[m->selected].code : NULL;
	struct view *view;

	if (!code || !partners_below(face, &view))
		return ACT_DONE;
	face_close(face);
	partners_only_country(face, view, code);
	return ACT_CLOSED;
}

static void go_to_done(struct face *face, struct view *view, const char *text)
{
	struct map *m = view->model;
	char *folded = fold_copy(text ? text : "");

	for (int i = 0; *folded && i < m->count; i++) {
		char *name = fold_copy(vocabulary_label(&vocabulary_countries, m->at[i].code));
		bool is = fold_matches(name, folded) || ascii_casecmp(m->at[i].code, text) == 0;

		free(name);
		if (is) {
			m->selected = i;
			free(folded);
			return;
		}
	}
	if (*folded)
		face_say(face, _("Nobody is found there."));
	free(folded);
}

static bool move(struct map *m, enum action action)
{
	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_NEXT_PART:
		m->selected++;
		break;
	case ACTION_MOVE_UP:
	case ACTION_PREVIOUS_PART:
		m->selected--;
		break;
	case ACTION_PAGE_DOWN:
		m->selected += m->height;
		break;
	case ACTION_PAGE_UP:
		m->selected -= m->height;
		break;
	case ACTION_MOVE_FIRST:
		m->selected = 0;
		break;
	case ACTION_MOVE_LAST:
		m->selected = m->count - 1;
		break;
	default:
		return false;
	}
	m->selected = m->selected >= m->count ? m->count - 1 : m->selected;
	m->selected = m->selected < 0 ? 0 : m->selected;
	return true;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct map *m = view->model;

	if (move(m, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		return choose(face, m);
	case ACTION_GO_TO:
	case ACTION_FIND:
		face_prompt(face, _("Country:"), "", NULL, go_to_done);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static void changed(struct face *face, struct view *view)
{
	read_counts(face, view->model);
}

/* It is of the people: where saved searches or contacts stand below it, those looked for last come there. */
static int open_map(struct face *face, struct view *view, int64_t argument)
{
	struct view *below;
	const struct partners *p = partners_below(face, &below);

	(void)argument;
	if (p && p->view != PARTNERS_PEOPLE)
		partners_show_view(face, below, PARTNERS_PEOPLE);
	read_counts(face, view->model);
	return 0;
}

static void close_map(struct face *face, struct view *view)
{
	struct map *m = view->model;

	(void)face;
	free(m->at);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("look for people of this country alone"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_GO_TO, N_("country"), N_("go to a country by its name or code"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_map = {
	.name = "map", .title = N_("Where they are"), .size = sizeof(struct map), .open = open_map, .draw = draw, .act = act, .changed = changed,
	.close = close_map, .offers = offers,
};
