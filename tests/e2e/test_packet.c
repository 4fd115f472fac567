/* A sync by file: what waits goes and what is new comes, once, where no line leads; who carries reads nothing. */
#include "lib/suite.h"

#include <signal.h>
#include <sys/stat.h>

#include "../../src/cli/cli.h"
#include "lib/pair.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/packet.h"

static char *packet_path(struct pair *p)
{
	return xasprintf("%s/letters.packet", p->world->dir);
}

/* twinline packet WORD FILE, as one's own profile or as another's (NULL: one's own). */
static void packet(struct pair *p, const char *word, const char *profile, int expected, const char *sentence)
{
	char *path = packet_path(p), *said;
	const char *words[] = { "packet", word, path, profile ? "--profile" : NULL, profile, NULL };
	int status = world_run("twinline", words, NULL, &said);
	if (status != expected || !strstr(said, sentence))
		fail_msg("packet %s: status %d instead of %d, and not \"%s\": %s", word, status, expected, sentence, said);
	free(said);
	free(path);
}

/* The teacher's computer without a line; its engine is gone, so that no line but the next one is used. */
static void without_a_line(struct pair *p)
{
	world_engine_end(p->world, SIGTERM);
	relay_cut(p->world->relay);
}

/* Another profile of this computer stands for the other computer, which has a line. */
static void carry(struct pair *p)
{
	world_engine_end(p->world, SIGTERM);
	relay_open(p->world->relay);
	packet(p, "carry", "carrier", EXIT_DONE, "The portal has answered");
	relay_cut(p->world->relay);
}

static int arrived(struct pair *p, const char *subject)
{
	struct strings subjects = letters_received(&p->reading);
	int count = 0;
	for (size_t i = 0; i < subjects.count; i++)
		count += text_equal(subjects.at[i], subject);
	strings_release(&subjects);
	return count;
}

