/* Values of a sheet's fields: what each kind reads, and what a text means. */
#include "sheet_value.h"

#include <stdlib.h>
#include <string.h>

#include "sheet_time.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/text/day.h"
#include "twinline/text/fold.h"

enum { DAY = 24 * 60 * 60 };

static const char separator[] = ", ";

const struct field *sheet_field(const struct sheet_kind *kind, const struct sheet_line *line)
{
	return line->field ? field_find(kind->type, line->field) : NULL;
}

static char *sentence(struct err *e)
{
	char *text = err_text(e);

	err_release(e);
	return text;
}

/* --- labels --- */

/* A label as it stands in a field: commas part labels there. Yours. */
static char *plain(const char *label)
{
	char *copy = xstrdup(label);

	for (char *comma = copy; (comma = strchr(comma, ','));)
		*comma = ' ';
	return copy;
}

static const char *yes_or_no(bool yes)
{
	return yes ? _("yes") : _("no");
}

bool sheet_value_is_choice(const struct sheet_kind *kind, const struct sheet_line *line, bool *many)
{
	const struct field *field = sheet_field(kind, line);

	*many = field && (field->kind == FIELD_CODES || sheet_is_named(field));
	return field && (*many || field->kind == FIELD_CODE || field->kind == FIELD_PARTY || field->kind == FIELD_BOOLEAN ||
	                 line->part == SHEET_ZONE || (field->flags & F_ZONE));
}

static bool is_same(const char *a, const char *b)
{
	char *one = fold_copy(a), *other = fold_copy(b);
	bool same = strcmp(one, other) == 0;

	free(one);
	free(other);
	return same;
}

/* --- parties --- */

static void find_parties(const struct sheet *sheet, const struct sheet_line *line, struct sheet_parties *found)
{
	*found = (struct sheet_parties){ 0 };
	if (sheet->kind->choose_from)
		sheet->kind->choose_from(sheet, line, found);
}

static void release_parties(struct sheet_parties *found)
{
	for (size_t i = 0; i < found->labels.count; i++)
		json_free(found->at[i]);
	free(found->at);
	strings_release(&found->labels);
}

/* What a party is called in the field: as it can be chosen, else by its name. Yours. */
static char *party_text(const struct sheet *sheet, const struct sheet_line *line, const struct json *party)
{
	struct sheet_parties all;
	char *text = NULL;

	find_parties(sheet, line, &all);
	for (size_t i = 0; i < all.labels.count && !text; i++)
		if (text_equal(json_get_text(all.at[i], "id"), json_get_text(party, "id")))
			text = xstrdup(all.labels.at[i]);
	release_parties(&all);
	return text ? text : xstrdup(json_get_text(party, "name") ? json_get_text(party, "name") : "");
}

/*
 * The party whose label a text is; of one who can no longer be chosen, what stood there. Yours; NULL with e, or with the
 * sentence of *said.
 */
static struct json *party_of(const struct sheet *sheet, const struct sheet_line *line, const char *text, struct err *e,
                             char **said)
{
	struct sheet_parties all;
	struct json *party = NULL;

	find_parties(sheet, line, &all);
	for (size_t i = 0; i < all.labels.count && !party; i++)
		if (is_same(all.labels.at[i], text))
			party = json_copy(all.at[i]);
	release_parties(&all);
	if (!party && sheet->kind->no_party)
		*said = xstrdup(_(sheet->kind->no_party));
	else if (!party)
		err_set(e, ERR_FIELD_CODE, text, NULL);
	return party;
}

/* All labels that the line can have, as they stand in the field. */
static void all_choices(const struct sheet *sheet, const struct sheet_line *line, struct strings *labels)
{
	const struct field *field = sheet_field(sheet->kind, line);

	if (sheet_is_named(field)) {
		sheet_named_choices(sheet, field, labels);
		return;
	}
	if (field->kind == FIELD_PARTY) {
		struct sheet_parties all;

		find_parties(sheet, line, &all);
		for (size_t i = 0; i < all.labels.count; i++)
			strings_push(labels, all.labels.at[i]);
		release_parties(&all);
	} else if (field->kind == FIELD_BOOLEAN) {
		strings_push(labels, _("yes"));
		strings_push(labels, _("no"));
	} else if (field->vocabulary) {
		const struct vocabulary_row **rows = vocabulary_in_order(field->vocabulary);

		for (size_t i = 0; i < field->vocabulary->count; i++)
			strings_push_take(labels, plain(vocabulary_label(field->vocabulary, rows[i]->code)));
		free(rows);
	} else {
		zone_names(labels);
	}
}

/* The code that a label or the code itself means; NULL for none. */
static const char *code_of(const struct vocabulary *vocabulary, const char *text)
{
	for (size_t i = 0; i < vocabulary->count; i++)
		if (is_same(vocabulary_label(vocabulary, vocabulary->rows[i].code), text))
			return vocabulary->rows[i].code;
	for (size_t i = 0; i < vocabulary->count; i++)
		if (ascii_casecmp(vocabulary->rows[i].code, text) == 0)
			return vocabulary->rows[i].code;
	return NULL;
}

