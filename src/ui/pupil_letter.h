/* One letter of the pupils' mail: read, decided. The screens' own. */
#ifndef TWINLINE_UI_PUPIL_LETTER_H
#define TWINLINE_UI_PUPIL_LETTER_H

#include "pupils.h"

/* As it is seen here, and its account (NULL: not asked for); false if it is not there. Release with record_release. */
bool pupil_letter_read(struct store *s, int64_t local, struct pupil_mail *letter, int64_t *account);

/* True while it waits for a teacher. */
bool pupil_letter_waits(const struct pupil_mail *letter);

/* Who wrote it, or whom it is for where that is I. Yours. */
char *pupil_letter_people(struct face *face, const struct pupil_mail *letter);
/* The word of its state; static. */
const char *pupil_letter_state(const struct pupil_mail *letter);

/* Lets it through, or asks for the reason and stops it; held, so that undo takes it back. Why not is said. */
void pupil_letter_decide(struct face *face, int64_t local, bool through);

#endif
