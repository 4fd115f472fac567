/* An event on the screen: its page (event.c), the words of its lines (event_words.c), and what is done to it anywhere (event_act.c). */
#ifndef TWINLINE_UI_EVENT_H
#define TWINLINE_UI_EVENT_H

#include "face.h"
#include "letter_files.h"
#include "twinline/base/str.h"
#include "twinline/records/agenda.h"
#include "twinline/schema/records.h"

/* What the page shows: the record, or the draft, as it is now. */
struct event_view {
	int64_t local;            /* of a draft negative */
	struct event event;
	struct agenda_row row;    /* what it is to me */
	char *zone;               /* of this computer */
	char *refused;            /* why my last answer was refused, a sentence; NULL: it was not */
	int64_t remind_before;    /* minutes; -1: not */
	bool is_mine;             /* I hold it */
	struct agenda_guest *guests; /* then: who said something */
	int guest_count;
	struct letter_files files;
};

/* Reads an event or a draft; false if it is not there. Release either way. */
bool event_read(struct face *face, int64_t local, struct event_view *v);
void event_release(struct event_view *v);

/* The lines of the page, in their order. */
enum event_line {
	EVENT_YOU, EVENT_HIDDEN, EVENT_WHEN, EVENT_WHERE, EVENT_SLOW_LINE, EVENT_LANGUAGES, EVENT_FOR, EVENT_BY, EVENT_PLACES, EVENT_COMING, EVENT_PEOPLE, EVENT_ABOUT,
	EVENT_NOTES, EVENT_FILES, EVENT_REMIND, EVENT_LINK, EVENT_CHANGED, EVENT_LINE_COUNT
};
/* N_() "When". */
const char *event_label(enum event_line line);
/* Adds what the line says; nothing where there is nothing to say. Lines of its own are parted by '\n'. */
void event_add_line(struct str *out, const struct event_view *v, enum event_line line, bool narrow);

/* Adds "Ewa Kowalska PL: applied. ..." of somebody who said something to an event that I hold. */
void event_add_guest(struct str *out, const struct agenda_guest *guest);

/* Adds "UTC+3". */
void event_add_offset(struct str *out, int seconds);

/* Says yes or no to an application; what else is done to a guest is writing. ACT_IGNORED for other actions. */
enum outcome event_act_on_guest(struct face *face, const struct agenda_guest *guest, enum action action);

/*
 * Does to an event what a key means on any screen that shows events: join or apply, maybe, leave or cancel, change, write to who holds it, show
 * the link, save as .ics. ACT_IGNORED for other actions.
 */
bool event_does(enum action action);
enum outcome event_act(struct face *face, int64_t local, enum action action);

#endif
