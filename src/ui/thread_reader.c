/*
 * The thread reader: one conversation, oldest first. One message is open and stands whole; the others are a line each.
 * The page slides over all these lines; the mark is on the head of the open message.
 */
#include <limits.h>
#include <stdlib.h>

#include "mail.h"
#include "place.h"
#include "screens.h"
#include "thread_reader.h"
#include "twinline/base/i18n.h"
#include "twinline/records/draft.h"

enum { OVERLAP = 2 /* lines of a page that the next one has too */ };

void reader_open(struct face *face, struct reader *reader, int at)
{
	struct letter *letter = &reader->talk.letters[at];

	reader->open = at;
	reader->placed = false;
	reader->file = reader->found_row = -1;
	reader_read_text(face, reader);
	if (!letter->is_mine && !letter->is_seen) {
		letter->is_seen = true;
		mail_seen(face, letter->local);
	}
}

/* --- acting --- */

/* Takes a conversation into this reader; false if it is not there. */
static bool take(struct face *face, struct reader *reader, int64_t thread)
{
	struct conversation talk = { .thread = thread };

	if (!conversation_read(face, &talk))
		return false;
	conversation_release(&reader->talk);
	reader->talk = talk;
	reader_open(face, reader, conversation_first_to_read(&talk));
	return true;
}

/* Goes on to what stands next in the list below; true if there is something. */
static bool go_on(struct face *face, struct reader *reader, enum list_step step)
{
	struct view *below = face_view_below(face);
	int64_t next = below && below->screen->step ? below->screen->step(face, below, step) : 0;

	if (next < 0) { /* a draft: it is written, not read */
		face_close(face);
		face_open(face, "compose", -next);
		return true;
	}
	return next && next != reader->talk.thread && take(face, reader, next);
}

static void move_to(struct face *face, struct reader *reader, int at)
{
	if (at >= 0 && at < reader->talk.count && at != reader->open)
		reader_open(face, reader, at);
}

/* To a file of the open letter (-1: its head), which slides into sight. */
static void go_to_file(struct reader *reader, int file)
{
	reader->file = file;
	if (reader->rows_cells != 0) /* drawn already */
		reader_show_cursor(reader);
}

/* Files and head go round. */
static enum outcome next_part(struct reader *reader, int by)
{
	int parts = reader->files.count + 1;

	if (parts == 1)
		return ACT_IGNORED;
	go_to_file(reader, (reader->file + 1 + by + parts) % parts - 1);
	return ACT_DONE;
}

static void move_down(struct face *face, struct reader *reader)
{
	if (reader_open_end(reader) >= reader->top + reader->height)
		reader_slide(reader, 1);
	else if (reader->file + 1 < reader->files.count)
		go_to_file(reader, reader->file + 1);
	else
		move_to(face, reader, reader->open + 1);
}

static void move_up(struct face *face, struct reader *reader)
{
	if (reader->file >= 0)
		go_to_file(reader, reader->file - 1);
	else if (reader->top > reader->open)
		reader_slide(reader, -1);
	else
		move_to(face, reader, reader->open - 1);
}

static void page_down(struct face *face, struct reader *reader)
{
	int step = reader->height > OVERLAP + 1 ? reader->height - OVERLAP : 1;

	if (reader_open_end(reader) >= reader->top + reader->height)
		reader_slide(reader, step);
	else if (reader->open + 1 < reader->talk.count)
		move_to(face, reader, reader->open + 1);
	else if (!go_on(face, reader, LIST_NEXT))
		face_say(face, _("This is the end of the list."));
}

static void page_up(struct face *face, struct reader *reader)
{
	int step = reader->height > OVERLAP + 1 ? reader->height - OVERLAP : 1;

	if (reader->top > reader->open)
		reader_slide(reader, -(step < reader->top - reader->open ? step : reader->top - reader->open));
	else if (reader->open > 0)
		move_to(face, reader, reader->open - 1);
	else if (!go_on(face, reader, LIST_PREVIOUS))
		face_say(face, _("This is the beginning of the list."));
}

static void next_waiting(struct face *face, struct reader *reader, bool backwards)
{
	int way = backwards ? -1 : 1;

	for (int i = reader->open + way; i >= 0 && i < reader->talk.count; i += way) {
		if (!reader->talk.letters[i].is_seen) {
			move_to(face, reader, i);
			return;
		}
	}
	if (!go_on(face, reader, backwards ? LIST_PREVIOUS_WAITING : LIST_NEXT_WAITING))
		face_say(face, _("Nothing here is unread or waits for you."));
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct reader *reader = view->model;

	if (actions[action].group == GROUP_MOVING && action != ACTION_FIND && action != ACTION_FIND_NEXT && action != ACTION_FIND_PREVIOUS)
		reader->found_row = -1; /* the cursor goes on from the head */
	switch (action) {
	case ACTION_MOVE_DOWN:
		move_down(face, reader);
		return ACT_DONE;
	case ACTION_MOVE_UP:
		move_up(face, reader);
		return ACT_DONE;
	case ACTION_PAGE_DOWN:
		page_down(face, reader);
		return ACT_DONE;
	case ACTION_PAGE_UP:
		page_up(face, reader);
		return ACT_DONE;
	case ACTION_MOVE_FIRST:
		move_to(face, reader, 0);
		return ACT_DONE;
	case ACTION_MOVE_LAST:
		move_to(face, reader, reader->talk.count - 1);
		return ACT_DONE;
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		next_waiting(face, reader, action == ACTION_PREVIOUS_WAITING);
		return ACT_DONE;
	case ACTION_FIND:
		reader_find(face);
		return ACT_DONE;
	case ACTION_FIND_NEXT:
	case ACTION_FIND_PREVIOUS:
		reader_find_next(face, reader, action == ACTION_FIND_PREVIOUS);
		return ACT_DONE;
	case ACTION_NEXT_PART:
	case ACTION_PREVIOUS_PART:
		return next_part(reader, action == ACTION_NEXT_PART ? 1 : -1);
	case ACTION_OPEN:
		if (reader->file < 0)
			return reader_act_on_letter(face, view, action);
		letter_files_open(face, &reader->files.files[reader->file]);
		reader->rows_cells = 0;
		return ACT_DONE;
	default:
		return reader_act_on_letter(face, view, action);
	}
}

