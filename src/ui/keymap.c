/* A keymap: its bindings, and finding what keys mean. */
#include "keymap.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"

void keymap_push(struct keymap *map, const struct keymap_binding *binding)
{
	if (map->count == map->capacity) {
		map->capacity = map->capacity ? map->capacity * 2 : 64;
		map->bindings = xrealloc(map->bindings, map->capacity, sizeof *map->bindings);
	}
	map->bindings[map->count++] = *binding;
}

void keymap_cut(struct keymap *map, size_t count)
{
	while (map->count > count)
		free(map->bindings[--map->count].context);
}

void keymap_release(struct keymap *map)
{
	keymap_cut(map, 0);
	free(map->bindings);
	*map = (struct keymap){ 0 };
}

/* How many of the binding's keys are the same as the first of keys: all of count, and is that all of the binding? */
static enum keymap_match compare(const struct keymap_binding *binding, const key_code *keys, int count)
{
	for (int i = 0; i < count; i++)
		if (i >= KEYMAP_CHORD_MAX || binding->keys[i] != keys[i])
			return KEYMAP_NO_MATCH;
	return count < KEYMAP_CHORD_MAX && binding->keys[count] ? KEYMAP_PREFIX : KEYMAP_FULL;
}

static enum keymap_match find_in(const struct keymap *map, const char *context, const key_code *keys, int count,
                                 enum action *action)
{
	bool is_prefix = false;

	for (size_t i = map->count; i-- > 0;) {
		const struct keymap_binding *binding = &map->bindings[i];
		enum keymap_match match = strcmp(binding->context, context) == 0 ? compare(binding, keys, count) : KEYMAP_NO_MATCH;

		if (match == KEYMAP_FULL && !is_prefix) {
			*action = binding->action;
			return binding->action == ACTION_NONE ? KEYMAP_NO_MATCH : KEYMAP_FULL;
		}
		if (match == KEYMAP_PREFIX && binding->action != ACTION_NONE)
			is_prefix = true;
	}
	return is_prefix ? KEYMAP_PREFIX : KEYMAP_NO_MATCH;
}

enum keymap_match keymap_find(const struct keymap *map, const char *context, const key_code *keys, int count,
                              enum action *action)
{
	enum keymap_match match = find_in(map, context, keys, count, action);

	if (match != KEYMAP_NO_MATCH || strcmp(context, "typing") == 0)
		return match;
	return find_in(map, "common", keys, count, action);
}

bool keymap_keys(const struct keymap *map, const char *context, enum action action, int max, struct str *out)
{
	int shown = 0;

	for (size_t i = 0; i < map->count && shown < max; i++) {
		const struct keymap_binding *binding = &map->bindings[i];
		enum action means = ACTION_NONE;
		int count = 0;

		while (count < KEYMAP_CHORD_MAX && binding->keys[count])
			count++;
		if (binding->action != action || (strcmp(binding->context, context) != 0 && strcmp(binding->context, "common") != 0) ||
		    keymap_find(map, context, binding->keys, count, &means) != KEYMAP_FULL || means != action)
			continue;
		if (shown++ > 0)
			str_add(out, "  ");
		for (int k = 0; k < count; k++) {
			char buffer[KEY_NAME_SIZE * 2];

			if (k > 0)
				str_addc(out, ' ');
			str_add(out, key_label(binding->keys[k], buffer));
		}
	}
	return shown > 0;
}

char *keymap_key(const struct keymap *map, const char *context, enum action action)
{
	struct str key = { 0 };

	if (!keymap_keys(map, context, action, 1, &key))
		str_add(&key, actions[action].name);
	return str_detach(&key);
}
