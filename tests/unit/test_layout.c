/*
 * Commands on national keyboards: what each key of each layout of xkeyboard-config types leads to the action of that key in the default
 * keymap. Where it does not is listed here by name, and nothing else may be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <xkbcommon/xkbcommon.h>

#include "../../src/ui/keymap.h"
#include "../../src/ui/layout.h"
#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/option.h"
#include "twinline/base/settings.h"
#include "twinline/base/str.h"

/*
 * Layouts of xkeyboard-config, "layout:variant": ours, and the Latin one of the same keyboard, whose letters name its keys. exceptions: the
 * commands that have no key there, only the palette.
 */
static const struct { const char *xkb, *ours, *latin, *exceptions; } keyboards[] = {
	/* by the place of the key */
	{ "gr", "greek", "us", "Q" },                         /* Shift-Q is the colon */
	{ "bg", "bulgarian", "us", "" },
	{ "bg:bas_phonetic", "bulgarian-phonetic", "us", "" },
	{ "bg:phonetic", "bulgarian-old-phonetic", "us", "" },
	{ "mk", "macedonian", "us", "" },
	{ "rs", "serbian", "rs:latin", "" },
	{ "ua", "ukrainian", "us", "" },
	{ "ua:winkeys", "ukrainian", "us", "" },
	{ "ru", "russian", "us", "" },
	{ "am:eastern", "armenian-eastern", "us", "" },
	{ "am:western", "armenian-western", "us", "" },
	{ "am:phonetic", "armenian-phonetic", "us", "6" },    /* the letter of the U key */
	{ "am", "armenian-typewriter", "us", "6" },           /* the question mark */
	{ "ge", "georgian", "us", "" },
	{ "ge:mess", "georgian-mess", "us", "" },
	{ "ge:ergonomic", "georgian-ergonomic", "us", "R67" }, /* Shift-R is the letter of V, 6 the colon, 7 the question mark */
	{ "ara", "arabic", "us", "" },
	{ "ara:digits", "arabic", "us", "" },
	{ "ara:azerty", "arabic-azerty", "fr", "M" },         /* Shift-M is the colon */
	{ "ara:azerty_digits", "arabic-azerty", "fr", "M" },
	{ "az", "azerbaijani", "us", "" },
	/* letters as they are, digits without Shift */
	{ "fr", "french", NULL, "" },
	{ "be", "belgian", NULL, "" },
	{ "cz", "czech", NULL, "" },
	{ "cz:qwerty", "czech", NULL, "" },
	{ "sk", "slovak", NULL, "" },
	{ "sk:qwerty", "slovak", NULL, "" },
	{ "lt", "lithuanian", NULL, "" },
	/* as they are */
	{ "al", "latin", NULL, "" }, { "at", "latin", NULL, "" }, { "ba", "latin", NULL, "" },
	{ "ch", "latin", NULL, "" }, { "de", "latin", NULL, "" }, { "dk", "latin", NULL, "" }, { "ee", "latin", NULL, "" },
	{ "es", "latin", NULL, "" }, { "fi", "latin", NULL, "" }, { "gb", "latin", NULL, "" }, { "hr", "latin", NULL, "" },
	{ "hu", "latin", NULL, "" }, { "ie", "latin", NULL, "" }, { "is", "latin", NULL, "" }, { "it", "latin", NULL, "" },
	{ "lt:us", "latin", NULL, "" }, { "lv", "latin", NULL, "" }, { "mt", "latin", NULL, "" }, { "nl", "latin", NULL, "" },
	{ "no", "latin", NULL, "" }, { "pl", "latin", NULL, "" }, { "pt", "latin", NULL, "" }, { "ro", "latin", NULL, "" },
	{ "rs:latin", "latin", NULL, "" }, { "se", "latin", NULL, "" }, { "si", "latin", NULL, "" }, { "tr", "latin", NULL, "" },
	{ "tr:f", "latin", NULL, "" }, { "us", "latin", NULL, "" },
};

