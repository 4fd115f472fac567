/* What the forms of a space's parts do alike: sending to the account of their draft, and files that go with what is written. */
#include "part_form.h"

#include <stdlib.h>

#include "attach.h"
#include "path.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "words.h"

static const char files_field[] = "files";
const char part_form_add[] = N_("Add a file"), part_form_take_out[] = N_("Take a file out");

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

bool part_form_stands(const struct sheet *sheet, const struct sheet_line *line)
{
	return line->label != part_form_take_out || json_size(json_get(sheet->body, files_field)) > 0;
}

char *part_form_shows(const struct sheet *sheet, const struct sheet_line *line)
{
	struct str size = { 0 }, time = { 0 };
	char *text;

	if (line->field)
		return files_words(json_get(sheet->body, line->field));
	if (line->label == sheet->kind->keep)
		return xstrdup(_("as a draft; it is kept anyway while you type"));
	if (line->label != sheet->kind->send)
		return xstrdup("");
	words_add_price(&size, &time, price_of(sheet->store, sheet_size(sheet)));
	text = xasprintf(_("%s, about %s"), size.text, time.text);
	str_release(&size);
	str_release(&time);
	return text;
}

/* --- files --- */

static int64_t account_of(struct face *face, const struct sheet *sheet)
{
	struct record r = { 0 };
	int64_t account = sheet->account;

	if (!account && record_by_local(face_store(face), sheet->record, &r))
		account = r.account;
	record_free(&r);
	return account;
}

static void ask_for_file(struct face *face, const char *text, const char *note);

static void file_typed(struct face *face, struct view *view, const char *text)
{
	struct sheet *sheet = view->model;
	struct str why = { 0 };
	struct json *file = text && *text ? attach_file_in(face, account_of(face, sheet), text, &why) : NULL, *files;

	if (file) {
		files = json_get(sheet->body, files_field) ? json_copy(json_get(sheet->body, files_field)) : json_new_array();
		json_push(files, file);
		sheet_put(face, sheet, files_field, files);
	} else if (why.len) {
		ask_for_file(face, text, why.text);
	}
	str_release(&why);
}

static void ask_for_file(struct face *face, const char *text, const char *note)
{
	face_prompt(face, _("File:"), text, NULL, file_typed);
	face_prompt_completes(face, path_complete);
	face_prompt_note(face, note);
}

static void add(struct face *face, const struct sheet *sheet)
{
	int most = (int)field_find(sheet->kind->type, files_field)->max;
	char *place;

	if ((int)json_size(json_get(sheet->body, files_field)) >= most) {
		face_sayf(face, i18n_plural("%d file at most.", "%d files at most.", (unsigned long)most), most);
		return;
	}
	place = attach_place(face);
	ask_for_file(face, place, NULL);
	free(place);
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
