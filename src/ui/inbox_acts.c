/* What is done in the inbox to the conversations that are chosen: those marked, else the one under the cursor. */
#include <stdlib.h>

#include "decide.h"
#include "inbox.h"
#include "letter_text.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

enum { MARKS_MOST = 1000 /* at once: what is done with all of them is one transaction */ };

void inbox_say_nothing(struct face *face)
{
	face_say(face, _("There is no message under the cursor."));
}

/* The conversations that are chosen, without the drafts among them; keys is yours. Returns how many. */
static int chosen_conversations(struct inbox *inbox, int64_t **keys)
{
	int chosen = list_chosen(&inbox->list, keys), kept = 0;

	for (int i = 0; i < chosen; i++)
		if ((*keys)[i] > 0)
			(*keys)[kept++] = (*keys)[i];
	return kept;
}

/* Sets or takes a mark of the conversations that are chosen: drafts have none. */
void inbox_mark(struct face *face, struct inbox *inbox, const struct mail_mark *mark, bool set)
{
	const struct thread_row *row = list_row(&inbox->list);
	int64_t *keys = NULL;
	int kept = chosen_conversations(inbox, &keys);

	if (kept == 0)
		inbox_say_nothing(face);
	else if (mail_mark(face, mark, set, keys, kept, kept == 1 && row && row->local == keys[0] ? row->subject : NULL) == 0)
		list_clear_marks(&inbox->list);
	free(keys);
	inbox_read_again(face, inbox);
}

/* The conversations that are chosen, whole, to the printer or to a command. */
void inbox_give_text(struct face *face, struct inbox *inbox, bool prints)
{
	const struct thread_row *row = list_row(&inbox->list);
	int64_t *keys = NULL;
	int kept = chosen_conversations(inbox, &keys);
	struct str text = { 0 };

	for (int i = 0; i < kept; i++)
		letter_text_add_thread(&text, face, keys[i]);
	if (!text.len)
		inbox_say_nothing(face);
	else if (prints)
		face_print(face, kept == 1 && row && row->local == keys[0] && row->subject ? row->subject : _("messages"), text.text);
	else
		face_pipe(face, text.text);
	str_release(&text);
	free(keys);
}

void inbox_mark_all(struct face *face, struct inbox *inbox)
{
	struct err e = { 0 };

	list_mark_all(&inbox->list, MARKS_MOST, &e);
	list_unmark(&inbox->list, OLDER_KEY);
	if (words_check(face, &e) == 0 && inbox->list.mark_count == MARKS_MOST && inbox->rows > MARKS_MOST)
		face_sayf(face, i18n_plural("The first %d is marked: no more at once.", "The first %d are marked: no more at once.",
		                            MARKS_MOST), MARKS_MOST);
}

static void later_done(struct face *face, struct view *view, bool hidden)
{
	struct inbox *inbox = view->model;

	if (hidden)
		list_clear_marks(&inbox->list);
	inbox_read_again(face, inbox);
}

void inbox_later(struct face *face, struct inbox *inbox)
{
	int64_t *keys = NULL;
	int kept = chosen_conversations(inbox, &keys);

	if (kept == 0)
		inbox_say_nothing(face);
	else
		mail_later(face, keys, kept, later_done);
	free(keys);
}

static void dropped_for_good(struct face *face, struct view *view)
{
	struct inbox *inbox = view->model;

	list_clear_marks(&inbox->list);
	inbox_read_again(face, inbox);
}

static void drop_for_good(struct face *face, struct inbox *inbox)
{
	const struct thread_row *row = list_row(&inbox->list);
	int64_t *keys = NULL;
	int kept = chosen_conversations(inbox, &keys);

	if (kept == 0)
		inbox_say_nothing(face);
	else
		mail_destroy(face, keys, kept, kept == 1 && row && row->local == keys[0] ? row->subject : NULL, dropped_for_good);
	free(keys);
}

/* Yes or no to those of the chosen conversations that wait for one. Returns how many did; marks stay where others are left. */
static int decide_chosen(struct face *face, struct inbox *inbox, bool accept)
{
	int64_t *keys = NULL;
	int kept = chosen_conversations(inbox, &keys), decided = decide_threads(face, keys, kept, accept);

	if (decided > 0 && decided == kept)
		list_clear_marks(&inbox->list);
	if (decided != 0)
		inbox_read_again(face, inbox);
	free(keys);
	return decided;
}

void inbox_accept(struct face *face, struct inbox *inbox)
{
	if (decide_chosen(face, inbox, true) == 0)
		face_say(face, _("This does not wait for a yes or no."));
}

/* No to what waits for an answer; what does not is deleted. */
void inbox_drop(struct face *face, struct inbox *inbox)
{
	int64_t key = inbox_key(inbox);

	if (inbox->list.mark_count == 0 && key < 0) {
		if (face_throw_draft(face, -key) == 0)
			face_say(face, _("The draft is thrown away. {undo} brings it back."));
		inbox_read_again(face, inbox);
		return;
	}
	if (inbox->view == THREAD_VIEW_BIN)
		drop_for_good(face, inbox);
	else if (decide_chosen(face, inbox, false) == 0)
		inbox_mark(face, inbox, &mail_drop, true);
}

void inbox_keep(struct face *face, struct inbox *inbox)
{
	int64_t *keys = NULL;
	int chosen = list_chosen(&inbox->list, &keys);
	bool has = chosen > 0 && keys[0] > 0 && mail_has_mark(face, &mail_keep, keys[0]);

	free(keys);
	inbox_mark(face, inbox, &mail_keep, !has);
}

void inbox_answer(struct face *face, struct inbox *inbox, void (*write)(struct face *face, int64_t message))
{
	int64_t key = inbox_key(inbox), message = key > 0 ? mail_to_answer(face, key) : 0;

	if (key < 0)
		face_open(face, "compose", -key);
	else if (message)
		write(face, message);
	else
		inbox_say_nothing(face);
}
