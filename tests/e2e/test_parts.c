/* Large files in parts: what went or came stays through cuts, deaths, lies and a full disk, and letters do not wait behind them. */
#include "lib/suite.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lib/two_files.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/jmap/digest.h"
#include "twinline/records/blob.h"
#include "twinline/records/download.h"
#include "twinline/records/upload.h"

/*
 * LOST: what a blow may cost, for the part under way goes again. Where the line is as fast as memory, parts are 4 KB at first and
 * twice as large with each that arrives, up to 512 KB; TALK is what all the requests weigh.
 */
enum { BIG = 1500 * 1000, LOST = 600 * 1000, TALK = 60 * 1000, SLOW_BITS = 8 * 1000 * 1000 };

static char *bytes;

static int set_up(void **state)
{
	bytes = two_many_bytes(BIG);
	return two_set_up(state);
}

static int tear_down(void **state)
{
	free(bytes);
	return two_tear_down(state);
}

static int64_t wire(const struct two *t)
{
	struct relay_counts counts = relay_counts(t->pair.world->relay);
	return counts.up + counts.down;
}

/* --- up --- */

static void assert_arrived(struct two *t, const char *subject)
{
	struct json *letter = two_letter(t, subject);
	two_assert_file(t, letter, 0, "big.bin", bytes, BIG);
	json_free(letter);
}

static void it_goes_up_from_where_it_was_cut(void **state)
{
	static const int64_t cuts[] = { 1, 30 * 1000, BIG / 2, BIG * 9 / 10, BIG - 1 };
	struct two *t = *state;
	for (size_t i = 0; i < ARRAY_SIZE(cuts); i++) {
		char *subject = xasprintf("cut %zu", i);
		relay_reset(t->pair.world->relay);
		relay_cut_up_at(t->pair.world->relay, cuts[i]);
		int64_t entry = two_write_with(t, subject, two_file(t, "big.bin", bytes, BIG));
		assert_true(two_sync_through(t, 5));
		assert_int_equal(two_state(t, entry), OUTBOX_SENT);
		assert_int_equal(relay_counts(t->pair.world->relay).cuts, 1);
		assert_in_range(wire(t), BIG, BIG + LOST + TALK);
		assert_arrived(t, subject);
		free(subject);
	}
}

/* Waits for the news of a file that at least so much of it is there. */
static void await_part(struct two *t, int64_t least)
{
	for (bool there = false; !there;) {
		struct json *packet = two_hear(t, "progress");
		there = text_equal(json_get_text(packet, "phase"), "file") && json_get_integer(packet, "done", 0) >= least;
		json_free(packet);
	}
}

static void deaths_cost_the_part_under_way(void **state)
{
	struct two *t = *state;
	int64_t entry = two_write_with(t, "through deaths", two_file(t, "big.bin", bytes, BIG));
	relay_line(t->pair.world->relay, SLOW_BITS, 0);
	relay_reset(t->pair.world->relay);
	two_tell(t, "sync");
	await_part(t, 200 * 1000);
	world_engine_end(t->pair.world, SIGKILL);
	two_connect(t);
	two_tell(t, "sync");
	await_part(t, 500 * 1000);
	pair_portal_again(&t->pair);
	relay_line(t->pair.world->relay, 0, 0);
	assert_true(two_sync_through(t, 8));
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_in_range(wire(t), BIG, BIG + 2 * LOST + TALK);
	assert_arrived(t, "through deaths");
}

