/* The catalogues in locale/: complete and well-formed is make po-check's; here is what only Twinline can know of them. */
#include "lib/suite.h"

#include <dirent.h>
#include <gettext-po.h>

#include "../../src/ui/keymap.h"
#include "../../src/ui/screens.h"
#include "twinline/base/attr.h"
#include "twinline/base/file.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/strings.h"
#include "twinline/records/agenda.h"
#include "twinline/records/project.h"
#include "twinline/records/relation.h"
#include "twinline/records/thread.h"
#include "twinline/schema/vocabulary.h"
#include "twinline/text/cells.h"
#include "twinline/text/fold.h"

/* libgettextpo keeps what it has read of a catalogue (0.21). */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libgettextpo\n";
}

enum { STATE_CELLS = 9, TERMS_LEAST = 25, NARROW = 40, WIDE = 80, HINTS_NARROW = 2, HINTS_WIDE = 4, LANGUAGES_MOST = 64 };

static char *languages[LANGUAGES_MOST];
static int count;

static int by_code(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The languages that have a catalogue; those of what a country says otherwise are ar_TN and the like. */
static int find_languages(void **state)
{
	char *path = xasprintf("%s/locale", getenv("TWINLINE_SOURCE"));
	DIR *dir = opendir(path);
	struct dirent *entry;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		char *dot = strstr(entry->d_name, ".po");

		if (dot && !dot[3] && count < LANGUAGES_MOST && !strchr(entry->d_name, '_'))
			languages[count++] = xstrndup(entry->d_name, (size_t)(dot - entry->d_name));
	}
	closedir(dir);
	free(path);
	qsort(languages, (size_t)count, sizeof *languages, by_code);
	assert_true(count > 0);
	return 0;
}

static int forget_languages(void **state)
{
	(void)state;
	i18n_init("en");
	while (count > 0)
		free(languages[--count]);
	return 0;
}

static int problems;

static void problem(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void problem(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("# ", stderr);
	vfprintf(stderr, format, arguments);
	fputs("\n", stderr);
	va_end(arguments);
	problems++;
}

static void each_language(void (*check)(const char *language))
{
	problems = 0;
	for (int i = 0; i < count; i++) {
		i18n_init(languages[i]);
		if (strcmp(i18n_language(), languages[i]) != 0)
			problem("%s: its catalogue is not built", languages[i]);
		check(languages[i]);
	}
	assert_int_equal(problems, 0);
}

/* --- the head of each --- */

static void on_po_error(int severity, po_message_t message, const char *file, size_t line, size_t column, int multiline, const char *text)
{
	(void)message, (void)column, (void)multiline;
	if (severity >= PO_SEVERITY_ERROR)
		problem("%s:%zu: %s", file, line, text);
}

static void on_po_errors(int severity, po_message_t message1, const char *file1, size_t line1, size_t column1, int multiline1,
                         const char *text1, po_message_t message2, const char *file2, size_t line2, size_t column2, int multiline2,
                         const char *text2)
{
	on_po_error(severity, message1, file1, line1, column1, multiline1, text1);
	on_po_error(severity, message2, file2, line2, column2, multiline2, text2);
}

static po_file_t read_po(const char *language)
{
	static const struct po_xerror_handler handler = { .xerror = on_po_error, .xerror2 = on_po_errors };
	char *path = xasprintf("%s/locale/%s.po", getenv("TWINLINE_SOURCE"), language);
	po_file_t po = po_file_read(path, &handler);

	free(path);
	return po;
}

static void check_head(const char *language)
{
	const struct vocabulary_row *row = vocabulary_find(&vocabulary_languages, language);
	po_file_t po = read_po(language);
	char *reviewed = po ? po_header_field(po_file_domain_header(po, NULL), "X-Reviewed") : NULL;

	if (!row || !(row->flags & LANGUAGE_INTERFACE))
		problem("%s: no language of the interface", language);
	if (!reviewed || (strcmp(reviewed, "yes") != 0 && strcmp(reviewed, "no") != 0))
		problem("%s: X-Reviewed is neither yes nor no", language);
	free(reviewed);
	po_file_free(po);
}

/* English is in the sources. */
static void every_language_of_the_interface_has_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < vocabulary_languages.count; i++) {
		const struct vocabulary_row *row = &vocabulary_languages.rows[i];
		bool has = strcmp(row->code, "en") == 0;

		for (int j = 0; j < count && !has; j++)
			has = strcmp(languages[j], row->code) == 0;
		if (row->flags & LANGUAGE_INTERFACE && !has)
			fail_msg("%s has no catalogue", row->code);
	}
}

