/* Records: stores from version 0, accounts, both sides' writes, index rows, lists, and the check that finds what is wrong. */
#include "stores.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include "twinline/base/str.h"
#include "twinline/records/outcome.h"

static const struct record_type *type_of(const char *name)
{
	return record_type_find(name);
}

static int64_t write_new(struct store *s, int64_t account, const char *type, const char *body)
{
	struct json *tree = stores_json(body);
	struct record r = { .account = account, .type = type_of(type), .body = json_print(tree) };
	int64_t local;

	MUST(record_write(s, &r, true, E));
	local = r.local;
	json_free(tree);
	record_free(&r);
	return local;
}

static void rewrite(struct store *s, int64_t local, const char *body, bool content)
{
	struct json *tree = stores_json(body);
	struct record r;

	assert_true(record_by_local(s, local, &r));
	free(r.body);
	r.body = json_print(tree);
	MUST(record_write(s, &r, content, E));
	json_free(tree);
	record_free(&r);
}

static void test_from_nothing(void **state)
{
	struct store s = stores_open(STORE_REPLICA);
	struct stat about;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(stat(stores_path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	MUST(store_set_fact(&s, "line", "x", E));
	stores_close(&s);
	s = stores_open(STORE_REPLICA); /* again: nothing to do */
	char *fact = store_fact(&s, "line");
	assert_string_equal(fact, "x");
	free(fact);
	MUST(store_set_fact(&s, "line", NULL, E));
	assert_null(store_fact(&s, "line"));
	stores_close(&s);
	/* A portal is no replica. */
	assert_int_equal(store_open(&s, stores_path, STORE_PORTAL, 0, &e), -1);
	assert_int_equal(e.code, ERR_STORE_DAMAGED);
	err_release(&e);
}

/* A face and its engine start at the same moment on a computer that has no store yet. */
static void test_made_by_several_at_once(void **state)
{
	enum { PROGRAMS = 4 };
	int gate[2];
	struct store s;

	(void)state;
	assert_int_equal(pipe(gate), 0);
	for (int i = 0; i < PROGRAMS; i++)
		if (fork() == 0) {
			char byte;

			close(gate[1]);
			if (read(gate[0], &byte, 1) != 0) /* until all are let go */
				_exit(1);
			_exit(store_open(&s, stores_path, STORE_REPLICA, DB_CREATE, NULL) == 0 ? 0 : 1);
		}
	close(gate[0]);
	close(gate[1]);
	for (int i = 0; i < PROGRAMS; i++) {
		int status = -1;

		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	s = stores_open(STORE_REPLICA);
	stores_close(&s);
}

static void test_newer_is_refused(void **state)
{
	struct store s = stores_open(STORE_PORTAL);
	struct err e = { 0 };
	struct stat before, after;

	(void)state;
	MUST(db_exec(s.db, "UPDATE migration SET version = 99 WHERE list = 'portal'", E));
	store_close(&s);
	assert_int_equal(stat(stores_path, &before), 0);
	assert_int_equal(store_open(&s, stores_path, STORE_PORTAL, 0, &e), -1);
	assert_int_equal(e.code, ERR_STORE_NEWER);
	err_release(&e);
	assert_int_equal(stat(stores_path, &after), 0);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
}

static void test_accounts(void **state)
{
	struct store s = stores_open(STORE_PORTAL);
	struct account a;
	int64_t one, two, *accounts = NULL;

	(void)state;
	stores_begin(&s);
	one = account_add(&s, "caaaaaaa", ACCOUNT_COMMUNITY, "Community", E);
	two = account_add(&s, NULL, ACCOUNT_PERSONAL, NULL, E);
	assert_true(one > 0 && two > one);
	assert_int_equal(account_add(&s, "caaaaaaa", ACCOUNT_PERSONAL, "x", NULL), -1);
	assert_int_equal(account_add(&s, "much-too-long", ACCOUNT_PERSONAL, "x", NULL), -1);
	MUST(member_set(&s, two, "pabc2345", ROLE_OWNER, E));
	MUST(member_set(&s, one, "pabc2345", ROLE_TEACHER, E));
	MUST(member_set(&s, one, "pabc2345", ROLE_OFFICER, E));
	assert_int_equal(account_next_seq(&s, one, E), 1);
	assert_int_equal(account_next_seq(&s, one, E), 2);
	assert_int_equal(account_next_seq(&s, 77, NULL), -1);
	stores_commit(&s);
	assert_int_equal(member_role(&s, one, "pabc2345"), ROLE_OFFICER);
	assert_int_equal(member_role(&s, one, "pnobody2"), ROLE_COUNT);
	assert_int_equal(member_accounts(&s, "pabc2345", &accounts, E), 2);
	assert_int_equal(accounts[0], one);
	assert_int_equal(accounts[1], two);
	free(accounts);
	MUST(member_remove(&s, one, "pabc2345", E));
	assert_int_equal(member_role(&s, one, "pabc2345"), ROLE_COUNT);
	assert_true(account_by_kind(&s, ACCOUNT_COMMUNITY, &a));
	assert_string_equal(a.id, "caaaaaaa");
	assert_int_equal(a.seq, 2);
	assert_true(a.epoch && *a.epoch);
	account_release(&a);
	assert_false(account_by_id(&s, "none", &a));
	stores_close(&s);
}

static void test_portal_writes(void **state)
{
	struct store s = stores_open(STORE_PORTAL);
	struct record r, same;
	int64_t account, local;
	struct json *tree;

	(void)state;
	stores_begin(&s);
	account = account_add(&s, NULL, ACCOUNT_DIRECTORY, "Directory", E);
	local = write_new(&s, account, "School", "{'name':'Scoil','country':'IE','town':'Gaillimh'}");
	stores_commit(&s);
	assert_true(record_by_local(&s, local, &r));
	assert_int_equal(strlen(r.id), RECORD_ID_LENGTH);
	assert_int_equal(r.seq, 1);
	assert_int_equal(r.rev, 1);
	assert_int_equal(r.audience, type_of("School")->audience);
	assert_true(record_by_id(&s, account, r.type, r.id, &same));
	assert_int_equal(same.local, local);
	record_free(&same);
	assert_false(record_by_id(&s, account + 1, r.type, r.id, &same));
	tree = record_tree(&s, &r);
	assert_string_equal(json_get_text(tree, "id"), r.id);
	assert_int_equal(json_get_integer(tree, "rev", 0), 1);
	json_free(tree);
	stores_begin(&s);
	rewrite(&s, local, "{'name':'Scoil Naomh Bríd','country':'IE','town':'Gaillimh'}", true);
	rewrite(&s, local, "{'name':'Scoil Naomh Bríd','country':'IE','town':'Gaillimh','pupils':9}", false);
	stores_commit(&s);
	record_free(&r);
	assert_true(record_by_local(&s, local, &r));
	assert_int_equal(r.seq, 3);
	assert_int_equal(r.rev, 2); /* content moved once */
	stores_begin(&s);
	MUST(record_destroy(&s, &r, E));
	assert_int_equal(record_destroy(&s, &r, NULL), -1);
	stores_commit(&s);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM school_index"), 0);
	record_free(&r);
	stores_close(&s);
}

static void test_id_taken(void **state)
{
	struct store s = stores_open(STORE_PORTAL);
	struct record r = { .type = type_of("Country"), .id = xstrdup("cccccccc"), .body = xstrdup("{\"code\":\"GR\"}") };
	struct record again = { .type = type_of("Country"), .id = xstrdup("cccccccc"), .body = xstrdup("{\"code\":\"IE\"}") };
	struct err e = { 0 };

	(void)state;
	stores_begin(&s);
	r.account = again.account = account_add(&s, NULL, ACCOUNT_COMMUNITY, "c", E);
	MUST(record_write(&s, &r, true, E));
	assert_int_equal(record_write(&s, &again, true, &e), -1);
	assert_int_equal(e.code, ERR_EXISTS);
	err_release(&e);
	db_rollback(s.db);
	record_free(&r);
	record_free(&again);
	stores_close(&s);
}

static void test_replica_receives(void **state)
{
	struct store s = stores_open(STORE_REPLICA);
	struct json *object = stores_json("{'id':'nabc2345','rev':3,'kind':'comment','createdAt':'2026-11-17T09:55:00Z','futureField':{'x':1}}");
	struct json *tree;
	int64_t account, local;
	struct record r;

	(void)state;
	stores_begin(&s);
	account = account_add(&s, "paaaaaaa", ACCOUNT_PERSONAL, "me", E);
	local = record_receive(&s, account, type_of("Notification"), object, E);
	assert_true(local > 0);
	json_set_integer(object, "rev", 4);
	json_set_string(object, "kind", "like");
	assert_int_equal(record_receive(&s, account, type_of("Notification"), object, E), local);
	json_remove(object, "id");
	assert_int_equal(record_receive(&s, account, type_of("Notification"), object, NULL), -1);
	stores_commit(&s);
	assert_true(record_by_local(&s, local, &r));
	tree = record_tree(&s, &r);
	assert_string_equal(json_get_text(tree, "kind"), "like");
	assert_int_equal(json_get_integer(tree, "rev", 0), 4);
	assert_int_equal(json_get_integer(json_get(tree, "futureField"), "x", 0), 1); /* kept, though unknown here */
	assert_null(strstr(r.body, "nabc2345"));
	json_free(tree);
	record_free(&r);
	stores_begin(&s);
	MUST(record_forget(&s, account, type_of("Notification"), "nabc2345", E));
	MUST(record_forget(&s, account, type_of("Notification"), "nabc2345", E));
	stores_commit(&s);
	assert_false(record_by_local(&s, local, &r));
	json_free(object);
	stores_close(&s);
}

/* A local is never given to another record, because screens hold on to it. */
static void test_locals_are_not_used_again(void **state)
{
	struct store s = stores_open(STORE_PORTAL);
	int64_t account, first, second;
	struct record r;

	(void)state;
	stores_begin(&s);
	account = account_add(&s, NULL, ACCOUNT_COMMUNITY, "c", E);
	first = write_new(&s, account, "Country", "{'code':'GR'}");
	assert_true(record_by_local(&s, first, &r));
	MUST(record_destroy(&s, &r, E));
	record_free(&r);
	second = write_new(&s, account, "Country", "{'code':'IE'}");
	assert_true(second > first);
	stores_commit(&s);
	stores_close(&s);
}

/* --- lists --- */

static int64_t people(struct store *s, int64_t *locals)
{
	static const char *const bodies[] = {
		"{'name':'Anna','country':'GR','available':true,'activeAt':'2026-11-03','school':{'id':'sgrgrgrg','name':'1o'},'pupilsFrom':6}",
		"{'name':'Berit','country':'SE','activeAt':'2026-11-01'}",
		"{'name':'Ciara','country':'IE','available':true,'activeAt':'2026-11-02'}",
		"{'name':'Dana','country':'GR','activeAt':'2026-11-03'}",
	};
	int64_t account = account_add(s, NULL, ACCOUNT_DIRECTORY, "Directory", E);

	write_new(s, account, "School", "{'name':'1o','country':'GR','town':'Χανιά'}");
	MUST(db_exec(s->db, "UPDATE record SET id = 'sgrgrgrg'", E));
	for (size_t i = 0; i < ARRAY_SIZE(bodies); i++)
		locals[i] = write_new(s, account, "Person", bodies[i]);
	return account;
}

static int listed(struct store *s, const struct record_query *q, int64_t out[10])
{
	int64_t position;
	int count = record_list(s, q, out, &position, NULL, E);

	MUST(count);
	return count;
}

static void test_lists(void **state)
{
	struct store s = stores_open(STORE_PORTAL);
	int64_t p[4], out[10] = { 0 }, position = -1, total = -1;
	struct record_filter greek = { .field = "country", .equals = "GR" }, not_greek = { "country", "GR", true };
	struct record_filter available = { "available", "true", false }, school = { "school", "sgrgrgrg", false };
	struct record_filter young = { "pupilsFrom", "6", false }, wrong = { "about", "x", false };
	struct record_query q = { .type = type_of("Person"), .limit = 10 };
	struct err e = { 0 };

	(void)state;
	stores_begin(&s);
	q.account = people(&s, p);
	stores_commit(&s);
	assert_int_equal(listed(&s, &q, out), 4); /* newest activity first, the later local first among equals */
	assert_true(out[0] == p[3] && out[1] == p[0] && out[2] == p[2] && out[3] == p[1]);
	q.ascending = true;
	assert_int_equal(listed(&s, &q, out), 4);
	assert_true(out[0] == p[1] && out[1] == p[2] && out[2] == p[0] && out[3] == p[3]);
	q.order = "name";
	assert_int_equal(listed(&s, &q, out), 4);
	assert_true(out[0] == p[0] && out[3] == p[3]);
	q = (struct record_query){ .account = q.account, .type = q.type, .limit = 2, .offset = 1, .total = true };
	assert_int_equal(record_list(&s, &q, out, &position, &total, E), 2);
	assert_true(out[0] == p[0] && out[1] == p[2] && position == 1 && total == 4);
	q.anchor = p[0];
	q.offset = 0; /* after the anchor */
	assert_int_equal(record_list(&s, &q, out, &position, &total, E), 2);
	assert_true(out[0] == p[2] && out[1] == p[1] && position == 2);
	q.offset = -1; /* the anchor itself */
	assert_int_equal(record_list(&s, &q, out, &position, NULL, E), 2);
	assert_true(out[0] == p[0] && position == 1);
	q.offset = -9; /* no further than the start */
	assert_int_equal(record_list(&s, &q, out, &position, NULL, E), 2);
	assert_true(out[0] == p[3] && position == 0);
	q.filters = &not_greek;
	q.filter_count = 1;
	assert_int_equal(record_list(&s, &q, out, NULL, NULL, &e), -1); /* the anchor is not among them */
	assert_int_equal(e.code, ERR_ANCHOR_NOT_FOUND);
	q = (struct record_query){ .account = q.account, .type = q.type, .limit = 10, .filters = &greek, .filter_count = 1 };
	assert_int_equal(listed(&s, &q, out), 2);
	q.filters = &not_greek;
	assert_int_equal(listed(&s, &q, out), 2);
	q.filters = &available;
	assert_int_equal(listed(&s, &q, out), 2);
	q.filters = &school;
	assert_int_equal(listed(&s, &q, out), 1);
	q.filters = &young;
	assert_int_equal(listed(&s, &q, out), 1);
	q.filters = (struct record_filter[]){ greek, available };
	q.filter_count = 2;
	assert_int_equal(listed(&s, &q, out), 1);
	assert_int_equal(out[0], p[0]);
	q.filters = &wrong;
	q.filter_count = 1;
	assert_int_equal(record_list(&s, &q, out, NULL, NULL, &e), -1);
	assert_int_equal(e.code, ERR_UNSUPPORTED_FILTER);
	q.filter_count = 0;
	q.order = "town";
	assert_int_equal(record_list(&s, &q, out, NULL, NULL, &e), -1);
	assert_int_equal(e.code, ERR_UNSUPPORTED_SORT);
	err_release(&e);
	q.order = NULL;
	q.sees = AUDIENCE_PUBLIC; /* cards are for people who are signed in */
	assert_int_equal(listed(&s, &q, out), 0);
	q.sees = access_mask(ROLE_TEACHER);
	assert_int_equal(listed(&s, &q, out), 4);
	stores_close(&s);
}

/* A newer program lists one field more: the table is made anew from the bodies, without a migration. */
static void test_index_is_rebuilt(void **state)
{
	struct store s = stores_open(STORE_PORTAL);
	struct record_filter greek = { .field = "country", .equals = "GR" };
	struct record_query q = { .type = type_of("Person"), .limit = 10, .filters = &greek, .filter_count = 1 };
	int64_t p[4], out[10], seq;

	(void)state;
	stores_begin(&s);
	q.account = people(&s, p);
	stores_commit(&s);
	seq = stores_number(&s, "SELECT max(seq) FROM account");
	MUST(db_exec(s.db, "DROP TABLE person_index; CREATE TABLE person_index(local INTEGER PRIMARY KEY, account BIGINT);"
	                   "UPDATE index_table SET made_by = 'before' WHERE name = 'person_index'", E));
	store_close(&s);
	s = stores_open(STORE_PORTAL);
	assert_int_equal(listed(&s, &q, out), 2);
	assert_int_equal(stores_number(&s, "SELECT max(seq) FROM account"), seq);
	stores_close(&s);
}

static void test_outcomes(void **state)
{
	struct store s = stores_open(STORE_PORTAL);
	struct err e = { 0 };
	char *outcome;

	(void)state;
	assert_null(outcome_find(&s, 1, "pabc2345", "op1"));
	MUST(outcome_keep(&s, 1, "pabc2345", "op1", "{\"id\":\"x\"}", 100, E));
	MUST(outcome_keep(&s, 1, "pother23", "op1", "{\"id\":\"y\"}", 200, E)); /* another author's op is another op */
	assert_int_equal(outcome_keep(&s, 1, "pabc2345", "op1", "{}", 100, &e), -1);
	assert_int_equal(e.code, ERR_EXISTS);
	err_release(&e);
	outcome = outcome_find(&s, 1, "pabc2345", "op1");
	assert_string_equal(outcome, "{\"id\":\"x\"}");
	free(outcome);
	MUST(outcomes_prune(&s, 150, E));
	assert_null(outcome_find(&s, 1, "pabc2345", "op1"));
	outcome = outcome_find(&s, 1, "pother23", "op1");
	assert_non_null(outcome);
	free(outcome);
	stores_close(&s);
}

/* --- the check finds each kind of damage --- */

static void remember(void *context, const struct err *finding)
{
	enum err_code *code = context;

	*code = finding->code;
}

static void expect_finding(struct store *s, const char *damage, enum err_code expected)
{
	enum err_code code = ERR_OK;

	stores_begin(s);
	MUST(db_exec(s->db, damage, E));
	stores_commit(s);
	assert_true(store_check(s, remember, &code, E) >= 1);
	assert_int_equal(code, expected);
}

static void test_check(void **state)
{
	static const struct { const char *damage; enum err_code code; } cases[] = {
		{ "UPDATE record SET body = 'x' WHERE type = 0", ERR_CHECK_BODY },
		{ "UPDATE person_index SET name = 'X' WHERE name = 'Anna'", ERR_CHECK_INDEX },
		{ "DELETE FROM person_index WHERE name = 'Anna'", ERR_CHECK_INDEX },
		{ "INSERT INTO person_index(local, account, audience) VALUES(99, 1, 1)", ERR_CHECK_INDEX },
		{ "UPDATE account SET seq = 2", ERR_CHECK_SEQUENCE },
		{ "UPDATE type_state SET seq = 1", ERR_CHECK_SEQUENCE },
		{ "INSERT INTO thread_index(local, account, audience, thread_uid) VALUES(99, 1, 1, 'x');"
		  "INSERT INTO record(local, account, type, id, body) VALUES(99, 1, 4, 'x', '{\"threadUid\":\"x\"}')", ERR_CHECK_THREAD },
		{ "INSERT INTO blob VALUES(1, 'b', 't', 5, 0, 'u')", ERR_CHECK_BLOB },
		{ "INSERT INTO chunk VALUES('0', 'x')", ERR_CHECK_BLOB },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct store s;
		int64_t p[4];

		stores_make(state);
		s = stores_open(STORE_PORTAL);
		stores_begin(&s);
		people(&s, p);
		stores_commit(&s);
		assert_int_equal(store_check(&s, stores_print_finding, NULL, E), 0);
		expect_finding(&s, cases[i].damage, cases[i].code);
		store_close(&s);
		stores_remove(state);
	}
}

static void test_check_references(void **state)
{
	struct store s = stores_open(STORE_PORTAL);
	int64_t p[4], account;

	(void)state;
	stores_begin(&s);
	account = people(&s, p);
	write_new(&s, account, "Person", "{'name':'Nowhere','school':{'id':'snowhere','name':'?'}}");
	stores_commit(&s);
	expect_finding(&s, "SELECT 1", ERR_CHECK_REFERENCE);
	store_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_from_nothing),
		TEST(test_made_by_several_at_once),
		TEST(test_newer_is_refused),
		TEST(test_accounts),
		TEST(test_portal_writes),
		TEST(test_id_taken),
		TEST(test_replica_receives),
		TEST(test_locals_are_not_used_again),
		TEST(test_lists),
		TEST(test_index_is_rebuilt),
		TEST(test_outcomes),
		cmocka_unit_test(test_check),
		TEST(test_check_references),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
