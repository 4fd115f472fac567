/* The ground: strings, errors, clock, random numbers, files, compression, options. */
#include "lib/suite.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/option.h"
#include "twinline/base/paths.h"
#include "twinline/base/random.h"
#include "twinline/base/str.h"
#include "twinline/base/strings.h"

static void test_str(void **state)
{
	struct str s = { .max = 10 };

	(void)state;
	str_add(&s, "abc");
	str_insert(&s, 1, "XY", 2);
	assert_string_equal(s.text, "aXYbc");
	str_delete(&s, 1, 2);
	assert_string_equal(s.text, "abc");
	str_delete(&s, 2, 99);
	assert_string_equal(s.text, "ab");
	assert_false(s.overflow);
	str_add(&s, "0123456789");
	assert_true(s.overflow);
	assert_string_equal(s.text, "ab01234567");
	str_release(&s);
	str_addf(&s, "%d %s", 7, "seven");
	assert_string_equal(s.text, "7 seven");
	str_release(&s);
	assert_int_equal(ascii_casecmp("Title", "tITLE"), 0);
	assert_true(ascii_casecmp("a", "b") < 0);
	assert_true(text_equal(NULL, NULL));
	assert_false(text_equal("", NULL));
}

static void sentences_take_their_words(void **state)
{
	struct str s = { 0 };

	(void)state;
	str_add_worded(&s, "%2$s of %1$s, 5 %% of %3$s", (const char *const[]){ "a", "b" }, 2);
	assert_string_equal(s.text, "b of a, 5 % of ?");
	str_release(&s);
	str_add_worded(&s, "until %s:", (const char *const[]){ "noon" }, 1);
	assert_string_equal(s.text, "until noon:");
	str_release(&s);
}

/* What was added may have been nothing: the memory goes all the same. */
static void test_an_empty_text_has_another_word(void **state)
{
	struct str empty = { 0 }, full = { 0 };
	char *none, *text;

	(void)state;
	str_add(&empty, "");
	none = str_detach_or(&empty, "nothing");
	assert_string_equal(none, "nothing");
	assert_null(empty.text);
	str_add(&empty, "");
	assert_null(str_detach_or(&empty, NULL));
	str_add(&full, "much");
	text = str_detach_or(&full, "nothing");
	assert_string_equal(text, "much");
	free(none);
	free(text);
}

static void test_strings(void **state)
{
	struct strings list = { 0 };

	(void)state;
	strings_push(&list, "a");
	strings_push(&list, "b");
	strings_push(&list, "a");
	assert_true(strings_has(&list, "b"));
	assert_true(strings_remove(&list, "a"));
	assert_false(strings_remove(&list, "a"));
	assert_int_equal(list.count, 1);
	strings_release(&list);
}

static void test_err(void **state)
{
	struct err e = { 0 }, other = { 0 };
	char *text;

	(void)state;
	assert_int_equal(err_set(&e, ERR_LOCKED, "store", "42", "host", NULL), -1);
	text = err_text_english(&e);
	assert_string_equal(text, "store is in use by process 42 on host.");
	free(text);
	err_set(&e, ERR_FILE, e.arg[0], "gone", NULL); /* an argument that e itself holds */
	assert_string_equal(e.arg[0], "store");
	err_move(&other, &e);
	assert_int_equal(e.code, ERR_OK);
	assert_int_equal(other.code, ERR_FILE);
	err_release(&other);
	assert_int_equal(err_code_of("notJSON"), ERR_NOT_JSON);
	assert_int_equal(err_code_of("somethingNew"), ERR_SERVER_FAIL);
}

