/* The outbox on the page: a line an entry with its cause below; what stands under them is in outbox_line.c. */
#include <stdlib.h>
#include <string.h>

#include "conflict.h"
#include "face.h"
#include "outbox.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/line.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { INDENT = 2, WHEN_CELLS = 6, SIZE_CELLS = 6, GAP = 2, SUBJECT_LEAST = 8 };

/* --- entries --- */

static int state_cells(void)
{
	int most = 0;

	for (int state = MESSAGE_DRAFT; state < MESSAGE_STATE_COUNT; state++)
		if (cells_width(_(message_state_word((enum message_state)state))) > most)
			most = cells_width(_(message_state_word((enum message_state)state)));
	return most;
}

static bool has_cause(const struct outbox_row *row)
{
	return (row->state == MESSAGE_NEEDS_YOU || row->state == MESSAGE_REFUSED) && row->entry.cause.code != ERR_OK;
}

/* "Ewa Kowalska and 2 more"; yours. */
static char *recipients_of(const struct outbox_row *row)
{
	if (row->more == 0)
		return xstrdup(row->who);
	return xasprintf(i18n_plural("%s and %d more", "%s and %d more", (unsigned long)row->more), row->who, row->more);
}

/* What an entry is, with a subject already cut, or NULL where there is no room for one; yours. */
static char *entry_words(const struct outbox_row *row, const char *subject)
{
	char *to = recipients_of(row), *text;

	if (row->is_message && !subject)
		text = xasprintf(row->is_answer ? _("Reply: %s") : _("Message: %s"), to);
	else if (row->is_message && !*to)
		text = xasprintf(_("Message: \"%s\""), subject);
	else if (row->is_message)
		text = xasprintf(row->is_answer ? _("Reply: %s, \"%s\"") : _("Message: %s, \"%s\""), to, subject);
	else
		text = xstrdup(subject ? subject : "");
	free(to);
	return text;
}

/* The same with how long it is held, or its receipt. */
static char *with_tail(const struct outbox_row *row, char *words_taken)
{
	char *text = words_taken;

	if (row->state == MESSAGE_HELD) {
		struct str until = { 0 };

		datetime_add_time(&until, row->entry.hold_until);
		text = xasprintf(_("%s; until %s or {undo}"), words_taken, until.text);
		str_release(&until);
		free(words_taken);
	} else if (row->parts) {
		/* TRANSLATORS: an entry of the outbox, and how far its files are. */
		text = xasprintf(_("%s; %s"), words_taken, row->parts);
		free(words_taken);
	} else if (row->entry.state == OUTBOX_SENDING && row->key > 0) {
		text = xasprintf(_("%s; may have left"), words_taken);
		free(words_taken);
	} else if (row->state == MESSAGE_SENT && row->entry.receipt) {
		char *receipt = words_safe(row->entry.receipt, SANITISE_LINE);

		text = xasprintf(_("%s; receipt %s"), words_taken, receipt);
		free(receipt);
		free(words_taken);
	}
	return text;
}

static char *wide_words(struct face *face, const struct outbox_row *row, int cells)
{
	char *bare = with_tail(row, entry_words(row, "")), *text;
	int room = cells - cells_width(bare);
	struct str subject = { 0 };

	words_add_whole(&subject, face, row->subject, room > 0 ? room : 0);
	text = with_tail(row, entry_words(row, room >= SUBJECT_LEAST ? subject.text : NULL));
	str_release(&subject);
	free(bare);
	return text;
}

static void draw_wide_entry(struct face *face, struct page *p, int line, const struct outbox_row *row)
{
	int size_cells = row->parts ? 0 : 1 + SIZE_CELLS; /* of files on their way it stands in the words */
	int column = INDENT + state_cells() + GAP, right = p->columns - 1 - size_cells - WHEN_CELLS;
	char *words = wide_words(face, row, right - 1 - column), *when = words_short_time(row->at);
	struct str cut = { 0 }, size = { 0 }, end = { 0 };

	words_add(&cut, face, words, right - 1 - column);
	words_right(&end, when, WHEN_CELLS);
	if (row->key > 0)
		words_add_size(&size, row->entry.size);
	words_right(&end, size_cells && size.len ? size.text : "", size.len ? size_cells : 0);
	page_put(p, line, INDENT, _(message_state_word(row->state)));
	page_put(p, line, column, cut.text);
	page_put(p, line, right, end.text);
	str_release(&end);
	str_release(&size);
	str_release(&cut);
	free(words);
	free(when);
}

/* At 40 columns: state, how far its files are, and the subject where there is room for it. */
static char *narrow_parts(struct face *face, const struct outbox_row *row, int cells)
{
	const char *state = _(message_state_word(row->state));
	char *text = xasprintf("%s %s", state, row->parts);
	int room = cells - cells_width(text) - (int)strlen(", ");
	struct str subject = { 0 };

	words_add_whole(&subject, face, row->subject, room > 0 ? room : 0);
	if (room >= SUBJECT_LEAST) {
		free(text);
		text = xasprintf(_("%s %s, %s"), state, subject.text, row->parts);
	}
	str_release(&subject);
	return text;
}

