/* user add, passwd, accept, close, list. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "code.h"
#include "command.h"
#include "desk.h"
#include "init.h"
#include "password.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/utf8.h"
#include "user.h"
#include "validation.h"

static const char *card_name, *country;
static bool waiting, by_code, ends;
static char drawn[CODE_LENGTH + 1]; /* between its drawing and its writing */

static const struct option_row options[] = {
	{"as", OPTION_TEXT, N_("NAME"), 0, 0, &card_name, N_("The name that others see; the name to sign in if not given.")},
	{"country", OPTION_TEXT, N_("CODE"), 0, 0, &country, N_("The country of the school, as GR; officer: of the desk.")},
	{"end", OPTION_FLAG, NULL, 0, 0, &ends, N_("officer: takes the desk away again; without a country, all of them.")},
	{"waiting", OPTION_FLAG, NULL, 0, 0, &waiting, N_("Leaves the registration to be validated.")},
	{"code", OPTION_FLAG, NULL, 0, 0, &by_code, N_("passwd: writes a code to hand over, with which the person sets the password.")},
	{0},
};

/* --- passwords --- */

/* Reads a line without its end into text; false at the end of the input or if it is too long. */
static bool read_line(char *text, size_t size)
{
	if (!fgets(text, (int)size, stdin))
		return false;
	size_t len = strcspn(text, "\r\n");
	bool whole = text[len] != '\0' || feof(stdin);
	text[len] = '\0';
	return whole;
}

/* Asks on the terminal, unseen, or takes the first line of stdin. */
static bool ask_password(const char *question, char *text, size_t size)
{
	struct termios before, unseen;
	bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before) == 0;
	if (terminal) {
		fprintf(stderr, "%s ", question);
		unseen = before;
		unseen.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
	}
	bool done = read_line(text, size);
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fprintf(stderr, "\n");
	}
	return done;
}

static int read_hash(char hash[PASSWORD_HASH_SIZE], struct err *e)
{
	char password[PASSWORD_MOST + 2], again[PASSWORD_MOST + 2];
	int result = 0;
	bool done = ask_password(_("Password:"), password, sizeof password);
	if (!done || strlen(password) < PASSWORD_LEAST)
		result = err_set(e, ERR_USAGE, _("A password has at least 8 characters."), NULL);
	else if (isatty(STDIN_FILENO) &&
	         (!ask_password(_("Once more:"), again, sizeof again) || strcmp(password, again) != 0))
		result = err_set(e, ERR_USAGE, _("These are two different passwords."), NULL);
	else
		result = password_hash(password, hash, e);
	wipe(password, sizeof password);
	wipe(again, sizeof again);
	return result;
}

/* --- the verbs: what is looked at and asked for first, and what is then written, in a transaction --- */

/* Checks a name against the row of its field. */
static int check_name(enum record_type_index type, const char *field, const char *name, struct err *e)
{
	struct json *value = json_new_string(name);
	int result = utf8_valid(name, strlen(name)) ? field_check(field_find(&record_types[type], field), value, e)
	                                            : err_set(e, ERR_FIELD_CONTROL, NULL);
	json_free(value);
	return result;
}

static int prepare_add(struct store *s, const char *name, char hash[PASSWORD_HASH_SIZE], struct err *e)
{
	(void)s;
	if (country && !vocabulary_find(&vocabulary_countries, country))
		return err_set(e, ERR_FIELD_CODE, country, NULL);
	if (check_name(TYPE_Profile, "userName", name, e) < 0 || check_name(TYPE_Person, "name", card_name ? card_name : name, e) < 0)
		return -1;
	return read_hash(hash, e);
}

static int add(struct store *s, const char *name, const char *hash, struct err *e)
{
	struct json *card = json_new_object();
	json_set_string(card, "name", card_name ? card_name : name);
	if (country)
		json_set_string(card, "country", country);
	json_set_bool(card, "available", true);
	struct user_new fresh = {
		.name = name,
		.password_hash = hash,
		.card = card,
		.state = waiting ? USER_WAITING : USER_ACCEPTED,
		.state_since = clock_now(),
	};
	struct user made = {0};
	int result = user_add(s, &fresh, &made, e);
	if (result == 0 && waiting)
		result = validation_begin(NULL, s, made.person, NULL, e);
	if (result == 0)
		printf("%s\n", made.person);
	json_free(card);
	user_release(&made);
	return result;
}

/* The user with this name. 0, or -1 with e. */
static int find(struct store *s, const char *name, struct user *u, struct err *e)
{
	return user_by_name(s, name, u) ? 0 : err_set(e, ERR_NO_USER, name, NULL);
}

