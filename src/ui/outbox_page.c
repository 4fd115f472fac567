/* The outbox on the page: a line an entry with its cause below, then the line, what is next, counted and new. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "face.h"
#include "outbox.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/sanitise.h"
#include "words.h"

enum { INDENT = 2, LABEL_LEAST = 10, WHEN_CELLS = 6, SIZE_CELLS = 6, GAP = 2, NEWS_PARTS = 3, SAID_ROWS = 3, SUBJECT_LEAST = 8 };

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

static char *short_time(int64_t when)
{
	struct str text = { 0 };

	datetime_add_short(&text, when, clock_now());
	return str_detach(&text);
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
		text = xasprintf(row->entry.kind == OUTBOX_DESTROY ? _("Deletion: \"%s\"") : _("Change: \"%s\""), subject ? subject : "");
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
		text = xasprintf(_("%s; until %s or u"), words_taken, until.text);
		str_release(&until);
		free(words_taken);
	} else if (row->state == MESSAGE_SENT && row->entry.receipt) {
		char *receipt = sanitise_copy(row->entry.receipt, SANITISE_LINE);

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
	int column = INDENT + state_cells() + GAP, right = p->columns - 1 - SIZE_CELLS - 1 - WHEN_CELLS;
	char *words = wide_words(face, row, right - 1 - column), *when = short_time(row->at);
	struct str cut = { 0 }, size = { 0 }, end = { 0 };

	words_add(&cut, face, words, right - 1 - column);
	words_right(&end, when, WHEN_CELLS);
	str_addc(&end, ' ');
	if (row->key > 0)
		datetime_add_size(&size, row->entry.size);
	words_right(&end, size.len ? size.text : "", size.len ? SIZE_CELLS : 0);
	page_put(p, line, INDENT, _(message_state_word(row->state)));
	page_put(p, line, column, cut.text);
	page_put(p, line, right, end.text);
	str_release(&end);
	str_release(&size);
	str_release(&cut);
	free(words);
	free(when);
}

/* At 40 columns: state, subject, and what one waits to know. */
static char *narrow_words(struct face *face, const struct outbox_row *row, int cells)
{
	const char *state = _(message_state_word(row->state));
	char *when = short_time(row->state == MESSAGE_HELD ? row->entry.hold_until : row->at), *text = NULL;
	struct str size = { 0 }, subject = { 0 };

	datetime_add_size(&size, row->entry.size);
	for (int pass = 0; pass < 2; pass++) {
		free(text);
		if (row->state == MESSAGE_HELD)
			text = xasprintf(_("%s %s, %s or u"), state, subject.len ? subject.text : "", when);
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
	struct str cut = { 0 };

	text = page_is_narrow(p) ? xasprintf(_("%s e or d"), cause) : xasprintf(_("%s e changes it, d drops it."), cause);
	words_add(&cut, face, text, p->columns - 1 - column);
	page_put(p, line, column, cut.text);
	str_release(&cut);
	free(text);
	free(cause);
}

/* Draws the entries from row 1 on; returns the row after them. */
static int draw_entries(struct face *face, struct page *p, const struct outbox *o)
{
	const struct outbox_row *row;
	int line = 1;

	for (int i = 0; (row = list_view_row(&o->list, i)); i++) {
		if (i == list_view_line(&o->list))
			page_mark(p, line);
		if (page_is_narrow(p)) {
			char *words = narrow_words(face, row, p->columns - 1 - INDENT);

			page_put(p, line++, INDENT, words);
			free(words);
		} else {
			draw_wide_entry(face, p, line++, row);
		}
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

/* --- what stands below --- */

/* The fact "line". */
struct line {
	enum line_state state;
	char *since;
	struct err cause;
};

static struct line line_of(struct store *s)
{
	char *fact = store_fact(s, "line");
	struct json *json = json_parse_own(fact);
	struct line line = { .state = line_state_of(json_get_text(json, "state")), .since = short_time(json_get_integer(json, "since", 0)) };

	if (json_is_object(json_get(json, "cause")))
		json_to_err(json_get(json, "cause"), &line.cause);
	json_free(json);
	free(fact);
	return line;
}

static void line_release(struct line *line)
{
	free(line->since);
	err_release(&line->cause);
}

static bool line_is_there(struct store *s)
{
	struct line line = line_of(s);
	bool is_there = line.state != LINE_OFFLINE && line.state != LINE_BUSY;

	line_release(&line);
	return is_there;
}

static char *line_words(const struct line *line, bool narrow)
{
	char *cause, *text;

	if (line->state == LINE_ONLINE)
		return xasprintf(narrow ? _("line: the portal answers since %s") : _("the portal answers since %s"), line->since);
	if (line->state == LINE_SIGNED_OUT)
		return xstrdup(narrow ? _("line: not signed in") : _("not signed in: nothing is sent or fetched until then"));
	if (line->state == LINE_UNKNOWN)
		return xstrdup(narrow ? _("line: not tried yet") : _("not tried yet"));
	if (line->cause.code == ERR_OFFLINE)
		return narrow ? xstrdup(_("line: no network here; nothing lost"))
		              : xasprintf(_("this computer has no network since %s. Nothing is lost."), line->since);
	cause = err_text(&line->cause);
	text = narrow ? xasprintf(_("line: %s"), cause) : xasprintf(_("%s Since %s; nothing is lost."), cause, line->since);
	free(cause);
	return text;
}

static char *next_words(const struct outbox *o, const struct line *line, bool narrow)
{
	struct str size = { 0 }, time = { 0 };
	char *text;

	words_add_price(&size, &time, o->counts.bytes);
	if (line->state == LINE_SIGNED_OUT)
		text = xstrdup(narrow ? _("next by itself after you sign in") : _("by itself after you sign in"));
	else if (o->counts.bytes == 0)
		text = xstrdup(narrow ? _("next: s looks for what is new") : _("nothing waits; s looks for what is new"));
	else if (narrow)
		text = xasprintf(_("next by itself; s now: %s, %s"), size.text, time.text);
	else if (line->state == LINE_OFFLINE)
		text = xasprintf(_("by itself when the line is back; s tries now: %s, about %s"), size.text, time.text);
	else
		text = xasprintf(_("by itself in a moment; s sends now: %s, about %s"), size.text, time.text);
	str_release(&size);
	str_release(&time);
	return text;
}

static int64_t tally(const struct json *counted, const char *name)
{
	const struct json *tally = json_get(counted, name);

	return json_get_integer(tally, "up", 0) + json_get_integer(tally, "down", 0);
}

static char *counted_words(struct store *s)
{
	char *fact = store_fact(s, "counted");
	struct json *counted = json_parse_own(fact);
	const char *day = json_get_text(counted, "day");
	time_t now = (time_t)clock_now();
	struct str today = { 0 }, month = { 0 };
	struct tm civil = { 0 };
	char date[] = "2026-11-17", *text;

	localtime_r(&now, &civil);
	strftime(date, sizeof date, "%Y-%m-%d", &civil);
	datetime_add_size(&today, text_equal(day, date) ? tally(counted, "today") : 0);
	datetime_add_size(&month, day && strncmp(day, date, sizeof "2026-11" - 1) == 0 ? tally(counted, "month") : 0);
	text = xasprintf(_("today %s, this month %s"), today.text, month.text);
	str_release(&today);
	str_release(&month);
	json_free(counted);
	free(fact);
	return text;
}

/* One piece of news: "10:31 line lost"; yours, NULL for what is none. */
static char *news_words(const struct journal_row *row)
{
	char *when = short_time(row->at), *subject = sanitise_copy(row->subject, SANITISE_LINE), *text = NULL;
	int count;

	switch (row->kind) {
	case JOURNAL_LINE_LOST:
		text = xasprintf(_("%s line lost"), when);
		break;
	case JOURNAL_LINE_BACK:
		text = xasprintf(_("%s line back"), when);
		break;
	case JOURNAL_SENT:
		text = xasprintf(_("%s sent: %s"), when, subject);
		break;
	case JOURNAL_REFUSED:
		text = xasprintf(_("%s refused: %s"), when, subject);
		break;
	case JOURNAL_TAKEN_BACK:
		text = xasprintf(_("%s taken back: %s"), when, subject);
		break;
	case JOURNAL_RECEIVED:
		count = (int)strtol(subject, NULL, 10);
		text = xasprintf(i18n_plural("%s %d message came", "%s %d messages came", (unsigned long)count), when, count);
		break;
	default:
		break;
	}
	free(subject);
	free(when);
	return text;
}

static char *all_news(const struct outbox *o)
{
	struct str text = { 0 };
	int parts = 0;

	for (int i = 0; i < o->news_count && parts < NEWS_PARTS; i++) {
		char *part = news_words(&o->news[i]);

		if (part) {
			/* TRANSLATORS: between pieces of news in one line. */
			str_addf(&text, "%s%s", text.len ? _("; ") : "", part);
			parts++;
		}
		free(part);
	}
	return str_detach(&text);
}

static void draw_part(struct face *face, struct page *p, int row, const char *label, char *words_taken)
{
	struct str cut = { 0 };
	int column = INDENT;

	if (page_is_narrow(p)) {
		words_add(&cut, face, words_taken, p->columns - 1 - column);
	} else {
		int width = cells_width(label) + GAP > LABEL_LEAST ? cells_width(label) + GAP : LABEL_LEAST;

		page_put(p, row, INDENT, label);
		column += width;
		words_add(&cut, face, words_taken, p->columns - 1 - column);
	}
	page_put(p, row, column, cut.text);
	str_release(&cut);
	free(words_taken);
}

/* What the program has said: each announcement stands here after its key is forgotten. */
static void draw_said(struct face *face, struct page *p, const struct outbox *o, int row, int rows)
{
	int said = 0;

	for (int i = 0; i < o->news_count && said < rows; i++) {
		char *when;

		if (o->news[i].kind != JOURNAL_SAID)
			continue;
		when = short_time(o->news[i].at);
		draw_part(face, p, row + said, said == 0 ? _("Said") : "", xasprintf("%s %s", when, o->news[i].subject));
		said++;
		free(when);
	}
}

static void draw_below(struct face *face, struct page *p, const struct outbox *o, int row)
{
	int last = p->rows - 1, wide = !page_is_narrow(p);
	struct line line = line_of(o->store);
	char *parts[] = { line_words(&line, !wide), next_words(o, &line, !wide), counted_words(o->store), all_news(o) };
	const char *const labels[] = { _("Line"), _("Next"), _("Counted"), _("News") };

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		if (row < last && *parts[i])
			draw_part(face, p, row++, labels[i], parts[i]);
		else
			free(parts[i]);
	}
	if (wide && row < last - 1)
		draw_said(face, p, o, row, last - 1 - row < SAID_ROWS ? last - 1 - row : SAID_ROWS);
	line_release(&line);
}

/* --- the page --- */

static void draw_title(struct face *face, struct page *p, const struct outbox *o)
{
	int waiting = o->counts.waiting + o->counts.sending;
	struct str counts = { 0 };
	char *part, *title;

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
	if (page_is_narrow(p) && !line_is_there(o->store)) {
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

	if (o->counts.last_sent_at) {
		datetime_add_short(&when, o->counts.last_sent_at, clock_now());
		page_putf(p, 1, INDENT, _("All sent at %s."), when.text);
	} else {
		page_put(p, 1, INDENT, _("Nothing waits to be sent."));
	}
	page_cursor(p, 1, 0);
	str_release(&when);
}

void outbox_draw(struct face *face, struct view *view, struct page *p)
{
	enum { BELOW_WIDE = 5, BELOW_NARROW = 3 };
	struct outbox *o = view->model;
	int body = page_body_rows(p), below = page_is_narrow(p) ? BELOW_NARROW : BELOW_WIDE, row = 2;

	fit(face, o, body - below > body / 2 ? body - below : (body + 1) / 2);
	draw_title(face, p, o);
	if (list_row(&o->list))
		row = draw_entries(face, p, o);
	else
		draw_empty(p, o);
	draw_below(face, p, o, page_is_narrow(p) ? row : row + 1);
}
