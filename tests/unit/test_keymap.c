/* Keymaps: all that are shipped load and reach everything, errors name their place, contexts fall back, what is unbound is unbound. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../src/ui/keymap.h"
#include "../../src/ui/screen.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/option.h"
#include "twinline/base/paths.h"
#include "twinline/base/settings.h"

static enum action find(const struct keymap *map, const char *context, key_code key)
{
	enum action action = ACTION_NONE;

	return keymap_find(map, context, &key, 1, &action) == KEYMAP_FULL ? action : ACTION_NONE;
}

static void test_default(void **state)
{
	struct keymap map = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(keymap_load(&map, NULL, NULL, &e), 0);
	assert_int_equal(find(&map, "inbox", 'j'), ACTION_MOVE_DOWN);
	assert_int_equal(find(&map, "inbox", KEY_DOWN_), ACTION_MOVE_DOWN);
	assert_int_equal(find(&map, "typing", 'j'), ACTION_NONE); /* letters type in a field */
	assert_int_equal(find(&map, "typing", 'x' & 0x1f), ACTION_FINISH);
	assert_int_equal(find(&map, "inbox", 'x' & 0x1f), ACTION_FINISH); /* of forms; what a screen does not know it says */
	keymap_release(&map);
}

/* The shipped maps, choices of the setting `keymap`; calls each with its name. */
static void for_each_map(void (*check)(const char *name, const struct keymap *map))
{
	for (const char *c = setting_rows[SETTING_KEYMAP].choices; *c; c += strcspn(c, "|"), c += *c == '|') {
		char *name = xstrndup(c, strcspn(c, "|"));
		struct keymap map = { 0 };
		struct err e = { 0 };

		if (keymap_load(&map, name, NULL, &e) != 0)
			fail_msg("%s: %s", e.arg[0], e.arg[1]);
		check(name, &map);
		keymap_release(&map);
		free(name);
	}
}

static void leaves_unbound(const char *name, const struct keymap *map)
{
	static const char never[] = ";,.'\"()-_&+![]%b";

	for (size_t i = 0; i < map->count; i++) {
		key_code first = map->bindings[i].keys[0], second = map->bindings[i].keys[1];

		if (first > ' ' && first < 0x7f && strchr(never, (int)first) && !(strcmp(name, "vi") == 0 && first == '!'))
			fail_msg("%s binds %c", name, (int)first);
		if (first == 'g' && second == 'h') /* what the Arabic B key sends on other systems */
			fail_msg("%s binds g h", name);
	}
}

/* What national layouts send from command keys stays unbound for ever (screens.md section 2); vi's ! is the Belgian 8. */
static void test_never_bound(void **state)
{
	(void)state;
	for_each_map(leaves_unbound);
}

/* What every map leaves to the palette. */
static bool is_of_the_palette(enum action action)
{
	switch (action) {
	case ACTION_NOTICES:
	case ACTION_FEED:
	case ACTION_PUBLIC_PAGES:
	case ACTION_TRANSLATE:
	case ACTION_MAP:
	case ACTION_SUGGESTIONS:
	case ACTION_REGISTRATION:
	case ACTION_PACKET:
	case ACTION_FOUND:
	case ACTION_DESK:
	case ACTION_LANGUAGE:
	case ACTION_KEYBOARD:
	case ACTION_TOUR:
	case ACTION_WELCOME:
	case ACTION_JOURNAL:
	case ACTION_DEVICES:
	case ACTION_TAKE_ALL:
	case ACTION_LEAVE_FOR_GOOD:
	case ACTION_DIRECTION:
	case ACTION_SETTINGS:
	case ACTION_SIGN_IN:
	case ACTION_SIGN_OUT:
	case ACTION_PERSON:
	case ACTION_BLOCK:
	case ACTION_REPORT:
	case ACTION_FIND_NEXT:
	case ACTION_FIND_PREVIOUS:
	case ACTION_PIPE:
	case ACTION_PAUSE_UNTIL:
		return true;
	default:
		return false;
	}
}

static void test_actions_have_names(void **state)
{
	(void)state;
	for (int a = 1; a < ACTION_COUNT; a++) {
		assert_true(strlen(actions[a].help) > 0);
		assert_int_equal(action_of(actions[a].name), a);
	}
}

static void reaches(const char *name, const struct keymap *map, const char *context, enum action action)
{
	struct str keys = { 0 };

	if (!keymap_keys(map, context, action, 1, &keys))
		fail_msg("%s: %s has no key in %s", name, actions[action].name, context);
	str_release(&keys);
}

/* A form that can be left for what sends it can be so also where no field is typed in. */
static bool is_finished(const struct screen *screen)
{
	bool offered = false;

	for (const struct offer *o = screen->offers; o && o->action != ACTION_NONE; o++)
		offered = offered || o->action == ACTION_FINISH;
	return offered || screen->sheet;
}

