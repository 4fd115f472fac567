/* A portal restored from a backup, and a client that has still to send: nothing that waits is lost, nothing arrives twice. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/pair.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/records/check.h"
#include "twinline/records/record.h"

static void portal_command(const char *verb, const char *one, const char *other)
{
	const char *words[] = {verb, one, other, "--quiet", NULL};
	char *said;
	if (world_run("twinline-portal", words, NULL, &said) != 0)
		fail_msg("%s: %s", verb, said);
	free(said);
}

/* The portal as it was when the backup was made, in the place of the one that is there. */
static void go_back(struct pair *p, const char *backup)
{
	world_portal_end(p->world, SIGKILL);
	assert_int_equal(file_remove_tree(p->world->portal_dir, NULL), 0);
	portal_command("restore", backup, p->world->portal_dir);
	world_portal_start(p->world);
	portal_client_reopen(&p->reading, p->world->portal_socket);
}

static void queue(struct pair *p, const char *subject)
{
	letters_queue(p->world, p->friend, subject, "Dear friend, this is said once.");
}

/* Sends what waits to the portal, whose answer is lost: the client is in doubt of it. */
static void send_in_doubt(struct pair *p)
{
	relay_hold_down(p->world->relay);
	world_tell(p->world, "sync");
	for (int i = 0; i < 2000; i++) {
		struct strings there = letters_received(&p->reading);
		bool arrived = strings_has(&there, "in doubt");
		strings_release(&there);
		if (arrived)
			break;
		pair_let_work(p, 5000);
	}
	relay_cut(p->world->relay);
}

static int count(struct pair *p, const char *subject)
{
	struct strings there = letters_received(&p->reading);
	int found = 0;
	for (size_t i = 0; i < there.count; i++)
		found += strcmp(there.at[i], subject) == 0;
	strings_release(&there);
	return found;
}

static void ignore(void *context, const struct err *finding)
{
	char *text = err_text_english(finding);
	(void)context;
	fprintf(stderr, "%s\n", text);
	free(text);
}

/* What the client shows is what the portal has: as many messages, and a sound store. */
static void assert_the_same(struct pair *p, int64_t messages)
{
	struct store s;
	struct account own;
	int64_t total = -1;
	assert_int_equal(store_open(&s, p->world->paths.store, STORE_REPLICA, 0, NULL), 0);
	assert_true(account_by_kind(&s, ACCOUNT_PERSONAL, &own));
	struct record_query q = {.account = own.local, .type = &record_types[TYPE_Message], .total = true};
	assert_true(record_list(&s, &q, NULL, NULL, &total, NULL) >= 0);
	assert_int_equal(total, messages);
	assert_int_equal(store_check(&s, ignore, NULL, NULL), 0);
	account_release(&own);
	store_close(&s);
}

static void test_what_waits_arrives_once_at_a_restored_portal(void **state)
{
	struct pair *p = *state;
	char *backup = xasprintf("%s/backup", p->world->dir);
	queue(p, "long before");
	assert_true(letters_deliver(p->world));
	pair_write(p, "heard before", 2);
	queue(p, "in doubt");
	letters_end_hold(p->world);
	send_in_doubt(p);
	assert_int_equal(letters_waiting(p->world), 1);
	portal_command("backup", p->world->portal_dir, backup);
	/* Written after the backup, and acknowledged: gone with the portal that had it. */
	pair_write(p, "heard since", 1);
	queue(p, "waiting");
	assert_int_equal(letters_waiting(p->world), 2);
	go_back(p, backup);
	assert_int_equal(count(p, "in doubt"), 1);
	relay_open(p->world->relay);
	assert_true(letters_deliver(p->world));
	assert_int_equal(count(p, "long before"), 1);
	assert_int_equal(count(p, "in doubt"), 1);
	assert_int_equal(count(p, "waiting"), 1);
	json_free(world_sync(p->world));
	assert_the_same(p, 3 + 2);
	assert_false(letters_kept(p->world, "heard since"));
	free(backup);
}

/* What was sent after the backup has to be in the store no longer, and what is sent next has its place in the new time. */
static void test_the_client_follows_into_the_new_time(void **state)
{
	struct pair *p = *state;
	char *backup = xasprintf("%s/backup", p->world->dir);
	queue(p, "before");
	assert_true(letters_deliver(p->world));
	portal_command("backup", p->world->portal_dir, backup);
	queue(p, "lost with the portal");
	assert_true(letters_deliver(p->world));
	pair_write(p, "heard since", 3);
	json_free(world_sync(p->world));
	assert_the_same(p, 2 + 3);
	go_back(p, backup);
	/* Until the numbers of the new time are beyond those that the client has of the old one. */
	pair_write(p, "heard after", 8);
	queue(p, "after");
	assert_true(letters_deliver(p->world));
	json_free(world_sync(p->world));
	assert_the_same(p, 2 + 8);
	assert_false(letters_kept(p->world, "heard since"));
	assert_int_equal(count(p, "before"), 1);
	assert_int_equal(count(p, "after"), 1);
	free(backup);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_waits_arrives_once_at_a_restored_portal, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(test_the_client_follows_into_the_new_time, pair_set_up, pair_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
