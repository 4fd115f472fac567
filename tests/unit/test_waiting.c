/* What Home says first: its rows, their order, and the answers that take a row away. */
#include "mail.h"

#include "twinline/records/waiting.h"

static struct waiting_row *rows;
static int row_count;

static void read_rows(void)
{
	row_count = waiting_list(&s, clock_now(), "UTC", &rows, E);
	MUST(row_count);
}

static void forget_rows(void)
{
	for (int i = 0; i < row_count; i++)
		waiting_row_release(&rows[i]);
	free(rows);
	rows = NULL;
	row_count = 0;
}

static int64_t add_project(const char *id, const char *body)
{
	int64_t local;

	stores_begin(&s);
	local = account_add(&s, id, ACCOUNT_PROJECT, "", E);
	MUST(local);
	stores_commit(&s);
	stores_receive(&s, local, TYPE_Project, body);
	return local;
}

static int64_t answer(int64_t message, bool accept)
{
	int64_t entry;

	stores_begin(&s);
	entry = waiting_answer(&s, message, accept, NULL, E);
	stores_commit(&s);
	return entry;
}

static void test_nothing(void **state)
{
	(void)state;
	mail_open();
	read_rows();
	assert_int_equal(row_count, 0);
	forget_rows();
	stores_close(&s);
}

static void test_requests_come_oldest_first(void **state)
{
	int64_t message;

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Giorgos", 10, "'kind':'invitation','subject':'Come',"
	"'keywords':{'$seen':true},"
	                                               "'project':{'id':'jaaaaaaa','name':'Sounds'}");
	message = mail_receive("mbbbbbbb", "t-2", "Ewa", 0, "'kind':'contactRequest','keywords':{'$seen':true}");
	mail_receive("mccccccc", "t-3", "Olena", 5, "'kind':'contactRequest','keywords':{'$seen':true,"
	"'$answered':true}");
	mail_receive("mddddddd", "t-4", "Amina", 5, "'kind':'contactRequest','keywords':{'$seen':true,"
	"'$putAway':true}");
	read_rows();
	assert_int_equal(row_count, 2);
	assert_int_equal(rows[0].kind, WAITING_ANSWER);
	assert_string_equal(rows[0].who, "Ewa");
	assert_string_equal(rows[0].country, "PL");
	assert_string_equal(rows[0].code, "contactRequest");
	assert_int_equal(rows[0].at, STORES_NOW);
	assert_int_equal(rows[0].local, thread_of_message(&s, message));
	assert_int_equal(waiting_message(&s, rows[0].local), message);
	assert_string_equal(rows[1].subject, "Sounds");
	assert_string_equal(rows[1].detail, "Come");
	forget_rows();
	stores_close(&s);
}

static void test_an_answer_takes_the_row_away_and_back(void **state)
{
	int64_t message, entry, thread;
	struct outbox_entry about;

	(void)state;
	mail_open();
	message = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'kind':'contactRequest','keywords':{'$seen':true}");
	thread = thread_of_message(&s, message);
	entry = answer(message, false);
	MUST(entry);
	assert_true(outbox_get(&s, entry, &about));
	assert_int_equal(about.state, OUTBOX_HELD);
	assert_string_equal(about.body, "{\"answer\":\"declined\",\"keywords/$answered\":true}");
	outbox_entry_release(&about);
	assert_int_equal(waiting_message(&s, thread), 0);
	read_rows();
	assert_int_equal(row_count, 0);
	forget_rows();
	assert_int_equal(answer(message, true), -1); /* once */
	assert_int_equal(stores_err.code, ERR_ANSWERED);
	err_release(E);
	stores_begin(&s);
	MUST(outbox_take_back(&s, entry, E));
	stores_commit(&s);
	assert_int_equal(waiting_message(&s, thread), message);
	read_rows();
	assert_int_equal(row_count, 1);
	forget_rows();
	stores_close(&s);
}

