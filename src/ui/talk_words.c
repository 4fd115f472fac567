/* The lines of a project's page about what is said there: how much, and what is unread. */
#include <stdlib.h>

#include "project.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/talk.h"
#include "twinline/text/datetime.h"
#include "words.h"

static struct talk_count count_of(struct face *face, int64_t account, const char *place)
{
	struct talk_count count;
	struct err e = { 0 };

	talk_count(face_store(face), account, place, &count, &e);
	words_check(face, &e);
	return count;
}

static void add_unread(struct str *text, const struct talk_count *count)
{
	if (count->unread)
		words_part_taken(text, xasprintf(i18n_plural("%d unread", "%d unread", (unsigned long)count->unread), (int)count->unread));
	if (count->to_me)
		words_part_taken(text, xasprintf(i18n_plural("%d to you", "%d to you", (unsigned long)count->to_me), (int)count->to_me));
}

/* "9 posts, 1 unread, teachers only"; note may be NULL. */
static char *place_words(struct face *face, int64_t account, const char *place, const char *note)
{
	struct talk_count count = count_of(face, account, place);
	struct str text = { 0 };

	words_part_taken(&text, xasprintf(i18n_plural("%d post", "%d posts", (unsigned long)count.all), (int)count.all));
	add_unread(&text, &count); /* first: a narrow screen has no room for all of it */
	if (note)
		words_part(&text, note);
	return str_detach(&text);
}

char *updates_words(struct face *face, int64_t account)
{
	return place_words(face, account, "update", NULL);
}

char *bulletin_words(struct face *face, int64_t account)
{
	return place_words(face, account, "bulletin", _("teachers only"));
}

char *project_journal_words(struct face *face, int64_t account)
{
	return place_words(face, account, "journal", _("everybody can read it"));
}

/* Where no pupil has a wall, and I can have none, there are none to speak of. */
char *walls_words(struct face *face, int64_t account)
{
	struct talk_count count = count_of(face, account, "wall");

	if (count.all == 0 && !access_may(project_role(face_store(face), account), RIGHT_WALL))
		return NULL;
	return place_words(face, account, "wall", NULL);
}

/* "31 threads, 3 unread, 1 to you" */
char *forum_words(struct face *face, int64_t account)
{
	struct talk_count count = count_of(face, account, "forum");
	struct str text = { 0 };

	words_part_taken(&text, xasprintf(i18n_plural("%d thread", "%d threads", (unsigned long)count.threads), (int)count.threads));
	add_unread(&text, &count);
	return str_detach(&text);
}

/* "last Friday, 3 unread, kept for three months" */
char *chat_words(struct face *face, int64_t account)
{
	struct talk_count count = count_of(face, account, "chat");
	struct str text = { 0 }, day = { 0 };

	if (count.latest_at) {
		datetime_add_short(&day, count.latest_at, clock_now());
		/* TRANSLATORS: of a chat: when something was last said there. */
		words_part_taken(&text, xasprintf(_("last %s"), day.text));
	}
	add_unread(&text, &count);
	words_part(&text, _("kept for three months"));
	str_release(&day);
	return str_detach(&text);
}
