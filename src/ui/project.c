/* A project's page: what waits in it, what is due and new, on whom it waits; then its parts. */
#include "cursor.h"
#include "part.h"
#include "project.h"
#include "project_parts.h"

#include <stdlib.h>

#include "decide.h"
#include "home.h"
#include "screens.h"
#include "talk.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

enum { INDENT = 2 };

/* Something that waits, or a part. */
struct item {
	struct home_row row;
	const struct project_part *part; /* NULL: something that waits */
	char *words;
};

struct project_page {
	int64_t local, account;
	enum role role; /* mine in it */
	struct project project;
	struct table table; /* of struct item */
	int waiting;
};

/* --- rows --- */

static void release_item(void *context)
{
	struct item *item = context;

	waiting_row_release(&item->row.waiting);
	free(item->words);
}

/* The project's own title says nothing on its page. */
static void without_title(struct waiting_row *row)
{
	char **title = row->kind == WAITING_TODAY || row->kind == WAITING_DUE ? &row->detail : &row->subject;

	if (row->kind == WAITING_PUPIL || (row->kind >= WAITING_PAGE && row->kind <= WAITING_LETTER))
		return;
	if (row->kind == WAITING_ANSWER) {
		char *detail = xstrdup(home_bare_detail(row));

		free(row->detail);
		row->detail = detail;
	}
	free(*title);
	*title = xstrdup("");
}

/* Before it is active there is no space yet: what is there is told by these. */
static bool stands_already(const struct project_page *page, const struct project_part *part)
{
	static const char *const early[] = { "project-state", "members", "project-mail", "about-project" };
	const struct vocabulary_row *state = page->project.state ? vocabulary_find(&vocabulary_project_states, page->project.state) : NULL;

	if (!state || state->flags & (PROJECT_RUNS | PROJECT_IS_OVER))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(early); i++)
		if (text_equal(part->screen, early[i]))
			return true;
	return false;
}

static void add_part(struct face *face, struct project_page *page, const struct project_part *part)
{
	struct item *item;
	char *words;

	if (!stands_already(page, part) || (part->right != RIGHT_COUNT && !access_may(page->role, part->right)))
		return;
	words = part->words(face, page->account);
	if (!words)
		return;
	item = xcalloc(1, sizeof *item);
	item->part = part;
	item->words = words;
	table_add(&page->table, (int64_t)(WAITING_KIND_COUNT + 1) << 56 | (part - project_parts + 1), item);
}

static int read_rows(struct face *face, struct project_page *page, struct err *e)
{
	struct waiting_row *rows = NULL;
	char *zone = zone_of_computer();
	int count = waiting_of_project(face_store(face), page->project.head.id, clock_now(), zone, &rows, e);

	free(zone);
	if (count < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		struct item *item = xcalloc(1, sizeof *item);

		item->row.waiting = rows[i];
		without_title(&item->row.waiting);
		table_add(&page->table, (int64_t)(rows[i].kind + 1) << 56 | rows[i].local, item);
	}
	free(rows);
	for (const struct project_part *part = project_parts; part->name; part++)
		add_part(face, page, part);
	page->waiting = count;
	return table_show(&page->table, e);
}

static bool read_project(struct face *face, struct project_page *page)
{
	record_release(&record_types[TYPE_Project], &page->project);
	if (!project_read(face_store(face), page->local, &page->project, &page->account))
		return false;
	page->role = project_role(face_store(face), page->account);
	return true;
}

static void changed(struct face *face, struct view *view)
{
	struct project_page *page = view->model;
	struct err e = { 0 };

	if (!read_project(face, page))
		face_say(face, _("This project is not here any more."));
	else
		read_rows(face, page, &e);
	words_check(face, &e);
}

/* --- drawing --- */

/* "active until 31 Jan 2027"; yours. */
static char *state_words(const struct project *p)
{
	int year, month, day;
	struct str until = { 0 };
	char *text;

	if (text_equal(p->state, "active") && p->ends && clock_parse_date(p->ends, &year, &month, &day)) {
		day_add_date(&until, clock_days(year, month, day));
		text = xasprintf(_("active until %s"), until.text);
		str_release(&until);
		return text;
	}
	return words_safe(p->state ? vocabulary_label(&vocabulary_project_states, p->state) : "", SANITISE_LINE);
}

static void draw_title(struct face *face, const struct project_page *page, struct page *p)
{
	char *line = face_line_words(face), *countries = project_countries(&page->project), *state = state_words(&page->project);
	struct str right = { 0 }, left = { 0 };
	int room;

	str_addf(&right, page_is_narrow(p) || !*line ? "%s" : "%s  ", countries);
	if (!page_is_narrow(p))
		str_add(&right, line);
	room = words_title_room(face, p, right.text) - (page_is_narrow(p) ? 0 : cells_width(state) + 2);
	words_add_whole(&left, face, page->project.title, room);
	if (!page_is_narrow(p))
		words_part(&left, state);
	words_title(face, p, left.text ? left.text : "", right.text);
	str_release(&left);
	str_release(&right);
	free(state);
	free(countries);
	free(line);
}

static int part_cells(const struct project_page *page)
{
	int most = 0;

	for (int i = page->waiting; i < page->table.count; i++) {
		const struct item *item = page->table.rows[i].item;
		int cells = cells_width(_(item->part->name));

		most = cells > most ? cells : most;
	}
	return most;
}

static void draw_part(struct face *face, const struct project_page *page, const struct item *item, struct page *p, int line)
{
	const char *name = _(item->part->name);
	struct str text = { 0 };

	words_label(&text, face, name, page_is_narrow(p) ? cells_width(name) : part_cells(page));
	str_addf(&text, " %s", item->words);
	words_put(face, p, line, INDENT, text.text);
	str_release(&text);
}

