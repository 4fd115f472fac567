/* What an exchange carries and what it costs; pages, conflicts, starting over, what the portal refuses, TCP. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/two.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/draft.h"
#include "twinline/records/replica.h"

/* The local of the message here with that subject; 0 if there is none. */
static int64_t find_message(struct two *t, const char *subject)
{
	int64_t found[300], local = 0;
	struct record_query all = { .account = t->account, .type = &record_types[TYPE_Message], .limit = 300 };
	int count = record_list(&t->s, &all, found, NULL, NULL, NULL);
	for (int i = 0; i < count; i++) {
		struct record r;
		assert_true(record_by_local(&t->s, found[i], &r));
		struct json *tree = record_tree(&t->s, &r);
		if (text_equal(json_get_text(tree, "subject"), subject))
			local = found[i];
		json_free(tree);
		record_free(&r);
	}
	return local;
}

static int count_messages(struct two *t)
{
	int64_t found[300];
	struct record_query all = { .account = t->account, .type = &record_types[TYPE_Message], .limit = 300 };
	return record_list(&t->s, &all, found, NULL, NULL, NULL);
}

/* An account here that the portal knows nothing of: the short question is not taken, the long one settles it, and all goes on. */
static void accounts_that_differ_are_said_at_length(void **state)
{
	struct two *t = *state;
	struct err e = { 0 };
	struct account gone;
	json_free(world_sync(t->pair.world));
	assert_int_equal(db_begin(t->s.db, &e), 0);
	int64_t local = account_add(&t->s, "zzzzzzz2", ACCOUNT_PROJECT, "Left long ago", &e);
	struct account own;
	assert_true(account_by_local(&t->s, t->account, &own));
	assert_int_equal(replica_set_state(&t->s, local, own.state, false, &e), 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	account_release(&own);
	two_friend_writes(t, "after the change");
	struct json *done = world_sync(t->pair.world);
	assert_non_null(done);
	json_free(done);
	assert_true(find_message(t, "after the change") > 0);
	assert_false(account_by_id(&t->s, "zzzzzzz2", &gone));
}

/* Signs a fresh profile in and waits until the first page is here. */
static void start_fresh(struct two *t, struct engine_link *link, struct paths *fresh)
{
	struct err e = { 0 };
	assert_int_equal(paths_init(fresh, "second", &e), 0);
	assert_int_equal(engine_connect(link, fresh, true, &e), 0);
	relay_reset(t->pair.world->relay);
	struct json *packet = json_new_object();
	json_set_string(packet, "do", "sign-in");
	json_set_string(packet, "url", t->pair.world->url);
	json_set_string(packet, "name", t->pair.world->name);
	json_set_string(packet, "password", t->pair.world->password);
	assert_true(engine_send(link, packet));
	bool came = false, gone = false;
	while (!came && !gone) {
		struct pollfd ready = { .fd = link->fd, .events = POLLIN };
		poll(&ready, 1, 1000);
		while (!came && (packet = engine_receive(link, &gone))) {
			came = text_equal(json_get_text(packet, "did"), "changed");
			json_free(packet);
		}
	}
	assert_true(came);
}

/* A fresh profile: signing in and the first page are one request each, with no discovery before them. */
static void the_first_page_takes_one_exchange(void **state)
{
	struct two *t = *state;
	struct engine_link link;
	struct paths second;
	struct err e = { 0 };
	for (int i = 0; i < 30; i++)
		two_friend_writes(t, "for the first page");
	/* However long signing in takes here. */
	assert_int_equal(world_run("twinline", (const char *const[]){ "settings", "line", "fast", NULL }, NULL, NULL), 0);
	start_fresh(t, &link, &second);
	struct relay_counts counts = relay_counts(t->pair.world->relay);
	assert_int_equal(counts.requests, 2);
	assert_int_equal(counts.connections, 1);
	struct store s;
	assert_int_equal(store_open(&s, second.store, STORE_REPLICA, 0, &e), 0);
	struct account mine;
	assert_true(account_by_kind(&s, ACCOUNT_PERSONAL, &mine));
	assert_false(mine.more);
	assert_non_null(mine.state);
	account_release(&mine);
	store_close(&s);
	engine_close(&link);
	paths_release(&second);
}

/* Where signing in took long, the newest letters come first, a screenful of them, and the rest after it. */
static void a_slow_line_brings_a_screenful_first(void **state)
{
	struct two *t = *state;
	struct engine_link link;
	struct paths second;
	struct err e = { 0 };
	struct store s;
	struct account mine;
	for (int i = 0; i < 40; i++)
		two_friend_writes(t, "for a slow line");
	relay_line(t->pair.world->relay, 0, 150);
	start_fresh(t, &link, &second);
	assert_int_equal(store_open(&s, second.store, STORE_REPLICA, 0, &e), 0);
	assert_true(account_by_kind(&s, ACCOUNT_PERSONAL, &mine));
	int64_t found[50];
	struct record_query all = { .account = mine.local, .type = &record_types[TYPE_Message], .limit = 50 };
	int here = record_list(&s, &all, found, NULL, NULL, NULL);
	assert_true(mine.more);
	assert_in_range(here, 5, 30);
	relay_line(t->pair.world->relay, 0, 0);
	bool gone = false;
	for (int64_t until = clock_monotonic_ms() + 20 * 1000; !gone && here < 40 && clock_monotonic_ms() < until;) {
		struct pollfd word = { .fd = link.fd, .events = POLLIN };
		poll(&word, 1, 100);
		json_free(engine_receive(&link, &gone));
		here = record_list(&s, &all, found, NULL, NULL, NULL);
	}
	assert_int_equal(here, 40);
	account_release(&mine);
	store_close(&s);
	engine_close(&link);
	paths_release(&second);
}

/* Nothing new: one request on the kept connection, within the bytes that a slow line can spare. */
static void nothing_new_costs_little(void **state)
{
	struct two *t = *state;
	assert_int_equal(two_sync(t), ERR_OK);
	relay_reset(t->pair.world->relay);
	assert_int_equal(two_sync(t), ERR_OK);
	struct relay_counts counts = relay_counts(t->pair.world->relay);
	assert_int_equal(counts.requests, 1);
	assert_int_equal(counts.connections, 0);
	assert_in_range(counts.up, 1, 500);
	assert_in_range(counts.down, 1, 300);
}

/* What the engine counts is what went over the line. */
static void what_is_counted_is_what_went(void **state)
{
	struct two *t = *state;
	two_tell(t, "status");
	struct json *before = two_hear(t, "status");
	relay_reset(t->pair.world->relay);
	two_write(t, "counted");
	assert_int_equal(two_sync(t), ERR_OK);
	struct relay_counts counts = relay_counts(t->pair.world->relay);
	two_tell(t, "status");
	struct json *after = two_hear(t, "status");
	const struct json *old = json_get(json_get(before, "counted"), "today"), *new = json_get(json_get(after, "counted"), "today");
	assert_int_equal(json_get_integer(new, "up", 0) - json_get_integer(old, "up", 0), counts.up);
	assert_int_equal(json_get_integer(new, "down", 0) - json_get_integer(old, "down", 0), counts.down);
	assert_int_equal(json_get_integer(new, "exchanges", 0) - json_get_integer(old, "exchanges", 0), 1);
	json_free(before);
	json_free(after);
}

/* Up and down in one request: what waits goes, and what came is there, with a packet that says so. */
static void one_exchange_carries_both_ways(void **state)
{
	struct two *t = *state;
	two_friend_writes(t, "coming down");
	int64_t entry = two_write(t, "going up");
	relay_reset(t->pair.world->relay);
	two_tell(t, "sync");
	struct json *changed = two_hear(t, "changed");
	assert_int_equal(json_get_integer(changed, "account", 0), t->account);
	json_free(changed);
	struct json *done = two_hear(t, "progress");
	assert_int_equal(json_get_integer(done, "sent", 0), 1);
	assert_int_equal(json_get_integer(done, "received", 0), 1);
	json_free(done);
	assert_int_equal(relay_counts(t->pair.world->relay).requests, 1);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_true(find_message(t, "coming down") > 0);
}

/* The answer to an exchange is on its way back, the portal gets something more, and then somebody asks for an exchange. */
static void who_asks_during_an_exchange_hears_of_one_that_began_later(void **state)
{
	struct two *t = *state;
	int64_t until = clock_monotonic_ms() + 60000;
	relay_hold_down(t->pair.world->relay);
	two_write(t, "first");
	two_tell(t, "wake");
	while (two_arrived(t, "first", NULL) == 0)
		assert_true(clock_monotonic_ms() < until);
	two_friend_writes(t, "then");
	two_tell(t, "sync");
	two_tell(t, "status");
	json_free(two_hear(t, "status")); /* and so it has heard what came before */
	relay_open(t->pair.world->relay);
	assert_int_equal(two_synced(t), ERR_OK);
	assert_true(find_message(t, "then") > 0);
}

/* An engine that has just started makes one exchange of what waited and what its face asks for. */
static void a_fresh_engine_sends_in_one_exchange(void **state)
{
	struct two *t = *state;
	engine_close(&t->engine);
	world_engine_end(t->pair.world, SIGTERM);
	int64_t entry = two_write(t, "waited for the engine");
	relay_reset(t->pair.world->relay);
	two_connect(t);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_int_equal(relay_counts(t->pair.world->relay).requests, 1);
}

/* A line that breaks after every 12 KB: pages become smaller, each one that comes whole is kept, and all is there in the end. */
static void a_line_that_always_breaks_fills_the_window_all_the_same(void **state)
{
	enum { LETTERS = 40, LETTER_BYTES = 2500, LINE_BYTES = 12000 };
	struct two *t = *state;
	struct random random;
	char text[LETTER_BYTES + 1] = "";
	random_seed(&random, 7);
	for (int i = 0; i < LETTERS; i++) {
		for (int j = 0; j < LETTER_BYTES; j++) /* what cannot be compressed */
			text[j] = (char)('!' + 3 + random_below(&random, 90));
		free(portal_client_write_to(&t->pair.reading, t->pair.reading.correspondent, "long", text));
	}
	int tries = 0;
	for (bool whole = false; !whole; tries++) {
		assert_true(tries < 60);
		relay_cut_down_at(t->pair.world->relay, LINE_BYTES);
		whole = two_sync(t) == ERR_OK;
	}
	assert_true(tries > 3);
	assert_int_equal(count_messages(t), LETTERS);
}

/* Marks made here arrive there, and many changes of many records go in one request. */
static void marks_of_many_messages_go_in_one_request(void **state)
{
	struct two *t = *state;
	struct err e = { 0 };
	for (int i = 0; i < 20; i++)
		two_friend_writes(t, "to be read");
	assert_int_equal(two_sync(t), ERR_OK);
	int64_t found[20];
	struct record_query all = { .account = t->account, .type = &record_types[TYPE_Message], .limit = 20 };
	assert_int_equal(record_list(&t->s, &all, found, NULL, NULL, NULL), 20);
	struct json *seen = json_new_object();
	json_set_bool(seen, "keywords/$seen", true);
	assert_int_equal(db_begin(t->s.db, &e), 0);
	for (int i = 0; i < 20; i++)
		assert_true(outbox_update(&t->s, found[i], seen, &e) > 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	json_free(seen);
	relay_reset(t->pair.world->relay);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(relay_counts(t->pair.world->relay).requests, 1);
	struct outbox_counts counts;
	assert_int_equal(outbox_counts(&t->s, &counts, &e), 0);
	assert_int_equal(counts.marks, 0);
}

/* A letter to nobody: refused for good, kept for the writer with the cause; the one after it goes all the same. */
static void what_the_portal_refuses_needs_the_writer_and_holds_up_nothing(void **state)
{
	struct two *t = *state;
	char *person = t->pair.reading.person;
	t->pair.reading.person = xstrdup("qqqqqqqq");
	int64_t refused = two_write(t, "to nobody");
	free(t->pair.reading.person);
	t->pair.reading.person = person;
	int64_t good = two_write(t, "to somebody");
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, refused), OUTBOX_NEEDS_YOU);
	assert_int_equal(two_cause(t, refused), ERR_FIELD_REFERENCE);
	assert_int_equal(two_state(t, good), OUTBOX_SENT);
	assert_int_equal(two_arrived(t, "to somebody", NULL), 1);
}

