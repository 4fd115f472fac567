/*
 * The benchmark: start-up, bytes and times of keys, memory, bytes and turns on the line, the portal's speed. One JSON
 * object a line; what is measured is said beside each in its file. usage: bench [PART...], without PART all.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "bench/desk.h"
#include "bench/dictionary.h"
#include "bench/economy.h"
#include "bench/likeness.h"
#include "bench/line.h"
#include "bench/peers.h"
#include "bench/screen.h"
#include "bench/search.h"
#include "bench/space.h"
#include "bench/steps.h"
#include "bench/wire.h"
#include "lib/first_sync.h"
#include "twinline/base/mem.h"

static const char now[] = "2026-11-17T10:38:00Z";

static void bench_screen(void)
{
	struct world *w = world_start(&(struct world_options){ .people = 2000, .messages = 200, .now = now });
	bench_startup(w, "startup-200", 10);
	bench_keys(w);
	bench_set_ups(w);
	bench_fill(w, "fill-200");
	world_free(w);

	w = world_start(&(struct world_options){ .people = 2000, .messages = 10000, .now = now });
	bench_startup(w, "startup-10000", 10);
	bench_fill(w, "fill-10000");
	world_free(w);
}

static void bench_bytes(void)
{
	struct world *w = world_start(&(struct world_options){ .people = 2000, .messages = 200, .now = now });
	bench_steps();
	bench_economy(w);
	bench_highlight();
	bench_typing();
	world_free(w);
}

static void bench_line(void)
{
	struct world *w = world_start(&(struct world_options){ .people = 2000, .messages = 200, .now = now });
	bench_wire(w);
	bench_socket(w);
	bench_portal(w);
	world_free(w);

	w = world_start(&(struct world_options){ .bare = true, .now = now });
	bench_first_sync(w);
	bench_dictionary(w);
	world_free(w);
}

static void bench_all_lines(void)
{
	struct world *w = world_start(&(struct world_options){ .bare = true, .now = now });
	first_sync_fill(w);
	bench_lines(w);
	bench_terminal_line(w);
	world_free(w);

	w = world_start(&(struct world_options){ .people = 2000, .messages = 50, .now = now });
	bench_ask(w);
	world_free(w);
}

static void bench_directory(void)
{
	struct world *w = world_start(&(struct world_options){ .people = 100000, .messages = 50, .now = now });
	bench_search(w);
	world_free(w);
}

static void bench_spaces(void)
{
	struct world *w = world_start(&(struct world_options){ .bare = true, .now = now });
	bench_space(w);
	bench_projects(w);
	world_free(w);
}

static void bench_desks(void)
{
	struct world *w = world_start(&(struct world_options){ .bare = true, .now = now });
	bench_desk(w);
	world_free(w);
}

static void bench_directories(void)
{
	struct world *w = world_start(&(struct world_options){ .bare = true, .now = now });
	bench_likeness(w);
	world_free(w);
}

static const struct { const char *name; void (*run)(void); } parts[] = {
	{ "screen", bench_screen },
	{ "bytes", bench_bytes },
	{ "wire", bench_line },
	{ "lines", bench_all_lines },
	{ "search", bench_directory },
	{ "spaces", bench_spaces },
	{ "desk", bench_desks },
	{ "likeness", bench_directories },
};

static bool is_wanted(const char *name, int argc, char **argv)
{
	bool is_named = argc == 1;
	for (int i = 1; i < argc; i++)
		is_named = is_named || strcmp(argv[i], name) == 0;
	return is_named;
}

int main(int argc, char **argv)
{
	peers_load();
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (is_wanted(parts[i].name, argc, argv))
			parts[i].run();
	return 0;
}
