/* My projects as the list has them: their words and order, what waits, is new and due in them, who is in them. */
#include "mail.h"

#include "twinline/base/str.h"
#include "twinline/records/project.h"

static struct project_row *rows;
static int row_count;

static void read_rows(void)
{
	row_count = project_list(&s, clock_now(), &rows, E);
	MUST(row_count);
}

static void forget_rows(void)
{
	for (int i = 0; i < row_count; i++)
		project_row_release(&rows[i]);
	free(rows);
}

static int64_t add_account(const char *id, enum account_kind kind)
{
	int64_t local;

	stores_begin(&s);
	local = account_add(&s, id, kind, "", E);
	MUST(local);
	stores_commit(&s);
	return local;
}

/* "jX......": its account, "rX......": its id. */
static int64_t add_project(char letter, const char *members)
{
	char *account_id = xasprintf("j%caaaaaa", letter), *body = xasprintf("{'id':'r%caaaaaa','rev':1,%s}", letter, members);
	int64_t in = add_account(account_id, ACCOUNT_PROJECT);

	stores_receive(&s, in, TYPE_Project, body);
	free(account_id);
	free(body);
	return in;
}

static void test_words_and_order(void **state)
{
	static const char *const titles[] = { "For me", "New", "Old", "Ekmek", "Sea", "Closed", "River" };
	int64_t counts[PROJECT_WORD_COUNT];

	(void)state;
	mail_open();
	add_project('a', "'title':'River','state':'archived','activeAt':'2024-06-01T08:00:00Z'");
	add_project('b', "'title':'Old','state':'active','activeAt':'2026-10-01T08:00:00Z'");
	add_project('c', "'title':'New','state':'active','activeAt':'2026-11-01T08:00:00Z','countries':{'TR':true,'GR':true}");
	add_project('d', "'title':'Ekmek','state':'waitingForSupport','waitsForOffices':{'ES':true},'stateSince':'2026-11-09T08:00:00Z'");
	add_project('e', "'title':'Sea','state':'draft'");
	add_project('f', "'title':'Closed','state':'closed','applyUntil':'2027-05-31'");
	add_project('g', "'title':'For me','state':'waitingForPartner','waitsFor':[{'id':'pmeeeeee','name':'Ayşe Demir'}]");
	stores_receive(&s, add_account("daaaaaaa", ACCOUNT_DIRECTORY), TYPE_Project,
	               "{'id':'rzaaaaaa','rev':1,'title':'Of others','state':'active'}");
	read_rows();
	assert_int_equal(row_count, 7); /* a card of the directory is none of mine */
	for (int i = 0; i < row_count; i++)
		assert_string_equal(rows[i].title, titles[i]);
	assert_int_equal(rows[0].word, PROJECT_ANSWER);
	assert_string_equal(rows[1].countries, "GR TR");
	assert_string_equal(rows[3].who, "");
	assert_string_equal(rows[3].who_country, "ES");
	assert_string_equal(rows[5].apply_until, "2027-05-31");
	forget_rows();
	MUST(project_counts(&s, counts, E));
	assert_int_equal(counts[PROJECT_ACTIVE], 2);
	assert_int_equal(counts[PROJECT_WAITING], 2);
	assert_int_equal(counts[PROJECT_ARCHIVED], 1);
	stores_close(&s);
}

static void test_what_waits_and_is_new(void **state)
{
	int64_t in, letter;

	(void)state;
	mail_open();
	in = add_project('a', "'title':'Water','state':'active'");
	add_project('b', "'title':'Bread','state':'active'");
	letter = mail_receive("maaaaaaa", "t-1", "Olena", 0, "'kind':'proposal','keywords':{'$seen':true},"
	                                                     "'project':{'id':'raaaaaaa','name':'Water'}");
	mail_receive("mbbbbbbb", "t-2", "Ewa", 1, "'project':{'id':'rbaaaaaa','name':'Bread'}");
	mail_receive("mccccccc", "t-3", "Nino", 2, "'kind':'invitation','keywords':{'$seen':true},'project':{'id':'rxaaaaaa','name':'Sounds'}");
	/* The tests' now is 2026-11-18. */
	stores_receive(&s, in, TYPE_Event,
	               "{'id':'eaaaaaaa','rev':1,'title':'Photos','kind':'deadline','allDay':true,'startsAt':'2026-11-20T00:00:00Z',"
	               "'endsAt':'2026-11-21T00:00:00Z','project':{'id':'raaaaaaa','name':'Water'}}");
	stores_receive(&s, in, TYPE_Event,
	               "{'id':'ebbbbbbb','rev':1,'title':'Later','kind':'deadline','allDay':true,'startsAt':'2026-12-20T00:00:00Z',"
	               "'endsAt':'2026-12-21T00:00:00Z','project':{'id':'raaaaaaa','name':'Water'}}");
	read_rows();
	assert_int_equal(row_count, 3);
	assert_string_equal(rows[0].title, "Water"); /* waits longer than the invitation */
	assert_int_equal(rows[0].thread, thread_of_message(&s, letter));
	assert_string_equal(rows[0].asks, "proposal");
	assert_int_equal(rows[0].due, 1);
	assert_string_equal(rows[1].title, "Sounds"); /* not here before my yes */
	assert_int_equal(rows[1].local, 0);
	assert_int_equal(rows[2].unread, 1);
	forget_rows();
	stores_close(&s);
}

static void test_members(void **state)
{
	int64_t in, *locals = NULL, me, project;
	char id[RECORD_ID_LENGTH + 1];

	(void)state;
	mail_open();
	in = add_project('a', "'title':'Water','state':'active','founders':[{'id':'pmeeeeee','name':'Ayşe Demir'}]");
	stores_receive(&s, in, TYPE_Member,
	               "{'id':'sbaaaaaa','rev':1,'person':{'id':'pewaewae','name':'Ewa'},'role':'teacher','state':'invited',"
	               "'since':'2026-01-01T00:00:00Z'}");
	stores_receive(&s, in, TYPE_Member,
	               "{'id':'scaaaaaa','rev':1,'person':{'id':'polenaol','name':'Olena'},'role':'teacher','state':'member',"
	               "'since':'2026-02-01T00:00:00Z'}");
	me = stores_receive(&s, in, TYPE_Member,
	                    "{'id':'sdaaaaaa','rev':1,'person':{'id':'pmeeeeee','name':'Ayşe'},'role':'founder','state':'member',"
	                    "'since':'2026-03-01T00:00:00Z'}");
	stores_receive(&s, in, TYPE_Member,
	               "{'id':'seaaaaaa','rev':1,'person':{'id':'pninonin','name':'Nino'},'role':'teacher','state':'left'}");
	assert_int_equal(project_members(&s, in, &locals, E), 3);
	assert_int_equal(locals[0], me); /* founders, members, who is invited */
	assert_true(record_id(&s, locals[2], id));
	assert_string_equal(id, "sbaaaaaa");
	free(locals);
	project = stores_number(&s, "SELECT local FROM project_index WHERE title = 'Water'");
	assert_true(project_is_mine(&s, project));
	add_project('b', "'title':'Bread','state':'active','founders':[{'id':'pewaewae','name':'Ewa'}]");
	assert_false(project_is_mine(&s, stores_number(&s, "SELECT local FROM project_index WHERE title = 'Bread'")));
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_words_and_order),
		TEST(test_what_waits_and_is_new),
		TEST(test_members),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
