/* The places that one can go to from Home, and how much is there; what to do on the first day. */
#include <stdlib.h>

#include "desk.h"
#include "home.h"
#include "notices.h"
#include "older.h"
#include "profile.h"
#include "project.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/zone.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/relation.h"
#include "twinline/records/thread.h"
#include "twinline/text/cells.h"
#include "words.h"

static char *inbox_words(struct face *face)
{
	struct str unread_text = { 0 }, rows_text = { 0 };
	int64_t rows = 0, unread = 0;
	struct older older;
	struct err e = { 0 };
	char *text;

	thread_counts(face_store(face), &(struct thread_query){ .view = THREAD_VIEW_INBOX }, 0, &rows, &unread, NULL, &e);
	words_check(face, &e);
	older_read(face, &older);
	words_add_number(&unread_text, unread + older.unread);
	words_add_number(&rows_text, rows + older.threads);
	text = xasprintf(i18n_plural("%s unread of %s", "%s unread of %s", (unsigned long)(unread + older.unread)), unread_text.text,
	                 rows_text.text);
	str_release(&unread_text);
	str_release(&rows_text);
	return text;
}

static char *outbox_words(struct face *face)
{
	struct outbox_counts counts = { 0 };
	struct err e = { 0 };
	struct str text = { 0 };
	int waiting;

	outbox_counts(face_store(face), &counts, &e);
	words_check(face, &e);
	waiting = counts.waiting + counts.sending + counts.held;
	if (counts.needs_you)
		words_part_taken(&text, xasprintf(i18n_plural("%d needs you", "%d need you", (unsigned long)counts.needs_you), counts.needs_you));
	if (waiting)
		words_part_taken(&text, xasprintf(i18n_plural("%d waits", "%d wait", (unsigned long)waiting), waiting));
	if (text.len == 0 && counts.last_sent_at) {
		char *when = words_short_time(counts.last_sent_at);

		str_addf(&text, _("all sent at %s"), when);
		free(when);
	}
	return str_detach_or(&text, _("nothing waits"));
}

static char *partners_words(struct face *face)
{
	const struct record_query query = { .account = face_account(face), .type = &record_types[TYPE_SavedSearch], .limit = 1, .total = true };
	struct str contacts_text = { 0 }, searches_text = { 0 }, text = { 0 };
	int64_t *locals = NULL, first, searches = 0, notices = notices_new(face);
	struct err e = { 0 };
	int contacts = relation_list(face_store(face), "contact", &locals, &e);

	record_list(face_store(face), &query, &first, NULL, &searches, &e);
	words_check(face, &e);
	words_add_number(&contacts_text, contacts > 0 ? contacts : 0);
	words_add_number(&searches_text, searches);
	if (contacts > 0)
		words_part_taken(&text, xasprintf(i18n_plural("%s contact", "%s contacts", (unsigned long)contacts), contacts_text.text));
	if (searches > 0)
		words_part_taken(&text, xasprintf(i18n_plural("%s saved search", "%s saved searches", (unsigned long)searches), searches_text.text));
	if (notices > 0)
		words_part_taken(&text, xasprintf(i18n_plural("%d new notice", "%d new notices", (unsigned long)notices), (int)notices));
	free(locals);
	str_release(&contacts_text);
	str_release(&searches_text);
	return str_detach_or(&text, _("people to find"));
}

static char *projects_words(struct face *face)
{
	int64_t counts[PROJECT_WORD_COUNT];
	struct err e = { 0 };
	char *words;

	project_counts(face_store(face), counts, &e);
	words_check(face, &e);
	words = project_counts_words(counts, PROJECT_DRAFT);
	if (!*words) {
		free(words);
		return xstrdup(_("none yet"));
	}
	return words;
}

static char *calendar_words(struct face *face)
{
	int64_t today = 0, ahead = 0;
	struct str text = { 0 };
	char *zone = zone_of_computer();
	struct err e = { 0 };

	waiting_ahead(face_store(face), clock_now(), zone, &today, &ahead, &e);
	words_check(face, &e);
	free(zone);
	if (today)
		words_part_taken(&text, xasprintf(i18n_plural("%d today", "%d today", (unsigned long)today), (int)today));
	words_part_taken(&text, xasprintf(i18n_plural("%d ahead", "%d ahead", (unsigned long)ahead), (int)ahead));
	return str_detach(&text);
}

static char *profile_words(struct face *face)
{
	int empty, parts = profile_parts(face, &empty);

	if (parts == 0)
		return xstrdup(_("comes with the first exchange"));
	if (empty == 0)
		return xstrdup(_("all parts filled"));
	return xasprintf(i18n_plural("%d of %d parts empty", "%d of %d parts empty", (unsigned long)empty), empty, parts);
}

void home_find_lacking(struct face *face, struct strings *lacking)
{
	static const struct { const char *field, *words; } helpful[] = {
		{ "pupilsFrom", N_("pupils' age") }, { "looksFor", N_("what you look for") }, { "subjects", N_("what you teach") },
		{ "languages", N_("your languages") },
	};
	struct json *card = profile_tree(face, &profile_card);

	for (size_t i = 0; card && i < ARRAY_SIZE(helpful); i++)
		if (field_is_default(field_find(profile_card.type, helpful[i].field), json_get(card, helpful[i].field)))
			strings_push(lacking, _(helpful[i].words));
	json_free(card);
}

/* The first so many of them, and the key to where they are filled in; yours. */
static char *first_lacking(const struct strings *lacking, size_t count, const char *key)
{
	struct str named = { 0 };
	char *text;

	for (size_t i = 0; i < count; i++)
		words_part(&named, lacking->at[i]);
	text = xasprintf(i18n_plural("%d thing helps others to find you: %s. %s", "%d things help others to find you: %s. %s",
	                             (unsigned long)count), (int)count, named.text, key);
	str_release(&named);
	return text;
}

char *home_lacking_words(struct face *face, const struct strings *lacking, int cells)
{
	char *key = face_key(face, ACTION_PROFILE);
	size_t count = lacking->count;
	char *text = first_lacking(lacking, count, key);

	while (count > 1 && cells_width(text) > cells) {
		free(text);
		text = first_lacking(lacking, --count, key);
	}
	free(key);
	return text;
}

static char *support_words(struct face *face)
{
	(void)face;
	return xstrdup(_("support organisations, your reports"));
}

const struct home_place home_places[] = {
	{ ACTION_INBOX, N_("Inbox"), inbox_words },
	{ ACTION_PARTNERS, N_("Partners"), partners_words },
	{ ACTION_PROJECTS, N_("Projects"), projects_words },
	{ ACTION_CALENDAR, N_("Calendar"), calendar_words },
	{ ACTION_PROFILE, N_("Profile"), profile_words },
	{ ACTION_SUPPORT, N_("Support"), support_words },
	{ ACTION_DESK, N_("Desk"), desk_home_words },
	{ ACTION_OUTBOX, N_("Outbox"), outbox_words },
	{ .name = NULL },
};
