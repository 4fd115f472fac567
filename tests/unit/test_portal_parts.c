/* Parts of the portal that need no portal: the slow-down against guessing, progress of connections, the pool of threads, bodies. */
#include "lib/suite.h"

#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../src/portal/connections.h"
#include "../../src/portal/guard.h"
#include "../../src/portal/pool.h"
#include "../../src/portal/route.h"
#include "../../src/portal/spool.h"
#include "twinline/base/mem.h"

/* --- guard --- */

static void test_waits_double_up_to_a_bound_and_pass(void **state)
{
	(void)state;
	static const int waits[] = {0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60};
	struct guard g;
	int64_t now = 1000;
	guard_init(&g);
	for (size_t i = 0; i < ARRAY_SIZE(waits); i++) {
		guard_failed(&g, GUARD_NAME, "maria", now);
		assert_int_equal(guard_wait(&g, GUARD_NAME, "maria", now), waits[i]);
		assert_int_equal(guard_wait(&g, GUARD_NAME, "mario", now), 0);
		assert_int_equal(guard_wait(&g, GUARD_ADDRESS, "maria", now), 0);
		now += 1000 * (int64_t)waits[i];
		assert_int_equal(guard_wait(&g, GUARD_NAME, "maria", now), 0);
	}
	guard_passed(&g, GUARD_NAME, "maria");
	guard_failed(&g, GUARD_NAME, "maria", now);
	assert_int_equal(guard_wait(&g, GUARD_NAME, "maria", now), 0);
	guard_release(&g);
}

/* Forty slips of a school in a term are no attack; forty in a minute are. */
static void test_failures_are_forgotten_with_time(void **state)
{
	(void)state;
	struct guard g;
	int64_t now = 0;
	guard_init(&g);
	for (int i = 0; i < 100; i++) {
		guard_failed(&g, GUARD_ADDRESS, "192.0.2.7", now);
		assert_int_equal(guard_wait(&g, GUARD_ADDRESS, "192.0.2.7", now), 0);
		now += 90 * 1000;
	}
	for (int i = 0; i < 45; i++)
		guard_failed(&g, GUARD_ADDRESS, "192.0.2.7", now);
	assert_true(guard_wait(&g, GUARD_ADDRESS, "192.0.2.7", now) > 0);
	guard_release(&g);
}

static void test_a_network_counts_as_one_address(void **state)
{
	(void)state;
	static const struct { const char *address; bool waits; } rows[] = {
		{"2001:db8:1:2::1", true}, {"2001:db8:1:2:ffff::", true}, {"2001:db8:1:3::1", false}, {"192.0.2.7", false},
		{"::ffff:192.0.2.7", false},
	};
	struct guard g;
	guard_init(&g);
	for (int i = 0; i < 45; i++) {
		char address[64];
		snprintf(address, sizeof address, "2001:db8:1:2::%x", i);
		guard_failed(&g, GUARD_ADDRESS, address, i);
	}
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		assert_int_equal(guard_wait(&g, GUARD_ADDRESS, rows[i].address, 45) > 0, rows[i].waits);
	guard_release(&g);
}

static void test_an_unknown_address_never_waits(void **state)
{
	(void)state;
	struct guard g;
	guard_init(&g);
	for (int i = 0; i < 1000; i++)
		guard_failed(&g, GUARD_ADDRESS, "", 0);
	assert_int_equal(guard_wait(&g, GUARD_ADDRESS, "", 0), 0);
	guard_release(&g);
}

/* What strangers may ask for is counted by asking, and what was refused is not. */
static void test_a_share_is_used_up_and_comes_back(void **state)
{
	(void)state;
	struct guard g;
	int64_t now = 1000;
	int taken = 0;
	guard_init(&g);
	while (guard_take(&g, GUARD_GUEST, "192.0.2.7", now) == 0)
		taken++;
	assert_int_equal(taken, 300);
	for (int i = 0; i < 100; i++)
		assert_int_equal(guard_take(&g, GUARD_GUEST, "192.0.2.7", now), 1);
	assert_int_equal(guard_take(&g, GUARD_GUEST, "192.0.2.8", now), 0);
	now += 1000;
	assert_int_equal(guard_take(&g, GUARD_GUEST, "192.0.2.7", now), 0);
	assert_true(guard_take(&g, GUARD_GUEST, "192.0.2.7", now) > 0);
	assert_int_equal(guard_take(&g, GUARD_GUEST, "", now), 0);
	guard_release(&g);
}

/* Who guesses at a million names does not make the table forget the one under attack. */
static void test_a_flood_of_names_forgets_the_longest_quiet(void **state)
{
	(void)state;
	struct guard g;
	guard_init(&g);
	int64_t now = 0;
	for (int i = 0; i < 20000; i++) {
		char name[32];
		snprintf(name, sizeof name, "name%d", i);
		guard_failed(&g, GUARD_NAME, name, ++now);
		if (i % 50 == 0)
			guard_failed(&g, GUARD_NAME, "victim", ++now);
	}
	assert_true(guard_wait(&g, GUARD_NAME, "victim", now) > 0);
	guard_release(&g);
}

/* --- connections --- */

static bool is_cut(int fd)
{
	char byte;
	return recv(fd, &byte, 1, MSG_DONTWAIT) == 0;
}

