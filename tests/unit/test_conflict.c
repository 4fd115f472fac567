/* Changes that meet changes of the other end: merged where they can be, asked about where not, and nothing of either is lost. */
#include "mail.h"

#include "twinline/base/str.h"
#include "twinline/records/conflict.h"
#include "twinline/records/journal.h"
#include "twinline/records/replica.h"

static const struct record_type *event_type;

static int64_t receive(int rev, const char *more)
{
	char *text = xasprintf("{'id':'eaaaaaab','rev':%d,'kind':'webinar','time':{'start':'2026-11-20T16:00:00','timeZone':'Europe/Athens'},"
	                       "%s}", rev, more);
	int64_t local = stores_receive(&s, account, TYPE_Event, text);

	free(text);
	return local;
}

#define FIRST "'title':'Tales','about':'One.\\n\\nTwo.','town':'Bari','languages':{'en':true}"

static int64_t begin(void)
{
	mail_open();
	event_type = &record_types[TYPE_Event];
	return receive(1, FIRST);
}

static void expect_entry(int64_t local, const char *body, int64_t rev)
{
	struct json *expected = stores_json(body), *is;
	struct outbox_entry entry;

	assert_true(outbox_get(&s, local, &entry));
	is = json_parse_own(entry.body);
	if (!json_equal(is, expected))
		fail_msg("%s", entry.body);
	assert_int_equal(entry.rev, rev);
	outbox_entry_release(&entry);
	json_free(expected);
	json_free(is);
}

static void expect_shown(int64_t record, const char *name, const char *expected)
{
	struct record r;
	struct json *tree;

	assert_true(record_by_local(&s, record, &r));
	tree = record_tree(&s, &r);
	assert_string_equal(json_get_text(tree, name), expected);
	json_free(tree);
	record_free(&r);
}

static int journal_has(enum journal_kind kind)
{
	struct journal_row rows[20];
	int count = journal_list(&s, &(struct journal_query){ 0 }, 20, rows, E), found = 0;

	for (int i = 0; i < count; i++) {
		found += rows[i].kind == kind;
		journal_row_release(&rows[i]);
	}
	return found;
}

static void what_one_side_changed_merges(void **state)
{
	int64_t record = begin(), entry = mail_patch(record, "{'town':'Rome','about':'One!\\n\\nTwo.','languages/it':true}");

	(void)state;
	receive(2, "'title':'Fairy tales','about':'One.\\n\\nTwo!','town':'Bari','languages':{'en':true,'el':true}");
	assert_int_equal(mail_state(entry), OUTBOX_WAITING);
	expect_entry(entry, "{'town':'Rome','about':'One!\\n\\nTwo!','languages':{'en':true,'el':true,'it':true}}", 2);
	expect_shown(record, "title", "Fairy tales");
	expect_shown(record, "about", "One!\n\nTwo!");
	assert_int_equal(journal_has(JOURNAL_MERGED), 1);
	stores_close(&s);
}

/* A mark, and words that join it before the creation is answered: neither is anybody else's change. */
static void a_mark_joined_by_words_is_no_conflict(void **state)
{
	static const char creation[] = "{'event':{'id':'eaaaaaab'},'answer':'yes','text':'First'}";
	const struct record_type *word = &record_types[TYPE_Attendance];
	struct json *object = stores_json(creation), *set = stores_json("{'rev':1}");
	int64_t entry, patch, record, locals[4];
	struct outbox_entry made;

	(void)state;
	mail_open();
	stores_begin(&s);
	entry = outbox_create(&s, account, word, object, 0, E);
	MUST(entry);
	stores_commit(&s);
	assert_true(outbox_get(&s, entry, &made));
	record = made.record;
	outbox_entry_release(&made);
	assert_int_equal(mail_take(locals), 1);
	patch = mail_patch(record, "{'remindBefore':10}");
	assert_true(mail_patch(record, "{'text':'Second'}") == patch);
	stores_begin(&s);
	MUST(outbox_sent(&s, entry, "waaaaaab", set, STORES_NOW, E));
	stores_commit(&s);
	assert_int_equal(mail_state(patch), OUTBOX_WAITING);
	expect_entry(patch, "{'remindBefore':10,'text':'Second'}", 1);
	json_free(object);
	json_free(set);
	stores_close(&s);
}

