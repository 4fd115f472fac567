/*
 * Whole tasks in linear mode at a real portal, through a pipe as scripts do them and at a dumb terminal: sign in, read, answer, search
 * a partner, ask for contact, join an event, change the profile, see what waits and take it back.
 */
#include "lib/suite.h"

#include <sys/wait.h>

#include "lib/pair.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static const char *const linear[] = { "--linear", NULL };

/* What it says to these lines, yours. */
static char *say(const char *lines)
{
	char *out = NULL;

	assert_int_equal(world_run("twinline", linear, lines, &out), 0);
	return out;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in:\n%s", part, text);
}

/* Says lines; fails the test unless all of parts are in what comes, one after another. */
static void expect(const char *lines, const char *const *parts)
{
	char *said = say(lines);
	const char *rest = said;

	for (; *parts; parts++) {
		const char *found = strstr(rest, *parts);

		if (!found)
			fail_msg("\"%s\" does not come in:\n%s", *parts, said);
		rest = found + strlen(*parts);
	}
	free(said);
}

/* --- what the friend sees at the portal --- */

/* A property of the friend's first record of a type; yours, NULL where there is none. */
static char *friend_sees(struct pair *p, const char *type, const char *property)
{
	struct json *arguments = json_new_object(), *answer;
	char *method = xasprintf("%s/get", type), *text;

	json_set_string(arguments, "accountId", p->reading.account);
	json_set(arguments, "ids", json_new_null());
	answer = portal_client_call(&p->reading, method, arguments);
	text = json_get_text(json_first(json_get(answer, "list")), property)
	       ? xstrdup(json_get_text(json_first(json_get(answer, "list")), property)) : NULL;
	json_free(answer);
	free(method);
	return text;
}

static void expect_friend(struct pair *p, const char *type, const char *property, const char *value)
{
	char *text = friend_sees(p, type, property);

	if (!text_equal(text, value))
		fail_msg("%s of %s is %s instead of %s", property, type, text ? text : "nothing", value ? value : "nothing");
	free(text);
}

/* --- through a pipe --- */

static void a_letter_is_read_and_answered(void **state)
{
	struct pair *p = *state;

	pair_write(p, "Week", 2);
	json_free(world_sync(p->world));
	expect("inbox\n1\nr\nDear colleague,\n.\n2\n1\ns\nQ\n", (const char *[]){
		"Inbox. 2 unread of 2", "1 new. Colleague", "> 1\n", "Dear colleague,\nhow is week 2?\n", "> r\nTo: Colleague", "1 send, ",
		"3 keep as draft", "Goes out at ", "held: Dear colleague,", "Sent: ", NULL });
	expect_friend(p, "Message", "text", "Dear colleague,");
}

static void a_partner_is_found_and_asked(void **state)
{
	struct pair *p = *state;

	expect("partners\n1\ncolleague\n.\n3\na\nWe have a river too.\ns\n.\nQ\n", (const char *[]){
		"Partners. ", "Find: colleague", "1 found, 1 of them here", "3 Colleague", "1 Contact: no", "Goes out at ", "Sent: ",
		"1 Contact: asked on", NULL });
	expect_friend(p, "Contact", "state", "asksYou");
	expect_friend(p, "Contact", "text", "We have a river too.");
}

static char *community_of(struct pair *p)
{
	struct json *session = NULL;
	char *found = NULL;

	assert_int_equal(portal_client_request(&p->reading, "GET", "/jmap/session", NULL, &session), 200);
	for (const struct json *a = json_first(json_get(session, "accounts")); a; a = json_next(a))
		for (const struct json *own = json_first(json_get(a, "accountCapabilities")); own; own = json_next(own))
			if (text_equal(json_get_text(own, "kind"), "community"))
				found = xstrdup(json_key(a));
	json_free(session);
	assert_non_null(found);
	return found;
}

static void friend_holds_event(struct pair *p)
{
	char *community = community_of(p);
	struct json *arguments = json_new_object();

	json_set_string(arguments, "accountId", community);
	json_set(json_set(arguments, "create", json_new_object()), "k", json_parse_own(
		"{\"title\":\"By the river\",\"kind\":\"webinar\",\"online\":true,\"places\":5,"
		"\"time\":{\"start\":\"2026-11-19T10:00:00\",\"timeZone\":\"Europe/Athens\",\"duration\":\"PT1H\"}}"));
	json_free(portal_client_call(&p->reading, "Event/set", arguments));
	free(community);
}

static void an_event_is_joined(void **state)
{
	struct pair *p = *state;

	friend_holds_event(p);
	json_free(world_sync(p->world));
	expect("calendar\nf\nonline\n.\na1\n1\nq\ns\nQ\n", (const char *[]){
		"Calendar. ", "1 Thu 19 Nov. 08:00. open. By the river", "> a1\nYes: By the river. Goes out at ",
		"1 Thu 19 Nov. 08:00. yes. By the river",
		"By the river, webinar", "You: yes", "Sent: ", NULL });
	expect_friend(p, "Attendance", "answer", "yes");
}

