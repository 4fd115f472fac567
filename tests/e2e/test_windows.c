/* A replica that is a window: what lies beyond is told truly, comes when asked for, and nothing between is missed. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/portal_client.h"
#include "lib/world.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"
#include "twinline/records/thread.h"

enum { WINDOW = 50, MESSAGES = 200, PATIENCE_MS = 60000 };

/* The demo's teacher with a window of 50, and the same person at another computer, who talks to the portal directly. */
struct windowed {
	struct world *w;
	struct engine_link engine;
	pid_t pid;
	struct store s;
	int64_t account;
	struct portal_client elsewhere;
};

static const struct record_type *const message = &record_types[TYPE_Message];

/* --- the engine, as a face hears it --- */

static void start_engine(struct windowed *t, const char *window)
{
	const char *words[] = { window ? "--window" : NULL, window, NULL };
	t->pid = world_engine_with(t->w, words, &t->engine);
}

static void end_engine(struct windowed *t, int with)
{
	engine_close(&t->engine);
	kill(t->pid, with);
	assert_int_equal(waitpid(t->pid, NULL, 0), t->pid);
}

static void tell(struct windowed *t, const char *what)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "do", what);
	json_set_integer(packet, "account", t->account);
	json_set_string(packet, "type", "Message");
	assert_true(engine_send(&t->engine, packet));
}

/* Waits for progress "done", or for a failure: true if it went well. */
static bool await_done(struct windowed *t)
{
	for (int64_t until = clock_monotonic_ms() + PATIENCE_MS; clock_monotonic_ms() < until;) {
		struct pollfd ready = { .fd = t->engine.fd, .events = POLLIN };
		bool gone, done = false, failed = false;
		poll(&ready, 1, 1000);
		for (struct json *packet; !done && !failed && (packet = engine_receive(&t->engine, &gone)); json_free(packet)) {
			done = text_equal(json_get_text(packet, "phase"), "done");
			failed = text_equal(json_get_text(packet, "did"), "failed");
		}
		if (done || failed)
			return done;
	}
	fail_msg("the engine says nothing");
	return false;
}

static bool sync_now(struct windowed *t)
{
	tell(t, "sync");
	return await_done(t);
}

/* The next part, for which one exchange is enough. */
static void fetch_older(struct windowed *t)
{
	relay_reset(t->w->relay);
	tell(t, "older");
	assert_true(sync_now(t));
	assert_in_range(relay_counts(t->w->relay).requests, 1, 2); /* the second: "sync", if it came when the first had left */
	assert_int_equal(replica_older(&t->s, t->account, message), 0);
}

/* --- truth --- */

static struct json *query_all(struct windowed *t)
{
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", t->elsewhere.account);
	return portal_client_call(&t->elsewhere, "Message/query", arguments);
}

static void count_here(struct windowed *t, struct holding *here, struct holding *beyond)
{
	struct err e = { 0 };
	assert_int_equal(replica_here(&t->s, t->account, here, &e), 0);
	replica_beyond(&t->s, t->account, beyond);
}

/* What is here and what lies beyond are together what the portal's own lists count. */
static void assert_totals(struct windowed *t)
{
	struct store portal;
	struct account a;
	struct holding here, beyond;
	struct err e = { 0 };
	int64_t threads, unread;
	char *path = xasprintf("%s/portal.db", t->w->portal_dir);
	assert_int_equal(store_open(&portal, path, STORE_PORTAL, DB_READ_ONLY, &e), 0);
	assert_true(account_by_id(&portal, t->elsewhere.account, &a));
	assert_int_equal(thread_totals(&portal, a.local, &threads, &unread, &e), 0);
	account_release(&a);
	store_close(&portal);
	free(path);
	struct json *all = query_all(t);
	count_here(t, &here, &beyond);
	assert_int_equal(here.records[TYPE_Message] + beyond.records[TYPE_Message], json_size(json_get(all, "ids")));
	assert_int_equal(here.records[TYPE_Thread] + beyond.records[TYPE_Thread], threads);
	assert_int_equal(here.unread + beyond.unread, unread);
	json_free(all);
}

/* The newest count messages of the portal are here, none left out. */
static void assert_newest(struct windowed *t, int count)
{
	struct json *all = query_all(t);
	for (int i = 0; i < count; i++) {
		struct record r = { 0 };
		if (!record_by_id(&t->s, t->account, message, json_text(json_at(json_get(all, "ids"), (size_t)i)), &r))
			fail_msg("message %d of %d is not here", i, count);
		record_free(&r);
	}
	json_free(all);
}

/* --- beginning and ending --- */

