/* The forum of a project: its discussions, below each its threads, those with the latest answer first. */
#include <stdlib.h>

#include "cursor.h"
#include "project.h"
#include "screens.h"
#include "table.h"
#include "talk.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/records/talk.h"
#include "twinline/text/cells.h"

enum { INDENT = 2, GAP = 2 };

/* A discussion, or a thread in the one above. */
struct forum_row {
	int64_t local;
	struct post post;
	bool is_thread;
	int64_t unread, to_me;
};

struct forum {
	int64_t project, account;
	char *title;
	struct table table; /* of struct forum_row */
	struct talk_news *news;
	int news_count;
	struct older_part older;
};

/* --- rows --- */

static void release_row(void *item)
{
	record_release(&record_types[TYPE_Post], &((struct forum_row *)item)->post);
}

static void release_news(struct forum *f)
{
	for (int i = 0; i < f->news_count; i++)
		talk_news_release(&f->news[i]);
	free(f->news);
	f->news = NULL;
	f->news_count = 0;
}

/* Adds a discussion or thread; its id, borrowed, NULL where it has none yet. */
static const char *add_row(struct face *face, struct forum *f, int64_t local, bool is_thread)
{
	struct forum_row *row = xcalloc(1, sizeof *row);
	struct record r = { 0 };
	struct json *tree = record_by_local(face_store(face), local, &r) ? record_tree(face_store(face), &r) : NULL;

	record_decode(&record_types[TYPE_Post], tree, &row->post);
	free(row->post.head.id);
	row->post.head.id = r.id ? xstrdup(r.id) : NULL;
	row->local = local;
	row->is_thread = is_thread;
	for (int i = 0; i < f->news_count; i++)
		if (f->news[i].first == local) {
			row->unread = f->news[i].count;
			row->to_me = f->news[i].to_me;
		}
	json_free(tree);
	record_free(&r);
	table_add(&f->table, local, row);
	return row->post.head.id;
}

static void add_threads(struct face *face, struct forum *f, const char *discussion, struct err *e)
{
	int64_t *locals = NULL;
	int count = discussion ? talk_threads(face_store(face), f->account, discussion, &locals, e) : 0;

	for (int i = 0; i < count; i++)
		add_row(face, f, locals[i], true);
	free(locals);
}

static int read_rows(struct face *face, struct forum *f, struct err *e)
{
	int64_t *locals = NULL;
	int count;

	release_news(f);
	f->news_count = talk_news(face_store(face), f->account, &f->news, e);
	f->news_count = f->news_count < 0 ? 0 : f->news_count;
	count = talk_threads(face_store(face), f->account, "", &locals, e);
	for (int i = 0; i < count; i++)
		add_threads(face, f, add_row(face, f, locals[i], false), e);
	free(locals);
	older_part_read(face, &f->older, f->account, &record_types[TYPE_Post]);
	return table_show(&f->table, e);
}

static bool read_title(struct face *face, struct forum *f)
{
	struct project project;
	bool there = project_read(face_store(face), f->project, &project, &f->account);

	free(f->title);
	f->title = words_safe(project.title, SANITISE_LINE);
	record_release(&record_types[TYPE_Project], &project);
	return there;
}

static void changed(struct face *face, struct view *view)
{
	struct forum *f = view->model;
	struct err e = { 0 };

	if (read_title(face, f))
		read_rows(face, f, &e);
	words_check(face, &e);
}

/* --- drawing --- */

static void add_counts(struct str *text, const struct forum_row *row)
{
	if (row->unread)
		words_part_taken(text, xasprintf(i18n_plural("%d new", "%d new", (unsigned long)row->unread), (int)row->unread));
	if (row->to_me)
		words_part_taken(text, xasprintf(i18n_plural("%d to you", "%d to you", (unsigned long)row->to_me), (int)row->to_me));
	if (row->is_thread && row->post.replies)
		words_part_taken(text, xasprintf(i18n_plural("%d reply", "%d replies", (unsigned long)row->post.replies), (int)row->post.replies));
	if (row->post.pinned)
		words_part(text, _("pinned"));
}

