/* The feed of those followed, in parts: what is here (feed_rows.c), what the portal is asked for (feed_ask.c), the screen. */
#ifndef TWINLINE_UI_FEED_H
#define TWINLINE_UI_FEED_H

#include "face.h"
#include "table.h"
#include "twinline/base/strings.h"
#include "twinline/schema/schema.h"

/* One line: who, or the project that the line is of, and what. */
struct feed_line { int64_t at; const struct record_type *type; char *id, *who, *who_id, *what; };

struct feed {
	struct table table;        /* of struct feed_line */
	struct strings followed;   /* ids of people and projects */
	int64_t newest_follow;     /* local */
	int64_t asked;             /* number of the last question while it is under way; 0: none */
	int64_t number, total;     /* total: lines that the portal has; 0: not known */
	bool whole, is_older;      /* the question was for all of it; for what comes after a line */
	int64_t left;              /* lines that are new and have still to come */
	char *opens;               /* id of the record that is fetched to be opened; NULL: none */
	int64_t at;                /* when the portal was last asked; 0: never */
};

/* The lines that are here of whom I follow, and when the portal was asked last. */
void feed_open(struct face *face, struct feed *f);
void feed_read(struct face *face, struct feed *f);
void feed_close(struct feed *f);

/* True if the portal has to be asked for all: the first time, once a week, and when I follow others than then. */
bool feed_wants_all(struct face *face, const struct feed *f);

/* Notes what the portal was asked for now; total: the lines that it has of all, where that was the question. */
void feed_note_asked(struct face *face, struct feed *f, int64_t total);

/* Asks for what is new, or (after: the id of the last line that is here) for the next page. Nothing without a line. */
void feed_ask(struct face *face, struct feed *f, const char *after);

/* At the end of what is here the next page is asked for, if the portal has more. */
void feed_go_on(struct face *face, struct feed *f);

/* What the engine says of it. */
void feed_heard(struct face *face, struct view *view, const struct json *packet);

/* Opens what a line is about; what is not here is fetched, and opened when it has come. */
void feed_look(struct face *face, struct feed *f, const struct feed_line *row);

#endif
