/* What is asked for in lines: the answer to a question, a line for a prompt, the text of a field. */
#include <stdlib.h>
#include <string.h>

#include "linear_state.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/utf8.h"
#include "view.h"
#include "words.h"

static const char full_stop[] = "."; /* alone on a line: the end of a text; of a field, nothing */

static struct editor *field_of(const struct linear *l)
{
	return face_top(l->face)->field;
}

bool linear_is_asking(const struct linear *l)
{
	return l->face->asking || l->face->prompt.open || field_of(l);
}

/* --- asking --- */

/* "Leave Water diary?  1 stay  2 leave". */
static void ask_question(struct linear *l)
{
	struct str line = { 0 };

	str_add(&line, l->face->question_text);
	for (int i = 0; i < 4 && l->face->question_answers[i]; i++)
		str_addf(&line, "  %d %s", i + 1, l->face->question_answers[i]);
	linear_io_say(&l->io, line.text);
	linear_io_ask(&l->io, "> ");
	str_release(&line);
}

/* "Find: water ": an empty line takes what stands there. */
static void ask_prompt(struct linear *l)
{
	const struct prompt *prompt = &l->face->prompt;
	const char *text = prompt->field.text.len ? prompt->field.text.text : "";
	char *line = xasprintf(*text ? "%s %s " : "%s%s ", prompt->label, text);

	if (prompt->note)
		linear_io_say(&l->io, prompt->note);
	linear_io_ask(&l->io, line);
	free(line);
}

/* What the row of the field calls it; yours. */
static char *label_of_field(struct linear *l)
{
	const struct page *page = &l->face->page;
	struct linear_page p;
	const char *text;
	char *label;
	int row;

	linear_page_read(l, &p);
	for (row = page->cursor_row; row > 0 && !page->items[row]; row--)
		;
	text = page->lines[row].text;
	label = xstrndup(text, strcspn(text, PAGE_LABEL PAGE_PART));
	linear_page_release(&p);
	return label;
}

static void say_text(struct linear *l, const struct editor *field)
{
	const char *line = field->text.len ? field->text.text : "";

	while (*line) {
		size_t len = strcspn(line, "\n");
		char *text = xstrndup(line, len);

		linear_io_say(&l->io, text);
		line += len + (line[len] ? 1 : 0);
		free(text);
	}
}

static void begun(struct face *face, struct view *view, int number, int64_t argument)
{
	(void)argument;
	if (number != 2 || !view->field)
		return;
	editor_set(view->field, "");
	view_typed(face, view);
}

static void say_how_to_write(struct linear *l, const char *label)
{
	/* TRANSLATORS: the part of a form, as "In short"; what follows is typed in lines. */
	char *line = xasprintf(_("%s. Write; a line with only a full stop ends it."), label);

	linear_io_say(&l->io, line);
	free(line);
}

/* A text of many lines: what is there already, and whether it stays. A letter that is sent on is written above what it sends. */
static void begin_text(struct linear *l, struct editor *field)
{
	char *label = label_of_field(l);
	struct question question = { .text = label, .answers = { _("write on below it"), _("write it anew") }, .done = begun };

	l->written = field;
	if (linear_is_composing(l))
		linear_say_letter(l);
	else
		say_how_to_write(l, label);
	say_text(l, field);
	if (field->at > 0) {
		field->at = field->text.len;
		face_ask(l->face, &question);
		ask_question(l);
	}
	free(label);
}

/* "Name: ayse.demir ": an empty line leaves it so. */
static void ask_field(struct linear *l)
{
	struct editor *field = field_of(l);
	const char *text = field->text.len && !field->secret ? field->text.text : "";
	char *label, *line;

	if (field->many_lines) {
		if (l->written != field)
			begin_text(l, field);
		return;
	}
	label = label_of_field(l);
	line = xasprintf(*text ? "%s: %s " : "%s: %s", label, text);
	linear_io_hide(&l->io, field->secret);
	linear_io_ask(&l->io, line);
	free(line);
	free(label);
}

void linear_ask(struct linear *l)
{
	if (l->face->asking)
		ask_question(l);
	else if (l->face->prompt.open)
		ask_prompt(l);
	else
		ask_field(l);
}

/* --- answers --- */

static void answer_question(struct linear *l, const char *line)
{
	uint32_t point = 0;
	size_t len = *line ? utf8_next(line, strlen(line), &point) : 0;
	int count = 0, number = line[len] ? 0 : linear_digit(point);

	while (count < 4 && l->face->question_answers[count])
		count++;
	if (!*line)
		face_answer(l->face, 1);
	else if (number >= 1 && number <= count)
		face_answer(l->face, number);
}

static void put_into(struct editor *field, const char *line)
{
	editor_set(field, "");
	if (strcmp(line, full_stop) != 0)
		editor_paste(field, line, strlen(line));
}

/* An empty line takes what stands there, as Enter does. */
static void answer_prompt(struct linear *l, const char *line)
{
	struct prompt *prompt = &l->face->prompt;

	if (*line)
		put_into(&prompt->field, line);
	l->is_anew = (*line || prompt->field.text.len > 0) && face_top(l->face)->screen->step; /* a list goes by what was asked for */
	face_close_prompt(l->face, true);
}

static void tell_typed(struct linear *l)
{
	struct view *view = face_top(l->face);

	view_typed(l->face, view);
}

static void stop_typing(struct linear *l)
{
	l->written = NULL;
	linear_keep(l);
	if (field_of(l))
		face_act(l->face, ACTION_STOP_TYPING);
}

/* Behind what is there; what a letter that is sent on begins with stays below. */
static void add_line(struct linear *l, struct editor *field, const char *line)
{
	bool is_above = field->at < field->text.len;

	if (!is_above && field->text.len > 0)
		editor_paste(field, "\n", 1);
	editor_paste(field, line, strlen(line));
	if (is_above)
		editor_paste(field, "\n", 1);
	l->is_unkept = true;
}

void linear_keep(struct linear *l)
{
	if (l->is_unkept)
		tell_typed(l);
	l->is_unkept = false;
}

/* On to the next field, or what the first match makes of this one. */
static void leave_field(struct linear *l)
{
	const struct editor *before = field_of(l);

	face_act(l->face, ACTION_OPEN);
	if (field_of(l) == before && l->news.count == 0)
		face_act(l->face, ACTION_OPEN); /* the first made a whole of what was typed */
	if (field_of(l) == before && l->news.count == 0)
		stop_typing(l);
}

static void answer_field(struct linear *l, const char *line)
{
	struct editor *field = field_of(l);

	linear_io_hide(&l->io, false);
	if (field->many_lines && strcmp(line, full_stop) == 0) {
		stop_typing(l);
	} else if (field->many_lines) {
		add_line(l, field, line);
	} else if (linear_is_composing(l)) {
		linear_fill_letter(l, strcmp(line, full_stop) == 0 ? "" : line);
	} else if (!*line) {
		stop_typing(l);
	} else {
		l->is_anew = face_top(l->face)->screen->looks;
		put_into(field, line);
		tell_typed(l);
		if (l->is_one && !l->is_anew)
			stop_typing(l);
		else
			leave_field(l);
	}
}

void linear_answer(struct linear *l, const char *line)
{
	if (l->face->asking)
		answer_question(l, line);
	else if (l->face->prompt.open)
		answer_prompt(l, line);
	else
		answer_field(l, line);
}

void linear_stop_asking(struct linear *l)
{
	linear_io_hide(&l->io, false);
	if (l->face->asking)
		face_answer(l->face, 1);
	else if (l->face->prompt.open)
		face_close_prompt(l->face, false);
	else
		stop_typing(l);
}
