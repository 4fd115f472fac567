/* Reading keymaps: the grammar, its errors with their place, and what every map must have. */
#include "keymap.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screen.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/paths.h"

static const char default_keys[] =
#include "default_keys.inc"
	;

enum { WORDS_MAX = KEYMAP_CHORD_MAX + 3, KEYMAP_FILE_MAX = 1 << 20 };

struct word { const char *start; int len; };

struct reading {
	struct keymap *map;
	const char *name;
	int line;
	const char *line_start;
	size_t first;   /* of the map's bindings, what this file's own lines begin with */
	bool begun;     /* a line that says something has been read */
	bool includes;  /* it begins with another map */
	const struct reading *by; /* what includes it; NULL: nothing */
	struct err *e;
};

static int read_lines(struct reading *r);

/* Sets e to what is wrong at a place of the file; keeps text. Returns -1. */
static int wrong(const struct reading *r, const char *at, char *text_taken)
{
	err_at(r->e, r->name, r->line, (int)(at - r->line_start) + 1, text_taken);
	free(text_taken);
	return -1;
}

/* Splits a line into words up to a note (" #") or its end; returns how many, at most WORDS_MAX + 1. */
static int split(const char *line, const char *end, struct word words[WORDS_MAX + 1])
{
	int count = 0;

	while (line < end && count <= WORDS_MAX) {
		const char *start;

		line += strspn(line, " \t\r");
		if (line >= end || *line == '#')
			break;
		start = line;
		while (line < end && !strchr(" \t\r", *line))
			line++;
		words[count++] = (struct word){ start, (int)(line - start) };
	}
	return count;
}

static bool word_is(struct word w, const char *text)
{
	return (size_t)w.len == strlen(text) && memcmp(w.start, text, (size_t)w.len) == 0;
}

static bool is_context(struct word w)
{
	bool is = word_is(w, "common") || word_is(w, "typing");

	for (size_t i = 0; screens[i] && !is; i++)
		is = word_is(w, screens[i]->name);
	return is;
}

/* The line of the same file in which another binding of the context has these keys, begins with them, or is their beginning; 0: none. */
static int line_of_same(const struct reading *r, const struct keymap_binding *binding)
{
	for (size_t i = r->first; i < r->map->count; i++) {
		const struct keymap_binding *other = &r->map->bindings[i];
		int same = 0;

		while (same < KEYMAP_CHORD_MAX && binding->keys[same] && binding->keys[same] == other->keys[same])
			same++;
		if (other->action != ACTION_NONE && strcmp(other->context, binding->context) == 0 &&
		    (same == KEYMAP_CHORD_MAX || !binding->keys[same] || !other->keys[same]))
			return other->line;
	}
	return 0;
}

/* The keys among words[0..count) into binding. 0, or -1 with the place. */
static int read_keys(const struct reading *r, const struct word *words, int count, struct keymap_binding *binding)
{
	for (int i = 0; i < count; i++)
		if (!key_parse(words[i].start, words[i].len, &binding->keys[i]))
			return wrong(r, words[i].start, xasprintf(_("There is no key %.*s."), words[i].len, words[i].start));
	return 0;
}

static bool is_being_read(const struct reading *r, const char *path)
{
	for (; r; r = r->by)
		if (strcmp(r->name, path) == 0)
			return true;
	return false;
}

/* Reads the shipped map of that name; at is where it is named. */
static int include(struct reading *r, const char *name, const char *at)
{
	char *path = paths_keymap(name);
	struct str text = { 0 };
	int result;

	if (is_being_read(r, path)) {
		result = wrong(r, at, xasprintf(_("%s includes itself."), name));
	} else if (strchr(name, '/') || access(path, R_OK) != 0) {
		result = wrong(r, at, xasprintf(_("There is no keymap %s."), name));
	} else {
		result = file_read(path, KEYMAP_FILE_MAX, &text, r->e);
		if (result == 0)
			result = read_lines(&(struct reading){ .map = r->map, .name = path, .line_start = text.text, .by = r, .e = r->e });
		r->first = r->map->count;
		for (size_t i = 0; i < r->map->count; i++)
			r->map->bindings[i].line = r->line; /* to this file they are one */
	}
	str_release(&text);
	free(path);
	return result;
}

static int read_include(struct reading *r, const struct word *words, int count)
{
	char *name;
	int result;

	if (r->begun)
		return wrong(r, words[0].start, xstrdup(_("include belongs before all other lines.")));
	if (count != 2)
		return wrong(r, words[0].start, xstrdup(_("The name of one keymap belongs after include.")));
	r->begun = r->includes = true;
	name = xstrndup(words[1].start, (size_t)words[1].len);
	result = include(r, name, words[1].start);
	free(name);
	return result;
}

/* The action that a line ends with. 0, or -1 with the place. */
static int read_action(const struct reading *r, struct word last, struct keymap_binding *binding)
{
	char *name = xstrndup(last.start, (size_t)last.len);

	binding->action = action_of(name);
	free(name);
	if (binding->action == ACTION_NONE && !word_is(last, "none"))
		return wrong(r, last.start, xasprintf(_("There is no action %.*s."), last.len, last.start));
	return 0;
}

