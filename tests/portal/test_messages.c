/* Messages: one creation, a copy for everybody or for nobody; and every write exactly once. */
#include "lib/suite.h"

#include <signal.h>
#include <unistd.h>

#include "lib/portal_fixture.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

/* The newest message of t with a subject, whole; NULL if there is none. Yours. */
static struct json *find(const struct teacher *t, const char *subject)
{
	char *calls = xasprintf("[\"Message/query\",{\"accountId\":\"%s\",\"filter\":{\"subject\":\"%s\"},\"limit\":1},\"0\"],"
	                        "[\"Message/get\",{\"accountId\":\"%s\",\"#ids\":{\"resultOf\":\"0\",\"name\":\"Message/query\","
	                        "\"path\":\"/ids\"}},\"1\"]", t->account, subject, t->account);
	struct json *answers = portal_calls(f, t, calls);
	struct json *found = json_copy(json_at(json_get(json_at(json_at(answers, 1), 1), "list"), 0));
	json_free(answers);
	free(calls);
	return found;
}

static int count_of(const struct teacher *t)
{
	struct json *page = portal_call(f, t, "Message/query", "{\"accountId\":\"%s\",\"calculateTotal\":true,\"limit\":0}", t->account);
	int total = (int)json_get_integer(page, "total", -1);
	json_free(page);
	return total;
}

/* Creates a message of t with these members; the response, yours. */
static struct json *create(const struct teacher *t, const char *members)
{
	return portal_call(f, t, "Message/set", "{\"accountId\":\"%s\",\"create\":{\"m\":{%s}}}", t->account, members);
}

static const struct json *made(const struct json *set)
{
	return json_get(json_get(set, "created"), "m");
}

static const struct json *refused(const struct json *set)
{
	return json_get(json_get(set, "notCreated"), "m");
}

static void test_everybody_has_a_copy_of_their_own(void **state)
{
	(void)state;
	char *members = xasprintf("\"to\":[{\"id\":\"%s\"},{\"id\":\"%s\"}],\"subject\":\"Το νερό\",\"text\":\"Καλημέρα σας\","
	                          "\"language\":\"el\",\"keywords\":{\"$kept\":true},\"laterUntil\":\"2030-01-01\"",
	                          f->ben.person, f->eva.person);
	struct json *set = create(&f->ada, members);
	const char *uid = json_get_text(made(set), "messageUid");
	assert_non_null(uid);
	struct json *own = find(&f->ada, "Το νερό"), *ben = find(&f->ben, "Το νερό"), *eva = find(&f->eva, "Το νερό");
	assert_string_equal(json_get_text(own, "messageUid"), uid);
	assert_string_equal(json_get_text(ben, "messageUid"), uid);
	assert_string_equal(json_get_text(eva, "messageUid"), uid);
	assert_string_equal(json_get_text(ben, "threadUid"), json_get_text(own, "threadUid"));
	assert_string_not_equal(json_get_text(ben, "id"), json_get_text(own, "id"));
	assert_string_equal(json_get_text(json_get(ben, "from"), "name"), "Άντα Λαμπράκη");
	assert_string_equal(json_get_text(json_get(ben, "from"), "country"), "GR");
	assert_string_equal(json_get_text(json_at(json_get(ben, "to"), 1), "name"), "Ewa Łęcka");
	assert_string_equal(json_get_text(eva, "text"), "Καλημέρα σας");
	assert_string_equal(json_get_text(eva, "receivedAt"), json_get_text(own, "receivedAt"));
	/* The sender has read it and may mark it; nobody else's copy carries that. */
	assert_true(json_get_bool(json_get(own, "keywords"), "$seen", false));
	assert_true(json_get_bool(json_get(own, "keywords"), "$kept", false));
	assert_null(json_get(ben, "keywords"));
	assert_null(json_get(ben, "laterUntil"));
	json_free(own);
	json_free(ben);
	json_free(eva);
	json_free(set);
	free(members);
}

