/* Names of keys: as keymaps write them and as people read them. */
#include "key.h"

#include <stdio.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/text/utf8.h"

static const struct {
	const char *name;
	const char *label; /* what stands on the key */
	key_code key;
} named[] = {
	{ "<Up>", N_("Up"), KEY_UP_ },
	{ "<Down>", N_("Down"), KEY_DOWN_ },
	{ "<Left>", N_("Left"), KEY_LEFT_ },
	{ "<Right>", N_("Right"), KEY_RIGHT_ },
	{ "<Home>", "Home", KEY_HOME_ },
	{ "<End>", N_("End"), KEY_END_ },
	{ "<PageUp>", N_("PgUp"), KEY_PAGE_UP_ },
	{ "<PageDown>", N_("PgDn"), KEY_PAGE_DOWN_ },
	{ "<Insert>", N_("Insert"), KEY_INSERT_ },
	{ "<Delete>", N_("Delete"), KEY_DELETE_ },
	{ "<Backspace>", N_("Backspace"), KEY_BACKSPACE_ },
	{ "<Enter>", N_("Enter"), KEY_ENTER_ },
	{ "<Tab>", N_("Tab"), KEY_TAB_ },
	{ "<ShiftTab>", N_("Shift-Tab"), KEY_SHIFT_TAB_ },
	{ "<Esc>", N_("Esc"), KEY_ESC_ },
	{ "<Space>", N_("Space"), ' ' },
	{ "<F1>", "F1", KEY_F1_ },
	{ "<C-Space>", N_("Ctrl-Space"), KEY_CTRL_SPACE_ },
	{ "<Hash>", "#", '#' },
	{ "<Less>", "<", '<' },
};

bool key_parse(const char *name, int len, key_code *key)
{
	uint32_t point;

	for (size_t i = 0; i < ARRAY_SIZE(named); i++) {
		if ((size_t)len == strlen(named[i].name) && memcmp(name, named[i].name, (size_t)len) == 0) {
			*key = named[i].key;
			return true;
		}
	}
	if (len == 5 && starts_with(name, "<C-") && name[4] == '>' && name[3] >= '@' && name[3] <= 'z') {
		*key = (key_code)(name[3] & 0x1f);
		return *key != 0;
	}
	if (len < 1 || (len > 1 && name[0] == '<') || utf8_next(name, (size_t)len, &point) != (size_t)len || point <= ' ')
		return false;
	*key = point;
	return true;
}

static size_t find_name(key_code key)
{
	size_t i = 0;

	while (i < ARRAY_SIZE(named) && named[i].key != key)
		i++;
	return i;
}

void key_spell(key_code key, char name[KEY_NAME_SIZE])
{
	size_t at = find_name(key);
	char bytes[4];

	if (at < ARRAY_SIZE(named))
		snprintf(name, KEY_NAME_SIZE, "%s", named[at].name);
	else if (key < ' ')
		snprintf(name, KEY_NAME_SIZE, "<C-%c>", (int)(key <= 'z' - 0x60 ? key | 0x60 : key | 0x40));
	else
		snprintf(name, KEY_NAME_SIZE, "%.*s", (int)utf8_put(key, bytes), bytes);
}

const char *key_label(key_code key, char buffer[KEY_NAME_SIZE * 2])
{
	size_t at = find_name(key);
	char bytes[4];

	if (at < ARRAY_SIZE(named))
		/* The first screen is called as the key is, in English. */
		return key == KEY_HOME_ ? i18n_text_in("key", "Home") : _(named[at].label);
	if (key < ' ')
		snprintf(buffer, KEY_NAME_SIZE * 2, _("Ctrl-%c"), (int)(key | 0x40));
	else
		snprintf(buffer, KEY_NAME_SIZE * 2, "%.*s", (int)utf8_put(key, bytes), bytes);
	return buffer;
}
