/*
 * First run: the language, each by its own name, the country, and what the terminal shows. No letter is a command here: letters
 * look for a name.
 */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "layout.h"
#include "mirror.h"
#include "screens.h"
#include "terminal.h"
#include "twinline/base/catalogue.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"
#include "twinline/text/fold.h"
#include "twinline/text/utf8.h"
#include "words.h"

enum part { PART_LANGUAGE, PART_COUNTRY, PART_LINE, PART_COUNT };

enum {
	NAMES_MAX = 64, COLUMNS = 4, STRIDE = 19, INDENT = 2,
	NUMBER_CELLS = 4, WIDE_ROWS = 22,   /* from here on all the questions stand on one page */
	LINES = 3, LINE_NEITHER = 2
};

/* For who cannot read the language of the environment. */
static const char question_of_all[] = "Language? Dil? Γλώσσα; Język? Мова?";

/* Two lines of names as most of our terminals show them: with every letter, and in ASCII. */
static const char *const lines[LINES] = {
	"Ayşe Demir, Γιώργος, Олена, ნინო, Անի, Zażółć", "Ayse Demir, Giorgos, Olena, Nino, Ani, Zazolc", N_("neither"),
};

struct choice {
	const struct vocabulary_row *rows[NAMES_MAX];
	int count, at, top;
};

struct language {
	enum part part;
	struct choice languages, countries;
	bool is_reviewed[NAMES_MAX]; /* each of the languages */
	bool is_found;    /* the country is the environment's */
	bool is_country_said; /* by that, by the settings or here: nobody lives in the first of the list by saying nothing */
	int line;         /* the cursor's among the lines */
	bool is_line_said;
	struct str typed; /* of a name that is looked for */
};

/* --- what there is to choose from --- */

static int by_code(const void *a, const void *b)
{
	return strcmp((*(const struct vocabulary_row *const *)a)->code, (*(const struct vocabulary_row *const *)b)->code);
}

/* By their codes: nobody can look for a language by its name in one that they do not speak. */
static void fill_languages(struct choice *c)
{
	const struct vocabulary *v = &vocabulary_languages;

	for (size_t i = 0; i < v->count && c->count < NAMES_MAX; i++)
		if (v->rows[i].flags & LANGUAGE_INTERFACE)
			c->rows[c->count++] = &v->rows[i];
	qsort(c->rows, (size_t)c->count, sizeof *c->rows, by_code);
}

static void fill_countries(struct choice *c)
{
	const struct vocabulary_row **rows = vocabulary_in_order(&vocabulary_countries);

	for (size_t i = 0; i < vocabulary_countries.count && c->count < NAMES_MAX; i++)
		c->rows[c->count++] = rows[i];
	free(rows);
}

static bool choose(struct choice *c, const char *code)
{
	for (int i = 0; i < c->count; i++) {
		if (strcmp(c->rows[i]->code, code) == 0) {
			c->at = i;
			return true;
		}
	}
	return false;
}

static const char *code_of(const struct choice *c)
{
	return c->rows[c->at]->code;
}

static const char *country_label(const struct choice *c)
{
	return vocabulary_label(&vocabulary_countries, code_of(c));
}

/* True if a name that row goes by begins with what was typed, folded. */
static bool begins(const struct vocabulary_row *row, const struct vocabulary *v, const char *typed)
{
	const char *const names[] = { row->own ? row->own : "", vocabulary_label(v, row->code), row->label, row->code };
	bool fits = false;

	for (size_t i = 0; i < ARRAY_SIZE(names) && !fits; i++) {
		char *folded = fold_copy(names[i]);

		fits = starts_with(folded, typed);
		free(folded);
	}
	return fits;
}

/* The cursor goes to the first name that begins with what was typed; first of all by its own name. False: none does. */
static bool find(struct choice *c, const struct vocabulary *v, const char *typed)
{
	char *folded = fold_copy(typed);
	int found = -1;

	for (int i = 0; i < c->count && found < 0; i++) {
		char *own = fold_copy(c->rows[i]->own ? c->rows[i]->own : vocabulary_label(v, c->rows[i]->code));

		if (starts_with(own, folded))
			found = i;
		free(own);
	}
	for (int i = 0; i < c->count && found < 0; i++)
		if (begins(c->rows[i], v, folded))
			found = i;
	free(folded);
	if (found >= 0)
		c->at = found;
	return found >= 0;
}

