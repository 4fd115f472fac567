/* The engine and TLS: tickets that outlive it, authorities beside the system's, and what is wrong with a certificate in words. */
#include "lib/suite.h"

#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/world.h"
#include "twinline/base/attr.h"
#include "twinline/base/crypto.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

static struct world *w;

static int start(void **state)
{
	w = world_start(&(struct world_options){ .bare = true, .tls = true });
	*state = w;
	return 0;
}

static int stop(void **state)
{
	world_free(*state);
	return 0;
}

/* An exchange of an engine that is started for it; what went over the line, both ways. */
static int64_t exchange_anew(void)
{
	world_engine_end(w, SIGTERM);
	relay_reset(w->relay);
	struct json *done = world_sync(w);
	assert_non_null(done);
	json_free(done);
	struct relay_counts counts = relay_counts(w->relay);
	return counts.up + counts.down;
}

/* Who asks the portal who it is hears why that fails: over a line of its own, with a full handshake. */
static void assert_probe_fails(enum err_code code, const char *argument)
{
	struct engine_link link;
	struct json *packet = json_new_object(), *answer = NULL;
	struct err e = { 0 };
	bool gone = false;
	json_set_string(packet, "do", "probe");
	json_set_string(packet, "url", w->url);
	assert_int_equal(engine_connect(&link, &w->paths, true, &e), 0);
	assert_true(engine_send(&link, packet));
	while (!gone && !(answer && text_equal(json_get_text(answer, "did"), code ? "failed" : "probed"))) {
		json_free(answer);
		if (!(answer = engine_receive(&link, &gone)))
			poll(&(struct pollfd){ .fd = link.fd, .events = POLLIN }, 1, 1000);
	}
	if (code)
		json_to_err(json_get(answer, "cause"), &e);
	if (e.code != code)
		fail_msg("%s instead of %s", err_name(e.code), err_name(code));
	char *text = err_text_english(&e);
	if (argument && !strstr(text, argument))
		fail_msg("no \"%s\" in: %s", argument, text);
	free(text);
	err_release(&e);
	json_free(answer);
	engine_close(&link);
}

static void certify(struct authority *a, const struct authority_wish *wish)
{
	authority_certify(a, w->dir, "portal", wish);
	world_portal_end(w, SIGTERM);
	world_portal_start(w);
}

static char *read_ticket(void)
{
	struct str bytes = { 0 };
	char *hex = xcalloc(1, DIGEST_TEXT_SIZE);
	if (file_read(w->paths.ticket, 1 << 20, &bytes, NULL) == 0)
		crypto_digest(bytes.text, bytes.len, hex);
	str_release(&bytes);
	return hex;
}

/* A handshake in full is 1.3 KB with the certificates; with the ticket of the engine before, it is less than half of that. */
static void a_ticket_serves_the_next_engine(void **state)
{
	(void)state;
	struct stat there;
	char *before = read_ticket();
	int64_t resumed = exchange_anew();
	char *after = read_ticket();
	assert_string_not_equal(before, after); /* each serves once */
	assert_int_equal(stat(w->paths.ticket, &there), 0);
	assert_int_equal(there.st_mode & 0777, 0600);
	world_engine_end(w, SIGTERM);
	assert_int_equal(unlink(w->paths.ticket), 0);
	int64_t full = exchange_anew();
	print_message("an exchange: %lld bytes with a full handshake, %lld with a ticket\n", (long long)full, (long long)resumed);
	assert_true(full - resumed > 400);
	free(before);
	free(after);
}

