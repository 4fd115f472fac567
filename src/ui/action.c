/* The table of actions, grown from action.def. */
#include "action.h"

#include <string.h>

#include "twinline/base/i18n.h"

const struct action_row actions[ACTION_COUNT] = {
	[ACTION_NONE] = { "none", GROUP_NONE, N_("nothing") },
#define ACTION(enumerator, action_name, action_group, sentence) \
	[ACTION_##enumerator] = { action_name, GROUP_##action_group, sentence },
#include "action.def"
#undef ACTION
};

enum action action_of(const char *name)
{
	for (int i = 0; i < ACTION_COUNT; i++)
		if (strcmp(actions[i].name, name) == 0)
			return (enum action)i;
	return ACTION_NONE;
}
