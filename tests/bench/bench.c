/*
 * The benchmark: start-up, bytes and times of keys, memory, bytes and turns on the line, the portal's speed. One JSON
 * object a line; what is measured is said beside each in screen.c and wire.c.
 */
#include "bench/screen.h"
#include "bench/search.h"
#include "bench/wire.h"

static const char now[] = "2026-11-17T10:38:00Z";

int main(void)
{
	struct world *w = world_start(&(struct world_options){ .people = 2000, .messages = 200, .now = now });
	bench_startup(w, "startup-200", 10);
	bench_keys(w);
	bench_fill(w, "fill-200");
	bench_wire(w);
	bench_portal(w);
	world_free(w);

	w = world_start(&(struct world_options){ .people = 2000, .messages = 10000, .now = now });
	bench_startup(w, "startup-10000", 10);
	bench_fill(w, "fill-10000");
	world_free(w);

	w = world_start(&(struct world_options){ .bare = true, .now = now });
	bench_first_sync(w);
	world_free(w);

	w = world_start(&(struct world_options){ .people = 100000, .messages = 50, .now = now });
	bench_search(w);
	world_free(w);
	return 0;
}
