/*
 * Partners: people of the directory that are kept here or asked for at the portal, searches that are kept, contacts, people
 * followed. What partners.c opens, partners_rows.c reads, partners_acts.c does, partners_find.c takes from the fields, partners_ask.c asks,
 * partners_saved.c keeps, partners_facets.c counts and partners_page.c draws.
 */
#ifndef TWINLINE_UI_PARTNERS_H
#define TWINLINE_UI_PARTNERS_H

#include "list.h"
#include "person.h"
#include "screen.h"
#include "lookup.h"
#include "twinline/base/clock.h"

enum partners_view { PARTNERS_PEOPLE, PARTNERS_SEARCHES, PARTNERS_CONTACTS, PARTNERS_FOLLOWED, PARTNERS_VIEW_COUNT };

/* Where the cursor is. */
enum partners_part { PARTNERS_FIND, PARTNERS_ONLY, PARTNERS_LIST, PARTNERS_FACETS };

/* The row after the last person: what more can be asked for. No record has this key. */
#define PARTNERS_MORE INT64_MIN

struct partners_row {
	int64_t key;                    /* of a card, contact, follow or saved search */
	char id[RECORD_ID_LENGTH + 1];  /* of the person; "" for a search */
	enum relation relation;
	char *name, *country;           /* as stored; of a search its name */
	char *what, *ages, *languages;  /* in a word each; of a search what: its state */
	int64_t total, fresh, asked_at; /* of a search */
};

/* A line of the facets: a head, a code with how many have it, or how many more codes there are. */
enum facet_kind { FACET_HEAD, FACET_CODE, FACET_OTHERS };
struct facet { enum facet_kind kind; const struct filter_row *row; const char *code; int64_t count; int others; };

struct facets {
	struct json *counts;     /* {"country": {"PL": 204}}; NULL: not counted */
	struct facet *at;
	int count, selected, top, height; /* lines, the cursor's, the first and how many as last drawn */
	unsigned expanded;       /* bit n: the row n of the filter rows shows all its codes */
};

/* What the portal said to this search, and what is asked of it. */
struct partners_asked {
	int64_t n;               /* number of the question under way; 0: none */
	int64_t number;          /* of the last question */
	bool is_first;           /* the one under way is for the first page */
	bool is_known;           /* the portal has answered this search */
	bool keeps_top;          /* nobody has moved since the first page was asked for: who comes above is whom it is for */
	int64_t found, fetched, bytes;
	char *last;              /* id that the next page comes after; NULL: none */
};

struct partners {
	struct list list;              /* of struct partners_row */
	struct store *store;
	struct face *face;
	enum partners_view view;
	enum partners_part part;
	struct editor find, only;
	struct json *filter;           /* what both fields say */
	int64_t *keys;                 /* of all rows, in their order */
	int key_count;
	bool by_name;
	char today[CLOCK_DAY_SIZE];
	struct partners_asked asked;
	struct facets facets;
	struct lookup_match matches[LOOKUP_MATCHES]; /* for what is typed in Only */
	int match_count;
};

extern const struct record_type *const partners_type; /* Person */

/* --- partners_rows.c --- */
extern const struct list_kind partners_rows;
/* Reads which rows there are; the list is read from them. 0 or -1 with e. */
int partners_read_keys(struct partners *p, struct err *e);
/* The id of the person that a row of a list of people is about; false where it is about nobody. */
bool partners_id(const struct partners *p, int64_t key, char id[RECORD_ID_LENGTH + 1]);
/* Rows of people, without the last one. */
int partners_people(const struct partners *p);

/* --- partners_ask.c --- */
/* Asks the portal: the first page of what the fields say, or the next one. Without a line the search is kept, to be asked later. */
void partners_ask(struct face *face, struct view *view, bool next);
void partners_heard(struct face *face, struct view *view, const struct json *packet);
void partners_forget_answer(struct partners *p);
bool partners_has_more(const struct partners *p);
/* The row that says what more there is. */
void partners_add_more(struct str *out, const struct partners *p);
/* False while the portal cannot be reached. */
bool partners_has_line(struct store *s);

/* --- partners_saved.c --- */
/* Keeps the search with a name. */
void partners_save(struct face *face, struct view *view);
/* Keeps it so that the portal is asked at the next exchange. */
void partners_ask_later(struct face *face, struct partners *p);
/* Gives a saved search another name. */
void partners_rename(struct face *face, const struct partners *p);
void partners_drop_search(struct face *face, struct partners *p, int64_t search);
/* For face_change: notes that what a saved search (context: int64_t, its local) found has been looked at. 0, or -1 with e. */
int partners_note_look(struct store *s, void *context, struct err *e);
/* Takes the filter of a saved search, and asks the portal where there is a line. */
void partners_run(struct face *face, struct view *view, int64_t search);

/* --- partners_find.c --- */
void partners_typed(struct face *face, struct view *view);
/* Puts the cursor on a part, into it where it is a field and typing is set. */
void partners_go_to(struct view *view, enum partners_part part, bool typing);
/* What Only says becomes what it was taken for; false, and that is said, if a part of it names nothing. */
bool partners_settle(struct face *face, struct view *view);
/* To the next part of the screen, or the one before. */
void partners_step(struct face *face, struct view *view, bool back);
/* From the first row up to the fields, and down from them; false if the list is to move. */
bool partners_move_between(struct view *view, enum action action);
/* Into the words. */
void partners_find(struct face *face, struct view *view);
/* A new search: without words and filters. */
void partners_begin(struct face *face, struct view *view);
/* Out of the fields, and asks the portal for what they say. */
void partners_ask_first(struct face *face, struct view *view);
/* Adds the code under the cursor to the filter or takes it out, and asks again. */
void partners_choose_facet(struct face *face, struct view *view);

/* Of all that is looked for, in this country alone; the portal is asked where there is a line. */
void partners_only_country(struct face *face, struct view *view, const char *code);

/* --- partners_facets.c --- */
/* Makes the lines again, from the portal's counts or from those of what is here. */
void facets_read(struct partners *p);
void facets_release(struct facets *f);
/* False if action is no movement. */
bool facets_act(struct partners *p, enum action action, int height);
/* How many of those found are in each country, as {"PL": 204}; yours. */
struct json *partners_countries(const struct partners *p);
/* Enter on a line: true if the filter has changed. */
bool facets_choose(struct partners *p);

/* --- partners.c --- */
/* The filter has changed otherwise than by typing: the fields say so, the rows are read anew. */
void partners_show_filter(struct face *face, struct view *view);
/* Reads the rows again, the cursor stays on its record; or other rows than before, from the first one. */
void partners_read_again(struct face *face, struct partners *p);
void partners_read_anew(struct face *face, struct view *view);
/* The row under the cursor, if it is one of a record; NULL for none. Borrowed until the list changes. */
const struct partners_row *partners_row(const struct partners *p);
bool partners_is_on_more(const struct partners *p);
/* Keeps what is asked for, and where the cursor is: for the next time, and for the page that says why somebody fits. */
void partners_keep_place(const struct partners *p);

/* --- partners_acts.c --- */
enum outcome partners_act(struct face *face, struct view *view, enum action action);
void partners_show_view(struct face *face, struct view *view, enum partners_view shown);

/* --- partners_page.c --- */
void partners_draw(struct face *face, struct view *view, struct page *page);

#endif
