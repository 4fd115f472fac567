/* The parts of a project: one row each, with what it is called, how much is in it and what opens it. */
#include "project_parts.h"

#include <stdlib.h>

#include "project.h"
#include "pupils.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/thread.h"
#include "words.h"

/* --- the words of those that have no room of their own --- */

/* That of pupils is a part of its own. */
static char *mail_words(struct face *face, int64_t account)
{
	int64_t all = 0, unread = 0;
	struct str text = { 0 };
	struct err e = { 0 };
	char *id;

	if (pupils_am_one(face))
		return NULL;
	id = project_id_of(face_store(face), account);
	thread_counts(face_store(face), &(struct thread_query){ .project = id }, 0, &all, &unread, NULL, &e);
	words_check(face, &e);
	words_part_taken(&text, xasprintf(i18n_plural("%d conversation", "%d conversations", (unsigned long)all), (int)all));
	if (unread)
		words_part_taken(&text, xasprintf(i18n_plural("%d unread", "%d unread", (unsigned long)unread), (int)unread));
	free(id);
	return str_detach(&text);
}

static char *events_words(struct face *face, int64_t account)
{
	int64_t events = 0, due = 0;
	struct str text = { 0 };
	struct err e = { 0 };

	project_ahead(face_store(face), account, clock_now(), &events, &due, &e);
	words_check(face, &e);
	words_part_taken(&text, xasprintf(i18n_plural("%d ahead", "%d ahead", (unsigned long)events), (int)events));
	if (due)
		words_part_taken(&text, xasprintf(i18n_plural("%d due", "%d due", (unsigned long)due), (int)due));
	return str_detach(&text);
}

/* "aims, work, results; founders: you and Γιώργος Παπαδάκης" */
static char *about_words(struct face *face, int64_t account)
{
	struct project p;
	struct str founders = { 0 };
	char *text;

	project_read(face_store(face), project_of_account(face_store(face), account), &p, NULL);
	for (size_t i = 0; i < p.founders.count; i++) {
		bool is_me = text_equal(p.founders.at[i].id, face_my_id(face));

		words_part_taken(&founders, is_me ? xstrdup(_("you")) : words_safe(party_called(p.founders.at[i].name), SANITISE_LINE));
	}
	text = founders.len ? xasprintf(_("aims, work, results; founders: %s"), founders.text) : xstrdup(_("aims, work, results"));
	str_release(&founders);
	record_release(&record_types[TYPE_Project], &p);
	return text;
}

/* --- the table --- */

const struct project_part project_parts[] = {
	{ N_("Pages"), "pages", ACTION_NONE, RIGHT_COUNT, pages_words },
	{ N_("Activities"), "activities", ACTION_NONE, RIGHT_COUNT, activities_words },
	{ N_("Materials"), "materials", ACTION_NONE, RIGHT_COUNT, materials_words },
	{ N_("Updates"), "updates", ACTION_NONE, RIGHT_COUNT, updates_words },
	{ N_("Forum"), "forum", ACTION_NONE, RIGHT_COUNT, forum_words },
	{ N_("Chat"), "chat", ACTION_NONE, RIGHT_COUNT, chat_words },
	{ N_("Bulletin"), "bulletin", ACTION_NONE, RIGHT_BULLETIN, bulletin_words },
	{ N_("Project journal"), "project-journal", ACTION_NONE, RIGHT_COUNT, project_journal_words },
	{ N_("Walls"), "walls", ACTION_NONE, RIGHT_COUNT, walls_words },
	{ N_("State"), "project-state", ACTION_NONE, RIGHT_COUNT, project_state_words },
	{ N_("Pupils"), "pupils", ACTION_NONE, RIGHT_PUPILS, pupils_words },
	{ N_("Pupils' mail"), "pupil-mail", ACTION_NONE, RIGHT_PUPILS, pupil_mail_words },
	{ N_("Pupils' mail"), "pupil-mail", ACTION_NONE, RIGHT_WALL, pupil_mail_words },
	{ N_("Members"), "members", ACTION_NONE, RIGHT_COUNT, members_words },
	{ N_("Mail"), "project-mail", ACTION_NONE, RIGHT_COUNT, mail_words },
	{ N_("Meetings"), NULL, ACTION_CALENDAR, RIGHT_COUNT, events_words },
	{ N_("About"), "about-project", ACTION_NONE, RIGHT_COUNT, about_words },
	{ N_("Export"), "export", ACTION_NONE, RIGHT_COUNT, export_words },
	{ .name = NULL },
};
