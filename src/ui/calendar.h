/* The calendar: one model, drawn as a month, a week or an agenda; for calendar.c and the files of its views. */
#ifndef TWINLINE_UI_CALENDAR_H
#define TWINLINE_UI_CALENDAR_H

#include "calendar_filter.h"
#include "face.h"
#include "older.h"
#include "screen.h"
#include "twinline/base/str.h"
#include "twinline/base/zone.h"
#include "twinline/records/agenda.h"

enum calendar_view { CALENDAR_MONTH, CALENDAR_WEEK, CALENDAR_AGENDA, CALENDAR_VIEW_COUNT };

/* What the cursor of week and agenda can be on: an event, days without one, or the line of what is further on. */
struct calendar_item {
	int64_t day, last;            /* the last of free days; else day itself */
	const struct agenda_row *row; /* NULL: free days */
	bool is_more;
};

struct calendar {
	struct store *store;
	char *zone;              /* the person's */
	enum calendar_view view;
	bool came_from_month;    /* q in the agenda of a day goes back there */
	int64_t today, day;      /* present and chosen, as text/day.h counts */
	int64_t event;           /* local of the chosen event in week and agenda; 0: the day itself, OLDER_KEY: what is further on */
	int64_t first, last;     /* days that have been read; last is after them, 0: no end */
	struct agenda_row *rows;
	int count;
	struct calendar_item *items; /* of week and agenda */
	int item_count, at, top;
	int height;              /* lines of the list as last drawn */
	struct calendar_filter filter;
	struct older_part more;  /* events beyond the window */
	int64_t known;           /* the last day of which all is here; beyond it events may still have to be fetched */
};

/* The day that a moment is on, and its civil time (may be NULL), in the person's zone. */
int64_t calendar_day(const struct calendar *c, int64_t moment, struct civil *civil);
/* The moment at which a day begins there. */
int64_t calendar_moment(const struct calendar *c, int64_t day);

/* The days that a row lies on, as far as they have been read: ends at least where it starts. */
int64_t calendar_first_day(const struct calendar *c, const struct agenda_row *row);
int64_t calendar_last_day(const struct calendar *c, const struct agenda_row *row);
/* What is said of a day without events: that it is free, or that nothing is known of it yet; translated. */
const char *calendar_no_event(const struct calendar *c, int64_t day);
/* True if it can still be joined or applied for. */
bool calendar_is_open(const struct agenda_row *row);

/* Adds "your time (UTC+3)". */
void calendar_add_zone(struct str *out, const struct calendar *c);
/* Adds "10:30", or "10:30-11:30" with its end. */
void calendar_add_hour(struct str *out, const struct calendar *c, const struct agenda_row *row, bool with_end);
/* Adds "Water diary: online meeting, week 2", safe. */
void calendar_add_title(struct str *out, const struct agenda_row *row);
/* Adds "webinar in Polish", or "" for an event of a project. */
void calendar_add_kind(struct str *out, const struct agenda_row *row);
/* The word of a row, translated: "maybe", "draft". */
const char *calendar_word(const struct agenda_row *row);
/* The cells of the longest word but one, "cancelled": where a row has that one, the room is taken from what stands beside it. */
int calendar_word_cells(void);
/* The column of a row's word at the right edge. */
int calendar_word_column(const struct page *p, const struct agenda_row *row);

/* What stands there once a view has been read: items, and where the cursor is among them. */
void calendar_month_draw(struct face *face, struct calendar *c, struct page *p);
void calendar_week_items(struct calendar *c);
void calendar_week_draw(struct face *face, struct calendar *c, struct page *p);
void calendar_agenda_items(struct calendar *c);
void calendar_agenda_draw(struct face *face, struct calendar *c, struct page *p);

/* --- calendar_read.c --- */
/* Reads what the view shows around the chosen day; the same of the days that it shows already; and makes its items of what has been read. */
void calendar_show(struct face *face, struct calendar *c);
void calendar_read_again(struct face *face, struct calendar *c);
void calendar_make_items(struct calendar *c);
void calendar_add_item(struct calendar *c, struct calendar_item item);
/* The account of the community; 0 before the first exchange. */
int64_t calendar_community(struct calendar *c);
/* Frees what has been read. */
void calendar_release_rows(struct calendar *c);
/* The first day of the month after a day's. */
int64_t calendar_after_month(int64_t day);
/* Lets the chosen item show among height lines. */
void calendar_scroll(struct calendar *c, int height);

/* --- calendar_move.c --- */
void calendar_go_to_day(struct face *face, struct calendar *c, int64_t day);
void calendar_go_to_item(struct calendar *c, int at);
/* To the row where it stands; what is shown stays where it is if the row is in it. */
void calendar_go_to_event(struct face *face, struct calendar *c, const struct agenda_row *row);
/* True if a word of mine is awaited: it can be joined, or is due. */
bool calendar_waits(const struct agenda_row *row);
/* Does a movement; false for an action that is none. */
bool calendar_move(struct face *face, struct calendar *c, enum action action);

#endif
