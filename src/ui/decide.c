/* Yes or no: queued with a hold, remembered for undo, said in one sentence. */
#include "decide.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/agenda.h"
#include "twinline/records/message.h"
#include "twinline/records/waiting.h"
#include "view.h"
#include "words.h"

enum { NAME_CELLS = 36 };

struct queueing {
	const struct decide_item *items;
	int count;
	bool accept;
	const char *answer, *text; /* to events; the text goes with a no to founding a project, too */
	int64_t *entries;
};

static int queue(struct store *s, void *context, struct err *e)
{
	struct queueing *q = context;

	for (int i = 0; i < q->count; i++) {
		const struct decide_item *item = &q->items[i];

		q->entries[i] = item->message ? waiting_answer(s, item->message, q->accept, q->text, e)
		                              : agenda_answer(s, item->event, q->answer, q->text, e);
		if (q->entries[i] < 0)
			return -1;
	}
	return 0;
}

/* "Maybe: Fairy tales and coding." */
static char *word_on(const char *answer, const char *name)
{
	if (text_equal(answer, "maybe"))
		return xasprintf(_("Maybe: %s."), name);
	if (text_equal(answer, "applied"))
		return xasprintf(_("Applied: %s."), name);
	return xasprintf(text_equal(answer, "yes") ? _("Yes: %s.") : _("No: %s."), name);
}

static void say(struct face *face, const struct queueing *q)
{
	const struct decide_item *items = q->items;
	int count = q->count;
	bool accept = q->accept;
	struct str name = { 0 };
	char *what;

	if (count == 1 && items[0].name) {
		words_add_whole(&name, face, items[0].name, NAME_CELLS);
		what = word_on(q->answer, name.text ? name.text : "");
	} else {
		what = xasprintf(accept ? i18n_plural("Yes to %d.", "Yes to %d.", (unsigned long)count)
		                        : i18n_plural("No to %d.", "No to %d.", (unsigned long)count), count);
	}
	words_say_goes_out(face, what);
	free(what);
	str_release(&name);
}

static int do_all(struct face *face, struct queueing *q)
{
	int result;

	q->entries = xcalloc((size_t)q->count, sizeof *q->entries);
	result = face_change(face, queue, q);
	if (result == 0) {
		face_remember_entries(face, q->entries, q->count);
		say(face, q);
	}
	free(q->entries);
	return result;
}

/* Whose project is not founded: there is one prompt at a time. */
static struct { int64_t message; char *name; } pending;

static void word_typed(struct face *face, struct view *view, const char *text)
{
	const struct decide_item item = { .message = pending.message, .name = pending.name };

	if (text && do_all(face, &(struct queueing){ .items = &item, .count = 1, .answer = "no", .text = text }) == 0)
		view_changed(face, view);
	free(pending.name);
	pending.name = NULL;
}

/* A no to founding a project may say why: its founder has written much, and can change it. */
static void ask_for_word(struct face *face, const struct decide_item *item)
{
	free(pending.name);
	pending.message = item->message;
	pending.name = item->name ? xstrdup(item->name) : NULL;
	face_prompt(face, _("A word with it:"), "", NULL, word_typed);
}

int decide(struct face *face, const struct decide_item *items, int count, bool accept)
{
	if (!accept && count == 1 && items->message && waiting_is_founding(face_store(face), items->message)) {
		ask_for_word(face, items);
		return 0;
	}
	return do_all(face, &(struct queueing){ .items = items, .count = count, .accept = accept, .answer = accept ? "yes" : "no" });
}

int decide_event(struct face *face, const struct decide_item *item, const char *answer, const char *text)
{
	return do_all(face, &(struct queueing){ .items = item, .count = 1, .answer = answer, .text = text });
}

int decide_threads(struct face *face, const int64_t *threads, int count, bool accept)
{
	struct decide_item *items = xcalloc((size_t)count + 1, sizeof *items);
	struct message first = { 0 };
	int found = 0, result;

	for (int i = 0; i < count; i++) {
		items[found].message = waiting_message(face_store(face), threads[i]);
		found += items[found].message != 0;
	}
	if (found == 1 && message_read(face_store(face), items[0].message, &first))
		items[0].name = first.from.name;
	result = found > 0 && decide(face, items, found, accept) != 0 ? -1 : found;
	message_release(&first);
	free(items);
	return result;
}
