/* A shared computer: after signing out nothing of anybody can be read; the password opens it again, with or without a line. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/pair.h"
#include "lib/process.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"
#include "twinline/records/outbox.h"

enum { ROUNDS = 12, ROUND_NS = 2500 * 1000 };

static const char subject[] = "Quittenmarmelade", text[] = "Brombeersirup";

static void paths_again(struct world *w)
{
	paths_release(&w->paths);
	assert_int_equal(paths_init(&w->paths, NULL, NULL), 0);
}

static int set_up(void **state)
{
	struct world *w = world_start(&(struct world_options){ .bare = true, .signed_out = true });

	world_set(SETTING_SHARED, "yes");
	paths_again(w);
	assert_non_null(w->paths.sealed);
	*state = w;
	return 0;
}

static int tear_down(void **state)
{
	world_free(*state);
	return 0;
}

/* Waits until the engine has ended, which is a moment after its last word. */
static void await_end(struct world *w)
{
	for (int64_t until = clock_monotonic_ms() + 10000; world_engine(w) && clock_monotonic_ms() < until;)
		poll(NULL, 0, 2);
	assert_int_equal(world_engine(w), 0);
}

static bool sign_in(struct world *w)
{
	bool is_in = world_sign_in(w);

	if (is_in) {
		await_end(w);
		paths_again(w);
	}
	return is_in;
}

static void sign_out(struct world *w)
{
	const char *words[] = { "sign-out", NULL };
	char *said;

	assert_int_equal(world_run("twinline", words, NULL, &said), 0);
	assert_non_null(strstr(said, "Nothing of yours can be read here now"));
	free(said);
	await_end(w);
	paths_again(w);
	assert_non_null(strstr(w->paths.data, "/nobody"));
}

/* A message to oneself in the outbox, and a draft, as a face keeps them. */
static void write_something(struct world *w)
{
	struct draft draft = { .type = &record_types[TYPE_Message], .open = true };
	struct store s;

	draft.body = xasprintf("{\"subject\":\"%s\",\"text\":\"%s\"}", subject, text);
	assert_int_equal(store_open(&s, w->paths.store, STORE_REPLICA, 0, NULL), 0);
	assert_int_equal(draft_save(&s, &draft, NULL), 0);
	store_close(&s);
	draft_release(&draft);
}

static int64_t drafts(struct world *w)
{
	struct store s;
	struct db_stmt *stmt;
	int64_t count;

	assert_int_equal(store_open(&s, w->paths.store, STORE_REPLICA, 0, NULL), 0);
	stmt = db_prepare(s.db, "SELECT count(*) FROM draft WHERE instr(body, ?1) > 0");
	db_bind_text(stmt, 1, text);
	assert_int_equal(db_step(stmt, NULL), 1);
	count = db_int(stmt, 0);
	db_reset(stmt);
	store_close(&s);
	return count;
}

static char *token(struct world *w)
{
	struct str file = { 0 };
	struct json *login;
	char *copy;

	assert_int_equal(file_read(w->paths.token, 10000, &file, NULL), 0);
	login = json_parse(file.text, file.len, NULL);
	copy = xstrdup(json_get_text(login, "token"));
	json_free(login);
	str_release(&file);
	return copy;
}

static void nothing_can_be_read_after_signing_out(void **state)
{
	struct world *w = *state;
	char *secret;

	assert_true(sign_in(w));
	json_free(world_sync(w));
	write_something(w);
	secret = token(w);
	assert_true(world_holds(w, text));
	assert_true(world_holds(w, w->name));
	assert_true(world_holds(w, secret));
	sign_out(w);
	assert_false(world_holds(w, text));
	assert_false(world_holds(w, subject));
	assert_false(world_holds(w, w->name));
	assert_false(world_holds(w, secret));
	free(secret);
}

static void the_password_opens_it_without_a_line(void **state)
{
	struct world *w = *state;
	char *right = w->password, wrong[] = "a wrong one";

	world_portal_end(w, SIGTERM);
	w->password = wrong;
	assert_false(sign_in(w));
	assert_non_null(strstr(w->paths.data, "/nobody"));
	w->password = right;
	world_engine_end(w, SIGTERM);
	assert_true(sign_in(w));
	assert_int_equal(drafts(w), 1);
	world_portal_start(w);
	json_free(world_sync(w)); /* the sign-in was sealed too */
	sign_out(w);
}

/* Which file it is that holds what the person signed in has. */
static ino_t sealed_file(struct world *w)
{
	char *path = xasprintf("%s%s", w->paths.sealed, strrchr(w->paths.data, '/'));
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	free(path);
	return st.st_ino;
}

static void await_sealed(struct world *w, ino_t before)
{
	for (int64_t until = clock_monotonic_ms() + 10000; sealed_file(w) == before && clock_monotonic_ms() < until;)
		poll(NULL, 0, 2);
}

