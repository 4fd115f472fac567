/* Every table of the schema and of the errors, row by row: what a row must say for all that grows out of it. */
#include "lib/suite.h"

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/json.h"
#include "twinline/base/str.h"
#include "twinline/schema/access.h"
#include "twinline/schema/records.h"

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

/* A sentence or word for people: there, in US-ASCII (a msgid), and without blanks around it. */
static void check_words(const char *words)
{
	assert_non_null(words);
	assert_true(*words && is_ascii(words));
	assert_true(words[0] != ' ' && words[strlen(words) - 1] != ' ');
}

/* A name in JSON: "pupilsFrom". */
static void check_name(const char *name)
{
	assert_true(name[0] >= 'a' && name[0] <= 'z');
	assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), strlen(name));
}

static void check_flags(const struct field *f)
{
	unsigned format = f->flags & (F_WEB | F_MAIL | F_ZONE);

	assert_true(!(f->flags & F_SORTABLE) || f->flags & F_LISTED);
	assert_false(f->flags & F_REQUIRED && f->flags & F_SERVER_SET);
	assert_false(f->flags & F_COMMUTES && f->flags & F_IMMUTABLE);
	assert_true(!format || f->kind == FIELD_TEXT);
	assert_true((format & (format - 1)) == 0);
	if (f->flags & F_FACET)
		assert_true(f->kind == FIELD_CODE || f->kind == FIELD_CODES || f->kind == FIELD_BOOLEAN);
}

static void check_field(const struct record_type *type, const struct field *f)
{
	bool coded = f->kind == FIELD_CODE || f->kind == FIELD_CODES;
	bool refers = f->kind == FIELD_REFERENCE || f->kind == FIELD_REFERENCES || f->kind == FIELD_PARTY ||
	              f->kind == FIELD_PARTIES;

	check_name(f->name);
	assert_true(strcmp(f->name, "id") != 0 && strcmp(f->name, "rev") != 0);
	assert_ptr_equal(field_find(type, f->name), f);
	check_words(f->label);
	check_words(f->help);
	assert_true(f->kind < FIELD_KIND_COUNT);
	assert_int_equal(coded, f->vocabulary != NULL);
	assert_int_equal(refers, f->target != NULL);
	assert_true(f->min >= 0 && (f->max == 0 || f->min <= f->max));
	/* What a client may write is bounded. */
	if (!(f->flags & F_SERVER_SET) && (f->kind == FIELD_TEXT || f->kind == FIELD_LONG_TEXT || f->kind == FIELD_INTEGER ||
	                                   f->kind == FIELD_CODES || f->kind == FIELD_KEYWORDS || f->kind == FIELD_PARTIES ||
	                                   f->kind == FIELD_BLOBS || f->kind == FIELD_REFERENCES))
		assert_true(f->max > 0);
	assert_true(f->offset >= sizeof(struct record_head) && f->offset < type->size);
	check_flags(f);
}

static void test_types(void **state)
{
	(void)state;
	for (int i = 0; i < RECORD_TYPE_COUNT; i++) {
		const struct record_type *type = &record_types[i];

		print_message("%s\n", type->name);
		assert_int_equal(type->index, i);
		assert_ptr_equal(record_type_find(type->name), type); /* unique: the first of a name is itself */
		check_words(type->label);
		assert_true(type->field_count > 0 && type->field_count <= 64);
		assert_true(type->holders != 0 && type->holders < 1U << ACCOUNT_KIND_COUNT);
		assert_int_not_equal(type->audience, 0);
		assert_false(type->flags & T_DERIVED && type->flags & (T_CREATE | T_UPDATE | T_DESTROY));
		assert_false(type->flags & T_SINGLETON && type->flags & (T_CREATE | T_DESTROY));
		for (unsigned f = 0; f < type->field_count; f++) {
			check_field(type, &type->fields[f]);
			assert_int_equal(field_index(type, &type->fields[f]), f);
			if (f > 0)
				assert_true(type->fields[f].offset > type->fields[f - 1].offset);
			if (type->flags & T_DERIVED)
				assert_true(type->fields[f].flags & F_SERVER_SET);
		}
		if (type->order)
			assert_true(field_find(type, type->order)->flags & F_SORTABLE);
	}
	assert_null(record_type_find("message"));
	assert_null(field_find(&record_types[TYPE_Message], "Subject"));
}