/* --- from the record --- */

static char *codes_text(const struct field *field, const struct json *set)
{
	struct str text = { 0 };

	for (const struct json *code = json_first(set); code; code = json_next(code)) {
		char *label = plain(vocabulary_label(field->vocabulary, json_key(code)));

		str_addf(&text, "%s%s", text.len ? separator : "", label);
		free(label);
	}
	return str_detach(&text);
}

static char *date_text(const char *iso)
{
	struct str text = { 0 };
	int year, month, day;

	if (iso && clock_parse_date(iso, &year, &month, &day))
		day_add_date(&text, day_of(year, month, day));
	return str_detach(&text);
}

static char *range_text(const struct sheet *sheet, const struct sheet_line *line)
{
	int64_t from = json_get_integer(sheet->body, line->field, -1), to = json_get_integer(sheet->body, line->also, -1);

	if (from < 0 && to < 0)
		return xstrdup("");
	if (from < 0 || to < 0 || from == to)
		return xasprintf("%d", (int)(from < 0 ? to : from));
	/* TRANSLATORS: a range of numbers: "9 to 11". */
	return xasprintf(_("%d to %d"), (int)from, (int)to);
}

char *sheet_value_text(const struct sheet *sheet, const struct sheet_line *line)
{
	const struct field *field = sheet_field(sheet->kind, line);
	const struct json *value = field ? json_get(sheet->body, field->name) : NULL;

	if (line->part == SHEET_RANGE)
		return range_text(sheet, line);
	if (!value || json_is_null(value))
		return xstrdup("");
	switch (field->kind) {
	case FIELD_INTEGER:
		return xasprintf("%lld", (long long)json_integer(value, 0));
	case FIELD_BOOLEAN:
		return xstrdup(yes_or_no(json_bool(value, false)));
	case FIELD_DATE:
		return date_text(json_text(value));
	case FIELD_UTC:
		return sheet_time_moment_text(sheet, json_text(value));
	case FIELD_LOCAL:
		return sheet_time_text(sheet, line, value);
	case FIELD_CODE:
		return plain(vocabulary_label(field->vocabulary, json_text(value) ? json_text(value) : ""));
	case FIELD_CODES:
		return codes_text(field, value);
	case FIELD_PARTIES:
	case FIELD_REFERENCES:
		return sheet_named_text(sheet, field, value);
	case FIELD_PARTY:
		return party_text(sheet, line, value);
	default:
		return xstrdup(json_text(value) ? json_text(value) : "");
	}
}

/* --- to the record --- */

/* The value of a text that is one of choices or of a set of them; NULL with e. */
static struct json *coded(const struct field *field, const char *text, struct err *e)
{
	const char *code = code_of(field->vocabulary, text);

	if (code)
		return json_new_string(code);
	err_set(e, ERR_FIELD_CODE, text, NULL);
	return NULL;
}

static struct json *coded_set(const struct field *field, const char *text, struct err *e)
{
	struct json *set = json_new_object();
	char *copy = xstrdup(text), *rest = copy, *part;

	while ((part = strsep(&rest, ","))) {
		const char *code;

		part += strspn(part, " ");
		for (size_t len = strlen(part); len > 0 && part[len - 1] == ' ';)
			part[--len] = '\0';
		code = *part ? code_of(field->vocabulary, part) : NULL;
		if (*part && !code && e->code == ERR_OK)
			err_set(e, ERR_FIELD_CODE, part, NULL);
		else if (code)
			json_set_bool(set, code, true);
	}
	free(copy);
	return set;
}

static struct json *number(const struct field *field, const char *text, struct err *e)
{
	char *end;
	int64_t value = strtoll(text, &end, 10);

	if (end != text && end[strspn(end, " ")] == '\0')
		return json_new_integer(value);
	err_set(e, ERR_FIELD_FORMAT, text, field_example(field), NULL);
	return NULL;
}

static struct json *truth(const char *text, struct err *e)
{
	if (is_same(text, _("yes")) || is_same(text, "yes"))
		return json_new_bool(true);
	if (is_same(text, _("no")) || is_same(text, "no"))
		return json_new_bool(false);
	err_set(e, ERR_FIELD_CODE, text, NULL);
	return NULL;
}

/* What a text that is not empty means; NULL with e, or with the sentence of *said. */
static struct json *meaning(const struct sheet *sheet, const struct field *field, const char *text, struct err *e, char **said)
{
	struct json *value = NULL;

