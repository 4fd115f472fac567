/* Expected screens: compared with tests/ui/screens/NAME.txt, or written there. */
#include "lib/screens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { SCREEN_FILE_MAX = 256 * 1024 };

static char *screen_text(const struct terminal *t)
{
	int row, col;
	char *rows = terminal_text(t);
	terminal_cursor(t, &row, &col);
	char *text = xasprintf("%scursor %d,%d%s\n", rows, row, col, terminal_cursor_visible(t) ? "" : " hidden");
	free(rows);
	return text;
}

/* Writes the lines of both that are not equal. */
static void show_difference(const char *name, const char *expected, const char *shown)
{
	fprintf(stderr, "screen %s is another (UPDATE=1 writes it anew):\n", name);
	for (int line = 0; *expected || *shown; line++) {
		size_t a = strcspn(expected, "\n"), b = strcspn(shown, "\n");
		if (a != b || strncmp(expected, shown, a) != 0)
			fprintf(stderr, "%2d expected |%.*s|\n   shown    |%.*s|\n", line, (int)a, expected, (int)b, shown);
		expected += a + (expected[a] == '\n');
		shown += b + (shown[b] == '\n');
	}
}

static bool is_expected(const char *shown, const char *name)
{
	const char *source = getenv("TWINLINE_SOURCE"), *update = getenv("UPDATE");
	char *path = xasprintf("%s/tests/ui/screens/%s.txt", source ? source : ".", name);
	struct str expected = { 0 };
	struct err e = { 0 };
	bool same;

	if (update && *update) {
		same = file_write(path, shown, strlen(shown), 0644, &e) == 0;
	} else {
		same = file_read(path, SCREEN_FILE_MAX, &expected, &e) == 0 && strcmp(expected.text, shown) == 0;
		if (!same)
			show_difference(name, expected.text ? expected.text : "", shown);
	}
	str_release(&expected);
	err_release(&e);
	free(path);
	return same;
}

bool screen_is(struct terminal *t, const char *name)
{
	char *shown = screen_text(t);
	bool same = is_expected(shown, name);

	free(shown);
	return same;
}

void screens_add(struct str *screens, struct terminal *t, const char *heading)
{
	char *shown = screen_text(t);

	str_addf(screens, "== %s\n%s", heading, shown);
	free(shown);
}

bool screens_are(const struct str *screens, const char *name)
{
	return is_expected(screens->text, name);
}
