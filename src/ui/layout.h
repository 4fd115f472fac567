/*
 * Keys of keyboards that do not type Latin letters: a command goes by the place of its key, so nobody has to change the
 * layout for it. ASCII letters always mean themselves. Fields take what is typed.
 */
#ifndef TWINLINE_UI_LAYOUT_H
#define TWINLINE_UI_LAYOUT_H

#include <stdbool.h>

#include "key.h"

/* The key of a command that stands where a layout types key; key itself where no layout that tells it does. */
key_code layout_command(key_code key);

/* What the layout of the language in use types where a command has its key; 0 where it is the same or there is none. */
key_code layout_letter(key_code command);

/* Which keyboard it is: LAYOUT_... of the setting's choices. */
enum layout { LAYOUT_AUTO, LAYOUT_LATIN, LAYOUT_GREEK };
void layout_set(int layout);

/* What is said of the keyboard in use, N_(): in full, or shorter. */
const char *layout_name(bool shorter);

#endif