/* Every one of these is taken by a lenient parser; the gate must not. */
static void test_clock(void **state)
{
	char text[CLOCK_TEXT_SIZE], day_text[CLOCK_DAY_SIZE];
	int64_t seconds = 0;
	int year, month, day;

	(void)state;
	assert_true(clock_parse("2026-11-17T10:38:00Z", &seconds));
	clock_format(seconds, text);
	assert_string_equal(text, "2026-11-17T10:38:00Z");
	assert_true(clock_parse("2024-02-29T00:00:00.25Z", &seconds));
	assert_false(clock_parse("2023-02-29T00:00:00Z", &seconds));
	assert_false(clock_parse("2026-11-17T10:38:00+01:00", &seconds));
	assert_false(clock_parse("2026-11-17 10:38:00Z", &seconds));
	assert_false(clock_parse_date("2026-13-01", &year, &month, &day));
	assert_false(clock_parse_date(NULL, &year, &month, &day));
	assert_true(clock_parse("9999-12-31T23:59:60Z", &seconds));
	clock_format(seconds, text);
	assert_string_equal(text, "9999-12-31T23:59:59Z");
	clock_format_day(seconds, day_text);
	assert_string_equal(day_text, "9999-12-31");
	for (int64_t days = -800000; days < 800000; days += 97) {
		clock_civil(days, &year, &month, &day);
		assert_int_equal(clock_days(year, month, day), days);
	}
	clock_fix(1000);
	assert_int_equal(clock_now(), 1000);
	clock_fix(-1);
}

static void test_random(void **state)
{
	struct random a, b;
	char id[RECORD_ID_LENGTH + 1], again[RECORD_ID_LENGTH + 1], op[OP_ID_LENGTH + 1];

	(void)state;
	random_seed(&a, 7);
	random_seed(&b, 7);
	for (int i = 0; i < 1000; i++) {
		random_id(&a, id);
		random_id(&b, again);
		assert_string_equal(id, again);
		assert_true(id[0] >= 'a' && id[0] <= 'z');
		assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz234567"), RECORD_ID_LENGTH);
		assert_true(random_below(&a, 6) == random_below(&b, 6));
	}
	random_id(NULL, id);
	random_id(NULL, again);
	assert_string_not_equal(id, again);
	random_op_id(op);
	assert_int_equal(strspn(op, "0123456789abcdef"), OP_ID_LENGTH);
}

