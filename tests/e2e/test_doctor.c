/* What is wrong on the way to the portal, in words and by doctor: proxies, pages of the network, clocks; in English and Greek. */
#include "lib/suite.h"

#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/proxy.h"
#include "lib/world.h"
#include "../../src/cli/cli.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/line.h"

enum { DAY = 24 * 60 * 60 };

static struct world *w;

static int start(void **state)
{
	w = world_start(&(struct world_options){ .bare = true, .tls = true });
	*state = w;
	return 0;
}

/* The environment stays that of the second world: for the last test. */
static int start_in_the_open(void **state)
{
	w = world_start(&(struct world_options){ .bare = true });
	*state = w;
	return 0;
}

static int stop(void **state)
{
	world_free(*state);
	return 0;
}

/* What doctor says, yours; fails with another exit status. */
static char *doctor(int status, const char *option, const char *language)
{
	const char *words[] = { "--language", language, "doctor", option, NULL };
	char *said;
	int ended = world_run("twinline", words, NULL, &said);
	if (ended != status)
		fail_msg("status %d instead of %d: %s", ended, status, said);
	return said;
}

/* Doctor's line of a check is in this state and says this, and in Greek that. */
static void assert_finding(int status, const char *check, const char *state, const char *text, const char *greek)
{
	char *said = doctor(status, "--json", "en");
	struct json *object = json_parse(said, strlen(said), NULL);
	const struct json *found = NULL;
	for (const struct json *i = json_first(json_get(object, "checks")); i; i = json_next(i))
		if (text_equal(json_get_text(i, "check"), check))
			found = i;
	const char *sentence = json_get_text(found, "sentence");
	if (!text_equal(json_get_text(found, "state"), state) || !sentence || !strstr(sentence, text))
		fail_msg("%s is not \"%s\" with \"%s\": %s", check, state, text, said);
	json_free(object);
	free(said);
	said = greek ? doctor(status, NULL, "el") : NULL;
	if (greek && !strstr(said, greek))
		fail_msg("no \"%s\" in: %s", greek, said);
	free(said);
}

static enum err_code sync_cause(void)
{
	struct engine_link link;
	struct json *packet = json_new_object(), *answer = NULL;
	struct err e = { 0 };
	bool gone = false, over = false;
	json_set_string(packet, "do", "sync");
	assert_int_equal(engine_connect(&link, &w->paths, true, &e), 0);
	assert_true(engine_send(&link, packet));
	while (!over && !gone) {
		json_free(answer);
		if (!(answer = engine_receive(&link, &gone)))
			poll(&(struct pollfd){ .fd = link.fd, .events = POLLIN }, 1, 1000);
		bool done = text_equal(json_get_text(answer, "did"), "progress") && text_equal(json_get_text(answer, "phase"), "done");
		over = done || text_equal(json_get_text(answer, "did"), "failed");
	}
	if (text_equal(json_get_text(answer, "did"), "failed"))
		json_to_err(json_get(answer, "cause"), &e);
	enum err_code code = e.code;
	err_release(&e);
	json_free(answer);
	engine_close(&link);
	return code;
}

static void certify(const struct authority_wish *wish)
{
	authority_certify(w->authority, w->dir, "portal", wish);
	world_portal_end(w, SIGTERM);
	world_portal_start(w);
	world_engine_end(w, SIGTERM);
	unlink(w->paths.ticket); /* whoever was here before knows the portal by its ticket */
}

static void all_is_well(void **state)
{
	(void)state;
	static const char *const checks[] = { "store", "line", "proxy", "certificate", "clock", "portal" };
	for (size_t i = 0; i < ARRAY_SIZE(checks); i++)
		assert_finding(0, checks[i], "good", "", NULL);
	assert_finding(0, "certificate", "good", "Test Authority", "Test Authority");
	assert_finding(0, "clock", "good", "It agrees with the portal's.", "Συμφωνεί");
	assert_finding(0, "portal", "good", "the sign-in holds", NULL);
}

