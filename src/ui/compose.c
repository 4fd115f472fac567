/*
 * Compose: a message being written. The draft is in the store from the first key on, and each key is kept before it is
 * drawn. What is drawn stands in compose_page.c.
 */
#include <stdlib.h>
#include <string.h>

#include "compose.h"
#include "held.h"
#include "mail.h"
#include "person.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"
#include "words.h"

enum { TO_MAX = 6000, SUBJECT_MAX = 200, TEXT_MAX = 60000 };

static const char *const item_names[COMPOSE_ITEM_COUNT] = {
	"to", "subject", "text", "send", "file", "add", "keep", "throw",
};

/* --- keeping --- */

static void keep_body(struct compose *c)
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

/* Writes the draft as it is now. Returns 0, or -1 and the cause is shown. */
static int keep(struct face *face, struct compose *c)
{
	struct err e = { 0 };

	keep_body(c);
	keep_context(c);
	c->is_unkept = draft_save(face_store(face), &c->draft, &e) != 0;
	if (e.code == ERR_DRAFT_ELSEWHERE) {
		c->is_elsewhere = true;
		c->is_unkept = false;
	}
	face_note_unkept(face, c->is_unkept);
	return e.code ? face_fail(face, &e) : 0;
}

static void look_for_people(struct face *face, struct compose *c)
{
	struct err e = { 0 };

	recipients_look(&c->to, face_store(face), &c->fields[COMPOSE_TO], &e);
	words_check(face, &e);
}

static void show_as_kept(struct face *face, struct view *view);

/* The same; where another face has taken the draft over, its text is shown. */
static int keep_or_show(struct face *face, struct view *view)
{
	struct compose *c = view->model;
	int kept = keep(face, c);

	if (c->is_elsewhere)
		show_as_kept(face, view);
	return kept;
}

static void typed(struct face *face, struct view *view)
{
	struct compose *c = view->model;

	c->is_touched = c->draft.open = true;
	if (keep_or_show(face, view) == 0 && c->item == COMPOSE_TO)
		look_for_people(face, c);
}

/* --- from item to item --- */

/* Puts the cursor on an item; into it where it is a field and typing is set. */
static void go_to(struct view *view, enum compose_item item, bool typing)
{
	struct compose *c = view->model;

	typing = typing && !c->is_elsewhere;
	recipients_await_next(&c->to, &c->fields[COMPOSE_TO], typing && item == COMPOSE_TO);
	c->item = item;
	view->field = typing && item < COMPOSE_FIELD_COUNT ? &c->fields[item] : NULL;
	if (item != COMPOSE_TO)
		people_release(&c->to.matches);
}

static bool is_empty(const struct compose *c, enum compose_item field)
{
	return c->fields[field].text.len == 0;
}

/* The next empty field, else the first action. */
static void go_to_empty(struct view *view)
{
	struct compose *c = view->model;
	int item = 0;

	while (item < COMPOSE_FIELD_COUNT && !is_empty(c, (enum compose_item)item))
		item++;
	go_to(view, (enum compose_item)item, true);
}

/* The part of To being typed becomes the person it can only mean, when the cursor leaves. */
static void settle_recipient(struct face *face, struct view *view)
{
	struct compose *c = view->model;

	if (c->item == COMPOSE_TO && !c->is_elsewhere && c->to.matches.count == 1 && recipients_take(&c->to, &c->fields[COMPOSE_TO], 0))
		typed(face, view);
}

/* Each file is a step. */
static void step(struct face *face, struct view *view, int by, bool typing)
{
	struct compose *c = view->model;
	int item = (int)c->item, files = compose_files(c);

	settle_recipient(face, view);
	if (item == COMPOSE_FILE && c->file + by >= 0 && c->file + by < files) {
		c->file += by;
		return;
	}
	item = (item + by + COMPOSE_ITEM_COUNT) % COMPOSE_ITEM_COUNT;
	if (item == COMPOSE_FILE && files == 0)
		item += by;
	c->file = by > 0 ? 0 : files - 1;
	go_to(view, (enum compose_item)item, typing);
}

/* At 40 columns the actions stand in one line. */
static enum outcome step_along(struct face *face, struct view *view, int by)
{
	const struct compose *c = view->model;
	int item = (int)c->item + by;

	if (!c->is_in_a_line || c->item < COMPOSE_SEND || c->item == COMPOSE_FILE)
		return ACT_IGNORED;
	if (item == COMPOSE_FILE) {
		go_to(view, (enum compose_item)(item + by), false);
		return ACT_DONE;
	}
	if (item >= COMPOSE_SEND && item < COMPOSE_ITEM_COUNT)
		step(face, view, by, false);
	return ACT_DONE;
}

/* --- sending --- */

