/* Compose on the page: labelled fields and actions, or at 40 columns the text alone with the actions in one line. */
#include <stdlib.h>
#include <string.h>

#include "attach.h"
#include "compose.h"
#include "face.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/phrases.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum {
	INDENT = 2, ACTIONS = 4 /* beside those of files */, LABEL_LEAST = 10, FILES_EACH = 12, /* rows of the page for one line of files more */
	ENVELOPE_BYTES = 400 /* what goes out around a body, about */
};

static const char *const labels[COMPOSE_ITEM_COUNT] = {
	[COMPOSE_TO] = N_("To"), [COMPOSE_SUBJECT] = N_("Subject"), [COMPOSE_TEXT] = N_("Text"), [COMPOSE_SEND] = N_("Send"),
	[COMPOSE_FILE] = N_("File"), [COMPOSE_ADD] = N_("Add file"), [COMPOSE_KEEP] = N_("Keep"), [COMPOSE_THROW] = N_("Throw away"),
};
static const char answers_label[] = N_("Answers"), phrases_label[] = N_("Phrases");

/* Rows and columns of one drawing. */
struct layout {
	struct face *face;
	struct page *p;
	struct view *view;
	struct compose *c;
	int row;   /* the next free one */
	int field; /* column of the fields */
	int cells; /* of a field's line */
};

static int field_column(void)
{
	int most = LABEL_LEAST - 2;

	for (int item = 0; item < COMPOSE_THROW; item++) /* those that nothing stands beside need no room for it */
		if (item != COMPOSE_ADD && cells_width(_(labels[item])) > most)
			most = cells_width(_(labels[item]));
	if (cells_width(_(answers_label)) > most)
		most = cells_width(_(answers_label));
	return INDENT + most + 2;
}

static void draw_title(struct layout *l)
{
	const char *project = json_get_text(json_get(l->c->body, "project"), "name");
	bool is_answer = json_get_text(l->c->body, "inReplyTo") != NULL;
	char *safe = words_safe(project, SANITISE_LINE), *title;

	if (is_answer && l->c->is_to_all)
		title = *safe ? xasprintf(_("Reply to all, %s"), safe) : xstrdup(_("Reply to all"));
	else if (is_answer)
		title = *safe ? xasprintf(_("Reply, %s"), safe) : xstrdup(_("Reply"));
	else if (l->c->is_forward)
		title = xstrdup(_("Send on"));
	else
		title = *safe ? xasprintf(_("New message, %s"), safe) : xstrdup(_("New message"));
	words_title(l->face, l->p, title, "");
	free(title);
	free(safe);
}

/* "Ewa Kowalska PL and 2 more" at 40 columns; else the whole of it. Yours. */
static char *recipients_words(const struct layout *l)
{
	const struct json *to = json_get(l->c->body, "to"), *first = json_first(to);
	const char *typed = l->c->fields[COMPOSE_TO].text.text;
	struct party person = { 0 };
	size_t count = json_size(to);
	char *unknown = recipients_unknown(&l->c->to, typed), *name, *text;
	bool is_short = page_is_narrow(l->p) && count > 1 && !unknown;

	free(unknown);
	if (!is_short)
		return words_safe(typed, SANITISE_LINE);
	person.id = (char *)json_get_text(first, "id");
	person.name = (char *)json_get_text(first, "name");
	person.country = (char *)json_get_text(first, "country");
	name = words_person(&person);
	text = xasprintf(i18n_plural("%s and %d more", "%s and %d more", (unsigned long)count - 1), name, (int)count - 1);
	free(name);
	return text;
}

/* A field of one line: being typed in, or as it reads. */
static void draw_field(struct layout *l, enum compose_item item, const char *text)
{
	bool is_typed = l->view->field == &l->c->fields[item];
	int column = page_is_narrow(l->p) ? cells_width(_(labels[item])) + 1 : l->field;
	int cells = l->p->columns - 1 - column;
	struct str cut = { 0 };

	page_label(l->p, l->row, page_is_narrow(l->p) ? 0 : INDENT, _(labels[item]));
	page_item(l->p, l->row);
	if (is_typed) {
		l->view->field_width = cells;
		editor_draw(&l->c->fields[item], l->p, l->row, column, 1, cells, true);
	} else {
		words_add(&cut, l->face, text, cells);
		page_put(l->p, l->row, column, cut.text);
		str_release(&cut);
	}
	l->row++;
}

