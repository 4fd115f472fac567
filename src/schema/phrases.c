/* The sentences that a letter or a notice can be built from. None is made of parts, so that every language can say it its own way. */
#include "twinline/schema/phrases.h"

#include <inttypes.h>
#include <stdlib.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/schema/schema.h"
#include "twinline/text/day.h"

enum { CODES_MOST = 8, NUMBER_MOST = 999 };

/* TRANSLATORS: sentences of a first letter to a teacher abroad; %1$s are names in the nominative, after a colon. */
const struct phrase_row phrase_rows[] = {
	{ "greet", N_("Good day! You read these sentences in your language; I chose them in mine."), PHRASE_PLAIN, NULL, NULL },
	{ "place", N_("Where my school is: %1$s."), PHRASE_CODES, &vocabulary_countries, "country" },
	{ "teach", N_("What I teach: %1$s."), PHRASE_CODES, &vocabulary_subjects, "subjects" },
	{ "pupils", N_("How old my pupils are: %1$s to %2$s years."), PHRASE_RANGE, NULL, "pupilsFrom" },
	{ "class", N_("How many pupils there are in the class: %1$s."), PHRASE_NUMBER, NULL, "classSize" },
	{ "write", N_("Languages that I write: %1$s."), PHRASE_CODES, &vocabulary_languages, "languages" },
	{ "look", N_("What I look for: %1$s."), PHRASE_CODES, &vocabulary_notice_purposes, NULL },
	{ "about", N_("What it would be about: %1$s."), PHRASE_CODES, &vocabulary_subjects, NULL },
	{ "begin", N_("When it could begin: %1$s."), PHRASE_DAY, NULL, "availableFrom" },
	{ "end", N_("When it should be over: %1$s."), PHRASE_DAY, NULL, NULL },
	{ "tools", N_("How I like to work together: %1$s."), PHRASE_CODES, &vocabulary_tools, "tools" },
	{ "line", N_("The line at my school: %1$s."), PHRASE_CODES, &vocabulary_line_kinds, "line" },
	{ "answer", N_("Would you like to work with us? A short answer is enough."), PHRASE_PLAIN, NULL, NULL },
	{ NULL, NULL, PHRASE_PLAIN, NULL, NULL },
};

const struct phrase_row *phrase_find(const char *code)
{
	for (const struct phrase_row *row = phrase_rows; row->code; row++)
		if (text_equal(row->code, code))
			return row;
	return NULL;
}

/* --- checking --- */

static bool are_codes(const struct vocabulary *v, const struct json *values)
{
	for (const struct json *i = json_first(values); i; i = json_next(i))
		if (!json_is_string(i) || !vocabulary_find(v, json_text(i)))
			return false;
	return json_size(values) > 0 && json_size(values) <= CODES_MOST;
}

static bool are_numbers(const struct json *values, size_t count)
{
	for (const struct json *i = json_first(values); i; i = json_next(i))
		if (!json_is_integer(i) || json_integer(i, 0) < 1 || json_integer(i, 0) > NUMBER_MOST)
			return false;
	return json_size(values) == count;
}

static bool is_day(const struct json *values)
{
	int year, month, day;

	return json_size(values) == 1 && json_is_string(json_at(values, 0)) &&
	       clock_parse_date(json_text(json_at(values, 0)), &year, &month, &day);
}

bool phrase_fits(const struct phrase_row *row, const struct json *values)
{
	if (!json_is_array(values))
		return false;
	switch (row->kind) {
	case PHRASE_CODES:
		return are_codes(row->vocabulary, values);
	case PHRASE_NUMBER:
		return are_numbers(values, 1);
	case PHRASE_RANGE:
		return are_numbers(values, 2) && json_integer(json_at(values, 0), 0) <= json_integer(json_at(values, 1), 0);
	case PHRASE_DAY:
		return is_day(values);
	default:
		return json_size(values) == 0;
	}
}

int phrases_check(const struct json *phrases, struct err *e)
{
	for (const struct json *i = json_first(phrases); i; i = json_next(i)) {
		const struct phrase_row *row = phrase_find(json_key(i));

		if (!row || !phrase_fits(row, i))
			return err_set(e, ERR_FIELD_CODE, json_key(i), NULL);
	}
	return 0;
}

/* --- words --- */

static void add_code(struct str *list, const struct vocabulary *v, const char *code)
{
	const char *label = vocabulary_label(v, code);
	char *longer = list->len ? xasprintf(_("%s, %s"), list->text, label) : xstrdup(label);

	str_clear(list);
	str_add(list, longer);
	free(longer);
}

/* A number, a day or a list of names, as people read it. */
static void add_value(struct str *out, const struct phrase_row *row, const struct json *values, size_t place)
{
	int year, month, day;

	switch (row->kind) {
	case PHRASE_CODES:
		for (const struct json *i = json_first(values); i; i = json_next(i))
			add_code(out, row->vocabulary, json_text(i));
		break;
	case PHRASE_DAY:
		if (clock_parse_date(json_text(json_at(values, 0)), &year, &month, &day))
			day_add_date(out, clock_days(year, month, day));
		break;
	default:
		str_addf(out, "%" PRId64, json_integer(json_at(values, place), 0));
	}
}

void phrase_add_words(struct str *out, const struct phrase_row *row, const struct json *values)
{
	struct str first = { 0 }, second = { 0 };

	str_add(&first, "");
	str_add(&second, "");
	if (row->kind != PHRASE_PLAIN)
		add_value(&first, row, values, 0);
	if (row->kind == PHRASE_RANGE)
		add_value(&second, row, values, 1);
	str_add_worded(out, _(row->sentence), (const char *const[]){ first.text, second.text }, 2);
	str_release(&first);
	str_release(&second);
}

void phrases_add_words(struct str *out, const struct json *phrases)
{
	for (const struct phrase_row *row = phrase_rows; row->code; row++) {
		const struct json *values = json_get(phrases, row->code);

		if (!values || !phrase_fits(row, values))
			continue;
		if (out->len)
			str_addc(out, '\n');
		phrase_add_words(out, row, values);
	}
}

/* --- what a card says --- */

/* Both ends of the pupils' age, or none. */
static struct json *ages(const struct json *card)
{
	struct json *values = json_new_array();

	json_push(values, json_new_integer(json_get_integer(card, "pupilsFrom", 0)));
	json_push(values, json_new_integer(json_get_integer(card, "pupilsTo", 0)));
	return values;
}

/* A set of codes as a list, a code or a number as a list of one. */
static struct json *listed(const struct json *value)
{
	struct json *values = json_new_array();

	if (!json_is_object(value))
		json_push(values, json_copy(value));
	for (const struct json *i = json_is_object(value) ? json_first(value) : NULL; i && json_size(values) < CODES_MOST; i = json_next(i))
		json_push(values, json_new_string(json_key(i)));
	return values;
}

struct json *phrase_from_card(const struct phrase_row *row, const struct json *card)
{
	const struct json *value = row->field ? json_get(card, row->field) : NULL;
	struct json *values;

	if (row->kind == PHRASE_PLAIN)
		return json_new_array();
	if (!value)
		return NULL;
	values = row->kind == PHRASE_RANGE ? ages(card) : listed(value);
	if (phrase_fits(row, values))
		return values;
	json_free(values);
	return NULL;
}
