/* From nothing to the first screen, with a real portal: registering, signing in, and a password that was forgotten. */
#include "lib/suite.h"

#include <signal.h>
#include <unistd.h>

#include "lib/deeds.h"
#include "lib/pair.h"
#include "lib/portal_client.h"
#include "lib/stage.h"
#include "lib/world.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

static int set_up(void **state)
{
	setenv("LANG", "el_GR.UTF-8", 1);
	*state = world_start(&(struct world_options){ .bare = true, .signed_out = true, .registers = true });
	return 0;
}

static int tear_down(void **state)
{
	world_free(*state);
	return 0;
}

/* The first screens up to what now. */
static struct terminal *begin(struct world *w)
{
	const char *words[] = { "--language", "en", NULL };
	struct terminal *t = world_face(w, 24, 80, words);

	assert_true(terminal_wait_text(t, "Greece, as this computer says"));
	terminal_send(t, "english<Enter>");
	assert_true(terminal_wait_text(t, "What would you like?"));
	return t;
}

/* A profile at its first screen, and what keys choose there. */
static struct terminal *choose(struct world *w, const char *profile, const char *keys, const char *title)
{
	const char *words[] = { "--language", "en", "--profile", profile, NULL };
	struct terminal *t = world_face(w, 24, 80, words);

	assert_true(terminal_wait_text(t, "What would you like?"));
	terminal_send(t, keys);
	assert_true(terminal_wait_at(t, 0, title));
	return t;
}

/* From Home to the page of the registration, which has the code, and back. */
static void confirm_address(struct terminal *t, const char *address)
{
	char *screen, *code;

	assert_true(terminal_wait_text(t, "Registration: the confirmation of the e-mail address"));
	terminal_send(t, "1<Home><Enter>");
	assert_true(terminal_wait_at(t, 0, "Registration"));
	assert_true(terminal_wait_text(t, address));
	screen = terminal_text(t);
	code = strchr(screen, '-');
	while (code && !(code - screen >= 4 && strspn(code - 4, "23456789ABCDEFGHJKMNPQRSTUVWXYZ") == 4))
		code = strchr(code + 1, '-');
	assert_non_null(code);
	code = xstrndup(code - 4, 9);
	terminal_send(t, code);
	terminal_send(t, "<Esc><Down><Enter>");
	assert_true(terminal_wait_text(t, "Waits for   the support organisation"));
	terminal_send(t, "1");
	assert_true(terminal_wait_text(t, "Registration: the support organisation"));
	free(code);
	free(screen);
}

static void accept_at_desk(struct world *w, const char *name)
{
	const char *words[] = { "user", "accept", w->portal_dir, name, NULL };

	assert_int_equal(world_run("twinline-portal", words, NULL, NULL), 0);
}

static void who_registers_signs_in(void **state)
{
	struct world *w = *state;
	struct terminal *t = begin(w);

	terminal_send(t, "<Down><Down><Enter>");
	assert_true(terminal_wait_at(t, 0, "Register"));
	terminal_send(t, w->url);
	terminal_send(t, "<Enter>new@school.example<Enter>");
	terminal_send(t, w->name); /* which somebody has already */
	terminal_send(t, "<Enter>geheim geheim<Enter>Νέα Δασκάλα<Enter>teacher<Enter>Greek, eng<Enter>Δημοτικό<Enter>Βόλος<Enter>");
	assert_true(terminal_wait_text(t, "The portal is on this computer: nothing leaves it."));
	assert_true(terminal_wait_text(t, "> Register"));
	assert_true(terminal_wait_text(t, "New school        the portal does not know it yet, and enters it"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "Name to sign in: "));
	assert_true(terminal_wait_text(t, "exists already."));
	terminal_send(t, "<C-u>nea<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Registered, and waiting for validation by the support office."));
	assert_true(terminal_wait_at(t, 0, "Sign in"));
	assert_true(terminal_wait_at(t, 2, "nea"));
	terminal_send(t, "wrong<C-x><Enter>");
	assert_true(terminal_wait_at(t, -1, "Name or password is not right."));
	terminal_send(t, "geheim geheim<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Signed in: Νέα Δασκάλα."));
	confirm_address(t, "new@school");
	accept_at_desk(w, "nea");
	terminal_send(t, "1s");
	assert_true(terminal_wait_gone(t, "Registration:"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
}

/* The portal has registered, and its answer is lost: sent once more, it is the same registration. */
static void a_cut_after_the_answer_registers_once(void **state)
{
	struct world *w = *state;
	struct terminal *t = choose(w, "cut", "<Down><Down><Enter>", "Register");

	terminal_send(t, w->url);
	terminal_send(t, "<Enter>cut@school.example<Enter>cut<Enter>geheim geheim<Enter>Ada Kesik<Enter>teacher<Enter>Greek<Enter><Enter>"
	                 "Lykeio<Enter>Xanthi<Enter>");
	assert_true(terminal_wait_text(t, "The portal is on this computer: nothing leaves it."));
	assert_true(terminal_wait_text(t, "> Register"));
	assert_true(terminal_wait_idle(t));
	relay_cut_down_at(w->relay, 20);
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "line was cut"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "Registered, and waiting for validation by the support office."));
	terminal_send(t, "<Esc>Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
}

