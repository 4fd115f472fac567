/*
 * Translations. The program gets the text as its input, and two languages as its last arguments; no shell is between, and it has no
 * terminal: all goes on meanwhile. What comes back is made safe, kept, and shown as a machine's.
 */
#include "translate.h"

#include <stdlib.h>
#include <string.h>

#include "face_state.h"
#include "linear.h"
#include "profile.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/line.h"
#include "twinline/records/translation.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/sanitise.h"
#include "words.h"

enum { BYTES_MOST = 200 * 1000, PATIENCE_SECONDS = 60, END_MS = 500 /* to end, once all is said */ };

/* Fact: "yes" once the person has let texts leave for the portal's program. */
static const char agreed[] = "translatesAtPortal";

/* What is kept goes by it: another text has another translation. */
static char *key_of(const char *text)
{
	return sanitise_copy(text ? text : "", SANITISE_TEXT);
}

/* --- the program --- */

static void tell_linear(struct face *face)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "did", "translated");
	if (face->linear)
		linear_hear(face->linear, packet);
	json_free(packet);
}

/* Ends it; its exit status. */
static int end_program(struct face *face, int64_t milliseconds)
{
	struct translating *t = &face->translating;
	int status = child_end(&t->child, milliseconds);

	free(t->text);
	free(t->program);
	str_release(&t->made);
	*t = (struct translating){ 0 };
	return status;
}

int translate_fd(const struct face *face)
{
	return face->translating.child.pid ? face->translating.child.out : -1;
}

int64_t translate_patience(const struct face *face)
{
	return child_left(&face->translating.child);
}

bool translate_stop(struct face *face)
{
	if (!face->translating.child.pid)
		return false;
	end_program(face, 0);
	face_say_lightly(face, _("The translation was given up."));
	tell_linear(face);
	return true;
}

void translate_release(struct face *face)
{
	end_program(face, 0);
	free(face->asked_translation);
	free(face->asked_language);
}

/* A guest keeps it too: it is no change of anything. */
static int keep(struct face *face, const char *text, const char *made)
{
	struct db *db = face_store(face)->db;
	struct err e = { 0 };

	if (db_begin(db, &e) == 0 && translation_keep(face_store(face), text, i18n_language(), made, &e) == 0 && db_commit(db, &e) == 0)
		return 0;
	db_rollback(db);
	return face_fail(face, &e);
}

void translate_hear(struct face *face)
{
	struct translating *t = &face->translating;
	char *text, *program, *safe;
	int more;

	if (!t->child.pid || (more = child_read(&t->child, &t->made, BYTES_MOST)) == 1)
		return;
	if (child_left(&t->child) == 0) {
		translate_stop(face);
		return;
	}
	text = xstrdup(t->text);
	program = xstrdup(t->program);
	safe = sanitise_copy(t->made.text ? t->made.text : "", SANITISE_TEXT);
	more = end_program(face, more == 0 ? END_MS : 0);
	if (more == CHILD_NOT_FOUND)
		face_sayf(face, _("There is no command %s."), program);
	else if (more != 0 || !*safe)
		face_sayf(face, _("%s ended with an error."), program);
	else if (keep(face, text, safe) == 0)
		face_say(face, _("Translated by a machine; it stands below the original."));
	face_show_changes(face);
	tell_linear(face);
	free(safe);
	free(program);
	free(text);
}

static void start(struct face *face, const char *text, const char *language)
{
	/* Others might read as options. */
	const char *languages[] = { vocabulary_find(&vocabulary_languages, language) ? language : "auto", i18n_language(), NULL };
	char **words = child_words(settings_text(face_settings(face), SETTING_TRANSLATE_COMMAND), languages);
	const struct child_work work = { .arguments = words, .input = text, .len = strlen(text), .seconds = PATIENCE_SECONDS, .writes = true };
	struct json *awaited = json_new_object();
	struct err e = { 0 };

	end_program(face, 0);
	if (child_start(&face->translating.child, &work, &e) == 0) {
		face->translating.text = xstrdup(text);
		face->translating.program = xstrdup(words[0]);
		face_say_lightly(face, _("Being translated; Esc gives it up."));
		json_set_string(awaited, "do", "translate");
		if (face->linear)
			linear_await(face->linear, awaited);
	} else {
		face_fail(face, &e);
	}
	json_free(awaited);
	child_words_free(words);
}

/* --- the portal --- */

static int ask(struct store *s, void *context, struct err *e)
{
	return translation_ask(s, context, e);
}

static int drop(struct store *s, void *context, struct err *e)
{
	return translation_drop(s, context, i18n_language(), e);
}