static void test_an_answer_joins_its_conversation(void **state)
{
	(void)state;
	free(portal_send(f, &f->ben, &f->ada, "Question"));
	struct json *question = find(&f->ada, "Question");
	char *members = xasprintf("\"to\":[{\"id\":\"%s\"}],\"subject\":\"Re: Question\",\"text\":\"Yes\",\"inReplyTo\":\"%s\"",
	                          f->ben.person, json_get_text(question, "messageUid"));
	json_free(create(&f->ada, members));
	struct json *answered = find(&f->ada, "Question"), *answer = find(&f->ben, "Re: Question");
	assert_true(json_get_bool(json_get(answered, "keywords"), "$answered", false));
	assert_int_equal(json_get_integer(answered, "rev", 0), 1);
	assert_string_equal(json_get_text(answer, "threadUid"), json_get_text(question, "threadUid"));
	assert_string_equal(json_get_text(answer, "inReplyTo"), json_get_text(question, "messageUid"));
	struct json *threads = portal_call(f, &f->ben, "Thread/query", "{\"accountId\":\"%s\",\"filter\":{\"threadUid\":\"%s\"}}",
	                                   f->ben.account, json_get_text(question, "threadUid"));
	assert_int_equal(json_size(json_get(threads, "ids")), 1);
	json_free(threads);
	json_free(question);
	json_free(answered);
	json_free(answer);
	free(members);
}

static void test_a_message_to_oneself_is_one_message(void **state)
{
	(void)state;
	int before = count_of(&f->ada);
	char *members = xasprintf("\"to\":[{\"id\":\"%s\"}],\"text\":\"Remember the milk\"", f->ada.person);
	struct json *set = create(&f->ada, members);
	assert_non_null(made(set));
	assert_int_equal(count_of(&f->ada), before + 1);
	json_free(set);
	free(members);
}

static void test_what_is_wrong_is_said_of_every_field_and_nothing_is_written(void **state)
{
	(void)state;
	static const struct { const char *members, *property, *error; } rows[] = {
		{"\"text\":\"x\"", "to", "required"},
		{"\"to\":[],\"text\":\"x\"", "to", "required"},
		{"\"to\":[{\"id\":\"$B\"}]", "text", "required"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"\",\"subject\":\"\"", "text", "required"},
		{"\"to\":[{\"id\":\"azzzzzzz\"}],\"text\":\"x\"", "to", "noSuchReference"},
		{"\"to\":[{\"id\":\"$B\"},{\"id\":\"azzzzzzz\"}],\"text\":\"x\"", "to", "noSuchReference"},
		{"\"to\":[{\"id\":\"$B\"},{\"id\":\"$B\"}],\"text\":\"x\"", "to", "twice"},
		{"\"to\":[{\"id\":\"#nothing\"}],\"text\":\"x\"", "to", "noSuchReference"},
		{"\"to\":\"$B\",\"text\":\"x\"", "to", "wrongType"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":5", "text", "wrongType"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"x\",\"subject\":\"a\\nb\"", "subject", "controlCharacter"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"x\",\"language\":\"zz\"", "language", "unknownCode"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"x\",\"from\":{\"id\":\"$B\"}", "from", "serverSet"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"x\",\"messageUid\":\"mine\"", "messageUid", "serverSet"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"x\",\"receivedAt\":\"2026-01-01T00:00:00Z\"", "receivedAt", "serverSet"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"x\",\"writtenAt\":\"2026-01-01t00:00:00z\"", "writtenAt", "wrongFormat"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"x\",\"inReplyTo\":\"nowhere\"", "inReplyTo", "noSuchReference"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"x\",\"project\":{\"id\":\"azzzzzzz\"}", "project", "noSuchReference"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"x\",\"files\":[{\"blobId\":\"azzzzzzz\",\"name\":\"a\"}]", "files", "noSuchReference"},
		{"\"to\":[{\"id\":\"$B\"}],\"text\":\"x\",\"colour\":\"red\"", "colour", "unknownProperty"},
	};
	int ada = count_of(&f->ada), ben = count_of(&f->ben);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct str members = {0};
		for (const char *c = rows[i].members; *c; c++)
			if (strncmp(c, "$B", 2) == 0)
				str_add(&members, f->ben.person), c++;
			else
				str_addc(&members, *c);
		struct json *set = create(&f->ada, members.text);
		const struct json *error = refused(set), *field = json_get(json_get(error, "errors"), rows[i].property);
		if (!text_equal(json_get_text(error, "type"), "invalidProperties") ||
		    !text_equal(json_get_text(field, "type"), rows[i].error))
			fail_msg("%s: %s", rows[i].members, json_print(set));
		assert_string_equal(json_get_text(set, "oldState"), json_get_text(set, "newState"));
		json_free(set);
		str_release(&members);
	}
	assert_int_equal(count_of(&f->ada), ada);
	assert_int_equal(count_of(&f->ben), ben);
}