/* Whoever registers at a school that is known finds it while they type, and is told who is there already. */
static void a_known_school_is_found_and_a_known_person_told(void **state)
{
	struct world *w = *state;
	struct terminal *t = choose(w, "third", "<Down><Down><Enter>", "Register");

	terminal_send(t, w->url);
	terminal_send(t, "<Enter>two@school.example<Enter>dyo<Enter>geheim geheim<Enter>Νέα Δασκαλα<Enter>teacher<Enter>Greek<Enter>");
	assert_true(terminal_wait_text(t, "The portal is on this computer: nothing leaves it."));
	terminal_send(t, "Δημοτ<Enter>Βόλ");
	assert_true(terminal_wait_text(t, "Is it this?"));
	assert_true(terminal_wait_text(t, "Δημοτικό, Βόλος"));
	terminal_send(t, "<Tab><Tab><Enter>");
	assert_true(terminal_wait_text(t, "this one, Δημοτικό, Βόλος"));
	/* The face dies; all but the password is there again. */
	terminal_kill(t, SIGKILL);
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	t = choose(w, "third", "<Down><Down><Enter>", "Register");
	assert_true(terminal_wait_text(t, "this one, Δημοτικό, Βόλος"));
	assert_true(terminal_wait_text(t, "The portal is on this computer: nothing leaves it."));
	terminal_send(t, "geheim geheim<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Somebody of this name is here already"));
	/* Another portal has other people: what was said of this one does not hold there. */
	terminal_send(t, "<Home><Enter>x");
	assert_true(terminal_wait_gone(t, "if it is you who is here already"));
	terminal_send(t, "<Backspace><C-x>");
	assert_true(terminal_wait_text(t, "The portal is on this computer: nothing leaves it."));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "Somebody of this name is here already"));
	terminal_send(t, "<Up><Enter>");
	assert_true(terminal_wait_text(t, "Registered, and waiting for validation by the support office."));
	terminal_send(t, "<Esc>Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
}

/* A code from the desk, as a portal without mail hands it out. */
static char *code_of(struct world *w, const char *name)
{
	const char *words[] = { "user", "passwd", "--code", w->portal_dir, name, NULL };
	char *said, *code;

	assert_int_equal(world_run("twinline-portal", words, NULL, &said), 0);
	code = xstrndup(said, strcspn(said, " \n"));
	free(said);
	return code;
}

static void a_forgotten_password_is_set_anew(void **state)
{
	struct world *w = *state;
	struct terminal *t = choose(w, "second", "<Down><Enter>", "Sign in");
	char *code;

	terminal_send(t, w->url);
	terminal_send(t, "<Enter>");
	terminal_send(t, w->name);
	terminal_send(t, "<C-x><Down><Enter>");
	assert_true(terminal_wait_at(t, 0, "A new password"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "the support office hands out the code"));
	code = code_of(w, w->name);
	terminal_send(t, "WRONGONE<Enter>neues geheim<Enter><Down><Enter>");
	assert_true(terminal_wait_text(t, "This code is not right"));
	terminal_send(t, "<Up><Up><Up><Enter><C-u>");
	terminal_send(t, code);
	terminal_send(t, "<C-x><Enter>");
	assert_true(terminal_wait_at(t, -1, "The new password holds. Sign in with it."));
	assert_true(terminal_wait_at(t, 0, "Sign in"));
	terminal_send(t, "<Home><Down><Down><Enter>neues geheim<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Signed in: "));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	free(code);
}

static int64_t public_events(void)
{
	struct paths paths;
	struct store s;
	struct db_stmt *stmt;
	int64_t count;

	assert_int_equal(paths_init(&paths, "default-guest", NULL), 0);
	assert_int_equal(store_open(&s, paths.store, STORE_REPLICA, 0, NULL), 0);
	stmt = db_prepare(s.db, "SELECT count(*) FROM record WHERE type = ?1");
	db_bind_int(stmt, 1, TYPE_Event);
	assert_int_equal(db_step(stmt, NULL), 1);
	count = db_int(stmt, 0);
	db_reset(stmt);
	store_close(&s);
	paths_release(&paths);
	return count;
}

