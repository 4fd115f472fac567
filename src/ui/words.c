/* Parts of lines that several screens share. */
#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "mirror.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"
#include "twinline/text/wrap.h"

enum {
	TITLE_GAP = 2,
	TITLE_LEAST = 8,         /* cells of a title, without which nothing stands at its right */
	SIDES_LEAST = 30,        /* columns from which on a title always has its right side */
	WORDS_LEAST = 11,        /* cells that the state of the line has even beside a long title */
	BULLET_MAX = 5,          /* cells of "- ", "1. ", "12) " */
	BULLET_OVER = 1          /* cells that the rows of a list stand out over a text's, where there is room */
};

/* --- text of others --- */

static enum words_letters letters;

void words_set_letters(enum words_letters wanted)
{
	letters = wanted;
}

enum words_letters words_letters(void)
{
	return letters;
}

static bool spoken;

void words_set_spoken(bool wanted)
{
	spoken = wanted;
}

bool words_are_spoken(void)
{
	return spoken;
}

/* What is said needs no columns. */
static int room_for(int cells)
{
	return spoken ? PAGE_SPOKEN_COLUMNS : cells;
}

int words_text_cells(int room)
{
	return room < WORDS_TEXT_CELLS || spoken ? room : WORDS_TEXT_CELLS;
}

/* Text that is safe already, in the letters that are wanted. */
static char *lettered(char *safe_taken, const char *language, unsigned kept)
{
	struct str other = { 0 };

	if (letters == WORDS_ORIGINAL)
		return safe_taken;
	if (letters == WORDS_LATIN)
		latin_add_but(&other, safe_taken, language, kept);
	else
		latin_add_both(&other, safe_taken, language, kept);
	free(safe_taken);
	return str_detach(&other);
}

char *words_written(const char *text, enum sanitise_kind kind)
{
	return lettered(sanitise_copy(text, kind), NULL, latin_script_of(i18n_language()));
}

char *words_safe(const char *text, enum sanitise_kind kind)
{
	return words_safe_in(text, kind, NULL);
}

char *words_safe_in(const char *text, enum sanitise_kind kind, const char *language)
{
	/* What the terminal lacks is in Latin letters anyway. */
	unsigned kept = latin_script_of(i18n_language()) | (letters == WORDS_BOTH ? characters_lacking() : 0);
	char *safe = lettered(sanitise_copy(text, kind), language, kept), *fitted = characters_fit(safe, language);

	if (fitted) {
		free(safe);
		safe = fitted;
	}
	return kind == SANITISE_TEXT ? safe : bidi_isolated(safe, mirror_direction());
}

/* The same of one line; where lines are said, parts that it has already stay parted. */
static char *clean_line(const char *text)
{
	struct str line = { 0 };

	if (!spoken || !text)
		return words_safe(text, SANITISE_PARTS);
	for (str_add(&line, ""); *text;) {
		size_t len = strcspn(text, PAGE_PART PAGE_LABEL);
		char *part = xstrndup(text, len), *clean = words_safe(part, SANITISE_PARTS);

		str_add(&line, clean);
		text += len;
		if (*text)
			str_addc(&line, *text++);
		free(clean);
		free(part);
	}
	return str_detach(&line);
}

/* What was cut leaves no isolate open for what comes behind it. */
static void close_from(struct str *out, size_t start)
{
	if (out->len > start)
		bidi_close(out, out->text + start);
}

void words_add(struct str *out, struct face *face, const char *text, int cells)
{
	char *clean = clean_line(text);
	size_t start = out->len;

	cells_add_cut(out, clean, room_for(cells), face_is_ascii(face));
	close_from(out, start);
	free(clean);
}

static void pad(struct str *out, const char *clean, int cells, bool ascii)
{
	size_t start = out->len;
	int used = cells_add_cut(out, clean, cells, ascii);

	close_from(out, start);
	for (; used < cells; used++)
		str_addc(out, ' ');
}

void words_pad(struct str *out, struct face *face, const char *text, int cells)
{
	char *clean = clean_line(text);

	if (spoken)
		str_addf(out, "%s" PAGE_PART, clean);
	else
		pad(out, clean, cells, face_is_ascii(face));
	free(clean);
}

void words_label(struct str *out, struct face *face, const char *text, int cells)
{
	if (spoken)
		str_addf(out, "%s" PAGE_LABEL, text);
	else
		words_pad(out, face, text, cells);
}

