/* A store that is damaged: it stays as it is until somebody wants otherwise; then what was written is saved, and the rest fetched anew. */
#include "lib/suite.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/pair.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/store.h"

enum { PAGE = 4096, STORE_MOST = 64 << 20, LETTERS = 30 };

static char *run(const char *word, int status)
{
	const char *words[] = { word, NULL };
	char *said;
	int ended = world_run("twinline", words, NULL, &said);

	if (ended != status)
		fail_msg("%s ends with %d: %s", word, ended, said);
	return said;
}

static void assert_said(char *said_taken, const char *what)
{
	if (!strstr(said_taken, what))
		fail_msg("not \"%s\" but: %s", what, said_taken);
	free(said_taken);
}

static struct str bytes_of(const char *path)
{
	struct str bytes = { 0 };

	assert_int_equal(file_read(path, STORE_MOST, &bytes, NULL), 0);
	return bytes;
}

/* What a teacher would miss: letters received, one in the outbox, a draft half written. No engine is left. */
static void fill(struct pair *p)
{
	struct terminal *t;

	pair_write(p, "received", LETTERS);
	json_free(world_sync(p->world));
	world_engine_end(p->world, SIGTERM);
	relay_cut(p->world->relay);
	letters_queue(p->world, p->friend, "in the outbox", "This waits.");
	t = pair_face(p, 24, 80);
	assert_true(terminal_wait_text(t, "received"));
	terminal_send(t, "rHalf a dra");
	assert_true(terminal_wait_text(t, "Half a dra"));
	terminal_kill(t, SIGKILL);
	assert_true(terminal_wait_exit(t, NULL));
	terminal_free(t);
	world_engine_end(p->world, SIGTERM);
	relay_open(p->world->relay);
}

static void scribble(const char *path, off_t at, size_t len)
{
	int fd = open(path, O_WRONLY);
	char *bytes = xmalloc(len);

	memset(bytes, 0xa5, len);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, at), (ssize_t)len);
	close(fd);
	free(bytes);
}

/* Takes the log into the file, and writes nonsense over a page of what was received. */
static void damage_records(const char *path)
{
	struct db *db;
	struct db_stmt *stmt;
	int64_t page;

	assert_int_equal(db_open(&db, path, 0, NULL), 0);
	assert_int_equal(db_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL), 0);
	stmt = db_prepare(db, "SELECT pageno FROM dbstat WHERE name = 'record' AND pagetype = 'leaf' ORDER BY ncell DESC LIMIT 1");
	assert_int_equal(db_step(stmt, NULL), 1);
	page = db_int(stmt, 0);
	db_reset(stmt);
	db_close(db);
	scribble(path, (off_t)(page - 1) * PAGE, PAGE);
}

/* The file that a damaged store was put aside as; yours, NULL if there is none. */
static char *aside(const struct pair *p)
{
	DIR *dir = opendir(p->world->paths.data);
	struct dirent *entry;
	char *found = NULL;

	while ((entry = readdir(dir)) && !found)
		if (starts_with(entry->d_name, "store.db.damaged-") && !strstr(entry->d_name, "-wal") && !strstr(entry->d_name, "-shm"))
			found = xasprintf("%s/%s", p->world->paths.data, entry->d_name);
	closedir(dir);
	return found;
}

static void assert_put_aside_as_it_was(const struct pair *p, const struct str *before)
{
	char *path = aside(p);
	struct str after;

	assert_non_null(path);
	after = bytes_of(path);
	assert_int_equal(after.len, before->len);
	assert_memory_equal(after.text, before->text, after.len);
	str_release(&after);
	free(path);
}

static int64_t letters_here(struct pair *p)
{
	struct store s;
	struct db_stmt *stmt;
	int64_t count;

	assert_int_equal(store_open(&s, p->world->paths.store, STORE_REPLICA, DB_READ_ONLY, NULL), 0);
	stmt = db_prepare(s.db, "SELECT count(*) FROM record WHERE type = ?1 AND body LIKE '%received %'");
	db_bind_int(stmt, 1, TYPE_Message);
	assert_int_equal(db_step(stmt, NULL), 1);
	count = db_int(stmt, 0);
	db_reset(stmt);
	store_close(&s);
	return count;
}

static void what_was_written_is_saved_and_the_rest_fetched(void **state)
{
	struct pair *p = *state;
	struct strings subjects;
	struct str before;
	struct terminal *t;

	fill(p);
	damage_records(p->world->paths.store);
	before = bytes_of(p->world->paths.store);
	assert_said(run("repair", 0), "Saved: drafts 1, in the outbox 1, received ");
	assert_put_aside_as_it_was(p, &before);
	assert_true(letters_kept(p->world, "Half a dra"));
	assert_in_range(letters_here(p), 1, LETTERS - 1);
	assert_true(letters_deliver(p->world));
	subjects = letters_received(&p->reading);
	assert_int_equal(subjects.count, LETTERS + 1); /* those that the friend wrote, and the one that waited, once */
	assert_true(strings_has(&subjects, "in the outbox"));
	strings_release(&subjects);
	assert_int_equal(letters_here(p), LETTERS);
	t = pair_face(p, 24, 80);
	assert_true(terminal_wait_text(t, "Half a dra"));
	terminal_free(t);
	assert_said(run("repair", 0), "The store is sound: nothing was done.");
	str_release(&before);
}

static void doctor_finds_it_and_names_the_cure(void **state)
{
	struct pair *p = *state;

	fill(p);
	damage_records(p->world->paths.store);
	assert_said(run("doctor", 1), "is damaged; \"twinline repair\" saves");
}

/* Not even its first page is left: the person decides, and a start without them changes nothing. */
static void nothing_is_done_without_being_asked(void **state)
{
	struct pair *p = *state;
	struct str before, after;
	struct terminal *t;
	int status;

	fill(p);
	scribble(p->world->paths.store, 0, PAGE);
	before = bytes_of(p->world->paths.store);
	assert_said(run("list", 1), "\"twinline repair\" puts it aside as it is");
	assert_said(run("sync", 1), "is damaged");
	t = world_face(p->world, 24, 200, NULL);
	assert_true(terminal_wait_text(t, "is damaged"));
	assert_true(terminal_wait_text(t, "fetch the rest anew? (yes/no)"));
	terminal_send(t, "2<Enter>");
	assert_true(terminal_wait_exit(t, &status));
	assert_int_equal(WEXITSTATUS(status), 1);
	terminal_free(t);
	after = bytes_of(p->world->paths.store);
	assert_int_equal(after.len, before.len);
	assert_memory_equal(after.text, before.text, after.len);
	str_release(&after);
	t = world_face(p->world, 24, 80, NULL);
	assert_true(terminal_wait_text(t, "Put it aside"));
	terminal_send(t, "Yes<Enter>");
	assert_true(terminal_wait_at(t, 0, "Home"));
	terminal_free(t);
	assert_put_aside_as_it_was(p, &before);
	str_release(&before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_written_is_saved_and_the_rest_fetched, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(nothing_is_done_without_being_asked, pair_set_up, pair_tear_down),
		cmocka_unit_test_setup_teardown(doctor_finds_it_and_names_the_cure, pair_set_up, pair_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