static bool look_for(struct face *face, struct view *view, key_code key)
{
	struct language *l = view->model;
	bool is_country = l->part == PART_COUNTRY;
	struct choice *c = is_country ? &l->countries : &l->languages;
	const struct vocabulary *v = is_country ? &vocabulary_countries : &vocabulary_languages;
	char bytes[4];
	size_t len = utf8_put(key, bytes);

	if (key >= '1' && key < '1' + LINES) {
		l->part = PART_LINE;
		l->line = (int)(key - '1');
		l->is_line_said = true;
		return true;
	}
	if (l->part == PART_LINE)
		l->part = PART_LANGUAGE;
	str_addn(&l->typed, bytes, len);
	if (is_country) {
		l->is_found = false;
		l->is_country_said = true;
	}
	if (find(c, v, l->typed.text))
		return true;
	str_clear(&l->typed); /* another name begins */
	str_addn(&l->typed, bytes, len);
	if (!find(c, v, l->typed.text))
		face_sayf(face, _("No name here begins with %s."), l->typed.text);
	return true;
}

/* --- drawing --- */

/* A name in its own script after its code; country names stand alone. */
static void add_name(struct str *out, struct face *face, const struct choice *c, int i, int cells)
{
	const struct vocabulary_row *row = c->rows[i];
	char *text = row->own ? xasprintf("%s %s", row->code, row->own) : xstrdup(vocabulary_label(&vocabulary_countries, row->code));

	words_add(out, face, text, cells);
	free(text);
}

static void draw_columns(struct face *face, const struct language *l, struct page *p, int first)
{
	const struct choice *c = &l->languages;
	int rows = (c->count + COLUMNS - 1) / COLUMNS;

	for (int i = 0; i < c->count; i++) {
		int row = first + i % rows, column = i / rows * STRIDE;
		struct str name = { 0 };

		add_name(&name, face, c, i, STRIDE - INDENT - 1);
		page_put(p, row, column + INDENT, name.text);
		if (i == c->at && l->part == PART_LANGUAGE)
			page_mark_at(p, row, column);
		str_release(&name);
	}
}

/* One column; it goes round, so that the names beside the cursor's are always there. */
static void draw_column(struct face *face, struct language *l, struct page *p, int first)
{
	bool is_country = l->part == PART_COUNTRY;
	struct choice *c = is_country ? &l->countries : &l->languages;
	int rows = p->rows - 1 - first, place = (c->at - c->top + c->count) % c->count;

	if (rows > c->count)
		rows = c->count;
	if (p->is_spoken)
		c->top = 0;
	if (place >= rows) /* below the view, or just above it */
		c->top = (place == c->count - 1 ? c->at : c->at - rows + 1 + c->count) % c->count;
	for (int i = 0; i < rows; i++) {
		int at = (c->top + i) % c->count;
		struct str name = { 0 };

		add_name(&name, face, c, at, p->columns - 1 - INDENT);
		if (!is_country && at == c->at && !l->is_reviewed[at])
			words_part(&name, _("not reviewed"));
		page_put(p, first + i, INDENT, name.text);
		page_item(p, first + i);
		if (at == c->at)
			page_mark(p, first + i);
		str_release(&name);
	}
}

static void draw_lines(const struct language *l, struct page *p, int first)
{
	for (int i = 0; i < LINES && first + i < p->rows - 1; i++) {
		const char *line = i == LINE_NEITHER ? _(lines[i]) : lines[i];

		if (!p->is_spoken)
			page_putf(p, first + i, INDENT, "%d", i + 1);
		page_item(p, first + i);
		page_putf(p, first + i, INDENT + NUMBER_CELLS, l->is_line_said && i == l->line ? _("%s: this one") : "%s", line);
		if (l->part == PART_LINE && i == l->line)
			page_mark(p, first + i);
	}
}

