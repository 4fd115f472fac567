/* Invitations by e-mail address, for member.c: a Member with "email", which its author alone sees, until somebody says yes. */
#ifndef TWINLINE_PORTAL_RULES_INVITE_H
#define TWINLINE_PORTAL_RULES_INVITE_H

#include "rule.h"

#include "../invited.h"

/* Makes, from a Member with "email" that its writer may make, the invitation, and sends it. As rules.create. */
int invite_create(const struct write *w, struct json *body, struct record *r, struct refusal *why);

/* The invitation that brought a message, with its Member; false if it is none, or has ended. Release both. */
bool invite_find(const struct write *w, const struct json *message, struct invited *i, struct record *member);

/* The Member that the one who writes becomes by a yes, but for state and time. Yours. */
struct json *invite_place(const struct write *w, const struct record *member);

/* It waits no more, and nobody else can answer it than who does just now (NULL: nobody does). Of w only the store is looked at. 0 or -1. */
int invite_end(const struct write *w, const struct invited *i, const char *answering, struct refusal *why);

/* Those of others to the same address, into the same project, wait no more either. 0 or -1. */
int invite_end_alike(const struct write *w, const struct invited *i, int64_t account, struct refusal *why);

#endif
