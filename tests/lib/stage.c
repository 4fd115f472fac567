/* A face in a terminal over a store of the test's. */
#include "lib/stage.h"

#include <sched.h>
#include <sys/resource.h>

#include "lib/process.h"
#include "lib/screens.h"
#include "lib/suite.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"

struct stage stage_new(void)
{
	return (struct stage){ .f = fixture_new("2026-11-17T10:37:40Z") };
}

struct terminal *stage_inbox_face(struct fixture *f, int rows, int cols, const char *language)
{
	struct terminal *t = fixture_face(f, rows, cols, language);

	assert_true(terminal_wait_idle(t));
	terminal_send(t, "2");
	assert_true(terminal_wait_idle(t));
	return t;
}

struct stage stage_inbox(int rows, int cols)
{
	struct stage s = stage_new();

	fixture_inbox(s.f);
	s.t = stage_inbox_face(s.f, rows, cols, NULL);
	return s;
}

void stage_looks(struct stage *s, const char *wide, const char *narrow)
{
	assert_true(screen_is(s->t, wide));
	terminal_resize(s->t, 12, 40);
	assert_true(terminal_wait_idle(s->t));
	assert_true(screen_is(s->t, narrow));
}

void stage_open_water(struct stage *s)
{
	assert_true(terminal_wait_text(s->t, "Ewa Kowalska"));
	terminal_send(s->t, "4");
	assert_true(terminal_wait_text(s->t, "Baba Marta"));
	terminal_send(s->t, "j<Enter>");
	assert_true(terminal_wait_at(s->t, 0, "Water diary"));
}

void stage_go_to(struct terminal *t, const char *begins)
{
	for (int i = 0; i < 40; i++) {
		int row, column;
		char *line;
		bool is_there;

		assert_true(terminal_wait_idle(t));
		terminal_cursor(t, &row, &column);
		line = terminal_row(t, row);
		is_there = strlen(line) > 2 && strncmp(line + 2, begins, strlen(begins)) == 0;
		free(line);
		if (is_there)
			return;
		terminal_send(t, "<Down>");
	}
	fail_msg("no line begins with %s", begins);
}

void stage_settings(const struct fixture *f, const char *text)
{
	char *path = xasprintf("%s/settings", f->paths.config);

	assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), 0);
	free(path);
}

void stage_tell(const struct stage *s, const char *packet)
{
	int64_t sleeps = process_sleeps(terminal_pid(s->t));

	fixture_tell(s->f, packet);
	while (process_sleeps(terminal_pid(s->t)) == sleeps)
		sched_yield();
}

void stage_fill_disk(const struct stage *s, bool full)
{
	struct rlimit limit;

	assert_int_equal(prlimit(terminal_pid(s->t), RLIMIT_FSIZE, NULL, &limit), 0);
	limit.rlim_cur = full ? 1 : limit.rlim_max;
	assert_int_equal(prlimit(terminal_pid(s->t), RLIMIT_FSIZE, &limit, NULL), 0);
}

void stage_end(struct stage *s)
{
	char *offence = terminal_offence(s->t);

	assert_null(offence);
	terminal_free(s->t);
	fixture_free(s->f);
}

/* The row of the cursor has something to read. */
static void assert_focus_shows(struct terminal *t)
{
	int row, col;
	char *text;

	terminal_cursor(t, &row, &col);
	text = terminal_row(t, row);
	if (!*text) {
		char *all = terminal_text(t);

		fail_msg("the cursor is at %d,%d of\n%s", row, col, all);
	}
	free(text);
}

void stage_try_sizes(struct stage *s, const char *keys)
{
	static const int sizes[][2] = {
		{ 5, 20 }, { 100, 300 }, { 1, 1 }, { 8, 30 }, { 3, 80 }, { 1, 10 }, { 12, 40 }, { 24, 61 }, { 24, 59 }, { 24, 80 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		terminal_resize(s->t, sizes[i][0], sizes[i][1]);
		assert_true(terminal_wait_idle(s->t));
		if (keys) {
			terminal_send(s->t, keys);
			assert_true(terminal_wait_idle(s->t));
		}
		for (int row = 0; row < sizes[i][0]; row++) {
			char *text = terminal_row(s->t, row);

			assert_true(cells_width(text) <= sizes[i][1]);
			free(text);
		}
		if (!s->writes && sizes[i][1] > 1) /* the last cell of all is never written */
			assert_focus_shows(s->t);
	}
}

void stage_open_part(struct terminal *t, const char *name)
{
	stage_go_to(t, name);
	terminal_send(t, "<Enter>");
}

void stage_add_file(struct terminal *t, const char *path)
{
	stage_go_to(t, "Add a file");
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_at(t, -1, "File:"));
	terminal_send(t, "<C-u>");
	terminal_paste(t, path);
	terminal_send(t, "<Enter>");
}