/* Says what is missing, and goes there; true if something is. */
static bool lacks_something(struct face *face, struct view *view)
{
	struct compose *c = view->model;
	char *unknown = recipients_unknown(&c->to, c->fields[COMPOSE_TO].text.text);
	bool lacks = true;

	if (unknown) {
		face_sayf(face, _("Not known here: %s. Type part of a name, Enter takes the first."), unknown);
		go_to(view, COMPOSE_TO, true);
	} else if (json_size(json_get(c->body, "to")) == 0) {
		face_say(face, _("Who is it for? Type part of a name, Enter takes the first."));
		go_to(view, COMPOSE_TO, true);
	} else if (is_empty(c, COMPOSE_TEXT) && compose_files(c) == 0) {
		face_say(face, _("There is no text yet."));
		go_to(view, COMPOSE_TEXT, true);
	} else {
		lacks = false;
	}
	free(unknown);
	return lacks;
}

static enum outcome send(struct face *face, struct view *view)
{
	struct compose *c = view->model;
	int64_t account = face_account(face), entry;
	struct err e = { 0 };

	if (keep_or_show(face, view) != 0 || lacks_something(face, view))
		return ACT_DONE;
	if (!account) {
		face_say(face, _("It is kept as a draft. Sign in first, then send it."));
		return ACT_DONE;
	}
	entry = draft_send(face_store(face), c->draft.local, account, face_store(face)->hold, &e);
	if (entry < 0) {
		face_fail(face, &e);
		return ACT_DONE;
	}
	c->is_gone = true;
	face_remember_send(face, entry);
	face_wake_engine(face, false);
	face_close(face);
	words_say_goes_out(face, NULL);
	return ACT_CLOSED;
}

static enum outcome throw_away(struct face *face, struct compose *c)
{
	if (face_throw_draft(face, c->draft.local) != 0)
		return ACT_DONE;
	c->is_gone = true;
	face_close(face);
	face_say(face, _("The draft is thrown away. u brings it back."));
	return ACT_CLOSED;
}

/* Undo has written the files of the draft: they are read again; what is typed is newer here. */
static void changed(struct face *face, struct view *view)
{
	struct compose *c = view->model;
	struct draft kept;
	struct json *body;

	if (c->is_gone || !draft_get(face_store(face), c->draft.local, &kept))
		return;
	if (kept.holder != c->draft.holder) {
		draft_release(&kept);
		show_as_kept(face, view);
		return;
	}
	body = json_parse_own(kept.body);
	compose_files_take(c, body);
	json_free(body);
	draft_release(&kept);
	keep_body(c);
	compose_files_count(face, c);
}

static bool keeps(struct face *face, struct view *view)
{
	struct compose *c = view->model;

	return !c->is_unkept || keep(face, c) == 0;
}

/* What cannot be kept is not left: on a full disk the screen is the only place that has it. */
static enum outcome leave(struct face *face, struct view *view)
{
	const struct compose *c = view->model;
	bool is_kept = c->is_touched;

	if (!keeps(face, view))
		return ACT_DONE;
	face_close(face);
	if (is_kept && !face_is_leaving(face))
		face_say(face, _("Kept as a draft."));
	return ACT_CLOSED;
}

static enum outcome open_item(struct face *face, struct view *view)
{
	struct compose *c = view->model;

	switch (c->item) {
	case COMPOSE_SEND:
		return send(face, view);
	case COMPOSE_KEEP:
		return leave(face, view);
	case COMPOSE_THROW:
		return throw_away(face, c);
	case COMPOSE_ADD:
		compose_files_add(face, c);
		return ACT_DONE;
	case COMPOSE_FILE:
		face_say(face, _("d takes this file out."));
		return ACT_DONE;
	case COMPOSE_TO:
		if (view->field && recipients_take(&c->to, &c->fields[COMPOSE_TO], 0)) {
			typed(face, view);
			return ACT_DONE;
		}
		break;
	default:
		break;
	}
	if (view->field)
		go_to_empty(view);
	else
		go_to(view, c->item, true);
	return ACT_DONE;
}

/* Pages of the text: line by line, for a field knows no more. */
static void page_text(struct view *view, enum action line)
{
	struct compose *c = view->model;

	for (int i = 1; i < c->text_rows; i++)
		editor_act(&c->fields[COMPOSE_TEXT], line, view->field_width);
}