static void a_ticket_that_is_damaged_or_of_others_is_none(void **state)
{
	(void)state;
	struct str good = { 0 };
	int64_t full, resumed = exchange_anew();
	world_engine_end(w, SIGTERM);
	assert_int_equal(file_read(w->paths.ticket, 1 << 20, &good, NULL), 0);
	const struct { size_t changed, len; } rows[] = {
		{ 0, good.len },  /* of another portal */
		{ 66, good.len }, /* no session */
		{ good.len - 1, 100 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		world_engine_end(w, SIGTERM);
		good.text[rows[i].changed] ^= 0x7f;
		assert_int_equal(file_write(w->paths.ticket, good.text, rows[i].len, 0600, NULL), 0);
		good.text[rows[i].changed] ^= 0x7f;
		full = exchange_anew();
		if (full - resumed < 400)
			fail_msg("row %zu: %lld bytes", i, (long long)full);
	}
	str_release(&good);
}

/* The ticket was given under an authority: without that one, all is shown anew, and not accepted. */
static void who_trusts_others_now_shakes_hands_anew(void **state)
{
	(void)state;
	exchange_anew();
	world_set(SETTING_AUTHORITIES, "");
	world_engine_end(w, SIGTERM);
	assert_null(world_sync(w));
	world_set(SETTING_AUTHORITIES, authority_file(w->authority));
	json_free(world_sync(w));
}

static void an_authority_that_is_not_known_is_named_and_the_setting_cures_it(void **state)
{
	(void)state;
	world_set(SETTING_AUTHORITIES, "");
	assert_probe_fails(ERR_CERTIFICATE_ISSUER, "Test Authority");
	world_set(SETTING_AUTHORITIES, "/nowhere/school.pem");
	assert_probe_fails(ERR_FILE, "/nowhere/school.pem");
	world_set(SETTING_AUTHORITIES, authority_file(w->authority));
	assert_probe_fails(ERR_OK, NULL);
}

/* The system's own are not lost by it. */
static void the_setting_adds_to_the_authorities_of_the_system(void **state)
{
	(void)state;
	struct authority *other = authority_new(w->dir, "School Filter");
	setenv("SSL_CERT_FILE", authority_file(w->authority), 1);
	world_engine_end(w, SIGTERM);
	world_set(SETTING_AUTHORITIES, authority_file(other));
	assert_probe_fails(ERR_OK, NULL);
	certify(other, &(struct authority_wish){ 0 });
	assert_probe_fails(ERR_OK, NULL);
	setenv("SSL_CERT_FILE", "/nowhere/all.pem", 1);
	world_engine_end(w, SIGTERM);
	assert_probe_fails(ERR_NO_AUTHORITIES, "/nowhere/all.pem");
	unsetenv("SSL_CERT_FILE");
	world_engine_end(w, SIGTERM);
	certify(w->authority, &(struct authority_wish){ 0 });
	world_set(SETTING_AUTHORITIES, authority_file(w->authority));
	authority_free(other);
}

static void what_is_wrong_with_a_certificate_has_a_name(void **state)
{
	(void)state;
	enum { DAY = 24 * 60 * 60 };
	static const struct { struct authority_wish wish; enum err_code code; const char *argument; } rows[] = {
		{ { .from = -40 * DAY, .until = -2 * DAY }, ERR_CERTIFICATE_ENDED, "UTC" },
		{ { .from = 3 * DAY, .until = 40 * DAY }, ERR_CERTIFICATE_EARLY, "UTC" },
		{ { .host = "portal.example" }, ERR_CERTIFICATE_NAME, "portal.example" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		certify(w->authority, &rows[i].wish);
		assert_probe_fails(rows[i].code, rows[i].argument);
	}
	certify(w->authority, &(struct authority_wish){ 0 });
	assert_probe_fails(ERR_OK, NULL);
}

/* --- a shared computer --- */

static void paths_again(void)
{
	paths_release(&w->paths);
	assert_int_equal(paths_init(&w->paths, NULL, NULL), 0);
}

static void await_end(void)
{
	for (int i = 0; world_engine(w) && i < 10000; i++)
		poll(NULL, 0, 1);
	assert_int_equal(world_engine(w), 0);
	paths_again();
}

static int start_shared(void **state)
{
	w = world_start(&(struct world_options){ .bare = true, .tls = true, .signed_out = true });
	world_set(SETTING_SHARED, "yes");
	paths_again();
	*state = w;
	return 0;
}

static int count_left(const char *path, const struct stat *status, int type, struct FTW *at)
{
	(void)status;
	(void)type;
	if (strcmp(path + at->base, "proxy-login") == 0 || (strcmp(path + at->base, "ticket") == 0 && !strstr(path, "/nobody/")))
		fail_msg("%s stays", path);
	return 0;
}

/* What the proxy was told before signing in goes with who signs in, and with them it goes. */
static void on_a_shared_computer_neither_ticket_nor_login_stays(void **state)
{
	(void)state;
	static const char *const login[] = { "proxy-login", NULL }, *const out[] = { "sign-out", NULL };
	assert_int_equal(world_run("twinline", login, "maria\nsecret\n", NULL), 0);
	world_engine_end(w, SIGTERM);
	assert_true(world_sign_in(w));
	await_end();
	json_free(world_sync(w));
	assert_int_equal(access(w->paths.proxy_login, F_OK), 0);
	assert_int_equal(access(w->paths.ticket, F_OK), 0);
	assert_int_equal(world_run("twinline", out, NULL, NULL), 0);
	await_end();
	assert_int_equal(nftw(w->dir, count_left, 16, FTW_PHYS), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_ticket_serves_the_next_engine),
		cmocka_unit_test(a_ticket_that_is_damaged_or_of_others_is_none),
		cmocka_unit_test(who_trusts_others_now_shakes_hands_anew),
		cmocka_unit_test(an_authority_that_is_not_known_is_named_and_the_setting_cures_it),
		cmocka_unit_test(the_setting_adds_to_the_authorities_of_the_system),
		cmocka_unit_test(what_is_wrong_with_a_certificate_has_a_name),
		cmocka_unit_test_setup_teardown(on_a_shared_computer_neither_ticket_nor_login_stays, start_shared, stop),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
