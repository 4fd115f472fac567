/* The screens of posts: places, threads, comments. They differ by a row of the table. */
#include "talk.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "person.h"
#include "place.h"
#include "project.h"
#include "screens.h"
#include "translate.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

enum { OVERLAP = 2 /* lines of a page that the next one has too */ };

static const struct talk_place places[] = {
	{ "updates", "update", RIGHT_UPDATE, RIGHT_COMMENT, false, N_("Nothing yet. {create} tells the others what is new.") },
	{ "bulletin", "bulletin", RIGHT_BULLETIN, RIGHT_COMMENT, false, N_("Nothing yet. {create} writes to the teachers.") },
	{ "project-journal", "journal", RIGHT_JOURNAL, RIGHT_COMMENT, false, N_("Nothing yet. {create} writes what everybody may read.") },
	{ "walls", "wall", RIGHT_WALL, RIGHT_COMMENT, false, N_("Nothing yet. A pupil's wall begins with their first post.") },
	{ "chat", "chat", RIGHT_CHAT, RIGHT_COUNT, false, N_("Nothing yet. What is said here stays for three months.") },
	{ "forum-thread", "forum", RIGHT_REPLY, RIGHT_REPLY, true, N_("Nothing yet. {create} writes the first.") },
	{ "comments", "comment", RIGHT_COMMENT, RIGHT_COMMENT, true, N_("Nothing yet. {create} writes the first.") },
};

static const struct talk_place *place_of(const struct view *view)
{
	for (size_t i = 0; i < ARRAY_SIZE(places); i++)
		if (text_equal(places[i].screen, view->screen->name))
			return &places[i];
	bug("%s has no row in the table of places", view->screen->name);
}

/* --- moving --- */

static void go_to(struct talk *t, int at)
{
	if (at < 0 || at >= t->count)
		return;
	t->at = at;
	t->file = 0;
	talk_show(t);
}

static bool is_in_sight(const struct talk *t, int line)
{
	return line >= t->top && line < t->top + t->height;
}

/* On the way through a post the cursor stops at its files. */
static void move_down(struct talk *t)
{
	if (t->count && t->file < t->said[t->at].files.count && is_in_sight(t, talk_line(t, t->at, t->file + 1)))
		t->file++;
	else if (t->count && talk_end_line(t, t->at) >= t->top + t->height)
		talk_slide(t, 1);
	else
		go_to(t, t->at + 1);
}

static void move_up(struct talk *t)
{
	if (t->file && is_in_sight(t, talk_line(t, t->at, t->file - 1)))
		t->file--;
	else if (t->count && t->said[t->at].line < t->top)
		talk_slide(t, -1);
	else
		go_to(t, t->at - 1);
}

/* The cursor comes along: to the first post that begins on the page. */
static void turn_page(struct talk *t, int by)
{
	int step = t->height > OVERLAP + 1 ? t->height - OVERLAP : 1, top = t->top;

	talk_slide(t, by * step);
	if (t->top == top) {
		go_to(t, by > 0 ? t->count - 1 : 0);
		return;
	}
	for (int i = 0; i < t->count; i++)
		if (t->said[i].line >= t->top && t->said[i].line < t->top + t->height) {
			t->at = i;
			t->file = 0;
			return;
		}
}

static void go_to_new(struct face *face, struct talk *t, int way)
{
	for (int i = t->at + way; i >= 0 && i < t->count; i += way)
		if (t->said[i].is_new) {
			go_to(t, i);
			return;
		}
	face_say(face, _("Nothing here is unread or waits for you."));
}

static char *no_line(const char *since)
{
	return xasprintf(_("No line since %s. The older posts come when it is back."), since);
}

/* At the top there may be more, which the portal has. */
static bool ask_older(struct face *face, const struct talk *t)
{
	static const struct older_words words = {
		no_line, N_("Not signed in. The older posts come after that."), N_("Fetching older posts."),
	};

	if (t->older.count == 0 || t->at > 0)
		return false;
	older_part_ask(face, t->account, &record_types[TYPE_Post], &words);
	return true;
}

/* --- acting --- */