/* A yes would be refused at the portal: it waits here, and a no does not. */
static void test_a_newcomer_says_yes_later(void **state)
{
	int64_t message;

	(void)state;
	mail_open();
	message = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'kind':'invitation','project':{'id':'jaaaaaaa','name':'Water diary'}");
	stores_receive(&s, account, TYPE_Profile, "{'id':'pfaaaaaa','rev':1,'state':'waiting'}");
	assert_int_equal(answer(message, true), -1);
	assert_int_equal(stores_err.code, ERR_NEWCOMER);
	err_release(E);
	assert_int_equal(waiting_message(&s, thread_of_message(&s, message)), message);
	stores_receive(&s, account, TYPE_Profile, "{'id':'pfaaaaaa','rev':2,'state':'accepted'}");
	MUST(answer(message, true));
	stores_close(&s);
}

static void test_a_letter_waits_for_nothing(void **state)
{
	int64_t message;

	(void)state;
	mail_open();
	message = mail_receive("maaaaaaa", "t-1", "Ewa", 0, "");
	assert_int_equal(waiting_message(&s, thread_of_message(&s, message)), 0);
	assert_int_equal(answer(message, true), -1);
	assert_int_equal(stores_err.code, ERR_ANSWERED);
	err_release(E);
	stores_close(&s);
}

static void test_unread_is_one_row(void **state)
{
	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'project':{'id':'jaaaaaaa','name':'Water diary'}");
	mail_receive("mbbbbbbb", "t-1", "Ewa", 1, "'project':{'id':'jaaaaaaa','name':'Water diary'}");
	mail_receive("mccccccc", "t-2", "Olena", 2, "'project':{'id':'jbbbbbbb','name':'Baba Marta'}");
	mail_receive("mddddddd", "t-3", "Ewa", 3, "");
	mail_receive("meeeeeee", "t-4", "Amina", 3, "'keywords':{'$seen':true}");
	mail_receive("mfffffff", "t-5", "Nino", 3, "'laterUntil':'2999-01-01'");
	read_rows();
	assert_int_equal(row_count, 1);
	assert_int_equal(rows[0].kind, WAITING_UNREAD);
	assert_int_equal(rows[0].count, 4);
	assert_int_equal(rows[0].of, 2); /* Ewa and Olena */
	assert_string_equal(rows[0].subject, "Water diary");
	assert_int_equal(rows[0].part, 2);
	forget_rows();
	stores_close(&s);
}

static void test_whom_i_wait_for(void **state)
{
	int64_t asked, project;

	(void)state;
	mail_open();
	asked = stores_receive(&s, account, TYPE_Contact,
	                       "{'id':'caaaaaaa','rev':1,'person':{'id':'pamamama','name':'Amina',"
	                       "'country':'TN'},"
	                       "'state':'asked','since':'2026-11-12T08:00:00Z'}");
	stores_receive(&s, account, TYPE_Contact, "{'id':'cbbbbbbb','rev':1,'person':{'id':'pewaewae','name':'Ewa',"
	               "'country':'PL'},"
	               "'state':'contact','since':'2026-11-12T08:00:00Z'}");
	add_project("jaaaaaaa", "{'id':'raaaaaaa','rev':1,'title':'Ekmek','state':'waitingForSupport',"
	"'waitsForOffices':{'ES':true},"
	                        "'stateSince':'2026-11-09T08:00:00Z'}");
	add_project("jbbbbbbb", "{'id':'rbbbbbbb','rev':1,'title':'Sounds','state':'waitingForPartner',"
	                        "'waitsFor':[{'id':'pmeeeeee','name':'Ayşe Demir'}],'stateSince':'2026-11-10T08:00:00Z'}");
	project = add_project("jccccccc", "{'id':'rccccccc','rev':1,'title':'Water diary','state':'active'}");
	stores_receive(&s, project, TYPE_Member, "{'id':'saaaaaaa','rev':1,'person':{'id':'pnananan','name':'Nino',"
	               "'country':'GE'},'state':'invited',"
	               "'since':'2026-11-11T08:00:00Z'}");
	stores_receive(&s, project, TYPE_Member,
	               "{'id':'sbbbbbbb','rev':1,'person':{'id':'pmeeeeee','name':'Ayşe Demir'},"
	               "'state':'member'}");
	read_rows();
	assert_int_equal(row_count, 3);
	assert_string_equal(rows[0].subject, "Ekmek");
	assert_string_equal(rows[0].who, "");
	assert_string_equal(rows[0].country, "ES");
	assert_string_equal(rows[0].code, "waitingForSupport");
	assert_string_equal(rows[1].subject, "Water diary");
	assert_string_equal(rows[1].who, "Nino");
	assert_string_equal(rows[1].code, "invitation");
	assert_string_equal(rows[2].who_id, "pamamama");
	assert_int_equal(rows[2].local, asked);
	forget_rows();
	stores_close(&s);
}

