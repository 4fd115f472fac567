/* Finding the copies of a person's name, and writing another one there. */
#include "names.h"

#include <stdlib.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "user.h"

static void add(struct locals *list, int64_t local)
{
	list->at = xrealloc(list->at, list->count + 1, sizeof *list->at);
	list->at[list->count++] = local;
}

int names_find(struct store *s, const char *person, int64_t account, struct locals *found, struct err *e)
{
	struct db_stmt *rows = db_prepare(s->db, "SELECT local FROM record WHERE account <> ?2 AND instr(body, ?1) > 0");
	int step;
	*found = (struct locals){0};
	db_bind_text(rows, 1, person);
	db_bind_int(rows, 2, account);
	while ((step = db_step(rows, e)) == 1)
		add(found, db_int(rows, 0));
	return step;
}

/* --- those that are seen every day --- */

/* The first record of a type in an account about a person, if there is one. */
static void add_about(struct store *s, int64_t account, enum record_type_index type, const char *person, struct locals *found)
{
	const struct record_filter is = {.field = "person", .equals = person};
	struct record_query q = {.account = account, .type = &record_types[type], .filters = &is, .filter_count = 1, .limit = 1};
	int64_t local;
	if (record_list(s, &q, &local, NULL, NULL, NULL) == 1)
		add(found, local);
}

/* What somebody's contact has about the person. */
static void add_other_side(struct store *s, int64_t contact, const char *person, struct locals *found)
{
	struct record r = {0};
	struct user other = {0};
	struct json *body = record_by_local(s, contact, &r) ? json_parse_own(r.body) : NULL;
	const char *id = json_get_text(json_get(body, "person"), "id");
	if (id && user_by_person(s, id, &other))
		add_about(s, other.account, TYPE_Contact, person, found);
	user_release(&other);
	json_free(body);
	record_free(&r);
}

static int add_contacts(struct store *s, const char *person, int64_t account, struct locals *found, struct err *e)
{
	enum { PAGE = 50 };
	int64_t page[PAGE];
	struct record_query q = {.account = account, .type = &record_types[TYPE_Contact], .limit = PAGE};
	int count;
	while ((count = record_list(s, &q, page, NULL, NULL, e)) > 0) {
		for (int i = 0; i < count; i++)
			add_other_side(s, page[i], person, found);
		q.anchor = page[count - 1];
	}
	return count;
}

static void add_project(struct store *s, const struct account *project, const struct account *directory, struct locals *found)
{
	const struct record_type *type = &record_types[TYPE_Project];
	const int64_t accounts[] = {project->local, directory->local};
	for (size_t i = 0; i < ARRAY_SIZE(accounts); i++) {
		struct record r = {0};
		if (record_by_id(s, accounts[i], type, project->id, &r))
			add(found, r.local);
		record_free(&r);
	}
}

static int add_projects(struct store *s, const char *person, struct locals *found, struct err *e)
{
	struct account directory;
	int64_t *accounts = NULL;
	int count = member_accounts(s, person, &accounts, e);
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		count = count < 0 ? count : 0;
	for (int i = 0; i < count; i++) {
		struct account a;
		if (!account_by_local(s, accounts[i], &a))
			continue;
		if (a.kind == ACCOUNT_PROJECT) {
			add_about(s, a.local, TYPE_Member, person, found);
			add_project(s, &a, &directory, found);
		}
		account_release(&a);
	}
	account_release(&directory);
	free(accounts);
	return count < 0 ? -1 : 0;
}

int names_find_daily(struct store *s, const char *person, int64_t account, struct locals *found, struct err *e)
{
	*found = (struct locals){0};
	return add_contacts(s, person, account, found, e) < 0 ? -1 : add_projects(s, person, found, e);
}

/* --- writing --- */

/* True if the party is the person, and was called otherwise. */
static bool set_name(struct json *party, const char *person, const char *name)
{
	if (!text_equal(json_get_text(party, "id"), person) || text_equal(json_get_text(party, "name"), name))
		return false;
	json_set_string(party, "name", name);
	return true;
}

static bool set_in_list(struct json *body, const char *field, const char *person, const char *name)
{
	struct json *list = json_new_array();
	bool differs = false;
	for (const struct json *i = json_first(json_get(body, field)); i; i = json_next(i))
		differs = set_name(json_push(list, json_copy(i)), person, name) || differs;
	json_set(body, field, list);
	return differs;
}

static bool set_in(const struct record_type *type, struct json *body, const char *person, const char *name)
{
	bool differs = false;
	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		if (!json_get(body, field->name) || !text_equal(field->target, record_types[TYPE_Person].name))
			continue;
		if (field->kind == FIELD_PARTY)
			differs = set_name(json_get_mutable(body, field->name), person, name) || differs;
		else if (field->kind == FIELD_PARTIES)
			differs = set_in_list(body, field->name, person, name) || differs;
	}
	return differs;
}

bool names_has(const struct record_type *type, const struct json *body, const char *person)
{
	struct json *copy = json_copy(body);
	bool has = set_in(type, copy, person, ""); /* no name is empty */
	json_free(copy);
	return has;
}

int names_set(struct store *s, const char *person, const char *name, const struct locals *in, struct err *e)
{
	int result = 0;
	for (size_t i = 0; i < in->count && result == 0; i++) {
		struct record r = {0};
		if (!record_by_local(s, in->at[i], &r))
			continue;
		struct json *body = json_parse_own(r.body);
		if (set_in(r.type, body, person, name)) {
			free(r.body);
			r.body = json_print(body);
			result = record_write(s, &r, false, e);
		}
		json_free(body);
		record_free(&r);
	}
	return result;
}
