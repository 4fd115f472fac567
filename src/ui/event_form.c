/* An event of my own, new or changed: a form from the type's rows, with what daylight saving does to the hour that is typed. */
#include <stdlib.h>

#include "sheet.h"
#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/schema/span.h"
#include "twinline/text/datetime.h"
#include "words.h"

struct event_form { struct sheet sheet; };

static const char preview[] = N_("Preview"), send_label[] = N_("Send"), keep_label[] = N_("Keep"), throw_label[] = N_("Throw away");

static const struct sheet_line lines[] = {
	{ .field = "title" },
	{ .field = "kind" },
	{ .field = "allDay", .help = N_("no; or yes, for a day without an hour") },
	{ .field = "time", .part = SHEET_DAY, .label = N_("Day"), .help = N_("like 24 Dec, 24.12 or tomorrow") },
	{ .field = "time", .part = SHEET_HOUR, .label = N_("Hour"), .help = N_("like 16:00, where it is held") },
	{ .field = "time", .part = SHEET_LENGTH, .label = N_("Length"), .help = N_("60 min, where nothing is said") },
	{ .field = "time", .part = SHEET_ZONE, .label = N_("Time zone"), .help = N_("that of this computer") },
	{ .field = "online" },
	{ .field = "link" },
	{ .field = "bytesPerHour" },
	{ .field = "telephone" },
	{ .field = "textWay" },
	{ .field = "place" },
	{ .field = "town" },
	{ .field = "country" },
	{ .field = "languages" },
	{ .field = "subjects" },
	{ .field = "roles" },
	{ .field = "pupilsFrom", .also = "pupilsTo", .part = SHEET_RANGE, .label = N_("Pupils' age"), .help = N_("like 9 to 11") },
	{ .field = "admission" },
	{ .field = "places" },
	{ .field = "joinUntil", .help = N_("day and hour when the list is closed") },
	{ .field = "about" },
	{ .field = "language" },
	{ .label = send_label },
	{ .label = preview },
	{ .label = keep_label },
	{ .label = throw_label },
	{ 0 },
};

/* --- what depends on what is filled in --- */

static bool stands(const struct sheet *sheet, const struct sheet_line *line)
{
	static const char *const of_online[] = { "link", "bytesPerHour", "telephone", "textWay" };
	bool online = json_get_bool(sheet->body, "online", false);

	if (line->part == SHEET_HOUR)
		return !json_get_bool(sheet->body, "allDay", false);
	for (size_t i = 0; i < ARRAY_SIZE(of_online); i++)
		if (text_equal(line->field, of_online[i]))
			return online;
	return true;
}

/* "yours: 17 Nov 16:00" where the event's hour is another one here. */
static char *hour_here(const struct sheet *sheet, const char *zone, int64_t starts)
{
	struct str when = { 0 };
	char *text;

	if (zone_offset(zone, starts) == zone_offset(sheet->zone, starts))
		return NULL;
	datetime_add_full(&when, starts, starts);
	text = xasprintf(_("your time: %s"), when.text);
	str_release(&when);
	return text;
}

/* What the clocks of the place do at the hour that is typed; an hour that does not exist is a mistake. */
static char *check_hour(const struct sheet *sheet, bool *blocks)
{
	const struct json *time = json_get(sheet->body, "time");
	const char *zone = json_get_text(time, "timeZone");
	struct civil c;

	if (!zone || !span_read_civil(json_get_text(time, "start"), &c) || json_get_bool(sheet->body, "allDay", false))
		return NULL;
	switch (zone_fit(zone, &c)) {
	case ZONE_NEVER:
		*blocks = true;
		return xstrdup(_("This hour does not exist on that day: the clocks are put forward over it."));
	case ZONE_TWICE:
		return xstrdup(_("This hour comes twice on that day, since the clocks are put back; the first one is meant."));
	default:
		return hour_here(sheet, zone, zone_of_civil(zone, &c));
	}
}

static char *check(const struct sheet *sheet, const struct sheet_line *line, bool *blocks)
{
	return line->part == SHEET_HOUR ? check_hour(sheet, blocks) : NULL;
}

static char *shows(const struct sheet *sheet, const struct sheet_line *line)
{
	struct str size = { 0 }, time = { 0 };
	char *text;

	if (line->label == preview)
		return xstrdup(_("as others will see it"));
	if (line->label == keep_label)
		return xstrdup(_("as a draft; it is kept anyway while you type"));
	if (line->label != send_label)
		return xstrdup("");
	words_add_price(&size, &time, price_of(sheet->store, sheet_size(sheet)));
	text = xasprintf(_("%s, about %s; everybody can see it then"), size.text, time.text);
	str_release(&size);
	str_release(&time);
	return text;
}

static enum outcome send(struct face *face, struct view *view);

static void show_preview(struct face *face, struct sheet *sheet)
{
	face_open(face, "event", -sheet->draft.local);
}

static const struct sheet_kind kind = {
	.type = &record_types[TYPE_Event], .lines = lines, .stands = stands, .shows = shows, .check = check, .send = send_label,
	.keep = keep_label, .more = preview, .sends = send, .shows_more = show_preview, .kept = N_("Kept as a draft."),
	.thrown = N_("The draft is thrown away. {undo} brings it back."),
};

/* --- drawing --- */

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct event_form *e = view->model;
	int filled, needed = sheet_needed(&e->sheet, &filled);
	char *title;

	title = xasprintf(e->sheet.record ? _("Change the event  %d of %d needed lines filled") : _("New event  %d of %d needed lines filled"),
	                  filled, needed);
	words_title(face, p, title, page_is_narrow(p) ? "" : _("kept as a draft"));
	sheet_draw(face, view, &e->sheet, p, 1);
	free(title);
}

/* --- acting --- */

static enum outcome send(struct face *face, struct view *view)
{
	struct event_form *e = view->model;
	int64_t account = account_of_kind(face_store(face), ACCOUNT_COMMUNITY);

	if (sheet_lacks(face, view, &e->sheet))
		return ACT_DONE;
	if (!account) {
		face_say(face, _("It is kept as a draft. Sign in first, then send it."));
		return ACT_DONE;
	}
	if (sheet_send(face, &e->sheet, account) != 0)
		return ACT_DONE;
	face_close(face);
	return ACT_CLOSED;
}

const struct screen screen_event_form = {
	.name = "event-form", .title = N_("Event, to write"), .size = sizeof(struct event_form), .sheet = &kind,
	.draw = draw, .offers = sheet_screen_text_offers,
};
