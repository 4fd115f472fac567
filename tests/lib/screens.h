/* Expected screens: tests/ui/screens/NAME.txt, the rows as text and a last line that says where the cursor is. */
#ifndef TESTS_LIB_SCREENS_H
#define TESTS_LIB_SCREENS_H

#include <stdbool.h>

#include "lib/terminal.h"
#include "twinline/base/str.h"

/*
 * True if the screen is the expected one; else both are shown on stderr where they differ. With UPDATE=1 in the
 * environment the file is written anew and it holds: look at the difference before you commit it.
 */
bool screen_is(struct terminal *t, const char *name);

/* The same of several screens in one file: screens_add each to a text, with a heading, then screens_are. */
void screens_add(struct str *screens, struct terminal *t, const char *heading);
bool screens_are(const struct str *screens, const char *name);

#endif
