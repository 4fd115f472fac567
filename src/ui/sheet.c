/* A sheet: moving between its lines, typing, keeping at every key. */
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

#include "held.h"
#include "sheet_value.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"

enum { PAGE_LINES = 10 };

/* --- lines --- */

static const struct sheet_line *line_at(const struct sheet *sheet, int at)
{
	return &sheet->kind->lines[at];
}

static bool stands(const struct sheet *sheet, int at)
{
	return !sheet->kind->stands || sheet->kind->stands(sheet, line_at(sheet, at));
}

static bool is_typed_in(const struct sheet *sheet, int at)
{
	return line_at(sheet, at)->field && !line_at(sheet, at)->is_fixed;
}

static bool is_empty(const struct sheet *sheet, int at)
{
	return sheet->texts[at].text.len == 0;
}

/* The name of a line in the draft's context: "time/1". Yours. */
static char *name_of(const struct sheet *sheet, int at)
{
	const struct sheet_line *line = line_at(sheet, at);

	return xasprintf("%s/%d", line->field ? line->field : "", (int)line->part);
}

/* --- reading and keeping --- */

/* True if what is typed there cannot be sent; a note of the screen's own need not keep it from that. */
static bool read_line(struct sheet *sheet, int at)
{
	const struct sheet_line *line = line_at(sheet, at);
	bool blocks = false;

	free(sheet->wrong[at]);
	sheet->wrong[at] = sheet_value_read(sheet, line, sheet->texts[at].text.text);
	if (sheet->wrong[at])
		return true;
	if (sheet->kind->check)
		sheet->wrong[at] = sheet->kind->check(sheet, line, &blocks);
	return blocks;
}

/* The other lines of the field: what is said of an hour depends on its day and its zone. */
static void read_beside(struct sheet *sheet)
{
	const char *field = line_at(sheet, sheet->at)->field;

	for (int i = 0; i < sheet->count; i++)
		if (i != sheet->at && text_equal(line_at(sheet, i)->field, field) && stands(sheet, i))
			read_line(sheet, i);
}

/* Where the cursor is; what is not understood is kept as it was typed. Yours. */
static struct json *context_of(const struct sheet *sheet)
{
	struct json *context = json_new_object(), *texts = json_set(context, "texts", json_new_object());

	for (int i = 0; i < sheet->count; i++) {
		char *name = name_of(sheet, i);

		if (is_typed_in(sheet, i) && sheet->wrong[i])
			json_set_string(texts, name, sheet->texts[i].text.text);
		if (i == sheet->at)
			json_set_string(context, "line", name);
		free(name);
	}
	if (is_typed_in(sheet, sheet->at))
		json_set_integer(context, "at", (int64_t)sheet->texts[sheet->at].at);
	if (sheet->record)
		json_set_integer(context, "record", sheet->record);
	if (sheet->account)
		json_set_integer(context, "account", sheet->account);
	return context;
}

/* Writes the draft as it is now. Returns 0, or -1 and the cause is shown. */
static int keep(struct face *face, struct sheet *sheet)
{
	struct json *context = context_of(sheet);
	struct err e = { 0 };

	free(sheet->draft.body);
	free(sheet->draft.context);
	sheet->draft.body = json_print(sheet->body);
	sheet->draft.context = json_print(context);
	json_free(context);
	sheet->is_unkept = draft_save(face_store(face), &sheet->draft, &e) != 0;
	if (e.code == ERR_DRAFT_ELSEWHERE) {
		sheet->is_elsewhere = true;
		sheet->is_unkept = false;
	}
	face_note_unkept(face, sheet->is_unkept);
	return e.code ? face_fail(face, &e) : 0;
}

static void look_for_choices(struct sheet *sheet)
{
	strings_release(&sheet->choices);
	if (is_typed_in(sheet, sheet->at))
		sheet_value_choices(sheet, line_at(sheet, sheet->at), &sheet->texts[sheet->at], &sheet->choices);
}

static void show_as_kept(struct face *face, struct view *view, struct sheet *sheet);

void sheet_typed(struct face *face, struct view *view, struct sheet *sheet)
{
	sheet->is_touched = sheet->draft.open = true;
	read_line(sheet, sheet->at);
	read_beside(sheet);
	keep(face, sheet);
	if (sheet->is_elsewhere)
		show_as_kept(face, view, sheet);
	else
		look_for_choices(sheet);
}

