/* The cursor below the entries of the outbox: Enter on a line does what belongs to it, i tells more of it. */
#include <stdlib.h>

#include "face.h"
#include "outbox_line.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/datetime.h"
#include "words.h"

/* --- what is said of a line --- */

static char *line_details(const struct outbox *o, const struct outbox_facts *f)
{
	(void)o;
	return f->plan.mail == PLAN_GOES ? line_sentence(&f->line) : plan_rest_words(f->plan.mail, f->plan.mail_until);
}

/* What the profile means. */
static char *profile_details(const struct outbox *o, const struct outbox_facts *f)
{
	const struct line_profile_row *row = plan_row(&f->plan);
	struct str every = { 0 }, silence = { 0 };
	char *text;

	(void)o;
	datetime_add_duration(&every, row->interval);
	datetime_add_duration(&silence, row->patience);
	if (row->interval > 0)
		text = xasprintf(_("%s: asks every %s, gives up after %s without a byte."), _(row->words), every.text, silence.text);
	else
		text = xasprintf(_("%s: nothing goes by itself."), _(row->words));
	str_release(&every);
	str_release(&silence);
	return text;
}

/* The month by what the bytes were for. */
static char *count_details(const struct outbox *o, const struct outbox_facts *f)
{
	static const char *const words[COUNT_KIND_COUNT] = {
		[COUNT_MAIL] = N_("mail and news %1$s"), [COUNT_ASKED] = N_("questions %1$s"), [COUNT_FILES] = N_("files %1$s"),
		[COUNT_PUSH] = N_("being told of news %1$s"),
	};
	struct str text = { 0 };

	(void)o;
	for (int i = 0; i < COUNT_KIND_COUNT; i++) {
		struct str size = { 0 }, part = { 0 };

		words_add_size(&size, f->count.month.tally.of[i]);
		str_add_worded(&part, _(words[i]), (const char *const[]){ size.text }, 1);
		if (f->count.month.tally.of[i] > 0)
			words_part(&text, part.text);
		str_release(&size);
		str_release(&part);
	}
	return str_detach_or(&text, _("Nothing was counted this month."));
}

static char *news_details(const struct outbox *o, const struct outbox_facts *f)
{
	char *text = NULL;

	(void)f;
	for (int i = 0; i < o->news_count && !text; i++)
		text = outbox_news_words(&o->news[i]);
	return text ? text : xstrdup("");
}

/* --- what is done on a line --- */

static void set_line(struct face *face)
{
	face_open(face, "settings", SETTING_LINE + 1);
}

static void send_now(struct face *face)
{
	face_do(face, ACTION_SEND);
}

static void set_budget(struct face *face)
{
	face_open(face, "settings", SETTING_BUDGET + 1);
}

static void set_hours(struct face *face)
{
	face_open(face, "settings", SETTING_MAIL_HOURS + 1);
}

static void carry(struct face *face)
{
	face_open(face, "packet", 0);
}

static void journal(struct face *face)
{
	face_open(face, "journal", 0);
}

static const struct {
	void (*open)(struct face *face); /* NULL: details is what there is */
	char *(*details)(const struct outbox *o, const struct outbox_facts *f); /* yours */
} rows[OUTBOX_BELOW_COUNT] = {
	[OUTBOX_BELOW_LINE] = { set_line, line_details },
	[OUTBOX_BELOW_NEXT] = { send_now, line_details },
	[OUTBOX_BELOW_MEASURED] = { NULL, profile_details },
	[OUTBOX_BELOW_COUNTED] = { set_budget, count_details },
	[OUTBOX_BELOW_HOURS] = { set_hours, line_details },
	[OUTBOX_BELOW_HAND] = { carry, line_details },
	[OUTBOX_BELOW_NEWS] = { journal, news_details },
};

static void say_details(struct face *face, const struct outbox *o)
{
	struct outbox_facts f;
	char *text;

	outbox_facts_read(&f, face);
	text = rows[o->below].details(o, &f);
	face_say(face, text);
	free(text);
	outbox_facts_release(&f);
}

/* --- the cursor --- */

/* The next line in a direction that is drawn; OUTBOX_BELOW_NONE where there is none. */
static int step(const struct outbox *o, int from, int by)
{
	for (int i = from + by; i > OUTBOX_BELOW_NONE && i < OUTBOX_BELOW_COUNT; i += by)
		if (o->shown & 1U << i)
			return i;
	return OUTBOX_BELOW_NONE;
}

static bool is_at_end(const struct list *list)
{
	return list->selected < 0 || (list->at_end && list->selected == list->window.count - 1);
}

static enum outcome act_among_entries(struct outbox *o, enum action action)
{
	if (action != ACTION_NEXT_PART && action != ACTION_PREVIOUS_PART && (action != ACTION_MOVE_DOWN || !is_at_end(&o->list)))
		return ACT_IGNORED;
	o->below = step(o, OUTBOX_BELOW_NONE, 1);
	return ACT_DONE;
}

enum outcome outbox_act_below(struct face *face, struct view *view, enum action action)
{
	struct outbox *o = view->model;
	int next;

	if (!o->below)
		return act_among_entries(o, action);
	switch (action) {
	case ACTION_MOVE_DOWN:
		next = step(o, o->below, 1);
		o->below = next ? next : o->below;
		return ACT_DONE;
	case ACTION_MOVE_UP:
		o->below = step(o, o->below, -1);
		return ACT_DONE;
	case ACTION_NEXT_PART:
	case ACTION_PREVIOUS_PART:
		o->below = OUTBOX_BELOW_NONE;
		return ACT_DONE;
	case ACTION_OPEN:
		if (rows[o->below].open)
			rows[o->below].open(face);
		else
			say_details(face, o);
		return ACT_DONE;
	case ACTION_INFO:
		say_details(face, o);
		return ACT_DONE;
	case ACTION_EDIT:
	case ACTION_DROP:
	case ACTION_REPLY:
		face_say(face, _("There is nothing under the cursor."));
		return ACT_DONE;
	default: /* another movement is one of the entries */
		if (action != ACTION_CREATE && actions[action].group == GROUP_MOVING)
			o->below = OUTBOX_BELOW_NONE;
		return ACT_IGNORED;
	}
}
