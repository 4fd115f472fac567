/*
 * A paper of a case, fetched when it is opened, as text: what it says stands here, whatever it was made with; Enter saves the
 * file itself, and a link of the portal gives it once to another program.
 */
#include <stdlib.h>

#include "desk.h"
#include "desk_lines.h"
#include "face.h"
#include "file_text.h"
#include "link.h"
#include "reading.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"
#include "words.h"

struct paper {
	struct desk_case_about about;
	int which;
	struct reading reading;
	struct link_shown link; /* it stands in the lowest rows */
};

static const struct letter_file *file_of(const struct paper *x)
{
	return &x->about.files.files[x->which];
}

static bool is_here(struct face *face, const struct paper *x)
{
	return blob_has(face_store(face), file_of(x)->account, file_of(x)->id);
}

static void build(struct face *face, struct paper *x)
{
	char *text = file_text(face, file_of(x));

	reading_clear(&x->reading);
	reading_add(&x->reading, READING_ITEM, letter_files_line(face, file_of(x)));
	reading_gap(&x->reading);
	if (text)
		reading_add(&x->reading, READING_TEXT, text);
	else if (!is_here(face, x))
		return;
	else if (file_is_pdf(file_of(x)))
		reading_add(&x->reading, READING_TEXT,
		            xstrdup(_("Nothing here makes text of it. Enter saves the file; the setting \"pdf-reader\" names a command.")));
	else
		reading_add(&x->reading, READING_TEXT, xstrdup(_("This is no text. Enter saves the file.")));
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct paper *x = view->model;
	char *title = words_safe(x->about.row.c.title, SANITISE_LINE), *left = xasprintf(_("Paper of %s"), title);

	words_title_line(face, p, left);
	x->reading.below = link_rows(&x->link, p);
	reading_draw(&x->reading, p);
	link_draw(&x->link, p, p->rows - 1 - x->reading.below);
	free(left);
	free(title);
}

static void show(struct face *face, const struct letter_file *file)
{
	struct str bytes = { 0 };
	struct err e = { 0 };

	if (blob_read_all(face_store(face), file->account, file->id, &bytes, &e) == 0)
		face_show_file(face, file->name, &bytes);
	words_check(face, &e);
	str_release(&bytes);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct paper *x = view->model;
	char *text;

	if (reading_act(&x->reading, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		letter_files_open(face, file_of(x));
		build(face, x);
		return ACT_DONE;
	case ACTION_DROP:
		if (!letter_files_stop(face, file_of(x)))
			return ACT_IGNORED;
		build(face, x);
		return ACT_DONE;
	case ACTION_COPY:
		link_ask(face, file_of(x)->account, file_of(x));
		return ACT_DONE;
	case ACTION_VIEW:
		show(face, file_of(x));
		return ACT_DONE;
	case ACTION_PRINT:
	case ACTION_PIPE:
		text = file_text(face, file_of(x));
		if (!text)
			face_say(face, _("This is no text. Enter saves the file."));
		else if (action == ACTION_PRINT)
			face_print(face, file_of(x)->name, text);
		else
			face_pipe(face, text);
		free(text);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct paper *x = view->model;

	if (!link_heard(face, &x->link, packet))
		letter_files_heard(face, view, packet);
	else if (x->link.way)
		desk_fetch_dossier(face, &x->about.row); /* it says who has made the link */
}

int64_t desk_paper_argument(int64_t local, int which)
{
	return local * DESK_ALIKE_MOST + which;
}

static int open_paper(struct face *face, struct view *view, int64_t argument)
{
	struct paper *x = view->model;

	x->which = (int)(argument % DESK_ALIKE_MOST);
	if (desk_case_read(face, argument / DESK_ALIKE_MOST, &x->about) && x->which < x->about.files.count) {
		face_listen(face, heard);
		if (!is_here(face, x))
			letter_files_bring(face, file_of(x));
		build(face, x);
		return 0;
	}
	desk_case_release(&x->about);
	face_say(face, _("This file is not here any more."));
	return -1;
}

static void changed(struct face *face, struct view *view)
{
	build(face, view->model);
}

static void close_paper(struct face *face, struct view *view)
{
	struct paper *x = view->model;

	(void)face;
	link_release(&x->link);
	reading_release(&x->reading);
	desk_case_release(&x->about);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("save"), N_("save the file; fetch it, if it is not here"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("more"), N_("more of it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, NULL, N_("show it by the command of the setting \"viewer\""), OFFER_WIDE, ACTION_NONE },
	{ ACTION_COPY, N_("link"), N_("a link to the file for one download within an hour"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, N_("print"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PIPE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("stop fetching the file"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_desk_paper = {
	.name = "desk-paper", .title = N_("Paper"), .size = sizeof(struct paper), .open = open_paper, .draw = draw, .act = act,
	.changed = changed, .close = close_paper, .offers = offers,
};
