/*
 * A text goes to the portal's translator and comes back, once; where there is no line it waits, and where there is no translator that is
 * said.
 */
#include "lib/suite.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/pair.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/translation.h"

static void serve_with(struct pair *p, const char *script)
{
	world_portal_end(p->world, SIGTERM);
	free(p->world->translator);
	p->world->translator = script ? xasprintf("%s/translator", p->world->dir) : NULL;
	if (script)
		assert_int_equal(file_write(p->world->translator, script, strlen(script), 0700, NULL), 0);
	world_portal_start(p->world);
	portal_client_reopen(&p->reading, p->world->portal_socket);
	json_free(world_sync(p->world));
}

static int tear_down(void **state)
{
	struct pair *p = *state;

	free(p->world->translator);
	p->world->translator = NULL;
	return pair_tear_down(state);
}

/* How often the portal was asked for a translation that it made. */
static int asked(struct pair *p)
{
	char *path = xasprintf("%s/portal.log", p->world->dir);
	struct str log = { 0 };
	int count = 0;

	assert_int_equal(file_read(path, 10 * 1000 * 1000, &log, NULL), 0);
	for (const char *c = log.text; (c = strstr(c, "what=Text/translate\n")); c++)
		count++;
	str_release(&log);
	free(path);
	return count;
}

/* The face with a letter of that subject open. */
static struct terminal *open_letter(struct pair *p, const char *subject)
{
	struct terminal *t = pair_face(p, 24, 80);

	assert_true(terminal_wait_text(t, "keys"));
	terminal_send(t, ":inbox<Enter>");
	assert_true(terminal_wait_text(t, subject));
	terminal_send(t, "<Home><Enter>");
	assert_true(terminal_wait_at(t, 0, subject));
	return t;
}

static void where_there_is_none_that_is_said(void **state)
{
	struct pair *p = *state;
	struct terminal *t;

	pair_write(p, "Kalimera", 1);
	json_free(world_sync(p->world));
	t = open_letter(p, "Kalimera");
	terminal_send(t, ":translate<Enter>");
	assert_true(terminal_wait_text(t, "This portal translates nothing."));
	assert_false(terminal_shows(t, "The text leaves this computer"));
	terminal_free(t);
}

/* Who is told so asks another time: what the portal said while it still ran without one is doubted. */
static bool knows_none(struct pair *p)
{
	struct store s;
	bool none;

	assert_int_equal(store_open(&s, p->world->paths.store, STORE_REPLICA, 0, NULL), 0);
	none = translation_has_none(&s);
	if (none)
		assert_int_equal(translation_doubt(&s, NULL), 0);
	store_close(&s);
	return none;
}

/* Nobody has to sign in anew: who was told that there is none is told later that there is. */
static void learn(struct pair *p)
{
	for (int64_t until = clock_monotonic_ms() + 20000; knows_none(p);) {
		json_free(world_sync(p->world));
		assert_true(clock_monotonic_ms() < until);
	}
}

static void a_letter_is_translated_once(void **state)
{
	struct pair *p = *state;
	struct terminal *t;

	serve_with(p, "#!/bin/sh\nprintf '%s to %s\\033[2J: ' \"$1\" \"$2\"; cat\n");
	pair_write(p, "Kalispera", 1);
	learn(p);
	t = open_letter(p, "Kalispera");
	terminal_send(t, ":translate<Enter>");
	assert_true(terminal_wait_text(t, "The text leaves this computer"));
	terminal_send(t, "2");
	assert_true(terminal_wait_text(t, "Translated by a machine:"));
	assert_true(terminal_wait_text(t, "auto to en"));
	assert_int_equal(asked(p), 1);
	terminal_send(t, ":translate<Enter>");
	assert_true(terminal_wait_at(t, -1, "Translated by a machine; it stands below the original."));
	terminal_free(t);
	t = open_letter(p, "Kalispera");
	assert_true(terminal_wait_text(t, "Translated by a machine:"));
	json_free(world_sync(p->world));
	assert_int_equal(asked(p), 1);
	terminal_free(t);
}

