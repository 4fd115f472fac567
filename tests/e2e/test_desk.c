/* The desk with the real programs: a case comes, its dossier when it is opened, it is held and decided; who decides second is told. */
#include "lib/suite.h"

#include "lib/pair.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static void make_officer(struct pair *p, const char *name)
{
	const char *words[] = { "user", "officer", p->world->portal_dir, name, NULL };

	assert_int_equal(world_run("twinline-portal", words, NULL, NULL), 0);
}

static int set_up(void **state)
{
	int result = pair_set_up(state);
	struct pair *p = *state;

	make_officer(p, p->world->name);
	make_officer(p, "colleague");
	return result;
}

/* The friend reports the teacher, with words of the friend's own. */
static void report(struct pair *p, const char *words)
{
	char *text = xasprintf("{\"accountId\":\"%s\",\"create\":{\"r\":{\"reason\":\"spam\",\"text\":\"%s\",\"person\":{\"id\":\"%s\"}}}}",
	                       p->reading.account, words, p->friend);
	struct json *answer = portal_client_call(&p->reading, "Report/set", json_parse_own(text));

	assert_int_equal(json_size(json_get(answer, "created")), 1);
	json_free(answer);
	free(text);
}

/* The account of the central desk, as the friend, who is an officer too, has it; yours. */
static char *central_desk(struct pair *p)
{
	char *id = portal_client_desk(&p->reading, "");

	assert_non_null(id);
	return id;
}

/* The case that waits there, whole; yours, NULL for none. */
static struct json *waiting(struct pair *p, const char *desk)
{
	char *text = xasprintf("{\"accountId\":\"%s\",\"ids\":null}", desk);
	struct json *got = portal_client_call(&p->reading, "Case/get", json_parse_own(text)), *found = NULL;

	for (const struct json *i = json_first(json_get(got, "list")); i && !found; i = json_next(i))
		if (text_equal(json_get_text(i, "state"), "waiting"))
			found = json_copy(i);
	json_free(got);
	free(text);
	return found;
}

/* The same, and the officer's face with the desk open. */
static struct terminal *reported(struct pair *p, const char *words)
{
	struct terminal *t;

	report(p, words);
	json_free(world_sync(p->world));
	t = pair_face(p, 24, 80);
	assert_true(terminal_wait_text(t, "keys"));
	terminal_send(t, ":desk<Enter>");
	assert_true(terminal_wait_at(t, 0, "1 waits"));
	return t;
}

static void a_case_is_opened_held_and_decided(void **state)
{
	struct pair *p = *state;
	struct terminal *t;
	char *desk = central_desk(p);
	struct json *c;

	t = reported(p, "Tablets again");
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "Tablets again"));
	assert_true(terminal_wait_text(t, "mass mail or advertising"));
	terminal_send(t, "s");
	assert_true(terminal_wait_idle(t));
	json_free(world_sync(p->world));
	c = waiting(p, desk);
	assert_non_null(json_get(c, "holder"));
	json_free(c);
	terminal_send(t, "p");
	assert_true(terminal_wait_text(t, "done"));
	c = waiting(p, desk);
	assert_non_null(c); /* it is held back */
	json_free(c);
	terminal_send(t, "s");
	assert_true(terminal_wait_idle(t));
	json_free(world_sync(p->world));
	c = waiting(p, desk);
	assert_null(c);
	terminal_free(t);
	free(desk);
}

static void who_decides_second_is_told(void **state)
{
	struct pair *p = *state;
	struct terminal *t;
	char *desk = central_desk(p), *text;
	struct json *c;

	t = reported(p, "And again");
	terminal_send(t, "p");
	assert_true(terminal_wait_text(t, "Nothing waits here"));
	c = waiting(p, desk);
	text = xasprintf("{\"accountId\":\"%s\",\"update\":{\"%s\":{\"state\":\"refused\",\"reason\":\"other\"}}}", desk, json_get_text(c, "id"));
	json_free(c);
	json_free(portal_client_call(&p->reading, "Case/set", json_parse_own(text)));
	assert_null(waiting(p, desk));
	terminal_send(t, "s");
	assert_true(terminal_wait_idle(t));
	json_free(world_sync(p->world));
	assert_true(terminal_wait_text(t, "too late"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "refused"));
	terminal_free(t);
	free(text);
	free(desk);
}

/* Who quits with a case open, or leaves it, holds it no more once that has gone out. */
static void who_quits_holds_nothing(void **state)
{
	struct pair *p = *state;
	struct terminal *t;
	char *desk = central_desk(p);
	struct json *c;

	t = reported(p, "A third time");
	terminal_send(t, "<End><Enter>"); /* after what came too late before */
	assert_true(terminal_wait_text(t, "A third time"));
	json_free(world_sync(p->world));
	c = waiting(p, desk);
	assert_non_null(json_get(c, "holder"));
	json_free(c);
	terminal_send(t, ":quit<Enter>");
	assert_true(terminal_wait_exit(t, NULL));
	json_free(world_sync(p->world));
	c = waiting(p, desk);
	assert_null(json_get(c, "holder"));
	json_free(c);
	terminal_free(t);
	free(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_case_is_opened_held_and_decided),
		cmocka_unit_test(who_decides_second_is_told),
		cmocka_unit_test(who_quits_holds_nothing),
	};
	return cmocka_run_group_tests(tests, set_up, pair_tear_down);
}
