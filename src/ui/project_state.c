/* How far a project is, and the ways on from there (project_ways.c), each with what follows from it, told before it is gone. */
#include <stdlib.h>

#include "project.h"
#include "project_ways.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { INDENT = 2, DEEPER = 4 };

/* --- reading --- */

/* My place among its members, and how many founders are in. */
static void read_members(struct face *face, struct state_page *page)
{
	int64_t *locals = NULL;
	int count = project_members(face_store(face), page->account, &locals, NULL);

	page->member = 0;
	page->founders = 0;
	for (int i = 0; i < count; i++) {
		struct record record = { 0 };
		struct json *tree = record_by_local(face_store(face), locals[i], &record) ? record_tree(face_store(face), &record) : NULL;

		if (text_equal(json_get_text(json_get(tree, "person"), "id"), face_my_id(face)))
			page->member = locals[i];
		page->founders += text_equal(json_get_text(tree, "role"), access_role_name(ROLE_FOUNDER)) &&
		                  text_equal(json_get_text(tree, "state"), "member");
		json_free(tree);
		record_free(&record);
	}
	free(locals);
}

/* The cursor stays on its way; where that has gone, it is on the first. */
static void keep_way(struct state_page *page, const struct way *way)
{
	page->at = 0;
	for (int i = 0; i < page->count; i++)
		if (page->ways[i] == way)
			page->at = i;
}

static void read_page(struct face *face, struct state_page *page)
{
	const struct way *way = page->count ? page->ways[page->at] : NULL;
	struct record record = { 0 };

	record_release(&record_types[TYPE_Project], &page->project);
	page->count = 0;
	if (!project_read(face_store(face), page->local, &page->project, &page->account))
		return;
	page->is_sent = record_by_local(face_store(face), page->local, &record) && record.id;
	record_free(&record);
	page->role = page->is_sent ? project_role(face_store(face), page->account) : ROLE_COUNT; /* u and the outbox have its ways until then */
	read_members(face, page);
	project_ways_read(page);
	keep_way(page, way);
}

static void changed(struct face *face, struct view *view)
{
	read_page(face, view->model);
}

/* --- drawing --- */

static int cells_of(const struct page *p, int column)
{
	return words_text_cells(p->columns - 1 - column);
}

/* "waiting for the support organisation, since 9 Nov; support office ES"; yours. */
static char *state_words(const struct state_page *page)
{
	const struct project *p = &page->project;
	bool waits = project_waits(p); /* what is taken back here names whom it waited for until the portal has answered */
	struct str text = { 0 }, day = { 0 };

	words_part_taken(&text, words_safe(p->state ? vocabulary_label(&vocabulary_project_states, p->state) : "", SANITISE_LINE));
	if (!page->is_sent)
		words_part(&text, _("not sent"));
	if (p->state_since) {
		datetime_add_date(&day, p->state_since);
		words_part_taken(&text, xasprintf(_("since %s"), day.text));
		str_release(&day);
	}
	for (size_t i = 0; i < p->waits_for.count && waits; i++)
		words_part_taken(&text, words_person(&p->waits_for.at[i]));
	for (size_t i = 0; i < p->waits_for_offices.count && waits; i++) {
		char *country = words_safe(p->waits_for_offices.at[i], SANITISE_LINE);

		words_part_taken(&text, xasprintf(_("support office %s"), country));
		free(country);
	}
	if (p->reminded_at && waits) {
		datetime_add_date(&day, p->reminded_at);
		words_part_taken(&text, xasprintf(_("reminded on %s"), day.text));
		str_release(&day);
	}
	return str_detach(&text);
}

/* Why it came back: who said no, the reason, what was written; "" where nobody did. Yours. */
static char *word_words(const struct state_page *page)
{
	const struct project *p = &page->project;
	struct str text = { 0 };
	char *name, *word;

	if (!p->returned_by.id)
		return xstrdup("");
	name = words_person(&p->returned_by);
	words_part_taken(&text, xasprintf(_("Given back by %s"), name));
	if (p->reason)
		words_part_taken(&text, words_safe(vocabulary_label(&vocabulary_case_reasons, p->reason), SANITISE_LINE));
	word = words_safe(p->word, SANITISE_TEXT);
	str_addf(&text, "%s%s", *word ? "\n" : "", word);
	free(word);
	free(name);
	return str_detach(&text);
}