/* A slip of the pen in the file of settings would not be heard of: "shard = yes" leaves a shared computer as open as it was. */
static void a_setting_that_is_none_is_named(void **state)
{
	char *path = xasprintf("%s/settings", w->paths.config);
	struct str sound = { 0 }, slips = { 0 };
	(void)state;
	assert_int_equal(file_read(path, 1 << 16, &sound, NULL), 0);
	str_addf(&slips, "%s\nshard = yes\n# a note\ntheem = dark\n", sound.text);
	assert_int_equal(file_write(path, slips.text, slips.len, 0600, NULL), 0);
	assert_finding(0, "settings", "warning", "no setting of this version is called shard, theem.", NULL);
	assert_int_equal(file_write(path, sound.text, sound.len, 0600, NULL), 0);
	assert_finding(0, "settings", "good", "/settings", "Ρυθμίσεις");
	str_release(&slips);
	str_release(&sound);
	free(path);
}

/* Whom a report is shown to learns hosts and causes, and nothing of who sits here. */
static void a_report_names_nobody(void **state)
{
	(void)state;
	world_engine_end(w, SIGTERM); /* the next one reads the environment anew */
	setenv("https_proxy", "http://maria:geheim@127.0.0.1:9", 1);
	char *said = doctor(EXIT_NO_LINE, "--report", "en"), *token = NULL;
	struct str login = { 0 };
	assert_int_equal(file_read(w->paths.token, 10000, &login, NULL), 0);
	struct json *kept = json_parse(login.text, login.len, NULL);
	token = xstrdup(json_get_text(kept, "token"));
	assert_non_null(strstr(said, "Twinline "));
	assert_non_null(strstr(said, "localhost"));
	assert_non_null(strstr(said, "127.0.0.1:9"));
	assert_null(strstr(said, "maria"));
	assert_null(strstr(said, "geheim"));
	assert_null(strstr(said, w->name));
	assert_null(strstr(said, token));
	assert_null(strstr(said, getenv("HOME")));
	unsetenv("https_proxy");
	world_engine_end(w, SIGTERM);
	json_free(kept);
	str_release(&login);
	free(token);
	free(said);
}

static void proxies_are_told_apart(void **state)
{
	(void)state;
	struct proxy *open = proxy_start(NULL), *asks = proxy_start("maria:a secret: of hers"), *refuses = proxy_start("403");
	world_set(SETTING_PROXY, proxy_url(open));
	assert_int_equal(sync_cause(), ERR_OK);
	assert_finding(0, "proxy", "good", "lets through", NULL);

	world_set(SETTING_PROXY, proxy_url(refuses));
	world_engine_end(w, SIGTERM);
	assert_int_equal(sync_cause(), ERR_PROXY);
	assert_finding(EXIT_NO_LINE, "proxy", "wrong", "(403)", "Ο διαμεσολαβητής");
	assert_finding(EXIT_NO_LINE, "certificate", "skipped", "comes first", NULL);

	world_set(SETTING_PROXY, "http://127.0.0.1:1");
	world_engine_end(w, SIGTERM);
	assert_int_equal(sync_cause(), ERR_PROXY_UNREACHABLE);
	assert_finding(EXIT_NO_LINE, "proxy", "wrong", "127.0.0.1:1 cannot be reached", NULL);

	world_set(SETTING_PROXY, proxy_url(asks));
	world_engine_end(w, SIGTERM);
	assert_int_equal(sync_cause(), ERR_PROXY_LOGIN);
	assert_finding(EXIT_NO_LINE, "proxy", "wrong", "twinline proxy-login", "twinline proxy-login");

	world_set(SETTING_PROXY, "");
	world_engine_end(w, SIGTERM);
	assert_int_equal(sync_cause(), ERR_OK);
	proxy_stop(open);
	proxy_stop(asks);
	proxy_stop(refuses);
}

