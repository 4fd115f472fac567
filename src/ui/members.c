/* The members of a project: who is in it, as what, from which school; who is invited. */
#include <stdlib.h>
#include <string.h>

#include "mail.h"
#include "part.h"
#include "person.h"
#include "place.h"
#include "project.h"
#include "screens.h"
#include "table.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/message.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/relation.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/fold.h"
#include "words.h"

enum { INDENT = 2, NAME_CELLS = 22, COUNTRY_CELLS = 2 };

struct person_row { int64_t local; struct member member; };

struct members {
	int64_t project, account;
	char *title;        /* of the project */
	struct table table; /* of struct person_row */
	struct contact invited; /* whose role is asked for */
};

/* --- rows --- */

static void release_row(void *item)
{
	record_release(&record_types[TYPE_Member], &((struct person_row *)item)->member);
}

static bool read_member(struct store *s, int64_t local, struct member *m)
{
	struct record record = { 0 };
	bool there = record_by_local(s, local, &record);

	*m = (struct member){ 0 };
	if (there) {
		struct json *tree = record_tree(s, &record);

		record_decode(&record_types[TYPE_Member], tree, m);
		json_free(tree);
	}
	record_free(&record);
	return there;
}

static int read_rows(struct face *face, struct members *m, struct err *e)
{
	int64_t *locals = NULL;
	int count = project_members(face_store(face), m->account, &locals, e);

	for (int i = 0; i < count; i++) {
		struct person_row *row = xcalloc(1, sizeof *row);

		row->local = locals[i];
		read_member(face_store(face), locals[i], &row->member);
		table_add(&m->table, locals[i], row);
	}
	free(locals);
	return count < 0 ? -1 : table_show(&m->table, e);
}

static void changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

/* An invitation that has not left yet has no state of the portal's. */
static bool is_in(const struct member *m)
{
	return text_equal(m->state, "member");
}

char *members_words(struct face *face, int64_t account)
{
	int64_t *locals = NULL, in = 0, invited = 0;
	struct str text = { 0 };
	struct err e = { 0 };
	int count = project_members(face_store(face), account, &locals, &e);

	for (int i = 0; i < count; i++) {
		struct member m;

		if (read_member(face_store(face), locals[i], &m))
			*(is_in(&m) ? &in : &invited) += 1;
		record_release(&record_types[TYPE_Member], &m);
	}
	words_check(face, &e);
	free(locals);
	words_part_taken(&text, xasprintf(i18n_plural("%d member", "%d members", (unsigned long)in), (int)in));
	if (invited)
		words_part_taken(&text, xasprintf(i18n_plural("%d invited", "%d invited", (unsigned long)invited), (int)invited));
	return str_detach(&text);
}

/* --- drawing --- */

static const char *role_of(const struct member *m)
{
	return m->role ? vocabulary_brief(&vocabulary_member_roles, m->role) : "";
}

/* As wide as the longest role that somebody has here. */
static int role_cells(const struct members *m)
{
	int most = 0;

	for (int i = 0; i < m->table.count; i++) {
		const struct person_row *row = m->table.rows[i].item;

		if (cells_width(role_of(&row->member)) > most)
			most = cells_width(role_of(&row->member));
	}
	return most;
}

/* "invited, 14 Nov"; nothing of who is in. */
static char *state_words(const struct member *m)
{
	struct str when = { 0 };
	char *text;

	if (is_in(m))
		return xstrdup("");
	if (!m->since)
		return xstrdup(_("invited"));
	datetime_add_short(&when, m->since, clock_now());
	text = xasprintf(_("invited, %s"), when.text);
	str_release(&when);
	return text;
}

static void draw_wide(struct face *face, const struct member *m, int role, struct page *p, int line)
{
	char *state = state_words(m);
	struct str text = { 0 };

	words_pad(&text, face, m->person.name, NAME_CELLS);
	str_addc(&text, ' ');
	words_pad(&text, face, m->person.country, COUNTRY_CELLS);
	str_addc(&text, ' ');
	words_pad(&text, face, role_of(m), role);
	str_addc(&text, ' ');
	words_add(&text, face, m->school.name, p->columns - 1 - INDENT - cells_width(text.text) - (*state ? cells_width(state) + 1 : 0));
	page_put(p, line, INDENT, text.text);
	page_put_right(p, line, state);
	str_release(&text);
	free(state);
}

