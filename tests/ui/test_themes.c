/* Themes on the screens: each shows the same text, what has a meaning looks so, and no colour is sent where none is wanted. */
#include "lib/suite.h"

#include "lib/frame.h"
#include "lib/stage.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

static const char *const themes[] = { "monochrome", "contrast", "colour-safe", "light", "dark" };
static const char *const ways[] = { "", "2", "2<Enter>", "4", "0", "2y" };

static struct terminal *start(struct fixture *f, const char *theme, const char *no_colour)
{
	char *now = xasprintf("TWINLINE_NOW=%s", f->now), *path = xasprintf("%s/settings", f->paths.config);
	char *line = xasprintf("theme = %s\n", theme);
	const char *const argv[] = { "twinline", NULL }, *const environment[] = { now, "LANGUAGE=en", no_colour, NULL };
	struct terminal *t;

	assert_int_equal(file_write(path, line, strlen(line), 0600, NULL), 0);
	t = terminal_start(&(struct terminal_options){ .argv = argv, .environment = environment });
	assert_true(terminal_wait_idle(t));
	free(line);
	free(path);
	free(now);
	return t;
}

/* Which attributes the first word of a row has. */
static uint32_t look_at(struct terminal *t, int row, int col)
{
	struct frame frame = frame_take(t);
	uint32_t attributes = frame_cell(&frame, row, col)->attributes;

	frame_release(&frame);
	return attributes;
}

static void each_theme_shows_the_same(void **state)
{
	(void)state;
	for (size_t way = 0; way < ARRAY_SIZE(ways); way++) {
		char *expected = NULL;

		for (size_t i = 0; i < ARRAY_SIZE(themes); i++) {
			struct fixture *f = stage_new().f;
			struct terminal *t;
			char *text;

			fixture_inbox(f);
			t = start(f, themes[i], NULL);
			if (*ways[way]) {
				terminal_send(t, ways[way]);
				assert_true(terminal_wait_idle(t));
			}
			text = terminal_text(t);
			if (expected)
				assert_string_equal(text, expected);
			free(i ? text : NULL);
			expected = i ? expected : text;
			terminal_free(t);
			fixture_free(f);
		}
		free(expected);
	}
}

static void a_state_looks_like_one(void **state)
{
	static const struct { const char *theme; uint32_t title, word; } rows[] = {
		{ "monochrome", 0, 0 },
		{ "contrast", FRAME_BOLD, FRAME_BOLD },
		{ "colour-safe", FRAME_BOLD, 0 },
		{ "dark", FRAME_BOLD, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct fixture *f = stage_new().f;
		struct terminal *t;

		fixture_inbox(f);
		t = start(f, rows[i].theme, NULL);
		assert_int_equal(look_at(t, 0, 0) & ((1u << FRAME_FLAGS) - 1), rows[i].title);
		assert_int_equal(look_at(t, 1, 2) & ((1u << FRAME_FLAGS) - 1), rows[i].word);
		assert_int_equal(look_at(t, 1, 2) >> FRAME_FLAGS != 0, i > 0);
		assert_int_equal(look_at(t, 1, 20), 0);
		terminal_free(t);
		fixture_free(f);
	}
}

/* No bytes are spent on looks where nobody knows the background, or NO_COLOR is set. */
static void without_a_wish_nothing_is_coloured(void **state)
{
	static const char *const environments[] = { NULL, "NO_COLOR=1" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(environments); i++) {
		struct fixture *f = stage_new().f;
		struct terminal *t;
		const char *raw;
		size_t len;

		fixture_inbox(f);
		t = start(f, "auto", environments[i]);
		terminal_send(t, "2");
		assert_true(terminal_wait_idle(t));
		raw = terminal_raw(t, &len);
		assert_null(memmem(raw, len, "\033[3", strlen("\033[3")));
		assert_null(memmem(raw, len, "\033[1m", strlen("\033[1m")));
		terminal_free(t);
		fixture_free(f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_theme_shows_the_same),
		cmocka_unit_test(a_state_looks_like_one),
		cmocka_unit_test(without_a_wish_nothing_is_coloured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
