/* The one table of roles: what each is called on the wire and which audiences it belongs to. */
#include "twinline/schema/access.h"

#include "twinline/base/attr.h"
#include "twinline/base/str.h"

#define MAY(right) (1U << RIGHT_##right)

/* The rights of the platform's roles, each as what another one has and what is more or less. */
enum {
	ALL = (1U << RIGHT_COUNT) - 1,
	OF_OBSERVER = MAY(COMMENT) | MAY(MATERIAL) | MAY(REPLY),
	OF_PUPIL = MAY(COMMENT) | MAY(STEP) | MAY(MATERIAL) | MAY(REPLY) | MAY(WALL),
	OF_PUPIL_ADMINISTRATOR = OF_PUPIL | MAY(UPDATE) | MAY(PAGE) | MAY(THREAD),
	OF_ADMINISTRATOR = ALL & ~(MAY(PROJECT) | MAY(WALL)),
	OF_FOUNDER = ALL & ~MAY(WALL),
	OF_TEACHER = OF_ADMINISTRATOR & ~(MAY(PIN) | MAY(DISCUSSION) | MAY(MEETING) | MAY(OTHERS) | MAY(MEMBERS)),
	OF_EXPERT = OF_ADMINISTRATOR & ~(MAY(UPDATE) | MAY(PUPILS) | MAY(BULLETIN) | MAY(MEMBERS)),
};

/* What they see: of a space as a member, with its drafts too; of everything but drafts, for offices; all of it. */
enum {
	SEES_MEMBERS = AUDIENCE_MEMBERS | AUDIENCE_PUBLIC,
	SEES_DRAFTS = SEES_MEMBERS | AUDIENCE_EDITORS,
	SEES_OFFICE = AUDIENCE_STAFF | AUDIENCE_MEMBERS | AUDIENCE_SIGNED_IN | AUDIENCE_PUBLIC,
	SEES_ALL = SEES_OFFICE | AUDIENCE_EDITORS,
};

/*
 * A newcomer is nobody's member yet and not validated; pupils, observers and experts are members of one account and
 * nothing outside it; only an owner is the author of what lies in an account that is theirs.
 */
static const struct {
	const char *name;
	unsigned mask;
	unsigned rights;
} roles[] = {
	[ROLE_GUEST] = { "guest", AUDIENCE_PUBLIC, 0 },
	[ROLE_NEWCOMER] = { "newcomer", AUDIENCE_PUBLIC, 0 },
	[ROLE_PUPIL] = { "pupil", SEES_MEMBERS, OF_PUPIL },
	[ROLE_PUPIL_ADMINISTRATOR] = { "pupilAdministrator", SEES_DRAFTS, OF_PUPIL_ADMINISTRATOR },
	[ROLE_OBSERVER] = { "observer", SEES_MEMBERS, OF_OBSERVER },
	[ROLE_EXPERT] = { "expert", SEES_DRAFTS, OF_EXPERT },
	[ROLE_TEACHER] = { "teacher", SEES_ALL, OF_TEACHER },
	[ROLE_ADMINISTRATOR] = { "administrator", SEES_ALL, OF_ADMINISTRATOR },
	[ROLE_FOUNDER] = { "founder", SEES_ALL, OF_FOUNDER },
	[ROLE_REVIEWER] = { "reviewer", SEES_OFFICE, 0 },
	[ROLE_OFFICER] = { "officer", SEES_OFFICE, 0 },
	[ROLE_OWNER] = { "owner", SEES_OFFICE | AUDIENCE_AUTHOR, 0 },
};
_Static_assert(ARRAY_SIZE(roles) == ROLE_COUNT, "each role has its row");

static const char *const audiences[] = { "author", "staff", "members", "signed-in", "public", "editors" };
_Static_assert(ARRAY_SIZE(audiences) == AUDIENCE_COUNT && 1 << (AUDIENCE_COUNT - 1) == AUDIENCE_EDITORS, "names");

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

enum { HIDDEN_SHIFT = 8 };

unsigned access_hide(unsigned audience, bool from_author)
{
	unsigned shown = access_show(audience);

	return shown << HIDDEN_SHIFT | AUDIENCE_HIDDEN | (from_author ? 0 : AUDIENCE_AUTHOR);
}

unsigned access_show(unsigned audience)
{
	return audience & AUDIENCE_HIDDEN ? audience >> HIDDEN_SHIFT : audience;
}

bool access_may(enum role role, enum right right)
{
	return (unsigned)role < ROLE_COUNT && roles[role].rights >> right & 1;
}

void access_who_may(enum right right, enum role found[ROLE_COUNT + 1])
{
	unsigned count = 0;

	for (unsigned i = 0; i < ROLE_COUNT; i++)
		if (access_may((enum role)i, right))
			found[count++] = (enum role)i;
	found[count] = ROLE_COUNT;
}
