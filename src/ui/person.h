/* Somebody's page: how it is opened, from any screen on which a person stands, and what screens share about people. */
#ifndef TWINLINE_UI_PERSON_H
#define TWINLINE_UI_PERSON_H

#include <stdint.h>

#include "face.h"
#include "twinline/base/random.h"
#include "twinline/records/relation.h"
#include "twinline/schema/records.h"

/* A person's id as the argument of the screen, and back; 0 for what is no id of ours. */
int64_t person_argument(const char *id);
void person_id(int64_t argument, char id[RECORD_ID_LENGTH + 1]);

/* Opens the page of the person with this id. */
void person_open(struct face *face, const char *id);

/* The page of who wrote a message, or of whom I wrote it to. */
void person_open_of_message(struct face *face, int64_t message);

/* Fills p with the card of somebody that is kept here; false if it is not. fetched_at (seconds) may be NULL. Release with record_release. */
bool person_read(struct store *s, const char *id, struct person *p, int64_t *fetched_at);

/*
 * Of so many records that have a person (contacts, members): how many are of somebody else than me whose name has the words; found: the
 * first of them, where there is one.
 */
int person_named(struct face *face, const int64_t *locals, int count, const char *words, int64_t *found);

/* "8-11", "8" or "", as the ages of a card; yours. */
char *person_ages(const struct person *p);

/* --- what one does with people: each change is held, undo takes it back, and the view reads again what has changed --- */

/* The people that an act is done with. */
struct person_list { char (*ids)[RECORD_ID_LENGTH + 1]; int count; };

/* Asks them for contact, with a word typed in the last line, or says yes to those who ask. */
void person_ask(struct face *face, struct view *view, const struct person_list *people);
/* Follows them, or no more. */
void person_follow(struct face *face, struct view *view, const struct person_list *people, bool wanted);
/* No to a request, one's own request or a block taken back; the end of a contact, which is asked first. */
void person_drop(struct face *face, struct view *view, const char *id);
/* Blocks somebody, which is asked first, or no more. */
void person_block(struct face *face, struct view *view, const char *id);
/* Reports somebody to the desk: asks for the reason and for what happened. */
void person_report(struct face *face, const char *id);
/* The same of a record of theirs: a letter, a notice, an event, a post. */
void person_report_record(struct face *face, const char *person, const struct record_type *type, const char *id);
/* Blocks who made a record, or reports it: what the two actions do on the page of a letter, an event, a post. */
void person_answer_for(struct face *face, struct view *view, enum action action, const struct party *who, int64_t record);
/* A new message to them. */
void person_write(struct face *face, const struct person_list *people);

#endif