static void test_a_text_has_its_limit_in_characters(void **state)
{
	(void)state;
	struct str members = {0};
	str_addf(&members, "\"to\":[{\"id\":\"%s\"}],\"text\":\"", f->ben.person);
	for (int i = 0; i < 60000; i++)
		str_add(&members, "\xce\xbb");
	size_t at = members.len;
	str_add(&members, "\"");
	struct json *set = create(&f->ada, members.text);
	assert_non_null(made(set));
	json_free(set);
	str_cut(&members, at);
	str_add(&members, "\xce\xbb\"");
	set = create(&f->ada, members.text);
	const struct json *error = json_get(json_get(refused(set), "errors"), "text");
	assert_string_equal(json_get_text(error, "type"), "tooLong");
	assert_string_equal(json_text(json_at(json_get(error, "arguments"), 0)), "60000");
	json_free(set);
	str_release(&members);
}

static void test_a_hundred_recipients_are_the_most(void **state)
{
	(void)state;
	struct str members = {0};
	str_add(&members, "\"text\":\"x\",\"to\":[");
	for (int i = 0; i < 101; i++)
		str_addf(&members, "%s{\"id\":\"a%07d\"}", i ? "," : "", i);
	str_add(&members, "]");
	struct json *set = create(&f->ada, members.text);
	assert_string_equal(json_get_text(json_get(json_get(refused(set), "errors"), "to"), "type"), "tooMany");
	json_free(set);
	str_release(&members);
}

/* Nobody else can write while one call does: what goes to very many is parted into calls. */
static void test_one_call_writes_a_bounded_number_of_copies(void **state)
{
	(void)state;
	struct str creates = {0};
	for (int i = 0; i < 400; i++)
		str_addf(&creates, "%s\"k%d\":{\"to\":[{\"id\":\"%s\"},{\"id\":\"%s\"}],\"text\":\"x\"}", i ? "," : "", i, f->ben.person,
		         f->eva.person);
	struct json *set = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"create\":{%s}}", f->ada.account, creates.text);
	assert_int_equal(json_size(json_get(set, "created")), 333);
	for (const struct json *i = json_first(json_get(set, "notCreated")); i; i = json_next(i))
		assert_string_equal(json_get_text(i, "type"), "rateLimit");
	json_free(set);
	str_release(&creates);
}

/* --- exactly once --- */

#define OP "00112233445566778899aabbccddee"

static struct json *create_once(const struct teacher *t, const char *op_id, const char *subject)
{
	return portal_call(f, t, "Message/set", "{\"accountId\":\"%s\",\"opIds\":{\"m\":\"%s\"},\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],"
	                   "\"subject\":\"%s\",\"text\":\"x\"}}}", t->account, op_id, f->ben.person, subject);
}

