/* Texts that the portal has translated: by whom, within what bounds, and that nobody waits for a slow program. */
#include "lib/suite.h"

#include <glob.h>
#include <signal.h>
#include <sys/stat.h>

#include "lib/deeds.h"
#include "../../src/portal/translate.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static struct portal_fixture *f;
static struct teacher newcomer;
static char *program, *gate; /* a directory that is made when a slow one may go on */

/* Tells its arguments and what it knows; "wait" waits for the gate, "fail" fails, "nothing" says nothing, "bytes" no text. */
static void write_program(void)
{
	char *script = xasprintf("#!/bin/sh\nread -r text\ncase $text in\n"
	                         "wait) touch %s.$$; while ! [ -d %s ]; do sleep 0.02; done; echo waited;;\n"
	                         "fail) echo half; exit 1;;\nnothing) ;;\nbytes) printf '\\377';;\n"
	                         "much) while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done;;\n"
	                         "env) env | cut -d= -f1 | sort | tr '\\n' ' ';;\n"
	                         "*) echo \"$* of $text\";;\nesac\n", gate, gate);
	assert_int_equal(file_write(program, script, strlen(script), 0700, NULL), 0);
	free(script);
}

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	gate = xasprintf("%s/gate", f->dir);
	program = xasprintf("%s/translator", f->dir);
	write_program();
	deeds_join(f, "nils", "SE", true, &newcomer);
	return 0;
}

static void serve(const char *command)
{
	const char *options[] = {"--translate", command, "--threads", "1", NULL};
	portal_fixture_end(f, SIGTERM);
	portal_fixture_serve(f, command ? options : NULL);
}

static int stop(void **state)
{
	teacher_release(&newcomer);
	free(program);
	free(gate);
	return portal_fixture_stop(state);
}

static struct json *ask(const struct teacher *t, const char *text)
{
	return portal_call(f, t, "Text/translate", "{\"text\":\"%s\",\"from\":\"el\",\"to\":\"en\"}", text);
}

static void expect(const struct teacher *t, const char *text, const char *property, const char *value)
{
	struct json *answer = ask(t, text);
	assert_string_equal(json_get_text(answer, property), value);
	json_free(answer);
}

static bool session_says_so(void)
{
	struct json *session = NULL;
	assert_int_equal(portal_ask(f, "GET", "/jmap/session", f->ada.bearer, NULL, &session), 200);
	const struct json *ours = json_get(json_get(session, "capabilities"), "urn:uuid:98e9e9fc-f812-4901-b883-223d43e41af1");
	bool says = json_get_bool(ours, "translate", false);
	json_free(session);
	return says;
}

static void test_without_a_program_there_is_no_method(void **state)
{
	(void)state;
	expect(&f->ada, "Kalimera", "type", "unknownMethod");
	assert_false(session_says_so());
}

static void test_a_program_that_is_not_there_is_told_at_once(void **state)
{
	(void)state;
	const char *words[] = {"serve", f->database, "--unix", f->socket, "--translate", "/no/such/program", NULL};
	char *said = NULL;
	assert_int_not_equal(portal_fixture_run(words, NULL, &said), 0);
	assert_non_null(strstr(said, "/no/such/program"));
	free(said);
}

static void test_a_text_is_translated(void **state)
{
	(void)state;
	char *command = xasprintf("%s -b $(id)", program);
	serve(command);
	assert_true(session_says_so());
	expect(&f->ada, "Kalimera", "text", "-b $(id) el en of Kalimera\n");
	struct json *answer = portal_call(f, &f->ada, "Text/translate", "{\"text\":\"Kalimera\",\"to\":\"pl\"}");
	assert_string_equal(json_get_text(answer, "text"), "-b $(id) auto pl of Kalimera\n");
	assert_null(json_get(answer, "from"));
	json_free(answer);
	expect(&f->ada, "env", "text", "LC_ALL PATH PWD ");
	free(command);
}

static void test_what_it_does_wrong_is_no_translation(void **state)
{
	(void)state;
	static const char *const texts[] = {"fail", "nothing", "bytes", "much"};
	serve(program);
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		expect(&f->ada, texts[i], "type", "serverUnavailable");
}

