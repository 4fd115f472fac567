/* Sending mail by SMTP over libcurl, which smtp.c alone of the portal knows. */
#ifndef TWINLINE_PORTAL_SMTP_H
#define TWINLINE_PORTAL_SMTP_H

#include <stdatomic.h>
#include <stdbool.h>

#include "twinline/base/err.h"

struct smtp {
	char *url;          /* smtp://user@mail.example:587 or smtps://mail.example */
	char *password;     /* NULL: none is needed. With one, nothing is sent without TLS */
	char *from;
	atomic_bool ending; /* gives up what is on its way */
};

/*
 * Reads the password's file (NULL: none) and checks what can be checked without the line. 0, or -1 with e. Release with
 * smtp_release. Before any other thread runs.
 */
int smtp_init(struct smtp *m, const char *url, const char *from, const char *password_file, struct err *e);
void smtp_release(struct smtp *m);

enum smtp_result {
	SMTP_SENT,
	SMTP_LATER,  /* not now; another try may succeed */
	SMTP_REFUSED /* this letter never will */
};

/* Sends a message (mime.h) to one address; as long as the other side takes, a minute and a half at most. */
enum smtp_result smtp_send(struct smtp *m, const char *to, const char *message);

#endif