static void test_a_create_that_comes_again_is_answered_again(void **state)
{
	(void)state;
	int before = count_of(&f->ben);
	struct json *first = create_once(&f->ada, OP "01", "Once");
	assert_int_equal(portal_fixture_end(f, SIGTERM), 0);
	portal_fixture_serve(f, NULL);
	struct json *again = create_once(&f->ada, OP "01", "Once");
	assert_non_null(made(first));
	assert_true(json_equal(made(first), made(again)));
	assert_string_equal(json_get_text(again, "oldState"), json_get_text(again, "newState"));
	assert_int_equal(count_of(&f->ben), before + 1);
	/* The opId is the author's own: the same one of somebody else is another. */
	struct json *other = create_once(&f->eva, OP "01", "Twice");
	assert_string_not_equal(json_get_text(made(other), "messageUid"), json_get_text(made(first), "messageUid"));
	json_free(first);
	json_free(again);
	json_free(other);
}

/* Where a write fails for a reason of the portal's own, what was written after it waits for it. */
static void test_nothing_overtakes_what_the_portal_could_not_write(void **state)
{
	static const char *const triggers[] = {
		"CREATE TRIGGER trouble BEFORE INSERT ON record WHEN instr(new.body, 'First') BEGIN SELECT RAISE(ABORT, 'no'); END",
		"DROP TRIGGER trouble",
	};
	(void)state;
	int before = count_of(&f->ben);
	char *call = xasprintf("[\"Message/set\",{\"accountId\":\"%s\",\"opIds\":{\"a\":\"" OP "31\",\"b\":\"" OP "32\"},\"create\":{"
	                       "\"a\":{\"to\":[{\"id\":\"%s\"}],\"text\":\"First\"},\"b\":{\"to\":[{\"id\":\"%s\"}],\"text\":\"Second\"}}},\"0\"]",
	                       f->ada.account, f->ben.person, f->ben.person);
	for (int i = 0; i < 2; i++) {
		struct store s;
		struct err e = { 0 };
		portal_store(f, &s);
		assert_int_equal(db_exec(s.db, triggers[i], &e), 0);
		store_close(&s);
		struct json *responses = portal_calls(f, &f->ada, call);
		const struct json *set = json_at(json_at(responses, 0), 1);
		assert_int_equal(json_size(json_get(set, "created")), i == 0 ? 0 : 2);
		if (i == 0)
			assert_string_equal(json_get_text(json_get(json_get(set, "notCreated"), "b"), "type"), "serverUnavailable");
		json_free(responses);
		assert_int_equal(count_of(&f->ben), before + 2 * i);
	}
	free(call);
}

static void test_a_repeat_serves_references_of_its_request(void **state)
{
	(void)state;
	char *calls = xasprintf("[\"Message/set\",{\"accountId\":\"%s\",\"opIds\":{\"m\":\"" OP "02\"},"
	                        "\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],"
	                        "\"text\":\"x\"}}},\"0\"],[\"Message/set\",{\"accountId\":\"%s\",\"opIds\":{\"#m\":\"" OP "03\"},"
	                        "\"update\":{\"#m\":{\"keywords/$kept\":true}}},\"1\"]", f->ada.account, f->ben.person, f->ada.account);
	struct json *first = portal_calls(f, &f->ada, calls), *again = portal_calls(f, &f->ada, calls);
	const char *id = json_get_text(made(json_at(json_at(first, 0), 1)), "id");
	assert_non_null(id);
	for (int i = 0; i < 2; i++) {
		const struct json *updated = json_get(json_at(json_at(i ? again : first, 1), 1), "updated");
		assert_true(json_is_null(json_get(updated, id)));
	}
	json_free(first);
	json_free(again);
	free(calls);
}