	switch (field->kind) {
	case FIELD_INTEGER:
		return number(field, text, e);
	case FIELD_BOOLEAN:
		return truth(text, e);
	case FIELD_CODE:
		return coded(field, text, e);
	case FIELD_CODES:
		return coded_set(field, text, e);
	case FIELD_PARTIES:
	case FIELD_REFERENCES:
		return sheet_named_meaning(sheet, field, text, e);
	case FIELD_DATE:
		value = sheet_time_date(sheet, text);
		break;
	case FIELD_UTC:
		value = sheet_time_moment(sheet, text);
		break;
	default:
		return json_new_string(text);
	}
	if (!value)
		*said = xstrdup(day_understood());
	return value;
}

static char *read_range(struct sheet *sheet, const struct sheet_line *line, const char *text)
{
	const struct field *from = field_find(sheet->kind->type, line->field), *to = field_find(sheet->kind->type, line->also);
	const struct field *fields[] = { from, to };
	long numbers[2] = { 0, 0 };
	int count = 0;
	struct err e = { 0 };

	for (const char *at = text; *at && count < 2; at++) {
		if (*at >= '0' && *at <= '9') {
			char *end;

			numbers[count++] = strtol(at, &end, 10);
			at = end - 1;
		}
	}
	for (int i = 0; i < 2; i++) {
		struct json *value = json_new_integer(numbers[count == 2 ? i : 0]);

		json_remove(sheet->body, fields[i]->name);
		if (count && field_check(fields[i], value, &e) == 0)
			json_set(sheet->body, fields[i]->name, json_copy(value));
		json_free(value);
	}
	if (e.code)
		return sentence(&e);
	if (!count && text[strspn(text, " ")])
		err_set(&e, ERR_FIELD_FORMAT, text, _("9 to 11"), NULL);
	else if (count == 2 && numbers[0] > numbers[1])
		return xstrdup(_("The first number is the larger one."));
	return e.code ? sentence(&e) : NULL;
}

char *sheet_value_read(struct sheet *sheet, const struct sheet_line *line, const char *text)
{
	const struct field *field = sheet_field(sheet->kind, line);
	struct json *value;
	struct err e = { 0 };
	char *said = NULL;

	if (line->part == SHEET_RANGE)
		return read_range(sheet, line, text);
	if (field->kind == FIELD_LOCAL)
		return sheet_time_read(sheet, line, text);
	json_remove(sheet->body, field->name);
	if (!text[strspn(text, " ")])
		return NULL;
	value = field->kind == FIELD_PARTY ? party_of(sheet, line, text, &e, &said) : meaning(sheet, field, text, &e, &said);
	if (value && e.code == ERR_OK && field_check(field, value, &e) == 0 && !field_is_default(field, value)) {
		json_set(sheet->body, field->name, value);
		value = NULL;
	}
	json_free(value);
	return e.code ? sentence(&e) : said;
}

/* --- choosing --- */

/* The part of the text that the cursor is in: from *start, *len bytes, without the blanks around it. */
static void part_at(const struct editor *field, bool many, size_t *start, size_t *len)
{
	const char *text = field->text.text;
	size_t end = field->text.len;

	*start = 0;
	if (many) {
		for (*start = field->at; *start > 0 && text[*start - 1] != ',';)
			--*start;
		end = *start + strcspn(text + *start, ",");
	}
	while (*start < end && text[*start] == ' ')
		++*start;
	while (end > *start && text[end - 1] == ' ')
		end--;
	*len = end - *start;
}

void sheet_value_choices(const struct sheet *sheet, const struct sheet_line *line, const struct editor *field, struct strings *choices)
{
	struct strings all = { 0 };
	char *part, *folded;
	size_t start, len;
	bool many, is_whole = false;

	strings_release(choices);
	if (!sheet_value_is_choice(sheet->kind, line, &many))
		return;
	part_at(field, many, &start, &len);
	part = xstrndup(field->text.text + start, len);
	folded = fold_copy(part);
	all_choices(sheet, line, &all);
	for (size_t i = 0; i < all.count; i++) {
		char *label = fold_copy(all.at[i]);

		is_whole = is_whole || (len > 0 && strcmp(label, folded) == 0);
		if (choices->count < SHEET_CHOICES && (*folded || len == 0) && fold_matches(label, folded)) /* "?" is no word of anything */
			strings_push(choices, all.at[i]);
		free(label);
	}
	if (is_whole) /* chosen already */
		strings_release(choices);
	strings_release(&all);
	free(folded);
	free(part);
}

void sheet_value_take(const struct sheet *sheet, const struct sheet_line *line, struct editor *field, const char *choice)
{
	size_t start, len;
	bool many;

	sheet_value_is_choice(sheet->kind, line, &many);
	part_at(field, many, &start, &len);
	str_delete(&field->text, start, len);
	str_insert(&field->text, start, choice, strlen(choice));
	field->at = start + strlen(choice);
	if (many && field->at == field->text.len) {
		str_add(&field->text, separator);
		field->at = field->text.len;
	}
}
