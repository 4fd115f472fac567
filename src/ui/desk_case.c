/*
 * One case on a page: who asks, each piece of evidence with its finding, papers, likenesses, what can be decided. A decision goes on to the
 * next one. What is open is held; what is known of it is fetched, and of those that follow it too.
 */
#include <stdlib.h>
#include <string.h>

#include "desk_case.h"
#include "face.h"
#include "place.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "view.h"
#include "words.h"

enum { ROWS_MOST = 10000 };

/* --- opening one --- */

static void read_again(struct face *face, struct case_page *c)
{
	struct desk_case_about now;

	if (desk_case_read(face, c->about.row.local, &now)) {
		desk_case_release(&c->about);
		c->about = now;
	} else {
		desk_case_release(&now);
	}
	desk_case_release_rows(c);
}

static void changed(struct face *face, struct view *view)
{
	read_again(face, view->model);
}

/* A number of a question about a case comes back with its answer: what is here now is drawn. */
static void heard(struct face *face, struct view *view, const struct json *packet)
{
	struct case_page *c = view->model;
	struct err cause = { 0 };

	if (text_equal(json_get_text(packet, "did"), "failed"))
		desk_taking_failed(&c->taking, json_get_integer(packet, "n", 0));
	if (json_get_integer(packet, "n", 0) == c->about.row.local && text_equal(json_get_text(packet, "did"), "failed")) {
		json_to_err(json_get(packet, "cause"), &cause);
		face_fail(face, &cause);
	}
	read_again(face, c);
}

/* Takes a case into the page. */
static void take(struct face *face, struct view *view, int64_t local, struct view *below)
{
	struct case_page *c = view->model;

	c->about.row.local = local;
	c->at = c->top = 0;
	desk_taking_begin(&c->taking, local);
	read_again(face, c);
	desk_taking_hold(face, &c->taking, true);
	desk_taking_fetch(face, &c->taking, &c->about.row, below);
	read_again(face, c);
}

static void go_to(struct face *face, struct view *view, enum list_step step)
{
	struct view *below = face_view_below(face);
	struct case_page *c = view->model;
	int64_t next = below && below->screen->step ? below->screen->step(face, below, step) : 0;

	if (!next) {
		face_say(face, step == LIST_NEXT ? _("This is the end of the list.") : _("This is the beginning of the list."));
		return;
	}
	desk_taking_hold(face, &c->taking, false);
	take(face, view, next, below);
}

/* --- after a decision --- */

int64_t desk_case_shown(const struct view *view)
{
	const struct case_page *c = view->model;

	return c->about.row.local;
}

void desk_case_go_on(struct face *face, struct view *view)
{
	struct view *below = face_view_below(face);
	int64_t next = below && below->screen == &screen_desk ? desk_list_next(face, below) : 0;

	if (next && next != desk_case_shown(view))
		take(face, view, next, below);
	else
		changed(face, view);
}

static void decide(struct face *face, struct view *view, const char *state)
{
	int64_t local = desk_case_shown(view);

	if (desk_decide_all(face, &local, 1, &(struct desk_decision){ .state = state }) == 0)
		desk_case_go_on(face, view);
}

/* --- acting --- */

static void move(struct case_page *c, int by)
{
	int at = c->at + by;

	if (c->count == 0)
		return;
	at = at < 0 ? 0 : at >= c->count ? c->count - 1 : at;
	c->at = desk_case_beginning(c, at, by == 1 ? 1 : -1);
}

static enum outcome open_line(struct face *face, struct case_page *c)
{
	const struct desk_line *line = c->at < c->count ? &c->lines[c->rows[c->at].line] : NULL;

	if (line && line->what == DESK_LINE_ALIKE)
		face_open(face, screen_desk_compare.name, desk_compare_argument(c->about.row.local, line->which));
	else if (line && line->what == DESK_LINE_FILE)
		face_open(face, screen_desk_paper.name, desk_paper_argument(c->about.row.local, line->which));
	else if (line && line->what == DESK_LINE_DECIDE && line->action != ACTION_NONE)
		face_do(face, line->action);
	else
		return ACT_IGNORED;
	return ACT_DONE;
}