static void without_a_line_it_waits_and_then_it_comes(void **state)
{
	struct pair *p = *state;
	struct terminal *t;

	free(portal_client_write_to(&p->reading, p->reading.correspondent, "Kalinichta", "Another text"));
	json_free(world_sync(p->world));
	t = open_letter(p, "Kalinichta");
	world_portal_end(p->world, SIGTERM);
	terminal_send(t, ":translate<Enter>");
	assert_true(terminal_wait_text(t, "The translation waits for the line."));
	world_portal_start(p->world);
	portal_client_reopen(&p->reading, p->world->portal_socket);
	terminal_send(t, "s");
	assert_true(terminal_wait_text(t, "Translated by a machine:"));
	assert_int_equal(asked(p), 2);
	terminal_free(t);
}

/* True if the friend has a letter of that subject. */
static bool arrived(struct pair *p, const char *subject)
{
	char *text = xasprintf("{\"accountId\":\"%s\",\"filter\":{\"subject\":\"%s\"}}", p->reading.account, subject);
	struct json *found = portal_client_call(&p->reading, "Message/query", json_parse_own(text));
	bool has = json_size(json_get(found, "ids")) == 1;

	json_free(found);
	free(text);
	return has;
}

/* The portal's program takes its time; a letter goes meanwhile, and the translation comes all the same. */
static void letters_do_not_wait_for_it(void **state)
{
	static const char *const send[] = { "send", "--to", "Colleague", "--subject", "Meanwhile", NULL };
	struct pair *p = *state;
	char *gate = xasprintf("%s/gate", p->world->dir);
	char *script = xasprintf("#!/bin/sh\ntouch %s.begun; while ! [ -d %s ]; do sleep 0.02; done; echo made\n", gate, gate);
	char *begun = xasprintf("%s.begun", gate);
	struct terminal *t;

	serve_with(p, script);
	free(portal_client_write_to(&p->reading, p->reading.correspondent, "Slow", "A third text"));
	json_free(world_sync(p->world));
	t = open_letter(p, "Slow");
	terminal_send(t, ":translate<Enter>");
	assert_true(terminal_wait_text(t, "The portal is asked for a translation."));
	while (access(begun, F_OK) != 0)
		assert_true(terminal_read(t, 20) || !terminal_ended(t));
	assert_int_equal(world_run("twinline", send, "Soon.\n", NULL), 0);
	for (int64_t until = clock_monotonic_ms() + 10000; !arrived(p, "Meanwhile"); terminal_read(t, 20))
		assert_true(clock_monotonic_ms() < until);
	assert_int_equal(mkdir(gate, 0700), 0);
	assert_true(terminal_wait_text(t, "Translated by a machine:"));
	terminal_free(t);
	free(begun);
	free(script);
	free(gate);
}

static void in_lines_it_is_heard(void **state)
{
	static const char *const lines[] = { "--linear", NULL };
	struct pair *p = *state;
	char *program = xasprintf("%s/own", p->world->dir), *said = NULL;
	static const char script[] = "#!/bin/sh\necho heard $1 $2\n";

	assert_int_equal(file_write(program, script, sizeof script - 1, 0700, NULL), 0);
	world_set(SETTING_TRANSLATE_COMMAND, program);
	assert_int_equal(world_run("twinline", lines, "inbox\n1\ntranslate\nq\nquit\n", &said), 0);
	assert_non_null(strstr(said, "Translated by a machine; it stands below the original."));
	world_set(SETTING_TRANSLATE_COMMAND, "");
	free(said);
	free(program);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_there_is_none_that_is_said),
		cmocka_unit_test(a_letter_is_translated_once),
		cmocka_unit_test(without_a_line_it_waits_and_then_it_comes),
		cmocka_unit_test(letters_do_not_wait_for_it),
		cmocka_unit_test(in_lines_it_is_heard),
	};
	return cmocka_run_group_tests(tests, pair_set_up, tear_down);
}