static void draw_narrow(struct face *face, const struct member *m, struct page *p, int line)
{
	char *name = words_person(&m->person);
	struct str text = { 0 }, cut = { 0 };

	words_part(&text, name);
	words_part(&text, is_in(m) ? role_of(m) : _("invited"));
	if (is_in(m))
		words_part(&text, m->school.name ? m->school.name : "");
	words_add(&cut, face, text.text, p->columns - 1 - INDENT);
	page_put(p, line, INDENT, cut.text);
	str_release(&text);
	str_release(&cut);
	free(name);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct members *m = view->model;
	const struct person_row *row;
	struct err e = { 0 };
	char *counts = members_words(face, m->account), *title;
	int role = role_cells(m);

	list_fit(&m->table.list, page_body_rows(p), &e);
	words_check(face, &e);
	title = page_is_narrow(p) ? xstrdup(counts) : xasprintf(_("%s, %s"), m->title, counts);
	words_title_line(face, p, title);
	for (int i = 0; (row = table_view_item(&m->table, i)); i++) {
		if (page_is_narrow(p))
			draw_narrow(face, &row->member, p, 1 + i);
		else
			draw_wide(face, &row->member, role, p, 1 + i);
		page_item(p, 1 + i);
	}
	if (m->table.count > 0)
		page_mark(p, 1 + list_view_line(&m->table.list));
	else
		page_cursor(p, 1, 0);
	free(title);
	free(counts);
}

/* The place of a person among the members; 0 for none. */
static int64_t place_of(const struct members *m, const char *person)
{
	for (int i = 0; i < m->table.count; i++) {
		const struct person_row *row = m->table.rows[i].item;

		if (text_equal(row->member.person.id, person))
			return row->local;
	}
	return 0;
}

/* --- roles --- */

/* What can be given here; founder: to hand over one's own place. */
static const enum role given[] = { ROLE_TEACHER, ROLE_EXPERT, ROLE_OBSERVER, ROLE_ADMINISTRATOR, ROLE_FOUNDER };

static const char *role_label(enum role role)
{
	return vocabulary_label(&vocabulary_member_roles, access_role_name(role));
}

/* The role whose label begins with what was typed, and how many do. */
static enum role role_typed(const char *text, int *count)
{
	char *folded = fold_copy(text);
	enum role role = ROLE_COUNT;

	*count = 0;
	for (size_t i = 0; i < ARRAY_SIZE(given); i++) {
		char *label = fold_copy(role_label(given[i]));

		if (strncmp(label, folded, strlen(folded)) == 0 && ++*count == 1)
			role = given[i];
		free(label);
	}
	free(folded);
	return role;
}

static char *complete_role(const char *text, struct str *note)
{
	int count;
	enum role role = role_typed(text, &count);

	for (size_t i = 0; i < ARRAY_SIZE(given); i++)
		words_part(note, role_label(given[i]));
	return xstrdup(count == 1 ? role_label(role) : text);
}

static void say_no_choice(struct face *face, const char *text)
{
	struct err e = { 0 };

	err_set(&e, ERR_FIELD_CODE, text, NULL);
	face_fail(face, &e);
}

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

/* Contacts whose name has the words; the first of them fills contact. How many. */
static int find_contacts(struct face *face, const char *words, struct contact *contact)
{
	const struct record_type *type = &record_types[TYPE_Contact];
	char *folded = fold_copy(words);
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = relation_list(face_store(face), "contact", &locals, &e), found = 0;

	for (int i = 0; i < count; i++) {
		struct record record = { 0 };
		struct json *tree = record_by_local(face_store(face), locals[i], &record) ? record_tree(face_store(face), &record) : NULL;
		char *name = fold_copy(json_get_text(json_get(tree, "person"), "name"));

		if (fold_matches(name, folded) && ++found == 1)
			record_decode(type, tree, contact);
		free(name);
		json_free(tree);
		record_free(&record);
	}
	words_check(face, &e);
	free(locals);
	free(folded);
	return found;
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
	changed(face, view);
}

