/* Sync/get: windows, pages, changes, what is no longer mine. */
#include "lib/suite.h"

#include "lib/portal_fixture.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"
#include "twinline/jmap/since.h"
#include "twinline/records/record.h"

static struct portal_fixture *f;
enum { LETTERS = 70 };

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	struct str creates = {0};
	for (int i = 0; i < LETTERS; i++)
		str_addf(&creates, "%s\"k%d\":{\"to\":[{\"id\":\"%s\"}],\"subject\":\"Letter %d\",\"text\":\"Some words of letter %d\"}",
		         i ? "," : "", i, f->ada.person, i, i);
	json_free(portal_call(f, &f->ben, "Message/set", "{\"accountId\":\"%s\",\"create\":{%s}}", f->ben.account, creates.text));
	str_release(&creates);
	return 0;
}

/* --- a replica, as small as it can be: the states, and the ids of each page's records --- */

struct replica {
	struct json *since;
	struct strings messages, destroyed; /* ids in the order of their coming */
	int pages, records;
};

static void replica_release(struct replica *r)
{
	json_free(r->since);
	strings_release(&r->messages);
	strings_release(&r->destroyed);
	*r = (struct replica){0};
}

static void take_lists(struct replica *r, const struct json *entry)
{
	for (const struct json *type = json_first(json_get(entry, "records")); type; type = json_next(type))
		for (const struct json *i = json_first(type); i; i = json_next(i)) {
			assert_non_null(json_get_text(i, "id"));
			assert_true(json_get_integer(i, "rev", 0) > 0);
			r->records++;
			if (strcmp(json_key(type), "Message") == 0)
				strings_push(&r->messages, json_get_text(i, "id"));
		}
	for (const struct json *i = json_first(json_get(json_get(entry, "destroyed"), "Message")); i; i = json_next(i))
		strings_push(&r->destroyed, json_text(i));
}

/* One page: the response, yours; *more where anything is to come at once. */
static struct json *page_of(struct replica *r, const struct teacher *t, const char *more_arguments, bool *more)
{
	if (!r->since)
		r->since = json_new_object();
	char *since = json_print(r->since);
	struct json *page = portal_call(f, t, "Sync/get", "{\"since\":%s%s}", since, more_arguments);
	const struct json *accounts = json_get(page, "accounts");
	if (!accounts)
		fail_msg("%s", json_print(page));
	*more = false;
	r->pages++;
	for (const struct json *i = json_first(accounts); i; i = json_next(i)) {
		assert_non_null(json_get_text(i, "state"));
		json_set_string(r->since, json_key(i), json_get_text(i, "state"));
		take_lists(r, i);
		*more = *more || json_get_bool(i, "more", false);
	}
	free(since);
	return page;
}

/* Pages until nothing more is to come. */
static void pull(struct replica *r, const struct teacher *t, const char *more_arguments)
{
	bool more = true;
	r->records = r->pages = 0;
	for (int i = 0; more && i < 300; i++)
		json_free(page_of(r, t, more_arguments, &more));
	assert_false(more);
}

/* A letter that is marked as read does not come back with the answer: unless who marks it has not its last version. */
static void test_a_mark_does_not_bring_its_letter(void **state)
{
	(void)state;
	struct replica r = {0};
	pull(&r, &f->ada, "");
	const char *id = r.messages.at[0];
	for (int is_behind = 0; is_behind < 2; is_behind++) {
		char *text = since_short(r.since);
		char *calls = xasprintf("[\"Message/set\",{\"accountId\":\"%s\",\"update\":{\"%s\":{\"keywords/$flagged\":%s}}},\"0\"],"
		                        "[\"Sync/get\",{\"sinceAll\":\"%s\"},\"s\"]", f->ada.account, id, is_behind ? "null" : "true", text);
		struct json *answer = portal_calls(f, &f->ada, calls);
		const struct json *part = json_get(json_get(json_at(json_at(answer, 1), 1), "accounts"), f->ada.account);
		assert_non_null(json_get_text(part, "state"));
		assert_int_equal(json_size(json_get(json_get(part, "records"), "Message")), is_behind);
		json_free(answer); /* the states of r stay: next time it is behind */
		free(calls);
		free(text);
	}
	replica_release(&r);
}

