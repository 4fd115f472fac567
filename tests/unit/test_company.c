/* The people of the demo answer: on a real database, through the portal's own door, by a clock that the test moves. */
#include "stores.h"

#include "../../src/portal/demo/company.h"
#include "../../src/portal/demo/demo.h"
#include "../../src/portal/dispatch.h"
#include "../../src/portal/init.h"
#include "../../src/portal/portal.h"
#include "../../src/portal/user.h"
#include "twinline/base/str.h"
#include "twinline/jmap/jmap.h"

enum { PACE = 20 };

struct demo_portal {
	struct portal portal;
	struct worker worker;
	struct user teacher;
	struct company *company;
	int64_t now;
};

static int open_portal(void **state)
{
	struct demo_portal *p = xcalloc(1, sizeof *p);
	struct demo_options o = {.people = 120, .seed = 1, .messages = 30, .now = STORES_NOW};
	struct store s;
	MUST(stores_make(state));
	MUST(init_open(&s, stores_directory, DB_CREATE | DB_BULK, E));
	MUST(db_begin(s.db, E));
	MUST(demo_fill(&s, &o, NULL, E));
	MUST(db_commit(s.db, E));
	store_close(&s);
	MUST(portal_open(&p->portal, stores_directory, &(struct portal_options){.base_url = ""}, E));
	MUST(worker_open(&p->worker, &p->portal, E));
	assert_true(user_by_name(&p->worker.reader, DEMO_USER_NAME, &p->teacher));
	p->now = STORES_NOW;
	p->company = company_new(&p->portal, DEMO_USER_NAME, PACE, E);
	assert_non_null(p->company);
	*state = p;
	return 0;
}

static int close_portal(void **state)
{
	struct demo_portal *p = *state;
	company_free(p->company);
	user_release(&p->teacher);
	worker_close(&p->worker);
	portal_close(&p->portal);
	free(p);
	return stores_remove(state);
}

/* One call of the teacher's in an account: the arguments of its response, yours. */
static struct json *ask(struct demo_portal *p, enum account_kind kind, const char *method, char *arguments_taken)
{
	struct viewer v;
	struct str note = {0};
	struct json *tree = json_parse_own(arguments_taken), *request = jmap_request_new();
	assert_non_null(tree);
	MUST(viewer_of_user(&p->worker.reader, &p->teacher, &v, E));
	json_set_string(tree, "accountId", viewer_account_of_kind(&v, kind)->account.id);
	jmap_call(request, method, tree, "0");
	char *body = json_print(request);
	struct json *response = portal_dispatch(&p->worker, &v, body, strlen(body), &note, E);
	assert_non_null(response);
	const struct json *answer = jmap_response(response, "0", E);
	if (!answer)
		fail_msg("%s: %s", method, err_name(stores_err.code));
	struct json *copy = json_copy(answer);
	worker_rest(&p->worker);
	json_free(response);
	json_free(request);
	str_release(&note);
	viewer_release(&v);
	free(body);
	free(arguments_taken);
	return copy;
}

static void pass(struct demo_portal *p, int seconds)
{
	p->now += seconds;
	clock_fix(p->now);
	company_tick(p->company, p->now);
}

static int64_t number(struct demo_portal *p, const char *sql)
{
	int64_t n = stores_number(&p->worker.reader, sql);
	worker_rest(&p->worker);
	return n;
}

/* Somebody of the community who has no letter from the teacher yet; the id of the card, yours. */
static char *somebody(struct demo_portal *p, const char *name)
{
	struct db_stmt *row = db_prepare(p->worker.reader.db, "SELECT r.id FROM person_index i JOIN record r ON r.local = i.local "
	                                                      "WHERE i.name = ?1");
	db_bind_text(row, 1, name);
	assert_int_equal(db_step(row, E), 1);
	char *id = xstrdup(db_text(row, 0));
	db_reset(row);
	return id;
}

static void a_letter_is_answered_once(void **state)
{
	struct demo_portal *p = *state;
	char *id = somebody(p, "Siiri Mäkelä");
	struct json *sent = ask(p, ACCOUNT_PERSONAL, "Message/set",
	                        xasprintf("{\"create\":{\"k\":{\"to\":[{\"id\":\"%s\"}],\"subject\":\"Jää\",\"text\":\"How thick?\"}}}", id));
	const char answers[] = "SELECT count(*) FROM message_index WHERE subject = 'Re: Jää' AND from_name = 'Siiri Mäkelä' "
	                       "AND account = (SELECT account FROM login WHERE name = 'demo')";
	assert_non_null(json_get(json_get(sent, "created"), "k"));
	pass(p, PACE - 1);
	assert_int_equal(number(p, answers), 0);
	pass(p, 1);
	assert_int_equal(number(p, answers), 1);
	pass(p, 10 * PACE);
	assert_int_equal(number(p, answers), 1);
	/* It is one conversation. */
	assert_int_equal(number(p, "SELECT count(DISTINCT thread_uid) FROM message_index WHERE subject LIKE '%Jää'"), 1);
	json_free(sent);
	free(id);
}

static void a_contact_accepts(void **state)
{
	struct demo_portal *p = *state;
	char *id = somebody(p, "Siiri Mäkelä");
	struct json *asked = ask(p, ACCOUNT_PERSONAL, "Contact/set",
	                         xasprintf("{\"create\":{\"k\":{\"person\":{\"id\":\"%s\"}}}}", id));
	const char contacts[] = "SELECT count(*) FROM contact_index WHERE state = 'contact' AND person_name = 'Siiri Mäkelä'";
	assert_non_null(json_get(json_get(asked, "created"), "k"));
	pass(p, PACE - 1);
	assert_int_equal(number(p, contacts), 0);
	pass(p, 1);
	assert_int_equal(number(p, contacts), 1);
	json_free(asked);
	free(id);
}

/* Those who were asked before anybody looked go on waiting: that is what waiting looks like. */
static void old_requests_wait_on(void **state)
{
	struct demo_portal *p = *state;
	const char waiting[] = "SELECT count(*) FROM contact_index WHERE state = 'asked' "
	                       "AND account = (SELECT account FROM login WHERE name = 'demo')";
	int64_t before = number(p, waiting);
	assert_true(before > 0);
	pass(p, 10 * PACE);
	assert_int_equal(number(p, waiting), before);
}

static void an_event_fills_and_another_moves(void **state)
{
	struct demo_portal *p = *state;
	const char full[] = "SELECT count(*) FROM event_index WHERE places > 0 AND joined = places AND title = 'Erste Schritte im TwinSpace'";
	const char moved[] = "SELECT starts_at FROM event_index WHERE title = 'La memoria dell''acqua'";
	int64_t before = number(p, moved);
	assert_int_equal(number(p, full), 0);
	pass(p, 3 * PACE);
	assert_int_equal(number(p, full), 1);
	assert_int_equal(number(p, moved), before);
	pass(p, 2 * PACE);
	assert_int_equal(number(p, moved), before + 3600);
	assert_int_equal(number(p, "SELECT count(*) FROM event_index WHERE joined > places AND places > 0"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_letter_is_answered_once, open_portal, close_portal),
		cmocka_unit_test_setup_teardown(a_contact_accepts, open_portal, close_portal),
		cmocka_unit_test_setup_teardown(old_requests_wait_on, open_portal, close_portal),
		cmocka_unit_test_setup_teardown(an_event_fills_and_another_moves, open_portal, close_portal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