/* From a row on; the row below it. */
static int draw_way(const struct state_page *page, int which, struct page *p, int row)
{
	const struct way *way = page->ways[which];

	if (row < p->rows - 1) {
		page_put(p, row, INDENT, _(way->name));
		page_item(p, row);
		if (which == page->at)
			page_mark(p, row);
	}
	return words_put_rows(p, row + 1, DEEPER, cells_of(p, DEEPER), _(way->follows));
}

static int rows_of(const struct page *p, const struct way *way)
{
	return words_put_rows(NULL, 1, 0, cells_of(p, DEEPER), _(way->follows));
}

/* The first way that is shown, so that the one of the cursor is shown whole. */
static void scroll(struct state_page *page, const struct page *p, int room)
{
	if (page->top > page->at)
		page->top = page->at;
	for (;;) {
		int used = 0;

		for (int i = page->top; i <= page->at && i < page->count; i++)
			used += rows_of(p, page->ways[i]);
		if (used <= room || page->top >= page->at)
			return;
		page->top++;
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct state_page *page = view->model;
	char *title = words_safe(page->project.title, SANITISE_LINE), *state = state_words(page), *word = word_words(page);
	int row;

	words_title_line(face, p, title);
	row = words_put_rows(p, 1, INDENT, cells_of(p, INDENT), state);
	if (*word)
		row = words_put_rows(p, row, INDENT, cells_of(p, INDENT), word);
	if (!page_is_narrow(p))
		row++;
	scroll(page, p, p->rows - 1 - row);
	for (int i = page->top; i < page->count; i++)
		row = draw_way(page, i, p, row);
	if (!page->count)
		page_cursor(p, 1, 0);
	free(word);
	free(state);
	free(title);
}

/* --- the row of the screen --- */

static bool move(struct state_page *page, enum action action)
{
	int at = page->at;

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_PAGE_DOWN:
		at++;
		break;
	case ACTION_MOVE_UP:
	case ACTION_PAGE_UP:
		at--;
		break;
	case ACTION_MOVE_FIRST:
		at = 0;
		break;
	case ACTION_MOVE_LAST:
		at = page->count - 1;
		break;
	default:
		return false;
	}
	if (at >= 0 && at < page->count)
		page->at = at;
	return true;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct state_page *page = view->model;

	if (move(page, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		project_way_choose(face, page);
		if (face_is_on(face, "project-state"))
			read_page(face, page);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		project_write(face, page->local);
		return ACT_DONE;
	case ACTION_EDIT:
		project_change(face, page->local);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_state(struct face *face, struct view *view, int64_t argument)
{
	struct state_page *page = view->model;

	page->local = argument;
	read_page(face, page);
	if (page->project.head.id || page->project.title)
		return 0;
	face_say(face, _("This project is not here any more."));
	return -1;
}

static void close_state(struct face *face, struct view *view)
{
	struct state_page *page = view->model;

	(void)face;
	record_release(&record_types[TYPE_Project], &page->project);
}

static struct json *where(const struct view *view)
{
	const struct state_page *page = view->model;
	struct json *place = json_new_object();

	json_set_integer(place, "at", page->at);
	return place;
}

static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	struct state_page *page = view->model;
	int64_t at = json_get_integer(where_it_was, "at", 0);

	(void)face;
	if (at >= 0 && at < page->count)
		page->at = (int)at;
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("do it"), N_("do what the line says; {undo} takes it back"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write to partners"), N_("write to all members of this project"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_project_state = {
	.name = "project-state", .title = N_("State of a project"), .size = sizeof(struct state_page), .open = open_state, .draw = draw,
	.act = act, .changed = changed, .close = close_state, .where = where, .go = go, .offers = offers,
};

char *project_state_words(struct face *face, int64_t account)
{
	struct state_page page = { .local = project_of_account(face_store(face), account) };
	char *text;

	read_page(face, &page);
	text = state_words(&page);
	record_release(&record_types[TYPE_Project], &page.project);
	return text;
}
