/* Below the outbox: the line, what is next and its price, measured, counted, its hours, what is new, what was said. */
#include <stdlib.h>
#include <string.h>

#include "face.h"
#include "outbox.h"
#include "outbox_line.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "words.h"

enum { INDENT = 2, LABEL_LEAST = 10, GAP = 2, NEWS_PARTS = 3, SAID_ROWS = 3 };

void outbox_facts_read(struct outbox_facts *f, struct face *face)
{
	struct store *s = face_store(face);

	*f = (struct outbox_facts){ .settings = face_settings(face) };
	line_read(s, &f->line);
	plan_read(&f->plan, s, f->settings);
	measured_load(&f->measured, s);
	count_load(&f->count, s);
	count_turn(&f->count, clock_now(), (int)settings_integer(f->settings, SETTING_BUDGET_DAY));
	f->price = price_of_outbox(s);
}

void outbox_facts_release(struct outbox_facts *f)
{
	line_release(&f->line);
}

/* --- the line --- */

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
	if (line->cause.code == ERR_SET_OFFLINE)
		return xstrdup(_("line: set to offline; nothing lost"));
	cause = err_text(&line->cause);
	text = xasprintf(_("line: %s"), cause);
	free(cause);
	return text;
}

static char *line_words(const struct outbox *o, const struct outbox_facts *f, bool narrow)
{
	(void)o;
	return narrow ? narrow_line_words(&f->line) : line_sentence(&f->line);
}

/* --- what is next --- */

/* Why nothing goes by itself, and what s would. */
static char *rest_words(const struct outbox_facts *f, const char *size, const char *time, bool narrow)
{
	char *rest = plan_rest_words(f->plan.mail, f->plan.mail_until), *text;

	if (f->price.bytes == 0)
		text = xasprintf(narrow ? _("next: %s") : _("%s; {send} looks for what is new all the same"), rest);
	else
		text = xasprintf(narrow ? _("next: %s; {send} now: %s, %s") : _("%s; {send} sends all the same: %s, about %s"), rest, size, time);
	free(rest);
	return text;
}

static char *next_words(const struct outbox *o, const struct outbox_facts *f, bool narrow)
{
	struct str size = { 0 }, time = { 0 };
	char *text;

	(void)o;
	words_add_price(&size, &time, f->price);
	if (f->line.state == LINE_SIGNED_OUT)
		text = xstrdup(narrow ? _("next by itself after you sign in: {send}") : _("by itself after you sign in; {send} signs in"));
	else if (f->plan.mail != PLAN_GOES)
		text = rest_words(f, size.text, time.text, narrow);
	else if (f->price.bytes == 0)
		text = xstrdup(narrow ? _("next: {send} looks for what is new") : _("nothing waits; {send} looks for what is new"));
	else if (narrow)
		text = xasprintf(_("next by itself; {send} now: %s, %s"), size.text, time.text);
	else if (!line_is_there(&f->line))
		text = xasprintf(_("by itself when the line is back; {send} tries now: %s, about %s"), size.text, time.text);
	else
		text = xasprintf(_("by itself in a moment; {send} sends now: %s, about %s"), size.text, time.text);
	str_release(&size);
	str_release(&time);
	return text;
}

/* --- measured, counted, hours --- */

static char *profile_words(const struct outbox *o, const struct outbox_facts *f, bool narrow)
{
	(void)o;
	(void)narrow;
	return plan_profile_words(&f->plan, &f->measured);
}

static char *counted_words(const struct outbox *o, const struct outbox_facts *f, bool narrow)
{
	(void)o;
	return plan_counted_words(&f->plan, &f->count, narrow);
}

static char *hours_words(const struct outbox *o, const struct outbox_facts *f, bool narrow)
{
	(void)o;
	(void)narrow;
	return plan_hours_words(f->settings);
}

/* There is something to carry, and no line to do it. */
static char *hand_words(const struct outbox *o, const struct outbox_facts *f, bool narrow)
{
	struct str size = { 0 };
	char *text;

	(void)o;
	(void)narrow;
	if (f->price.bytes == 0 || line_is_there(&f->line))
		return xstrdup("");
	words_add_size(&size, f->price.bytes);
	text = xasprintf(_("carry it on a USB stick (packet), %s"), size.text);
	str_release(&size);
	return text;
}

/* --- news --- */

