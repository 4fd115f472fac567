/* A terminal by its entry of terminfo. */
#include "lib/entry_terminal.h"

#include <curses.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#undef lines
#undef columns

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/cells.h"

/* Those from OP_COLUMN to OP_TAB need to know where the cursor is. */
enum op {
	OP_NONE, OP_GO, OP_ROW, OP_HOME, OP_CLEAR, OP_TO_END_OF_ALL,
	OP_COLUMN, OP_RIGHT, OP_LEFT, OP_UP, OP_REVERSE, OP_DOWN, OP_RETURN, OP_TO_END, OP_ERASE, OP_INSERT, OP_DELETE, OP_INSERT_LINES,
	OP_DELETE_LINES, OP_TAB,
	OP_REGION, OP_SCROLL_UP, OP_SCROLL_DOWN, OP_ON, OP_OFF
};

struct command { char *bytes; size_t len; enum op op; int a, b; };

/* By their capabilities; or the bytes of those that ECMA-48's terminals know, or ignore, without any. */
static const struct { const char *on, *off; } modes[] = {
	{ "\033[8l", "\033[8h" }, { "\033[?2026h", "\033[?2026l" }, { "\033[?1006;1000h", "\033[?1006;1000l" },
	{ "smcup", "rmcup" }, { "smkx", "rmkx" }, { "BE", "BD" }, { "civis", "cnorm" }, { "smso", "rmso" }, { "smul", "rmul" },
	{ "bold", "sgr0" }, { "dim", "sgr0" }, { "rev", "sgr0" },
};

struct entry_terminal {
	int rows, cols;
	struct command *commands;
	size_t count;
	char **cells; /* rows * cols; NULL: blank; "": the right half of a wide character */
	int row, col; /* row -1: not known */
	int top, bottom;
	bool is_dec; /* its region is set as DEC's terminals do it */
	bool on[ARRAY_SIZE(modes)], had[ARRAY_SIZE(modes)];
	char *offence;
};

static struct str *collected;

static int collect(int byte)
{
	str_addc(collected, (char)byte);
	return byte;
}

static const char *text_of(const char *name)
{
	const char *text = tigetstr(name);

	return text && text != (const char *)-1 ? text : NULL;
}

/* What tputs makes of a capability: no padding is sent to a pseudo-terminal. */
static void add(struct entry_terminal *t, const char *text, enum op op, int a, int b)
{
	struct str out = { 0 };

	if (!text || !*text)
		return;
	collected = &out;
	tputs(text, 1, collect);
	t->commands = xrealloc(t->commands, t->count + 1, sizeof *t->commands);
	t->commands[t->count++] = (struct command){ out.text, out.len, op, a, b };
}

/* A number that is left out of an address of ECMA-48 (CUP) is 1. */
static void learn_short_addresses(struct entry_terminal *t)
{
	bool is_ecma = starts_with(text_of("cup"), "\033[%i%p1%d;%p2%dH");

	for (int row = 0; is_ecma && row < t->rows; row++) {
		char *bytes = xasprintf("\033[%dH", row + 1);

		add(t, bytes, OP_GO, row, 0);
		free(bytes);
	}
	for (int col = 0; is_ecma && col < t->cols; col++) {
		char *bytes = xasprintf("\033[;%dH", col + 1);

		add(t, bytes, OP_GO, 0, col);
		free(bytes);
	}
}

static void learn_moves(struct entry_terminal *t)
{
	static const struct { const char *name; enum op op; } counted[] = {
		{ "hpa", OP_COLUMN }, { "vpa", OP_ROW }, { "cuf", OP_RIGHT }, { "cub", OP_LEFT }, { "cuu", OP_UP }, { "cud", OP_DOWN },
		{ "ech", OP_ERASE }, { "ich", OP_INSERT }, { "dch", OP_DELETE }, { "il", OP_INSERT_LINES }, { "dl", OP_DELETE_LINES }, { "indn", OP_SCROLL_UP }, { "rin", OP_SCROLL_DOWN },
	};
	static const struct { const char *name; enum op op; } single[] = {
		{ "cuf1", OP_RIGHT }, { "cub1", OP_LEFT }, { "cuu1", OP_UP }, { "cud1", OP_DOWN }, { "cr", OP_RETURN }, { "home", OP_HOME },
		{ "ich1", OP_INSERT }, { "dch1", OP_DELETE }, { "ht", OP_TAB }, { "clear", OP_CLEAR }, { "el", OP_TO_END }, { "ed", OP_TO_END_OF_ALL }, { "ind", OP_DOWN }, { "ri", OP_REVERSE },
	};

	for (size_t i = 0; i < ARRAY_SIZE(single); i++)
		add(t, text_of(single[i].name), single[i].op, 1, 0);
	for (size_t i = 0; i < ARRAY_SIZE(counted); i++)
		for (int n = 0; n <= (t->cols > t->rows ? t->cols : t->rows) && text_of(counted[i].name); n++)
			add(t, tiparm(text_of(counted[i].name), n), counted[i].op, n, 0);
	for (int row = 0; row < t->rows; row++)
		for (int col = 0; col < t->cols; col++)
			add(t, tiparm(text_of("cup"), row, col), OP_GO, row, col);
	for (int top = 0; top < t->rows && text_of("csr"); top++)
		for (int bottom = top; bottom < t->rows; bottom++)
			add(t, tiparm(text_of("csr"), top, bottom), OP_REGION, top, bottom);
	if (t->is_dec)
		add(t, "\033[r", OP_REGION, 0, t->rows - 1);
	learn_short_addresses(t);
	add(t, "\r", OP_RETURN, 0, 0); /* C0 means the same everywhere */
	add(t, "\b", OP_LEFT, 1, 0);
}

