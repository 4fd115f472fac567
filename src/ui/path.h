/* Paths as a person types them in a prompt: "~/" is home, "~//" the root, Tab completes. */
#ifndef TWINLINE_UI_PATH_H
#define TWINLINE_UI_PATH_H

#include "twinline/base/str.h"

/* The path that typed means, with "~/" in full. Yours. */
char *path_of(const char *typed);

/*
 * Typed as far as the names in its directory go on alike, with a slash after a directory; yours. Where several fit, they come into
 * note. For face_prompt_completes.
 */
char *path_complete(const char *typed, struct str *note);

/* Its last part, and what stands before it ("" or with the slash); both yours. */
char *path_name(const char *path);
char *path_directory(const char *path);

#endif
