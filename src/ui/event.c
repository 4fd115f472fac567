/* An event's page: what it is to me first, then when, where, for whom; a draft of my own as others will see it. */
#include "event.h"

#include <stdlib.h>
#include <string.h>

#include "person.h"
#include "place.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/text/cells.h"
#include "twinline/text/day.h"
#include "words.h"

enum { INDENT = 2, LABEL_LEAST = 9, GAP = 2, LABEL_SHOWN = 16, REMIND_MOST = 14 * 24 * 60, ROWS_MOST = 10000 };

/* One row of the page: of which line, and whether it is its first. */
struct row { enum event_line line; bool is_first; int which; char *text; }; /* which: guest or file; -1: neither */

struct event_page {
	struct event_view v; /* first: event_act.c reads it of the view */
	struct row *rows;
	int count, at, top, height;
	int width;           /* of the page that the rows were made for */
};

/* --- rows --- */

struct filling { struct event_page *e; enum event_line line; bool is_first; int which; };

static void add_row(void *context, int indent, const char *text, size_t len)
{
	struct filling *f = context;
	struct event_page *e = f->e;

	e->rows = xrealloc(e->rows, (size_t)e->count + 1, sizeof *e->rows);
	e->rows[e->count++] = (struct row){ .line = f->line, .is_first = f->is_first, .which = f->which,
	                                     .text = xasprintf("%*s%.*s", indent, "", (int)len, text) };
	f->is_first = false;
}

static void release_rows(struct event_page *e)
{
	for (int i = 0; i < e->count; i++)
		free(e->rows[i].text);
	free(e->rows);
	e->rows = NULL;
	e->count = 0;
}

static int value_column(void)
{
	int widest = LABEL_LEAST;

	for (int line = 0; line < EVENT_LINE_COUNT; line++)
		if (cells_width(_(event_label((enum event_line)line))) > widest)
			widest = cells_width(_(event_label((enum event_line)line)));
	return INDENT + (widest < LABEL_SHOWN ? widest : LABEL_SHOWN) + GAP;
}

/* Lines that say by themselves what they are about. */
static bool needs_label(enum event_line line)
{
	static const enum event_line plain[] = {
		EVENT_WHEN, EVENT_WHERE, EVENT_SLOW_LINE, EVENT_ABOUT, EVENT_NOTES, EVENT_FILES, EVENT_LINK,
	};

	for (size_t i = 0; i < ARRAY_SIZE(plain); i++)
		if (plain[i] == line)
			return false;
	return true;
}

/* Where a page is narrow, the label stands before the text. */
static void add_line(struct event_page *e, enum event_line line, int cells, bool narrow)
{
	struct filling f = { .e = e, .line = line, .is_first = true, .which = -1 };
	struct str text = { 0 }, whole = { 0 };

	event_add_line(&text, &e->v, line, narrow);
	if (text.len) {
		if (narrow && needs_label(line))
			str_addf(&whole, "%s ", _(event_label(line)));
		str_add(&whole, text.text);
		words_wrap(whole.text, cells, add_row, &f);
	}
	str_release(&text);
	str_release(&whole);
}

/* Guests and files: rows that keys do something to. */
static void add_each(struct face *face, struct event_page *e, enum event_line line, int cells)
{
	struct filling f = { .e = e, .line = line, .is_first = true };
	int count = line == EVENT_PEOPLE ? e->v.guest_count : e->v.files.count;

	for (f.which = 0; f.which < count; f.which++) {
		struct str text = { 0 };
		char *file = line == EVENT_FILES ? letter_file_words(face, &e->v.files.files[f.which]) : NULL;

		if (file)
			str_add(&text, file);
		else
			event_add_guest(&text, &e->v.guests[f.which]);
		words_wrap(text.text, cells, add_row, &f);
		str_release(&text);
		free(file);
	}
}

static void make_rows(struct face *face, struct event_page *e, const struct page *p)
{
	int cells = p->columns - 1 - (page_is_narrow(p) ? INDENT : value_column());

	cells = words_text_cells(cells);
	if (e->width == p->columns)
		return;
	release_rows(e);
	e->width = p->columns;
	for (int line = 0; line < EVENT_LINE_COUNT; line++)
		if (line == EVENT_PEOPLE || line == EVENT_FILES)
			add_each(face, e, (enum event_line)line, cells);
		else
			add_line(e, (enum event_line)line, cells, page_is_narrow(p));
	if (e->at >= e->count)
		e->at = e->count - 1;
	if (e->at < 0)
		e->at = 0;
}

/* --- drawing --- */

