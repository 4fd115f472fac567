/* Filters: whether one is right, and whether a record passes it, one record at a time. */
#include "twinline/schema/filter.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/fold.h"
#include "twinline/text/latin.h"
#include "twinline/text/utf8.h"

enum { WORD_LEAST = 3, CODES_MOST = 200, TEXT_MOST = 1000 };

/* --- words --- */

char *filter_fold(const char *text)
{
	size_t len = strlen(text);
	char *folded = fold_copy(text), *last = len ? fold_copy(text + len - 1) : NULL, *ended = folded;

	/* What folds to nothing of its own, ASCII that is no letter, ends the word before it. */
	if (last && !*last && *folded && (unsigned char)text[len - 1] < 0x80) {
		ended = xasprintf("%s ", folded);
		free(folded);
	}
	free(last);
	return ended;
}

static size_t letters(const char *text, size_t len)
{
	uint32_t point;
	size_t count = 0;

	for (size_t at = 0; at < len; count++)
		at += utf8_next(text + at, len - at, &point);
	return count;
}

static bool is_short(const struct filter_word *word)
{
	return letters(word->text, word->len) < WORD_LEAST && !fold_is_run(word->text);
}

bool filter_next_word(const char **at, struct filter_word *word)
{
	const char *text = *at + strspn(*at, " ");
	size_t len = strcspn(text, " ");

	*at = text + len;
	*word = (struct filter_word){ .text = text, .len = len };
	word->whole = text[len] == ' ' && is_short(word);
	return len > 0;
}

static bool has_word(const char *words, const struct filter_word *word)
{
	for (const char *at = strchr(words, ' '); at; at = strchr(at + 1, ' '))
		if (strncmp(at + 1, word->text, word->len) == 0 &&
		    (!word->whole || at[1 + word->len] == ' ' || at[1 + word->len] == '\0'))
			return true;
	return false;
}

static bool has_words(const char *words, const char *text)
{
	char *folded = filter_fold(text);
	const char *at = folded;
	struct filter_word word;
	bool all = true;

	while (all && filter_next_word(&at, &word))
		all = has_word(words, &word);
	free(folded);
	return all;
}

static int check_words(const char *text, struct err *e)
{
	char *folded = filter_fold(text);
	const char *at = folded;
	struct filter_word word;
	int count = 0, result = 0;

	while (result == 0 && filter_next_word(&at, &word)) {
		if (!word.whole && is_short(&word)) {
			char *name = xstrndup(word.text, word.len);

			result = err_set(e, ERR_SEARCH_TOO_SHORT, name, NULL);
			free(name);
		} else if (++count > FILTER_WORDS_MOST) {
			result = err_set(e, ERR_INVALID_ARGUMENTS, "text", "\"water\"", NULL);
		}
	}
	free(folded);
	return result;
}

static void add_text(struct str *out, const struct field *field, const struct json *value)
{
	const struct json *item;

	str_addc(out, ' ');
	switch (field->kind) {
	case FIELD_PARTY:
		fold_both(out, json_get_text(value, "name") ? json_get_text(value, "name") : "");
		break;
	case FIELD_PARTIES:
		for (item = json_first(value); item; item = json_next(item))
			if (json_get_text(item, "name")) {
				fold_both(out, json_get_text(item, "name"));
				str_addc(out, ' ');
			}
		break;
	case FIELD_LONG_TEXT: /* a sentence in another script is looked for in that script, a name in any */
		fold(out, json_text(value) ? json_text(value) : "");
		break;
	default:
		fold_both(out, json_text(value) ? json_text(value) : "");
	}
}

static bool names_people(const struct field *field)
{
	return field->flags & F_SEARCHABLE && text_equal(field->target, record_types[TYPE_Person].name);
}

bool filter_names_people(const struct record_type *type)
{
	for (unsigned i = 0; i < type->field_count; i++)
		if (names_people(&type->fields[i]))
			return true;
	return false;
}