static void the_same_at_both_ends_needs_no_sending(void **state)
{
	int64_t record = begin(), entry = mail_patch(record, "{'town':'Rome'}");

	(void)state;
	receive(2, "'title':'Tales','about':'One.\\n\\nTwo.','town':'Rome'");
	assert_int_equal(mail_state(entry), OUTBOX_STATE_COUNT);
	expect_shown(record, "town", "Rome");
	stores_close(&s);
}

static void a_choice_is_the_writers(void **state)
{
	int64_t record = begin(), entry = mail_patch(record, "{'town':'Rome','about':'One.\\n\\nTwo mine.'}"), queued;
	struct json *choices = stores_json("{'about':'both','town':'mine'}");
	struct conflict_undo undo;
	struct conflict c;

	(void)state;
	receive(2, "'title':'Fairy tales','about':'One.\\n\\nTwo theirs.','town':'Oslo'");
	assert_int_equal(mail_state(entry), OUTBOX_NEEDS_YOU);
	assert_int_equal(conflict_of_record(&s, record), entry);
	assert_int_equal(journal_has(JOURNAL_CONFLICT), 1);
	expect_shown(record, "town", "Rome"); /* what I wrote stands here meanwhile */
	assert_int_equal(mail_patch(record, "{'title':'Tales!'}"), entry); /* one choice a record */
	assert_true(conflict_read(&s, entry, &c));
	assert_int_equal(c.kind, CONFLICT_FIELDS);
	assert_int_equal(c.fields.count, 2); /* of the title theirs was there to be read */
	assert_string_equal(c.title, "Fairy tales");
	stores_begin(&s);
	MUST(conflict_settle(&s, &c, &(struct conflict_answer){ .choices = choices, .hold = 30 }, &undo, E));
	stores_commit(&s);
	queued = undo.queued;
	assert_int_equal(mail_state(queued), OUTBOX_HELD);
	expect_entry(queued, "{'about':'One.\\n\\nTwo theirs.\\n\\nTwo mine.','title':'Tales!','town':'Rome'}", 2);
	assert_int_equal(mail_state(entry), OUTBOX_STATE_COUNT);
	/* And back. */
	stores_begin(&s);
	entry = conflict_unsettle(&s, &undo, E);
	MUST(entry);
	stores_commit(&s);
	assert_int_equal(mail_state(queued), OUTBOX_STATE_COUNT);
	assert_int_equal(mail_state(entry), OUTBOX_NEEDS_YOU);
	expect_shown(record, "title", "Tales!");
	conflict_undo_release(&undo);
	conflict_release(&c);
	json_free(choices);
	stores_close(&s);
}

static void an_answer_to_what_moved_on_is_refused(void **state)
{
	int64_t record = begin(), entry = mail_patch(record, "{'town':'Rome'}");
	struct conflict_undo undo;
	struct conflict c;

	(void)state;
	receive(2, "'title':'Tales','town':'Oslo'");
	assert_true(conflict_read(&s, entry, &c));
	receive(3, "'title':'Tales','town':'Riga'");
	stores_begin(&s);
	assert_int_equal(conflict_settle(&s, &c, &(struct conflict_answer){ .choices = NULL }, &undo, E), -1);
	assert_int_equal(stores_err.code, ERR_STATE_MISMATCH);
	db_rollback(s.db);
	err_release(E);
	assert_int_equal(mail_state(entry), OUTBOX_NEEDS_YOU);
	conflict_release(&c);
	receive(4, FIRST); /* the other end took it back: nothing is left to choose */
	assert_int_equal(mail_state(entry), OUTBOX_WAITING);
	expect_entry(entry, "{'town':'Rome'}", 4);
	stores_close(&s);
}