/* What "since" says short brings what it brings at length; about other accounts it is not guessed. */
static void test_since_is_said_short(void **state)
{
	(void)state;
	struct replica r = {0};
	pull(&r, &f->ada, "");
	char *text = since_short(r.since);
	assert_non_null(text);
	struct json *page = portal_call(f, &f->ada, "Sync/get", "{\"sinceAll\":\"%s\"}", text);
	assert_int_equal(json_size(json_get(page, "accounts")), 0);
	assert_null(json_get(page, "unknownSince"));
	json_free(page);
	json_free(portal_call(f, &f->ben, "Message/set",
	                      "{\"accountId\":\"%s\",\"create\":{\"k\":{\"to\":[{\"id\":\"%s\"}],\"subject\":\"One more\",\"text\":\"x\"}}}",
	                      f->ben.account, f->ada.person));
	page = portal_call(f, &f->ada, "Sync/get", "{\"sinceAll\":\"%s\"}", text);
	const struct json *part = json_get(json_get(page, "accounts"), f->ada.account);
	assert_int_equal(json_size(json_get(json_get(part, "records"), "Message")), 1);
	assert_null(json_get(part, "kind"));
	json_free(page);
	/* Ben's accounts are others; and what is no state at all is no question either. */
	page = portal_call(f, &f->ben, "Sync/get", "{\"sinceAll\":\"%s\"}", text);
	assert_true(json_get_bool(page, "unknownSince", false));
	assert_int_equal(json_size(json_get(page, "accounts")), 0);
	json_free(page);
	page = portal_call(f, &f->ada, "Sync/get", "{\"sinceAll\":\"\"}");
	assert_true(json_get_bool(page, "unknownSince", false));
	json_free(page);
	free(text);
	replica_release(&r);
}

static bool has_twice(const struct strings *list)
{
	for (size_t i = 0; i < list->count; i++)
		for (size_t j = i + 1; j < list->count; j++)
			if (strcmp(list->at[i], list->at[j]) == 0)
				return true;
	return false;
}

/* --- tests --- */

static void test_the_first_page_says_whose_it_is(void **state)
{
	(void)state;
	struct replica r = {0};
	bool more;
	struct json *page = page_of(&r, &f->ada, ",\"maxBytes\":1000000", &more);
	const struct json *me = json_get(page, "me"), *accounts = json_get(page, "accounts");
	assert_string_equal(json_get_text(me, "person"), f->ada.person);
	assert_string_equal(json_get_text(me, "name"), "Άντα Λαμπράκη");
	assert_string_equal(json_get_text(me, "country"), "GR");
	assert_non_null(json_get_text(me, "profile"));
	assert_int_equal(json_size(accounts), 3);
	const struct json *own = json_first(accounts); /* the most important comes first */
	assert_string_equal(json_key(own), f->ada.account);
	assert_string_equal(json_get_text(own, "kind"), "personal");
	assert_string_equal(json_get_text(own, "role"), "owner");
	assert_int_equal(json_get_integer(json_get(own, "total"), "Message", 0), LETTERS);
	assert_null(json_get(page, "left"));
	json_free(page);
	replica_release(&r);
}

/* A small first page is for the newest letters alone; the other accounts begin on a later one, and it says that there is more. */
static void test_a_small_first_page_has_letters_and_no_more(void **state)
{
	(void)state;
	struct replica r = {0};
	bool more;
	struct json *page = page_of(&r, &f->ada, ",\"maxBytes\":1000", &more);
	const struct json *accounts = json_get(page, "accounts");
	assert_int_equal(json_size(accounts), 1);
	assert_true(more);
	assert_true(json_size(json_get(json_get(json_first(accounts), "records"), "Message")) > 0);
	json_free(page);
	pull(&r, &f->ada, "");
	assert_int_equal(json_size(r.since), 3);
	replica_release(&r);
}

static void test_a_window_is_its_newest_records_once_each(void **state)
{
	(void)state;
	static const char *const budgets[] = {"", ",\"maxBytes\":1000", ",\"maxBytes\":3000", ",\"maxBytes\":1000000"};
	struct json *query = portal_call(f, &f->ada, "Message/query", "{\"accountId\":\"%s\",\"limit\":50}", f->ada.account);
	const struct json *ids = json_get(query, "ids");
	for (size_t i = 0; i < ARRAY_SIZE(budgets); i++) {
		struct replica r = {0};
		pull(&r, &f->ada, budgets[i]);
		assert_int_equal(r.messages.count, 50);
		for (size_t j = 0; j < 50; j++)
			assert_string_equal(r.messages.at[j], json_text(json_at(ids, j)));
		replica_release(&r);
	}
	json_free(query);
}