/* Below To while a name is typed: who fits. */
static void draw_matches(struct layout *l)
{
	const struct parties *matches = &l->c->to.matches;
	struct str line = { 0 }, cut = { 0 };

	for (size_t i = 0; i < matches->count; i++) {
		char *name = words_person(&matches->at[i]);

		words_part(&line, name);
		free(name);
	}
	/* TRANSLATORS: names that fit what is typed, the first of which Enter takes. */
	char *text = xasprintf(_("Enter: %s"), line.text);

	words_add(&cut, l->face, text, l->p->columns - 1 - l->field);
	page_put(l->p, l->row++, page_is_narrow(l->p) ? 0 : l->field, cut.text);
	free(text);
	str_release(&cut);
	str_release(&line);
}

static void draw_text(struct layout *l, int rows)
{
	bool is_typed = l->view->field == &l->c->fields[COMPOSE_TEXT];

	if (is_typed)
		l->view->field_width = l->cells;
	l->c->text_rows = rows;
	editor_draw(&l->c->fields[COMPOSE_TEXT], l->p, l->row, page_is_narrow(l->p) ? 0 : l->field, rows, l->cells, is_typed);
	l->row += rows;
}

/* `Ewa, 17 Nov 09:55: "Dzień dobry ..."` */
static void draw_answers(struct layout *l)
{
	const char *whole = l->c->answers_name ? l->c->answers_name : "", *called = party_called(whole);
	char *first = xstrndup(called, called == whole ? strcspn(whole, " ") : strlen(called)), *name = words_safe(first, SANITISE_LINE), *line;
	struct str when = { 0 }, text = { 0 };
	int room = l->p->columns - 1 - l->field;

	datetime_add_full(&when, l->c->answers_at, clock_now());
	line = xasprintf(_("%s, %s: \"%s\""), name, when.text, "");
	words_add(&text, l->face, l->c->answers_text, room - cells_width(line));
	free(line);
	line = xasprintf(_("%s, %s: \"%s\""), name, when.text, text.text);
	page_label(l->p, l->row, INDENT, _(answers_label));
	page_put(l->p, l->row++, l->field, line);
	str_release(&text);
	str_release(&when);
	free(line);
	free(first);
	free(name);
}

/* What of the phrases there is room for; they are read whole by ACTION_PHRASES. */
static void draw_phrases(struct layout *l)
{
	struct str text = { 0 }, cut = { 0 };

	phrases_add_words(&text, json_get(l->c->body, "phrases"));
	for (char *at = text.text; at && *at; at++)
		if (*at == '\n')
			*at = ' ';
	words_add(&cut, l->face, text.text, l->p->columns - 1 - l->field);
	page_label(l->p, l->row, INDENT, _(phrases_label));
	page_put(l->p, l->row++, l->field, cut.text);
	str_release(&text);
	str_release(&cut);
}

struct price compose_price(struct face *face, const struct compose *c)
{
	return price_of(face_store(face), c->size + c->file_bytes + ENVELOPE_BYTES);
}

/* What sending costs, and how long it can be taken back; yours. */
static char *price_words(const struct layout *l)
{
	struct str size = { 0 }, time = { 0 };
	char *price;

	if (l->c->refused)
		return xstrdup(l->c->refused);
	words_add_price(&size, &time, compose_price(l->face, l->c));
	if (l->c->file_bytes)
		price = xasprintf(i18n_plural("%s with the file, about %s; {undo} takes it back for %d s",
		                              "%s with the files, about %s; {undo} takes it back for %d s", (unsigned long)compose_files(l->c)),
		                  size.text, time.text, face_store(l->face)->hold);
	else
		/* TRANSLATORS: size, time it takes, seconds. */
		price = xasprintf(_("%s, about %s; {undo} takes it back for %d s"), size.text, time.text, face_store(l->face)->hold);
	str_release(&size);
	str_release(&time);
	return price;
}

static void draw_price(const struct layout *l)
{
	char *price = price_words(l);

	page_label(l->p, l->row, INDENT, _(labels[COMPOSE_SEND]));
	page_put(l->p, l->row, l->field, price);
	page_item(l->p, l->row);
	free(price);
}

