/* Days and words that all views of the calendar share. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "event.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/text/cells.h"
#include "twinline/text/day.h"
#include "words.h"

enum { NOON = 12 * 60 * 60 };

/* --- days and moments --- */

int64_t calendar_day(const struct calendar *c, int64_t moment, struct civil *civil)
{
	struct civil at;

	zone_to_civil(c->zone, moment, &at);
	if (civil)
		*civil = at;
	return day_of(at.year, at.month, at.day);
}

int64_t calendar_moment(const struct calendar *c, int64_t day)
{
	struct civil at = { 0 };

	clock_civil(day, &at.year, &at.month, &at.day);
	return zone_of_civil(c->zone, &at);
}

int64_t calendar_first_day(const struct calendar *c, const struct agenda_row *row)
{
	int64_t day = calendar_day(c, row->starts, NULL);

	return day < c->first ? c->first : day;
}

/* What ends at midnight does not lie on the day that begins then. */
int64_t calendar_last_day(const struct calendar *c, const struct agenda_row *row)
{
	return calendar_day(c, row->ends > row->starts ? row->ends - 1 : row->starts, NULL);
}

const char *calendar_no_event(const struct calendar *c, int64_t day)
{
	return day > c->known ? _("not fetched yet; Enter shows the price") : _("free");
}

bool calendar_is_open(const struct agenda_row *row)
{
	return !row->draft && (row->state == AGENDA_OPEN || row->state == AGENDA_APPLY);
}

/* --- words --- */

const char *calendar_word(const struct agenda_row *row)
{
	return _(row->draft ? N_("draft") : agenda_word(row->state));
}

int calendar_word_cells(void)
{
	int widest = cells_width(_("draft"));

	for (int state = 0; state < AGENDA_STATE_COUNT; state++)
		if (state != AGENDA_CANCELLED && cells_width(_(agenda_word((enum agenda_state)state))) > widest)
			widest = cells_width(_(agenda_word((enum agenda_state)state)));
	return widest;
}

int calendar_word_column(const struct page *p, const struct agenda_row *row)
{
	int cells = cells_width(calendar_word(row));

	return p->columns - 1 - (cells > calendar_word_cells() ? cells : calendar_word_cells());
}

void calendar_add_zone(struct str *out, const struct calendar *c)
{
	struct str zone = { 0 };

	event_add_offset(&zone, zone_offset(c->zone, calendar_moment(c, c->day) + NOON));
	/* TRANSLATORS: the reader's own time zone: "your time (UTC+3)". */
	str_addf(out, _("your time (%s)"), zone.text);
	str_release(&zone);
}

void calendar_add_hour(struct str *out, const struct calendar *c, const struct agenda_row *row, bool with_end)
{
	struct civil at;

	if (row->all_day) {
		/* TRANSLATORS: of an event without an hour. */
		str_add(out, with_end ? _("all day") : i18n_text_in("in place of an hour", "day"));
		return;
	}
	calendar_day(c, row->starts, &at);
	str_addf(out, _("%02d:%02d"), at.hour, at.minute);
	if (!with_end || row->ends <= row->starts)
		return;
	calendar_day(c, row->ends, &at);
	str_addc(out, '-');
	str_addf(out, _("%02d:%02d"), at.hour, at.minute);
}

void calendar_add_title(struct str *out, const struct agenda_row *row)
{
	char *title = words_safe(*row->title ? row->title : _("without a title"), SANITISE_LINE);
	char *project = words_safe(row->project, SANITISE_LINE);

	/* TRANSLATORS: project and title of an event. */
	if (*project)
		str_addf(out, i18n_text_in("project and title", "%s: %s"), project, title);
	else
		str_add(out, title);
	free(title);
	free(project);
}

void calendar_add_kind(struct str *out, const struct agenda_row *row)
{
	const char *kind = vocabulary_brief(&vocabulary_event_kinds, row->kind);
	char *code = xstrndup(row->languages, strcspn(row->languages, " "));

	if (!*row->project && *code)
		/* TRANSLATORS: the kind of an event and its language: "webinar in Polish". */
		str_addf(out, _("%s in %s"), kind, vocabulary_label(&vocabulary_languages, code));
	else if (!*row->project)
		str_add(out, kind);
	free(code);
}
