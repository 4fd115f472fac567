/* One-time links: who makes which, that each opens once and for a while only, that nothing tells one from another that never was. */
#include "lib/suite.h"

#include <signal.h>

#include "lib/deeds.h"
#include "lib/desk_paper.h"
#include "lib/officer.h"
#include "../../src/portal/link.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

static struct portal_fixture *f;
static struct teacher kim, oona;
static char *italy, *germany, *project, *case_id; /* accounts of two desks and a project; a case of the first */
static char paper[RECORD_ID_LENGTH + 1], stray[RECORD_ID_LENGTH + 1], thick[RECORD_ID_LENGTH + 1];

enum { THICK = 3 * 1000 * 1000 /* bytes, more than lies between two ends of a line */ };

static const char paper_text[] = "<html>To whom it may concern";

/* A case on Italy's desk with a paper; and a file there that no case names, of the officer's own. */
static void plant(void)
{
	struct store s;
	struct account desk;
	portal_store(f, &s);
	italy = desk_paper_plant(&s, "IT", f->ben.person, paper_text, paper);
	assert_true(account_by_id(&s, italy, &desk));
	assert_int_equal(db_begin(s.db, NULL), 0);
	desk_paper_put(&s, desk.local, f->eva.person, "mine", stray);
	assert_int_equal(db_commit(s.db, NULL), 0);
	account_release(&desk);
	char *much = xcalloc(1, THICK + 1);
	for (int i = 0; i < THICK; i++)
		much[i] = (char)('a' + i % 23 + i / 65536 % 3);
	germany = desk_paper_plant(&s, "DE", kim.person, much, thick);
	free(much);
	store_close(&s);
	struct deeds cases = deeds_of(f, &f->eva, italy, "Case");
	struct json *waiting = deeds_find(&cases, "\"kind\":\"registration\"");
	case_id = xstrdup(json_get_text(waiting, "id"));
	json_free(waiting);
}

static int start(void **state)
{
	*state = f = portal_fixture_new(NULL);
	deeds_join(f, "kim", "DE", false, &kim);
	deeds_join(f, "oona", "FI", false, &oona);
	officer_make(f, "eva", "IT");
	officer_make(f, "kim", "DE");
	plant();
	project = deeds_project(f, "Water diary", &f->ada, &f->ben, &oona, NULL);
	return 0;
}

static int stop(void **state)
{
	teacher_release(&kim);
	teacher_release(&oona);
	free(italy);
	free(germany);
	free(project);
	free(case_id);
	return portal_fixture_stop(state);
}

/* --- making and following --- */

static struct json *ask(const struct teacher *t, const char *account, const char *blob)
{
	if (blob)
		return portal_call(f, t, "Link/create", "{\"accountId\":\"%s\",\"blobId\":\"%s\",\"name\":\"an öffice's badge.html\"}", account, blob);
	return portal_call(f, t, "Link/create", "{\"accountId\":\"%s\"}", account);
}

/* The path of a link, yours. */
static char *make(const struct teacher *t, const char *account, const char *blob)
{
	struct json *made = ask(t, account, blob);
	char *url = xstrdup(json_get_text(made, "url"));
	assert_non_null(url);
	assert_true(strlen(url) == strlen(LINK_PATH "/") + LINK_SECRET_SIZE - 1);
	json_free(made);
	return url;
}

static void expect_refused(const struct teacher *t, const char *account, const char *blob, const char *error)
{
	struct json *made = ask(t, account, blob);
	assert_string_equal(json_get_text(made, "type"), error);
	assert_null(json_get(made, "url"));
	json_free(made);
}

static void follow(const char *verb, const char *path, struct http_answer *a)
{
	struct http_client c;
	portal_open_line(f, &c);
	http_client_ask(&c, verb, path, NULL, NULL, 0, a);
	http_client_close(&c);
}

static void expect_header(const struct http_answer *a, const char *name, const char *value)
{
	char *said = http_answer_header(a, name);
	assert_non_null(said);
	assert_string_equal(said, value);
	free(said);
}