/* Founders are not invited, and whoever may not make administrators does not invite them. */
static void invite_as(struct face *face, struct view *view, const char *text)
{
	struct members *m = view->model;
	int count = 0;
	enum role role = text && *text ? role_typed(text, &count) : ROLE_COUNT;

	if (!text)
		return;
	if (count != 1 || role == ROLE_FOUNDER)
		say_no_choice(face, text);
	else if (role != ROLE_ADMINISTRATOR || project_may(face, m->account, RIGHT_PROJECT))
		invite(face, view, role);
}

static void ask_as_what(struct face *face, struct members *m)
{
	char *name;

	if (!place_of(m, m->invited.person.id)) {
		face_prompt(face, _("Role (Tab tells them):"), role_label(ROLE_TEACHER), NULL, invite_as);
		face_prompt_completes(face, complete_role);
		return;
	}
	name = words_safe(m->invited.person.name, SANITISE_LINE);
	face_sayf(face, _("In the project already, or invited: %s."), name);
	free(name);
}

static void invite_done(struct face *face, struct view *view, const char *text)
{
	struct members *m = view->model;
	struct contact contact = { 0 };
	int found = text && *text ? find_contacts(face, text, &contact) : -1;

	if (found == 0)
		face_say(face, _("No contact of yours has this name. 3 finds people."));
	else if (found > 1)
		face_sayf(face, i18n_plural("%d contact of yours has this in the name; type more of it.",
		                            "%d contacts of yours have this in the name; type more of it.", (unsigned long)found), found);
	record_release(&record_types[TYPE_Contact], &m->invited);
	m->invited = contact;
	if (found == 1)
		ask_as_what(face, m);
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
	changed(face, view);
}

static void leave_answered(struct face *face, struct view *view, int answer, int64_t member)
{
	if (answer == 2)
		end_place(face, view, member, _("You leave the project in half a minute; u takes it back."));
}

static void sent_away(struct face *face, struct view *view, int answer, int64_t member)
{
	if (answer == 2)
		end_place(face, view, member, _("Sent away in half a minute; u takes it back."));
}

/* True if the row is of somebody whom I may send away. */
static bool can_send_away(struct face *face, const struct members *m, const struct person_row *row)
{
	return row && is_in(&row->member) && !text_equal(row->member.person.id, face_my_id(face)) &&
	       !text_equal(row->member.role, access_role_name(ROLE_FOUNDER)) &&
	       access_may(project_role(face_store(face), m->account), RIGHT_MEMBERS);
}

static void ask_to_send_away(struct face *face, const struct person_row *row)
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
		const struct person_row *row = m->table.rows[i].item;

		founders += is_in(&row->member) && text_equal(row->member.role, access_role_name(ROLE_FOUNDER));
	}
	return founders < 2 && project_role(face_store(face), m->account) == ROLE_FOUNDER;
}

/* An invitation under the cursor is taken back, a member sent away by who may; else it is I who leave. */
static void drop(struct face *face, struct view *view)
{
	struct members *m = view->model;
	const struct person_row *row = table_item(&m->table);
	int64_t mine = place_of(m, face_my_id(face));
	char *text;

	if (row && !is_in(&row->member) && text_equal(row->member.role, access_role_name(ROLE_FOUNDER))) {
		face_open(face, "project-state", m->project); /* the project itself is taken back */
	} else if (row && !is_in(&row->member)) {
		end_place(face, view, row->local, _("The invitation is taken back; u sends it after all."));
	} else if (can_send_away(face, m, row)) {
		ask_to_send_away(face, row);
	} else if (!mine) {
		face_say(face, _("You are not in this project."));
	} else if (am_last_founder(face, m)) {
		face_fail(face, &(struct err){ .code = ERR_LAST_FOUNDER });
	} else {
		text = xasprintf(_("Leave %s?"), m->title);
		face_ask(face, &(struct question){ .text = text, .answers = { _("stay"), _("leave") }, .done = leave_answered, .argument = mine });
		free(text);
	}
}

/* --- giving roles --- */

struct giving { int64_t record; enum role role; int64_t entry; };