static enum outcome move_or_open(struct face *face, struct view *view, enum action action)
{
	struct case_page *c = view->model;

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_UP:
		move(c, action == ACTION_MOVE_DOWN ? 1 : -1);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
		if (c->width && c->at == desk_case_beginning(c, c->count - 1, -1))
			go_to(face, view, LIST_NEXT);
		else
			move(c, c->height);
		return ACT_DONE;
	case ACTION_PAGE_UP:
		move(c, -c->height);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
	case ACTION_MOVE_LAST:
		move(c, action == ACTION_MOVE_FIRST ? -ROWS_MOST : ROWS_MOST);
		return ACT_DONE;
	case ACTION_OPEN:
		return open_line(face, c);
	default:
		return ACT_IGNORED;
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct case_page *c = view->model;

	desk_taking_hold(face, &c->taking, true);
	if (desk_does(face, view, action, decide))
		return ACT_DONE;
	switch (action) {
	case ACTION_VIEW:
		face_open(face, screen_desk_reason.name, desk_is_open(&c->about.row.c) ? DESK_ACCEPT : DESK_DECISION);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_to(face, view, action == ACTION_NEXT_WAITING ? LIST_NEXT : LIST_PREVIOUS);
		return ACT_DONE;
	default:
		return move_or_open(face, view, action);
	}
}

/* --- the row of the screen --- */

static int open_case(struct face *face, struct view *view, int64_t argument)
{
	struct desk_row row;
	bool there = desk_read(face_store(face), argument, &row);

	desk_row_release(&row);
	if (!there) {
		face_say(face, _("This case is not here any more."));
		return -1;
	}
	face_listen(face, heard);
	take(face, view, argument, face_view_below(face));
	return 0;
}

static void close_case(struct face *face, struct view *view)
{
	struct case_page *c = view->model;

	/* On another terminal it is the same officer's. */
	if (!face_is_taken(face))
		desk_taking_hold(face, &c->taking, false);
	desk_case_release_rows(c);
	desk_case_release(&c->about);
}

/* What is taken back is what is looked at again. */
static void restored(struct face *face, struct view *view, int64_t record)
{
	struct desk_row row;
	bool is_case = desk_read(face_store(face), record, &row);
	struct view *below = face_view_below(face);

	desk_row_release(&row);
	if (!is_case)
		return;
	if (below && below->screen == &screen_desk) {
		view_changed(face, below);
		below->screen->restored(face, below, record);
	}
	take(face, view, record, below);
}

static struct json *where(const struct view *view)
{
	struct json *object = json_new_object();

	place_argument(object, desk_case_shown(view));
	return object;
}

static const struct offer offers[] = {
	{ ACTION_ACCEPT, N_("accept, next"), N_("accept it; of a report: take away what is reported, and warn who wrote it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("ask back"), N_("ask something before it is decided"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("refuse"), N_("refuse it, with a reason"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_LATER, N_("later"), N_("back to the end of the list, with a note"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, N_("letter"), N_("the letter of accepting, or of what was decided, in their language and yours"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next"), N_("the next case, this one as it is"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, N_("undo"), N_("take a decision back, before its letter leaves"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, N_("the case before"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PUT_AWAY, NULL, N_("a report: its author is warned, what they wrote stays"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_KEEP, NULL, N_("show again what a report took away"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_OPEN, NULL, N_("a paper: fetch it, then read it; a likeness: both side by side"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_desk_case = {
	.name = "desk-case", .title = N_("Case"), .size = sizeof(struct case_page), .open = open_case, .draw = desk_case_draw, .act = act,
	.changed = changed, .close = close_case, .restored = restored, .where = where, .offers = offers,
};