static void letters_come_and_go_on_a_stick(void **state)
{
	struct pair *p = *state;
	struct str bytes = { 0 };
	struct err e = { 0 };
	struct stat st;
	char *path = packet_path(p);
	without_a_line(p);
	pair_write(p, "From afar", 2);
	letters_queue(p->world, p->friend, "By stick", "The fountain froze this morning.");
	packet(p, "export", NULL, EXIT_DONE, "1 change is in the packet.");
	assert_int_equal(letters_waiting(p->world), 1); /* in doubt until the answer comes */
	assert_int_equal(file_read(path, 1 << 20, &bytes, &e), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	const char *const secrets[] = { "fountain", "By stick", p->world->name, p->friend, "Authorization", "methodCalls" };
	for (size_t i = 0; i < ARRAY_SIZE(secrets); i++)
		assert_null(memmem(bytes.text, bytes.len, secrets[i], strlen(secrets[i])));
	carry(p);
	assert_int_equal(arrived(p, "By stick"), 1);
	assert_false(letters_kept(p->world, "From afar 1"));
	packet(p, "import", NULL, EXIT_DONE, "1 change was sent.");
	assert_true(letters_kept(p->world, "From afar 0"));
	assert_true(letters_kept(p->world, "From afar 1"));
	assert_int_equal(letters_waiting(p->world), 0);
	packet(p, "import", NULL, EXIT_FAILED, "whose answer is here already");
	str_release(&bytes);
	free(path);
}

/* With a line again before the stick is back: nothing is doubled, and the older page takes nothing back. */
static void a_line_overtakes_a_packet(void **state)
{
	struct pair *p = *state;
	without_a_line(p);
	letters_queue(p->world, p->friend, "Twice on its way", "Once is enough.");
	pair_write(p, "Before", 1);
	packet(p, "export", NULL, EXIT_DONE, "1 change is in the packet.");
	carry(p);
	world_engine_end(p->world, SIGTERM);
	relay_open(p->world->relay);
	pair_write(p, "After", 1);
	json_free(world_sync(p->world));
	assert_int_equal(arrived(p, "Twice on its way"), 1);
	assert_true(letters_kept(p->world, "After 0"));
	without_a_line(p);
	packet(p, "import", NULL, EXIT_DONE, "Nothing waited, and nothing is new.");
	assert_true(letters_kept(p->world, "Before 0"));
	assert_true(letters_kept(p->world, "After 0"));
	carry(p); /* and once more to the portal */
	assert_int_equal(arrived(p, "Twice on its way"), 1);
	relay_open(p->world->relay);
	pair_write(p, "Later", 1);
	json_free(world_sync(p->world)); /* the states still count */
	assert_true(letters_kept(p->world, "Later 0"));
	assert_int_equal(letters_waiting(p->world), 0);
}

/* Whatever the answer says of a letter as it was, it says nothing of what has left since in its place. */
static void an_answer_is_to_what_was_asked(void **state)
{
	struct pair *p = *state;
	without_a_line(p);
	letters_queue(p->world, p->friend, "Changed since", "The first way to say it.");
	packet(p, "export", NULL, EXIT_DONE, "1 change is in the packet.");
	carry(p);
	world_engine_end(p->world, SIGTERM);
	letters_go_anew(p->world);
	packet(p, "import", NULL, EXIT_DONE, "");
	assert_int_equal(letters_waiting(p->world), 1);
}

static void a_packet_that_is_of_no_use_says_why(void **state)
{
	struct pair *p = *state;
	char *path = packet_path(p);
	struct packet_file f;
	struct err e = { 0 };
	without_a_line(p);
	packet(p, "import", NULL, EXIT_FAILED, "letters.packet");
	packet(p, "export", "nobody", EXIT_NOT_SIGNED_IN, "Nobody is signed in");
	packet(p, "export", NULL, EXIT_DONE, "Written: ");
	packet(p, "import", NULL, EXIT_FAILED, "has no answer yet");
	packet(p, "carry", "carrier", EXIT_NO_LINE, "cannot be reached");
	carry(p);
	packet(p, "import", "carrier", EXIT_FAILED, "to another question");
	assert_int_equal(packet_file_read(path, &f, &e), 0);
	f.answer.text[f.answer.len / 2] ^= 1;
	assert_int_equal(packet_file_write(path, &f, &e), 0);
	packet(p, "import", NULL, EXIT_FAILED, "damaged");
	f.question.text[f.question.len / 2] ^= 1;
	assert_int_equal(packet_file_write(path, &f, &e), 0);
	packet_file_release(&f);
	relay_open(p->world->relay);
	packet(p, "carry", "carrier", EXIT_FAILED, "The request lacks packet.");
	assert_int_equal(file_write(path, "not one", 7, 0600, &e), 0);
	packet(p, "carry", "carrier", EXIT_FAILED, "is no packet of Twinline");
	free(path);
}

/* The portal's word on a question made by hand: with this token, of this time. */
static void asked_by_hand(struct pair *p, const char *token, int64_t made_at, const char *error)
{
	char *path = packet_path(p);
	struct packet_file f = { .portal = xstrdup(p->world->url) };
	struct packet_question q = { .token = xstrdup(token), .made_at = made_at };
	struct packet_answer a;
	struct json *session;
	unsigned char portal[SEAL_KEY_SIZE];
	struct err e = { 0 };
	memset(f.id, 'a', PACKET_ID_LENGTH);
	crypto_key(q.key);
	str_add(&q.body, "{\"using\":[\"" JMAP_CORE "\"],\"methodCalls\":[[\"Core/echo\",{\"a\":1},\"c\"]]}");
	assert_int_equal(portal_client_request(&p->reading, "GET", "/.well-known/jmap", NULL, &session), 200);
	const struct json *ours = json_get(json_get(session, "capabilities"), JMAP_TWINLINE);
	assert_int_equal(crypto_key_of(json_get_text(ours, "packetKey"), portal), 0);
	packet_question_seal(portal, &q, &f.question);
	assert_int_equal(packet_file_write(path, &f, &e), 0);
	packet(p, "carry", "carrier", EXIT_DONE, "The portal has answered");
	packet_file_release(&f);
	assert_int_equal(packet_file_read(path, &f, &e), 0);
	assert_int_equal(packet_answer_open(q.key, &f.answer, &a), 0);
	if (!strstr(a.body.text, error))
		fail_msg("no \"%s\": %d %s", error, a.status, a.body.text);
	packet_answer_release(&a);
	packet_question_release(&q);
	packet_file_release(&f);
	json_free(session);
	free(path);
}

static void only_a_fresh_question_of_who_is_signed_in_is_done(void **state)
{
	struct pair *p = *state;
	int64_t now;
	assert_true(clock_parse("2026-11-17T10:38:00Z", &now)); /* the pair's clock */
	asked_by_hand(p, p->reading.token, now, "Core/echo");
	asked_by_hand(p, "no such token", now, "signedOut");
	asked_by_hand(p, "", now, "signedOut");
	asked_by_hand(p, p->reading.token, now - PACKET_AGE_MAX + 60, "Core/echo");
	asked_by_hand(p, p->reading.token, now - PACKET_AGE_MAX - 60, "packetOld");
	asked_by_hand(p, p->reading.token, now + PACKET_AHEAD_MAX + 60, "packetOld");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(letters_come_and_go_on_a_stick, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_line_overtakes_a_packet, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(an_answer_is_to_what_was_asked, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(a_packet_that_is_of_no_use_says_why, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(only_a_fresh_question_of_who_is_signed_in_is_done, pair_set_up, pair_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
