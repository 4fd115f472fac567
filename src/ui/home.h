/* Home: what home.c reads and does, and home_page.c draws. */
#ifndef TWINLINE_UI_HOME_H
#define TWINLINE_UI_HOME_H

#include "decide.h"
#include "screen.h"
#include "table.h"
#include "twinline/base/strings.h"
#include "twinline/records/waiting.h"

/* A place that one can go to from here. */
struct home_place {
	enum action action;
	const char *name;                   /* N_() */
	char *(*words)(struct face *face);  /* how much is there; yours. NULL: the place is not for this person */
};

struct home_row {
	struct waiting_row waiting;
	const struct home_place *place;     /* NULL: something that waits */
	char *words;                        /* of the place; of what could not be sent why */
};

struct home {
	struct table table; /* of struct home_row: what waits, then the places */
	char *who;          /* "Ayşe Demir, Muğla" */
	int waiting;        /* rows that are no places */
	bool is_pupils;     /* whose only place is the project, which is not here yet */
	struct strings lacking; /* "pupils' age": what helps others to find me, while nothing waits */
};

/* --- home_places.c --- */
extern const struct home_place home_places[]; /* closed by one without a name */
/* What my card lacks that helps others to find me, the most helpful first; words added to lacking. */
void home_find_lacking(struct face *face, struct strings *lacking);
/* "2 things help others to find you: pupils' age, what you look for. 6", as many as so many cells have room for; yours. */
char *home_lacking_words(struct face *face, const struct strings *lacking, int cells);

/* --- home_words.c --- */
const char *home_state(enum waiting_kind kind);
/* What a row says in so many cells: its title gives way, not who or when. Yours. */
char *home_words(struct face *face, const struct home_row *row, bool narrow, int cells);
/* What a proposal would change, without the title of its project before it. Borrowed. */
const char *home_bare_detail(const struct waiting_row *row);
/* Its time: of today the hour, of what is due the day, since when I wait for others; yours. */
char *home_when(const struct waiting_row *row);

/* --- what is done with such a row, on a project's page too --- */
void home_open(struct face *face, const struct waiting_row *row);
/* True if a yes or no to the row can be given; item is filled, and borrows from it. */
bool home_can_decide(struct face *face, const struct waiting_row *row, struct decide_item *item);
/* True of a project of mine that has come back, by a question or a no: it opens how far it is. */
bool home_is_come_back(const struct waiting_row *row);
/* Answers a letter with one, and reminds whom I wait for. */
void home_write_to(struct face *face, const struct waiting_row *row);
/* True if it asks something of me. */
bool home_asks(const struct waiting_row *row);

/* --- home_page.c --- */
/* The cells of the states, with or without that of what could not be sent; a row with them. */
int home_state_cells(bool unsent);
void home_draw_waiting(struct face *face, struct page *p, int line, const struct home_row *row, int state_cells);
void home_draw(struct face *face, struct view *view, struct page *p);

#endif