static void test_updates_and_destroys_come_once_as_well(void **state)
{
	(void)state;
	char *id = portal_send(f, &f->ada, &f->ben, "To end");
	struct json *sets[2];
	for (int i = 0; i < 2; i++)
		sets[i] = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"opIds\":{\"%s\":\"" OP "04\"},\"destroy\":[\"%s\"]}",
		                      f->ada.account, id, id);
	assert_string_equal(json_text(json_at(json_get(sets[0], "destroyed"), 0)), id);
	assert_string_equal(json_text(json_at(json_get(sets[1], "destroyed"), 0)), id);
	json_free(sets[0]);
	json_free(sets[1]);
	free(id);
}

/* The time in the bin is the portal's: no client says it, and to be deleted again is no longer stay. */
static void test_what_is_deleted_is_kept_the_time_of(void **state)
{
	(void)state;
	char *members = xasprintf("\"to\":[{\"id\":\"%s\"}],\"subject\":\"Old\",\"text\":\"x\"", f->ben.person);
	struct json *set = create(&f->ada, members);
	char *id = xstrdup(json_get_text(made(set), "id"));
	static const struct { const char *patch; bool has, said; } rows[] = {
		{ "\"keywords/$deleted\":true", true, true },
		{ "\"keywords/$kept\":true", true, false },
		{ "\"deletedAt\":\"2031-01-01T00:00:00Z\"", true, false },
		{ "\"keywords/$deleted\":null", false, true },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct json *answer = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{%s}}}",
		                                  f->ada.account, id, rows[i].patch);
		const struct json *news = json_get(json_get(answer, "updated"), id);
		struct json *now = find(&f->ada, "Old");
		assert_int_equal(json_get(news, "deletedAt") != NULL, rows[i].said);
		assert_int_equal(json_get_text(now, "deletedAt") != NULL, rows[i].has);
		if (rows[i].has)
			assert_false(starts_with(json_get_text(now, "deletedAt"), "2031"));
		json_free(now);
		json_free(answer);
	}
	free(id);
	free(members);
	json_free(set);
}

static void test_an_op_id_does_not_do_something_else(void **state)
{
	(void)state;
	char *id = portal_send(f, &f->ada, &f->ben, "Kept");
	json_free(create_once(&f->ada, OP "05", "First"));
	struct json *set = portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"opIds\":{\"%s\":\"" OP "05\"},\"destroy\":[\"%s\"]}",
	                               f->ada.account, id, id);
	assert_string_equal(json_get_text(json_get(json_get(set, "notDestroyed"), id), "type"), "invalidArguments");
	json_free(set);
	struct json *kept = find(&f->ada, "Kept");
	assert_non_null(kept);
	json_free(kept);
	free(id);
}

static void test_the_same_write_on_many_lines_at_once_is_done_once(void **state)
{
	(void)state;
	enum { LINES = 4, ROUNDS = 10 };
	int before = count_of(&f->ben);
	for (int round = 0; round < ROUNDS; round++) {
		struct http_client lines[LINES];
		char *body = xasprintf("{" USING ",\"methodCalls\":[[\"Message/set\",{\"accountId\":\"%s\",\"opIds\":{\"m\":\"" OP "1%d\"},"
		                       "\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],\"text\":\"x\"}}},\"0\"]]}", f->ada.account, round, f->ben.person);
		char *request = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: p\r\n%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		                          f->ada.bearer, strlen(body), body);
		for (int i = 0; i < LINES; i++) {
			http_client_open(&lines[i], f->socket);
			assert_true(http_client_send(&lines[i], request, strlen(request)));
		}
		char *first = NULL;
		for (int i = 0; i < LINES; i++) {
			struct http_answer a;
			http_client_receive(&lines[i], "POST", &a);
			assert_int_equal(a.status, 200);
			const char *uid = strstr(a.body.text, "\"messageUid\":");
			assert_non_null(uid);
			char *this = xstrndup(uid, 34);
			if (first)
				assert_string_equal(this, first);
			else
				first = xstrdup(this);
			free(this);
			http_answer_release(&a);
			http_client_close(&lines[i]);
		}
		free(first);
		free(body);
		free(request);
	}
	assert_int_equal(count_of(&f->ben), before + ROUNDS);
}

