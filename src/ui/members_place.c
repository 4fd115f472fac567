/* Somebody's place in a project: another role, leaving, being sent away, an invitation taken back. */
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "project.h"
#include "project_ways.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/text/fold.h"
#include "words.h"

/* --- roles --- */

/* What can be given here; founder: to hand over one's own place. */
static const enum role given[] = { ROLE_TEACHER, ROLE_EXPERT, ROLE_OBSERVER, ROLE_ADMINISTRATOR, ROLE_FOUNDER };

const char *members_role_label(enum role role)
{
	return vocabulary_label(&vocabulary_member_roles, access_role_name(role));
}

enum role members_role_typed(const char *text, int *count)
{
	char *folded = fold_copy(text);
	enum role role = ROLE_COUNT;

	*count = 0;
	for (size_t i = 0; i < ARRAY_SIZE(given); i++) {
		char *label = fold_copy(members_role_label(given[i]));

		if (strncmp(label, folded, strlen(folded)) == 0 && ++*count == 1)
			role = given[i];
		free(label);
	}
	free(folded);
	return role;
}

char *members_complete_role(const char *text, struct str *note)
{
	int count;
	enum role role = members_role_typed(text, &count);

	for (size_t i = 0; i < ARRAY_SIZE(given); i++)
		words_part(note, members_role_label(given[i]));
	return xstrdup(count == 1 ? members_role_label(role) : text);
}

bool members_may_invite_as(enum role role)
{
	bool is = false;

	for (size_t i = 0; i < ARRAY_SIZE(given); i++)
		is = is || (given[i] == role && role != ROLE_FOUNDER);
	return is;
}

void members_say_no_choice(struct face *face, const char *text)
{
	struct err e = { 0 };

	err_set(&e, ERR_FIELD_CODE, text, NULL);
	face_fail(face, &e);
}

/* --- leaving --- */

struct ending { int64_t record, entry; };

static int queue_end(struct store *s, void *context, struct err *e)
{
	struct ending *end = context;

	end->entry = outbox_destroy_held(s, end->record, s->hold, e);
	return end->entry < 0 ? -1 : 0;
}

static void end_place(struct face *face, struct view *view, int64_t record, const char *said)
{
	struct ending end = { .record = record };

	if (face_change(face, queue_end, &end) == 0) {
		if (end.entry)
			face_remember_entries(face, &end.entry, 1);
		face_say(face, said);
	}
	members_changed(face, view);
}

static void leave_answered(struct face *face, struct view *view, int answer, int64_t member)
{
	if (answer == 2)
		end_place(face, view, member, _("You leave the project in half a minute; {undo} takes it back."));
}

static void sent_away(struct face *face, struct view *view, int answer, int64_t member)
{
	if (answer == 2)
		end_place(face, view, member, _("Sent away in half a minute; {undo} takes it back."));
}

/* True if the row is of somebody whom I may send away. */
static bool can_send_away(struct face *face, const struct members *m, const struct members_row *row)
{
	return row && members_is_in(&row->member) && !text_equal(row->member.person.id, face_my_id(face)) &&
	       !text_equal(row->member.role, access_role_name(ROLE_FOUNDER)) &&
	       access_may(project_role(face_store(face), m->account), RIGHT_MEMBERS);
}

static void ask_to_send_away(struct face *face, const struct members_row *row)
{
	char *name = words_safe(row->member.person.name, SANITISE_LINE), *text = xasprintf(_("Send away: %s?"), name);

	face_ask(face, &(struct question){ .text = text, .answers = { _("no"), _("yes") }, .done = sent_away, .argument = row->local });
	free(text);
	free(name);
}

/* A project without any founder would be nobody's. */
static bool am_last_founder(struct face *face, const struct members *m)
{
	int founders = 0;

	for (int i = 0; i < m->table.count; i++) {
		const struct members_row *row = m->table.rows[i].item;

		founders += members_is_in(&row->member) && text_equal(row->member.role, access_role_name(ROLE_FOUNDER));
	}
	return founders < 2 && project_role(face_store(face), m->account) == ROLE_FOUNDER;
}

/* Pupils are changed and ended by those who make them, on their own screen; true if it is opened, or why not is said. */
static bool is_for_pupils(struct face *face, const struct members *m, const struct members_row *row)
{
	if (!row || (!text_equal(row->member.role, access_role_name(ROLE_PUPIL)) &&
	             !text_equal(row->member.role, access_role_name(ROLE_PUPIL_ADMINISTRATOR))))
		return false;
	if (project_may(face, m->account, RIGHT_PUPILS)) {
		face_open(face, "pupils", m->project);
		face_say(face, _("Pupils are changed here."));
	}
	return true;
}

