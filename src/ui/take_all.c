/*
 * Taking all that is mine along: the folder is asked for, written, and what came into it is said; or the portal writes it, behind a
 * link.
 */
#include <stdlib.h>

#include "face.h"
#include "form.h"
#include "link.h"
#include "path.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/export.h"
#include "twinline/records/folder.h"
#include "words.h"

enum row { ROW_WHAT, ROW_CALENDAR, ROW_FILES, ROW_FOLDER, ROW_WRITE, ROW_LINK, ROW_COUNT };

enum { FIELD_MAX = 1000 /* characters */ };

static const struct form_row rows[ROW_COUNT] = {
	[ROW_WHAT] = { FORM_WORDS, N_("Records"), NULL, 0, 0 },
	[ROW_CALENDAR] = { FORM_WORDS, N_("Calendar"), NULL, 0, 0 },
	[ROW_FILES] = { FORM_WORDS, N_("Files"), NULL, 0, 0 },
	[ROW_FOLDER] = { FORM_FIELD, N_("Folder"), NULL, FORM_GAP, 0 },
	[ROW_WRITE] = { FORM_ACTION, N_("Write it"), NULL, 0, 0 },
	[ROW_LINK] = { FORM_ACTION, N_("One-time link"), NULL, 0, 0 },
};

struct taking {
	struct form form;       /* first: what a form offers is asked of it */
	struct link_shown link; /* below it */
};

static char *words(struct face *face, struct view *view, int row, bool narrow)
{
	(void)face;
	(void)view;
	switch ((enum row)row) {
	case ROW_WHAT:
		return xstrdup(narrow ? _("JSON; letters as text") : _("all of them as JSON, a file a type; conversations as text too"));
	case ROW_CALENDAR:
		return xstrdup(narrow ? _("as .ics") : _("as .ics, for any calendar"));
	case ROW_FILES:
		return xstrdup(narrow ? _("as they are") : _("as they are, where they are kept here"));
	case ROW_WRITE:
		return xstrdup(narrow ? "" : _("nothing leaves this computer"));
	case ROW_LINK:
		return xstrdup(narrow ? "" : _("the portal writes it; good for a day"));
	default:
		return NULL;
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct taking *x = view->model;

	words_title(face, p, _("Take all with me"), "");
	x->form.below = link_rows(&x->link, p);
	link_draw(&x->link, p, form_draw(&x->form, face, view, p, 1, words));
}

static void write_it(struct face *face, struct form *form)
{
	struct export_result r;
	struct err e = { 0 };
	struct str size = { 0 };
	char *dir = path_of(form_text(form, ROW_FOLDER));
	struct folder *folder = export_folder(dir, NULL, &e);

	if (!folder || export_all(face_store(face), folder, &r, &e) != 0) {
		face_fail(face, &e);
	} else {
		words_add_size(&size, r.bytes);
		face_sayf(face, _("Written: %s in %s; index.txt tells what is there and what is not."), size.text, dir);
	}
	folder_free(folder);
	str_release(&size);
	free(dir);
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct taking *x = view->model;

	link_heard(face, &x->link, packet);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct taking *x = view->model;
	enum form_result result = form_act(&x->form, view, action);

	if (result == FORM_CHOSEN && x->form.at == ROW_LINK)
		link_ask(face, face_account(face), NULL);
	else if (result == FORM_CHOSEN)
		write_it(face, &x->form);
	return result == FORM_IGNORED ? ACT_IGNORED : ACT_DONE;
}

static int open_take_all(struct face *face, struct view *view, int64_t argument)
{
	struct form *form = &((struct taking *)view->model)->form;
	char *name = folder_name("twinline"), *folder = xasprintf("~/%s", name);

	(void)argument;
	form_init(form, rows, ROW_COUNT, FIELD_MAX);
	editor_set(&form->fields[ROW_FOLDER], folder);
	free(folder);
	free(name);
	form->is_hidden[ROW_LINK] = face_is_guest(face) || !face_account(face);
	face_listen(face, heard);
	form_go(form, view, ROW_WRITE, false);
	return 0;
}

static void close_take_all(struct face *face, struct view *view)
{
	struct taking *x = view->model;

	(void)face;
	form_release(&x->form);
	link_release(&x->link);
}

const struct screen screen_take_all = {
	.name = "take-all", .title = N_("Take all with me"), .size = sizeof(struct taking), .open = open_take_all, .draw = draw,
	.act = act, .close = close_take_all, .offers = form_offers, .typing = form_typing,
};