/* What a link that never was says, whether one looks or takes; the path's is the same but for the time of day. */
static void expect_nothing(const char *path)
{
	static const char *const verbs[] = {"GET", "POST"};
	for (size_t i = 0; i < ARRAY_SIZE(verbs); i++) {
		struct http_answer a, never;
		follow(verbs[i], path, &a);
		follow(verbs[i], LINK_PATH "/00000000000000000000000000000000", &never);
		assert_int_equal(a.status, 404);
		assert_int_equal(never.status, 404);
		assert_non_null(strstr(a.body.text, "This link has been used, or is not good any more.</p>"));
		assert_string_equal(a.body.text, never.body.text);
		assert_string_equal(a.head.text, never.head.text);
		http_answer_release(&a);
		http_answer_release(&never);
	}
}

static int status_of(const char *path)
{
	struct http_answer a;
	follow("POST", path, &a);
	int status = a.status;
	http_answer_release(&a);
	return status;
}

/* --- papers --- */

static void test_a_paper_opens_once(void **state)
{
	(void)state;
	struct http_answer a;
	char *path = make(&f->eva, italy, paper);
	follow("POST", path, &a);
	assert_int_equal(a.status, 200);
	assert_string_equal(a.body.text, paper_text);
	expect_header(&a, "Content-Type", "text/html");
	expect_header(&a, "Content-Disposition", "attachment; filename*=UTF-8''an%20%C3%B6ffice%27s%20badge.html");
	expect_header(&a, "X-Content-Type-Options", "nosniff");
	expect_header(&a, "Content-Security-Policy", "sandbox; default-src 'none'");
	expect_header(&a, "Referrer-Policy", "no-referrer");
	http_answer_release(&a);
	expect_nothing(path);
	free(path);
}

/* --- looking --- */

/* The page behind a link for who reads languages (NULL: says nothing of them), yours; it is no page of a file's own. */
static char *look(const char *path, const char *languages)
{
	struct http_client c;
	struct http_answer a;
	char *header = languages ? xasprintf("Accept-Language: %s\r\n", languages) : NULL;
	portal_open_line(f, &c);
	http_client_ask(&c, "GET", path, header, NULL, 0, &a);
	http_client_close(&c);
	assert_int_equal(a.status, 200);
	expect_header(&a, "Content-Type", "text/html; charset=utf-8");
	expect_header(&a, "Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'");
	expect_header(&a, "Cache-Control", "no-store");
	expect_header(&a, "Referrer-Policy", "no-referrer");
	char *disposition = http_answer_header(&a, "Content-Disposition");
	assert_null(disposition);
	char *page = str_detach(&a.body);
	http_answer_release(&a);
	free(header);
	return page;
}

/* Mail scanners and previews of chats follow every link that passes them, some of them twice. */
static void test_to_look_is_not_to_take(void **state)
{
	(void)state;
	struct http_answer a;
	char *links[] = {make(&f->eva, italy, paper), make(&f->ada, project, NULL), make(&f->ben, f->ben.account, NULL)};
	for (size_t i = 0; i < ARRAY_SIZE(links); i++) {
		free(look(links[i], NULL));
		free(look(links[i], NULL));
		follow("HEAD", links[i], &a);
		assert_int_equal(a.status, 200);
		http_answer_release(&a);
		assert_int_equal(status_of(links[i]), 200);
		expect_nothing(links[i]);
		free(links[i]);
	}
}

static void test_the_page_tells_what_it_is(void **state)
{
	(void)state;
	char *path = make(&f->eva, italy, paper), *tar = make(&f->ada, project, NULL), *page = look(path, NULL), *other = look(tar, NULL);
	assert_non_null(strstr(page, "an öffice's badge.html"));
	assert_non_null(strstr(page, "0.1 KB"));
	assert_non_null(strstr(page, "For one download, until 2"));
	assert_non_null(strstr(page, " UTC:"));
	assert_non_null(strstr(page, "<form method=\"post\"><button>"));
	assert_null(strstr(page, "To whom it may concern"));
	assert_non_null(strstr(other, "Water-diary-2"));
	assert_non_null(strstr(other, ".tar"));
	assert_non_null(strstr(other, " KB"));
	free(page);
	free(other);
	free(path);
	free(tar);
}

static void expect_page(const char *path, const char *languages, const char *wanted)
{
	char *page = look(path, languages);
	assert_non_null(strstr(page, wanted));
	free(page);
}

