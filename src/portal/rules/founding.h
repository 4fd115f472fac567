/*
 * How a project comes to be: founded, answered by its partner, approved by the desks, given back. For project.c and member.c. In the
 * transaction of a write; an int is 0, or -1 with why.
 */
#ifndef TWINLINE_PORTAL_RULES_FOUNDING_H
#define TWINLINE_PORTAL_RULES_FOUNDING_H

#include "rule.h"

/* Makes the account, the project and the founder's place in it from what was sent to the founder's personal account. As rules.create. */
int founding_create(const struct write *w, struct json *body, struct record *r, struct refusal *why);

/* A founder sends a draft to the partner: body, which is still to be written, says so then. */
int founding_send(const struct write *w, const struct record *project, struct json *body, struct refusal *why);

/* A founder takes back what waits: it is the first founder's draft again. */
int founding_take_back(const struct write *w, const struct record *project, struct json *body, struct refusal *why);

/* A founder reminds whom it waits for; three days after the last time at the earliest. */
int founding_remind(const struct write *w, const struct record *project, const struct json *before, struct json *body, struct refusal *why);

/* The partner has said yes or no: writes the project. Their place in it is member.c's. */
int founding_answered(const struct write *w, struct record *project, bool accept, struct refusal *why);

/* A founder has changed what a desk has asked about: the desks that it waits for look at it anew. */
int founding_ask_again(const struct write *w, const struct record *project, struct json *body, struct refusal *why);

/* True while it waits for its partner or for desks. */
bool founding_waits(const struct json *project);

/* --- founding.c, for founding_desk.c --- */

/* It comes to a state now, and nobody has been reminded of that yet. */
void founding_set_state(const struct write *w, struct json *body, const char *state);

/* It is the first founder's draft again: the other's place goes, and what waits on desks. body is still to be written. */
int founding_return(const struct write *w, const struct record *project, struct json *body, struct refusal *why);

/* founding_desk.c: all that an officer judges it by, of the fields that a body has; of w it needs the store alone. Yours. */
struct json *founding_dossier(const struct write *w, const struct json *body);

/* --- founding_desk.c: on the desks of the countries that body waits for; each 0 or -1 --- */
int founding_open_cases(const struct write *w, const char *id, const struct json *body, struct refusal *why);
int founding_close_cases(const struct write *w, const char *id, const struct json *body, struct refusal *why);
int founding_remind_desks(const struct write *w, const char *id, const struct json *body, struct refusal *why);

#endif
