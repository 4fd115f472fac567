/* The ways on of a project: when each is there, what it asks, what it does. */
#include "project_ways.h"

#include <stdlib.h>

#include "project.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/text/datetime.h"
#include "words.h"
#include "view.h"

enum { REMIND_S = 3 * 86400 };

/* --- what it is --- */

static bool is_in(const struct state_page *page, const char *state)
{
	return text_equal(page->project.state, state);
}

bool project_waits(const struct project *project)
{
	const struct vocabulary_row *row = project->state ? vocabulary_find(&vocabulary_project_states, project->state) : NULL;

	return row && row->flags & PROJECT_PENDING;
}

static bool is_founder(const struct state_page *page)
{
	return access_may(page->role, RIGHT_PROJECT);
}

/* A pupil's place is the teachers' to give and to end, and so is the project. */
static bool is_pupil(const struct state_page *page)
{
	return page->role == ROLE_PUPIL || page->role == ROLE_PUPIL_ADMINISTRATOR;
}

static bool can_remind(const struct state_page *page)
{
	return is_founder(page) && project_waits(&page->project);
}

static bool can_take_back(const struct state_page *page)
{
	return is_founder(page) && project_waits(&page->project);
}

static bool can_send(const struct state_page *page)
{
	return is_founder(page) && is_in(page, "draft");
}

static bool can_change(const struct state_page *page)
{
	return is_founder(page) && !is_in(page, "draft") && !is_in(page, "archived");
}

static bool can_propose(const struct state_page *page)
{
	return !is_founder(page) && !is_pupil(page) && page->role != ROLE_COUNT && !is_in(page, "archived");
}

static bool can_close(const struct state_page *page)
{
	return is_founder(page) && is_in(page, "active");
}

static bool is_closed(const struct state_page *page)
{
	return is_founder(page) && is_in(page, "closed");
}

static bool can_hand_over(const struct state_page *page)
{
	return page->role == ROLE_FOUNDER && (is_in(page, "active") || is_in(page, "closed"));
}

static bool can_leave(const struct state_page *page)
{
	bool is_last = page->role == ROLE_FOUNDER && page->founders < 2;
	bool begins = project_waits(&page->project) || is_in(page, "draft");

	return page->member && !is_pupil(page) && !begins && !(is_last && is_in(page, "active"));
}

/* --- doing --- */

static void patch_project(struct face *face, const struct state_page *page, const char *field, const char *value)
{
	struct json *patch = json_new_object();

	json_set_string(patch, field, value);
	face_patch_held(face, page->local, patch, NULL);
}

/* When it can be reminded of again; in seconds. */
static int64_t remind_from(const struct state_page *page)
{
	int64_t since = page->project.state_since, last = page->project.reminded_at;

	return (last > since ? last : since) + REMIND_S;
}

static void remind(struct face *face, struct state_page *page)
{
	char now[CLOCK_TEXT_SIZE];
	struct str day = { 0 };

	if (clock_now() < remind_from(page)) {
		datetime_add_date(&day, remind_from(page));
		face_sayf(face, _("It can be reminded of from %s on: three days apart at least."), day.text);
		str_release(&day);
		return;
	}
	clock_format(clock_now(), now);
	patch_project(face, page, "remindedAt", now);
}

static void change_it(struct face *face, struct state_page *page)
{
	project_change(face, page->local);
}

static void hand_over(struct face *face, struct state_page *page)
{
	face_open(face, "members", page->local);
	face_say(face, _("{edit} on the member who carries on, then: founder."));
}

struct ending { int64_t record, entry; };

static int queue_end(struct store *s, void *context, struct err *e)
{
	struct ending *end = context;

	end->entry = outbox_destroy_held(s, end->record, s->hold, e);
	return end->entry < 0 ? -1 : 0;
}

static void end_record(struct face *face, int64_t record)
{
	struct ending end = { .record = record };

	if (face_change(face, queue_end, &end) != 0)
		return;
	if (end.entry)
		face_remember_entries(face, &end.entry, 1);
	words_say_goes_out(face, NULL);
}

static void leave(struct face *face, struct state_page *page)
{
	end_record(face, page->member);
}

static void throw_away(struct face *face, struct state_page *page)
{
	end_record(face, page->local);
}

static const struct way ways[] = {
	{ N_("Remind"), N_("Whom it waits for is told again, three days apart at least."), can_remind, remind, NULL, NULL },
	{ N_("Change and send again"), N_("The form of the founding, with what stands there now."), can_send, change_it, NULL, NULL },
	{ N_("Change"), N_("What you change counts at once; an office that has asked gets it again."), can_change, change_it, NULL, NULL },
	{ N_("Propose a change"), N_("It goes to the founders in a letter, who say yes or no."), can_propose, change_it, NULL, NULL },
	{ N_("Take back"), N_("It is a draft of its first founder again. Who was asked reads it no more."), can_take_back, NULL,
	  N_("Take \"%s\" back?"), "draft" },
	{ N_("Throw away"), N_("The draft goes for good; nobody else has it."), can_send, throw_away, N_("Throw \"%s\" away?"), NULL },
	{ N_("Close"), N_("Everybody still reads it and takes it along, nobody writes in it. Its founders can reopen it."), can_close, NULL,
	  N_("Close \"%s\"?"), "closed" },
	{ N_("Reopen"), N_("It is active again, as before."), is_closed, NULL, NULL, "active" },
	{ N_("Archive"), N_("It stays to be read and taken along; nobody changes it any more, for good."), is_closed, NULL,
	  N_("Archive \"%s\"?"), "archived" },
	{ N_("Hand over"), N_("Somebody whom you name becomes a founder in your place; you stay as administrator until you leave."), can_hand_over,
	  hand_over, NULL, NULL },
	{ N_("Leave"), N_("You read and write nothing here any more. What you wrote stays with the others."), can_leave, leave,
	  N_("Leave \"%s\"?"), NULL },
};

static void do_way(struct face *face, struct state_page *page, const struct way *way)
{
	if (way->state)
		patch_project(face, page, "state", way->state);
	else
		way->does(face, page);
}

static void asked(struct face *face, struct view *view, int answer, int64_t way)
{
	if (answer != 2)
		return;
	do_way(face, view->model, &ways[way]);
	view_changed(face, view);
}

void project_way_choose(struct face *face, struct state_page *page)
{
	const struct way *way = page->count ? page->ways[page->at] : NULL;
	char *title, *text;

	if (!way)
		return;
	if (!way->ask) {
		do_way(face, page, way);
		return;
	}
	title = words_safe(page->project.title, SANITISE_LINE);
	/* The sentences of the table have one %s each. */
	text = str_with(_(way->ask), title);
	face_ask(face, &(struct question){ .text = text, .answers = { _("no"), _("yes") }, .done = asked, .argument = way - ways });
	free(text);
	free(title);
}

void project_ways_read(struct state_page *page)
{
	page->count = 0;
	for (size_t i = 0; i < ARRAY_SIZE(ways) && page->count < WAYS_MOST; i++)
		if (ways[i].is_there(page))
			page->ways[page->count++] = &ways[i];
}