/* At 40 columns: state, subject, and what one waits to know. */
static char *narrow_words(struct face *face, const struct outbox_row *row, int cells)
{
	const char *state = _(message_state_word(row->state));
	char *when = words_short_time(row->state == MESSAGE_HELD ? row->entry.hold_until : row->at), *text = NULL;
	struct str size = { 0 }, subject = { 0 };

	words_add_size(&size, row->entry.size);
	for (int pass = 0; pass < 2; pass++) {
		free(text);
		if (row->state == MESSAGE_HELD)
			text = xasprintf(_("%s %s, %s or {undo}"), state, subject.len ? subject.text : "", when);
		else if (row->state == MESSAGE_SENT)
			text = xasprintf(_("%s %s %s, %s"), state, when, subject.len ? subject.text : "",
			                 row->entry.receipt ? row->entry.receipt : "");
		else if (row->state == MESSAGE_WAITING)
			text = xasprintf(_("%s %s, %s, %s"), state, subject.len ? subject.text : "", when, size.text);
		else
			text = xasprintf("%s %s", state, subject.len ? subject.text : "");
		if (pass == 0)
			words_add_whole(&subject, face, row->subject, cells - cells_width(text));
	}
	free(when);
	str_release(&size);
	str_release(&subject);
	return text;
}

static void draw_cause(struct face *face, struct page *p, int line, const struct outbox_row *row)
{
	char *cause = err_text(&row->entry.cause), *text;
	int column = page_is_narrow(p) ? INDENT : INDENT + state_cells() + GAP;

	if (conflict_kind(&row->entry) != CONFLICT_NONE)
		text = xstrdup(page_is_narrow(p) || row->entry.cause.code == ERR_ACCOUNT_NOT_FOUND ? conflict_brief(conflict_kind(&row->entry))
		                                                                                   : cause);
	else
		text = page_is_narrow(p) ? xasprintf(_("%s {edit} or {drop}"), cause) : xasprintf(_("%s {edit} changes it, {drop} drops it."), cause);
	words_put(face, p, line, column, text);
	free(text);
	free(cause);
}

/* Draws the entries from row 1 on; returns the row after them. */
static int draw_entries(struct face *face, struct page *p, const struct outbox *o)
{
	const struct outbox_row *row;
	int line = 1;

	for (int i = 0; (row = list_view_row(&o->list, i)); i++) {
		page_item(p, line);
		if (i == list_view_line(&o->list) && !o->below)
			page_mark(p, line);
		if (page_is_narrow(p)) {
			int cells = p->columns - 1 - INDENT;
			char *words = row->parts ? narrow_parts(face, row, cells) : narrow_words(face, row, cells);

			page_put(p, line++, INDENT, words);
			free(words);
		} else {
			draw_wide_entry(face, p, line++, row);
		}
		page_state(p, line - 1, INDENT, _(message_state_word(row->state)), row->state >= MESSAGE_REFUSED);
		if (has_cause(row))
			draw_cause(face, p, line++, row);
	}
	return line;
}

static int lines_of(const struct outbox *o)
{
	const struct outbox_row *row;
	int lines = 0;

	for (int i = 0; (row = list_view_row(&o->list, i)); i++)
		lines += 1 + has_cause(row);
	return lines;
}

/* Makes the view as high as its lines, causes counted, fit into room. */
static void fit(struct face *face, struct outbox *o, int room)
{
	struct err e = { 0 };

	for (int height = room; height > 0; height--) {
		if (list_fit(&o->list, height, &e) != 0 || lines_of(o) <= room)
			break;
	}
	words_check(face, &e);
}

/* --- the page --- */

static void draw_title(struct face *face, struct page *p, const struct outbox *o)
{
	int waiting = o->counts.waiting + o->counts.sending;
	struct str counts = { 0 };
	char *part, *title;

	if (o->find) {
		part = xasprintf("\"%s\"", o->find);
		words_part(&counts, part);
		free(part);
	}
	if (o->counts.needs_you) {
		part = xasprintf(i18n_plural("%d needs you", "%d need you", (unsigned long)o->counts.needs_you), o->counts.needs_you);
		words_part(&counts, part);
		free(part);
	}
	if (waiting) {
		part = xasprintf(i18n_plural("%d waits", "%d wait", (unsigned long)waiting), waiting);
		words_part(&counts, part);
		free(part);
	}
	if (page_is_narrow(p) && !line_is_up(o->store)) {
		words_part(&counts, _("no line"));
		title = xasprintf("%s %s", _("Outbox"), counts.text);
		words_title(face, p, title, "");
	} else {
		title = counts.len ? xasprintf("%s  %s", _("Outbox"), counts.text) : xstrdup(_("Outbox"));
		words_title_line(face, p, title);
	}
	free(title);
	str_release(&counts);
}

static void draw_empty(struct page *p, const struct outbox *o)
{
	struct str when = { 0 };

	if (o->find) {
		page_put(p, 1, INDENT, _("Nothing has these words."));
	} else if (o->counts.last_sent_at) {
		datetime_add_short(&when, o->counts.last_sent_at, clock_now());
		page_putf(p, 1, INDENT, _("All sent at %s."), when.text);
	} else {
		page_put(p, 1, INDENT, _("Nothing waits to be sent."));
	}
	if (!o->below)
		page_cursor(p, 1, 0);
	str_release(&when);
}

void outbox_draw(struct face *face, struct view *view, struct page *p)
{
	enum { BELOW_WIDE = OUTBOX_BELOW_COUNT, BELOW_NARROW = 3 }; /* with a blank line; and the three that matter most */
	struct outbox *o = view->model;
	int body = page_body_rows(p), below = page_is_narrow(p) ? BELOW_NARROW : BELOW_WIDE, row = 2;

	fit(face, o, body - below > body / 2 ? body - below : (body + 1) / 2);
	draw_title(face, p, o);
	if (list_row(&o->list))
		row = draw_entries(face, p, o);
	else
		draw_empty(p, o);
	outbox_draw_below(face, p, o, page_is_narrow(p) ? row : row + 1);
}