static char *words_of(const struct record_type *type, const struct json *tree, bool people)
{
	struct str words = { 0 };

	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		const struct json *value = field->flags & F_SEARCHABLE ? json_get(tree, field->name) : NULL;

		if (value && (people || !names_people(field)) && field_seen_by(field, tree) == SEEN_BY_ALL)
			add_text(&words, field, value);
	}
	return str_detach(&words);
}

char *filter_words(const struct record_type *type, const struct json *tree)
{
	return words_of(type, tree, true);
}

char *filter_words_of_nobody(const struct record_type *type, const struct json *tree)
{
	return filter_names_people(type) ? words_of(type, tree, false) : NULL;
}

/* --- checking --- */

static bool is_code_list(const struct json *value)
{
	if (json_is_string(value))
		return true;
	if (!json_is_array(value) || json_size(value) > CODES_MOST)
		return false;
	for (const struct json *code = json_first(value); code; code = json_next(code))
		if (!json_is_string(code))
			return false;
	return true;
}

static bool is_age(const struct json *value)
{
	int64_t age = json_integer(value, -1);

	return json_is_integer(value) && age >= 0 && age < 200;
}

static bool is_date(const struct json *value)
{
	int year, month, day;

	return json_is_string(value) && clock_parse_date(json_text(value), &year, &month, &day);
}

static bool is_text(const struct json *value)
{
	return json_is_string(value) && strlen(json_text(value)) <= TEXT_MOST;
}

/* What a value has to be, and how that is said. */
static const struct {
	bool (*is)(const struct json *value);
	const char *like;
} values[] = {
	[FILTER_WORDS] = { is_text, "\"water\"" },   [FILTER_CODES] = { is_code_list, "[\"PL\"]" },
	[FILTER_NONE_OF] = { is_code_list, "[\"PL\"]" }, [FILTER_IS] = { json_is_bool, "true" },
	[FILTER_NAME] = { is_text, "\"Kreta\"" },    [FILTER_FROM] = { is_age, "7" },
	[FILTER_TO] = { is_age, "11" },              [FILTER_SINCE] = { is_date, "\"2026-11-17\"" },
	[FILTER_BEFORE] = { is_date, "\"2026-11-17\"" }, [FILTER_UNTIL] = { json_is_bool, "true" },
};

static int check_property(const struct record_type *type, const struct json *value, int *count, struct err *e)
{
	const struct filter_row *row = filter_find(type, json_key(value));

	if (!row || ++*count > FILTER_MOST)
		return err_set(e, ERR_UNSUPPORTED_FILTER, json_key(value), NULL);
	if (!values[row->match].is(value))
		return err_set(e, ERR_INVALID_ARGUMENTS, row->name, values[row->match].like, NULL);
	return row->match == FILTER_WORDS ? check_words(json_text(value), e) : 0;
}

static int check_node(const struct record_type *type, const struct json *node, int *count, struct err *e)
{
	const char *name = json_get_text(node, "operator");
	const struct json *conditions = json_get(node, "conditions");

	if (!json_is_object(node))
		return err_set(e, ERR_INVALID_ARGUMENTS, "filter", "{}", NULL);
	if (!json_get(node, "operator")) {
		for (const struct json *value = json_first(node); value; value = json_next(value))
			if (check_property(type, value, count, e) != 0)
				return -1;
		return 0;
	}
	if ((!text_equal(name, "AND") && !text_equal(name, "OR") && !text_equal(name, "NOT")) || !json_is_array(conditions))
		return err_set(e, ERR_INVALID_ARGUMENTS, "filter", "{\"operator\":\"AND\",\"conditions\":[]}", NULL);
	for (const struct json *i = json_first(conditions); i; i = json_next(i))
		if (++*count > FILTER_MOST)
			return err_set(e, ERR_UNSUPPORTED_FILTER, name, NULL);
		else if (check_node(type, i, count, e) != 0)
			return -1;
	return 0;
}

