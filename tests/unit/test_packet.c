/* Packets: what is sealed opens for whom it is meant and for nobody else, and the file survives only whole. */
#include "lib/suite.h"

#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/packet.h"

static struct packet_question question(const char *body)
{
	struct packet_question q = { .token = xstrdup("secret-token"), .made_at = 1763375880 };
	crypto_key(q.key);
	str_add(&q.body, body);
	return q;
}

static void a_question_opens_with_the_portals_key_alone(void **state)
{
	struct key_pair portal, other, again;
	struct packet_question q = question("{\"using\":[]}"), opened;
	struct str sealed = { 0 };
	struct err e = { 0 };
	(void)state;
	crypto_pair(&portal);
	crypto_pair(&other);
	packet_question_seal(portal.open, &q, &sealed);
	assert_null(memmem(sealed.text, sealed.len, "secret-token", strlen("secret-token")));
	assert_int_equal(packet_question_open(&other, sealed.text, sealed.len, &opened, &e), -1);
	assert_int_equal(e.code, ERR_NOT_REQUEST);
	crypto_pair_of(portal.secret, &again); /* as it is read from the database */
	assert_int_equal(packet_question_open(&again, sealed.text, sealed.len, &opened, &e), 0);
	assert_string_equal(opened.token, q.token);
	assert_memory_equal(opened.key, q.key, sizeof q.key);
	assert_int_equal(opened.made_at, q.made_at);
	assert_string_equal(opened.body.text, "{\"using\":[]}");
	packet_question_release(&opened);
	for (size_t i = 0; i < sealed.len; i++) { /* every change shows */
		sealed.text[i] ^= 1;
		assert_int_equal(packet_question_open(&portal, sealed.text, sealed.len, &opened, &e), -1);
		sealed.text[i] ^= 1;
		assert_int_equal(packet_question_open(&portal, sealed.text, i, &opened, &e), -1);
	}
	packet_question_release(&q);
	str_release(&sealed);
	err_release(&e);
}

static void an_answer_opens_with_the_questions_key_alone(void **state)
{
	struct packet_question q = question("{}"), other = question("{}");
	struct packet_answer a = { .status = 401, .made_at = 7 }, opened;
	struct str sealed = { 0 };
	(void)state;
	str_add(&a.body, "{\"status\":401}");
	packet_answer_seal(q.key, &a, &sealed);
	assert_int_equal(packet_answer_open(other.key, &sealed, &opened), -1);
	assert_int_equal(packet_answer_open(q.key, &sealed, &opened), 0);
	assert_int_equal(opened.status, 401);
	assert_int_equal(opened.made_at, 7);
	assert_string_equal(opened.body.text, a.body.text);
	packet_answer_release(&opened);
	packet_answer_release(&a);
	packet_question_release(&q);
	packet_question_release(&other);
	str_release(&sealed);
}

static void fill(struct packet_file *f)
{
	*f = (struct packet_file){ .portal = xstrdup("https://portal.example") };
	memset(f->id, 'a', PACKET_ID_LENGTH);
	str_addn(&f->question, "\0question\n", 10);
}

static void a_file_is_read_as_it_was_written(void **state)
{
	char *path = xasprintf("%s/file.packet", (const char *)*state);
	struct packet_file f, back;
	struct err e = { 0 };
	fill(&f);
	for (int answered = 0; answered < 2; answered++) {
		assert_int_equal(packet_file_write(path, &f, &e), 0);
		assert_int_equal(packet_file_read(path, &back, &e), 0);
		assert_string_equal(back.portal, f.portal);
		assert_string_equal(back.id, f.id);
		assert_int_equal(back.question.len, 10);
		assert_memory_equal(back.question.text, "\0question\n", 10);
		assert_int_equal(back.answer.len, f.answer.len);
		packet_file_release(&back);
		str_addn(&f.answer, "\n\0", 2);
	}
	packet_file_release(&f);
	free(path);
}

static void a_file_that_is_not_whole_is_none(void **state)
{
	char *path = xasprintf("%s/file.packet", (const char *)*state);
	struct packet_file f;
	struct str whole = { 0 };
	struct err e = { 0 };
	fill(&f);
	str_addn(&f.answer, "answer", 6);
	assert_int_equal(packet_file_write(path, &f, &e), 0);
	packet_file_release(&f);
	assert_int_equal(file_read(path, 1000, &whole, &e), 0);
	for (size_t len = 0; len < whole.len; len++) {
		assert_int_equal(file_write(path, whole.text, len, 0600, &e), 0);
		assert_int_equal(packet_file_read(path, &f, &e), -1);
		assert_int_equal(e.code, ERR_PACKET);
	}
	static const char *const others[] = {
		"", "\n", "Twinline packet 2\nportal x\n", "Twinline packet 1\nportal x\nid short\nquestion 1\nanswer 0\n\nq",
		"Twinline packet 1\nportal x\nid aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nquestion -1\nanswer 0\n\nq",
		"Twinline packet 1\nportal x\nid aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nquestion 99999999999999999999\nanswer 0\n\nq",
		"Twinline packet 1\nportal x\nid aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nquestion 0\nanswer 0\n\n",
	};
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		assert_int_equal(file_write(path, others[i], strlen(others[i]), 0600, &e), 0);
		assert_int_equal(packet_file_read(path, &f, &e), -1);
	}
	str_release(&whole);
	err_release(&e);
	free(path);
}

static void keys_are_text_and_back(void **state)
{
	unsigned char key[SEAL_KEY_SIZE], back[SEAL_KEY_SIZE];
	char text[SEAL_KEY_TEXT_SIZE];
	(void)state;
	crypto_key(key);
	crypto_key_text(key, text);
	assert_int_equal(crypto_key_of(text, back), 0);
	assert_memory_equal(key, back, sizeof key);
	text[SEAL_KEY_TEXT_SIZE - 2] = '\0';
	assert_int_equal(crypto_key_of(text, back), -1);
	assert_int_equal(crypto_key_of("", back), -1);
	assert_int_equal(crypto_key_of(NULL, back), -1);
	assert_int_equal(crypto_key_of("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", back), -1);
}

static int make_directory(void **state)
{
	*state = xstrdup("/tmp/twinline-packet-XXXXXX");
	return mkdtemp(*state) ? 0 : -1;
}

static int remove_directory(void **state)
{
	int removed = file_remove_tree(*state, NULL);
	free(*state);
	return removed;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_question_opens_with_the_portals_key_alone),
		cmocka_unit_test(an_answer_opens_with_the_questions_key_alone),
		cmocka_unit_test_setup_teardown(a_file_is_read_as_it_was_written, make_directory, remove_directory),
		cmocka_unit_test_setup_teardown(a_file_that_is_not_whole_is_none, make_directory, remove_directory),
		cmocka_unit_test(keys_are_text_and_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
