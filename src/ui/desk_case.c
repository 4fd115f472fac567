/*
 * One case on a page: who asks, each piece of evidence with its finding, papers, likenesses, what can be decided. A decision goes on to the
 * next one. What is open is held; what is known of it is fetched, and of those that follow it too.
 */
#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "desk_lines.h"
#include "face.h"
#include "place.h"
#include "screens.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/text/cells.h"
#include "view.h"
#include "words.h"

enum { INDENT = 2, GAP = 2, LABEL_MOST = 16, FOLLOWING = 2, RENEW_S = 5 * 60, ROWS_MOST = 10000 };

/* One row of the page: of which line. */
struct row { int line; bool is_first; char *text; };

struct case_page {
	struct desk_case_about about;
	struct desk_line lines[DESK_LINES_MAX];
	int line_count;
	struct row *rows;
	int count, at, top, height;
	int width;          /* of the page that the rows were made for; 0: not yet */
	int64_t held_at;    /* when the hold was asked for last */
	int64_t asked[2 * FOLLOWING]; /* locals, the newest of which stands before asked_at */
	unsigned asked_at;
};

/* --- rows --- */

static void release_rows(struct case_page *c)
{
	for (int i = 0; i < c->count; i++)
		free(c->rows[i].text);
	free(c->rows);
	c->rows = NULL;
	c->count = c->width = 0;
	desk_lines_release(c->lines, c->line_count);
	c->line_count = 0;
}

struct filling { struct case_page *c; int line; bool is_first; };

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct filling *f = context;
	struct case_page *c = f->c;

	c->rows = xrealloc(c->rows, (size_t)c->count + 1, sizeof *c->rows);
	c->rows[c->count++] = (struct row){ f->line, f->is_first, xasprintf("%*s%.*s", indent, "", (int)len, text) };
	f->is_first = false;
}

static int value_column(const struct case_page *c)
{
	int widest = 0;

	for (int i = 0; i < c->line_count; i++)
		if (cells_width(c->lines[i].label) > widest)
			widest = cells_width(c->lines[i].label);
	return INDENT + (widest < LABEL_MOST ? widest : LABEL_MOST) + GAP;
}

/* To the nearest row that begins a line, in the direction that was gone, else back. */
static int beginning(const struct case_page *c, int at, int step)
{
	while (at > 0 && at < c->count && !c->rows[at].is_first)
		at += step;
	return at < c->count ? at : beginning(c, c->count - 1, -1);
}

static void make_rows(struct face *face, struct case_page *c, const struct page *p)
{
	bool narrow = page_is_narrow(p);
	int cells;

	if (c->width == p->columns)
		return;
	release_rows(c);
	c->width = p->columns;
	c->line_count = desk_lines(face, &c->about, narrow, c->lines);
	cells = words_text_cells(p->columns - 1 - (narrow ? INDENT : value_column(c)));
	for (int i = 0; i < c->line_count; i++) {
		struct filling f = { .c = c, .line = i, .is_first = true };
		char *text = narrow && *c->lines[i].label ? xasprintf("%s %s", c->lines[i].label, c->lines[i].text) : xstrdup(c->lines[i].text);

		if (c->lines[i].is_apart && !narrow)
			add_row(&(struct filling){ .c = c, .line = i }, 0, "", 0);
		words_wrap(text, cells > 1 ? cells : 1, add_row, &f);
		free(text);
	}
	c->at = c->count > 0 ? beginning(c, c->at < c->count ? c->at : c->count - 1, -1) : 0;
}

/* --- drawing --- */

static void draw_title(struct face *face, const struct case_page *c, struct page *p)
{
	char *place = words_place(face, page_is_narrow(p)), *line = face_line_words(face);
	const char *kind = c->about.row.c.kind;
	struct str title = { 0 }, right = { 0 };
	struct desk_counts counts;

	desk_read_counts(face, &counts);
	words_part(&title, vocabulary_label(&vocabulary_case_kinds, kind ? kind : ""));
	if (*place)
		words_part(&title, place);
	if (!page_is_narrow(p))
		desk_add_mine(&title, &counts);
	desk_add_oldest(&title, &counts);
	if (!page_is_narrow(p) && counts.desks > 1 && c->about.row.c.country)
		words_part_taken(&right, words_safe(c->about.row.c.country, SANITISE_LINE));
	words_part(&right, line);
	words_title(face, p, title.text, right.text ? right.text : "");
	str_release(&title);
	str_release(&right);
	free(line);
	free(place);
}

