/* The files of a project in their folders: how large each is, and whether it is here or what fetching takes. */
#include <stdlib.h>
#include <string.h>

#include "attach.h"
#include "letter_files.h"
#include "material.h"
#include "part.h"
#include "place.h"
#include "project.h"
#include "screens.h"
#include "table.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"
#include "twinline/records/part_find.h"
#include "twinline/text/collate.h"
#include "view.h"
#include "words.h"

enum { INDENT = 2 };

/* A file, or (local 0) a folder of the one that is shown, with what is in it and below. */
struct material_row {
	int64_t local, size;
	int files;
	char *folder, *key; /* key: where it stands among the others */
	struct material material;
};

struct materials {
	int64_t project, account;
	char *title;        /* of the project */
	char *counts;       /* how much there is, in words */
	char *folder;       /* that is shown: "" for the top */
	struct table table; /* of struct material_row */
	struct letter_files files; /* the one that was opened last */
};

static const struct blob_ref *file_of(const struct material *m)
{
	return m->file.count && m->file.at[0].id ? &m->file.at[0] : NULL;
}

/* --- rows --- */

static void release_row(void *item)
{
	struct material_row *row = item;

	free(row->folder);
	free(row->key);
	record_release(&record_types[TYPE_Material], &row->material);
}

/* The name of what lies in folder on the way to path ("photos/week 2" in "": "photos") and its length; NULL if path is not below it. */
static const char *name_below(const char *path, const char *folder, size_t *len)
{
	size_t top = strlen(folder);

	if (strncmp(path, folder, top) != 0 || (top > 0 && path[top] != '/') || path[top] == '\0')
		return NULL;
	path += top + (top > 0);
	*len = strcspn(path, "/");
	return path;
}

static struct material_row *find_folder(struct material_row **rows, int count, const char *name, size_t len)
{
	for (int i = 0; i < count; i++)
		if (!rows[i]->local && strlen(rows[i]->folder) == len && strncmp(rows[i]->folder, name, len) == 0)
			return rows[i];
	return NULL;
}

/* Folders first, then by name as people look for it. Yours. */
static char *order_of(const struct material_row *row)
{
	const char *name = row->local ? row->material.title : row->folder;
	char *by_name = collate_key(name ? name : ""), *key = xasprintf("%c%s", row->local ? '1' : '0', by_name);

	free(by_name);
	return key;
}

static int by_key(const void *left, const void *right)
{
	const struct material_row *const *a = left, *const *b = right;

	return strcmp((*a)->key, (*b)->key);
}

/* Puts a file into its row, or counts it in its folder's. Takes row. */
static int sort_in(const struct materials *m, struct material_row **rows, int count, struct material_row *row)
{
	const char *path = row->material.folder ? row->material.folder : "", *name;
	int64_t size = file_of(&row->material) ? file_of(&row->material)->size : 0;
	struct material_row *folder;
	size_t len = 0;

	if (strcmp(path, m->folder) == 0) {
		row->size = size;
		rows[count++] = row;
		return count;
	}
	name = name_below(path, m->folder, &len);
	folder = name ? find_folder(rows, count, name, len) : NULL;
	if (name && !folder) {
		folder = rows[count++] = xcalloc(1, sizeof *folder);
		folder->folder = xstrndup(name, len);
	}
	if (folder) {
		folder->files++;
		folder->size += size;
	}
	release_row(row);
	free(row);
	return count;
}

