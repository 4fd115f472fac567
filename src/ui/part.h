/* What the screens of a TwinSpace's parts share: reading a record, who may change it, changing and ending it with undo. */
#ifndef TWINLINE_UI_PART_H
#define TWINLINE_UI_PART_H

#include "face.h"
#include "reading.h"
#include "twinline/schema/access.h"
#include "twinline/schema/records.h"

/* Fills the zeroed struct of a type from a record as it is seen here; false if it is not there. account may be NULL. */
bool part_read(struct face *face, enum record_type_index type, int64_t local, void *record, int64_t *account);

/* Begins a screen of a project's part: its account, and its title made safe (yours). False, and it is said, if the project is not here. */
bool part_begin(struct face *face, int64_t project, int64_t *account, char **title);

/* The title of an account's project, safe; yours. */
char *part_title(struct face *face, int64_t account);

/* The words of an audience, where it is not that of all members; "" else. Static. */
const char *part_readers(const char *readers);

/* True if my role may do it (project_may) and the project runs; else it is said why not. A screen asks before it begins. */
bool part_may(struct face *face, int64_t account, enum right right);

/*
 * True if I may do something with what author has made (not sent yet: NULL id, mine): it is mine and my role has the right, or I may change
 * what others made. Else it is said who may.
 */
bool part_may_change(struct face *face, int64_t account, enum right right, const struct party *author);

/* Asks nothing: the record ends after the hold, and undo takes that back. */
void part_end(struct face *face, int64_t local, const char *said);

/* The same for a record made in an account; object is freed. Returns its local, 0 where that failed and it is said. */
int64_t part_make(struct face *face, int64_t account, enum record_type_index type, struct json *object_taken);

/* Adds a line that an officer hides it from others, and why; nothing for NULL. */
void part_add_hidden(struct reading *r, const char *reason);

/*
 * Adds lines of who made and last changed a record, and when: "Ewa Kowalska PL, 17 Nov 09:55"; what I have changed and is not sent yet is
 * mine.
 */
struct part_signs { const struct party *author; int64_t made; const struct party *changed_by; int64_t changed; };
void part_add_times(struct face *face, struct reading *r, int64_t local, const struct part_signs *signs);

/* Names of people, parted by commas; yours. */
char *part_people(const struct parties *people);

/* A day of a date field: "Thu 19 Nov"; yours, "" for none. */
char *part_day(const char *date);

/* Asks for words, and shows what of the account's project has them. */
void part_ask_find(struct face *face, int64_t account);

/* Opens a record of a project in the screen of its type. */
void part_open(struct face *face, const struct record_type *type, int64_t local);

#endif