/* The page of the first that it goes to. */
static void look_at_recipient(struct face *face, const struct compose *c)
{
	const char *id = json_get_text(json_first(json_get(c->body, "to")), "id");

	person_open(face, id ? id : "");
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct compose *c = view->model;
	bool is_typing = view->field != NULL;

	if (c->is_elsewhere && held_refuses(face, c->draft.local, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		return open_item(face, view);
	case ACTION_NEXT_PART:
		step(face, view, 1, true);
		return ACT_DONE;
	case ACTION_PREVIOUS_PART:
		step(face, view, -1, true);
		return ACT_DONE;
	case ACTION_MOVE_DOWN:
	case ACTION_MOVE_UP:
		if (action == ACTION_MOVE_UP ? c->item > COMPOSE_TO : c->item < COMPOSE_THROW)
			step(face, view, action == ACTION_MOVE_UP ? -1 : 1, is_typing);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_UP:
		if (c->item == COMPOSE_TEXT)
			page_text(view, action == ACTION_PAGE_DOWN ? ACTION_MOVE_DOWN : ACTION_MOVE_UP);
		return ACT_DONE;
	case ACTION_MOVE_LEFT:
	case ACTION_MOVE_RIGHT:
		return step_along(face, view, action == ACTION_MOVE_LEFT ? -1 : 1);
	case ACTION_MOVE_FIRST:
		go_to(view, COMPOSE_TO, false);
		return ACT_DONE;
	case ACTION_MOVE_LAST:
	case ACTION_FINISH:
		settle_recipient(face, view);
		go_to(view, COMPOSE_SEND, false);
		return ACT_DONE;
	case ACTION_STOP_TYPING:
		go_to(view, c->item, false);
		return ACT_DONE;
	case ACTION_SEND:
		settle_recipient(face, view);
		return send(face, view);
	case ACTION_EDIT_OUTSIDE:
		if (face_edit_outside(face, &c->fields[COMPOSE_TEXT]))
			typed(face, view);
		return ACT_DONE;
	case ACTION_DROP:
		if (c->item != COMPOSE_FILE)
			return throw_away(face, c);
		compose_files_drop(face, view);
		return ACT_DONE;
	case ACTION_PERSON:
		look_at_recipient(face, c);
		return ACT_DONE;
	case ACTION_BACK:
		return leave(face, view);
	default:
		return ACT_IGNORED;
	}
}

/* --- opening --- */

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

			go_to(view, (enum compose_item)item, true);
			if (at >= 0 && (size_t)at <= c->fields[item].text.len)
				c->fields[item].at = (size_t)at;
			return;
		}
	}
	go_to_empty(view);
}

/* Fills the screen from the draft as it was read. */
static void fill(struct face *face, struct view *view)
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
	keep_body(c);
	compose_files_count(face, c);
}

static void release(struct compose *c)
{
	for (int i = 0; i < COMPOSE_FIELD_COUNT; i++)
		editor_release(&c->fields[i]);
	recipients_release(&c->to);
	draft_release(&c->draft);
	json_free(c->body);
	free(c->answers_name);
	free(c->answers_text);
}

static int open_compose(struct face *face, struct view *view, int64_t argument)
{
	struct compose *c = view->model;

	if (!draft_get(face_store(face), argument, &c->draft)) {
		face_say(face, _("This draft is not here any more."));
		return -1;
	}
	c->is_elsewhere = !held_take(face, &c->draft);
	fill(face, view);
	return 0;
}

/* Another face writes it now: what it wrote stands here, and nothing can be typed. */
static void show_as_kept(struct face *face, struct view *view)
{
	struct compose *c = view->model, fresh = { .is_elsewhere = true };
	bool was_elsewhere = c->is_elsewhere && !view->field;

	if (!draft_get(face_store(face), c->draft.local, &fresh.draft))
		return;
	release(c);
	*c = fresh;
	fill(face, view);
	if (!was_elsewhere)
		held_say_lost(face, c->draft.local);
}

/* An untouched draft leaves nothing behind; one that is open while the program ends is offered again. */
static void close_compose(struct face *face, struct view *view)
{
	struct compose *c = view->model;
	struct err e = { 0 };

	if (c->is_elsewhere || face_is_taken(face)) {
		/* it is another face's */
	} else if (!c->is_gone && !c->is_touched) {
		if (draft_delete(face_store(face), c->draft.local, &e) != 0)
			face_fail(face, &e);
	} else if (!c->is_gone && c->draft.open && !face_is_leaving(face)) {
		c->draft.open = false;
		keep(face, c);
	}
	if (!c->is_gone)
		held_release(face, &c->draft);
	release(c);
}

static struct json *where(const struct view *view)
{
	struct json *context = context_of(view->model);

	json_set_bool(context, "typing", view->field != NULL);
	return context;
}

static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	const char *name = json_get_text(where_it_was, "item");

	(void)face;
	restore_place(view, where_it_was);
	for (int item = 0; name && item < COMPOSE_ITEM_COUNT; item++)
		if (strcmp(item_names[item], name) == 0 && !json_get_bool(where_it_was, "typing", false))
			go_to(view, (enum compose_item)item, false);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_SEND, N_("send"), N_("send it; u takes it back"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("throw away"), N_("throw the draft away, or take a file out; u brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("keep and go back"), N_("go back; the draft is kept"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT_OUTSIDE, NULL, N_("write the text in your own editor"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FINISH, NULL, N_("to Send"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer typing[] = {
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_FINISH, N_("to Send"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_STOP_TYPING, N_("stop typing"), NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_compose = {
	.name = "compose", .title = N_("Compose"), .size = sizeof(struct compose), .open = open_compose, .draw = compose_draw,
	.act = act, .keeps = keeps, .typed = typed, .changed = changed, .close = close_compose,
	.where = where, .go = go, .offers = offers, .typing = typing,
};
