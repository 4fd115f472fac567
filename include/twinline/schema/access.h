/* Who may see and do what: roles and audiences (design: a read needs membership and a role that the audience meets). */
#ifndef TWINLINE_SCHEMA_ACCESS_H
#define TWINLINE_SCHEMA_ACCESS_H

#include <stdbool.h>

/* What an audience is made of: bits of a set. */
enum audience {
	AUDIENCE_AUTHOR = 1 << 0,    /* who made the record, and the owner of a personal account */
	AUDIENCE_STAFF = 1 << 1,     /* teachers and officers of the account */
	AUDIENCE_MEMBERS = 1 << 2,   /* every member of the account */
	AUDIENCE_SIGNED_IN = 1 << 3, /* every validated person */
	AUDIENCE_PUBLIC = 1 << 4,    /* everybody, guests too */
	AUDIENCE_EDITORS = 1 << 5,   /* who may make pages in the account: they see drafts */
	AUDIENCE_HIDDEN = 1 << 6     /* nobody's: an officer has hidden it, and the bits from the ninth on say whom it is for else */
};
enum { AUDIENCE_COUNT = 6 };

/* The audience of what is hidden from all but its author, or (from_author) from everybody; and of what is shown again. Either may be so already. */
unsigned access_hide(unsigned audience, bool from_author);
unsigned access_show(unsigned audience);

/* The name of the audience with this bit number on the API page ("signed-in"). Static. */
const char *access_audience_name(unsigned bit);

enum role {
	ROLE_GUEST,
	ROLE_NEWCOMER,
	ROLE_PUPIL,
	ROLE_PUPIL_ADMINISTRATOR,
	ROLE_OBSERVER,
	ROLE_EXPERT,
	ROLE_TEACHER,
	ROLE_ADMINISTRATOR, /* a teacher with a founder's rights in the space; founders give the role */
	ROLE_FOUNDER,
	ROLE_REVIEWER,
	ROLE_OFFICER,
	ROLE_OWNER, /* of a personal account */
	ROLE_COUNT
};

/* The audience bits that a role meets, from the one table of roles. */
unsigned access_mask(enum role role);

/* The name of a role on the wire ("teacher"); ROLE_COUNT for an unknown name. */
const char *access_role_name(enum role role);
enum role access_role_of(const char *name);

/* True if a viewer in role may see a record of audience; is_author adds AUDIENCE_AUTHOR. */
bool access_may_read(unsigned audience, enum role role, bool is_author);

/* What one may do in a TwinSpace; who may is said by the one table of roles (eTwinning's own: domain of the platform since 2022). */
enum right {
	RIGHT_UPDATE,     /* write updates on the home page */
	RIGHT_COMMENT,    /* comment, like */
	RIGHT_PIN,
	RIGHT_PAGE,       /* make pages, change own ones and those that are open to the role */
	RIGHT_ACTIVITY,   /* make activities, change own ones, say how far each is */
	RIGHT_STEP,       /* say that one has done a step */
	RIGHT_MATERIAL,   /* add files, change own ones */
	RIGHT_DISCUSSION, /* open a discussion in the forum */
	RIGHT_THREAD,     /* begin a thread in a discussion */
	RIGHT_REPLY,
	RIGHT_CHAT,
	RIGHT_BULLETIN,
	RIGHT_JOURNAL,
	RIGHT_WALL,       /* a pupil's own wall */
	RIGHT_MEETING,    /* hold events of the project */
	RIGHT_OTHERS,     /* change, order and remove what others made; see their drafts */
	RIGHT_INVITE,     /* invite adults */
	RIGHT_PUPILS,     /* make accounts of pupils, read and let through their mail */
	RIGHT_MEMBERS,    /* give roles, send members away */
	RIGHT_PROJECT,    /* change the project itself and its state */
	RIGHT_COUNT
};

/* True if the role may. */
bool access_may(enum role role, enum right right);

/* Who may, for the sentence that says who is to be asked: the roles of a project, the first being the nearest; ROLE_COUNT ends them. */
void access_who_may(enum right right, enum role roles[ROLE_COUNT + 1]);

#endif
