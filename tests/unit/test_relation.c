/* How I stand to somebody: the word for each state, each change with its entry, and what is counted in before it has gone. */
#include "mail.h"

#include "twinline/records/people.h"
#include "twinline/records/relation.h"

static void receive(const char *type, const char *body)
{
	struct json *object = stores_json(body);

	stores_begin(&s);
	MUST(record_receive(&s, account, record_type_find(type), object, E));
	stores_commit(&s);
	json_free(object);
}

static void receive_contact(const char *id, const char *person, const char *state)
{
	char *body = xasprintf("{'id':'%s','rev':1,'person':{'id':'%s','name':'Ewa Kowalska','country':'PL'},'state':'%s',"
	                       "'since':'2026-11-12T10:00:00Z'}", id, person, state);

	receive("Contact", body);
	free(body);
}

static enum relation to(const char *person)
{
	return relation_to(&s, person, NULL, NULL);
}

/* What is queued by one change, as {kind, state}. */
static void expect_entry(int64_t local, enum outbox_kind kind, const char *type, const char *in_body)
{
	struct outbox_entry entry = { 0 };

	assert_true(outbox_get(&s, local, &entry));
	assert_int_equal(entry.kind, kind);
	assert_int_equal(entry.state, OUTBOX_HELD);
	assert_int_equal(entry.hold_until, STORES_NOW + STORE_HOLD_S);
	assert_string_equal(entry.type->name, type);
	if (!strstr(entry.body, in_body))
		fail_msg("%s lacks %s", entry.body, in_body);
	outbox_entry_release(&entry);
}

static int64_t entry_of(int64_t made)
{
	MUST(made);
	stores_commit(&s);
	return made;
}

static void take_back(int64_t entry)
{
	stores_begin(&s);
	MUST(outbox_take_back(&s, entry, E));
	stores_commit(&s);
}

static void states_have_their_words(void **state)
{
	(void)state;
	mail_open();
	assert_int_equal(to("pnobodya"), RELATION_NONE);
	receive_contact("ccontact", "pcontact", "contact");
	receive_contact("casksyou", "pasksyou", "asksYou");
	receive_contact("caskedab", "paskedab", "asked");
	receive_contact("cblocked", "pblocked", "blocked");
	receive_contact("cdecline", "pdecline", "declined");
	receive("Follow", "{'id':'fdecline','rev':1,'person':{'id':'pdecline','name':'Ewa'}}");
	receive("Follow", "{'id':'fcontact','rev':1,'person':{'id':'pcontact','name':'Ewa'}}");
	assert_string_equal(relation_word(to("pcontact")), "contact");
	assert_string_equal(relation_word(to("pasksyou")), "asks you");
	assert_string_equal(relation_word(to("paskedab")), "asked");
	assert_string_equal(relation_word(to("pblocked")), "blocked");
	assert_string_equal(relation_word(to("pdecline")), "followed");
	assert_string_equal(relation_word(to("pnobodya")), "");
	stores_close(&s);
}

static void asking_names_the_person_and_waits_a_moment(void **state)
{
	int64_t entry;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "taaaaaaa", "ewa", 0, "");
	stores_begin(&s);
	entry = entry_of(relation_ask(&s, "pewa", "We have a river too.", E));
	expect_entry(entry, OUTBOX_CREATE, "Contact", "\"state\":\"asked\"");
	expect_entry(entry, OUTBOX_CREATE, "Contact", "\"name\":\"ewa\",\"country\":\"PL\"");
	expect_entry(entry, OUTBOX_CREATE, "Contact", "We have a river too.");
	assert_int_equal(to("pewa"), RELATION_ASKED);
	stores_begin(&s);
	assert_int_equal(relation_ask(&s, "pewa", NULL, E), 0);
	stores_commit(&s);
	take_back(entry);
	assert_int_equal(to("pewa"), RELATION_NONE);
	stores_close(&s);
}

static void nobody_signed_in_asks_nobody(void **state)
{
	(void)state;
	s = stores_open(STORE_REPLICA);
	stores_begin(&s);
	assert_int_equal(relation_ask(&s, "pewaewae", NULL, E), -1);
	assert_int_equal(stores_err.code, ERR_SIGNED_OUT);
	err_release(E);
	db_rollback(s.db);
	stores_close(&s);
}

static void who_said_no_can_be_asked_again(void **state)
{
	int64_t contact;

	(void)state;
	mail_open();
	receive_contact("cdecline", "pdecline", "declined");
	stores_begin(&s);
	expect_entry(entry_of(relation_ask(&s, "pdecline", NULL, E)), OUTBOX_CREATE, "Contact", "\"state\":\"asked\"");
	assert_int_equal(relation_to(&s, "pdecline", &contact, NULL), RELATION_ASKED);
	stores_begin(&s);
	assert_int_equal(relation_end(&s, "pdecline", E), 0); /* the request, which had not left */
	stores_commit(&s);
	assert_int_equal(to("pdecline"), RELATION_NONE);
	stores_close(&s);
}

