/* What undoes a change that was sent: ended, put back where it still stands, made again; and held entries that a later start takes back. */
#include "mail.h"

#include "twinline/base/str.h"
#include "twinline/records/inverse.h"
#include "twinline/records/relation.h"

/* The entry leaves, and the portal takes it as it is. */
static void send(int64_t entry, const char *id, const char *server_set)
{
	int64_t locals[10];

	assert_int_equal(mail_take(locals), 1);
	assert_true(locals[0] == entry);
	mail_sent(entry, id, server_set);
}

static int64_t undo(int64_t entry)
{
	int64_t queued;

	stores_begin(&s);
	queued = inverse_queue(&s, entry, E);
	MUST(queued);
	stores_commit(&s);
	return queued;
}

static void expect(int64_t entry, enum outbox_kind kind, const char *body)
{
	struct json *expected = stores_json(body), *is;
	struct outbox_entry found;

	assert_true(outbox_get(&s, entry, &found));
	assert_int_equal(found.kind, kind);
	assert_int_equal(found.state, OUTBOX_HELD);
	assert_int_equal(found.hold_until, clock_now() + s.hold);
	is = json_parse_own(found.body);
	if (!json_equal(is, expected))
		fail_msg("%s", found.body);
	json_free(is);
	json_free(expected);
	outbox_entry_release(&found);
}

static void a_change_is_put_back_where_it_still_stands(void **state)
{
	int64_t record, entry;

	(void)state;
	mail_open();
	record = stores_receive(&s, account, TYPE_Person,
	                        "{'id':'pmeeeeee','rev':1,'name':'Ayşe','classSize':20,'languages':{'en':true}}");
	entry = mail_patch(record, "{'name':'Ayşe Demir','classSize':24,'languages/tr':true,'about':'Hello'}");
	assert_int_equal(inverse_of(&s, entry), INVERSE_NONE); /* it has not left */
	send(entry, NULL, "{'rev':2}");
	assert_int_equal(inverse_of(&s, entry), INVERSE_PUT_BACK);
	stores_receive(&s, account, TYPE_Person,
	               "{'id':'pmeeeeee','rev':3,'name':'Ayşe Demir','classSize':26,'languages':{'en':true,'tr':true},'about':'Hello'}");
	expect(undo(entry), OUTBOX_UPDATE, "{'name':'Ayşe','languages':{'en':true},'about':null}");
	stores_close(&s);
}

static void a_contact_is_ended(void **state)
{
	int64_t entry, record;

	(void)state;
	mail_open();
	record = stores_receive(&s, account, TYPE_Contact,
	                        "{'id':'caaaaaab','rev':1,'person':{'id':'pewaewae','name':'Ewa Kowalska'},'state':'asksYou'}");
	stores_begin(&s);
	entry = relation_answer(&s, "pewaewae", true, E);
	stores_commit(&s);
	MUST(entry);
	clock_fix(STORES_NOW + STORE_HOLD_S);
	send(entry, NULL, "{'rev':2}");
	assert_int_equal(inverse_of(&s, entry), INVERSE_END);
	expect(undo(entry), OUTBOX_DESTROY, "{}");
	assert_int_equal(inverse_of(&s, entry), INVERSE_NONE); /* it is on its way out */
	assert_true(record > 0);
	stores_close(&s);
}

static void what_was_deleted_is_made_again(void **state)
{
	int64_t entry, record;

	(void)state;
	mail_open();
	record = stores_receive(&s, account, TYPE_SavedSearch,
	                        "{'id':'saaaaaab','rev':1,'title':'Water','type':'Person','filter':{'text':'water'},"
	                        "'total':4}");
	stores_begin(&s);
	entry = outbox_destroy(&s, record, E);
	stores_commit(&s);
	MUST(entry);
	send(entry, NULL, "{}");
	assert_int_equal(inverse_of(&s, entry), INVERSE_MAKE_AGAIN);
	expect(undo(entry), OUTBOX_CREATE, "{'title':'Water','type':'Person','filter':{'text':'water'}}");
	stores_close(&s);
}

static void a_letter_is_corrected_by_another(void **state)
{
	int64_t entry;

	(void)state;
	mail_open();
	entry = mail_write(LETTER, 0);
	send(entry, "maaaaaab", "{'messageUid':'u','threadUid':'t','receivedAt':'2026-11-17T10:12:00Z'}");
	assert_int_equal(inverse_of(&s, entry), INVERSE_CORRECTION);
	stores_begin(&s);
	assert_int_equal(inverse_queue(&s, entry, E), -1); /* a person writes that */
	db_rollback(s.db);
	err_release(E);
	stores_close(&s);
}

/* A hold is an hour of the clock, kept with the entry: it outlives the program, and ends for the next one too. */
static void a_hold_outlives_the_program(void **state)
{
	int64_t entry, locals[10];

	(void)state;
	mail_open();
	mail_write(LETTER, 0);
	entry = mail_write(LETTER, STORE_HOLD_ACCESSIBLE_S);
	store_close(&s);
	s = stores_open(STORE_REPLICA);
	assert_int_equal(outbox_newest_held(&s), entry);
	clock_fix(STORES_NOW + STORE_HOLD_ACCESSIBLE_S - 1);
	assert_int_equal(mail_take(locals), 1);
	assert_int_equal(outbox_newest_held(&s), entry);
	clock_fix(STORES_NOW + STORE_HOLD_ACCESSIBLE_S);
	assert_int_equal(outbox_newest_held(&s), 0);
	assert_int_equal(mail_take(locals), 2);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_change_is_put_back_where_it_still_stands),
		TEST(a_contact_is_ended),
		TEST(what_was_deleted_is_made_again),
		TEST(a_letter_is_corrected_by_another),
		TEST(a_hold_outlives_the_program),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