static void the_portal_refuses_and_the_copy_comes(void **state)
{
	int64_t record = begin(), entry = mail_patch(record, "{'town':'Rome'}"), locals[10], records[4];
	struct outbox_entry before, after;

	(void)state;
	assert_int_equal(mail_take(locals), 1);
	assert_true(outbox_get(&s, entry, &before));
	stores_begin(&s);
	MUST(outbox_outrun(&s, entry, E));
	stores_commit(&s);
	assert_true(outbox_get(&s, entry, &after));
	assert_string_not_equal(before.op_id, after.op_id); /* the refusal is the outcome of the old one */
	assert_true(after.is_stale && after.state == OUTBOX_WAITING);
	assert_int_equal(mail_take(locals), 0);
	assert_int_equal(outbox_outrun_records(&s, records, 4), 1);
	assert_int_equal(records[0], record);
	receive(5, "'title':'Fairy tales','town':'Bari'");
	assert_int_equal(outbox_outrun_records(&s, records, 4), 0);
	assert_int_equal(mail_take(locals), 1);
	expect_entry(entry, "{'town':'Rome'}", 5);
	outbox_entry_release(&before);
	outbox_entry_release(&after);
	stores_close(&s);
}

static void what_is_in_doubt_is_left_alone(void **state)
{
	int64_t record = begin(), entry = mail_patch(record, "{'town':'Rome'}"), locals[10], later;

	(void)state;
	mail_take(locals);
	later = mail_patch(record, "{'title':'Tales!'}");
	assert_true(later != entry);
	receive(2, "'title':'Tales','town':'Rome'"); /* it has arrived, as the page says before the answer does */
	expect_entry(entry, "{'town':'Rome'}", 1);
	expect_entry(later, "{'title':'Tales!'}", 1);
	mail_sent(entry, NULL, "{'rev':2}");
	expect_entry(later, "{'title':'Tales!'}", 2);
	stores_close(&s);
}

/* A draft was begun before the page came, and is sent after it: it is merged with what its writer had not seen. */
static void a_draft_is_merged_with_what_came_meanwhile(void **state)
{
	int64_t record = begin(), entry;
	struct draft d = { .type = event_type, .body = xstrdup("{}"), .context = xstrdup("{}"), .rev = 1,
	                   .base = xstrdup("{\"title\":\"Tales\",\"town\":\"Bari\"}") };
	struct json *patch = stores_json("{'town':'Rome'}");

	(void)state;
	MUST(draft_save(&s, &d, E));
	receive(2, "'title':'Tales','town':'Oslo'");
	entry = draft_send_patch(&s, d.local, record, patch, 30, E);
	MUST(entry);
	assert_int_equal(mail_state(entry), OUTBOX_NEEDS_YOU);
	json_free(patch);
	draft_release(&d);
	stores_close(&s);
}

static int64_t destroy(int64_t record)
{
	int64_t entry;

	stores_begin(&s);
	entry = outbox_destroy(&s, record, E);
	MUST(entry);
	stores_commit(&s);
	return entry;
}

static int64_t settle(int64_t entry, bool mine)
{
	struct conflict_undo undo;
	struct conflict c;
	int64_t queued;

	assert_true(conflict_read(&s, entry, &c));
	stores_begin(&s);
	MUST(conflict_settle(&s, &c, &(struct conflict_answer){ .mine = mine }, &undo, E));
	stores_commit(&s);
	queued = undo.queued;
	conflict_undo_release(&undo);
	conflict_release(&c);
	return queued;
}

static void what_i_delete_was_changed(void **state)
{
	int64_t record = begin(), entry = destroy(record);
	struct conflict c;

	(void)state;
	receive(2, FIRST ",'joined':3"); /* nothing that anybody wrote */
	assert_int_equal(mail_state(entry), OUTBOX_WAITING);
	expect_entry(entry, "{}", 2);
	receive(3, "'title':'Fairy tales','town':'Bari'");
	assert_int_equal(mail_state(entry), OUTBOX_NEEDS_YOU);
	assert_true(conflict_read(&s, entry, &c));
	assert_int_equal(c.kind, CONFLICT_CHANGED_THERE);
	assert_int_equal(c.fields.count, 3); /* title, languages and about */
	conflict_release(&c);
	assert_int_equal(settle(entry, false), 0); /* theirs: it stays */
	assert_int_equal(outbox_of_record(&s, record), 0);
	entry = destroy(record);
	receive(4, "'title':'Tales','town':'Bari'");
	entry = settle(entry, true);
	expect_entry(entry, "{}", 4);
	assert_int_equal(mail_state(entry), OUTBOX_WAITING);
	stores_close(&s);
}