/* A filter that will not have a name resets its connections, or answers in the open. */
static void a_filter_that_cuts_tls_is_named(void **state)
{
	(void)state;
	static const char *const answers[] = {
		"HTTP/1.1 302 Found\r\nLocation: http://hotspot.example/\r\nContent-Length: 0\r\n\r\n", "\x15\x03\x01",
	};
	for (size_t i = 0; i < ARRAY_SIZE(answers); i++) {
		world_engine_end(w, SIGTERM);
		relay_answer(w->relay, answers[i]);
		assert_int_equal(sync_cause(), ERR_NO_TLS);
		assert_finding(EXIT_NO_LINE, "certificate", "wrong", "a filter of this network", "φίλτρο");
		char *said = doctor(EXIT_NO_LINE, NULL, "en");
		assert_null(strstr(said, "SSL_")); /* no names of functions */
		free(said);
		relay_open(w->relay);
	}
	assert_int_equal(sync_cause(), ERR_OK);
}

static void a_proxy_is_told_who_asks_from_a_private_file(void **state)
{
	(void)state;
	static const char *const words[] = { "proxy-login", NULL };
	struct proxy *asks = proxy_start("maria:a secret: of hers");
	struct stat there;
	world_set(SETTING_PROXY, proxy_url(asks));
	world_engine_end(w, SIGTERM);
	assert_int_equal(world_run("twinline", words, "maria\nanother\n", NULL), 0);
	assert_int_equal(sync_cause(), ERR_PROXY_LOGIN);
	assert_int_equal(world_run("twinline", words, "maria\na secret: of hers\n", NULL), 0);
	assert_int_equal(stat(w->paths.proxy_login, &there), 0);
	assert_int_equal(there.st_mode & 0777, 0600);
	assert_int_equal(sync_cause(), ERR_OK);
	assert_finding(0, "proxy", "good", "lets through", NULL);
	assert_int_equal(world_run("twinline", words, "\n", NULL), 0);
	assert_int_not_equal(access(w->paths.proxy_login, F_OK), 0);
	world_set(SETTING_PROXY, "");
	world_engine_end(w, SIGTERM);
	proxy_stop(asks);
}

/* In the open, as on this computer, a page of the network can stand in the portal's place. */
static void a_page_of_the_network_is_named_by_where_it_leads(void **state)
{
	(void)state;
	static const struct { const char *answer; enum err_code code; const char *text, *greek; } rows[] = {
		{ "HTTP/1.1 302 Found\r\nLocation: http://hotspot.example/login?mac=00:11:22\r\nContent-Length: 0\r\n\r\n", ERR_LEADS_ELSEWHERE,
		  "leads to http://hotspot.example/login.", "http://hotspot.example/login" },
		{ "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Accept our terms</html>", ERR_NOT_A_PORTAL, "not a Twinline portal", NULL },
		{ "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n", ERR_PORTAL_DOWN, "502", NULL },
		{ "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", ERR_BUSY, "7 seconds",
		  NULL }, /* the last: until then nothing is asked */
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const char *check = rows[i].code == ERR_LEADS_ELSEWHERE ? "line" : "portal";
		relay_answer(w->relay, rows[i].answer);
		assert_int_equal(sync_cause(), rows[i].code);
		assert_finding(EXIT_NO_LINE, check, "wrong", rows[i].text, rows[i].greek);
		relay_open(w->relay);
	}
}

/* The clock of the programs that are started from here on, so many seconds from now; into day, its day. */
static void set_clock(int64_t seconds, struct str *day)
{
	char text[40];
	time_t then = time(NULL) + (time_t)seconds;
	struct tm tm;
	gmtime_r(&then, &tm);
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
	setenv("TWINLINE_NOW", text, 1);
	str_addn(day, text, sizeof "2026-11-22" - 1);
}

static char *line_cause(void)
{
	struct store s;
	struct line line;
	assert_int_equal(store_open(&s, w->paths.store, STORE_REPLICA, 0, NULL), 0);
	line_read(&s, &line);
	char *text = line.cause.code == ERR_CLOCK ? err_text_english(&line.cause) : NULL;
	line_release(&line);
	store_close(&s);
	return text;
}

