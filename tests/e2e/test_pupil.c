/*
 * A pupil with real programs: a teacher makes one, the pupil signs in with what the slip says, chooses another password, is at the
 * project, writes a letter that waits for a teacher, and answers in the forum.
 */
#include "lib/suite.h"

#include <signal.h>

#include "../../src/portal/init.h"
#include "lib/deeds.h"
#include "lib/world.h"
#include "lib/portal_client.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

struct school {
	struct world *w;
	struct portal_client teacher;
	char *friend, *project;
};

static struct json *arguments(const struct school *s, const char *more)
{
	char *text = xasprintf("{\"accountId\":\"%s\",%s}", s->project, more);
	struct json *tree = json_parse_own(text);
	assert_non_null(tree);
	free(text);
	return tree;
}

static struct json *call(struct school *s, const char *method, const char *more)
{
	return portal_client_call(&s->teacher, method, arguments(s, more));
}

static void open_school(struct school *s)
{
	struct store store;
	s->w = world_start(&(struct world_options){.bare = true, .signed_out = true, .now = "2026-11-17T10:38:00Z"});
	s->friend = world_add_person(s->w, "Colleague");
	portal_client_open(&s->teacher, s->w->portal_socket);
	portal_client_sign_in(&s->teacher, s->w->name, s->w->password);
	char *path = init_database_path(s->w->portal_dir);
	const char *people[] = {s->teacher.person, s->friend, NULL};
	assert_int_equal(store_open(&store, path, STORE_PORTAL, 0, NULL), 0);
	s->project = deeds_write_project(&store, "Water diary", people);
	store_close(&store);
	free(path);
}

static void close_school(struct school *s)
{
	portal_client_release(&s->teacher);
	world_free(s->w);
	free(s->friend);
	free(s->project);
}

/* As the slip says: the name to sign in and the first password, both yours. */
static void make_pupil(struct school *s, char **name, char **password)
{
	json_free(call(s, "Pupil/set", "\"create\":{\"k\":{\"alias\":\"Elif\",\"group\":\"4-B\",\"consentBy\":\"parents\","
	                                "\"consentAt\":\"2026-10-01\"}}"));
	struct json *all = call(s, "Pupil/get", "\"ids\":null");
	const struct json *pupil = json_first(json_get(all, "list"));
	*name = xstrdup(json_get_text(pupil, "userName"));
	*password = xstrdup(json_get_text(pupil, "initialPassword"));
	assert_non_null(*name);
	assert_non_null(*password);
	json_free(all);
}

static void sign_in(struct terminal *t, const struct school *s, const char *name, const char *password)
{
	assert_true(terminal_wait_text(t, "Sign in as a pupil"));
	terminal_send(t, "<C-u>");
	terminal_send(t, s->w->url);
	terminal_send(t, "<Enter>");
	terminal_send(t, name);
	terminal_send(t, "<Enter>");
	terminal_send(t, password);
	terminal_send(t, "<C-x><Enter>");
}

/* The letters of the project at the portal, once there is one; yours. */
static struct json *wait_for_letter(struct school *s, struct terminal *t)
{
	for (int i = 0; i < 100; i++) {
		struct json *all = call(s, "PupilMail/get", "\"ids\":null");
		if (json_size(json_get(all, "list")) > 0)
			return all;
		json_free(all);
		terminal_read(t, 50);
	}
	fail_msg("no letter came");
	return NULL;
}

