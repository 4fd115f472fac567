/* The files of a TwinSpace's folder, in turn; its index is grown beside them and written last. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "space_parts.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"
#include "twinline/records/ics.h"
#include "twinline/records/markdown.h"
#include "twinline/text/datetime.h"

/* --- a page and its twin for browsers --- */

char *space_path(struct space_out *o, const char *folder, const char *name, const char *ending)
{
	char *parent = xasprintf("%s%s%s", o->parent, *o->parent && *folder ? "/" : "", folder), *whole, *path;
	size_t top = *o->parent ? strlen(o->parent) + 1 : 0;

	whole = folder_path(o->f, parent, name, ending);
	path = xstrdup(whole + top);
	free(whole);
	free(parent);
	return path;
}

static int put(struct space_out *o, const char *path, const struct str *text)
{
	char *whole = xasprintf("%s%s%s", o->parent, *o->parent ? "/" : "", path);
	int result = folder_put(o->f, whole, text->text ? text->text : "", text->len, o->e);

	free(whole);
	return result;
}

int space_put(struct space_out *o, const char *path, struct str *text, const char *label)
{
	char *html = xasprintf("%.*s.html", (int)(strlen(path) - strlen(".md")), path);
	struct str page = { 0 };
	int result;

	markdown_html(&page, text->text ? text->text : "", label ? label : json_get_text(o->sp->project, "title"));
	result = put(o, path, text) == 0 ? put(o, html, &page) : -1;
	if (label) {
		str_add(&o->index, "- ");
		markdown_add_link(&o->index, label, "", path);
		str_addc(&o->index, '\n');
	}
	str_release(&page);
	str_release(text);
	free(html);
	return result;
}

static int put_named(struct space_out *o, const char *name, struct str *text, const char *label)
{
	char *path = space_path(o, "", name, ".md");
	int result = space_put(o, path, text, label);

	free(path);
	return result;
}

/* --- its parts --- */

static int put_about(struct space_out *o)
{
	static const char *const leave_out[] = { "title", "activeAt", NULL };
	size_t count;
	struct str text = { 0 };

	str_add(&text, "# ");
	markdown_add_line(&text, json_get_text(o->sp->project, "title"));
	str_add(&text, "\n\n");
	space_add_fields(o, &text, space_of_type(o->sp, TYPE_Project, &count), leave_out);
	return put_named(o, "about", &text, _("About"));
}

/* The part of the project that an activity belongs to; all else is of one. */
static long phase_of(const struct space_record *r)
{
	const char *phase = r->type->index == TYPE_Activity ? json_get_text(r->tree, "phase") : NULL;
	const struct vocabulary_row *row = vocabulary_find(&vocabulary_activity_phases, phase ? phase : "work"); /* as the screen has it */

	return row ? row - vocabulary_activity_phases.rows : 0;
}

/* What nobody gave a place stands last. */
static int64_t place_of(const struct space_record *r)
{
	int64_t position = json_get_integer(r->tree, "position", 0);

	return position > 0 ? position : INT64_MAX;
}

