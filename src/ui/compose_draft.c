/* A draft and its screen: filled from it, kept in it, and the place where the cursor was. */
#include <stdlib.h>
#include <string.h>

#include "compose.h"
#include "face.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "twinline/records/relation.h"
#include "words.h"

enum { TO_MAX = 6000, SUBJECT_MAX = 200, TEXT_MAX = 60000 };

static const char *const item_names[COMPOSE_ITEM_COUNT] = {
	"to", "subject", "text", "send", "file", "add", "keep", "throw",
};

/* --- keeping --- */

void compose_keep_body(struct compose *c)
{
	json_set(c->body, "to", recipients_json(&c->to, c->fields[COMPOSE_TO].text.text));
	json_set_string(c->body, "subject", c->fields[COMPOSE_SUBJECT].text.text);
	json_set_string(c->body, "text", c->fields[COMPOSE_TEXT].text.text);
	free(c->draft.body);
	c->draft.body = json_print(c->body);
	c->size = (int64_t)strlen(c->draft.body);
}

/* Where the cursor is, and what the body has no place for. Yours. */
static struct json *context_of(const struct compose *c)
{
	struct json *context = json_new_object();

	json_set_string(context, "item", item_names[c->item]);
	if (c->is_forward)
		json_set_bool(context, "forwards", true);
	json_set_string(context, "to", c->fields[COMPOSE_TO].text.text); /* with what names nobody yet */
	if (c->item < COMPOSE_FIELD_COUNT)
		json_set_integer(context, "at", (int64_t)c->fields[c->item].at);
	return context;
}

static void keep_context(struct compose *c)
{
	struct json *context = context_of(c);

	free(c->draft.context);
	c->draft.context = json_print(context);
	json_free(context);
}

int compose_keep(struct face *face, struct compose *c)
{
	struct err e = { 0 };

	compose_keep_body(c);
	keep_context(c);
	c->is_unkept = draft_save(face_store(face), &c->draft, &e) != 0;
	if (e.code == ERR_DRAFT_ELSEWHERE) {
		c->is_elsewhere = true;
		c->is_unkept = false;
	}
	face_note_unkept(face, c->is_unkept);
	return e.code ? face_fail(face, &e) : 0;
}

/* --- filling --- */

/* The message that the draft answers, by its messageUid; 0 if it is not here. */
static int64_t answered_message(struct face *face, const char *uid)
{
	const struct record_filter filter = { .field = "messageUid", .equals = uid };
	const struct record_query query = {
		.account = face_account(face), .type = &record_types[TYPE_Message], .filters = &filter, .filter_count = 1, .limit = 1,
	};
	int64_t local = 0;
	struct err e = { 0 };

	if (uid && *uid)
		record_list(face_store(face), &query, &local, NULL, NULL, &e);
	words_check(face, &e);
	return local;
}

static void read_answered(struct face *face, struct compose *c)
{
	int64_t local = answered_message(face, json_get_text(c->body, "inReplyTo"));
	struct message m;

	if (!local || !message_read(face_store(face), local, &m))
		return;
	c->answers_name = xstrdup(m.from.name ? m.from.name : "");
	c->answers_text = xstrdup(m.text ? m.text : "");
	c->answers_at = message_time(&m);
	message_release(&m);
}

/* Where the cursor was, or else the first empty field. */
static void restore_place(struct view *view, const struct json *context)
{
	struct compose *c = view->model;
	const char *name = json_get_text(context, "item");

	for (int item = 0; name && item < COMPOSE_FIELD_COUNT; item++) {
		if (strcmp(item_names[item], name) == 0) {
			int64_t at = json_get_integer(context, "at", 0);

			compose_go_to(view, (enum compose_item)item, true);
			if (at >= 0 && (size_t)at <= c->fields[item].text.len)
				c->fields[item].at = (size_t)at;
			return;
		}
	}
	compose_go_to_empty(view);
}

void compose_look_whom(struct face *face, struct compose *c)
{
	const struct json *to = json_get(c->body, "to");
	const char *id = json_size(to) == 1 ? json_get_text(json_first(to), "id") : NULL;

	c->is_first = id && !json_get(c->body, "inReplyTo") && relation_to(face_store(face), id, NULL, NULL) != RELATION_CONTACT;
}

void compose_fill(struct face *face, struct view *view)
{
	struct compose *c = view->model;
	const char *typed_to;
	struct json *context;
	char *to;

	c->body = json_parse_own(c->draft.body);
	if (!c->body)
		c->body = json_new_object();
	context = json_parse_own(c->draft.context);
	c->is_forward = json_get_bool(context, "forwards", false);
	c->is_touched = context && (!c->is_forward || json_get_text(context, "item"));
	to = recipients_read(&c->to, json_get(c->body, "to"));
	c->is_to_all = json_size(json_get(c->body, "to")) > 1;
	typed_to = json_get_text(context, "to");
	editor_init(&c->fields[COMPOSE_TO], typed_to ? typed_to : to, TO_MAX, false);
	editor_init(&c->fields[COMPOSE_SUBJECT], json_get_text(c->body, "subject"), SUBJECT_MAX, false);
	editor_init(&c->fields[COMPOSE_TEXT], json_get_text(c->body, "text"), TEXT_MAX, true);
	if (!c->is_touched) /* what is sent on stands there already: words go above it */
		c->fields[COMPOSE_TEXT].at = 0;
	read_answered(face, c);
	restore_place(view, context);
	free(to);
	json_free(context);
	compose_keep_body(c);
	compose_look_whom(face, c);
	compose_files_count(face, c);
}

void compose_release(struct compose *c)
{
	for (int i = 0; i < COMPOSE_FIELD_COUNT; i++)
		editor_release(&c->fields[i]);
	recipients_release(&c->to);
	draft_release(&c->draft);
	json_free(c->body);
	free(c->answers_name);
	free(c->answers_text);
}

/* --- the place --- */

struct json *compose_where(const struct view *view)
{
	struct json *context = context_of(view->model);

	json_set_bool(context, "typing", view->field != NULL);
	return context;
}

void compose_go(struct face *face, struct view *view, const struct json *where_it_was)
{
	const char *name = json_get_text(where_it_was, "item");

	(void)face;
	restore_place(view, where_it_was);
	for (int item = 0; name && item < COMPOSE_ITEM_COUNT; item++)
		if (strcmp(item_names[item], name) == 0 && !json_get_bool(where_it_was, "typing", false))
			compose_go_to(view, (enum compose_item)item, false);
}
