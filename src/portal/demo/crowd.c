/* The invented people of the demo: schools by country, about four people each, profiles that hang together. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../school_copy.h"
#include "text.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/schema/vocabulary.h"
#include "voice.h"
#include "world.h"

enum { DAY = 86400 };

/* --- what schools are --- */

static const struct {
	const char *type;
	int from, to;   /* ages */
	unsigned share; /* of a hundred schools */
} levels[LEVEL_COUNT] = {
	[LEVEL_PRESCHOOL] = {"preSchool", 3, 6, 9},
	[LEVEL_PRIMARY] = {"primary", 6, 11, 40},
	[LEVEL_MIDDLE] = {"lowerSecondary", 11, 15, 26},
	[LEVEL_SECONDARY] = {"upperSecondary", 14, 19, 18},
	[LEVEL_VOCATIONAL] = {"vocational", 15, 19, 7},
};

/* People of the community at one school, each as likely: four on the whole. */
static const int school_sizes[] = {1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 10};

/* --- what people do there --- */

#define AT(level) (1u << LEVEL_##level)
#define AT_ALL (AT(PRESCHOOL) | AT(PRIMARY) | AT(MIDDLE) | AT(SECONDARY) | AT(VOCATIONAL))

static const struct job {
	unsigned levels;
	unsigned weight;
	enum demo_group group;
	const char *role, *subject, *more, *competences; /* codes, parted by spaces */
} jobs[] = {
	{AT(PRESCHOOL), 12, GROUP_PRESCHOOL, "teacher", "preSchool", "art music environment drama", "personal culture literacy"},
	{AT(PRESCHOOL), 1, GROUP_PRESCHOOL, "headTeacher", "preSchool", "crossCurricular", "personal citizenship"},
	{AT(PRIMARY), 14, GROUP_PRIMARY, "teacher", "primary", "naturalSciences environment art mathematics music citizenship physicalEducation",
	 "literacy personal stem culture"},
	{AT(PRIMARY), 3, GROUP_NATURE, "teacher", "primary", "environment naturalSciences geography", "stem citizenship"},
	{AT(PRIMARY), 5, GROUP_LANGUAGES, "teacher", "foreignLanguages", "primary crossCurricular drama", "multilingual digital"},
	{AT(PRIMARY) | AT(MIDDLE), 1, GROUP_PRIMARY, "specialNeedsTeacher", "specialNeeds", "primary art music", "personal"},
	{AT(PRIMARY) | AT(MIDDLE) | AT(SECONDARY), 1, GROUP_READING, "librarian", "literature", "media crossCurricular", "literacy culture"},
	{AT(MIDDLE) | AT(SECONDARY), 9, GROUP_LANGUAGES, "teacher", "foreignLanguages", "europeanStudies literature crossCurricular drama",
	 "multilingual culture digital"},
	{AT(MIDDLE) | AT(SECONDARY), 3, GROUP_NATURE, "teacher", "biology", "environment chemistry naturalSciences health", "stem citizenship"},
	{AT(MIDDLE) | AT(SECONDARY), 2, GROUP_NATURE, "teacher", "physics", "chemistry astronomy technology", "stem digital"},
	{AT(MIDDLE) | AT(SECONDARY), 3, GROUP_NUMBERS, "teacher", "mathematics", "informatics physics economics", "stem digital"},
	{AT(MIDDLE) | AT(SECONDARY) | AT(VOCATIONAL), 3, GROUP_NUMBERS, "teacher", "informatics", "technology media mathematics", "digital stem"},
	{AT(MIDDLE) | AT(SECONDARY), 3, GROUP_WORLD, "teacher", "history", "citizenship geography socialStudies cultureHistory",
	 "citizenship culture"},
	{AT(MIDDLE) | AT(SECONDARY), 2, GROUP_WORLD, "teacher", "geography", "environment europeanStudies geology", "citizenship stem"},
	{AT(MIDDLE) | AT(SECONDARY), 3, GROUP_READING, "teacher", "literature", "drama media history", "literacy culture"},
	{AT(SECONDARY), 1, GROUP_WORLD, "teacher", "philosophy", "ethics psychology politics", "citizenship personal"},
	{AT(PRIMARY) | AT(MIDDLE), 2, GROUP_ARTS, "teacher", "art", "music designTechnology cultureHistory", "culture personal"},
	{AT(PRIMARY) | AT(MIDDLE) | AT(SECONDARY), 1, GROUP_ARTS, "teacher", "music", "drama art", "culture personal"},
	{AT(VOCATIONAL), 3, GROUP_WORLD, "teacher", "hospitality", "homeEconomics foreignLanguages business", "entrepreneurship multilingual"},
	{AT(VOCATIONAL), 2, GROUP_NUMBERS, "teacher", "mechanics", "technology physics", "stem entrepreneurship"},
	{AT(VOCATIONAL), 3, GROUP_LANGUAGES, "teacher", "foreignLanguages", "business europeanStudies", "multilingual entrepreneurship"},
	{AT(VOCATIONAL), 1, GROUP_WORLD, "teacher", "healthCare", "health biology", "personal citizenship"},
	{AT_ALL & ~AT(PRESCHOOL), 1, GROUP_NUMBERS, "ictCoordinator", "informatics", "media technology crossCurricular", "digital"},
	{AT_ALL & ~AT(PRESCHOOL), 1, GROUP_WORLD, "headTeacher", "crossCurricular", "citizenship europeanStudies", "citizenship personal"},
	{AT_ALL & ~AT(PRESCHOOL), 1, GROUP_WORLD, "counsellor", "psychology", "ethics health specialNeeds", "personal"},
};

