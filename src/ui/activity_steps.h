/* The steps of an activity: its lines, who has done which, and how far each pupil is. */
#ifndef TWINLINE_UI_ACTIVITY_STEPS_H
#define TWINLINE_UI_ACTIVITY_STEPS_H

#include "reading.h"
#include "twinline/base/strings.h"
#include "twinline/schema/records.h"

/* Somebody has done a step. */
struct step_word { int64_t local; struct step_done said; };

struct activity_steps {
	struct strings steps;
	struct step_word *words;
	int word_count;
};

/* As they are in an account; what cannot be read is said. x is zeroed or released. */
void activity_steps_read(struct face *face, struct activity_steps *x, int64_t account, const struct activity *a);
void activity_steps_release(struct activity_steps *x);

/* My word that a step is done: its local, 0 for none. */
int64_t activity_steps_mine(struct face *face, const struct activity_steps *x, const char *step);

/* Adds an item a step: "[x] Measure: done by you, Maria PL". */
void activity_steps_add(struct face *face, const struct activity_steps *x, struct reading *r);

/* Adds a line a pupil, class by class, of those whom the activity is for: "4-B Elif: 2 of 4 steps". Who sees no pupils sees none here. */
void activity_steps_add_pupils(struct face *face, const struct activity_steps *x, const struct activity *a, int64_t account,
                               struct reading *r);

#endif
