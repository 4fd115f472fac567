/* The members of a project: what the files of its screen share. */
#ifndef TWINLINE_UI_MEMBERS_H
#define TWINLINE_UI_MEMBERS_H

#include "face.h"
#include "table.h"
#include "twinline/schema/access.h"
#include "twinline/schema/records.h"

struct members_row { int64_t local; struct member member; };

struct members {
	int64_t project, account;
	char *title;        /* of the project */
	struct table table; /* of struct members_row */
	struct contact invited; /* whose role is asked for */
};

/* Reads the rows again after a change. */
void members_changed(struct face *face, struct view *view);

/* False of who is invited; an invitation that has not left yet has no state of the portal's. */
bool members_is_in(const struct member *m);

/* The name of a member; of an invitation by address, that. Borrowed. */
const char *members_name(const struct member *m);

/* The place of a person among the members; 0 for none. */
int64_t members_place_of(const struct members *m, const char *person);

/* --- members_place.c: roles, and leaving --- */

/* The role whose label begins with what was typed, and how many do; the words for Tab, yours, as face_prompt_completes has them. */
enum role members_role_typed(const char *text, int *count);
char *members_complete_role(const char *text, struct str *note);
const char *members_role_label(enum role role);
/* True of roles that people are invited as; which of them one may give is another question. */
bool members_may_invite_as(enum role role);
void members_say_no_choice(struct face *face, const char *text);

/* Asks which role the member under the cursor shall have. */
void members_ask_for_role(struct face *face, const struct members *m);

/* An invitation under the cursor is taken back, a member sent away by who may; else it is I who leave. */
void members_drop(struct face *face, struct view *view);

/* --- members_invite.c --- */

/* Asks whom to invite: a contact by name, anybody by e-mail address. */
void members_ask_whom(struct face *face, struct members *m);

#endif
