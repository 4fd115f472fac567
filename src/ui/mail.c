/* Messages as screens handle them: reading and marking. */
#include "mail.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/thread.h"
#include "twinline/text/sanitise.h"
#include "words.h"

enum { SUBJECT_CELLS = 36 }; /* of a subject in a sentence */

bool mail_read(struct store *s, int64_t local, struct message *m)
{
	struct record record = { 0 };
	bool there = record_by_local(s, local, &record) && record.type == &record_types[TYPE_Message];

	*m = (struct message){ 0 };
	if (there) {
		struct json *tree = record_tree(s, &record);

		record_decode(record.type, tree, m);
		json_free(tree);
	}
	record_free(&record);
	return there;
}

void mail_release(struct message *m)
{
	record_release(&record_types[TYPE_Message], m);
}

bool mail_is_mine(struct face *face, const struct message *m)
{
	return m->from.id && strcmp(m->from.id, face_my_id(face)) == 0;
}

int64_t mail_time(const struct message *m)
{
	return m->received_at ? m->received_at : m->written_at;
}

int64_t mail_to_answer(struct face *face, int64_t thread)
{
	int64_t *locals = NULL, found = 0;
	struct err e = { 0 };
	int count = thread_messages(face_store(face), thread, &locals, &e);

	for (int i = count - 1; i >= 0; i--) {
		struct message m;

		if (!mail_read(face_store(face), locals[i], &m))
			continue;
		if (!found)
			found = locals[i];
		if (!mail_is_mine(face, &m)) {
			found = locals[i];
			i = 0;
		}
		mail_release(&m);
	}
	free(locals);
	words_check(face, &e);
	return found;
}

/* --- marks --- */

static char *said_put_away(bool set, int count, const char *subject)
{
	if (subject)
		return xasprintf(set ? _("Put away: %s. u brings it back.") : _("In the inbox again: %s."), subject);
	if (set)
		return xasprintf(i18n_plural("Put away: %d conversation. u brings it back.",
		                             "Put away: %d conversations. u brings them back.", (unsigned long)count), count);
	return xasprintf(i18n_plural("In the inbox again: %d conversation.", "In the inbox again: %d conversations.",
	                             (unsigned long)count), count);
}

static char *said_drop(bool set, int count, const char *subject)
{
	if (subject)
		return xasprintf(set ? _("In the bin for 30 days: %s. u brings it back.") : _("Out of the bin: %s."), subject);
	if (set)
		return xasprintf(i18n_plural("In the bin for 30 days: %d conversation. u brings it back.",
		                             "In the bin for 30 days: %d conversations. u brings them back.",
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
	bool has = mail_read(s, local, &m) && strings_has(&m.keywords, keyword);

	mail_release(&m);
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
