/* Which keys sentences name. */
#include "keys_named.h"

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

static const struct keymap *named;

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

	return action == ACTION_NONE ? NULL : keymap_key(named ? named : default_map(), "common", action);
}

void keys_named_use(const struct keymap *map)
{
	named = map;
	i18n_set_keys(key_of);
}
