/* The lines of somebody's page: how we stand, why it fits, the card, the school, the age of this copy. */
#include "person_fit.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/kept.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

enum { YEAR_DIGITS = 4 };

/* The lines while they are made. */
struct making {
	struct face *face;
	const struct person_about *about;
	const struct person *card;
	bool narrow;
	struct person_line *lines;
	int count;
};

/* Adds a line, where there is something to say. */
static void add(struct making *m, const char *label, const char *brief, struct str *text_taken)
{
	if (text_taken->len && m->count < PERSON_LINES_MAX)
		m->lines[m->count++] = (struct person_line){ label, brief, str_detach(text_taken) };
	str_release(text_taken);
}

void person_clause(struct str *out, char *text_taken)
{
	if (out->len)
		str_add(out, _("; "));
	str_add(out, text_taken);
	free(text_taken);
}

char *person_safe(const char *text)
{
	return words_safe(text, SANITISE_LINE);
}

static void add_date(struct str *out, const char *date)
{
	int year, month, day;

	if (clock_parse_date(date, &year, &month, &day))
		day_add_date(out, day_of(year, month, day));
}

void person_add_beginning(struct str *out, const char *date)
{
	int year, month, day;

	if (!clock_parse_date(date, &year, &month, &day))
		return;
	if (day == 1)
		day_add_month(out, day_of(year, month, day));
	else
		day_add_date(out, day_of(year, month, day));
}

/* --- how we stand --- */

static char *word_with_request(const struct making *m, int64_t contact, int64_t *since)
{
	struct record record = { 0 };
	struct contact c = { 0 };
	char *text = xstrdup("");

	*since = 0;
	if (contact && record_by_local(face_store(m->face), contact, &record)) {
		struct json *tree = record_tree(face_store(m->face), &record);

		record_decode(&record_types[TYPE_Contact], tree, &c);
		*since = c.since;
		free(text);
		text = person_safe(c.text);
		record_release(&record_types[TYPE_Contact], &c);
		json_free(tree);
	}
	record_free(&record);
	return text;
}

static void add_contact_wide(struct str *out, const struct making *m, enum relation relation, const char *word, const char *since)
{
	switch (relation) {
	case RELATION_CONTACT:
		str_addf(out, *since ? _("yes, since %s; {write-to} writes, {drop} ends it") : _("yes; {write-to} writes, {drop} ends it"), since);
		break;
	case RELATION_ASKED:
		str_addf(out, *since ? _("asked on %s; {drop} takes it back") : _("asked; {drop} takes it back"), since);
		break;
	case RELATION_ASKS_YOU:
		if (*word)
			str_addf(out, _("asks you: \"%s\"; {accept} says yes, {drop} no"), word);
		else
			str_add(out, _("asks you; {accept} says yes, {drop} no"));
		break;
	case RELATION_BLOCKED:
		str_add(out, _("blocked; {drop} ends that"));
		break;
	case RELATION_FOLLOWED:
		str_add(out, _("no, followed; write first ({write-to}), then ask for contact ({accept})"));
		break;
	default:
		if (m->about->is_here && !m->card->available)
			str_add(out, _("no, and takes no requests at the moment; {write-to} writes"));
		else
			str_add(out, _("no; write first ({write-to}), then ask for contact ({accept})"));
	}
}

static void add_contact_narrow(struct str *out, const struct making *m, enum relation relation)
{
	static const char *const sentences[RELATION_COUNT] = {
		[RELATION_NONE] = N_("no; {write-to} write, then {accept} ask"), [RELATION_CONTACT] = N_("yes; {write-to} writes, {drop} ends it"),
		[RELATION_ASKED] = N_("asked; {drop} takes it back"), [RELATION_ASKS_YOU] = N_("asks you; {accept} says yes, {drop} no"),
		[RELATION_FOLLOWED] = N_("no, followed; {accept} asks"), [RELATION_BLOCKED] = N_("blocked; {drop} ends that"),
	};

	str_add(out, relation == RELATION_NONE && m->about->is_here && !m->card->available ? _("no, takes no requests; {write-to} writes")
	                                                                                  : _(sentences[relation]));
}

static void add_contact(struct making *m)
{
	struct str text = { 0 }, when = { 0 };
	int64_t contact, since;
	enum relation relation = relation_to(face_store(m->face), m->about->id, &contact, NULL);
	char *word = word_with_request(m, contact, &since);

	if (since)
		datetime_add_short(&when, since, clock_now());
	if (m->narrow)
		add_contact_narrow(&text, m, relation);
	else
		add_contact_wide(&text, m, relation, word, when.len ? when.text : "");
	str_release(&when);
	free(word);
	add(m, _("Contact"), _("contact:"), &text);
}