static void learn_modes(struct entry_terminal *t)
{
	bool is_ecma = starts_with(text_of("cup"), "\033[");

	for (int i = 0; i < (int)ARRAY_SIZE(modes); i++) {
		bool is_known = *modes[i].on != '\033';

		add(t, is_known ? text_of(modes[i].on) : is_ecma ? modes[i].on : NULL, OP_ON, i, 0);
		add(t, is_known ? text_of(modes[i].off) : is_ecma ? modes[i].off : NULL, OP_OFF, i, 0);
		add(t, is_ecma && strcmp(modes[i].off, "sgr0") == 0 ? "\033[m" : NULL, OP_OFF, i, 0);
	}
	for (int colour = 0; colour < 16 && text_of("setaf"); colour++) {
		add(t, tiparm(text_of("setaf"), colour), OP_NONE, 0, 0);
		add(t, tiparm(text_of("setab"), colour), OP_NONE, 0, 0);
	}
	add(t, text_of("op"), OP_NONE, 0, 0);
	add(t, text_of("rmir"), OP_NONE, 0, 0); /* curses makes sure of these at first */
	add(t, text_of("smam"), OP_NONE, 0, 0);
	add(t, text_of("enacs"), OP_NONE, 0, 0);
	add(t, text_of("rmacs"), OP_NONE, 0, 0);
}

static void blank(struct entry_terminal *t, int row, int from, int to)
{
	for (int col = from; col < to; col++) {
		free(t->cells[row * t->cols + col]);
		t->cells[row * t->cols + col] = NULL;
	}
}

static void make(struct entry_terminal *t, int rows, int cols)
{
	t->rows = rows;
	t->cols = cols;
	t->cells = xcalloc((size_t)(rows * cols), sizeof *t->cells);
	t->is_dec = text_of("csr") && starts_with(text_of("csr"), "\033[%i%p1%d;%p2%dr");
	t->row = -1;
	t->top = 0;
	t->bottom = rows - 1;
	learn_moves(t);
	learn_modes(t);
}

static void unmake(struct entry_terminal *t)
{
	for (size_t i = 0; i < t->count; i++)
		free(t->commands[i].bytes);
	free(t->commands);
	t->commands = NULL;
	t->count = 0;
	for (int row = 0; row < t->rows; row++)
		blank(t, row, 0, t->cols);
	free(t->cells);
}

struct entry_terminal *entry_terminal_new(const char *name, int rows, int cols)
{
	struct entry_terminal *t;
	int found;

	if (setupterm(name, 1, &found) != OK)
		return NULL;
	t = xcalloc(1, sizeof *t);
	make(t, rows, cols);
	return t;
}

void entry_terminal_free(struct entry_terminal *t)
{
	unmake(t);
	free(t->offence);
	free(t);
	del_curterm(cur_term);
}

const char *entry_terminal_capability(const struct entry_terminal *t, const char *name)
{
	(void)t;
	return text_of(name);
}

void entry_terminal_resize(struct entry_terminal *t, int rows, int cols)
{
	unmake(t);
	make(t, rows, cols);
}

static void offend(struct entry_terminal *t, const char *what, const char *bytes, size_t len)
{
	struct str text = { 0 };

	if (t->offence)
		return;
	str_addf(&text, "%s:", what);
	for (size_t i = 0; i < len && i < 24; i++)
		str_addf(&text, (unsigned char)bytes[i] > ' ' && bytes[i] < 0x7f ? " %c" : " %02x", (unsigned char)bytes[i]);
	t->offence = str_detach(&text);
}