static const struct job *draw_job(struct demo_world *w, enum demo_level level)
{
	unsigned sum = 0;
	for (size_t i = 0; i < ARRAY_SIZE(jobs); i++)
		sum += jobs[i].levels & (1u << level) ? jobs[i].weight : 0;
	unsigned at = (unsigned)random_below(&w->rng, sum);
	size_t i = 0;
	for (;; i++) {
		unsigned weight = jobs[i].levels & (1u << level) ? jobs[i].weight : 0;
		if (at < weight)
			return &jobs[i];
		at -= weight;
	}
}

static enum demo_level draw_level(struct demo_world *w)
{
	unsigned at = (unsigned)random_below(&w->rng, 100);
	for (enum demo_level level = LEVEL_PRESCHOOL; level < LEVEL_COUNT; level++) {
		if (at < levels[level].share)
			return level;
		at -= levels[level].share;
	}
	return LEVEL_PRIMARY;
}

/* --- schools --- */

static const struct demo_town *draw_town(struct demo_world *w, const struct demo_country *country)
{
	size_t count = 0;
	while (country->towns[count].name)
		count++;
	return &country->towns[random_below(&w->rng, count)];
}

static char *school_name(struct demo_world *w, const struct demo_country *country, enum demo_level level,
                         const struct demo_town *town)
{
	size_t pattern_len, patron_len;
	const char *patterns = demo_draw(&w->rng, country->schools[level], '|', &pattern_len);
	const char *patrons = demo_draw(&w->rng, country->patrons, ',', &patron_len);
	char number[8], *pattern = xstrndup(patterns, pattern_len), *patron = xstrndup(patrons, patron_len);
	snprintf(number, sizeof number, "%d", demo_between(&w->rng, 1, 48));
	struct str name = {0};
	demo_expand(&name, pattern, (const struct demo_slot[]){
		{'n', number}, {'p', patron}, {'t', town->name}, {'o', town->of ? town->of : town->name}, {0}});
	free(pattern);
	free(patron);
	return str_detach(&name);
}

static int add_school(struct demo_world *w, const struct demo_country *country, enum demo_level level,
                      struct demo_school *made, struct err *e)
{
	const struct demo_town *town = draw_town(w, country);
	char *name = school_name(w, country, level, town);
	struct json *body = json_new_object();
	json_set_string(body, "name", name);
	free(name);
	json_set_string(body, "type", levels[level].type);
	json_set_string(body, "country", country->code);
	json_set_string(body, "region", town->region);
	json_set_string(body, "town", town->name);
	json_set_integer(body, "pupils", 40 + (int64_t)random_below(&w->rng, 12) * (int64_t)random_below(&w->rng, 90));
	json_set_integer(body, "agesFrom", levels[level].from);
	json_set_integer(body, "agesTo", levels[level].to);
	struct json *place = json_set(body, "place", json_new_object());
	json_set(place, "latitude", json_new_real(town->latitude));
	json_set(place, "longitude", json_new_real(town->longitude));
	if (demo_chance(&w->rng, 4))
		demo_set_date(body, "labelUntil", w->now + (int64_t)random_below(&w->rng, 700) * DAY);
	return demo_add_school(w, body, made, e);
}

