/* What a program in a terminal shows, and the bytes that it took. */
#include <stdlib.h>
#include <string.h>

#include "lib/stream.h"
#include "lib/terminal.h"
#include "lib/terminal_state.h"

/* --- looking --------------------------------------------------------------------------------- */

static void add_utf8(struct str *out, uint32_t code)
{
	if (code < 0x80) {
		str_addc(out, (char)code);
		return;
	}
	int more = code >= 0x10000 ? 3 : code >= 0x800 ? 2 : 1;
	static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };
	str_addc(out, (char)(lead[more] | code >> (6 * more)));
	while (more-- > 0)
		str_addc(out, (char)(0x80 | ((code >> (6 * more)) & 0x3f)));
}

char *terminal_cells(const struct terminal *t, int row, int from, int count)
{
	struct str out = { 0 };
	size_t used = 0;
	str_add(&out, "");
	row = row < 0 ? t->rows + row : row;
	for (int col = from; col < from + count && col < t->cols; col++) {
		VTermScreenCell cell;
		if (!vterm_screen_get_cell(t->screen, (VTermPos){ .row = row, .col = col }, &cell))
			break;
		if (cell.chars[0] == (uint32_t)-1) /* the right half of a wide character */
			continue;
		if (!cell.chars[0])
			memcpy(cell.chars, (uint32_t[]){ ' ', 0 }, 2 * sizeof *cell.chars);
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			add_utf8(&out, cell.chars[i]);
		if (cell.chars[0] != ' ')
			used = out.len;
	}
	str_cut(&out, used);
	return str_detach(&out);
}

char *terminal_row(const struct terminal *t, int row)
{
	return terminal_cells(t, row, 0, t->cols);
}

char *terminal_text(const struct terminal *t)
{
	struct str out = { 0 };
	for (int row = 0; row < t->rows; row++) {
		char *text = terminal_row(t, row);
		str_add(&out, text);
		str_addc(&out, '\n');
		free(text);
	}
	return str_detach(&out);
}

bool terminal_shows(const struct terminal *t, const char *text)
{
	char *all = terminal_text(t);
	bool shows = strstr(all, text) != NULL;
	free(all);
	return shows;
}

void terminal_cursor(const struct terminal *t, int *row, int *col)
{
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &at);
	*row = at.row;
	*col = at.col;
}

bool terminal_cursor_visible(const struct terminal *t)
{
	return t->cursor_visible;
}

bool terminal_alternate(const struct terminal *t)
{
	return t->alternate;
}

void terminal_size(const struct terminal *t, int *rows, int *cols)
{
	*rows = t->rows;
	*cols = t->cols;
}

pid_t terminal_pid(const struct terminal *t)
{
	return t->pid;
}

void *terminal_screen(const struct terminal *t)
{
	return t->screen;
}

/* --- the bytes ------------------------------------------------------------------------------- */

size_t terminal_bytes(const struct terminal *t)
{
	return t->raw.len - t->mark;
}

int64_t terminal_first_ns(const struct terminal *t)
{
	return t->first_ns ? t->first_ns - t->marked_ns : -1;
}

int64_t terminal_last_ns(const struct terminal *t)
{
	return t->first_ns ? t->last_ns - t->marked_ns : -1;
}

const char *terminal_raw(const struct terminal *t, size_t *len)
{
	*len = t->raw.len;
	return t->raw.text ? t->raw.text : "";
}

int terminal_queries(const struct terminal *t)
{
	return t->queries;
}

char *terminal_offence(const struct terminal *t)
{
	return stream_offence(t->raw.text ? t->raw.text : "", t->raw.len);
}
