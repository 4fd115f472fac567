/* Keys whose parts come apart: what follows an Esc within a second. */
#include "slow_key.h"

#include <string.h>

#include "twinline/base/mem.h"

enum { PATIENCE_MS = 1000 };

/* What terminals send after Esc, as ECMA-48 and xterm have it. */
static const struct { const char *rest; key_code key; } keys[] = {
	{ "[A", KEY_UP_ },       { "OA", KEY_UP_ },       { "[B", KEY_DOWN_ },   { "OB", KEY_DOWN_ },
	{ "[C", KEY_RIGHT_ },    { "OC", KEY_RIGHT_ },    { "[D", KEY_LEFT_ },   { "OD", KEY_LEFT_ },
	{ "[H", KEY_HOME_ },     { "OH", KEY_HOME_ },     { "[1~", KEY_HOME_ },  { "[7~", KEY_HOME_ },
	{ "[F", KEY_END_ },      { "OF", KEY_END_ },      { "[4~", KEY_END_ },   { "[8~", KEY_END_ },
	{ "[5~", KEY_PAGE_UP_ }, { "[6~", KEY_PAGE_DOWN_ }, { "[3~", KEY_DELETE_ }, { "[Z", KEY_SHIFT_TAB_ },
};

static void forget(struct slow_key *slow)
{
	*slow = (struct slow_key){ 0 };
}

/* A letter or ~ ends a key; digits and semicolons stand between. */
static bool is_last(const struct slow_key *slow)
{
	char byte = slow->rest[slow->length - 1];

	return slow->length > 1 && byte >= '@' && byte <= '~';
}

static key_code meant(const struct slow_key *slow)
{
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (strcmp(keys[i].rest, slow->rest) == 0)
			return keys[i].key;
	return KEY_NONE; /* a key that we have no use for */
}

key_code slow_key_take(struct slow_key *slow, key_code key, int64_t now, struct editor *field, struct editor **left)
{
	bool may_follow = slow->esc_at && now - slow->esc_at < PATIENCE_MS && key > ' ' && key < 0x7f &&
	                  slow->length + 1 < (int)sizeof slow->rest;

	*left = NULL;
	if (!may_follow || (slow->length == 0 && key != '[' && key != 'O')) {
		forget(slow);
		if (key == KEY_ESC_)
			*slow = (struct slow_key){ .esc_at = now, .field = field };
		return key;
	}
	slow->rest[slow->length++] = (char)key;
	if (!is_last(slow))
		return KEY_NONE;
	key = meant(slow);
	*left = slow->field;
	forget(slow);
	return key;
}