/* The keys of letters, as evdev calls them. */
static const char *const letter_keys[] = {
	"AD01", "AD02", "AD03", "AD04", "AD05", "AD06", "AD07", "AD08", "AD09", "AD10", "AD11", "AD12", "AC01", "AC02", "AC03", "AC04", "AC05",
	"AC06", "AC07", "AC08", "AC09", "AC10", "AC11", "AB01", "AB02", "AB03", "AB04", "AB05", "AB06", "AB07", "AB08", "AB09", "AB10", "BKSL",
};

static const char commands[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

static struct xkb_context *context;
static struct keymap map;

static struct xkb_keymap *open_keyboard(const char *xkb)
{
	char *layout = xstrndup(xkb, strcspn(xkb, ":"));
	const char *variant = strchr(xkb, ':') ? strchr(xkb, ':') + 1 : "";
	struct xkb_rule_names names = { .rules = "evdev", .model = "pc105", .layout = layout, .variant = variant };
	struct xkb_keymap *keyboard = xkb_keymap_new_from_names(context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);

	free(layout);
	if (!keyboard)
		fail_msg("xkeyboard-config has no %s", xkb);
	return keyboard;
}

/* The character that a key types; 0: none, or an accent that waits for its letter. */
static key_code types(struct xkb_keymap *keyboard, const char *key, xkb_level_index_t level)
{
	const xkb_keysym_t *symbols;
	int count = xkb_keymap_key_get_syms_by_level(keyboard, xkb_keymap_key_by_name(keyboard, key), 0, level, &symbols);

	return count == 1 ? xkb_keysym_to_utf32(symbols[0]) : 0;
}

/* The key that types a letter, in lower case, on a Latin keyboard. */
static const char *key_of_letter(struct xkb_keymap *latin, char letter)
{
	for (size_t i = 0; i < ARRAY_SIZE(letter_keys); i++)
		if (types(latin, letter_keys[i], 0) == (key_code)(letter | 0x20))
			return letter_keys[i];
	return NULL;
}

/* What the key of a command types; *is_there false where there is no such key (x and w of a keyboard that has none). */
static key_code typed(struct xkb_keymap *keyboard, struct xkb_keymap *latin, char command)
{
	if (command >= '0' && command <= '9') {
		char key[] = "AE01";

		key[2] = command == '0' ? '1' : '0';
		key[3] = command;
		return types(keyboard, "TLDE", 0) == (key_code)command ? (key_code)command : types(keyboard, key, 0); /* the Hungarian 0 */
	}
	const char *key = key_of_letter(latin, command);

	return key ? types(keyboard, key, command >= 'a' ? 0 : 1) : 0;
}

/* The action of a key as the face finds it: as it is, else by its place. */
static enum action does(key_code key)
{
	enum action action = ACTION_NONE;

	if (keymap_find(&map, "inbox", &key, 1, &action) == KEYMAP_FULL)
		return action;
	key = layout_command(key);
	return keymap_find(&map, "inbox", &key, 1, &action) == KEYMAP_FULL ? action : ACTION_NONE;
}

static void use_layout(const char *name)
{
	int choice = option_choice(setting_rows[SETTING_LAYOUT].choices, name);

	assert_true(choice > 0);
	layout_set(choice, "");
	assert_string_equal(layout_now()->name, name);
}

static void every_key_of_every_keyboard_does_what_is_written_on_it(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(keyboards); i++) {
		struct xkb_keymap *keyboard = open_keyboard(keyboards[i].xkb);
		struct xkb_keymap *latin = open_keyboard(keyboards[i].latin ? keyboards[i].latin : keyboards[i].xkb);

		use_layout(keyboards[i].ours);
		for (const char *c = commands; *c; c++) {
			key_code command = (key_code)*c;
			enum action wanted = ACTION_NONE;
			bool is_exception = strchr(keyboards[i].exceptions, *c) != NULL;

			if (keymap_find(&map, "inbox", &command, 1, &wanted) != KEYMAP_FULL)
				continue;
			if ((does(typed(keyboard, latin, *c)) == wanted) == is_exception) {
				print_error("%s: the key of %c types U+%04X, which does %s\n", keyboards[i].xkb, *c, typed(keyboard, latin, *c),
				            actions[does(typed(keyboard, latin, *c))].name);
				wrong++;
			}
		}
		xkb_keymap_unref(keyboard);
		xkb_keymap_unref(latin);
	}
	assert_int_equal(wrong, 0);
}

