/* The calendar with the real portal: joining an event that moves or fills, holding one of one's own; the other one sees it. */
#include "lib/suite.h"

#include "lib/pair.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

/* The id of the account of a kind, as somebody's session has it; yours. */
static char *account_of(struct portal_client *c, const char *kind)
{
	struct json *session = NULL;
	char *found = NULL;

	assert_int_equal(portal_client_request(c, "GET", "/jmap/session", NULL, &session), 200);
	for (const struct json *a = json_first(json_get(session, "accounts")); a; a = json_next(a))
		for (const struct json *own = json_first(json_get(a, "accountCapabilities")); own; own = json_next(own))
			if (text_equal(json_get_text(own, "kind"), kind))
				found = xstrdup(json_key(a));
	assert_non_null(found);
	json_free(session);
	return found;
}

/* {verb: {key: object}} of somebody in an account; the id of what was made, yours, "" for a change. */
static char *set(struct portal_client *c, const char *account, const char *type, const char *verb, const char *key, const char *object)
{
	struct json *arguments = json_new_object(), *answer;
	char *method = xasprintf("%s/set", type), *id;

	json_set_string(arguments, "accountId", account);
	json_set(json_set(arguments, verb, json_new_object()), key, json_parse_own(object));
	answer = portal_client_call(c, method, arguments);
	if (json_get(answer, "notCreated") || json_get(answer, "notUpdated"))
		fail_msg("%s", json_print(answer));
	id = xstrdup(json_get_text(json_get(json_get(answer, "created"), key), "id"));
	json_free(answer);
	free(method);
	return id ? id : xstrdup("");
}

enum { PATIENCE = 200 };

/* What the friend looks at. */
struct pair_look { const char *account, *type, *title, *property; };

/* A property of the first record of a type with that title (Event) or of any (NULL); yours, NULL where there is none. */
static char *friend_sees(struct pair *p, const char *account, const char *type, const char *title, const char *property)
{
	struct json *arguments = json_new_object(), *answer;
	char *method = xasprintf("%s/get", type), *text = NULL;

	json_set_string(arguments, "accountId", account);
	json_set(arguments, "ids", json_new_null());
	answer = portal_client_call(&p->reading, method, arguments);
	for (const struct json *r = json_first(json_get(answer, "list")); r && !text; r = json_next(r))
		if (!title || text_equal(json_get_text(r, "title"), title))
			text = xstrdup(json_get_text(r, property));
	json_free(answer);
	free(method);
	return text;
}

static void expect(char *text_taken, const char *value)
{
	if (!text_equal(text_taken, value))
		fail_msg("%s instead of %s", text_taken ? text_taken : "nothing", value ? value : "nothing");
	free(text_taken);
}

/* The same, once the exchange that was asked for has been. */
static void expect_soon(struct pair *p, struct terminal *t, struct pair_look look, const char *value)
{
	for (int i = 0; i < PATIENCE; i++) {
		char *text = friend_sees(p, look.account, look.type, look.title, look.property);
		bool is_so = text_equal(text, value);

		free(text);
		if (is_so)
			return;
		terminal_wait_idle(t);
	}
	expect(friend_sees(p, look.account, look.type, look.title, look.property), value);
}

#define RIVER(places) \
	"{\"title\":\"By the river\",\"kind\":\"webinar\",\"online\":true,\"places\":" places "," \
	"\"time\":{\"start\":\"2026-11-19T10:00:00\",\"timeZone\":\"Europe/Athens\",\"duration\":\"PT1H\"}}"

/* The client on the page of the friend's event, which has just come. */
static struct terminal *open_river(struct pair *p)
{
	struct terminal *t = pair_face(p, 24, 80);

	assert_true(terminal_wait_text(t, "keys"));
	terminal_send(t, "s5");
	assert_true(terminal_wait_at(t, 0, "Calendar  November 2026"));
	assert_true(terminal_wait_text(t, "19 (1)"));
	terminal_send(t, "g19 Nov<Enter><Enter><Enter>");
	assert_true(terminal_wait_at(t, 0, "By the river, webinar"));
	assert_true(terminal_wait_at(t, 2, "  When       Thu 19 Nov, 08:00-09:00 your time, 10:00 where it is held"));
	return t;
}

