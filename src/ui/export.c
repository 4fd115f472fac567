/*
 * A project taken along as a folder: how much it is and what of it has to be fetched, the folder, and then it is fetched and written; or
 * the portal writes it, behind a link for one download.
 */
#include "project.h"

#include <stdlib.h>

#include "form.h"
#include "link.h"
#include "path.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/export.h"
#include "twinline/records/folder.h"
#include "twinline/records/replica.h"
#include "words.h"

enum row { ROW_WHAT, ROW_SIZE, ROW_FOLDER, ROW_WRITE, ROW_HERE, ROW_LINK, ROW_COUNT };

enum { FIELD_MAX = 1000 /* characters */ };

static const struct form_row rows[ROW_COUNT] = {
	[ROW_WHAT] = { FORM_WORDS, N_("Records"), NULL, 0, 0 },
	[ROW_SIZE] = { FORM_WORDS, N_("Files"), NULL, 0, 0 },
	[ROW_FOLDER] = { FORM_FIELD, N_("Folder"), NULL, FORM_GAP, 0 },
	[ROW_WRITE] = { FORM_ACTION, N_("Write it"), NULL, 0, 0 },
	[ROW_HERE] = { FORM_ACTION, N_("Write what is here"), NULL, 0, 0 },
	[ROW_LINK] = { FORM_ACTION, N_("One-time link"), NULL, 0, 0 },
};

struct export_page {
	struct form form; /* first: what a form offers is asked of it */
	int64_t project, account;
	char *title, *id;
	struct space_weight weight;
	bool fetches;     /* what is missing is on its way; then it is written */
	struct link_shown link; /* below the form */
};

/* --- words --- */

/* "3.4 MB, of which 2.7 MB to fetch" */
static void add_weight(struct str *out, struct face *face, const struct space_weight *weight)
{
	struct str all = { 0 }, left = { 0 };

	words_add_size(&all, weight->bytes);
	words_add_measured(&left, price_of(face_store(face), weight->fetch));
	if (weight->fetch)
		str_addf(out, _("%s, of which %s to fetch"), all.text, left.text);
	else
		str_add(out, all.text);
	str_release(&all);
	str_release(&left);
}

char *export_words(struct face *face, int64_t account)
{
	struct space_weight weight = { 0 };
	struct str size = { 0 };
	struct err e = { 0 };
	char *text;

	space_weigh(face_store(face), account, &weight, &e);
	words_check(face, &e);
	add_weight(&size, face, &weight);
	text = xasprintf(_("the whole space as a folder: %s"), size.text);
	str_release(&size);
	return text;
}

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	const struct export_page *x = view->model;
	struct str size = { 0 };

	switch ((enum row)row) {
	case ROW_WHAT:
		return xstrdup(narrow ? _("Markdown, HTML, JSON") : _("pages and talk for any browser, all records as JSON"));
	case ROW_SIZE:
		add_weight(&size, face, &x->weight);
		return str_detach(&size);
	case ROW_WRITE:
		if (narrow || x->form.is_hidden[ROW_HERE])
			return xstrdup("");
		return xstrdup(x->fetches ? _("being fetched; it is written when all is here") : _("fetches what is missing first"));
	case ROW_LINK:
		return xstrdup(narrow ? "" : _("the portal writes it; good for a day"));
	case ROW_HERE:
		return xstrdup("");
	default:
		return NULL;
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct export_page *x = view->model;

	words_title_line(face, p, x->title);
	x->form.below = link_rows(&x->link, p);
	link_draw(&x->link, p, form_draw(&x->form, face, view, p, 1, words));
}

/* --- writing --- */

static void write_it(struct face *face, struct export_page *x)
{
	char *dir = path_of(form_text(&x->form, ROW_FOLDER));
	struct export_result r;
	struct space sp;
	struct err e = { 0 };
	struct folder *folder = NULL;
	struct str size = { 0 };

	x->fetches = false;
	if (space_read(face_store(face), x->account, NULL, &sp, &e) == 0) {
		folder = export_folder(dir, x->id, &e);
		if (folder && export_project(&sp, folder, &r, &e) == 0) {
			words_add_size(&size, r.bytes);
			face_sayf(face, _("Written: %s in %s; index.html tells what is there."), size.text, dir);
		}
		folder_free(folder);
		space_release(&sp);
	}
	words_check(face, &e);
	str_release(&size);
	free(dir);
}

/* --- fetching --- */

