/* The chat of a project: what was said, the latest at the bottom, and a line to type in. Enter sends, Esc goes to what was said. */
#include <stdlib.h>
#include <string.h>

#include "mention.h"
#include "project.h"
#include "screens.h"
#include "talk.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"

enum { TEXT_MOST = 2000 /* characters of one word in a chat */, FIELD_LINES = 1 };

/* --- what is being typed --- */

/* The line that was begun here before, on whatever screen it was left. */
static void find_draft(struct face *face, struct talk *t)
{
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = draft_list(face_store(face), &record_types[TYPE_Post], &locals, &e);

	words_check(face, &e);
	for (int i = 0; i < count && !t->draft.local; i++) {
		struct draft draft = { 0 };
		struct json *context = draft_get(face_store(face), locals[i], &draft) ? json_parse_own(draft.context) : NULL;

		if (json_get_bool(context, "chat", false) && json_get_integer(context, "account", 0) == t->account) {
			t->draft = draft;
			draft = (struct draft){ 0 };
		}
		json_free(context);
		draft_release(&draft);
	}
	free(locals);
}

static bool keep(struct face *face, struct talk *t)
{
	struct json *body = json_new_object(), *named = mention_list(face, t->account, t->field.text.text);
	struct err e = { 0 };

	json_set_string(body, "place", "chat");
	json_set_string(body, "text", t->field.text.text ? t->field.text.text : "");
	if (named)
		json_set(body, "mentions", named);
	free(t->draft.body);
	free(t->draft.context);
	t->draft.type = &record_types[TYPE_Post];
	t->draft.body = json_print(body);
	t->draft.context = xasprintf("{\"account\":%lld,\"chat\":true}", (long long)t->account);
	json_free(body);
	face_note_unkept(face, draft_save(face_store(face), &t->draft, &e) != 0);
	return e.code ? face_fail(face, &e) == 0 : true;
}

static void typed(struct face *face, struct view *view)
{
	keep(face, view->model);
}

static bool keeps(struct face *face, struct view *view)
{
	struct talk *t = view->model;

	return t->field.text.len == 0 || keep(face, t);
}

static void forget(struct face *face, struct talk *t)
{
	struct err e = { 0 };

	if (t->draft.local && draft_delete(face_store(face), t->draft.local, &e) != 0)
		face_fail(face, &e);
	draft_release(&t->draft);
	t->draft = (struct draft){ 0 };
}

static bool is_blank(const struct talk *t)
{
	return t->field.text.len == 0 || strspn(t->field.text.text, " ") == t->field.text.len;
}

/* --- acting --- */

static void go_to_end(struct talk *t)
{
	t->at = t->count > 0 ? t->count - 1 : 0;
	t->file = 0;
	t->is_placed = false;
}

static void say(struct face *face, struct view *view)
{
	struct talk *t = view->model;
	struct err e = { 0 };

	if (is_blank(t) || !keep(face, t))
		return;
	if (draft_send(face_store(face), t->draft.local, t->account, 0, &e) < 0) {
		face_fail(face, &e);
		return;
	}
	draft_release(&t->draft);
	t->draft = (struct draft){ 0 };
	editor_set(&t->field, "");
	face_wake_engine(face, true);
	talk_changed(face, view);
	go_to_end(t);
}

static void begin_typing(struct face *face, struct view *view)
{
	struct talk *t = view->model;

	if (project_may(face, t->account, RIGHT_CHAT))
		view->field = &t->field;
}

static enum outcome act_typing(struct face *face, struct view *view, enum action action)
{
	struct talk *t = view->model;

	switch (action) {
	case ACTION_OPEN:
	case ACTION_SEND:
	case ACTION_FINISH:
		say(face, view);
		return ACT_DONE;
	case ACTION_STOP_TYPING:
		view->field = NULL;
		return ACT_DONE;
	case ACTION_NEXT_PART:
		if (mention_complete(face, t->account, &t->field))
			keep(face, t);
		else
			view->field = NULL;
		return ACT_DONE;
	case ACTION_MOVE_UP:
	case ACTION_MOVE_DOWN:
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		return talk_act(face, view, action);
	default:
		return ACT_IGNORED;
	}
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	const struct talk *t = view->model;

