/* Pupils, for the rules of members. The room's own. */
#ifndef TWINLINE_PORTAL_RULES_PUPIL_H
#define TWINLINE_PORTAL_RULES_PUPIL_H

#include "rule.h"

/* True of a Member that is a pupil: their place is made, changed and ended by way of their Pupil. */
bool pupil_is_place(const struct record *member);

/* Ends the places of the pupils whom a teacher made who goes: nobody is there without somebody who answers for them. 0 or -1. */
int pupils_let_go(const struct write *w, int64_t account, const char *teacher, struct refusal *why);

#endif
