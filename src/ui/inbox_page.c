/* The inbox on the page: its title, a line a conversation, or what to do where there is none. */
#include <stdlib.h>

#include "inbox.h"
#include "thread_rows.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "words.h"

enum { MARK_CELLS = 2 };

/*
 * "Inbox  7 unread of 214" with the order, where it is another than by date, and how many rows are marked, unless the rows alone say it;
 * yours.
 */
static char *with_order_and_marks(const struct inbox *inbox, char *title_taken, bool counts_marks)
{
	int count = counts_marks ? inbox->list.mark_count : 0;
	char *marked = count ? xasprintf(i18n_plural("%d marked", "%d marked", (unsigned long)count), count) : xstrdup("");
	struct str title = { 0 };

	str_add(&title, title_taken);
	if (inbox->order != THREAD_BY_DATE)
		words_part(&title, _(inbox_orders[inbox->order].words));
	if (count)
		words_part(&title, marked);
	free(marked);
	free(title_taken);
	return str_detach(&title);
}

/* "Inbox"; of a project its title. */
const char *inbox_name(const struct inbox *inbox)
{
	return inbox->project && inbox->view == THREAD_VIEW_INBOX ? inbox->project_title : _(inbox_views[inbox->view]);
}

static char *title_of(const struct inbox *inbox, bool counts_marks)
{
	struct str rows = { 0 }, unread = { 0 };
	const char *name = inbox_name(inbox);
	char *title;

	words_add_number(&rows, inbox->rows);
	words_add_number(&unread, inbox->unread);
	if (inbox->filter && inbox->older.messages.count)
		title = xasprintf(i18n_plural("%s  %s found here: %s", "%s  %s found here: %s", (unsigned long)inbox->rows), name,
		                  rows.text, inbox->filter);
	else if (inbox->filter)
		title = xasprintf(i18n_plural("%s  %s found: %s", "%s  %s found: %s", (unsigned long)inbox->rows), name, rows.text,
		                  inbox->filter);
	else if (inbox->view == THREAD_VIEW_INBOX)
		title = xasprintf(i18n_plural("%s  %s unread of %s", "%s  %s unread of %s", (unsigned long)inbox->unread), name,
		                  unread.text, rows.text);
	else if (inbox->view == THREAD_VIEW_BIN && inbox->rows)
		title = xasprintf(_("%s  %s, gone for good on the day shown"), name, rows.text);
	else if (inbox->older.messages.count && inbox->view != THREAD_VIEW_DRAFTS)
		title = xasprintf(_("%s  %s here"), name, rows.text);
	else
		title = xasprintf("%s  %s", name, rows.text);
	str_release(&rows);
	str_release(&unread);
	return with_order_and_marks(inbox, title, counts_marks);
}

static const char *empty_sentence(const struct inbox *inbox)
{
	static const char *const sentences[THREAD_VIEW_COUNT] = {
		[THREAD_VIEW_INBOX] = N_("Nothing yet. {create} writes a message."),
		[THREAD_VIEW_SENT] = N_("Nothing was sent yet. {create} writes a message."),
		[THREAD_VIEW_DRAFTS] = N_("No drafts. {create} begins a message."),
		[THREAD_VIEW_PUT_AWAY] = N_("Nothing is put away. {put-away} does it in the inbox."),
		[THREAD_VIEW_BIN] = N_("The bin is empty."),
	};

	return inbox->filter ? _("Nothing here has these words. {back} shows all again.") : _(sentences[inbox->view]);
}

static void draw_rows(struct face *face, const struct inbox *inbox, struct page *p)
{
	struct thread_columns c = thread_columns_of(face, p->columns - 1 - MARK_CELLS, page_is_narrow(p));
	const struct thread_row *row;

	c.is_bin = inbox->view == THREAD_VIEW_BIN;
	for (int i = 0; (row = list_view_row(&inbox->list, i)); i++)
		if (row->local != OLDER_KEY)
			thread_columns_fit(&c, row);
	for (int i = 0; (row = list_view_row(&inbox->list, i)); i++) {
		struct str line = { 0 };

		if (row->local == OLDER_KEY)
			older_add_line(&line, &inbox->older, page_is_narrow(p));
		else
			thread_row_add(&line, &c, row);
		page_put(p, 1 + i, MARK_CELLS, line.text);
		if (row->local != OLDER_KEY)
			page_state(p, 1 + i, MARK_CELLS, _(message_state_word(row->state)), row->state == MESSAGE_NEEDS_YOU);
		page_item(p, 1 + i);
		if (list_is_marked(&inbox->list, row->local))
			page_tick(p, 1 + i, 1, _("marked"));
		str_release(&line);
	}
}

void inbox_draw(struct face *face, struct view *view, struct page *p)
{
	struct inbox *inbox = view->model;
	struct str wait = { 0 };
	struct err e = { 0 };
	char *title = title_of(inbox, !p->is_accessible);
	int rows;

	older_add_progress(&wait, &inbox->older);
	rows = page_body_rows(p) - (wait.len ? 1 : 0);
	list_fit(&inbox->list, rows, &e);
	words_check(face, &e);
	words_title_line(face, p, title);
	draw_rows(face, inbox, p);
	if (wait.len)
		page_put(p, 1 + rows, MARK_CELLS, wait.text);
	if (list_view_line(&inbox->list) >= 0) {
		page_mark(p, 1 + list_view_line(&inbox->list));
	} else {
		page_put(p, 1, MARK_CELLS, empty_sentence(inbox));
		page_cursor(p, 1, 0);
	}
	str_release(&wait);
	free(title);
}
