/* A sheet and its draft: opened from it, kept in it at every key, shown as another face or a screen above has kept it. */
#include "sheet_draft.h"

#include <stdlib.h>
#include <string.h>

#include "held.h"
#include "sheet_value.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"

/* --- lines --- */

const struct sheet_line *sheet_line_at(const struct sheet *sheet, int at)
{
	return &sheet->kind->lines[at];
}

bool sheet_stands(const struct sheet *sheet, int at)
{
	return !sheet->kind->stands || sheet->kind->stands(sheet, sheet_line_at(sheet, at));
}

bool sheet_is_typed_in(const struct sheet *sheet, int at)
{
	return sheet_line_at(sheet, at)->field && !sheet_line_at(sheet, at)->is_fixed;
}

bool sheet_is_empty(const struct sheet *sheet, int at)
{
	return sheet->texts[at].text.len == 0;
}

/* --- keeping --- */

/* The name of a line in the draft's context: "time/1". Yours. */
static char *name_of(const struct sheet *sheet, int at)
{
	const struct sheet_line *line = sheet_line_at(sheet, at);

	return xasprintf("%s/%d", line->field ? line->field : line->label, (int)line->part);
}

bool sheet_read_line(struct sheet *sheet, int at)
{
	const struct sheet_line *line = sheet_line_at(sheet, at);
	bool blocks = false;

	free(sheet->wrong[at]);
	sheet->wrong[at] = sheet_value_read(sheet, line, sheet->texts[at].text.text);
	if (sheet->wrong[at])
		return true;
	if (sheet->kind->check)
		sheet->wrong[at] = sheet->kind->check(sheet, line, &blocks);
	return blocks;
}

/* Where the cursor is; what is not understood is kept as it was typed. Yours. */
static struct json *context_of(const struct sheet *sheet)
{
	struct json *context = json_new_object(), *texts = json_set(context, "texts", json_new_object());

	for (int i = 0; i < sheet->count; i++) {
		char *name = name_of(sheet, i);

		if (sheet_is_typed_in(sheet, i) && sheet->wrong[i])
			json_set_string(texts, name, sheet->texts[i].text.text);
		if (i == sheet->at)
			json_set_string(context, "line", name);
		free(name);
	}
	if (sheet_is_typed_in(sheet, sheet->at))
		json_set_integer(context, "at", (int64_t)sheet->texts[sheet->at].at);
	if (sheet->record)
		json_set_integer(context, "record", sheet->record);
	if (sheet->account)
		json_set_integer(context, "account", sheet->account);
	return context;
}

int sheet_keep(struct face *face, struct sheet *sheet)
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

int sheet_put(struct face *face, struct sheet *sheet, const char *field, struct json *value_taken)
{
	sheet->is_touched = sheet->draft.open = true;
	if (value_taken)
		json_set(sheet->body, field, value_taken);
	else
		json_remove(sheet->body, field);
	return sheet_keep(face, sheet);
}

bool sheet_keeps(struct face *face, struct sheet *sheet)
{
	return !sheet->is_unkept || sheet_keep(face, sheet) == 0;
}

/* --- opening and closing --- */

static void read_texts(struct sheet *sheet, const struct json *context)
{
	const struct json *typed = json_get(context, "texts");

	for (int i = 0; i < sheet->count; i++) {
		const struct field *field = sheet_field(sheet->kind, sheet_line_at(sheet, i));
		char *name = name_of(sheet, i), *text = sheet_is_typed_in(sheet, i) ? sheet_value_text(sheet, sheet_line_at(sheet, i)) : xstrdup("");
		bool is_long = field && field->kind == FIELD_LONG_TEXT, is_text = field && (is_long || field->kind == FIELD_TEXT);

		editor_init(&sheet->texts[i], json_get_text(typed, name) ? json_get_text(typed, name) : text,
		            is_text ? (size_t)field->max : 0, is_long);
		free(name);
		free(text);
	}
	for (int i = 0; i < sheet->count; i++)
		if (sheet_is_typed_in(sheet, i) && !sheet_is_empty(sheet, i) && sheet_stands(sheet, i))
			sheet_read_line(sheet, i);
}

/* Where the cursor was; in a new one the first field, in one that changes a record its first line. */
static void restore_place(struct view *view, struct sheet *sheet, const struct json *context)
{
	const char *line = json_get_text(context, "line");
	int64_t at = json_get_integer(context, "at", -1);

	for (int i = 0; line && i < sheet->count; i++) {
		char *name = name_of(sheet, i);
		bool is_here = strcmp(name, line) == 0 && sheet_stands(sheet, i);

		free(name);
		if (is_here) {
			sheet_go_to(view, sheet, i, at >= 0);
			if (at >= 0 && (size_t)at <= sheet->texts[i].text.len)
				sheet->texts[i].at = (size_t)at;
			return;
		}
	}
	sheet_go_to(view, sheet, sheet_end_line(sheet, 1), !sheet->record);
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

void sheet_show_as_kept(struct face *face, struct view *view, struct sheet *sheet)
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
	sheet_go_to(view, sheet, at, false);
}

void sheet_changed(struct face *face, struct view *view, struct sheet *sheet)
{
	struct draft kept;

	if (sheet->is_gone || !draft_get(face_store(face), sheet->draft.local, &kept))
		return;
	if (kept.holder != sheet->draft.holder)
		sheet_show_as_kept(face, view, sheet);
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
		sheet_go_to(view, sheet, sheet->at, false);
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
		sheet_keep(face, sheet);
		face_note_made(face, -sheet->draft.local);
	}
	if (sheet->made)
		face_note_made(face, sheet->made);
	if (!sheet->is_gone)
		held_release(face, &sheet->draft);
	release(sheet);
}