/*
 * A certificate that is not valid yet by this computer's clock, and is by the portal's: nobody says that the portal is wrong. What the
 * clock is looked at for carries no token, and the line is not used for anything else.
 */
static void a_certificate_that_is_early_is_the_clocks_fault(void **state)
{
	(void)state;
	char *cause = NULL;
	struct str there = { 0 };
	set_clock(10 * DAY, &there);
	certify(&(struct authority_wish){ .from = 3 * DAY, .until = 40 * DAY });
	unsetenv("TWINLINE_NOW");
	assert_int_equal(sync_cause(), ERR_CLOCK);
	cause = line_cause();
	assert_non_null(cause);
	assert_non_null(strstr(cause, there.text));
	assert_finding(EXIT_NO_LINE, "clock", "wrong", there.text, "ρολόι");
	assert_finding(EXIT_NO_LINE, "certificate", "skipped", "while the clock is wrong", NULL);
	free(cause);
	str_release(&there);
	certify(&(struct authority_wish){ 0 });
	assert_int_equal(sync_cause(), ERR_OK);
}

/* Where the certificate is really out of date, that is said, for the clocks agree. */
static void a_certificate_that_has_ended_stays_the_portals_fault(void **state)
{
	(void)state;
	certify(&(struct authority_wish){ .from = -30 * DAY, .until = -DAY });
	assert_int_equal(sync_cause(), ERR_CERTIFICATE_ENDED);
	assert_finding(EXIT_NO_LINE, "certificate", "wrong", "ended at", "έληξε");
	assert_int_equal(sync_cause(), ERR_CERTIFICATE_ENDED);
	certify(&(struct authority_wish){ 0 });
}

/* A clock that is wrong in the open or within a certificate's life harms nothing, but doctor says it. */
static void a_clock_that_is_off_is_told_with_how_much(void **state)
{
	(void)state;
	struct str there = { 0 };
	set_clock(-10 * DAY, &there);
	world_portal_end(w, SIGTERM);
	world_portal_start(w);
	unsetenv("TWINLINE_NOW");
	world_engine_end(w, SIGTERM);
	assert_finding(EXIT_NO_LINE, "clock", "wrong", there.text, "ρολόι");
	assert_finding(EXIT_NO_LINE, "clock", "wrong", "wrong by ", NULL);
	assert_finding(EXIT_NO_LINE, "portal", "good", "answers within", NULL);
	world_portal_end(w, SIGTERM);
	world_portal_start(w);
	str_release(&there);
}

static void what_does_not_start_is_said_and_the_rest_is_looked_at(void **state)
{
	(void)state;
	static const char *const words[] = { "doctor", "--profile", "fresh", "--json", NULL };
	char *said;
	assert_int_equal(world_run("twinline", words, NULL, &said), 0);
	assert_non_null(strstr(said, "None yet; signing in makes it."));
	assert_non_null(strstr(said, "twinline sign-in URL"));
	free(said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_is_well),
		cmocka_unit_test(a_setting_that_is_none_is_named),
		cmocka_unit_test(a_report_names_nobody),
		cmocka_unit_test(proxies_are_told_apart),
		cmocka_unit_test(a_filter_that_cuts_tls_is_named),
		cmocka_unit_test(a_proxy_is_told_who_asks_from_a_private_file),
		cmocka_unit_test(a_certificate_that_is_early_is_the_clocks_fault),
		cmocka_unit_test(a_certificate_that_has_ended_stays_the_portals_fault),
		cmocka_unit_test(a_clock_that_is_off_is_told_with_how_much),
		cmocka_unit_test(what_does_not_start_is_said_and_the_rest_is_looked_at),
		cmocka_unit_test_setup_teardown(a_page_of_the_network_is_named_by_where_it_leads, start_in_the_open, stop),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
