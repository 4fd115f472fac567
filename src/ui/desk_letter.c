/* The letter of a decision as it will be read, in the language of whom it goes to, and below it in the officer's own. */
#include <stdlib.h>

#include "desk.h"
#include "face.h"
#include "twinline/base/catalogue.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/replica.h"
#include "twinline/schema/decision_letter.h"
#include "twinline/schema/reasons.h"
#include "words.h"

/* How people call the portal: by its address. Yours. */
static char *portal_name(struct face *face)
{
	struct json *me = replica_owner(face_store(face));
	const char *portal = json_get_text(me, "portal");
	char *name = words_safe(portal ? portal : "Twinline", SANITISE_LINE);

	json_free(me);
	return name;
}

/* language: NULL, not known: the officer's own then. */
static void add_in(struct str *out, const struct decision_letter *l, const char *language)
{
	struct catalogue *c = catalogue_open(language ? language : i18n_language());
	char *label = language ? xasprintf(_("The letter, %s:"), vocabulary_label(&vocabulary_languages, language)) : NULL;

	str_addf(out, out->len ? "\n%s\n" : "%s\n", label ? label : _("The letter:"));
	str_addf(out, "%s\n\n", decision_letter_subject(c, l));
	decision_letter_add(out, c, l);
	free(label);
	catalogue_close(c);
}

static void add(struct str *out, const struct decision_letter *l, const char *language)
{
	add_in(out, l, language);
	if (language && !text_equal(language, i18n_language()))
		add_in(out, l, i18n_language());
}

char *desk_reason_words(const struct desk_case *c, const char *reason)
{
	const char *sentence = reason_sentence(reason), *language = c && c->language ? c->language : i18n_language();
	struct catalogue *catalogue = sentence ? catalogue_open(language) : NULL;
	char *words = xstrdup(sentence ? catalogue_text(catalogue, sentence) : _("The letter says what you write."));

	catalogue_close(catalogue);
	return words;
}

char *desk_letter(struct face *face, const struct desk_case *c, const struct desk_decision *d)
{
	char *title = words_safe(c && c->title ? c->title : "...", SANITISE_LINE), *portal = portal_name(face);
	char *words = words_safe(d->text, SANITISE_TEXT);
	struct decision_letter l = {
		.kind = c ? c->kind : NULL, .state = d->state, .title = title, .portal = portal, .reason = d->reason, .text = words,
	};
	struct str out = { 0 };

	/* In which language whoever made it reads, is for the portal to know. */
	if (text_equal(l.kind, "report") && !text_equal(l.state, "refused"))
		add(&out, &(struct decision_letter){ .kind = "warning", .state = l.state, .title = title, .portal = portal, .text = words }, NULL);
	add(&out, &l, c ? c->language : NULL);
	free(title);
	free(portal);
	free(words);
	return str_detach(&out);
}
