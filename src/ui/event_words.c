/* What the lines of an event's page say. */
#include <stdlib.h>

#include "event.h"
#include "mirror.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/schema/span.h"
#include "twinline/text/day.h"
#include "words.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

static const char *const labels[EVENT_LINE_COUNT] = {
	[EVENT_YOU] = N_("You"), [EVENT_HIDDEN] = N_("Hidden"), [EVENT_WHEN] = N_("When"), [EVENT_WHERE] = N_("Where"),
	[EVENT_SLOW_LINE] = N_("Slow line"), [EVENT_LANGUAGES] = N_("In"), [EVENT_FOR] = N_("For"), [EVENT_BY] = N_("By"),
	[EVENT_PLACES] = N_("Places"), [EVENT_COMING] = N_("Coming"), [EVENT_PEOPLE] = N_("People"),
	[EVENT_ABOUT] = N_("About"), [EVENT_NOTES] = N_("Notes"), [EVENT_FILES] = N_("Files"),
	[EVENT_REMIND] = N_("Remind"), [EVENT_LINK] = N_("Link"), [EVENT_CHANGED] = N_("Changed"),
};

const char *event_label(enum event_line line)
{
	return labels[line];
}

/* --- times --- */

void event_add_offset(struct str *out, int seconds)
{
	int minutes = abs(seconds) / MINUTE;

	str_add(out, "UTC");
	if (minutes)
		str_addf(out, "%c%d", seconds < 0 ? '-' : '+', minutes / 60);
	if (minutes % 60)
		str_addf(out, ":%02d", minutes % 60);
}

static int64_t civil_at(const char *zone, int64_t moment, struct civil *c)
{
	zone_to_civil(zone, moment, c);
	return day_of(c->year, c->month, c->day);
}

static void add_hour(struct str *out, const struct civil *c)
{
	str_addf(out, _("%02d:%02d"), c->hour, c->minute);
}

/* "Tue 17 Nov, 16:00": of a zone. */
static void add_moment(struct str *out, const char *zone, int64_t moment)
{
	struct str day = { 0 }, hour = { 0 };
	struct civil c;

	day_add_short(&day, civil_at(zone, moment, &c));
	add_hour(&hour, &c);
	/* TRANSLATORS: day and hour. */
	str_addf(out, i18n_text_in("day and hour", "%s %s"), day.text, hour.text);
	str_release(&day);
	str_release(&hour);
}

/* "16:00-17:00" where it ends on the day on which it begins, else both days. */
static void add_from_to(struct str *out, const struct event_view *v)
{
	struct str day = { 0 }, hours = { 0 };
	struct civil from, to;
	char *range;
	int64_t first = civil_at(v->zone, v->row.starts, &from), last = civil_at(v->zone, v->row.ends, &to);

	if (first == last) {
		day_add_short(&day, first);
		add_hour(&hours, &from);
		if (v->row.ends > v->row.starts) {
			str_addc(&hours, '-');
			add_hour(&hours, &to);
		}
		range = bidi_isolated(str_detach(&hours), mirror_direction());
		str_addf(out, i18n_text_in("day and hours", "%s, %s"), day.text, range);
		free(range);
	} else {
		add_moment(&day, v->zone, v->row.starts);
		add_moment(&hours, v->zone, v->row.ends);
		str_addf(out, i18n_text_in("from and to", "%s to %s"), day.text, hours.text);
	}
	str_release(&day);
	str_release(&hours);
}

/* "14:00 where it is held (PL)", where the clocks differ there. */
static void add_hour_there(struct str *out, const struct event_view *v, bool narrow)
{
	const char *zone = v->event.time.zone, *country = v->event.country ? v->event.country : "";
	struct str hour = { 0 };
	struct civil c;

	if (!zone || !zone_is_known(zone) || zone_offset(zone, v->row.starts) == zone_offset(v->zone, v->row.starts))
		return;
	civil_at(zone, v->row.starts, &c);
	add_hour(&hour, &c);
	str_add(out, _(", "));
	if (narrow && *country)
		str_addf(out, "%s %s", country, hour.text);
	else if (*country)
		str_addf(out, _("%s where it is held (%s)"), hour.text, country);
	else
		str_addf(out, _("%s where it is held"), hour.text);
	str_release(&hour);
}

static void add_days(struct str *out, const struct event_view *v)
{
	struct civil c;
	int64_t first = civil_at(v->zone, v->row.starts, &c), last = civil_at(v->zone, v->row.ends - 1, &c);
	struct str from = { 0 }, to = { 0 };

	day_add_short(&from, first);
	day_add_short(&to, last);
	if (first == last)
		str_addf(out, _("%s, all day"), from.text);
	else
		str_addf(out, i18n_text_in("from and to", "%s to %s"), from.text, to.text);
	str_release(&from);
	str_release(&to);
}

