/* The rows of the inbox: conversations of a view in an order, and after them the line of what is older. */
#include <stdlib.h>

#include "inbox.h"
#include "twinline/base/i18n.h"
#include "words.h"

const char *const inbox_views[THREAD_VIEW_COUNT] = {
	[THREAD_VIEW_INBOX] = N_("Inbox"), [THREAD_VIEW_SENT] = N_("Sent"), [THREAD_VIEW_DRAFTS] = N_("Drafts"),
	[THREAD_VIEW_PUT_AWAY] = N_("Put away"), [THREAD_VIEW_BIN] = N_("Bin"),
};

const struct inbox_order inbox_orders[THREAD_ORDER_COUNT] = {
	[THREAD_BY_DATE] = { "date", "" }, [THREAD_BY_PERSON] = { "person", N_("by person") },
	[THREAD_BY_COUNTRY] = { "country", N_("by country") }, [THREAD_BY_PROJECT] = { "project", N_("by project") },
};

struct thread_query inbox_query(const struct inbox *inbox)
{
	return (struct thread_query){ .view = inbox->view, .order = inbox->order, .filter = inbox->filter, .project = inbox->project };
}

/* Where older messages can still come, and are not looked for by words that they have not brought yet. */
static bool has_older(const struct inbox *inbox)
{
	return !inbox->filter && !inbox->project && inbox->view != THREAD_VIEW_DRAFTS && older_is_there(&inbox->older);
}

static int read_conversations(struct inbox *inbox, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	const struct thread_query q = inbox_query(inbox);
	struct thread_page page = { 0 };

	if (thread_list(inbox->store, &q, anchor, limit, &page, e) != 0)
		return -1;
	for (int i = 0; i < page.count; i++) {
		list_rows_add(rows, &page.rows[i]);
		page.rows[i] = (struct thread_row){ 0 };
	}
	thread_page_release(&page);
	return 0;
}

/* Conversations, and after the last of them the line of what is older. */
static int read_rows(void *source, int64_t anchor, int limit, struct list_rows *rows, struct err *e)
{
	const struct thread_row older = { .local = OLDER_KEY };
	struct inbox *inbox = source;
	bool from_older = anchor == OLDER_KEY, has = has_older(inbox), is_end;

	if (from_older && !has)
		return err_set(e, ERR_ANCHOR_NOT_FOUND, NULL);
	if (from_older && limit > 0)
		return 0;
	is_end = has && limit < 0 && anchor == 0;
	if (read_conversations(inbox, from_older ? 0 : anchor, is_end ? limit + 1 : limit, rows, e) != 0)
		return -1;
	if (is_end || (has && limit > 0 && rows->count < limit))
		list_rows_add(rows, &older);
	return 0;
}

static void release_row(void *row)
{
	struct thread_row *thread = row;

	free(thread->thread_uid);
	free(thread->subject);
	free(thread->who);
	free(thread->country);
	free(thread->project);
}

const struct list_kind inbox_threads = { .row_size = sizeof(struct thread_row), .read = read_rows, .release = release_row };

void inbox_count(struct face *face, struct inbox *inbox)
{
	const struct thread_query q = inbox_query(inbox);
	struct err e = { 0 };

	thread_counts(inbox->store, &q, 0, &inbox->rows, &inbox->unread, NULL, &e);
	if (inbox->view == THREAD_VIEW_INBOX && !inbox->filter && !inbox->project) {
		inbox->rows += inbox->older.threads;
		inbox->unread += inbox->older.unread;
	}
	inbox->placed = 0;
	words_check(face, &e);
}

bool inbox_is_on_older(const struct inbox *inbox)
{
	return list_key(&inbox->list) == OLDER_KEY;
}

/* The key of the conversation or draft under the cursor; 0 for none. */
int64_t inbox_key(const struct inbox *inbox)
{
	return inbox_is_on_older(inbox) ? 0 : list_key(&inbox->list);
}

/* Where older ones have come, the cursor stays where their line was: on the first of them. */
void inbox_read_again(struct face *face, struct inbox *inbox)
{
	bool was_on_older = inbox_is_on_older(inbox);
	struct err e = { 0 };

	if (was_on_older)
		list_move(&inbox->list, -1, &e);
	older_read(face, &inbox->older);
	if (was_on_older && inbox_is_on_older(inbox)) /* nothing stands above it */
		list_open(&inbox->list, 0, &e);
	else
		list_reload(&inbox->list, &e);
	if (was_on_older && !inbox_is_on_older(inbox) && inbox_key(inbox))
		list_move(&inbox->list, 1, &e);
	words_check(face, &e);
	inbox_count(face, inbox);
}

void inbox_read_anew(struct face *face, struct inbox *inbox)
{
	struct err e = { 0 };

	older_read(face, &inbox->older);
	list_clear_marks(&inbox->list);
	list_open(&inbox->list, 0, &e);
	words_check(face, &e);
	inbox_count(face, inbox);
}