static void draw_title(struct face *face, struct page *p)
{
	bool is_wanted = settings_yes(face_settings(face), SETTING_ACCESSIBLE);

	if (is_wanted)
		words_title(face, p, _("Twinline. Braille or speech: yes. Space: no."), "");
	else
		words_title(face, p, page_is_narrow(p) ? _("Twinline. Space: braille or speech.")
		                                       : _("Twinline. Press Space now for braille or speech."), "");
}

static void draw_country(const struct language *l, struct page *p, int row)
{
	int column = INDENT + cells_width(_("Country")) + 3;

	page_put(p, row, INDENT, _("Country"));
	if (!l->is_country_said)
		page_put(p, row, column, _("not chosen yet"));
	else
		page_putf(p, row, column, l->is_found ? _("%s, as this computer says") : "%s", country_label(&l->countries));
	if (l->part == PART_COUNTRY)
		page_mark(p, row);
}

/* In five languages, and in that of the environment how to answer; below it where one line has no room for both. */
static void draw_question(struct page *p)
{
	const char *how = _("Move to yours or type its name, then Enter.");
	int column = cells_width(question_of_all) + 1;
	bool has_room = column + cells_width(how) < p->columns;

	page_put(p, 1, 0, question_of_all);
	page_put(p, has_room ? 1 : 2, has_room ? column : 0, how);
}

static void draw_wide(struct face *face, struct language *l, struct page *p)
{
	int row = 3 + (l->languages.count + COLUMNS - 1) / COLUMNS;

	draw_question(p);
	draw_columns(face, l, p, 3);
	draw_country(l, p, row + 1);
	page_put(p, row + 3, INDENT, _("Which line reads right?"));
	draw_lines(l, p, row + 4);
	page_put(p, row + 8, INDENT, _("All of it can be changed later."));
	if (!l->is_reviewed[l->languages.at])
		page_put(p, row + 9, INDENT, _("No native speaker has reviewed this language yet."));
}

/* One question at a time; Tab brings the next. */
static void draw_narrow(struct face *face, struct language *l, struct page *p)
{
	static const char *const questions[PART_COUNT] = {
		[PART_LANGUAGE] = question_of_all, [PART_COUNTRY] = N_("Country?"),
		[PART_LINE] = N_("Which line reads right?"),
	};

	page_put(p, 1, 0, _(questions[l->part]));
	if (l->part == PART_LINE)
		draw_lines(l, p, 2);
	else
		draw_column(face, l, p, 2);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct language *l = view->model;

	draw_title(face, p);
	if (page_is_narrow(p) || p->rows < WIDE_ROWS || p->is_spoken)
		draw_narrow(face, l, p);
	else
		draw_wide(face, l, p);
}

/* --- acting --- */

static int keep(struct face *face, const struct language *l)
{
	bool is_ascii = l->line != 0;

	if (face_set(face, SETTING_LANGUAGE, code_of(&l->languages)) != 0)
		return -1;
	if (l->is_country_said && face_set(face, SETTING_COUNTRY, code_of(&l->countries)) != 0)
		return -1;
	if (!l->is_line_said)
		return 0;
	if (settings_has(face_settings(face), SETTING_CHARACTERS) &&
	    is_ascii == (settings_choice(face_settings(face), SETTING_CHARACTERS) == CHARACTERS_ASCII))
		return 0; /* a character set that is named stays */
	return face_set(face, SETTING_CHARACTERS, is_ascii ? "ascii" : "all");
}

/* Takes all three answers and goes on, in the language chosen; one that is not spoken yet is told in English. */
static void take(struct face *face, struct language *l)
{
	const struct vocabulary_row *chosen = l->languages.rows[l->languages.at];
	bool is_below = face_view_below(face) != NULL;

	if (l->part == PART_LINE)
		l->is_line_said = true;
	if (l->part == PART_COUNTRY)
		l->is_country_said = true;
	if (keep(face, l) != 0)
		return;
	i18n_init_in(chosen->code, settings_text(face_settings(face), SETTING_COUNTRY));
	if (is_below)
		face_close(face);
	else
		face_open(face, "welcome", 0);
	if (!is_below && layout_has_several() && !settings_has(face_settings(face), SETTING_LAYOUT))
		face_open(face, "keyboard", 0);
	if (!is_below && mirror_direction() == BIDI_RIGHT_TO_LEFT && !settings_has(face_settings(face), SETTING_BIDI))
		face_open(face, "direction", 0);
	if (strcmp(i18n_language(), chosen->code) != 0)
		face_sayf(face, _("Twinline does not speak %s yet; until it does, it speaks English."), chosen->own);
}