/* Both change the same field: the portal's stands there, mine waits for my word. */
static void a_change_at_both_ends_needs_the_writer(void **state)
{
	struct two *t = *state;
	struct err e = { 0 };
	int64_t profile;
	struct record_query mine = { .account = t->account, .type = &record_types[TYPE_Profile], .limit = 1 };
	assert_int_equal(record_list(&t->s, &mine, &profile, NULL, NULL, NULL), 1);
	struct record r;
	assert_true(record_by_local(&t->s, profile, &r));
	struct portal_client elsewhere;
	portal_client_open(&elsewhere, t->pair.world->portal_socket);
	portal_client_sign_in(&elsewhere, t->pair.world->name, t->pair.world->password);
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", elsewhere.account);
	struct json *patch = json_set(json_set(arguments, "update", json_new_object()), r.id, json_new_object());
	json_set_string(patch, "timeZone", "Europe/Athens");
	json_free(portal_client_call(&elsewhere, "Profile/set", arguments));
	portal_client_release(&elsewhere);
	record_free(&r);

	patch = json_new_object();
	json_set_string(patch, "timeZone", "Europe/Istanbul");
	assert_int_equal(db_begin(t->s.db, &e), 0);
	int64_t entry = outbox_update(&t->s, profile, patch, &e);
	assert_true(entry > 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	json_free(patch);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_NEEDS_YOU);
	assert_int_equal(two_cause(t, entry), ERR_CONFLICT);
}