/* --- the row of the screen --- */

static int open_reader(struct face *face, struct view *view, int64_t argument)
{
	if (take(face, view->model, argument)) {
		face_listen(face, letter_files_heard);
		return 0;
	}
	face_say(face, _("This conversation is not here any more."));
	return -1;
}

/* Reads again: the same letter stays open, the page where it is, and what was new stays new. */
static void changed(struct face *face, struct view *view)
{
	struct reader *reader = view->model;
	struct conversation old = reader->talk, talk = { .thread = old.thread };
	int64_t open = old.letters[reader->open].local;
	int at = -1;

	if (!conversation_read(face, &talk))
		return;
	for (int i = 0; i < talk.count; i++) {
		if (talk.letters[i].local == open && talk.letters[i].is_draft == old.letters[reader->open].is_draft)
			at = i;
		for (int j = 0; j < old.count; j++)
			if (old.letters[j].local == talk.letters[i].local)
				talk.letters[i].was_new = old.letters[j].was_new;
	}
	reader->talk = talk;
	conversation_release(&old);
	reader->rows_cells = 0; /* what is said of a file may have changed */
	if (at >= 0 && !talk.letters[at].is_draft) {
		reader->open = at;
		reader_read_text(face, reader); /* a translation may have come */
	} else {
		reader_open(face, reader, at >= 0 ? at : reader->open < talk.count ? reader->open : talk.count - 1);
	}
}

static void close_reader(struct face *face, struct view *view)
{
	struct reader *reader = view->model;

	(void)face;
	conversation_release(&reader->talk);
	reader_release_rows(reader);
	free(reader->text);
	free(reader->query);
	free(reader->file_rows);
	letter_files_release(&reader->files);
}

static struct json *where(const struct view *view)
{
	const struct reader *reader = view->model;
	struct json *object = json_new_object();

	place_argument(object, reader->talk.thread);
	json_set_integer(object, "letter", reader->talk.letters[reader->open].local);
	json_set_integer(object, "top", reader->top);
	return object;
}

static void go(struct face *face, struct view *view, const struct json *where_it_was)
{
	struct reader *reader = view->model;
	int64_t letter = json_get_integer(where_it_was, "letter", 0), top = json_get_integer(where_it_was, "top", 0);

	for (int i = 0; i < reader->talk.count; i++) {
		if (reader->talk.letters[i].local != letter)
			continue;
		move_to(face, reader, i);
		reader->top = top >= 0 && top < INT_MAX ? (int)top : 0;
		reader->placed = true;
	}
}

/* The letters up to the open one, its files, the other letters. */
static void go_to_item(struct face *face, struct view *view, int item)
{
	struct reader *reader = view->model;
	int files = reader->files.count, file = item - reader->open - 1;

	if (file >= 0 && file < files)
		go_to_file(reader, file);
	else if (item == reader->open)
		go_to_file(reader, -1);
	else
		move_to(face, reader, item < reader->open ? item : item - files);
}

static const struct offer offers[] = {
	{ ACTION_REPLY, N_("reply"), N_("reply to who wrote"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_REPLY_ALL, N_("to all"), N_("reply to all"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PUT_AWAY, N_("put away"), N_("put away, or back; in the bin: bring back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_LATER, N_("later"), N_("later: show it again on a day"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, N_("Latin letters"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_ACCEPT, NULL, N_("accept what is asked here"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("delete, or decline a request; in the bin: for good; stop a file"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next unread"), N_("next that is unread or waits for you"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("more"), N_("more; at the end the next conversation"), OFFER_NARROW, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_FORWARD, NULL, N_("send on: forward this message, with its files"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_OPEN, NULL, N_("look at who wrote it; on a file: fetch it, save it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_WRITE_TO, NULL, N_("write to this person"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_KEEP, NULL, N_("keep in sight"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_PART, NULL, N_("to the files of this letter, and back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, NULL, N_("find words in these letters"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND_NEXT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND_PREVIOUS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_INFO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PRINT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PIPE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, NULL, N_("change what has not left yet"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_CREATE, NULL, N_("new message"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TRANSLATE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BLOCK, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_REPORT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PREVIOUS_WAITING, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

/* What is asked comes first: yes or no. */
static const struct offer offers_of_what_asks[] = {
	{ ACTION_ACCEPT, N_("accept"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("decline"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_REPLY, N_("reply"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_LATER, N_("later"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, N_("Latin letters"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next unread"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_PAGE_DOWN, N_("more"), NULL, OFFER_NARROW, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_NARROW, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	const struct reader *reader = view->model;

	return reader->talk.waits ? offers_of_what_asks : offers;
}

const struct screen screen_thread = {
	.name = "thread", .title = N_("Conversation"), .size = sizeof(struct reader), .open = open_reader, .draw = reader_draw, .act = act,
	.changed = changed, .close = close_reader, .where = where, .go = go, .go_to_item = go_to_item,
	.offers = offers, .offers_now = offers_now,
};
