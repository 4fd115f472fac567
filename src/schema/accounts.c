/* The kinds of account and what each is called on the wire. */
#include "twinline/base/attr.h"
#include "twinline/base/str.h"
#include "twinline/schema/schema.h"

static const char *const names[] = {
	[ACCOUNT_PERSONAL] = "personal",
	[ACCOUNT_COMMUNITY] = "community",
	[ACCOUNT_DIRECTORY] = "directory",
	[ACCOUNT_PROJECT] = "project",
	[ACCOUNT_GROUP] = "group",
	[ACCOUNT_DESK] = "desk",
};
_Static_assert(ARRAY_SIZE(names) == ACCOUNT_KIND_COUNT, "each kind has its name");

const char *account_kind_name(enum account_kind kind)
{
	return (unsigned)kind < ACCOUNT_KIND_COUNT ? names[kind] : NULL;
}

enum account_kind account_kind_of(const char *name)
{
	unsigned kind = 0;
	while (kind < ACCOUNT_KIND_COUNT && !text_equal(names[kind], name))
		kind++;
	return (enum account_kind)kind;
}