static int ask_older(struct store *s, void *context, struct err *e)
{
	const struct export_page *x = context;
	struct holding beyond;
	int result = 0;

	replica_beyond(s, x->account, &beyond);
	for (size_t i = 0; i < RECORD_TYPE_COUNT && result == 0; i++)
		if (beyond.records[i] > 0 && i != TYPE_Thread)
			result = replica_ask_older(s, x->account, &record_types[i], beyond.records[i], e);
	return result;
}

static void ask_files(struct face *face, const struct export_page *x)
{
	struct space sp;
	struct err e = { 0 };

	if (space_read(face_store(face), x->account, NULL, &sp, &e) == 0) {
		for (size_t i = 0; i < sp.file_count; i++) {
			const struct space_file *file = &sp.files[i];
			struct json *packet = file->is_here ? NULL : json_new_object();

			if (!packet)
				continue;
			json_set_string(packet, "do", "file");
			json_set_integer(packet, "account", x->account);
			json_set_string(packet, "blob", file->blob);
			json_set_string(packet, "type", file->type);
			json_set_integer(packet, "size", file->size);
			face_tell_engine(face, packet);
		}
		space_release(&sp);
	}
	words_check(face, &e);
}

static bool is_whole(const struct export_page *x)
{
	return x->weight.files == 0 && x->weight.older == 0;
}

static void weigh(struct face *face, struct export_page *x)
{
	struct err e = { 0 };

	space_weigh(face_store(face), x->account, &x->weight, &e);
	words_check(face, &e);
	x->form.is_hidden[ROW_HERE] = is_whole(x);
}

static void fetch(struct face *face, struct export_page *x)
{
	weigh(face, x);
	x->fetches = !is_whole(x);
	if (!x->fetches) {
		write_it(face, x);
		return;
	}
	if (x->weight.older)
		face_change(face, ask_older, x);
	ask_files(face, x);
	face_wake_engine(face, true);
	face_say_lightly(face, _("Being fetched; what came stays, whatever happens to the line."));
}

static void changed(struct face *face, struct view *view)
{
	struct export_page *x = view->model;

	weigh(face, x);
	if (x->fetches && is_whole(x))
		write_it(face, x);
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	const char *did = json_get_text(packet, "did");
	struct export_page *x = view->model;
	struct err cause = { 0 };

	if (link_heard(face, &x->link, packet))
		return;
	if (text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "file") && x->fetches) {
		x->fetches = false;
		json_to_err(json_get(packet, "cause"), &cause);
		face_fail(face, &cause);
	} else if (text_equal(did, "file") || (text_equal(did, "progress") && json_get_text(packet, "blob"))) {
		changed(face, view);
	}
}

/* --- the row of the screen --- */

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct export_page *x = view->model;
	enum form_result result = form_act(&x->form, view, action);

	if (result == FORM_CHOSEN && x->form.at == ROW_LINK)
		link_ask(face, x->account, NULL);
	else if (result == FORM_CHOSEN && x->form.at == ROW_HERE)
		write_it(face, x);
	else if (result == FORM_CHOSEN)
		fetch(face, x);
	return result == FORM_IGNORED ? ACT_IGNORED : ACT_DONE;
}

static int open_export(struct face *face, struct view *view, int64_t argument)
{
	struct export_page *x = view->model;
	struct project p;
	char *name, *folder;

	form_init(&x->form, rows, ROW_COUNT, FIELD_MAX);
	x->project = argument;
	if (!project_read(face_store(face), argument, &p, &x->account)) {
		form_release(&x->form);
		face_say(face, _("This project is not here any more."));
		return -1;
	}
	x->title = words_safe(p.title, SANITISE_LINE);
	x->id = xstrdup(p.head.id);
	name = folder_name(p.title);
	folder = xasprintf("~/%s", name);
	editor_set(&x->form.fields[ROW_FOLDER], folder);
	free(folder);
	free(name);
	record_release(&record_types[TYPE_Project], &p);
	weigh(face, x);
	x->form.is_hidden[ROW_LINK] = !access_may(project_role(face_store(face), x->account), RIGHT_JOURNAL); /* the portal's rule */
	face_listen(face, heard);
	form_go(&x->form, view, ROW_WRITE, false);
	return 0;
}

static void close_export(struct face *face, struct view *view)
{
	struct export_page *x = view->model;

	(void)face;
	form_release(&x->form);
	link_release(&x->link);
	free(x->title);
	free(x->id);
}

const struct screen screen_export = {
	.name = "export", .title = N_("Export"), .size = sizeof(struct export_page), .open = open_export, .draw = draw, .act = act,
	.changed = changed, .close = close_export, .offers = form_offers, .typing = form_typing,
};
