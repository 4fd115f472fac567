/* Taking somebody out of all their projects. */
#include "erase.h"

#include <stdlib.h>

#include "card.h"
#include "twinline/base/attr.h"
#include "twinline/records/record.h"

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
