/*
 * A pupil with real programs: a teacher makes one, the pupil signs in with what the slip says, chooses another password, is at the
 * project, writes a letter that waits for a teacher, and answers in the forum.
 */
#include "lib/suite.h"

#include <signal.h>

#include "lib/deeds.h"
#include "lib/world.h"
#include "lib/portal_client.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"

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
	const char *people[] = {s->teacher.person, s->friend, NULL};
	world_portal_store(s->w, &store);
	s->project = deeds_write_project(&store, "Water diary", people);
	store_close(&store);
}

static void close_school(struct school *s)
{
	portal_client_release(&s->teacher);
	world_free(s->w);
	free(s->friend);
	free(s->project);
}

/* As the slip says: the name to sign in and the first password, both yours. */
static void make_named(struct school *s, const char *alias, char **name, char **password)
{
	char *more = xasprintf("\"create\":{\"k\":{\"alias\":\"%s\",\"consentBy\":\"parents\",\"consentAt\":\"2026-10-01\"}}", alias);
	json_free(call(s, "Pupil/set", more));
	free(more);
	struct json *all = call(s, "Pupil/get", "\"ids\":null");
	const struct json *pupil = json_first(json_get(all, "list"));
	while (pupil && !text_equal(json_get_text(pupil, "alias"), alias))
		pupil = json_next(pupil);
	*name = xstrdup(json_get_text(pupil, "userName"));
	*password = xstrdup(json_get_text(pupil, "initialPassword"));
	assert_non_null(*name);
	assert_non_null(*password);
	json_free(all);
}

/* A teacher sets it anew: the password of the next slip, yours. */
static void reset(struct school *s, const char *alias, char **password)
{
	struct json *all = call(s, "Pupil/get", "\"ids\":null");
	const struct json *pupil = json_first(json_get(all, "list"));
	while (pupil && !text_equal(json_get_text(pupil, "alias"), alias))
		pupil = json_next(pupil);
	char *id = xstrdup(json_get_text(pupil, "id")), *more = xasprintf("\"update\":{\"%s\":{\"resetAt\":\"2026-11-17T10:38:00Z\"}}", id);
	json_free(all);
	json_free(call(s, "Pupil/set", more));
	free(more);
	more = xasprintf("\"ids\":[\"%s\"]", id);
	all = call(s, "Pupil/get", more);
	*password = xstrdup(json_get_text(json_first(json_get(all, "list")), "initialPassword"));
	assert_non_null(*password);
	json_free(all);
	free(more);
	free(id);
}

static void make_pupil(struct school *s, char **name, char **password)
{
	make_named(s, "Elif", name, password);
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

static void choose_password(struct terminal *t, const char *password)
{
	assert_true(terminal_wait_text(t, "Choose a password of your own now"));
	terminal_send(t, "<Enter>");
	terminal_send(t, password);
	terminal_send(t, "<Enter>my own words<C-x>");
	assert_true(terminal_wait_idle(t));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "The new password counts now"));
	terminal_send(t, "q");
}