/* No key of a keyboard does what is neither on it nor the character that it types: what is unbound stays so. */
static void no_other_key_does_anything(void **state)
{
	static const char *const others[] = { "AD11", "AD12", "AC10", "AC11", "AB08", "AB09", "AB10", "AE11", "AE12" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(keyboards); i++) {
		struct xkb_keymap *keyboard = open_keyboard(keyboards[i].xkb);
		struct xkb_keymap *latin = open_keyboard(keyboards[i].latin ? keyboards[i].latin : "us");

		use_layout(keyboards[i].ours);
		for (size_t k = 0; k < ARRAY_SIZE(others); k++)
			for (xkb_level_index_t level = 0; level < 2; level++) {
				key_code key = types(keyboard, others[k], level), on_latin = types(latin, others[k], level);
				bool is_letter = (on_latin | 0x20) >= 'a' && (on_latin | 0x20) <= 'z';

				if (key < 0x80 || is_letter || does(key) == ACTION_NONE)
					continue; /* signs of ASCII may stand on two keys: the Arabic quotation mark is the 3 of AZERTY, and Shift with another */
				if (layout_command(key) != '?' && layout_command(key) != 'i')
					fail_msg("%s: %s types U+%04X, which does %s", keyboards[i].xkb, others[k], key, actions[does(key)].name);
			}
		xkb_keymap_unref(keyboard);
		xkb_keymap_unref(latin);
	}
}

static void every_layout_is_held_against_a_keyboard(void **state)
{
	(void)state;
	for (size_t i = 0; i < LAYOUT_COUNT; i++) {
		bool is_there = false;

		for (size_t k = 0; k < ARRAY_SIZE(keyboards); k++)
			is_there |= strcmp(keyboards[k].ours, layouts[i].name) == 0;
		if (!is_there)
			fail_msg("%s has no keyboard", layouts[i].name);
	}
}

/* The setting's choices are "auto" and the rows. */
static void the_setting_names_the_rows(void **state)
{
	struct str names = { 0 };

	(void)state;
	str_add(&names, "auto");
	for (size_t i = 0; i < LAYOUT_COUNT; i++)
		str_addf(&names, "|%s", layouts[i].name);
	assert_string_equal(names.text, setting_rows[SETTING_LAYOUT].choices);
	str_release(&names);
}

/* b is no command: the Arabic B key sends a ligature, or what its G and H keys do. */
static void the_arabic_b_key_does_nothing(void **state)
{
	const key_code keys[] = { 'g', 'h' };
	enum action action = ACTION_NONE;

	(void)state;
	use_layout("arabic");
	assert_int_equal(layout_command(0xfefb), 0xfefb);
	assert_int_equal(does(0xfefb), ACTION_NONE);
	assert_int_equal(does('b'), ACTION_NONE);
	assert_int_not_equal(keymap_find(&map, "inbox", keys, 2, &action), KEYMAP_FULL);
}

static void what_is_the_same_everywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < LAYOUT_COUNT; i++) {
		use_layout(layouts[i].name);
		for (const char *c = commands; *c; c++)
			assert_int_equal(layout_command((key_code)*c), *c);
		assert_int_equal(layout_command(0x131), 'i');
		assert_int_equal(layout_command(0x61f), '?');
		assert_int_equal(layout_command(0x55e), '?');
		assert_int_equal(layout_command(0x662), '2');
		assert_int_equal(layout_command(0x6f0), '0');
		assert_int_equal(layout_command(0x3c8), 'c'); /* Greek letters tell their key anywhere */
		assert_int_equal(layout_command(KEY_DOWN_), KEY_DOWN_);
		assert_int_equal(layout_command('a' & 0x1f), 'a' & 0x1f);
	}
	use_layout("latin");
	assert_int_equal(layout_command(0x43d), 0x43d); /* n in Bulgaria, y in Ukraine */
	assert_int_equal(layout_command(0x10d), 0x10d); /* 4 in Prague, 2 in Vilnius */
	use_layout("ukrainian");
	assert_int_equal(layout_command(0x43d), 'y');
	use_layout("bulgarian");
	assert_int_equal(layout_command(0x43d), 'k');
	use_layout("czech");
	assert_int_equal(layout_command(0x10d), '4');
	use_layout("lithuanian");
	assert_int_equal(layout_command(0x10d), '2');
}