static void test_pages_keep_to_their_bytes(void **state)
{
	(void)state;
	struct replica r = {0};
	bool more = true;
	while (more) {
		struct json *page = page_of(&r, &f->ada, ",\"maxBytes\":4000", &more);
		char *text = json_print(page);
		assert_true(strlen(text) < 6000);
		free(text);
		json_free(page);
	}
	assert_true(r.pages > 3);
	replica_release(&r);
}

static void test_want_changes_the_window(void **state)
{
	(void)state;
	static const struct { const char *want; size_t count; } rows[] = {
		{",\"want\":{\"Message\":3}", 3}, {",\"want\":{\"Message\":-1},\"maxBytes\":5000", LETTERS},
		{",\"want\":{\"Message\":0}", 0}, {",\"want\":{\"Unheard\":7}", 50},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct replica r = {0};
		pull(&r, &f->ada, rows[i].want);
		assert_int_equal(r.messages.count, rows[i].count);
		assert_false(has_twice(&r.messages));
		replica_release(&r);
	}
}

static int64_t total_of(const struct json *page, const struct teacher *t, const char *list, const char *type)
{
	return json_get_integer(json_get(json_get(json_get(page, "accounts"), t->account), list), type, 0);
}

static bool is_window(const struct json *page, const struct teacher *t)
{
	return json_get_bool(json_get(json_get(page, "accounts"), t->account), "window", false);
}

static void mark(const struct teacher *t, const char *id, const char *patch)
{
	json_free(portal_call(f, t, "Message/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{%s}}}", t->account, id, patch));
}

/* What is not sent is told in numbers, on each page of a window that is cut, and with every change after it. */
static void test_totals_tell_what_lies_beyond(void **state)
{
	(void)state;
	struct replica r = {0};
	bool more = true;
	while (r.messages.count < 50) {
		struct json *page = page_of(&r, &f->ada, ",\"maxBytes\":3000", &more);
		assert_true(is_window(page, &f->ada));
		assert_int_equal(total_of(page, &f->ada, "total", "Message"), LETTERS);
		assert_int_equal(total_of(page, &f->ada, "total", "Thread"), LETTERS);
		assert_int_equal(total_of(page, &f->ada, "unread", "Thread"), LETTERS);
		json_free(page);
	}
	pull(&r, &f->ada, "");
	struct json *query = portal_call(f, &f->ada, "Message/query", "{\"accountId\":\"%s\",\"position\":-3}", f->ada.account);
	const struct json *ids = json_get(query, "ids"); /* the three oldest, of which nothing has been sent */
	const char *first = json_text(json_at(ids, 0)), *second = json_text(json_at(ids, 1)), *third = json_text(json_at(ids, 2));
	mark(&f->ada, first, "\"keywords/$seen\":true");
	mark(&f->ada, second, "\"keywords/$putAway\":true");
	mark(&f->ada, third, "\"laterUntil\":\"2999-01-01\"");
	struct json *page = page_of(&r, &f->ada, "", &more);
	assert_false(is_window(page, &f->ada));
	assert_int_equal(total_of(page, &f->ada, "total", "Message"), LETTERS);
	assert_int_equal(total_of(page, &f->ada, "total", "Thread"), LETTERS - 2);
	assert_int_equal(total_of(page, &f->ada, "unread", "Thread"), LETTERS - 3);
	json_free(page);
	mark(&f->ada, first, "\"keywords/$seen\":null");
	mark(&f->ada, second, "\"keywords/$putAway\":null");
	mark(&f->ada, third, "\"laterUntil\":null");
	page = page_of(&r, &f->ada, "", &more);
	assert_int_equal(total_of(page, &f->ada, "total", "Thread"), LETTERS);
	assert_int_equal(total_of(page, &f->ada, "unread", "Thread"), LETTERS);
	json_free(page);
	json_free(query);
	replica_release(&r);
}

