/* Founding a project: its form, what follows from the profiles of both founders, and what it can be taken from. */
#ifndef TWINLINE_UI_FOUND_H
#define TWINLINE_UI_FOUND_H

#include "face.h"
#include "sheet.h"

/* Opens a new draft of a project, with somebody (person: the id of a contact, "" for nobody yet). */
void found_begin(struct face *face, const char *person);

/* Opens the draft of a project: a new one, or a change of one that was given back. 0, or -1 and the cause is said. */
int found_open_draft(struct face *face, int64_t draft);

/* Labels of its lines without a field. N_() */
extern const char found_take_label[], found_preview_label[], found_send_label[];

/* --- found_words.c --- */

/* The name of my school; NULL where none is known. Yours. */
char *found_my_school(struct store *s);

/* The id of the partner; NULL for nobody yet. Borrowed. */
const char *found_partner_of(const struct sheet *sheet);

/* How many needed parts there are, the school counted in, and how many are filled. */
int found_needed(const struct sheet *sheet, int *filled);

/* As the functions of struct sheet_kind. */
char *found_shows(const struct sheet *sheet, const struct sheet_line *line);
const char *found_beside(const struct sheet *sheet, const struct sheet_line *line);
char *found_adds(const struct sheet *sheet, const struct sheet_line *line);
char *found_check(const struct sheet *sheet, const struct sheet_line *line, bool *blocks);

/* --- found_people.c --- */

/* My contacts, for the line of the partner. As sheet_kind.choose_from. */
void found_partners(const struct sheet *sheet, const struct sheet_line *line, struct sheet_parties *found);

/* My card, and that of somebody as far as it is kept here; NULL where it is not. Yours. */
struct json *found_my_card(struct store *s);
struct json *found_card(struct store *s, const char *person);

/* Why a project cannot be founded with somebody, as far as it is known here: a sentence, yours; NULL: nothing is against it. */
char *found_objection(struct store *s, const struct json *partner);

/* What follows for a project from both cards (theirs may be NULL): languages both write, ages, subjects. Yours. */
struct json *found_from_cards(const struct json *mine, const struct json *theirs);

#endif
