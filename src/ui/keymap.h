/*
 * Keymaps: lines of `bind CONTEXT KEY... ACTION [# note]` and `unbind CONTEXT KEY...`. A context is a screen's name, `typing`
 * (inside a field) or `common`, which every screen falls back to. The default is keymaps/default.keys, compiled in and read by
 * the same parser as a user's file, which is read after it. A file may begin with `include NAME`: that shipped map (paths_keymap)
 * then stands in the place of all that was read before. A line `counts` lets a number before a move repeat it.
 */
#ifndef TWINLINE_UI_KEYMAP_H
#define TWINLINE_UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "action.h"
#include "key.h"
#include "twinline/base/err.h"
#include "twinline/base/str.h"

enum { KEYMAP_CHORD_MAX = 3 };

struct keymap_binding {
	char *context;
	key_code keys[KEYMAP_CHORD_MAX]; /* 0 after the last */
	enum action action;
	int line; /* of its file */
};

struct keymap {
	struct keymap_binding *bindings; /* later ones win */
	size_t count, capacity;
	bool counts;
};

/*
 * Adds the bindings of text, named name in errors. Returns 0, or -1 with ERR_FILE_SYNTAX naming file:line:column (of an included
 * file, if it is wrong); map is as it was then.
 */
int keymap_read(struct keymap *map, const char *name, const char *text, struct err *e);

/*
 * Reads a shipped map (a choice of the setting `keymap`: "vi"), then path if there is such a file. Returns 0, or -1 with e, as keymap_read;
 * a file is refused too that leaves help or back without a key on a screen, or a field without one that stops typing. What was sound
 * before stays in force then: the shipped map, at the least the default, which is compiled in.
 */
int keymap_load(struct keymap *map, const char *name, const char *path, struct err *e);
void keymap_release(struct keymap *map);

/* Adds a binding, whose context is taken; drops those from count on. */
void keymap_push(struct keymap *map, const struct keymap_binding *binding);
void keymap_cut(struct keymap *map, size_t count);

enum keymap_match { KEYMAP_NO_MATCH, KEYMAP_PREFIX, KEYMAP_FULL };

/* What count keys mean in context (falling back to common, but not from "typing"). */
enum keymap_match keymap_find(const struct keymap *map, const char *context, const key_code *keys, int count, enum action *action);

/* Adds the keys of an action in a context to out as people read them, "q  Esc", at most max of them; false if it has none. */
bool keymap_keys(const struct keymap *map, const char *context, enum action action, int max, struct str *out);

/* How sentences name an action in a context: its first key, or, where it has none, its name, which the palette takes. Yours. */
char *keymap_key(const struct keymap *map, const char *context, enum action action);

#endif
