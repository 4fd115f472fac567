/* What the letters of a support organisation say, by kind of case and decision. */
#include "twinline/schema/decision_letter.h"

#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/schema/reasons.h"

/*
 * TRANSLATORS: letters of a support organisation. %1$s is the name of the person or the title of the project, %2$s the portal. After
 * this come the reason and what the officer has written, each a paragraph of its own.
 */
static const struct {
	const char *kind, *state, *subject, *text; /* NULL: of any kind or state that stands in no row above */
} decided[] = {
	{"project", "accepted", N_("Your project is approved"),
	 N_("The support organisation has approved \"%1$s\" at %2$s.\n")},
	{"project", "askedBack", N_("A question about your project"),
	 N_("Before the support organisation approves \"%1$s\" at %2$s, it asks you to change something.\n")},
	{"project", NULL, N_("Your project is not approved"), N_("The support organisation does not approve \"%1$s\" at %2$s.\n")},
	{"warning", "accepted", N_("Something of yours was taken away"),
	 N_("The support organisation has taken away something that you wrote at %2$s, because others have reported it. Please keep to the rules "
	    "of the community.\n")},
	{"warning", "shownAgain", N_("Something of yours is shown again"),
	 N_("The support organisation shows again what it had taken away from you at %2$s. Others see it as before.\n")},
	{"warning", NULL, N_("A word of the support organisation"),
	 N_("Others have reported something that you wrote at %2$s. It stays, but please keep to the rules of the community.\n")},
	{"report", "refused", N_("Your report"),
	 N_("The support organisation has looked at what you have reported at %2$s. It stays as it is.\n")},
	{"report", NULL, N_("Your report"), N_("The support organisation has dealt with what you have reported at %2$s. Thank you.\n")},
	{"schoolChange", "accepted", N_("Your new school counts"),
	 N_("The support organisation has accepted the change of school of %1$s at %2$s.\n")},
	{"schoolChange", "askedBack", N_("A question about your new school"),
	 N_("Before the support organisation accepts the change of school of %1$s at %2$s, it asks you something. Sign in to answer.\n")},
	{"schoolChange", NULL, N_("Your new school"),
	 N_("The support organisation has not accepted the change of school of %1$s at %2$s. Your school stays as it was.\n")},
	{NULL, "accepted", N_("Welcome"),
	 N_("The support organisation has accepted the registration of %1$s at %2$s.\n"
	    "\n"
	    "From now on others find you, and you can ask them for contact.\n")},
	{NULL, "joinedUp", N_("Welcome back"),
	 N_("You have been here before: the support organisation has joined up the registration of %1$s at %2$s with what was there. Your "
	    "projects are kept.\n")},
	{NULL, "askedBack", N_("A question about your registration"),
	 N_("Before the support organisation accepts the registration of %1$s at %2$s, it asks you something. Sign in to answer.\n")},
	{NULL, NULL, N_("Your registration"), N_("The support organisation has not accepted the registration of %1$s at %2$s.\n")},
};

static bool fits(const char *row, const char *is)
{
	return !row || text_equal(row, is);
}

/* The last row fits whatever none above does. */
static size_t row_of(const struct decision_letter *l)
{
	size_t i = 0;

	while (i + 1 < ARRAY_SIZE(decided) && !(fits(decided[i].kind, l->kind) && fits(decided[i].state, l->state)))
		i++;
	return i;
}

const char *decision_letter_subject(const struct catalogue *c, const struct decision_letter *l)
{
	return catalogue_text(c, decided[row_of(l)].subject);
}

static void add_paragraph(struct str *text, const char *paragraph)
{
	if (paragraph && *paragraph)
		str_addf(text, "\n%s\n", paragraph);
}

void decision_letter_add(struct str *out, const struct catalogue *c, const struct decision_letter *l)
{
	const char *arguments[] = { l->title ? l->title : "", l->portal ? l->portal : "" };
	const char *sentence = reason_sentence(l->reason);

	str_add_worded(out, catalogue_text(c, decided[row_of(l)].text), arguments, ARRAY_SIZE(arguments));
	add_paragraph(out, sentence ? catalogue_text(c, sentence) : NULL);
	add_paragraph(out, l->text);
}