static void draw_row(struct face *face, const struct forum_row *row, struct page *p, int line)
{
	bool narrow = page_is_narrow(p);
	char *when = row->is_thread && !narrow ? words_short_time(row->post.latest_at) : xstrdup("");
	int column = INDENT + (row->is_thread ? INDENT : 0), room = p->columns - 1 - column - (*when ? cells_width(when) + GAP : 0);
	struct str counts = { 0 }, text = { 0 }, cut = { 0 };
	char *title = words_safe(row->post.title, SANITISE_LINE), *who = words_short_name(row->post.author.name, row->post.author.country);

	add_counts(&counts, row);
	if (row->is_thread && !narrow)
		words_part(&counts, who);
	/* The title gives way. */
	words_add_whole(&cut, face, title, room - (counts.len ? cells_width(counts.text) + GAP : 0));
	str_add(&text, cut.text ? cut.text : "");
	words_part(&text, counts.len ? counts.text : "");
	page_put(p, line, column, text.text);
	if (*when)
		page_put_right(p, line, when);
	page_item(p, line);
	str_release(&counts);
	str_release(&text);
	str_release(&cut);
	free(title);
	free(who);
	free(when);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct forum *f = view->model;
	const struct forum_row *row;
	char *counts = forum_words(face, f->account), *title;
	struct err e = { 0 };

	list_fit(&f->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	title = page_is_narrow(p) ? xasprintf(_("%s, %s"), _("Forum"), counts) : xasprintf(_("%s: %s, %s"), f->title, _("Forum"), counts);
	words_title_line(face, p, title);
	for (int i = 0; (row = table_view_item(&f->table, i)); i++)
		draw_row(face, row, p, 1 + i);
	if (f->table.count > 0) {
		page_mark(p, 1 + list_view_line(&f->table.list));
	} else {
		page_put(p, 1, INDENT, _("Nothing yet. {create} opens a discussion."));
		page_cursor(p, 1, 0);
	}
	free(title);
	free(counts);
}

/* --- acting --- */

/* In the discussion of the cursor a thread, or a new discussion. */
static void begin(struct face *face, const struct forum *f, bool is_discussion)
{
	const struct forum_row *row = is_discussion ? NULL : table_item(&f->table);
	struct json *body;
	const char *discussion = row ? row->is_thread ? row->post.parent : row->post.head.id : NULL;

	if (!project_may(face, f->account, row ? RIGHT_THREAD : RIGHT_DISCUSSION))
		return;
	if (row && !discussion) {
		face_say(face, _("This has not left yet; it can be answered once it has."));
		return;
	}
	body = json_new_object();
	json_set_string(body, "place", "forum");
	if (discussion)
		json_set_string(body, "parent", discussion);
	post_begin(face, f->account, body);
}

static void chosen(struct face *face, struct view *view, int number, int64_t argument)
{
	(void)argument;
	if (number > 1)
		begin(face, view->model, number == 3);
}

/* Whoever may open both says which. */
static void create(struct face *face, const struct forum *f)
{
	const struct question question = {
		.text = _("What would you begin?"), .answers = { _("nothing"), _("a thread here"), _("a discussion") }, .done = chosen,
	};

	if (f->table.count > 0 && access_may(project_role(face_store(face), f->account), RIGHT_DISCUSSION))
		face_ask(face, &question);
	else
		begin(face, f, f->table.count == 0);
}

static bool row_asks(const void *item)
{
	return ((const struct forum_row *)item)->unread > 0;
}

static void go_to_new(struct face *face, struct forum *f, bool backwards)
{
	cursor_to_next(face, &f->table, backwards, row_asks, _("Nothing here is unread or waits for you."));
}

static void open_row(struct face *face, const struct forum *f)
{
	const struct forum_row *row = table_item(&f->table);

	if (!row)
		begin(face, f, true);
	else
		face_open(face, "forum-thread", row->local);
}

static void edit(struct face *face, const struct forum *f)
{
	const struct forum_row *row = table_item(&f->table);

	bool is_mine = row && text_equal(row->post.author.id, face_my_id(face));

	if (row && project_may(face, f->account, is_mine ? RIGHT_COMMENT : RIGHT_OTHERS))
		post_change(face, row->local);
}

static void pin(struct face *face, struct view *view)
{
	const struct forum *f = view->model;
	const struct forum_row *row = table_item(&f->table);
	struct json *patch = json_new_object();

	if (row && project_may(face, f->account, RIGHT_PIN)) {
		json_set_bool(patch, "pinned", !row->post.pinned);
		if (face_patch_all(face, &row->local, 1, patch, row->post.pinned ? _("It stays on top no more.") : _("It stays on top.")) == 0)
			changed(face, view);
	}
	json_free(patch);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct forum *f = view->model;

	switch (action) {
	case ACTION_OPEN:
		open_row(face, f);
		return ACT_DONE;
	case ACTION_CREATE:
		create(face, f);
		return ACT_DONE;
	case ACTION_KEEP:
		pin(face, view);
		return ACT_DONE;
	case ACTION_EDIT:
		edit(face, f);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_to_new(face, f, action == ACTION_PREVIOUS_WAITING);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static int open_forum(struct face *face, struct view *view, int64_t argument)
{
	struct forum *f = view->model;
	struct err e = { 0 };

	f->project = argument;
	table_init(&f->table, release_row);
	if (read_title(face, f))
		return read_rows(face, f, &e) == 0 ? 0 : face_fail(face, &e);
	face_say(face, _("This project is not here any more."));
	return -1;
}

static void close_forum(struct face *face, struct view *view)
{
	struct forum *f = view->model;

	(void)face;
	table_release(&f->table);
	release_news(f);
	free(f->title);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("open it"), N_("read it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("new thread"), N_("new thread in this discussion, or a new discussion"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next unread"), N_("next that is unread or waits for you"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_KEEP, NULL, N_("keep it on top, or no more"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, NULL, N_("change your words"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_forum = {
	.name = "forum", .title = N_("Forum"), .size = sizeof(struct forum), .open = open_forum, .draw = draw, .act = act,
	.changed = changed, .close = close_forum, SCREEN_RECORDS(struct forum, table.list), .offers = offers,
};
