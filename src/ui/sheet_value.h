/* Values of fields as people type and read them in a sheet: texts to JSON and back, and the choices that fit. */
#ifndef TWINLINE_UI_SHEET_VALUE_H
#define TWINLINE_UI_SHEET_VALUE_H

#include "sheet.h"

enum { SHEET_CHOICES = 4 };

/* The field of a line; NULL for a line without one. */
const struct field *sheet_field(const struct sheet_kind *kind, const struct sheet_line *line);

/* What a line of the sheet reads for the record's value; yours. */
char *sheet_value_text(const struct sheet *sheet, const struct sheet_line *line);

/*
 * Puts what text means into sheet->body. Returns NULL, or why it is not understood, a sentence, yours; then the body is without it.
 */
char *sheet_value_read(struct sheet *sheet, const struct sheet_line *line, const char *text);

/* True if the line is one of choices, and of more than one of them, parted by commas. */
bool sheet_value_is_choice(const struct sheet_kind *kind, const struct sheet_line *line, bool *many);

/* Fills choices with at most SHEET_CHOICES labels that fit the part of the field's text that the cursor is in. */
void sheet_value_choices(const struct sheet *sheet, const struct sheet_line *line, const struct editor *field, struct strings *choices);

/* Puts a choice in place of the part that the cursor is in. */
void sheet_value_take(const struct sheet *sheet, const struct sheet_line *line, struct editor *field, const char *choice);

/* --- sheet_named.c: people of a project, records of it, by their names --- */

/* True for a field that is typed by such names. */
bool sheet_is_named(const struct field *field);
/* The names that can be chosen; those of a value, parted by commas (yours); the value of such a text (yours, with e for a name of nobody). */
void sheet_named_choices(const struct sheet *sheet, const struct field *field, struct strings *names);
char *sheet_named_text(const struct sheet *sheet, const struct field *field, const struct json *list);
struct json *sheet_named_meaning(const struct sheet *sheet, const struct field *field, const char *text, struct err *e);

/* --- sheet_send.c, for sheet.c --- */

/* True if the line stands there and must be filled in. */
bool sheet_is_required(const struct sheet *sheet, int at);

/* True if something stands in the line that is understood. */
bool sheet_is_filled(const struct sheet *sheet, int at);

/* What a writer may change of the record that a sheet changes, as it was when they began; yours. */
struct json *sheet_record_fields(struct face *face, const struct sheet *sheet);

#endif