static void reaches_all(const char *name, const struct keymap *map)
{
	for (int a = 1; a < ACTION_COUNT; a++) {
		if (actions[a].group == GROUP_TYPING)
			reaches(name, map, "typing", (enum action)a);
		for (size_t i = 0; screens[i] && actions[a].group != GROUP_TYPING && !is_of_the_palette((enum action)a); i++)
			if (strcmp(name, "emacs") != 0 || a != ACTION_CANCEL) /* C-g goes back there, and stops where nothing lies behind */
				reaches(name, map, screens[i]->name, (enum action)a);
	}
	for (size_t i = 0; screens[i]; i++)
		if (is_finished(screens[i]))
			reaches(name, map, screens[i]->name, ACTION_FINISH);
}

static void test_every_map_reaches_everything_on_every_screen(void **state)
{
	(void)state;
	for_each_map(reaches_all);
}

/* True if a hand has all keys of a binding without Shift and Ctrl. */
static bool has_all(const char *hand, const key_code *special, const struct keymap_binding *binding)
{
	for (int i = 0; i < KEYMAP_CHORD_MAX && binding->keys[i]; i++) {
		bool has = binding->keys[i] < 0x7f && strchr(hand, (int)binding->keys[i]);

		for (const key_code *s = special; *s && !has; s++)
			has = *s == binding->keys[i];
		if (!has)
			return false;
	}
	return true;
}

static void assert_under(const char *name, const char *hand, const key_code *special)
{
	struct keymap map = { 0 };
	struct err e = { 0 };

	assert_int_equal(keymap_load(&map, name, NULL, &e), 0);
	for (int a = 1; a < ACTION_COUNT; a++) {
		bool is_there = is_of_the_palette((enum action)a) || (actions[a].group == GROUP_TYPING && a != ACTION_STOP_TYPING && a != ACTION_FINISH);

		for (size_t i = 0; i < map.count && !is_there; i++)
			is_there = map.bindings[i].action == (enum action)a && has_all(hand, special, &map.bindings[i]);
		if (!is_there)
			fail_msg("%s does not reach %s", name, actions[a].name);
	}
	keymap_release(&map);
}

static void test_one_hand_reaches_everything(void **state)
{
	static const key_code left[] = { KEY_ESC_, KEY_TAB_, 0 };
	static const key_code right[] = {
		KEY_UP_, KEY_DOWN_, KEY_LEFT_, KEY_RIGHT_, KEY_HOME_, KEY_END_, KEY_PAGE_UP_, KEY_PAGE_DOWN_, KEY_INSERT_, KEY_DELETE_,
		KEY_BACKSPACE_, KEY_ENTER_, 0
	};

	(void)state;
	assert_under("one-hand-left", " 12345qwertasdfgzxcv", left);
	assert_under("one-hand-right", " 67890yuiophjklnm", right);
}

/* Each file of the directory is a choice of the setting. */
static void test_each_shipped_map_can_be_chosen(void **state)
{
	char *directory = paths_keymap("");
	DIR *listing = opendir(directory);
	struct dirent *entry;

	(void)state;
	assert_non_null(listing);
	while ((entry = readdir(listing))) {
		char *name = xstrndup(entry->d_name, strcspn(entry->d_name, "."));

		if (*name && option_choice(setting_rows[SETTING_KEYMAP].choices, name) < 0)
			fail_msg("%s cannot be chosen", name);
		free(name);
	}
	closedir(listing);
	free(directory);
}

/* A map in the place of the default, as a file `keys` asks for it. */
static struct keymap including(const char *name)
{
	char *line = xasprintf("include %s\n", name);
	struct keymap map = { 0 };
	struct err e = { 0 };

	assert_int_equal(keymap_load(&map, NULL, NULL, &e), 0);
	if (keymap_read(&map, "keys", line, &e) != 0)
		fail_msg("%s: %s", e.arg[0], e.arg[1]);
	free(line);
	return map;
}

