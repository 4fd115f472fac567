/* A forgotten password: a code by mail or from the desk, guessing, who is not there, a mail server that is away. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/portal_mail.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"

#define RESET "/twinline/reset"

static struct smtp_sink *sink;
static struct portal_fixture *f;

static int start(void **state)
{
	sink = smtp_sink_start();
	*state = f = portal_mail_new(sink, NULL);
	portal_set_profile(f, &f->ada, "{\"email\":\"Ada@school.example\",\"interfaceLanguage\":\"el\"}");
	portal_set_profile(f, &f->ben, "{\"email\":\"ben@scuola.example\",\"interfaceLanguage\":\"it\"}");
	return 0;
}

static int stop(void **state)
{
	int result = portal_fixture_stop(state);
	smtp_sink_stop(sink);
	return result;
}

static int fresh(void **state)
{
	(void)state;
	smtp_sink_clear(sink);
	return 0;
}

/* Asks for a code for a name; the answer as text, yours. */
static char *ask(const char *name, int status)
{
	struct json *answer = NULL;
	char *body = xasprintf("{\"name\":\"%s\"}", name);
	assert_int_equal(portal_ask(f, "POST", RESET, NULL, body, &answer), status);
	char *text = json_print(answer);
	json_free(answer);
	free(body);
	return text;
}

static int set(const char *name, const char *code, const char *password, char error[40])
{
	char *body = xasprintf("{\"name\":\"%s\",\"code\":\"%s\",\"password\":\"%s\"}", name, code, password);
	int status = portal_form(f, NULL, RESET, body, error);
	free(body);
	return status;
}

static int sign_in(const char *name, const char *password)
{
	char *body = xasprintf("{\"name\":\"%s\",\"password\":\"%s\"}", name, password);
	int status = portal_ask(f, "POST", "/sign-in", NULL, body, NULL);
	free(body);
	return status;
}

static void test_a_mailed_code_sets_a_password_once(void **state)
{
	(void)state;
	char error[40];
	free(ask("ADA", 200));
	const struct smtp_letter *l = smtp_sink_letter(sink, 0);
	assert_non_null(l);
	assert_string_equal(l->to, "Ada@school.example");
	assert_string_equal(l->from, "portal@school.example");
	char *code = letter_code(l);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ada.bearer, NULL, NULL), 200);
	assert_int_equal(set("ada", code, "rivers and hills", error), 204);
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ada.bearer, NULL, NULL), 401);
	assert_int_equal(sign_in("ada", "adaadaadaadaadaadaadaada"), 401);
	assert_int_equal(sign_in("ada", "rivers and hills"), 200);
	assert_int_equal(set("ada", code, "another river", error), 403);
	assert_string_equal(error, "badCode");
	free(code);
}

static void test_the_letter_is_in_the_readers_language_and_well_made(void **state)
{
	(void)state;
	static const char *const headers[] = {"From", "To", "Date", "Message-ID", "MIME-Version", "Auto-Submitted"};
	free(ask("ada@SCHOOL.example", 200));
	const struct smtp_letter *l = smtp_sink_letter(sink, 0);
	assert_non_null(l);
	char *subject = smtp_letter_header(l, "Subject"), *text = smtp_letter_text(l), *type = smtp_letter_header(l, "Content-Type");
	assert_string_equal(subject, "Κωδικός μίας χρήσης για νέο κωδικό πρόσβασης");
	assert_non_null(strstr(text, "ada"));
	assert_non_null(strstr(text, "30 λεπτά"));
	assert_string_equal(type, "text/plain; charset=utf-8");
	for (size_t i = 0; i < ARRAY_SIZE(headers); i++) {
		char *value = smtp_letter_header(l, headers[i]);
		if (!*value)
			fail_msg("%s", headers[i]);
		free(value);
	}
	for (const char *c = l->message; *c; c++)
		assert_true((unsigned char)*c < 0x80);
	free(subject);
	free(text);
	free(type);
}