/* The line of the view with the first part, where something stands above it; else 0. */
static int gap_of(const struct project_page *page)
{
	const struct item *item;

	for (int i = 0; (item = table_view_item(&page->table, i)); i++)
		if (item->part)
			return i;
	return 0;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct project_page *page = view->model;
	const struct item *item;
	struct err e = { 0 };
	int gap;

	list_fit(&page->table.list, page_body_rows(p), &e);
	if (gap_of(page) && !page_is_narrow(p))
		list_fit(&page->table.list, page_body_rows(p) - 1, &e);
	words_check(face, &e);
	gap = page_is_narrow(p) ? 0 : gap_of(page);
	draw_title(face, page, p);
	for (int i = 0; (item = table_view_item(&page->table, i)); i++) {
		const struct table_row *at = list_view_row(&page->table.list, i);
		int line = 1 + i + (gap && i >= gap ? 1 : 0);

		if (item->part)
			draw_part(face, page, item, p, line);
		else
			home_draw_waiting(face, p, line, &item->row, home_state_cells(false));
		page_item(p, line);
		if (i == list_view_line(&page->table.list))
			page_mark(p, line);
		if (list_is_marked(&page->table.list, at->key))
			page_tick(p, line, 1, _("marked"));
	}
}

/* --- acting --- */

static void open_part(struct face *face, const struct project_page *page, const struct project_part *part)
{
	if (part->screen)
		face_open(face, part->screen, page->local);
	else
		face_do(face, part->action);
}

static void open_item(struct face *face, const struct project_page *page)
{
	const struct item *item = table_item(&page->table);

	if (item && item->part)
		open_part(face, page, item->part);
	else if (item && item->row.waiting.kind == WAITING_ON_OTHERS)
		face_open(face, "members", page->local);
	else if (item)
		home_open(face, &item->row.waiting);
}

static void decide_chosen(struct face *face, struct view *view, bool accept)
{
	struct project_page *page = view->model;
	void **chosen = NULL;
	int count = table_chosen(&page->table, &chosen), kept = 0;
	struct decide_item *items = xcalloc((size_t)count + 1, sizeof *items);

	for (int i = 0; i < count; i++) {
		const struct item *item = chosen[i];

		kept += !item->part && home_can_decide(face, &item->row.waiting, &items[kept]);
	}
	if (kept == 0)
		face_say(face, _("This does not wait for a yes or no."));
	else if (decide(face, items, kept, accept) == 0)
		list_clear_marks(&page->table.list);
	free(items);
	free(chosen);
	changed(face, view);
}

static void write_to(struct face *face, const struct project_page *page)
{
	const struct item *item = table_item(&page->table);
	const struct waiting_row *row = item && !item->part && *item->row.waiting.who_id ? &item->row.waiting : NULL;

	if (!row)
		project_write(face, page->local);
	else if (row->kind == WAITING_ON_OTHERS)
		project_remind(face, &page->project, &(struct party){ row->who_id, row->who, row->country });
	else
		home_write_to(face, row);
}

/* A new update; who writes none there, writes to the members. */
static void begin_post(struct face *face, const struct project_page *page)
{
	struct json *body;

	if (!access_may(page->role, RIGHT_UPDATE)) {
		project_write(face, page->local);
		return;
	}
	body = json_new_object();
	json_set_string(body, "place", "update");
	post_begin(face, page->account, body);
}

static bool item_asks(const void *of)
{
	const struct item *item = of;

	return !item->part && home_asks(&item->row.waiting);
}

static void go_to_waiting(struct face *face, struct project_page *page, bool backwards)
{
	cursor_to_next(face, &page->table, backwards, item_asks, _("Nothing here is unread or waits for you."));
}

static int markable(const struct view *view)
{
	const struct project_page *page = view->model;

	return page->waiting;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct project_page *page = view->model;

	switch (action) {
	case ACTION_OPEN:
		open_item(face, page);
		return ACT_DONE;
	case ACTION_ACCEPT:
	case ACTION_DROP:
		decide_chosen(face, view, action == ACTION_ACCEPT);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		write_to(face, page);
		return ACT_DONE;
	case ACTION_CREATE:
		begin_post(face, page);
		return ACT_DONE;
	case ACTION_EDIT:
		project_change(face, page->local);
		return ACT_DONE;
	case ACTION_FIND:
		part_ask_find(face, page->account);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_to_waiting(face, page, action == ACTION_PREVIOUS_WAITING);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_page(struct face *face, struct view *view, int64_t argument)
{
	struct project_page *page = view->model;
	struct err e = { 0 };

	page->local = argument;
	table_init(&page->table, release_item);
	if (read_project(face, page))
		return read_rows(face, page, &e) == 0 ? 0 : face_fail(face, &e);
	face_say(face, _("This project is not here any more."));
	return -1;
}

static void close_page(struct face *face, struct view *view)
{
	struct project_page *page = view->model;

	(void)face;
	table_release(&page->table);
	record_release(&record_types[TYPE_Project], &page->project);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("open it"), N_("open what the line is about"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("accept"), N_("yes to it: accept, join"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("decline"), N_("no to it: decline"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_CREATE, N_("new post"), N_("new post for all members"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next"), N_("next that waits for you or is new"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("find in the project: pages, activities, files, talk"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_WRITE_TO, NULL, N_("write to this person, or to all members"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, NULL, N_("change the project, or ask its founders to"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK, NULL, N_("mark; then {accept} {drop} do all that are marked"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK_ALL, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_project = {
	.name = "project", .title = N_("Project"), .size = sizeof(struct project_page), .open = open_page, .draw = draw, .act = act,
	.changed = changed, .close = close_page,
	SCREEN_LIST(struct project_page, table.list), .markable = markable, .offers = offers,
};