/* What comes back asks something of its founder; a draft that nobody gave back, and another's question, do not. */
static void test_projects_that_come_back(void **state)
{
	(void)state;
	mail_open();
	add_project("jaaaaaaa", "{'id':'raaaaaaa','rev':1,'title':'Ekmek','state':'waitingForSupport','waitsForOffices':{'ES':true},"
	                        "'returnedBy':{'id':'poooooooo','name':'Office','country':'ES'},'activeAt':'2026-11-09T08:00:00Z',"
	                        "'waitsFor':[{'id':'pmeeeeee','name':'Ayşe Demir'}]}");
	add_project("jbbbbbbb", "{'id':'rbbbbbbb','rev':1,'title':'Sounds','state':'draft','activeAt':'2026-11-10T08:00:00Z',"
	                        "'returnedBy':{'id':'pewaewae','name':'Ewa','country':'PL'}}");
	add_project("jccccccc", "{'id':'rccccccc','rev':1,'title':'Fresh','state':'draft'}");
	read_rows();
	assert_int_equal(row_count, 2);
	assert_int_equal(rows[0].kind, WAITING_ANSWER);
	assert_string_equal(rows[0].code, "askedBack");
	assert_string_equal(rows[0].subject, "Ekmek");
	assert_string_equal(rows[0].who_id, "");
	assert_string_equal(rows[1].code, "returned");
	assert_string_equal(rows[1].who_id, "pewaewae");
	forget_rows();
	stores_close(&s);
}

static void test_matches_and_applications(void **state)
{
	int64_t search, event, community;

	(void)state;
	mail_open();
	stores_begin(&s);
	community = account_add(&s, "oaaaaaaa", ACCOUNT_COMMUNITY, "", E);
	MUST(community);
	stores_commit(&s);
	search = stores_receive(&s, account, TYPE_SavedSearch, "{'id':'faaaaaaa','rev':1,'type':'Person',"
	                        "'title':'7-11, water','total':9,'fresh':3}");
	stores_receive(&s, account, TYPE_SavedSearch,
	               "{'id':'fbbbbbbb','rev':1,'type':'Person','title':'Music','total':9}");
	event = stores_receive(&s, community, TYPE_Event,
	                       "{'id':'eaaaaaaa','rev':1,'title':'Seminar','kind':'contactSeminar'}");
	stores_receive(&s, account, TYPE_Attendance,
	               "{'id':'aaaaaaaa','rev':1,'event':{'id':'eaaaaaaa','name':'Seminar'},"
	               "'answer':'applied',"
	               "'since':'2026-11-12T08:00:00Z'}");
	read_rows();
	assert_int_equal(row_count, 2);
	assert_int_equal(rows[0].kind, WAITING_MATCH);
	assert_int_equal(rows[0].local, search);
	assert_int_equal(rows[0].count, 3);
	assert_int_equal(rows[1].kind, WAITING_ON_OTHERS);
	assert_string_equal(rows[1].code, "application");
	assert_int_equal(rows[1].local, event);
	forget_rows();
	stores_close(&s);
}

