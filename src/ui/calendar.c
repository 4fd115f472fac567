/* The calendar: what has been read, where the cursor is, what its keys do. Each view draws itself. */
#include "calendar.h"

#include <stdlib.h>
#include <string.h>

#include "event.h"
#include "screens.h"
#include "sheet.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/text/day.h"
#include "words.h"

static const char view_fact[] = "calendar-view";
static const char *const view_names[CALENDAR_VIEW_COUNT] = { "month", "week", "agenda" };

static void day_typed(struct face *face, struct view *view, const char *text)
{
	struct calendar *c = view->model;
	int64_t day;

	if (!text || !*text)
		return;
	if (day_parse(text, c->today, &day))
		calendar_go_to_day(face, c, day);
	else
		face_say(face, day_understood());
}

/* --- views and filters --- */

static void set_view(struct face *face, struct calendar *c, enum calendar_view view)
{
	struct err e = { 0 };

	c->view = view;
	c->came_from_month = false;
	c->first = c->last = 0;
	c->top = 0;
	store_set_fact(c->store, view_fact, view_names[view], &e);
	words_check(face, &e);
	calendar_show(face, c);
}

/* A braille line has no room for a month. */
static void next_view(struct face *face, struct calendar *c)
{
	enum calendar_view view = (enum calendar_view)((c->view + 1) % CALENDAR_VIEW_COUNT);

	if (view == CALENDAR_MONTH && face_is_accessible(face))
		view = CALENDAR_WEEK;
	set_view(face, c, view);
}

static void filter_typed(struct face *face, struct view *view, const char *text)
{
	struct calendar *c = view->model;

	if (!text)
		return;
	calendar_filter_read(&c->filter, text);
	calendar_filter_keep(&c->filter, face);
	calendar_show(face, c);
}

/* --- acting --- */

static const struct agenda_row *chosen(const struct calendar *c)
{
	if (c->view != CALENDAR_MONTH)
		return c->item_count ? c->items[c->at].row : NULL;
	return NULL;
}

static char *no_line(const char *since)
{
	return xasprintf(_("No line since %s. The events come when it is back."), since);
}

static void ask_for_more(struct face *face, struct calendar *c)
{
	static const struct older_words words = { no_line, N_("Not signed in. The events come after that."), N_("Fetching events.") };

	older_part_ask(face, calendar_community(c), &record_types[TYPE_Event], &words);
}

static void open_chosen(struct face *face, struct calendar *c)
{
	const struct agenda_row *row = chosen(c);

	if (c->view == CALENDAR_MONTH || (!row && c->event != OLDER_KEY)) {
		bool was_month = c->view == CALENDAR_MONTH;

		c->view = CALENDAR_AGENDA;
		c->last = 0;
		calendar_go_to_day(face, c, c->day);
		c->came_from_month = was_month;
	} else if (!row) {
		ask_for_more(face, c);
	} else if (row->draft) {
		face_open_draft(face, -row->local);
	} else {
		face_open(face, row->activity ? "activity" : "event", row->local);
	}
}

static enum outcome go_back(struct face *face, struct calendar *c)
{
	if (!c->came_from_month)
		return ACT_IGNORED;
	set_view(face, c, CALENDAR_MONTH);
	return ACT_DONE;
}

/* A new event on the chosen day. */
static void create(struct face *face, struct calendar *c)
{
	struct json *fields = json_new_object(), *time = json_set(fields, "time", json_new_object());
	int year, month, date;
	int64_t draft;
	char *start;

	clock_civil(c->day, &year, &month, &date);
	start = xasprintf("%04d-%02d-%02dT16:00:00", year, month, date);
	json_set_string(time, "start", start);
	json_set_string(time, "timeZone", c->zone);
	json_set_string(time, "duration", "PT1H");
	draft = sheet_begin(face, &record_types[TYPE_Event], 0, fields);
	if (draft)
		face_open(face, "event-form", draft);
	json_free(fields);
	free(start);
}

static enum outcome act_on_event(struct face *face, struct calendar *c, enum action action)
{
	const struct agenda_row *row = chosen(c);
	enum outcome outcome;

	if (!row) {
		face_say(face, _("There is no event under the cursor. Enter shows those of the day."));
		return ACT_DONE;
	}
	if (row->activity) {
		face_say(face, _("An activity: Enter opens it."));
		return ACT_DONE;
	}
	outcome = event_act(face, row->local, action);
	calendar_read_again(face, c);
	return outcome;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct calendar *c = view->model;

