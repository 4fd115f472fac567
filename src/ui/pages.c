/* The pages of a project: its menu, in its own order, with who wrote in each last. */
#include <stdlib.h>

#include "order.h"
#include "part.h"
#include "part_rows.h"
#include "project.h"
#include "screens.h"
#include "sheet.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, WHO_CELLS = 18, TIME_CELLS = 6, GAP = 2, RECENT = 7 * 24 * 60 * 60 };

/* --- the rows --- */

static int by_place(const void *one, const void *other)
{
	int64_t left = order_place(((const struct space_page *)one)->position), right = order_place(((const struct space_page *)other)->position);

	return left < right ? -1 : left > right;
}

static bool is_draft(const struct space_page *page)
{
	return text_equal(page->state, "draft");
}

/* Somebody else has written in it of late. */
static bool is_edited(struct face *face, const struct space_page *page)
{
	return page->changed_by.id && !text_equal(page->changed_by.id, face_my_id(face)) && page->changed_at > clock_now() - RECENT;
}

static char *count_words(struct face *face, struct part_row *const *rows, int count)
{
	int edited = 0, drafts = 0;
	struct str text = { 0 };

	for (int i = 0; i < count; i++) {
		edited += is_edited(face, rows[i]->record);
		drafts += is_draft(rows[i]->record);
	}
	if (count > 0)
		words_part_taken(&text, xasprintf(i18n_plural("%d page", "%d pages", (unsigned long)count), count));
	else
		str_add(&text, _("none yet"));
	if (edited)
		words_part_taken(&text, xasprintf(i18n_plural("%d edited this week", "%d edited this week", (unsigned long)edited), edited));
	if (drafts)
		words_part_taken(&text, xasprintf(i18n_plural("%d draft", "%d drafts", (unsigned long)drafts), drafts));
	return str_detach(&text);
}

static char *ask_place(int places)
{
	return xasprintf(_("Place in the menu, 1 to %d:"), places);
}

static const struct part_kind kind = {
	.type = TYPE_Page, .right = RIGHT_PAGE, .author = offsetof(struct space_page, author),
	.position = offsetof(struct space_page, position), .compare = by_place, .words = count_words, .screen = "page",
	.change = page_change, .asks = ask_place, .gone = N_("The page is taken away; {undo} brings it back."),
};

char *pages_words(struct face *face, int64_t account)
{
	return part_rows_words(face, &kind, account);
}

/* --- drawing --- */

/* "draft", "edited", or who reads it; "" for what all members read. */
static const char *state_words(struct face *face, const struct space_page *page)
{
	if (is_draft(page))
		return vocabulary_label(&vocabulary_page_states, page->state);
	return *part_readers(page->readers) ? part_readers(page->readers) : is_edited(face, page) ? _("edited") : "";
}

static int state_cells(struct face *face, const struct part_rows *m)
{
	int most = 0;

	for (int i = 0; i < m->table.count; i++) {
		int width = cells_width(state_words(face, part_rows_at(m, i)));

		if (width > most)
			most = width;
	}
	return most;
}

static const struct party *last_writer(const struct space_page *page)
{
	return page->changed_by.id ? &page->changed_by : &page->author;
}

static void draw_wide(struct face *face, const struct space_page *page, int state, struct page *p, int line)
{
	char *when = page->changed_at ? words_short_time(page->changed_at) : xstrdup(_("not sent"));
	int time = cells_width(when) > TIME_CELLS ? cells_width(when) : TIME_CELLS;
	int title = p->columns - 1 - INDENT - GAP - (state ? state + 1 : 0) - WHO_CELLS - 1 - time;
	struct str text = { 0 };

	words_pad(&text, face, page->title, title);
	for (int i = 0; i < GAP; i++)
		str_addc(&text, ' ');
	if (state) {
		words_pad(&text, face, state_words(face, page), state);
		str_addc(&text, ' ');
	}
	words_add(&text, face, last_writer(page)->name, WHO_CELLS);
	page_put(p, line, INDENT, text.text);
	page_put_right(p, line, when);
	str_release(&text);
	free(when);
}

static void draw_narrow(struct face *face, const struct space_page *page, struct page *p, int line)
{
	char *title = words_safe(page->title, SANITISE_LINE), *who = words_short_name(last_writer(page)->name, NULL);
	struct str text = { 0 };

	words_part(&text, title);
	if (*state_words(face, page))
		words_part(&text, state_words(face, page));
	if (*who)
		words_part(&text, who);
	words_put(face, p, line, INDENT, text.text);
	str_release(&text);
	free(title);
	free(who);
}

static void draw_page(struct face *face, const void *record, const void *state, struct page *p, int line)
{
	if (page_is_narrow(p))
		draw_narrow(face, record, p, line);
	else
		draw_wide(face, record, *(const int *)state, p, line);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	int state = state_cells(face, view->model);

	part_rows_draw(face, view->model, p, &(struct part_drawing){ draw_page, &state });
}

/* --- acting --- */

static void make(struct face *face, const struct part_rows *m)
{
	struct json *fields = json_new_object();
	const struct space_page *last = part_rows_at(m, m->table.count - 1);
	int64_t place = last && last->position > 0 ? last->position : (int64_t)m->table.count * ORDER_STEP, draft;

	if (part_may(face, m->account, RIGHT_PAGE)) {
		json_set_integer(fields, "position", place + ORDER_STEP);
		json_set_string(fields, "state", "published");
		json_set_string(fields, "readers", "members");
		json_set_string(fields, "writers", "staff");
		draft = sheet_begin_in(face, &record_types[TYPE_Page], m->account, fields);
		if (draft)
			face_open(face, "page-form", draft);
	}
	json_free(fields);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	if (action != ACTION_CREATE)
		return part_rows_act(face, view, action);
	make(face, view->model);
	return ACT_DONE;
}

/* --- the row of the screen --- */

static int open_pages(struct face *face, struct view *view, int64_t argument)
{
	return part_rows_open(face, view->model, &kind, argument);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("read"), N_("read the page"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("new page"), N_("make a page"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_EDIT, N_("change"), N_("write in the page"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ORDER, N_("place"), N_("give the page another place in the menu"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("find in the project: pages, activities, files, talk"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("take the page away; {undo} brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_pages = {
	.name = "pages", .title = N_("Pages"), .size = sizeof(struct part_rows), .open = open_pages, .draw = draw, .act = act,
	.changed = part_rows_changed, .close = part_rows_close, SCREEN_RECORDS(struct part_rows, table.list), .offers = offers,
};