/* A date as the vocabularies write it: a year, a month or a day, only as exact as what is known. */
static bool is_partial_date(const char *text)
{
	static const char rest[] = "-01-01";
	char whole[sizeof "2026-11-17"];
	int year, month, day;

	if (strlen(text) != 4 && strlen(text) != 7 && strlen(text) != 10)
		return false;
	snprintf(whole, sizeof whole, "%s%s", text, rest + strlen(text) - 4);
	return clock_parse_date(whole, &year, &month, &day);
}

static void test_vocabularies(void **state)
{
	(void)state;
	for (const struct vocabulary *const *v = vocabularies; *v; v++) {
		print_message("%s\n", (*v)->name);
		check_name((*v)->name);
		for (const struct vocabulary *const *other = vocabularies; *other != *v; other++)
			assert_string_not_equal((*other)->name, (*v)->name);
		assert_true((*v)->count > 0);
		for (size_t i = 0; i < (*v)->count; i++) {
			const struct vocabulary_row *row = &(*v)->rows[i];

			assert_true(*row->code && is_ascii(row->code));
			assert_ptr_equal(vocabulary_find(*v, row->code), row);
			assert_true(*row->label);
			if ((*v)->names == VOCABULARY_OURS)
				check_words(row->label);
			assert_true(!row->from || is_partial_date(row->from));
			assert_true(!row->until || is_partial_date(row->until));
		}
	}
	assert_null(vocabulary_find(&vocabulary_countries, "gr"));
}

/* Every vocabulary that a field names is among them all. */
static void test_vocabularies_are_listed(void **state)
{
	(void)state;
	for (int t = 0; t < RECORD_TYPE_COUNT; t++)
		for (unsigned f = 0; f < record_types[t].field_count; f++) {
			const struct vocabulary *const *v = vocabularies;

			while (*v && *v != record_types[t].fields[f].vocabulary)
				v++;
			assert_true(*v || !record_types[t].fields[f].vocabulary);
		}
}

static size_t count_flag(const struct vocabulary *v, unsigned flag)
{
	size_t count = 0;

	for (size_t i = 0; i < v->count; i++)
		count += (v->rows[i].flags & flag) != 0;
	return count;
}

static void test_community(void **state)
{
	(void)state;
	assert_int_equal(count_flag(&vocabulary_countries, COUNTRY_EU), 27);
	assert_int_equal(count_flag(&vocabulary_countries, COUNTRY_PLUS), 8);
	for (size_t i = 0; i < vocabulary_countries.count; i++)
		assert_int_equal(count_flag(&vocabulary_memberships, vocabulary_countries.rows[i].flags), 1);
	assert_string_equal(vocabulary_find(&vocabulary_countries, "GB")->until, "2020-12-31");
	assert_string_equal(vocabulary_find(&vocabulary_countries, "ME")->from, "2022-04");
	assert_null(vocabulary_find(&vocabulary_countries, "JO")->from);
	/* 24 of the EU, 12 more, and Russian of the Plus portal. */
	assert_int_equal(count_flag(&vocabulary_languages, LANGUAGE_INTERFACE), 36);
	assert_int_equal(count_flag(&vocabulary_languages, LANGUAGE_RTL), 1);
	assert_int_equal(count_flag(&vocabulary_message_kinds, MESSAGE_KIND_WAITS), 3);
	assert_int_equal(vocabulary_competences.count, 8);
}

/* The names of a file of iso-codes as one text of lines. */
static void read_iso(const char *path, const char *top, struct strings *names)
{
	struct str text = { 0 };
	struct err e = { 0 };

	assert_int_equal(file_read(path, 1000 * 1000, &text, &e), 0);
	struct json *tree = json_parse_own(text.text);
	for (const struct json *row = json_first(json_get(tree, top)); row; row = json_next(row))
		strings_push(names, json_get_text(row, "name"));
	assert_true(names->count > 200);
	json_free(tree);
	str_release(&text);
}

static void check_iso(const struct vocabulary *v, const char *path, const char *top)
{
	struct strings names = { 0 };

	read_iso(path, top, &names);
	for (size_t i = 0; i < v->count; i++) {
		const struct vocabulary_row *row = &v->rows[i];

		if (strcmp(row->code, "XK") == 0)
			continue;
		if (!strings_has(&names, row->iso ? row->iso : row->label))
			print_error("%s\n", row->label);
		assert_true(strings_has(&names, row->iso ? row->iso : row->label));
	}
	strings_release(&names);
}

