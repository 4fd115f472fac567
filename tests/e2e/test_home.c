/* Home with the real client, engine and portal: what is answered there is what the other one sees. */
#include "lib/suite.h"

#include "lib/pair.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { EXCHANGES = 20 }; /* one or two are enough, but who sends first is the engine's to say */

/* The friend asks for contact. */
static void ask(struct pair *p)
{
	struct json *arguments = json_new_object(), *contact = json_new_object(), *answer;

	json_set_string(json_set(contact, "person", json_new_object()), "id", p->reading.correspondent);
	json_set_string(arguments, "accountId", p->reading.account);
	json_set(json_set(arguments, "create", json_new_object()), "k", contact);
	answer = portal_client_call(&p->reading, "Contact/set", arguments);
	assert_non_null(json_get(json_get(answer, "created"), "k"));
	json_free(answer);
}

/* How the friend stands to the teacher; "" for not at all. Static. */
static const char *friends_state(struct pair *p)
{
	static char state[20];
	struct json *arguments = json_new_object(), *answer;

	json_set_string(arguments, "accountId", p->reading.account);
	answer = portal_client_call(&p->reading, "Contact/get", arguments);
	state[0] = '\0';
	for (const struct json *i = json_first(json_get(answer, "list")); i; i = json_next(i))
		if (text_equal(json_get_text(json_get(i, "person"), "id"), p->reading.correspondent))
			snprintf(state, sizeof state, "%s", json_get_text(i, "state"));
	json_free(answer);
	return state;
}

static struct terminal *home_with_request(struct pair *p)
{
	struct terminal *t;

	ask(p);
	json_free(world_sync(p->world));
	t = world_face(p->world, 24, 80, NULL);
	assert_true(terminal_wait_at(t, 1, "> answer   Contact request: "));
	return t;
}

static void answer_by(struct pair *p, const char *key, const char *expected)
{
	struct terminal *t = home_with_request(p);

	terminal_send(t, key);
	assert_true(terminal_wait_gone(t, "Contact request: "));
	terminal_send(t, "s"); /* now, not in half a minute */
	assert_true(terminal_wait_idle(t));
	for (int tries = 0; tries < EXCHANGES && strcmp(friends_state(p), expected) != 0; tries++)
		json_free(world_sync(p->world));
	assert_string_equal(friends_state(p), expected);
	terminal_free(t);
}

static void yes_makes_contacts_of_both(void **state)
{
	answer_by(*state, "a", "contact");
}

static void no_is_told(void **state)
{
	answer_by(*state, "d", "declined");
}

/* What is taken back within the half minute never leaves. */
static void undo_leaves_it_open(void **state)
{
	struct pair *p = *state;
	struct terminal *t = home_with_request(p);

	terminal_send(t, "au");
	assert_true(terminal_wait_at(t, 1, "> answer   Contact request: "));
	terminal_send(t, "s");
	assert_true(terminal_wait_idle(t));
	json_free(world_sync(p->world));
	assert_string_equal(friends_state(p), "asked");
	terminal_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(yes_makes_contacts_of_both, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(no_is_told, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(undo_leaves_it_open, pair_set_up, pair_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
