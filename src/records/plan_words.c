/* The plan in words: why nothing goes, the profile, what was counted, the hours. */
#include <stdlib.h>
#include <string.h>

#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/plan.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"

enum { WORD_FROM = 80 /* hundredths of the budget from which on it is said */ };

char *plan_rest_words(enum plan_rest rest, int64_t until)
{
	struct str when = { 0 };
	char *words = NULL;

	if (until)
		datetime_add_short(&when, until, clock_now());
	switch (rest) {
	case PLAN_OFFLINE:
		words = xstrdup(_("set to offline"));
		break;
	case PLAN_PAUSED:
		words = xasprintf(_("paused until %s"), when.text);
		break;
	case PLAN_BUDGET:
		words = xasprintf(_("over budget until %s"), when.text);
		break;
	case PLAN_HOURS:
		words = xasprintf(_("not before %s"), when.text);
		break;
	default:
		break;
	}
	str_release(&when);
	return words;
}

static void add_part(struct str *out, char *part_taken)
{
	/* TRANSLATORS: between the parts of a line that stand beside each other, each complete in itself. */
	str_addf(out, "%s%s", out->len ? _(", ") : "", part_taken);
	free(part_taken);
}

char *plan_profile_words(const struct plan *p, const struct measured *m)
{
	struct str text = { 0 };
	char *measured = measured_words(m);

	if (*measured)
		str_add(&text, measured);
	free(measured);
	add_part(&text, xstrdup(_(plan_row(p)->words)));
	if (!p->is_found)
		add_part(&text, xstrdup(_("as it is set")));
	return str_detach(&text);
}

/* The month that is counted: "November", or "since 15 Nov" where another day begins it. */
static char *month_words(const struct count *count)
{
	int year = 0, month = 1, day = 1;
	struct str date = { 0 };
	char *text;

	clock_parse_date(count->month.from, &year, &month, &day);
	if (day == 1)
		return xstrdup(day_month_name(month));
	day_add_month_day(&date, day_of(year, month, day));
	text = xasprintf(_("since %s"), date.text);
	str_release(&date);
	return text;
}

/* A size without its unit, where the other one has the same: "3.1 of 20 MB". */
static void drop_unit(struct str *size, const char *other)
{
	const char *unit = strrchr(size->text, ' '), *others = strrchr(other, ' ');

	if (unit && others && strcmp(unit, others) == 0)
		str_cut(size, (size_t)(unit - size->text));
}

char *plan_counted_words(const struct plan *p, const struct count *count, bool narrow)
{
	struct str today = { 0 }, month = { 0 }, budget = { 0 }, used = { 0 };
	char *name = month_words(count), *text;

	datetime_add_size(&today, tally_bytes(&count->day.tally));
	datetime_add_size(&month, tally_bytes(&count->month.tally));
	datetime_add_size(&budget, p->budget);
	if (!narrow && plan_has_used(p, WORD_FROM) && !plan_has_used(p, 100))
		str_addf(&used, _("; %d %% used"), (int)(p->used * 100 / p->budget));
	else if (!narrow && plan_has_used(p, 100))
		str_add(&used, _("; all used"));
	if (narrow)
		drop_unit(&month, budget.text);
	if (p->budget == 0)
		/* TRANSLATORS: bytes on the line: today, then a month ("November") and its size. */
		text = xasprintf(_("today %s, %s %s"), today.text, name, month.text);
	else
		/* TRANSLATORS: the same with the bytes that the month may cost. */
		text = xasprintf(narrow ? _("today %s, %s %s of %s") : _("today %s, %s %s of your %s"), today.text, name, month.text, budget.text);
	str_add(&used, "");
	str_insert(&used, 0, text, strlen(text));
	free(text);
	free(name);
	str_release(&today);
	str_release(&month);
	str_release(&budget);
	return str_detach(&used);
}

static void add_hours(struct str *out, const struct hours *hours)
{
	for (int i = 0; i < hours->count; i++) {
		char *from = xasprintf(_("%02d:%02d"), hours->at[i].from / 60, hours->at[i].from % 60);
		char *to = xasprintf(_("%02d:%02d"), hours->at[i].to / 60, hours->at[i].to % 60);

		add_part(out, xasprintf(i18n_text_in("from and to", "%s to %s"), from, to));
		free(from);
		free(to);
	}
}

char *plan_hours_words(const struct settings *settings)
{
	struct hours mail = settings_hours(settings, SETTING_MAIL_HOURS), files = settings_hours(settings, SETTING_FILE_HOURS);
	struct str mail_words = { 0 }, files_words = { 0 };
	char *text;

	add_hours(&mail_words, &mail);
	add_hours(&files_words, &files);
	if (!mail.count && !files.count)
		text = xstrdup(_("mail and files any time"));
	else if (!mail.count)
		text = xasprintf(_("mail any time; files %s"), files_words.text);
	else if (!files.count)
		text = xasprintf(_("mail %s; files any time"), mail_words.text);
	else
		text = xasprintf(_("mail %s; files %s"), mail_words.text, files_words.text);
	str_release(&mail_words);
	str_release(&files_words);
	return text;
}
