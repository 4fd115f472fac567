/* Event streams (RFC 8620 section 7.3): what is pushed, once or on and on, what was missed, who is cut off. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "lib/deeds.h"
#include "lib/portal_fixture.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

enum { PATIENCE_MS = 20000 };

static struct portal_fixture *f;

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	return 0;
}

/* Asks for a stream; more are header lines. Its head is read; what follows comes into c->in, in chunks (RFC 9112 section 7.1). */
static void open_stream(struct http_client *c, const struct teacher *t, const char *arguments, const char *more)
{
	struct http_answer a;
	char *request = xasprintf("GET /jmap/eventsource?%s HTTP/1.1\r\nHost: p\r\n%s%s\r\n", arguments, t->bearer, more);
	http_client_open(c, f->socket);
	assert_true(http_client_send(c, request, strlen(request)));
	http_client_receive(c, "HEAD", &a);
	assert_int_equal(a.status, 200);
	char *type = http_answer_header(&a, "Content-Type");
	assert_string_equal(type, "text/event-stream");
	free(type);
	http_answer_release(&a);
	free(request);
}

/* The text of the next chunk, yours; "" for the last one, NULL at the end of the line. */
static char *chunk(struct http_client *c)
{
	for (;;) {
		char *end, *line = c->in.text ? strstr(c->in.text, "\r\n") : NULL;
		size_t len = line ? strtoul(c->in.text, &end, 16) : 0, head = line ? (size_t)(line - c->in.text) + 2 : 0;
		if (line && c->in.len >= head + len + 2) {
			char *text = xstrndup(c->in.text + head, len);
			str_delete(&c->in, 0, head + len + 2);
			return text;
		}
		char bytes[4096];
		struct pollfd ready = {.fd = c->fd, .events = POLLIN};
		if (poll(&ready, 1, PATIENCE_MS) <= 0)
			fail_msg("the portal says nothing");
		ssize_t got = read(c->fd, bytes, sizeof bytes);
		if (got <= 0)
			return NULL;
		str_addn(&c->in, bytes, (size_t)got);
	}
}

/* The next state event: its "changed" and (id not NULL) its id, both yours. Comments are passed over. */
static struct json *next_state(struct http_client *c, char **id)
{
	char *text = chunk(c);
	while (text && starts_with(text, ":")) {
		free(text);
		text = chunk(c);
	}
	assert_non_null(text);
	char *at = strstr(text, "id: "), *data = strstr(text, "data: ");
	assert_true(starts_with(text, "event: state\n"));
	assert_true(at && data);
	if (id)
		*id = xstrndup(at + 4, strcspn(at + 4, "\n"));
	struct json *message = json_parse(data + 6, strcspn(data + 6, "\n"), NULL), *changed = json_detach(message, "changed");
	assert_string_equal(json_get_text(message, "@type"), "StateChange");
	json_free(message);
	free(text);
	return changed;
}

static void test_what_is_asked_wrongly_is_refused(void **state)
{
	(void)state;
	static const struct { const char *arguments; int status; } rows[] = {
		{"", 400}, {"?types=*", 400}, {"?types=*&closeafter=no", 400}, {"?types=*&closeafter=never&ping=0", 400},
		{"?types=*&closeafter=no&ping=soon", 400}, {"?types=*&closeafter=no&ping=-1", 400}, {"?closeafter=no&ping=300", 400},
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *path = xasprintf("/jmap/eventsource%s", rows[i].arguments);
		assert_int_equal(portal_ask(f, "GET", path, f->ada.bearer, NULL, NULL), rows[i].status);
		free(path);
	}
	assert_int_equal(portal_ask(f, "GET", "/jmap/eventsource?types=*&closeafter=no&ping=0", "Authorization: Bearer no\r\n", NULL, NULL), 401);
	/* A guest has nothing to wait for. */
	assert_int_equal(portal_ask(f, "GET", "/jmap/eventsource?types=*&closeafter=no&ping=0", NULL, NULL, NULL), 204);
}

static void test_changes_come_one_after_the_other(void **state)
{
	(void)state;
	struct http_client c;
	char *first, *second;
	open_stream(&c, &f->ben, "types=Message,Nothing&closeafter=no&ping=0", "");
	free(portal_send(f, &f->ada, &f->ben, "one"));
	struct json *changed = next_state(&c, &first);
	assert_int_equal(json_size(changed), 1);
	assert_int_equal(json_size(json_get(changed, f->ben.account)), 1); /* of the types wanted alone */
	assert_non_null(json_get_text(json_get(changed, f->ben.account), "Message"));
	json_free(changed);
	free(portal_send(f, &f->ada, &f->ben, "two"));
	json_free(next_state(&c, &second));
	assert_string_not_equal(first, second);
	http_client_close(&c);
	free(first);
	free(second);
}

