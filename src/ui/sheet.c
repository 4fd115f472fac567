/* A sheet: typing, moving between its lines, and what they still lack. */
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

#include "held.h"
#include "sheet_draft.h"
#include "sheet_value.h"

enum { PAGE_LINES = 10 };

/* --- typing --- */

/* The other lines of the field: what is said of an hour depends on its day and its zone. */
static void read_beside(struct sheet *sheet)
{
	const char *field = sheet_line_at(sheet, sheet->at)->field;

	for (int i = 0; i < sheet->count; i++)
		if (i != sheet->at && text_equal(sheet_line_at(sheet, i)->field, field) && sheet_stands(sheet, i))
			sheet_read_line(sheet, i);
}

static void look_for_choices(struct sheet *sheet)
{
	strings_release(&sheet->choices);
	if (sheet_is_typed_in(sheet, sheet->at))
		sheet_value_choices(sheet, sheet_line_at(sheet, sheet->at), &sheet->texts[sheet->at], &sheet->choices);
}

void sheet_typed(struct face *face, struct view *view, struct sheet *sheet)
{
	sheet->is_touched = sheet->draft.open = true;
	sheet_read_line(sheet, sheet->at);
	read_beside(sheet);
	sheet_keep(face, sheet);
	if (sheet->is_elsewhere)
		sheet_show_as_kept(face, view, sheet);
	else
		look_for_choices(sheet);
}

/* --- from line to line --- */

void sheet_go_to(struct view *view, struct sheet *sheet, int at, bool typing)
{
	sheet->at = at;
	view->field = typing && !sheet->is_elsewhere && sheet_is_typed_in(sheet, at) ? &sheet->texts[at] : NULL;
	strings_release(&sheet->choices);
	if (view->field)
		look_for_choices(sheet);
}

void sheet_go(struct view *view, struct sheet *sheet, int line)
{
	sheet_go_to(view, sheet, line < sheet->count ? line : 0, true);
}

/* True if the cursor's text may still become a choice: something is typed. */
static bool has_part(const struct sheet *sheet)
{
	const struct editor *text = &sheet->texts[sheet->at];
	size_t len = text->text.len;

	while (len > 0 && (text->text.text[len - 1] == ' ' || text->text.text[len - 1] == ','))
		len--;
	return len == text->text.len && len > 0;
}

static void take_choice(struct face *face, struct view *view, struct sheet *sheet)
{
	sheet_value_take(sheet, sheet_line_at(sheet, sheet->at), &sheet->texts[sheet->at], sheet->choices.at[0]);
	sheet_typed(face, view, sheet);
}

/* The cursor leaves: what can only be one choice becomes it, and a set loses the comma that waits for more. */
static void settle(struct face *face, struct view *view, struct sheet *sheet)
{
	struct editor *text = &sheet->texts[sheet->at];
	bool many;

	if (!view->field || !sheet_value_is_choice(sheet->kind, sheet_line_at(sheet, sheet->at), &many))
		return;
	if (sheet->choices.count == 1 && has_part(sheet))
		take_choice(face, view, sheet);
	while (many && text->text.len > 0 && strchr(", ", text->text.text[text->text.len - 1]))
		str_cut(&text->text, text->text.len - 1);
	if (text->at > text->text.len)
		text->at = text->text.len;
}

static void step(struct face *face, struct view *view, struct sheet *sheet, int by, bool typing)
{
	int at = sheet->at;

	settle(face, view, sheet);
	do
		at = (at + by + sheet->count) % sheet->count;
	while (!sheet_stands(sheet, at));
	sheet_go_to(view, sheet, at, typing);
}

/* A line that is not there, or a field that is filled or not typed in. */
static bool is_passed(const struct sheet *sheet, int at)
{
	if (!sheet_stands(sheet, at))
		return true;
	return sheet_line_at(sheet, at)->field && (!sheet_is_typed_in(sheet, at) || !sheet_is_empty(sheet, at));
}

/* The next empty field below, else the first line that does something. */
static void go_to_empty(struct face *face, struct view *view, struct sheet *sheet)
{
	int at = sheet->at + 1;

	settle(face, view, sheet);
	while (at < sheet->count && is_passed(sheet, at))
		at++;
	sheet_go_to(view, sheet, at < sheet->count ? at : sheet->count - 1, true);
}

/* The line that sends; else the first that does something. */
static int first_action(const struct sheet *sheet)
{
	int at = 0;

	for (int i = 0; sheet->kind->send && i < sheet->count; i++)
		if (sheet_line_at(sheet, i)->label == sheet->kind->send)
			return i;
	while (at < sheet->count - 1 && (sheet_line_at(sheet, at)->field || !sheet_stands(sheet, at)))
		at++;
	return at;
}

int sheet_end_line(const struct sheet *sheet, int by)
{
	int at = by > 0 ? 0 : sheet->count - 1;

	while (!sheet_stands(sheet, at))
		at += by;
	return at;
}

/* Of a set more can be chosen; of anything else the one is all that belongs into the line. */
static void take_and_go_on(struct face *face, struct view *view, struct sheet *sheet)
{
	bool many;

	sheet_value_is_choice(sheet->kind, sheet_line_at(sheet, sheet->at), &many);
	take_choice(face, view, sheet);
	if (!many)
		go_to_empty(face, view, sheet);
}