/* What does not run yet its founders do not leave: the project itself is taken back. What is over even the last one leaves. */
static void leave(struct face *face, const struct members *m, int64_t mine)
{
	struct project project = { 0 };
	int64_t account;
	bool is_founder = project_role(face_store(face), m->account) == ROLE_FOUNDER;
	bool is_there = project_read(face_store(face), m->project, &project, &account);
	bool is_over = is_there && (text_equal(project.state, "closed") || text_equal(project.state, "archived"));
	bool begins = is_there && (project_waits(&project) || text_equal(project.state, "draft"));
	char *text;

	record_release(&record_types[TYPE_Project], &project);
	if (is_founder && begins) {
		face_open(face, "project-state", m->project);
	} else if (!is_over && am_last_founder(face, m)) {
		face_fail(face, &(struct err){ .code = ERR_LAST_FOUNDER });
	} else {
		text = xasprintf(_("Leave %s?"), m->title);
		face_ask(face, &(struct question){ .text = text, .answers = { _("stay"), _("leave") }, .done = leave_answered, .argument = mine });
		free(text);
	}
}

void members_drop(struct face *face, struct view *view)
{
	struct members *m = view->model;
	const struct members_row *row = table_item(&m->table);
	int64_t mine = members_place_of(m, face_my_id(face));

	if (row && !members_is_in(&row->member) && text_equal(row->member.role, access_role_name(ROLE_FOUNDER))) {
		face_open(face, "project-state", m->project); /* the project itself is taken back */
	} else if (row && !members_is_in(&row->member)) {
		end_place(face, view, row->local, _("The invitation is taken back; {undo} sends it after all."));
	} else if (is_for_pupils(face, m, row)) {
		return;
	} else if (can_send_away(face, m, row)) {
		ask_to_send_away(face, row);
	} else if (!mine) {
		face_say(face, _("You are not in this project."));
	} else {
		leave(face, m, mine);
	}
}

/* --- giving roles --- */

static void give_role(struct face *face, struct view *view, int64_t member, enum role role)
{
	struct json *patch = json_new_object();

	json_set_string(patch, "role", access_role_name(role));
	face_patch_held(face, member, patch, NULL);
	members_changed(face, view);
}

static void handed_over(struct face *face, struct view *view, int answer, int64_t member)
{
	if (answer == 2)
		give_role(face, view, member, ROLE_FOUNDER);
}

static void role_done(struct face *face, struct view *view, const char *text)
{
	struct members *m = view->model;
	const struct members_row *row = table_item(&m->table);
	int count = 0;
	enum role role = text && *text ? members_role_typed(text, &count) : ROLE_COUNT;

	if (!text || !row)
		return;
	if (count != 1) {
		members_say_no_choice(face, text);
	} else if (role == ROLE_FOUNDER) {
		char *name = words_safe(members_name(&row->member), SANITISE_LINE), *question = xasprintf(_("Founder in your place: %s?"), name);

		face_ask(face, &(struct question){ .text = question, .answers = { _("no"), _("yes") }, .done = handed_over, .argument = row->local });
		free(question);
		free(name);
	} else if (!text_equal(row->member.role, access_role_name(role))) {
		give_role(face, view, row->local, role);
	}
}

/* Whoever may not is told why: founders stay founders, and only founders make and unmake administrators. */
void members_ask_for_role(struct face *face, const struct members *m)
{
	const struct members_row *row = table_item(&m->table);
	bool is_administrator = row && text_equal(row->member.role, access_role_name(ROLE_ADMINISTRATOR));
	struct err e = { 0 };

	if (!row) {
		face_say(face, _("There is nothing under the cursor."));
	} else if (is_for_pupils(face, m, row)) {
		return;
	} else if (text_equal(row->member.role, access_role_name(ROLE_FOUNDER))) {
		err_set(&e, ERR_FOUNDER, row->member.person.name, NULL);
		face_fail(face, &e);
	} else if (project_may(face, m->account, is_administrator ? RIGHT_PROJECT : RIGHT_MEMBERS)) {
		face_prompt(face, _("Role (Tab tells them):"), "", NULL, role_done);
		face_prompt_completes(face, members_complete_role);
	}
}
