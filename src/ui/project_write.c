/* A project as screens read it, what I may in it, and letters to its members. */
#include <stdlib.h>

#include "mail.h"
#include "project.h"
#include "pupils.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"
#include "words.h"

bool project_read(struct store *s, int64_t local, struct project *p, int64_t *account)
{
	struct record record = { 0 };
	bool there = record_by_local(s, local, &record) && record.type == &record_types[TYPE_Project];

	*p = (struct project){ 0 };
	if (there) {
		struct json *tree = record_tree(s, &record);

		record_decode(record.type, tree, p);
		free(p->head.id);
		p->head.id = xstrdup(record.id);
		if (account)
			*account = record.account;
		json_free(tree);
	}
	record_free(&record);
	return there;
}

/* In the space nothing is written before a project is active, nor after it; false, and e says so, where it is not. */
static bool runs(struct face *face, int64_t account, struct err *e)
{
	struct project p;
	const struct vocabulary_row *state;
	bool does;

	if (!project_read(face_store(face), project_of_account(face_store(face), account), &p, NULL))
		return false;
	state = vocabulary_find(&vocabulary_project_states, p.state);
	does = state && state->flags & PROJECT_RUNS;
	if (!does)
		err_set(e, ERR_NOT_IN_STATE, p.title ? p.title : "", p.state ? vocabulary_label(&vocabulary_project_states, p.state) : "", NULL);
	record_release(&record_types[TYPE_Project], &p);
	return does;
}

static bool may(struct face *face, int64_t account, enum right right, struct err *e)
{
	enum role role = project_role(face_store(face), account), others[ROLE_COUNT + 1];
	struct str list = { 0 };

	if (access_may(role, right))
		return right >= RIGHT_INVITE || runs(face, account, e);
	access_who_may(right, others);
	for (int i = 0; others[i] != ROLE_COUNT; i++)
		str_addf(&list, i ? " %s" : "%s", access_role_name(others[i]));
	err_set(e, ERR_ROLE, role == ROLE_COUNT ? access_role_name(ROLE_GUEST) : access_role_name(role), list.text ? list.text : "", NULL);
	str_release(&list);
	return false;
}

bool project_read_draft(struct store *s, int64_t draft, struct project *p)
{
	struct draft d = { 0 };
	struct json *body = draft_get(s, draft, &d) ? json_parse_own(d.body) : NULL;

	*p = (struct project){ 0 };
	if (body)
		record_decode(&record_types[TYPE_Project], body, p);
	draft_release(&d);
	json_free(body);
	return p->title;
}

/* "Ewa Kowalska PL, Γιώργος Παπαδάκης GR": members who may, two at most; "" where none is known. Yours. */
static char *who_may(struct face *face, int64_t account, enum right right)
{
	enum { NAMES_MOST = 2 };
	struct str names = { 0 };
	int64_t *locals = NULL;
	int count = project_members(face_store(face), account, &locals, NULL), found = 0;

	for (int i = 0; i < count && found < NAMES_MOST; i++) {
		struct record record = { 0 };
		struct json *tree = record_by_local(face_store(face), locals[i], &record) ? record_tree(face_store(face), &record) : NULL;
		struct member member = { 0 };

		if (tree)
			record_decode(&record_types[TYPE_Member], tree, &member);
		if (text_equal(member.state, "member") && member.role && access_may(access_role_of(member.role), right)) {
			words_part_taken(&names, words_person(&member.person));
			found++;
		}
		record_release(&record_types[TYPE_Member], &member);
		json_free(tree);
		record_free(&record);
	}
	free(locals);
	return str_detach(&names);
}

/* Why not, and whom to ask, where somebody is known. */
static void say_not(struct face *face, struct err *e, char *names_taken)
{
	char *why = err_text(e), *ask = *names_taken ? xasprintf(_("Ask %s."), names_taken) : xstrdup(""), *both;

	both = xasprintf(*ask ? "%s %s" : "%s%s", why, ask);
	face_say(face, both);
	free(both);
	free(ask);
	free(why);
	free(names_taken);
	err_release(e);
}

bool project_may(struct face *face, int64_t account, enum right right)
{
	struct err e = { 0 };
	bool is = may(face, account, right, &e);

	if (e.code == ERR_ROLE)
		say_not(face, &e, who_may(face, account, right));
	else if (e.code)
		face_fail(face, &e);
	return is;
}

bool project_can(struct face *face, int64_t account, enum right right)
{
	struct err e = { 0 };
	bool is = may(face, account, right, &e);

	err_release(&e);
	return is;
}

char *project_countries(const struct project *p)
{
	struct str text = { 0 };
	char *safe;

	for (size_t i = 0; i < p->countries.count; i++)
		str_addf(&text, text.len ? " %s" : "%s", p->countries.at[i]);
	safe = words_safe(text.text, SANITISE_LINE);
	str_release(&text);
	return safe;
}

/* Pupils have their mail in the project. */
static bool is_pupil(const struct json *member)
{
	enum role role = access_role_of(json_get_text(member, "role"));

	return role == ROLE_PUPIL || role == ROLE_PUPIL_ADMINISTRATOR;
}

/* Adds a member as recipient, unless that is me. */
static void add_recipient(struct store *s, int64_t local, const char *me, struct json *to)
{
	struct record record = { 0 };
	struct json *tree = record_by_local(s, local, &record) ? record_tree(s, &record) : NULL;
	const struct json *person = json_get(tree, "person");

	if (text_equal(json_get_text(tree, "state"), "member") && !is_pupil(tree) && !text_equal(json_get_text(person, "id"), me))
		json_push(to, json_copy(person));
	json_free(tree);
	record_free(&record);
}

static struct json *recipients(struct face *face, int64_t account)
{
	struct json *to = json_new_array();
	char *me = replica_me(face_store(face));
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = project_members(face_store(face), account, &locals, &e);

	for (int i = 0; i < count; i++)
		add_recipient(face_store(face), locals[i], me, to);
	words_check(face, &e);
	free(locals);
	free(me);
	return to;
}

static void set_party(struct json *object, const char *id, const char *name, const char *country)
{
	json_set_string(object, "id", id);
	json_set_string(object, "name", name);
	if (*country)
		json_set_string(object, "country", country);
}

void project_write(struct face *face, int64_t local)
{
	struct json *body = json_new_object();
	struct project project;
	int64_t account = 0;

	if (project_read(face_store(face), local, &project, &account) && pupils_am_one(face)) {
		pupil_mail_begin(face, &(struct pupil_letter){ .account = account });
	} else if (account) {
		json_set(body, "to", recipients(face, account));
		if (json_size(json_get(body, "to")) > 0) {
			set_party(json_set(body, "project", json_new_object()), project.head.id, project.title, "");
			mail_begin(face, body);
			body = NULL;
		} else {
			face_say(face, _("Nobody else is in this project yet."));
		}
	}
	json_free(body);
	record_release(&record_types[TYPE_Project], &project);
}

void project_remind(struct face *face, const struct project *p, const struct party *person)
{
	struct json *body = json_new_object(), *to = json_push(json_set(body, "to", json_new_array()), json_new_object());

	set_party(to, person->id, person->name, person->country);
	set_party(json_set(body, "project", json_new_object()), p->head.id, p->title, "");
	json_set_string(body, "subject", p->title);
	mail_begin(face, body);
}
