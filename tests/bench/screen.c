/* Start-up, keys and memory of the face, beside a near-optimal painter and a trivial ncurses program. */
#include "bench/screen.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report.h"
#include "lib/frame.h"
#include "lib/painter.h"
#include "lib/process.h"
#include "lib/terminal.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

enum { STARTS = 15, STEPS_MAX = 128 };

/* The last line of a full screen. */
static const char *const full_screen = "? keys";

static bool wait_full(struct terminal *t)
{
	for (;;) {
		char *row = terminal_row(t, -1);
		bool full = strstr(row, full_screen) != NULL;
		free(row);
		if (full || terminal_ended(t) || !terminal_read(t, TERMINAL_PATIENCE_MS))
			return full;
	}
}

static void quit(struct terminal *t)
{
	terminal_send(t, "Q");
	terminal_wait_exit(t, NULL);
	terminal_free(t);
}

void bench_startup(struct world *w, const char *name, double aim)
{
	double samples[STARTS];
	for (int i = -1; i < STARTS; i++) { /* the first one warms up */
		struct terminal *t = world_face(w, 24, 80, NULL);
		if (!wait_full(t))
			die("no full screen");
		if (i >= 0)
			samples[i] = (double)terminal_last_ns(t) / 1e6;
		if (!terminal_wait_idle(t))
			die("the face does not rest");
		quit(t);
	}
	report(name, report_median(samples, STARTS), "ms", "aim", aim);
}

/* --- keys ------------------------------------------------------------------------------------ */

/* One kind of key, and what its presses cost. */
struct kind {
	const char *name, *keys;
	bool against_trivial; /* its ratio is to the trivial program; else to the painter */
	double bytes_aim;     /* 0: none */
	size_t bytes, painter, trivial, cells, cell_bytes;
	size_t count;
	double samples[STEPS_MAX], first[STEPS_MAX], last[STEPS_MAX];
};

enum { DOWN, PAGE, PAGE_BACK, OPEN, BACK, KINDS };

struct session {
	struct kind kinds[KINDS];
	struct terminal *t;
	struct frame frames[STEPS_MAX + 1];
	int steps[STEPS_MAX]; /* the kind of each step */
	int count;
};

static void press(struct session *s, int kind)
{
	struct kind *k = &s->kinds[kind];
	struct frame *before = &s->frames[s->count];
	if (s->count == STEPS_MAX)
		bug("more than %d steps", STEPS_MAX);
	terminal_mark(s->t);
	terminal_send(s->t, k->keys);
	if (!terminal_wait_idle(s->t))
		die("no answer to %s", k->name);
	s->frames[s->count + 1] = frame_take(s->t);
	s->steps[s->count++] = kind;
	size_t cell_bytes;
	k->cells += (size_t)frame_changes(before, before + 1, &cell_bytes);
	k->cell_bytes += cell_bytes;
	k->bytes += terminal_bytes(s->t);
	k->painter += painter_bytes(&painter_xterm, before, before + 1);
	k->samples[k->count] = (double)terminal_bytes(s->t);
	k->first[k->count] = (double)terminal_first_ns(s->t) / 1e6;
	k->last[k->count++] = (double)terminal_last_ns(s->t) / 1e6;
}

/* The same frames, the same keys, the plain way. */
static void run_trivial(struct session *s, const char *dir)
{
	char *path = xasprintf("%s/frames", dir), *program = xasprintf("%s/tests/bench/trivial", getenv("TWINLINE_PROGRAMS"));
	FILE *file = fopen(path, "wb");
	for (int i = 0; i <= s->count; i++)
		if (!file || !frame_write(&s->frames[i], file))
			die("%s cannot be written", path);
	fclose(file);
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = (const char *[]){ program, path, NULL } });
	if (!terminal_wait_idle(t))
		die("%s does not rest", program);
	for (int i = 0; i < s->count; i++) {
		terminal_mark(t);
		terminal_send(t, " ");
		if (!terminal_wait_idle(t))
			die("no answer of %s", program);
		s->kinds[s->steps[i]].trivial += terminal_bytes(t);
	}
	terminal_free(t);
	free(path);
	free(program);
}

static void tell(struct kind *k, const char *what, double value, const char *unit, const char *against, double other)
{
	char *name = xasprintf("%s-%s", k->name, what);
	report(name, value, unit, against, other);
	free(name);
}