static void the_profile_is_changed(void **state)
{
	(void)state;
	expect("profile\n8\nA river to measure.\n.\n14\ns\n.\nQ\n", (const char *[]){
		"Profile. ", "8 I look for: empty", "> 8\n", "I look for. Write; a line with only a full stop ends it.\nA river to measure.\n.\n",
		"7 I look for: A river to measure.",
		"> 14\nGoes out at ", "8 I look for: A river to measure.", "> s\n", "Sent: 1.", NULL });
}

static void what_waits_is_seen_and_taken_back(void **state)
{
	struct pair *p = *state;

	pair_write(p, "Week", 1);
	json_free(world_sync(p->world));
	expect("inbox\nw1\nOne\nText of one\n.\n1\nw1\nTwo\nText of two\n.\n1\n"
	       "outbox\nd1\nd2\n.\ns\nQ\n", (const char *[]){
		"> w1\n", "Goes out at ", "> w1\n", "Goes out at ", "> outbox\nOutbox", "1 held. Message: Colleague, \"One\"",
		"> d1\n", "> d2\n", "Nothing waits to be sent.", "> s\n", "Nothing waited", NULL });
	expect_friend(p, "Message", "text", "Dear colleague,\n\nhow is week 2?");
}

static void somebody_signs_in(void **state)
{
	struct world *w = world_start(&(struct world_options){ .bare = true, .signed_out = true, .now = "2026-11-17T10:38:00Z" });
	char *lines = xasprintf("english\n2\n%s\n%s\n%s\n7\nhome\nQ\n", w->url, w->name, w->password), *said = say(lines);

	(void)state;
	assert_has(said, "Portal: ");
	assert_has(said, "Name: ");
	assert_has(said, "Password: \n");
	assert_has(said, "Signed in: ");
	assert_has(said, "Home. ");
	assert_null(strstr(said, w->password));
	free(said);
	free(lines);
	world_free(w);
}

/* --- at a terminal --- */

static void expect_at(struct terminal *t, const char *line, const char *answer)
{
	terminal_send(t, line);
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, answer));
}

/* The same tasks as typed by a person, who waits for each answer. */
static void a_dumb_terminal_does_them_too(void **state)
{
	const char *const argv[] = { "twinline", NULL };
	struct pair *p = *state;
	struct terminal *t;
	size_t len;
	const char *raw;

	pair_write(p, "Week", 1);
	friend_holds_event(p);
	json_free(world_sync(p->world));
	t = terminal_start(&(struct terminal_options){ .argv = argv, .rows = 200, .cols = 160, .term = "dumb" });
	assert_true(terminal_wait_text(t, "A number opens, a letter acts"));
	expect_at(t, "s", " KB.");
	expect_at(t, "inbox", "1 new. Colleague. Week 0.");
	expect_at(t, "1", "how is week 2?");
	expect_at(t, "r", "a line with only a full stop ends it.");
	expect_at(t, "From a dumb terminal<Enter>.", "1 send, ");
	expect_at(t, "1", "held: From a dumb terminal");
	expect_at(t, "partners", "Partners. ");
	expect_at(t, "1", "Find:");
	expect_at(t, "colleague", "1 found, 1 of them here");
	expect_at(t, "a3", "A word with it:");
	expect_at(t, "", "asked. Colleague");
	expect_at(t, "calendar", "open. By the river");
	expect_at(t, "a1", "yes. By the river");
	expect_at(t, "profile", "8 I look for: ");
	expect_at(t, "8", "> 8");
	expect_at(t, "A river<Enter>.", "7 I look for: A river");
	expect_at(t, "14", "8 I look for: A river");
	expect_at(t, "outbox", "1 held. ");
	expect_at(t, "s", "Sent: ");
	expect_friend(p, "Contact", "state", "asksYou");
	expect_friend(p, "Attendance", "answer", "yes");
	terminal_send(t, "Q<Enter>");
	assert_true(terminal_wait_exit(t, NULL));
	raw = terminal_raw(t, &len);
	for (size_t i = 0; i < len; i++)
		assert_true((unsigned char)raw[i] >= ' ' || raw[i] == '\n' || raw[i] == '\r');
	terminal_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_letter_is_read_and_answered, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_partner_is_found_and_asked, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(an_event_is_joined, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(the_profile_is_changed, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(what_waits_is_seen_and_taken_back, pair_set_up, pair_tear_down),
		cmocka_unit_test(somebody_signs_in),
		cmocka_unit_test_setup_teardown(a_dumb_terminal_does_them_too, pair_set_up, pair_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