/* How many files are shown at once, and the first of them, so that the cursor's is among them. */
static int shown_files(const struct layout *l, int *first)
{
	int files = compose_files(l->c), room = page_is_narrow(l->p) ? 1 : 1 + l->p->rows / FILES_EACH;

	*first = l->c->item == COMPOSE_FILE && l->c->file >= room ? l->c->file - room + 1 : 0;
	return files < room ? files : room;
}

/* One of the files: "plan-hafta-2.ods, 3 KB"; and how many more there are, beside the last that is shown. */
static void draw_file(struct layout *l, int at, bool is_last, int column)
{
	int more = compose_files(l->c) - at - 1, cells = l->p->columns - 1 - column;
	char *words = attach_words(json_at(json_get(l->c->body, "files"), (size_t)at));
	struct str cut = { 0 };

	if (is_last && more > 0) {
		/* TRANSLATORS: a file, and how many more. */
		char *with_more = xasprintf(i18n_plural("%s and %d more", "%s and %d more", (unsigned long)more), words, more);

		free(words);
		words = with_more;
	}
	words_add(&cut, l->face, words, cells);
	page_put(l->p, l->row, column, cut.text);
	str_release(&cut);
	free(words);
}

static void draw_files(struct layout *l)
{
	bool narrow = page_is_narrow(l->p);
	int column = narrow ? cells_width(_(labels[COMPOSE_FILE])) + 1 : l->field, first, shown = shown_files(l, &first);

	for (int i = 0; i < shown; i++, l->row++) {
		page_label(l->p, l->row, narrow ? 0 : INDENT, _(labels[COMPOSE_FILE]));
		page_item(l->p, l->row);
		draw_file(l, first + i, i == shown - 1, column);
		if (narrow && l->c->item == COMPOSE_FILE)
			page_cursor(l->p, l->row, 0);
		else if (l->c->item == COMPOSE_FILE && first + i == l->c->file)
			page_mark(l->p, l->row);
	}
}

static void draw_actions(struct layout *l)
{
	draw_price(l);
	l->row++;
	draw_files(l);
	page_put(l->p, l->row, INDENT, _(labels[COMPOSE_ADD]));
	page_label(l->p, l->row + 1, INDENT, _(labels[COMPOSE_KEEP]));
	page_put(l->p, l->row + 1, l->field, _("as a draft; it is kept anyway while you type"));
	page_put(l->p, l->row + 2, INDENT, _(labels[COMPOSE_THROW]));
	for (int i = 0; i < 3; i++)
		page_item(l->p, l->row + i);
}

static void draw_wide(struct layout *l)
{
	const int first = 1, answers = l->c->answers_name ? 1 : 0, phrases = json_get(l->c->body, "phrases") ? 1 : 0;
	int first_file, files = shown_files(l, &first_file), below = 4 + files;
	int matches = l->c->to.matches.count > 0, text = first + 2 + matches + phrases;
	int rows = l->p->rows - 2 - below - answers - text;
	const int rows_of[COMPOSE_ITEM_COUNT] = {
		[COMPOSE_TO] = first, [COMPOSE_SUBJECT] = first + 1 + matches, [COMPOSE_TEXT] = text,
		[COMPOSE_SEND] = text + rows + answers, [COMPOSE_ADD] = text + rows + answers + files + 1,
		[COMPOSE_KEEP] = text + rows + answers + files + 2, [COMPOSE_THROW] = text + rows + answers + files + 3,
	};

	draw_field(l, COMPOSE_TO, l->c->fields[COMPOSE_TO].text.text);
	if (matches)
		draw_matches(l);
	draw_field(l, COMPOSE_SUBJECT, l->c->fields[COMPOSE_SUBJECT].text.text);
	if (phrases)
		draw_phrases(l);
	page_label(l->p, l->row, INDENT, _(labels[COMPOSE_TEXT]));
	page_item(l->p, l->row);
	draw_text(l, rows);
	if (answers)
		draw_answers(l);
	draw_actions(l);
	if (!l->view->field && l->c->item != COMPOSE_FILE)
		page_mark(l->p, rows_of[l->c->item]);
}

