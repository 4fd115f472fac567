/* Letters become records: one body, a copy for each party, as the portal's rule for messages writes them. */
#include "deliver.h"

#include <string.h>

#include "twinline/base/clock.h"

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
	json_set_string(body, "writtenAt", at);
	json_set_string(body, "receivedAt", at);
	return body;
}

static int write_copy(struct demo_world *w, const struct json *body, size_t person, unsigned marks, struct err *e)
{
	struct json *copy = json_copy(body);
	struct json *set = marks ? json_set(copy, "keywords", json_new_object()) : NULL;
	for (size_t i = 0; i < ARRAY_SIZE(keywords); i++)
		if (marks & keywords[i].bit)
			json_set_bool(set, keywords[i].keyword, true);
	return demo_write(w, w->people[person].account, TYPE_Message, copy, NULL, e);
}

int demo_deliver(struct demo_world *w, const struct demo_letter *letter, struct err *e)
{
	struct json *body = body_of(w, letter);
	int result = write_copy(w, body, letter->from, KEYWORD_SEEN, e);
	for (size_t i = 0; i < letter->to_count && result == 0; i++)
		result = write_copy(w, body, letter->to[i], letter->marks[i], e);
	json_free(body);
	return result;
}
