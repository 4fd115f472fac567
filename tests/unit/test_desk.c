/* The desk as it is kept here: its order, what is counted, that who comes second is not merged, and what goes a day after the decision. */
#include "stores.h"

#include "twinline/base/str.h"
#include "twinline/records/desk.h"
#include "twinline/records/outbox.h"
#include "twinline/records/replica.h"

enum { DAY = 24 * 60 * 60 };

static int64_t desk;

static void put(struct store *s, enum record_type_index type, const char *text)
{
	struct json *object = stores_json(text);
	MUST(record_receive(s, desk, &record_types[type], object, E));
	json_free(object);
}

static struct store filled(void)
{
	struct store s = stores_open(STORE_REPLICA);
	stores_begin(&s);
	MUST(store_set_fact(&s, "me", "{\"person\":\"mee22222\",\"name\":\"Me\"}", E));
	MUST(account_add(&s, "p2222222", ACCOUNT_PERSONAL, "", E));
	desk = account_add(&s, "k2222222", ACCOUNT_DESK, "TR", E);
	MUST(desk);
	put(&s, TYPE_Case, "{'id':'a2222222','rev':1,'kind':'registration','title':'A','state':'waiting','since':'2026-11-16T08:00:00Z'}");
	put(&s, TYPE_Case, "{'id':'b2222222','rev':1,'kind':'registration','title':'B','state':'waiting','since':'2026-11-11T08:00:00Z'}");
	put(&s, TYPE_Case, "{'id':'c2222222','rev':1,'kind':'project','title':'C','state':'waiting','since':'2026-11-10T08:00:00Z',"
	                   "'laterAt':'2026-11-17T08:00:00Z'}");
	put(&s, TYPE_Case, "{'id':'d2222222','rev':1,'kind':'report','title':'D','state':'accepted','since':'2026-11-10T08:00:00Z',"
	                   "'decidedAt':'2026-11-12T08:00:00Z','decidedBy':{'id':'mee22222','name':'Me'}}");
	put(&s, TYPE_Case, "{'id':'e2222222','rev':1,'kind':'report','title':'E','state':'askedBack','since':'2026-11-10T08:00:00Z',"
	                   "'decidedAt':'2026-11-12T08:00:00Z'}");
	put(&s, TYPE_Dossier, "{'id':'a2222222','rev':1,'caseId':'a2222222','text':'of A'}");
	put(&s, TYPE_Dossier, "{'id':'d2222222','rev':1,'caseId':'d2222222','text':'of D'}");
	put(&s, TYPE_Dossier, "{'id':'e2222222','rev':1,'caseId':'e2222222','text':'of E'}");
	stores_commit(&s);
	return s;
}

static int64_t local_of(struct store *s, enum record_type_index type, const char *id)
{
	struct record r = {0};
	int64_t local = record_by_id(s, desk, &record_types[type], id, &r) ? r.local : 0;
	record_free(&r);
	return local;
}

/* The titles of a view in their order. */
static void expect_in(struct store *s, enum desk_view view, enum desk_order order, const char *titles)
{
	struct desk_row *rows = NULL;
	struct str got = {0};
	int count = desk_list(s, view, order, &rows, E);
	MUST(count);
	str_add(&got, "");
	for (int i = 0; i < count; i++) {
		str_add(&got, rows[i].c.title);
		desk_row_release(&rows[i]);
	}
	assert_string_equal(got.text, titles);
	str_release(&got);
	free(rows);
}

static void expect(struct store *s, enum desk_view view, const char *titles)
{
	expect_in(s, view, DESK_BY_AGE, titles);
}

static int64_t decide(struct store *s, const char *id, const char *state)
{
	const struct desk_decision d = {.state = state, .reason = "other"};
	stores_begin(s);
	int64_t entry = desk_decide(s, local_of(s, TYPE_Case, id), &d, STORES_NOW, E);
	MUST(entry);
	stores_commit(s);
	return entry;
}