static void test_crypto(void **state)
{
	char base64[DIGEST_BASE64_SIZE];
	char hex[DIGEST_TEXT_SIZE], token[TOKEN_TEXT_SIZE], hash[PASSWORD_HASH_SIZE];

	(void)state;
	crypto_digest("abc", 3, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	struct digest *d = digest_new();
	digest_add(d, "a", 1);
	digest_add(d, "bc", 2);
	digest_end(d, base64);
	assert_string_equal(base64, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
	struct str bytes = { 0 };
	crypto_base64("\0\xff", 2, &bytes);
	assert_string_equal(bytes.text, "AP8=");
	str_clear(&bytes);
	assert_int_equal(crypto_unbase64("AP8=", &bytes), 0);
	assert_int_equal(bytes.len, 2);
	assert_int_equal(crypto_unbase64("AP8", &bytes), -1);
	assert_int_equal(crypto_unbase64("A*8=", &bytes), -1);
	assert_int_equal(bytes.len, 2);
	str_release(&bytes);
	crypto_token(token);
	assert_int_equal(strlen(token), 32);
	assert_int_equal(crypto_password_hash("süt ve bal", hash), 0);
	assert_true(crypto_password_check(hash, "süt ve bal"));
	assert_false(crypto_password_check(hash, "sut ve bal"));
	assert_false(crypto_password_check("no hash", "x"));
}

static void test_files(void **state)
{
	char dir[] = "/tmp/twinline-test-XXXXXX";
	char *deep, *path;
	struct str content = { 0 };
	struct err e = { 0 };
	struct stat st;
	int lock;

	(void)state;
	assert_non_null(mkdtemp(dir));
	deep = xasprintf("%s/a/b/c", dir);
	path = xasprintf("%s/file", deep);
	assert_int_equal(file_make_dirs(deep, &e), 0);
	assert_int_equal(file_write(path, "hello", 5, 0600, &e), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(file_read(path, 100, &content, &e), 0);
	assert_string_equal(content.text, "hello");
	str_clear(&content);
	assert_int_equal(file_read(path, 4, &content, &e), -1);
	err_release(&e);
	lock = file_lock(path, &e);
	assert_true(lock >= 0);
	assert_int_equal(file_lock(path, &e), -1);
	assert_int_equal(e.code, ERR_LOCKED);
	assert_int_equal(strtol(e.arg[1], NULL, 10), getpid());
	err_release(&e);
	file_unlock(lock);
	assert_int_equal(symlink("/etc", (free(path), path = xasprintf("%s/link", deep))), 0);
	assert_int_equal(file_remove_tree(dir, &e), 0);
	assert_int_equal(stat(dir, &st), -1);
	assert_int_equal(stat("/etc", &st), 0);
	str_release(&content);
	free(deep);
	free(path);
}

/* On a network home another computer's name counts, whether the kernel knows of its lock or not; a dead process of this one is nobody. */
static void test_paths_from_the_root(void **state)
{
	char *dir = xstrdup("/tmp/base.XXXXXX"), *whole, *expected;
	struct err e = { 0 };
	int before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	assert_true(before >= 0 && mkdtemp(dir) && chdir(dir) == 0);
	whole = file_absolute("a/b", &e);
	expected = xasprintf("%s/a/b", dir);
	assert_string_equal(whole, expected);
	free(whole);
	whole = file_absolute("/a/b", &e);
	assert_string_equal(whole, "/a/b");
	assert_int_equal(rmdir(dir), 0);
	assert_null(file_absolute("a/b", &e)); /* and not "/a/b" */
	assert_int_equal(fchdir(before), 0);
	close(before);
	err_release(&e);
	free(whole);
	free(expected);
	free(dir);
}

static void test_locks_on_a_network(void **state)
{
	char dir[] = "/tmp/twinline-test-XXXXXX", host[65] = "", *path, *mine;
	struct err e = { 0 };
	pid_t dead = fork();
	int lock;

	(void)state;
	if (dead == 0)
		_exit(0);
	assert_int_equal(waitpid(dead, NULL, 0), dead);
	assert_non_null(mkdtemp(dir));
	path = xasprintf("%s/lock", dir);
	gethostname(host, sizeof host - 1);
	mine = xasprintf("%d %s\n", (int)dead, host);
	assert_false(file_on_network(dir));
	assert_int_equal(file_write(path, "4711 library2\n", 14, 0600, &e), 0);
	lock = file_lock(path, &e); /* on a disk of this computer the kernel knows all */
	assert_true(lock >= 0);
	file_unlock(lock);
	setenv("TWINLINE_NETWORK_HOME", "yes", 1);
	assert_true(file_on_network(dir));
	lock = file_lock(path, &e); /* whoever let go of it has taken the name out */
	assert_true(lock >= 0);
	file_unlock(lock);
	assert_int_equal(file_write(path, "4711 library2\n", 14, 0600, &e), 0);
	assert_int_equal(file_lock(path, &e), -1);
	assert_int_equal(e.code, ERR_LOCKED_ELSEWHERE);
	assert_string_equal(e.arg[1], "4711");
	assert_string_equal(e.arg[2], "library2");
	err_release(&e);
	assert_int_equal(file_write(path, mine, strlen(mine), 0600, &e), 0);
	lock = file_lock(path, &e);
	assert_true(lock >= 0);
	file_unlock(lock);
	unsetenv("TWINLINE_NETWORK_HOME");
	assert_int_equal(file_remove_tree(dir, &e), 0);
	free(mine);
	free(path);
}

static void test_options(void **state)
{
	char program[] = "x", flag[] = "--flag", text[] = "--text=a=b", number[] = "--number", value[] = "12", word[] = "go",
	     stop[] = "--", dashed[] = "--flag2", bad[] = "--nope", far[] = "--number=99";
	bool is_set = false;
	const char *given = NULL;
	int64_t integer = 0;
	int words = 0;
	struct err e = { 0 };
	const struct option_row rows[] = {
		{ "flag", OPTION_FLAG, NULL, 0, 0, &is_set, "help" },
		{ "text", OPTION_TEXT, "TEXT", 0, 0, &given, "help" },
		{ "number", OPTION_INTEGER, "N", 1, 20, &integer, "help" },
		{ NULL, OPTION_FLAG, NULL, 0, 0, NULL, NULL },
	};
	char *argv[] = { program, word, flag, text, number, value, stop, dashed, NULL };
	char *unknown[] = { program, bad, NULL }, *outside[] = { program, far, NULL };

	(void)state;
	assert_int_equal(option_parse(rows, 8, argv, &words, &e), 0);
	assert_int_equal(words, 2);
	assert_string_equal(argv[1], "go");
	assert_string_equal(argv[2], "--flag2");
	assert_true(is_set);
	assert_string_equal(given, "a=b");
	assert_int_equal(integer, 12);
	assert_int_equal(option_parse(rows, 2, unknown, &words, &e), -1);
	assert_int_equal(e.code, ERR_OPTION_UNKNOWN);
	assert_int_equal(option_parse(rows, 2, outside, &words, &e), -1);
	assert_int_equal(e.code, ERR_USAGE);
	err_release(&e);
}

static void test_paths(void **state)
{
	char dir[] = "/tmp/twinline-test-XXXXXX";
	struct paths p;
	struct err e = { 0 };
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(dir));
	setenv("HOME", dir, 1);
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_STATE_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_RUNTIME_DIR");
	assert_int_equal(paths_init(&p, "../evil", &e), -1);
	assert_int_equal(e.code, ERR_USAGE);
	err_release(&e);
	assert_int_equal(paths_init(&p, "officer", &e), 0);
	assert_int_equal(stat(p.data, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_true(strlen(p.socket) < 108);
	assert_non_null(strstr(p.store, "/.local/share/twinline/officer/store.db"));
	paths_release(&p);
	/* Where others may write, others may listen. */
	char *runtime = xasprintf("%s/twinline", dir);
	assert_int_equal(mkdir(runtime, 0700), 0);
	setenv("XDG_RUNTIME_DIR", dir, 1);
	assert_int_equal(paths_init(&p, "officer", &e), 0);
	paths_release(&p);
	assert_int_equal(chmod(runtime, 0777), 0);
	assert_int_equal(paths_init(&p, "officer", &e), -1);
	assert_int_equal(e.code, ERR_FILE);
	err_release(&e);
	unsetenv("XDG_RUNTIME_DIR");
	free(runtime);
	assert_int_equal(file_remove_tree(dir, &e), 0);
}

/* Another sentence follows them on the 0 screen and in "twinline status". */
static void a_line_that_fails_is_told_in_whole_sentences(void **state)
{
	(void)state;
	for (enum err_code code = ERR_OFFLINE; code <= ERR_SIGNED_OUT; code++) {
		struct err e = { 0 };
		err_set(&e, code, "portal.example", "Connection refused", "3", NULL);
		char *text = err_text_english(&e);
		if (!strchr(".)", text[strlen(text) - 1]))
			fail_msg("%s", text);
		free(text);
		err_release(&e);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_take_their_words),
		cmocka_unit_test(a_line_that_fails_is_told_in_whole_sentences),
		cmocka_unit_test(test_str), cmocka_unit_test(test_an_empty_text_has_another_word), cmocka_unit_test(test_strings),
		cmocka_unit_test(test_err),
		cmocka_unit_test(test_clock), cmocka_unit_test(test_random), cmocka_unit_test(test_crypto),
		cmocka_unit_test(test_locks_on_a_network), cmocka_unit_test(test_paths_from_the_root),
		cmocka_unit_test(test_files),    cmocka_unit_test(test_options),   cmocka_unit_test(test_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