/* A folder has no record: its key is of its name. */
static int64_t key_of(const struct material_row *row)
{
	uint64_t hash = 1469598103934665603U;

	if (row->local)
		return row->local;
	for (const char *c = row->folder; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211U;
	return -(int64_t)(hash >> 17 | 1);
}

static int read_rows(struct face *face, struct materials *m, struct err *e)
{
	int64_t *locals = NULL;
	int all = part_list(face_store(face), m->account, TYPE_Material, &locals, e), count = 0;
	struct material_row **rows = xcalloc((size_t)(all > 0 ? all : 0) + 1, sizeof *rows);

	for (int i = 0; i < all; i++) {
		struct material_row *row = xcalloc(1, sizeof *row);

		row->local = locals[i];
		part_read(face, TYPE_Material, locals[i], &row->material, NULL);
		count = sort_in(m, rows, count, row);
	}
	for (int i = 0; i < count; i++)
		rows[i]->key = order_of(rows[i]);
	if (count)
		qsort(rows, (size_t)count, sizeof *rows, by_key);
	for (int i = 0; i < count; i++)
		table_add(&m->table, key_of(rows[i]), rows[i]);
	free(rows);
	free(locals);
	free(m->counts);
	m->counts = materials_words(face, m->account);
	return all < 0 ? -1 : table_show(&m->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

/* --- words --- */

char *materials_words(struct face *face, int64_t account)
{
	int64_t *locals = NULL, bytes = 0, here = 0;
	struct str text = { 0 }, size = { 0 }, part = { 0 };
	struct err e = { 0 };
	int count = part_list(face_store(face), account, TYPE_Material, &locals, &e);

	for (int i = 0; i < count; i++) {
		struct material m = { 0 };
		const struct blob_ref *file;

		part_read(face, TYPE_Material, locals[i], &m, NULL);
		file = file_of(&m);
		bytes += file ? file->size : 0;
		here += file && blob_has(face_store(face), account, file->id) ? file->size : 0;
		record_release(&record_types[TYPE_Material], &m);
	}
	free(locals);
	words_check(face, &e);
	words_add_size(&size, bytes);
	words_add_size(&part, here);
	if (count > 0)
		words_part_taken(&text, xasprintf(i18n_plural("%d file", "%d files", (unsigned long)count), count));
	else
		str_add(&text, _("none yet"));
	if (count > 0)
		words_part_taken(&text, here < bytes ? xasprintf(_("%s, of which %s are here"), size.text, part.text) : xstrdup(size.text));
	str_release(&size);
	str_release(&part);
	return str_detach(&text);
}

void material_file(const struct material *m, int64_t account, struct letter_files *files)
{
	struct blob_ref ref = file_of(m) ? *file_of(m) : (struct blob_ref){ 0 };
	struct blobs one = { .at = &ref, .count = ref.id ? 1 : 0 };

	ref.name = m->title; /* what it is called here, whatever it was called where it came from */
	letter_files_read(files, account, &one);
}

/* --- drawing --- */

static char *row_words(struct face *face, const struct materials *m, const struct material_row *row)
{
	struct letter_files files = { 0 };
	struct str size = { 0 };
	char *text, *name;

	if (row->local) {
		material_file(&row->material, m->account, &files);
		text = files.count ? letter_file_words(face, &files.files[0]) : words_safe(row->material.title, SANITISE_LINE);
		letter_files_release(&files);
		return text;
	}
	name = words_safe(row->folder, SANITISE_LINE);
	words_add_size(&size, row->size);
	/* TRANSLATORS: a folder: its name, how many files are in it, their size. */
	text = xasprintf(i18n_plural("%s/  %d file, %s", "%s/  %d files, %s", (unsigned long)row->files), name, row->files, size.text);
	str_release(&size);
	free(name);
	return text;
}

static void draw_row(struct face *face, const struct materials *m, const struct material_row *row, struct page *p, int line)
{
	char *text = row_words(face, m, row), *when = page_is_narrow(p) || !row->material.created_at ? xstrdup("")
	                                                                                         : words_short_time(row->material.created_at);
	const char *readers = row->local ? part_readers(row->material.readers) : "";
	struct str all = { 0 }, cut = { 0 };

	words_part(&all, text);
	if (*readers)
		words_part(&all, readers);
	words_add_whole(&cut, face, all.text, p->columns - 1 - INDENT - (*when ? 8 : 0));
	page_put(p, line, INDENT, cut.text);
	page_put_right(p, line, when);
	str_release(&all);
	str_release(&cut);
	free(when);
	free(text);
}

static void draw_title(struct face *face, const struct materials *m, struct page *p)
{
	char *folder = words_safe(m->folder, SANITISE_LINE), *title;

	if (*m->folder)
		title = xstrdup(folder);
	else
		title = page_is_narrow(p) ? xstrdup(m->counts) : xasprintf(_("%s, %s"), m->title, m->counts);
	words_title_line(face, p, title);
	free(title);
	free(folder);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct materials *m = view->model;
	const struct material_row *row;
	struct err e = { 0 };

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	draw_title(face, m, p);
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		draw_row(face, m, row, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (m->table.count > 0) {
		page_mark(p, 1 + list_view_line(&m->table.list));
	} else {
		page_put(p, 1, INDENT, _("None yet. {create} adds a file."));
		page_cursor(p, 1, 0);
	}
}

/* --- folders --- */

static void show_folder(struct face *face, struct view *view, char *folder_taken, int64_t key)
{
	struct materials *m = view->model;
	struct err e = { 0 };

	free(m->folder);
	m->folder = folder_taken;
	read_rows(face, m, &e);
	if (key)
		list_select(&m->table.list, key, &e);
	else
		list_open(&m->table.list, 0, &e);
	words_check(face, &e);
}

static void go_into(struct face *face, struct view *view, const char *name)
{
	struct materials *m = view->model;

	show_folder(face, view, *m->folder ? xasprintf("%s/%s", m->folder, name) : xstrdup(name), 0);
}

/* The cursor comes to the folder that one was in. False at the top. */
static bool go_up(struct face *face, struct view *view)
{
	struct materials *m = view->model;
	char *last = strrchr(m->folder, '/');
	struct material_row from = { .folder = last ? last + 1 : m->folder };
	int64_t key = key_of(&from);

	if (!*m->folder)
		return false;
	show_folder(face, view, last ? xstrndup(m->folder, (size_t)(last - m->folder)) : xstrdup(""), key);
	return true;
}

/* --- adding --- */

static void file_typed(struct face *face, struct view *view, const char *text)
{
	struct materials *m = view->model;
	struct json *file = attach_typed(face, m->account, text, file_typed);

	if (file) {
		struct json *object = json_new_object();
		int64_t made;

		json_set_string(object, "title", json_get_text(file, "name"));
		json_set_string(object, "readers", "members");
		if (*m->folder)
			json_set_string(object, "folder", m->folder);
		json_push(json_set(object, "file", json_new_array()), file);
		made = part_make(face, m->account, TYPE_Material, object);
		changed(face, view);
		if (made) {
			view_show_record(face, view, made);
			words_say_goes_out(face, NULL);
		}
	}
}

static void add(struct face *face, const struct materials *m)
{
	if (part_may(face, m->account, RIGHT_MATERIAL))
		attach_ask(face, NULL, file_typed);
}

/* --- acting --- */

static void open_row(struct face *face, struct view *view, const struct material_row *row)
{
	if (row->local)
		face_open(face, "material", row->local);
	else
		go_into(face, view, row->folder);
}

static void drop(struct face *face, struct view *view, const struct material_row *row)
{
	struct materials *m = view->model;

	if (!row->local) {
		face_say(face, _("A folder goes with the last file in it."));
		return;
	}
	material_file(&row->material, m->account, &m->files);
	if (m->files.count && letter_files_stop(face, &m->files.files[0]))
		return;
	if (part_may_change(face, m->account, RIGHT_MATERIAL, &row->material.author))
		part_end(face, row->local, _("The file is taken away; {undo} brings it back."));
	changed(face, view);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct materials *m = view->model;
	const struct material_row *row;

	row = table_item(&m->table);
	switch (action) {
	case ACTION_OPEN:
		if (row)
			open_row(face, view, row);
		return ACT_DONE;
	case ACTION_BACK:
		return go_up(face, view) ? ACT_DONE : ACT_IGNORED;
	case ACTION_CREATE:
		add(face, m);
		return ACT_DONE;
	case ACTION_EDIT:
		if (row && row->local)
			material_change(face, row->local);
		return ACT_DONE;
	case ACTION_DROP:
		if (row)
			drop(face, view, row);
		return ACT_DONE;
	case ACTION_FIND:
		part_ask_find(face, m->account);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_materials(struct face *face, struct view *view, int64_t argument)
{
	struct materials *m = view->model;
	struct err e = { 0 };

	m->project = argument;
	table_init(&m->table, release_row);
	if (!part_begin(face, argument, &m->account, &m->title))
		return -1;
	m->folder = xstrdup("");
	face_listen(face, letter_files_heard);
	return read_rows(face, m, &e) == 0 ? 0 : face_fail(face, &e);
}

static void close_materials(struct face *face, struct view *view)
{
	struct materials *m = view->model;

	(void)face;
	table_release(&m->table);
	free(m->counts);
	letter_files_release(&m->files);
	free(m->folder);
	free(m->title);
}

static struct json *where(const struct view *view)
{
	const struct materials *m = view->model;
	struct json *place = place_of_list(&m->table.list);

	json_set_string(place, "folder", m->folder);
	return place;
}

static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	struct materials *m = view->model;
	const char *folder = json_get_text(where_it_was, "folder");

	if (folder && *folder)
		show_folder(face, view, xstrdup(folder), 0);
	place_in_list(face, &m->table.list, where_it_was);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("open it"), N_("open the folder; look at the file, read or save it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("add a file"), N_("add a file of this computer to the folder"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_EDIT, N_("change"), N_("change name, folder, who reads it; put another file in its place"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("find in the project: pages, activities, files, talk"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("stop fetching the file, or take it away; {undo} brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_materials = {
	.name = "materials", .title = N_("Materials"), .size = sizeof(struct materials), .open = open_materials, .draw = draw, .act = act,
	.changed = changed, .close = close_materials, SCREEN_RECORDS(struct materials, table.list),
	.where = where, .go = go, .offers = offers,
};
