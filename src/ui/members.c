/* The members of a project: who is in it, as what, from which school; who is invited. */
#include <stdlib.h>
#include <string.h>

#include "mail.h"
#include "members.h"
#include "part.h"
#include "person.h"
#include "place.h"
#include "project.h"
#include "screens.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/message.h"
#include "twinline/records/record.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { INDENT = 2, NAME_CELLS = 22, COUNTRY_CELLS = 2 };

/* --- rows --- */

static void release_row(void *item)
{
	record_release(&record_types[TYPE_Member], &((struct members_row *)item)->member);
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
		struct members_row *row = xcalloc(1, sizeof *row);

		row->local = locals[i];
		read_member(face_store(face), locals[i], &row->member);
		table_add(&m->table, locals[i], row);
	}
	free(locals);
	return count < 0 ? -1 : table_show(&m->table, e);
}

void members_changed(struct face *face, struct view *view)
{
	struct err e = { 0 };

	read_rows(face, view->model, &e);
	words_check(face, &e);
}

bool members_is_in(const struct member *m)
{
	return text_equal(m->state, "member");
}

const char *members_name(const struct member *m)
{
	return m->person.name ? party_called(m->person.name) : m->email;
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
			*(members_is_in(&m) ? &in : &invited) += 1;
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
		const struct members_row *row = m->table.rows[i].item;

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

	if (members_is_in(m))
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

	words_pad(&text, face, members_name(m), m->person.id ? NAME_CELLS : NAME_CELLS + 1 + COUNTRY_CELLS);
	str_addc(&text, ' ');
	if (m->person.id) {
		words_pad(&text, face, m->person.country, COUNTRY_CELLS);
		str_addc(&text, ' ');
	}
	words_pad(&text, face, role_of(m), role);
	str_addc(&text, ' ');
	words_add(&text, face, m->school.name, p->columns - 1 - INDENT - cells_width(text.text) - (*state ? cells_width(state) + 1 : 0));
	page_put(p, line, INDENT, text.text);
	page_put_right(p, line, state);
	page_state_last(p, line, state);
	str_release(&text);
	free(state);
}

static void draw_narrow(struct face *face, const struct member *m, struct page *p, int line)
{
	char *name = m->person.id ? words_person(&m->person) : words_safe(members_name(m), SANITISE_LINE);
	struct str text = { 0 }, cut = { 0 };

	words_part(&text, name);
	words_part(&text, members_is_in(m) ? role_of(m) : _("invited"));
	if (members_is_in(m))
		words_part(&text, m->school.name ? m->school.name : "");
	words_add(&cut, face, text.text, p->columns - 1 - INDENT);
	page_put(p, line, INDENT, cut.text);
	if (!members_is_in(m))
		page_state_last(p, line, _("invited"));
	str_release(&text);
	str_release(&cut);
	free(name);
}

/* What a portal that sends no letters would have written to the address under the cursor, where the list leaves room for it. */
static void draw_letter(const struct members_row *row, struct page *p, int line)
{
	int cells = words_text_cells(p->columns - 1 - INDENT);

	if (row && row->member.word && line < p->rows - 2) {
		line = words_put_rows(p, line, INDENT, cells, _("Letter"));
		words_put_rows(p, line, INDENT, cells, row->member.word);
	}
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct members *m = view->model;
	const struct members_row *row;
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
	draw_letter(table_item(&m->table), p, 2 + m->table.count);
	if (m->table.count > 0)
		page_mark(p, 1 + list_view_line(&m->table.list));
	else
		page_cursor(p, 1, 0);
	free(title);
	free(counts);
}

int64_t members_place_of(const struct members *m, const char *person)
{
	for (int i = 0; i < m->table.count; i++) {
		const struct members_row *row = m->table.rows[i].item;

		if (text_equal(row->member.person.id, person))
			return row->local;
	}
	return 0;
}

/* --- the row of the screen --- */

/* All of it: the list cuts it. */
static void say_address(struct face *face, const struct member *m)
{
	char *address = words_safe(members_name(m), SANITISE_LINE);

	face_sayf(face, _("Invited: %s."), address);
	free(address);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct members *m = view->model;
	const struct members_row *row;

	row = table_item(&m->table);
	switch (action) {
	case ACTION_OPEN:
		if (row && row->member.person.id)
			person_open(face, row->member.person.id);
		else if (row && row->member.email)
			say_address(face, &row->member);
		return ACT_DONE;
	case ACTION_WRITE_TO:
		if (row && row->member.person.id)
			mail_write_to_person(face, &row->member.person, "");
		return ACT_DONE;
	case ACTION_CREATE:
	case ACTION_ACCEPT:
		members_ask_whom(face, m);
		return ACT_DONE;
	case ACTION_EDIT:
		members_ask_for_role(face, m);
		return ACT_DONE;
	case ACTION_DROP:
		members_drop(face, view);
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
	{ ACTION_CREATE, N_("invite"), N_("invite a contact by name, or anybody by e-mail"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_WRITE_TO, N_("write"), N_("write to this person"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, N_("role"), N_("give another role; founder: in your place"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("leave"), N_("leave the project, or send this member away; on an invitation: take it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_members = {
	.name = "members", .title = N_("Members"), .size = sizeof(struct members), .open = open_members, .draw = draw, .act = act,
	.changed = members_changed, .close = close_members, SCREEN_RECORDS(struct members, table.list), .offers = offers,
};
