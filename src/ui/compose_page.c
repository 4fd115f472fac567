/* Compose on the page: labelled fields and actions, or at 40 columns the text alone with the actions in one line. */
#include <stdlib.h>
#include <string.h>

#include "compose.h"
#include "face.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { INDENT = 2, LABEL_LEAST = 10, ENVELOPE_BYTES = 400 /* what goes out around a body, about */ };

static const char *const labels[COMPOSE_ITEM_COUNT] = {
	[COMPOSE_TO] = N_("To"), [COMPOSE_SUBJECT] = N_("Subject"), [COMPOSE_TEXT] = N_("Text"), [COMPOSE_SEND] = N_("Send"),
	[COMPOSE_KEEP] = N_("Keep"), [COMPOSE_THROW] = N_("Throw away"),
};
static const char answers_label[] = N_("Answers");

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

	for (int item = 0; item < COMPOSE_THROW; item++)
		if (cells_width(_(labels[item])) > most)
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

	page_put(l->p, l->row, page_is_narrow(l->p) ? 0 : INDENT, _(labels[item]));
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
	char *name = words_safe(l->c->answers_name, SANITISE_LINE), *line;
	struct str when = { 0 }, text = { 0 };
	int room = l->p->columns - 1 - l->field;

	name[strcspn(name, " ")] = '\0';
	datetime_add_full(&when, l->c->answers_at, clock_now());
	line = xasprintf(_("%s, %s: \"%s\""), name, when.text, "");
	words_add(&text, l->face, l->c->answers_text, room - cells_width(line));
	free(line);
	line = xasprintf(_("%s, %s: \"%s\""), name, when.text, text.text);
	page_put(l->p, l->row, INDENT, _(answers_label));
	page_put(l->p, l->row++, l->field, line);
	str_release(&text);
	str_release(&when);
	free(line);
	free(name);
}

static void draw_actions(struct layout *l)
{
	struct str size = { 0 }, time = { 0 };

	words_add_price(&size, &time, l->c->size + ENVELOPE_BYTES);
	page_put(l->p, l->row, INDENT, _(labels[COMPOSE_SEND]));
	/* TRANSLATORS: size, time it takes, seconds. */
	page_putf(l->p, l->row, l->field, _("%s, about %s; u takes it back for %d s"), size.text, time.text, MESSAGE_HOLD_S);
	page_put(l->p, l->row + 1, INDENT, _(labels[COMPOSE_KEEP]));
	page_put(l->p, l->row + 1, l->field, _("as a draft; it is kept anyway while you type"));
	page_put(l->p, l->row + 2, INDENT, _(labels[COMPOSE_THROW]));
	str_release(&size);
	str_release(&time);
}

static void draw_wide(struct layout *l)
{
	const int first = 1, below = 3, answers = l->c->answers_name ? 1 : 0;
	int matches = l->c->to.matches.count > 0, text = first + 2 + matches;
	int rows = l->p->rows - 2 - below - answers - text;
	const int rows_of[COMPOSE_ITEM_COUNT] = {
		[COMPOSE_TO] = first, [COMPOSE_SUBJECT] = first + 1 + matches, [COMPOSE_TEXT] = text,
		[COMPOSE_SEND] = text + rows + answers, [COMPOSE_KEEP] = text + rows + answers + 1,
		[COMPOSE_THROW] = text + rows + answers + 2,
	};

	draw_field(l, COMPOSE_TO, l->c->fields[COMPOSE_TO].text.text);
	if (matches)
		draw_matches(l);
	draw_field(l, COMPOSE_SUBJECT, l->c->fields[COMPOSE_SUBJECT].text.text);
	page_put(l->p, l->row, INDENT, _(labels[COMPOSE_TEXT]));
	draw_text(l, rows);
	if (answers)
		draw_answers(l);
	draw_actions(l);
	if (!l->view->field)
		page_mark(l->p, rows_of[l->c->item]);
}

/* The actions side by side; where not all fit, the one under the cursor alone. */
static void draw_action_line(struct layout *l)
{
	int column = 0, width = 0;

	for (int item = COMPOSE_SEND; item < COMPOSE_ITEM_COUNT; item++)
		width += cells_width(_(labels[item])) + 2;
	if (width - 2 > l->p->columns && l->c->item >= COMPOSE_SEND) {
		page_put(l->p, l->row, 0, _(labels[l->c->item]));
		page_cursor(l->p, l->row, 0);
		return;
	}
	for (int item = COMPOSE_SEND; item < COMPOSE_ITEM_COUNT; item++) {
		page_put(l->p, l->row, column, _(labels[item]));
		if (l->c->item == (enum compose_item)item)
			page_cursor(l->p, l->row, column);
		column += cells_width(_(labels[item])) + 2;
	}
}

static void draw_narrow(struct layout *l)
{
	int last = l->p->rows - 2;
	char *to = recipients_words(l);

	l->cells = l->p->columns - 1;
	if (l->c->item <= COMPOSE_SUBJECT && !l->view->field)
		page_cursor(l->p, l->row + (int)l->c->item, 0);
	draw_field(l, COMPOSE_TO, to);
	if (l->c->to.matches.count > 0)
		draw_matches(l);
	draw_field(l, COMPOSE_SUBJECT, l->c->fields[COMPOSE_SUBJECT].text.text);
	if (l->c->item == COMPOSE_TEXT && !l->view->field)
		page_cursor(l->p, l->row, 0);
	draw_text(l, last - l->row > 1 ? last - l->row : 1);
	l->row = last;
	draw_action_line(l);
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
	else
		draw_action_line(l);
}

void compose_draw(struct face *face, struct view *view, struct page *p)
{
	enum { WIDE_ROWS = 11, NARROW_ROWS = 7 }; /* with three and two lines of the text */
	struct layout l = { .face = face, .p = p, .view = view, .c = view->model, .row = 1, .field = field_column() };

	l.cells = p->columns - 1 - l.field < WORDS_TEXT_CELLS ? p->columns - 1 - l.field : WORDS_TEXT_CELLS;
	if (p->rows > 2)
		draw_title(&l);
	l.c->is_in_a_line = p->rows < WIDE_ROWS || page_is_narrow(p);
	if (p->rows >= WIDE_ROWS && !page_is_narrow(p))
		draw_wide(&l);
	else if (p->rows >= NARROW_ROWS)
		draw_narrow(&l);
	else
		draw_item(&l);
}
