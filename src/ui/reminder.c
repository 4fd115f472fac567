/* Reminders: each is said once, also where the face was not there when it became due; how far they have been said is kept. */
#include "reminder.h"

#include <stdlib.h>

#include "face_state.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/agenda.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

enum { MINUTE = 60, MINUTES_OF_DAY = 24 * 60 };

static const char fact_name[] = "reminded"; /* "SECONDS EVENT" of the last one that was said */

static struct agenda_reminder last_said(struct face *face)
{
	char *fact = store_fact(face_store(face), fact_name), *end = fact;
	struct agenda_reminder last = { 0 };

	if (fact) {
		last.at = strtoll(fact, &end, 10);
		last.event = strtoll(end, NULL, 10);
	}
	free(fact);
	return last;
}

static void keep_said(struct face *face, const struct agenda_reminder *r)
{
	char *text = xasprintf("%lld %lld", (long long)r->at, (long long)r->event);
	struct err e = { 0 };

	store_set_fact(face_store(face), fact_name, text, &e);
	words_check(face, &e);
	free(text);
}

static void say(struct face *face, const struct agenda_reminder *r)
{
	int minutes = (int)((r->starts - clock_now() + MINUTE - 1) / MINUTE);
	struct str length = { 0 }, when = { 0 };
	char *title = words_safe(r->title, SANITISE_LINE);

	day_add_length(&length, minutes / MINUTES_OF_DAY, minutes % MINUTES_OF_DAY);
	datetime_add_time(&when, r->starts);
	/* TRANSLATORS: a reminder: how long it still is, the title of an event, and at what hour it begins. */
	face_sayf(face, _("In %s: %s, %s."), length.text, title, when.text);
	str_release(&length);
	str_release(&when);
	free(title);
}

/* Reads which one is next; its title is yours. */
static struct agenda_reminder read_next(struct face *face)
{
	int64_t now = clock_now();
	struct agenda_reminder last = last_said(face), next;
	bool is_awaited = agenda_next_reminder(face_store(face), &last, now, &next);

	face->reminder = (struct reminder_due){
		.from = now, .until = is_awaited && next.at < now + MINUTE ? next.at : now + MINUTE,
		.version = face->data_version, .own_changes = db_own_changes(face_store(face)->db), .at = is_awaited ? next.at : 0,
	};
	return next;
}

/* Every key asks: what is known of the next one is read again only when it may be another one. */
static bool is_known(struct face *face)
{
	const struct reminder_due *due = &face->reminder;
	int64_t now = clock_now();

	return due->from <= now && now < due->until && due->version == face->data_version &&
	       due->own_changes == db_own_changes(face_store(face)->db);
}

void reminder_look(struct face *face)
{
	struct agenda_reminder next;

	if (is_known(face))
		return;
	next = read_next(face);
	if (next.event && next.at <= clock_now()) {
		say(face, &next);
		keep_said(face, &next);
	}
	free(next.title);
}

int64_t reminder_next(struct face *face)
{
	if (!is_known(face))
		free(read_next(face).title);
	return face->reminder.at;
}