static int prepare_password(struct store *s, const char *name, char hash[PASSWORD_HASH_SIZE], struct err *e)
{
	struct user u = {0};
	if (find(s, name, &u, e) < 0)
		return -1;
	user_release(&u);
	return by_code ? code_draw(drawn, hash, e) : read_hash(hash, e);
}

static int set_password(struct store *s, const char *name, const char *hash, struct err *e)
{
	struct user u = {0};
	if (find(s, name, &u, e) < 0)
		return -1;
	int result = by_code ? code_keep(s, u.person, CODE_RESET, hash, clock_now() + CODE_DESK_SECONDS, e)
	                     : user_set_password(s, u.person, hash, e);
	if (by_code && result == 0)
		printf("%.4s-%s\n", drawn, drawn + 4);
	user_release(&u);
	return result;
}

static int set_state(struct store *s, const char *name, enum user_state state, struct err *e)
{
	struct user u = {0};
	if (find(s, name, &u, e) < 0)
		return -1;
	int result = validation_settled(s, u.person, state == USER_ACCEPTED ? "accepted" : "done", e);
	if (result == 0)
		result = user_set_state(s, u.person, state, e);
	user_release(&u);
	return result;
}

static int accept(struct store *s, const char *name, const char *hash, struct err *e)
{
	(void)hash;
	return set_state(s, name, USER_ACCEPTED, e);
}

static int close_account(struct store *s, const char *name, const char *hash, struct err *e)
{
	(void)hash;
	return set_state(s, name, USER_CLOSED, e);
}

static int prepare_officer(struct store *s, const char *name, char hash[PASSWORD_HASH_SIZE], struct err *e)
{
	struct user u = {0};
	(void)hash;
	if (country && !vocabulary_find(&vocabulary_countries, country))
		return err_set(e, ERR_FIELD_CODE, country, NULL);
	if (find(s, name, &u, e) < 0)
		return -1;
	user_release(&u);
	return 0;
}

/* Of the desk of a country, or of the central one. */
static int make_officer(struct store *s, const char *name, const char *hash, struct err *e)
{
	struct user u = {0};
	(void)hash;
	if (find(s, name, &u, e) < 0)
		return -1;
	int result = (ends ? desk_remove_officer : desk_add_officer)(s, country, u.person, e);
	user_release(&u);
	return result;
}

static void show(void *context, const struct user *u)
{
	(void)context;
	printf("%s\t%s\t%s\n", u->name, u->person, user_state_code(u->state));
}

static int list(struct store *s, const char *name, const char *hash, struct err *e)
{
	(void)name;
	(void)hash;
	return user_list(s, show, NULL, e);
}

static const struct {
	const char *name;
	int words; /* the verb among them */
	int (*prepare)(struct store *s, const char *name, char hash[PASSWORD_HASH_SIZE], struct err *e); /* NULL: nothing to ask */
	int (*run)(struct store *s, const char *name, const char *hash, struct err *e);
} verbs[] = {
	{"add", 3, prepare_add, add},
	{"passwd", 3, prepare_password, set_password},
	{"accept", 3, NULL, accept},
	{"close", 3, NULL, close_account},
	{"officer", 3, prepare_officer, make_officer},
	{"list", 2, NULL, list},
};

static int run(size_t verb, const char *dir, const char *name, struct err *e)
{
	struct store s;
	char hash[PASSWORD_HASH_SIZE] = "";
	if (init_open(&s, dir, 0, e) < 0)
		return -1;
	/* Whoever looks for a password takes their time, and a portal may be writing meanwhile. */
	int result = verbs[verb].prepare ? verbs[verb].prepare(&s, name, hash, e) : 0;
	if (result == 0) {
		result = -1;
		if (db_begin(s.db, e) == 0 && verbs[verb].run(&s, name, hash, e) == 0)
			result = db_commit(s.db, e);
		db_rollback(s.db);
	}
	store_close(&s);
	return result;
}

static int user(char **words, int count, struct err *e)
{
	for (size_t i = 0; i < ARRAY_SIZE(verbs); i++)
		if (strcmp(verbs[i].name, words[0]) == 0 && verbs[i].words == count)
			return run(i, words[1], count > 2 ? words[2] : NULL, e) == 0 ? COMMAND_DONE : COMMAND_FAILED;
	return command_usage(&command_user, e);
}

const struct command command_user = {
	.name = "user",
	.usage = "add|passwd|accept|officer|close DIR NAME | list DIR",
	.help = N_("Manages who may sign in; passwords come from the terminal or stdin."),
	.options = options,
	.words_least = 2,
	.words_most = 3,
	.run = user,
};
