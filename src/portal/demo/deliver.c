/* Letters become records: one body, a copy for each party, as the portal's rule for messages writes them. */
#include "deliver.h"

#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/records/blob.h"

static const struct { enum demo_keyword bit; const char *keyword; } keywords[] = {
	{KEYWORD_SEEN, "$seen"}, {KEYWORD_ANSWERED, "$answered"}, {KEYWORD_KEPT, "$kept"},
};

void demo_draw_uid(struct demo_world *w, char uid[DEMO_UID_SIZE])
{
	random_id(&w->ids, uid);
	random_id(&w->ids, uid + RECORD_ID_LENGTH);
}

static struct json *body_of(const struct demo_world *w, const struct demo_letter *letter)
{
	const struct demo_person *from = &w->people[letter->from];
	struct json *body = json_new_object();
	char at[CLOCK_TEXT_SIZE];
	clock_format(letter->at, at);
	json_set_string(body, "messageUid", letter->uid);
	json_set_string(body, "threadUid", letter->thread[0] ? letter->thread : letter->uid);
	if (letter->reply_to[0])
		json_set_string(body, "inReplyTo", letter->reply_to);
	json_set_string(body, "kind", letter->kind);
	demo_set_party(body, "from", from->id, from->name, from->country);
	struct json *to = json_set(body, "to", json_new_array());
	for (size_t i = 0; i < letter->to_count; i++) {
		const struct demo_person *person = &w->people[letter->to[i]];
		struct json *holder = json_new_object();
		demo_set_party(holder, "party", person->id, person->name, person->country);
		json_push(to, json_detach(holder, "party"));
		json_free(holder);
	}
	json_set_string(body, "subject", letter->subject);
	json_set_string(body, "text", letter->text);
	json_set_string(body, "language", letter->language);
	if (letter->project)
		demo_set_party(body, "project", letter->project_id, letter->project, NULL);
	if (letter->proposal)
		json_set(body, "proposal", json_parse_own(letter->proposal));
	json_set_string(body, "writtenAt", at);
	json_set_string(body, "receivedAt", at);
	return body;
}

/* The bytes are kept once, in the sender's account; the others' refer to them under ids of their own. */
static int attach(struct demo_world *w, const struct demo_letter *letter, int64_t account, char source[RECORD_ID_LENGTH + 1],
                  struct json *copy, struct err *e)
{
	const struct demo_person *from = &w->people[letter->from];
	char id[RECORD_ID_LENGTH + 1];
	struct blob blob = {.account = account, .created_at = letter->at};
	if (account == from->account) {
		if (blob_write(w->s, account, from->id, letter->file_type, letter->file, strlen(letter->file), letter->at, &blob, e) < 0)
			return -1;
		memcpy(source, blob.id, sizeof id);
		memcpy(id, blob.id, sizeof id);
		blob_release(&blob);
	} else if (blob_copy(w->s, from->account, source, &blob, e) < 0) {
		return -1;
	} else {
		memcpy(id, blob.id, sizeof id);
	}
	struct json *file = json_push(json_set(copy, "files", json_new_array()), json_new_object());
	json_set_string(file, "blobId", id);
	json_set_string(file, "name", letter->file_name);
	json_set_string(file, "type", letter->file_type);
	json_set_integer(file, "size", (int64_t)strlen(letter->file));
	return 0;
}

/* source: the file's id in the sender's account, whose copy is written first. */
static int write_copy(struct demo_world *w, const struct demo_letter *letter, const struct json *body, size_t person,
                      unsigned marks, char source[RECORD_ID_LENGTH + 1], struct err *e)
{
	struct json *copy = json_copy(body);
	if (letter->file && attach(w, letter, w->people[person].account, source, copy, e) < 0) {
		json_free(copy);
		return -1;
	}
	struct json *set = marks ? json_set(copy, "keywords", json_new_object()) : NULL;
	for (size_t i = 0; i < ARRAY_SIZE(keywords); i++)
		if (marks & keywords[i].bit)
			json_set_bool(set, keywords[i].keyword, true);
	return demo_write(w, w->people[person].account, TYPE_Message, copy, NULL, e);
}

int demo_deliver(struct demo_world *w, const struct demo_letter *letter, struct err *e)
{
	struct json *body = body_of(w, letter);
	char source[RECORD_ID_LENGTH + 1] = "";
	int result = write_copy(w, letter, body, letter->from, KEYWORD_SEEN, source, e);
	for (size_t i = 0; i < letter->to_count && result == 0; i++)
		result = write_copy(w, letter, body, letter->to[i], letter->marks[i], source, e);
	json_free(body);
	return result;
}
