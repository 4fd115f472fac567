/* A search as people write it. */
#include "lookup.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/day.h"
#include "twinline/text/fold.h"
#include "twinline/text/sanitise.h"
#include "words.h"

enum { DAY_S = 24 * 60 * 60 };

static const char text_name[] = "text";

/* How a filter reads within a sentence, where its label does not. */
static const struct { const char *name, *phrase; } phrases[] = {
	{ "available", N_("available") }, { "plus", N_("with Plus countries") }, { "label", N_("with a school label") },
	{ "activeSince", N_("active since") }, { "region", N_("region") }, { "town", N_("town") },
};

static const char *phrase_of(const struct filter_row *row)
{
	for (size_t i = 0; i < ARRAY_SIZE(phrases); i++)
		if (strcmp(phrases[i].name, row->name) == 0)
			return _(phrases[i].phrase);
	return _(row->label);
}

const struct vocabulary *lookup_vocabulary(const struct record_type *type, const struct filter_row *row)
{
	bool has_codes = row->match == FILTER_CODES || row->match == FILTER_NONE_OF;
	const struct field *field = has_codes ? field_find(type, row->field) : NULL;

	return field ? field->vocabulary : NULL;
}

static const struct filter_row *row_of(const struct record_type *type, enum filter_match match)
{
	for (const struct filter_row *row = filter_rows(type); row && row->name; row++)
		if (row->match == match)
			return row;
	return NULL;
}

/* --- filters as words --- */

/* Countries go by their code, as in every list; what else has a name goes by that. */
static const char *code_word(const struct vocabulary *v, const char *code)
{
	return !v || v == &vocabulary_countries ? code : vocabulary_label(v, code);
}

static char *denial(const char *what)
{
	/* TRANSLATORS: a filter that keeps something out: "not TR", "not available". */
	return xasprintf(_("not %s"), what);
}

static void add_codes(struct str *out, const struct vocabulary *v, const struct json *codes, bool denied)
{
	for (const struct json *code = json_first(codes); code; code = json_next(code)) {
		const char *word = json_text(code) ? code_word(v, json_text(code)) : "";

		words_part_taken(out, denied ? denial(word) : xstrdup(word));
	}
}

static void add_day(struct str *out, const struct filter_row *row, const char *text)
{
	struct str when = { 0 };
	int year, month, date;

	if (!clock_parse_date(text, &year, &month, &date))
		return;
	if (date == 1)
		day_add_month(&when, day_of(year, month, date));
	else
		day_add_date(&when, day_of(year, month, date));
	words_part_taken(out, xasprintf("%s %s", phrase_of(row), when.text));
	str_release(&when);
}

static void add_ages(struct str *out, const struct record_type *type, const struct json *filter)
{
	const struct filter_row *from_row = row_of(type, FILTER_FROM), *to_row = row_of(type, FILTER_TO);
	int from = from_row ? (int)json_get_integer(filter, from_row->name, 0) : 0;
	int to = to_row ? (int)json_get_integer(filter, to_row->name, 0) : 0;

	if (from && to)
		words_part_taken(out, xasprintf(_("pupils %d-%d"), from, to));
	else if (from)
		words_part_taken(out, xasprintf(_("pupils from %d"), from));
	else if (to)
		words_part_taken(out, xasprintf(_("pupils to %d"), to));
}

static void add_name(struct str *out, const struct filter_row *row, const char *name)
{
	char *safe = sanitise_copy(name, SANITISE_LINE);

	words_part_taken(out, xasprintf("%s %s", phrase_of(row), safe));
	free(safe);
}

static void add_row(struct str *out, const struct record_type *type, const struct filter_row *row, const struct json *value)
{
	if (!value)
		return;
	if (row->match == FILTER_CODES || row->match == FILTER_NONE_OF)
		add_codes(out, lookup_vocabulary(type, row), value, row->match == FILTER_NONE_OF);
	else if (row->match == FILTER_IS || row->match == FILTER_UNTIL)
		words_part_taken(out, json_bool(value, true) ? xstrdup(phrase_of(row)) : denial(phrase_of(row)));
	else if (row->match == FILTER_NAME && json_text(value))
		add_name(out, row, json_text(value));
	else if ((row->match == FILTER_SINCE || row->match == FILTER_BEFORE) && json_text(value))
		add_day(out, row, json_text(value));
}

