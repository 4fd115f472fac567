/*
 * The soak: run after run, two people write while everything goes wrong that a seed can think of, and at the end of each run
 * what they typed is where it belongs, once and in order. The last line is "writes N lost N doubled N reordered N".
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "check.h"
#include "fault.h"
#include "ground.h"
#include "sabotage.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/option.h"
#include "twinline/records/outbox.h"
#include "writer.h"

enum { SETTLE_TRIES = 40, SETTLE_STEP = 40 /* seconds, more than anything is held */ };

static int64_t runs = 1, seed = 1, writes = 60;
static int64_t sabotage;
static bool verbose, are_disks_small;

static const struct option_row rows[] = {
	{ "runs", OPTION_INTEGER, "N", 1, 1000000, &runs, "So many runs, each with the seed after the last one's." },
	{ "seed", OPTION_INTEGER, "S", 0, INT32_MAX, &seed, "The first run's seed." },
	{ "writes", OPTION_INTEGER, "N", 1, PLAN_OPS_MOST, &writes, "So many writes a run." },
	{ "sabotage", OPTION_CHOICE, SABOTAGES, 0, 0, &sabotage, "A relay that lies, to see whether it is found out." },
	{ "verbose", OPTION_FLAG, NULL, 0, 0, &verbose, "Shows every plan." },
	{ 0 },
};

static void pass(int microseconds)
{
	struct timespec time = { .tv_nsec = (long)microseconds * 1000 };
	nanosleep(&time, NULL);
}

static void do_step(struct ground *g, struct plan *plan, const struct step *step)
{
	struct writer writer;
	fault_begin(step, g);
	writer_start(&writer, g, plan, step);
	ground_ask(g, 1 - step->client);
	pass(step->strike_us / 2);
	ground_ask(g, step->client);
	pass(step->strike_us / 2);
	fault_strike(step, g, &writer);
	writer_end(&writer, plan);
	ground_ask(g, step->client);
	pass(step->work_us);
	if (step->lifts)
		fault_end(step->fault, g);
}

static bool is_settled(const struct ground *g, int client)
{
	struct store s;
	struct outbox_counts counts;
	struct err e = { 0 };
	ground_store(g, client, &s);
	if (outbox_counts(&s, &counts, &e) != 0)
		die("no counts: %s", err_name(e.code));
	store_close(&s);
	return counts.held + counts.waiting + counts.sending + counts.marks == 0;
}

/* All is well again: what is held falls due as the clock goes on, and what waits goes. */
static void settle(struct ground *g)
{
	bool all = false;
	fault_end_all(g);
	for (int i = 0; i < SETTLE_TRIES && !all; i++) {
		*g->ahead[SIDE_CLIENT] += SETTLE_STEP;
		all = true;
		for (int client = 0; client < PLAN_CLIENTS; client++)
			all = ground_sync(g, client) && is_settled(g, client) && all;
	}
	/* What came last from one is fetched by the other. */
	for (int i = 0; i < 2 * PLAN_CLIENTS; i++)
		ground_sync(g, i % PLAN_CLIENTS);
}

static struct verdict do_run(struct ground *g, struct plan *plan, FILE *why)
{
	struct verdict v = { 0 };
	ground_begin(g, plan, sabotage_meddler((enum sabotage)sabotage));
	for (int i = 0; i < plan->step_count; i++)
		do_step(g, plan, &plan->steps[i]);
	v.lost += !ground_portal_lives(g, why);
	settle(g);
	v.lost += !ground_portal_lives(g, why);
	check_views(g, &v, why);
	ground_end(g);
	check_ledger(g, plan, &v, why);
	return v;
}

/* One a layout; each is made when the first run needs it. */
static struct ground grounds[LAYOUTS];
static bool are_open[LAYOUTS];

static struct ground *ground_for(const struct plan *plan)
{
	if (!are_open[plan->layout])
		ground_open(&grounds[plan->layout], plan->layout);
	are_open[plan->layout] = true;
	return &grounds[plan->layout];
}

/* A run with what is wrong told once it is known that something is. */
static struct verdict run(uint64_t with_seed)
{
	struct plan *plan = xcalloc(1, sizeof *plan);
	char *text = NULL;
	size_t len = 0;
	FILE *why = open_memstream(&text, &len);
	plan_make(plan, with_seed, (int)writes);
	if (sabotage != SABOTAGE_NONE && plan->layout == LAYOUT_TLS)
		plan->layout = LAYOUT_PLAIN; /* nobody lies about what they cannot read */
	struct ground *g = ground_for(plan);
	struct verdict v = do_run(g, plan, why);
	are_disks_small = g->are_small;
	fclose(why);
	if (verbose || verdict_faults(&v) > 0) {
		plan_print(plan, stdout);
		printf("%srun of seed %" PRIu64 ": writes %d lost %d doubled %d reordered %d\n", text, with_seed, v.writes, v.lost, v.doubled,
		       v.reordered);
		fflush(stdout);
	}
	free(text);
	free(plan);
	return v;
}

int main(int argc, char **argv)
{
	struct verdict all = { 0 };
	struct err e = { 0 };
	int words;
	if (option_parse(rows, argc, argv, &words, &e) != 0 || words > 0) {
		fprintf(stderr, "soak: %s %s\n", err_name(e.code), e.arg[0] ? e.arg[0] : "");
		return 2;
	}
	signal(SIGXFSZ, SIG_IGN); /* where files cannot grow, that is an error and no death */
	for (int64_t i = 0; i < runs; i++) {
		struct verdict v = run((uint64_t)(seed + i));
		all.writes += v.writes;
		all.lost += v.lost;
		all.doubled += v.doubled;
		all.reordered += v.reordered;
	}
	for (int i = 0; i < LAYOUTS; i++)
		if (are_open[i])
			ground_close(&grounds[i]);
	printf("%" PRId64 " runs from seed %" PRId64 "%s\n", runs, seed,
	       are_disks_small ? "" : "; no small disks to be had here: files could not grow instead");
	printf("writes %d lost %d doubled %d reordered %d\n", all.writes, all.lost, all.doubled, all.reordered);
	return verdict_faults(&all) > 0;
}
