/*
 * Cases: what waits on the desk of a country for an officer's decision, each with its Dossier of the same id. Whoever needs a decision
 * opens one; what the decision does is told to the function of its kind (rules/case.c).
 */
#ifndef TWINLINE_PORTAL_CASE_H
#define TWINLINE_PORTAL_CASE_H

#include "dossier.h"
#include "names.h"
#include "rules.h"

/* What a case is; strings are borrowed, NULL where there is nothing to say. */
struct case_new {
	const char *kind;          /* of vocabulary_case_kinds */
	const char *country;       /* whose desk; NULL: the central one */
	const char *title;         /* the name of the person, school or project */
	const char *person;        /* who asks: a card's id, told of the decision */
	const char *name;          /* and name */
	const struct json *school; /* {"id", "name", "country"} */
	const char *language;      /* of the letters to that person */
	enum record_type_index about;
	const char *id;            /* of the record that it is about */
	struct json *dossier;      /* taken; NULL: an empty one */
	int64_t since;             /* seconds; 0: now */
};

/*
 * Opens a case, or the one of that kind, country and record anew: one that still waits keeps its place, one that was asked back or
 * decided waits from now. In a transaction. 0 or -1.
 */
int case_open(struct store *s, const struct case_new *c, struct err *e);

/*
 * Writes that what a case asked for has been settled elsewhere (it was withdrawn, or done on the command line): state is of
 * vocabulary_case_states. Nothing where none waits. In a transaction. 0 or -1.
 */
struct case_key { const char *kind, *country; enum record_type_index about; const char *id; };
int case_close(struct store *s, const struct case_key *k, const char *state, struct err *e);

/* Notes that whoever waits has reminded the desk. Nothing where no case waits. In a transaction. 0 or -1. */
int case_remind(struct store *s, const struct case_key *k, struct err *e);

/* Lets go of what somebody holds on their desks: they sign out. In a transaction. 0 or -1. */
int cases_let_go(struct store *s, const struct viewer *v, struct err *e);
void case_let_go(struct json *body);

/* For so long what was decided is there for the desk; then case and dossier go. */
enum { CASE_DAYS = 30, CASE_HIDDEN_DAYS = 365 /* of a report that hides something, which can be shown again */ };

/* Takes away some of the cases that were decided before a time, with their dossiers: 1 if there may be more. In a transaction. 0, 1 or -1. */
int cases_prune(struct store *s, int64_t before, struct err *e);

/*
 * Takes somebody who leaves out of the cases among in (names.h), where names_set reaches the fields alone: a registration of their own, with
 * a known school or a new one, or joined up with them, and a change of their school say nothing more, not what they told of themselves nor
 * their papers; elsewhere the name goes. In a transaction. 0 or -1.
 */
int cases_forget(struct store *s, const char *person, const char *name, const struct locals *in, struct err *e);

/* --- decisions --- */

/* What an officer has decided; all borrowed. */
struct decision {
	const struct json *body; /* the Case as it was */
	const char *id;          /* of the record that it is about ("aboutId") */
	const char *country;     /* of the desk; NULL: the central one */
	const char *state;       /* accepted, askedBack, refused, joinedUp, done */
	const char *reason;      /* of vocabulary_case_reasons, or NULL */
	const char *text;        /* what the letter says besides, or NULL */
	const char *join_with;   /* of joinedUp: the id of who or what is kept */
};

/*
 * What a decision does, by the kind of its case (the table in rules/case.c); refused where it cannot be. Afterwards the desk writes the case
 * and tells who asked by case_tell, but of projects, whose row tells whom it concerns.
 */
typedef int case_decide(const struct write *w, const struct decision *d, struct refusal *why);

/* Tells somebody of a decision, by a notification and by mail in their own language. 0 or -1. */
int case_tell(const struct write *w, const struct decision *d, const char *person, struct refusal *why);

/* The same to the author of what was reported: what is wrong with it, and whether others still see it, or do again. */
int case_warn(const struct write *w, const struct decision *d, const char *person, struct refusal *why);

/* The rows of the table of kinds. A report is accepted (what it is about is hidden, its author warned), done (warned) or refused; what was hidden
 * can be shownAgain. */
case_decide report_decide;

/* Of a project: one country's yes of those it waits for, a question to its founders, or a no, which gives it back to the first of them. */
case_decide project_decide;

#endif
