/* What the engine and the portal say to each other, and how fast the portal answers. */
#ifndef TESTS_BENCH_WIRE_H
#define TESTS_BENCH_WIRE_H

#include "lib/portal_client.h"
#include "lib/world.h"

/* Seconds until all messages of a portal on this computer are here. */
void bench_fill(struct world *w, const char *name);
/* The first exchange of the fixed set in a bare portal (lib/first_sync.h): bytes and turns of plain HTTP, nothing of the line known. */
void bench_first_sync(struct world *w);
void bench_wire(struct world *w);
/* After bench_wire, with the same writer. */
void bench_socket(struct world *w);
void bench_portal(struct world *w);

/* For all that measure the line. No engine, and nothing here but the sign-in, or not even that. */
void wire_start_over(struct world *w, bool signed_out);
/* Somebody to write to and to hear from. */
void wire_add_writer(struct world *w, struct portal_client *writer);
/* The letter of tests/data goes both ways, here and at the peers. */
void wire_write_letter(struct portal_client *writer, const char *to);
void wire_queue_letter(struct world *w, const char *to);

#endif