/* Wherever the engine dies, what is sealed opens: as it was before or as it was after. */
static void a_killed_engine_leaves_a_whole_file(void **state)
{
	struct world *w = *state;

	int64_t before = 1;
	ino_t sealed;

	for (int round = 0; round < ROUNDS; round++) {
		assert_true(sign_in(w));
		assert_in_range(drafts(w), before, before + 1);
		before = drafts(w);
		write_something(w);
		sealed = sealed_file(w);
		world_engine_start(w); /* it begins with sealing what is there */
		nanosleep(&(struct timespec){ .tv_nsec = round * ROUND_NS }, NULL);
		if (round == ROUNDS - 1)
			await_sealed(w, sealed);
		process_end(world_engine(w), SIGKILL);
		assert_int_equal(file_remove_tree(w->paths.open, NULL), 0); /* the computer starts anew: what lay in memory is gone */
		paths_again(w);
		assert_false(world_holds(w, text));
	}
	assert_true(sign_in(w));
	assert_int_equal(drafts(w), before + 1); /* the last blow came after it was sealed */
	sign_out(w);
}

/* A password that was changed elsewhere signs in, but what it does not open is neither lost nor begun anew. */
static void the_password_before_opens_what_it_sealed(void **state)
{
	struct world *w = *state;
	const char *words[] = { "user", "passwd", w->portal_dir, w->name, NULL };
	char *before = w->password, after[] = "another password", *input = xasprintf("%s\n", after);

	assert_int_equal(world_run("twinline-portal", words, input, NULL), 0);
	w->password = after;
	assert_false(sign_in(w));
	assert_non_null(strstr(w->paths.data, "/nobody"));
	w->password = before;
	world_engine_end(w, SIGTERM);
	assert_true(sign_in(w)); /* here; at the portal that sign-in has ended */
	assert_int_equal(drafts(w), 1);
	w->password = after;
	assert_true(world_sign_in(w));
	world_engine_end(w, SIGTERM);
	sign_out(w);
	assert_true(sign_in(w)); /* sealed with the new one since */
	assert_int_equal(drafts(w), 1);
	sign_out(w);
	w->password = before;
	assert_false(sign_in(w));
	w->password = xstrdup(after);
	free(before);
	free(input);
	world_engine_end(w, SIGTERM);
}

static void two_people_have_a_file_each(void **state)
{
	struct world *w = *state;
	char *first = w->name, second[] = "Zweite";

	free(world_add_person(w, second));
	w->name = second;
	assert_true(sign_in(w));
	assert_int_equal(drafts(w), 0);
	sign_out(w);
	w->name = first;
	assert_true(sign_in(w));
	assert_int_equal(drafts(w), 1);
	sign_out(w);
}

/* How many messages with that subject the signed-in person has, sent ones among them. */
static int64_t letters(struct world *w, const char *about)
{
	struct store s;
	struct db_stmt *stmt;
	int64_t count;

	assert_int_equal(store_open(&s, w->paths.store, STORE_REPLICA, 0, NULL), 0);
	stmt = db_prepare(s.db, "SELECT count(*) FROM record WHERE type = ?1 AND instr(body, ?2) > 0 AND id IS NOT NULL");
	db_bind_int(stmt, 1, TYPE_Message);
	db_bind_text(stmt, 2, about);
	assert_int_equal(db_step(stmt, NULL), 1);
	count = db_int(stmt, 0);
	db_reset(stmt);
	store_close(&s);
	return count;
}

