/* National layouts, after the tables of xkeyboard-config: where each letter stands. */
#include "layout.h"

#include <stddef.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

/* Greek, the only layout of its letters, so that they tell their keys in every language of the screens. */
static const struct { char command; uint32_t letter; } greek[] = {
	{ 'a', 0x03b1 }, { 'b', 0x03b2 }, { 'c', 0x03c8 }, { 'd', 0x03b4 }, { 'e', 0x03b5 }, { 'f', 0x03c6 }, { 'g', 0x03b3 },
	{ 'h', 0x03b7 }, { 'i', 0x03b9 }, { 'j', 0x03be }, { 'k', 0x03ba }, { 'l', 0x03bb }, { 'm', 0x03bc }, { 'n', 0x03bd },
	{ 'o', 0x03bf }, { 'p', 0x03c0 }, { 'r', 0x03c1 }, { 's', 0x03c3 }, { 't', 0x03c4 }, { 'u', 0x03b8 }, { 'v', 0x03c9 },
	{ 'w', 0x03c2 }, { 'x', 0x03c7 }, { 'y', 0x03c5 }, { 'z', 0x03b6 },
	{ 'A', 0x0391 }, { 'B', 0x0392 }, { 'C', 0x03a8 }, { 'D', 0x0394 }, { 'E', 0x0395 }, { 'F', 0x03a6 }, { 'G', 0x0393 },
	{ 'H', 0x0397 }, { 'I', 0x0399 }, { 'J', 0x039e }, { 'K', 0x039a }, { 'L', 0x039b }, { 'M', 0x039c }, { 'N', 0x039d },
	{ 'O', 0x039f }, { 'P', 0x03a0 }, { 'R', 0x03a1 }, { 'S', 0x03a3 }, { 'T', 0x03a4 }, { 'U', 0x0398 }, { 'V', 0x03a9 },
	{ 'X', 0x03a7 }, { 'Y', 0x03a5 }, { 'Z', 0x0396 },
};

/* The same wherever they come from: digits of other scripts, question marks, the Turkish i without its dot. */
static const struct { uint32_t first, last; char command; } elsewhere[] = {
	{ 0x0660, 0x0669, '0' }, { 0x06f0, 0x06f9, '0' }, { 0x061f, 0x061f, '?' }, { 0x055e, 0x055e, '?' }, { 0x0131, 0x0131, 'i' },
};

enum { GREEK_QUESTION_MARK = 0x037e };

static int chosen = LAYOUT_AUTO;

void layout_set(int layout)
{
	chosen = layout;
}

static bool is_greek(void)
{
	return chosen == LAYOUT_GREEK || (chosen == LAYOUT_AUTO && strcmp(i18n_language(), "el") == 0);
}

const char *layout_name(bool shorter)
{
	if (shorter)
		return is_greek() ? N_("Greek letters") : N_("Latin letters");
	return is_greek() ? N_("Greek letters; commands go by the place of the key") : N_("Latin letters; commands work as they are");
}

key_code layout_command(key_code key)
{
	if (key == GREEK_QUESTION_MARK || (key == ';' && is_greek()))
		return 'q';
	for (size_t i = 0; i < ARRAY_SIZE(greek); i++)
		if (greek[i].letter == key)
			return (key_code)greek[i].command;
	for (size_t i = 0; i < ARRAY_SIZE(elsewhere); i++)
		if (key >= elsewhere[i].first && key <= elsewhere[i].last)
			return (key_code)elsewhere[i].command + (key - elsewhere[i].first);
	return key;
}

key_code layout_letter(key_code command)
{
	if (!is_greek())
		return 0;
	if (command == 'q')
		return ';';
	for (size_t i = 0; i < ARRAY_SIZE(greek); i++)
		if ((key_code)greek[i].command == command)
			return greek[i].letter;
	return 0;
}
