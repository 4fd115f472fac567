/* What the portal remembers of TLS sessions: how long, how many, and across its end. */
#include "lib/suite.h"

#include <stdlib.h>
#include <string.h>

#include "../../src/portal/tickets.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

enum { NOW = 1800000000 };

static char *dir;

static int start(void **state)
{
	const char *tmp = getenv("TMPDIR");
	(void)state;
	dir = xasprintf("%s/t.XXXXXX", tmp ? tmp : "/tmp");
	return mkdtemp(dir) ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	file_remove_tree(dir, NULL);
	free(dir);
	return 0;
}

static void name_of(int n, unsigned char name[TICKET_NAME_SIZE])
{
	memset(name, 0, TICKET_NAME_SIZE);
	memcpy(name, &n, sizeof n);
}

static void put(struct tickets *t, int n, int64_t now)
{
	unsigned char name[TICKET_NAME_SIZE];
	name_of(n, name);
	tickets_put(t, name, &n, sizeof n, now);
}

static bool has(const struct tickets *t, int n, int64_t now)
{
	unsigned char name[TICKET_NAME_SIZE];
	struct str bytes = {0};
	name_of(n, name);
	bool found = tickets_find(t, name, now, &bytes);
	if (found)
		assert_true(bytes.len == sizeof n && memcmp(bytes.text, &n, sizeof n) == 0);
	str_release(&bytes);
	return found;
}

static void test_one_is_found_until_it_is_dropped_or_old(void **state)
{
	(void)state;
	unsigned char name[TICKET_NAME_SIZE];
	struct tickets *t = tickets_open(dir, NOW);
	put(t, 1, NOW);
	put(t, 1 + 4096 * 16, NOW); /* in the same bucket */
	put(t, 2, NOW);
	assert_true(has(t, 1, NOW) && has(t, 2, NOW) && has(t, 1 + 4096 * 16, NOW) && !has(t, 3, NOW));
	assert_true(has(t, 1, NOW + TICKETS_LIVE - 1));
	assert_false(has(t, 1, NOW + TICKETS_LIVE));
	assert_false(has(t, 1, NOW - 1)); /* of a clock that was wrong */
	name_of(1, name);
	tickets_drop(t, name);
	tickets_drop(t, name);
	assert_true(!has(t, 1, NOW) && has(t, 1 + 4096 * 16, NOW));
	tickets_close(t);
}

static void test_the_oldest_makes_place(void **state)
{
	(void)state;
	struct tickets *t = tickets_open(dir, NOW);
	for (int i = 0; i < TICKETS_MOST + 10; i++)
		put(t, 100 + i, NOW);
	assert_true(!has(t, 100, NOW) && !has(t, 109, NOW) && has(t, 110, NOW) && has(t, 100 + TICKETS_MOST + 9, NOW));
	tickets_close(t);
}

static void test_they_outlive_the_portal_but_for_the_old(void **state)
{
	(void)state;
	char *path = xasprintf("%s/tickets", dir);
	struct str bytes = {0};
	assert_int_equal(file_write(path, "", 0, 0600, NULL), 0);
	struct tickets *t = tickets_open(dir, NOW);
	put(t, 1, NOW - 10);
	put(t, 2, NOW);
	tickets_close(t);
	t = tickets_open(dir, NOW + TICKETS_LIVE - 5);
	assert_true(!has(t, 1, NOW) && has(t, 2, NOW));
	tickets_close(t);
	/* Cut anywhere, the rest counts. */
	assert_int_equal(file_read(path, 10000, &bytes, NULL), 0);
	for (size_t len = 0; len < bytes.len; len++) {
		assert_int_equal(file_write(path, bytes.text, len, 0600, NULL), 0);
		t = tickets_open(dir, NOW);
		assert_false(has(t, 2, NOW));
		tickets_close(t);
	}
	str_release(&bytes);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_is_found_until_it_is_dropped_or_old),
		cmocka_unit_test(test_the_oldest_makes_place),
		cmocka_unit_test(test_they_outlive_the_portal_but_for_the_old),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
