/* What the keys that other programs of the kind were measured at cost here. */
#include "bench/steps.h"

#include <stddef.h>

#include "bench/peers.h"
#include "bench/report.h"
#include "lib/frame.h"
#include "lib/process.h"
#include "lib/terminal.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"

enum { SAMPLES_MAX = 64 };

static const char *const terms[] = { "xterm-256color", "vt100" };

/* A step and the keys for it; how often it is done at a time, and which of the groups it belongs to. */
static const struct step { const char *name, *keys; int times, group; } steps[] = {
	{ "down", "j", 30, 0 },
	{ "page-down", "<Space>", 1, 1 },
	{ "top", "<Home>", 1, 1 },
	{ "open", "<Enter>", 1, 2 },
	{ "back", "q", 1, 2 },
	{ "down-after", "j", 1, 2 },
	{ "next-day", "<Right>", 30, 3 },
	{ "next-week", "<Down>", 20, 3 },
	{ "next-month", "<Space>", 10, 3 },
	{ "prev-day", "<Left>", 20, 3 },
};

/* Keys before each group, and how often it is gone through. */
static const struct { const char *keys; int times; } groups[] = { { "2<Home>", 1 }, { "<Home>", 6 }, { "<Home>", 8 }, { "5", 1 } };

struct samples {
	double bytes[SAMPLES_MAX], ms[SAMPLES_MAX], cpu[SAMPLES_MAX];
	double written, cells, text; /* by all */
	size_t count;
};

static void settle(struct terminal *t)
{
	if (!terminal_wait_idle(t))
		die("the face does not rest");
}

static void press(struct terminal *t, const char *keys, struct samples *samples)
{
	struct frame before = frame_take(t), after;
	int64_t cpu = process_cpu_ns(terminal_pid(t));
	size_t cell_bytes;

	terminal_mark(t);
	terminal_send(t, keys);
	settle(t);
	samples->cpu[samples->count] = (double)(process_cpu_ns(terminal_pid(t)) - cpu) / 1e6;
	samples->ms[samples->count] = (double)terminal_first_ns(t) / 1e6;
	samples->bytes[samples->count++] = (double)terminal_bytes(t);
	after = frame_take(t);
	samples->cells += frame_changes(&before, &after, &cell_bytes);
	samples->text += (double)cell_bytes;
	samples->written += (double)terminal_bytes(t);
	frame_release(&before);
	frame_release(&after);
}

static void do_step(struct terminal *t, const struct step *step, struct samples *samples)
{
	for (int i = 0; i < step->times && samples->count < SAMPLES_MAX; i++)
		press(t, step->keys, samples);
}

static void do_group(struct terminal *t, int group, struct samples samples[])
{
	terminal_send(t, groups[group].keys);
	settle(t);
	for (int i = 0; i < groups[group].times; i++)
		for (size_t j = 0; j < ARRAY_SIZE(steps); j++)
			if (steps[j].group == group)
				do_step(t, &steps[j], &samples[j]);
}

static void tell(const char *step, const char *term, struct samples *samples)
{
	struct cost cost = cost_none;

	cost.terminal = report_median(samples->bytes, samples->count);
	if (samples->cells > 0) {
		cost.cell = samples->written / samples->cells;
		cost.text = samples->written / samples->text;
	}
	cost.ms = report_median(samples->ms, samples->count);
	cost.cpu = report_median(samples->cpu, samples->count);
	peers_report(step, step, term, &cost);
}

/* What the portal has found for a word, in the place of what is kept here. */
static void search(struct terminal *t, const char *term)
{
	struct cost cost = cost_none;

	terminal_send(t, "3");
	settle(t);
	terminal_send(t, "fprimary");
	settle(t);
	terminal_mark(t);
	terminal_send(t, "<Enter>");
	if (!terminal_wait_at(t, 0, "found"))
		die("the portal has found nothing");
	cost.terminal = (double)terminal_bytes(t);
	peers_report("search", "search", term, &cost);
}

/* From its beginning to the whole screen; memory is told at the end. */
static struct terminal *start(const char *term, struct cost *cost)
{
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = (const char *[]){ "twinline", NULL }, .term = term });

	if (!terminal_wait_at(t, -1, "?"))
		die("no full screen on %s", term);
	*cost = cost_none;
	cost->terminal = (double)terminal_bytes(t);
	cost->ms = (double)terminal_last_ns(t) / 1e6;
	cost->cpu = (double)process_cpu_ns(terminal_pid(t)) / 1e6;
	return t;
}

void bench_steps(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(terms); i++) {
		struct samples samples[ARRAY_SIZE(steps)] = { 0 };
		struct cost cost;
		struct terminal *t = start(terms[i], &cost);

		for (int group = 0; group < (int)ARRAY_SIZE(groups); group++)
			do_group(t, group, samples);
		for (size_t j = 0; j < ARRAY_SIZE(steps); j++)
			tell(steps[j].name, terms[i], &samples[j]);
		search(t, terms[i]);
		cost.memory = (double)process_peak_kib(terminal_pid(t));
		peers_report("start", "start", terms[i], &cost);
		terminal_free(t);
	}
}