static void test_an_included_map_stands_in_the_place_of_the_default(void **state)
{
	struct keymap vi = including("vi.keys"), emacs = including("emacs.keys");
	const key_code drop[] = { 'd', 'd' }, up[] = { KEY_ESC_, 'v' }, first[] = { KEY_ESC_, '<' };
	enum action action = ACTION_NONE;
	struct str keys = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(find(&vi, "inbox", 'x'), ACTION_NONE);
	assert_int_equal(keymap_find(&vi, "inbox", drop, 2, &action), KEYMAP_FULL);
	assert_int_equal(action, ACTION_DROP);
	assert_int_equal(keymap_find(&emacs, "inbox", up, 1, &action), KEYMAP_PREFIX);
	assert_int_equal(keymap_find(&emacs, "inbox", up, 2, &action), KEYMAP_FULL);
	assert_int_equal(action, ACTION_PAGE_UP);
	assert_int_equal(keymap_find(&emacs, "thread", first, 2, &action), KEYMAP_FULL);
	assert_int_equal(action, ACTION_MOVE_FIRST);
	assert_int_equal(keymap_read(&emacs, "keys", "# mine\ninclude vi.keys\nbind common x palette\n", &e), 0);
	assert_int_equal(find(&emacs, "inbox", 'x'), ACTION_PALETTE);
	assert_int_equal(find(&emacs, "inbox", KEY_ESC_), ACTION_BACK);
	assert_true(keymap_keys(&vi, "inbox", ACTION_MOVE_FIRST, 2, &keys));
	assert_string_equal(keys.text, "Home  g g");
	str_release(&keys);
	keymap_release(&vi);
	keymap_release(&emacs);
}

static void write_map(const char *name, const char *text)
{
	char *path = paths_keymap(name);

	assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), 0);
	free(path);
}

static void assert_refused(const char *text, const char *place, const char *why)
{
	struct keymap map = { 0 };
	struct err e = { 0 };

	assert_int_equal(keymap_load(&map, NULL, NULL, &e), 0);
	size_t before = map.count;
	assert_int_equal(keymap_read(&map, "keys", text, &e), -1);
	assert_int_equal(e.code, ERR_FILE_SYNTAX);
	assert_non_null(strstr(e.arg[0], place));
	assert_non_null(strstr(e.arg[1], why));
	assert_int_equal(map.count, before);
	assert_int_equal(find(&map, "inbox", 'j'), ACTION_MOVE_DOWN);
	err_release(&e);
	keymap_release(&map);
}

static void test_includes_that_are_refused(void **state)
{
	char *usual = xstrdup(getenv("TWINLINE_DATA")), *own = xasprintf("%s/data", getenv("TMPDIR")), *maps = xasprintf("%s/keymaps", own);

	(void)state;
	assert_int_equal(file_make_dirs(maps, NULL), 0);
	setenv("TWINLINE_DATA", own, 1);
	write_map("round.keys", "# begins\n include about.keys\n");
	write_map("about.keys", "include round.keys\n");
	write_map("wrong.keys", "bind common j move-down\nbind common j move-sideways\n");
	write_map("empty.keys", "");
	struct keymap empty = including("empty.keys");

	assert_int_equal(empty.count, 0);
	keymap_release(&empty);
	assert_refused("include round.keys\n", "about.keys:1:9", "includes itself");
	assert_refused("include wrong.keys\n", "wrong.keys:2:15", "move-sideways");
	assert_refused("include none.keys\n", "keys:1:9", "none.keys");
	assert_refused("include ../keymaps/about.keys\n", "keys:1:9", "about.keys");
	assert_refused("include\n", "keys:1:1", "one keymap");
	assert_refused("include wrong.keys about.keys\n", "keys:1:1", "one keymap");
	assert_refused("bind common j open\ninclude wrong.keys\n", "keys:2:1", "before");
	assert_refused("include", "keys:1:1", "one keymap");
	setenv("TWINLINE_DATA", usual, 1);
	free(usual);
	free(own);
	free(maps);
}