char *outbox_news_words(const struct journal_row *row)
{
	char *when = words_short_time(row->at), *subject = words_safe(row->subject, SANITISE_LINE), *text = NULL;
	char *who = row->who ? words_safe(row->who, SANITISE_LINE) : NULL;
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
	case JOURNAL_MERGED:
		if (who)
			/* TRANSLATORS: a time, who wrote the other part, the title of what both wrote in. */
			text = xasprintf(_("%s merged with %s: %s"), when, who, subject);
		break;
	case JOURNAL_RECEIVED:
		count = (int)strtol(subject, NULL, 10);
		text = xasprintf(i18n_plural("%s %d message came", "%s %d messages came", (unsigned long)count), when, count);
		break;
	default:
		break;
	}
	free(who);
	free(subject);
	free(when);
	return text;
}

static char *all_news(const struct outbox *o)
{
	struct str text = { 0 };
	int parts = 0;

	for (int i = 0; i < o->news_count && parts < NEWS_PARTS; i++) {
		char *part = outbox_news_words(&o->news[i]);

		if (part) {
			/* TRANSLATORS: between pieces of news in one line. */
			str_addf(&text, "%s%s", text.len ? _("; ") : "", part);
			parts++;
		}
		free(part);
	}
	return str_detach(&text);
}

static char *news_line(const struct outbox *o, const struct outbox_facts *f, bool narrow)
{
	(void)f;
	(void)narrow;
	return all_news(o);
}

/* --- on the page --- */

static const struct {
	const char *label; /* N_() */
	bool is_wide;      /* left out on a narrow page */
	char *(*words)(const struct outbox *o, const struct outbox_facts *f, bool narrow); /* yours; "" : the line is not there now */
} rows[OUTBOX_BELOW_COUNT] = {
	[OUTBOX_BELOW_LINE] = { N_("Line"), false, line_words },
	[OUTBOX_BELOW_NEXT] = { N_("Next"), false, next_words },
	[OUTBOX_BELOW_MEASURED] = { N_("Measured"), true, profile_words },
	[OUTBOX_BELOW_COUNTED] = { N_("Counted"), false, counted_words },
	[OUTBOX_BELOW_HOURS] = { N_("Windows"), true, hours_words },
	[OUTBOX_BELOW_HAND] = { N_("By hand"), true, hand_words },
	[OUTBOX_BELOW_NEWS] = { N_("News"), false, news_line },
};

static int label_cells(void)
{
	int most = LABEL_LEAST;

	for (int i = 1; i < OUTBOX_BELOW_COUNT; i++)
		most = cells_width(_(rows[i].label)) + GAP > most ? cells_width(_(rows[i].label)) + GAP : most;
	return most;
}

static void draw_part(struct face *face, struct page *p, int row, const char *label, const char *words)
{
	struct str cut = { 0 };
	int column = page_is_narrow(p) ? INDENT : INDENT + label_cells();

	if (!page_is_narrow(p))
		page_label(p, row, INDENT, label);
	words_add(&cut, face, words, p->columns - 1 - column);
	page_put(p, row, column, cut.text);
	str_release(&cut);
}

/* What the program has said: each announcement stands here after its key is forgotten. */
static void draw_said(struct face *face, struct page *p, const struct outbox *o, int row, int most)
{
	int said = 0;

	for (int i = 0; i < o->news_count && said < most; i++) {
		char *when, *sentence;

		if (o->news[i].kind != JOURNAL_SAID)
			continue;
		when = words_short_time(o->news[i].at);
		sentence = xasprintf("%s %s", when, o->news[i].subject);
		draw_part(face, p, row + said, said == 0 ? _("Said") : "", sentence);
		said++;
		free(sentence);
		free(when);
	}
}

void outbox_draw_below(struct face *face, struct page *p, struct outbox *o, int row)
{
	bool narrow = page_is_narrow(p);
	int first = row, last = p->rows - 1;
	struct outbox_facts f;

	outbox_facts_read(&f, face);
	o->shown = 0;
	for (int i = 1; i < OUTBOX_BELOW_COUNT && row < last; i++) {
		char *words = narrow && rows[i].is_wide ? xstrdup("") : rows[i].words(o, &f, narrow);

		if (*words) {
			draw_part(face, p, row, _(rows[i].label), words);
			page_item(p, row);
			o->shown |= 1U << i;
			if (o->below == i)
				page_mark(p, row);
			row++;
		}
		free(words);
	}
	if (o->below && !(o->shown & 1U << o->below)) { /* it has gone: the first one is always there */
		o->below = OUTBOX_BELOW_LINE;
		page_mark(p, first);
	}
	if (!narrow && row < last - 1)
		draw_said(face, p, o, row, last - 1 - row < SAID_ROWS ? last - 1 - row : SAID_ROWS);
	outbox_facts_release(&f);
}
