/*
 * Passwords and tokens: after signing in and a day's work they stand in no log, journal, store, argument or environment of any program
 * of ours, on neither side; the token in the one file that is for it.
 */
#include "lib/suite.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/pair.h"
#include "../../src/portal/init.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { FILE_MOST = 1 << 28, PROC_MOST = 1 << 16 };

/* The first file at path or below that holds word, but for the one named except; yours, NULL: none does. */
static char *find(const char *path, const char *word, const char *except)
{
	struct str bytes = {0};
	struct stat st;
	char *found = NULL;
	if (lstat(path, &st) != 0 || (except && strcmp(path, except) == 0))
		return NULL;
	if (S_ISREG(st.st_mode) && file_read(path, FILE_MOST, &bytes, NULL) == 0 && memmem(bytes.text, bytes.len, word, strlen(word)))
		found = xstrdup(path);
	str_release(&bytes);
	DIR *dir = S_ISDIR(st.st_mode) ? opendir(path) : NULL;
	for (struct dirent *entry; dir && !found && (entry = readdir(dir));) {
		char *below = xasprintf("%s/%s", path, entry->d_name);
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			found = find(below, word, except);
		free(below);
	}
	if (dir)
		closedir(dir);
	return found;
}

/* Files of /proc tell no size. */
static void assert_process_without(pid_t pid, const char *file, const char *word)
{
	char *path = xasprintf("/proc/%ld/%s", (long)pid, file), *bytes = xcalloc(PROC_MOST, 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd >= 0 ? read(fd, bytes, PROC_MOST) : -1;
	assert_true(len >= 0);
	close(fd);
	if (memmem(bytes, (size_t)len, word, strlen(word)))
		fail_msg("%s holds it", path);
	free(bytes);
	free(path);
}

static void assert_nowhere(struct pair *p, const char *word, const char *except)
{
	char *found = find(p->world->dir, word, except);
	if (found)
		fail_msg("%s holds it", found);
	const pid_t programs[] = {p->world->portal, world_engine(p->world)};
	for (size_t i = 0; i < ARRAY_SIZE(programs); i++)
		if (programs[i]) {
			assert_process_without(programs[i], "cmdline", word);
			assert_process_without(programs[i], "environ", word);
		}
}

static char *token_of(struct pair *p)
{
	struct str file = {0};
	assert_int_equal(file_read(p->world->paths.token, FILE_MOST, &file, NULL), 0);
	struct json *login = json_parse_own(file.text);
	char *token = xstrdup(json_get_text(login, "token"));
	assert_non_null(token);
	assert_true(strlen(token) > 20);
	json_free(login);
	str_release(&file);
	return token;
}

/* Writes, sends, signs in wrongly, backs up, counts. */
static void work(struct pair *p)
{
	static const char wrong[] = "wrong-Sesam-77\n";
	char *backup = xasprintf("%s/backup.db", p->world->dir), *folder = xasprintf("%s/mine", p->world->dir);
	pair_write(p, "Hello", 3);
	json_free(world_sync(p->world));
	assert_int_equal(world_run("twinline", (const char *[]){"export", folder, NULL}, NULL, NULL), 0);
	assert_int_equal(world_run("twinline-portal", (const char *[]){"backup", p->world->portal_dir, backup, NULL}, NULL, NULL), 0);
	assert_int_equal(world_run("twinline-portal", (const char *[]){"stats", p->world->portal_dir, NULL}, NULL, NULL), 0);
	const char *sign_in[] = {"--profile", "other", "sign-in", p->world->url, "--name", p->world->name, NULL};
	assert_int_equal(world_run("twinline", sign_in, wrong, NULL), 4);
	struct stat st;
	assert_int_equal(stat(backup, &st), 0);
	assert_int_equal(st.st_mode & 077, 0);
	free(backup);
	free(folder);
}

static void nobody_keeps_them(void **state)
{
	struct pair *p = *state;
	char *token = token_of(p);
	work(p);
	assert_nowhere(p, p->world->password, NULL);
	assert_nowhere(p, "wrong-Sesam-77", NULL);
	assert_nowhere(p, token, p->world->paths.token);
	free(token);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nobody_keeps_them, pair_set_up, pair_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
