/* A fresh database's contents: accounts, countries and their desks. */
#include "init.h"

#include <stdlib.h>

#include "desk.h"
#include "twinline/base/json.h"
#include "twinline/records/record.h"
#include "twinline/schema/vocabulary.h"

/* Accounts that there is one of; what people read is the face's word for the kind. */
static const struct { enum account_kind kind; const char *name; } shared[] = {
	{ACCOUNT_COMMUNITY, "eTwinning"},
	{ACCOUNT_DIRECTORY, "eTwinning"},
};

static const char *membership_code(unsigned flags)
{
	for (size_t i = 0; i < vocabulary_memberships.count; i++)
		if (vocabulary_memberships.rows[i].flags & flags)
			return vocabulary_memberships.rows[i].code;
	return NULL;
}

static int add_country(struct store *s, int64_t account, const struct vocabulary_row *row, struct err *e)
{
	const struct record_type *type = &record_types[TYPE_Country];
	struct json *body = json_new_object();
	json_set_string(body, "code", row->code);
	json_set_string(body, "membership", membership_code(row->flags));
	if (row->from)
		json_set_string(body, "since", row->from);
	if (row->until)
		json_set_string(body, "until", row->until);
	struct record r = {.account = account, .type = type, .audience = type->audience, .body = json_print(body)};
	json_free(body);
	int result = record_write(s, &r, true, e);
	record_free(&r);
	return result;
}

int init_store(struct store *s, struct err *e)
{
	int64_t locals[ARRAY_SIZE(shared)];
	for (size_t i = 0; i < ARRAY_SIZE(shared); i++) {
		struct account there;
		if (account_by_kind(s, shared[i].kind, &there)) {
			account_release(&there);
			return err_set(e, ERR_EXISTS, account_kind_name(shared[i].kind), NULL);
		}
		locals[i] = account_add(s, NULL, shared[i].kind, shared[i].name, e);
		if (locals[i] < 0)
			return -1;
	}
	for (size_t i = 0; i < vocabulary_countries.count; i++)
		if (add_country(s, locals[0], &vocabulary_countries.rows[i], e) < 0)
			return -1;
	return desk_add_all(s, e);
}
