/* Keymaps: all that are shipped load and reach everything, errors name their place, contexts fall back, what is unbound is unbound. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/ui/keymap.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/paths.h"

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
	assert_int_equal(keymap_load(&map, NULL, &e), 0);
	assert_int_equal(find(&map, "inbox", 'j'), ACTION_MOVE_DOWN);
	assert_int_equal(find(&map, "inbox", KEY_DOWN_), ACTION_MOVE_DOWN);
	assert_int_equal(find(&map, "typing", 'j'), ACTION_NONE); /* letters type in a field */
	assert_int_equal(find(&map, "typing", 'x' & 0x1f), ACTION_FINISH);
	assert_int_equal(find(&map, "inbox", 'x' & 0x1f), ACTION_NONE);
	keymap_release(&map);
}

/* What national layouts send from command keys stays unbound for ever (screens.md section 2). */
static void test_never_bound(void **state)
{
	static const char never[] = ";,.'\"()-_&+![]%b";
	struct keymap map = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(keymap_load(&map, NULL, &e), 0);
	for (const char *c = never; *c; c++)
		for (size_t i = 0; i < map.count; i++)
			if (map.bindings[i].keys[0] == (key_code)*c)
				fail_msg("%c is bound", *c);
	keymap_release(&map);
}

/* What the default map leaves to the palette. */
static bool is_of_the_palette(enum action action)
{
	switch (action) {
	case ACTION_PACKET:
	case ACTION_LANGUAGE:
	case ACTION_WELCOME:
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

static void test_every_action_is_reachable(void **state)
{
	struct keymap map = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(keymap_load(&map, NULL, &e), 0);
	for (int a = 1; a < ACTION_COUNT; a++) {
		struct str keys = { 0 };
		const char *context = actions[a].group == GROUP_TYPING ? "typing" : "common";

		assert_non_null(actions[a].name);
		assert_true(strlen(actions[a].help) > 0);
		assert_int_equal(action_of(actions[a].name), a);
		if (!is_of_the_palette((enum action)a) && !keymap_keys(&map, context, (enum action)a, 3, &keys))
			fail_msg("%s has no key", actions[a].name);
		str_release(&keys);
	}
	keymap_release(&map);
}

/* A map in the place of the default, as a file `keys` asks for it. */
static struct keymap including(const char *name)
{
	char *line = xasprintf("include %s\n", name);
	struct keymap map = { 0 };
	struct err e = { 0 };

	assert_int_equal(keymap_load(&map, NULL, &e), 0);
	if (keymap_read(&map, "keys", line, &e) != 0)
		fail_msg("%s: %s", e.arg[0], e.arg[1]);
	free(line);
	return map;
}

/* True if a binding of the action does it where it stands: no longer or later binding hides it. */
static bool reaches(const struct keymap *map, enum action action)
{
	for (size_t i = 0; i < map->count; i++) {
		const struct keymap_binding *binding = &map->bindings[i];
		enum action means = ACTION_NONE;
		int count = 0;

		while (count < KEYMAP_CHORD_MAX && binding->keys[count])
			count++;
		if (binding->action == action && keymap_find(map, binding->context, binding->keys, count, &means) == KEYMAP_FULL && means == action)
			return true;
	}
	return false;
}

static void test_every_shipped_map_reaches_what_the_default_does(void **state)
{
	struct keymap usual = including("default.keys");
	char *directory = paths_keymap("");
	DIR *listing = opendir(directory);
	struct dirent *entry;
	int read = 0;

	(void)state;
	assert_non_null(listing);
	while ((entry = readdir(listing))) {
		if (entry->d_name[0] == '.')
			continue;
		struct keymap map = including(entry->d_name);

		for (int a = 1; a < ACTION_COUNT; a++)
			if (reaches(&usual, (enum action)a) && !reaches(&map, (enum action)a))
				fail_msg("%s does not reach %s", entry->d_name, actions[a].name);
		keymap_release(&map);
		read++;
	}
	assert_true(read >= 3);
	closedir(listing);
	free(directory);
	keymap_release(&usual);
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

	assert_int_equal(keymap_load(&map, NULL, &e), 0);
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
	assert_int_equal(keymap_load(&map, NULL, &e), 0);
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
	assert_int_equal(keymap_load(&map, NULL, &e), 0);
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
		cmocka_unit_test(test_every_action_is_reachable),
		cmocka_unit_test(test_every_shipped_map_reaches_what_the_default_does),
		cmocka_unit_test(test_an_included_map_stands_in_the_place_of_the_default),
		cmocka_unit_test(test_includes_that_are_refused),
		cmocka_unit_test(test_errors_have_their_place),
		cmocka_unit_test(test_user_wins),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_keys_are_shown_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
