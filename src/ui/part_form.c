/* What the forms of a space's parts do alike: sending to the account of their draft, and files that go with what is written. */
#include "part_form.h"

#include <stdlib.h>

#include "attach.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/records/upload.h"
#include "words.h"

static const char files_field[] = "files", file_field[] = "file";
const char part_form_add[] = N_("Add a file"), part_form_take_out[] = N_("Take a file out");
const char part_form_replace[] = N_("Another file");

/* --- lines --- */

static char *files_words(const struct json *files)
{
	struct str text = { 0 };

	for (const struct json *i = json_first(files); i; i = json_next(i)) {
		char *file = attach_words(i);

		str_addf(&text, text.len ? "; %s" : "%s", file);
		free(file);
	}
	return str_detach_or(&text, _("none yet"));
}

/* "tap.jpg, 2.1 MB, instead of 1.8 MB": what a file becomes. Yours. */
static char *file_words(const struct sheet *sheet)
{
	const struct json *file = json_first(json_get(sheet->body, file_field)), *before = json_first(json_get(sheet->before, file_field));
	char *now = attach_words(file), *text;
	struct str size = { 0 };

	if (!before || text_equal(json_get_text(before, "blobId"), json_get_text(file, "blobId")))
		return now;
	words_add_size(&size, json_get_integer(before, "size", 0));
	/* TRANSLATORS: another file in the place of one: name and size of the new one, size of the old one. */
	text = xasprintf(_("%s, instead of %s"), now, size.text);
	str_release(&size);
	free(now);
	return text;
}

bool part_form_stands(const struct sheet *sheet, const struct sheet_line *line)
{
	return line->label != part_form_take_out || json_size(json_get(sheet->body, files_field)) > 0;
}

char *part_form_shows(const struct sheet *sheet, const struct sheet_line *line)
{
	struct str size = { 0 }, time = { 0 };
	int64_t bytes;
	char *text;

	if (line->field && text_equal(line->field, file_field))
		return file_words(sheet);
	if (line->field)
		return files_words(json_get(sheet->body, line->field));
	if (line->label == sheet->kind->keep)
		return xstrdup(_("as a draft; it is kept anyway while you type"));
	if (line->label != sheet->kind->send)
		return xstrdup("");
	bytes = sheet_size(sheet) + upload_bytes(sheet->store, sheet_account(sheet), sheet->kind->type, sheet->body);
	words_add_price(&size, &time, price_of(sheet->store, bytes));
	text = xasprintf(_("%s, about %s"), size.text, time.text);
	str_release(&size);
	str_release(&time);
	return text;
}

/* Of a project guests are shown pages, with their files, and nothing else. */
char *part_form_check(const struct sheet *sheet, const struct sheet_line *line, bool *blocks)
{
	(void)blocks;
	if (!text_equal(line->field, "readers") || !text_equal(json_get_text(sheet->body, line->field), "public"))
		return NULL;
	return xstrdup(sheet->kind->type->index == TYPE_Page ? _("Guests, too, and its files with it.")
	                                                     : _("Guests are shown pages alone; this is for all members."));
}

/* --- files --- */

static void file_typed(struct face *face, struct view *view, const char *text)
{
	struct sheet *sheet = view->model;
	struct json *file = attach_typed(face, sheet_account(sheet), text, file_typed), *files;

	if (file) {
		files = json_get(sheet->body, files_field) ? json_copy(json_get(sheet->body, files_field)) : json_new_array();
		json_push(files, file);
		sheet_put(face, sheet, files_field, files);
	}
}

static void other_typed(struct face *face, struct view *view, const char *text)
{
	struct sheet *sheet = view->model;
	struct json *file = attach_typed(face, sheet_account(sheet), text, other_typed), *files;

	if (file) {
		files = json_new_array();
		json_push(files, file);
		sheet_put(face, sheet, file_field, files);
	}
}

static void add(struct face *face, const struct sheet *sheet)
{
	int most = (int)field_find(sheet->kind->type, files_field)->max;

	if ((int)json_size(json_get(sheet->body, files_field)) >= most) {
		face_sayf(face, i18n_plural("%d file at most.", "%d files at most.", (unsigned long)most), most);
		return;
	}
	attach_ask(face, NULL, file_typed);
}

/* The last one: what was added by mistake is mostly that. */
static void take_out(struct face *face, struct view *view)
{
	struct sheet *sheet = view->model;
	const struct json *before = json_get(sheet->body, files_field);
	struct json *files = json_new_array();

	for (const struct json *i = json_first(before); i && json_next(i); i = json_next(i))
		json_push(files, json_copy(i));
	if (json_size(files) == 0) {
		json_free(files);
		files = NULL;
		sheet->at--; /* the line itself goes */
	}
	sheet_put(face, sheet, files_field, files);
}

/* --- acting --- */

enum outcome part_form_act(struct face *face, struct view *view, enum action action)
{
	struct sheet *sheet = view->model;
	const char *label = sheet->kind->lines[sheet->at].label;
	bool chooses = action == ACTION_OPEN && !view->field && !sheet->is_elsewhere;

	if (chooses && label == part_form_add)
		add(face, sheet);
	else if (chooses && label == part_form_take_out)
		take_out(face, view);
	else if (chooses && label == part_form_replace)
		attach_ask(face, NULL, other_typed);
	else
		return ACT_IGNORED;
	return ACT_DONE;
}

enum outcome part_form_send(struct face *face, struct view *view)
{
	struct sheet *sheet = view->model;

	if (sheet_lacks(face, view, sheet) || sheet_send(face, sheet, sheet->account) != 0)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}