static void test_one_change_may_end_it(void **state)
{
	(void)state;
	struct http_client c;
	struct http_answer a;
	open_stream(&c, &f->ben, "types=*&closeafter=state&ping=300", "");
	free(portal_send(f, &f->ada, &f->ben, "the only one"));
	json_free(next_state(&c, NULL));
	char *last = chunk(&c);
	assert_string_equal(last, "");
	free(last);
	/* And the connection is kept. */
	http_client_ask(&c, "GET", "/jmap/session", f->ben.bearer, NULL, 0, &a);
	assert_int_equal(a.status, 200);
	http_answer_release(&a);
	http_client_close(&c);
}

static void test_what_was_missed_comes_at_once(void **state)
{
	(void)state;
	struct http_client c;
	char *id;
	open_stream(&c, &f->ben, "types=*&closeafter=state&ping=0", "");
	free(portal_send(f, &f->ada, &f->ben, "heard"));
	json_free(next_state(&c, &id));
	http_client_close(&c);
	char *last = xasprintf("Last-Event-ID: %s\r\n", id);
	/* Nothing was missed: what comes first is what comes next. */
	open_stream(&c, &f->ben, "types=Message&closeafter=state&ping=0", last);
	free(portal_send(f, &f->ada, &f->ben, "next"));
	struct json *changed = next_state(&c, NULL);
	assert_int_equal(json_size(changed), 1);
	json_free(changed);
	http_client_close(&c);
	/* Now something was. */
	open_stream(&c, &f->ben, "types=Message&closeafter=state&ping=0", last);
	changed = next_state(&c, NULL);
	assert_non_null(json_get_text(json_get(changed, f->ben.account), "Message"));
	json_free(changed);
	http_client_close(&c);
	free(last);
	free(id);
}

/* Nothing of what one may not see, and no word that there was something. */
static void test_what_others_do_is_not_told(void **state)
{
	(void)state;
	struct http_client c;
	open_stream(&c, &f->eva, "types=*&closeafter=no&ping=0", "");
	free(portal_send(f, &f->ada, &f->ben, "not for eva"));
	json_free(portal_call(f, &f->ben, "Person/set", "{\"accountId\":\"%s\",\"update\":{\"%s\":{\"motto\":\"x\"}}}", f->ben.directory,
	                      f->ben.person));
	free(portal_send(f, &f->ada, &f->eva, "for eva"));
	struct json *changed = next_state(&c, NULL);
	assert_int_equal(json_size(changed), 1);
	assert_non_null(json_get(changed, f->eva.account));
	json_free(changed);
	http_client_close(&c);
}

/* What somebody wrote and had back in one request is no news to them, over whatever connection it came. */
static void test_ones_own_exchange_is_no_news(void **state)
{
	(void)state;
	struct http_client c;
	open_stream(&c, &f->eva, "types=*&closeafter=no&ping=0", "");
	for (int i = 0; i < 5; i++) {
		char *calls = xasprintf("[\"Message/set\",{\"accountId\":\"%s\",\"create\":{\"m\":{\"to\":[{\"id\":\"%s\"}],\"text\":\"mine\"}}},\"m\"],"
		                        "[\"Sync/get\",{\"maxBytes\":1000000},\"s\"]", f->eva.account, f->ada.person);
		json_free(portal_calls(f, &f->eva, calls));
		free(calls);
	}
	free(portal_send(f, &f->ada, &f->eva, "theirs"));
	struct json *changed = next_state(&c, NULL);
	struct json *now = portal_call(f, &f->eva, "Message/get", "{\"accountId\":\"%s\",\"ids\":[]}", f->eva.account);
	assert_string_equal(json_get_text(json_get(changed, f->eva.account), "Message"), json_get_text(now, "state"));
	json_free(now);
	json_free(changed);
	http_client_close(&c);
}

