/* Files from one computer to the other: uploaded before what names them, exactly once, whatever the line does; sent on by name. */
#include "lib/suite.h"

#include <signal.h>
#include <unistd.h>

#include "lib/two_files.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"
#include "twinline/records/message.h"

enum { BIG = 300 * 1000 };

/* The file of a message of mine here. */
static struct blob_ref *file_here(struct two *t, int64_t entry, struct message *m)
{
	struct outbox_entry sent;
	assert_true(outbox_get(&t->s, entry, &sent));
	assert_true(message_read(&t->s, sent.record, m));
	outbox_entry_release(&sent);
	assert_int_equal(m->files.count, 1);
	return &m->files.at[0];
}

static void a_file_goes_before_its_letter(void **state)
{
	struct two *t = *state;
	char *bytes = two_many_bytes(BIG), *back = xmalloc(BIG);
	struct message m;
	struct err e = { 0 };
	int64_t entry = two_write_with(t, "measured", two_file(t, "pomiary.csv", bytes, BIG));
	struct outbox_entry waiting;
	assert_true(outbox_get(&t->s, entry, &waiting));
	assert_true(waiting.size > BIG); /* the price of Send */
	outbox_entry_release(&waiting);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	struct json *letter = two_letter(t, "measured");
	assert_string_equal(json_get_text(json_at(json_get(letter, "files"), 0), "type"), "text/csv");
	two_assert_file(t, letter, 0, "pomiary.csv", bytes, BIG);
	/* Here it has the portal's name now, and its bytes are here still: nobody has to fetch what was sent. */
	struct blob_ref *file = file_here(t, entry, &m);
	assert_int_equal(blob_read(&t->s, t->account, file->id, 0, back, BIG, &e), BIG);
	assert_memory_equal(back, bytes, BIG);
	message_release(&m);
	json_free(letter);
	free(back);
	free(bytes);
}

/* Cut in the file, before its answer, in the letter, before the letter's answer: it arrives once. */
static void a_line_that_breaks_doubles_nothing(void **state)
{
	struct two *t = *state;
	char *bytes = two_many_bytes(BIG);
	static const struct { const char *subject; int64_t up, down; } cuts[] = {
		{ "cut in the file", BIG / 2, -1 }, { "cut before its answer", -1, 10 }, { "cut in the letter", BIG + 1500, -1 },
		{ "cut before the letter's answer", -1, 900 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cuts); i++) {
		if (cuts[i].up >= 0)
			relay_cut_up_at(t->pair.world->relay, cuts[i].up);
		else
			relay_cut_down_at(t->pair.world->relay, cuts[i].down);
		int64_t entry = two_write_with(t, cuts[i].subject, two_file(t, "big.bin", bytes, BIG));
		assert_true(two_sync_through(t, 5));
		assert_int_equal(two_state(t, entry), OUTBOX_SENT);
		struct json *letter = two_letter(t, cuts[i].subject);
		two_assert_file(t, letter, 0, "big.bin", bytes, BIG);
		json_free(letter);
	}
	assert_true(relay_counts(t->pair.world->relay).cuts >= 3);
	free(bytes);
}

/* The engine dies wherever it is with it. */
static void deaths_of_the_engine_double_nothing(void **state)
{
	struct two *t = *state;
	char *bytes = two_many_bytes(BIG);
	for (int i = 0; i < 6; i++) {
		char *subject = xasprintf("through death %d", i);
		int64_t entry = two_write_with(t, subject, two_file(t, "big.bin", bytes, BIG));
		two_tell(t, "sync");
		pair_let_work(&t->pair, 30000);
		world_engine_end(t->pair.world, SIGKILL);
		two_connect(t);
		assert_true(two_sync_through(t, 5));
		assert_int_equal(two_state(t, entry), OUTBOX_SENT);
		struct json *letter = two_letter(t, subject);
		two_assert_file(t, letter, 0, "big.bin", bytes, BIG);
		json_free(letter);
		free(subject);
	}
	free(bytes);
}

/* The file has gone up, and by the portal's clock too long ago: it goes up once more, and nobody is asked about it. */
static void a_file_that_the_portal_has_forgotten_goes_again(void **state)
{
	struct two *t = *state;
	char *bytes = two_many_bytes(BIG);
	struct err e = { 0 };
	int64_t entry = two_write_with(t, "late", two_file(t, "big.bin", bytes, BIG));
	assert_int_equal(db_exec(t->s.db, "UPDATE upload SET remote = 'forgottn', done_at = 4000000000", &e), 0);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	struct json *letter = two_letter(t, "late");
	two_assert_file(t, letter, 0, "big.bin", bytes, BIG);
	json_free(letter);
	free(bytes);
}