/* The whole line of the cursor is shown, where it fits. */
static void scroll(struct case_page *c, int height)
{
	int end = c->at;

	while (end + 1 < c->count && c->rows[end + 1].line == c->rows[c->at].line)
		end++;
	c->height = height > 0 ? height : 1;
	if (end >= c->top + c->height)
		c->top = end - c->height + 1;
	if (c->at < c->top)
		c->top = c->at;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct case_page *c = view->model;
	int column;

	make_rows(face, c, p);
	column = page_is_narrow(p) ? INDENT : value_column(c);
	draw_title(face, c, p);
	scroll(c, page_body_rows(p));
	page_cursor(p, 1, 0);
	for (int i = c->top; i < c->count && i < c->top + c->height; i++) {
		const struct row *row = &c->rows[i];
		int line = 1 + i - c->top;

		if (row->is_first && !page_is_narrow(p))
			page_label(p, line, INDENT, c->lines[row->line].label);
		page_put(p, line, column, row->text);
		if (row->is_first)
			page_item(p, line);
		if (i == c->at)
			page_mark(p, line);
	}
}

/* --- opening one --- */

void desk_fetch_dossier(struct face *face, const struct desk_row *row)
{
	struct json *packet;
	struct account a = { 0 };

	if (row->c.head.id && account_by_local(face_store(face), row->account, &a)) {
		packet = json_new_object();
		json_set_string(packet, "do", "fetch");
		json_set_integer(packet, "n", row->local);
		json_set_string(packet, "type", record_types[TYPE_Dossier].name);
		json_set_string(packet, "account", a.id);
		json_push(json_set(packet, "ids", json_new_array()), json_new_string(row->c.head.id));
		face_tell_engine(face, packet);
	}
	account_release(&a);
}

/* Asked for once, from the desk of its country; what is known of it may be on its way. */
static void ask_for(struct face *face, struct case_page *c, const struct desk_row *row)
{
	struct json *known = desk_dossier(face_store(face), row);
	bool is_asked = false;

	for (size_t i = 0; i < ARRAY_SIZE(c->asked); i++)
		is_asked = is_asked || c->asked[i] == row->local;
	if (!known && !is_asked && row->c.head.id) {
		desk_fetch_dossier(face, row);
		c->asked[c->asked_at++ % ARRAY_SIZE(c->asked)] = row->local;
	}
	json_free(known);
}

/* With those that follow, so that nobody waits for the line between two of them. */
static void fetch(struct face *face, struct case_page *c, struct view *below)
{
	const struct desk_row *rows[FOLLOWING];
	int count = below && below->screen == &screen_desk ? desk_list_following(below, rows, FOLLOWING) : 0;

	ask_for(face, c, &c->about.row);
	for (int i = 0; i < count; i++)
		ask_for(face, c, rows[i]);
}

struct holding { int64_t local; bool held; };

static int queue_hold(struct store *s, void *context, struct err *e)
{
	const struct holding *h = context;

	return desk_hold(s, h->local, h->held, clock_now(), e);
}

/* Taken by whoever looks at it; renewed while keys come. */
static void hold(struct face *face, struct case_page *c, bool held)
{
	int64_t now = clock_now();

	if (held && c->held_at && now < c->held_at + RENEW_S)
		return;
	face_change(face, queue_hold, &(struct holding){ c->about.row.local, held });
	c->held_at = held ? now : 0;
}

static void read_again(struct face *face, struct case_page *c)
{
	struct desk_case_about now;

	if (desk_case_read(face, c->about.row.local, &now)) {
		desk_case_release(&c->about);
		c->about = now;
	} else {
		desk_case_release(&now);
	}
	release_rows(c);
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

	/* What has failed is asked for again. */
	for (size_t i = 0; i < ARRAY_SIZE(c->asked) && text_equal(json_get_text(packet, "did"), "failed"); i++)
		if (c->asked[i] == json_get_integer(packet, "n", 0))
			c->asked[i] = 0;
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
	c->held_at = 0;
	read_again(face, c);
	hold(face, c, true);
	fetch(face, c, below);
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
	hold(face, c, false);
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
	c->at = beginning(c, at, by == 1 ? 1 : -1);
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
		if (c->width && c->at == beginning(c, c->count - 1, -1))
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

	hold(face, c, true);
	switch (action) {
	case ACTION_ACCEPT:
		decide(face, view, "accepted");
		return ACT_DONE;
	case ACTION_PUT_AWAY:
		decide(face, view, "done");
		return ACT_DONE;
	case ACTION_KEEP:
		decide(face, view, "shownAgain");
		return ACT_DONE;
	case ACTION_WRITE_TO:
		face_open(face, screen_desk_reason.name, DESK_ASK_BACK);
		return ACT_DONE;
	case ACTION_DROP:
		face_open(face, screen_desk_reason.name, DESK_REFUSE);
		return ACT_DONE;
	case ACTION_VIEW:
		face_open(face, screen_desk_reason.name, desk_is_open(&c->about.row.c) ? DESK_ACCEPT : DESK_DECISION);
		return ACT_DONE;
	case ACTION_LATER:
		desk_ask_note(face);
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
		hold(face, c, false);
	release_rows(c);
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
	.name = "desk-case", .title = N_("Case"), .size = sizeof(struct case_page), .open = open_case, .draw = draw, .act = act,
	.changed = changed, .close = close_case, .restored = restored, .where = where, .offers = offers,
};
