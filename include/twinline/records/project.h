/* My projects as a list has them: what waits for me first, what is new and due in each. Replica only. */
#ifndef TWINLINE_RECORDS_PROJECT_H
#define TWINLINE_RECORDS_PROJECT_H

#include "twinline/records/store.h"

/* The word of a project, screens.md section 4, N_() each; in the order of the list. */
enum project_word {
	PROJECT_ANSWER, PROJECT_ACTIVE, PROJECT_WAITING, PROJECT_DRAFT, PROJECT_CLOSED, PROJECT_ARCHIVED, PROJECT_WORD_COUNT
};
const char *project_word(enum project_word word);
/* The word of a state (code of vocabulary_project_states) where nothing waits for me. */
enum project_word project_word_of(const char *state);

/* One project. Text is as stored: it still has to pass text/sanitise. */
struct project_row {
	int64_t local;        /* of the project; 0: I am asked to join one that is not here yet, or I write it still */
	int64_t draft;        /* of one that I write still; 0: it is none */
	int64_t account;
	char *id, *title, *countries; /* codes parted by spaces */
	enum project_word word;
	char *state;          /* code of vocabulary_project_states */
	int64_t thread;       /* the conversation that waits for my answer; 0: none */
	char *asks;           /* its kind of message: "invitation", "proposal"; "" for none */
	char *who, *who_country; /* on whom it waits; country alone: on its support office; "" for nobody */
	int64_t at;           /* seconds: since when it waits, else when something last happened */
	char *apply_until;    /* ISO date; "" for none */
	int64_t unread, due;  /* messages and posts; what is due within a week */
	bool national;
};
void project_row_release(struct project_row *row);

/* In the order of the list, within a word the newest first, of answers the oldest; *rows yours. How many, or -1 with e. */
int project_list(struct store *s, int64_t now, struct project_row **rows, struct err *e);

/* How many projects of each state there are, without looking into them; those that are begun here are drafts. 0 or -1. */
int project_counts(struct store *s, int64_t counts[PROJECT_WORD_COUNT], struct err *e);

/* What is ahead in a project: events, and days by which something is due. 0 or -1. */
int project_ahead(struct store *s, int64_t account, int64_t now, int64_t *events, int64_t *due, struct err *e);

/* Members of a project: locals, founders first, then those who came first; yours. Count or -1. */
int project_members(struct store *s, int64_t account, int64_t **locals, struct err *e);

/* True if I am one of its founders. */
bool project_is_mine(struct store *s, int64_t project);

/* The project of a project's account: its local, 0 if it is not here; its id, yours, "" then. */
int64_t project_of_account(struct store *s, int64_t account);
char *project_id_of(struct store *s, int64_t account);

/* What I am in a project's account; ROLE_COUNT: nothing, or it is not known here. */
enum role project_role(struct store *s, int64_t account);

#endif