static void write_letter(struct terminal *t, const char *subject)
{
	terminal_send(t, "2c");
	assert_true(terminal_wait_text(t, "To, names with commas"));
	terminal_send(t, "colleague<Enter>");
	assert_true(terminal_wait_text(t, "Letter in the project"));
	terminal_send(t, subject);
	terminal_send(t, "<Enter>It is green.<C-x>");
	assert_true(terminal_wait_idle(t));
	terminal_send(t, "s");
	assert_true(terminal_wait_gone(t, "Letter in the project"));
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
	choose_password(t, password);
	assert_true(terminal_wait_at(t, 0, "Water diary"));
	assert_false(terminal_shows(t, "Pupils  "));
	assert_true(terminal_shows(t, "Pupils' mail"));
	/* What is for teachers is not even begun. */
	terminal_send(t, "3");
	assert_true(terminal_wait_text(t, "This is for teachers."));
	/* A letter: to members alone, and it waits. */
	write_letter(t, "Our river");
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

/* --- one after the other at one computer --- */

static void paths_again(struct world *w)
{
	paths_release(&w->paths);
	assert_int_equal(paths_init(&w->paths, NULL, NULL), 0);
}

static int set_up_shared(void **state)
{
	struct school *s = xcalloc(1, sizeof *s);
	open_school(s);
	world_set(SETTING_SHARED, "yes");
	paths_again(s->w);
	*state = s;
	return 0;
}

/* The slip's password, which has to be changed first, or the own one: then the project is there. */
static void come_in(struct terminal *t, const struct school *s, const char *name, const char *password, bool is_first)
{
	sign_in(t, s, name, password);
	if (is_first)
		choose_password(t, password);
	assert_true(terminal_wait_at(t, 0, "Water diary"));
	assert_true(terminal_wait_text(t, "Pupils' mail"));
}

/* The portal has it, and its answer may still be on the way. */
static void sign_out_when_sent(struct school *s, struct terminal *t)
{
	struct outbox_counts counts = {.waiting = 1};
	paths_again(s->w);
	for (int i = 0; i < 100 && counts.held + counts.waiting + counts.sending; i++) {
		struct store store;
		terminal_read(t, 50);
		assert_int_equal(store_open(&store, s->w->paths.store, STORE_REPLICA, DB_READ_ONLY, NULL), 0);
		assert_int_equal(outbox_counts(&store, &counts, NULL), 0);
		store_close(&store);
	}
	terminal_send(t, ":sign-out<Enter>");
	assert_true(terminal_wait_text(t, "Sign in as a pupil"));
}

/* What is not sent is said before; then nothing of the pupil is on the computer, and the next one sees nothing of it. */
static void two_pupils_share_a_computer(void **state)
{
	static const char subject[] = "Quittenmarmelade";
	static const char *const words[] = {"--pupil", "--language", "en", NULL};
	struct school *s = *state;
	char *elif, *first, *can, *second;
	make_named(s, "Elif", &elif, &first);
	make_named(s, "Can", &can, &second);
	struct terminal *t = world_face(s->w, 24, 80, words);
	come_in(t, s, elif, first, true);
	relay_shut(s->w->relay);
	write_letter(t, subject);
	paths_again(s->w);
	assert_true(world_holds(s->w, subject));
	terminal_send(t, ":sign-out<Enter>");
	assert_true(terminal_wait_at(t, -1, "1 is not sent; it goes after your next sign-in here."));
	terminal_send(t, "2");
	assert_true(terminal_wait_text(t, "Sign in as a pupil"));
	relay_open(s->w->relay);
	const char *const gone[] = {subject, "It is green", elif, first, "my own words", "Elif", "Water diary"};
	for (size_t i = 0; i < ARRAY_SIZE(gone); i++)
		if (world_holds(s->w, gone[i]))
			fail_msg("%s is still there", gone[i]);
	/* The next one. */
	come_in(t, s, can, second, true);
	assert_false(terminal_shows(t, subject));
	terminal_send(t, "2");
	assert_true(terminal_wait_at(t, 0, "Inbox  0 unread of 0"));
	assert_false(terminal_shows(t, subject));
	terminal_send(t, "0");
	assert_true(terminal_wait_at(t, 0, "Outbox"));
	assert_false(terminal_shows(t, subject));
	paths_again(s->w);
	assert_false(world_holds(s->w, subject));
	assert_false(world_holds(s->w, elif));
	terminal_send(t, ":sign-out<Enter>");
	assert_true(terminal_wait_text(t, "Sign in as a pupil"));
	assert_false(world_holds(s->w, can));
	/* And back: what waited goes. */
	come_in(t, s, elif, "my own words", false);
	terminal_send(t, "s");
	struct json *all = wait_for_letter(s, t);
	assert_string_equal(json_get_text(json_first(json_get(all, "list")), "subject"), subject);
	json_free(all);
	/* Whoever forgot the password has another slip, which opens nothing here: all is begun anew. */
	sign_out_when_sent(s, t);
	free(first);
	reset(s, "Elif", &first);
	sign_in(t, s, elif, first);
	assert_true(terminal_wait_text(t, "Begin anew without it?"));
	terminal_send(t, "2");
	choose_password(t, first);
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	free(elif);
	free(first);
	free(can);
	free(second);
}

/* --- in lines --- */

/* Says lines to linear mode; fails unless all of parts come, one after another. */
static void expect(const char *lines, const char *const *parts)
{
	static const char *const words[] = {"--pupil", "--linear", "--language", "en", NULL};
	char *said = NULL;
	assert_int_equal(world_run("twinline", words, lines, &said), 0);
	for (const char *rest = said; *parts; parts++) {
		const char *found = strstr(rest, *parts);
		if (!found)
			fail_msg("\"%s\" does not come in:\n%s", *parts, said);
		rest = found + strlen(*parts);
	}
	free(said);
}

static bool is_there(struct school *s, const char *method, const char *property, const char *value)
{
	struct json *all = call(s, method, "\"ids\":null");
	bool found = false;
	for (const struct json *i = json_first(json_get(all, "list")); i; i = json_next(i))
		found = found || text_equal(json_get_text(i, property), value);
	json_free(all);
	return found;
}

/* Signs in, chooses a password, reads the forum and answers, ticks a step. */
static void a_pupil_works_in_lines(void **state)
{
	struct school *s = *state;
	char *name, *first;
	json_free(call(s, "Post/set", "\"create\":{\"d\":{\"place\":\"forum\",\"title\":\"Rivers\",\"text\":\"Of our places\"},"
	                              "\"t\":{\"place\":\"forum\",\"parent\":\"#d\",\"title\":\"Yours\",\"text\":\"Which is yours?\"}}"));
	json_free(call(s, "Activity/set", "\"create\":{\"a\":{\"title\":\"Measuring\",\"steps\":\"Go to the tap\\nWrite it down\"}}"));
	make_pupil(s, &name, &first);
	/* Nothing leads past the password. */
	char *lines = xasprintf("%s\n%s\n%s\n7\nq\n1\n%s\n2\nmy own words\n4\nQ\n", s->w->url, name, first, first);
	expect(lines, (const char *[]){"Sign in as a pupil", "Signed in: Elif.", "Choose a password of your own now", "> q\n",
	                               "Choose a password of your own now", "> 4\n", "The new password counts now", NULL});
	json_free(world_sync(s->w));
	expect("5\n2\nr\nThe Dalaman\n.\n5\nq\nq\n2\n1\na2\ns\nQ\n", (const char *[]){
		"Twinline, Project.", "> 5\n", "2 Yours, Teacher", "> 2\n", "Which is yours?", "> r\n", "forum, Water diary", "> 5\n", "Goes out at ",
		"The Dalaman", "1 open. work. Measuring", "1 [ ] Go to the tap", "> a2\n", "[x] Write it down", NULL});
	json_free(world_sync(s->w));
	assert_true(is_there(s, "Post/get", "text", "The Dalaman"));
	assert_true(is_there(s, "StepDone/get", "step", "Write it down"));
	assert_false(is_there(s, "StepDone/get", "step", "Go to the tap"));
	free(lines);
	free(name);
	free(first);
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
		cmocka_unit_test_setup_teardown(a_pupil_works_in_lines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(two_pupils_share_a_computer, set_up_shared, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