static void shift_lines(struct entry_terminal *t, int up)
{
	for (int n = up > 0 ? up : -up; n > 0; n--) {
		int gone = up > 0 ? t->top : t->bottom, height = t->bottom - t->top;
		char **from = t->cells + (up > 0 ? t->top + 1 : t->top) * t->cols, **to = t->cells + (up > 0 ? t->top : t->top + 1) * t->cols;

		blank(t, gone, 0, t->cols);
		memmove(to, from, (size_t)(height * t->cols) * sizeof *to);
		memset(t->cells + (up > 0 ? t->bottom : t->top) * t->cols, 0, (size_t)t->cols * sizeof *to);
	}
}

/* From the cursor's row to the region's end; the cursor comes to the beginning of its row. */
static void shift_below(struct entry_terminal *t, int up)
{
	int top = t->top;

	t->top = t->row;
	shift_lines(t, up);
	t->top = top;
	t->col = 0;
}

/* The rest of the row goes to the right, or to the left. */
static void shift_cells(struct entry_terminal *t, int right)
{
	char **row = t->cells + t->row * t->cols;
	int by = right > 0 ? right : -right, left = t->cols - t->col - by;

	if (right > 0) {
		blank(t, t->row, t->cols - by, t->cols);
		memmove(row + t->col + by, row + t->col, (size_t)left * sizeof *row);
		memset(row + t->col, 0, (size_t)by * sizeof *row);
	} else {
		blank(t, t->row, t->col, t->col + by);
		memmove(row + t->col, row + t->col + by, (size_t)left * sizeof *row);
		memset(row + t->cols - by, 0, (size_t)by * sizeof *row);
	}
}

static void line_down(struct entry_terminal *t)
{
	if (t->row == t->bottom)
		shift_lines(t, 1);
	else if (t->row < t->rows - 1)
		t->row++;
}

static void line_up(struct entry_terminal *t, const struct command *c)
{
	if (t->row != t->top)
		t->row -= t->row > 0;
	else if (c->op == OP_REVERSE)
		shift_lines(t, -1);
}

static void run(struct entry_terminal *t, const struct command *c)
{
	if (c->op >= OP_COLUMN && c->op <= OP_TAB && t->row < 0) {
		offend(t, "a move from somewhere", c->bytes, c->len);
		return;
	}
	switch (c->op) {
	case OP_GO:
		t->row = c->a;
		t->col = c->b;
		break;
	case OP_COLUMN:
		t->col = c->a;
		break;
	case OP_ROW:
		t->row = c->a;
		break;
	case OP_RIGHT:
		t->col += c->a;
		break;
	case OP_LEFT:
		t->col -= c->a;
		break;
	case OP_UP:
	case OP_REVERSE:
		for (int n = 0; n < c->a; n++)
			line_up(t, c);
		break;
	case OP_DOWN:
		for (int n = 0; n < c->a; n++)
			line_down(t);
		break;
	case OP_RETURN:
		t->col = 0;
		break;
	case OP_HOME:
	case OP_CLEAR:
		t->row = t->col = 0;
		for (int row = 0; c->op == OP_CLEAR && row < t->rows; row++)
			blank(t, row, 0, t->cols);
		break;
	case OP_TO_END:
		blank(t, t->row, t->col, t->cols);
		break;
	case OP_TO_END_OF_ALL:
		for (int row = t->row < 0 ? 0 : t->row; row < t->rows; row++)
			blank(t, row, row == t->row ? t->col : 0, t->cols);
		break;
	case OP_ERASE:
		blank(t, t->row, t->col, t->col + c->a < t->cols ? t->col + c->a : t->cols);
		break;
	case OP_INSERT:
	case OP_DELETE:
		shift_cells(t, c->op == OP_INSERT ? c->a : -c->a);
		break;
	case OP_INSERT_LINES:
	case OP_DELETE_LINES:
		shift_below(t, c->op == OP_INSERT_LINES ? -c->a : c->a);
		break;
	case OP_TAB:
		t->col = (t->col / 8 + 1) * 8 < t->cols ? (t->col / 8 + 1) * 8 : t->cols - 1;
		break;
	case OP_REGION:
		t->top = c->a;
		t->bottom = c->b;
		t->row = t->is_dec ? 0 : -1;
		t->col = 0;
		break;
	case OP_SCROLL_UP:
		shift_lines(t, c->a);
		break;
	case OP_SCROLL_DOWN:
		shift_lines(t, -c->a);
		break;
	case OP_ON:
		t->on[c->a] = t->had[c->a] = true;
		break;
	case OP_OFF:
		for (size_t i = 0; i < ARRAY_SIZE(modes); i++) /* sgr0 ends several */
			if (strcmp(modes[i].off, modes[c->a].off) == 0 || (strcmp(modes[c->a].off, "sgr0") == 0 && strncmp(modes[i].on, "sm", 2) == 0 &&
			    (strcmp(modes[i].on, "smso") == 0 || strcmp(modes[i].on, "smul") == 0)))
				t->on[i] = false;
		break;
	case OP_NONE:
		break;
	}
}