static int queue_role(struct store *s, void *context, struct err *e)
{
	struct giving *g = context;
	struct json *patch = json_new_object();

	json_set_string(patch, "role", access_role_name(g->role));
	g->entry = outbox_update_held(s, g->record, patch, s->hold, e);
	json_free(patch);
	return g->entry < 0 ? -1 : 0;
}

static void give_role(struct face *face, struct view *view, int64_t member, enum role role)
{
	struct giving g = { .record = member, .role = role };

	if (face_change(face, queue_role, &g) == 0) {
		face_remember_entries(face, &g.entry, 1);
		words_say_goes_out(face, NULL);
	}
	changed(face, view);
}

static void handed_over(struct face *face, struct view *view, int answer, int64_t member)
{
	if (answer == 2)
		give_role(face, view, member, ROLE_FOUNDER);
}

static void role_done(struct face *face, struct view *view, const char *text)
{
	struct members *m = view->model;
	const struct person_row *row = table_item(&m->table);
	int count = 0;
	enum role role = text && *text ? role_typed(text, &count) : ROLE_COUNT;

	if (!text || !row)
		return;
	if (count != 1) {
		say_no_choice(face, text);
	} else if (role == ROLE_FOUNDER) {
		char *name = words_safe(row->member.person.name, SANITISE_LINE), *question = xasprintf(_("Founder in your place: %s?"), name);

		face_ask(face, &(struct question){ .text = question, .answers = { _("no"), _("yes") }, .done = handed_over, .argument = row->local });
		free(question);
		free(name);
	} else if (!text_equal(row->member.role, access_role_name(role))) {
		give_role(face, view, row->local, role);
	}
}

/* Whoever may not is told why: founders stay founders, and only founders make and unmake administrators. */
static void ask_for_role(struct face *face, const struct members *m)
{
	const struct person_row *row = table_item(&m->table);
	bool is_administrator = row && text_equal(row->member.role, access_role_name(ROLE_ADMINISTRATOR));
	struct err e = { 0 };

	if (!row) {
		face_say(face, _("There is nothing under the cursor."));
	} else if (text_equal(row->member.role, access_role_name(ROLE_FOUNDER))) {
		err_set(&e, ERR_FOUNDER, row->member.person.name, NULL);
		face_fail(face, &e);
	} else if (project_may(face, m->account, is_administrator ? RIGHT_PROJECT : RIGHT_MEMBERS)) {
		face_prompt(face, _("Role (Tab tells them):"), "", NULL, role_done);
		face_prompt_completes(face, complete_role);
	}
}

/* --- the row of the screen --- */

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct members *m = view->model;
	const struct person_row *row;

	row = table_item(&m->table);
	switch (action) {
	case ACTION_OPEN:
		if (row && row->member.person.id)
			person_open(face, row->member.person.id);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		if (row && row->member.person.id)
			mail_write_to_person(face, &row->member.person, "");
		return ACT_DONE;
	case ACTION_CREATE:
	case ACTION_ACCEPT:
		if (project_may(face, m->account, RIGHT_INVITE))
			face_prompt(face, _("Invite a contact:"), "", NULL, invite_done);
		return ACT_DONE;
	case ACTION_EDIT:
		ask_for_role(face, m);
		return ACT_DONE;
	case ACTION_DROP:
		drop(face, view);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_members(struct face *face, struct view *view, int64_t argument)
{
	struct members *m = view->model;
	struct err e = { 0 };

	m->project = argument;
	table_init(&m->table, release_row);
	if (!part_begin(face, argument, &m->account, &m->title))
		return -1;
	return read_rows(face, m, &e) == 0 ? 0 : face_fail(face, &e);
}

static void close_members(struct face *face, struct view *view)
{
	struct members *m = view->model;

	(void)face;
	table_release(&m->table);
	record_release(&record_types[TYPE_Contact], &m->invited);
	free(m->title);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("look"), N_("the page of this person"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("invite"), N_("invite a contact into the project"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write"), N_("write to this person"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, N_("role"), N_("give another role; founder: in your place"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("leave"), N_("leave the project, or send this member away; on an invitation: take it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_members = {
	.name = "members", .title = N_("Members"), .size = sizeof(struct members), .open = open_members, .draw = draw, .act = act,
	.changed = changed, .close = close_members, SCREEN_LIST(struct members, table.list), .offers = offers,
};