/* Who wants all hears how many there are until all are sent, and nothing of it with changes. */
static void test_who_has_all_is_told_no_totals(void **state)
{
	(void)state;
	static const char want[] = ",\"want\":{\"Message\":-1,\"Notification\":-1},\"maxBytes\":3000";
	struct replica r = {0};
	bool more = true;
	while (more) {
		struct json *page = page_of(&r, &f->ada, want, &more);
		assert_int_equal(total_of(page, &f->ada, "total", "Message"), r.messages.count < LETTERS ? LETTERS : 0);
		json_free(page);
	}
	mark(&f->ada, r.messages.at[0], "\"keywords/$seen\":true");
	struct json *page = page_of(&r, &f->ada, want, &more);
	assert_int_equal(r.messages.count, LETTERS + 1);
	assert_null(json_get(json_get(json_get(page, "accounts"), f->ada.account), "total"));
	json_free(page);
	mark(&f->ada, r.messages.at[0], "\"keywords/$seen\":null");
	replica_release(&r);
}

static void test_nothing_new_is_nothing(void **state)
{
	(void)state;
	struct replica r = {0};
	bool more;
	pull(&r, &f->ada, "");
	char *since = json_print(r.since);
	struct json *page = page_of(&r, &f->ada, "", &more);
	char *text = json_print(page);
	assert_string_equal(text, "{\"accounts\":{}}");
	char *then = json_print(r.since);
	assert_string_equal(since, then);
	free(since);
	free(then);
	free(text);
	json_free(page);
	replica_release(&r);
}

static void test_changes_come_alone(void **state)
{
	(void)state;
	struct replica r = {0};
	pull(&r, &f->ada, "");
	strings_release(&r.messages);
	free(portal_send(f, &f->eva, &f->ada, "New"));
	pull(&r, &f->ada, "");
	assert_int_equal(r.records, 1);
	char *id = xstrdup(r.messages.at[0]);
	json_free(portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"keywords/$seen\":true}}}",
	                      f->ada.account, id));
	pull(&r, &f->ada, "");
	assert_int_equal(r.records, 1);
	json_free(portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"destroy\":[\"%s\"]}", f->ada.account, id));
	pull(&r, &f->ada, "");
	assert_int_equal(r.records, 0);
	assert_int_equal(r.destroyed.count, 1);
	assert_string_equal(r.destroyed.at[0], id);
	free(id);
	replica_release(&r);
}

static void test_what_changes_while_a_window_is_sent_is_not_missed(void **state)
{
	(void)state;
	struct replica r = {0};
	bool more;
	json_free(page_of(&r, &f->ada, ",\"maxBytes\":3000", &more));
	assert_true(more);
	char *gone = xstrdup(r.messages.at[r.messages.count - 1]);
	free(portal_send(f, &f->eva, &f->ada, "In between"));
	/* The very record that the page ended with goes. */
	json_free(portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"destroy\":[\"%s\"]}", f->ada.account, gone));
	for (int i = 0; more && i < 100; i++)
		json_free(page_of(&r, &f->ada, ",\"maxBytes\":3000", &more));
	struct json *query = portal_call(f, &f->ada, "Message/query", "{\"accountId\":\"%s\",\"limit\":50}", f->ada.account);
	for (const struct json *i = json_first(json_get(query, "ids")); i; i = json_next(i))
		assert_true(strings_has(&r.messages, json_text(i)));
	assert_true(strings_has(&r.destroyed, gone));
	json_free(query);
	free(gone);
	replica_release(&r);
}

/* The newest message in somebody's account; yours. */
static char *newest_of(const struct teacher *t)
{
	struct json *query = portal_call(f, t, "Message/query", "{\"accountId\":\"%s\",\"limit\":1}", t->account);
	char *id = xstrdup(json_text(json_at(json_get(query, "ids"), 0)));
	json_free(query);
	return id;
}

static void destroy(const struct teacher *t, const char *id)
{
	json_free(portal_call(f, t, "Message/set", "{\"accountId\":\"%s\",\"destroy\":[\"%s\"]}", t->account, id));
}

/* A window that begins again sees what came meanwhile; if that goes before the changes are told, nothing must be left of it. */
static void test_what_comes_and_goes_while_a_window_is_sent_is_gone(void **state)
{
	(void)state;
	struct replica r = {0};
	bool more;
	for (int i = 0; i < 10; i++)
		free(portal_send(f, &f->ben, &f->eva, "Some letter"));
	json_free(page_of(&r, &f->eva, ",\"maxBytes\":1500", &more));
	assert_true(r.messages.count > 0 && r.messages.count < 10);
	destroy(&f->eva, r.messages.at[r.messages.count - 1]);
	free(portal_send(f, &f->ben, &f->eva, "Comes and goes"));
	char *short_lived = newest_of(&f->eva);
	json_free(page_of(&r, &f->eva, ",\"maxBytes\":1500", &more));
	destroy(&f->eva, short_lived);
	pull(&r, &f->eva, ",\"maxBytes\":1500");
	assert_true(!strings_has(&r.messages, short_lived) || strings_has(&r.destroyed, short_lived));
	free(short_lived);
	replica_release(&r);
}

