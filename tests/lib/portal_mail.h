/* A portal that sends letters, and a mail server that takes them. */
#ifndef TESTS_LIB_PORTAL_MAIL_H
#define TESTS_LIB_PORTAL_MAIL_H

#include "lib/portal_fixture.h"
#include "lib/smtp_sink.h"

/* As portal_fixture_new, with the options of mail to sink before those given (NULL: none more). */
struct portal_fixture *portal_mail_new(const struct smtp_sink *sink, const char *const *options);

/* Starts the portal again with the same. */
void portal_mail_serve(struct portal_fixture *f, const struct smtp_sink *sink, const char *const *options);

/* Writes members of the profile of a teacher behind the portal's back: a JSON object; null takes one away. */
void portal_set_profile(struct portal_fixture *f, const struct teacher *t, const char *members);

/* The code in a letter, as it is written there; yours. */
char *letter_code(const struct smtp_letter *l);

/* Posts body as a form, signed in or not (t NULL): the status; the name of the error, or "", into error. */
int portal_form(struct portal_fixture *f, const struct teacher *t, const char *path, const char *body, char error[40]);

#endif
