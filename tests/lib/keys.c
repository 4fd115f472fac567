/* The names of keys in angle brackets, as tests and the benchmark write them. */
#include "lib/keys.h"

#include <stdlib.h>
#include <string.h>
#include <vterm.h>

static const struct {
	const char *name;
	struct key key;
} names[] = {
	{ "Enter", { .key = VTERM_KEY_ENTER } },
	{ "Esc", { .key = VTERM_KEY_ESCAPE } },
	{ "Tab", { .key = VTERM_KEY_TAB } },
	{ "S-Tab", { .key = VTERM_KEY_TAB, .modifiers = VTERM_MOD_SHIFT } },
	{ "Space", { .character = ' ' } },
	{ "lt", { .character = '<' } },
	{ "Backspace", { .key = VTERM_KEY_BACKSPACE } },
	{ "Delete", { .key = VTERM_KEY_DEL } },
	{ "Insert", { .key = VTERM_KEY_INS } },
	{ "Up", { .key = VTERM_KEY_UP } },
	{ "Down", { .key = VTERM_KEY_DOWN } },
	{ "Left", { .key = VTERM_KEY_LEFT } },
	{ "Right", { .key = VTERM_KEY_RIGHT } },
	{ "PgUp", { .key = VTERM_KEY_PAGEUP } },
	{ "PgDn", { .key = VTERM_KEY_PAGEDOWN } },
	{ "Home", { .key = VTERM_KEY_HOME } },
	{ "End", { .key = VTERM_KEY_END } },
};

/* A name without its brackets. */
static bool key_named(const char *name, size_t len, struct key *key)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strlen(names[i].name) == len && strncmp(names[i].name, name, len) == 0) {
			*key = names[i].key;
			return true;
		}
	if (len == 3 && strncmp(name, "C-", 2) == 0) {
		*key = (struct key){ .character = (unsigned char)name[2], .modifiers = VTERM_MOD_CTRL };
		return true;
	}
	if (len >= 2 && len <= 3 && name[0] == 'F') {
		long number = strtol(name + 1, NULL, 10);
		*key = (struct key){ .key = VTERM_KEY_FUNCTION((int)number) };
		return number >= 1 && number <= 12;
	}
	return false;
}

/* One UTF-8 character of text that the test itself wrote. */
static uint32_t character(const char **text)
{
	const unsigned char *at = (const unsigned char *)*text;
	int more = at[0] >= 0xf0 ? 3 : at[0] >= 0xe0 ? 2 : at[0] >= 0xc0 ? 1 : 0;
	uint32_t code = more ? at[0] & (0x3fu >> more) : at[0];
	for (int i = 1; i <= more; i++)
		code = code << 6 | (at[i] & 0x3fu);
	*text += more + 1;
	return code;
}

bool key_next(const char **keys, struct key *key)
{
	if (**keys == '<') {
		const char *name = *keys + 1, *end = strchr(name, '>');
		if (!end || !key_named(name, (size_t)(end - name), key))
			return false;
		*keys = end + 1;
		return true;
	}
	*key = (struct key){ .character = character(keys) };
	return true;
}
