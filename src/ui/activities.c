/* The activities of a project, phase by phase: how far each is, for whom, until when. */
#include <stdlib.h>
#include <string.h>

#include "activity.h"
#include "order.h"
#include "part.h"
#include "part_rows.h"
#include "project.h"
#include "screens.h"
#include "sheet.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/text/cells.h"
#include "twinline/text/datetime.h"
#include "words.h"

enum { INDENT = 2, PHASE_MOST = 16, WEEK = 7 };

/* --- the rows --- */

static int phase_of(const struct activity *a)
{
	const struct vocabulary_row *row = vocabulary_find(&vocabulary_activity_phases, a->phase ? a->phase : "work");

	return row ? (int)(row - vocabulary_activity_phases.rows) : 0;
}

/* Days as text compare as days; what has none comes last. */
static int by_due(const struct activity *a, const struct activity *b)
{
	if (!a->due || !b->due)
		return a->due ? -1 : b->due ? 1 : 0;
	return strcmp(a->due, b->due);
}

/* Phase by phase; there those that were given a place, then by the day they are due. */
static int in_order(const void *a, const void *b)
{
	const struct activity *one = a, *other = b;
	int64_t left = order_place(one->position), right = order_place(other->position);

	if (phase_of(one) != phase_of(other))
		return phase_of(one) - phase_of(other);
	return left != right ? (left < right ? -1 : 1) : by_due(one, other);
}

static bool are_of_a_phase(const void *one, const void *other)
{
	return phase_of(one) == phase_of(other);
}

static bool is_done(const struct activity *a)
{
	return text_equal(a->state, "done");
}

/* Open and due within a week, or overdue. */
static bool is_due(const struct activity *a)
{
	int year, month, day;

	return !is_done(a) && a->due && clock_parse_date(a->due, &year, &month, &day) &&
	       clock_days(year, month, day) <= datetime_day(clock_now()) + WEEK;
}

static char *count_words(struct face *face, struct part_row *const *rows, int count)
{
	int open = 0, due = 0;
	struct str text = { 0 };

	(void)face;
	for (int i = 0; i < count; i++) {
		open += !is_done(rows[i]->record);
		due += is_due(rows[i]->record);
	}
	if (count > 0)
		words_part_taken(&text, xasprintf(i18n_plural("%d activity", "%d activities", (unsigned long)count), count));
	else
		str_add(&text, _("none yet"));
	if (open)
		words_part_taken(&text, xasprintf(i18n_plural("%d open", "%d open", (unsigned long)open), open));
	if (due)
		words_part_taken(&text, xasprintf(i18n_plural("%d due this week", "%d due this week", (unsigned long)due), due));
	return str_detach(&text);
}

static char *ask_place(int places)
{
	return xasprintf(_("Place in its phase, 1 to %d:"), places);
}

static const struct part_kind kind = {
	.type = TYPE_Activity, .right = RIGHT_ACTIVITY, .author = offsetof(struct activity, author),
	.position = offsetof(struct activity, position), .compare = in_order, .are_together = are_of_a_phase, .words = count_words,
	.screen = "activity", .change = activity_change, .asks = ask_place, .gone = N_("The activity is taken away; {undo} brings it back."),
};

char *activities_words(struct face *face, int64_t account)
{
	return part_rows_words(face, &kind, account);
}

static const char *state_of(const struct activity *a)
{
	return vocabulary_brief(&vocabulary_activity_states, a->state ? a->state : "open");
}

static const char *phase_words(const struct activity *a)
{
	return vocabulary_brief(&vocabulary_activity_phases, a->phase ? a->phase : "work");
}

/* --- drawing --- */

struct columns { int state, phase; };

static struct columns columns_of(const struct part_rows *m)
{
	struct columns c = { 0 };

