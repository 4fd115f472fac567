/* A record changed at both ends, through a real portal: what can be merged is, what cannot is asked about, and each is written once. */
#include "lib/suite.h"

#include "lib/two.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/conflict.h"

#define MUST(call) assert_true((call) >= 0)

/* The teacher at another computer, and a record there. */
struct elsewhere { struct portal_client c; const struct record_type *type; char account[RECORD_ID_LENGTH + 1], id[RECORD_ID_LENGTH + 1]; };

static struct elsewhere open_elsewhere(struct two *t, int64_t record)
{
	struct elsewhere there = { .type = NULL };
	struct account a;
	struct record r;

	assert_true(record_by_local(&t->s, record, &r));
	assert_true(account_by_local(&t->s, r.account, &a));
	there.type = r.type;
	snprintf(there.account, sizeof there.account, "%s", a.id);
	snprintf(there.id, sizeof there.id, "%s", r.id);
	account_release(&a);
	record_free(&r);
	portal_client_open(&there.c, t->pair.world->portal_socket);
	portal_client_sign_in(&there.c, t->pair.world->name, t->pair.world->password);
	return there;
}

static struct json *call(struct elsewhere *there, const char *verb, const char *name, struct json *value_taken)
{
	struct json *arguments = json_new_object(), *answer;
	char *method = xasprintf("%s/%s", there->type->name, verb);

	json_set_string(arguments, "accountId", there->account);
	json_set(arguments, name, value_taken);
	answer = portal_client_call(&there->c, method, arguments);
	free(method);
	return answer;
}

static void change_there(struct elsewhere *there, const char *patch)
{
	struct json *update = json_new_object(), *answer;

	json_set(update, there->id, json_parse_own(patch));
	answer = call(there, "set", "update", update);
	if (json_size(json_get(answer, "notUpdated")))
		fail_msg("%s", json_print(answer));
	json_free(answer);
}

static void destroy_there(struct elsewhere *there)
{
	struct json *ids = json_new_array();

	json_push(ids, json_new_string(there->id));
	json_free(call(there, "set", "destroy", ids));
}

/* The record as the portal has it; NULL where it is gone. Yours. */
static struct json *look_there(struct elsewhere *there)
{
	struct json *ids = json_new_array(), *answer, *tree;

	json_push(ids, json_new_string(there->id));
	answer = call(there, "get", "ids", ids);
	tree = json_copy(json_first(json_get(answer, "list")));
	json_free(answer);
	return tree;
}

static void expect_there(struct elsewhere *there, const char *name, const char *value, int64_t rev)
{
	struct json *tree = look_there(there);

	assert_non_null(tree);
	if (!text_equal(json_get_text(tree, name), value) || json_get_integer(tree, "rev", 0) != rev)
		fail_msg("%s", json_print(tree));
	json_free(tree);
}

static int64_t rev_there(struct elsewhere *there)
{
	struct json *tree = look_there(there);
	int64_t rev = json_get_integer(tree, "rev", 0);

	json_free(tree);
	return rev;
}

static int64_t change_here(struct two *t, int64_t record, const char *patch)
{
	struct json *tree = json_parse_own(patch);
	int64_t entry;

	MUST(db_begin(t->s.db, NULL));
	entry = outbox_update(&t->s, record, tree, NULL);
	MUST(entry);
	MUST(db_commit(t->s.db, NULL));
	json_free(tree);
	return entry;
}

static int64_t settle(struct two *t, int64_t entry, const char *choices, bool mine)
{
	struct json *tree = json_parse_own(choices);
	struct conflict_undo undo;
	struct conflict c;
	int64_t queued;

	assert_true(conflict_read(&t->s, entry, &c));
	MUST(db_begin(t->s.db, NULL));
	MUST(conflict_settle(&t->s, &c, &(struct conflict_answer){ .choices = tree, .mine = mine }, &undo, NULL));
	MUST(db_commit(t->s.db, NULL));
	queued = undo.queued;
	conflict_undo_release(&undo);
	conflict_release(&c);
	json_free(tree);
	return queued;
}

static int64_t profile_here(struct two *t)
{
	struct record_query mine = { .account = t->account, .type = &record_types[TYPE_Profile], .limit = 1 };
	int64_t local;

	assert_int_equal(record_list(&t->s, &mine, &local, NULL, NULL, NULL), 1);
	return local;
}

static int64_t card_here(struct two *t)
{
	struct account directory;
	struct record r;
	int64_t local;

	assert_true(account_by_kind(&t->s, ACCOUNT_DIRECTORY, &directory));
	assert_true(record_by_id(&t->s, directory.local, &record_types[TYPE_Person], t->pair.reading.correspondent, &r));
	local = r.local;
	record_free(&r);
	account_release(&directory);
	return local;
}