static void a_letter_does_not_wait_behind_a_file(void **state)
{
	struct two *t = *state;
	int64_t done, total, entry = two_write_with(t, "with a file", two_file(t, "big.bin", bytes, BIG));
	relay_line(t->pair.world->relay, SLOW_BITS / 2, 0);
	two_tell(t, "wake");
	await_part(t, 1);
	int64_t letter = two_write(t, "quick word");
	two_tell(t, "wake");
	while (two_state(t, letter) != OUTBOX_SENT)
		await_part(t, 1);
	assert_true(upload_progress(&t->s, entry, clock_now(), &done, &total));
	assert_in_range(done, 1, total - 1);
	assert_int_not_equal(two_state(t, entry), OUTBOX_SENT);
	assert_int_equal(two_arrived(t, "quick word", NULL), 1);
	relay_line(t->pair.world->relay, 0, 0);
	assert_true(two_sync_through(t, 5));
	assert_arrived(t, "with a file");
}

/* Taken out of the outbox in the middle: the part under way ends, and what arrived counts when it goes again. */
static void taken_back_and_sent_again(void **state)
{
	struct two *t = *state;
	struct err e = { 0 };
	struct json *files = two_file(t, "big.bin", bytes, BIG), *again = json_copy(files);
	int64_t entry = two_write_with(t, "not yet", files);
	relay_line(t->pair.world->relay, SLOW_BITS, 0);
	relay_reset(t->pair.world->relay);
	two_tell(t, "wake");
	await_part(t, 200 * 1000);
	assert_int_equal(db_begin(t->s.db, &e), 0);
	assert_int_equal(outbox_take_back(&t->s, entry, &e), 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_in_range(wire(t), 200 * 1000, BIG * 2 / 3);
	relay_line(t->pair.world->relay, 0, 0);
	entry = two_write_with(t, "now", again);
	assert_true(two_sync_through(t, 5));
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_in_range(wire(t), BIG, BIG + LOST + TALK);
	assert_arrived(t, "now");
}

/* The portal has forgotten parts, by its own clock: they go again, and they alone. */
static void parts_that_the_portal_forgot_go_again(void **state)
{
	struct two *t = *state;
	struct err e = { 0 };
	int64_t entry = two_write_with(t, "forgotten", two_file(t, "big.bin", bytes, BIG));
	relay_line(t->pair.world->relay, SLOW_BITS, 0);
	relay_reset(t->pair.world->relay);
	two_tell(t, "wake");
	await_part(t, 200 * 1000);
	assert_int_equal(db_begin(t->s.db, &e), 0);
	assert_int_equal(db_exec(t->s.db, "UPDATE upload_part SET remote = 'pforgott' WHERE start = 0", &e), 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	relay_line(t->pair.world->relay, 0, 0);
	assert_true(two_sync_through(t, 5));
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_in_range(wire(t), BIG, BIG + LOST + TALK);
	assert_arrived(t, "forgotten");
}

/* --- a line that lies --- */

/* Answers a range with as many other bytes, and the digest that the right ones might have. */
static void answer_wrongly(const char *request, struct str *answer)
{
	const char *range = strstr(request, "Range: bytes=");
	char *rest, *digest = content_digest("other bytes", 11);
	assert_non_null(range);
	long long from = strtoll(range + strlen("Range: bytes="), &rest, 10), to = strtoll(rest + 1, NULL, 10);
	str_addf(answer, "HTTP/1.1 206 Partial\r\nContent-Type: a/b\r\nContent-Range: bytes %lld-%lld/%d\r\nContent-Length: %lld\r\n"
	         "Content-Digest: %s\r\n\r\n", from, to, BIG, to - from + 1, digest);
	while (from++ <= to)
		str_addc(answer, 'x');
	free(digest);
}

/* Changes a byte of the first two parts that go up, and answers the first two ranges that are asked for with other bytes. */
static void lie(void *data, struct str *request, struct str *answer)
{
	static int up, down;
	(void)data;
	if (starts_with(request->text, "POST /jmap/upload/") && up++ < 2)
		request->text[request->len - 1] ^= 1;
	else if (starts_with(request->text, "GET /jmap/download/") && down++ < 2)
		answer_wrongly(request->text, answer);
}

/* As a portal does that knows no RFC 9404: what comes to the API after a part is the question to join. */
static void join_nothing(void *data, struct str *request, struct str *answer)
{
	static const char body[] = "{\"type\":\"urn:ietf:params:jmap:error:unknownCapability\",\"status\":400}";
	static bool joins;
	static int answered;
	(void)data;
	if (starts_with(request->text, "POST /jmap/api") && joins && answered++ == 0)
		str_addf(answer, "HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: %zu\r\n\r\n%s", strlen(body),
		         body);
	joins = starts_with(request->text, "POST /jmap/upload/");
}

/* A relay in the place of the world's, that meddles. */
static void begin_to_meddle(struct two *t, void (*meddle)(void *data, struct str *request, struct str *answer))
{
	struct world *w = t->pair.world;
	relay_free(w->relay);
	w->relay = relay_start_meddling(w->relay_socket, w->portal_socket, &(struct relay_meddler){ .meddle = meddle });
}

static void a_portal_that_joins_nothing_gets_it_whole(void **state)
{
	enum { SIZE = 40 * 1000 };
	struct two *t = *state;
	begin_to_meddle(t, join_nothing);
	int64_t entry = two_write_with(t, "whole", two_file(t, "small.bin", bytes, SIZE));
	two_tell(t, "wake");
	await_part(t, SIZE);
	assert_true(two_sync_through(t, 5));
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	struct json *letter = two_letter(t, "whole");
	two_assert_file(t, letter, 0, "small.bin", bytes, SIZE);
	json_free(letter);
}

/* People hear of each part that was changed. */
static void await_spoilt(struct two *t, int times)
{
	while (times > 0) {
		struct json *packet = two_hear(t, "progress");
		times -= json_get_bool(packet, "spoilt", false);
		json_free(packet);
	}
}

static void a_part_that_was_changed_goes_again(void **state)
{
	struct two *t = *state;
	begin_to_meddle(t, lie);
	int64_t entry = two_write_with(t, "unharmed", two_file(t, "big.bin", bytes, BIG));
	two_tell(t, "wake");
	await_spoilt(t, 2);
	assert_true(two_sync_through(t, 5));
	assert_int_equal(two_state(t, entry), OUTBOX_SENT);
	assert_arrived(t, "unharmed");
}

/* --- down --- */

/* A file of the friend's in a letter to the teacher, that has come: what the record here calls it. */
static void receive_one(struct two *t, char blob[RECORD_ID_LENGTH + 1])
{
	struct portal_client *c = &t->pair.reading;
	struct json *made = NULL, *arguments = json_new_object(), *upload = json_new_object();
	struct str base64 = { 0 };
	crypto_base64(bytes, BIG, &base64);
	struct json *request = json_new_object(), *using = json_set(request, "using", json_new_array());
	json_push(using, json_new_string("urn:ietf:params:jmap:core"));
	json_push(using, json_new_string("urn:ietf:params:jmap:blob"));
	json_set_string(upload, "accountId", c->account);
	struct json *data = json_set(json_set(json_set(upload, "create", json_new_object()), "f", json_new_object()), "data", json_new_array());
	json_set_string(json_push(data, json_new_object()), "data:asBase64", base64.text);
	struct json *call = json_push(json_set(request, "methodCalls", json_new_array()), json_new_array());
	json_push(call, json_new_string("Blob/upload"));
	json_push(call, upload);
	json_push(call, json_new_string("0"));
	char *body = json_print(request);
	assert_int_equal(portal_client_request(c, "POST", "/jmap/api", body, &made), 200);
	const struct json *file = json_get(json_get(json_at(json_at(json_get(made, "methodResponses"), 0), 1), "created"), "f");
	json_set_string(arguments, "accountId", c->account);
	struct json *m = json_set(json_set(arguments, "create", json_new_object()), "m", json_new_object());
	json_set_string(json_push(json_set(m, "to", json_new_array()), json_new_object()), "id", c->correspondent);
	json_set_string(m, "subject", "photos");
	struct json *named = json_push(json_set(m, "files", json_new_array()), json_new_object());
	json_set_string(named, "blobId", json_get_text(file, "id"));
	json_set_string(named, "name", "photos.zip");
	json_free(portal_client_call(c, "Message/set", arguments));
	assert_int_equal(two_sync(t), ERR_OK);
	int64_t local;
	struct record_query newest = { .account = t->account, .type = &record_types[TYPE_Message], .limit = 1 };
	assert_int_equal(record_list(&t->s, &newest, &local, NULL, NULL, NULL), 1);
	struct record record;
	assert_true(record_by_local(&t->s, local, &record));
	struct json *tree = record_tree(&t->s, &record);
	snprintf(blob, RECORD_ID_LENGTH + 1, "%s", json_get_text(json_at(json_get(tree, "files"), 0), "blobId"));
	json_free(tree);
	record_free(&record);
	json_free(made);
	json_free(request);
	str_release(&base64);
	free(body);
	relay_reset(t->pair.world->relay);
}

static void tell_of(struct two *t, const char *what, const char *blob)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "do", what);
	json_set_integer(packet, "account", t->account);
	json_set_string(packet, "blob", blob);
	json_set_integer(packet, "size", BIG);
	assert_true(engine_send(&t->engine, packet));
}

