/*
 * Files as text. A PDF comes from somebody else: the program that reads it has the file as its input, no terminal, a few seconds, a bounded
 * memory, and can write no file.
 */
#include "file_text.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/child.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"
#include "twinline/text/sanitise.h"
#include "words.h"

enum {
	TEXT_MOST = 256 * 1024,          /* bytes that are shown */
	PDF_MOST = 20 * 1000 * 1000,     /* of a PDF that is read */
	READER_S = 5,
	MEMORY_MOST = 1024 * 1024 * 1024
};

static bool ends_with(const struct letter_file *file, const char *ending)
{
	const char *dot = file->name ? strrchr(file->name, '.') : NULL;

	return dot && ascii_casecmp(dot, ending) == 0;
}

static bool is_text(const struct letter_file *file)
{
	static const char *const endings[] = { ".txt", ".md", ".csv", ".ics" };

	if (starts_with(file->type ? file->type : "", "text/"))
		return !starts_with(file->type, "text/html");
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		if (ends_with(file, endings[i]))
			return true;
	return false;
}

bool file_is_pdf(const struct letter_file *file)
{
	return text_equal(file->type, "application/pdf") || ends_with(file, ".pdf");
}

/* --- the reader of PDFs --- */

/* Gives the bytes to the command; true if it made something of them. */
static bool read_pdf(const char *command, const struct str *bytes, struct str *text)
{
	char shell[] = "sh", option[] = "-c", *line = xstrdup(command), *arguments[] = { shell, option, line, NULL };
	const struct child_work work = { .arguments = arguments, .input = bytes->text ? bytes->text : "", .len = bytes->len,
	                                 .seconds = READER_S, .memory = MEMORY_MOST };
	struct err e = { 0 };

	child_run(&work, text, TEXT_MOST, &e);
	err_release(&e);
	free(line);
	return text->len > 0;
}

/* --- text --- */

bool file_is_readable(struct face *face, const struct letter_file *file)
{
	bool is_pdf = file_is_pdf(file) && *settings_text(face_settings(face), SETTING_PDF_READER);

	return (is_pdf || is_text(file)) && file->size <= (is_pdf ? PDF_MOST : TEXT_MOST);
}

char *file_text(struct face *face, const struct letter_file *file)
{
	const char *command = settings_text(face_settings(face), SETTING_PDF_READER);
	bool is_pdf = file_is_pdf(file) && *command;
	struct str bytes = { 0 }, text = { 0 }, safe = { 0 };
	struct err e = { 0 };
	bool done = false;

	if (!file_is_readable(face, file) || !blob_has(face_store(face), file->account, file->id))
		return NULL;
	if (blob_read_all(face_store(face), file->account, file->id, &bytes, &e) == 0)
		done = !is_pdf || read_pdf(command, &bytes, &text);
	if (done)
		sanitise(&safe, is_pdf ? text.text : bytes.text ? bytes.text : "", is_pdf ? text.len : bytes.len, SANITISE_TEXT);
	words_check(face, &e);
	str_release(&bytes);
	str_release(&text);
	return done ? str_detach(&safe) : NULL;
}