char *lookup_words(const struct record_type *type, const struct json *filter)
{
	struct str words = { 0 };

	add_ages(&words, type, filter);
	for (int denied = 0; denied <= 1; denied++) /* what is kept out comes last */
		for (const struct filter_row *row = filter_rows(type); row->name; row++)
			if ((row->match == FILTER_NONE_OF) == denied)
				add_row(&words, type, row, json_get(filter, row->name));
	return str_detach(&words);
}

char *lookup_text(const struct json *filter)
{
	return sanitise_copy(json_get_text(filter, text_name), SANITISE_LINE);
}

char *lookup_title(const struct record_type *type, const struct json *filter)
{
	char *text = lookup_text(filter), *words = lookup_words(type, filter), *title;

	if (!*text)
		title = xstrdup(*words ? words : _("everybody"));
	else
		title = *words ? xasprintf("%s; %s", text, words) : xstrdup(text);
	free(words);
	free(text);
	return title;
}

/* --- words as filters --- */

/* How well a word names a code: 3 it is the code or its whole name, 2 its name begins so, 1 a word of its name does; 0 not at all. */
static int fit(const char *label, const char *code, const char *typed, const char *folded)
{
	char *name;
	int score = 0;

	if (code && strcmp(code, typed) == 0)
		return 3;
	name = fold_copy(label);
	if (strcmp(name, folded) == 0)
		score = 3;
	else if (starts_with(name, folded))
		score = 2;
	else if (fold_matches(name, folded))
		score = 1;
	free(name);
	return score;
}

/* The matches while they are looked for: those of one score. */
struct looking {
	const char *typed, *folded;
	int score, count;
	struct lookup_match *matches;
};

static void consider(struct looking *l, const struct filter_row *row, const char *code, const char *label)
{
	if (l->count < LOOKUP_MATCHES && fit(label, code, l->typed, l->folded) == l->score)
		l->matches[l->count++] = (struct lookup_match){ row, code };
}

static void consider_row(struct looking *l, const struct record_type *type, const struct filter_row *row)
{
	const struct vocabulary *v = lookup_vocabulary(type, row);

	for (size_t i = 0; v && row->match == FILTER_CODES && i < v->count; i++)
		consider(l, row, v->rows[i].code, vocabulary_label(v, v->rows[i].code));
	if (row->match == FILTER_IS || row->match == FILTER_UNTIL)
		consider(l, row, NULL, phrase_of(row));
}

int lookup_matches(const struct record_type *type, const char *part, struct lookup_match matches[LOOKUP_MATCHES])
{
	char *folded = fold_copy(part);
	struct looking l = { .typed = part, .folded = folded, .matches = matches };

	for (l.score = 3; *folded && l.score > 0; l.score--)
		for (const struct filter_row *row = filter_rows(type); row && row->name; row++)
			consider_row(&l, type, row);
	free(folded);
	return l.count;
}

const char *lookup_match_label(const struct record_type *type, const struct lookup_match *match)
{
	return match->code ? vocabulary_label(lookup_vocabulary(type, match->row), match->code) : phrase_of(match->row);
}

bool lookup_has(const struct json *filter, const struct filter_row *row, const char *code)
{
	for (const struct json *one = json_first(json_get(filter, row->name)); one; one = json_next(one))
		if (text_equal(json_text(one), code))
			return true;
	return false;
}

void lookup_toggle(struct json *filter, const struct filter_row *row, const char *code)
{
	struct json *codes = json_new_array();
	bool had = false;

	for (const struct json *one = json_first(json_get(filter, row->name)); one; one = json_next(one)) {
		if (text_equal(json_text(one), code))
			had = true;
		else
			json_push(codes, json_copy(one));
	}
	if (!had)
		json_push(codes, json_new_string(code));
	if (json_size(codes))
		json_set(filter, row->name, codes);
	else
		json_remove(filter, row->name);
	if (!json_size(codes))
		json_free(codes);
}

/* "7-11", with words around or not: the ages of pupils; "9" is both ends. */
static bool read_ages(const struct record_type *type, const char *part, struct json *filter)
{
	const struct filter_row *from = row_of(type, FILTER_FROM), *to = row_of(type, FILTER_TO);
	const char *digits = part + strcspn(part, "0123456789");
	char *end;
	long first = strtol(digits, &end, 10), last = first;

	if (!from || !to || !*digits || first < 1 || first > 99)
		return false;
	end += strspn(end, " ");
	if (strcspn(end, "0123456789") < strlen(end))
		last = strtol(end + strcspn(end, "0123456789"), &end, 10);
	if (*end || last < 1 || last > 99)
		return false;
	json_set_integer(filter, from->name, first < last ? first : last);
	json_set_integer(filter, to->name, first < last ? last : first);
	return true;
}

