/* Which keys sentences name: they have "{undo} takes it back" (i18n_set_keys), and the map says which key that is. */
#ifndef TWINLINE_UI_KEYS_NAMED_H
#define TWINLINE_UI_KEYS_NAMED_H

#include "keymap.h"

/*
 * From now on sentences name the keys of map, as they are called on the keyboard that is set (layout.h); to be said again when either
 * changes. map is borrowed until the next call; NULL: the default keys.
 */
void keys_named_use(const struct keymap *map);

/* From now on they name those of a screen, which may have keys of its own; static. */
void keys_named_on(const char *screen);

#endif