static void assert_here(struct two *t, const char *blob)
{
	char *here = xmalloc(BIG);
	struct err e = { 0 };
	assert_int_equal(blob_read(&t->s, t->account, blob, 0, here, BIG, &e), BIG);
	assert_memory_equal(here, bytes, BIG);
	free(here);
}

static void it_comes_down_from_where_it_was_cut(void **state)
{
	static const int64_t cuts[] = { 100, 40 * 1000, BIG / 2, BIG - 1000 };
	struct two *t = *state;
	for (size_t i = 0; i < ARRAY_SIZE(cuts); i++) {
		char blob[RECORD_ID_LENGTH + 1];
		receive_one(t, blob);
		relay_cut_down_at(t->pair.world->relay, cuts[i]);
		tell_of(t, "file", blob);
		while (relay_counts(t->pair.world->relay).cuts == 0)
			json_free(two_hear(t, "progress"));
		two_tell(t, "wake"); /* somebody is there who waits: at once */
		json_free(two_hear(t, "file"));
		assert_here(t, blob);
		assert_in_range(wire(t), BIG, BIG + LOST + TALK);
	}
}

static void it_goes_on_by_itself_after_a_death(void **state)
{
	struct two *t = *state;
	char blob[RECORD_ID_LENGTH + 1];
	receive_one(t, blob);
	relay_line(t->pair.world->relay, SLOW_BITS, 0);
	tell_of(t, "file", blob);
	await_part(t, 200 * 1000);
	world_engine_end(t->pair.world, SIGKILL);
	two_connect(t); /* nobody asks again */
	await_part(t, 500 * 1000);
	pair_portal_again(&t->pair);
	relay_line(t->pair.world->relay, 0, 0);
	two_tell(t, "wake");
	json_free(two_hear(t, "file"));
	assert_here(t, blob);
	assert_in_range(wire(t), BIG, BIG + 2 * LOST + TALK);
}

