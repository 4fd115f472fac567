/* Which keys sentences name. */
#include "keys_named.h"

#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

static const struct keymap *named;
static const char *shown = ""; /* the screen */

/* What the default keys are, without the user's own. */
static const struct keymap *default_map(void)
{
	static struct keymap map;

	if (map.count == 0)
		keymap_load(&map, NULL, NULL, NULL);
	return &map;
}

static char *key_of(const char *name)
{
	enum action action = action_of(name);

	return action == ACTION_NONE ? NULL : keymap_key(named ? named : default_map(), shown, action);
}

void keys_named_use(const struct keymap *map)
{
	named = map;
	i18n_set_keys(key_of);
}

static bool has_own_keys(const char *screen)
{
	for (size_t i = 0; named && i < named->count; i++)
		if (strcmp(named->bindings[i].context, screen) == 0)
			return true;
	return false;
}

void keys_named_on(const char *screen)
{
	bool differs = strcmp(shown, screen) != 0 && (has_own_keys(shown) || has_own_keys(screen));

	shown = screen;
	if (differs)
		keys_named_use(named);
}