int sheet_put(struct face *face, struct sheet *sheet, const char *field, struct json *value_taken)
{
	sheet->is_touched = sheet->draft.open = true;
	if (value_taken)
		json_set(sheet->body, field, value_taken);
	else
		json_remove(sheet->body, field);
	return keep(face, sheet);
}

bool sheet_keeps(struct face *face, struct sheet *sheet)
{
	return !sheet->is_unkept || keep(face, sheet) == 0;
}

/* --- from line to line --- */

static void go_to(struct view *view, struct sheet *sheet, int at, bool typing)
{
	sheet->at = at;
	view->field = typing && !sheet->is_elsewhere && is_typed_in(sheet, at) ? &sheet->texts[at] : NULL;
	strings_release(&sheet->choices);
	if (view->field)
		look_for_choices(sheet);
}

void sheet_go(struct view *view, struct sheet *sheet, int line)
{
	go_to(view, sheet, line < sheet->count ? line : 0, true);
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
	sheet_value_take(sheet, line_at(sheet, sheet->at), &sheet->texts[sheet->at], sheet->choices.at[0]);
	sheet_typed(face, view, sheet);
}

/* The cursor leaves: what can only be one choice becomes it, and a set loses the comma that waits for more. */
static void settle(struct face *face, struct view *view, struct sheet *sheet)
{
	struct editor *text = &sheet->texts[sheet->at];
	bool many;

	if (!view->field || !sheet_value_is_choice(sheet->kind, line_at(sheet, sheet->at), &many))
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
	while (!stands(sheet, at));
	go_to(view, sheet, at, typing);
}

/* The next empty field below, else the first line that does something. */
static void go_to_empty(struct face *face, struct view *view, struct sheet *sheet)
{
	int at = sheet->at + 1;

	settle(face, view, sheet);
	while (at < sheet->count && (!stands(sheet, at) || (line_at(sheet, at)->field && (!is_typed_in(sheet, at) || !is_empty(sheet, at)))))
		at++;
	go_to(view, sheet, at < sheet->count ? at : sheet->count - 1, true);
}

/* The line that sends; else the first that does something. */
static int first_action(const struct sheet *sheet)
{
	int at = 0;

	for (int i = 0; sheet->kind->send && i < sheet->count; i++)
		if (line_at(sheet, i)->label == sheet->kind->send)
			return i;
	while (at < sheet->count - 1 && (line_at(sheet, at)->field || !stands(sheet, at)))
		at++;
	return at;
}

static int end_line(const struct sheet *sheet, int by)
{
	int at = by > 0 ? 0 : sheet->count - 1;

	while (!stands(sheet, at))
		at += by;
	return at;
}

static enum outcome choose(struct face *face, struct view *view, struct sheet *sheet, const struct sheet_line **chosen)
{
	if (!line_at(sheet, sheet->at)->field)
		*chosen = line_at(sheet, sheet->at);
	else if (!view->field)
		go_to(view, sheet, sheet->at, true);
	else if (sheet->choices.count && has_part(sheet))
		take_choice(face, view, sheet);
	else
		go_to_empty(face, view, sheet);
	return ACT_DONE;
}

/* Some lines on, without typing; a long text being typed in is left line by line. */
static void turn_page(struct face *face, struct view *view, struct sheet *sheet, int by)
{
	for (int i = 0; i < PAGE_LINES && sheet->at != end_line(sheet, by > 0 ? -1 : 1); i++)
		step(face, view, sheet, by, false);
}

static enum outcome edit_outside(struct face *face, struct view *view, struct sheet *sheet)
{
	struct editor *text = &sheet->texts[sheet->at];

