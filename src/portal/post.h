/*
 * The portal's post: letters wait in a table until they are sent, so that no request waits for a mail server and none is lost at a
 * restart; one thread sends them, and tries again, later each time, for a day.
 */
#ifndef TWINLINE_PORTAL_POST_H
#define TWINLINE_PORTAL_POST_H

#include "letter.h"
#include "portal.h"

struct post;

struct post_options {
	const char *url, *from, *password_file; /* as smtp_init takes them */
};

/* Begins to send what waits. NULL with e. Ends with post_stop, which keeps what has not gone. */
struct post *post_start(struct portal *p, const struct post_options *o, struct err *e);
void post_stop(struct post *post);

/* Adds a letter (who and address as in struct letter), in a transaction of the writer; it goes once that is over. 0 or -1. */
int post_add(struct portal *p, enum letter_kind kind, const char *who, const char *address, struct err *e);

/* The same for one that says more than its kind: what is JSON, as in struct letter. It goes to the address of the person's profile. */
int post_add_about(struct portal *p, enum letter_kind kind, const char *who, const char *what, struct err *e);

/* One of a kind that still waits for somebody stays as long as if it were added now: 1, 0 if none waits, -1 with e. */
int post_renew(struct portal *p, enum letter_kind kind, const char *who, struct err *e);

/* Something was added. From any thread; NULL is harmless. */
void post_wake(struct post *post);

#endif
