/* The commands for scripts, over a store without a line: list, show, search, send, status, as text and as JSON. */
#include "lib/suite.h"

#include "../../src/cli/cli.h"
#include "lib/fixture.h"
#include "lib/world.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"

static const char now[] = "2026-11-17T10:37:40Z";

static int set_up(void **state)
{
	struct fixture *f = fixture_new(now);
	setenv("TWINLINE_NOW", now, 1);
	setenv("LANGUAGE", "en", 1);
	fixture_inbox(f);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	fixture_free(*state);
	return 0;
}

#define WORDS(...) (const char *const[]){ __VA_ARGS__, NULL }

/* What it says, stderr included: yours. No byte of it drives a terminal. */
static char *run(const char *const *words, const char *input, int expected)
{
	char *said;
	int status = world_run("twinline", words, input, &said);
	if (status != expected)
		fail_msg("%s: status %d instead of %d: %s", words[0], status, expected, said);
	for (const char *c = said; *c; c++)
		if (((unsigned char)*c < ' ' && *c != '\n' && *c != '\t') || *c == 0x7f)
			fail_msg("%s: a control: %s", words[0], said);
	return said;
}

static void assert_says(const char *const *words, int expected, const char *sentence)
{
	char *said = run(words, NULL, expected);
	if (!strstr(said, sentence))
		fail_msg("\"%s\" is not in: %s", sentence, said);
	free(said);
}

/* The object, whole and alone on stdout, in one line; yours. */
static struct json *object_of(const char *const *words, const char *input)
{
	char *said = run(words, input, EXIT_DONE);
	size_t len = strlen(said);
	struct err e = { 0 };
	struct json *object = json_parse(said, len, &e);
	if (!object || strchr(said, '\n') != said + len - 1)
		fail_msg("no JSON object in one line: %s", said);
	assert_int_equal(json_get_integer(object, "version", 0), 1);
	free(said);
	return object;
}

/* The id of the conversation with a subject; yours. */
static char *id_of(const char *view, const char *subject)
{
	struct json *object = object_of(WORDS("list", "--json", "--limit", "300", "--view", view), NULL);
	char *id = NULL;
	for (const struct json *row = json_first(json_get(object, "conversations")); row; row = json_next(row))
		if (text_equal(json_get_text(row, "subject"), subject))
			id = xstrdup(json_get_text(row, "id"));
	json_free(object);
	if (!id)
		fail_msg("%s is not listed in %s", subject, view);
	return id;
}

static void list_tells_each_conversation_in_a_line(void **state)
{
	(void)state;
	char *said = run(WORDS("list"), NULL, EXIT_DONE);
	int lines = 0;
	for (const char *c = said; *c; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 50);
	char *first = xstrndup(said, strcspn(said, "\n"));
	assert_non_null(strstr(first, "new "));
	assert_non_null(strstr(first, "Ewa Kowalska"));
	assert_non_null(strstr(first, " PL "));
	assert_non_null(strstr(first, " 09:55 "));
	assert_non_null(strstr(first, "3 questions before week 2 (3)"));
	free(first);
	free(said);
	assert_says(WORDS("list", "--language", "el"), EXIT_DONE, "νέο");
	assert_says(WORDS("list", "--find", "nothing so"), EXIT_DONE, "Nothing of that kind");
	assert_says(WORDS("list", "--view", "trash"), EXIT_MISUSED, "inbox|sent|drafts|put-away|bin");
	assert_says(WORDS("list", "--limit", "0"), EXIT_MISUSED, "--limit");
}

static void json_has_the_same(void **state)
{
	(void)state;
	struct json *object = object_of(WORDS("list", "--json", "--language", "el", "--limit", "2"), NULL);
	const struct json *rows = json_get(object, "conversations"), *first = json_first(rows);
	assert_int_equal(json_size(rows), 2);
	assert_int_equal(json_get_integer(object, "total", 0), 214);
	assert_string_equal(json_get_text(first, "state"), "new");
	assert_string_equal(json_get_text(first, "who"), "Ewa Kowalska");
	assert_string_equal(json_get_text(first, "country"), "PL");
	assert_string_equal(json_get_text(first, "at"), "2026-11-17T09:55:00Z");
	assert_int_equal(json_get_integer(first, "count", 0), 3);
	assert_int_equal(json_get_integer(first, "unread", 0), 1);
	json_free(object);
	object = object_of(WORDS("list", "--json", "--find", "nothing so"), NULL);
	assert_int_equal(json_size(json_get(object, "conversations")), 0);
	json_free(object);
}