	if (!is_typed_in(sheet, sheet->at) || !text->many_lines)
		return ACT_IGNORED;
	if (face_edit_outside(face, text))
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
		if (sheet->at != end_line(sheet, -1))
			step(face, view, sheet, 1, is_typing);
		return ACT_DONE;
	case ACTION_MOVE_UP:
		if (sheet->at != end_line(sheet, 1))
			step(face, view, sheet, -1, is_typing);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
		settle(face, view, sheet);
		go_to(view, sheet, end_line(sheet, 1), false);
		return ACT_DONE;
	case ACTION_MOVE_LAST:
	case ACTION_FINISH:
		settle(face, view, sheet);
		go_to(view, sheet, first_action(sheet), false);
		return ACT_DONE;
	case ACTION_STOP_TYPING:
		settle(face, view, sheet);
		go_to(view, sheet, sheet->at, false);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_UP:
		turn_page(face, view, sheet, action == ACTION_PAGE_DOWN ? 1 : -1);
		return ACT_DONE;
	case ACTION_EDIT_OUTSIDE:
		return edit_outside(face, view, sheet);
	case ACTION_EDIT:
		if (!is_typed_in(sheet, sheet->at))
			return ACT_IGNORED;
		go_to(view, sheet, sheet->at, true);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- what is missing --- */

static bool is_wrong(struct sheet *sheet, int at)
{
	if (!is_typed_in(sheet, at) || !stands(sheet, at))
		return false;
	if (read_line(sheet, at))
		return true;
	if (!sheet_is_required(sheet, at) || !is_empty(sheet, at))
		return false;
	free(sheet->wrong[at]);
	sheet->wrong[at] = err_text(&(struct err){ .code = ERR_FIELD_REQUIRED });
	return true;
}

bool sheet_lacks(struct face *face, struct view *view, struct sheet *sheet)
{
	settle(face, view, sheet);
	for (int i = 0; i < sheet->count; i++) {
		if (is_wrong(sheet, i)) {
			go_to(view, sheet, i, true);
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
		const struct sheet_line *line = line_at(sheet, i);
		char *text;

		if (!is_typed_in(sheet, i) || !is_empty(sheet, i) || !stands(sheet, i))
			continue;
		if (!copy_field(sheet, line->field, fields))
			continue;
		copy_field(sheet, line->also, fields);
		text = sheet_value_text(sheet, line);
		editor_set(&sheet->texts[i], text);
		read_line(sheet, i);
		filled++;
		free(text);
	}
	if (filled) {
		sheet->is_touched = true;
		keep(face, sheet);
	}
	return filled;
}

/* --- opening and closing --- */

static void read_texts(struct sheet *sheet, const struct json *context)
{
	const struct json *typed = json_get(context, "texts");

	for (int i = 0; i < sheet->count; i++) {
		const struct field *field = sheet_field(sheet->kind, line_at(sheet, i));
		char *name = name_of(sheet, i), *text = is_typed_in(sheet, i) ? sheet_value_text(sheet, line_at(sheet, i)) : xstrdup("");
		bool is_long = field && field->kind == FIELD_LONG_TEXT, is_text = field && (is_long || field->kind == FIELD_TEXT);

		editor_init(&sheet->texts[i], json_get_text(typed, name) ? json_get_text(typed, name) : text,
		            is_text ? (size_t)field->max : 0, is_long);
		free(name);
		free(text);
	}
	for (int i = 0; i < sheet->count; i++)
		if (is_typed_in(sheet, i) && !is_empty(sheet, i) && stands(sheet, i))
			read_line(sheet, i);
}

/* Where the cursor was; in a new one the first field, in one that changes a record its first line. */
static void restore_place(struct view *view, struct sheet *sheet, const struct json *context)
{
	const char *line = json_get_text(context, "line");
	int64_t at = json_get_integer(context, "at", -1);

	for (int i = 0; line && i < sheet->count; i++) {
		char *name = name_of(sheet, i);
		bool is_here = strcmp(name, line) == 0 && stands(sheet, i);

		free(name);
		if (is_here) {
			go_to(view, sheet, i, at >= 0);
			if (at >= 0 && (size_t)at <= sheet->texts[i].text.len)
				sheet->texts[i].at = (size_t)at;
			return;
		}
	}
	go_to(view, sheet, end_line(sheet, 1), !sheet->record);
}

/* Fills the lines from the draft as it was read. */
static void fill(struct face *face, struct view *view, struct sheet *sheet)
{
	const struct sheet_kind *kind = sheet->kind;
	struct json *context;

	while (kind->lines[sheet->count].field || kind->lines[sheet->count].label)
		sheet->count++;
	sheet->texts = xcalloc((size_t)sheet->count, sizeof *sheet->texts);
	sheet->wrong = xcalloc((size_t)sheet->count, sizeof *sheet->wrong);
	sheet->zone = zone_of_computer();
	sheet->body = json_parse_own(sheet->draft.body);
	if (!sheet->body)
		sheet->body = json_new_object();
	context = json_parse_own(sheet->draft.context);
	sheet->record = json_get_integer(context, "record", 0);
	sheet->account = json_get_integer(context, "account", 0);
	sheet->is_touched = json_get(context, "line") != NULL;
	if (sheet->record)
		sheet->before = sheet_record_fields(face, sheet);
	read_texts(sheet, context);
	restore_place(view, sheet, context);
	json_free(context);
}

static void release(struct sheet *sheet)
{
	for (int i = 0; i < sheet->count; i++) {
		editor_release(&sheet->texts[i]);
		free(sheet->wrong[i]);
	}
	free(sheet->texts);
	free(sheet->wrong);
	free(sheet->zone);
	strings_release(&sheet->choices);
	json_free(sheet->body);
	json_free(sheet->before);
	draft_release(&sheet->draft);
}

int sheet_open(struct face *face, struct view *view, struct sheet *sheet, const struct sheet_kind *kind, int64_t draft)
{
	sheet->kind = kind;
	sheet->store = face_store(face);
	if (!draft_get(sheet->store, draft, &sheet->draft)) {
		face_say(face, _("This draft is not here any more."));
		return -1;
	}
	sheet->is_elsewhere = !held_take(face, &sheet->draft);
	fill(face, view, sheet);
	return 0;
}

/* Another face writes it now: what it wrote stands here, and nothing can be typed. */
static void show_as_kept(struct face *face, struct view *view, struct sheet *sheet)
{
	struct sheet fresh = { .kind = sheet->kind, .store = sheet->store, .is_elsewhere = true };
	bool was_elsewhere = sheet->is_elsewhere && !view->field;

	if (!draft_get(face_store(face), sheet->draft.local, &fresh.draft))
		return;
	release(sheet);
	*sheet = fresh;
	fill(face, view, sheet);
	if (!was_elsewhere)
		held_say_lost(face, sheet->draft.local);
}

/* A screen above has written into it. */
static void read_again(struct face *face, struct view *view, struct sheet *sheet)
{
	struct sheet fresh = { .kind = sheet->kind, .store = sheet->store };
	int at = sheet->at;

	if (!draft_get(face_store(face), sheet->draft.local, &fresh.draft))
		return;
	view->field = NULL;
	release(sheet);
	*sheet = fresh;
	fill(face, view, sheet);
	sheet->is_touched = true;
	go_to(view, sheet, at, false);
}

void sheet_changed(struct face *face, struct view *view, struct sheet *sheet)
{
	struct draft kept;

	if (sheet->is_gone || !draft_get(face_store(face), sheet->draft.local, &kept))
		return;
	if (kept.holder != sheet->draft.holder)
		show_as_kept(face, view, sheet);
	else if (!sheet->is_unkept && !text_equal(kept.body, sheet->draft.body))
		read_again(face, view, sheet);
	draft_release(&kept);
}

struct json *sheet_where(const struct view *view, const struct sheet *sheet)
{
	struct json *context = context_of(sheet);

	json_set_bool(context, "typing", view->field != NULL);
	return context;
}

void sheet_go_back(struct view *view, struct sheet *sheet, const struct json *where)
{
	restore_place(view, sheet, where);
	if (!json_get_bool(where, "typing", false))
		go_to(view, sheet, sheet->at, false);
}

/* An untouched draft leaves nothing behind; one that is open while the program ends is offered again. */
void sheet_close(struct face *face, struct view *view, struct sheet *sheet)
{
	struct err e = { 0 };

	(void)view;
	if (sheet->is_elsewhere || face_is_taken(face)) {
		/* it is another face's */
	} else if (!sheet->is_gone && !sheet->is_touched) {
		if (draft_delete(face_store(face), sheet->draft.local, &e) != 0)
			face_fail(face, &e);
	} else if (!sheet->is_gone && sheet->draft.open && !face_is_leaving(face)) {
		sheet->draft.open = false;
		keep(face, sheet);
	}
	if (!sheet->is_gone)
		held_release(face, &sheet->draft);
	release(sheet);
}