static enum outcome choose(struct face *face, struct view *view, struct sheet *sheet, const struct sheet_line **chosen)
{
	if (!sheet_line_at(sheet, sheet->at)->field)
		*chosen = sheet_line_at(sheet, sheet->at);
	else if (!view->field)
		sheet_go_to(view, sheet, sheet->at, true);
	else if (sheet->choices.count && has_part(sheet))
		take_and_go_on(face, view, sheet);
	else
		go_to_empty(face, view, sheet);
	return ACT_DONE;
}

/* Some lines on, without typing; a long text being typed in is left line by line. */
static void turn_page(struct face *face, struct view *view, struct sheet *sheet, int by)
{
	for (int i = 0; i < PAGE_LINES && sheet->at != sheet_end_line(sheet, by > 0 ? -1 : 1); i++)
		step(face, view, sheet, by, false);
}

static bool is_long(const struct sheet *sheet, int at)
{
	return sheet_is_typed_in(sheet, at) && sheet_stands(sheet, at) && sheet->texts[at].many_lines;
}

/* The long text under the cursor, or the first one, to which the cursor goes. */
static enum outcome edit_outside(struct face *face, struct view *view, struct sheet *sheet)
{
	int at = sheet->at;

	for (int row = 0; row < sheet->count && !is_long(sheet, at); row++)
		at = is_long(sheet, row) ? row : at;
	if (!is_long(sheet, at))
		return ACT_IGNORED;
	if (at != sheet->at)
		sheet_go_to(view, sheet, at, false);
	if (face_edit_outside(face, &sheet->texts[at]))
		sheet_typed(face, view, sheet);
	return ACT_DONE;
}

enum outcome sheet_act(struct face *face, struct view *view, struct sheet *sheet, enum action action, const struct sheet_line **chosen)
{
	bool is_typing = view->field != NULL;

	*chosen = NULL;
	if (sheet->is_elsewhere && held_refuses(face, sheet->draft.local, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		return choose(face, view, sheet, chosen);
	case ACTION_NEXT_PART:
		step(face, view, sheet, 1, true);
		return ACT_DONE;
	case ACTION_PREVIOUS_PART:
		step(face, view, sheet, -1, true);
		return ACT_DONE;
	case ACTION_MOVE_DOWN:
		if (sheet->at != sheet_end_line(sheet, -1))
			step(face, view, sheet, 1, is_typing);
		return ACT_DONE;
	case ACTION_MOVE_UP:
		if (sheet->at != sheet_end_line(sheet, 1))
			step(face, view, sheet, -1, is_typing);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
		settle(face, view, sheet);
		sheet_go_to(view, sheet, sheet_end_line(sheet, 1), false);
		return ACT_DONE;
	case ACTION_MOVE_LAST:
	case ACTION_FINISH:
		settle(face, view, sheet);
		sheet_go_to(view, sheet, first_action(sheet), false);
		return ACT_DONE;
	case ACTION_STOP_TYPING:
		settle(face, view, sheet);
		sheet_go_to(view, sheet, sheet->at, false);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_UP:
		turn_page(face, view, sheet, action == ACTION_PAGE_DOWN ? 1 : -1);
		return ACT_DONE;
	case ACTION_EDIT_OUTSIDE:
		return edit_outside(face, view, sheet);
	case ACTION_EDIT:
		if (!sheet_is_typed_in(sheet, sheet->at))
			return ACT_IGNORED;
		sheet_go_to(view, sheet, sheet->at, true);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- what is missing --- */

static bool is_wrong(struct sheet *sheet, int at)
{
	if (!sheet_is_typed_in(sheet, at) || !sheet_stands(sheet, at))
		return false;
	if (sheet_read_line(sheet, at))
		return true;
	if (!sheet_is_required(sheet, at) || !sheet_is_empty(sheet, at))
		return false;
	free(sheet->wrong[at]);
	sheet->wrong[at] = err_text(&(struct err){ .code = ERR_FIELD_REQUIRED });
	return true;
}

bool sheet_lacks(struct face *face, struct view *view, struct sheet *sheet)
{
	if (sheet->refused) {
		face_say(face, sheet->refused);
		return true;
	}
	settle(face, view, sheet);
	for (int i = 0; i < sheet->count; i++) {
		if (is_wrong(sheet, i)) {
			sheet_go_to(view, sheet, i, true);
			face_say(face, sheet->wrong[i]);
			return true;
		}
	}
	return false;
}

/* --- filling --- */

static bool copy_field(struct sheet *sheet, const char *name, const struct json *fields)
{
	const struct json *value = name ? json_get(fields, name) : NULL;

	if (value)
		json_set(sheet->body, name, json_copy(value));
	return value;
}

int sheet_fill_empty(struct face *face, struct sheet *sheet, const struct json *fields)
{
	int filled = 0;

	for (int i = 0; i < sheet->count; i++) {
		const struct sheet_line *line = sheet_line_at(sheet, i);
		char *text;

		if (!sheet_is_typed_in(sheet, i) || !sheet_is_empty(sheet, i) || !sheet_stands(sheet, i))
			continue;
		if (!copy_field(sheet, line->field, fields))
			continue;
		copy_field(sheet, line->also, fields);
		text = sheet_value_text(sheet, line);
		editor_set(&sheet->texts[i], text);
		sheet_read_line(sheet, i);
		filled++;
		free(text);
	}
	if (filled) {
		sheet->is_touched = true;
		sheet_keep(face, sheet);
	}
	return filled;
}