int filter_check(const struct record_type *type, const struct json *filter, struct err *e)
{
	int count = 0;

	return filter && !json_is_null(filter) ? check_node(type, filter, &count, e) : 0;
}

/* --- passing --- */

/* What a record is held against. */
struct candidate {
	const struct record_type *type;
	const struct json *tree;
	const char *words, *today;
};

static bool has_code(const struct json *field, const char *code)
{
	return json_is_object(field) ? json_get_bool(field, code, false) : text_equal(json_text(field), code);
}

static bool has_one_of(const struct json *field, const struct json *codes)
{
	if (json_is_string(codes))
		return has_code(field, json_text(codes));
	for (const struct json *code = json_first(codes); code; code = json_next(code))
		if (has_code(field, json_text(code)))
			return true;
	return false;
}

char *filter_name(const char *text)
{
	struct str name = { 0 }, letters = { 0 };

	fold(&name, text);
	latin_add(&letters, text);
	if (letters.text && strcmp(letters.text, text) != 0) {
		char *latin = fold_copy(letters.text);

		str_addf(&name, "\n%s", latin);
		free(latin);
	}
	str_release(&letters);
	return str_detach(&name);
}

bool filter_name_begins(const char *name, const char *begin)
{
	const char *latin = strchr(name, '\n');

	return starts_with(name, begin) || (latin && starts_with(latin + 1, begin));
}

static bool begins_so(const struct json *field, const char *text)
{
	char *name = filter_name(json_text(field) ? json_text(field) : ""), *begin = fold_copy(text);
	bool so = filter_name_begins(name, begin);

	free(name);
	free(begin);
	return so;
}

int filter_day(const char *text)
{
	int year, month, day;
	char date[CLOCK_DAY_SIZE];

	if (!text || strlen(text) < sizeof date - 1)
		return 0;
	memcpy(date, text, sizeof date - 1);
	date[sizeof date - 1] = '\0';
	return clock_parse_date(date, &year, &month, &day) ? (year * 100 + month) * 100 + day : 0;
}

static bool passes(const struct candidate *c, const struct filter_row *row, const struct json *value)
{
	const struct json *field = row->field ? json_get(c->tree, row->field) : NULL;
	int64_t number = json_integer(field, -1);
	int day = filter_day(json_text(field));

	switch (row->match) {
	case FILTER_WORDS:
		return has_words(c->words, json_text(value));
	case FILTER_CODES:
		return has_one_of(field, value);
	case FILTER_NONE_OF:
		return !has_one_of(field, value);
	case FILTER_IS:
		return json_bool(field, false) == json_bool(value, false);
	case FILTER_NAME:
		return begins_so(field, json_text(value));
	case FILTER_FROM:
		return number >= json_integer(value, 0);
	case FILTER_TO:
		return number >= 0 && number <= json_integer(value, 0);
	case FILTER_SINCE:
		return day >= filter_day(json_text(value));
	case FILTER_BEFORE:
		return day > 0 && day < filter_day(json_text(value));
	case FILTER_UNTIL:
		return (day > 0 && day >= filter_day(c->today)) == json_bool(value, false);
	}
	return false;
}

static bool passes_node(const struct candidate *c, const struct json *node)
{
	const char *name = json_get_text(node, "operator");
	bool any = text_equal(name, "OR"), none = text_equal(name, "NOT");

	if (!name) {
		for (const struct json *value = json_first(node); value; value = json_next(value)) {
			const struct filter_row *row = filter_find(c->type, json_key(value));

			if (row && !passes(c, row, value))
				return false;
		}
		return true;
	}
	for (const struct json *i = json_first(json_get(node, "conditions")); i; i = json_next(i))
		if (passes_node(c, i) == (any || none))
			return any;
	return !any;
}

bool filter_passes(const struct record_type *type, const struct json *filter, const struct json *tree, const char *words, const char *today)
{
	const struct candidate c = { type, tree, words, today };

	return !filter || passes_node(&c, filter);
}