/* The portal's disk is full when the parts are joined: the letter waits for room, not for its writer. */
static void a_portal_that_cannot_join_now_joins_later(void **state)
{
	struct two *t = *state;
	char *bytes = two_many_bytes(BIG);
	struct store portal;
	struct err e = { 0 };
	world_portal_store(t->pair.world, &portal);
	assert_int_equal(db_exec(portal.db, "CREATE TRIGGER full BEFORE INSERT ON blob WHEN new.size = 300000 BEGIN "
	                                    "SELECT RAISE(ABORT, 'full'); END", &e), 0);
	int64_t entry = two_write_with(t, "with patience", two_file(t, "big.bin", bytes, BIG));
	two_sync_through(t, 2);
	assert_int_equal(two_state(t, entry), OUTBOX_WAITING);
	assert_int_equal(db_exec(portal.db, "DROP TRIGGER full", &e), 0);
	store_close(&portal);
	for (int i = 0; i < 5 && two_state(t, entry) != OUTBOX_SENT; i++)
		two_sync(t);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	free(bytes);
}

static void letters_behind_a_file_do_not_wait_for_it(void **state)
{
	struct two *t = *state;
	char *bytes = two_many_bytes(BIG);
	relay_answer(t->pair.world->relay, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
	int64_t first = two_write_with(t, "with a file", two_file(t, "big.bin", bytes, BIG)), second = two_write(t, "without one");
	assert_int_not_equal(two_sync(t), ERR_OK); /* it was the file that failed: now the exchange comes first */
	relay_open(t->pair.world->relay);
	assert_true(two_sync_through(t, 5));
	int before, after;
	assert_int_equal(two_state(t, first), OUTBOX_SENT);
	assert_int_equal(two_state(t, second), OUTBOX_SENT);
	assert_int_equal(two_arrived(t, "with a file", &after), 1);
	assert_int_equal(two_arrived(t, "without one", &before), 1);
	assert_true(after < before); /* newer */
	free(bytes);
}

static void what_has_a_file_is_sent_on_by_name(void **state)
{
	struct two *t = *state;
	struct message m;
	int64_t entry = two_write_with(t, "the plan", two_file(t, "plan.ods", "plan of lessons", 15));
	assert_int_equal(two_sync(t), ERR_OK);
	struct blob_ref *file = file_here(t, entry, &m);
	struct json *files = json_new_array(), *again = json_push(files, json_new_object());
	json_set_string(again, "blobId", file->id);
	json_set_string(again, "name", file->name);
	message_release(&m);
	relay_reset(t->pair.world->relay);
	entry = two_write_with(t, "Fwd: the plan", files);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_int_equal(relay_counts(t->pair.world->relay).requests, 1); /* nothing went up again */
	struct json *letter = two_letter(t, "Fwd: the plan");
	two_assert_file(t, letter, 0, "plan.ods", "plan of lessons", 15);
	json_free(letter);
}

/* The whole way by keys: a file is added to an answer, and what came with it is sent on. */
static void a_person_adds_a_file_and_sends_it_on(void **state)
{
	struct pair *p = *state;
	struct two t = { .pair = *p }; /* for what looks at the friend's side */
	char *path = xasprintf("%s/plan of lessons.txt", p->world->dir);
	assert_int_equal(file_write(path, "Monday: water", 13, 0600, NULL), 0);
	pair_write(p, "question", 1);
	json_free(world_sync(p->world));
	struct terminal *face = pair_face(p, 24, 80);
	terminal_send(face, "2");
	assert_true(terminal_wait_text(face, "question 0"));
	terminal_send(face, "rHere it is.<C-x><Down><Enter><C-u>");
	terminal_send(face, p->world->dir);
	terminal_send(face, "/plan<Tab><Enter>");
	assert_true(terminal_wait_text(face, "File      plan of lessons.txt, 0"));
	assert_int_equal(unlink(path), 0);
	terminal_send(face, "s");
	assert_true(terminal_wait_text(face, "Goes out at"));
	assert_true(letters_deliver(p->world));
	struct json *letter = two_letter(&t, "Re: question 0");
	two_assert_file(&t, letter, 0, "plan of lessons.txt", "Monday: water", 13);
	json_free(letter);
	/* The newest of the conversation is mine now, with its file: it goes on to the friend. */
	terminal_send(face, "<Enter><End>");
	assert_true(terminal_wait_text(face, "file  plan of lessons.txt, 0.1 KB, here"));
	terminal_send(face, "F");
	assert_true(terminal_wait_text(face, "Fwd: "));
	assert_true(terminal_wait_text(face, "File      plan of lessons.txt"));
	char *name = xasprintf("%s,", p->friend);
	terminal_send(face, name);
	terminal_send(face, "<C-x><Enter>");
	assert_true(terminal_wait_text(face, "Goes out at"));
	assert_true(letters_deliver(p->world));
	letter = two_letter(&t, "Fwd: Re: question 0");
	two_assert_file(&t, letter, 0, "plan of lessons.txt", "Monday: water", 13);
	assert_non_null(strstr(json_get_text(letter, "text"), "> Here it is."));
	p->reading = t.pair.reading;
	json_free(letter);
	terminal_free(face);
	free(name);
	free(path);
}

/* The friend's file comes when it is asked for, whole, and stays. */
static void a_file_comes_when_asked_for(void **state)
{
	struct two *t = *state;
	struct json *answer, *packet, *arguments = json_new_object();
	struct err e = { 0 };
	char back[40];
	char *path = xasprintf("/jmap/upload/%s/", t->pair.reading.account);
	assert_int_equal(portal_client_request(&t->pair.reading, "POST", path, "[1, 2, 3]", &answer), 201);
	json_set_string(arguments, "accountId", t->pair.reading.account);
	struct json *m = json_set(json_set(arguments, "create", json_new_object()), "m", json_new_object());
	json_set_string(json_push(json_set(m, "to", json_new_array()), json_new_object()), "id", t->pair.reading.correspondent);
	json_set_string(m, "subject", "numbers");
	struct json *file = json_push(json_set(m, "files", json_new_array()), json_new_object());
	json_set_string(file, "blobId", json_get_text(answer, "blobId"));
	json_set_string(file, "name", "numbers.json");
	json_free(portal_client_call(&t->pair.reading, "Message/set", arguments));
	assert_int_equal(two_sync(t), ERR_OK);
	/* What the record here says of it. */
	int64_t locals[10];
	struct record_query newest = { .account = t->account, .type = &record_types[TYPE_Message], .limit = 1, .ascending = false };
	assert_int_equal(record_list(&t->s, &newest, locals, NULL, NULL, &e), 1);
	struct message got;
	assert_true(message_read(&t->s, locals[0], &got));
	assert_int_equal(got.files.count, 1);
	assert_false(blob_has(&t->s, t->account, got.files.at[0].id));
	packet = json_new_object();
	json_set_string(packet, "do", "file");
	json_set_integer(packet, "account", t->account);
	json_set_string(packet, "blob", got.files.at[0].id);
	json_set_string(packet, "type", "application/json");
	json_set_integer(packet, "size", got.files.at[0].size);
	assert_true(engine_send(&t->engine, packet));
	json_free(two_hear(t, "file"));
	assert_int_equal(blob_read(&t->s, t->account, got.files.at[0].id, 0, back, sizeof back, &e), 9);
	assert_memory_equal(back, "[1, 2, 3]", 9);
	/* One that is not there is told of. */
	packet = json_new_object();
	json_set_string(packet, "do", "file");
	json_set_integer(packet, "account", t->account);
	json_set_string(packet, "blob", "azzzzzzz");
	json_set_integer(packet, "size", 9);
	assert_true(engine_send(&t->engine, packet));
	struct json *failed = two_hear(t, "failed");
	assert_string_equal(json_get_text(failed, "do"), "file");
	json_free(failed);
	message_release(&got);
	json_free(answer);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_file_goes_before_its_letter, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_line_that_breaks_doubles_nothing, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(deaths_of_the_engine_double_nothing, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_file_that_the_portal_has_forgotten_goes_again, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_portal_that_cannot_join_now_joins_later, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(letters_behind_a_file_do_not_wait_for_it, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(a_person_adds_a_file_and_sends_it_on, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_file_comes_when_asked_for, two_set_up, two_tear_down),
		cmocka_unit_test_setup_teardown(what_has_a_file_is_sent_on_by_name, two_set_up, two_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