/* An event of the teacher's in the community, made here and sent. */
static int64_t event_here(struct two *t)
{
	struct json *object = json_parse_own("{\"title\":\"Tales\",\"kind\":\"webinar\",\"town\":\"Bari\",\"about\":\"One.\\n\\nTwo.\","
	                                     "\"time\":{\"start\":\"2032-11-20T16:00:00\",\"timeZone\":\"Europe/Athens\",\"duration\":\"PT1H\"}}");
	struct outbox_entry entry;
	struct account community;
	int64_t local, record;

	assert_true(account_by_kind(&t->s, ACCOUNT_COMMUNITY, &community));
	MUST(db_begin(t->s.db, NULL));
	local = outbox_create(&t->s, community.local, &record_types[TYPE_Event], object, 0, NULL);
	MUST(local);
	MUST(db_commit(t->s.db, NULL));
	assert_int_equal(two_sync(t), ERR_OK);
	assert_true(outbox_get(&t->s, local, &entry));
	assert_int_equal(entry.state, OUTBOX_SENT);
	record = entry.record;
	outbox_entry_release(&entry);
	account_release(&community);
	json_free(object);
	return record;
}

static void different_fields_merge(void **state)
{
	struct two *t = *state;
	int64_t record = profile_here(t), rev, entry;
	struct elsewhere there = open_elsewhere(t, record);
	struct json *tree;

	rev = rev_there(&there);
	change_there(&there, "{\"timeZone\":\"Europe/Athens\",\"reads/el\":true}");
	entry = change_here(t, record, "{\"mailCopies\":true,\"reads/tr\":true}");
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	expect_there(&there, "timeZone", "Europe/Athens", rev + 2); /* two changes, two revs: nothing was written twice */
	tree = look_there(&there);
	assert_true(json_get_bool(tree, "mailCopies", false));
	assert_true(json_get_bool(json_get(tree, "reads"), "el", false));
	assert_true(json_get_bool(json_get(tree, "reads"), "tr", false));
	json_free(tree);
	portal_client_release(&there.c);
}

/* The card stands in the directory, of which nobody has a copy: its newer version is fetched all the same. */
static void the_card_merges_by_paragraphs_and_asks_for_one(void **state)
{
	struct two *t = *state;
	int64_t record = card_here(t), rev, entry;
	struct elsewhere there = open_elsewhere(t, record);

	change_here(t, record, "{\"about\":\"One.\\n\\nTwo.\\n\\nThree.\"}");
	assert_int_equal(two_sync(t), ERR_OK);
	rev = rev_there(&there);
	change_there(&there, "{\"about\":\"One!\\n\\nTwo.\\n\\nThree.\"}");
	entry = change_here(t, record, "{\"about\":\"One.\\n\\nTwo.\\n\\nThree!\"}");
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	expect_there(&there, "about", "One!\n\nTwo.\n\nThree!", rev + 2);
	change_there(&there, "{\"about\":\"One!\\n\\nTwo there.\\n\\nThree!\",\"classSize\":24}");
	entry = change_here(t, record, "{\"about\":\"One!\\n\\nTwo here.\\n\\nThree!\",\"looksFor\":\"A partner\"}");
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_NEEDS_YOU);
	assert_int_equal(two_cause(t, entry), ERR_CONFLICT);
	expect_there(&there, "about", "One!\n\nTwo there.\n\nThree!", rev + 3);
	entry = settle(t, entry, "{\"about\":\"both\"}", false);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	expect_there(&there, "about", "One!\n\nTwo there.\n\nTwo here.\n\nThree!", rev + 4); /* exactly one write */
	expect_there(&there, "looksFor", "A partner", rev + 4);
	portal_client_release(&there.c);
}

static void an_event_is_settled_for_theirs_without_a_write(void **state)
{
	struct two *t = *state;
	int64_t record = event_here(t), entry;
	struct elsewhere there = open_elsewhere(t, record);

	change_there(&there, "{\"town\":\"Rome\"}");
	entry = change_here(t, record, "{\"town\":\"Oslo\"}");
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_NEEDS_YOU);
	assert_int_equal(settle(t, entry, "{\"town\":\"theirs\"}", false), 0);
	assert_int_equal(two_sync(t), ERR_OK);
	expect_there(&there, "town", "Rome", 2);
	portal_client_release(&there.c);
}

