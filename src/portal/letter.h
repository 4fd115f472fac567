/* The letters that the portal writes by mail: what each says, and the code that some of them bring. */
#ifndef TWINLINE_PORTAL_LETTER_H
#define TWINLINE_PORTAL_LETTER_H

#include "portal.h"
#include "twinline/base/json.h"

/* Stored: append only. */
enum letter_kind {
	LETTER_ASKED,   /* who: a name or address that somebody forgot the password of; it becomes LETTER_RESET for whom it fits */
	LETTER_RESET,   /* who: a person; the code for a new password */
	LETTER_OLD,     /* the code for a new address, to the old one */
	LETTER_NEW,     /* and to the new one */
	LETTER_CHANGED, /* to address, which is no longer the person's */
	LETTER_DECISION, /* who: a person; what: {"kind", "title", "state", "reason", "text"} of a case (case.h) */
	LETTER_HEAD,    /* who: a person who has registered; to address, the head of their school; a link for one answer */
	LETTER_HIDDEN,  /* who: a person; nobody has signed in for a year */
	LETTER_ENDING,  /* nor for nearly three */
	LETTER_DIGEST,  /* who: a person; what waits for them; what: {"since"}, when it was looked the last time */
	LETTER_INVITED, /* who: a person; to address, which nobody has: they would like to have its owner in a project */
	LETTER_KIND_COUNT
};

struct letter {
	int64_t id; /* row */
	enum letter_kind kind;
	char *who;     /* a person's card, or as above */
	char *address; /* NULL: where the person's profile says */
	char *what;    /* what it is about, as JSON; NULL: its kind says all */
	int64_t created_at;
	int tries;
};
void letter_release(struct letter *l);

/* Ready to go. */
struct letter_text {
	char *to, *subject, *text;
};
void letter_text_release(struct letter_text *t);

/*
 * Writes a letter in its reader's language, drawing its code afresh: none is kept in a readable form. 1; 0 where there is nothing
 * to be said any more (nobody to write to, a change that was withdrawn); -1 with e.
 */
int letter_write(struct worker *w, const struct letter *l, struct letter_text *t, struct err *e);

/* What the letter with the code of a new address would say, where a portal shows it. Yours. */
char *letter_shown(const struct portal *p, const struct json *profile, const char *code);

/* What the letter to somebody whom a person invites by address says. Yours. */
char *letter_invitation(struct portal *p, struct store *s, const char *inviter);

#endif