/* The actions side by side; where not all fit, the one under the cursor alone. */
static void draw_action_line(struct layout *l)
{
	int column = 0, width = 0;

	for (int item = COMPOSE_SEND; item < COMPOSE_ITEM_COUNT; item++)
		width += item == COMPOSE_FILE ? 0 : cells_width(_(labels[item])) + 2;
	if (width - 2 > l->p->columns && l->c->item >= COMPOSE_SEND && l->c->item != COMPOSE_FILE) {
		page_put(l->p, l->row, 0, _(labels[l->c->item]));
		page_cursor(l->p, l->row, 0);
		return;
	}
	for (int item = COMPOSE_SEND; item < COMPOSE_ITEM_COUNT; item++) {
		if (item == COMPOSE_FILE) /* a line of its own, above */
			continue;
		page_put(l->p, l->row, column, _(labels[item]));
		if (l->c->item == (enum compose_item)item)
			page_cursor(l->p, l->row, column);
		column += cells_width(_(labels[item])) + 2;
	}
}

/* The actions one below the other, Send with its price. */
static void draw_action_rows(struct layout *l)
{
	for (int item = COMPOSE_SEND; item < COMPOSE_ITEM_COUNT; item++) {
		if (item == COMPOSE_FILE)
			continue;
		page_put(l->p, l->row, 0, _(labels[item]));
		if (item == COMPOSE_SEND) {
			int column = cells_width(_(labels[item])) + 1;
			char *price = price_words(l);
			struct str cut = { 0 };

			words_add_whole(&cut, l->face, price, l->p->columns - 1 - column);
			page_put(l->p, l->row, column, cut.text);
			str_release(&cut);
			free(price);
		}
		if (l->c->item == (enum compose_item)item)
			page_cursor(l->p, l->row, 0);
		l->row++;
	}
}

/* The text; where nothing is in it yet and nobody types, what belongs there. */
static void draw_narrow_text(struct layout *l, int rows)
{
	if (l->c->item == COMPOSE_TEXT && !l->view->field)
		page_cursor(l->p, l->row, 0);
	if (!l->view->field && !l->c->fields[COMPOSE_TEXT].text.len)
		page_put(l->p, l->row, 0, _(labels[COMPOSE_TEXT]));
	draw_text(l, rows > 1 ? rows : 1);
}

static void draw_narrow(struct layout *l)
{
	int last = l->p->rows - 1 - (l->c->is_in_a_line ? 1 : ACTIONS), first, files = shown_files(l, &first);
	char *to = recipients_words(l);

	l->cells = l->p->columns - 1;
	if (l->c->item <= COMPOSE_SUBJECT && !l->view->field)
		page_cursor(l->p, l->row + (int)l->c->item, 0);
	draw_field(l, COMPOSE_TO, to);
	if (l->c->to.matches.count > 0)
		draw_matches(l);
	draw_field(l, COMPOSE_SUBJECT, l->c->fields[COMPOSE_SUBJECT].text.text);
	draw_narrow_text(l, last - files - l->row);
	l->row = last - files;
	draw_files(l);
	l->row = last;
	if (l->c->is_in_a_line)
		draw_action_line(l);
	else
		draw_action_rows(l);
	free(to);
}

/* Where no more fits than a few lines: the item under the cursor alone. */
static void draw_item(struct layout *l)
{
	l->cells = l->p->columns - 1;
	l->row = l->p->rows > 2 ? 1 : 0;
	page_cursor(l->p, l->row, 0);
	if (l->c->item == COMPOSE_TEXT)
		draw_text(l, page_body_rows(l->p));
	else if (l->c->item < COMPOSE_FIELD_COUNT)
		draw_field(l, l->c->item, l->c->fields[l->c->item].text.text);
	else if (l->c->item == COMPOSE_FILE)
		draw_file(l, l->c->file, true, 0);
	else
		draw_action_line(l);
}

void compose_draw(struct face *face, struct view *view, struct page *p)
{
	enum { WIDE_ROWS = 14, NARROW_ROWS = 8 }; /* with some lines of the text, and a file */
	struct layout l = { .face = face, .p = p, .view = view, .c = view->model, .row = 1, .field = field_column() };

	l.cells = words_text_cells(p->columns - 1 - l.field);
	if (p->rows > 2)
		draw_title(&l);
	l.c->is_in_a_line = p->rows < WIDE_ROWS || (page_is_narrow(p) && !p->is_accessible);
	if (p->rows >= WIDE_ROWS && !page_is_narrow(p))
		draw_wide(&l);
	else if (p->rows >= NARROW_ROWS)
		draw_narrow(&l);
	else
		draw_item(&l);
}