static char *place_words(struct face *face, bool narrow)
{
	struct view *below = face_view_below(face);
	struct list_place place;

	if (!below || !below->screen->place)
		return xstrdup("");
	place = below->screen->place(face, below);
	if (place.at <= 0 || place.of <= 0)
		return xstrdup("");
	if (narrow)
		return xasprintf("%lld/%lld", (long long)place.at, (long long)place.of);
	/* TRANSLATORS: name of a list, the place in it, how many it has. */
	return xasprintf(_("%s %lld of %lld"), place.list, (long long)place.at, (long long)place.of);
}

static void draw_title(struct face *face, const struct event_page *e, struct page *p)
{
	const char *kind = vocabulary_brief(&vocabulary_event_kinds, e->v.row.kind);
	char *right = e->v.row.draft ? xstrdup(_("draft")) : place_words(face, page_is_narrow(p)), *safe, *left;
	struct str title = { 0 };

	safe = words_safe(*e->v.row.title ? e->v.row.title : _("without a title"), SANITISE_LINE);
	str_add(&title, safe);
	words_part(&title, kind);
	left = str_detach(&title);
	words_title(face, p, left, right);
	free(left);
	free(safe);
	free(right);
}

static void scroll(struct event_page *e, int height)
{
	e->height = height > 0 ? height : 1;
	if (e->at < e->top)
		e->top = e->at;
	if (e->at >= e->top + e->height)
		e->top = e->at - e->height + 1;
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct event_page *e = view->model;
	int column = page_is_narrow(p) ? INDENT : value_column();

	make_rows(face, e, p);
	draw_title(face, e, p);
	scroll(e, page_body_rows(p));
	for (int i = e->top; i < e->count && i < e->top + e->height; i++) {
		int line = 1 + i - e->top;

		if (e->rows[i].is_first && !page_is_narrow(p))
			page_label(p, line, INDENT, _(event_label(e->rows[i].line)));
		page_put(p, line, column, e->rows[i].text);
		page_item(p, line);
		if (i == e->at)
			page_mark(p, line);
	}
}

/* --- acting --- */

static void changed(struct face *face, struct view *view)
{
	struct event_page *e = view->model;
	struct event_view now;

	if (event_read(face, e->v.local, &now)) {
		event_release(&e->v);
		e->v = now;
	} else {
		event_release(&now);
	}
	e->width = 0;
}

/* The row under the cursor; NULL before the page has been drawn. */
static const struct row *row_here(const struct event_page *e)
{
	return e->at < e->count ? &e->rows[e->at] : NULL;
}

/* Whom it is about; NULL for nobody. */
static const struct agenda_guest *guest_here(const struct event_page *e)
{
	const struct row *row = row_here(e);

	return row && row->line == EVENT_PEOPLE && row->which < e->v.guest_count ? &e->v.guests[row->which] : NULL;
}

/* Keys may come faster than the page is drawn: it has the last word on how far they go. */
static void move(struct event_page *e, int by)
{
	e->at += by;
	if (e->width && e->at >= e->count)
		e->at = e->count - 1;
	if (e->at < 0)
		e->at = 0;
}

/* To the event that follows in the list below; at the end of it this one stays. */
static void go_on(struct face *face, struct view *view, enum list_step step)
{
	struct view *below = face_view_below(face);
	int64_t next = below && below->screen->step ? below->screen->step(face, below, step) : 0;
	struct event_page *e = view->model;

	if (!next) {
		face_say(face, _("There is no further event in the list."));
		return;
	}
	e->v.local = next;
	e->at = e->top = 0;
	changed(face, view);
}

static void remind_done(struct face *face, struct view *view, const char *text)
{
	struct event_page *e = view->model;
	int64_t attendance = agenda_attendance(face_store(face), e->v.local);
	struct json *patch = json_new_object();
	int days = 0, minutes = 0;

	if (text && *text && !day_parse_length(text, &days, &minutes)) {
		face_say(face, _("Write a length like 15 min, 1 h or 2 days; nothing at all: no reminder."));
	} else if (text && attendance) {
		minutes += days * 24 * 60;
		json_set(patch, "remindBefore", *text ? json_new_integer(minutes < REMIND_MOST ? minutes : REMIND_MOST) : json_new_null());
		face_patch_all(face, &attendance, 1, patch, *text ? _("You are reminded while Twinline is open. {undo} takes it back.")
		                                                 : _("No reminder. {undo} takes it back."));
	}
	json_free(patch);
	changed(face, view);
}

static void ask_for_reminder(struct face *face, const struct event_page *e)
{
	struct str length = { 0 };

	if (!agenda_attendance(face_store(face), e->v.local)) {
		face_say(face, _("Say yes or maybe first; then you can be reminded."));
		return;
	}
	day_add_length(&length, 0, e->v.remind_before >= 0 ? (int)e->v.remind_before : 15);
	face_prompt(face, _("Remind before it begins:"), length.text, NULL, remind_done);
	str_release(&length);
}