static void test_the_page_is_in_the_language_of_who_reads_it(void **state)
{
	(void)state;
	char *path = make(&f->eva, italy, paper);
	expect_page(path, "el", "<html lang=\"el\">");
	expect_page(path, "x-klingon, fr-CA;q=0.8, en;q=0.5", "<html lang=\"fr\">");
	expect_page(path, "ar-TN,ar;q=0.9", "<html lang=\"ar\" dir=\"rtl\">");
	expect_page(path, "en-GB, de;q=0.5", "<html lang=\"en\">");
	expect_page(path, "../../el, ,;", "<html lang=\"en\">");
	expect_page(path, "", "<html lang=\"en\">");
	free(path);
}

static void test_a_name_is_text(void **state)
{
	(void)state;
	struct json *made = portal_call(f, &f->eva, "Link/create", "{\"accountId\":\"%s\",\"blobId\":\"%s\","
	                                "\"name\":\"<script>&\\\"</bdi>\"}", italy, paper);
	expect_page(json_get_text(made, "url"), NULL, "<bdi>&lt;script&gt;&amp;&quot;&lt;/bdi&gt;</bdi>");
	json_free(made);
}

static bool has_step(const struct json *dossier, const char *step)
{
	for (const struct json *i = json_first(json_get(json_get(dossier, "steps"), "list")); i; i = json_next(i))
		if (text_equal(json_get_text(i, "step"), step))
			return json_get_text(i, "who") && json_get_text(i, "at");
	return false;
}

static void test_who_made_and_used_it_stands_with_the_case(void **state)
{
	(void)state;
	struct deeds dossiers = deeds_of(f, &f->eva, italy, "Dossier");
	struct json *dossier = deeds_get(&dossiers, case_id);
	assert_true(has_step(dossier, "paperLinked"));
	assert_true(has_step(dossier, "paperTaken"));
	assert_int_equal(json_size(json_get(json_get(dossier, "steps"), "list")), 2); /* to look is not to use */
	json_free(dossier);
}

static void test_a_paper_is_for_the_officers_of_its_desk(void **state)
{
	(void)state;
	expect_refused(&f->ben, italy, paper, "accountNotFound"); /* whose it is */
	expect_refused(&kim, italy, paper, "accountNotFound");
	expect_refused(&f->eva, italy, "bzzzzzzz", "blobNotFound");
	expect_refused(&f->eva, italy, stray, "blobNotFound");
	expect_refused(&f->eva, italy, NULL, "forbidden");
	expect_refused(&f->ada, f->ada.account, paper, "forbidden");
	expect_refused(&f->ada, project, paper, "forbidden");
}

/* --- lines that break off --- */

/* Asks, and hears so much of the answer as there is at once. */
static void begin(struct http_client *c, const char *path)
{
	char *request = xasprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", path);
	portal_open_line(f, c);
	assert_true(http_client_send(c, request, strlen(request)));
	assert_true(http_client_more(c));
	assert_non_null(memmem(c->in.text, c->in.len, "200 OK", strlen("200 OK")));
	free(request);
}

/* Until the portal says for the count-th time that a link is good again. */
static void wait_for_return(int count)
{
	static const char words[] = "one that was cut off is good again";
	int64_t end = clock_monotonic_ms() + 20000;
	int seen = 0;
	while (seen < count) {
		char *log = portal_log(f);
		seen = 0;
		for (const char *at = log; (at = strstr(at, words)); at += strlen(words))
			seen++;
		free(log);
		assert_true(clock_monotonic_ms() < end);
	}
}

static void test_what_was_cut_off_is_fetched_again(void **state)
{
	(void)state;
	char *path = make(&kim, germany, thick);
	struct http_client first;
	struct http_answer a;
	for (int times = 1; times <= 2; times++) {
		begin(&first, path);
		expect_nothing(path); /* while somebody has it, nobody else gets it */
		http_client_close(&first);
		wait_for_return(times);
	}
	follow("POST", path, &a);
	assert_int_equal(a.status, 200);
	assert_int_equal(a.body.len, THICK);
	http_answer_release(&a);
	expect_nothing(path);
	free(path);
}

/* --- exports --- */

