/*
 * What the rules for the parts of a TwinSpace share: who may write there, who reads it, who wrote it and when. In the transaction of a
 * write; an int is 0, or -1 with why.
 */
#ifndef TWINLINE_PORTAL_RULES_SPACE_H
#define TWINLINE_PORTAL_RULES_SPACE_H

#include "rule.h"

/* What one person may add of one type to one space within a day. */
enum { SPACE_DAY_MOST = 300 };

/* Refuses outside a project's account, while the project does not run, and for whoever has not the right there. */
int space_check(const struct write *w, enum right right, struct refusal *why);

/* Refuses whoever neither made what body is ("author") nor has RIGHT_OTHERS. */
int space_check_mine(const struct write *w, const struct json *body, struct refusal *why);

/*
 * Refuses readers that a role does not decide on: whoever does not see what only teachers read cannot write it so, and pupils make
 * nothing public. before is NULL for a create; nothing is looked at where "readers" stays.
 */
int space_check_readers(const struct write *w, const struct json *before, const struct json *body, struct refusal *why);

/* Who sees it in the project, by its "readers" and whether its "state" is draft: a row's audience (rules.h). */
unsigned space_audience(const struct json *body);

/* {"id", "name", "country"} of the one who writes, as the members of the account know them. Yours. */
struct json *space_me(const struct write *w);

/* Sets a code that the writer left out. */
void space_default(struct json *body, const char *name, const char *code);

/* A fresh record of the write's account, with "author", "createdAt", "changedBy" and "changedAt"; a day has its measure. 0 or -1. */
int space_add(const struct write *w, struct json *body, struct record *r, struct refusal *why);

/* Sets "changedBy" and "changedAt", unless nothing but the place in a list is another one. */
void space_sign_change(const struct write *w, const struct json *before, struct json *body);

/* An update that check allows (of the body before it and after; 0 or -1) is signed. 0 or -1. */
int space_update(const struct write *w, const struct record *r, struct json *body,
                 int (*check)(const struct write *w, const struct json *before, struct json *body, struct refusal *why),
                 struct refusal *why);

/* True if fields of a record differ; NULL closes the names. */
bool space_differs(const struct json *before, const struct json *body, const char *const *names);

#endif
