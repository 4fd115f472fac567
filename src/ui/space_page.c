/* One page of a space, to be read: its text with what is marked up in it, its files, and who wrote it. */
#include <stdlib.h>

#include "letter_files.h"
#include "project.h"
#include "screens.h"
#include "part.h"
#include "talk.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

struct reader {
	int64_t local, account;
	struct space_page page;
	struct letter_files files;
	enum words_letters letters; /* of the text */
	struct reading reading;
};

/* --- reading --- */

/* "draft, teachers only"; nothing of what is published for all members. Yours. */
static char *state_words(const struct space_page *page)
{
	struct str text = { 0 };

	if (text_equal(page->state, "draft"))
		words_part(&text, vocabulary_label(&vocabulary_page_states, page->state));
	if (*part_readers(page->readers))
		words_part(&text, part_readers(page->readers));
	return str_detach(&text);
}

static void add_text(struct reader *m)
{
	char *text = words_safe_in(m->page.text, SANITISE_TEXT, m->page.language);

	reading_add_markup(&m->reading, text);
	free(text);
}

static void build(struct face *face, struct reader *m)
{
	reading_clear(&m->reading);
	m->letters = words_letters();
	if (m->page.author.id || !m->page.head.id)
		part_add_times(&m->reading, &m->page.author, m->page.created_at, &m->page.changed_by, m->page.changed_at);
	else /* what everybody may read names nobody */
		reading_add_label(&m->reading, _("Project"), words_safe(m->page.project.name, SANITISE_LINE));
	reading_add_label(&m->reading, _("Who reads it"), state_words(&m->page));
	part_add_hidden(&m->reading, m->page.hidden);
	add_text(m);
	reading_gap(&m->reading);
	for (int i = 0; i < m->files.count; i++)
		reading_add(&m->reading, READING_ITEM, letter_files_line(face, &m->files.files[i]));
}

static bool read_page(struct face *face, struct reader *m)
{
	record_release(&record_types[TYPE_Page], &m->page);
	if (!part_read(face, TYPE_Page, m->local, &m->page, &m->account))
		return false;
	letter_files_read(&m->files, m->account, &m->page.files);
	build(face, m);
	return true;
}

/* --- drawing --- */

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct reader *m = view->model;
	char *title = words_safe_in(m->page.title, SANITISE_LINE, m->page.language);

	if (m->letters != words_letters())
		build(face, m);
	words_title_line(face, p, title);
	reading_draw(&m->reading, p);
	free(title);
}

/* --- acting --- */

/* The page as clean text, for paper and other programs. Yours. */
static char *as_text(const struct reader *m)
{
	char *title = words_written(m->page.title, SANITISE_LINE), *text = words_written(m->page.text, SANITISE_TEXT), *whole;

	whole = xasprintf("%s\n\n%s\n", title, text);
	free(title);
	free(text);
	return whole;
}

static void give_text(struct face *face, const struct reader *m, bool prints)
{
	char *text = as_text(m);

	if (prints)
		face_print(face, m->page.title, text);
	else
		face_pipe(face, text);
	free(text);
}

static void open_file(struct face *face, struct reader *m)
{
	if (m->files.count == 0) {
		reading_act(&m->reading, ACTION_PAGE_DOWN);
		return;
	}
	letter_files_open(face, &m->files.files[m->reading.at]);
	build(face, m);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct reader *m = view->model;

	if (reading_act(&m->reading, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		open_file(face, m);
		return ACT_DONE;
	case ACTION_REPLY:
		face_open(face, "comments", m->local);
		return ACT_DONE;
	case ACTION_EDIT:
		page_change(face, m->local);
		return ACT_DONE;
	case ACTION_DROP:
		if (m->files.count && letter_files_stop(face, &m->files.files[m->reading.at]))
			build(face, m);
		else
			return ACT_IGNORED;
		return ACT_DONE;
	case ACTION_PRINT:
	case ACTION_PIPE:
		give_text(face, m, action == ACTION_PRINT);
		return ACT_DONE;
	case ACTION_FIND:
		part_ask_find(face, m->account);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_page(struct face *face, struct view *view, int64_t argument)
{
	struct reader *m = view->model;

	m->local = argument;
	if (read_page(face, m)) {
		talk_saw(face, m->account, m->page.head.id, m->page.changed_at);
		face_listen(face, letter_files_heard);
		return 0;
	}
	face_say(face, _("This page is not here any more."));
	return -1;
}

static void changed(struct face *face, struct view *view)
{
	if (!read_page(face, view->model))
		face_say(face, _("This page is not here any more."));
}

static void close_page(struct face *face, struct view *view)
{
	struct reader *m = view->model;

	(void)face;
	reading_release(&m->reading);
	letter_files_release(&m->files);
	record_release(&record_types[TYPE_Page], &m->page);
}

static const struct offer offers[] = {
	{ ACTION_PAGE_DOWN, N_("more"), N_("more of it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_REPLY, N_("comments"), N_("what is said about it; say something"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, N_("change"), N_("write in the page"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_OPEN, N_("open the file"), N_("fetch the file under the cursor, or save it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("find in the project: pages, activities, files, talk"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, N_("print"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PIPE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("stop fetching the file"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

/* Of a page without files: nothing to open. */
static const struct offer offers_of_text[] = {
	{ ACTION_PAGE_DOWN, N_("more"), N_("more of it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_REPLY, N_("comments"), N_("what is said about it; say something"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, N_("change"), N_("write in the page"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("find in the project: pages, activities, files, talk"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, N_("print"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PIPE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	return ((const struct reader *)view->model)->files.count ? offers : offers_of_text;
}

const struct screen screen_page = {
	.name = "page", .title = N_("Page"), .size = sizeof(struct reader), .open = open_page, .draw = draw, .act = act,
	.changed = changed, .close = close_page, .offers = offers, .offers_now = offers_now,
};