/* --- last, because eva's account ends with it --- */

static void test_a_closed_account_takes_nothing_and_stops_the_whole(void **state)
{
	(void)state;
	const char *words[] = {"user", "close", f->database, "eva", NULL};
	free(portal_send(f, &f->ada, &f->eva, "Before you leave"));
	int ada = count_of(&f->ada), ben = count_of(&f->ben);
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 0);
	char *members = xasprintf("\"to\":[{\"id\":\"%s\"},{\"id\":\"%s\"}],\"text\":\"x\"", f->ben.person, f->eva.person);
	struct json *set = create(&f->ada, members);
	assert_string_equal(json_get_text(refused(set), "type"), "accountClosed");
	assert_string_equal(json_text(json_at(json_get(refused(set), "arguments"), 0)), "Ewa Łęcka");
	assert_string_equal(json_text(json_at(json_get(refused(set), "properties"), 0)), "to");
	json_free(set);
	assert_int_equal(count_of(&f->ada), ada);
	assert_int_equal(count_of(&f->ben), ben);
	struct http_client c;
	struct http_answer a;
	http_client_open(&c, f->socket);
	http_client_ask(&c, "GET", "/jmap/session", f->eva.bearer, NULL, 0, &a);
	assert_int_equal(a.status, 401);
	http_answer_release(&a);
	http_client_close(&c);
	free(members);
}

/* Somebody who never wrote with her learns neither that she was there nor her name. */
static void test_who_has_left_is_nobody_to_strangers(void **state)
{
	(void)state;
	const char *words[] = {"user", "add", f->database, "lea", "--country", "FR", NULL};
	struct teacher lea;
	assert_int_equal(portal_fixture_run(words, "lealealealealealealealea\n", NULL), 0);
	teacher_sign_in(f, "lea", &lea);
	char *members = xasprintf("\"to\":[{\"id\":\"%s\"}],\"text\":\"x\"", f->eva.person);
	struct json *left = create(&lea, members), *unknown = create(&lea, "\"to\":[{\"id\":\"azzzzzzz\"}],\"text\":\"x\"");
	assert_string_equal(json_get_text(refused(left), "type"), json_get_text(refused(unknown), "type"));
	char *text = json_print(left);
	assert_null(strstr(text, "Łęcka"));
	free(text);
	free(members);
	json_free(left);
	json_free(unknown);
	teacher_release(&lea);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_everybody_has_a_copy_of_their_own),
		cmocka_unit_test(test_an_answer_joins_its_conversation),
		cmocka_unit_test(test_a_message_to_oneself_is_one_message),
		cmocka_unit_test(test_what_is_wrong_is_said_of_every_field_and_nothing_is_written),
		cmocka_unit_test(test_a_text_has_its_limit_in_characters),
		cmocka_unit_test(test_a_hundred_recipients_are_the_most),
		cmocka_unit_test(test_one_call_writes_a_bounded_number_of_copies),
		cmocka_unit_test(test_a_create_that_comes_again_is_answered_again),
		cmocka_unit_test(test_nothing_overtakes_what_the_portal_could_not_write),
		cmocka_unit_test(test_a_repeat_serves_references_of_its_request),
		cmocka_unit_test(test_updates_and_destroys_come_once_as_well),
		cmocka_unit_test(test_what_is_deleted_is_kept_the_time_of),
		cmocka_unit_test(test_an_op_id_does_not_do_something_else),
		cmocka_unit_test(test_the_same_write_on_many_lines_at_once_is_done_once),
		cmocka_unit_test(test_a_closed_account_takes_nothing_and_stops_the_whole),
		cmocka_unit_test(test_who_has_left_is_nobody_to_strangers),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
