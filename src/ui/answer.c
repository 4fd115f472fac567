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

void mail_answer(struct face *face, int64_t message, bool all)
{
	struct message m;
	int64_t begun;

	if (!message_read(face_store(face), message, &m))
		return;
	begun = begun_answer(face_store(face), m.message_uid);
	if (begun)
		face_open(face, "compose", begun);
	else
		open_draft(face, message_answer(face_store(face), &m, all));
	message_release(&m);
}

void mail_write_to(struct face *face, int64_t message)
{
	struct json *body, *answer;
	struct message m;

	if (!message_read(face_store(face), message, &m))
		return;
	body = json_new_object();
	answer = message_answer(face_store(face), &m, false);
	json_set(body, "to", json_detach(answer, "to"));
	json_free(answer);
	message_release(&m);
	open_draft(face, body);
}