static void queue_letter(struct world *w, const char *person, const char *about)
{
	struct json *body = json_new_object();
	struct account mine;
	struct store s;

	json_set_string(json_push(json_set(body, "to", json_new_array()), json_new_object()), "id", person);
	json_set_string(body, "subject", about);
	assert_int_equal(store_open(&s, w->paths.store, STORE_REPLICA, 0, NULL), 0);
	assert_true(account_by_kind(&s, ACCOUNT_PERSONAL, &mine));
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_true(outbox_create(&s, mine.local, &record_types[TYPE_Message], body, 0, NULL) > 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	account_release(&mine);
	store_close(&s);
	json_free(body);
}

static void what_waits_of_one_goes_with_no_other(void **state)
{
	static const char about[] = "Hagebutten";
	struct world *w = *state;
	char *first = w->name, third[] = "Dritte", *person = world_add_person(w, third);

	assert_true(sign_in(w));
	json_free(world_sync(w));
	world_engine_end(w, SIGTERM);
	relay_shut(w->relay);
	queue_letter(w, person, about);
	sign_out(w);
	relay_open(w->relay);
	w->name = third;
	assert_true(sign_in(w));
	json_free(world_sync(w));
	assert_int_equal(letters(w, about), 0);
	sign_out(w);
	w->name = first;
	assert_true(sign_in(w));
	json_free(world_sync(w));
	assert_int_equal(letters(w, about), 1);
	sign_out(w);
	w->name = third;
	assert_true(sign_in(w));
	json_free(world_sync(w));
	assert_int_equal(letters(w, about), 1);
	sign_out(w);
	w->name = first;
	free(person);
}

/* The same by hand: the face opens what the password opens, and leaves nothing behind. */
static void a_face_signs_in_and_out(void **state)
{
	struct world *w = *state;
	struct terminal *t = world_face(w, 24, 80, NULL);

	assert_true(terminal_wait_text(t, "Move to yours or type its name"));
	terminal_send(t, "<Enter>");
	assert_true(terminal_wait_text(t, "shared: nothing stays after signing out"));
	terminal_send(t, "<Down><Enter>");
	assert_true(terminal_wait_at(t, 0, "Sign in"));
	terminal_send(t, w->url);
	terminal_send(t, "<Enter>");
	terminal_send(t, w->name);
	terminal_send(t, "<Enter>");
	terminal_send(t, w->password);
	assert_true(terminal_wait_text(t, "The portal is on this computer: nothing leaves it."));
	terminal_send(t, "<C-x><Enter>");
	assert_true(terminal_wait_gone(t, "Sign in"));
	assert_true(terminal_wait_text(t, subject)); /* the draft that was left open */
	terminal_send(t, "<Esc>");
	assert_true(terminal_wait_gone(t, "Typing."));
	terminal_send(t, "xsign-out<Enter>");
	assert_true(terminal_wait_text(t, "What would you like?"));
	assert_false(world_holds(w, text));
	assert_false(world_holds(w, w->name));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	await_end(w);
}

/* Without a line a face opens what is sealed, and says what a wrong password is. */
static void a_face_needs_no_line(void **state)
{
	struct world *w = *state;
	struct terminal *t;

	world_portal_end(w, SIGTERM);
	t = world_face(w, 24, 80, NULL);
	assert_true(terminal_wait_text(t, "What would you like?"));
	terminal_send(t, "<Down><Enter>");
	assert_true(terminal_wait_at(t, 0, "Sign in"));
	terminal_send(t, w->url);
	terminal_send(t, "<Enter>");
	terminal_send(t, w->name);
	terminal_send(t, "<Enter>wrong<C-x><Enter>");
	assert_true(terminal_wait_text(t, "This password does not open what is kept here under that name."));
	terminal_send(t, "<Up><Up><Up><Up><Enter><C-u>"); /* Call it, Computer, Show, Password */
	terminal_send(t, w->password);
	terminal_send(t, "<C-x><Enter>");
	assert_true(terminal_wait_text(t, subject));
	terminal_send(t, "<Esc>");
	assert_true(terminal_wait_gone(t, "Typing."));
	terminal_send(t, "xsign-out<Enter>");
	assert_true(terminal_wait_text(t, "What would you like?"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	await_end(w);
	world_portal_start(w);
	paths_again(w);
}

/* A name that was typed before somebody said that the computer is shared goes with the store it was in. */
static void what_was_typed_before_goes_too(void **state)
{
	struct world *w = *state;
	const char *no[] = { "settings", "shared", "no", NULL };
	struct terminal *t;

	assert_int_equal(world_run("twinline", no, NULL, NULL), 0);
	t = world_face(w, 24, 80, NULL);
	assert_true(terminal_wait_text(t, "mine; or shared: nothing stays after signing out"));
	terminal_send(t, "<Down><Enter>");
	assert_true(terminal_wait_at(t, 0, "Sign in"));
	terminal_send(t, w->url);
	terminal_send(t, "<Enter>Pfefferkorn<Tab><Tab><Tab>");
	assert_true(terminal_wait_cursor(t, 5, 0));
	assert_true(world_holds(w, "Pfefferkorn"));
	terminal_send(t, "<Space>");
	assert_true(terminal_wait_text(t, "shared: nothing stays after signing out"));
	assert_true(terminal_wait_text(t, "What would you like?"));
	assert_false(world_holds(w, "Pfefferkorn"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	await_end(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_can_be_read_after_signing_out),
		cmocka_unit_test(the_password_opens_it_without_a_line),
		cmocka_unit_test(the_password_before_opens_what_it_sealed),
		cmocka_unit_test(two_people_have_a_file_each),
		cmocka_unit_test(what_waits_of_one_goes_with_no_other),
		cmocka_unit_test(a_face_signs_in_and_out),
		cmocka_unit_test(a_face_needs_no_line),
		cmocka_unit_test(what_was_typed_before_goes_too),
		cmocka_unit_test(a_killed_engine_leaves_a_whole_file),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
