/* Messages as screens handle them: reading and marking. */
#include "mail.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/thread.h"
#include "twinline/text/datetime.h"
#include "twinline/text/sanitise.h"
#include "words.h"

enum {
	SUBJECT_CELLS = 36, /* of a subject in a sentence */
	DAY = 86400
};

int64_t mail_to_answer(struct face *face, int64_t thread)
{
	struct err e = { 0 };
	int64_t found = message_to_answer(face_store(face), thread, &e);

	words_check(face, &e);
	return found;
}

/* --- marks --- */

static char *said_put_away(bool set, int count, const char *subject)
{
	if (subject)
		return xasprintf(set ? _("Put away: %s. {undo} brings it back.") : _("In the inbox again: %s."), subject);
	if (set)
		return xasprintf(i18n_plural("Put away: %d conversation. {undo} brings it back.",
		                             "Put away: %d conversations. {undo} brings them back.", (unsigned long)count), count);
	return xasprintf(i18n_plural("In the inbox again: %d conversation.", "In the inbox again: %d conversations.",
	                             (unsigned long)count), count);
}

_Static_assert(BIN_DAYS == 30, "as the sentences say");

static char *said_drop(bool set, int count, const char *subject)
{
	if (subject)
		return xasprintf(set ? _("In the bin for 30 days: %s. {undo} brings it back.") : _("Out of the bin: %s."), subject);
	if (set)
		return xasprintf(i18n_plural("In the bin for 30 days: %d conversation. {undo} brings it back.",
		                             "In the bin for 30 days: %d conversations. {undo} brings them back.",
		                             (unsigned long)count), count);
	return xasprintf(i18n_plural("Out of the bin: %d conversation.", "Out of the bin: %d conversations.",
	                             (unsigned long)count), count);
}

static char *said_keep(bool set, int count, const char *subject)
{
	if (subject)
		return xasprintf(set ? _("Kept in sight: %s.") : _("No longer kept in sight: %s."), subject);
	if (set)
		return xasprintf(i18n_plural("Kept in sight: %d conversation.", "Kept in sight: %d conversations.",
		                             (unsigned long)count), count);
	return xasprintf(i18n_plural("No longer kept in sight: %d conversation.",
	                             "No longer kept in sight: %d conversations.", (unsigned long)count), count);
}

const struct mail_mark mail_put_away = { "$putAway", said_put_away };
const struct mail_mark mail_drop = { "$deleted", said_drop };
const struct mail_mark mail_keep = { "$kept", said_keep };

static bool message_has(struct store *s, int64_t local, const char *keyword)
{
	struct message m;
	bool has = message_read(s, local, &m) && strings_has(&m.keywords, keyword);

	message_release(&m);
	return has;
}

bool mail_has_mark(struct face *face, const struct mail_mark *mark, int64_t thread)
{
	int64_t *locals = NULL;
	int count = thread_messages(face_store(face), thread, &locals, NULL);
	bool has = false;

	for (int i = 0; i < count && !has; i++)
		has = message_has(face_store(face), locals[i], mark->keyword);
	free(locals);
	return has;
}

struct messages { int64_t *at; int count; };

/* Adds the messages of a conversation whose mark would change; of "$kept" the newest alone is set. */
static int add_messages(struct face *face, const struct mail_mark *mark, bool set, int64_t thread, struct messages *list)
{
	int64_t *locals = NULL;
	struct err e = { 0 };
	int count = thread_messages(face_store(face), thread, &locals, &e);

	for (int i = set && mark == &mail_keep && count > 0 ? count - 1 : 0; i < count; i++) {
		if (message_has(face_store(face), locals[i], mark->keyword) == set)
			continue;
		list->at = xrealloc(list->at, (size_t)list->count + 1, sizeof *list->at);
		list->at[list->count++] = locals[i];
	}
	free(locals);
	return words_check(face, &e);
}

/* What is said of one conversation by its subject, of several by their number; yours. */
static char *said_of(struct face *face, const struct mail_mark *mark, bool set, int count, const char *subject)
{
	struct str text = { 0 };
	char *said;

	if (count == 1 && subject)
		words_add_whole(&text, face, subject, SUBJECT_CELLS);
	said = mark->said(set, count, text.len ? text.text : NULL);
	str_release(&text);
	return said;
}

int mail_mark(struct face *face, const struct mail_mark *mark, bool set, const int64_t *threads, int count, const char *subject)
{
	struct messages messages = { 0 };
	struct json *patch = json_new_object();
	char *path = xasprintf("keywords/%s", mark->keyword), *said = NULL;
	int result = 0;

	json_set(patch, path, set ? json_new_bool(true) : json_new_null());
	for (int i = 0; i < count && result == 0; i++)
		result = add_messages(face, mark, set, threads[i], &messages);
	if (result == 0 && messages.count > 0) {
		said = said_of(face, mark, set, count, subject);
		result = face_patch_all(face, messages.at, messages.count, patch, said);
	}
	free(said);
	free(path);
	free(messages.at);
	json_free(patch);
	return result;
}