static void test_who_may_and_how_much(void **state)
{
	(void)state;
	char *much = xcalloc(TRANSLATE_TEXT_MOST + 2, 1);
	memset(much, 'a', TRANSLATE_TEXT_MOST + 1);
	expect(&newcomer, "Kalimera", "type", "newcomer");
	expect(&f->ada, much, "type", "tooLarge");
	struct json *answer = portal_call(f, &f->ada, "Text/translate", "{\"text\":\"a\",\"to\":\"--help\"}");
	assert_string_equal(json_get_text(answer, "type"), "invalidArguments");
	json_free(answer);
	assert_int_equal(portal_ask(f, "POST", "/jmap/api", "Content-Type: application/json\r\n",
	                            "{" USING ",\"methodCalls\":[[\"Text/translate\",{\"text\":\"a\",\"to\":\"en\"},\"0\"]]}", &answer), 200);
	assert_string_equal(json_get_text(json_at(json_at(json_get(answer, "methodResponses"), 0), 1), "type"), "forbidden");
	json_free(answer);
	free(much);
}

/* --- a slow one --- */

static void begin(struct http_client *c, const struct teacher *t)
{
	static const char body[] = "{" USING ",\"methodCalls\":[[\"Text/translate\",{\"text\":\"wait\",\"to\":\"en\"},\"0\"]]}";
	char *request = xasprintf("POST /jmap/api HTTP/1.1\r\nHost: x\r\n%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
	                          t->bearer, strlen(body), body);
	portal_open_line(f, c);
	assert_true(http_client_send(c, request, strlen(request)));
	free(request);
}

static bool end(struct http_client *c)
{
	struct http_answer a;
	http_client_receive(c, "POST", &a);
	bool translated = a.status == 200 && strstr(a.body.text, "waited");
	http_answer_release(&a);
	http_client_close(c);
	return translated;
}

/* Each that is slow leaves a mark. */
static size_t programs_begun(void)
{
	char *marks = xasprintf("%s.*", gate);
	glob_t found;
	size_t count = glob(marks, 0, NULL, &found) == 0 ? found.gl_pathc : 0;
	if (count)
		globfree(&found);
	free(marks);
	return count;
}

/* With one thread for all the rest, and as many programs as there may be, all the rest goes on; one more is refused. */
static void test_nobody_waits_for_it(void **state)
{
	(void)state;
	struct http_client slow[TRANSLATE_AT_ONCE];
	const struct teacher *who[TRANSLATE_AT_ONCE] = {&f->ada, &f->ben};
	size_t before_all = programs_begun();
	for (size_t i = 0; i < TRANSLATE_AT_ONCE; i++)
		begin(&slow[i], who[i]);
	for (int64_t until = clock_monotonic_ms() + 10000; programs_begun() < before_all + TRANSLATE_AT_ONCE;)
		assert_true(clock_monotonic_ms() < until);
	expect(&f->eva, "Kalimera", "type", "rateLimit");
	int64_t before = clock_monotonic_ms();
	free(portal_send(f, &f->eva, &f->ada, "Meanwhile"));
	assert_true(clock_monotonic_ms() - before < 5000);
	assert_int_equal(mkdir(gate, 0700), 0);
	for (size_t i = 0; i < TRANSLATE_AT_ONCE; i++)
		assert_true(end(&slow[i]));
	expect(&f->eva, "Kalimera", "text", "el en of Kalimera\n");
}

static void test_the_text_is_in_no_log(void **state)
{
	(void)state;
	char *log = portal_log(f);
	assert_non_null(strstr(log, "Text/translate"));
	assert_null(strstr(log, "Kalimera"));
	free(log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without_a_program_there_is_no_method),
		cmocka_unit_test(test_a_program_that_is_not_there_is_told_at_once),
		cmocka_unit_test(test_a_text_is_translated),
		cmocka_unit_test(test_what_it_does_wrong_is_no_translation),
		cmocka_unit_test(test_who_may_and_how_much),
		cmocka_unit_test(test_nobody_waits_for_it),
		cmocka_unit_test(test_the_text_is_in_no_log),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
