/*
 * Line profiles: how much the engine asks of the line to the portal, one row each. The setting `line` names one, or, left to
 * itself, what was measured finds one (records/measured.h). Engine, face and commands read the same rows.
 */
#ifndef TWINLINE_RECORDS_LINE_PROFILE_H
#define TWINLINE_RECORDS_LINE_PROFILE_H

#include <stdbool.h>
#include <stdint.h>

enum line_profile { LINE_PROFILE_FAST, LINE_PROFILE_SLOW, LINE_PROFILE_METERED, LINE_PROFILE_OFFLINE, LINE_PROFILE_COUNT };

/* How the portal may tell that something is new, without being asked. */
enum line_push { LINE_PUSH_NONE, LINE_PUSH_EVENTS, LINE_PUSH_SOCKET };

struct line_profile_row {
	const char *name;   /* as the setting, `twinline status` and the log have it */
	const char *words;  /* N_("slow profile") */
	int interval;       /* seconds between exchanges that nobody asks for, while a face is there; 0: there are none */
	int gather;         /* seconds that a change waits for others to go with it in one exchange */
	int patience;       /* seconds in which no byte moves, until a portal counts as not answering */
	int64_t first_page; /* bytes of records in the first page of all, unpacked */
	int64_t page_most;  /* the same of any later one, however much the line carries */
	int window;         /* records of a type that a first window has at most; 0: as many as its type has */
	int rows;           /* of the directory that a person asks for at once: pages of a list */
	bool cards;         /* cards that a saved search has found come by themselves */
	enum line_push push;
};

extern const struct line_profile_row line_profile_rows[LINE_PROFILE_COUNT];

/* The profile of that name; LINE_PROFILE_COUNT for another, "auto" and NULL. */
enum line_profile line_profile_of(const char *name);

#endif
