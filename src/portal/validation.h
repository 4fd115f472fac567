/*
 * Validation: what a registration, or a change of school, goes through before it counts. Which steps that are is the portal's policy
 * (policy.h), one row a policy; the profile says what is waited for, since when, and of whom. Decisions of the desk come in by case.h.
 */
#ifndef TWINLINE_PORTAL_VALIDATION_H
#define TWINLINE_PORTAL_VALIDATION_H

#include "case.h"
#include "likeness.h"
#include "portal.h"

/* What a registration brings beside card and profile; all borrowed. */
struct validation_new {
	const char *head_name, *head_email; /* NULL where nobody asks for them */
	const struct resembling *alike;     /* people whom it may be */
	int alike_count;
	const struct resembling *schools;   /* which a new school may be */
	int school_count;
};

/* All in a transaction; 0, or -1 with e. p: NULL on the command line, which sends no letters. */

/* Begins with somebody who was just added as waiting. v: NULL, nothing more is known. */
int validation_begin(struct portal *p, struct store *s, const char *person, const struct validation_new *v, struct err *e);

/* The e-mail address is confirmed: the next step, if that was waited for. */
int validation_mail_confirmed(struct portal *p, const char *person, struct err *e);

/* It was settled elsewhere, as state of vocabulary_case_states: cases of it wait no more. */
int validation_settled(struct store *s, const char *person, const char *state, struct err *e);

/*
 * What the owner of a profile may do about it, as a rule of Profile: remind, answer the desk, ask for another school. before is what
 * body was; completes body.
 */
int validation_update(const struct write *w, const struct json *before, struct json *body, struct refusal *why);

/* What the desk decided of a person, with their school; of a change of school. */
case_decide registration_decide, school_change_decide;

/* Somebody works at another school from now on: their card says so. */
int school_change_make(const struct write *w, const char *person, const char *school, struct refusal *why);

/* --- the head of the school (head.c) --- */

/* The link in letters that were written is worth nothing any more. */
int head_forget(struct store *s, const char *person, struct err *e);

/* Draws the secret of a fresh link, of which only the digest is kept, for a letter to the head; 1, 0 if nobody asks any more, -1. */
int head_ask(struct worker *w, const char *person, char secret[TOKEN_TEXT_SIZE], struct err *e);

/* The path that a secret stands at the end of. */
#define HEAD_PATH "/twinline/head"

/* The head has answered, or has not for too long: on to the desk. */
enum head_answer { HEAD_NONE, HEAD_YES, HEAD_NO };
int validation_head_answered(struct portal *p, const char *person, enum head_answer answer, struct err *e);

/* Goes on without the heads that were asked before a time and have not answered; some of them: 1 if there may be more. 0 or -1. */
int validation_wait_no_longer(struct portal *p, int64_t asked_before, struct err *e);

#endif