static void move(struct language *l, int by)
{
	struct choice *c = l->part == PART_COUNTRY ? &l->countries : &l->languages;

	str_clear(&l->typed);
	if (l->part == PART_LINE) {
		l->line = (l->line + by + LINES) % LINES;
		return;
	}
	c->at = ((c->at + by) % c->count + c->count) % c->count;
	if (l->part == PART_COUNTRY) {
		l->is_found = false;
		l->is_country_said = true;
	}
}

/* A braille display has 40 cells mostly; whoever has more, or hears the lines, sets it. */
static void change_accessible(struct face *face)
{
	bool is_wanted = !settings_yes(face_settings(face), SETTING_ACCESSIBLE);

	if (face_set(face, SETTING_ACCESSIBLE, is_wanted ? "yes" : "no") == 0)
		face_set(face, SETTING_LINE_WIDTH, is_wanted ? "40" : setting_rows[SETTING_LINE_WIDTH].otherwise);
}

/* How many names stand in a column: what a step along the line goes on by. */
static int column_rows(const struct language *l)
{
	return l->part == PART_LANGUAGE ? (l->languages.count + COLUMNS - 1) / COLUMNS : 1;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct language *l = view->model;

	switch (action) {
	case ACTION_OPEN:
		take(face, l);
		return ACT_CLOSED;
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_UP:
		move(l, action == ACTION_MOVE_DOWN ? 1 : -1);
		return ACT_DONE;
	case ACTION_MOVE_RIGHT:
	case ACTION_MOVE_LEFT:
		move(l, action == ACTION_MOVE_RIGHT ? column_rows(l) : -column_rows(l));
		return ACT_DONE;
	case ACTION_NEXT_PART:
	case ACTION_PREVIOUS_PART:
		l->part = (enum part)((int)(l->part + (action == ACTION_NEXT_PART ? 1 : PART_COUNT - 1)) % PART_COUNT);
		str_clear(&l->typed);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
		change_accessible(face);
		return ACT_DONE;
	case ACTION_BACK:
		if (face_view_below(face))
			return ACT_IGNORED;
		face_say(face, _("Ctrl-C twice leaves Twinline."));
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_language(struct face *face, struct view *view, int64_t argument)
{
	struct language *l = view->model;
	const struct settings *s = face_settings(face);
	bool is_set = settings_has(s, SETTING_COUNTRY);

	(void)argument;
	fill_languages(&l->languages);
	for (int i = 0; i < l->languages.count; i++)
		l->is_reviewed[i] = catalogue_is_reviewed(l->languages.rows[i]->code);
	fill_countries(&l->countries);
	if (!choose(&l->languages, settings_has(s, SETTING_LANGUAGE) ? settings_text(s, SETTING_LANGUAGE) : i18n_environment_language()))
		choose(&l->languages, i18n_language());
	l->is_found = choose(&l->countries, is_set ? settings_text(s, SETTING_COUNTRY) : i18n_environment_country()) && !is_set;
	l->is_country_said = is_set || l->is_found;
	l->languages.top = (l->languages.at - 2 + l->languages.count) % l->languages.count;
	l->countries.top = (l->countries.at - 2 + l->countries.count) % l->countries.count;
	l->is_line_said = settings_has(s, SETTING_CHARACTERS);
	l->line = settings_choice(s, SETTING_CHARACTERS) == CHARACTERS_ASCII;
	return 0;
}

static void close_language(struct face *face, struct view *view)
{
	struct language *l = view->model;

	(void)face;
	str_release(&l->typed);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("takes it"), N_("takes language, country and line, and goes on"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next question"), N_("next question: country, and which line reads right"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_PAGE_DOWN, NULL, N_("for braille or speech, or not"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_language = {
	.name = "language", .title = N_("Language"), .size = sizeof(struct language), .open = open_language, .draw = draw, .act = act,
	.letter = look_for, .close = close_language, .offers = offers,
};
