/*
 * Hostile text in each field that somebody else may write, through portal, engine and store to the terminal: every
 * screen and command that shows it sends the terminal nothing but what is ours.
 */
#include "lib/suite.h"

#include "lib/hostile.h"
#include "lib/pair.h"
#include "lib/stream.h"
#include "../../src/portal/user.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

enum { NAME_MAX_BYTES = 120, SUBJECT_MAX_BYTES = 200 };

/* {id, name, country}: a person, school or project whose name attacks. */
static struct json *party(const char *id, size_t text)
{
	struct json *party = json_new_object();
	char *name = hostile_text(text, NAME_MAX_BYTES), *country = hostile_text(text + 1, 24);
	json_set_string(party, "id", id);
	json_set_string(party, "name", name);
	json_set_string(party, "country", country);
	free(name);
	free(country);
	return party;
}

static void set_text(struct json *object, const char *key, size_t text, size_t max)
{
	char *value = hostile_text(text, max);
	json_set_string(object, key, value);
	free(value);
}

/* A message all of whose fields attack; what a portal that lets everything pass would deliver. */
static char *message(const struct user *reader, size_t number)
{
	struct json *m = json_new_object(), *file = json_new_object();
	char *uid = xasprintf("hostile%zu", number), at[CLOCK_TEXT_SIZE];
	clock_format(clock_now() - (int64_t)number, at);
	json_set_string(m, "messageUid", uid);
	json_set_string(m, "threadUid", uid);
	set_text(m, "inReplyTo", number, 40);
	if (number % 3 == 2) /* the others ask for an answer, and stand on Home and among the projects */
		set_text(m, "kind", number + 2, 24);
	else
		json_set_string(m, "kind", number % 3 ? "proposal" : "invitation");
	json_set(m, "from", party("afriend2", number));
	struct json *to = json_set(m, "to", json_new_array());
	json_set_string(json_push(to, json_new_object()), "id", reader->person);
	json_push(to, party("another2", number + 3));
	set_text(m, "subject", number, SUBJECT_MAX_BYTES);
	set_text(m, "text", number, 8000);
	set_text(m, "language", number + 4, 24);
	json_set(m, "project", party("aproject", number + 5));
	set_text(file, "name", number + 6, NAME_MAX_BYTES);
	set_text(file, "type", number + 7, NAME_MAX_BYTES);
	set_text(file, "blobId", number + 8, 40);
	json_set_integer(file, "size", 4000);
	json_push(json_set(m, "files", json_new_array()), file);
	json_set_string(m, "receivedAt", at);
	json_set_string(m, "writtenAt", at);
	char *body = json_print(m);
	json_free(m);
	free(uid);
	return body;
}

/* Past every rule of the portal, straight into its database. */
static void plant(struct pair *p)
{
	struct store s;
	struct user reader = { 0 };
	struct err e = { 0 };
	world_portal_store(p->world, &s);
	assert_true(user_by_name(&s, p->world->name, &reader));
	assert_int_equal(db_begin(s.db, &e), 0);
	for (size_t i = 0; i < hostile_count; i++) {
		struct record r = { .account = reader.account, .type = &record_types[TYPE_Message],
		                    .audience = AUDIENCE_AUTHOR, .body = message(&reader, i) };
		if (record_write(&s, &r, true, &e) < 0)
			fail_msg("text %zu: %s", i, err_name(e.code));
		record_free(&r);
	}
	assert_int_equal(db_commit(s.db, &e), 0);
	user_release(&reader);
	store_close(&s);
}

static void assert_clean(struct terminal *t, const char *where)
{
	char *offence = terminal_offence(t);
	if (offence)
		fail_msg("%s: %s", where, offence);
	assert_int_equal(terminal_queries(t), 0);
}

/* Home and Projects say who wrote and what about, too. */
static void look_around(struct terminal *t)
{
	static const char *const keys[] = { "1", "<End>", "<Home>", "<Enter>", "1", "4", "<Enter>", "<Esc>", "1" };
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		terminal_send(t, keys[i]);
		assert_true(terminal_wait_idle(t));
		assert_clean(t, keys[i]);
	}
}

/* Opens each conversation, pages through it, answers it, looks at its info, comes back. */
static void walk(struct terminal *t)
{
	static const char *const keys[] = { "<Enter>", "<PgDn>", "<PgDn>", "i", "t", "<PgDn>", "i", "r", "<Esc>", "q", "R", "<Esc>",
	                                    "d", "F", "<Esc>", "d", "P", "2", "<Esc>", "<Esc>", "<C-l>" };
	for (size_t row = 0; row < hostile_count; row++) {
		terminal_send(t, "2"); /* the inbox, from wherever the walk has led */
		assert_true(terminal_wait_idle(t));
		terminal_send(t, "<Home>");
		for (size_t i = 0; i < row; i++)
			terminal_send(t, "j");
		for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
			terminal_send(t, keys[i]);
			assert_true(terminal_wait_idle(t));
			assert_clean(t, keys[i]);
		}
	}
}

static void no_screen_lets_it_through(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 12, 40 }, { 5, 20 } };
	struct pair *p = *state;
	plant(p);
	json_free(world_sync(p->world));
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct terminal *t = pair_face(p, sizes[i][0], sizes[i][1]);
		assert_true(terminal_wait_at(t, 0, "Inbox"));
		walk(t);
		look_around(t);
		terminal_free(t);
	}
}

static void no_view_lets_it_through(void **state)
{
	static const char *const keys[] = { "v", "v", "v", "v", "v", "0", "q", "?", "q", "x", "<Esc>", "fh1", "<Enter>", "<Esc>",
	                                    "ch1", "h", "<Esc>" };
	struct pair *p = *state;
	plant(p);
	json_free(world_sync(p->world));
	struct terminal *t = pair_face(p, 24, 80);
	assert_true(terminal_wait_text(t, "h0"));
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		terminal_send(t, keys[i]);
		assert_true(terminal_wait_idle(t));
		assert_clean(t, keys[i]);
	}
	terminal_free(t);
}

static void no_command_lets_it_through(void **state)
{
	struct pair *p = *state;
	plant(p);
	struct terminal *t = world_face(p->world, 24, 80, (const char *[]){ "sync", NULL });
	assert_true(terminal_wait_exit(t, NULL));
	assert_clean(t, "twinline sync");
	terminal_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_screen_lets_it_through, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(no_view_lets_it_through, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(no_command_lets_it_through, pair_set_up, pair_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
