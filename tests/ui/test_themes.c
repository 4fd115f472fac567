/* Themes on the screens: each shows the same text, what has a meaning looks so, and no colour is sent where none is wanted. */
#include "lib/suite.h"

#include "lib/frame.h"
#include "lib/space.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const char *const themes[] = { "monochrome", "contrast", "colour-safe", "light", "dark" };
static const char *const ways[] = { "", "2", "2<Enter>", "4", "0", "2y" };

static void set_theme(const struct fixture *f, const char *theme)
{
	char *line = xasprintf("theme = %s\n", theme);

	stage_settings(f, line);
	free(line);
}

static struct terminal *start(struct fixture *f, const char *theme, const char *no_colour)
{
	char *now = xasprintf("TWINLINE_NOW=%s", f->now);
	const char *const argv[] = { "twinline", NULL }, *const environment[] = { now, "LANGUAGE=en", no_colour, NULL };
	struct terminal *t;

	set_theme(f, theme);
	t = terminal_start(&(struct terminal_options){ .argv = argv, .environment = environment });
	assert_true(terminal_wait_idle(t));
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

/* The looks of high contrast, each of which is another one. */
enum {
	CONTRAST_TITLE = FRAME_BOLD | (7 + 1) << FRAME_FOREGROUND_SHIFT | (0 + 1) << FRAME_BACKGROUND_SHIFT,
	CONTRAST_STATE = FRAME_BOLD | (3 + 1) << FRAME_FOREGROUND_SHIFT | (0 + 1) << FRAME_BACKGROUND_SHIFT,
	CONTRAST_ALERT = FRAME_BOLD | (0 + 1) << FRAME_FOREGROUND_SHIFT | (3 + 1) << FRAME_BACKGROUND_SHIFT
};

/* True if a row reads word from a cell on, which is the first of a word. */
static bool reads(const struct terminal *t, const struct frame *frame, int row, int col, const char *word)
{
	char *text = terminal_cells(t, row, col, frame->cols - col);
	bool does = starts_with(text, word) && (col == 0 || cell_is_blank(frame_cell(frame, row, col - 1)));

	free(text);
	return does;
}

/* How the word looks where it stands first; its last cell looks as its first does. */
static uint32_t look_of(struct terminal *t, const char *word)
{
	struct frame frame = frame_take(t);
	int cells = frame.rows * frame.cols, at = 0;
	uint32_t look;

	while (at < cells && !reads(t, &frame, at / frame.cols, at % frame.cols, word))
		at++;
	assert_true(at < cells);
	look = frame_cell(&frame, at / frame.cols, at % frame.cols)->attributes;
	assert_int_equal(frame_cell(&frame, at / frame.cols, at % frame.cols + (int)strlen(word) - 1)->attributes, look);
	frame_release(&frame);
	return look;
}

static void fill_all(struct fixture *f)
{
	static const char counted[] = "{\"asOf\":\"2026-11-17T08:12:00Z\",\"projects\":[{\"id\":\"prj2aaaa\",\"title\":\"Rivers\","
	                              "\"state\":\"active\",\"becomes\":\"handedOn\",\"next\":{\"id\":\"peva2aaa\",\"name\":\"Eva\"}}]}";
	char *card = xasprintf("{'id':'%s','rev':1,'name':'Ewa Kowalska','country':'PL'}", fixture_person(f, "Ewa Kowalska"));

	week_fill(f);
	week_talk(f);
	week_notices(f);
	space_fill(f);
	fixture_put(f, "Person", card);
	fixture_put(f, "Report", "{'id':'raaaaaaa','rev':1,'reason':'spam','state':'waiting','since':'2026-11-12T09:00:00Z'}");
	assert_int_equal(store_set_fact(&f->store, "leaving", counted, NULL), 0);
	free(card);
}

#define MEMBERS "4j<Enter><End>kkkk<Enter>"

/* What has a meaning has its look on every screen, wide and narrow: what waits, what is wrong, what must not be missed. */
static void each_screen_has_its_looks(void **state)
{
	static const struct { const char *keys; int cols; const char *word; uint32_t look; } rows[] = {
		{ "?", 80, "Keys in Home.", CONTRAST_TITLE },
		{ "2", 80, "answer", CONTRAST_STATE }, { "4", 80, "answer", CONTRAST_STATE }, { "4", 40, "answer", CONTRAST_STATE },
		{ "3", 80, "asks you", CONTRAST_STATE }, { "3", 40, "asks you", CONTRAST_STATE },
		{ "5", 80, "maybe", CONTRAST_STATE }, { "5v", 80, "maybe", CONTRAST_STATE }, { "5vv", 80, "maybe", CONTRAST_STATE },
		{ "5", 40, "maybe", CONTRAST_STATE }, { "5vv", 40, "maybe", CONTRAST_STATE },
		{ "9", 80, "waiting", CONTRAST_STATE }, { "9", 40, "waiting", CONTRAST_STATE },
		{ MEMBERS, 80, "invited, 14 Nov", CONTRAST_STATE }, { MEMBERS, 40, "invited", CONTRAST_STATE },
		{ "4c<Tab>Rivers<Tab>", 80, "needed, filled", 0 }, { "4cx<Tab>", 80, "No contact of yours", CONTRAST_ALERT },
		{ "4cx<Tab>", 40, "No contact of", CONTRAST_ALERT }, { "4cx<Tab>", 80, "needed", CONTRAST_STATE },
		{ "6<End><Enter>", 80, "Rivers, name who carries on", CONTRAST_ALERT }, { "6<End><Enter>", 40, "Rivers, name", CONTRAST_ALERT },
		{ ":notices<Enter>", 80, "new", CONTRAST_STATE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct stage s = stage_new();

		print_message("# %s at %d: %s\n", rows[i].keys, rows[i].cols, rows[i].word);
		fill_all(s.f);
		set_theme(s.f, "contrast");
		s.t = fixture_face(s.f, 24, rows[i].cols, NULL);
		assert_true(terminal_wait_idle(s.t));
		terminal_send(s.t, rows[i].keys);
		assert_true(terminal_wait_text(s.t, rows[i].word));
		assert_int_equal(look_of(s.t, rows[i].word), rows[i].look);
		stage_end(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_theme_shows_the_same),
		cmocka_unit_test(a_state_looks_like_one),
		cmocka_unit_test(without_a_wish_nothing_is_coloured),
		cmocka_unit_test(each_screen_has_its_looks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
