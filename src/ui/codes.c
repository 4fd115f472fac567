/* Reading names as codes. */
#include "codes.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/fold.h"
#include "words.h"

enum fit { FIT_NONE, FIT_BEGINS, FIT_WHOLE };

/* How well a row's names fit what was typed, folded. */
static enum fit fit(const struct vocabulary *v, const struct vocabulary_row *row, const char *typed)
{
	const char *const names[] = { vocabulary_label(v, row->code), row->label, row->own ? row->own : "", row->code };
	enum fit best = FIT_NONE;

	for (size_t i = 0; i < ARRAY_SIZE(names) && best < FIT_WHOLE; i++) {
		char *name = fold_copy(names[i]);

		if (strcmp(name, typed) == 0)
			best = FIT_WHOLE;
		else if (starts_with(name, typed))
			best = FIT_BEGINS;
		free(name);
	}
	return best;
}

/* The one row that a name means, or NULL. */
static const struct vocabulary_row *row_of(const struct vocabulary *v, const char *name)
{
	const struct vocabulary_row *found = NULL;
	char *typed = fold_copy(name);
	int begun = 0;

	for (size_t i = 0; i < v->count; i++) {
		enum fit how = fit(v, &v->rows[i], typed);

		if (how == FIT_WHOLE) {
			found = &v->rows[i];
			begun = 1;
			break;
		}
		begun += how == FIT_BEGINS;
		if (how == FIT_BEGINS)
			found = &v->rows[i];
	}
	free(typed);
	return begun == 1 ? found : NULL;
}

struct json *codes_read(const struct vocabulary *v, const char *text, struct err *e)
{
	struct json *codes = json_new_object();

	while (codes && *text) {
		size_t len = strcspn(text += strspn(text, " "), ",");
		char *name = xstrndup(text, len);
		const struct vocabulary_row *row = len > 0 ? row_of(v, name) : NULL;

		if (row) {
			json_set_bool(codes, row->code, true);
		} else if (len > 0) {
			err_set(e, ERR_FIELD_CODE, name, NULL);
			json_free(codes);
			codes = NULL;
		}
		free(name);
		text += len + (text[len] == ',');
	}
	return codes;
}

bool codes_add_labels(struct str *out, const struct vocabulary *v, const char *text)
{
	struct json *codes = codes_read(v, text, NULL);
	bool is_read;

	for (const struct json *code = json_first(codes); code; code = json_next(code))
		words_part(out, vocabulary_label(v, json_key(code)));
	is_read = codes != NULL;
	json_free(codes);
	return is_read;
}

void codes_add_matches(struct str *out, const struct vocabulary *v, const char *text, int cells)
{
	const char *comma = strrchr(text, ',');
	char *typed = fold_copy(comma ? comma + 1 : text);
	const struct vocabulary_row **rows = vocabulary_in_order(v);

	for (size_t i = 0; i < v->count; i++) {
		const char *label = vocabulary_label(v, rows[i]->code);

		if (fit(v, rows[i], typed) == FIT_NONE)
			continue;
		if (cells_width(out->text ? out->text : "") + cells_width(label) + 2 > cells)
			break;
		words_part(out, label);
	}
	free(rows);
	free(typed);
}
