/* Fields of a sheet that name people or records of the project: typed and chosen by their names, as its members and titles have them. */
#include <stdlib.h>
#include <string.h>

#include "sheet_value.h"
#include "twinline/base/mem.h"
#include "twinline/records/part_find.h"
#include "twinline/records/record.h"
#include "twinline/text/fold.h"
#include "twinline/text/sanitise.h"

/* Each name, and what a record says of who or what is called so: {"id", "name", "country"} or an id. */
struct named { struct strings names; struct json *values; };

static bool is_of_people(const struct field *field)
{
	return field->kind == FIELD_PARTIES;
}

bool sheet_is_named(const struct field *field)
{
	return is_of_people(field) || field->kind == FIELD_REFERENCES;
}

/* A name as it stands in a field, where commas part names. Yours. */
static char *plain(const char *name)
{
	char *copy = sanitise_copy(name, SANITISE_LINE);

	for (char *comma = copy; (comma = strchr(comma, ','));)
		*comma = ' ';
	return copy;
}

static void add(struct named *n, const char *name, struct json *value_taken)
{
	char *shown = name ? plain(name) : NULL;

	if (shown && *shown && !strings_has(&n->names, shown)) {
		strings_push(&n->names, shown);
		json_push(n->values, value_taken);
	} else {
		json_free(value_taken);
	}
	free(shown);
}

/* What was there before stays a choice, in the words that it had, whoever has left since. */
static void add_before(struct named *n, const struct sheet *sheet, const struct field *field)
{
	for (const struct json *i = json_first(json_get(sheet->before, field->name)); i && is_of_people(field); i = json_next(i))
		add(n, json_get_text(i, "name"), json_copy(i));
}

static void add_record(struct named *n, const struct json *tree, bool people)
{
	const struct json *person = json_get(tree, "person");
	const char *id = json_get_text(tree, "id");

	if (people && json_get_text(person, "id") && text_equal(json_get_text(tree, "state"), "member"))
		add(n, json_get_text(person, "name"), json_copy(person));
	else if (!people && id)
		add(n, record_title(tree), json_new_string(id));
}

static void named_read(struct named *n, const struct sheet *sheet, const struct field *field)
{
	const struct record_type *type = is_of_people(field) ? &record_types[TYPE_Member] : record_type_find(field->target);
	int64_t *locals = NULL;
	int count;

	*n = (struct named){ .values = json_new_array() };
	add_before(n, sheet, field);
	count = type ? part_list(sheet->store, sheet_account(sheet), (enum record_type_index)type->index, &locals, NULL) : 0;
	for (int i = 0; i < count; i++) {
		struct record r = { 0 };
		struct json *tree = record_by_local(sheet->store, locals[i], &r) ? record_tree(sheet->store, &r) : NULL;

		add_record(n, tree, is_of_people(field));
		json_free(tree);
		record_free(&r);
	}
	free(locals);
}

static void named_release(struct named *n)
{
	strings_release(&n->names);
	json_free(n->values);
}

static bool is_same_value(const struct json *a, const struct json *b)
{
	return json_is_object(a) ? text_equal(json_get_text(a, "id"), json_get_text(b, "id")) : text_equal(json_text(a), json_text(b));
}

void sheet_named_choices(const struct sheet *sheet, const struct field *field, struct strings *names)
{
	struct named n;

	named_read(&n, sheet, field);
	for (size_t i = 0; i < n.names.count; i++)
		strings_push(names, n.names.at[i]);
	named_release(&n);
}

char *sheet_named_text(const struct sheet *sheet, const struct field *field, const struct json *list)
{
	struct str text = { 0 };
	struct named n;

	named_read(&n, sheet, field);
	for (const struct json *i = json_first(list); i; i = json_next(i))
		for (size_t k = 0; k < n.names.count; k++)
			if (is_same_value(i, json_at(n.values, k)))
				str_addf(&text, "%s%s", text.len ? ", " : "", n.names.at[k]);
	named_release(&n);
	return str_detach(&text);
}

/* The place of a name among them; -1 for none. */
static int find(const struct named *n, const char *name)
{
	char *folded = fold_copy(name);
	int found = -1;

	for (size_t i = 0; i < n->names.count && found < 0; i++) {
		char *other = fold_copy(n->names.at[i]);

		if (strcmp(folded, other) == 0)
			found = (int)i;
		free(other);
	}
	free(folded);
	return found;
}

struct json *sheet_named_meaning(const struct sheet *sheet, const struct field *field, const char *text, struct err *e)
{
	struct json *list = json_new_array();
	char *copy = xstrdup(text), *rest = copy, *part;
	struct named n;

	named_read(&n, sheet, field);
	while ((part = strsep(&rest, ","))) {
		int at;

		part += strspn(part, " ");
		for (size_t len = strlen(part); len > 0 && part[len - 1] == ' ';)
			part[--len] = '\0';
		at = *part ? find(&n, part) : -1;
		if (*part && at < 0 && e->code == ERR_OK)
			err_set(e, ERR_FIELD_CODE, part, NULL);
		else if (at >= 0)
			json_push(list, json_copy(json_at(n.values, (size_t)at)));
	}
	named_release(&n);
	free(copy);
	return list;
}