static void what_i_changed_was_deleted(void **state)
{
	int64_t record = begin(), entry = mail_patch(record, "{'town':'Rome'}"), queued;
	struct outbox_entry made;
	struct conflict c;

	(void)state;
	stores_begin(&s);
	MUST(record_forget(&s, account, event_type, "eaaaaaab", E));
	stores_commit(&s);
	assert_int_equal(mail_state(entry), OUTBOX_NEEDS_YOU);
	assert_true(conflict_read(&s, entry, &c));
	assert_int_equal(c.kind, CONFLICT_DELETED_THERE);
	assert_true(c.can_make_again);
	assert_string_equal(c.title, "Tales");
	assert_string_equal(json_get_text(c.mine, "town"), "Rome");
	conflict_release(&c);
	queued = settle(entry, true);
	assert_true(outbox_get(&s, queued, &made));
	assert_int_equal(made.kind, OUTBOX_CREATE);
	assert_non_null(strstr(made.body, "\"town\":\"Rome\""));
	assert_non_null(strstr(made.body, "\"about\":\"One."));
	outbox_entry_release(&made);
	stores_close(&s);
}

/* Choices are of the versions that were there: counters that move take none away, another text does. */
static void choices_are_of_what_was_read(void **state)
{
	int64_t record = begin(), entry = mail_patch(record, "{'town':'Rome'}");
	struct conflict c;

	(void)state;
	receive(2, "'title':'Tales','town':'Oslo'");
	MUST(conflict_choose(&s, entry, "town", MERGE_THEIRS, E));
	receive(2, "'title':'Tales','town':'Oslo','joined':4");
	assert_true(conflict_read(&s, entry, &c));
	assert_string_equal(json_get_text(c.choices, "town"), "theirs");
	conflict_release(&c);
	receive(3, "'title':'Tales','town':'Riga'");
	assert_true(conflict_read(&s, entry, &c));
	assert_null(json_get(c.choices, "town"));
	conflict_release(&c);
	stores_close(&s);
}

/* Out of an account, what I had changed in it can still be read. */
static void what_i_changed_where_i_may_be_no_more_is_kept(void **state)
{
	int64_t record = begin(), entry = mail_patch(record, "{'town':'Rome'}");
	struct conflict c;

	(void)state;
	stores_begin(&s);
	MUST(replica_forget(&s, account, E));
	stores_commit(&s);
	assert_true(conflict_read(&s, entry, &c));
	assert_int_equal(c.kind, CONFLICT_DELETED_THERE);
	assert_false(c.can_make_again);
	assert_string_equal(json_get_text(c.mine, "town"), "Rome");
	assert_string_equal(json_get_text(c.mine, "about"), "One.\n\nTwo.");
	conflict_release(&c);
	assert_int_equal(settle(entry, false), 0);
	assert_int_equal(mail_state(entry), OUTBOX_STATE_COUNT);
	stores_close(&s);
}

/* What was changed before its creation was answered is no merging of anything. */
static void a_change_of_what_is_unsent_goes_as_it_is(void **state)
{
	int64_t entry, change, locals[10];
	struct json *object = stores_json("{'title':'Tales','kind':'webinar','time':{'start':'2026-11-20T16:00:00','timeZone':'Europe/Athens'}}");

	(void)state;
	begin();
	stores_begin(&s);
	entry = outbox_create(&s, account, event_type, object, 0, E);
	MUST(entry);
	stores_commit(&s);
	change = mail_patch(mail_record(entry), "{'town':'Rome'}");
	assert_int_equal(mail_take(locals), 1);
	mail_sent(entry, "eaaaaaac", "{'rev':1,'state':'announced'}");
	expect_entry(change, "{'town':'Rome'}", 1);
	assert_int_equal(journal_has(JOURNAL_MERGED), 0);
	json_free(object);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_one_side_changed_merges),
		TEST(a_mark_joined_by_words_is_no_conflict),
		TEST(the_same_at_both_ends_needs_no_sending),
		TEST(a_choice_is_the_writers),
		TEST(an_answer_to_what_moved_on_is_refused),
		TEST(the_portal_refuses_and_the_copy_comes),
		TEST(what_is_in_doubt_is_left_alone),
		TEST(a_draft_is_merged_with_what_came_meanwhile),
		TEST(what_i_delete_was_changed),
		TEST(what_i_changed_was_deleted),
		TEST(choices_are_of_what_was_read),
		TEST(what_i_changed_where_i_may_be_no_more_is_kept),
		TEST(a_change_of_what_is_unsent_goes_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