static void search_folds_and_looks_everywhere(void **state)
{
	(void)state;
	assert_says(WORDS("search", "ΓΙΩΡΓΟΣ", "ΠΡΟΓΡ"), EXIT_DONE, "Καλημέρα, το πρόγραμμα");
	assert_says(WORDS("search", "brot und"), EXIT_DONE, "draft");
	assert_says(WORDS("search", "haftalik"), EXIT_DONE, "3 questions");
	assert_says(WORDS("search"), EXIT_MISUSED, "WORDS");
}

static void show_tells_a_whole_conversation(void **state)
{
	(void)state;
	char *id = id_of("inbox", "3 questions before week 2"), *draft = id_of("drafts", "Re: Brot und Salz");
	char *said = run(WORDS("show", id), NULL, EXIT_DONE);
	assert_ptr_equal(strstr(said, "3 questions before week 2\n"), said);
	const char *own = strstr(said, "Merhaba!"), *hers = strstr(said, "Dzień dobry Ayşe");
	assert_true(own && hers && own < hers);
	assert_non_null(strstr(said, "From: Ewa Kowalska, PL\n"));
	assert_non_null(strstr(said, "Γιώργος Παπαδάκης, GR; "));
	assert_non_null(strstr(said, "1. Do we measure on Monday or on Wednesday?"));
	assert_non_null(strstr(said, "File: pomiary.csv, 4 KB"));
	free(said);
	struct json *object = object_of(WORDS("show", id, "--json"), NULL);
	const struct json *messages = json_get(object, "messages");
	assert_int_equal(json_size(messages), 3);
	assert_string_equal(json_get_text(json_get(json_at(messages, 2), "from"), "name"), "Ewa Kowalska");
	assert_string_equal(json_get_text(json_at(messages, 2), "state"), "new");
	assert_int_equal(json_size(json_get(json_at(messages, 2), "files")), 2);
	json_free(object);
	assert_int_equal(draft[0], 'd');
	assert_says(WORDS("show", draft), EXIT_DONE, "Lieber Jürgen,");
	assert_says(WORDS("show", "999999"), EXIT_NOT_THERE, "not there");
	assert_says(WORDS("show", "d999999"), EXIT_NOT_THERE, "not there");
	assert_says(WORDS("show", "inbox"), EXIT_NOT_THERE, "not there");
	assert_says(WORDS("show"), EXIT_MISUSED, "ID");
	free(id);
	free(draft);
}

static void text_of_others_drives_no_terminal(void **state)
{
	struct fixture *f = *state;
	fixture_letter(f, &(struct fixture_letter){
		.thread = "t-bad", .from = "Mal\033[31mory", .country = "XX", .subject = "a\033]0;owned\a\xc2\x9b" "1m\nb",
		.text = "one\033[2Jtwo\xc2\x90\n\x07three", .at = "2026-11-17T10:00" });
	char *said = run(WORDS("list", "--limit", "1"), NULL, EXIT_DONE), *id = xstrndup(said, strcspn(said, " "));
	assert_null(strstr(said, "\xc2\x9b"));
	free(said);
	said = run(WORDS("show", id), NULL, EXIT_DONE);
	assert_non_null(strstr(said, "two"));
	assert_null(strstr(said, "\xc2\x90"));
	free(said);
	struct json *object = object_of(WORDS("show", id, "--json"), NULL);
	const char *text = json_get_text(json_first(json_get(object, "messages")), "text");
	assert_null(strchr(text, '\033'));
	assert_null(strchr(text, '\a'));
	assert_null(strstr(text, "\xc2\x90"));
	json_free(object);
	free(id);
}