/* "12 Sep 2026" as any day is typed; "Sep 2026", "2026-09" and "2026" are the first day of them. Yours, NULL if it is none. */
static char *read_day(const char *text)
{
	static const char *const forms[] = { "%s", "1 %s", "%s-01", "%s-01-01" };
	int64_t day, today = clock_now() / DAY_S;
	bool is_day = false;
	int year, month, date;

	for (size_t i = 0; i < ARRAY_SIZE(forms) && !is_day; i++) {
		struct str whole = { 0 };
		const char *rest = strstr(forms[i], "%s");

		str_addn(&whole, forms[i], (size_t)(rest - forms[i]));
		str_add(&whole, text);
		str_add(&whole, rest + strlen("%s"));
		is_day = day_parse(whole.text, today, &day);
		str_release(&whole);
	}
	if (!is_day)
		return NULL;
	clock_civil(day, &year, &month, &date);
	return xasprintf("%04d-%02d-%02d", year, month, date);
}

/* What a row with a value of its own says behind its name: "active since Sep 2026", "town Chania". */
static bool read_named(const struct filter_row *row, const char *part, const char *folded, struct json *filter)
{
	char *label = fold_copy(phrase_of(row)), *day;
	bool is_named = starts_with(folded, label) && folded[strlen(label)] == ' ';
	const char *rest = part;

	for (const char *l = phrase_of(row); is_named && l; l = strchr(l, ' ') ? strchr(l, ' ') + 1 : NULL) {
		rest += strspn(rest, " ");
		rest += strcspn(rest, " ");
	}
	rest += strspn(rest, " ");
	free(label);
	if (!is_named || !*rest)
		return false;
	if (row->match == FILTER_NAME) {
		json_set_string(filter, row->name, rest);
		return true;
	}
	day = read_day(rest);
	if (day)
		json_set_string(filter, row->name, day);
	free(day);
	return day != NULL;
}

static bool read_values(const struct record_type *type, const char *part, struct json *filter)
{
	char *folded = fold_copy(part);
	bool read = false;

	for (const struct filter_row *row = filter_rows(type); row && row->name && !read; row++)
		if (row->match == FILTER_NAME || row->match == FILTER_SINCE || row->match == FILTER_BEFORE)
			read = read_named(row, part, folded, filter);
	free(folded);
	return read;
}

/* What is asked for by a match is set, or kept out. False where there is no filter for that. */
static bool take(const struct record_type *type, const struct lookup_match *match, bool denied, struct json *filter)
{
	const struct filter_row *row = match->row;

	if (!match->code) {
		json_set_bool(filter, row->name, !denied);
		return true;
	}
	for (const struct filter_row *other = filter_rows(type); denied && other->name; other++)
		if (other->match == FILTER_NONE_OF && text_equal(other->field, match->row->field))
			row = other;
	if (denied && row == match->row)
		return false;
	if (!lookup_has(filter, row, match->code))
		lookup_toggle(filter, row, match->code);
	return true;
}

/* "not TR", "not available": the part behind the word that denies; NULL if none does. */
static const char *denied_part(const char *part)
{
	char *before = denial("");
	size_t len = strlen(before);
	bool is_denied = len > 0 && strncmp(part, before, len) == 0;

	free(before);
	return is_denied ? part + len : NULL;
}

static bool read_part(const struct record_type *type, const char *part, struct json *filter)
{
	struct lookup_match matches[LOOKUP_MATCHES];
	const char *denied = denied_part(part);

	if (denied)
		return lookup_matches(type, denied, matches) > 0 && take(type, &matches[0], true, filter);
	if (read_values(type, part, filter))
		return true;
	if (lookup_matches(type, part, matches) == 0)
		return read_ages(type, part, filter);
	return take(type, &matches[0], false, filter);
}

void lookup_read(const struct record_type *type, const char *words, struct json *filter, char **unknown)
{
	char *copy = xstrdup(words), *rest = copy, *part;

	*unknown = NULL;
	for (const struct filter_row *row = filter_rows(type); row && row->name; row++)
		if (row->match != FILTER_WORDS)
			json_remove(filter, row->name);
	while ((part = strsep(&rest, ",;"))) {
		size_t len;

		part += strspn(part, " ");
		for (len = strlen(part); len > 0 && part[len - 1] == ' '; len--)
			part[len - 1] = '\0';
		if (*part && !read_part(type, part, filter) && !*unknown)
			*unknown = xstrdup(part);
	}
	free(copy);
}
