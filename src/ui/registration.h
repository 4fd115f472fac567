/* My registration: what waits for whom since when; its files share this. */
#ifndef TWINLINE_UI_REGISTRATION_H
#define TWINLINE_UI_REGISTRATION_H

#include "face.h"
#include "form.h"
#include "page.h"

enum registration_row {
	ROW_STATE, ROW_WAITS, ROW_REMIND, ROW_CODE, ROW_CONFIRM, ROW_REASON, ROW_ANSWER, ROW_PAPER, ROW_SCHOOL, ROW_OTHER, ROW_FOUND,
	ROW_FOUND_LAST = ROW_FOUND + 2, ROW_SUPPORT, ROW_COUNT
};

struct registration_page {
	struct form form;
	int64_t record;        /* the profile */
	struct json *profile, *card;
	char *typed;           /* the words that a school was looked for by; NULL: none were */
	struct json *schools;  /* found by them */
};

/* A text of a tree; "" where it is not there. Borrowed. */
const char *registration_text(const struct json *tree, const char *name);

/* True if this step (of vocabulary_validation_steps) is what it waits for. */
bool registration_waits_for(const struct registration_page *m, const char *step);

/* Changes the profile, held and taken back like letters; said goes before when it goes out, NULL: nothing. */
void registration_change(struct face *face, struct view *view, struct json *patch_taken, const char *said);

/* Opens the answer to the desk, as it was begun or a new one. profile: its record. */
void registration_answer(struct face *face, int64_t profile);

/* --- registration_page.c --- */

void registration_draw(struct face *face, struct view *view, struct page *p);

/* --- registration_school.c: another school --- */

/* Asks for the words that it is looked for by; where one is wanted already, that is taken back. */
void registration_other_school(struct face *face, struct view *view);

/* None was found by the words: whether to enter it as a new one. */
void registration_ask_for_new(struct face *face, const struct registration_page *m);

/* Takes the one of those found that stands at this place. */
void registration_take_school(struct face *face, struct view *view, int number);

#endif