static void test_many_changes_come_page_by_page(void **state)
{
	(void)state;
	struct replica r = {0};
	pull(&r, &f->eva, "");
	for (int i = 0; i < 12; i++)
		free(portal_send(f, &f->ben, &f->eva, "One of many"));
	pull(&r, &f->eva, ",\"maxBytes\":1000");
	assert_true(r.pages > 3);
	assert_int_equal(r.records, 12);
	assert_false(has_twice(&r.messages));
	replica_release(&r);
}

static void test_own_creations_are_not_sent_back(void **state)
{
	(void)state;
	struct replica r = {0};
	pull(&r, &f->ada, "");
	char *since = json_print(r.since);
	char *calls = xasprintf("[\"Message/set\",{\"accountId\":\"%s\",\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],"
	                        "\"text\":\"A long text\"}}},\"0\"],[\"Sync/get\",{\"since\":%s},\"1\"],[\"Sync/get\",{\"since\":%s},\"2\"]",
	                        f->ada.account, f->ben.person, since, since);
	struct json *answers = portal_calls(f, &f->ada, calls);
	const struct json *entry = json_get(json_get(json_at(json_at(answers, 1), 1), "accounts"), f->ada.account);
	assert_null(json_get(entry, "records"));
	const char *after = json_get_text(entry, "state");
	assert_string_not_equal(after, json_get_text(r.since, f->ada.account));
	json_set_string(r.since, f->ada.account, after);
	strings_release(&r.messages);
	pull(&r, &f->ada, "");
	assert_int_equal(r.records, 0);
	json_free(answers);
	/* Who lost that answer asks with the old state and gets it all. */
	struct json *lost = portal_call(f, &f->ada, "Sync/get", "{\"since\":%s}", since);
	entry = json_get(json_get(lost, "accounts"), f->ada.account);
	assert_int_equal(json_size(json_get(json_get(entry, "records"), "Message")), 1);
	json_free(lost);
	free(since);
	free(calls);
	replica_release(&r);
}

/* The answer to the creation was lost; before it came again, the letter was destroyed at another of the writer's computers. */
static void test_what_is_gone_when_its_creation_comes_again_is_told(void **state)
{
	(void)state;
	struct replica r = {0};
	pull(&r, &f->ada, "");
	char *since = json_print(r.since);
	char *create = xasprintf("[\"Message/set\",{\"accountId\":\"%s\",\"opIds\":{\"m\":\"00112233445566778899aabbccddee77\"},\"create\":{\"m\":"
	                         "{\"to\":[{\"id\":\"%s\"}],\"text\":\"A short life\"}}},\"0\"]", f->ada.account, f->ben.person);
	struct json *lost = portal_calls(f, &f->ada, create);
	const char *id = json_get_text(json_get(json_get(json_at(json_at(lost, 0), 1), "created"), "m"), "id");
	json_free(portal_call(f, &f->ada, "Message/set", "{\"accountId\":\"%s\",\"destroy\":[\"%s\"]}", f->ada.account, id));
	char *calls = xasprintf("%s,[\"Sync/get\",{\"since\":%s},\"1\"]", create, since);
	struct json *answers = portal_calls(f, &f->ada, calls);
	const struct json *entry = json_get(json_get(json_at(json_at(answers, 1), 1), "accounts"), f->ada.account);
	assert_string_equal(json_get_text(json_get(json_get(json_at(json_at(answers, 0), 1), "created"), "m"), "id"), id);
	assert_int_equal(json_size(json_get(json_get(entry, "destroyed"), "Message")), 1);
	assert_string_equal(json_text(json_first(json_get(json_get(entry, "destroyed"), "Message"))), id);
	json_free(answers);
	json_free(lost);
	free(calls);
	free(create);
	free(since);
	replica_release(&r);
}