/* --- people --- */

/* The first of codes, and each of the others in share of a hundred cases, less and less; yours. */
static char *draw_codes(struct demo_world *w, const char *first, const char *more, unsigned share)
{
	struct str codes = {0};
	str_add(&codes, first);
	for (size_t i = 0, count = demo_count(more, ' '); i < count; i++) {
		size_t len;
		const char *code = demo_element(more, ' ', i, &len);
		if (!demo_chance(&w->rng, share))
			continue;
		str_addc(&codes, ' ');
		str_addn(&codes, code, len);
		share /= 2;
	}
	return str_detach(&codes);
}

static char *draw_languages(struct demo_world *w, const struct demo_country *country)
{
	bool english = strcmp(country->language, "en") != 0 && demo_chance(&w->rng, 88);
	char *own = english ? xasprintf("%s en", country->language) : xstrdup(country->language);
	char *all = draw_codes(w, own, country->others, 44);
	free(own);
	return all;
}

static char *draw_name(struct demo_world *w, const struct demo_country *country, size_t *first_len)
{
	bool woman = demo_chance(&w->rng, 77);
	size_t surname_len;
	const char *first = demo_draw(&w->rng, woman ? country->women : country->men, ',', first_len);
	const char *list = woman && country->surnames_women ? country->surnames_women : country->surnames;
	const char *surname = demo_draw(&w->rng, list, ',', &surname_len);
	return xasprintf("%.*s %.*s", (int)*first_len, first, (int)surname_len, surname);
}

static void set_pupils(struct demo_world *w, struct json *card, enum demo_level level, struct demo_person *person)
{
	int from = demo_between(&w->rng, levels[level].from, levels[level].to - 1);
	int to = from + demo_between(&w->rng, 1, 3);
	person->from = (unsigned char)from;
	person->to = (unsigned char)(to > levels[level].to ? levels[level].to : to);
	person->class_size = (unsigned char)demo_between(&w->rng, 12, 28);
	json_set_integer(card, "pupilsFrom", person->from);
	json_set_integer(card, "pupilsTo", person->to);
	json_set_integer(card, "classSize", person->class_size);
}

/* Here since: from 2005 on, most in the last years, never later than a fortnight ago. */
static int64_t draw_since(struct demo_world *w)
{
	int64_t first = clock_days(2005, 1, 20), last = w->now / DAY - 14;
	uint64_t span = last > first ? (uint64_t)(last - first) : 1;
	uint64_t a = random_below(&w->rng, span), b = random_below(&w->rng, span);
	return (first + (int64_t)(a > b ? a : b)) * DAY;
}

/* Active: many these days, some a while ago, a few not since long; never before they came. */
static int64_t draw_active(struct demo_world *w, int64_t since)
{
	unsigned kind = (unsigned)random_below(&w->rng, 100);
	uint64_t most = kind < 45 ? 14 : kind < 75 ? 90 : kind < 92 ? 365 : 1000;
	int64_t active = w->now - (int64_t)random_below(&w->rng, most) * DAY;
	return active > since ? active : since;
}

static void set_texts(struct demo_world *w, struct json *card, const struct demo_country *country, const struct job *job,
                      int64_t since)
{
	const struct demo_voice *voice = demo_voice_find(country->voice ? country->voice : country->language);
	int year, month, day;
	clock_civil(since / DAY, &year, &month, &day);
	if (demo_chance(&w->rng, 86))
		json_set_string(card, "looksFor", demo_choose(&w->rng, voice->looks[job->group]));
	if (demo_chance(&w->rng, 74)) {
		char number[8];
		struct str about = {0};
		snprintf(number, sizeof number, "%d", year - demo_between(&w->rng, 0, 12));
		demo_expand(&about, voice->since, (const struct demo_slot[]){{'y', number}, {0}});
		if (demo_chance(&w->rng, 80))
			str_addf(&about, " %s", demo_choose(&w->rng, voice->likes));
		json_set_string(card, "about", about.text);
		str_release(&about);
	}
	json_set_string(card, "language", country->language);
}

