/* Text/translate. The program has no environment of ours, no file and no secret; its text is nobody's, for it is not told whose. */
#include "translate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "twinline/base/child.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/utf8.h"

static char search_path[] = "PATH=/usr/local/bin:/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8";
static char *const environment[] = {search_path, locale, NULL};

int translate_check(const char *command, struct err *e)
{
	char **words = child_words(command, NULL);
	int result = 0;
	errno = ENOENT;
	if (!words[0] || *words[0] != '/' || access(words[0], X_OK) != 0)
		result = err_errno(e, ERR_FILE, command);
	child_words_free(words);
	return result;
}

/* --- who may, and how much of it --- */

static int check_person(const struct viewer *v, struct err *e)
{
	if (v->role == ROLE_NEWCOMER)
		return err_set(e, ERR_NEWCOMER, NULL);
	return *v->user.person && !user_is_pupil(&v->user) ? 0 : err_set(e, ERR_FORBIDDEN, NULL);
}

static int check_language(const char *name, const char *code, struct err *e)
{
	return !code || vocabulary_find(&vocabulary_languages, code) ? 0 : err_set(e, ERR_INVALID_ARGUMENTS, name, "\"en\"", NULL);
}

static int check(const struct call *c, const char *text, struct err *e)
{
	struct portal *p = c->batch->worker->portal;
	if (check_person(c->batch->viewer, e) < 0 || check_language("from", json_get_text(c->arguments, "from"), e) < 0 ||
	    check_language("to", json_get_text(c->arguments, "to"), e) < 0)
		return -1;
	if (strlen(text) > TRANSLATE_TEXT_MOST)
		return err_set(e, ERR_TOO_LARGE, "20000", NULL);
	int seconds = guard_take(&p->guard, GUARD_TRANSLATION, c->batch->viewer->user.person, clock_monotonic_ms());
	return seconds ? guard_refuse(seconds, ERR_RATE_LIMIT, e) : 0;
}

/* One of the places there are; false where others have all of them. */
static bool begin(struct portal *p)
{
	if (atomic_fetch_add(&p->translations, 1) < TRANSLATE_AT_ONCE)
		return true;
	atomic_fetch_sub(&p->translations, 1);
	return false;
}

/* --- the program --- */

static int run(const char *command, const struct call *c, const char *text, struct str *made, struct err *e)
{
	const char *from = json_get_text(c->arguments, "from"), *languages[] = {from ? from : "auto", json_get_text(c->arguments, "to"), NULL};
	char **words = child_words(command, languages);
	const struct child_work work = {.arguments = words, .environment = environment, .input = text, .len = strlen(text),
	                                .seconds = TRANSLATE_SECONDS, .writes = true};
	int status = child_run(&work, made, TRANSLATE_MADE_MOST, e);
	child_words_free(words);
	if (status == 0 && made->len > 0 && utf8_valid(made->text, made->len) && !memchr(made->text, '\0', made->len))
		return 0;
	return err_set(e, ERR_SERVER_UNAVAILABLE, NULL);
}

struct json *method_text_translate(const struct call *c, struct err *e)
{
	struct portal *p = c->batch->worker->portal;
	const char *text = json_get_text(c->arguments, "text");
	struct json *response = NULL;
	struct str made = {0};
	if (!p->translator) {
		err_set(e, ERR_UNKNOWN_METHOD, "Text/translate", NULL);
		return NULL;
	}
	if (check(c, text, e) < 0)
		return NULL;
	if (!begin(p)) {
		err_set(e, ERR_RATE_LIMIT, "10", NULL);
		return NULL;
	}
	worker_rest(c->batch->worker); /* no moment of the database is held meanwhile */
	if (run(p->translator, c, text, &made, e) == 0) {
		response = json_new_object();
		json_set_string(response, "text", made.text);
		if (json_get_text(c->arguments, "from"))
			json_set_string(response, "from", json_get_text(c->arguments, "from"));
		json_set_string(response, "to", json_get_text(c->arguments, "to"));
	}
	atomic_fetch_sub(&p->translations, 1);
	str_release(&made);
	return response;
}