static void add_when(struct str *out, const struct event_view *v, bool narrow)
{
	struct str time = { 0 };

	if (v->row.draft && !v->event.time.start) {
		str_add(out, _("no day yet"));
	} else if (v->row.all_day) {
		add_days(out, v);
	} else {
		add_from_to(&time, v);
		if (narrow)
			str_add(out, time.text);
		else
			str_addf(out, _("%s your time"), time.text);
		add_hour_there(out, v, narrow);
	}
	str_release(&time);
}

/* --- where --- */

static void add_bytes(struct str *out, const struct event_view *v, bool narrow)
{
	int64_t length = v->row.ends - v->row.starts, bytes = v->event.bytes_per_hour * (length > 0 ? length : HOUR) / HOUR;
	struct str size = { 0 };

	if (v->event.bytes_per_hour <= 0)
		return;
	words_add_size(&size, narrow ? v->event.bytes_per_hour : bytes);
	str_add(out, out->len ? "; " : "");
	if (narrow || length == HOUR)
		str_addf(out, _("about %s for the hour"), size.text);
	else
		str_addf(out, _("about %s in all"), size.text);
	str_release(&size);
}

static void add_safe(struct str *out, const char *text)
{
	char *safe = words_safe(text, SANITISE_LINE);

	words_part(out, safe);
	free(safe);
}

static void add_where(struct str *out, const struct event_view *v, bool narrow)
{
	const char *country = v->event.country;

	if (v->event.online)
		words_part(out, _("online"));
	add_safe(out, v->event.place);
	add_safe(out, v->event.town);
	if (country && *country && (!v->event.online || v->event.town))
		words_part(out, vocabulary_label(&vocabulary_countries, country));
	if (v->event.online)
		add_bytes(out, v, narrow);
}

/* The ways for a line that carries no video. */
static void add_slow_line(struct str *out, const struct event_view *v)
{
	char *telephone = words_safe(v->event.telephone, SANITISE_LINE), *way = words_safe(v->event.text_way, SANITISE_LINE);

	if (!v->event.online)
		goto out;
	if (*telephone)
		str_addf(out, _("by telephone %s"), telephone);
	if (*way) {
		str_add(out, out->len ? "; " : "");
		str_addf(out, _("in writing: %s"), way);
	}
	str_add(out, out->len ? "; " : "");
	str_add(out, v->event.notes && *v->event.notes ? _("notes below") : _("notes here afterwards"));
out:
	free(telephone);
	free(way);
}

/* --- who --- */

static void add_codes(struct str *out, const struct strings *codes, const struct vocabulary *vocabulary)
{
	for (size_t i = 0; i < codes->count; i++)
		words_part(out, vocabulary_label(vocabulary, codes->at[i]));
}

static void add_for(struct str *out, const struct event_view *v)
{
	int from = (int)v->event.pupils_from, to = (int)v->event.pupils_to;
	char *ages;

	if (v->event.roles.count)
		add_codes(out, &v->event.roles, &vocabulary_roles);
	else
		words_part(out, *v->row.project ? _("members of the project") : _("all eTwinners"));
	if (from <= 0 && to <= 0)
		return;
	ages = from > 0 && to > 0 && from != to ? xasprintf(_("pupils aged %d to %d"), from, to)
	                                        : xasprintf(_("pupils aged %d"), from > 0 ? from : to);
	words_part(out, ages);
	free(ages);
}

static void add_by(struct str *out, const struct event_view *v, bool narrow)
{
	const struct party *by = &v->event.organiser;
	char *organiser = !by->id ? xstrdup("") : narrow ? words_person(by) : words_person_alone(by);
	char *office = words_safe(v->event.office.name, SANITISE_LINE);

	str_add(out, *organiser ? organiser : v->row.draft ? _("you") : "");
	words_part(out, office);
	free(organiser);
	free(office);
}

static void add_places(struct str *out, const struct event_view *v)
{
	int64_t free_places = v->event.places > v->event.joined ? v->event.places - v->event.joined : 0;
	struct str until = { 0 };
	char *part;

	if (v->event.places > 0) {
		part = xasprintf(_("%lld, %lld free"), (long long)v->event.places, (long long)free_places);
		str_add(out, part);
		free(part);
	}
	if (v->event.join_until > 0) {
		add_moment(&until, v->zone, v->event.join_until);
		str_add(out, out->len ? "; " : "");
		str_addf(out, v->event.join_until > clock_now() ? _("join before %s") : _("closed since %s"), until.text);
	}
	str_release(&until);
}

static void add_coming(struct str *out, const struct event_view *v)
{
	unsigned long joined = (unsigned long)v->event.joined;

	if (joined)
		str_addf(out, i18n_plural("%lu person", "%lu people", joined), joined);
}

void event_add_guest(struct str *out, const struct agenda_guest *guest)
{
	bool waits = text_equal(guest->answer, "applied") && !*guest->outcome;
	char *name = words_person(&guest->person), *text = words_safe(guest->text, SANITISE_LINE);
	const char *word = *guest->outcome ? vocabulary_label(&vocabulary_attendance_outcomes, guest->outcome)
	                                   : vocabulary_label(&vocabulary_attendance_answers, guest->answer);

	/* TRANSLATORS: a person, and what is said to an event: "Ewa Kowalska PL: yes". */
	str_addf(out, i18n_text_in("person and answer", "%s: %s"), name, waits ? _("applied; {accept} accepts, {drop} refuses") : word);
	if (*text)
		str_addf(out, "\n%s", text);
	free(name);
	free(text);
}

