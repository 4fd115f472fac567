/* What the keys that other programs of the kind were measured at cost here. */
#include "bench/steps.h"

#include <stddef.h>

#include "bench/peers.h"
#include "bench/report.h"
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

struct samples { double bytes[SAMPLES_MAX]; size_t count; };

static void settle(struct terminal *t)
{
	if (!terminal_wait_idle(t))
		die("the face does not rest");
}

static void do_step(struct terminal *t, const struct step *step, struct samples *samples)
{
	for (int i = 0; i < step->times && samples->count < SAMPLES_MAX; i++) {
		terminal_mark(t);
		terminal_send(t, step->keys);
		settle(t);
		samples->bytes[samples->count++] = (double)terminal_bytes(t);
	}
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

static void tell(const char *step, const char *term, double bytes)
{
	struct cost cost = { .up = -1, .down = -1, .seconds = -1, .terminal = bytes };

	peers_report(step, step, term, &cost);
}

/* What the portal has found for a word, in the place of what is kept here. */
static void search(struct terminal *t, const char *term)
{
	terminal_send(t, "3");
	settle(t);
	terminal_send(t, "fprimary");
	settle(t);
	terminal_mark(t);
	terminal_send(t, "<Enter>");
	if (!terminal_wait_at(t, 0, "found"))
		die("the portal has found nothing");
	tell("search", term, (double)terminal_bytes(t));
}

void bench_steps(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(terms); i++) {
		struct terminal *t = terminal_start(&(struct terminal_options){ .argv = (const char *[]){ "twinline", NULL }, .term = terms[i] });
		struct samples samples[ARRAY_SIZE(steps)] = { 0 };

		if (!terminal_wait_at(t, -1, "?"))
			die("no full screen on %s", terms[i]);
		for (int group = 0; group < (int)ARRAY_SIZE(groups); group++)
			do_group(t, group, samples);
		for (size_t j = 0; j < ARRAY_SIZE(steps); j++)
			tell(steps[j].name, terms[i], report_median(samples[j].bytes, samples[j].count));
		search(t, terms[i]);
		terminal_free(t);
	}
}
