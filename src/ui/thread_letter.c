/* What is done with the open letter of the reader, or with its conversation. */
#include "thread_reader.h"

#include <stdlib.h>

#include "decide.h"
#include "letter_text.h"
#include "mail.h"
#include "person.h"
#include "translate.h"
#include "twinline/base/i18n.h"
#include "twinline/records/draft.h"
#include "twinline/records/outbox.h"
#include "twinline/records/thread.h"
#include "view.h"

/* Sets or takes a mark of the conversation; what takes it out of the list below closes the reader too. */
static enum outcome mark(struct face *face, struct reader *reader, const struct mail_mark *mark)
{
	bool set = !mail_has_mark(face, mark, reader->talk.thread);

	if (mail_mark(face, mark, set, &reader->talk.thread, 1, reader->talk.subject) != 0 || mark == &mail_keep)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}

static void destroyed(struct face *face, struct view *view)
{
	(void)view;
	face_close(face);
}

/* What lies in the bin goes for good by d, and comes back by p. */
static enum outcome drop(struct face *face, struct reader *reader)
{
	if (!mail_has_mark(face, &mail_drop, reader->talk.thread))
		return mark(face, reader, &mail_drop);
	mail_destroy(face, &reader->talk.thread, 1, reader->talk.subject, destroyed);
	return ACT_DONE;
}

static enum outcome put_away(struct face *face, struct reader *reader)
{
	return mark(face, reader, mail_has_mark(face, &mail_drop, reader->talk.thread) ? &mail_drop : &mail_put_away);
}

static void later_done(struct face *face, struct view *view, bool hidden)
{
	(void)view;
	if (hidden)
		face_close(face);
}

/* What is on its way goes back into compose. */
static void edit(struct face *face, const struct reader *reader)
{
	const struct letter *letter = &reader->talk.letters[reader->open];
	int64_t entry = letter->is_mine && !letter->is_draft ? outbox_of_record(face_store(face), letter->local) : 0, draft;
	struct err e = { 0 };

	if (letter->is_draft)
		draft = letter->local;
	else if (letter->state == MESSAGE_READ || !entry)
		draft = 0;
	else
		draft = draft_recall(face_store(face), entry, &e);
	if (draft > 0)
		face_open(face, "compose", draft);
	else if (e.code)
		face_fail(face, &e);
	else
		face_say(face, _("What was sent cannot be changed; {reply} writes a correction."));
}

static void answer(struct face *face, const struct reader *reader, enum action action)
{
	const struct letter *letter = &reader->talk.letters[reader->open];

	if (letter->is_draft)
		face_open(face, "compose", letter->local);
	else if (action == ACTION_FORWARD)
		mail_forward(face, letter->local);
	else if (action == ACTION_WRITE_TO)
		mail_write_to(face, letter->local);
	else
		mail_answer(face, letter->local, action == ACTION_REPLY_ALL);
}

/* The open letter, to the printer or to a command. */
static void give_text(struct face *face, const struct reader *reader, bool prints)
{
	const struct letter *letter = &reader->talk.letters[reader->open];
	struct str text = { 0 };

	if (letter->is_draft)
		str_add(&text, reader->text);
	else
		letter_text_add(&text, face, letter->local);
	if (prints)
		face_print(face, reader->talk.subject, text.text ? text.text : "");
	else
		face_pipe(face, text.text ? text.text : "");
	str_release(&text);
}

static enum outcome about(struct face *face, const struct reader *reader)
{
	const struct letter *letter = &reader->talk.letters[reader->open];

	face_open(face, letter->is_draft ? "compose" : "info", letter->local);
	return ACT_DONE;
}

/* A draft is written on; of a letter, who wrote it is looked at. */
static void open_head(struct face *face, const struct reader *reader)
{
	const struct letter *letter = &reader->talk.letters[reader->open];

	if (letter->is_draft)
		face_open(face, "compose", letter->local);
	else
		person_open_of_message(face, letter->local);
}

/* Yes or no to what the conversation asks; false if it asks nothing. */
static bool answer_request(struct face *face, struct view *view, bool accept)
{
	const struct reader *reader = view->model;
	int decided = decide_threads(face, &reader->talk.thread, 1, accept);

	if (decided > 0)
		view_changed(face, view);
	return decided != 0;
}

static void translate_letter(struct face *face, struct view *view)
{
	struct reader *reader = view->model;
	int64_t letter = reader->talk.letters[reader->open].local;
	struct message m;

	if (!reader->talk.letters[reader->open].is_draft && message_read(face_store(face), letter, &m)) {
		translate_text(face, m.text, m.language);
		message_release(&m);
	}
}

static void answer_for_letter(struct face *face, struct view *view, enum action action)
{
	const struct reader *reader = view->model;
	int64_t letter = reader->talk.letters[reader->open].local;
	struct message m;

	if (message_read(face_store(face), letter, &m))
		person_answer_for(face, view, action, &m.from, letter);
	message_release(&m);
}

enum outcome reader_act_on_letter(struct face *face, struct view *view, enum action action)
{
	struct reader *reader = view->model;

	switch (action) {
	case ACTION_OPEN:
	case ACTION_PERSON:
		open_head(face, reader);
		return ACT_DONE;
	case ACTION_REPLY:
	case ACTION_REPLY_ALL:
	case ACTION_FORWARD:
	case ACTION_WRITE_TO:
		answer(face, reader, action);
		return ACT_DONE;
	case ACTION_CREATE:
		mail_new(face);
		return ACT_DONE;
	case ACTION_PUT_AWAY:
		return put_away(face, reader);
	case ACTION_ACCEPT:
		if (!answer_request(face, view, true))
			face_say(face, _("This does not wait for a yes or no."));
		return ACT_DONE;
	case ACTION_DROP:
		if (reader->file >= 0 && letter_files_stop(face, &reader->files.files[reader->file]))
			return ACT_DONE;
		return answer_request(face, view, false) ? ACT_DONE : drop(face, reader);
	case ACTION_KEEP:
		return mark(face, reader, &mail_keep);
	case ACTION_LATER:
		mail_later(face, &reader->talk.thread, 1, later_done);
		return ACT_DONE;
	case ACTION_INFO:
		return about(face, reader);
	case ACTION_PRINT:
	case ACTION_PIPE:
		give_text(face, reader, action == ACTION_PRINT);
		return ACT_DONE;
	case ACTION_EDIT:
		edit(face, reader);
		return ACT_DONE;
	case ACTION_TRANSLATE:
		translate_letter(face, view);
		return ACT_DONE;
	case ACTION_BLOCK:
	case ACTION_REPORT:
		answer_for_letter(face, view, action);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}
