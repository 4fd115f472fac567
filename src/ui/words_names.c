/* Names, times, numbers and prices as several screens have them. */
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mirror.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/plan.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
enum { NAME_CELLS = 12 /* longer names are shortened in narrow lines */ };

char *words_short_name(const char *name, const char *country)
{
	char *clean = sanitise_copy(party_called(name), SANITISE_LINE), *last = strrchr(clean, ' '), *text;
	int cells;

	if (cells_width(clean) > NAME_CELLS && last && last[1] && party_called(name) == name) {
		size_t initial = cells_cluster(last + 1, strlen(last + 1), &cells);
		char *shorter = xasprintf("%.*s.", (int)(last + 1 - clean + (ptrdiff_t)initial), clean);

		free(clean);
		clean = shorter;
	}
	text = words_safe_in(clean, SANITISE_LINE, latin_language(NULL, country));
	free(clean);
	return text;
}

char *words_person(const struct party *person)
{
	const char *country = person->country ? person->country : "";
	char *text, *clean;

	if (!person->name || !*person->name)
		return words_safe(person->id, SANITISE_LINE);
	text = xasprintf(*country ? "%s %s" : "%s%s", party_called(person->name), country);
	clean = words_safe_in(text, SANITISE_LINE, latin_language(NULL, country));
	free(text);
	return clean;
}

char *words_person_alone(const struct party *person)
{
	const char *name = person->name && *person->name ? party_called(person->name) : person->id;
	struct str text = { 0 };

	words_part_taken(&text, words_safe_in(name, SANITISE_LINE, latin_language(NULL, person->country)));
	words_part_taken(&text, words_safe(person->country, SANITISE_LINE));
	return str_detach(&text);
}

char *words_hidden(const char *reason)
{
	if (!reason)
		return NULL;
	/* TRANSLATORS: said of something that is hidden from others; %s is why: "mass mail or advertising". */
	return xasprintf(_("by the support organisation: %s; others do not see it"), vocabulary_label(&vocabulary_report_reasons, reason));
}

char *words_with_hidden(const char *reason, char *text_taken)
{
	char *hidden = words_hidden(reason), *text;

	if (!hidden)
		return text_taken;
	text = xasprintf("%s: %s\n\n%s", _("Hidden"), hidden, text_taken);
	free(hidden);
	free(text_taken);
	return text;
}

char *words_short_time(int64_t when)
{
	struct str text = { 0 };

	datetime_add_short(&text, when, clock_now());
	return str_detach(&text);
}

void words_add_number(struct str *out, int64_t number)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%lld", (long long)number);

	for (int i = 0; i < len; i++) {
		/* TRANSLATORS: between the thousands of a number. */
		if (i > 0 && (len - i) % 3 == 0 && digits[i - 1] != '-')
			str_add(out, i18n_text_in("thousands", ","));
		str_addc(out, digits[i]);
	}
}

/* Behind a unit in Latin letters the next number would be taken for its neighbour. */
void words_add_size(struct str *out, int64_t bytes)
{
	struct str size = { 0 };

	datetime_add_size(&size, bytes);
	bidi_add_isolated(out, size.text, mirror_direction());
	str_release(&size);
}

void words_add_price(struct str *size, struct str *time, struct price price)
{
	words_add_size(size, price.bytes);
	datetime_add_duration(time, price.seconds);
}

void words_add_measured(struct str *out, struct price price)
{
	struct str time = { 0 };

	words_add_size(out, price.bytes);
	if (price.is_measured) {
		datetime_add_duration(&time, price.seconds);
		words_part(out, time.text);
	}
	str_release(&time);
}

static char *goes_out(struct face *face)
{
	struct str when = { 0 };
	struct plan plan;
	char *rest, *text;

	plan_read(&plan, face_store(face), face_settings(face));
	rest = plan_rest_words(plan.mail, plan.mail_until);
	datetime_add_time(&when, clock_now() + face_store(face)->hold);
	if (rest)
		/* TRANSLATORS: why it does not go by itself: "not before 19:00". */
		text = xasprintf(_("It waits: %s. {send} sends it, {undo} takes it back."), rest);
	else
		text = xasprintf(_("Goes out at %s. {undo} takes it back."), when.text);
	str_release(&when);
	free(rest);
	return text;
}

void words_say_goes_out(struct face *face, const char *before)
{
	char *goes = goes_out(face);

	if (before)
		/* TRANSLATORS: two sentences: what was done, and when it goes out. */
		face_sayf(face, _("%s %s"), before, goes);
	else
		face_say(face, goes);
	free(goes);
}

char *words_computer(struct face *face, bool shorter)
{
	bool is_shared = settings_yes(face_settings(face), SETTING_SHARED);

	if (shorter)
		return xstrdup(is_shared ? _("shared") : _("mine"));
	return xstrdup(is_shared ? _("shared: nothing stays after signing out; or mine") : _("mine; or shared: nothing stays after signing out"));
}

static void add_date(struct str *out, const char *date)
{
	int year, month, day;

	if (date && clock_parse_date(date, &year, &month, &day))
		day_add_date(out, clock_days(year, month, day));
}

char *words_dates(const char *first, const char *last)
{
	struct str begins = { 0 }, ends = { 0 };
	char *text;

	add_date(&begins, first);
	add_date(&ends, last);
	if (begins.len && ends.len)
		text = xasprintf(_("%s to %s"), begins.text, ends.text);
	else
		text = xstrdup(begins.len ? begins.text : ends.text);
	str_release(&begins);
	str_release(&ends);
	return text;
}
