/* Actions: what a key, a palette line or a help line can do. The rows stand in action.def. */
#ifndef TWINLINE_UI_ACTION_H
#define TWINLINE_UI_ACTION_H

enum action {
	ACTION_NONE,
#define ACTION(enumerator, name, group, help) ACTION_##enumerator,
#include "action.def"
#undef ACTION
	ACTION_COUNT
};

enum action_group { GROUP_NONE, GROUP_MOVING, GROUP_SCREENS, GROUP_DOING, GROUP_PROGRAM, GROUP_TYPING };

struct action_row {
	const char *name; /* what users bind and type: "put-away" */
	enum action_group group;
	const char *help; /* N_() */
};

extern const struct action_row actions[ACTION_COUNT];

/* The action called name; ACTION_NONE for an unknown name. */
enum action action_of(const char *name);

#endif