static void assert_letters(const char *keys, const char *letters)
{
	struct str text = { 0 };

	layout_letters(keys, &text);
	assert_string_equal(text.text ? text.text : "", letters);
	str_release(&text);
}

static void help_shows_what_the_key_types(void **state)
{
	(void)state;
	for (size_t i = 0; i < LAYOUT_COUNT; i++) {
		use_layout(layouts[i].name);
		for (const char *c = commands; *c; c++)
			if (layout_letter((key_code)*c)) {
				key_code command = (key_code)*c, letter = layout_letter(command);
				enum action wanted = ACTION_NONE;

				assert_int_equal(layout_command(letter), command);
				if (keymap_find(&map, "inbox", &command, 1, &wanted) == KEYMAP_FULL && does(letter) != wanted)
					fail_msg("%s: help says that U+%04X does %s", layouts[i].name, letter, actions[wanted].name);
			}
	}
	use_layout("greek");
	assert_int_equal(layout_letter('w'), 0x3c2);
	assert_int_equal(layout_letter('q'), ';');
	assert_int_equal(layout_letter('2'), 0);
	assert_int_equal(layout_letter('Q'), 0); /* that is the palette */
	assert_letters("g 2", "γ 2");
	assert_letters("Home", "");
	use_layout("arabic");
	assert_letters("R", "\u0640\u064c");
	use_layout("french");
	assert_letters("g 2", "g é");
	assert_int_equal(layout_letter('2'), 0xe9);
	assert_int_equal(layout_letter('a'), 0);
}

static void the_language_chooses(void **state)
{
	static const struct { const char *language, *country, *layout; bool several; } rows[] = {
		{ "en", "", "latin", false }, { "el", "CY", "greek", false }, { "bg", "BG", "bulgarian", true }, { "mk", "", "macedonian", false },
		{ "sr", "RS", "serbian", true }, { "uk", "UA", "ukrainian", false }, { "hy", "AM", "armenian-eastern", true },
		{ "ka", "GE", "georgian", true }, { "ar", "JO", "arabic", false }, { "ar", "TN", "arabic-azerty", false },
		{ "az", "AZ", "azerbaijani", false }, { "fr", "FR", "french", false }, { "fr", "BE", "belgian", false }, { "nl", "BE", "belgian", false },
		{ "nl", "NL", "latin", false }, { "de", "BE", "belgian", false }, { "de", "DE", "latin", false }, { "cs", "", "czech", false },
		{ "sk", "", "slovak", false }, { "lt", "", "lithuanian", false }, { "tr", "TR", "latin", false }, { "bs", "BA", "latin", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		i18n_init(rows[i].language);
		if (strcmp(i18n_language(), rows[i].language) != 0)
			continue; /* there is no catalogue of it */
		layout_set(0, rows[i].country);
		assert_string_equal(layout_now()->name, rows[i].layout);
		assert_int_equal(layout_has_several(), rows[i].several);
	}
	i18n_init("en");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_of_every_keyboard_does_what_is_written_on_it),
		cmocka_unit_test(no_other_key_does_anything),
		cmocka_unit_test(every_layout_is_held_against_a_keyboard),
		cmocka_unit_test(the_setting_names_the_rows),
		cmocka_unit_test(the_arabic_b_key_does_nothing),
		cmocka_unit_test(what_is_the_same_everywhere),
		cmocka_unit_test(help_shows_what_the_key_types),
		cmocka_unit_test(the_language_chooses),
	};
	struct err e = { 0 };
	int failed;

	context = xkb_context_new(XKB_CONTEXT_NO_FLAGS);
	if (!context || keymap_load(&map, NULL, NULL, &e) != 0)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	keymap_release(&map);
	xkb_context_unref(context);
	return failed;
}
