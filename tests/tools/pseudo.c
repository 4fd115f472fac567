/*
 * Catalogues of languages that nobody speaks, from the template: en_XA has every letter accented and two in five more of
 * them, en_XB is written in Arabic letters, from right to left (regions XA and XB as CLDR has them). What still stands in plain
 * English on a screen is marked for no translation; what is cut was given no room.
 * usage: pseudo TEMPLATE accented|mirrored >CATALOGUE.po
 */
#include <gettext-po.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/str.h"

enum { LONGER_NUMERATOR = 2, LONGER_DENOMINATOR = 5, SHORTEST_LONGER = 3 };

static const char *const accented[26] = {
	"á", "ƀ", "ç", "ð", "é", "ƒ", "ğ", "ħ", "í", "ĵ", "ķ", "ł", "ṁ", "ñ", "ó", "þ", "ǫ", "ř", "š", "ŧ", "ú", "ṽ", "ŵ", "ẋ", "ý", "ž",
};
static const char *const accented_capitals[26] = {
	"Á", "Ɓ", "Ç", "Ð", "É", "Ƒ", "Ğ", "Ħ", "Í", "Ĵ", "Ķ", "Ł", "Ṁ", "Ñ", "Ó", "Þ", "Ǫ", "Ř", "Š", "Ŧ", "Ú", "Ṽ", "Ŵ", "Ẋ", "Ý", "Ž",
};
static const char *const mirrored[26] = {
	"ا", "ب", "ص", "د", "ه", "ف", "غ", "ح", "ي", "ج", "ك", "ل", "م", "ن", "و", "پ", "ق", "ر", "س", "ت", "ع", "ط", "ث", "خ", "ى", "ز",
};

/* The bytes of a conversion of printf, or of a key ({undo}), that text begins with; 0: neither. */
static size_t conversion(const char *text)
{
	size_t len = 1;

	if (*text == '{') { /* a key: {undo} */
		len += strspn(text + len, "abcdefghijklmnopqrstuvwxyz-");
		return text[len] == '}' ? len + 1 : 0;
	}
	if (*text != '%')
		return 0;
	len += strspn(text + len, "0123456789$-+ #.*hlzjt");
	return text[len] ? len + 1 : len;
}

static void add_letter(struct str *out, char letter, bool is_mirrored)
{
	if (letter >= 'a' && letter <= 'z')
		str_add(out, is_mirrored ? mirrored[letter - 'a'] : accented[letter - 'a']);
	else if (letter >= 'A' && letter <= 'Z')
		str_add(out, is_mirrored ? mirrored[letter - 'A'] : accented_capitals[letter - 'A']);
	else
		str_addc(out, letter);
}

/* The text as one of these languages has it; longer where it has words. */
static char *foreign(const char *text, bool is_mirrored)
{
	struct str out = { 0 };
	size_t letters = 0, more, end = strlen(text);
	bool has_line_feed = end > 0 && text[end - 1] == '\n';

	str_add(&out, "");
	for (size_t at = 0; at < end - has_line_feed;) {
		size_t len = conversion(text + at);

		if (len) {
			str_addn(&out, text + at, len);
			at += len;
			continue;
		}
		letters += (text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z';
		add_letter(&out, text[at++], is_mirrored);
	}
	more = letters < SHORTEST_LONGER ? 0 : (letters * LONGER_NUMERATOR + LONGER_DENOMINATOR - 1) / LONGER_DENOMINATOR;
	for (; more > 0; more--)
		add_letter(&out, 'o', is_mirrored);
	if (has_line_feed)
		str_addc(&out, '\n');
	return str_detach(&out);
}

/* What is said to the program and not to people, such as the first weekday, stays. */
static bool is_for_people(po_message_t message)
{
	const char *context = po_message_msgctxt(message);

	return !context || (strcmp(context, "alphabet") != 0 && strcmp(context, "thousands") != 0 && strcmp(context, "first weekday") != 0);
}

static void translate(po_message_t message, bool is_mirrored)
{
	const char *one = po_message_msgid(message), *many = po_message_msgid_plural(message);
	char *text = is_for_people(message) ? foreign(one, is_mirrored) : str_detach(&(struct str){ 0 }), *texts;

	if (!many) {
		po_message_set_msgstr(message, text);
	} else {
		texts = foreign(many, is_mirrored);
		po_message_set_msgstr_plural(message, 0, text);
		po_message_set_msgstr_plural(message, 1, texts);
		free(texts);
	}
	free(text);
}

static void on_error(int severity, po_message_t message, const char *file, size_t line, size_t column, int multiline, const char *text)
{
	(void)message, (void)column, (void)multiline;
	fprintf(stderr, "%s:%zu: %s\n", file ? file : "", line, text);
	if (severity != PO_SEVERITY_WARNING)
		exit(EXIT_FAILURE);
}

static void on_errors(int severity, po_message_t message1, const char *file1, size_t line1, size_t column1, int multiline1,
                      const char *text1, po_message_t message2, const char *file2, size_t line2, size_t column2, int multiline2,
                      const char *text2)
{
	(void)message2, (void)file2, (void)line2, (void)column2, (void)multiline2, (void)text2;
	on_error(severity, message1, file1, line1, column1, multiline1, text1);
}

int main(int argc, char **argv)
{
	static const struct po_xerror_handler handler = { .xerror = on_error, .xerror2 = on_errors };
	bool is_mirrored = argc == 3 && strcmp(argv[2], "mirrored") == 0;
	po_file_t po = argc == 3 ? po_file_read(argv[1], &handler) : NULL;
	po_message_iterator_t messages;

	if (!po)
		return EXIT_FAILURE;
	messages = po_message_iterator(po, NULL);
	for (po_message_t message; (message = po_next_message(messages));) {
		if (*po_message_msgid(message)) {
			translate(message, is_mirrored);
			continue;
		}
		po_message_set_msgstr(message, "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
		                               "Plural-Forms: nplurals=2; plural=(n != 1);\nX-Reviewed: no\n");
		po_message_set_fuzzy(message, 0);
	}
	po_message_iterator_free(messages);
	if (!po_file_write(po, "-", &handler))
		return EXIT_FAILURE;
	po_file_free(po);
	return EXIT_SUCCESS;
}