static void test_an_export_is_written_when_it_is_fetched(void **state)
{
	(void)state;
	struct http_answer a;
	char *path = make(&f->ada, project, NULL), *name;
	struct deeds pages = deeds_of(f, &f->ben, project, "Page");
	assert_null(deeds_make(&pages, NULL, "\"title\":\"Wells\",\"text\":\"Of the town\""));
	follow("POST", path, &a);
	assert_int_equal(a.status, 200);
	expect_header(&a, "Content-Type", "application/x-tar");
	name = http_answer_header(&a, "Content-Disposition");
	assert_non_null(strstr(name, "Water-diary-2"));
	assert_non_null(strstr(name, ".tar"));
	assert_true(a.body.len > 1024 && a.body.len % 512 == 0);
	assert_memory_equal(a.body.text + 257, "ustar", 5);
	static const char wanted[] = "Of the town";
	assert_non_null(memmem(a.body.text, a.body.len, wanted, sizeof wanted - 1));
	http_answer_release(&a);
	expect_nothing(path);
	free(name);
	free(path);
}

static void test_a_link_is_worth_what_its_maker_may_see(void **state)
{
	(void)state;
	char *first = make(&oona, project, NULL), *second = make(&oona, project, NULL);
	deeds_set_role(f, project, &oona, ROLE_OBSERVER);
	expect_nothing(first);
	expect_refused(&oona, project, NULL, "role");
	deeds_set_role(f, project, &oona, ROLE_COUNT);
	expect_refused(&oona, project, NULL, "accountNotFound");
	expect_nothing(second);
	deeds_set_role(f, project, &oona, ROLE_TEACHER);
	assert_int_equal(status_of(first), 200);
	assert_int_equal(status_of(first), 404);
	free(first);
	free(second);
}

/* --- all that is one's own --- */

/* A letter of ada's, with a file. */
static void write_with_file(const struct teacher *to, const char *text, const char *bytes)
{
	struct deeds letters = deeds_of(f, &f->ada, f->ada.account, "Message");
	char file[RECORD_ID_LENGTH + 1];
	struct account own;
	struct store s;
	portal_store(f, &s);
	assert_true(account_by_id(&s, f->ada.account, &own));
	assert_int_equal(db_begin(s.db, NULL), 0);
	desk_paper_put(&s, own.local, f->ada.person, bytes, file);
	assert_int_equal(db_commit(s.db, NULL), 0);
	account_release(&own);
	store_close(&s);
	assert_null(deeds_make(&letters, NULL, "\"to\":[{\"id\":\"%s\"}],\"subject\":\"Wells\",\"text\":\"%s\",\"files\":[{\"blobId\":\"%s\","
	                       "\"name\":\"wells.html\",\"type\":\"text/html\",\"size\":%zu}]", to->person, text, file, strlen(bytes)));
}

static bool holds(const struct http_answer *a, const char *words)
{
	return memmem(a->body.text, a->body.len, words, strlen(words)) != NULL;
}

static void fetch_own(const struct teacher *t, struct http_answer *a)
{
	char *path = make(t, t->account, NULL), *name;
	follow("POST", path, a);
	assert_int_equal(a->status, 200);
	name = http_answer_header(a, "Content-Disposition");
	assert_non_null(strstr(name, "''twinline-2"));
	expect_nothing(path);
	free(name);
	free(path);
}

static void test_all_that_is_ones_own(void **state)
{
	(void)state;
	struct http_answer a;
	write_with_file(&f->ben, "How deep is yours", "Drawn by hand: a well");
	write_with_file(&oona, "How cold is yours", "Drawn by hand: a lake");
	fetch_own(&f->ben, &a);
	assert_true(holds(&a, "How deep is yours"));
	assert_true(holds(&a, "Drawn by hand: a well"));
	assert_true(holds(&a, "files/wells.html"));
	assert_true(holds(&a, "json/Profile.json"));
	assert_true(holds(&a, "projects/Water-diary/index.md"));
	assert_true(holds(&a, "manifest.json"));
	assert_true(holds(&a, "Receipts are not in it"));
	assert_false(holds(&a, "How cold is yours"));
	assert_false(holds(&a, "Drawn by hand: a lake"));
	http_answer_release(&a);
}

/* The desk's papers are the desk's, whoever works there; and whoever is in no project takes none. */
static void test_what_is_no_ones_own_stays(void **state)
{
	(void)state;
	struct http_answer a;
	fetch_own(&f->eva, &a);
	assert_true(holds(&a, "json/Profile.json"));
	assert_false(holds(&a, "To whom it may concern"));
	assert_false(holds(&a, "json/Case.json"));
	assert_false(holds(&a, "projects/"));
	http_answer_release(&a);
}