	if (calendar_move(face, c, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		open_chosen(face, c);
		return ACT_DONE;
	case ACTION_VIEW:
		next_view(face, c);
		return ACT_DONE;
	case ACTION_GO_TO:
		face_prompt(face, _("Go to day:"), "", NULL, day_typed);
		return ACT_DONE;
	case ACTION_FIND:
		face_prompt(face, _("Only:"), c->filter.text, NULL, filter_typed);
		face_prompt_note(face, _("mine, all, online, 500 km, language, kind, country, words; parted by commas"));
		return ACT_DONE;
	case ACTION_CREATE:
		create(face, c);
		return ACT_DONE;
	case ACTION_BACK:
		return go_back(face, c);
	case ACTION_ACCEPT:
	case ACTION_LATER:
	case ACTION_DROP:
	case ACTION_EDIT:
	case ACTION_WRITE_TO:
	case ACTION_COPY:
	case ACTION_PRINT:
		return act_on_event(face, c, action);
	default:
		return ACT_IGNORED;
	}
}

/* --- the row of the screen --- */

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct calendar *c = view->model;

	if (c->view == CALENDAR_MONTH)
		calendar_month_draw(face, c, p);
	else if (c->view == CALENDAR_WEEK)
		calendar_week_draw(face, c, p);
	else
		calendar_agenda_draw(face, c, p);
}

static enum calendar_view kept_view(struct face *face)
{
	char *name = store_fact(face_store(face), view_fact);
	enum calendar_view view = CALENDAR_MONTH;

	for (int i = 0; name && i < CALENDAR_VIEW_COUNT; i++)
		if (strcmp(view_names[i], name) == 0)
			view = (enum calendar_view)i;
	free(name);
	return view == CALENDAR_MONTH && face_is_accessible(face) ? CALENDAR_AGENDA : view;
}

static int open_calendar(struct face *face, struct view *view, int64_t argument)
{
	struct calendar *c = view->model;

	(void)argument;
	c->store = face_store(face);
	c->zone = zone_of_computer();
	c->today = c->day = calendar_day(c, clock_now(), NULL);
	c->view = kept_view(face);
	calendar_filter_open(&c->filter, face);
	calendar_show(face, c);
	return 0;
}

static void changed(struct face *face, struct view *view)
{
	struct calendar *c = view->model;

	c->today = calendar_day(c, clock_now(), NULL);
	calendar_read_again(face, c);
}

/* An event that was made or brought back, or a draft of one (negative). */
static void restored(struct face *face, struct view *view, int64_t record)
{
	struct calendar *c = view->model;
	struct agenda_query q = { .zone = c->zone, .now = clock_now() };
	struct agenda_row row = { 0 };

	if (agenda_get(c->store, &q, record, &row))
		calendar_go_to_event(face, c, &row);
	agenda_row_release(&row);
}

static void close_calendar(struct face *face, struct view *view)
{
	struct calendar *c = view->model;

	(void)face;
	calendar_release_rows(c);
	free(c->items);
	free(c->zone);
	calendar_filter_release(&c->filter);
}

/* The next event that an open one goes on to. */
static int64_t step(struct face *face, struct view *view, enum list_step step)
{
	struct calendar *c = view->model;
	int by = step == LIST_NEXT || step == LIST_NEXT_WAITING ? 1 : -1;
	bool waiting = step == LIST_NEXT_WAITING || step == LIST_PREVIOUS_WAITING;

	(void)face;
	for (int i = c->at + by; i >= 0 && i < c->item_count; i += by) {
		const struct agenda_row *row = c->items[i].row;

		if (row && !row->draft && (!waiting || calendar_waits(row))) {
			calendar_go_to_item(c, i);
			return row->local;
		}
	}
	return 0;
}

static struct list_place place(struct face *face, struct view *view)
{
	const struct calendar *c = view->model;
	struct list_place where = { .list = _("Calendar") };

	(void)face;
	for (int i = 0; i < c->item_count; i++) {
		where.of += c->items[i].row != NULL;
		where.at += c->items[i].row && i <= c->at;
	}
	return where;
}

static struct json *where(const struct view *view)
{
	const struct calendar *c = view->model;
	struct json *object = json_new_object();