/* In the order that people gave them: pages in the menu, activities in their phase. */
static int by_place(const void *left, const void *right)
{
	const struct space_record *a = *(const struct space_record *const *)left, *b = *(const struct space_record *const *)right;

	if (phase_of(a) != phase_of(b))
		return phase_of(a) < phase_of(b) ? -1 : 1;
	if (place_of(a) != place_of(b))
		return place_of(a) < place_of(b) ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* All records of a type in their order; yours. */
static const struct space_record **in_order(const struct space_out *o, enum record_type_index type, size_t *count)
{
	const struct space_record *records = space_of_type(o->sp, type, count), **order = xcalloc(*count + 1, sizeof *order);

	for (size_t i = 0; i < *count; i++)
		order[i] = &records[i];
	qsort(order, *count, sizeof *order, by_place);
	return order;
}

static int put_page(struct space_out *o, const struct space_record *page)
{
	const char *title = json_get_text(page->tree, "title"), *state = json_get_text(page->tree, "state");
	char *path = space_path(o, "pages", title, ".md");
	struct str text = { 0 };
	int result;

	str_add(&text, "# ");
	markdown_add_line(&text, title);
	str_add(&text, "\n\n");
	if (json_get(page->tree, "changedBy"))
		space_add_byline(&text, json_get(page->tree, "changedBy"), json_get_text(page->tree, "changedAt"));
	else
		space_add_byline(&text, json_get(page->tree, "author"), json_get_text(page->tree, "createdAt"));
	if (text_equal(state, "draft"))
		str_addf(&text, ", %s", vocabulary_label(&vocabulary_page_states, state));
	str_add(&text, "\n\n");
	markdown_add_text(&text, json_get_text(page->tree, "text"), true, 1);
	space_add_files(o, &text, json_get(page->tree, "files"), "../");
	space_add_comments(o, &text, page->id, 2, "../");
	result = space_put(o, path, &text, title);
	free(path);
	return result;
}

static int put_pages(struct space_out *o)
{
	size_t count;
	const struct space_record **pages = in_order(o, TYPE_Page, &count);
	int result = 0;

	for (size_t i = 0; i < count && result == 0; i++)
		result = put_page(o, pages[i]);
	free(pages);
	return result;
}

/* What a record of a list is called. */
static const char *heading(const struct space_record *r)
{
	static const char *const names[] = { "title", "alias", "subject" };
	const char *name = json_get_text(json_get(r->tree, "person"), "name");

	for (size_t i = 0; i < ARRAY_SIZE(names) && !name; i++)
		name = json_get_text(r->tree, names[i]);
	return name ? name : r->id;
}

/* Its parts that are lists, under the names that their screens have. */
static const struct listed { enum record_type_index type; const char *file, *title; } lists[] = {
	{ TYPE_Activity, "activities", N_("Activities") }, { TYPE_Material, "materials", N_("Materials") },
	{ TYPE_Member, "members", N_("Members") }, { TYPE_Pupil, "pupils", N_("Pupils") },
	{ TYPE_PupilMail, "pupil-mail", N_("Pupils' mail") },
};

/* All records of a type, one after the other, each with what was said of it. */
static int put_list(struct space_out *o, const struct listed *list)
{
	static const char *const leave_out[] = { "title", "alias", "subject", "person", NULL };
	const char *label = _(list->title);
	size_t count;
	const struct space_record **records = in_order(o, list->type, &count);
	struct str text = { 0 };

	str_addf(&text, "# %s\n\n", label);
	for (size_t i = 0; i < count; i++) {
		str_add(&text, "## ");
		markdown_add_line(&text, heading(records[i]));
		str_add(&text, "\n\n");
		space_add_fields(o, &text, records[i], leave_out);
		space_add_comments(o, &text, records[i]->id, 3, "");
	}
	free(records);
	if (count)
		return put_named(o, list->file, &text, label);
	str_release(&text);
	return 0;
}

/* What was said stands behind what there is to do. */
static int put_lists(struct space_out *o)
{
	int result = put_list(o, &lists[0]);

	if (result == 0)
		result = space_put_talk(o);
	for (size_t i = 1; i < ARRAY_SIZE(lists) && result == 0; i++)
		result = put_list(o, &lists[i]);
	return result;
}

static int put_calendar(struct space_out *o)
{
	static const enum record_type_index dated[] = { TYPE_Event, TYPE_Activity };
	int64_t *locals = xcalloc(o->sp->count + 1, sizeof *locals);
	struct str text = { 0 };
	int result = 0, all = 0;

	for (size_t t = 0; t < ARRAY_SIZE(dated); t++) {
		size_t count;
		const struct space_record *records = space_of_type(o->sp, dated[t], &count);

		for (size_t i = 0; i < count; i++)
			locals[all++] = records[i].local;
	}
	if (ics_dates(o->sp->s, locals, all, &text) > 0) {
		char *path = space_path(o, "", "calendar", ".ics");

		result = put(o, path, &text);
		str_add(&o->index, "- ");
		markdown_add_link(&o->index, _("Calendar"), "", path);
		str_addc(&o->index, '\n');
		free(path);
	}
	free(locals);
	str_release(&text);
	return result;
}

/* --- files --- */

/* "photos/week 2" as folders below materials; yours. */
static char *folder_of(const struct space_file *file)
{
	struct str path = { 0 };
	char *rest = xstrdup(file->folder ? file->folder : ""), *next = rest, *part;

	str_add(&path, file->folder ? "materials" : "files");
	while ((part = strsep(&next, "/"))) {
		struct folder *one = *part ? folder_new_tar(NULL, NULL, 0) : NULL; /* each is made safe as a name by itself */
		char *safe = one ? folder_path(one, "", part, "") : NULL;

		if (safe)
			str_addf(&path, "/%s", safe);
		free(safe);
		folder_free(one);
	}
	free(rest);
	return str_detach(&path);
}

static int copy_file(struct space_out *o, const struct space_file *file)
{
	char *whole = xasprintf("%s%s%s", o->parent, *o->parent ? "/" : "", file->path), *bytes = xmalloc(BLOB_CHUNK_MAX);
	struct blob b = { 0 };
	int result = blob_get(o->sp->s, o->sp->account, file->blob, &b) ? 0 : err_set(o->e, ERR_NOT_FOUND, NULL);

	if (result == 0)
		result = folder_begin(o->f, whole, b.size, o->e);
	for (int64_t at = 0; at < b.size && result == 0;) {
		int64_t count = blob_read(o->sp->s, o->sp->account, file->blob, at, bytes, BLOB_CHUNK_MAX, o->e);

		if (count > 0)
			result = folder_add(o->f, bytes, (size_t)count, o->e);
		else
			result = count < 0 ? -1 : err_set(o->e, ERR_STORE_DAMAGED, file->blob, "blob", NULL);
		at += count;
	}
	if (result == 0)
		result = folder_end(o->f, o->e);
	blob_release(&b);
	free(bytes);
	free(whole);
	return result;
}

/* What is here gets its place, so that everything that is written can lead there. */
static void name_files(struct space_out *o)
{
	for (size_t i = 0; i < o->sp->file_count; i++) {
		struct space_file *file = &o->sp->files[i];
		char *folder = file->is_here ? folder_of(file) : NULL;

		free(file->path);
		file->path = folder ? space_path(o, folder, *file->name ? file->name : file->blob, "") : NULL;
		free(folder);
	}
}

static int copy_files(struct space_out *o)
{
	int result = 0;

	for (size_t i = 0; i < o->sp->file_count && result == 0; i++)
		if (o->sp->files[i].path)
			result = copy_file(o, &o->sp->files[i]);
	return result;
}

/* --- project.json and the index --- */

static int put_records(struct space_out *o)
{
	struct json *all = json_new_object(), *records, *files;
	char when[CLOCK_TEXT_SIZE];
	struct str text = { 0 };
	char *printed, *path = space_path(o, "", "project", ".json");
	int result;

	clock_format(clock_now(), when);
	json_set_integer(all, "twinline", 1);
	json_set_string(all, "project", json_get_text(o->sp->project, "id"));
	json_set_string(all, "exportedAt", when);
	records = json_set(all, "records", json_new_object());
	for (size_t i = 0; i < o->sp->count; i++) {
		const char *type = o->sp->records[i].type->name;
		struct json *list = json_get_mutable(records, type);

		json_push(list ? list : json_set(records, type, json_new_array()), json_copy(o->sp->records[i].tree));
	}
	files = json_set(all, "files", json_new_array());
	for (size_t i = 0; i < o->sp->file_count; i++) {
		struct json *file = json_push(files, json_new_object());

		json_set_string(file, "blobId", o->sp->files[i].blob);
		json_set_string(file, "type", o->sp->files[i].type);
		json_set_string(file, "path", o->sp->files[i].path); /* null: only the portal has it */
	}
	printed = json_print(all);
	str_add(&text, printed);
	result = put(o, path, &text);
	str_release(&text);
	free(printed);
	free(path);
	json_free(all);
	return result;
}

unsigned long space_missing(const struct space *sp)
{
	unsigned long missing = 0;

	for (size_t i = 0; i < sp->file_count; i++)
		missing += !sp->files[i].path;
	return missing;
}

static void add_older(struct str *out, int64_t count)
{
	str_addc(out, '\n');
	str_addf(out, i18n_plural("%lld older record is at the portal only; fetch it first to take it too.",
	                          "%lld older records are at the portal only; fetch them first to take them too.", (unsigned long)count),
	         (long long)count);
	str_addc(out, '\n');
}

void space_add_elsewhere(struct str *out, int64_t older, unsigned long missing)
{
	if (older)
		add_older(out, older);
	if (missing)
		str_addf(out, i18n_plural("\n%lu file is at the portal only; fetch it first to take it too.\n",
		                          "\n%lu files are at the portal only; fetch them first to take them too.\n", missing), missing);
}

/* Beside the pages: what belongs to no page. */
static void add_materials(struct space_out *o)
{
	bool begun = false;

	for (size_t i = 0; i < o->sp->file_count; i++) {
		const struct space_file *file = &o->sp->files[i];

		if (!file->folder || !file->path)
			continue;
		if (!begun)
			str_addf(&o->index, "\n## %s\n\n", _("Files"));
		begun = true;
		str_add(&o->index, "- ");
		markdown_add_link(&o->index, file->path + strlen("materials/"), "", file->path);
		str_addc(&o->index, '\n');
	}
}

static int put_index(struct space_out *o)
{
	struct str text = { 0 };

	add_materials(o);
	space_add_elsewhere(&o->index, o->sp->older, space_missing(o->sp));
	str_add(&text, "# ");
	markdown_add_line(&text, json_get_text(o->sp->project, "title"));
	str_add(&text, "\n\nTwinline, ");
	datetime_add_full(&text, clock_now(), 0);
	str_addf(&text, "\n\n%s", o->index.text ? o->index.text : "");
	return put_named(o, "index", &text, NULL);
}

int space_write(struct space *sp, struct folder *f, const char *parent, struct err *e)
{
	struct space_out o = { .sp = sp, .f = f, .parent = parent, .e = e };
	int result = -1;

	name_files(&o);
	if (put_records(&o) == 0 && copy_files(&o) == 0 && put_about(&o) == 0 && put_pages(&o) == 0 && put_lists(&o) == 0 &&
	    put_calendar(&o) == 0)
		result = put_index(&o);
	str_release(&o.index);
	return result;
}
