/* What a TwinSpace costs the line the first time, and what a thousand of them cost the portal. */
#ifndef TESTS_BENCH_SPACE_H
#define TESTS_BENCH_SPACE_H

#include "lib/world.h"

/* Of a bare world whose teacher has nothing: bytes and turns until 10 members, 20 pages, 200 posts and 50 files of a project are here. */
void bench_space(struct world *w);

/* In the same world: a teacher of ten among 1,000 active projects asks what is new; requests a second, times and bytes by those of an echo. */
void bench_projects(struct world *w);

#endif
