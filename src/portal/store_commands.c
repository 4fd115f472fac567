/* init and check: the commands about the database itself. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "init.h"
#include "policy.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/option.h"
#include "twinline/records/check.h"
#include "user.h"

static int64_t validation = -1, approval = -1;

static const struct option_row no_options[] = {{0}};
static const struct option_row init_options[] = {
	{"validation", OPTION_CHOICE, POLICY_VALIDATION_CHOICES, 0, 0, &validation,
	 N_("Who accepts people: nobody is asked, an officer, or the head of the school first; desk if not given.")},
	{"approval", OPTION_CHOICE, POLICY_APPROVAL_CHOICES, 0, 0, &approval, N_("Who approves projects; desk if not given.")},
	{0},
};

/* Opens a store in a directory that has none yet, in a transaction. */
static int begin_fresh(struct store *s, const char *dir, struct err *e)
{
	char *path = init_database_path(dir);
	int result = access(path, F_OK) == 0 ? err_set(e, ERR_EXISTS, path, NULL) : file_make_dirs(dir, e);
	free(path);
	if (result < 0 || init_open(s, dir, DB_CREATE, e) < 0)
		return -1;
	if (db_begin(s->db, e) == 0 && init_store(s, e) == 0)
		return 0;
	db_rollback(s->db);
	store_close(s);
	return -1;
}

static int init(char **words, int count, struct err *e)
{
	struct store s;
	(void)count;
	if (begin_fresh(&s, words[0], e) < 0)
		return COMMAND_FAILED;
	int result = -1;
	if (policy_set_option(&s, POLICY_VALIDATION, validation, e) == 0 && policy_set_option(&s, POLICY_APPROVAL, approval, e) == 0)
		result = db_commit(s.db, e);
	db_rollback(s.db);
	store_close(&s);
	return result == 0 ? COMMAND_DONE : COMMAND_FAILED;
}

const struct command command_init = {
	.name = "init",
	.usage = "DIR",
	.help = N_("Makes a fresh portal in DIR."),
	.options = init_options,
	.words_least = 1,
	.words_most = 1,
	.run = init,
};

static void show_finding(void *context, const struct err *finding)
{
	char *text = err_text(finding);
	(void)context;
	printf("%s\n", text);
	free(text);
}

static int check(char **words, int count, struct err *e)
{
	struct store s;
	(void)count;
	if (init_open(&s, words[0], DB_READ_ONLY, e) < 0)
		return COMMAND_FAILED;
	int64_t found = store_check(&s, show_finding, NULL, e);
	int64_t users = found < 0 ? -1 : user_check(&s, show_finding, NULL, e);
	store_close(&s);
	if (users < 0)
		return COMMAND_FAILED;
	return found + users == 0 ? COMMAND_DONE : COMMAND_UNSOUND;
}

const struct command command_check = {
	.name = "check",
	.usage = "DIR",
	.help = N_("Checks the database, its references and its sequences."),
	.options = no_options,
	.words_least = 1,
	.words_most = 1,
	.run = check,
};