/* Where the last whole word of text ends within its first len bytes; len if there is none in the second half. */
static size_t word_end(const char *text, size_t len)
{
	size_t end = len;

	if (text[len] == ' ' || text[len] == '\0')
		return len;
	while (end > len / 2 && text[end - 1] != ' ')
		end--;
	return end > len / 2 ? end : len;
}

void words_add_whole(struct str *out, struct face *face, const char *text, int cells)
{
	char *clean = clean_line(text);
	const char *mark = face_is_ascii(face) ? "..." : "…";
	int used;
	size_t start, len = strlen(clean), fits = cells_fit(clean, len, room_for(cells), &used);

	if (fits < len) {
		cells = room_for(cells);
		fits = word_end(clean, cells_fit(clean, len, cells - cells_width(mark), &used));
		while (fits > 0 && clean[fits - 1] == ' ')
			fits--;
	}
	start = out->len;
	str_addn(out, clean, fits);
	if (fits < len && cells >= cells_width(mark))
		str_add(out, mark);
	close_from(out, start);
	free(clean);
}

/* Where the last part of text ends that stands whole in so many cells; 0 where that is less than half of them. */
static size_t part_end(const char *text, int cells)
{
	const char *separator = _(", "), *at = text;
	size_t end = 0;

	while ((at = strstr(at, separator))) {
		int used = cells_width_n(text, (size_t)(at - text));

		if (used > cells)
			break;
		end = used >= cells / 2 ? (size_t)(at - text) : 0;
		at += strlen(separator);
	}
	return end;
}

void words_add_parts(struct str *out, struct face *face, const char *text, int cells)
{
	size_t end = spoken || cells_width(text) <= cells ? 0 : part_end(text, cells);
	char *whole = end ? xstrndup(text, end) : xstrdup(text);

	words_add_whole(out, face, whole, cells);
	free(whole);
}

void words_right(struct str *out, const char *text, int cells)
{
	if (spoken && out->len)
		str_add(out, PAGE_PART);
	for (int used = cells_width(text); used < cells && !spoken; used++)
		str_addc(out, ' ');
	str_add(out, text);
	if (spoken)
		str_add(out, PAGE_PART);
}

void words_part(struct str *out, const char *part)
{
	/* TRANSLATORS: between the parts of a line that stand beside each other, each complete in itself. */
	if (out->len && *part)
		str_add(out, _(", "));
	str_add(out, part);
}

void words_part_taken(struct str *out, char *part_taken)
{
	words_part(out, part_taken);
	free(part_taken);
}

/* --- titles --- */

int words_title_room(struct face *face, const struct page *p, const char *right)
{
	int room = p->columns - 1 - (*right ? cells_width(right) + TITLE_GAP : 0);

	return room - (face_is_demo(face) ? cells_width(_("demo")) + 1 : 0);
}

void words_put(struct face *face, struct page *p, int line, int column, const char *text)
{
	struct str cut = { 0 };

	words_add_whole(&cut, face, text, p->columns - 1 - column);
	page_put(p, line, column, cut.text ? cut.text : "");
	str_release(&cut);
}

void words_title(struct face *face, struct page *p, const char *left, const char *right)
{
	int room = words_title_room(face, p, right);
	struct str text = { 0 };

	if (room < TITLE_LEAST && room < cells_width(left)) { /* where one is matters more than since when the line is there */
		right = "";
		room = words_title_room(face, p, right);
	}
	if (face_is_demo(face))
		str_addf(&text, "%s ", _("demo"));
	words_add_parts(&text, face, left, room);
	page_put_styled(p, 0, 0, text.text, PAGE_TITLE);
	if (*right)
		page_put_right(p, 0, right);
	str_release(&text);
}

void words_title_line(struct face *face, struct page *p, const char *left)
{
	char *words = face_line_words(face);
	int room = words_title_room(face, p, "") - cells_width(left) - TITLE_GAP;
	struct str right = { 0 };

	if (cells_width(words) <= room || p->columns >= SIDES_LEAST) /* where there is room for one, it is the title's */
		words_add_whole(&right, face, words, room > WORDS_LEAST ? room : WORDS_LEAST);
	words_title(face, p, left, right.text ? right.text : "");
	str_release(&right);
	free(words);
}