static void test_ones_own_is_nobody_elses_to_take(void **state)
{
	(void)state;
	expect_refused(&f->ada, f->ben.account, NULL, "accountNotFound");
	expect_refused(&f->ada, f->ada.directory, NULL, "forbidden");
	expect_refused(&f->ada, f->ada.community, NULL, "forbidden");
}

static void test_so_many_and_no_more(void **state)
{
	(void)state;
	for (int i = 0; i < LINKS_MOST; i++)
		free(make(&f->ben, project, NULL));
	expect_refused(&f->ben, project, NULL, "rateLimit");
}

/* --- what ends, and what is kept --- */

static void serve_at(int64_t now)
{
	char text[CLOCK_TEXT_SIZE];
	portal_fixture_end(f, SIGTERM);
	clock_format(now, text);
	setenv("TWINLINE_NOW", text, 1);
	portal_fixture_serve(f, NULL);
	unsetenv("TWINLINE_NOW");
}

static void test_each_ends_in_its_time(void **state)
{
	(void)state;
	int64_t now = clock_now();
	serve_at(now);
	char *early = make(&f->eva, italy, paper), *late = make(&f->eva, italy, paper), *tar = make(&f->ada, project, NULL);
	char *next = make(&f->ada, project, NULL);
	serve_at(now + LINK_PAPER_SECONDS);
	assert_int_equal(status_of(early), 200);
	serve_at(now + LINK_PAPER_SECONDS + 1);
	expect_nothing(late);
	assert_int_equal(status_of(tar), 200);
	serve_at(now + LINK_EXPORT_SECONDS + 1);
	expect_nothing(next);
	free(early);
	free(late);
	free(tar);
	free(next);
}

static void test_the_secret_is_kept_nowhere(void **state)
{
	(void)state;
	char *path = make(&f->ada, project, NULL), *secret = path + strlen(LINK_PATH "/"), *log;
	assert_int_equal(status_of(path), 200);
	assert_int_equal(portal_number(f, "SELECT count(*) FROM link WHERE digest = ?1", secret), 0);
	log = portal_log(f);
	assert_non_null(strstr(log, "POST /link/{} 200"));
	assert_null(strstr(log, secret));
	free(log);
	free(path);
}

static int64_t counted(const struct json *stats, const char *name)
{
	return json_get_integer(json_get(stats, "links"), name, -1);
}

static void test_they_are_counted(void **state)
{
	(void)state;
	const char *words[] = {"stats", f->database, "--json", NULL};
	char *path = make(&f->ada, project, NULL), *before = NULL, *after = NULL;
	assert_int_equal(portal_fixture_run(words, NULL, &before), 0);
	assert_int_equal(status_of(path), 200);
	assert_int_equal(portal_fixture_run(words, NULL, &after), 0);
	struct json *was = json_parse_own(before), *is = json_parse_own(after);
	assert_true(counted(was, "all") >= LINKS_MOST);
	assert_int_equal(counted(is, "all"), counted(was, "all"));
	assert_int_equal(counted(is, "fetched"), counted(was, "fetched") + 1);
	json_free(was);
	json_free(is);
	free(before);
	free(after);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_paper_opens_once),
		cmocka_unit_test(test_who_made_and_used_it_stands_with_the_case),
		cmocka_unit_test(test_to_look_is_not_to_take),
		cmocka_unit_test(test_the_page_tells_what_it_is),
		cmocka_unit_test(test_the_page_is_in_the_language_of_who_reads_it),
		cmocka_unit_test(test_a_name_is_text),
		cmocka_unit_test(test_a_paper_is_for_the_officers_of_its_desk),
		cmocka_unit_test(test_what_was_cut_off_is_fetched_again),
		cmocka_unit_test(test_an_export_is_written_when_it_is_fetched),
		cmocka_unit_test(test_a_link_is_worth_what_its_maker_may_see),
		cmocka_unit_test(test_all_that_is_ones_own),
		cmocka_unit_test(test_what_is_no_ones_own_stays),
		cmocka_unit_test(test_ones_own_is_nobody_elses_to_take),
		cmocka_unit_test(test_so_many_and_no_more),
		cmocka_unit_test(test_the_secret_is_kept_nowhere),
		cmocka_unit_test(test_they_are_counted),
		cmocka_unit_test(test_each_ends_in_its_time),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
