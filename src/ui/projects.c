/* My projects: those that wait for an answer first, then active, waiting, draft, closed and archived ones. */
#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "decide.h"
#include "found.h"
#include "mail.h"
#include "project.h"
#include "projects.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/fold.h"
#include "words.h"

static const int64_t DRAFT_KEYS = -(INT64_C(1) << 48);

/* --- rows --- */

static void release_row(void *item)
{
	project_row_release(item);
}

static bool passes(const struct projects *p, const struct project_row *row)
{
	char *words, *title;
	bool does;

	if (!p->filter)
		return true;
	words = fold_copy(p->filter);
	title = fold_copy(row->title);
	does = fold_matches(title, words);
	free(words);
	free(title);
	return does;
}

static int by_title(const void *a, const void *b)
{
	const struct project_row *one = a, *other = b;
	char *first = fold_copy(one->title), *second = fold_copy(other->title);
	int order = strcmp(first, second);

	free(first);
	free(second);
	return order;
}

static int by_time(const void *a, const void *b)
{
	const struct project_row *one = a, *other = b;

	return one->at > other->at ? -1 : one->at < other->at;
}

/* What is asked has no project here yet: its conversation names it. */
static int64_t key_of(const struct project_row *row)
{
	return row->local ? row->local : row->draft ? DRAFT_KEYS - row->draft : -row->thread;
}

static int read_rows(struct face *face, struct projects *p, struct err *e)
{
	static int (*const orders[PROJECTS_ORDER_COUNT])(const void *a, const void *b) = {
		[PROJECTS_BY_TITLE] = by_title, [PROJECTS_BY_TIME] = by_time,
	};
	struct project_row *rows = NULL;
	int count = project_list(face_store(face), clock_now(), &rows, e);

	if (count < 0)
		return -1;
	if (orders[p->order] && count > 1)
		qsort(rows, (size_t)count, sizeof *rows, orders[p->order]);
	memset(p->counts, 0, sizeof p->counts);
	for (int i = 0; i < count; i++) {
		p->counts[*rows[i].state ? project_word_of(rows[i].state) : rows[i].word]++;
		if (passes(p, &rows[i])) {
			struct project_row *row = xcalloc(1, sizeof *row);

			*row = rows[i];
			table_add(&p->table, key_of(row), row);
		} else {
			project_row_release(&rows[i]);
		}
	}
	free(rows);
	return table_show(&p->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

/* --- acting --- */

static void open_row(struct face *face, const struct project_row *row)
{
	if (row->draft)
		face_open_draft(face, row->draft);
	else if (row->local && !*row->id) /* its space is made when the portal has it */
		face_open(face, "project-state", row->local);
	else if (row->local)
		face_open(face, "project", row->local);
	else
		face_open(face, "thread", row->thread);
}

static void decide_chosen(struct face *face, struct view *view, bool accept)
{
	struct projects *p = view->model;
	void **chosen = NULL;
	int count = table_chosen(&p->table, &chosen), kept = 0;
	int64_t *threads = xcalloc((size_t)count + 1, sizeof *threads);

	for (int i = 0; i < count; i++) {
		const struct project_row *row = chosen[i];

		if (row->thread)
			threads[kept++] = row->thread;
	}
	if (decide_threads(face, threads, kept, accept) == 0)
		face_say(face, _("This does not wait for a yes or no."));
	else
		list_clear_marks(&p->table.list);
	free(threads);
	free(chosen);
	changed(face, view);
}

static bool row_asks(const void *item)
{
	const struct project_row *project = item;

	return project->word == PROJECT_ANSWER || project->unread || project->due;
}

/* The next row that waits for me, or has something new. */
static void go_to_waiting(struct face *face, struct projects *p, bool backwards)
{
	cursor_to_next(face, &p->table, backwards, row_asks, _("Nothing here is unread or waits for you."));
}

static void find_typed(struct face *face, struct view *view, const char *text)
{
	struct projects *p = view->model;

	free(p->filter);
	p->filter = text && *text ? xstrdup(text) : NULL;
	changed(face, view);
}

static void next_order(struct face *face, struct view *view)
{
	static const char *const said[PROJECTS_ORDER_COUNT] = { N_("What waits for you first."), N_("By title."), N_("The newest first.") };
	struct projects *p = view->model;

	p->order = (p->order + 1) % PROJECTS_ORDER_COUNT;
	changed(face, view);
	face_say(face, _(said[p->order]));
}

static enum outcome act_on_row(struct face *face, const struct projects *p, enum action action)
{
	const struct project_row *row = table_item(&p->table);

	if (!row)
		face_say(face, _("There is nothing under the cursor."));
	else if (action == ACTION_OPEN)
		open_row(face, row);
	else if (row->local && *row->id)
		project_write(face, row->local);
	else if (row->local || row->draft)
		face_say(face, _("Nobody else is in this project yet."));
	else
		mail_write_to(face, mail_to_answer(face, row->thread));
	return ACT_DONE;
}

static int markable(const struct view *view)
{
	const struct projects *p = view->model;

	return p->table.count;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct projects *p = view->model;

	switch (action) {
	case ACTION_OPEN:
	case ACTION_WRITE_TO:
		return act_on_row(face, p, action);
	case ACTION_ACCEPT:
	case ACTION_DROP:
		decide_chosen(face, view, action == ACTION_ACCEPT);
		return ACT_DONE;
	case ACTION_CREATE:
		found_begin(face, "");
		return ACT_DONE;
	case ACTION_ORDER:
		next_order(face, view);
		return ACT_DONE;
	case ACTION_FIND:
		face_prompt(face, _("Find:"), p->filter ? p->filter : "", find_typed, find_typed);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_to_waiting(face, p, action == ACTION_PREVIOUS_WAITING);
		return ACT_DONE;
	case ACTION_BACK:
		if (!p->filter)
			return ACT_IGNORED;
		find_typed(face, view, NULL);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_projects(struct face *face, struct view *view, int64_t argument)
{
	struct projects *p = view->model;
	struct err e = { 0 };

	(void)argument;
	table_init(&p->table, release_row);
	return read_rows(face, p, &e) == 0 ? 0 : face_fail(face, &e);
}

static void close_projects(struct face *face, struct view *view)
{
	struct projects *p = view->model;

	(void)face;
	table_release(&p->table);
	free(p->filter);
}

static void restored(struct face *face, struct view *view, int64_t record)
{
	struct projects *p = view->model;
	struct err e = { 0 };

	list_select(&p->table.list, record < 0 ? DRAFT_KEYS + record : record, &e);
	words_check(face, &e);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("open it"), N_("open this project"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("accept"), N_("yes to an invitation or a change"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("decline"), N_("no to an invitation or a change"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_CREATE, N_("found"), N_("found a project; it needs one contact"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write to partners"), N_("write to all members of this project"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next"), N_("next that waits for you or has something new"), OFFER_NARROW, ACTION_NONE },
	{ ACTION_FIND, NULL, N_("find: words of the title"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ORDER, NULL, N_("order: what waits, title, newest"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK, NULL, N_("mark; then {accept} {drop} do all that are marked"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_MARK_ALL, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_projects = {
	.name = "projects", .title = N_("Projects"), .size = sizeof(struct projects), .open = open_projects, .draw = projects_draw, .act = act,
	.changed = changed, .close = close_projects, .restored = restored,
	SCREEN_LIST(struct projects, table.list), .markable = markable, .offers = offers,
};