static void test_a_revoked_token_ends_it(void **state)
{
	(void)state;
	struct teacher again;
	struct http_client c;
	teacher_sign_in(f, "ada", &again);
	open_stream(&c, &again, "types=*&closeafter=no&ping=0", "");
	assert_int_equal(portal_ask(f, "DELETE", "/sign-in", again.bearer, NULL, NULL), 204);
	char *text;
	while ((text = chunk(&c)) && *text)
		free(text);
	free(text);
	http_client_close(&c);
	teacher_release(&again);
}

/* Another process's commits are found too. */
static void test_what_another_process_does_is_found(void **state)
{
	(void)state;
	struct http_client c;
	struct store s;
	struct err e = {0};
	struct account personal;
	open_stream(&c, &f->ada, "types=*&closeafter=state&ping=0", "");
	portal_store(f, &s);
	assert_true(account_by_id(&s, f->ada.account, &personal));
	assert_int_equal(db_begin(s.db, &e), 0);
	struct record r = {.account = personal.local, .type = &record_types[TYPE_Follow], .audience = ~0u, .body = xstrdup("{}")};
	assert_int_equal(record_write(&s, &r, true, &e), 0);
	assert_int_equal(db_commit(s.db, &e), 0);
	struct json *changed = next_state(&c, NULL);
	assert_non_null(json_get_text(json_get(changed, f->ada.account), "Follow"));
	json_free(changed);
	assert_int_equal(db_begin(s.db, &e), 0);
	assert_int_equal(record_destroy(&s, &r, &e), 0);
	assert_int_equal(db_commit(s.db, &e), 0);
	record_free(&r);
	account_release(&personal);
	store_close(&s);
	http_client_close(&c);
}

/* The next event that has to do with an account: what it says of it, in *event, yours. */
static const struct json *await_account(struct http_client *c, const char *account, struct json **event)
{
	const struct json *states = NULL;
	for (*event = NULL; !states; states = json_get(*event, account)) {
		json_free(*event);
		*event = next_state(c, NULL);
	}
	return states;
}

static void test_an_account_that_is_joined_and_left_is_told(void **state)
{
	(void)state;
	struct http_client eva;
	struct json *event;
	open_stream(&eva, &f->eva, "types=*&closeafter=no&ping=0", "");
	char *project = deeds_project(f, "Bread", &f->ada, &f->ben, &f->eva, NULL);
	assert_non_null(json_get_text(await_account(&eva, project, &event), "Project"));
	json_free(event);
	struct deeds members = deeds_of(f, &f->eva, project, "Member");
	struct json *own = deeds_find(&members, "\"person\":\"%s\"", f->eva.person);
	assert_null(deeds_end(&members, json_get_text(own, "id")));
	assert_int_equal(json_size(await_account(&eva, project, &event)), 0);
	json_free(event);
	json_free(own);
	/* And nothing that happens there any more. */
	struct deeds page = deeds_of(f, &f->ada, project, "Project");
	assert_null(deeds_change(&page, project, "\"summary\":\"Ours alone\""));
	free(portal_send(f, &f->ada, &f->eva, "after that"));
	event = next_state(&eva, NULL);
	assert_null(json_get(event, project));
	assert_non_null(json_get(event, f->eva.account));
	json_free(event);
	http_client_close(&eva);
	free(project);
}

static void test_streams_end_with_the_portal(void **state)
{
	(void)state;
	struct http_client c[3];
	for (size_t i = 0; i < ARRAY_SIZE(c); i++)
		open_stream(&c[i], &f->ada, "types=*&closeafter=no&ping=30", "");
	assert_int_equal(portal_fixture_end(f, SIGTERM), 0);
	for (size_t i = 0; i < ARRAY_SIZE(c); i++) {
		assert_true(http_client_ended(&c[i]));
		http_client_close(&c[i]);
	}
	portal_fixture_serve(f, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_asked_wrongly_is_refused),
		cmocka_unit_test(test_changes_come_one_after_the_other),
		cmocka_unit_test(test_one_change_may_end_it),
		cmocka_unit_test(test_what_was_missed_comes_at_once),
		cmocka_unit_test(test_what_others_do_is_not_told),
		cmocka_unit_test(test_ones_own_exchange_is_no_news),
		cmocka_unit_test(test_a_revoked_token_ends_it),
		cmocka_unit_test(test_what_another_process_does_is_found),
		cmocka_unit_test(test_an_account_that_is_joined_and_left_is_told),
		cmocka_unit_test(test_streams_end_with_the_portal),
	};
	return cmocka_run_group_tests(tests, start, portal_fixture_stop);
}