/* The portal cannot say what changed: all is fetched anew; what is gone there goes here, outbox and drafts stay. */
static void starting_over_keeps_outbox_and_drafts(void **state)
{
	struct two *t = *state;
	struct err e = { 0 };
	two_friend_writes(t, "kept there");
	assert_int_equal(two_sync(t), ERR_OK);
	int before = count_messages(t);
	int64_t kept = find_message(t, "kept there");
	struct draft draft = { .type = &record_types[TYPE_Message], .body = xstrdup("{\"subject\":\"half\"}") };
	assert_int_equal(draft_save(&t->s, &draft, &e), 0);
	struct json *ghost = json_new_object();
	json_set_string(ghost, "id", "aaaaaaaa");
	json_set_string(ghost, "subject", "gone there");
	json_set_string(ghost, "threadUid", "gone");
	assert_int_equal(db_begin(t->s.db, &e), 0);
	assert_true(record_receive(&t->s, t->account, &record_types[TYPE_Message], ghost, &e) > 0);
	assert_int_equal(replica_set_state(&t->s, t->account, "another-7", false, &e), 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	json_free(ghost);
	int64_t entry = two_write(t, "queued meanwhile");
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(find_message(t, "gone there"), 0);
	assert_int_equal(find_message(t, "kept there"), kept); /* the same row: screens hold on to it */
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_int_equal(count_messages(t), before + 1);
	struct draft again = { 0 };
	assert_true(draft_get(&t->s, draft.local, &again));
	draft_release(&again);
	draft_release(&draft);
}

/* The API is no longer where it was: it is found again, and nobody notices. */
static void an_api_that_has_moved_is_discovered(void **state)
{
	struct two *t = *state;
	struct str text = { 0 };
	struct err e = { 0 };
	engine_close(&t->engine);
	world_engine_end(t->pair.world, SIGTERM);
	assert_int_equal(file_read(t->pair.world->paths.token, 10000, &text, &e), 0);
	struct json *login = json_parse(text.text, text.len, &e);
	json_set_string(login, "api", "http://localhost/it/was/here");
	char *moved = json_print(login);
	assert_int_equal(file_write(t->pair.world->paths.token, moved, strlen(moved), 0600, &e), 0);
	int64_t entry = two_write(t, "to where it is now");
	two_connect(t);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_int_equal(two_arrived(t, "to where it is now", NULL), 1);
	free(moved);
	json_free(login);
	str_release(&text);
}

/* The portal on a TCP port that the system chose, reached without the relay. */
static void tcp_is_as_good_as_a_socket(void **state)
{
	struct two *t = *state;
	int out[2];
	char *program = xasprintf("%s/twinline-portal", getenv("TWINLINE_PROGRAMS"));
	assert_int_equal(pipe(out), 0);
	pid_t portal = fork();
	if (portal == 0) {
		dup2(out[1], 1);
		execl(program, program, "serve", t->pair.world->portal_dir, "--listen", "127.0.0.1:0", "--quiet", (char *)NULL);
		_exit(127);
	}
	close(out[1]);
	char shown[200] = "";
	ssize_t got = read(out[0], shown, sizeof shown - 1);
	assert_true(got > 0);
	shown[strcspn(shown, "\n")] = '\0';
	char *old = t->pair.world->url;
	t->pair.world->url = shown;
	assert_true(world_sign_in(t->pair.world));
	t->pair.world->url = old;
	relay_cut(t->pair.world->relay);
	int64_t entry = two_write(t, "over TCP");
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_int_equal(two_arrived(t, "over TCP", NULL), 1);
	kill(portal, SIGTERM);
	waitpid(portal, NULL, 0);
	close(out[0]);
	free(program);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_first_page_takes_one_exchange, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_slow_line_brings_a_screenful_first, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(nothing_new_costs_little, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(accounts_that_differ_are_said_at_length, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(what_is_counted_is_what_went, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(one_exchange_carries_both_ways, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(who_asks_during_an_exchange_hears_of_one_that_began_later, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_fresh_engine_sends_in_one_exchange, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_line_that_always_breaks_fills_the_window_all_the_same, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(marks_of_many_messages_go_in_one_request, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(what_the_portal_refuses_needs_the_writer_and_holds_up_nothing, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_change_at_both_ends_needs_the_writer, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(starting_over_keeps_outbox_and_drafts, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(an_api_that_has_moved_is_discovered, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(tcp_is_as_good_as_a_socket, two_set_up, two_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
