/*
 * What those do whom I follow, the latest first: their projects and the state of these, public pages, journals, events, notices. The portal
 * makes the lines and is asked when one looks, for what is new since; what came stays here, and stands under its day.
 */
#include <stdlib.h>

#include "feed.h"
#include "person.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/line.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, WHEN_CELLS = 6, WHO_CELLS = 20 };

static void changed(struct face *face, struct view *view)
{
	feed_read(face, view->model);
}

/* --- drawing --- */

static void draw_row(struct face *face, const struct feed_line *row, struct page *p, int line)
{
	char *when = row->at ? words_short_time(row->at) : xstrdup("");
	bool narrow = page_is_narrow(p);
	struct str text = { 0 };

	words_pad(&text, face, when, WHEN_CELLS);
	str_addc(&text, ' ');
	if (narrow && *row->who_id) {
		char *name = words_short_name(row->who, NULL);

		str_addf(&text, "%s ", name);
		free(name);
	} else if (narrow && row->type->index == TYPE_Project) {
		words_add(&text, face, row->who, p->columns);
		str_addc(&text, ' ');
	} else if (!narrow) {
		words_pad(&text, face, row->who, WHO_CELLS);
		str_addc(&text, ' ');
	}
	words_add(&text, face, row->what, p->columns - 1 - INDENT - cells_width(text.text));
	page_put(p, line, INDENT, text.text);
	str_release(&text);
	free(when);
}

static const char *nothing(struct face *face, const struct feed *f)
{
	if (!f->followed.count)
		return _("You follow nobody yet. {keep} on somebody's page does it.");
	if (f->asked)
		return _("the portal is asked");
	return f->at || line_is_up(face_store(face)) ? _("Nothing is known here of those you follow.")
	                                             : _("The portal is asked at the next exchange.");
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct feed *f = view->model;
	const struct feed_line *row;
	char *when = f->at ? words_short_time(f->at) : xstrdup(""), *right = f->at ? xasprintf(_("as of %s"), when) : xstrdup("");
	struct err e = { 0 };

	list_fit(&f->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	words_title(face, p, _("Those you follow"), right);
	for (int i = 0; (row = table_view_item(&f->table, i)); i++) {
		draw_row(face, row, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (f->table.count > 0) {
		page_mark(p, 1 + list_view_line(&f->table.list));
	} else {
		page_put(p, 1, 0, nothing(face, f));
		page_cursor(p, 1, 0);
	}
	free(right);
	free(when);
}

/* --- acting --- */

static void say_line(struct face *face, const struct feed_line *row)
{
	char *who = words_safe(row->who, SANITISE_LINE);

	if (*who)
		face_sayf(face, _("%s: %s"), who, row->what);
	else
		face_say(face, row->what);
	free(who);
}

/* What only moves: from the last line the next page is asked for, while the list does it. */
static enum outcome go_on(struct face *face, struct feed *f)
{
	feed_go_on(face, f);
	return ACT_IGNORED;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct feed *f = view->model;
	const struct feed_line *row = table_item(&f->table);

	if (!row)
		return ACT_IGNORED;
	if (action == ACTION_OPEN)
		feed_look(face, f, row);
	else if (action == ACTION_PERSON && *row->who_id)
		person_open(face, row->who_id);
	else if (action == ACTION_INFO)
		say_line(face, row);
	else
		return go_on(face, f);
	return ACT_DONE;
}

static int open_feed(struct face *face, struct view *view, int64_t argument)
{
	struct feed *f = view->model;

	(void)argument;
	face_listen(face, feed_heard);
	feed_open(face, f);
	feed_ask(face, f, NULL);
	return 0;
}

static void close_feed(struct face *face, struct view *view)
{
	(void)face;
	feed_close(view->model);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("look"), N_("look at what was done"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PERSON, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_INFO, NULL, N_("the whole line"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_feed = {
	.name = "feed", .title = N_("Those you follow"), .size = sizeof(struct feed), .open = open_feed, .draw = draw, .act = act,
	.changed = changed, .close = close_feed, SCREEN_LIST(struct feed, table.list), .offers = offers,
};