	json_set_integer(object, "view", (int64_t)c->view);
	json_set_integer(object, "day", c->day);
	json_set_integer(object, "event", c->event);
	return object;
}

static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	struct calendar *c = view->model;
	int64_t shown = json_get_integer(where_it_was, "view", (int64_t)c->view);

	if (shown >= 0 && shown < CALENDAR_VIEW_COUNT)
		c->view = (enum calendar_view)shown;
	c->day = json_get_integer(where_it_was, "day", c->day);
	c->event = json_get_integer(where_it_was, "event", 0);
	c->first = c->last = 0;
	calendar_show(face, c);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("look"), N_("look at the event, or at the events of the day"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("join"), N_("join the event, or apply for it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_LATER, N_("maybe"), N_("perhaps: the one who holds it knows"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("leave"), N_("leave the event; cancel one of your own"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("only some events: mine, online, near, a language, a kind, words"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_VIEW, N_("view"), N_("month, week, agenda"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("new event"), N_("write an event of your own"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_GO_TO, N_("date"), N_("go to a day: 24 Dec, 24.12, tomorrow"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PAGE_DOWN, NULL, N_("next month, week or page"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, NULL, N_("next event that you can join, or that is due"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, NULL, N_("change an event of your own"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, NULL, N_("save as an .ics file"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

/* What the last line of each view has room for. */
static const struct offer hints[CALENDAR_VIEW_COUNT][9] = {
	[CALENDAR_MONTH] = {
		{ ACTION_PAGE_DOWN, N_("month"), NULL, OFFER_WIDE, ACTION_NONE },
		{ ACTION_OPEN, N_("the day"), NULL, OFFER_ALWAYS, ACTION_NONE },
		{ ACTION_VIEW, N_("week"), NULL, OFFER_ALWAYS, ACTION_NONE },
		{ ACTION_CREATE, N_("new event"), NULL, OFFER_WIDE, ACTION_NONE },
		{ ACTION_GO_TO, N_("date"), NULL, OFFER_ALWAYS, ACTION_NONE },
		{ ACTION_FIND, N_("find"), NULL, OFFER_WIDE, ACTION_NONE },
		{ .action = ACTION_NONE },
	},
	[CALENDAR_WEEK] = {
		{ ACTION_PAGE_DOWN, N_("next week"), NULL, OFFER_WIDE, ACTION_NONE },
		{ ACTION_ACCEPT, N_("join"), NULL, OFFER_ALWAYS, ACTION_NONE },
		{ ACTION_DROP, N_("leave"), NULL, OFFER_ALWAYS, ACTION_NONE },
		{ ACTION_VIEW, N_("agenda"), NULL, OFFER_ALWAYS, ACTION_NONE },
		{ ACTION_CREATE, N_("new event"), NULL, OFFER_WIDE, ACTION_NONE },
		{ ACTION_GO_TO, N_("date"), NULL, OFFER_WIDE, ACTION_NONE },
		{ .action = ACTION_NONE },
	},
	[CALENDAR_AGENDA] = {
		{ ACTION_OPEN, N_("look"), NULL, OFFER_ALWAYS, ACTION_NONE },
		{ ACTION_ACCEPT, N_("join"), NULL, OFFER_ALWAYS, ACTION_NONE },
		{ ACTION_LATER, N_("maybe"), NULL, OFFER_WIDE, ACTION_NONE },
		{ ACTION_DROP, N_("leave"), NULL, OFFER_WIDE, ACTION_NONE },
		{ ACTION_FIND, N_("find"), NULL, OFFER_WIDE, ACTION_NONE },
		{ ACTION_VIEW, N_("month"), NULL, OFFER_ALWAYS, ACTION_NONE },
		{ ACTION_CREATE, N_("new event"), NULL, OFFER_WIDE, ACTION_NONE },
		{ .action = ACTION_NONE },
	},
};

static const struct offer *offers_now(const struct view *view)
{
	const struct calendar *c = view->model;

	return hints[c->view];
}

const struct screen screen_calendar = {
	.name = "calendar", .title = N_("Calendar"), .size = sizeof(struct calendar), .open = open_calendar, .draw = draw, .act = act,
	.changed = changed, .close = close_calendar, .restored = restored, .step = step, .place = place,
	.where = where, .go = go, .offers = offers, .offers_now = offers_now,
};