static void test_errors_have_their_place(void **state)
{
	static const struct { const char *text, *place; } wrong[] = {
		{ "bnd common j move-down\n", "my.keys:1:1" },
		{ "# fine\nbind common <Dwn> move-down\n", "my.keys:2:13" },
		{ "bind common j move-sideways\n", "my.keys:1:15" },
		{ "bind common j\n", "my.keys:1:1" },
		{ "bind common a b c d move-down\n", "my.keys:1:19" },
		{ "\n\n  bind inbox <C-> open\n", "my.keys:3:14" },
		{ "bind inbux j open\n", "my.keys:1:6" },
		{ "bind inbox j open\n bind inbox j back\n", "my.keys:2:13" },
		{ "bind inbox j j open\nbind inbox j back\n", "my.keys:2:12" },
		{ "bind inbox j open\nbind inbox j j back\n", "my.keys:2:12" },
		{ "counts often\n", "my.keys:1:1" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct keymap map = { 0 };
		struct err e = { 0 };

		assert_int_equal(keymap_read(&map, "my.keys", wrong[i].text, &e), -1);
		assert_int_equal(e.code, ERR_FILE_SYNTAX);
		assert_string_equal(e.arg[0], wrong[i].place);
		assert_int_equal(map.count, 0);
		err_release(&e);
		keymap_release(&map);
	}
}

static void test_user_wins(void **state)
{
	struct keymap map = { 0 };
	struct err e = { 0 };
	enum action action = ACTION_NONE;
	const key_code chord[] = { 'g', '1' };

	(void)state;
	assert_int_equal(keymap_load(&map, NULL, NULL, &e), 0);
	assert_int_equal(keymap_read(&map, "my.keys", "unbind common j\nbind inbox k drop  # a note\n"
	                                              "bind common g 1 move-first\nbind common \xc3\xa9 reply\n", &e), 0);
	assert_int_equal(find(&map, "inbox", 'j'), ACTION_NONE);
	assert_int_equal(find(&map, "inbox", 'k'), ACTION_DROP);
	assert_int_equal(find(&map, "thread", 'k'), ACTION_MOVE_UP);
	assert_int_equal(find(&map, "thread", 0xe9), ACTION_REPLY);
	assert_int_equal(keymap_find(&map, "inbox", chord, 1, &action), KEYMAP_PREFIX);
	assert_int_equal(keymap_find(&map, "inbox", chord, 2, &action), KEYMAP_FULL);
	assert_int_equal(action, ACTION_MOVE_FIRST);
	keymap_release(&map);
}

/* What a file leaves without a key, and the line that did it; the map that was stays. */
static void assert_own_refused(const char *text, const char *place, const char *why)
{
	char *path = xasprintf("%s/keys", getenv("TMPDIR"));
	struct keymap map = { 0 };
	struct err e = { 0 };

	assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), 0);
	assert_int_equal(keymap_load(&map, "vi", path, &e), -1);
	assert_int_equal(e.code, ERR_FILE_SYNTAX);
	if (!strstr(e.arg[0], place) || !strstr(e.arg[1], why))
		fail_msg("%s: %s", e.arg[0], e.arg[1]);
	assert_int_equal(find(&map, "inbox", 'G'), ACTION_MOVE_LAST);
	assert_int_equal(find(&map, "inbox", '?'), ACTION_HELP);
	assert_true(map.counts);
	err_release(&e);
	keymap_release(&map);
	unlink(path);
	free(path);
}

static void test_no_map_takes_the_way_out(void **state)
{
	(void)state;
	assert_own_refused("bind common X help\nunbind common ?\nunbind common <F1>\nunbind common X\n", "keys:4:1", "help");
	assert_own_refused("bind inbox q open\nbind inbox <Esc> reply\nbind inbox j open\n", "keys:2:1", "back in inbox");
	assert_own_refused("unbind typing <Esc>\nunbind typing <C-c>\n", "keys:2:1", "stop-typing in typing");
	assert_own_refused("include default.keys\nunbind common ?\nunbind common h\nunbind common <F1>\n", "keys:4:1", "help");
	assert_own_refused("bind common G open\nbind common ? drop\nbind common x\n", "keys:3:1", "belong");
}

static void test_a_number_counts_where_the_map_says_so(void **state)
{
	struct keymap map = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(keymap_load(&map, NULL, NULL, &e), 0);
	assert_false(map.counts);
	assert_int_equal(keymap_read(&map, "keys", "counts\n", &e), 0);
	assert_true(map.counts);
	assert_int_equal(keymap_read(&map, "keys", "bind common X open\n", &e), 0);
	assert_true(map.counts);
	assert_int_equal(keymap_read(&map, "keys", "include default.keys\n", &e), 0);
	assert_false(map.counts);
	keymap_release(&map);
}

static void test_names(void **state)
{
	static const char *const names[] = { "j", "<Down>", "<C-x>", "<Space>", "<Hash>", "<Less>", "<C-_>", "<C-Space>", "\xce\xb6" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char back[KEY_NAME_SIZE];
		key_code key;

		assert_true(key_parse(names[i], (int)strlen(names[i]), &key));
		key_spell(key, back);
		assert_string_equal(back, names[i]);
	}
}

/* A key that stands in two contexts is shown once. */
static void test_keys_are_shown_once(void **state)
{
	struct keymap map = { 0 };
	struct str keys = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(keymap_load(&map, NULL, NULL, &e), 0);
	assert_true(keymap_keys(&map, "compose", ACTION_OPEN, 3, &keys));
	assert_string_equal(keys.text, "Enter");
	str_release(&keys);
	keymap_release(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_default),
		cmocka_unit_test(test_never_bound),
		cmocka_unit_test(test_actions_have_names),
		cmocka_unit_test(test_every_map_reaches_everything_on_every_screen),
		cmocka_unit_test(test_one_hand_reaches_everything),
		cmocka_unit_test(test_each_shipped_map_can_be_chosen),
		cmocka_unit_test(test_an_included_map_stands_in_the_place_of_the_default),
		cmocka_unit_test(test_includes_that_are_refused),
		cmocka_unit_test(test_errors_have_their_place),
		cmocka_unit_test(test_user_wins),
		cmocka_unit_test(test_no_map_takes_the_way_out),
		cmocka_unit_test(test_a_number_counts_where_the_map_says_so),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_keys_are_shown_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