/* Nobody learns here who is there: the answer is the same, and no letter goes to who asked. */
static void test_an_unknown_name_answers_alike(void **state)
{
	(void)state;
	char error[40];
	char *known = ask("ben", 200), *unknown = ask("nobody", 200), *no_address = ask("eva", 200), *mail = ask("x@y.example", 200);
	assert_string_equal(known, unknown);
	assert_string_equal(known, no_address);
	assert_string_equal(known, mail);
	assert_non_null(strstr(known, "\"mail\""));
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	/* The letters go in order: what was asked for before this one has had its turn. */
	free(ask("ben@scuola.example", 200));
	assert_int_equal(smtp_sink_wait(sink, 2), 2);
	assert_string_equal(smtp_sink_letter(sink, 1)->to, "ben@scuola.example");
	assert_int_equal(set("nobody", "ABCD-2345", "rivers and hills", error), 403);
	assert_string_equal(error, "badCode");
	free(known);
	free(unknown);
	free(no_address);
	free(mail);
}

static void restart(void)
{
	portal_fixture_end(f, SIGTERM);
	portal_mail_serve(f, sink, NULL);
}

static void test_five_wrong_codes_end_it(void **state)
{
	(void)state;
	char error[40];
	const char *words[] = {"user", "passwd", f->database, "eva", "--code", NULL};
	char *code = NULL;
	assert_int_equal(portal_fixture_run(words, NULL, &code), 0);
	code[strcspn(code, "\n")] = '\0';
	/* The slow-down would hide it: a portal that has just started knows of no failure, but of the tries. */
	for (int i = 0; i < 5; i++) {
		if (i % 4 == 0)
			restart();
		assert_int_equal(set("eva", "2222-2222", "rivers and hills", error), 403);
	}
	assert_int_equal(set("eva", code, "rivers and hills", error), 403);
	assert_string_equal(error, "badCode");
	assert_int_equal(sign_in("eva", "evaevaevaevaevaevaevaeva"), 200);
	free(code);
}

