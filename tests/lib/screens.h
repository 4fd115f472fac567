/* Expected screens: tests/ui/screens/NAME.txt, the rows as text and a last line that says where the cursor is. */
#ifndef TESTS_LIB_SCREENS_H
#define TESTS_LIB_SCREENS_H

#include <stdbool.h>

#include "lib/terminal.h"

/*
 * True if the screen is the expected one; else both are shown on stderr where they differ. With UPDATE=1 in the
 * environment the file is written anew and it holds: look at the difference before you commit it.
 */
bool screen_is(struct terminal *t, const char *name);

#endif