static void test_what_could_not_be_sent_comes_first(void **state)
{
	struct err cause = { .code = ERR_FORBIDDEN };
	int64_t entry, locals[10];

	(void)state;
	mail_open();
	mail_receive("maaaaaaa", "t-1", "Ewa", 0, "'kind':'contactRequest','keywords':{'$seen':true}");
	entry = mail_write(LETTER, 0);
	assert_int_equal(mail_take(locals), 1);
	stores_begin(&s);
	MUST(outbox_refused(&s, entry, true, &cause, E));
	stores_commit(&s);
	read_rows();
	assert_int_equal(row_count, 2);
	assert_int_equal(rows[0].kind, WAITING_NEEDS_YOU);
	assert_int_equal(rows[0].local, entry);
	assert_string_equal(rows[0].subject, "Week 2");
	assert_string_equal(rows[0].who, "Ewa Kowalska");
	assert_string_equal(rows[0].code, "needsYou");
	assert_int_equal(rows[1].kind, WAITING_ANSWER);
	forget_rows();
	stores_close(&s);
}

static void test_today_and_due(void **state)
{
	/* The tests' now is 2026-11-18, 11:06 in universal time. */
	int64_t project, meeting;

	(void)state;
	mail_open();
	project = add_project("jaaaaaaa", "{'id':'raaaaaaa','rev':1,'title':'Water diary','state':'active'}");
	stores_receive(&s, project, TYPE_Event, "{'id':'eaaaaaaa','rev':1,'title':'Photos of week 2','kind':'deadline',"
	               "'allDay':true,"
	               "'time':{'start':'2026-11-20T00:00:00','timeZone':'UTC','duration':'P1D'},"
	               "'startsAt':'2026-11-20T00:00:00Z','endsAt':'2026-11-21T00:00:00Z',"
	               "'project':{'id':'raaaaaaa','name':'Water diary'}}");
	meeting = stores_receive(&s, project, TYPE_Event,
	                         "{'id':'ebbbbbbb','rev':1,'title':'Week 2','kind':'onlineMeeting',"
	                         "'time':{'start':'2026-11-18T15:00:00','timeZone':'UTC','duration':'PT1H'},"
	                         "'startsAt':'2026-11-18T15:00:00Z','endsAt':'2026-11-18T16:00:00Z',"
	                         "'project':{'id':'raaaaaaa','name':'Water diary'}}");
	stores_receive(&s, project, TYPE_Event, "{'id':'eccccccc','rev':1,'title':'Week 3','kind':'onlineMeeting',"
	               "'time':{'start':'2026-11-19T15:00:00','timeZone':'UTC','duration':'PT1H'},"
	               "'startsAt':'2026-11-19T15:00:00Z','endsAt':'2026-11-19T16:00:00Z',"
	               "'project':{'id':'raaaaaaa','name':'Water diary'}}");
	read_rows();
	assert_int_equal(row_count, 2);
	assert_int_equal(rows[0].kind, WAITING_TODAY);
	assert_int_equal(rows[0].local, meeting);
	assert_string_equal(rows[0].detail, "Water diary");
	assert_int_equal(rows[0].count, 60);
	assert_int_equal(rows[1].kind, WAITING_DUE);
	assert_string_equal(rows[1].subject, "Photos of week 2");
	forget_rows();
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_nothing),
		TEST(test_requests_come_oldest_first),
		TEST(test_an_answer_takes_the_row_away_and_back),
		TEST(test_a_newcomer_says_yes_later),
		TEST(test_projects_that_come_back), TEST(test_a_letter_waits_for_nothing),
		TEST(test_unread_is_one_row),
		TEST(test_whom_i_wait_for),
		TEST(test_matches_and_applications),
		TEST(test_today_and_due),
		TEST(test_what_could_not_be_sent_comes_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
