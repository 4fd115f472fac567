/* Inviting into a project: a contact by name, anybody by e-mail address. */
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "part.h"
#include "person.h"
#include "project.h"
#include "sheet.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/relation.h"
#include "view.h"
#include "words.h"

/* --- inviting --- */

struct invitation { int64_t account; struct party person; enum role role; int64_t entry; };

static int queue_invitation(struct store *s, void *context, struct err *e)
{
	struct invitation *i = context;
	struct json *object = json_new_object(), *person = json_set(object, "person", json_new_object());

	json_set_string(person, "id", i->person.id);
	json_set_string(person, "name", i->person.name);
	if (i->person.country)
		json_set_string(person, "country", i->person.country);
	json_set_string(object, "role", access_role_name(i->role));
	i->entry = outbox_create(s, i->account, &record_types[TYPE_Member], object, s->hold, e);
	json_free(object);
	return i->entry < 0 ? -1 : 0;
}

static void invite(struct face *face, struct view *view, enum role role)
{
	struct members *m = view->model;
	struct invitation i = { .account = m->account, .person = m->invited.person, .role = role };
	char *name = words_safe(m->invited.person.name, SANITISE_LINE);

	if (face_change(face, queue_invitation, &i) == 0) {
		char *said = xasprintf(_("Invited: %s."), name);

		face_remember_entries(face, &i.entry, 1);
		words_say_goes_out(face, said);
		free(said);
	}
	free(name);
	members_changed(face, view);
	if (i.entry > 0)
		view_show_record(face, view, outbox_record_of(face_store(face), i.entry));
}

/* Founders are not invited, and whoever may not make administrators does not invite them. */
static void invite_as(struct face *face, struct view *view, const char *text)
{
	struct members *m = view->model;
	int count = 0;
	enum role role = text && *text ? members_role_typed(text, &count) : ROLE_COUNT;

	if (!text)
		return;
	if (count != 1 || !members_may_invite_as(role))
		members_say_no_choice(face, text);
	else if (role != ROLE_ADMINISTRATOR || project_may(face, m->account, RIGHT_PROJECT))
		invite(face, view, role);
}

static void ask_as_what(struct face *face, struct members *m)
{
	char *name;

	if (!members_place_of(m, m->invited.person.id)) {
		face_prompt(face, _("Role (Tab tells them):"), members_role_label(ROLE_TEACHER), NULL, invite_as);
		face_prompt_completes(face, members_complete_role);
		return;
	}
	name = words_safe(m->invited.person.name, SANITISE_LINE);
	face_sayf(face, _("In the project already, or invited: %s."), name);
	free(name);
}

/* The form, with the address in it. */
static void begin_form(struct face *face, const struct members *m, const char *address)
{
	struct json *fields = json_new_object();
	int64_t draft;

	json_set_string(fields, "email", address);
	json_set_string(fields, "role", access_role_name(ROLE_TEACHER));
	draft = sheet_begin_in(face, &record_types[TYPE_Member], m->account, fields);
	if (draft)
		face_open(face, "invitation-form", draft);
	json_free(fields);
}

static void find_contact(struct face *face, struct members *m, const char *text)
{
	int64_t *locals = NULL, contact = 0;
	struct err e = { 0 };
	int count = relation_list(face_store(face), "contact", &locals, &e), found = person_named(face, locals, count, text, &contact);

	free(locals);
	words_check(face, &e);
	if (found == 0)
		face_say(face, _("No contact of yours has this name. {partners} finds people."));
	else if (found > 1)
		face_sayf(face, i18n_plural("%d contact of yours has this in the name; type more of it.",
		                            "%d contacts of yours have this in the name; type more of it.", (unsigned long)found), found);
	record_release(&record_types[TYPE_Contact], &m->invited);
	m->invited = (struct contact){ 0 };
	if (found == 1 && part_read(face, TYPE_Contact, contact, &m->invited, NULL))
		ask_as_what(face, m);
}

static void invite_done(struct face *face, struct view *view, const char *text)
{
	struct members *m = view->model;

	if (text && strchr(text, '@'))
		begin_form(face, m, text);
	else if (text && *text)
		find_contact(face, m, text);
}

void members_ask_whom(struct face *face, struct members *m)
{
	if (project_may(face, m->account, RIGHT_INVITE))
		face_prompt(face, _("Invite (name or e-mail):"), "", NULL, invite_done);
}
