/* Messages as a client handles them. */
#include "twinline/records/message.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"
#include "twinline/schema/phrases.h"

bool message_read(struct store *s, int64_t local, struct message *m)
{
	struct record record = { 0 };
	bool there = record_by_local(s, local, &record) && record.type == &record_types[TYPE_Message];

	*m = (struct message){ 0 };
	if (there) {
		struct json *tree = record_tree(s, &record);

		record_decode(record.type, tree, m);
		json_free(tree);
	}
	record_free(&record);
	return there;
}

void message_release(struct message *m)
{
	record_release(&record_types[TYPE_Message], m);
}

static bool is_me(struct store *s, const char *person)
{
	char *me = replica_me(s);
	bool is = *me && text_equal(me, person);

	free(me);
	return is;
}

bool message_is_mine(struct store *s, const struct message *m)
{
	return is_me(s, m->from.id);
}

int64_t message_time(const struct message *m)
{
	return m->received_at ? m->received_at : m->written_at;
}

enum message_state message_state_in_outbox(enum outbox_state state)
{
	static const enum message_state states[OUTBOX_STATE_COUNT] = {
		[OUTBOX_HELD] = MESSAGE_HELD, [OUTBOX_WAITING] = MESSAGE_WAITING, [OUTBOX_SENDING] = MESSAGE_WAITING,
		[OUTBOX_REFUSED] = MESSAGE_REFUSED, [OUTBOX_NEEDS_YOU] = MESSAGE_NEEDS_YOU,
	};

	return states[state];
}

enum message_state message_state_of(struct store *s, int64_t local)
{
	int64_t local_entry = outbox_of_record(s, local);
	struct outbox_entry entry = { 0 };
	enum message_state state = MESSAGE_READ;

	if (local_entry && outbox_get(s, local_entry, &entry) && entry.kind == OUTBOX_CREATE)
		state = message_state_in_outbox(entry.state);
	outbox_entry_release(&entry);
	return state;
}

int64_t message_to_answer(struct store *s, int64_t thread, struct err *e)
{
	int64_t *locals = NULL, found = 0;
	int count = thread_messages(s, thread, &locals, e);

	for (int i = count - 1; i >= 0; i--) {
		struct message m;

		if (!message_read(s, locals[i], &m))
			continue;
		if (!found)
			found = locals[i];
		if (!message_is_mine(s, &m)) {
			found = locals[i];
			i = 0;
		}
		message_release(&m);
	}
	free(locals);
	return found;
}

/* --- answering --- */

static void add_person(struct store *s, struct json *to, const struct party *person)
{
	struct json *party;

	if (!person->id || is_me(s, person->id))
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

static struct json *recipients(struct store *s, const struct message *m, bool all)
{
	struct json *to = json_new_array();
	bool is_mine = message_is_mine(s, m);

	if (!is_mine)
		add_person(s, to, &m->from);
	for (size_t i = 0; i < m->to.count && (all || is_mine); i++)
		add_person(s, to, &m->to.at[i]);
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

struct json *message_answer(struct store *s, const struct message *m, bool all)
{
	struct json *body = json_new_object();

	json_set(body, "to", recipients(s, m, all));
	set_subject(body, m->subject);
	if (m->message_uid)
		json_set_string(body, "inReplyTo", m->message_uid);
	if (m->project.id) {
		struct json *project = json_set(body, "project", json_new_object());

		json_set_string(project, "id", m->project.id);
		json_set_string(project, "name", m->project.name);
	}
	return body;
}

char *message_with_phrases(const struct message *m, char *text_taken)
{
	struct str all = { 0 };

	phrases_add_words(&all, m->phrases);
	if (!all.len) {
		str_release(&all);
		return text_taken ? text_taken : xstrdup("");
	}
	if (text_taken && *text_taken)
		str_addf(&all, "\n\n%s", text_taken);
	free(text_taken);
	return str_detach(&all);
}
