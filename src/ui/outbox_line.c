/* Below the outbox: the line, what is next and its price, what was counted, what is new, what was said. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "face.h"
#include "outbox.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/line.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { INDENT = 2, LABEL_LEAST = 10, GAP = 2, NEWS_PARTS = 3, SAID_ROWS = 3 };

bool outbox_line_is_there(struct store *s)
{
	struct line line;
	bool is_there;

	line_read(s, &line);
	is_there = line_is_there(&line);
	line_release(&line);
	return is_there;
}

static char *narrow_line_words(const struct line *line)
{
	char *since, *cause, *text;

	switch (line->state) {
	case LINE_ONLINE:
		since = words_short_time(line->since);
		text = xasprintf(_("line: portal reached since %s"), since);
		free(since);
		return text;
	case LINE_SIGNED_OUT:
		return xstrdup(_("line: not signed in"));
	case LINE_UNKNOWN:
		return xstrdup(_("line: not tried yet"));
	default:
		break;
	}
	if (line->cause.code == ERR_OFFLINE)
		return xstrdup(_("line: no network here; nothing lost"));
	cause = err_text(&line->cause);
	text = xasprintf(_("line: %s"), cause);
	free(cause);
	return text;
}

static char *next_words(const struct outbox *o, const struct line *line, bool narrow)
{
	struct str size = { 0 }, time = { 0 };
	char *text;

	words_add_price(&size, &time, price_of(o->store, o->counts.bytes));
	if (line->state == LINE_SIGNED_OUT)
		text = xstrdup(narrow ? _("next by itself after you sign in: s") : _("by itself after you sign in; s signs in"));
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
	char *when = words_short_time(row->at), *subject = words_safe(row->subject, SANITISE_LINE), *text = NULL;
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
		when = words_short_time(o->news[i].at);
		draw_part(face, p, row + said, said == 0 ? _("Said") : "", xasprintf("%s %s", when, o->news[i].subject));
		said++;
		free(when);
	}
}

void outbox_draw_below(struct face *face, struct page *p, const struct outbox *o, int row)
{
	int last = p->rows - 1, wide = !page_is_narrow(p);
	struct line line;
	char *parts[4];
	const char *const labels[] = { _("Line"), _("Next"), _("Counted"), _("News") };

	line_read(o->store, &line);
	parts[0] = wide ? line_sentence(&line) : narrow_line_words(&line);
	parts[1] = next_words(o, &line, !wide);
	parts[2] = counted_words(o->store);
	parts[3] = all_news(o);
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
