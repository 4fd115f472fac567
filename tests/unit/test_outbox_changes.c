/* Changes of records on their way: they join, follow the rev, meet those of the other end, hold what hangs on them, and end records. */
#include "mail.h"

static void test_patches_join(void **state)
{
	int64_t record, one, two, locals[10];
	struct outbox_entry about;
	struct outbox_counts counts;
	int64_t *list = NULL;

	(void)state;
	mail_open();
	record = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'keywords':{'$flag':true}");
	one = mail_patch(record, "{'keywords/$seen':true}");
	assert_int_equal(mail_patch(record, "{'keywords/$kept':true}"), one);
	assert_int_equal(mail_patch(record, "{'keywords/$kept':null}"), one);
	assert_true(mail_is_marked(record, "$seen") && !mail_is_marked(record, "$kept") && mail_is_marked(record, "$flag"));
	assert_true(outbox_get(&s, one, &about));
	assert_int_equal(about.rev, 0); /* marks commute: no rev is named */
	outbox_entry_release(&about);
	MUST(outbox_counts(&s, &counts, E));
	assert_true(counts.waiting == 0 && counts.marks == 1 && counts.bytes > 0);
	assert_int_equal(outbox_list(&s, &list, E), 0);
	free(list);
	assert_int_equal(mail_take(locals), 1);
	two = mail_patch(record, "{'keywords/$kept':true}"); /* the first may have left */
	assert_int_not_equal(two, one);
	assert_int_equal(mail_take(locals), 1);
	assert_int_equal(locals[0], one);
	mail_sent(one, NULL, "{}");
	assert_int_equal(mail_state(one), OUTBOX_STATE_COUNT); /* no receipt for having read something */
	assert_true(mail_is_marked(record, "$seen") && mail_is_marked(record, "$kept"));
	assert_int_equal(stores_number(&s, "SELECT body LIKE '%$seen%' FROM record WHERE type = 3"), 1);
	assert_int_equal(stores_number(&s, "SELECT body LIKE '%$kept%' FROM record WHERE type = 3"), 0);
	stores_close(&s);
}

/* What is final once it has left waits a while in an entry of its own, and what was marked before stays marked when it is taken back. */
static void test_held_update(void **state)
{
	struct json *patch = stores_json("{'answer':'accepted','keywords/$answered':true}");
	int64_t record, seen, held, locals[10];

	(void)state;
	mail_open();
	record = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'kind':'contactRequest'");
	seen = mail_patch(record, "{'keywords/$seen':true}");
	stores_begin(&s);
	held = outbox_update_held(&s, record, patch, 30, E);
	MUST(held);
	stores_commit(&s);
	assert_int_not_equal(held, seen);
	assert_int_equal(mail_state(held), OUTBOX_HELD);
	assert_true(mail_is_marked(record, "$answered"));
	assert_int_equal(mail_take(locals), 1);
	assert_int_equal(locals[0], seen);
	stores_begin(&s);
	MUST(outbox_take_back(&s, held, E));
	stores_commit(&s);
	assert_true(mail_is_marked(record, "$seen") && !mail_is_marked(record, "$answered"));
	json_free(patch);
	stores_close(&s);
}

/* Content names the rev that the writer saw; what waits behind an accepted change is rebased on its rev. */
static void test_revs(void **state)
{
	const struct record_type *profile = record_type_find("Profile");
	struct json *object = stores_json("{'id':'qabc2345','rev':4,'email':'a@example.org'}");
	struct outbox_entry about;
	int64_t record, one, two, locals[10];

	(void)state;
	mail_open();
	stores_begin(&s);
	record = record_receive(&s, account, profile, object, E);
	stores_commit(&s);
	one = mail_patch(record, "{'email':'b@example.org'}");
	assert_true(outbox_get(&s, one, &about));
	assert_int_equal(about.rev, 4);
	outbox_entry_release(&about);
	mail_expect(record, "email", "b@example.org");
	mail_take(locals);
	two = mail_patch(record, "{'email':'c@example.org'}");
	mail_expect(record, "email", "c@example.org");
	mail_sent(one, NULL, "{'rev':5}");
	assert_true(outbox_get(&s, two, &about));
	assert_int_equal(about.rev, 5);
	outbox_entry_release(&about);
	mail_expect(record, "email", "c@example.org");
	/* Refused: the portal's truth shows again. */
	stores_begin(&s);
	MUST(outbox_refused(&s, two, false, &(struct err){ .code = ERR_FORBIDDEN }, E));
	stores_commit(&s);
	mail_expect(record, "email", "b@example.org");
	assert_int_equal(mail_state(two), OUTBOX_REFUSED);
	json_free(object);
	stores_close(&s);
}

static void test_conflict_keeps_both(void **state)
{
	const struct record_type *profile = record_type_find("Profile");
	struct json *object = stores_json("{'id':'qabc2345','rev':4,'email':'a@example.org','timeZone':'Europe/Athens'}");
	int64_t record, entry;

	(void)state;
	mail_open();
	stores_begin(&s);
	record = record_receive(&s, account, profile, object, E);
	stores_commit(&s);
	entry = mail_patch(record, "{'email':'mine@example.org'}");
	json_set_integer(object, "rev", 5);
	json_set_string(object, "email", "theirs@example.org");
	json_set_string(object, "timeZone", "Europe/Istanbul");
	stores_begin(&s);
	assert_int_equal(record_receive(&s, account, profile, object, E), record);
	MUST(outbox_refused(&s, entry, true, &(struct err){ .code = ERR_CONFLICT }, E));
	stores_commit(&s);
	mail_expect(record, "email", "mine@example.org");
	mail_expect(record, "timeZone", "Europe/Istanbul");
	assert_int_equal(stores_number(&s, "SELECT body LIKE '%theirs%' FROM record WHERE type = 2"), 1);
	stores_begin(&s);
	MUST(outbox_take_back(&s, entry, E));
	stores_commit(&s);
	mail_expect(record, "email", "theirs@example.org");
	json_free(object);
	stores_close(&s);
}