/* The file under the cursor; NULL: it stands on a post. */
static const struct letter_file *file_at(const struct talk *t)
{
	return t->count && t->file && t->file <= t->said[t->at].files.count ? &t->said[t->at].files.files[t->file - 1] : NULL;
}

static void open_file(struct face *face, struct talk *t)
{
	letter_files_open(face, file_at(t));
	t->cells = 0; /* its line says something else now */
}

static void open_post(struct face *face, struct talk *t)
{
	const struct said *said = t->count ? &t->said[t->at] : NULL;

	if (!said)
		talk_begin(face, t);
	else if (file_at(t))
		open_file(face, t);
	else if (!t->place->is_about && t->place->answers != RIGHT_COUNT && said->depth == 0)
		face_open(face, "comments", said->local);
	else if (said->post.author.id)
		person_open(face, said->post.author.id);
}

static enum outcome stop_file(struct face *face, struct talk *t)
{
	t->cells = 0;
	return letter_files_stop(face, file_at(t)) ? ACT_DONE : ACT_IGNORED;
}

static bool moves(struct face *face, struct talk *t, enum action action)
{
	switch (action) {
	case ACTION_MOVE_DOWN:
		move_down(t);
		return true;
	case ACTION_MOVE_UP:
		if (!ask_older(face, t))
			move_up(t);
		return true;
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_UP:
		turn_page(t, action == ACTION_PAGE_DOWN ? 1 : -1);
		return true;
	case ACTION_MOVE_FIRST:
		go_to(t, 0);
		return true;
	case ACTION_MOVE_LAST:
		go_to(t, t->count - 1);
		return true;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_to_new(face, t, action == ACTION_NEXT_WAITING ? 1 : -1);
		return true;
	default:
		return false;
	}
}