static void test_a_state_that_is_none_starts_over(void **state)
{
	(void)state;
	static const char *const states[] = {"", "garbage", "zzzzzzzz-1", "$-99999999", "$-1.9", "$-1.99.0.0", "$-1.0.0.0.0", "$-1.-1.0.0",
	                                     "$-1x", "$-01.", "$-99999999999999999999", "$-1.0.0.9223372036854775807"};
	struct replica r = {0};
	pull(&r, &f->ada, "");
	const char *good = json_get_text(r.since, f->ada.account);
	for (size_t i = 0; i < ARRAY_SIZE(states); i++) {
		const char *rest = states[i][0] == '$' ? states[i] + 1 : states[i];
		char *token = xasprintf("%.*s%s", states[i][0] == '$' ? (int)strcspn(good, "-") : 0, good, rest);
		struct json *page = portal_call(f, &f->ada, "Sync/get", "{\"since\":{\"%s\":\"%s\"},\"want\":{\"Message\":2}}", f->ada.account, token);
		const struct json *entry = json_get(json_get(page, "accounts"), f->ada.account);
		if (!text_equal(json_get_text(entry, "kind"), "personal") ||
		    json_size(json_get(json_get(entry, "records"), "Message")) != 2)
			fail_msg("%s: %s", token, json_print(page));
		json_free(page);
		free(token);
	}
	replica_release(&r);
}

static void test_a_foreign_account_is_left_like_an_unknown_one(void **state)
{
	(void)state;
	struct json *page = portal_call(f, &f->ada, "Sync/get", "{\"since\":{\"%s\":\"x-1\",\"azzzzzzz\":\"x-1\"}}", f->ben.account);
	const struct json *left = json_get(page, "left");
	assert_int_equal(json_size(left), 2);
	assert_null(json_get(json_get(page, "accounts"), f->ben.account));
	json_free(page);
}

static void test_accounts_join_and_leave(void **state)
{
	(void)state;
	struct replica r = {0};
	struct store s;
	struct account a;
	pull(&r, &f->ada, "");
	portal_store(f, &s);
	assert_int_equal(db_begin(s.db, NULL), 0);
	int64_t local = account_add(&s, NULL, ACCOUNT_PROJECT, "Letters by the sea", NULL);
	assert_true(local > 0 && account_by_local(&s, local, &a));
	assert_int_equal(member_set(&s, local, f->ada.person, ROLE_FOUNDER, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	bool more;
	struct json *page = page_of(&r, &f->ada, "", &more);
	const struct json *entry = json_get(json_get(page, "accounts"), a.id);
	assert_string_equal(json_get_text(entry, "kind"), "project");
	assert_string_equal(json_get_text(entry, "name"), "Letters by the sea");
	assert_string_equal(json_get_text(entry, "role"), "founder");
	json_free(page);
	page = portal_call(f, &f->ben, "Sync/get", "{\"since\":{\"%s\":\"%s\"}}", a.id, json_get_text(r.since, a.id));
	assert_string_equal(json_text(json_at(json_get(page, "left"), 0)), a.id);
	json_free(page);
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(member_remove(&s, local, f->ada.person, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	page = page_of(&r, &f->ada, "", &more);
	assert_string_equal(json_text(json_at(json_get(page, "left"), 0)), a.id);
	json_free(page);
	account_release(&a);
	store_close(&s);
	replica_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_first_page_says_whose_it_is),
		cmocka_unit_test(test_a_mark_does_not_bring_its_letter),
		cmocka_unit_test(test_a_small_first_page_has_letters_and_no_more),
		cmocka_unit_test(test_a_window_is_its_newest_records_once_each),
		cmocka_unit_test(test_pages_keep_to_their_bytes),
		cmocka_unit_test(test_want_changes_the_window),
		cmocka_unit_test(test_totals_tell_what_lies_beyond), cmocka_unit_test(test_who_has_all_is_told_no_totals),
		cmocka_unit_test(test_nothing_new_is_nothing),
		cmocka_unit_test(test_changes_come_alone),
		cmocka_unit_test(test_what_changes_while_a_window_is_sent_is_not_missed),
		cmocka_unit_test(test_what_comes_and_goes_while_a_window_is_sent_is_gone),
		cmocka_unit_test(test_many_changes_come_page_by_page),
		cmocka_unit_test(test_own_creations_are_not_sent_back),
		cmocka_unit_test(test_what_is_gone_when_its_creation_comes_again_is_told),
		cmocka_unit_test(test_a_state_that_is_none_starts_over),
		cmocka_unit_test(test_a_foreign_account_is_left_like_an_unknown_one),
		cmocka_unit_test(test_accounts_join_and_leave),
		cmocka_unit_test(test_since_is_said_short), /* brings one letter more */
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