/* --- for good --- */

/* The question that is open: there is one at a time. */
static struct {
	int64_t *threads;
	int count;
	void (*done)(struct face *face, struct view *view);
} doomed;

static int destroy_all(struct store *s, void *context, struct err *e)
{
	(void)context;
	for (int i = 0; i < doomed.count; i++) {
		int64_t *locals = NULL;
		int count = thread_messages(s, doomed.threads[i], &locals, e), result = count;

		for (int m = 0; m < count && result >= 0; m++)
			result = outbox_destroy(s, locals[m], e) < 0 ? -1 : 0;
		free(locals);
		if (result < 0)
			return -1;
	}
	return 0;
}

static void destroy_answered(struct face *face, struct view *view, int number, int64_t argument)
{
	int count = doomed.count;

	(void)argument;
	if (number == 2 && face_change(face, destroy_all, NULL) == 0) {
		face_sayf(face, i18n_plural("Gone for good: %d conversation.", "Gone for good: %d conversations.", (unsigned long)count), count);
		doomed.done(face, view);
	}
	free(doomed.threads);
	doomed.threads = NULL;
}

void mail_destroy(struct face *face, const int64_t *threads, int count, const char *subject,
                  void (*done)(struct face *face, struct view *view))
{
	struct question question = { .answers = { _("keep"), _("delete") }, .done = destroy_answered };
	struct str cut = { 0 };
	char *text;

	words_add_whole(&cut, face, subject ? subject : "", SUBJECT_CELLS);
	if (subject && *subject)
		text = xasprintf(_("Delete \"%s\" for good?"), cut.text);
	else
		text = xasprintf(i18n_plural("Delete %d conversation for good?", "Delete %d conversations for good?", (unsigned long)count), count);
	question.text = text;
	free(doomed.threads);
	doomed.threads = xcalloc((size_t)count, sizeof *threads);
	memcpy(doomed.threads, threads, (size_t)count * sizeof *threads);
	doomed.count = count;
	doomed.done = done;
	face_ask(face, &question);
	free(text);
	str_release(&cut);
}

/* --- later --- */

/* What the question offers, the safe answer first, as days from today. */
static const struct { const char *words; int days; } returns[] = {
	{ N_("stay"), 0 }, { N_("tomorrow"), 1 }, { N_("in a week"), 7 }, { N_("in a month"), 30 },
};

/* The question that is open: there is one at a time. */
static struct {
	int64_t *threads;
	int count;
	void (*done)(struct face *face, struct view *view, bool hidden);
} pending;

/* Hides the conversations until days from today: the newest letter of another person carries the day. */
static int hide(struct face *face, int days)
{
	int64_t back = clock_now() + (int64_t)days * DAY, *messages = xcalloc((size_t)pending.count, sizeof *messages);
	struct json *patch = json_new_object();
	struct str day = { 0 };
	char text[CLOCK_DAY_SIZE], *said;
	int result;

	for (int i = 0; i < pending.count; i++)
		messages[i] = mail_to_answer(face, pending.threads[i]);
	clock_format_day(back, text);
	json_set_string(patch, "laterUntil", text);
	datetime_add_date(&day, back);
	said = xasprintf(_("It comes back on %s. {undo} brings it back now."), day.text);
	result = face_patch_all(face, messages, pending.count, patch, said);
	free(said);
	str_release(&day);
	json_free(patch);
	free(messages);
	return result;
}

static void later_answered(struct face *face, struct view *view, int number, int64_t argument)
{
	int days = returns[number - 1].days;
	bool hidden = days > 0 && hide(face, days) == 0;

	(void)argument;
	free(pending.threads);
	pending.threads = NULL;
	if (pending.done)
		pending.done(face, view, hidden);
}

void mail_later(struct face *face, const int64_t *threads, int count, void (*done)(struct face *face, struct view *view, bool hidden))
{
	struct question question = { .text = _("Show it again?"), .done = later_answered };

	for (size_t i = 0; i < ARRAY_SIZE(returns); i++)
		question.answers[i] = _(returns[i].words);
	free(pending.threads);
	pending.threads = xcalloc((size_t)count, sizeof *threads);
	memcpy(pending.threads, threads, (size_t)count * sizeof *threads);
	pending.count = count;
	pending.done = done;
	face_ask(face, &question);
}

static int queue_seen(struct store *s, void *context, struct err *e)
{
	struct json *patch = json_new_object();
	int result;

	json_set_bool(patch, "keywords/$seen", true);
	result = outbox_update(s, *(int64_t *)context, patch, e) < 0 ? -1 : 0;
	json_free(patch);
	return result;
}

void mail_seen(struct face *face, int64_t message)
{
	face_change(face, queue_seen, &message);
}
