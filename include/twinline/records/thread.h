/*
 * Conversations: one stored row a thread, kept from its messages by the same code on both sides, so
 * that a list of 10,000 messages opens from one page of rows. On a replica unsent messages count as well, and a
 * draft that answers a conversation shows there.
 */
#ifndef TWINLINE_RECORDS_THREAD_H
#define TWINLINE_RECORDS_THREAD_H

#include "twinline/records/store.h"

enum { BIN_DAYS = 30 }; /* that a deleted message stays */

/* The state word of a conversation or message: screens.md section 4; one row each with its N_() word. */
enum message_state {
	MESSAGE_READ, /* no word */
	MESSAGE_NEW,
	MESSAGE_ANSWER, /* someone waits for me */
	MESSAGE_KEPT,
	MESSAGE_DRAFT,
	MESSAGE_HELD,
	MESSAGE_WAITING,
	MESSAGE_SENT,
	MESSAGE_REFUSED,
	MESSAGE_NEEDS_YOU,
	MESSAGE_STATE_COUNT
};

/* The word, N_(); "" for MESSAGE_READ. */
const char *message_state_word(enum message_state state);

/* One row of the inbox. All text is as stored: it still has to pass text/sanitise. */
struct thread_row {
	int64_t local;    /* of the thread row, or of the draft (negative) where it is one of its own */
	char *thread_uid; /* NULL for a draft of its own */
	char *subject;
	char *who;        /* the other side's name; for my own unanswered letters and drafts: to whom */
	char *country;
	char *project;
	int count, unread;
	enum message_state state;
	int64_t latest_at;
};

/* A conversation stands in one of inbox, put away and bin; in sent, if I wrote in it; in drafts, if I write in it. */
enum thread_view {
	THREAD_VIEW_INBOX, THREAD_VIEW_SENT, THREAD_VIEW_DRAFTS, THREAD_VIEW_PUT_AWAY, THREAD_VIEW_BIN, THREAD_VIEW_COUNT,
	THREAD_VIEW_ALL = THREAD_VIEW_COUNT /* no view of a screen: wherever it stands */
};

/* Within one person, country or project the newest stand first, as in the order by date; what has none comes last. */
enum thread_order { THREAD_BY_DATE, THREAD_BY_PERSON, THREAD_BY_COUNTRY, THREAD_BY_PROJECT, THREAD_ORDER_COUNT };

/* What a list shows. filter is words as typed (folded here), each of which must begin a word of a message's subject, people or text; NULL: all. */
struct thread_query {
	enum thread_view view;
	enum thread_order order;
	const char *filter;
	const char *project; /* id: only conversations of this project; NULL: all */
};

struct thread_page {
	struct thread_row *rows;
	int count;
};
void thread_page_release(struct thread_page *page);

/*
 * Reads up to limit rows of a query, in its order: those after the row anchor (0: from the top), or, for a negative limit, those
 * before it, nearest last. Returns 0, or -1 with ERR_ANCHOR_NOT_FOUND.
 */
int thread_list(struct store *s, const struct thread_query *q, int64_t anchor, int limit, struct thread_page *page, struct err *e);

/* Counts of a query: rows, rows with unread, and the place (from 0) of the row local among them, -1 if it is not there. NULLs are fine. */
int thread_counts(struct store *s, const struct thread_query *q, int64_t local, int64_t *rows, int64_t *unread, int64_t *place,
                  struct err *e);

/*
 * Conversations in the inbox of an account today and those of them with unread; drafts of their own are left out. On
 * both sides, so that a replica that is a window can tell how many it lacks. 0 or -1.
 */
int thread_totals(struct store *s, int64_t account, int64_t *threads, int64_t *unread, struct err *e);

/* The next row that is unread or waits for an answer, after (before, if backwards) local, going round once; 0 if none. */
int64_t thread_next_waiting(struct store *s, const struct thread_query *q, int64_t local, bool backwards);

/* Locals of the messages of a conversation, oldest first, unsent ones last; yours to free. Returns the count or -1. */
int thread_messages(struct store *s, int64_t thread_local, int64_t **locals, struct err *e);

/* When the first message of a conversation in the bin will be gone for good. */
int64_t thread_gone_at(struct store *s, int64_t thread_local);

/* The thread row that holds message local; 0 if none. */
int64_t thread_of_message(struct store *s, int64_t message_local);

/* How many messages an account has of a conversation, deleted ones too: each new one costs as much as there are. */
int64_t thread_length(struct store *s, int64_t account, const char *thread_uid);

/* Keeps the stored row of one conversation; called by record_write, record_receive, record_forget, outbox. In a transaction. */
int thread_refresh(struct store *s, int64_t account, const char *thread_uid, struct err *e);

#endif
