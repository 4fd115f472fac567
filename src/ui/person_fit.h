/* Why somebody fits, for person_lines.c; and the clauses that both make their lines of. */
#ifndef TWINLINE_UI_PERSON_FIT_H
#define TWINLINE_UI_PERSON_FIT_H

#include "person_lines.h"

/* Adds what of their card meets my last search or my own card; nothing where nothing does. narrow: as 40 columns have it. */
void person_fit(struct str *out, struct face *face, const struct person *card, bool narrow);

/* --- person_lines.c --- */
/* Adds a clause, a sentence of its own, parted from the one before. */
void person_clause(struct str *out, char *text_taken);
/* Text of others in one line. Yours. */
char *person_safe(const char *text);
/* Adds the day from which something begins: "January 2027" for its first day; nothing for what is no ISO date. */
void person_add_beginning(struct str *out, const char *date);

#endif
