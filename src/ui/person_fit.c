/* Why somebody fits: my last search and my own card against theirs. */
#include "person_fit.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/text/day.h"
#include "twinline/text/fold.h"
#include "words.h"

struct fitting { const struct person *card; bool narrow; };

/* Ages of two: "pupils 8-11, your search 7-11". */
static void add_fit_ages(struct str *out, const struct fitting *m, const struct person *mine, const struct json *search)
{
	struct person asked = { .pupils_from = json_get_integer(search, "pupilsFrom", 0), .pupils_to = json_get_integer(search, "pupilsTo", 0) };
	const struct person *other = asked.pupils_from || asked.pupils_to ? &asked : mine;
	char *theirs = person_ages(m->card), *ours = person_ages(other);
	int64_t theirs_to = m->card->pupils_to ? m->card->pupils_to : m->card->pupils_from;
	int64_t ours_to = other->pupils_to ? other->pupils_to : other->pupils_from;

	if (*theirs && *ours && m->card->pupils_from <= ours_to && other->pupils_from <= theirs_to) {
		if (m->narrow)
			person_clause(out, xstrdup(theirs));
		else
			person_clause(out, xasprintf(other == mine ? _("pupils %s, yours %s") : _("pupils %s, your search %s"), theirs, ours));
	}
	free(theirs);
	free(ours);
}

static void add_fit_languages(struct str *out, const struct fitting *m, const struct person *mine)
{
	struct str shared = { 0 };

	for (size_t i = 0; i < m->card->languages.count; i++)
		if (strings_has(&mine->languages, m->card->languages.at[i]))
			words_part(&shared, vocabulary_label(&vocabulary_languages, m->card->languages.at[i]));
	if (shared.len)
		person_clause(out, xstrdup(shared.text));
	str_release(&shared);
}

/* The words that were looked for, where the sentence of what they look for or teach has them. */
static void add_fit_words(struct str *out, const struct fitting *m, const struct json *search)
{
	const char *text = json_get_text(search, "text");
	struct str theirs = { 0 }, folded = { 0 };
	char *words;

	if (!text || !*text)
		return;
	str_addf(&theirs, "%s %s", m->card->looks_for ? m->card->looks_for : "", m->card->about ? m->card->about : "");
	fold_both(&folded, theirs.text);
	words = fold_copy(text);
	if (fold_matches(folded.text, words))
		person_clause(out, person_safe(text));
	free(words);
	str_release(&folded);
	str_release(&theirs);
}

/* The later of two days from which both can begin. */
static void add_fit_available(struct str *out, const struct fitting *m, const struct person *mine)
{
	const char *theirs = m->card->available_from ? m->card->available_from : "", *ours = mine->available_from ? mine->available_from : "";
	const char *later = strcmp(theirs, ours) > 0 ? theirs : ours;
	int year, month, day;
	struct str when = { 0 };

	if (!m->card->available || !mine->available)
		return;
	if (!clock_parse_date(later, &year, &month, &day) || day_of(year, month, day) * 86400 <= clock_now()) {
		person_clause(out, xstrdup(_("both available")));
		return;
	}
	person_add_beginning(&when, later);
	person_clause(out, xasprintf(m->narrow ? "%s" : _("both from %s"), when.text));
	str_release(&when);
}

void person_fit(struct str *out, struct face *face, const struct person *card, bool narrow)
{
	const struct fitting m = { card, narrow };
	char *fact = store_fact(face_store(face), "partners");
	struct json *last = json_parse_own(fact);
	const struct json *search = json_get(last, "filter");
	struct person mine = { 0 };
	bool has_card = person_read(face_store(face), face_my_id(face), &mine, NULL);

	add_fit_ages(out, &m, &mine, search);
	if (has_card)
		add_fit_languages(out, &m, &mine);
	add_fit_words(out, &m, search);
	if (has_card)
		add_fit_available(out, &m, &mine);
	record_release(&record_types[TYPE_Person], &mine);
	json_free(last);
	free(fact);
}
