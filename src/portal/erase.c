/* Taking somebody's name and places out of what others keep. */
#include "erase.h"

#include <stdlib.h>

#include "card.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"

/* What stands where the name stood: no word of any language. */
static const char no_name[] = "-";

/* --- names --- */

int erase_find(struct store *s, const char *person, int64_t account, int64_t **locals, struct err *e)
{
	struct db_stmt *rows = db_prepare(s->db, "SELECT local FROM record WHERE account <> ?2 AND instr(body, ?1) > 0");
	size_t count = 0;
	int step;
	*locals = NULL;
	db_bind_text(rows, 1, person);
	db_bind_int(rows, 2, account);
	while ((step = db_step(rows, e)) == 1) {
		*locals = xrealloc(*locals, count + 1, sizeof **locals);
		(*locals)[count++] = db_int(rows, 0);
	}
	return step < 0 ? -1 : (int)count;
}

static bool take_name(struct json *party, const char *person)
{
	if (!text_equal(json_get_text(party, "id"), person))
		return false;
	json_set_string(party, "name", no_name);
	return true;
}

static bool take_from_list(struct json *body, const char *field, const char *person)
{
	struct json *list = json_new_array();
	bool was_there = false;
	for (const struct json *i = json_first(json_get(body, field)); i; i = json_next(i))
		was_there = take_name(json_push(list, json_copy(i)), person) || was_there;
	json_set(body, field, list);
	return was_there;
}

static bool take_names(const struct record_type *type, struct json *body, const char *person)
{
	bool was_there = false;
	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		if (!json_get(body, field->name) || !text_equal(field->target, record_types[TYPE_Person].name))
			continue;
		if (field->kind == FIELD_PARTY)
			was_there = take_name(json_get_mutable(body, field->name), person) || was_there;
		else if (field->kind == FIELD_PARTIES)
			was_there = take_from_list(body, field->name, person) || was_there;
	}
	return was_there;
}

int erase_names(struct store *s, const char *person, const int64_t *locals, int count, struct err *e)
{
	int result = 0;
	for (int i = 0; i < count && result == 0; i++) {
		struct record r = {0};
		if (!record_by_local(s, locals[i], &r))
			continue;
		struct json *body = json_parse_own(r.body);
		if (take_names(r.type, body, person)) {
			free(r.body);
			r.body = json_print(body);
			result = record_write(s, &r, false, e);
		}
		json_free(body);
		record_free(&r);
	}
	return result;
}

/* --- projects --- */

static int find_member(struct store *s, int64_t account, const struct record_filter *filters, size_t count, struct record *r)
{
	int64_t local = 0, total = 0;
	struct record_query q = {
		.account = account, .type = &record_types[TYPE_Member], .filters = filters, .filter_count = count, .limit = 1, .total = true,
	};
	*r = (struct record){0};
	if (record_list(s, &q, &local, NULL, &total, NULL) == 1)
		record_by_local(s, local, r);
	return (int)total;
}

static bool is_last_founder(struct store *s, int64_t account, const char *person)
{
	const struct record_filter filters[] = {
		{.field = "role", .equals = access_role_name(ROLE_FOUNDER)},
		{.field = "person", .equals = person, .negate = true},
	};
	struct record r;
	int others = find_member(s, account, filters, ARRAY_SIZE(filters), &r);
	record_free(&r);
	return member_role(s, account, person) == ROLE_FOUNDER && others == 0;
}

static int leave(struct store *s, int64_t account, const char *person, struct err *e)
{
	const struct record_filter is = {.field = "person", .equals = person};
	struct record r;
	bool stays = is_last_founder(s, account, person);
	find_member(s, account, &is, 1, &r);
	int result = r.local && !stays ? record_destroy(s, &r, e) : 0;
	record_free(&r);
	if (result == 0)
		result = member_remove(s, account, person, e);
	return result == 0 ? card_refresh(s, account, e) : -1;
}

int erase_memberships(struct store *s, const char *person, struct err *e)
{
	int64_t *accounts = NULL;
	int count = member_accounts(s, person, &accounts, e), result = 0;
	for (int i = 0; i < count && result == 0; i++) {
		struct account a;
		if (!account_by_local(s, accounts[i], &a))
			continue;
		if (a.kind == ACCOUNT_PROJECT)
			result = leave(s, a.local, person, e);
		account_release(&a);
	}
	free(accounts);
	return count < 0 ? -1 : result;
}
