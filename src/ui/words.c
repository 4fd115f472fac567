/* Parts of lines that several screens share. */
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mirror.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/plan.h"
#include "twinline/text/cells.h"
#include "twinline/text/characters.h"
#include "twinline/text/datetime.h"
#include "twinline/text/wrap.h"

enum {
	TITLE_GAP = 2,
	SIDES_LEAST = 30,        /* columns from which on a title always has its right side */
	WORDS_LEAST = 11,        /* cells that the state of the line has even beside a long title */
	NAME_CELLS = 12,         /* longer names are shortened in narrow lines */
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

void words_title(struct face *face, struct page *p, const char *left, const char *right)
{
	struct str text = { 0 };

	if (face_is_demo(face))
		str_addf(&text, "%s ", _("demo"));
	words_add_whole(&text, face, left, words_title_room(face, p, right));
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

/* --- names and numbers --- */

char *words_short_name(const char *name, const char *country)
{
	char *clean = sanitise_copy(name, SANITISE_LINE), *last = strrchr(clean, ' '), *text;
	int cells;

	if (cells_width(clean) > NAME_CELLS && last && last[1]) {
		size_t initial = cells_cluster(last + 1, strlen(last + 1), &cells);
		char *shorter = xasprintf("%.*s.", (int)(last + 1 - clean + (ptrdiff_t)initial), clean);

		free(clean);
		clean = shorter;
	}
	text = words_safe_in(clean, SANITISE_LINE, latin_language(NULL, country));
	free(clean);
	return text;
}

char *words_person(const struct party *person)
{
	const char *country = person->country ? person->country : "";
	char *text, *clean;

	if (!person->name || !*person->name)
		return words_safe(person->id, SANITISE_LINE);
	text = xasprintf(*country ? "%s %s" : "%s%s", person->name, country);
	clean = words_safe_in(text, SANITISE_LINE, latin_language(NULL, country));
	free(text);
	return clean;
}

char *words_hidden(const char *reason)
{
	if (!reason)
		return NULL;
	/* TRANSLATORS: said of something that is hidden from others; %s is why: "mass mail or advertising". */
	return xasprintf(_("by the support organisation: %s; others do not see it"), vocabulary_label(&vocabulary_report_reasons, reason));
}

char *words_with_hidden(const char *reason, char *text_taken)
{
	char *hidden = words_hidden(reason), *text;

	if (!hidden)
		return text_taken;
	text = xasprintf("%s: %s\n\n%s", _("Hidden"), hidden, text_taken);
	free(hidden);
	free(text_taken);
	return text;
}

char *words_short_time(int64_t when)
{
	struct str text = { 0 };

	datetime_add_short(&text, when, clock_now());
	return str_detach(&text);
}

void words_add_number(struct str *out, int64_t number)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%lld", (long long)number);

	for (int i = 0; i < len; i++) {
		/* TRANSLATORS: between the thousands of a number. */
		if (i > 0 && (len - i) % 3 == 0 && digits[i - 1] != '-')
			str_add(out, i18n_text_in("thousands", ","));
		str_addc(out, digits[i]);
	}
}

/* Behind a unit in Latin letters the next number would be taken for its neighbour. */
void words_add_size(struct str *out, int64_t bytes)
{
	struct str size = { 0 };

	datetime_add_size(&size, bytes);
	bidi_add_isolated(out, size.text, mirror_direction());
	str_release(&size);
}

void words_add_price(struct str *size, struct str *time, struct price price)
{
	words_add_size(size, price.bytes);
	datetime_add_duration(time, price.seconds);
}

void words_add_measured(struct str *out, struct price price)
{
	struct str time = { 0 };

	words_add_size(out, price.bytes);
	if (price.is_measured) {
		datetime_add_duration(&time, price.seconds);
		words_part(out, time.text);
	}
	str_release(&time);
}

static char *goes_out(struct face *face)
{
	struct str when = { 0 };
	struct plan plan;
	char *rest, *text;

	plan_read(&plan, face_store(face), face_settings(face));
	rest = plan_rest_words(plan.mail, plan.mail_until);
	datetime_add_time(&when, clock_now() + face_store(face)->hold);
	if (rest)
		/* TRANSLATORS: why it does not go by itself: "not before 19:00". */
		text = xasprintf(_("It waits: %s. s sends it, u takes it back."), rest);
	else
		text = xasprintf(_("Goes out at %s. u takes it back."), when.text);
	str_release(&when);
	free(rest);
	return text;
}

void words_say_goes_out(struct face *face, const char *before)
{
	char *goes = goes_out(face);

	if (before)
		/* TRANSLATORS: two sentences: what was done, and when it goes out. */
		face_sayf(face, _("%s %s"), before, goes);
	else
		face_say(face, goes);
	free(goes);
}

char *words_computer(struct face *face, bool shorter)
{
	bool is_shared = settings_yes(face_settings(face), SETTING_SHARED);

	if (shorter)
		return xstrdup(is_shared ? _("shared") : _("mine"));
	return xstrdup(is_shared ? _("shared: nothing stays after signing out; or mine") : _("mine; or shared: nothing stays after signing out"));
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
	if (at < len && (at > indent ? text[at] == '.' || text[at] == ')' : text[at] == '-' || text[at] == '*'))
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

int words_check(struct face *face, struct err *e)
{
	return e->code == ERR_OK ? 0 : face_fail(face, e);
}
