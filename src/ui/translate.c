/*
 * Text in a language that one does not read: a program of the person's choice gets it as its input, and two languages as its last
 * arguments. No shell is between. What comes back is made safe, kept here, and shown as a machine's.
 */
#include "translate.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "face_state.h"
#include "profile.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/sanitise.h"
#include "words.h"

enum { KEPT_MOST = 50, BYTES_MOST = 200 * 1000, EXIT_NOT_FOUND = 127, PATIENCE_SECONDS = 60 };

static const char fact_name[] = "translations"; /* [{"record", "to", "text"}], the newest last */

/* --- what is kept --- */

static struct json *kept(struct store *s)
{
	char *fact = store_fact(s, fact_name);
	struct json *list = fact ? json_parse_own(fact) : NULL;

	free(fact);
	return list ? list : json_new_array();
}

static bool is_of(const struct json *entry, int64_t record)
{
	return json_get_integer(entry, "record", 0) == record && text_equal(json_get_text(entry, "to"), i18n_language());
}

char *translate_kept(struct face *face, int64_t record)
{
	struct json *list = kept(face_store(face));
	char *text = NULL;

	for (const struct json *i = json_first(list); i; i = json_next(i))
		if (is_of(i, record)) {
			free(text);
			text = sanitise_copy(json_get_text(i, "text"), SANITISE_TEXT);
		}
	json_free(list);
	return text;
}

/* The newest ones stay; that is a comfort, which a full disk may take. */
static void keep(struct face *face, int64_t record, const char *text)
{
	struct json *before = kept(face_store(face)), *after = json_new_array(), *entry;
	size_t skip = json_size(before) >= KEPT_MOST ? json_size(before) - KEPT_MOST + 1 : 0;
	char *all;

	for (const struct json *i = json_first(before); i; i = json_next(i), skip -= skip > 0)
		if (!skip && !is_of(i, record))
			json_push(after, json_copy(i));
	entry = json_push(after, json_new_object());
	json_set_integer(entry, "record", record);
	json_set_string(entry, "to", i18n_language());
	json_set_string(entry, "text", text);
	all = json_print(after);
	store_set_fact(face_store(face), fact_name, all, NULL);
	free(all);
	json_free(before);
	json_free(after);
}

/* --- the program --- */

/* The words of the setting, then the languages; closed by NULL. */
static char **arguments_of(const char *command, const char *from, struct strings *words)
{
	char **arguments;

	while (*(command += strspn(command, " "))) {
		size_t len = strcspn(command, " ");

		strings_push_take(words, xstrndup(command, len));
		command += len;
	}
	strings_push(words, vocabulary_find(&vocabulary_languages, from) ? from : "auto"); /* others might read as options */
	strings_push(words, i18n_language());
	arguments = xcalloc(words->count + 1, sizeof *arguments);
	memcpy(arguments, words->at, words->count * sizeof *arguments);
	return arguments;
}

/* In the child: what we ignore or catch is the program's own again, and it ends by itself if it takes too long. */
static void become(char **arguments, const char *input, const char *output)
{
	int in = open(input, O_RDONLY), out = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	signal(SIGALRM, SIG_DFL);
	alarm(PATIENCE_SECONDS);
	if (in >= 0 && out >= 0 && dup2(in, STDIN_FILENO) == STDIN_FILENO && dup2(out, STDOUT_FILENO) == STDOUT_FILENO)
		execvp(arguments[0], arguments);
	_exit(EXIT_NOT_FOUND);
}

/* Runs it on the terminal, where Ctrl-C ends it; its exit status, -1 where it had none. */
static int run(struct face *face, char **arguments, const char *input, const char *output)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt;
	int status = 0;
	pid_t child;

	terminal_lend();
	sigaction(SIGINT, &ignore, &interrupt);
	child = fork();
	if (child == 0)
		become(arguments, input, output);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	sigaction(SIGINT, &interrupt, NULL);
	terminal_take_back();
	face_resize(face);
	return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What the program made of text: 0, or -1 and the cause is said. dir is private. */
static int run_in(struct face *face, const char *dir, char **arguments, const char *text, struct str *made)
{
	char *input = xasprintf("%s/text.txt", dir), *output = xasprintf("%s/made.txt", dir);
	struct err e = { 0 };
	int status = 0, result = file_write(input, text, strlen(text), 0600, &e);

	if (result == 0) {
		status = run(face, arguments, input, output);
		result = status == 0 ? file_read(output, BYTES_MOST, made, &e) : -1;
	}
	if (e.code)
		face_fail(face, &e);
	else if (status == EXIT_NOT_FOUND)
		face_sayf(face, _("There is no command %s."), arguments[0]);
	else if (result < 0)
		face_sayf(face, _("%s ended with an error."), arguments[0]);
	free(input);
	free(output);
	return result;
}

/* --- asking for it --- */

static bool is_read(struct face *face, const char *language)
{
	struct json *profile = profile_tree(face, &profile_account);
	bool reads = language && (text_equal(language, i18n_language()) || json_get(json_get(profile, "reads"), language));

	json_free(profile);
	return reads;
}

static bool translate(struct face *face, int64_t record, const char *text, const char *language)
{
	char *dir = xasprintf("%s/translate-XXXXXX", face->options.paths->runtime), **arguments;
	struct strings words = { 0 };
	struct str made = { 0 };
	struct err e = { 0 };
	bool done = false;

	arguments = arguments_of(settings_text(face_settings(face), SETTING_TRANSLATE_COMMAND), language, &words);
	if (!mkdtemp(dir)) { /* 0700 */
		err_errno(&e, ERR_FILE, dir);
		face_fail(face, &e);
	} else {
		done = run_in(face, dir, arguments, text, &made) == 0;
		file_remove_tree(dir, NULL);
	}
	if (done) {
		char *safe = sanitise_copy(made.text ? made.text : "", SANITISE_TEXT);

		keep(face, record, safe);
		free(safe);
		face_say(face, _("Translated by a machine; it stands below the original."));
	}
	str_release(&made);
	strings_release(&words);
	free(arguments);
	free(dir);
	return done;
}

bool translate_record(struct face *face, int64_t record, const char *text, const char *language)
{
	if (!*settings_text(face_settings(face), SETTING_TRANSLATE_COMMAND))
		face_say(face, _("The setting \"translate-command\" names the program that translates: it gets the text, and two languages."));
	else if (is_read(face, language))
		face_say(face, _("Your profile says that you read this language."));
	else if (text && *text)
		return translate(face, record, text, language);
	return false;
}

char *translate_below(struct face *face, int64_t record, char *original_taken)
{
	char *made = translate_kept(face, record), *all;

	if (!made)
		return original_taken;
	all = xasprintf("%s\n\n%s\n%s", original_taken, _("Translated by a machine:"), made);
	free(original_taken);
	free(made);
	return all;
}
