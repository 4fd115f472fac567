/* Beginning to write: the draft that compose opens, from nothing or from the message that it answers. */
#include <stdlib.h>
#include <string.h>

#include "mail.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"

/* Keeps a fresh draft, untouched so far, and opens it. body is taken. */
static void open_draft(struct face *face, struct json *body)
{
	struct draft draft = { .type = &record_types[TYPE_Message], .body = json_print(body), .open = true };
	struct err e = { 0 };

	json_free(body);
	if (draft_save(face_store(face), &draft, &e) != 0)
		face_fail(face, &e);
	else
		face_open(face, "compose", draft.local);
	draft_release(&draft);
}

void mail_new(struct face *face)
{
	open_draft(face, json_new_object());
}

static void add_person(struct face *face, struct json *to, const struct party *person)
{
	struct json *party;

	if (!person->id || strcmp(person->id, face_my_id(face)) == 0)
		return;
	for (const struct json *other = json_first(to); other; other = json_next(other))
		if (text_equal(json_get_text(other, "id"), person->id))
			return;
	party = json_push(to, json_new_object());
	json_set_string(party, "id", person->id);
	if (person->name)
		json_set_string(party, "name", person->name);
	if (person->country)
		json_set_string(party, "country", person->country);
}

/* Who an answer goes to: the writer, or those I wrote to myself; to all: every other person of the message. */
static struct json *recipients(struct face *face, const struct message *m, bool all)
{
	struct json *to = json_new_array();

	if (!mail_is_mine(face, m))
		add_person(face, to, &m->from);
	for (size_t i = 0; i < m->to.count && (all || mail_is_mine(face, m)); i++)
		add_person(face, to, &m->to.at[i]);
	return to;
}

static void set_subject(struct json *body, const char *subject)
{
	char start[4] = { 0 }, *text;

	strncpy(start, subject ? subject : "", sizeof start - 1);
	text = xasprintf("%s%s", ascii_casecmp(start, "re:") == 0 ? "" : "Re: ", subject ? subject : "");
	json_set_string(body, "subject", text);
	free(text);
}

/* The draft that answers a message already; 0 if there is none. */
static int64_t begun_answer(struct store *s, const char *message_uid)
{
	int64_t *locals = NULL, found = 0;
	int count = message_uid ? draft_list(s, &record_types[TYPE_Message], &locals, NULL) : 0;

	for (int i = 0; i < count && !found; i++) {
		struct draft draft = { 0 };

		if (draft_get(s, locals[i], &draft)) {
			struct json *body = json_parse_own(draft.body);

			if (text_equal(json_get_text(body, "inReplyTo"), message_uid))
				found = locals[i];
			json_free(body);
		}
		draft_release(&draft);
	}
	free(locals);
	return found;
}

static void begin_answer(struct face *face, const struct message *m, bool all)
{
	struct json *body = json_new_object();

	json_set(body, "to", recipients(face, m, all));
	set_subject(body, m->subject);
	if (m->message_uid)
		json_set_string(body, "inReplyTo", m->message_uid);
	if (m->project.id) {
		struct json *project = json_set(body, "project", json_new_object());

		json_set_string(project, "id", m->project.id);
		json_set_string(project, "name", m->project.name);
	}
	open_draft(face, body);
}

void mail_answer(struct face *face, int64_t message, bool all)
{
	struct message m;
	int64_t begun;

	if (!mail_read(face_store(face), message, &m))
		return;
	begun = begun_answer(face_store(face), m.message_uid);
	if (begun)
		face_open(face, "compose", begun);
	else
		begin_answer(face, &m, all);
	mail_release(&m);
}

void mail_write_to(struct face *face, int64_t message)
{
	struct json *body;
	struct message m;

	if (!mail_read(face_store(face), message, &m))
		return;
	body = json_new_object();
	json_set(body, "to", recipients(face, &m, false));
	mail_release(&m);
	open_draft(face, body);
}