static void test_the_oldest_is_first(void **state)
{
	(void)state;
	struct store s = filled();
	struct desk_counts counts;
	expect(&s, DESK_WAITING, "BAC");
	expect(&s, DESK_ASKED_BACK, "E");
	expect(&s, DESK_DECIDED, "D");
	MUST(desk_count(&s, STORES_NOW, STORES_NOW - DAY, &counts, E));
	assert_true(counts.is_officer);
	assert_int_equal(counts.waiting, 3);
	int64_t oldest = 0;
	assert_true(clock_parse("2026-11-10T08:00:00Z", &oldest));
	assert_int_equal(counts.oldest, oldest);
	assert_int_equal(counts.accepted, 0);
	decide(&s, "b2222222", "accepted");
	expect(&s, DESK_WAITING, "AC");
	expect(&s, DESK_DECIDED, "BD");
	MUST(desk_count(&s, STORES_NOW, STORES_NOW - DAY, &counts, E));
	assert_int_equal(counts.accepted, 1);
	stores_close(&s);
	unlink(stores_path);
}

/* Within a country by age; what another officer holds is not mine. */
static void test_the_central_desk_goes_by_country(void **state)
{
	(void)state;
	struct store s = filled();
	struct desk_counts counts;
	stores_begin(&s);
	put(&s, TYPE_Case, "{'id':'f2222222','rev':1,'title':'F','country':'GR','state':'waiting','since':'2026-11-16T08:00:00Z'}");
	put(&s, TYPE_Case, "{'id':'g2222222','rev':1,'title':'G','country':'GR','state':'waiting','since':'2026-11-15T08:00:00Z'}");
	put(&s, TYPE_Case, "{'id':'h2222222','rev':1,'title':'H','country':'BG','state':'waiting','since':'2026-11-16T09:00:00Z',"
	                   "'held':true,'holder':{'id':'other222','name':'Other'},'heldUntil':'2030-01-01T00:00:00Z'}");
	stores_commit(&s);
	expect(&s, DESK_WAITING, "BGAFHC");
	expect_in(&s, DESK_WAITING, DESK_BY_COUNTRY, "BACHGF");
	MUST(desk_count(&s, STORES_NOW, STORES_NOW - DAY, &counts, E));
	assert_int_equal(counts.waiting, 6);
	assert_int_equal(counts.mine, 5);
	stores_close(&s);
	unlink(stores_path);
}

static void test_only_what_has_gone_out_is_shown_again(void **state)
{
	(void)state;
	struct store s = filled();
	struct err cause = {0};
	stores_begin(&s);
	put(&s, TYPE_Case, "{'id':'r2222222','rev':1,'kind':'report','title':'R','state':'waiting','since':'2026-11-16T08:00:00Z'}");
	stores_commit(&s);
	const struct desk_decision again = {.state = "shownAgain"};
	decide(&s, "r2222222", "accepted");
	stores_begin(&s);
	assert_int_equal(desk_decide(&s, local_of(&s, TYPE_Case, "r2222222"), &again, STORES_NOW, &cause), -1);
	assert_int_equal(cause.code, ERR_NOT_IN_STATE);
	err_release(&cause);
	/* D has been taken away long ago. */
	MUST(desk_decide(&s, local_of(&s, TYPE_Case, "d2222222"), &again, STORES_NOW, E));
	stores_commit(&s);
	stores_close(&s);
	unlink(stores_path);
}

