/*
 * backup and restore. A backup is the database of one moment in one file, made beside a portal that serves, and in its place only
 * when it is whole and on the disk. A restored portal draws new epochs, so that clients fetch anew and keep what they have to send.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "init.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"

static bool quiet, sign_out;

static const struct option_row backup_options[] = {
	{"quiet", OPTION_FLAG, NULL, 0, 0, &quiet, N_("Says nothing of how far it is.")},
	{0},
};

static const struct option_row restore_options[] = {
	{"sign-out", OPTION_FLAG, NULL, 0, 0, &sign_out, N_("Ends every sign-in: among those of the backup are some that were ended since.")},
	{"quiet", OPTION_FLAG, NULL, 0, 0, &quiet, N_("Says nothing of how far it is.")},
	{0},
};

/* --- copying --- */

enum { TENTHS = 10 };

/* A line for every tenth. */
static void tell_progress(void *context, int64_t done, int64_t all)
{
	int64_t *told = context, tenth = all > 0 ? done * TENTHS / all : TENTHS;
	if (quiet || tenth <= *told)
		return;
	*told = tenth;
	fprintf(stderr, _("%d%% copied\n"), (int)(tenth * 100 / TENTHS));
}

/* What SQLite may keep beside a database. */
static const char *const companions[] = {"", "-wal", "-shm", "-journal"};

static void remove_database(const char *path)
{
	for (size_t i = 0; i < ARRAY_SIZE(companions); i++) {
		char *file = xasprintf("%s%s", path, companions[i]);
		unlink(file);
		free(file);
	}
}

/* A sound copy of the database at from under a new name. */
static int copy(const char *from, const char *to, struct err *e)
{
	struct db *source = NULL, *made = NULL;
	int64_t told = 0;
	remove_database(to);
	if (db_open(&source, from, DB_READ_ONLY, e) < 0)
		return -1;
	int result = db_copy(source, to, tell_progress, &told, e);
	db_close(source);
	if (result == 0 && db_open(&made, to, DB_READ_ONLY, e) == 0) {
		result = db_check(made, e);
		db_close(made);
	} else {
		result = -1;
	}
	if (result < 0)
		remove_database(to);
	return result;
}

/* --- backup --- */

static bool is_same_file(const char *one, const char *other)
{
	struct stat a, b;
	return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static int backup(char **words, int count, struct err *e)
{
	char *database = init_database_path(words[0]), *temporary = xasprintf("%s.new.%ld", words[1], (long)getpid());
	int result = is_same_file(database, words[1]) ? err_set(e, ERR_EXISTS, words[1], NULL) : copy(database, temporary, e);
	(void)count;
	if (result == 0) {
		result = file_replace(temporary, words[1], e);
		if (result < 0)
			remove_database(temporary);
	}
	free(temporary);
	free(database);
	return result == 0 ? COMMAND_DONE : COMMAND_FAILED;
}

const struct command command_backup = {
	.name = "backup",
	.usage = "DIR FILE",
	.help = N_("Copies the portal's database, files and all, into FILE while the portal serves."),
	.options = backup_options,
	.words_least = 2,
	.words_most = 2,
	.run = backup,
};

/* --- restore --- */

/* Letters have gone since, and their codes with them. */
static int renew(struct store *s, struct err *e)
{
	int result = db_begin(s->db, e);
	if (result == 0)
		result = accounts_renew(s, e);
	if (result == 0)
		result = db_exec(s->db, "DELETE FROM letter; DELETE FROM code", e);
	if (result == 0 && sign_out)
		result = db_exec(s->db, "DELETE FROM sign_in", e);
	if (result == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	return result;
}

/* Makes a portal of the copy before it is one by name. */
static int prepare(const char *path, struct err *e)
{
	struct store s;
	if (init_open_file(&s, path, 0, e) < 0)
		return -1;
	int result = renew(&s, e);
	store_close(&s);
	/* All of it has to be in the one file that gets the name. */
	char *log = xasprintf("%s-wal", path);
	if (result == 0 && access(log, F_OK) == 0)
		result = err_set(e, ERR_EXISTS, log, NULL);
	free(log);
	return result;
}

/* Nothing of another database may lie where this one comes to stand: its log would be taken for this one's. */
static int check_free(const char *database, struct err *e)
{
	int result = 0;
	for (size_t i = 0; i < ARRAY_SIZE(companions) && result == 0; i++) {
		char *file = xasprintf("%s%s", database, companions[i]);
		if (access(file, F_OK) == 0)
			result = err_set(e, ERR_EXISTS, file, NULL);
		free(file);
	}
	return result;
}

static int restore(char **words, int count, struct err *e)
{
	char *database = init_database_path(words[1]), *temporary = xasprintf("%s.new", database);
	(void)count;
	int result = access(words[0], R_OK) == 0 ? check_free(database, e) : err_errno(e, ERR_FILE, words[0]);
	if (result == 0)
		result = file_make_dirs(words[1], e);
	if (result == 0)
		result = copy(words[0], temporary, e);
	if (result == 0) {
		result = prepare(temporary, e);
		if (result == 0)
			result = file_replace(temporary, database, e);
		if (result < 0)
			remove_database(temporary);
	}
	free(temporary);
	free(database);
	return result == 0 ? COMMAND_DONE : COMMAND_FAILED;
}

const struct command command_restore = {
	.name = "restore",
	.usage = "FILE DIR",
	.help = N_("Makes a portal in DIR of a backup; clients fetch anew and keep what they have to send."),
	.options = restore_options,
	.words_least = 2,
	.words_most = 2,
	.run = restore,
};