static void test_the_desk_hands_out_a_code(void **state)
{
	(void)state;
	char error[40], *code = NULL;
	const char *words[] = {"user", "passwd", f->database, "eva", "--code", NULL};
	assert_int_equal(portal_fixture_run(words, NULL, &code), 0);
	assert_int_equal(strlen(code), strlen("ABCD-2345\n"));
	assert_int_equal(sign_in("eva", "evaevaevaevaevaevaevaeva"), 200);
	/* However it is written down and read out. */
	char *written = xasprintf(" %.2s %.2s %.4s ", code, code + 2, code + 5);
	for (char *c = written; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	assert_int_equal(set("eva", written, "evaevaevaevaevaevaevaeva", error), 204);
	free(written);
	free(code);
}

static void test_a_new_password_ends_a_code_that_is_about(void **state)
{
	(void)state;
	char error[40], *code = NULL;
	const char *words[] = {"user", "passwd", f->database, "eva", "--code", NULL};
	struct teacher eva;
	assert_int_equal(portal_fixture_run(words, NULL, &code), 0);
	code[9] = '\0';
	teacher_sign_in(f, "eva", &eva);
	assert_int_equal(portal_form(f, &eva, "/twinline/password",
	                             "{\"old\":\"evaevaevaevaevaevaevaeva\",\"new\":\"evaevaevaevaevaevaevaeva\"}", error), 204);
	assert_int_equal(set("eva", code, "rivers and hills", error), 403);
	teacher_release(&eva);
	free(code);
}

static void test_codes_are_kept_as_hashes_and_end(void **state)
{
	(void)state;
	char error[40], *code = NULL;
	const char *words[] = {"user", "passwd", f->database, "eva", "--code", NULL};
	assert_int_equal(portal_fixture_run(words, NULL, &code), 0);
	struct store s;
	portal_store(f, &s);
	struct db_stmt *row = db_prepare(s.db, "SELECT hash FROM code WHERE person = ?1");
	db_bind_text(row, 1, f->eva.person);
	assert_int_equal(db_step(row, NULL), 1);
	assert_true(starts_with(db_text(row, 0), "$argon2id$"));
	db_reset(row);
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(db_exec(s.db, "UPDATE code SET until = 1000", NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	store_close(&s);
	code[9] = '\0';
	assert_int_equal(set("eva", code, "rivers and hills", error), 403);
	free(code);
}

static void test_wrong_forms_are_refused(void **state)
{
	(void)state;
	static const struct { const char *body, *error; } rows[] = {
		{"{}", "invalidProperties"},
		{"{\"name\":\"\"}", "invalidProperties"},
		{"{\"name\":\"ada\",\"code\":\"x\"}", "invalidProperties"},
		{"{\"name\":\"ada\",\"password\":\"rivers and hills\"}", "invalidProperties"},
		{"{\"name\":\"ada\",\"code\":\"ABCD2345\",\"password\":\"short\"}", "invalidProperties"},
		{"{\"name\":[\"ada\"]}", "invalidProperties"},
		{"[]", "notRequest"},
		{"", "notJSON"},
	};
	char error[40];
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(portal_form(f, NULL, RESET, rows[i].body, error), 400);
		assert_string_equal(error, rows[i].error);
	}
}

/* A name with line ends in it gets into no header, an address with them is none. */
static void test_nothing_is_injected(void **state)
{
	(void)state;
	portal_set_profile(f, &f->eva, "{\"email\":\"eva@x.example>\\r\\nRCPT TO:<mallory@evil.example\"}");
	free(ask("eva", 200));
	free(ask("ada\\r\\nBcc: mallory@evil.example", 200));
	portal_set_profile(f, &f->eva, "{\"email\":\"eva@szkola.example\"}");
	free(ask("eva@szkola.example", 200));
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	assert_string_equal(smtp_sink_letter(sink, 0)->to, "eva@szkola.example");
	assert_null(strstr(smtp_sink_letter(sink, 0)->message, "mallory"));
}

static void test_letters_outlive_a_mail_server_and_a_portal_that_went_away(void **state)
{
	(void)state;
	smtp_sink_refuse(sink, "450 later", 2);
	free(ask("ben", 200));
	smtp_sink_wait_refused(sink, 1);
	restart();
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	char *code = letter_code(smtp_sink_letter(sink, 0)), error[40];
	assert_int_equal(set("ben", code, "rivers and hills", error), 204);
	smtp_sink_wait_alone(sink);
	restart(); /* a portal that ends has noted what became of its last letter */
	assert_int_equal(portal_number(f, "SELECT count(*) FROM letter", NULL), 0);
	free(code);
}

static void test_a_letter_that_is_refused_for_good_is_not_tried_again(void **state)
{
	(void)state;
	smtp_sink_refuse(sink, "550 no such user", 1);
	free(ask("ben", 200));
	smtp_sink_wait_refused(sink, 1);
	free(ask("eva@szkola.example", 200));
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	assert_string_equal(smtp_sink_letter(sink, 0)->to, "eva@szkola.example");
}

static void test_nobodys_letterbox_is_flooded(void **state)
{
	(void)state;
	int status = 200, asked = 0;
	for (; asked < 10 && status == 200; asked++)
		status = portal_ask(f, "POST", RESET, NULL, "{\"name\":\"flood\"}", NULL);
	assert_int_equal(status, 429);
	assert_int_equal(asked, 4);
	for (asked = 0, status = 200; asked < 60 && status == 200; asked++) {
		char *body = xasprintf("{\"name\":\"flood%d\"}", asked);
		status = portal_ask(f, "POST", RESET, "X-Forwarded-For: 203.0.113.9\r\n", body, NULL);
		free(body);
	}
	assert_int_equal(status, 429);
	assert_true(asked > 20 && asked < 60);
}

static void test_no_secret_and_no_address_is_logged(void **state)
{
	(void)state;
	char *log = portal_log(f);
	assert_null(strstr(log, "example"));
	assert_null(strstr(log, "rivers"));
	assert_non_null(strstr(log, "mail"));
	free(log);
}

/* What every process list shows is no place for a password, and what is no address is found before anybody is served. */
static void test_wrong_options_are_refused_at_the_start(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{"smtp://me:secret@mail.example", "portal@school.example"}, {"http://mail.example", "portal@school.example"},
		{"smtp://mail.example", "portal"}, {"smtp://mail.example", "a@b.example>\r\nRCPT TO:<x@y.example"},
	};
	char *socket = xasprintf("%s/other.socket", f->dir);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *said = NULL;
		const char *words[] = {"serve", f->database, "--unix", socket, "--smtp", rows[i][0], "--mail-from", rows[i][1], NULL};
		assert_int_equal(portal_fixture_run(words, NULL, &said), 1);
		assert_null(strstr(said, "secret"));
		free(said);
	}
	const char *no_sender[] = {"serve", f->database, "--unix", socket, "--smtp", "smtp://mail.example", NULL};
	assert_int_equal(portal_fixture_run(no_sender, NULL, NULL), 2);
	const char *no_file[] = {"serve", f->database, "--unix", socket, "--smtp", "smtp://mail.example", "--mail-from",
	                         "portal@school.example", "--smtp-password-file", "/nonexistent", NULL};
	assert_int_equal(portal_fixture_run(no_file, NULL, NULL), 1);
	free(socket);
}

