/* What was typed last to sign in with, without the password: sign-in begins with it, registering and a new password leave it there. */
#ifndef TWINLINE_UI_SIGN_IN_KEPT_H
#define TWINLINE_UI_SIGN_IN_KEPT_H

#include "face.h"

/* {portal, name, device}: each there, "" where nothing is known. Yours. */
struct json *sign_in_kept(struct face *face);

/* Keeps portal and name; on a shared computer nobody's name. */
void sign_in_keep(struct face *face, const char *portal, const char *name);
/* The same with what this computer is called. */
void sign_in_keep_all(struct face *face, const char *portal, const char *name, const char *device);

#endif
