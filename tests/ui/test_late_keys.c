/* A key whose Esc came alone: whatever that did is taken back when the rest follows within a second, and the key is done. */
#include "lib/suite.h"

#include "lib/stage.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

enum { PATIENCE_MS = 1000, TRIES = 8 };

/* A place to be, what Esc does there, the rest of a key, and what is shown after it. */
struct way {
	const char *name, *keys, *rest;
	const char *before, *after_escape; /* texts on the screen */
	const char *map; /* keys of the user's own file; NULL: the default */
};

static const struct way ways[] = {
	{ "first screen", "", "[B", "Home", "This is the first screen", NULL },
	{ "screen", "2<Down><Enter>", "[B", "1 message", "7 unread of 214", NULL },
	{ "screen, application mode", "2<Down><Enter>", "OB", "1 message", "7 unread of 214", NULL },
	{ "screen, four bytes", "2<Down><Enter>", "[6~", "1 message", "7 unread of 214", NULL },
	{ "help", "?", "[B", "next line", "7 unread", NULL },
	{ "palette", ":setti", "[D", ": setti", "? keys", NULL },
	{ "prompt", "2ffoto", "[D", "Find: foto", "? keys", NULL },
	{ "question", "<C-c><C-c>", "[C", "1 stay", "? keys", NULL },
	{ "field", "cEwa Kow", "[D", "Ewa Kow", "Ewa Kow", NULL },
	{ "letter", "cEwa Kowalska<Enter>Photos<Esc>", "[A", "Photos", "7 unread", NULL },
	{ "what was found", "2fwater<Enter>", "[B", "found: water", "7 unread of 214", NULL },
	{ "a map where Esc begins keys", "2", "[B", "7 unread of 214", "7 unread of 214", "include emacs.keys\n" },
	{ "calendar", "5v", "[C", "week 47", "Calendar", NULL },
};

/* All that is shown, and where the cursor is; yours. */
static char *look(struct terminal *t)
{
	int row, col;
	char *text = terminal_text(t), *all;

	terminal_cursor(t, &row, &col);
	all = xasprintf("%scursor at %d,%d\n", text, row, col);
	free(text);
	return all;
}

static void go(struct stage *s, const struct way *way)
{
	char *path;

	*s = stage_new();
	path = xasprintf("%s/keys", s->f->paths.config);
	assert_int_equal(file_write(path, way->map ? way->map : "", way->map ? strlen(way->map) : 0, 0600, NULL), 0);
	free(path);
	fixture_inbox(s->f);
	s->t = fixture_face(s->f, 24, 80, NULL);
	assert_true(terminal_wait_idle(s->t));
	terminal_send(s->t, way->keys);
	assert_true(terminal_wait_idle(s->t));
	if (!terminal_shows(s->t, way->before))
		fail_msg("%s: %s", way->name, terminal_text(s->t));
}

/* False if this computer was too slow for the rest to come within the second. */
static bool try(const struct way *way, char *shown_by_key)
{
	struct stage s;
	char *after;
	int64_t began;
	bool in_time;

	go(&s, way);
	began = clock_monotonic_ms();
	terminal_send_bytes(s.t, "\033", 1);
	assert_true(terminal_wait_esc(s.t));
	if (!terminal_shows(s.t, way->after_escape))
		fail_msg("%s, after Esc: %s", way->name, terminal_text(s.t));
	for (const char *byte = way->rest; *byte; byte++) {
		terminal_send_bytes(s.t, byte, 1);
		assert_true(terminal_wait_idle(s.t));
	}
	in_time = clock_monotonic_ms() - began < PATIENCE_MS;
	after = look(s.t);
	if (in_time && strcmp(after, shown_by_key) != 0)
		fail_msg("%s: is\n%s, not\n%s", way->name, after, shown_by_key);
	free(after);
	stage_end(&s);
	return in_time;
}

/* What the key does when it comes in one piece. */
static char *by_key(const struct way *way)
{
	struct stage s;
	char *key = xasprintf("\033%s", way->rest), *after;

	go(&s, way);
	terminal_send_bytes(s.t, key, strlen(key));
	assert_true(terminal_wait_idle(s.t));
	after = look(s.t);
	free(key);
	stage_end(&s);
	return after;
}

static void what_esc_did_is_taken_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		char *expected = by_key(&ways[i]);
		int tries = 0;

		print_message("# %s\n", ways[i].name);
		while (!try(&ways[i], expected))
			assert_true(++tries < TRIES);
		free(expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_esc_did_is_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