static void test_only_lack_of_progress_cuts(void **state)
{
	(void)state;
	static const struct { enum phase phase; int64_t bytes; bool cut; } rows[] = {
		{PHASE_FRESH, 0, true}, {PHASE_HEADER, 0, true},    {PHASE_BODY, 0, true},  {PHASE_BODY, 599, true},
		{PHASE_BODY, 600, false}, {PHASE_BODY, 1 << 20, false}, {PHASE_WORK, 0, false}, {PHASE_IDLE, 0, false},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct connections all;
		int pair[2];
		assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
		connections_init(&all);
		struct connection *c = connections_add(&all, pair[0], NULL, 0);
		connections_phase(&all, c, rows[i].phase, 1000);
		connections_progress(&all, c, (size_t)rows[i].bytes);
		assert_int_equal(connections_watch(&all, 60000, 60999), 0);
		assert_false(is_cut(pair[1]));
		assert_int_equal(connections_watch(&all, 60000, 61000), rows[i].cut);
		assert_int_equal(is_cut(pair[1]), rows[i].cut);
		/* What came counts for its own stretch only. */
		if (rows[i].phase == PHASE_BODY && !rows[i].cut)
			assert_int_equal(connections_watch(&all, 60000, 121000), 1);
		connections_remove(&all, c);
		connections_release(&all);
		close(pair[0]);
		close(pair[1]);
	}
}

static void test_whom_to_believe(void **state)
{
	(void)state;
	static const struct { const char *bytes; bool trusted; const char *shown; } rows[] = {
		{"\x7f\0\0\x01", true, ""}, {"\x7f\x05\x06\x07", true, ""}, {"\x0a\0\0\x01", false, "10.0.0.1"},
	};
	struct connections all;
	connections_init(&all);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct sockaddr_in from = {.sin_family = AF_INET};
		memcpy(&from.sin_addr, rows[i].bytes, 4);
		struct connection *c = connections_add(&all, -1, (const struct sockaddr *)&from, 0);
		assert_int_equal(c->trusted, rows[i].trusted);
		assert_string_equal(c->address, rows[i].shown);
		connections_remove(&all, c);
	}
	connections_release(&all);
}

/* --- pool --- */

struct gate { pthread_mutex_t lock; int done; };
struct turn { struct job job; struct gate *gate; int order; };

static void pass(struct job *job, struct worker *worker)
{
	struct turn *turn = (struct turn *)job;
	(void)worker;
	pthread_mutex_lock(&turn->gate->lock);
	turn->order = ++turn->gate->done;
	pthread_mutex_unlock(&turn->gate->lock);
}

static void test_a_pool_bounds_its_queue_and_finishes_it(void **state)
{
	(void)state;
	struct gate g = {.lock = PTHREAD_MUTEX_INITIALIZER};
	struct worker worker = {0};
	struct turn turns[8];
	int taken = 0;
	for (size_t i = 0; i < ARRAY_SIZE(turns); i++)
		turns[i] = (struct turn){.job.run = pass, .gate = &g};
	pthread_mutex_lock(&g.lock); /* the only worker stands in its first job */
	struct pool *p = pool_new(1, &worker, 4);
	assert_non_null(p);
	while (taken < 8 && pool_push(p, &turns[taken].job))
		taken++;
	assert_true(taken == 4 || taken == 5);
	pthread_mutex_unlock(&g.lock);
	pool_end(p);
	assert_false(pool_push(p, &turns[7].job));
	for (int i = 0; i < taken; i++)
		assert_int_equal(turns[i].order, i + 1);
	pool_free(p);
}

/* --- spool, routes --- */

static void test_a_body_is_the_same_in_memory_and_in_a_file(void **state)
{
	(void)state;
	static const size_t sizes[] = {0, 1, SPOOL_MEMORY_MAX, SPOOL_MEMORY_MAX + 1, 3 * SPOOL_MEMORY_MAX};
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct spool s;
		char *bytes = xmalloc(sizes[i] + 1);
		for (size_t j = 0; j < sizes[i]; j++)
			bytes[j] = (char)(j * 7 % 251);
		spool_init(&s, "/tmp");
		for (size_t at = 0; at < sizes[i]; at += 10000)
			assert_int_equal(spool_add(&s, bytes + at, sizes[i] - at < 10000 ? sizes[i] - at : 10000, NULL), 0);
		assert_int_equal(s.len, sizes[i]);
		assert_int_equal(s.fd >= 0, sizes[i] > SPOOL_MEMORY_MAX);
		assert_memory_equal(spool_bytes(&s, NULL), bytes, sizes[i]);
		spool_release(&s);
		free(bytes);
	}
}

static void test_every_route_is_found_and_takes_its_own_verb(void **state)
{
	(void)state;
	for (size_t i = 0; i < route_count; i++) {
		struct request q = {0};
		char *allow;
		assert_non_null(routes[i].run);
		assert_true(!routes[i].body_max == !routes[i].limit);
		assert_ptr_equal(route_find(routes[i].verb, routes[i].path, &q, &allow), &routes[i]);
		assert_null(allow);
		assert_null(route_find("PATCH", routes[i].path, &q, &allow));
		assert_non_null(strstr(allow, routes[i].verb));
		free(allow);
		request_release(&q);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_waits_double_up_to_a_bound_and_pass),
		cmocka_unit_test(test_failures_are_forgotten_with_time),
		cmocka_unit_test(test_a_network_counts_as_one_address),
		cmocka_unit_test(test_an_unknown_address_never_waits),
		cmocka_unit_test(test_a_share_is_used_up_and_comes_back),
		cmocka_unit_test(test_a_flood_of_names_forgets_the_longest_quiet),
		cmocka_unit_test(test_only_lack_of_progress_cuts),
		cmocka_unit_test(test_whom_to_believe),
		cmocka_unit_test(test_a_pool_bounds_its_queue_and_finishes_it),
		cmocka_unit_test(test_a_body_is_the_same_in_memory_and_in_a_file),
		cmocka_unit_test(test_every_route_is_found_and_takes_its_own_verb),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
