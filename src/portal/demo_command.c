/* demo: a fresh portal with the demo community, and the password of the teacher whom it signs in. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "demo/demo.h"
#include "init.h"
#include "password.h"
#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "user.h"

/* Beside the database, for whoever starts the demo. */
static const char password_file[] = "demo-password";

static int64_t people = 2000, seed = 1, messages = 200;
static const char *signs_in; /* NULL: the teacher */

static const struct option_row options[] = {
	{"people", OPTION_INTEGER, N_("N"), 2, 1000000, &people, N_("Makes a community of so many people; 2000 if not given.")},
	{"seed", OPTION_INTEGER, N_("S"), 0, INT64_MAX, &seed, N_("Makes another community for another number.")},
	{"messages", OPTION_INTEGER, N_("N"), 0, 1000000, &messages,
	 N_("Puts so many messages into the mailbox; 200 if not given.")},
	{"as", OPTION_TEXT, N_("NAME"), 0, 0, &signs_in, N_("Gives the password to somebody else of it: \"officer\" works at the desks.")},
	{0},
};

/* A password of its own for every demo, in a file that only its owner reads. */
static int set_password(struct store *s, const char *dir, const char *person, struct err *e)
{
	char token[TOKEN_TEXT_SIZE], hash[PASSWORD_HASH_SIZE];
	char *path = xasprintf("%s/%s", dir, password_file);
	int result = -1;
	crypto_token(token);
	if (password_hash(token, hash, e) == 0 && user_set_password(s, person, hash, e) == 0)
		result = file_write(path, token, strlen(token), 0600, e);
	wipe(token, sizeof token);
	free(path);
	return result;
}

static int give_password(struct store *s, const char *dir, const char *name, struct err *e)
{
	struct user u;
	if (!user_by_name(s, name, &u))
		return err_set(e, ERR_NO_USER, name, NULL);
	int result = set_password(s, dir, u.person, e);
	user_release(&u);
	return result;
}

static int fill(struct store *s, const char *dir, struct err *e)
{
	struct demo_options o = {.people = people, .seed = (uint64_t)seed, .messages = messages, .now = clock_now()};
	struct demo_result r;
	if (db_begin(s->db, e) < 0)
		return -1;
	const char *name = signs_in ? signs_in : r.user_name;
	if (demo_fill(s, &o, &r, e) < 0 || give_password(s, dir, name, e) < 0 || db_commit(s->db, e) < 0) {
		db_rollback(s->db);
		return -1;
	}
	printf("%s\n", name);
	return 0;
}

static int demo(char **words, int count, struct err *e)
{
	struct store s;
	char *path = init_database_path(words[0]);
	bool there = access(path, F_OK) == 0;
	int result = there ? err_set(e, ERR_EXISTS, path, NULL) : file_make_dirs(words[0], e);
	(void)count;
	if (result == 0)
		result = init_open(&s, words[0], DB_CREATE | DB_BULK, e);
	if (result == 0) {
		result = fill(&s, words[0], e);
		store_close(&s);
	}
	if (result < 0 && !there)
		unlink(path); /* what is half made is no portal */
	free(path);
	return result == 0 ? COMMAND_DONE : COMMAND_FAILED;
}

const struct command command_demo = {
	.name = "demo",
	.usage = "DIR",
	.help = N_("Makes a portal in DIR with a demo community; its teacher signs in as \"demo\"."),
	.options = options,
	.words_least = 1,
	.words_most = 1,
	.run = demo,
};