char *words_place(struct face *face, bool narrow)
{
	struct view *below = face_view_below(face);
	struct list_place place;
	struct str at = { 0 }, of = { 0 };
	char *text;

	if (!below || !below->screen->place)
		return xstrdup("");
	place = below->screen->place(face, below);
	words_add_number(&at, place.at);
	words_add_number(&of, place.of);
	/* TRANSLATORS: a list and the place in it: Inbox 1 of 214. */
	text = narrow ? xasprintf("%s/%s", at.text, of.text) : xasprintf(_("%s %s of %s"), place.list, at.text, of.text);
	str_release(&at);
	str_release(&of);
	return text;
}

/* --- texts --- */

/* Bytes of the bullet of a list that text (len bytes) begins with, its spaces too; 0: none. ASCII, so bytes are cells. */
static size_t bullet(const char *text, size_t len)
{
	size_t at = 0, indent;

	while (at < len && text[at] == ' ')
		at++;
	indent = at;
	while (at < len && at < indent + 3 && text[at] >= '0' && text[at] <= '9')
		at++;
	if (at == indent && at + 2 < len && text[at] == '[' && text[at + 2] == ']') /* a step, done or not */
		at += 3;
	else if (at < len && (at > indent ? text[at] == '.' || text[at] == ')' : text[at] == '-' || text[at] == '*'))
		at++;
	else
		return 0;
	if (at >= len || text[at] != ' ' || at + 1 > indent + BULLET_MAX)
		return 0;
	return at + 1;
}

/* What a text is broken into. */
struct rows {
	int cells;
	void (*row)(void *context, int indent, const char *text, size_t len);
	void *context;
};

/* A paragraph that goes the other way than the layout begins at the other edge. */
static void add_row(const struct rows *rows, int indent, const struct bidi_part *part)
{
	enum bidi_direction around = mirror_direction();
	struct str line = { 0 }, text = { 0 };

	str_add(&line, "");
	if (bidi_add_line(&line, part, around) == around || spoken) {
		rows->row(rows->context, indent, line.text, line.len);
	} else {
		for (int i = cells_width(line.text); i < rows->cells - indent; i++)
			str_addc(&text, ' ');
		str_add(&text, line.text);
		rows->row(rows->context, 0, text.text, text.len);
	}
	str_release(&line);
	str_release(&text);
}

static void wrap_paragraph(const char *text, size_t len, const struct rows *rows)
{
	size_t hang = bullet(text, len);
	struct wrap w = { 0 };
	bool hangs = hang > 0 && (int)hang < rows->cells / 2;
	int over = rows->cells == WORDS_TEXT_CELLS && bidi_direction_of(text, len, mirror_direction()) == mirror_direction() ? BULLET_OVER : 0;
	struct bidi_part part = { .paragraph = text, .paragraph_len = len };

	if (hangs)
		wrap_text(&w, text + hang, len - hang, rows->cells - (int)hang + over);
	else
		wrap_text(&w, text, len, rows->cells);
	for (size_t i = 0; i < w.count; i++) {
		part.start = hangs && i > 0 ? hang + w.lines[i].start : w.lines[i].start;
		part.len = hangs && i == 0 ? hang + w.lines[i].len : w.lines[i].len;
		add_row(rows, hangs && i > 0 ? (int)hang : 0, &part);
	}
	wrap_release(&w);
}

static void wrap_paragraphs(const char *text, const struct rows *rows)
{
	while (true) {
		const char *end = strchr(text, '\n');

		wrap_paragraph(text, end ? (size_t)(end - text) : strlen(text), rows);
		if (!end)
			return;
		text = end + 1;
	}
}

void words_wrap(const char *text, int cells, void (*row)(void *context, int indent, const char *text, size_t len), void *context)
{
	wrap_paragraphs(text, &(struct rows){ cells, row, context });
}

struct put_rows { struct page *page; int row, column; };

static void put_row(void *context, int indent, const char *text, size_t len)
{
	struct put_rows *to = context;
	char *row = xstrndup(text, len);

	if (to->page && to->row < to->page->rows - 1)
		page_put(to->page, to->row, to->column + indent, row);
	to->row++;
	free(row);
}

int words_put_rows(struct page *p, int row, int column, int cells, const char *text)
{
	struct put_rows rows = { p, row, column };

	words_wrap(text, cells, put_row, &rows);
	return rows.row;
}

int words_check(struct face *face, struct err *e)
{
	return e->code == ERR_OK ? 0 : face_fail(face, e);
}