/* What is public comes without a name, and nothing can be written. */
static void a_guest_reads_what_is_public(void **state)
{
	struct world *w = world_start(&(struct world_options){ .signed_out = true });
	struct terminal *t = begin(w);

	(void)state;
	terminal_send(t, "<Down><Down><Down><Enter>");
	assert_true(terminal_wait_at(t, -1, "Which portal? Choose one below, or type another address."));
	terminal_send(t, "<Down><Enter>");
	assert_true(terminal_wait_text(t, "Portal:"));
	terminal_send(t, w->url);
	terminal_send(t, "<Enter><Up><Enter>");
	assert_true(terminal_wait_text(t, "A guest at unix:"));
	assert_true(terminal_wait_at(t, 0, "Public pages"));
	terminal_send(t, "2");
	assert_true(terminal_wait_text(t, "A guest reads the calendar."));
	terminal_send(t, "s");
	assert_true(terminal_wait_text(t, " KB."));
	assert_true(public_events() > 0);
	terminal_send(t, "xpublic-pages<Enter>");
	assert_true(terminal_wait_text(t, "Where the bag is"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "It smells of oranges"));
	/* Its file is for everybody, too. */
	assert_true(terminal_wait_text(t, "weight of the bag.csv, 0.1 KB, not fetched"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_at(t, -1, "Save as: "));
	terminal_send(t, "<Esc>");
	assert_true(terminal_wait_text(t, "weight of the bag.csv, 0.1 KB, here"));
	/* A journal is read by everybody, and written in by nobody else. */
	terminal_send(t, "q");
	assert_true(terminal_wait_text(t, "Public pages"));
	terminal_send(t, "fdrip<Enter>");
	assert_true(terminal_wait_at(t, 1, "Week 1"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "Four schools have found their taps."));
	terminal_send(t, "r");
	assert_true(terminal_wait_text(t, "Whoever is signed in has this too"));
	terminal_send(t, "qq");
	assert_true(terminal_wait_gone(t, "Public pages"));
	terminal_send(t, "c");
	assert_true(terminal_wait_text(t, "A guest reads the calendar."));
	terminal_send(t, "xsign-in<Enter>");
	assert_true(terminal_wait_text(t, "What would you like?"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	world_free(w);
}

/* The demo, the first time with the tour through it. */
static void looking_around_is_the_demo(void **state)
{
	static const char *const last_lines[] = { "1 of 8. ", "? keys" };

	for (size_t i = 0; i < ARRAY_SIZE(last_lines); i++) {
		struct terminal *t = choose(*state, "fourth", "<Enter>", "demo Home");

		assert_true(terminal_wait_at(t, -1, last_lines[i]));
		terminal_send(t, "Q");
		assert_true(terminal_wait_text(t, "This was the demo: nothing was sent to anybody, and it is gone now."));
		assert_true(terminal_wait_exit(t, NULL));
		terminal_free(t);
	}
}

/* A project of Ada and Ben, as if it had always been there. */
static void make_project(struct world *w)
{
	char *ada = world_add_person(w, "Ada"), *ben = world_add_person(w, "Ben");
	struct store s;

	world_portal_store(w, &s);
	free(deeds_write_project(&s, "River", (const char *const[]){ ada, ben, NULL }));
	store_close(&s);
	free(ben);
	free(ada);
}

/* The officer joins up one who waits, by their name, with a person who was here before. */
static void join_up(struct portal_client *officer, const char *name, const char *person)
{
	char *desk = portal_client_desk(officer, "GR"), *ask, *set;
	struct json *cases, *done;
	const struct json *waiting;

	assert_non_null(desk);
	ask = xasprintf("{\"accountId\":\"%s\",\"ids\":null}", desk);
	cases = portal_client_call(officer, "Case/get", json_parse_own(ask));
	waiting = json_first(json_get(cases, "list"));
	while (waiting && !(text_equal(json_get_text(waiting, "state"), "waiting") && text_equal(json_get_text(waiting, "title"), name)))
		waiting = json_next(waiting);
	assert_non_null(waiting);
	set = xasprintf("{\"accountId\":\"%s\",\"update\":{\"%s\":{\"state\":\"joinedUp\",\"joinWith\":\"%s\"}}}", desk,
	                json_get_text(waiting, "id"), person);
	done = portal_client_call(officer, "Case/set", json_parse_own(set));
	assert_int_equal(json_size(json_get(done, "updated")), 1);
	json_free(done);
	json_free(cases);
	free(set);
	free(ask);
	free(desk);
}

static void join_up_with_known(struct world *w)
{
	const char *add[] = { "user", "add", w->portal_dir, "Known", "--country", "GR", NULL };
	const char *make[] = { "user", "officer", w->portal_dir, "Officer", NULL };
	char *input = xasprintf("%s\n", w->password), *officer_card = world_add_person(w, "Officer"), *known;
	struct portal_client officer;

	assert_int_equal(world_run("twinline-portal", add, input, &known), 0);
	known[strcspn(known, "\n")] = '\0';
	assert_int_equal(world_run("twinline-portal", make, NULL, NULL), 0);
	portal_client_open(&officer, w->portal_socket);
	portal_client_sign_in(&officer, "Officer", w->password);
	join_up(&officer, "Bea Back", known);
	portal_client_release(&officer);
	free(officer_card);
	free(input);
	free(known);
}

/* Their sign-in ends with it; the next one is that of who was here before, and what was typed as a newcomer is still there. */
static void who_was_here_before_goes_on_as_that_one(void **state)
{
	struct world *w = *state;
	struct terminal *t = choose(w, "again", "<Down><Down><Enter>", "Register");

	terminal_send(t, w->url);
	terminal_send(t, "<Enter>back@school.example<Enter>back<Enter>geheim geheim<Enter>Bea Back<Enter>teacher<Enter>Greek<Enter><Enter>"
	                 "Gymnasio<Enter>Arta<Enter>");
	assert_true(terminal_wait_text(t, "> Register"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "Registered, and waiting for validation by the support office."));
	terminal_send(t, "geheim geheim<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Signed in: Bea Back."));
	confirm_address(t, "back@school");
	terminal_send(t, "2c<Tab>Before I was known<Esc>1");
	assert_true(terminal_wait_at(t, 0, "Home"));
	join_up_with_known(w);
	terminal_send(t, "s");
	assert_true(terminal_wait_text(t, "Your sign-in has ended."));
	terminal_send(t, "s");
	assert_true(terminal_wait_at(t, 0, "Sign in"));
	terminal_send(t, "geheim geheim<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Signed in: Bea Back."));
	assert_true(terminal_wait_gone(t, "Registration:"));
	terminal_send(t, "2");
	assert_true(terminal_wait_text(t, "Before I was known"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
}

/* Ada invites an address that nobody has. */
static void invite_address(struct world *w)
{
	struct terminal *t = choose(w, "ada", "<Down><Enter>", "Sign in");

	terminal_send(t, w->url);
	terminal_send(t, "<Enter>Ada<Enter>");
	terminal_send(t, w->password);
	terminal_send(t, "<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Signed in: Ada."));
	terminal_send(t, "4");
	assert_true(terminal_wait_text(t, "River"));
	terminal_send(t, "<Home><Enter>");
	assert_true(terminal_wait_at(t, 0, "River"));
	stage_open_part(t, "Members");
	terminal_send(t, "clate@school.example<Enter>");
	assert_true(terminal_wait_at(t, 0, "Invite by e-mail"));
	terminal_send(t, "<Esc>s");
	assert_true(terminal_wait_text(t, "late@school.example"));
	terminal_send(t, "1");
	pair_fetches(t, "sent at");
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
}

/* Whoever registers with it finds the invitation, and says yes once they are accepted. */
static void an_invitation_waits_for_who_registers(void **state)
{
	struct world *w = *state;
	struct terminal *t;

	make_project(w);
	invite_address(w);
	t = choose(w, "late", "<Down><Down><Enter>", "Register");
	terminal_send(t, w->url);
	terminal_send(t, "<Enter>late@school.example<Enter>late<Enter>geheim geheim<Enter>Lea Late<Enter>teacher<Enter>Greek<Enter><Enter>"
	                 "Gymnasio<Enter>Drama<Enter>");
	assert_true(terminal_wait_text(t, "> Register"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "Registered, and waiting for validation by the support office."));
	terminal_send(t, "geheim geheim<C-x><Enter>");
	assert_true(terminal_wait_text(t, "Signed in: Lea Late."));
	confirm_address(t, "late@school");
	pair_fetches(t, "Invitation to \"River\": Ada");
	terminal_send(t, "<Home>");
	stage_go_to(t, "answer   Invitation");
	terminal_send(t, "a");
	assert_true(terminal_wait_at(t, -1, "This waits until your registration is accepted."));
	accept_at_desk(w, "late");
	terminal_send(t, "s");
	assert_true(terminal_wait_gone(t, "Registration:"));
	terminal_send(t, "<Home>");
	stage_go_to(t, "answer   Invitation");
	terminal_send(t, "a");
	assert_true(terminal_wait_at(t, -1, "Yes: Ada."));
	pair_fetches(t, "sent at");
	terminal_send(t, "4");
	pair_fetches(t, "active   River");
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_registers_signs_in),
		cmocka_unit_test(a_cut_after_the_answer_registers_once),
		cmocka_unit_test(an_invitation_waits_for_who_registers),
		cmocka_unit_test(a_known_school_is_found_and_a_known_person_told),
		cmocka_unit_test(a_forgotten_password_is_set_anew),
		cmocka_unit_test(who_was_here_before_goes_on_as_that_one),
		cmocka_unit_test(looking_around_is_the_demo),
		cmocka_unit_test(a_guest_reads_what_is_public),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