	for (int i = 0; i < m->table.count; i++) {
		const struct activity *a = part_rows_at(m, i);
		int state = cells_width(state_of(a)), phase = cells_width(phase_words(a));

		c.state = state > c.state ? state : c.state;
		c.phase = phase > c.phase ? phase : c.phase;
	}
	if (c.phase > PHASE_MOST)
		c.phase = PHASE_MOST;
	return c;
}

static void draw_wide(struct face *face, const struct activity *a, struct columns c, struct page *p, int line)
{
	char *due = part_day(a->due), *people = part_people(&a->people);
	struct str text = { 0 }, what = { 0 };

	words_pad(&text, face, state_of(a), c.state);
	str_addc(&text, ' ');
	words_pad(&text, face, phase_words(a), c.phase);
	str_addc(&text, ' ');
	str_add(&what, a->title ? a->title : "");
	if (*people)
		str_addf(&what, ", %s", people);
	words_add_whole(&text, face, what.text, p->columns - 1 - INDENT - cells_width(text.text) - (*due ? cells_width(due) + 1 : 0));
	page_put(p, line, INDENT, text.text);
	page_put_right(p, line, due);
	str_release(&what);
	str_release(&text);
	free(people);
	free(due);
}

static void draw_narrow(struct face *face, const struct activity *a, struct page *p, int line)
{
	char *title = words_safe(a->title, SANITISE_LINE), *due = part_day(a->due);
	struct str text = { 0 };

	words_part(&text, state_of(a));
	words_part(&text, title);
	if (*due)
		words_part(&text, due);
	words_put(face, p, line, INDENT, text.text);
	str_release(&text);
	free(title);
	free(due);
}

static void draw_activity(struct face *face, const void *record, const void *columns, struct page *p, int line)
{
	if (page_is_narrow(p))
		draw_narrow(face, record, p, line);
	else
		draw_wide(face, record, *(const struct columns *)columns, p, line);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct columns columns = columns_of(view->model);

	part_rows_draw(face, view->model, p, &(struct part_drawing){ draw_activity, &columns });
}

/* --- acting --- */

static void make(struct face *face, const struct part_rows *m)
{
	struct json *fields = json_new_object();
	int64_t draft;

	if (part_may(face, m->account, RIGHT_ACTIVITY)) {
		json_set_string(fields, "phase", "work");
		json_set_string(fields, "readers", "members");
		draft = sheet_begin_in(face, &record_types[TYPE_Activity], m->account, fields);
		if (draft)
			face_open(face, "activity-form", draft);
	}
	json_free(fields);
}

static void take_word(struct face *face, struct view *view)
{
	int64_t local;
	const struct activity *a = part_rows_chosen(view->model, &local);

	if (a)
		activity_set_state(face, local, is_done(a) ? "open" : "done");
	part_rows_changed(face, view);
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	if (action == ACTION_CREATE)
		make(face, view->model);
	else if (action == ACTION_ACCEPT)
		take_word(face, view);
	else
		return part_rows_act(face, view, action);
	return ACT_DONE;
}

/* --- the row of the screen --- */

static int open_activities(struct face *face, struct view *view, int64_t argument)
{
	return part_rows_open(face, view->model, &kind, argument);
}

static const struct offer offers[] = {
	{ ACTION_OPEN, N_("open it"), N_("what is to do, and who has done it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_CREATE, N_("new activity"), N_("plan an activity"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_ACCEPT, N_("done"), N_("say that it is done, or open again"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_EDIT, N_("change"), N_("change the activity"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ORDER, N_("place"), N_("give the activity another place in its phase"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_FIND, N_("find"), N_("find in the project: pages, activities, files, talk"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("take the activity away; {undo} brings it back"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_UNDO, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ .action = ACTION_NONE },
};

const struct screen screen_activities = {
	.name = "activities", .title = N_("Activities"), .size = sizeof(struct part_rows), .open = open_activities, .draw = draw,
	.act = act, .changed = part_rows_changed, .close = part_rows_close, SCREEN_RECORDS(struct part_rows, table.list), .offers = offers,
};