static void stopped_and_gone_on_with(void **state)
{
	struct two *t = *state;
	char blob[RECORD_ID_LENGTH + 1];
	struct download d;
	receive_one(t, blob);
	relay_line(t->pair.world->relay, SLOW_BITS, 0);
	tell_of(t, "file", blob);
	await_part(t, 100 * 1000);
	tell_of(t, "cancel", blob);
	for (bool stopped = false; !stopped;) {
		struct json *packet = two_hear(t, "progress");
		stopped = json_get_bool(packet, "stopped", false);
		json_free(packet);
	}
	assert_true(download_get(&t->s, t->account, blob, &d));
	assert_int_equal(d.state, DOWNLOAD_STOPPED);
	assert_in_range(d.done, 100 * 1000, BIG * 2 / 3);
	download_release(&d);
	assert_int_equal(two_sync(t), ERR_OK);
	assert_in_range(wire(t), 100 * 1000, BIG * 2 / 3 + TALK); /* nothing more of it came */
	relay_line(t->pair.world->relay, 0, 0);
	tell_of(t, "file", blob);
	json_free(two_hear(t, "file"));
	assert_here(t, blob);
	assert_false(download_get(&t->s, t->account, blob, &d));
	assert_in_range(wire(t), BIG, BIG + LOST + TALK);
}

