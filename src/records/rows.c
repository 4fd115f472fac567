/* Small helpers over statements that the whole room uses. */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/log.h"
#include "twinline/base/mem.h"

bool row_step(struct db_stmt *stmt)
{
	struct err e = { 0 };
	int row = db_step(stmt, &e);

	if (row < 0) {
		char *text = err_text_english(&e);

		log_error("store", "a read failed: %s", text);
		free(text);
		err_release(&e);
	}
	return row == 1;
}

int64_t row_integer(struct db_stmt *stmt)
{
	int64_t value = row_step(stmt) ? db_int(stmt, 0) : 0;

	db_reset(stmt);
	return value;
}

int row_integers(struct db_stmt *stmt, int64_t **out, struct err *e)
{
	int64_t *values = NULL;
	int count = 0, capacity = 0, row;

	while ((row = db_step(stmt, e)) == 1) {
		if (count == capacity) {
			capacity = capacity ? capacity * 2 : 16;
			values = xrealloc(values, (size_t)capacity, sizeof *values);
		}
		values[count++] = db_int(stmt, 0);
	}
	if (row < 0) {
		free(values);
		return -1;
	}
	*out = values;
	return count;
}

char *row_text(struct db_stmt *stmt, int column)
{
	const char *text = db_text(stmt, column);

	return text && *text ? xstrdup(text) : NULL;
}

char *row_set_first(const char *set)
{
	return set && *set == ' ' ? xstrndup(set + 1, strcspn(set + 1, " ")) : NULL;
}

bool row_set_has(const char *set, const char *code)
{
	char *spaced = xasprintf(" %s ", code);
	bool has = *code && set && strstr(set, spaced);

	free(spaced);
	return has;
}

void row_bind_cause(struct db_stmt *stmt, int parameter, const struct err *cause)
{
	struct json *tree = cause && cause->code ? json_from_err(cause) : NULL;
	char *text = tree ? json_print(tree) : NULL;

	db_bind_text(stmt, parameter, text);
	free(text);
	json_free(tree);
}

void row_cause(struct db_stmt *stmt, int column, struct err *cause)
{
	struct json *tree = json_parse_own(db_text(stmt, column));

	if (tree)
		json_to_err(tree, cause);
	json_free(tree);
}

const struct record_type *row_type(int64_t index)
{
	return index >= 0 && index < RECORD_TYPE_COUNT ? &record_types[index] : NULL;
}