static void the_first_time_asks_for_another_password(void **state)
{
	struct school *s = *state;
	const char *words[] = {"--pupil", "--language", "en", NULL};
	char *name, *password;
	make_pupil(s, &name, &password);
	struct terminal *t = world_face(s->w, 24, 80, words);
	sign_in(t, s, name, password);
	assert_true(terminal_wait_text(t, "Choose a password of your own now"));
	terminal_send(t, "<Enter>");
	terminal_send(t, password);
	terminal_send(t, "<Enter>my own words<C-x>");
	assert_true(terminal_wait_idle(t));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "The new password counts now"));
	terminal_send(t, "q");
	assert_true(terminal_wait_at(t, 0, "Water diary"));
	assert_false(terminal_shows(t, "Pupils  "));
	assert_true(terminal_shows(t, "Pupils' mail"));
	/* What is for teachers is not even begun. */
	terminal_send(t, "3");
	assert_true(terminal_wait_text(t, "This is for teachers."));
	/* A letter: to members alone, and it waits. */
	terminal_send(t, "2c");
	assert_true(terminal_wait_text(t, "To, names with commas"));
	terminal_send(t, "colleague<Enter>");
	assert_true(terminal_wait_text(t, "Letter in the project"));
	terminal_send(t, "<Down><Enter>Our river<Enter>It is green.<C-x>");
	assert_true(terminal_wait_idle(t));
	terminal_send(t, "s");
	assert_true(terminal_wait_gone(t, "Letter in the project"));
	terminal_send(t, "s");
	struct json *all = wait_for_letter(s, t);
	const struct json *letter = json_first(json_get(all, "list"));
	assert_string_equal(json_get_text(letter, "subject"), "Our river");
	assert_string_equal(json_get_text(letter, "state"), "waiting");
	/* Let through, it lies with its reader; and the slip is worth nothing any more. */
	char *through = xasprintf("\"update\":{\"%s\":{\"state\":\"sent\"}}", json_get_text(letter, "id"));
	json_free(call(s, "PupilMail/set", through));
	struct portal_client friend;
	portal_client_open(&friend, s->w->portal_socket);
	portal_client_sign_in(&friend, "Colleague", s->w->password);
	struct json *mine = json_new_object();
	json_set_string(mine, "accountId", friend.account);
	struct json *found = portal_client_call(&friend, "Message/query", mine);
	assert_int_equal(json_size(json_get(found, "ids")), 1);
	json_free(found);
	portal_client_release(&friend);
	free(through);
	json_free(all);
	all = call(s, "Pupil/get", "\"ids\":null");
	assert_null(json_get(json_first(json_get(all, "list")), "initialPassword"));
	json_free(all);
	terminal_free(t);
	free(name);
	free(password);
}

static void a_pupil_answers_in_the_forum(void **state)
{
	struct school *s = *state;
	struct portal_client pupil;
	char *name, *password;
	json_free(call(s, "Post/set", "\"create\":{\"d\":{\"place\":\"forum\",\"title\":\"Rivers\",\"text\":\"Of our places\"},"
	                                  "\"t\":{\"place\":\"forum\",\"parent\":\"#d\",\"title\":\"Yours\",\"text\":\"Which is yours?\"}}"));
	struct json *all = call(s, "Post/get", "\"ids\":null");
	const char *thread = NULL;
	for (const struct json *i = json_first(json_get(all, "list")); i; i = json_next(i))
		if (json_get(i, "parent"))
			thread = json_get_text(i, "id");
	assert_non_null(thread);
	make_pupil(s, &name, &password);
	portal_client_open(&pupil, s->w->portal_socket);
	portal_client_sign_in(&pupil, name, password);
	char *choice = xasprintf("{\"old\":\"%s\",\"new\":\"my own words\"}", password);
	assert_int_equal(portal_client_request(&pupil, "POST", "/twinline/password", choice, NULL), 204);
	free(choice);
	char *more = xasprintf("\"create\":{\"k\":{\"place\":\"forum\",\"parent\":\"%s\",\"text\":\"The Dalaman\"}}", thread);
	struct json *answer = portal_client_call(&pupil, "Post/set", arguments(s, more));
	if (!json_get(answer, "created"))
		fail_msg("%s", json_print(answer));
	json_free(answer);
	json_free(all);
	portal_client_release(&pupil);
	free(more);
	free(name);
	free(password);
}

static int set_up(void **state)
{
	*state = xcalloc(1, sizeof(struct school));
	open_school(*state);
	return 0;
}

static int tear_down(void **state)
{
	close_school(*state);
	free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_first_time_asks_for_another_password, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_pupil_answers_in_the_forum, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
