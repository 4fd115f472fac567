/* What hangs on what is said in a TwinSpace, and goes or hides with it: answers, comments, likes. */
#ifndef TWINLINE_PORTAL_TALK_H
#define TWINLINE_PORTAL_TALK_H

#include "twinline/records/record.h"

enum { CHAT_DAYS = 92 /* that what is said in a chat stays: three months */ };

/* Takes a post away with all that hangs on it, its copy in the directory too. In a transaction. 0 or -1. */
int talk_drop(struct store *s, struct record *post, struct err *e);

/*
 * The comments on a record of a project get its audience; 0: the record goes, and they with it. Each room whose records are commented on
 * calls it where one changes or goes. In a transaction. 0 or -1.
 */
int talk_follow(struct store *s, const struct record *about, unsigned audience, struct err *e);

/* What was answered to a post, and its likes, get its audience. In a transaction. 0 or -1. */
int talk_follow_post(struct store *s, const struct record *post, struct err *e);

/* Takes some words of chats away that were said before a time. In a transaction. 1 if there may be more, 0, or -1 with e. */
int talk_prune(struct store *s, int64_t before, struct err *e);

#endif
