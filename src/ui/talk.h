/* What is said in a place of a project, in a thread or beside a page: the oldest first, each whole, from the first that is unread on. */
#ifndef TWINLINE_UI_TALK_H
#define TWINLINE_UI_TALK_H

#include "letter_files.h"
#include "older.h"
#include "screen.h"
#include "twinline/records/draft.h"
#include "twinline/schema/access.h"
#include "twinline/schema/records.h"
#include "words.h"

/* A screen of posts and its place. */
struct talk_place {
	const char *screen, *code; /* code of vocabulary_post_places */
	enum right begins, answers; /* whose right it takes; RIGHT_COUNT: nothing of the kind is done here */
	bool is_about;             /* opened with what the posts hang on, a post or another record; else with the project */
	const char *empty;         /* N_() what to do where nothing is said yet */
};

struct said_row { int indent; char *text; int file; /* from 1: the line of a file begins here; 0: none does */ };

/* A post on the page. */
struct said {
	int64_t local;
	struct post post;
	struct letter_files files;
	char *to;          /* whom it answers, where that is not what stands above it; NULL: nobody */
	int depth;
	bool is_mine, is_new, is_marked, is_liked;
	struct said_row *rows;
	int row_count, line; /* line: of its head, among all lines */
};

struct talk {
	const struct talk_place *place;
	int64_t project, account, about; /* about: local of what the posts hang on; 0: nothing */
	char *title;
	struct said *said;
	int count, at;
	int file;          /* of the post at the cursor, from 1: the cursor stands on it; 0: on the head */
	int seen;          /* the last one that stood whole on the page; -1: none */
	int top, height, cells, lines;
	bool is_placed;
	bool is_inline;    /* who and what in one line: the chat */
	bool may_say;      /* in the chat: what one types in its line */
	enum words_letters letters;
	struct older_part older;
	struct editor field; /* of the chat */
	struct draft draft;
};

/* --- talk_read.c --- */
bool talk_fill(struct face *face, struct talk *t); /* false if what it is about is not here any more */
void talk_release(struct talk *t);
/* What has been seen counts as read from now on. */
void talk_mark_seen(struct face *face, struct talk *t);
/* A record that was looked at, as it is since a time: it is no news any more. */
void talk_saw(struct face *face, int64_t account, const char *id, int64_t changed_at);
/* A post opens where it stands: its thread, its place, what it is a comment on. */
void talk_open_post(struct face *face, int64_t post);
/* The record and its id, as a screen that is about it needs them; false if it is not here. Release r with record_free. */
bool talk_about(struct face *face, int64_t about, struct record *r);

/* --- talk_page.c --- */
void talk_draw(struct face *face, struct view *view, struct page *p);
/* Breaks the posts into rows for so many cells, where they are not yet. */
void talk_break(struct face *face, struct talk *t, int cells, bool spaced);
int talk_end_line(const struct talk *t, int at);
/* The line, among all, of a file of a post (from 1), or of its head (0). */
int talk_line(const struct talk *t, int at, int file);
void talk_slide(struct talk *t, int lines);
void talk_show(struct talk *t);
void talk_draw_posts(struct face *face, struct talk *t, struct page *p, int rows);
void talk_draw_title(struct face *face, struct talk *t, struct page *p);

/* --- talk.c --- */
enum outcome talk_act(struct face *face, struct view *view, enum action action);
int talk_open(struct face *face, struct view *view, int64_t argument);
void talk_changed(struct face *face, struct view *view);
void talk_close(struct face *face, struct view *view);
struct json *talk_where(const struct view *view);
void talk_go(struct face *face, struct view *view, const struct json *where);
extern const struct offer talk_offers_of_file[]; /* while the cursor stands on a file */
void talk_go_to_item(struct face *face, struct view *view, int item);

/* --- talk_acts.c: what is done with a post --- */
void talk_begin(struct face *face, const struct talk *t);             /* a new one */
void talk_answer(struct face *face, const struct talk *t);            /* one that answers the one at the cursor */
void talk_like(struct face *face, struct view *view);
void talk_pin(struct face *face, struct view *view);
void talk_edit(struct face *face, const struct talk *t);
enum outcome talk_drop(struct face *face, struct view *view);
void talk_write_to(struct face *face, const struct talk *t);
void talk_answer_for(struct face *face, struct view *view, enum action action); /* its author is blocked, or the post reported */
void talk_print(struct face *face, const struct talk *t);

/* --- post_form.c --- */
/* Opens the form for a new post of an account, which these fields begin (taken). */
void post_begin(struct face *face, int64_t account, struct json *fields_taken);
void post_change(struct face *face, int64_t post);

#endif
