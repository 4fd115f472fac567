/* The one table of roles: what each is called on the wire and which audiences it belongs to. */
#include "twinline/schema/access.h"

#include "twinline/base/attr.h"
#include "twinline/base/str.h"

/*
 * A newcomer is nobody's member yet and not validated; pupils, observers and experts are members of one account and
 * nothing outside it; only an owner is the author of what lies in an account that is theirs.
 */
static const struct {
	const char *name;
	unsigned mask;
} roles[] = {
	[ROLE_GUEST] = { "guest", AUDIENCE_PUBLIC },
	[ROLE_NEWCOMER] = { "newcomer", AUDIENCE_PUBLIC },
	[ROLE_PUPIL] = { "pupil", AUDIENCE_MEMBERS | AUDIENCE_PUBLIC },
	[ROLE_OBSERVER] = { "observer", AUDIENCE_MEMBERS | AUDIENCE_PUBLIC },
	[ROLE_EXPERT] = { "expert", AUDIENCE_MEMBERS | AUDIENCE_PUBLIC },
	[ROLE_TEACHER] = { "teacher", AUDIENCE_STAFF | AUDIENCE_MEMBERS | AUDIENCE_SIGNED_IN | AUDIENCE_PUBLIC },
	[ROLE_FOUNDER] = { "founder", AUDIENCE_STAFF | AUDIENCE_MEMBERS | AUDIENCE_SIGNED_IN | AUDIENCE_PUBLIC },
	[ROLE_REVIEWER] = { "reviewer", AUDIENCE_STAFF | AUDIENCE_MEMBERS | AUDIENCE_SIGNED_IN | AUDIENCE_PUBLIC },
	[ROLE_OFFICER] = { "officer", AUDIENCE_STAFF | AUDIENCE_MEMBERS | AUDIENCE_SIGNED_IN | AUDIENCE_PUBLIC },
	[ROLE_OWNER] = { "owner", AUDIENCE_AUTHOR | AUDIENCE_STAFF | AUDIENCE_MEMBERS | AUDIENCE_SIGNED_IN | AUDIENCE_PUBLIC },
};
_Static_assert(ARRAY_SIZE(roles) == ROLE_COUNT, "each role has its row");

static const char *const audiences[] = { "author", "staff", "members", "signed-in", "public" };
_Static_assert(ARRAY_SIZE(audiences) == AUDIENCE_COUNT && 1 << (AUDIENCE_COUNT - 1) == AUDIENCE_PUBLIC, "names");

const char *access_audience_name(unsigned bit)
{
	return bit < AUDIENCE_COUNT ? audiences[bit] : NULL;
}

unsigned access_mask(enum role role)
{
	return (unsigned)role < ROLE_COUNT ? roles[role].mask : 0;
}

const char *access_role_name(enum role role)
{
	return (unsigned)role < ROLE_COUNT ? roles[role].name : NULL;
}

enum role access_role_of(const char *name)
{
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		if (text_equal(roles[i].name, name))
			return (enum role)i;
	return ROLE_COUNT;
}

bool access_may_read(unsigned audience, enum role role, bool is_author)
{
	unsigned mask = access_mask(role);

	/* Whoever has no role here sees nothing, even of what they once wrote here. */
	if (is_author && mask)
		mask |= AUDIENCE_AUTHOR;
	return (audience & mask) != 0;
}