static void what_came_changed_is_fetched_again(void **state)
{
	struct two *t = *state;
	char blob[RECORD_ID_LENGTH + 1];
	receive_one(t, blob);
	begin_to_meddle(t, lie);
	tell_of(t, "file", blob);
	await_spoilt(t, 2);
	json_free(two_hear(t, "file"));
	assert_here(t, blob);
}

/* The engine's disk holds no more than it does now. */
static void fill_disk(struct two *t, bool full)
{
	pid_t engine = world_engine(t->pair.world);
	struct rlimit limit;
	assert_int_equal(prlimit(engine, RLIMIT_FSIZE, NULL, &limit), 0);
	limit.rlim_cur = full ? 1 : limit.rlim_max;
	assert_int_equal(prlimit(engine, RLIMIT_FSIZE, &limit, NULL), 0);
}

static void a_full_disk_keeps_what_came(void **state)
{
	struct two *t = *state;
	char blob[RECORD_ID_LENGTH + 1];
	struct download d;
	receive_one(t, blob);
	relay_line(t->pair.world->relay, SLOW_BITS, 0);
	tell_of(t, "file", blob);
	await_part(t, 100 * 1000);
	fill_disk(t, true);
	struct json *failed = two_hear(t, "failed");
	assert_string_equal(json_get_text(failed, "do"), "file");
	assert_string_equal(json_get_text(failed, "blob"), blob);
	assert_string_equal(json_get_text(json_get(failed, "cause"), "type"), "fileDiskFull");
	assert_true(download_get(&t->s, t->account, blob, &d));
	assert_in_range(d.done, 100 * 1000, BIG - 1);
	download_release(&d);
	json_free(failed);
	fill_disk(t, false);
	relay_line(t->pair.world->relay, 0, 0);
	tell_of(t, "file", blob);
	json_free(two_hear(t, "file"));
	assert_here(t, blob);
	assert_in_range(wire(t), BIG, BIG + LOST + TALK);
}

/* The ID that twinline list tells of the conversation with that subject, yours. */
static char *conversation(const char *subject)
{
	char *said, *id = NULL;
	assert_int_equal(world_run("twinline", (const char *[]){ "list", "--json", NULL }, NULL, &said), 0);
	struct json *list = json_parse_own(said);
	for (const struct json *i = json_first(json_get(list, "conversations")); i; i = json_next(i))
		if (text_equal(json_get_text(i, "subject"), subject))
			id = xstrdup(json_get_text(i, "id"));
	if (!id)
		fail_msg("no %s in: %s", subject, said);
	json_free(list);
	free(said);
	return id;
}

static void assert_command(const char *const *words, int status, const char *sentence)
{
	char *said;
	int is = world_run("twinline", words, NULL, &said);
	if (is != status || !strstr(said, sentence))
		fail_msg("%d, %s", is, said);
	free(said);
}