static void each_says_whether_it_is_reviewed(void **state)
{
	(void)state;
	each_language(check_head);
}

/* --- plurals --- */

/* Which form some numbers take, by CLDR's rules for cardinals, its categories in their order: zero one two few many other. */
static const int numbers[] = { 0, 1, 2, 3, 4, 5, 7, 10, 11, 12, 19, 20, 21, 22, 25, 100, 101, 102, 111, 112, 121 };
static const struct { const char *languages, *forms; } plurals[] = {
	{ "bg da de el es et fi hu it nb nl pt sv sq az ka tr", "101111111111111111111" },
	{ "fr hy", "001111111111111111111" },
	{ "cs sk", "201112222222222222222" },
	{ "pl", "201112222222212221222" },
	{ "bs hr sr uk", "201112222222012201220" },
	{ "ro", "101111111112222211112" },
	{ "lt", "201111122222011201220" },
	{ "lv", "012222200000122012001" },
	{ "sl", "301223333333333301333" },
	{ "ga", "401222334444444444444" },
	{ "mt", "201222223334444444334" },
	{ "is mk", "101111111111011101110" },
	{ "ar", "012333334444444555444" },
};

static const char *forms_of(const char *language)
{
	for (size_t i = 0; i < ARRAY_SIZE(plurals); i++)
		if (strstr(plurals[i].languages, language))
			return plurals[i].forms;
	return NULL;
}

static void check_plural(const char *language, const char *forms, po_message_t message)
{
	const char *one = po_message_msgid(message), *many = po_message_msgid_plural(message);

	for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
		const char *form = po_message_msgstr_plural(message, forms[i] - '0');

		if (!form || strcmp(i18n_plural(one, many, (unsigned long)numbers[i]), form) != 0) {
			problem("%s: %d takes another form: %s", language, numbers[i], one);
			return;
		}
	}
	if (po_message_msgstr_plural(message, 6))
		problem("%s: too many forms: %s", language, one);
}

/* Keys stand as they are written. */
static char *as_written(const char *action)
{
	return xasprintf("{%s}", action);
}

/* Calls check for every message of a language. */
static void each_message(const char *language, void (*check)(const char *language, po_message_t message, void *context), void *context)
{
	po_file_t po = read_po(language);
	po_message_iterator_t messages = po_message_iterator(po, NULL);

	for (po_message_t message; (message = po_next_message(messages));)
		if (*po_message_msgid(message))
			check(language, message, context);
	po_message_iterator_free(messages);
	po_file_free(po);
}

static void check_if_plural(const char *language, po_message_t message, void *forms)
{
	if (po_message_msgid_plural(message))
		check_plural(language, forms, message);
}

static void check_plurals(const char *language)
{
	const char *forms = forms_of(language);

	if (forms)
		each_message(language, check_if_plural, (void *)forms);
	else
		problem("%s: no rule of its plurals is known here", language);
}

static void plurals_follow_the_languages_rule(void **state)
{
	(void)state;
	i18n_set_keys(as_written);
	each_language(check_plurals);
	i18n_set_keys(NULL);
}

/* --- the glossary --- */

/*
 * A row of locale/glossary/LANGUAGE.tsv: a term in English, its word, and the beginnings ("project|προγράμμα|...") of which a text
 * must hold one wherever the English has the term.
 */