/* A password waits for a line that nobody listens on: this server offers none. */
static void test_a_password_is_not_sent_in_the_open(void **state)
{
	(void)state;
	char *path = xasprintf("%s/password", f->dir);
	assert_int_equal(file_write(path, "secret\n", 7, 0600, NULL), 0);
	const char *options[] = {"--smtp-password-file", path, NULL};
	portal_fixture_end(f, SIGTERM);
	portal_mail_serve(f, sink, options);
	free(ask("ada", 200));
	smtp_sink_wait_talk(sink, 1);
	assert_int_equal(smtp_sink_wait(sink, 0), 0);
	assert_false(smtp_sink_heard(sink, "AUTH"));
	assert_false(smtp_sink_heard(sink, "MAIL"));
	portal_fixture_end(f, SIGTERM);
	portal_mail_serve(f, sink, NULL);
	assert_int_equal(smtp_sink_wait(sink, 1), 1);
	free(path);
}

static void test_a_portal_without_mail_says_so(void **state)
{
	(void)state;
	portal_fixture_end(f, SIGTERM);
	portal_fixture_serve(f, NULL);
	char *known = ask("ada", 200), *unknown = ask("nobody", 200);
	assert_non_null(strstr(known, "\"desk\""));
	assert_string_equal(known, unknown);
	free(known);
	free(unknown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_a_mailed_code_sets_a_password_once, fresh),
		cmocka_unit_test_setup(test_the_letter_is_in_the_readers_language_and_well_made, fresh),
		cmocka_unit_test_setup(test_an_unknown_name_answers_alike, fresh),
		cmocka_unit_test_setup(test_the_desk_hands_out_a_code, fresh),
		cmocka_unit_test_setup(test_a_new_password_ends_a_code_that_is_about, fresh),
		cmocka_unit_test_setup(test_codes_are_kept_as_hashes_and_end, fresh),
		cmocka_unit_test_setup(test_wrong_forms_are_refused, fresh),
		cmocka_unit_test_setup(test_nothing_is_injected, fresh),
		cmocka_unit_test_setup(test_five_wrong_codes_end_it, fresh),
		cmocka_unit_test_setup(test_letters_outlive_a_mail_server_and_a_portal_that_went_away, fresh),
		cmocka_unit_test_setup(test_a_letter_that_is_refused_for_good_is_not_tried_again, fresh),
		cmocka_unit_test_setup(test_nobodys_letterbox_is_flooded, fresh),
		cmocka_unit_test_setup(test_no_secret_and_no_address_is_logged, fresh),
		cmocka_unit_test_setup(test_wrong_options_are_refused_at_the_start, fresh),
		cmocka_unit_test_setup(test_a_password_is_not_sent_in_the_open, fresh),
		cmocka_unit_test_setup(test_a_portal_without_mail_says_so, fresh),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