static int set_up(void **state)
{
	struct windowed *t = xcalloc(1, sizeof *t);
	struct account mine;
	struct err e = { 0 };
	t->w = world_start(&(struct world_options){ .messages = MESSAGES, .signed_out = true });
	start_engine(t, "50");
	if (!world_sign_in(t->w) || !sync_now(t))
		return -1;
	if (store_open(&t->s, t->w->paths.store, STORE_REPLICA, 0, &e) != 0 || !account_by_kind(&t->s, ACCOUNT_PERSONAL, &mine))
		return -1;
	t->account = mine.local;
	account_release(&mine);
	portal_client_open(&t->elsewhere, t->w->portal_socket);
	portal_client_sign_in(&t->elsewhere, t->w->name, t->w->password);
	*state = t;
	return 0;
}

static int tear_down(void **state)
{
	struct windowed *t = *state;
	end_engine(t, SIGTERM);
	portal_client_release(&t->elsewhere);
	store_close(&t->s);
	world_free(t->w);
	free(t);
	return 0;
}

/* A change to a message, made at another computer. */
static void change_elsewhere(struct windowed *t, const char *id, const char *path)
{
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", t->elsewhere.account);
	struct json *patch = json_set(json_set(arguments, "update", json_new_object()), id, json_new_object());
	json_set_bool(patch, path, true);
	json_free(portal_client_call(&t->elsewhere, "Message/set", arguments));
}

static void destroy_elsewhere(struct windowed *t, const char *id)
{
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", t->elsewhere.account);
	json_push(json_set(arguments, "destroy", json_new_array()), json_new_string(id));
	json_free(portal_client_call(&t->elsewhere, "Message/set", arguments));
}

/* --- tests --- */

static void a_window_knows_what_lies_beyond(void **state)
{
	struct windowed *t = *state;
	struct holding here, beyond;
	count_here(t, &here, &beyond);
	assert_int_equal(here.records[TYPE_Message], WINDOW);
	assert_true(beyond.records[TYPE_Message] > 2 * WINDOW);
	assert_true(beyond.records[TYPE_Thread] > 0);
	assert_totals(t);
	assert_newest(t, WINDOW);
}

static void older_ones_come_part_by_part_until_all_is_here(void **state)
{
	struct windowed *t = *state;
	struct holding here, beyond;
	for (int part = 2; part <= 3; part++) {
		fetch_older(t);
		count_here(t, &here, &beyond);
		assert_int_equal(here.records[TYPE_Message], part * WINDOW);
		assert_totals(t);
		assert_newest(t, part * WINDOW);
	}
	for (int i = 0; i < 20 && beyond.records[TYPE_Message] > 0; i++) {
		fetch_older(t);
		count_here(t, &here, &beyond);
	}
	assert_int_equal(beyond.records[TYPE_Message], 0);
	assert_int_equal(beyond.records[TYPE_Thread], 0);
	assert_int_equal(beyond.unread, 0);
	assert_totals(t); /* by the lists alone now */
	assert_newest(t, (int)here.records[TYPE_Message]);
}

static void totals_stay_right_whatever_happens_beyond(void **state)
{
	struct windowed *t = *state;
	struct json *all = query_all(t);
	const struct json *ids = json_get(all, "ids");
	struct portal_client friend;
	free(world_add_person(t->w, "Friend"));
	portal_client_open(&friend, t->w->portal_socket);
	portal_client_sign_in(&friend, "Friend", t->w->password);
	free(portal_client_write_to(&friend, t->elsewhere.person, "New here", "Dear colleague, I am new."));
	assert_true(sync_now(t));
	assert_totals(t);
	for (size_t i = WINDOW + 20; i < json_size(ids); i += 7) {
		static const char *const marks[] = { "keywords/$seen", "keywords/$putAway", "keywords/$deleted", "keywords/$kept" };
		change_elsewhere(t, json_text(json_at(ids, i)), marks[i % ARRAY_SIZE(marks)]);
	}
	destroy_elsewhere(t, json_text(json_at(ids, WINDOW + 5)));
	destroy_elsewhere(t, json_text(json_at(ids, 3)));
	assert_true(sync_now(t));
	assert_totals(t);
	fetch_older(t);
	assert_totals(t);
	assert_newest(t, 2 * WINDOW - 1);
	portal_client_release(&friend);
	json_free(all);
}

/* The message that the window ends with goes: the one before it is where the older ones begin. */
static void the_end_of_a_window_may_go(void **state)
{
	struct windowed *t = *state;
	struct json *all = query_all(t);
	destroy_elsewhere(t, json_text(json_at(json_get(all, "ids"), WINDOW - 1)));
	destroy_elsewhere(t, json_text(json_at(json_get(all, "ids"), WINDOW)));
	fetch_older(t); /* which asks from a record that is no more, and hears so */
	for (int i = 0; i < 3 && replica_older(&t->s, t->account, message) > 0; i++)
		assert_true(sync_now(t));
	assert_newest(t, 2 * WINDOW - 2);
	assert_totals(t);
	json_free(all);
}