struct term {
	char *english, *stems;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

/* True if what stands before and after a word makes it a part of another, of an address, a key or a setting ("language = el"). */
static bool is_part(char before, const char *after)
{
	return is_letter(before) || before == '.' || before == '@' || before == '{' || is_letter(*after) ||
	       (*after == '.' && is_letter(after[1])) || *after == '@' || strncmp(after, " =", 2) == 0;
}

/* True if English text has the term as a word, of one or of many. */
static bool has_term(const char *text, const char *term)
{
	for (const char *at = text; (at = strcasestr(at, term)); at++) {
		const char *after = at + strlen(term);

		if (!is_part(at == text ? ' ' : at[-1], after + (*after == 's')))
			return true;
	}
	return false;
}

static bool has_stem(const char *text, const char *stems)
{
	char *folded = fold_copy(text);
	bool has = !*text; /* what lacks is make po-check's */

	while (*stems && !has) {
		size_t len = strcspn(stems, "|");
		char *stem = xstrndup(stems, len), *folded_stem = fold_copy(stem);

		has = strstr(folded, folded_stem) != NULL;
		free(stem);
		free(folded_stem);
		stems += len + (stems[len] == '|');
	}
	free(folded);
	return has;
}

static void check_term(const char *language, po_message_t message, void *context)
{
	const struct term *term = context;
	const char *english = po_message_msgid(message);

	/* Of commands and their options the names stay. */
	if (!has_term(english, term->english) || strstr(english, "--") || strstr(english, "twinline"))
		return;
	if (!po_message_msgid_plural(message) && !has_stem(po_message_msgstr(message), term->stems))
		problem("%s: \"%s\" is not in: %s", language, term->english, po_message_msgstr(message));
	for (int i = 0; po_message_msgid_plural(message) && po_message_msgstr_plural(message, i); i++)
		if (!has_stem(po_message_msgstr_plural(message, i), term->stems))
			problem("%s: \"%s\" is not in: %s", language, term->english, po_message_msgstr_plural(message, i));
}

/* The field of a row from at on, to the next tab; yours. *at goes behind it. */
static char *field(const char **at, char end)
{
	size_t len = strcspn(*at, end == '\t' ? "\t\n" : "\n");
	char *text = xstrndup(*at, len);

	*at += len + ((*at)[len] != '\0');
	return text;
}

static void check_glossary(const char *language)
{
	char *path = xasprintf("%s/locale/glossary/%s.tsv", getenv("TWINLINE_SOURCE"), language);
	struct str file = { 0 };
	struct err e = { 0 };
	int terms = 0;

	if (file_read(path, 1 << 20, &file, &e) != 0)
		problem("%s: no glossary", language);
	for (const char *at = file.len ? file.text : ""; *at; terms++) {
		char *english = field(&at, '\t'), *word = field(&at, '\t'), *stems = field(&at, '\n');
		struct term term = { english, stems };

		if (!*english || !has_stem(word, stems))
			problem("%s: line %d of the glossary has not its three fields", language, terms + 1);
		else
			each_message(language, check_term, &term);
		free(english);
		free(word);
		free(stems);
	}
	if (terms < TERMS_LEAST)
		problem("%s: %d terms in the glossary", language, terms);
	str_release(&file);
	free(path);
}

static void the_glossary_is_followed(void **state)
{
	(void)state;
	each_language(check_glossary);
}

/* --- widths --- */

static void check_state(const char *language, const char *word)
{
	if (cells_width(i18n_text(word)) > STATE_CELLS)
		problem("%s: \"%s\" is wider than %d cells: %s", language, word, STATE_CELLS, i18n_text(word));
}

static void check_states(const char *language)
{
	for (int i = 0; i < MESSAGE_STATE_COUNT; i++)
		check_state(language, message_state_word((enum message_state)i));
	for (int i = 0; i < RELATION_COUNT; i++)
		check_state(language, relation_word((enum relation)i));
	for (int i = 0; i < PROJECT_WORD_COUNT; i++)
		check_state(language, project_word((enum project_word)i));
	for (int i = 0; i < AGENDA_STATE_COUNT; i++)
		check_state(language, agenda_word((enum agenda_state)i));
}

static void words_of_states_fit_their_column(void **state)
{
	(void)state;
	each_language(check_states);
}

/* The cells of the first hints of a screen and of "? keys" behind them, the rest is left out where it does not fit. */
static int hints_width(const struct keymap *keymap, const char *context, const struct offer *offers, bool narrow)
{
	int width = 0, most = narrow ? HINTS_NARROW : HINTS_WIDE;

	for (const struct offer *o = offers; o && o->action != ACTION_NONE && most > 0; o++) {
		struct str keys = { 0 };

		keymap_keys(keymap, context, o->action, 1, &keys);
		if (o->hint && keys.len && (o->where == OFFER_ALWAYS || (o->where == OFFER_NARROW) == narrow)) {
			width += cells_width(keys.text) + 1 + cells_width(i18n_text(o->hint)) + 2;
			most--;
		}
		str_release(&keys);
	}
	return width + cells_width("? ") + cells_width(i18n_text("keys"));
}

static struct keymap map;

static void check_hints(const char *language)
{
	for (const struct screen *const *s = screens; *s; s++)
		for (int narrow = 0; narrow < 2; narrow++) {
			int width = hints_width(&map, (*s)->name, (*s)->offers, narrow), room = narrow ? NARROW : WIDE;

			if (width >= room)
				problem("%s: the hints of %s take %d of %d cells", language, (*s)->name, width, room);
		}
}

static void hints_fit(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(keymap_load(&map, "default", "/nonexistent", &e), 0);
	i18n_init("en");
	check_hints("en");
	each_language(check_hints);
	keymap_release(&map);
}

/* --- keys --- */

/* How often text names the key of an action. */
static int names(const char *text, const char *action)
{
	char *key = as_written(action);
	int times = 0;

	while ((text = strstr(text, key))) {
		times++;
		text += strlen(key);
	}
	free(key);
	return times;
}

static void check_keys(const char *language, po_message_t message, void *context)
{
	const char *one = po_message_msgid(message), *many = po_message_msgid_plural(message), *form;

	(void)context;
	for (int action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		int wanted = names(many ? many : one, actions[action].name);

		for (int i = 0; (form = many ? po_message_msgstr_plural(message, i) : i == 0 ? po_message_msgstr(message) : NULL); i++) {
			int named = names(form, actions[action].name);

			if (many ? named > wanted || (named < wanted && strstr(form, "%d")) : named != wanted)
				problem("%s: the keys are others: %s", language, form);
		}
	}
}

static void check_keys_of(const char *language)
{
	each_message(language, check_keys, NULL);
}

static void keys_are_named_alike(void **state)
{
	(void)state;
	each_language(check_keys_of);
}

/* A letter by itself that stands for no unit ("5 min, 2 h") and no number; the letter, or 0. */
static char lone_letter(const char *text)
{
	for (const char *at = text; *at; at++) {
		bool begins = at == text || strchr(" (", at[-1]), ends = !at[1] || strchr(" ),.;:", at[1]);

		if (begins && ends && *at >= 'b' && *at <= 'z' && !(strchr("hs", *at) && at > text + 1 && strchr("d0123456789", at[-2])) && *at != 'h')
			return *at;
	}
	return 0;
}

static void check_lone(const char *language, po_message_t message, void *context)
{
	const char *one = po_message_msgid(message);
	char letter = po_message_msgctxt(message) ? 0 : lone_letter(one);

	(void)context;
	if (letter && strcmp(one, "mine; (n): n more to join") != 0)
		problem("%s: \"%s\" names the key %c; what it does goes there, as {undo}", language, one, letter);
}

/* Who has other keys reads their names. */
static void no_sentence_names_a_default_key(void **state)
{
	(void)state;
	problems = 0;
	each_message(languages[0], check_lone, NULL);
	assert_int_equal(problems, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_language_of_the_interface_has_one),
		cmocka_unit_test(each_says_whether_it_is_reviewed),
		cmocka_unit_test(plurals_follow_the_languages_rule),
		cmocka_unit_test(the_glossary_is_followed),
		cmocka_unit_test(words_of_states_fit_their_column),
		cmocka_unit_test(hints_fit),
		cmocka_unit_test(keys_are_named_alike),
		cmocka_unit_test(no_sentence_names_a_default_key),
	};

	return cmocka_run_group_tests(tests, find_languages, forget_languages);
}