/* "bind CONTEXT KEY... ACTION", "unbind CONTEXT KEY...". */
static int read_binding(struct reading *r, const struct word *words, int count)
{
	bool unbind = word_is(words[0], "unbind");
	int key_count = count - (unbind ? 2 : 3), line;
	struct keymap_binding binding = { .line = r->line };

	if (!unbind && !word_is(words[0], "bind"))
		return wrong(r, words[0].start,
		             xasprintf(_("A line begins with bind, unbind or include, not %.*s."), words[0].len, words[0].start));
	if (key_count < 1)
		return wrong(r, r->line_start, xstrdup(_("A context, a key and an action belong here.")));
	if (!is_context(words[1]))
		return wrong(r, words[1].start, xasprintf(_("There is no context %.*s."), words[1].len, words[1].start));
	if (key_count > KEYMAP_CHORD_MAX)
		return wrong(r, words[2 + KEYMAP_CHORD_MAX].start, xstrdup(_("Three keys after one another are the most.")));
	if (read_keys(r, words + 2, key_count, &binding) != 0 || (!unbind && read_action(r, words[count - 1], &binding) != 0))
		return -1;
	binding.context = xstrndup(words[1].start, (size_t)words[1].len);
	line = binding.action != ACTION_NONE ? line_of_same(r, &binding) : 0;
	if (line) {
		free(binding.context);
		return wrong(r, words[2].start, xasprintf(_("Line %d has bound this key already."), line));
	}
	keymap_push(r->map, &binding);
	return 0;
}

static int read_line(struct reading *r, const char *end)
{
	struct word words[WORDS_MAX + 1];
	int count = split(r->line_start, end, words);

	if (count == 0)
		return 0;
	if (word_is(words[0], "include"))
		return read_include(r, words, count);
	r->begun = true;
	if (count == 1 && word_is(words[0], "counts")) {
		r->map->counts = true;
		return 0;
	}
	return read_binding(r, words, count);
}

static int read_lines(struct reading *r)
{
	while (*r->line_start) {
		const char *end = r->line_start + strcspn(r->line_start, "\n");

		r->line++;
		if (read_line(r, end) != 0)
			return -1;
		r->line_start = *end ? end + 1 : end;
	}
	return 0;
}

/* keymap_read, and whether the file stands in the place of what map had. */
static int read_map(struct keymap *map, const char *name, const char *text, bool *replaces, struct err *e)
{
	struct keymap fresh = { 0 };
	struct reading r = { .map = &fresh, .name = name, .line_start = text, .e = e };
	int result = read_lines(&r);

	if (result != 0)
		keymap_cut(&fresh, 0);
	else if (r.includes)
		keymap_cut(map, 0);
	if (result == 0)
		map->counts = fresh.counts || (map->counts && !r.includes);
	for (size_t i = 0; i < fresh.count; i++)
		keymap_push(map, &fresh.bindings[i]);
	free(fresh.bindings);
	*replaces = r.includes;
	return result;
}

int keymap_read(struct keymap *map, const char *name, const char *text, struct err *e)
{
	bool replaces;

	return read_map(map, name, text, &replaces, e);
}

static bool has_key(const struct keymap *map, const char *context, enum action action)
{
	struct str keys = { 0 };
	bool found = keymap_keys(map, context, action, 1, &keys);

	str_release(&keys);
	return found;
}

/* What nobody can be without, and where it has no key; ACTION_NONE: all is there. */
static enum action lacking(const struct keymap *map, const char **context)
{
	static const enum action needed[] = { ACTION_HELP, ACTION_BACK };

	for (size_t i = 0; screens[i]; i++)
		for (size_t a = 0; a < ARRAY_SIZE(needed); a++)
			if (!has_key(map, *context = screens[i]->name, needed[a]))
				return needed[a];
	return has_key(map, *context = "typing", ACTION_STOP_TYPING) ? ACTION_NONE : ACTION_STOP_TYPING;
}

/* The line that took the last key away: with those before it, all was there. map holds before bindings of others. */
static int line_to_blame(const struct keymap *map, size_t before)
{
	struct keymap part = *map;
	const char *context;

	while (part.count > before && lacking(&part, &context) != ACTION_NONE)
		part.count--;
	return part.count < map->count ? map->bindings[part.count].line : 1;
}

static int check(const struct keymap *map, size_t before, const char *name, struct err *e)
{
	const char *context;
	enum action action = lacking(map, &context);

	if (action == ACTION_NONE)
		return 0;
	char *text = xasprintf(_("No key is left for %s in %s."), actions[action].name, context);

	err_at(e, name, line_to_blame(map, before), 1, text);
	free(text);
	return -1;
}

/* A file of the user over what map has; where it is refused, map is as it was. */
static int read_own(struct keymap *map, const char *path, struct err *e)
{
	struct keymap before = { .counts = map->counts };
	struct str text = { 0 };
	bool replaces;
	int result;

	for (size_t i = 0; i < map->count; i++) {
		struct keymap_binding copy = map->bindings[i];

		copy.context = xstrdup(copy.context);
		keymap_push(&before, &copy);
	}
	result = file_read(path, KEYMAP_FILE_MAX, &text, e);
	if (result == 0)
		result = read_map(map, path, text.text, &replaces, e);
	if (result == 0)
		result = check(map, replaces ? 0 : before.count, path, e);
	if (result != 0) {
		struct keymap refused = *map;

		*map = before;
		before = refused;
	}
	keymap_release(&before);
	str_release(&text);
	return result;
}

int keymap_load(struct keymap *map, const char *name, const char *path, struct err *e)
{
	struct err inner = { 0 };
	int result = 0;

	keymap_release(map);
	if (keymap_read(map, "default.keys", default_keys, &inner) != 0)
		bug("the default keymap: %s: %s", inner.arg[0], inner.arg[1]);
	if (name && strcmp(name, "default") != 0) {
		char *line = xasprintf("include %s.keys\n", name);

		result = keymap_read(map, name, line, e);
		free(line);
	}
	if (path && access(path, F_OK) == 0 && result == 0)
		result = read_own(map, path, e);
	return result;
}

