/* Every screen at every size that somebody may have: no row too wide, the cursor on what has the focus, no key that ends the program. */
#include "lib/suite.h"

#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/records/presence.h"

/* How each screen of src/ui/screens.c is come to, beside other looks of some. */
static const struct { const char *screen, *keys; } ways[] = {
	{ "home", "" }, { "inbox", "2" }, { "inbox", "2v" }, { "thread", "2<Enter>" }, { "info", "2<Enter>i" }, { "compose", "2c" },
	{ "compose", "2r" }, { "partners", "3" }, { "partners", "3<Tab>" }, { "person", "2:person<Enter>" }, { "projects", "4" },
	{ "project", "4<Enter>" }, { "project-form", "4j<Enter>e" }, { "calendar", "5" }, { "calendar", "5v" }, { "calendar", "5vv" },
	{ "event", "5vv<Enter>" }, { "event-form", "5c" }, { "profile", "6" }, { "support", "9" }, { "outbox", "0" }, { "help", "?" },
	{ "home", ":" }, { "settings", ":settings<Enter>" }, { "language", ":language<Enter>" }, { "keyboard", ":keyboard<Enter>" },
	{ "packet", ":packet<Enter>" }, { "sign-in", ":sign-in<Enter>" }, { "welcome", ":welcome<Enter>" },
	{ "about-project", "4j<Enter><End><Enter>" }, { "members", "4j<Enter><End>kkk<Enter>" },
	{ "profile-form", "6<Enter>" }, { "journal", "0v" }, { "project-mail", "4j<Enter><End>kk<Enter>" },
	{ "leave", "6<End><Enter>" }, { "take-all", "6<End><Up><Enter>" }, { "devices", "6<End><Up><Up><Enter>" },
};

/* The screen that the face has on top. */
static char *screen_of(struct stage *s)
{
	struct presence nobody = { .fd = -1, .slot = -1, .state = s->f->paths.state };
	struct presence_other *others;
	int count = presence_others(&nobody, &others);
	const struct json *views = count ? json_get(others[0].place, "views") : NULL;
	const char *name = json_size(views) ? json_get_text(json_at(views, json_size(views) - 1), "screen") : NULL;
	char *copy = xstrdup(name ? name : "");

	for (int i = 0; i < count; i++)
		presence_release(&others[i]);
	free(others);
	return copy;
}

static void each_screen_has_every_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		struct stage s = stage_new();
		char *screen;

		print_message("# %s: %s\n", ways[i].screen, ways[i].keys);
		week_fill(s.f);
		s.t = fixture_face(s.f, 24, 80, i % 2 ? "el" : NULL);
		assert_true(terminal_wait_idle(s.t));
		if (*ways[i].keys)
			terminal_send(s.t, ways[i].keys);
		assert_true(terminal_wait_idle(s.t));
		screen = screen_of(&s);
		s.writes = strcmp(screen, "compose") == 0;
		assert_string_equal(screen, ways[i].screen);
		stage_try_sizes(&s, "<Down><Up>");
		free(screen);
		stage_end(&s);
	}
}

static bool is_tried(const char *screen)
{
	/* Their own tests try their sizes, for they need more than a week. */
	static const char *const elsewhere[] = { "conflict", "register", "reset", "direction" };

	for (size_t way = 0; way < ARRAY_SIZE(ways); way++)
		if (strcmp(ways[way].screen, screen) == 0)
			return true;
	for (size_t i = 0; i < ARRAY_SIZE(elsewhere); i++)
		if (strcmp(elsewhere[i], screen) == 0)
			return true;
	return false;
}

/* Each row "&screen_project_form," of the table is the screen project-form. */
static void no_screen_is_left_out(void **state)
{
	static const char row[] = "&screen_";
	char *path = xasprintf("%s/src/ui/screens.c", getenv("TWINLINE_SOURCE"));
	struct str table = { 0 };
	int count = 0;

	(void)state;
	assert_int_equal(file_read(path, 1 << 20, &table, NULL), 0);
	for (char *at = strstr(table.text, row); at; at = strstr(at, row), count++) {
		char *name = xstrndup(at + strlen(row), strcspn(at + strlen(row), ","));

		for (char *c = name; *c; c++)
			*c = *c == '_' ? '-' : *c;
		if (!is_tried(name))
			fail_msg("nobody tries the sizes of %s", name);
		free(name);
		at += strlen(row);
	}
	assert_true(count >= (int)ARRAY_SIZE(ways) / 2);
	str_release(&table);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_screen_has_every_size),
		cmocka_unit_test(no_screen_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