	if (view->field)
		return act_typing(face, view, action);
	if (t->file && action == ACTION_OPEN)
		return talk_act(face, view, action);
	switch (action) {
	case ACTION_OPEN:
	case ACTION_CREATE:
	case ACTION_REPLY:
	case ACTION_NEXT_PART:
		begin_typing(face, view);
		return ACT_DONE;
	default:
		return talk_act(face, view, action);
	}
}

/* --- drawing --- */

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct talk *t = view->model;
	int rows = page_body_rows(p) - (t->may_say ? FIELD_LINES : 0), line = rows + 1, at, column = cells_width(_("you")) + 2;
	char *names = view->field ? mention_names(face, t->account, view->field) : NULL;

	view->field_width = p->columns - 1 - column;
	talk_draw_title(face, t, p);
	talk_draw_posts(face, t, p, rows > 0 ? rows : 1);
	if (t->count == 0)
		page_put(p, 1, 2, _(t->place->empty));
	if (names && rows > 1) {
		page_clear_row(p, rows);
		page_putf(p, rows, 0, _("Tab: %s"), names);
	}
	if (t->may_say) {
		page_putf(p, line, 0, "%s:", _("you"));
		editor_draw(&t->field, p, line, column, FIELD_LINES, view->field_width, view->field != NULL);
	}
	at = t->count ? talk_line(t, t->at, t->file) : 0;
	if (!view->field && t->count > 0 && at >= t->top && at < t->top + t->height)
		page_mark(p, 1 + at - t->top);
	else if (!view->field)
		page_cursor(p, 1, 0);
	free(names);
}

/* --- the row of the screen --- */

static int open_chat(struct face *face, struct view *view, int64_t argument)
{
	struct talk *t = view->model;
	struct json *body;

	if (talk_open(face, view, argument) != 0)
		return -1;
	find_draft(face, t);
	body = json_parse_own(t->draft.body);
	editor_init(&t->field, json_get_text(body, "text"), TEXT_MOST, false);
	json_free(body);
	t->may_say = project_can(face, t->account, RIGHT_CHAT);
	if (t->may_say)
		view->field = &t->field;
	return 0;
}

/* What others say shows at once, below what was there. */
static void changed(struct face *face, struct view *view)
{
	struct talk *t = view->model;
	bool was_last = t->at >= t->count - 1;

	talk_changed(face, view);
	t->may_say = project_can(face, t->account, RIGHT_CHAT);
	if (was_last)
		go_to_end(t);
}

static void close_chat(struct face *face, struct view *view)
{
	struct talk *t = view->model;

	if (is_blank(t) && !face_is_taken(face))
		forget(face, t);
	talk_close(face, view);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("write"), N_("write in the line below"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("like"), N_("like it, or no more"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next unread"), N_("next that is unread or waits for you"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_EDIT, NULL, N_("change your words"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("take it away"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_WRITE_TO, NULL, N_("write to this person"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BLOCK, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_REPORT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer typing[] = {
	{ ACTION_OPEN, N_("send"), N_("send it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_STOP_TYPING, N_("stop typing"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	const struct talk *t = view->model;

	if (t->file)
		return talk_offers_of_file;
	return t->may_say ? offers : offers + 1; /* without the line, nothing to write in it */
}

const struct screen screen_chat = {
	.name = "chat", .title = N_("Chat"), .size = sizeof(struct talk), .open = open_chat, .draw = draw, .act = act, .keeps = keeps,
	.typed = typed, .changed = changed, .close = close_chat, .where = talk_where, .go = talk_go, .go_to_item = talk_go_to_item,
	.offers = offers, .offers_now = offers_now, .typing = typing,
};
