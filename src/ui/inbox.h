/* The inbox: what inbox_rows.c reads, inbox_page.c draws, inbox_acts.c does to what is chosen, and inbox.c ties together. */
#ifndef TWINLINE_UI_INBOX_H
#define TWINLINE_UI_INBOX_H

#include "list.h"
#include "mail.h"
#include "older.h"
#include "screen.h"
#include "twinline/records/thread.h"

struct inbox {
	struct list list; /* of struct thread_row */
	struct store *store;
	enum thread_view view;
	enum thread_order order;
	char *project, *project_title; /* the only one whose conversations are here: its id, and its title safe; NULL: all are */
	char *filter;     /* words as typed; NULL: all */
	char *found;      /* the words that were looked for last */
	bool was_found;   /* when the prompt for words was opened: some stood there */
	int64_t before_find; /* the row that the cursor was on when finding began */
	int64_t rows, unread;
	struct older older;  /* what lies beyond them */
	int64_t placed, place; /* the row whose place has been counted, and that place, from 1; 0: none */
};

extern const char *const inbox_views[THREAD_VIEW_COUNT]; /* N_() */
struct inbox_order { const char *name, *words; /* N_() */ };
extern const struct inbox_order inbox_orders[THREAD_ORDER_COUNT];

/* --- rows --- */
extern const struct list_kind inbox_threads;
struct thread_query inbox_query(const struct inbox *inbox);
bool inbox_is_on_older(const struct inbox *inbox);
/* The key of the conversation or draft under the cursor; 0 for none. */
int64_t inbox_key(const struct inbox *inbox);
/* Counts all rows and the unread among them. */
void inbox_count(struct face *face, struct inbox *inbox);
/* Reads what changed; the cursor stays. And all anew, from the top. */
void inbox_read_again(struct face *face, struct inbox *inbox);
void inbox_read_anew(struct face *face, struct inbox *inbox);

/* --- the page --- */
/* What the list is called now, translated; borrowed. */
const char *inbox_name(const struct inbox *inbox);
void inbox_draw(struct face *face, struct view *view, struct page *p);

/* --- what is done to the conversations that are marked, else to the cursor's --- */
void inbox_say_nothing(struct face *face);
/* Sets or takes a mark. */
void inbox_mark(struct face *face, struct inbox *inbox, const struct mail_mark *mark, bool set);
/* Marks all rows, or none. */
void inbox_mark_all(struct face *face, struct inbox *inbox);
void inbox_accept(struct face *face, struct inbox *inbox);
void inbox_drop(struct face *face, struct inbox *inbox);
void inbox_keep(struct face *face, struct inbox *inbox);
void inbox_later(struct face *face, struct inbox *inbox);
/* To the printer, else to a command. */
void inbox_give_text(struct face *face, struct inbox *inbox, bool prints);
/* Calls write with the message of the cursor's conversation that an answer goes to; a draft is written on instead. */
void inbox_answer(struct face *face, struct inbox *inbox, void (*write)(struct face *face, int64_t message));

#endif
