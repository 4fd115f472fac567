/* Keymaps: the default loads, errors name their place, contexts fall back, what is unbound is unbound. */
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
		if (a != ACTION_SIGN_IN && !keymap_keys(&map, context, (enum action)a, 3, &keys))
			fail_msg("%s has no key", actions[a].name);
		str_release(&keys);
	}
	keymap_release(&map);
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
	static const char *const names[] = { "j", "<Down>", "<C-x>", "<Space>", "<Hash>", "<Less>", "\xce\xb6" };

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
		cmocka_unit_test(test_errors_have_their_place),
		cmocka_unit_test(test_user_wins),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_keys_are_shown_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
