/* Every screen at every size that somebody may have: no row too wide, the cursor on what has the focus, no key that ends the program. */
#include "lib/suite.h"

#include "lib/space.h"
#include "lib/stage.h"
#include "lib/week.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/records/presence.h"
#include "twinline/text/cells.h"

/* The last part of Water diary. */
#define LAST_PART "4j<Enter><End>"

/* How each screen of src/ui/screens.c is come to, beside other looks of some. */
static const struct { const char *screen, *keys; } ways[] = {
	{ "home", "" }, { "inbox", "2" }, { "inbox", "2v" }, { "thread", "2<Enter>" }, { "info", "2<Enter>i" }, { "compose", "2c" },
	{ "compose", "2r" }, { "partners", "3" }, { "partners", "3<Tab>" }, { "person", "2:person<Enter>" }, { "projects", "4" },
	{ "project", "4<Enter>" }, { "project-form", "4j<Enter>e" }, { "calendar", "5" }, { "calendar", "5v" }, { "calendar", "5vv" },
	{ "event", "5vv<Enter>" }, { "event-form", "5c" }, { "profile", "6" }, { "support", "9" }, { "outbox", "0" }, { "help", "?" },
	{ "home", ":" }, { "settings", ":settings<Enter>" }, { "language", ":language<Enter>" }, { "keyboard", ":keyboard<Enter>" },
	{ "packet", ":packet<Enter>" }, { "sign-in", ":sign-in<Enter>" }, { "welcome", ":welcome<Enter>" },
	{ "found", "4c" }, { "found-from", "4c<C-x><Up><Up><Enter>" },
	{ "export", LAST_PART "<Enter>" }, { "about-project", LAST_PART "k<Enter>" }, { "project-mail", LAST_PART "kkk<Enter>" },
	{ "members", LAST_PART "kkkk<Enter>" }, { "invitation-form", LAST_PART "kkkk<Enter>ca@b.example<Enter>" }, { "project-state", LAST_PART "kkkkkkk<Enter>" },
	{ "project-journal", LAST_PART "kkkkkkkk<Enter>" }, { "bulletin", LAST_PART "kkkkkkkkk<Enter>" },
	{ "chat", LAST_PART "kkkkkkkkkk<Enter>" }, { "forum", LAST_PART "kkkkkkkkkkk<Enter>" },
	{ "forum-thread", LAST_PART "kkkkkkkkkkk<Enter>j<Enter>" }, { "updates", LAST_PART "kkkkkkkkkkkk<Enter>" },
	{ "comments", LAST_PART "kkkkkkkkkkkk<Enter><Home><Enter>" }, { "post-form", "4j<Enter>c" },
	{ "materials", LAST_PART "kkkkkkkkkkkkk<Enter>" }, { "material", LAST_PART "kkkkkkkkkkkkk<Enter><End><Enter>" },
	{ "material-form", LAST_PART "kkkkkkkkkkkkk<Enter><End>e" },
	{ "activities", LAST_PART "kkkkkkkkkkkkkk<Enter>" }, { "activity", LAST_PART "kkkkkkkkkkkkkk<Enter><Enter>" },
	{ "activity-form", LAST_PART "kkkkkkkkkkkkkk<Enter>c" },
	{ "pages", LAST_PART "kkkkkkkkkkkkkkk<Enter>" }, { "page", LAST_PART "kkkkkkkkkkkkkkk<Enter><Enter>" },
	{ "page-form", LAST_PART "kkkkkkkkkkkkkkk<Enter><Enter>e" },
	{ "project-find", LAST_PART "kkkkkkkkkkkkkkk<Enter>fweek<Enter>" }, { "public-pages", ":public-pages<Enter>" },
	{ "notices", ":notices<Enter>" }, { "notice", ":notices<Enter><Enter>" }, { "notice-form", ":notices<Enter>c" },
	{ "feed", ":feed<Enter>" }, { "phrases", "2c<Esc>:phrases<Enter>" }, { "suggestions", ":suggestions<Enter>" },
	{ "registration", ":registration<Enter>" },
	{ "profile-form", "6<Enter>" }, { "journal", ":journal<Enter>" },
	{ "leave-for-good", ":leave for good<Enter>" }, { "take-all", ":take-all<Enter>" }, { "devices", ":devices<Enter>" },
	{ "direction", ":direction<Enter>" },
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
		week_talk(s.f);
		week_notices(s.f);
		space_fill(s.f);
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
	static const char *const elsewhere[] = { "conflict", "register", "reset", "direction", "walls", "desk", "desk-case", "desk-reason",
		"desk-compare", "desk-paper", "registration-answer", "map",
		"pupils", "pupil-form", "pupil-mail", "pupil-letter", "pupil-mail-form",
	};

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

/* What is cut off comes into sight by sliding, and the next other key puts the line back. */
static void a_long_line_slides(void **state)
{
	struct stage s = stage_new();

	(void)state;
	week_fill(s.f);
	s.t = fixture_face(s.f, 5, 20, NULL);
	assert_true(terminal_wait_at(s.t, 1, "> answer contact:"));
	terminal_send(s.t, "<Right>");
	assert_true(terminal_wait_at(s.t, 1, "> t request: Ewa Kow"));
	terminal_send(s.t, "<Right><Right><Right><Right>");
	assert_true(terminal_wait_at(s.t, 1, "PL 15 Nov"));
	assert_true(terminal_wait_cursor(s.t, 1, 0));
	terminal_send(s.t, "<Left>");
	assert_true(terminal_wait_at(s.t, 1, "Ewa"));
	terminal_send(s.t, "<Left><Left><Left><Left>");
	assert_true(terminal_wait_at(s.t, 1, "> answer contact:"));
	terminal_send(s.t, "<Right>j");
	assert_true(terminal_wait_at(s.t, 1, "  answer contact:"));
	stage_end(&s);

	s = stage_new();
	week_fill(s.f);
	s.t = fixture_face(s.f, 24, 80, NULL);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "<Right>");
	assert_true(terminal_wait_at(s.t, -1, "This key does nothing here."));
	stage_end(&s);
}

/* On a wide terminal text keeps to what an eye can follow, and lists give the room to what was cut. */
static void a_wide_terminal_has_lines_that_can_be_read(void **state)
{
	struct stage s = stage_new();
	static const char text[] = "A sentence of some length that goes on and on so that it would fill a line of any terminal that one may "
	                           "have, however wide that may be, and would be read by nobody in that form.";
	static const char subject[] = "A subject that is cut on a terminal of eighty columns, and not on a wider one";

	(void)state;
	fixture_inbox(s.f);
	fixture_letter(s.f, &(struct fixture_letter){ .thread = "wide", .from = "Ewa Kowalska", .country = "PL", .subject = subject,
	                                              .text = text, .at = "2026-11-17T10:30" });
	s.t = fixture_face(s.f, 100, 300, NULL);
	assert_true(terminal_wait_idle(s.t));
	terminal_send(s.t, "2<Home>");
	assert_true(terminal_wait_text(s.t, subject));
	terminal_send(s.t, "<Enter>");
	assert_true(terminal_wait_text(s.t, "A sentence of some length"));
	for (int row = 2; row < 6; row++) {
		char *line = terminal_row(s.t, row);

		assert_true(cells_width(line) <= 2 + 72);
		free(line);
	}
	stage_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_screen_has_every_size),
		cmocka_unit_test(no_screen_is_left_out),
		cmocka_unit_test(a_long_line_slides),
		cmocka_unit_test(a_wide_terminal_has_lines_that_can_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
