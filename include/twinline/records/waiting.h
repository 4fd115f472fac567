/* What Home says first: what could not be sent, who waits for me, what is due, what is new, on whom I wait. Replica only. */
#ifndef TWINLINE_RECORDS_WAITING_H
#define TWINLINE_RECORDS_WAITING_H

#include "twinline/records/store.h"

enum waiting_kind {
	WAITING_NEEDS_YOU, /* an outbox entry that was refused or needs its writer */
	WAITING_ANSWER,    /* a message that waits for my yes or no */
	WAITING_PUPIL,     /* a letter of a pupil that waits for a teacher to let it through */
	WAITING_TODAY,     /* an event of mine today */
	WAITING_DUE,       /* a deadline within a week */
	WAITING_UNREAD,    /* unread messages: one row */
	WAITING_POSTS,     /* unread posts of all projects: one row */
	WAITING_PAGE,      /* of one project: a page that others have changed */
	WAITING_FORUM,     /* of one project: a thread with unread posts */
	WAITING_POST,      /* of one project: an unread post, or several of one place */
	WAITING_LETTER,    /* of one project: an unread conversation of it */
	WAITING_MATCH,     /* a saved search with new people */
	WAITING_ON_OTHERS, /* what I asked for and nobody has answered yet */
	WAITING_KIND_COUNT
};

struct waiting_row {
	enum waiting_kind kind;
	int64_t local;        /* of what Enter opens: entry, conversation, event, saved search, contact, project */
	int64_t at;           /* since when, or when it begins; seconds; 0: no time */
	char *subject;        /* what: a title; "" where the kind says all. As stored, like all text here */
	char *detail;         /* of a proposal what it would change, as its writer put it; of an event the title of its project */
	char *who_id, *who, *country; /* of whom or on whom; "" for nobody. country alone: on its support office */
	char *project_id;     /* that it belongs to; "" for none */
	char *code;           /* kind of message ("founding": an invitation to found), event state, project state, "registration" (detail is its step, or "refused"), "askedBack" and "returned" (of a project of mine, which local is) ...; a code of the kind's vocabulary */
	int64_t count, of;    /* unread messages, from so many people; new ones; minutes of an event, 0: all day; its enum agenda_state; unread posts, and of those that are to me */
	int64_t likes, comments; /* of the newest unread post */
	int64_t part;         /* unread: how many of them belong to the project that subject names */
};
void waiting_row_release(struct waiting_row *row);

/* In the order of Home; *rows yours. zone: the person's, for "today". How many, or -1 with e. */
int waiting_list(struct store *s, int64_t now, const char *zone, struct waiting_row **rows, struct err *e);

/* The same of one project: what waits, today and due, its unread conversations, on whom it waits. */
int waiting_of_project(struct store *s, const char *project_id, int64_t now, const char *zone, struct waiting_row **rows, struct err *e);

/* Events of mine: how many of today are still to come or under way, and how many after today are here. 0 or -1. */
int waiting_ahead(struct store *s, int64_t now, const char *zone, int64_t *today, int64_t *ahead, struct err *e);

/* The message of a conversation that waits for my yes or no: the newest of its kind; 0 if none does. */
int64_t waiting_message(struct store *s, int64_t thread);

/*
 * Answers a message that waits: accepted or declined, held for the hold of the store. In a transaction. The outbox entry's local, or -1 with
 * e (ERR_ANSWERED where it waits no more, ERR_NEWCOMER to a yes before the registration is accepted: it goes on waiting). word goes with a no to founding a project; NULL: none.
 */
int64_t waiting_answer(struct store *s, int64_t message, bool accept, const char *word, struct err *e);

/* True of a message that asks its reader to found a project. */
bool waiting_is_founding(struct store *s, int64_t message);

#endif
