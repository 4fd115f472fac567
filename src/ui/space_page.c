/* One page of a space, to be read: its text with what is marked up in it, its files, and who wrote it. */
#include <stdlib.h>

#include "part_reader.h"
#include "project.h"
#include "screens.h"
#include "talk.h"
#include "translate.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

struct reader { struct part_reader part; struct space_page page; };

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

	reading_add_markup(&m->part.reading, text);
	free(text);
}

static void build(struct face *face, void *model)
{
	struct reader *m = model;
	struct reading *r = &m->part.reading;

	if (m->page.author.id || !m->page.head.id)
		part_add_times(face, r, m->part.local,
		               &(struct part_signs){ &m->page.author, m->page.created_at, &m->page.changed_by, m->page.changed_at });
	else /* what everybody may read names nobody */
		reading_add_label(r, _("Project"), words_safe(m->page.project.name, SANITISE_LINE));
	reading_add_label(r, _("Who reads it"), state_words(&m->page));
	part_add_hidden(r, m->page.hidden);
	add_text(m);
	reading_gap(r);
	reading_add(r, READING_TEXT, translate_words(face, m->page.text));
	reading_gap(r);
	for (int i = 0; i < m->part.files.count; i++)
		reading_add(r, READING_ITEM, letter_files_line(face, &m->part.files.files[i]));
}

static void read_files(struct face *face, void *model)
{
	struct reader *m = model;

	(void)face;
	letter_files_read(&m->part.files, m->part.account, &m->page.files);
}

static char *title(const void *model)
{
	const struct reader *m = model;

	return words_safe_in(m->page.title, SANITISE_LINE, m->page.language);
}

static const char *name(const void *model)
{
	return ((const struct reader *)model)->page.title;
}

static char *as_text(struct face *face, const void *model)
{
	const struct reader *m = model;
	char *first = words_written(m->page.title, SANITISE_LINE), *text = words_written(m->page.text, SANITISE_TEXT), *whole;

	(void)face;
	whole = xasprintf("%s\n\n%s\n", first, text);
	free(first);
	free(text);
	return whole;
}

static int file_chosen(const void *model)
{
	const struct reader *m = model;

	return m->part.files.count ? m->part.reading.at : -1;
}

static const struct part_reader_kind kind = {
	.type = TYPE_Page, .record = offsetof(struct reader, page), .read = read_files, .build = build, .title = title, .name = name,
	.text = as_text, .file = file_chosen, .change = page_change, .gone = N_("This page is not here any more."),
};

/* --- the row of the screen --- */

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct part_reader *m = view->model;
	const struct space_page *page = &((const struct reader *)view->model)->page;

	if (action == ACTION_TRANSLATE) {
		translate_text(face, page->text, page->language);
		return ACT_DONE;
	}
	if (action != ACTION_OPEN)
		return part_reader_act(face, view, action);
	if (m->files.count == 0)
		return part_reader_act(face, view, ACTION_PAGE_DOWN);
	letter_files_open(face, &m->files.files[m->reading.at]);
	part_reader_build(face, m);
	return ACT_DONE;
}

static int open_page(struct face *face, struct view *view, int64_t argument)
{
	const struct reader *m = view->model;

	if (part_reader_open(face, view, &kind, argument) != 0)
		return -1;
	talk_saw(face, m->part.account, m->page.head.id, m->page.changed_at);
	return 0;
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
	{ ACTION_TRANSLATE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
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
	{ ACTION_TRANSLATE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	return ((const struct part_reader *)view->model)->files.count ? offers : offers_of_text;
}

const struct screen screen_page = {
	.name = "page", .title = N_("Page"), .size = sizeof(struct reader), .open = open_page, .draw = part_reader_draw, .act = act,
	.changed = part_reader_changed, .close = part_reader_close, .offers = offers, .offers_now = offers_now,
};