static void tell_kind(struct kind *k)
{
	double count = (double)k->count, bytes = (double)k->bytes / count;
	double painter = (double)k->painter / count, trivial = (double)k->trivial / count;
	if (k->bytes_aim > 0)
		tell(k, "bytes", report_median(k->samples, k->count), "bytes", "aim", k->bytes_aim);
	else
		tell(k, "bytes", bytes, "bytes", "near-optimal painter", painter);
	tell(k, "cells", (double)k->cells / count, "cells", NULL, 0);
	tell(k, "limit", (double)k->cell_bytes / count, "bytes", NULL, 0);
	tell(k, "painter", painter, "bytes", NULL, 0);
	tell(k, "trivial", trivial, "bytes", NULL, 0);
	double other = k->against_trivial ? trivial : painter;
	tell(k, "ratio", other > 0 ? bytes / other : 0, "times",
	     k->against_trivial ? "trivial ncurses program" : "near-optimal painter", 1);
	tell(k, "first", report_median(k->first, k->count), "ms", NULL, 0);
	tell(k, "last", report_median(k->last, k->count), "ms", NULL, 0);
}

void bench_keys(struct world *w)
{
	struct session s = { .kinds = {
		[DOWN] = { .name = "down", .keys = "j", .against_trivial = true, .bytes_aim = 12 },
		[PAGE] = { .name = "page", .keys = "<PgDn>" },
		[PAGE_BACK] = { .name = "page-back", .keys = "<PgUp>" },
		[OPEN] = { .name = "open", .keys = "<Enter>" },
		[BACK] = { .name = "back", .keys = "q" },
	} };
	s.t = world_face(w, 24, 80, NULL);
	if (!terminal_wait_at(s.t, -1, full_screen))
		die("no full screen");
	terminal_send(s.t, "2<Home>"); /* the inbox */
	if (!terminal_wait_idle(s.t))
		die("the face does not rest");
	s.frames[0] = frame_take(s.t);
	for (int i = 0; i < 20; i++)
		press(&s, DOWN);
	/* The whole list is some two pages long: there and back. */
	for (int i = 0; i < 6; i++) {
		press(&s, PAGE);
		press(&s, PAGE_BACK);
	}
	for (int i = 0; i < 8; i++) {
		press(&s, OPEN);
		press(&s, BACK);
		press(&s, DOWN);
	}
	int64_t memory = process_peak_kib(terminal_pid(s.t));
	quit(s.t);
	run_trivial(&s, w->dir);
	for (int i = 0; i < KINDS; i++)
		tell_kind(&s.kinds[i]);
	report("face-memory", (double)memory, "KiB", "aim", 8192);
	for (int i = 0; i <= s.count; i++)
		frame_release(&s.frames[i]);
}

/* --- the two set-ups ------------------------------------------------------------------------- */

/* Bytes to the terminal while an action is looked for by its name, a letter at a time. */
static double typing_costs(struct world *w, const char *terminal_line)
{
	static const char *const letters[] = { "s", "e", "t", "t", "i", "n" };
	int set = world_run("twinline", (const char *const[]){ "settings", "terminal-line", terminal_line, NULL }, NULL, NULL);
	struct terminal *t = world_face(w, 24, 80, NULL);
	if (set != 0 || !terminal_wait_at(t, -1, full_screen))
		die("no full screen");
	terminal_send(t, ":");
	if (!terminal_wait_idle(t))
		die("the face does not rest");
	terminal_mark(t);
	for (size_t i = 0; i < ARRAY_SIZE(letters); i++) {
		terminal_send(t, letters[i]);
		if (!terminal_wait_idle(t))
			die("the face does not rest");
	}
	if (!terminal_wait_text(t, "> settings"))
		die("there are no matches");
	double bytes = (double)terminal_bytes(t);
	terminal_send(t, "<Esc>");
	quit(t);
	return bytes;
}

void bench_set_ups(struct world *w)
{
	double home = typing_costs(w, "fast"), host = typing_costs(w, "slow");
	report("typing-at-home-bytes", home, "bytes", NULL, 0);
	report("typing-over-ssh-bytes", host, "bytes", "at home", home);
}