/* The newest entry of the outbox: its body, parsed; yours. */
static struct json *last_queued(struct fixture *f, struct outbox_entry *entry)
{
	struct err e = { 0 };
	int64_t *locals = NULL;
	int count = outbox_list(&f->store, &locals, &e);
	assert_true(count > 0);
	assert_true(outbox_get(&f->store, locals[count - 1], entry));
	free(locals);
	return json_parse_own(entry->body);
}

static void send_queues_and_wakes_the_engine(void **state)
{
	struct fixture *f = *state;
	struct outbox_entry entry;
	struct json *object = object_of(WORDS("send", "--json", "--to", "lucia ortega", "--to", "Chiara", "--subject", "Receta"),
	                                "Buenos días:\r\n\r\n\033[1mgracias\n\n");
	json_free(fixture_hear(f, "wake"));
	assert_int_equal(json_size(json_get(object, "to")), 2);
	assert_null(json_get(object, "holdUntil"));
	struct json *body = last_queued(f, &entry);
	assert_int_equal(entry.state, OUTBOX_WAITING);
	assert_int_equal(entry.local, json_get_integer(object, "entry", 0));
	assert_string_equal(json_get_text(body, "subject"), "Receta");
	assert_string_equal(json_get_text(body, "text"), "Buenos días:\n\n\xef\xbf\xbd[1mgracias");
	assert_string_equal(json_get_text(json_first(json_get(body, "to")), "id"), fixture_person(f, "Lucía Ortega"));
	json_free(body);
	outbox_entry_release(&entry);
	const char *id = json_get_text(object, "conversation");
	assert_says(WORDS("show", id), EXIT_DONE, "waiting");
	assert_says(WORDS("list", "--view", "sent", "--limit", "1"), EXIT_DONE, "Receta");
	json_free(object);
}

static void send_answers_and_holds(void **state)
{
	struct fixture *f = *state;
	struct outbox_entry entry;
	char *id = id_of("inbox", "3 questions before week 2");
	char *said = run(WORDS("send", "--reply", id, "--hold"), "On Wednesday.\n", EXIT_DONE);
	assert_non_null(strstr(said, "Goes out at 10:38"));
	json_free(fixture_hear(f, "wake"));
	struct json *body = last_queued(f, &entry);
	assert_int_equal(entry.state, OUTBOX_HELD);
	assert_string_equal(json_get_text(body, "subject"), "Re: 3 questions before week 2");
	assert_non_null(json_get_text(body, "inReplyTo"));
	assert_int_equal(json_size(json_get(body, "to")), 1);
	assert_string_equal(json_get_text(json_first(json_get(body, "to")), "id"), fixture_person(f, "Ewa Kowalska"));
	json_free(body);
	outbox_entry_release(&entry);
	free(said);
	assert_says(WORDS("show", id), EXIT_DONE, "held");
	free(id);
}

static void send_refuses_what_cannot_go(void **state)
{
	struct fixture *f = *state;
	struct outbox_counts counts;
	struct err e = { 0 };
	const char *subject = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
	                      "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789!";
	fixture_letter(f, &(struct fixture_letter){ .thread = "t-other", .from = "Ewa Nowak", .country = "PL", .subject = "s",
	                                            .text = "t", .at = "2026-11-17T10:00" });
	free(run(WORDS("send"), "text", EXIT_MISUSED));
	free(run(WORDS("send", "--to", "Ewa Kowalska"), " \n", EXIT_MISUSED));
	free(run(WORDS("send", "--to", "Ewa Kowalska"), "\xff\xfe", EXIT_FAILED));
	free(run(WORDS("send", "--to", "Nobody Such"), "text", EXIT_NOT_THERE));
	free(run(WORDS("send", "--to", ""), "text", EXIT_NOT_THERE));
	free(run(WORDS("send", "--reply", "999999"), "text", EXIT_NOT_THERE));
	free(run(WORDS("send", "--to", "Ewa Kowalska", "--subject", subject), "text", EXIT_FAILED));
	char *said = run(WORDS("send", "--to", "ewa"), "text", EXIT_NOT_THERE);
	assert_non_null(strstr(said, "Ewa Kowalska, PL"));
	assert_non_null(strstr(said, "Ewa Nowak, PL"));
	free(said);
	assert_int_equal(outbox_counts(&f->store, &counts, &e), 0);
	assert_int_equal(counts.waiting + counts.held, 0);
}