static void put(struct entry_terminal *t, const char *cluster, size_t len, int cells)
{
	if (t->row < 0 || t->col + cells > t->cols) {
		offend(t, "text where the cursor is not known", cluster, len);
		return;
	}
	if (t->row == t->rows - 1 && t->col + cells == t->cols)
		offend(t, "text in the last cell of all", cluster, len);
	blank(t, t->row, t->col, t->col + cells);
	t->cells[t->row * t->cols + t->col] = xstrndup(cluster, len);
	if (cells == 2)
		t->cells[t->row * t->cols + t->col + 1] = xstrdup("");
	t->col += cells;
	if (t->col == t->cols)
		t->row = -1; /* some are in the next row now, some wait */
}

/* A character so often: what was sent is how the entry says so; 0: it does not. */
static size_t repeated(const struct entry_terminal *t, const char *bytes, size_t len, int *times)
{
	const char *rep = text_of("rep");

	for (*times = t->cols; rep && *times > 1; (*times)--) {
		const char *text = tiparm(rep, (unsigned char)*bytes, *times);

		if (strlen(text) <= len && memcmp(text, bytes, strlen(text)) == 0)
			return strlen(text);
	}
	return 0;
}

static const struct command *command_at(const struct entry_terminal *t, const char *bytes, size_t len)
{
	const struct command *found = NULL;

	for (size_t i = 0; i < t->count; i++)
		if (t->commands[i].len <= len && (!found || t->commands[i].len > found->len) &&
		    memcmp(t->commands[i].bytes, bytes, t->commands[i].len) == 0)
			found = &t->commands[i];
	return found;
}

void entry_terminal_write(struct entry_terminal *t, const char *bytes, size_t len)
{
	for (size_t at = 0; at < len && !t->offence;) {
		const struct command *c = (unsigned char)bytes[at] < ' ' || bytes[at] == 0x7f ? command_at(t, bytes + at, len - at) : NULL;
		int cells = 0, times = 1;
		size_t step;

		if (c) {
			run(t, c);
			at += c->len;
			continue;
		}
		if ((unsigned char)bytes[at] < ' ' || bytes[at] == 0x7f) {
			offend(t, "nothing of the entry's", bytes + at, len - at);
			return;
		}
		step = repeated(t, bytes + at, len - at, &times);
		for (int i = 0; step && i < times; i++)
			put(t, bytes + at, 1, 1);
		if (!step) {
			step = cells_cluster(bytes + at, len - at, &cells);
			put(t, bytes + at, step, cells);
		}
		at += step;
	}
}

char *entry_terminal_row(const struct entry_terminal *t, int row)
{
	struct str text = { 0 };
	size_t used = 0;

	str_add(&text, "");
	for (int col = 0; col < t->cols; col++) {
		const char *cell = t->cells[row * t->cols + col];

		str_add(&text, cell ? cell : " ");
		if (cell && strcmp(cell, " ") != 0)
			used = text.len;
	}
	str_cut(&text, used);
	return str_detach(&text);
}

void entry_terminal_cursor(const struct entry_terminal *t, int *row, int *col)
{
	*row = t->row;
	*col = t->col;
}

const char *entry_terminal_offence(const struct entry_terminal *t)
{
	return t->offence;
}

char *entry_terminal_modes(const struct entry_terminal *t)
{
	struct str names = { 0 };

	str_add(&names, "");
	for (size_t i = 0; i < ARRAY_SIZE(modes); i++)
		if (t->on[i])
			str_addf(&names, "%s%s", names.len ? " " : "", modes[i].on);
	return str_detach(&names);
}

bool entry_terminal_had(const struct entry_terminal *t, const char *capability)
{
	for (size_t i = 0; i < ARRAY_SIZE(modes); i++)
		if (strcmp(modes[i].on, capability) == 0)
			return t->had[i];
	return false;
}