/* Without a line the wish is kept, beyond the engine's own life, and answered when the line is back. */
static void a_wish_waits_for_the_line(void **state)
{
	struct windowed *t = *state;
	struct holding here, beyond;
	relay_cut(t->w->relay);
	tell(t, "older");
	assert_false(sync_now(t));
	assert_int_equal(replica_older(&t->s, t->account, message), WINDOW);
	end_engine(t, SIGKILL);
	relay_open(t->w->relay);
	start_engine(t, "50");
	assert_true(sync_now(t));
	assert_int_equal(replica_older(&t->s, t->account, message), 0);
	count_here(t, &here, &beyond);
	assert_int_equal(here.records[TYPE_Message], 2 * WINDOW);
	assert_newest(t, 2 * WINDOW);
	assert_totals(t);
}

static void a_wish_for_nonsense_is_refused(void **state)
{
	struct windowed *t = *state;
	struct json *packet = json_new_object();
	json_set_string(packet, "do", "older");
	json_set_integer(packet, "account", t->account);
	json_set_string(packet, "type", "Person");
	assert_true(engine_send(&t->engine, packet));
	assert_false(await_done(t));
	assert_int_equal(replica_older(&t->s, t->account, &record_types[TYPE_Person]), 0);
	assert_true(sync_now(t));
}

/* A row of the list without its number of messages, which grows as older ones of the same conversation come. */
static char *row_of(struct terminal *face, int row)
{
	char *left = terminal_cells(face, row, 0, 28), *right = terminal_cells(face, row, 30, 50), *both = xasprintf("%s%s", left, right);
	free(left);
	free(right);
	return both;
}

/* From the face's Enter on the last line to the portal and back: the rest of the screen stands still. */
static void a_face_asks_and_stays_where_it_is(void **state)
{
	enum { LAST = 22 };
	struct windowed *t = *state;
	struct terminal *face = world_face(t->w, 24, 80, NULL);
	struct holding here, beyond;
	char *before[LAST], title[80];
	count_here(t, &here, &beyond);
	snprintf(title, sizeof title, "%d unread of %d ", (int)(here.unread + beyond.unread),
	         (int)(here.records[TYPE_Thread] + beyond.records[TYPE_Thread]));
	assert_true(terminal_wait_at(face, 0, "Home"));
	terminal_send(face, "2");
	assert_true(terminal_wait_at(face, 0, title));
	terminal_send(face, "<End>");
	assert_true(terminal_wait_at(face, LAST, "> next 50 of "));
	for (int i = 1; i < LAST; i++)
		before[i] = row_of(face, i);
	terminal_send(face, "<Enter>");
	assert_true(terminal_wait_gone(face, "> next 50 of "));
	for (int i = 1; i < LAST; i++) {
		char *after = row_of(face, i);
		assert_string_equal(after, before[i]);
		free(after);
		free(before[i]);
	}
	assert_true(terminal_wait_at(face, LAST, "> "));
	assert_true(terminal_wait_at(face, 0, title));
	terminal_free(face);
	count_here(t, &here, &beyond);
	assert_int_equal(here.records[TYPE_Message], 2 * WINDOW);
}

/* Nothing was said of a window, and the portal is on this computer: all of it, page by page, though engines die meanwhile. */
static void a_portal_on_this_computer_is_copied_whole(void **state)
{
	struct windowed *t = *state;
	struct holding here, beyond;
	struct err e = { 0 };
	end_engine(t, SIGTERM);
	assert_int_equal(db_begin(t->s.db, &e), 0);
	assert_int_equal(replica_start_over(&t->s, t->account, &e), 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	for (int i = 1; i < 4; i++) {
		relay_cut_down_at(t->w->relay, 9000 * i);
		start_engine(t, NULL);
		sync_now(t);
		end_engine(t, SIGKILL);
	}
	start_engine(t, NULL);
	assert_true(sync_now(t));
	count_here(t, &here, &beyond);
	assert_int_equal(beyond.records[TYPE_Message], 0);
	assert_true(here.records[TYPE_Message] > 3 * WINDOW);
	assert_totals(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_window_knows_what_lies_beyond, set_up, tear_down),
		cmocka_unit_test_setup_teardown(older_ones_come_part_by_part_until_all_is_here, set_up, tear_down),
		cmocka_unit_test_setup_teardown(totals_stay_right_whatever_happens_beyond, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_end_of_a_window_may_go, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_wish_waits_for_the_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_wish_for_nonsense_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_face_asks_and_stays_where_it_is, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_portal_on_this_computer_is_copied_whole, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