static void status_tells_line_and_outbox(void **state)
{
	struct fixture *f = *state;
	char *said = run(WORDS("status"), NULL, EXIT_DONE);
	assert_non_null(strstr(said, "Ayşe Demir, TR"));
	assert_non_null(strstr(said, "answered since"));
	assert_non_null(strstr(said, "Needs you"));
	free(said);
	free(run(WORDS("send", "--to", "Chiara", "--subject", "Zaino"), "Sì.", EXIT_DONE));
	json_free(fixture_hear(f, "wake"));
	struct json *object = object_of(WORDS("status", "--json"), NULL);
	assert_string_equal(json_get_text(json_get(object, "line"), "state"), "online");
	assert_string_equal(json_get_text(json_get(object, "who"), "name"), "Ayşe Demir");
	assert_int_equal(json_get_integer(object, "waiting", 0), 1);
	assert_int_equal(json_get_integer(object, "needsYou", -1), 0);
	assert_true(json_get_integer(object, "bytes", 0) > 0);
	assert_int_equal(json_size(json_get(object, "outbox")), 1);
	assert_string_equal(json_get_text(json_first(json_get(object, "outbox")), "subject"), "Zaino");
	assert_string_equal(json_get_text(json_first(json_get(object, "outbox")), "state"), "waiting");
	json_free(object);
}

/* What was measured and counted, what is set, and why nothing goes by itself: in words and in numbers. */
static void status_tells_what_the_line_costs(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(store_set_fact(&f->store, "measured",
	                                "{\"speed\":4750,\"packed\":30,\"turn\":640,\"losses\":1,\"tries\":20,\"found\":\"slow\"}", NULL), 0);
	assert_int_equal(store_set_fact(&f->store, "counted",
	                                "{\"day\":\"2026-11-17\",\"today\":{\"down\":212000},\"since\":\"2026-11-01\","
	                                "\"month\":{\"down\":3100000}}", NULL), 0);
	free(run(WORDS("settings", "budget", "20"), NULL, EXIT_DONE));
	free(run(WORDS("settings", "mail-hours", "19:00-07:00"), NULL, EXIT_DONE));
	char *said = run(WORDS("status"), NULL, EXIT_DONE);
	assert_non_null(strstr(said, "Rests         not before 19:00\n"));
	assert_non_null(strstr(said, "Measured      38 kbit/s, 640 ms, 1 of 20 lost, slow profile\n"));
	assert_non_null(strstr(said, "Counted       today 212 KB, November 3.1 MB of your 20 MB\n"));
	assert_non_null(strstr(said, "Windows       mail 19:00 to 07:00; files any time\n"));
	free(said);
	struct json *object = object_of(WORDS("status", "--json"), NULL);
	const struct json *plan = json_get(object, "plan"), *counted = json_get(object, "counted");
	assert_string_equal(json_get_text(plan, "profile"), "slow");
	assert_true(json_get_bool(plan, "found", false));
	assert_string_equal(json_get_text(json_get(plan, "mail"), "rest"), "hours");
	assert_string_equal(json_get_text(json_get(plan, "mail"), "until"), "2026-11-17T19:00:00Z");
	assert_null(json_get(json_get(plan, "files"), "rest"));
	assert_int_equal(json_get_integer(json_get(object, "measured"), "bytesPerSecond", 0), 4750);
	assert_int_equal(json_get_integer(counted, "month", 0), 3100000);
	assert_int_equal(json_get_integer(counted, "budget", 0), 20000000);
	json_free(object);
	said = run(WORDS("send", "--to", "Chiara", "--subject", "Zaino"), "Sì.", EXIT_DONE);
	assert_non_null(strstr(said, "waits: not before 19:00."));
	free(said);
	free(run(WORDS("settings", "budget", "0"), NULL, EXIT_DONE));
	free(run(WORDS("settings", "mail-hours", ""), NULL, EXIT_DONE));
}

