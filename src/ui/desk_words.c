/* What the screens of the desk say: codes of a dossier in words, ages, counts. What others wrote is made safe here. */
#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "face.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { DAY_S = 24 * 60 * 60 };

void desk_add_age(struct str *out, int64_t since)
{
	int64_t age = clock_now() - since;

	if (age < DAY_S)
		datetime_add_duration(out, age > 0 ? age : 0);
	else
		str_addf(out, i18n_plural("%d day", "%d days", (unsigned long)(age / DAY_S)), (int)(age / DAY_S));
}

void desk_add_oldest(struct str *out, const struct desk_counts *counts)
{
	struct str age = { 0 };

	if (!counts->oldest)
		return;
	desk_add_age(&age, counts->oldest);
	/* TRANSLATORS: %s is an age: "6 days". */
	words_part_taken(out, xasprintf(_("oldest %s"), age.text));
	str_release(&age);
}

void desk_add_mine(struct str *out, const struct desk_counts *counts)
{
	if (counts->mine < counts->waiting)
		/* TRANSLATORS: how many of the cases that wait no other officer has open. */
		words_part_taken(out, xasprintf(i18n_plural("%d yours", "%d yours", (unsigned long)counts->mine), (int)counts->mine));
}

/* The second in which the day began here. */
static int64_t midnight(void)
{
	char *zone = zone_of_computer();
	int64_t now = clock_now(), begun = datetime_day(now) * DAY_S - zone_offset(zone, now);

	free(zone);
	return begun;
}

void desk_read_counts(struct face *face, struct desk_counts *counts)
{
	struct err e = { 0 };

	desk_count(face_store(face), clock_now(), midnight(), counts, &e);
	words_check(face, &e);
}

char *desk_home_words(struct face *face)
{
	struct desk_counts counts;
	struct str text = { 0 };

	desk_read_counts(face, &counts);
	if (!counts.is_officer)
		return NULL;
	words_part_taken(&text, xasprintf(i18n_plural("%d waits", "%d wait", (unsigned long)counts.waiting), (int)counts.waiting));
	desk_add_oldest(&text, &counts);
	return str_detach(&text);
}

char *desk_today_words(const struct desk_counts *counts)
{
	struct str text = { 0 }, each = { 0 };
	char *words;

	if (counts->accepted)
		words_part_taken(&text, xasprintf(i18n_plural("%d accepted", "%d accepted", (unsigned long)counts->accepted),
		                                  (int)counts->accepted));
	if (counts->asked_back)
		words_part_taken(&text, xasprintf(i18n_plural("%d asked back", "%d asked back", (unsigned long)counts->asked_back),
		                                  (int)counts->asked_back));
	if (counts->refused)
		words_part_taken(&text, xasprintf(i18n_plural("%d refused", "%d refused", (unsigned long)counts->refused),
		                                  (int)counts->refused));
	if (counts->joined_up)
		words_part_taken(&text, xasprintf(i18n_plural("%d joined up", "%d joined up", (unsigned long)counts->joined_up),
		                                  (int)counts->joined_up));
	if (counts->done)
		words_part_taken(&text, xasprintf(i18n_plural("%d done", "%d done", (unsigned long)counts->done),
		                                  (int)counts->done));
	if (!text.len)
		return xstrdup("");
	if (counts->seconds_each) {
		datetime_add_duration(&each, counts->seconds_each);
		/* TRANSLATORS: what was decided today, and how long each has taken: "27 accepted", "2 min". */
		words = xasprintf(_("Today: %s; about %s each"), text.text, each.text);
	} else {
		words = xasprintf(_("Today: %s"), text.text);
	}
	str_release(&each);
	str_release(&text);
	return words;
}

const char *desk_state(struct face *face, const struct desk_row *row)
{
	struct store *s = face_store(face);
	int64_t now = clock_now();

	if (row->is_superseded)
		return _("too late");
	if (row->c.state && !text_equal(row->c.state, "waiting"))
		return vocabulary_brief(&vocabulary_case_states, row->c.state);
	if (desk_is_held(s, row, now))
		return _("held");
	if (row->c.held)
		return _("yours");
	if (row->c.reminded_at)
		return _("reminded");
	return row->c.later_at ? _("later") : "";
}

/* --- the dossier --- */

/* The vocabularies of facts that are codes; others are what somebody wrote. */
static const struct vocabulary *vocabulary_of(const char *fact)
{
	static const struct { const char *fact; const struct vocabulary *codes; } of[] = {
		{ "role", &vocabulary_roles }, { "subjects", &vocabulary_subjects }, { "topics", &vocabulary_subjects },
		{ "languages", &vocabulary_languages },
		{ "countries", &vocabulary_countries }, { "reason", &vocabulary_report_reasons },
	};

	for (size_t i = 0; i < ARRAY_SIZE(of); i++)
		if (text_equal(of[i].fact, fact))
			return of[i].codes;
	return NULL;
}

static char *labels(const struct vocabulary *v, const char *codes)
{
	char *copy = xstrdup(codes), *rest = copy, *code;
	struct str text = { 0 };

	while ((code = strsep(&rest, " ")))
		if (*code)
			words_part_taken(&text, words_safe(vocabulary_label(v, code), SANITISE_LINE));
	free(copy);
	return str_detach(&text);
}

/* "8 10": 8 to 10 years. */
static char *ages_words(const char *value)
{
	char *rest;
	long from = strtol(value, &rest, 10), to = strtol(rest, NULL, 10);

	return from > 0 && to > 0 && from < 100 && to < 100 ? xasprintf(_("%d to %d years"), (int)from, (int)to) : xstrdup("");
}

/* "2026-12-01 2027-06-15", of which either may be missing. */
static char *dates_words(const char *value)
{
	size_t first = strcspn(value, " ");
	char *from = xstrndup(value, first), *text = words_dates(from, value[first] ? value + first + 1 : NULL);

	free(from);
	return text;
}

char *desk_value(const struct json *fact)
{
	const char *value = json_get_text(fact, "value"), *name = json_get_text(fact, "fact");
	const struct vocabulary *codes = vocabulary_of(name);

	if (!value)
		return xstrdup("");
	if (text_equal(name, "ages"))
		return ages_words(value);
	if (text_equal(name, "dates"))
		return dates_words(value);
	return codes ? labels(codes, value) : words_safe(value, SANITISE_LINE);
}

/* "confirmed, 11 Nov" */
static char *at_words(const struct vocabulary *v, const struct json *row, const char *member)
{
	const char *code = json_get_text(row, member), *at = json_get_text(row, "at");
	char *label = words_safe(vocabulary_label(v, code ? code : ""), SANITISE_LINE), *when, *text;
	int64_t seconds = 0;

	if (!at || !clock_parse(at, &seconds))
		return label;
	when = words_short_time(seconds);
	/* TRANSLATORS: what has happened or was found, and when: "mail confirmed", "11 Nov". */
	text = xasprintf(_("%s %s"), label, when);
	free(label);
	free(when);
	return text;
}

char *desk_findings(const struct json *fact)
{
	struct str text = { 0 };

	for (const struct json *i = json_first(json_get(fact, "findings")); i; i = json_next(i))
		words_part_taken(&text, at_words(&vocabulary_case_findings, i, "finding"));
	return str_detach(&text);
}

char *desk_steps(const struct json *steps)
{
	struct str text = { 0 };

	for (const struct json *i = json_first(json_get(steps, "list")); i; i = json_next(i))
		words_part_taken(&text, at_words(&vocabulary_case_steps, i, "step"));
	return str_detach(&text);
}
