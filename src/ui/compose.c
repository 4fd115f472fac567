/*
 * Compose: a message being written. The draft is in the store from the first key on, and each key is kept before it is
 * drawn (compose_draft.c). What is drawn stands in compose_page.c.
 */
#include <stdlib.h>

#include "compose.h"
#include "held.h"
#include "mail.h"
#include "person.h"
#include "profile.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "words.h"

/* --- keeping --- */

static void look_for_people(struct face *face, struct compose *c)
{
	struct err e = { 0 };

	recipients_look(&c->to, face_store(face), &c->fields[COMPOSE_TO], &e);
	words_check(face, &e);
}

static void show_as_kept(struct face *face, struct view *view);

int compose_keep_or_show(struct face *face, struct view *view)
{
	struct compose *c = view->model;
	int kept = compose_keep(face, c);

	if (c->is_elsewhere)
		show_as_kept(face, view);
	return kept;
}

static void typed(struct face *face, struct view *view)
{
	struct compose *c = view->model;

	c->is_touched = c->draft.open = true;
	if (compose_keep_or_show(face, view) == 0 && c->item == COMPOSE_TO) {
		look_for_people(face, c);
		compose_look_whom(face, c);
	}
}

/* --- from item to item --- */

void compose_go_to(struct view *view, enum compose_item item, bool typing)
{
	struct compose *c = view->model;

	typing = typing && !c->is_elsewhere;
	recipients_await_next(&c->to, &c->fields[COMPOSE_TO], typing && item == COMPOSE_TO);
	c->item = item;
	view->field = typing && item < COMPOSE_FIELD_COUNT ? &c->fields[item] : NULL;
	if (item != COMPOSE_TO)
		people_release(&c->to.matches);
}

/* The next empty field, else the first action. */
void compose_go_to_empty(struct view *view)
{
	struct compose *c = view->model;
	int item = 0;

	while (item < COMPOSE_FIELD_COUNT && !compose_is_empty(c, (enum compose_item)item))
		item++;
	compose_go_to(view, (enum compose_item)item, true);
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
	compose_go_to(view, (enum compose_item)item, typing);
}

/* At 40 columns the actions stand in one line. */
static enum outcome step_along(struct face *face, struct view *view, int by)
{
	const struct compose *c = view->model;
	int item = (int)c->item + by;

	if (!c->is_in_a_line || c->item < COMPOSE_SEND || c->item == COMPOSE_FILE)
		return ACT_IGNORED;
	if (item == COMPOSE_FILE) {
		compose_go_to(view, (enum compose_item)(item + by), false);
		return ACT_DONE;
	}
	if (item >= COMPOSE_SEND && item < COMPOSE_ITEM_COUNT)
		step(face, view, by, false);
	return ACT_DONE;
}

/* --- leaving --- */

static enum outcome throw_away(struct face *face, struct compose *c)
{
	if (face_throw_draft(face, c->draft.local) != 0)
		return ACT_DONE;
	c->is_gone = true;
	face_close(face);
	face_say(face, _("The draft is thrown away. {undo} brings it back."));
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
	compose_keep_body(c);
	compose_files_count(face, c);
}

static bool keeps(struct face *face, struct view *view)
{
	struct compose *c = view->model;

	return !c->is_unkept || compose_keep(face, c) == 0;
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
		return compose_send(face, view);
	case COMPOSE_KEEP:
		return leave(face, view);
	case COMPOSE_THROW:
		return throw_away(face, c);
	case COMPOSE_ADD:
		compose_files_add(face, c);
		return ACT_DONE;
	case COMPOSE_FILE:
		face_say(face, _("{drop} takes this file out."));
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
		compose_go_to_empty(view);
	else
		compose_go_to(view, c->item, true);
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
		compose_go_to(view, COMPOSE_TO, false);
		return ACT_DONE;
	case ACTION_MOVE_LAST:
	case ACTION_FINISH:
		settle_recipient(face, view);
		compose_go_to(view, COMPOSE_SEND, false);
		return ACT_DONE;
	case ACTION_STOP_TYPING:
		compose_go_to(view, c->item, false);
		return ACT_DONE;
	case ACTION_SEND:
		settle_recipient(face, view);
		return compose_send(face, view);
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
	case ACTION_PHRASES:
		c->is_touched = c->draft.open = true;
		if (compose_keep_or_show(face, view) == 0)
			face_open(face, "phrases", c->draft.local);
		return ACT_DONE;
	case ACTION_BACK:
		return leave(face, view);
	default:
		return ACT_IGNORED;
	}
}

/* --- opening --- */

static int open_compose(struct face *face, struct view *view, int64_t argument)
{
	struct compose *c = view->model;

	if (!draft_get(face_store(face), argument, &c->draft)) {
		face_say(face, _("This draft is not here any more."));
		return -1;
	}
	c->is_elsewhere = !held_take(face, &c->draft);
	compose_fill(face, view);
	c->refused = profile_say_newcomer(face);
	return 0;
}

/* Another face writes it now: what it wrote stands here, and nothing can be typed. */
static void show_as_kept(struct face *face, struct view *view)
{
	struct compose *c = view->model, fresh = { .is_elsewhere = true };
	bool was_elsewhere = c->is_elsewhere && !view->field;

	if (!draft_get(face_store(face), c->draft.local, &fresh.draft))
		return;
	compose_release(c);
	*c = fresh;
	compose_fill(face, view);
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
		compose_keep(face, c);
		face_note_made(face, -c->draft.local);
	}
	if (c->made)
		face_note_made(face, c->made);
	if (!c->is_gone)
		held_release(face, &c->draft);
	compose_release(c);
}

static const char phrases_hint[] = N_("phrases");

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_SEND, N_("send"), N_("send it; {undo} takes it back"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("throw away"), N_("throw the draft away, or take a file out; {undo} brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("keep and go back"), N_("go back; the draft is kept"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT_OUTSIDE, NULL, N_("write the text in your own editor"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PHRASES, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_FINISH, NULL, N_("to Send"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

/* To somebody one does not know yet: what both read, each in their own language, is a way to begin. */
static const struct offer first_offers[] = {
	{ ACTION_OPEN, N_("choose"), N_("type in this field, or do what the line says"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_PHRASES, phrases_hint, NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_SEND, N_("send"), N_("send it; {undo} takes it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, N_("throw away"), N_("throw the draft away, or take a file out; {undo} brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("keep and go back"), N_("go back; the draft is kept"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_PART, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT_OUTSIDE, NULL, N_("write the text in your own editor"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FINISH, NULL, N_("to Send"), OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	const struct compose *c = view->model;

	return c->is_first ? first_offers : offers;
}

static const struct offer typing[] = {
	{ ACTION_NEXT_PART, N_("next field"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_PART, N_("next"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_FINISH, N_("to Send"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_STOP_TYPING, N_("stop typing"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PHRASES, phrases_hint, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_compose = {
	.name = "compose", .title = N_("Compose"), .size = sizeof(struct compose), .open = open_compose, .draw = compose_draw,
	.act = act, .keeps = keeps, .typed = typed, .changed = changed, .close = close_compose,
	.where = compose_where, .go = compose_go, .offers = offers, .offers_now = offers_now,
	.typing = typing,
};