static void add_fit(struct making *m)
{
	struct str text = { 0 };

	person_fit(&text, m->face, m->card, m->narrow);
	add(m, _("Fits you"), _("fits"), &text);
}

/* --- the card --- */

static bool is_latin_text(const char *text)
{
	size_t others = 0, letters = 0;

	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		letters += *c >= 'A';
		others += *c >= 0xce; /* beyond the two-byte Latin letters */
	}
	return others * 4 < letters;
}

static void add_looks_for(struct making *m)
{
	const char *language = m->card->language;
	struct str text = { 0 };
	char *wanted = person_safe(m->card->looks_for);

	if (*wanted && m->narrow)
		str_addf(&text, "\"%s\"", wanted);
	else if (*wanted && language && !is_latin_text(wanted))
		/* TRANSLATORS: a sentence of another person, the language that it is in. */
		str_addf(&text, _("\"%s\" in %s; {text-as} shows it in Latin letters"), wanted, vocabulary_label(&vocabulary_languages, language));
	else if (*wanted && language)
		str_addf(&text, _("\"%s\" in %s"), wanted, vocabulary_label(&vocabulary_languages, language));
	else if (*wanted)
		str_addf(&text, "\"%s\"", wanted);
	free(wanted);
	add(m, _("Looks for"), _("looks for"), &text);
}

static void add_codes(struct making *m, const char *label, const char *brief, const struct vocabulary *v, const struct strings *codes)
{
	struct str text = { 0 };

	for (size_t i = 0; i < codes->count; i++)
		words_part(&text, m->narrow ? vocabulary_brief(v, codes->at[i]) : vocabulary_label(v, codes->at[i]));
	add(m, label, brief, &text);
}

static void add_pupils(struct making *m)
{
	struct str text = { 0 };
	char *ages = person_ages(m->card);

	if (*ages && m->narrow)
		words_part(&text, ages);
	else if (m->card->pupils_from && m->card->pupils_to > m->card->pupils_from)
		words_part_taken(&text, xasprintf(_("%d to %d years"), (int)m->card->pupils_from, (int)m->card->pupils_to));
	else if (*ages)
		words_part_taken(&text, xasprintf(_("%s years"), ages));
	if (m->card->class_size)
		words_part_taken(&text, xasprintf(_("%d in the class"), (int)m->card->class_size));
	free(ages);
	add(m, _("Pupils"), _("pupils"), &text);
}

static void add_available(struct making *m)
{
	struct str text = { 0 }, from = { 0 };
	bool is_free = m->card->available;

	if (!is_free || !m->narrow)
		words_part(&text, is_free ? _("for projects") : _("no"));
	if (is_free && m->card->plus)
		words_part(&text, m->narrow ? _("Plus too") : _("with Plus countries too"));
	person_add_beginning(&from, m->card->available_from ? m->card->available_from : "");
	if (is_free && from.len)
		words_part_taken(&text, xasprintf(_("from %s"), from.text));
	if (!text.len)
		words_part(&text, _("yes"));
	str_release(&from);
	add(m, i18n_text_in("line of a page", "Available"), _("available"), &text);
}

static void add_tools(struct making *m)
{
	struct str text = { 0 };

	for (size_t i = 0; i < m->card->tools.count; i++)
		words_part(&text, vocabulary_label(&vocabulary_tools, m->card->tools.at[i]));
	if (m->card->line)
		person_clause(&text, xasprintf(_("line at school: %s"), vocabulary_label(&vocabulary_line_kinds, m->card->line)));
	add(m, _("Tools"), _("tools"), &text);
}

/* --- the school --- */

static void add_place(struct str *out, const char *text)
{
	if (text && *text)
		words_part_taken(out, person_safe(text));
}

static void add_school(struct making *m)
{
	const struct school *school = &m->about->school;
	const char *label_until = m->about->has_school && school->label_until ? school->label_until : m->card->label_until;
	struct str text = { 0 };
	bool has = m->about->has_school;

	add_place(&text, has ? school->name : m->card->school.name);
	add_place(&text, has ? school->town : m->card->town);
	if (!m->narrow)
		add_place(&text, has ? school->region : m->card->region);
	if (has && school->pupils && !m->narrow)
		person_clause(&text, xasprintf(i18n_plural("%d pupil", "%d pupils", (unsigned long)school->pupils), (int)school->pupils));
	if (label_until && !m->narrow)
		person_clause(&text, xasprintf(_("eTwinning School label until %.*s"), YEAR_DIGITS, label_until));
	add(m, _("School"), _("school"), &text);
}

/* --- what was done, when --- */

