/* A letter within a project, by a pupil or to one: written on a sheet, to members alone. */
#include "pupils.h"

#include <stdlib.h>
#include <string.h>

#include "part.h"
#include "part_form.h"
#include "person.h"
#include "project.h"
#include "screens.h"
#include "sheet.h"
#include "sheet_draft.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "words.h"

static const char to_label[] = N_("To"), send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "to", .label = to_label, .is_fixed = true },
	{ .field = "subject" },
	{ .field = "text", .is_large = true },
	{ .label = send_label },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

static char *shows(const struct sheet *sheet, const struct sheet_line *line)
{
	struct str text = { 0 };

	if (line->label != to_label)
		return part_form_shows(sheet, line);
	for (const struct json *i = json_first(json_get(sheet->body, "to")); i; i = json_next(i))
		words_part_taken(&text, words_safe(json_get_text(i, "name"), SANITISE_LINE));
	return str_detach(&text);
}

static enum outcome send(struct face *face, struct view *view)
{
	struct sheet *sheet = view->model;

	if (sheet_lacks(face, view, sheet) || sheet_send(face, sheet, sheet->account) != 0)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}

static const struct sheet_kind kind = {
	.type = &record_types[TYPE_PupilMail], .lines = lines, .shows = shows, .send = send_label, .keep = keep_label, .sends = send,
	.kept = N_("Kept as a draft."), .thrown = N_("The draft is thrown away. {undo} brings it back."),
};

/* --- beginning --- */

static void begin(struct face *face, const struct pupil_letter *letter)
{
	struct json *fields = json_new_object(), *to = json_set(fields, "to", json_new_array());
	int64_t draft;

	for (size_t i = 0; i < letter->to->count; i++) {
		struct json *one = json_push(to, json_new_object());

		json_set_string(one, "id", letter->to->at[i].id);
		json_set_string(one, "name", letter->to->at[i].name);
		if (letter->to->at[i].country)
			json_set_string(one, "country", letter->to->at[i].country);
	}
	if (letter->subject)
		json_set_string(fields, "subject", letter->subject);
	if (letter->answers)
		json_set_string(fields, "inReplyTo", letter->answers);
	draft = sheet_begin_in(face, &record_types[TYPE_PupilMail], letter->account, fields);
	if (draft)
		face_open(face, "pupil-mail-form", draft);
	json_free(fields);
}

static struct { int64_t account; } pending; /* where a letter is begun while its readers are asked for: there is one prompt at a time */

/* The one member whose name has the words; false if there is none, or more than one. */
static bool find_member(struct face *face, const char *words, struct member *found)
{
	int64_t *locals = NULL, member;
	struct err e = { 0 };
	int count = project_members(face_store(face), pending.account, &locals, &e), fit = person_named(face, locals, count, words, &member);

	free(locals);
	words_check(face, &e);
	return fit == 1 && part_read(face, TYPE_Member, member, found, NULL);
}

static void to_done(struct face *face, struct view *view, const char *text)
{
	enum { READERS_MOST = 50 };
	struct member members[READERS_MOST] = { { .head = { 0 } } };
	struct party at[READERS_MOST];
	struct parties to = { .at = at };
	bool known = text && *text;

	(void)view;
	for (const char *rest = text; known && *rest && to.count < READERS_MOST;) {
		size_t len = strcspn(rest, ",");
		char *part = xstrndup(rest, len);

		rest += len + (rest[len] == ',');
		if (part[strspn(part, " ")]) {
			struct member *m = &members[to.count];

			known = find_member(face, part, m);
			if (known)
				at[to.count++] = m->person;
			else
				face_sayf(face, _("No member here, or more than one, has this name: %s."), part);
			if (!known)
				record_release(&record_types[TYPE_Member], m);
		}
		free(part);
	}
	if (known && to.count)
		begin(face, &(struct pupil_letter){ .account = pending.account, .to = &to });
	for (size_t i = 0; i < to.count; i++)
		record_release(&record_types[TYPE_Member], &members[i]);
}

void pupil_mail_begin(struct face *face, const struct pupil_letter *letter)
{
	if (letter->to) {
		begin(face, letter);
		return;
	}
	pending.account = letter->account;
	face_prompt(face, _("To, names with commas:"), "", NULL, to_done);
}

/* --- where other screens begin a letter --- */

static bool is_pupils_role(const char *role)
{
	return text_equal(role, access_role_name(ROLE_PUPIL)) || text_equal(role, access_role_name(ROLE_PUPIL_ADMINISTRATOR));
}

/* The account where this person is a pupil, or where I am one and they a member; 0: nowhere. */
static int64_t shared_account(struct face *face, const char *person)
{
	const struct record_filter is = { .field = "person", .equals = person };
	struct project_row *rows = NULL;
	struct err e = { 0 };
	int count = project_list(face_store(face), 0, &rows, &e);
	int64_t found = 0;

	for (int i = 0; i < count && !found; i++) {
		const struct record_query q = { .account = rows[i].account, .type = &record_types[TYPE_Member], .filters = &is,
		                                .filter_count = 1, .limit = 1 };
		struct record record = { 0 };
		int64_t local;

		if (rows[i].account && record_list(face_store(face), &q, &local, NULL, NULL, &e) == 1 &&
		    record_by_local(face_store(face), local, &record)) {
			struct json *tree = record_tree(face_store(face), &record);

			if (pupils_am_one(face) || is_pupils_role(json_get_text(tree, "role")))
				found = rows[i].account;
			json_free(tree);
		}
		record_free(&record);
	}
	words_check(face, &e);
	for (int i = 0; i < count; i++)
		project_row_release(&rows[i]);
	free(rows);
	return found;
}

bool pupil_mail_write_to(struct face *face, const struct party *person)
{
	int64_t account = person->id ? shared_account(face, person->id) : 0;
	struct party one = *person;
	const struct parties to = { .at = &one, .count = 1 };

	if (account)
		begin(face, &(struct pupil_letter){ .account = account, .to = &to });
	return account != 0;
}

bool pupil_mail_answer(struct face *face, const struct message *message)
{
	struct account a;
	struct party from = message->from;
	const struct parties to = { .at = &from, .count = 1 };
	bool is_mine = text_equal(from.id, face_my_id(face));

	if (!text_equal(message->kind, "pupilMail") || !message->project.id || !account_by_id(face_store(face), message->project.id, &a))
		return false;
	begin(face, &(struct pupil_letter){
		.account = a.local, .to = is_mine ? &message->to : &to, .answers = message->message_uid, .subject = message->subject });
	account_release(&a);
	return true;
}

/* --- the row of the screen --- */

/* To whom it goes is known: the cursor begins where something lacks. */
static int open_form(struct face *face, struct view *view, int64_t argument)
{
	struct sheet *sheet = view->model;
	int at = 0;

	if (sheet_open(face, view, sheet, &kind, argument) != 0)
		return -1;
	while (at < sheet->count - 1 && (!sheet_is_typed_in(sheet, at) || !sheet_is_empty(sheet, at)))
		at++;
	if (!sheet->is_touched)
		sheet_go(view, sheet, at);
	return 0;
}

const struct screen screen_pupil_mail_form = {
	.name = "pupil-mail-form", .title = N_("Letter in the project"), .size = sizeof(struct sheet), .sheet = &kind,
	.open = open_form, .offers = sheet_screen_offers,
};