static void without_a_sign_in_they_say_so(void **state)
{
	(void)state;
	free(run(WORDS("list", "--profile", "none"), NULL, EXIT_NOT_SIGNED_IN));
	free(run(WORDS("show", "1", "--profile", "none"), NULL, EXIT_NOT_SIGNED_IN));
	free(run(WORDS("search", "x", "--profile", "none"), NULL, EXIT_NOT_SIGNED_IN));
	free(run(WORDS("send", "--to", "x", "--profile", "none"), "text", EXIT_NOT_SIGNED_IN));
	free(run(WORDS("status", "--profile", "none"), NULL, EXIT_NOT_SIGNED_IN));
}

static void they_work_while_the_face_is_open(void **state)
{
	struct fixture *f = *state;
	struct terminal *t = fixture_face(f, 24, 80, NULL);
	assert_true(terminal_wait_text(t, "Ewa"));
	json_free(fixture_hear(f, "wake"));
	free(run(WORDS("list"), NULL, EXIT_DONE));
	free(run(WORDS("send", "--to", "Chiara", "--subject", "Zaino e libri"), "Sì.", EXIT_DONE));
	terminal_send(t, "0");
	assert_true(terminal_wait_text(t, "Zaino e libri"));
	terminal_send(t, "Q");
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
}

static void bash_completes_from_the_tables(void **state)
{
	(void)state;
	static const char script[] =
		"source <(twinline completion bash); "
		"try() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _twinline; echo \"<${COMPREPLY[*]}>\"; }; "
		"try twinline se; try twinline list --view ''; try twinline --profile me send --s; try twinline completion f; "
		"try twinline send --to a; echo end";
	const char *const argv[] = { "bash", "--norc", "-c", script, NULL };
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = argv });
	assert_true(terminal_wait_exit(t, NULL));
	assert_true(terminal_shows(t, "<search send settings>"));
	assert_true(terminal_shows(t, "<inbox sent drafts put-away bin>"));
	assert_true(terminal_shows(t, "<--subject>"));
	assert_true(terminal_shows(t, "<fish>"));
	assert_true(terminal_shows(t, "<>"));
	terminal_free(t);
	assert_says(WORDS("completion", "zsh"), EXIT_DONE, "#compdef twinline");
	assert_says(WORDS("completion", "fish"), EXIT_DONE, "-l view -x -a ' inbox sent drafts put-away bin'");
	assert_says(WORDS("completion", "tcsh"), EXIT_MISUSED, "bash|zsh|fish");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(list_tells_each_conversation_in_a_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(json_has_the_same, set_up, tear_down),
		cmocka_unit_test_setup_teardown(search_folds_and_looks_everywhere, set_up, tear_down),
		cmocka_unit_test_setup_teardown(show_tells_a_whole_conversation, set_up, tear_down),
		cmocka_unit_test_setup_teardown(text_of_others_drives_no_terminal, set_up, tear_down),
		cmocka_unit_test_setup_teardown(send_queues_and_wakes_the_engine, set_up, tear_down),
		cmocka_unit_test_setup_teardown(send_answers_and_holds, set_up, tear_down),
		cmocka_unit_test_setup_teardown(send_refuses_what_cannot_go, set_up, tear_down),
		cmocka_unit_test_setup_teardown(status_tells_line_and_outbox, set_up, tear_down),
		cmocka_unit_test_setup_teardown(status_tells_what_the_line_costs, set_up, tear_down),
		cmocka_unit_test_setup_teardown(without_a_sign_in_they_say_so, set_up, tear_down),
		cmocka_unit_test_setup_teardown(they_work_while_the_face_is_open, set_up, tear_down),
		cmocka_unit_test_setup_teardown(bash_completes_from_the_tables, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