static void what_was_deleted_there_is_made_anew(void **state)
{
	struct two *t = *state;
	int64_t record = event_here(t), entry;
	struct elsewhere there = open_elsewhere(t, record);
	struct outbox_entry made;

	destroy_there(&there);
	entry = change_here(t, record, "{\"town\":\"Oslo\"}");
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_NEEDS_YOU);
	assert_int_equal(two_cause(t, entry), ERR_DELETED_THERE);
	entry = settle(t, entry, "{}", true);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_true(outbox_get(&t->s, entry, &made));
	assert_int_equal(made.state, OUTBOX_SENT);
	assert_true(record_id(&t->s, made.record, there.id));
	expect_there(&there, "town", "Oslo", 1);
	expect_there(&there, "about", "One.\n\nTwo.", 1);
	outbox_entry_release(&made);
	portal_client_release(&there.c);
}

static void what_was_changed_there_is_not_deleted_unasked(void **state)
{
	struct two *t = *state;
	int64_t record = event_here(t), entry;
	struct elsewhere there = open_elsewhere(t, record);

	change_there(&there, "{\"town\":\"Rome\"}");
	MUST(db_begin(t->s.db, NULL));
	entry = outbox_destroy(&t->s, record, NULL);
	MUST(entry);
	MUST(db_commit(t->s.db, NULL));
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_NEEDS_YOU);
	assert_int_equal(two_cause(t, entry), ERR_CHANGED_THERE);
	expect_there(&there, "town", "Rome", 2);
	entry = settle(t, entry, "{}", true);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_null(look_there(&there));
	portal_client_release(&there.c);
}

/* The line goes at each answer: what was merged is written once all the same. */
static void merging_over_a_line_that_breaks_writes_once(void **state)
{
	struct two *t = *state;
	int64_t record = profile_here(t), rev, entry;
	struct elsewhere there = open_elsewhere(t, record);

	rev = rev_there(&there);
	change_there(&there, "{\"timeZone\":\"Europe/Athens\"}");
	entry = change_here(t, record, "{\"mailCopies\":true}");
	for (int i = 0; i < 3; i++) {
		relay_cut_down_at(t->pair.world->relay, 40);
		two_sync(t);
	}
	relay_open(t->pair.world->relay);
	assert_true(two_sync_through(t, 10));
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	expect_there(&there, "timeZone", "Europe/Athens", rev + 2);
	portal_client_release(&there.c);
}

/* Presses a key until the line that the cursor is on begins so. */
static void go_to_line(struct terminal *t, const char *key, const char *line)
{
	for (int i = 0; i < 40 && !terminal_shows(t, line); i++) {
		terminal_send(t, key);
		assert_true(terminal_wait_idle(t));
	}
	assert_true(terminal_shows(t, line));
}

/* The whole way through the client: a part of the card changed here without a line and there meanwhile, chosen, and written once. */
static void a_face_shows_both_and_sends_one(void **state)
{
	struct two *t = *state;
	struct elsewhere there = open_elsewhere(t, card_here(t));
	struct terminal *face;
	int64_t rev;

	relay_shut(t->pair.world->relay);
	face = pair_face(&t->pair, 24, 80);
	terminal_send(face, "6");
	assert_true(terminal_wait_at(face, 0, "Profile"));
	go_to_line(face, "j", "> Class");
	terminal_send(face, "<Enter>20<C-x><Enter>");
	assert_true(terminal_wait_at(face, -1, "Goes out at"));
	change_there(&there, "{\"classSize\":24,\"looksFor\":\"A partner by the sea\"}");
	rev = rev_there(&there);
	relay_open(t->pair.world->relay);
	assert_true(two_sync_through(t, 5));
	terminal_send(face, "0");
	assert_true(terminal_wait_text(face, "Changed at both ends. Enter shows both"));
	terminal_send(face, "<Home><Enter>");
	assert_true(terminal_wait_text(face, "> mine            20"));
	assert_true(terminal_wait_text(face, "theirs          24"));
	terminal_send(face, "<Enter>");
	assert_true(terminal_wait_text(face, "mine    chosen  20"));
	terminal_send(face, "<Enter>");
	assert_true(terminal_wait_at(face, -1, "Goes out at"));
	terminal_send(face, "s"); /* now */
	assert_true(terminal_wait_text(face, "sent       Change"));
	expect_there(&there, "looksFor", "A partner by the sea", rev + 1);
	terminal_free(face);
	portal_client_release(&there.c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(different_fields_merge, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(the_card_merges_by_paragraphs_and_asks_for_one, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(an_event_is_settled_for_theirs_without_a_write, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(what_was_deleted_there_is_made_anew, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(what_was_changed_there_is_not_deleted_unasked, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(merging_over_a_line_that_breaks_writes_once, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_face_shows_both_and_sends_one, two_set_up, two_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