static bool is_plus_country(const char *code)
{
	const struct vocabulary_row *row = vocabulary_find(&vocabulary_countries, code);
	return row && row->flags & COUNTRY_PLUS;
}

static void set_flags(struct demo_world *w, struct json *card, const struct demo_country *country, int64_t since)
{
	static const char *const lines[] = {"fast", "fast", "fast", "slow", "slow", "metered"};
	if (demo_chance(&w->rng, 78))
		json_set_bool(card, "available", true);
	if (demo_chance(&w->rng, is_plus_country(country->code) ? 97 : 46))
		json_set_bool(card, "plus", true);
	if (demo_chance(&w->rng, 70))
		json_set_string(card, "line", lines[random_below(&w->rng, ARRAY_SIZE(lines))]);
	demo_set_date(card, "since", since);
	demo_set_date(card, "activeAt", draw_active(w, since));
}

static struct json *profile_of(const struct demo_country *country, const char *languages)
{
	struct json *profile = json_new_object();
	json_set_string(profile, "interfaceLanguage", country->language);
	demo_set_codes(profile, "reads", languages);
	json_set_string(profile, "timeZone", country->zone);
	return profile;
}

static int add_person(struct demo_world *w, const struct demo_country *country, enum demo_level level,
                      const struct demo_school *school, struct err *e)
{
	const struct job *job = draw_job(w, level);
	struct json *card = json_new_object();
	size_t first_len;
	char *name = draw_name(w, country, &first_len);
	char *subjects = draw_codes(w, job->subject, job->more, 45);
	char *languages = draw_languages(w, country);
	char *competences = draw_codes(w, "", job->competences, 75);
	int64_t since = draw_since(w);
	struct demo_person person = {
		.first = (unsigned short)first_len,
		.country = country->code,
		.language = country->language,
		.voice = country->voice ? country->voice : country->language,
		.place = school->place,
	};
	json_set_string(card, "name", name);
	json_set_string(card, "role", job->role);
	school_copy(card, school->id, school->page);
	demo_set_codes(card, "subjects", subjects);
	demo_set_codes(card, "languages", languages);
	set_pupils(w, card, level, &person);
	set_texts(w, card, country, job, since);
	demo_set_codes(card, "competences", competences + (*competences == ' '));
	set_flags(w, card, country, since);
	int result = demo_add_person(w, NULL, card, profile_of(country, languages), &person, e);
	free(name);
	free(subjects);
	free(languages);
	free(competences);
	return result;
}

static int add_country(struct demo_world *w, const struct demo_country *country, int64_t people, struct err *e)
{
	int result = 0;
	while (people > 0 && result == 0) {
		enum demo_level level = draw_level(w);
		int size = school_sizes[random_below(&w->rng, ARRAY_SIZE(school_sizes))];
		struct demo_school school = {0};
		result = add_school(w, country, level, &school, e);
		for (; size > 0 && people > 0 && result == 0; size--, people--)
			result = add_person(w, country, level, &school, e);
		demo_school_release(&school);
	}
	return result;
}

/* Each country gets its share, counted so that the shares add up to the whole. */
int demo_add_people(struct demo_world *w, int64_t total, struct err *e)
{
	int64_t people = total - (int64_t)w->count, weights = 0, seen = 0, given = 0;
	for (size_t g = 0; demo_countries[g]; g++)
		for (const struct demo_country *c = demo_countries[g]; c->code; c++)
			weights += c->weight;
	for (size_t g = 0; demo_countries[g] && people > 0; g++)
		for (const struct demo_country *c = demo_countries[g]; c->code; c++) {
			seen += c->weight;
			int64_t until = people * seen / weights;
			if (add_country(w, c, until - given, e) < 0)
				return -1;
			given = until;
		}
	return 0;
}