static void translate_post(struct face *face, const struct talk *t)
{
	if (t->count > 0)
		translate_text(face, t->said[t->at].post.text, t->said[t->at].post.language);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct talk *t = view->model;

	if (moves(face, t, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_OPEN:
		open_post(face, t);
		return ACT_DONE;
	case ACTION_CREATE:
		talk_begin(face, t);
		return ACT_DONE;
	case ACTION_REPLY:
		talk_answer(face, t);
		return ACT_DONE;
	case ACTION_ACCEPT:
		talk_like(face, view);
		return ACT_DONE;
	case ACTION_KEEP:
		talk_pin(face, view);
		return ACT_DONE;
	case ACTION_EDIT:
		talk_edit(face, t);
		return ACT_DONE;
	case ACTION_DROP:
		return file_at(t) ? stop_file(face, t) : talk_drop(face, view);
	case ACTION_WRITE_TO:
		talk_write_to(face, t);
		return ACT_DONE;
	case ACTION_BLOCK:
	case ACTION_REPORT:
		talk_answer_for(face, view, action);
		return ACT_DONE;
	case ACTION_PRINT:
		talk_print(face, t);
		return ACT_DONE;
	case ACTION_TRANSLATE:
		translate_post(face, t);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

enum outcome talk_act(struct face *face, struct view *view, enum action action)
{
	struct talk *t = view->model;

	talk_mark_seen(face, t); /* what stood on the page until this key */
	return act(face, view, action);
}

/* --- the row of a screen --- */

/* The first that is unread, else the last. */
static int first_to_read(const struct talk *t)
{
	for (int i = 0; i < t->count; i++)
		if (t->said[i].is_new)
			return i;
	return t->count > 0 ? t->count - 1 : 0;
}

int talk_open(struct face *face, struct view *view, int64_t argument)
{
	struct talk *t = view->model;

	t->place = place_of(view);
	t->is_inline = t->place->begins == RIGHT_CHAT;
	*(t->place->is_about ? &t->about : &t->project) = argument;
	if (!talk_fill(face, t)) {
		face_say(face, t->place->is_about ? _("This post is not here any more.") : _("This project is not here any more."));
		return -1;
	}
	t->at = first_to_read(t);
	face_listen(face, letter_files_heard);
	return 0;
}

void talk_changed(struct face *face, struct view *view)
{
	struct talk *t = view->model;
	int64_t at = t->count ? t->said[t->at].local : 0;
	int count = t->count;
	bool was_last = t->count == 0 || t->at == t->count - 1;

	talk_fill(face, t);
	for (int i = 0; i < t->count; i++)
		if (t->said[i].local == at)
			t->at = i;
	if (t->at >= t->count)
		t->at = t->count > 0 ? t->count - 1 : 0;
	if (was_last && t->count > count && t->said[t->count - 1].is_mine)
		t->at = t->count - 1; /* what I have just said stands where I am */
	if (t->count == 0 || t->said[t->at].local != at || t->file > t->said[t->at].files.count)
		t->file = 0;
	t->is_placed = t->is_placed && !was_last;
}

void talk_close(struct face *face, struct view *view)
{
	struct talk *t = view->model;

	talk_mark_seen(face, t);
	talk_release(t);
}

struct json *talk_where(const struct view *view)
{
	const struct talk *t = view->model;
	struct json *object = json_new_object();

	if (t->count)
		json_set_integer(object, "post", t->said[t->at].local);
	json_set_integer(object, "top", t->top);
	return object;
}

void talk_go(struct face *face, struct view *view, const struct json *where)
{
	struct talk *t = view->model;
	int64_t post = json_get_integer(where, "post", 0), top = json_get_integer(where, "top", 0);

	(void)face;
	for (int i = 0; i < t->count; i++)
		if (t->said[i].local == post)
			t->at = i;
	t->top = top >= 0 && top < INT_MAX ? (int)top : 0;
}

static void restored(struct face *face, struct view *view, int64_t record)
{
	struct talk *t = view->model;

	(void)face;
	for (int i = 0; i < t->count; i++)
		if (t->said[i].local == record) {
			t->at = i;
			t->file = 0;
			t->is_placed = false;
		}
}

void talk_go_to_item(struct face *face, struct view *view, int item)
{
	struct talk *t = view->model;

	(void)face;
	for (int i = 0; i < t->count; i++)
		for (int file = 0; file <= t->said[i].files.count; file++)
			if (talk_line(t, i, file) >= t->top && item-- == 0) {
				go_to(t, i);
				t->file = file;
				return;
			}
}

static const struct offer offers[] = {
	{ ACTION_REPLY, N_("reply"), N_("reply, comment"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("new post"), N_("new post"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("like"), N_("like it, or no more"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next unread"), N_("next that is unread or waits for you"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_OPEN, NULL, N_("its comments; in a thread: who wrote it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_KEEP, NULL, N_("keep it on top, or no more"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, NULL, N_("change your words"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("take it away"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_WRITE_TO, NULL, N_("write to this person"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BLOCK, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_REPORT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TRANSLATE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct offer talk_offers_of_file[] = {
	{ ACTION_OPEN, N_("open the file"), N_("fetch the file under the cursor, or save it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_REPLY, N_("reply"), N_("reply, comment"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("stop fetching the file"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	return file_at(view->model) ? talk_offers_of_file : offers;
}

#define SCREEN_OF_POSTS \
	.size = sizeof(struct talk), .open = talk_open, .draw = talk_draw, .act = talk_act, .changed = talk_changed, .close = talk_close, \
	.restored = restored, \
	.where = talk_where, .go = talk_go, .go_to_item = talk_go_to_item, .offers = offers, .offers_now = offers_now

const struct screen screen_updates = { .name = "updates", .title = N_("Updates"), SCREEN_OF_POSTS };
const struct screen screen_bulletin = { .name = "bulletin", .title = N_("Bulletin"), SCREEN_OF_POSTS };
const struct screen screen_project_journal = { .name = "project-journal", .title = N_("Project journal"), SCREEN_OF_POSTS };
const struct screen screen_walls = { .name = "walls", .title = N_("Walls"), SCREEN_OF_POSTS };
const struct screen screen_forum_thread = { .name = "forum-thread", .title = N_("Thread"), SCREEN_OF_POSTS };
const struct screen screen_comments = { .name = "comments", .title = N_("Comments"), SCREEN_OF_POSTS };