/* --- mine --- */

static const char *you_sentence(const struct event_view *v)
{
	static const char *const sentences[AGENDA_STATE_COUNT] = {
		[AGENDA_YES] = N_("yes. {later} maybe, {drop} say no"), [AGENDA_MAYBE] = N_("maybe. {accept} join, {drop} say no"),
		[AGENDA_OPEN] = N_("open. {accept} join, {later} maybe"), [AGENDA_FULL] = N_("full: nobody can join now"),
		[AGENDA_APPLY] = N_("apply. {accept} asks for a place"), [AGENDA_APPLIED] = N_("applied. {drop} takes it back"), [AGENDA_DUE] = N_("due"),
		[AGENDA_PROJECT] = N_("project: there is nothing to answer"), [AGENDA_DONE] = N_("done"), [AGENDA_CANCELLED] = N_("cancelled"),
	};

	if (v->row.draft)
		return _("draft, not sent. {edit} goes on writing");
	if (v->is_mine && v->row.state == AGENDA_YES)
		return _("you hold it. {edit} changes it, {drop} cancels it");
	return _(sentences[v->row.state]);
}

static void add_you(struct str *out, const struct event_view *v)
{
	str_add(out, you_sentence(v));
	if (v->refused)
		str_addf(out, "\n%s", v->refused);
}

static void add_remind(struct str *out, const struct event_view *v)
{
	struct str length = { 0 };

	if (v->remind_before < 0) {
		if (v->row.state == AGENDA_YES || v->row.state == AGENDA_MAYBE)
			str_add(out, v->is_mine ? "" : _("no; Enter sets it"));
		return;
	}
	day_add_length(&length, (int)(v->remind_before / (24 * 60)), (int)(v->remind_before % (24 * 60)));
	str_addf(out, _("%s before"), length.len ? length.text : "0");
	str_release(&length);
}

/* --- what belongs to it --- */

/* The hour alone, where the day has stayed. */
static void add_was(struct str *out, const struct event_view *v, int64_t was)
{
	struct civil before, now;

	if (civil_at(v->zone, was, &before) == civil_at(v->zone, v->row.starts, &now))
		add_hour(out, &before);
	else
		add_moment(out, v->zone, was);
}

static void add_changed(struct str *out, const struct event_view *v)
{
	struct str on = { 0 }, was = { 0 };
	struct civil c;

	if (v->event.changed_at <= 0)
		return;
	day_add_month_day(&on, civil_at(v->zone, v->event.changed_at, &c));
	if (span_read_civil(v->event.was.start, &c))
		add_was(&was, v, zone_of_civil(v->event.was.zone ? v->event.was.zone : "UTC", &c));
	if (was.len)
		str_addf(out, _("%s, was %s"), on.text, was.text);
	else
		str_add(out, on.text);
	str_release(&on);
	str_release(&was);
}

static void add_hidden(struct str *out, const struct event_view *v)
{
	char *hidden = words_hidden(v->event.hidden);

	str_add(out, hidden ? hidden : "");
	free(hidden);
}

static void add_link(struct str *out, const struct event_view *v)
{
	char *link = words_safe(v->event.link, SANITISE_LINE);

	if (*link)
		str_addf(out, _("%s   {copy} shows it alone"), link);
	free(link);
}

static void add_text(struct str *out, const char *text)
{
	char *safe = words_safe(text, SANITISE_TEXT);

	str_add(out, safe);
	free(safe);
}

void event_add_line(struct str *out, const struct event_view *v, enum event_line line, bool narrow)
{
	switch (line) {
	case EVENT_YOU:
		add_you(out, v);
		break;
	case EVENT_HIDDEN:
		add_hidden(out, v);
		break;
	case EVENT_WHEN:
		add_when(out, v, narrow);
		break;
	case EVENT_WHERE:
		add_where(out, v, narrow);
		break;
	case EVENT_SLOW_LINE:
		add_slow_line(out, v);
		break;
	case EVENT_LANGUAGES:
		add_codes(out, &v->event.languages, &vocabulary_languages);
		break;
	case EVENT_FOR:
		add_for(out, v);
		break;
	case EVENT_BY:
		add_by(out, v, narrow);
		break;
	case EVENT_PLACES:
		add_places(out, v);
		break;
	case EVENT_COMING:
		add_coming(out, v);
		break;
	case EVENT_ABOUT:
		add_text(out, v->event.about);
		break;
	case EVENT_NOTES:
		add_text(out, v->event.notes);
		break;
	case EVENT_REMIND:
		add_remind(out, v);
		break;
	case EVENT_LINK:
		add_link(out, v);
		break;
	case EVENT_CHANGED:
		add_changed(out, v);
		break;
	default:
		break;
	}
}