static void test_who_comes_second_is_told(void **state)
{
	(void)state;
	struct store s = filled();
	struct outbox_entry entry = {0};
	struct desk_row row;
	int64_t local = decide(&s, "a2222222", "accepted");
	assert_true(outbox_get(&s, local, &entry));
	assert_int_equal(entry.rev, 0);
	outbox_entry_release(&entry);
	stores_begin(&s);
	put(&s, TYPE_Case, "{'id':'a2222222','rev':2,'kind':'registration','title':'A','state':'refused','since':'2026-11-16T08:00:00Z',"
	                   "'decidedAt':'2026-11-17T08:00:00Z','decidedBy':{'id':'other222','name':'Other'}}");
	stores_commit(&s);
	/* It still waits for the portal's word, and is no conflict. */
	assert_true(outbox_get(&s, local, &entry));
	assert_int_equal(entry.state, OUTBOX_HELD);
	outbox_entry_release(&entry);
	struct err cause = {0};
	err_set(&cause, ERR_NOT_IN_STATE, "A", "refused", NULL);
	stores_begin(&s);
	MUST(outbox_refused(&s, local, false, &cause, E));
	stores_commit(&s);
	err_release(&cause);
	assert_true(desk_read(&s, local_of(&s, TYPE_Case, "a2222222"), &row));
	assert_true(row.is_superseded);
	assert_string_equal(row.c.state, "refused");
	assert_int_equal(row.refusal.code, ERR_NOT_IN_STATE);
	desk_row_release(&row);
	expect(&s, DESK_WAITING, "ABC");
	stores_begin(&s);
	const struct desk_decision again = {.state = "accepted"};
	struct err e = {0};
	assert_int_equal(desk_decide(&s, local_of(&s, TYPE_Case, "a2222222"), &again, STORES_NOW, &e), -1);
	assert_int_equal(e.code, ERR_NOT_IN_STATE);
	err_release(&e);
	db_rollback(s.db);
	stores_close(&s);
	unlink(stores_path);
}

static void test_what_is_known_goes_a_day_after_the_decision(void **state)
{
	(void)state;
	struct store s = filled();
	int64_t decided = 0;
	assert_true(clock_parse("2026-11-12T08:00:00Z", &decided));
	MUST(desk_prune(&s, decided + DAY - 1, E));
	assert_true(local_of(&s, TYPE_Dossier, "d2222222") > 0);
	MUST(desk_prune(&s, decided + DAY, E));
	assert_int_equal(local_of(&s, TYPE_Dossier, "d2222222"), 0);
	/* What waits, or was asked back, is still to be decided. */
	assert_true(local_of(&s, TYPE_Dossier, "a2222222") > 0);
	assert_true(local_of(&s, TYPE_Dossier, "e2222222") > 0);
	stores_begin(&s);
	MUST(record_forget(&s, desk, &record_types[TYPE_Case], "a2222222", E));
	stores_commit(&s);
	MUST(desk_prune(&s, decided, E));
	assert_int_equal(local_of(&s, TYPE_Dossier, "a2222222"), 0);
	stores_close(&s);
	unlink(stores_path);
}

static void test_a_hold_is_asked_for_once(void **state)
{
	(void)state;
	struct store s = filled();
	struct outbox_counts counts;
	int64_t a = local_of(&s, TYPE_Case, "a2222222");
	stores_begin(&s);
	put(&s, TYPE_Case, "{'id':'b2222222','rev':1,'title':'B','state':'waiting','since':'2026-11-11T08:00:00Z','held':true,"
	                   "'holder':{'id':'other222','name':'Other'},'heldUntil':'2030-01-01T00:00:00Z'}");
	MUST(desk_hold(&s, a, true, STORES_NOW, E));
	MUST(desk_hold(&s, local_of(&s, TYPE_Case, "b2222222"), true, STORES_NOW, E));
	MUST(desk_hold(&s, local_of(&s, TYPE_Case, "d2222222"), true, STORES_NOW, E));
	stores_commit(&s);
	MUST(outbox_counts(&s, &counts, E));
	assert_int_equal(counts.marks, 1);
	struct err e = {0};
	const struct desk_decision d = {.state = "accepted"};
	stores_begin(&s);
	assert_int_equal(desk_decide(&s, local_of(&s, TYPE_Case, "b2222222"), &d, STORES_NOW, &e), -1);
	assert_int_equal(e.code, ERR_HELD);
	err_release(&e);
	db_rollback(s.db);
	stores_close(&s);
	unlink(stores_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_oldest_is_first),
		cmocka_unit_test(test_the_central_desk_goes_by_country),
		cmocka_unit_test(test_only_what_has_gone_out_is_shown_again),
		cmocka_unit_test(test_who_comes_second_is_told),
		cmocka_unit_test(test_what_is_known_goes_a_day_after_the_decision),
		cmocka_unit_test(test_a_hold_is_asked_for_once),
	};
	return cmocka_run_group_tests(tests, stores_make, stores_remove);
}