static void a_command_fetches_it(void **state)
{
	struct two *t = *state;
	char blob[RECORD_ID_LENGTH + 1], *path = xasprintf("%s/photos.zip", t->pair.world->dir), *id;
	struct str saved = { 0 };
	receive_one(t, blob);
	id = conversation("photos");
	assert_command((const char *[]){ "file", id, NULL }, 0, "1  photos.zip, 1.5 MB; to fetch: 1.5 MB, ");
	assert_command((const char *[]){ "file", id, "2", NULL }, 5, "not there");
	assert_command((const char *[]){ "file", id, "x", NULL }, 5, "not there");
	relay_line(t->pair.world->relay, SLOW_BITS, 0);
	assert_command((const char *[]){ "file", id, "1", "--output", path, NULL }, 0, " KB of 1.5 MB, ");
	assert_int_equal(file_read(path, BIG + 1, &saved, NULL), 0);
	assert_int_equal(saved.len, BIG);
	assert_memory_equal(saved.text, bytes, BIG);
	assert_command((const char *[]){ "file", id, NULL }, 0, "1  photos.zip, 1.5 MB, here");
	assert_command((const char *[]){ "file", id, "1", "--output", path, NULL }, 1, "exists already");
	assert_int_equal(unlink(path), 0);
	assert_command((const char *[]){ "file", id, "1", "--output", path, "--json", NULL }, 0, "\"here\":1500000");
	str_release(&saved);
	free(path);
	free(id);
}

/* By keys: asked for, watched, stopped, gone on with, and saved in the end. */
static void a_person_fetches_it(void **state)
{
	struct two *t = *state;
	char blob[RECORD_ID_LENGTH + 1];
	receive_one(t, blob);
	relay_line(t->pair.world->relay, SLOW_BITS, 0);
	struct terminal *face = pair_face(&t->pair, 24, 80);
	terminal_send(face, "2");
	assert_true(terminal_wait_text(face, "photos"));
	terminal_send(face, "<Enter>");
	assert_true(terminal_wait_text(face, "file  photos.zip, 1.5 MB, not fetched ("));
	terminal_send(face, "<Tab><Enter>");
	assert_true(terminal_wait_text(face, "1 not now  2 fetch"));
	terminal_send(face, "2");
	assert_true(terminal_wait_text(face, "> file  photos.zip, fetching, "));
	terminal_send(face, "d");
	assert_true(terminal_wait_text(face, "> file  photos.zip, 1.5 MB, stopped, "));
	relay_line(t->pair.world->relay, 0, 0);
	terminal_send(face, "u");
	assert_true(terminal_wait_text(face, "Save as: ~/photos.zip"));
	assert_true(terminal_wait_text(face, "> file  photos.zip, 1.5 MB, here"));
	assert_here(t, blob);
	terminal_free(face);
}

/* Without a line it says so, and the file comes when there is one. */
static void without_a_line_it_comes_later(void **state)
{
	struct two *t = *state;
	char blob[RECORD_ID_LENGTH + 1], *path = xasprintf("%s/photos.zip", t->pair.world->dir), *id;
	receive_one(t, blob);
	id = conversation("photos");
	relay_cut(t->pair.world->relay);
	assert_command((const char *[]){ "file", id, "1", "--output", path, NULL }, 3, "twinline: ");
	relay_open(t->pair.world->relay);
	two_tell(t, "wake");
	json_free(two_hear(t, "file"));
	assert_here(t, blob);
	free(path);
	free(id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_goes_up_from_where_it_was_cut, set_up, tear_down),
		cmocka_unit_test_setup_teardown(deaths_cost_the_part_under_way, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_letter_does_not_wait_behind_a_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(taken_back_and_sent_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(parts_that_the_portal_forgot_go_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_part_that_was_changed_goes_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_portal_that_joins_nothing_gets_it_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(it_comes_down_from_where_it_was_cut, set_up, tear_down),
		cmocka_unit_test_setup_teardown(it_goes_on_by_itself_after_a_death, set_up, tear_down),
		cmocka_unit_test_setup_teardown(stopped_and_gone_on_with, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_came_changed_is_fetched_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_full_disk_keeps_what_came, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_person_fetches_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_command_fetches_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(without_a_line_it_comes_later, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
