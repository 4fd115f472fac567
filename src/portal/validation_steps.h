/* The parts of validation: what is known of an applicant, and the steps. The room's own; validation.h is what others call. */
#ifndef TWINLINE_PORTAL_VALIDATION_STEPS_H
#define TWINLINE_PORTAL_VALIDATION_STEPS_H

#include "user.h"
#include "validation.h"

/* In the order in which they can come. */
enum validation_step { STEP_NONE, STEP_MAIL, STEP_HEAD, STEP_DESK, STEP_YOU, STEP_COUNT };

/* The code of vocabulary_validation_steps; and back, STEP_NONE for none. */
const char *step_code(enum validation_step step);
enum validation_step step_of(const char *code);

/* What the portal keeps for itself, beside the records. Times are seconds, 0: not so far. */
struct course {
	int64_t registered_at, mail_at, asked_at, answered_at;
	char *head_name, *head_email, *alike; /* alike: JSON [{"id", "agree", "school": true}]; NULL where there is nothing */
	enum head_answer answer;
};

/* Fills c; false where nothing is kept of that person. Release with course_release. */
bool course_read(struct store *s, const char *person, struct course *c);
void course_release(struct course *c);
/* In a transaction; 0, or -1 with e. */
int course_write(struct store *s, const char *person, const struct course *c, struct err *e);
int course_forget(struct store *s, const char *person, struct err *e);

struct applicant {
	struct portal *portal; /* NULL: the command line */
	struct store *s;
	char person[RECORD_ID_LENGTH + 1];
	struct json *profile;  /* to be changed */
	struct json *card;
	int64_t directory, account;
	int64_t now;
};

/* Finds a person with their profile; false if there is none. Free with applicant_release. */
bool applicant_find(struct portal *p, struct store *s, const char *person, struct applicant *a);
void applicant_release(struct applicant *a);

/* Writes the profile. 0 or -1. */
int applicant_write(struct applicant *a, struct err *e);

/* Says in the profile what is waited for from now on. STEP_NONE: nothing. */
void applicant_wait(struct applicant *a, enum validation_step step, const char *who);

/* The case that stands for what an applicant asks for: another school, a school with its first person, a registration. Borrowed of a. */
struct case_key applicant_case(const struct applicant *a);

/* On to the desk of the country. 0 or -1. */
int applicant_to_desk(struct applicant *a, struct err *e);

/* What is known of an applicant, for the officer (validation_dossier.c). Yours. */
struct json *applicant_dossier(const struct applicant *a);

/* Copies the applicant's papers into the account of a desk, for the dossier. 0 or -1. */
int applicant_papers(const struct applicant *a, int64_t desk, struct json *dossier, struct err *e);

/* The school of the card, or the one that is wanted; false if it is not there. Free with record_free. */
bool applicant_school(const struct applicant *a, struct record *r);

#endif