static void ask_portal(struct face *face, const char *text, const char *language)
{
	struct translation_wish wish = { text, vocabulary_find(&vocabulary_languages, language) ? language : NULL, i18n_language() };

	if (face_change(face, ask, &wish) != 0)
		return;
	face_wake_engine(face, true);
	face_show_changes(face);
	face_say_lightly(face, _("The portal is asked for a translation."));
}

static void agree(struct face *face, struct view *view, int answer, int64_t argument)
{
	char *text = face->asked_translation, *language = face->asked_language;

	(void)view;
	(void)argument;
	face->asked_translation = face->asked_language = NULL;
	if (answer == 2 && text) {
		store_set_fact(face_store(face), agreed, "yes", NULL);
		ask_portal(face, text, language);
	}
	free(text);
	free(language);
}

/* Asks once whether texts may leave. */
static void by_portal(struct face *face, const char *text, const char *language)
{
	char *yes = store_fact(face_store(face), agreed);
	const struct question question = {
		.text = _("The text leaves this computer: the portal gives it to a program that its keeper has chosen. Is that right?"),
		.answers = { _("No"), _("Yes"), NULL }, .done = agree,
	};

	if (yes) {
		ask_portal(face, text, language);
	} else {
		free(face->asked_translation);
		free(face->asked_language);
		face->asked_translation = xstrdup(text);
		face->asked_language = language ? xstrdup(language) : NULL;
		face_ask(face, &question);
	}
	free(yes);
}

/* --- asking for it --- */

static const char *none_here(void)
{
	return _("This portal translates nothing. The setting \"translate-command\" names a program of your own that does.");
}

/* Said from what is known; the engine asks again when it is on the line, for the keeper may have found somebody since. */
static void say_none(struct face *face)
{
	face_say(face, none_here());
	translation_doubt(face_store(face), NULL);
}

static bool is_read(struct face *face, const char *language)
{
	struct json *profile = profile_tree(face, &profile_account);
	bool reads = language && (text_equal(language, i18n_language()) || json_get(json_get(profile, "reads"), language));

	json_free(profile);
	return reads;
}

static void translate(struct face *face, char *text, const char *language)
{
	struct translation there;

	translation_read(face_store(face), text, i18n_language(), &there);
	if (is_read(face, language))
		face_say(face, _("Your profile says that you read this language."));
	else if (*settings_text(face_settings(face), SETTING_TRANSLATE_COMMAND))
		start(face, text, language);
	else if (face_is_guest(face) || !face_account(face))
		face_say(face, _("The setting \"translate-command\" names the program that translates: it gets the text, and two languages."));
	else if (there.state == TRANSLATION_MADE)
		face_say(face, _("Translated by a machine; it stands below the original."));
	else if (there.state == TRANSLATION_WAITS && face_change(face, drop, text) == 0)
		face_say(face, _("The translation was given up."));
	else if (translation_has_none(face_store(face)))
		say_none(face);
	else
		by_portal(face, text, language);
	translation_release(&there);
	face_show_changes(face);
}

char *translate_both(const char *title, const char *text)
{
	return xasprintf("%s\n%s", title ? title : "", text ? text : "");
}

void translate_text(struct face *face, const char *text, const char *language)
{
	/* Of its own: the page may be read anew meanwhile. */
	char *key = key_of(text), *of = xstrdup(language);

	if (*key)
		translate(face, key, of);
	free(of);
	free(key);
}

/* --- below the original --- */

static char *why_not(const struct err *cause)
{
	if (cause->code == ERR_UNKNOWN_METHOD)
		return xstrdup(none_here());
	return err_text(cause);
}

static char *words_of(struct face *face, const struct translation *t)
{
	switch (t->state) {
	case TRANSLATION_MADE: {
		char *safe = words_safe(t->made, SANITISE_TEXT), *text = xasprintf("%s\n%s", _("Translated by a machine:"), safe);

		free(safe);
		return text;
	}
	case TRANSLATION_WAITS:
		return xstrdup(line_is_up(face_store(face)) ? _("The portal is asked for a translation.")
		                                            : _("The translation waits for the line."));
	case TRANSLATION_FAILED:
		return why_not(&t->cause);
	default:
		return NULL;
	}
}

char *translate_words(struct face *face, const char *text)
{
	char *key = key_of(text), *words;
	struct translation t;

	translation_read(face_store(face), key, i18n_language(), &t);
	words = words_of(face, &t);
	translation_release(&t);
	free(key);
	return words;
}

char *translate_below(struct face *face, const char *text, char *shown_taken)
{
	char *words = translate_words(face, text), *all;

	if (!words)
		return shown_taken;
	all = xasprintf("%s\n\n%s", shown_taken, words);
	free(shown_taken);
	free(words);
	return all;
}