static void test_iso_codes(void **state)
{
	(void)state;
	check_iso(&vocabulary_countries, "/usr/share/iso-codes/json/iso_3166-1.json", "3166-1");
	check_iso(&vocabulary_languages, "/usr/share/iso-codes/json/iso_639-2.json", "639-2");
}

static void test_labels(void **state)
{
	(void)state;
	i18n_init("en");
	assert_string_equal(vocabulary_label(&vocabulary_languages, "el"), "Greek");
	assert_string_equal(vocabulary_label(&vocabulary_languages, "fr"), "French");
	assert_string_equal(vocabulary_label(&vocabulary_countries, "MD"), "Moldova");
	assert_string_equal(vocabulary_label(&vocabulary_countries, "TR"), "T\303\274rkiye");
	assert_string_equal(vocabulary_label(&vocabulary_countries, "XK"), "Kosovo");
	assert_string_equal(vocabulary_label(&vocabulary_subjects, "primary"), "primary school subjects");
	assert_string_equal(vocabulary_label(&vocabulary_subjects, "alchemy"), "alchemy");
}

/* Ours first, then iso-codes, whose names have a catalogue of their own. */
static void test_labels_in_greek(void **state)
{
	(void)state;
	i18n_init("el");
	assert_string_equal(i18n_language(), "el");
	assert_string_equal(vocabulary_label(&vocabulary_languages, "el"),
	                    "\316\225\316\273\316\273\316\267\316\275\316\271\316\272\316\254");
	assert_string_equal(vocabulary_label(&vocabulary_countries, "GR"), "\316\225\316\273\316\273\316\254\316\264\316\261");
	assert_string_not_equal(vocabulary_label(&vocabulary_countries, "XK"), "Kosovo");
	assert_string_not_equal(vocabulary_label(&vocabulary_subjects, "primary"), "primary school subjects");
	i18n_init("en");
}

static const struct {
	enum err_code code;
	const char *name, *sentence;
} errors[] = {
#define ERR(ENUMERATOR, NAME, SENTENCE) { ERR_##ENUMERATOR, NAME, SENTENCE },
#include "twinline/base/err.def"
#undef ERR
};

static void test_errors(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		print_message("%s\n", errors[i].name);
		check_name(errors[i].name);
		assert_int_equal(err_code_of(errors[i].name), errors[i].code); /* unique, or the first would answer */
		assert_string_equal(err_name(errors[i].code), errors[i].name);
		check_words(errors[i].sentence);
		for (const char *c = strchr(errors[i].sentence, '%'); c; c = strchr(c + 1, '%'))
			assert_true(c[1] >= '1' && c[1] <= '0' + ERR_ARGS && c[2] == '$' && c[3] == 's');
	}
	assert_int_equal(ARRAY_SIZE(errors), ERR_CODE_COUNT - 1);
}

static void test_roles(void **state)
{
	(void)state;
	for (int i = 0; i < ROLE_COUNT; i++) {
		enum role role = (enum role)i;

		check_name(access_role_name(role));
		assert_int_equal(access_role_of(access_role_name(role)), role);
		assert_true(access_may_read(AUDIENCE_PUBLIC, role, false));
		assert_true(access_may_read(AUDIENCE_AUTHOR, role, true));
		assert_int_equal(access_may_read(AUDIENCE_AUTHOR, role, false), role == ROLE_OWNER);
		assert_int_equal(access_may_read(AUDIENCE_STAFF, role, false), role >= ROLE_TEACHER);
		assert_int_equal(access_may_read(AUDIENCE_MEMBERS, role, false), role >= ROLE_PUPIL);
		assert_false(access_may_read(0, role, true));
	}
	assert_false(access_may_read(AUDIENCE_SIGNED_IN, ROLE_NEWCOMER, false));
	assert_int_equal(access_role_of("Teacher"), ROLE_COUNT);
	/* Whoever has no role sees nothing at all. */
	assert_false(access_may_read(~0u, ROLE_COUNT, true));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),     cmocka_unit_test(test_vocabularies), cmocka_unit_test(test_vocabularies_are_listed),
		cmocka_unit_test(test_community), cmocka_unit_test(test_iso_codes),    cmocka_unit_test(test_labels),
		cmocka_unit_test(test_labels_in_greek),
		cmocka_unit_test(test_errors),    cmocka_unit_test(test_roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