static void a_request_is_answered(void **state)
{
	int64_t entry;

	(void)state;
	mail_open();
	receive_contact("casksyou", "pasksyou", "asksYou");
	stores_begin(&s);
	assert_int_equal(relation_answer(&s, "pnobodya", true, E), 0);
	entry = entry_of(relation_ask(&s, "pasksyou", NULL, E)); /* asking somebody who asks is saying yes */
	expect_entry(entry, OUTBOX_UPDATE, "Contact", "\"state\":\"contact\"");
	assert_int_equal(to("pasksyou"), RELATION_CONTACT);
	take_back(entry);
	stores_begin(&s);
	entry = entry_of(relation_answer(&s, "pasksyou", false, E));
	expect_entry(entry, OUTBOX_UPDATE, "Contact", "\"state\":\"declined\"");
	assert_int_equal(to("pasksyou"), RELATION_NONE);
	stores_close(&s);
}

static void following_begins_and_ends(void **state)
{
	int64_t entry, contact, follow;

	(void)state;
	mail_open();
	stores_begin(&s);
	assert_int_equal(relation_follow(&s, "pfollows", false, E), 0);
	entry = entry_of(relation_follow(&s, "pfollows", true, E));
	expect_entry(entry, OUTBOX_CREATE, "Follow", "pfollows");
	assert_int_equal(relation_to(&s, "pfollows", &contact, &follow), RELATION_FOLLOWED);
	assert_int_equal(contact, 0);
	assert_true(follow > 0);
	stores_begin(&s);
	assert_int_equal(relation_follow(&s, "pfollows", true, E), 0);
	assert_int_equal(relation_follow(&s, "pfollows", false, E), 0); /* it had not left: nothing is to be sent */
	stores_commit(&s);
	assert_int_equal(to("pfollows"), RELATION_NONE);
	receive("Follow", "{'id':'fcontact','rev':1,'person':{'id':'pcontact','name':'Ewa'}}");
	stores_begin(&s);
	entry = entry_of(relation_follow(&s, "pcontact", false, E));
	expect_entry(entry, OUTBOX_DESTROY, "Follow", "{}");
	assert_int_equal(to("pcontact"), RELATION_NONE);
	take_back(entry);
	assert_int_equal(to("pcontact"), RELATION_FOLLOWED);
	stores_close(&s);
}

static void blocking_and_ending(void **state)
{
	int64_t entry;

	(void)state;
	mail_open();
	receive_contact("ccontact", "pcontact", "contact");
	stores_begin(&s);
	entry = entry_of(relation_block(&s, "pcontact", E));
	expect_entry(entry, OUTBOX_UPDATE, "Contact", "\"state\":\"blocked\"");
	assert_int_equal(to("pcontact"), RELATION_BLOCKED);
	take_back(entry);
	stores_begin(&s);
	entry = entry_of(relation_end(&s, "pcontact", E));
	expect_entry(entry, OUTBOX_DESTROY, "Contact", "{}");
	assert_int_equal(to("pcontact"), RELATION_NONE);
	take_back(entry);
	assert_int_equal(to("pcontact"), RELATION_CONTACT);
	stores_begin(&s);
	assert_int_equal(relation_end(&s, "pnobodya", E), 0);
	entry = entry_of(relation_block(&s, "pnobodya", E));
	expect_entry(entry, OUTBOX_CREATE, "Contact", "\"state\":\"blocked\"");
	stores_begin(&s);
	assert_int_equal(relation_block(&s, "pnobodya", E), 0);
	stores_commit(&s);
	stores_close(&s);
}

static void lists_have_a_state(void **state)
{
	int64_t *locals = NULL;

	(void)state;
	mail_open();
	receive_contact("ccontact", "pcontact", "contact");
	receive_contact("casksyou", "pasksyou", "asksYou");
	receive_contact("ccontacu", "pcontacu", "contact");
	assert_int_equal(relation_list(&s, "contact", &locals, E), 2);
	free(locals);
	assert_int_equal(relation_list(&s, "asksYou", &locals, E), 1);
	free(locals);
	assert_int_equal(relation_list(&s, "blocked", &locals, E), 0);
	assert_null(locals);
	stores_close(&s);
}

static void people_are_known_by_id(void **state)
{
	struct party person;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "taaaaaaa", "ewa", 0, "");
	assert_true(people_by_id(&s, "pewa", &person));
	assert_string_equal(person.name, "ewa");
	assert_string_equal(person.country, "PL");
	people_release_one(&person);
	assert_false(people_by_id(&s, "pnobodya", &person));
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(states_have_their_words, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(asking_names_the_person_and_waits_a_moment, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(nobody_signed_in_asks_nobody, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(who_said_no_can_be_asked_again, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(a_request_is_answered, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(following_begins_and_ends, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(blocking_and_ending, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(lists_have_a_state, stores_make, stores_remove),
		cmocka_unit_test_setup_teardown(people_are_known_by_id, stores_make, stores_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
