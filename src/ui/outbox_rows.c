/* The rows of the outbox: what an entry or a draft is, to whom it goes, and how far its files are. */
#include <stdlib.h>

#include "outbox.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/draft.h"
#include "twinline/records/line.h"
#include "twinline/records/price.h"
#include "twinline/records/record.h"
#include "twinline/records/upload.h"
#include "words.h"

static const enum message_state states[OUTBOX_STATE_COUNT] = {
	[OUTBOX_HELD] = MESSAGE_HELD, [OUTBOX_WAITING] = MESSAGE_WAITING, [OUTBOX_SENDING] = MESSAGE_WAITING,
	[OUTBOX_SENT] = MESSAGE_SENT, [OUTBOX_REFUSED] = MESSAGE_REFUSED, [OUTBOX_NEEDS_YOU] = MESSAGE_NEEDS_YOU,
};

/* Who and what a body says. */
static void read_body(struct outbox_row *row, const struct json *body)
{
	const struct json *to = json_get(body, "to"), *first = json_first(to);
	struct party person = { .id = (char *)json_get_text(first, "id"), .name = (char *)json_get_text(first, "name") };

	row->is_answer = json_get_text(body, "inReplyTo") != NULL;
	row->who = first ? words_person(&person) : xstrdup("");
	row->more = json_size(to) > 1 ? (int)json_size(to) - 1 : 0;
	row->subject = xstrdup(json_get_text(body, "subject"));
}

static bool read_draft(struct store *s, struct outbox_row *row)
{
	struct draft draft = { 0 };
	bool there = draft_get(s, -row->key, &draft);

	if (there) {
		struct json *body = json_parse_own(draft.body);

		row->state = MESSAGE_DRAFT;
		row->is_message = true;
		row->at = draft.updated_at;
		read_body(row, body);
		json_free(body);
	}
	draft_release(&draft);
	return there;
}

/* Of files that are under way: how far they are, and what the rest takes. Yours, or NULL. */
static char *parts_words(struct store *s, int64_t entry)
{
	struct str sent = { 0 }, all = { 0 }, left = { 0 }, time = { 0 };
	struct line line;
	int64_t done, total;
	char *words = NULL;

	if (!upload_progress(s, entry, clock_now(), &done, &total) || done == 0 || done == total)
		return NULL;
	line_read(s, &line);
	words_add_size(&sent, done);
	words_add_size(&all, total);
	words_add_price(&left, &time, price_of(s, total - done));
	if (line_is_there(&line))
		/* TRANSLATORS: of files that go to the portal: how much has arrived, of how much, time that the rest takes. */
		words = xasprintf(_("%s of %s sent, %s"), sent.text, all.text, time.text);
	else
		/* TRANSLATORS: the same while there is no line. */
		words = xasprintf(_("%s of %s sent"), sent.text, all.text);
	line_release(&line);
	str_release(&sent);
	str_release(&all);
	str_release(&left);
	str_release(&time);
	return words;
}

static bool read_entry(struct store *s, struct outbox_row *row)
{
	struct record record = { 0 };
	struct json *body;

	if (!outbox_get(s, row->key, &row->entry))
		return false;
	row->state = states[row->entry.state];
	row->is_message = row->entry.type == &record_types[TYPE_Message] && row->entry.kind == OUTBOX_CREATE;
	row->at = row->entry.state == OUTBOX_SENT ? row->entry.sent_at : row->entry.queued_at;
	if (row->is_message)
		body = json_parse_own(row->entry.body);
	else
		body = record_by_local(s, row->entry.record, &record) ? record_tree(s, &record) : json_parse_own(row->entry.base);
	read_body(row, body);
	if (row->state == MESSAGE_WAITING)
		row->parts = parts_words(s, row->key);
	if (!row->is_message) {
		free(row->subject);
		row->subject = outbox_change_words(&row->entry, body);
	}
	json_free(body);
	record_free(&record);
	return true;
}

bool outbox_row_read(struct store *s, struct outbox_row *row)
{
	return row->key < 0 ? read_draft(s, row) : read_entry(s, row);
}

void outbox_row_release(void *context)
{
	struct outbox_row *row = context;

	outbox_entry_release(&row->entry);
	free(row->who);
	free(row->subject);
	free(row->parts);
}