static void an_event_is_joined_and_moves(void **state)
{
	struct pair *p = *state;
	char *community = account_of(&p->reading, "community"), *event = set(&p->reading, community, "Event", "create", "k", RIVER("5"));
	struct terminal *t = open_river(p);

	terminal_send(t, "a");
	assert_true(terminal_wait_at(t, 1, "> You        yes. l maybe, d say no"));
	expect(friend_sees(p, p->reading.account, "Attendance", NULL, "answer"), NULL); /* it is held */
	terminal_send(t, "s");
	expect_soon(p, t, (struct pair_look){ p->reading.account, "Attendance", NULL, "answer" }, "yes");
	free(set(&p->reading, community, "Event", "update", event,
	         "{\"time\":{\"start\":\"2026-11-19T12:00:00\",\"timeZone\":\"Europe/Athens\",\"duration\":\"PT1H\"}}"));
	terminal_send(t, "s");
	assert_true(terminal_wait_at(t, 2, "  When       Thu 19 Nov, 10:00-11:00 your time, 12:00 where it is held"));
	assert_true(terminal_wait_text(t, "Changed    17 Nov, was 08:00"));
	terminal_send(t, "ds");
	assert_true(terminal_wait_at(t, 1, "> You        open. a join, l maybe"));
	expect_soon(p, t, (struct pair_look){ p->reading.account, "Attendance", NULL, "answer" }, "no");
	terminal_free(t);
	free(community);
	free(event);
}

static void the_last_place_is_taken_by_somebody_else(void **state)
{
	struct pair *p = *state;
	char *community = account_of(&p->reading, "community"), *event = set(&p->reading, community, "Event", "create", "k", RIVER("1")), *word;
	struct terminal *t = open_river(p);
	struct portal_client quicker;

	free(world_add_person(p->world, "Quicker"));
	portal_client_open(&quicker, p->world->portal_socket);
	portal_client_sign_in(&quicker, "Quicker", p->world->password);
	word = xasprintf("{\"event\":{\"id\":\"%s\"},\"answer\":\"yes\"}", event);
	free(set(&quicker, quicker.account, "Attendance", "create", "k", word));
	terminal_send(t, "a");
	assert_true(terminal_wait_at(t, 1, "> You        yes. l maybe, d say no"));
	terminal_send(t, "s");
	assert_true(terminal_wait_at(t, 1, "> You        full: nobody can join now"));
	assert_true(terminal_wait_at(t, 2, "             All places of \"By the river\" are taken."));
	portal_client_release(&quicker);
	terminal_free(t);
	free(word);
	free(community);
	free(event);
}

static void ones_own_event_is_announced_changed_and_cancelled(void **state)
{
	struct pair *p = *state;
	char *community = account_of(&p->reading, "community");
	struct terminal *t = pair_face(p, 24, 80);

	assert_true(terminal_wait_text(t, "keys"));
	terminal_send(t, "5g20 Nov<Enter>c");
	assert_true(terminal_wait_at(t, 0, "New event"));
	terminal_send(t, "Open lesson<Tab>web<Enter><Esc>s");
	assert_true(terminal_wait_at(t, 0, "Calendar  November 2026"));
	assert_true(terminal_wait_text(t, "  Fri 20  16:00-17:00  Open lesson, webinar"));
	expect(friend_sees(p, community, "Event", "Open lesson", "startsAt"), NULL);
	terminal_send(t, "s");
	expect_soon(p, t, (struct pair_look){ community, "Event", "Open lesson", "startsAt" }, "2026-11-20T16:00:00Z");
	terminal_send(t, "<Enter><Enter>e");
	assert_true(terminal_wait_at(t, 0, "Change the event"));
	terminal_send(t, "<Down><Down><Down><Down><Enter><C-u>9:30<Esc>s");
	assert_true(terminal_wait_at(t, 2, "  When       Fri 20 Nov, 09:30-10:30 your time"));
	terminal_send(t, "s");
	expect_soon(p, t, (struct pair_look){ community, "Event", "Open lesson", "startsAt" }, "2026-11-20T09:30:00Z");
	terminal_send(t, "d2");
	assert_true(terminal_wait_at(t, 1, "> You        cancelled"));
	terminal_send(t, "s");
	expect_soon(p, t, (struct pair_look){ community, "Event", "Open lesson", "state" }, "cancelled");
	terminal_free(t);
	free(community);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_event_is_joined_and_moves, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(the_last_place_is_taken_by_somebody_else, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(ones_own_event_is_announced_changed_and_cancelled, pair_set_up, pair_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