static void add_projects(struct making *m)
{
	const struct person *card = m->card;
	struct str text = { 0 };

	if (card->active_projects)
		words_part_taken(&text, xasprintf(i18n_plural("%d active", "%d active", (unsigned long)card->active_projects),
		                                  (int)card->active_projects));
	if (card->closed_projects)
		words_part_taken(&text, xasprintf(i18n_plural("%d closed", "%d closed", (unsigned long)card->closed_projects),
		                                  (int)card->closed_projects));
	if (card->labels)
		words_part_taken(&text, xasprintf(i18n_plural("%d quality label", "%d quality labels", (unsigned long)card->labels), (int)card->labels));
	add(m, _("Projects"), _("projects"), &text);
}

/* Projects of mine that this person is in. */
static void add_common(struct making *m)
{
	const struct record_filter filter = { .field = "person", .equals = m->about->id };
	struct store *s = face_store(m->face);
	struct str text = { 0 };
	int64_t *accounts = NULL;
	int count = replica_accounts(s, &accounts, NULL);

	for (int i = 0; i < count; i++) {
		const struct record_query query = { .account = accounts[i], .type = &record_types[TYPE_Member], .filters = &filter,
		                                    .filter_count = 1, .limit = 1 };
		struct account account = { 0 };
		int64_t member;

		if (account_by_local(s, accounts[i], &account) && account.kind == ACCOUNT_PROJECT &&
		    record_list(s, &query, &member, NULL, NULL, NULL) == 1)
			words_part_taken(&text, person_safe(account.name));
		account_release(&account);
	}
	free(accounts);
	add(m, _("In common"), _("in common"), &text);
}

static void add_about(struct making *m)
{
	struct str text = { 0 };
	char *about = words_safe(m->card->about, SANITISE_TEXT);

	str_add(&text, about);
	free(about);
	add(m, _("About me"), _("about me"), &text);
}

static void add_active(struct making *m)
{
	struct str text = { 0 };

	add_date(&text, m->card->active_at ? m->card->active_at : "");
	if (m->card->since)
		person_clause(&text, xasprintf(_("here since %.*s"), YEAR_DIGITS, m->card->since));
	/* TRANSLATORS: the label of a line, short: the day of the last sign-in. */
	add(m, i18n_text_in("line of a page", "Active"), i18n_text_in("line of a page", "active"), &text);
}

static void add_age(struct making *m)
{
	struct str text = { 0 }, when = { 0 }, size = { 0 };

	if (m->about->fetched_at) {
		datetime_add_full(&when, m->about->fetched_at, clock_now());
		words_add_size(&size, m->about->bytes);
		str_addf(&text, i18n_plural("%s, %s; kept here for %d day", "%s, %s; kept here for %d days", KEPT_DAYS), when.text, size.text,
		         KEPT_DAYS);
	}
	str_release(&size);
	str_release(&when);
	add(m, _("Fetched"), _("fetched"), &text);
}

static void add_missing(struct making *m)
{
	struct str text = { 0 };

	str_add(&text, m->about->is_asked ? _("not here yet; it is being fetched")
	                                  : _("not here; it is fetched when you open this page with a line"));
	add(m, _("Card"), _("card"), &text);
}

static void add_hidden(struct making *m, const char *reason)
{
	struct str text = { 0 };

	words_part_taken(&text, words_hidden(reason));
	add(m, _("Hidden"), _("hidden"), &text);
}

int person_lines(struct face *face, const struct person_about *about, bool narrow, struct person_line lines[PERSON_LINES_MAX])
{
	struct making m = { .face = face, .about = about, .card = &about->card, .narrow = narrow, .lines = lines };

	if (strcmp(about->id, face_my_id(face)) != 0)
		add_contact(&m);
	if (!about->is_here) {
		add_missing(&m);
		return m.count;
	}
	if (strcmp(about->id, face_my_id(face)) != 0)
		add_fit(&m);
	if (about->card.hidden)
		add_hidden(&m, about->card.hidden);
	add_looks_for(&m);
	add_codes(&m, _("Teaches"), _("teaches"), &vocabulary_subjects, &about->card.subjects);
	add_pupils(&m);
	add_codes(&m, _("Speaks"), _("speaks"), &vocabulary_languages, &about->card.languages);
	add_available(&m);
	add_tools(&m);
	add_school(&m);
	if (about->has_school && about->school.hidden)
		add_hidden(&m, about->school.hidden);
	add_projects(&m);
	if (strcmp(about->id, face_my_id(face)) != 0)
		add_common(&m);
	add_about(&m);
	add_active(&m);
	add_age(&m);
	return m.count;
}