static void test_refused_creation_holds_its_patches(void **state)
{
	int64_t entry, patch, locals[10], *list = NULL;
	struct err cause = { 0 };
	struct outbox_entry about;

	(void)state;
	mail_open();
	err_set(&cause, ERR_ACCOUNT_CLOSED, "Jürgen Weiß", NULL);
	entry = mail_write(LETTER, 0);
	patch = mail_patch(mail_record(entry), "{'keywords/$kept':true}");
	assert_int_equal(mail_take(locals), 1); /* the patch has no id to name yet */
	stores_begin(&s);
	MUST(outbox_refused(&s, entry, true, &cause, E));
	stores_commit(&s);
	assert_int_equal(mail_take(locals), 0);
	assert_int_equal(mail_state(patch), OUTBOX_WAITING);
	assert_true(outbox_get(&s, entry, &about));
	assert_int_equal(about.state, OUTBOX_NEEDS_YOU);
	assert_int_equal(about.cause.code, ERR_ACCOUNT_CLOSED);
	assert_string_equal(about.cause.arg[0], "Jürgen Weiß");
	outbox_entry_release(&about);
	mail_write(LETTER, 0);
	assert_int_equal(outbox_list(&s, &list, E), 2);
	assert_int_equal(list[0], entry); /* what needs the writer stands first */
	free(list);
	err_release(&cause);
	stores_begin(&s);
	MUST(outbox_take_back(&s, entry, E));
	stores_commit(&s);
	assert_int_equal(mail_state(patch), OUTBOX_STATE_COUNT);
	stores_close(&s);
}

static void test_destroy(void **state)
{
	int64_t record, entry, unsent, locals[10];
	struct record_query q = { .limit = 10 };

	(void)state;
	mail_open();
	q.account = account;
	q.type = message_type;
	record = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'text':'find me'");
	mail_patch(record, "{'keywords/$seen':true}");
	stores_begin(&s);
	entry = outbox_destroy(&s, record, E);
	MUST(entry);
	assert_int_equal(outbox_destroy(&s, record, E), entry);
	stores_commit(&s);
	assert_int_equal(record_list(&s, &q, locals, NULL, NULL, E), 0); /* out of sight at once */
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM thread_index"), 0);
	assert_int_equal(mail_take(locals), 1); /* marks of what is to go need not be sent */
	assert_int_equal(locals[0], entry);
	stores_begin(&s);
	MUST(outbox_not_sent(&s, entry, true, NULL, E));
	MUST(outbox_take_back(&s, entry, E));
	stores_commit(&s);
	assert_int_equal(record_list(&s, &q, locals, NULL, NULL, E), 1);
	assert_int_equal(stores_number(&s, "SELECT words LIKE '% find %' FROM message_index"), 1);
	stores_begin(&s);
	entry = outbox_destroy(&s, record, E);
	stores_commit(&s);
	mail_take(locals);
	mail_sent(entry, NULL, "{}");
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM record"), 0);
	/* One that has never left goes without a word to the portal. */
	unsent = mail_record(mail_write(LETTER, 0));
	stores_begin(&s);
	assert_int_equal(outbox_destroy(&s, unsent, E), 0);
	stores_commit(&s);
	assert_int_equal(mail_take(locals), 0);
	stores_close(&s);
}

/* Destroyed on another machine while changes wait here: marks and the like have nothing to do, content is never lost. */
static void test_record_gone(void **state)
{
	const struct record_type *profile = record_type_find("Profile");
	struct json *object = stores_json("{'id':'qabc2345','rev':4,'email':'a@example.org'}");
	int64_t message, record, marks, content;

	(void)state;
	mail_open();
	message = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	stores_begin(&s);
	record = record_receive(&s, account, profile, object, E);
	stores_commit(&s);
	marks = mail_patch(message, "{'keywords/$seen':true}");
	content = mail_patch(record, "{'email':'b@example.org'}");
	stores_begin(&s);
	MUST(record_forget(&s, account, message_type, "maaaaaaa", E));
	MUST(record_forget(&s, account, profile, "qabc2345", E));
	stores_commit(&s);
	assert_int_equal(mail_state(marks), OUTBOX_STATE_COUNT);
	assert_int_equal(mail_state(content), OUTBOX_NEEDS_YOU);
	json_free(object);
	stores_close(&s);
}

static void test_overlay_outlives_a_page(void **state)
{
	int64_t record;

	(void)state;
	mail_open();
	record = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	mail_patch(record, "{'keywords/$seen':true}");
	assert_int_equal(mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'keywords':{'$kept':true}"), record);
	assert_true(mail_is_marked(record, "$seen") && mail_is_marked(record, "$kept"));
	assert_int_equal(stores_number(&s, "SELECT unread FROM thread_index"), 0); /* the list sees the overlay too */
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_patches_join),
		TEST(test_held_update),
		TEST(test_revs),
		TEST(test_conflict_keeps_both),
		TEST(test_refused_creation_holds_its_patches),
		TEST(test_destroy),
		TEST(test_record_gone),
		TEST(test_overlay_outlives_a_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