static bool stops_file(struct face *face, const struct event_page *e)
{
	const struct row *row = row_here(e);

	return row && row->line == EVENT_FILES && row->which < e->v.files.count && letter_files_stop(face, &e->v.files.files[row->which]);
}

/* Enter does what the line under the cursor is about. */
static enum outcome open_line(struct face *face, struct view *view)
{
	const struct event_page *e = view->model;
	const struct row *row = row_here(e);

	if (!row || row->line == EVENT_YOU)
		event_act(face, e->v.local, ACTION_ACCEPT);
	else if (row->line == EVENT_REMIND)
		ask_for_reminder(face, e);
	else if (row->line == EVENT_LINK)
		event_act(face, e->v.local, ACTION_COPY);
	else if (row->line == EVENT_FILES && row->which < e->v.files.count)
		letter_files_open(face, &e->v.files.files[row->which]);
	else
		return ACT_IGNORED;
	if (face_is_on(face, "event"))
		changed(face, view);
	return ACT_DONE;
}

/* A preview leads back to the form below it. */
static bool is_preview(struct face *face, const struct event_page *e)
{
	struct view *below = face_view_below(face);

	return e->v.row.draft && below && strcmp(below->screen->name, "event-form") == 0;
}

static enum outcome act_on_it(struct face *face, struct view *view, enum action action)
{
	struct event_page *e = view->model;
	enum outcome outcome;

	if (!event_does(action) && action != ACTION_OPEN)
		return ACT_IGNORED;
	if (is_preview(face, e)) {
		face_say(face, _("This is how others will see it. {back} goes back to the form."));
		return ACT_DONE;
	}
	if (guest_here(e))
		outcome = event_act_on_guest(face, guest_here(e), action);
	else
		outcome = event_act(face, e->v.local, action);
	if (outcome == ACT_DONE && face_is_on(face, "event"))
		changed(face, view);
	return outcome;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct event_page *e = view->model;

	switch (action) {
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_UP:
		move(e, action == ACTION_MOVE_DOWN ? 1 : -1);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
		if (e->width && e->at == e->count - 1)
			go_on(face, view, LIST_NEXT);
		else
			move(e, e->height);
		return ACT_DONE;
	case ACTION_PAGE_UP:
		move(e, -e->height);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
	case ACTION_MOVE_LAST:
		move(e, action == ACTION_MOVE_FIRST ? -ROWS_MOST : ROWS_MOST);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_on(face, view, action == ACTION_NEXT_WAITING ? LIST_NEXT_WAITING : LIST_PREVIOUS_WAITING);
		return ACT_DONE;
	case ACTION_DROP:
		if (stops_file(face, e))
			return ACT_DONE;
		return act_on_it(face, view, action);
	case ACTION_OPEN:
		if (is_preview(face, e) || guest_here(e))
			return act_on_it(face, view, action);
		return open_line(face, view);
	case ACTION_BLOCK:
	case ACTION_REPORT:
		person_answer_for(face, view, action, &e->v.event.organiser, e->v.local);
		return ACT_DONE;
	default:
		return act_on_it(face, view, action);
	}
}

/* --- the row of the screen --- */

static int open_event(struct face *face, struct view *view, int64_t argument)
{
	struct event_page *e = view->model;

	face_listen(face, letter_files_heard);
	if (event_read(face, argument, &e->v))
		return 0;
	event_release(&e->v);
	face_say(face, _("This event is not here any more."));
	return -1;
}

static void close_event(struct face *face, struct view *view)
{
	struct event_page *e = view->model;

	(void)face;
	release_rows(e);
	event_release(&e->v);
}

static struct json *where(const struct view *view)
{
	const struct event_page *m = view->model;
	struct json *object = json_new_object();

	json_set_integer(object, "line", m->at);
	return object;
}

/* The lines are made when they are drawn; a cursor beyond them is on the last one then. */
static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	struct event_page *m = view->model;
	int64_t line = json_get_integer(where_it_was, "line", 0);

	(void)face;
	m->at = line > 0 && line < ROWS_MOST ? (int)line : 0;
}

static const struct offer offers[] = {
	{ ACTION_ACCEPT, N_("join"), N_("join the event, or apply for it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_LATER, N_("maybe"), N_("perhaps: the one who holds it knows"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("leave"), N_("leave the event; cancel one of your own; stop a file"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write to the host"), N_("write to the one who holds it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_COPY, N_("link"), N_("show the link alone, to be marked and copied"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_OPEN, NULL, N_("do what the line is about: join, set a reminder, fetch a file"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, NULL, N_("change an event of your own"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, NULL, N_("save as an .ics file"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, NULL, N_("next event that you can join, or that is due"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BLOCK, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_REPORT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_event = {
	.name = "event", .title = N_("Event"), .size = sizeof(struct event_page), .open = open_event, .draw = draw, .act = act,
	.changed = changed, .close = close_event, .where = where, .go = go, .offers = offers,
};
